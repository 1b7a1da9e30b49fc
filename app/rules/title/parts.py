"""The three parts of a title: 发文机关名称, 事由, 文种 (条例 第八条、第九条（七）)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.gathering import gather, of_kinds
from app.core.genre import STATUTORY
from app.core.issuers import members
from app.core.organs import is_organ
from app.core.report import Kind, Paragraph, Report
from app.rules.api import DUTY, ERROR, INFO, PRACTICE, WARNING, Context, Found, found, retext, rule
from app.rules.title.lines import OF_TITLE

_CLAUSE = "《党政机关公文处理工作条例》第九条（七）"
_BRACKETED = re.compile(r"[（(][^（）()]*[)）]\s*$")
_STATUTORY = re.compile(rf"(?:{'|'.join(STATUTORY)}|复函)$")
_OTHER_GENRE = re.compile(r"(?:汇报|汇报材料|总结|小结|指示|要点|方案|计划|规划|安排|打算|预案|申请|情况说明)$")
_DOCUMENT = re.compile(
    r"(?:办法|规定|细则|条例|规则|章程|制度|标准|规程|规范|指南|提纲|目录|清单|名单|手册|答复|解释|讲话|致辞|发言|说明|建议|提案|议程"
    r"|材料|表|书|稿|法|修正案|罪名|事项|式样|程序|条件|经验|工作|公示|启事|声明|须知|单|[标商判购价应审]文件|纲要|办法（试行）|公约|协议|合同|信|简报|信息|预算|决算|附件|证明|函复|讲话稿|承诺书|倡议书|责任书|通知书)$"
)
_DOUBLED = re.compile(r"(?:请示报告|报告请示|的报告的报告|的请示的请示|请示函|报告函)$")
_YEAR_NEXT = re.compile(r"(?:19|20)\d{2}年")
_ABOUT = re.compile(r"关于|印发|转发|批转|公布|发布|对")


def _last(r: Report) -> Paragraph:
    return r.by_uid[r.elements.title[-1]]


def _text(r: Report) -> str:
    return _BRACKETED.sub("", re.sub(r"[\s　]", "", r.elements.title_text)).rstrip("。；，：、")


def _is_report(r: Report) -> bool:
    """Whether the text is sent by an organ to somebody, not a law, a plan or an attachment on its own."""
    return r.elements.addressee is not None or bool(r.elements.signature and r.elements.date)


def _may_be_the_title(p: Paragraph) -> bool:
    return p.kind in (Kind.TITLE, Kind.ADDRESSEE) or p.story.startswith(("textbox", "table"))


@rule(
    "GW-TITLE-001", _CLAUSE, slug="no-title", severity=ERROR, strength=DUTY, reads=("text", "kinds"), where=_may_be_the_title,
    good=["标题 青川市数据资源局关于数据共享情况的报告\n主送 市人民政府：\n正文 现将有关情况报告如下。"],
    bad=["主送 市人民政府：\n正文 现将有关情况报告如下。"],
)  # fmt: skip
def no_title(r: Report) -> Iterator[Found]:
    """公文应当有标题。

    标题说明谁发文、为何事、用什么文种；没有标题，收文机关无法登记和分办。
    """
    addressee = r.elements.addressee
    if r.elements.title or addressee is None or any(p.text.strip() for p in r.others if p.story.startswith(("textbox", "table"))):
        return  # the head of a template may hold the title in a table or a text box
    p = r.by_uid[addressee]
    if p.confidence >= 0.7 and not gather(r, of_kinds(Kind.TITLE)):
        yield found(p, 0, None, "主送机关之前没有标题")


@rule(
    "GW-TITLE-002", _CLAUSE, slug="incomplete-title", severity=WARNING, strength=DUTY, reads=("text", "kinds"),
    where=lambda p: OF_TITLE(p) or len(p.text.strip()) < 2, modes={"auto", "submitted"},
    good=[
        "标题 青川市数据资源局关于数据共享情况的报告\n主送 市人民政府：",
        "标题 青川市数据资源局干部任前公示\n署名 青川市数据资源局\n日期 2024年3月5日",
        "标题 青川市数据共享平台项目\n题注 谈\n题注 判\n题注 文\n题注 件\n署名 青川市数据资源局\n日期 2024年3月5日",
    ],
    bad=["标题 2024年数据共享进展\n主送 市人民政府：\n署名 青川市数据资源局\n日期 2024年3月5日"],
)  # fmt: skip
def incomplete_title(r: Report, c: Context) -> Iterator[Found]:
    """标题由发文机关名称、事由和文种组成。

    标题缺文种，收文机关看不出是报告、请示还是通知；缺发文机关名称，脱离版头后不知是谁的公文。
    """
    title = _text(r)
    if not title or not _is_report(r) or "标题" in title or all(is_organ(part) for part in members(r.elements.title_text)):
        return
    if title.endswith(("关于", "印发", "转发", "批转")) or _goes_on_upright(r):
        return  # the rest of the title stands elsewhere
    if not (_STATUTORY.search(title) or _OTHER_GENRE.search(title) or _DOCUMENT.search(title)):
        yield found(_last(r), 0, None, "标题末尾没有文种（报告、请示、通知等）")
    elif title.startswith("关于") and r.elements.signature:
        severity = WARNING if c.mode == "submitted" else INFO
        yield found(r.by_uid[r.elements.title[0]], 0, 2, "标题没有写发文机关名称", severity=severity)


def _goes_on_upright(r: Report) -> bool:
    """Whether single characters below each other follow the title, as covers have them."""
    first = r.order[r.elements.title[-1]] + 1
    below = [p.text.strip() for p in r.paragraphs[first : first + 8] if p.text.strip()]
    return len(below) > 1 and all(len(words) == 1 for words in below[:2])


@rule(
    "GW-TITLE-003", "实务", slug="title-without-about", severity=WARNING, strength=PRACTICE, reads=("text", "kinds"),
    where=OF_TITLE,
    good=["标题 青川市数据资源局关于2024年度数据共享情况的报告", "标题 青川市数据资源局2024年法治政府建设年度报告"],
    bad=[("标题 青川市数据资源局2024年度数据共享情况的报告", "标题 青川市数据资源局关于2024年度数据共享情况的报告")],
)  # fmt: skip
def title_without_about(r: Report, c: Context) -> Iterator[Found]:
    """发文机关名称与事由之间用“关于”引出。

    “机关关于事由的文种”是标题的通行结构；缺“关于”，机关名称与事由连读，界限不清。“××年度报告”是固定名称，不在此列。
    """
    if not r.elements.title:
        return
    p = r.by_uid[r.elements.title[0]]
    title = _text(r)
    year = _YEAR_NEXT.search(p.text)
    organ = p.text[: year.start()].strip() if year else ""
    if not year or not is_organ(organ) or _ABOUT.search(title) or title.endswith(("年度报告", "工作报告")):
        return
    if not re.search(r"的(?:报告|请示|通知|通报|意见|函|决定)$|情况报告$", title):
        return
    at = len(p.text[: year.start()].rstrip())
    usual = title.endswith("情况报告") or c.mode == "published"
    message = "标题在发文机关名称之后缺“关于”"
    fix = retext(p, at, at, "关于")
    severity = INFO if usual else WARNING
    yield found(p, at, year.end(), message, fix=fix, before=year.group(), after=f"关于{year.group()}", severity=severity)


@rule(
    "GW-TITLE-004", "《党政机关公文处理工作条例》第八条", slug="no-statutory-genre", severity=WARNING, strength=DUTY,
    reads=("text", "kinds"), where=OF_TITLE, modes={"auto", "submitted"},
    good=["标题 青川市数据资源局关于数据共享情况的报告\n主送 市人民政府："],
    bad=["标题 青川市数据资源局关于数据共享工作的总结\n主送 市人民政府：\n正文 现将有关情况总结如下。"],
)  # fmt: skip
def no_statutory_genre(r: Report) -> Iterator[Found]:
    """文种在十五种法定公文之内。

    总结、汇报、方案、要点等不是法定文种，单独行文没有依据；应改用报告、请示，或作为附件由通知、报告印发。
    """
    match = _OTHER_GENRE.search(_text(r))
    if match and r.elements.addressee is not None and r.by_uid[r.elements.addressee].confidence >= 0.7:
        p = _last(r)
        at = p.text.rfind(match.group())
        message = f"“{match.group()}”不是法定文种，宜改用报告、请示等，或作为附件印发"
        yield found(p, max(at, 0), at + len(match.group()) if at >= 0 else None, message)


@rule(
    "GW-TITLE-005", "《党政机关公文处理工作条例》第八条", slug="doubled-genre", severity=ERROR, strength=PRACTICE,
    reads=("text", "kinds"), where=OF_TITLE,
    good=["标题 关于申请数据中心经费的请示", "标题 关于执行重大事项请示报告制度情况的报告"],
    bad=["标题 关于申请数据中心经费的请示报告"],
)  # fmt: skip
def doubled_genre(r: Report) -> Iterator[Found]:
    """文种不叠用、不混用。

    请示要求批复，报告不要求答复，两者叠用会使收文机关不知如何办理。
    """
    match = _DOUBLED.search(_text(r))
    if match:
        p = _last(r)
        at = p.text.rfind(match.group())
        yield found(p, max(at, 0), at + len(match.group()) if at >= 0 else None, f"文种“{match.group()}”叠用，只保留一个")


@rule(
    "GW-TITLE-006", "实务", slug="nested-title", severity=INFO, strength=PRACTICE, reads=("text", "kinds"), where=OF_TITLE,
    good=["标题 青川市数据资源局转发省数据资源局关于数据共享的通知"],
    bad=["标题 关于转发省数据资源局关于数据共享的通知的通知"],
)  # fmt: skip
def nested_title(r: Report) -> Iterator[Found]:
    """标题中“关于”和“的通知”不重复嵌套。

    层层转发时保留原件的“关于”和文种即可，叠在一起拗口难读。
    """
    title = re.sub(r"《[^》]*》", "", _text(r))
    if title.count("关于") > 1 or re.search(r"的(通知|意见|报告|通报)》?的\1$", title):
        yield found(r.by_uid[r.elements.title[0]], 0, None, "标题中“关于”或文种重复，可省去一层")
