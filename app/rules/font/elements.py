"""The font and size of each element: body text, title, headings (GW-FONT-001 … 005)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.edits import Restyle
from app.core.format_math import (
    SURE,
    first_line_indent,
    heading_length,
    is_judged,
    is_official,
    is_prose,
    look_name,
    look_of,
    look_within,
    looks_of,
    role_key,
)
from app.core.gathering import gather, of_kinds
from app.core.profile import Profile
from app.core.report import LEVELS, Kind, Paragraph, Report
from app.rules.api import SAFE, USUAL, WARNING, Context, Found, found, restyle, rule

BODY_LIKE = (
    Kind.BODY, Kind.CLAUSE, Kind.ARTICLE, Kind.ADDRESSEE, Kind.ATTACHMENT_NOTE, Kind.SIGNATURE, Kind.DATE, Kind.NOTE,
)  # fmt: skip
_ATTACHMENT = re.compile(r"附件\s*\d*\s*(?:[（(][^（）()]{1,8}[）)])?")
_RULED_SINCE = "2012-07-01"  # the standard of 1999 names no font for headings
LEADS = frozenset({"仿宋体", "楷体", "黑体"})


def suits(profile: Profile, role: str, look: tuple[str, int]) -> bool:
    """Whether a font and size are those of the role (by class of font; half a point more or less is rounding)."""
    style = profile.styles[role]
    return profile.family_of(look[0]) == style.family and abs(look[1] - style.size) <= 1


def body_start(p: Paragraph, profile: Profile) -> int:
    """Where plain body text starts: after a run-in heading, or after a first sentence that is set off by its font."""
    if p.kind in LEVELS:
        return heading_length(p) if p.role.run_in else len(p.text)
    content = p.role.content if p.kind in (Kind.CLAUSE, Kind.ARTICLE) else 0
    stop = p.text.find("。") + 1
    if p.kind not in (Kind.BODY, Kind.CLAUSE, Kind.ARTICLE) or not stop:
        return content
    lead = look_within(p, content, stop)
    return stop if lead and profile.family_of(lead[0]) in LEADS - {"仿宋体"} else content


def font_edits(p: Paragraph) -> tuple[Restyle, ...]:
    """The edits that give `p` its font and size, a run-in heading its own."""
    whole = restyle(p, role_key(p), "font", "size")
    if p.kind in LEVELS and p.role.run_in:
        return (whole, restyle(p, p.kind.value, "font", "size", end=heading_length(p)))
    return (whole,)


def _heading(p: Paragraph, profile: Profile, bold: bool) -> Iterator[Found]:
    """A finding when most of the heading's characters have another font or size than its role."""
    end = heading_length(p)
    look = look_within(p, 0, end)
    if look is None or suits(profile, p.kind.value, look) or (p.kind in LEVELS and not (is_official(p) and _is_titled(p, end))):
        return
    style = profile.styles[p.kind.value]
    wanted = look_name(profile, style.font, style.size)
    aspects = ("font", "size", "bold") if bold else ("font", "size")
    fix = [restyle(p, p.kind.value, *aspects, end=end if p.role.run_in else None)]
    if style.size > look[1] and p.format.line_rule == "exact" and p.format.line < style.size * 11:
        fix.append(restyle(p, p.kind.value, "line"))  # the larger characters would be cut off
    yield found(
        p, 0, end, f"{_NAMES[p.kind]}一般用{wanted}，现为{look_name(profile, *look)}",
        fix=tuple(fix), safety=SAFE, before=look_name(profile, *look), after=wanted,
    )  # fmt: skip


def _is_titled(p: Paragraph, end: int) -> bool:
    """Whether the words up to `end` name something: a clause (是否…), a long sentence, a lead-in (…为：) may be 仿宋."""
    words = p.text[p.role.content : end]
    look = look_of(p)
    if (p.format.align == "center" and look and look[1] > _LARGE) or (p.number is None and first_line_indent(p) < 0):
        return False  # the title of a part, an entry of a list
    return not ("是否" in words or _LEADS_IN.search(words) or (len(words) > _LONG and words.count("，") > 1))


_LEADS_IN = re.compile("(?:为|是|有|如下|以下|包括|情形)[：:]\\s*$")
_LONG = 35  # characters
_LARGE = 34  # half-points: larger than body text
_NAMES = {
    Kind.TITLE: "标题", Kind.LEVEL1: "第一层标题", Kind.LEVEL2: "第二层标题", Kind.LEVEL3: "第三层标题",
    Kind.LEVEL4: "第四层标题",
}  # fmt: skip


@rule(
    "GW-FONT-001", "GB/T 9704-2012 5.2.2、7.3.3", slug="body-font", severity=WARNING, strength=USUAL, aspect="format",
    kinds=(*BODY_LIKE, *LEVELS),
    needs=0.7, group="正文用字与3号仿宋体不符，共{count}段",
    good=[
        "正文 为规范管理，现将有关事项通知如下。",
        "正文 {east_asia=FangSong} 为规范管理，现将有关事项通知如下。",
        "正文 {color=FF0000, east_asia=宋体} 此数待核。",
        "正文 为规范管理，附封面式样。\n正文 {align=center, east_asia=华文中宋, size=52} （建设项目名称）",
        "正文 {east_asia=黑体} 附件1（可选）", "条 {east_asia=黑体} 第一条　服务内容",
    ],
    bad=[
        ("正文 {east_asia=宋体, size=24} 为规范管理，现通知如下。", "正文 为规范管理，现通知如下。"),
        ("主送 {east_asia=微软雅黑} 市委、市政府：", "主送 市委、市政府："),
    ],
)  # fmt: skip
def body_font(p: Paragraph, c: Context) -> Iterator[Found]:
    """正文一般用3号仿宋体字。

    公文格式各要素如无特殊说明，一般用3号仿宋体字。按字体类别判断：仿宋、仿宋_GB2312、方正仿宋等都算仿宋体；数字和西文不判。
    """
    looks = looks_of(p)
    if len(looks) == 1 and suits(c.profile, Kind.BODY.value, looks[0]):
        return
    start = body_start(p, c.profile)
    if start >= len(p.text) or not is_judged(p) or _is_label(p):
        return
    look = look_within(p, start, len(p.text))
    if look is None or suits(c.profile, Kind.BODY.value, look) or _is_lead_only(p, c.profile, look):
        return
    style = c.profile.styles[Kind.BODY.value]
    wanted, is_now = look_name(c.profile, style.font, style.size), look_name(c.profile, *look)
    message = f"此处一般用{wanted}，现为{is_now}"
    yield found(p, start, None, message, fix=font_edits(p), safety=SAFE, before=is_now, after=wanted)


def _is_label(p: Paragraph) -> bool:
    """Whether it is a centred line without sentence marks (of a cover, a form or a sample) or an attachment's label."""
    if p.kind is not Kind.BODY:
        return False
    return (p.format.align == "center" and not is_prose(p)) or _ATTACHMENT.fullmatch(p.text.strip()) is not None


def _is_lead_only(p: Paragraph, profile: Profile, look: tuple[str, int]) -> bool:
    """A clause of one sentence or an article's name that is styled like a heading: allowed either way."""
    named = p.kind is Kind.ARTICLE and not is_prose(p)  # 第一条　服务内容, on a line of its own
    one_sentence = named or (p.kind is Kind.CLAUSE and "。" not in p.text[:-1])
    return one_sentence and profile.family_of(look[0]) in LEADS and abs(look[1] - profile.styles[Kind.BODY.value].size) <= 1


@rule(
    "GW-FONT-002", "GB/T 9704-2012 7.3.1", slug="title-font", severity=WARNING, strength=USUAL, aspect="format",
    kinds=(Kind.TITLE,), needs=0.6, group="标题用字与2号小标宋体不符，共{count}行",
    good=["标题 关于加强基层治理工作的通知", "标题 {east_asia=华文中宋, bold=true} 关于加强基层治理工作的通知"],
    bad=[("标题 {east_asia=宋体, bold=true, size=36} 关于加强基层治理工作的通知", "标题 关于加强基层治理工作的通知")],
)  # fmt: skip
def title_font(p: Paragraph, c: Context) -> Iterator[Found]:
    """标题一般用2号小标宋体字。

    标题字号、字体与正文拉开层次，便于识读。方正小标宋、CESI小标宋、华文中宋等都算小标宋体。
    """
    yield from _heading(p, c.profile, bold=True)


@rule(
    "GW-FONT-003", "GB/T 9704-2012 7.3.3", slug="level1-font", severity=WARNING, strength=USUAL, aspect="format",
    since=_RULED_SINCE, kinds=(Kind.LEVEL1,), needs=0.7, group="第一层标题用字与3号黑体不符，共{count}处",
    good=["一级 一、总体要求", "一级 {align=center, first_line_chars=0, east_asia=方正小标宋简体, size=44} 一、信息平台建设指南"],
    bad=[("一级 {east_asia=仿宋_GB2312, bold=true} 一、总体要求", "一级 一、总体要求")],
)  # fmt: skip
def level1_font(p: Paragraph, c: Context) -> Iterator[Found]:
    """第一层标题一般用黑体字。

    各层标题靠字体区分：第一层黑体、第二层楷体、第三层和第四层仿宋体，字号同正文。2012年7月以前的公文没有这一规定，只提示核对。
    """
    yield from _heading(p, c.profile, bold=True)


@rule(
    "GW-FONT-004", "GB/T 9704-2012 7.3.3", slug="level2-font", severity=WARNING, strength=USUAL, aspect="format",
    since=_RULED_SINCE, kinds=(Kind.LEVEL2,), needs=0.7, group="第二层标题用字与3号楷体不符，共{count}处",
    good=[
        "二级 （一）健全工作机制", "二级 {east_asia=仿宋_GB2312} （一）尚未签订协议的单位为：",
        "二级 {east_asia=仿宋_GB2312} （一）应急预案是否科学，是否具有可操作性。操作人员是否经过培训。",
    ],
    bad=[
        ("二级 {east_asia=仿宋_GB2312, bold=true} （一）健全工作机制", "二级 （一）健全工作机制"),
        "二级 {east_asia=仿宋_GB2312} （一）健全工作机制。建立联席会议，定期研究解决重点问题。",
    ],
)  # fmt: skip
def level2_font(p: Paragraph, c: Context) -> Iterator[Found]:
    """第二层标题一般用楷体字。

    标题独立成行时整行用楷体；标题后接排正文时，只有标题部分（到第一个句号为止）用楷体。
    """
    yield from _heading(p, c.profile, bold=True)


@rule(
    "GW-FONT-005", "GB/T 9704-2012 7.3.3", slug="level3-font", severity=WARNING, strength=USUAL, aspect="format",
    since=_RULED_SINCE, reads=("format", "kinds", "text", "numerals"),
    where=of_kinds(Kind.LEVEL3, Kind.LEVEL4), group="第三、四层标题用字与3号仿宋体不符，共{count}处",
    good=["三级 1.完善制度", "三级 {bold=true} 1.完善制度", "四级 （1）压实责任"],
    bad=[("三级 {east_asia=黑体} 1.完善制度", "三级 1.完善制度")],
)  # fmt: skip
def level3_font(r: Report, c: Context) -> Iterator[Found]:
    """第三层和第四层标题一般用仿宋体字。

    标准未提加粗：三级标题加粗或不加粗都不算问题，换成黑体、楷体则与上两层混淆。用1.1编号的技术文件不按这一条。
    """
    headings = gather(r, _lower_look)
    wrong = {one for one in {one for _, one in headings} if not suits(c.profile, *one)}
    if not wrong or any(node.scheme == "decimal" for node in r.nodes()):
        return
    for p, one in headings:
        if one in wrong:
            yield from _heading(p, c.profile, bold=False)


def _lower_look(p: Paragraph) -> tuple[str, tuple[str, int]] | None:
    """The kind of a third or fourth level's heading and the font and size of most of its characters."""
    if p.kind not in (Kind.LEVEL3, Kind.LEVEL4) or p.confidence < SURE:
        return None
    look = look_within(p, 0, heading_length(p))
    return (p.kind.value, look) if look else None
