"""Stray spaces in Chinese text (no clause: 实务)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.report import LEVELS, Kind, Paragraph
from app.core.text import HAN, has_han
from app.rules.api import CONFIRM, INFO, PRACTICE, SAFE, WARNING, Found, Window, delete, found, outside, rule

_SPACE = "[ \u00a0\u2002\u2003\u3000]"
_MARK = "，。、；：！？”’》）"
_STRAY = re.compile(rf"(?<=[{HAN}{_MARK}]){_SPACE}+(?=[{HAN}“‘《（{_MARK}])")
_ARTICLE = re.compile(r"第[〇零一二三四五六七八九十百千\d]+(?:之[一二三四五六七八九十]+)?(?:[编章节条款项]|部分)$")
_ORDINAL = re.compile(
    r"(?:[一二三四五六七八九十]+[、.．]?|[（(][一二三四五六七八九十\d]+[）)]|[\d.．]+、?|附?[件表图录]：?|注：?)$"
)
_FORM = ("    ", "\u3000\u3000\u3000\u3000", "__", "□", "☐", " 口", "口 ")  # what a form to be filled in has
_UNIT = re.compile(
    rf"(?:党中央|国务院|中共[{HAN}]{{2,8}}委|[省市县区州盟旗]委|办公[厅室]|政府|记者|通讯员|[委局厅部署会院府办])$"
)
_ORGAN = re.compile(
    rf"^(?:国务院|中央军委|中共|人民政府|[{HAN}]{{1,12}}?(?:人民政府|政府|委员会|办公[厅室]|[局厅部署会院委])"
    rf"|[{HAN}]{{2,3}}(?:[摄文报]|$))"
)
_HINT_WORDS = r"[（(][^（）()]{0,10}(?:名称|全称|姓名|单位|日期|编号|金额|地址|电话)[）)]"
_HINTED = re.compile(rf"(?:{_HINT_WORDS}|[（(][^（）()]{{1,12}}[）)]{_SPACE})")
_HINT_ENDS = re.compile(rf"(?:{_HINT_WORDS}|{_SPACE}[（(][^（）()]{{1,12}}[）)])$")
_FIELD = re.compile(r"^[^，。；]{1,12}[：:][^，。；]{0,20}$")
_FIELD_NEXT = re.compile(rf"[{HAN}]{{2,10}}[：:]")
_CLAUSE = re.compile(r"^(?:根据|自|经|由|依据|按照)?[^，。；]{0,30}\d{4}年")


@rule(
    "GW-PUNC-032", "实务", slug="space-between-characters", severity=WARNING, strength=PRACTICE,
    kinds={Kind.BODY, Kind.CLAUSE, Kind.ARTICLE, *LEVELS}, needs=0.8, chars=" \u00a0\u2002\u2003\u3000",
    good=[
        "正文 第三条　本办法由市数据局负责解释。", "正文 作品《弘扬法治精神 共建和谐青川》获奖。", "正文 王 伟、李小明负责联络。",
        "正文 打响“好品青川 商行天下”品牌。", "正文 （2020年5月6日公布　自2020年7月1日起施行）",
        "正文 青川市委 市政府印发《中共青川市委 青川市人民政府关于加强治理的意见》。", "正文 组　长：王　伟　　市数据局局长",
        "正文 本单位参加  （单位名称）  组织的采购活动。", "正文 该企业属于　（小型企业）　。",
        "正文 是否公告：是/否 公告期限：五日",
    ],
    bad=[
        ("正文 参加征文、 摄影评比，提高科学决策、 依法决策水平。", "正文 参加征文、摄影评比，提高科学决策、依法决策水平。"),
        ("正文 根据《青川市数据条例》 等规定。", "正文 根据《青川市数据条例》等规定。"),
    ],
)  # fmt: skip
def space_between_characters(p: Paragraph) -> Iterator[Found]:
    """汉字之间、汉字与标点之间不留空格。

    中文以标点断句，字间空格会拉开版面，也使检索落空；“第×条”之后、两字姓名中间和并列机关名称之间的空格不在此列。
    """
    lead = len(p.text) - len(p.text.lstrip())
    for match in _STRAY.finditer(p.text, lead):
        start, end = match.start(), match.end()
        if _is_layout(p.text, start, end) or not _is_stray(p, lead, start, end) or _is_blank(p, start, end):
            continue
        if any(mark in p.text.strip() for mark in _FORM):
            return
        nearby = f"{p.text[max(0, start - 5) : start]}␣{p.text[end : end + 5]}"
        yield found(
            p, start, end, f"汉字之间有多余空格：{nearby}", fix=delete(p, start, end), safety=SAFE,
            before=p.text[start - 1 : end + 1], after=p.text[start - 1] + p.text[end],
        )  # fmt: skip


def _is_layout(text: str, start: int, end: int) -> bool:
    """Wide gaps, blanks to be filled (2024年  月), and single characters spread to the width of a longer word (王 伟)."""
    gap = text[start:end]
    if len(gap) > 2 or "\u3000\u3000" in gap or (len(gap) == 2 and text[start - 1] in "年月日号第" and text[end] in "月日号期"):
        return True
    if text[start - 2 : start - 1] == " " or text[end + 1 : end + 2] == " ":
        return True  # every character of a word stands apart: 应 在 开 标
    return has_han(text[start - 1] + text[end]) and not has_han(text[max(0, start - 2) : start - 1] + text[end + 1 : end + 2])


def _is_stray(p: Paragraph, lead: int, start: int, end: int) -> bool:
    before, after = p.text[max(lead, start - 16) : start], p.text[end:]
    if _ARTICLE.search(before) or _ORDINAL.match(p.text[lead:start]) or not outside(p, start, end, "book"):
        return False
    if p.text[lead] in "（(" and _CLAUSE.match(after):
        return False  # what stands below a law's title: 公布　自…起施行
    return not (_UNIT.search(before) and _ORGAN.match(after)) and not _is_slogan(p, start, end)


def _is_blank(p: Paragraph, start: int, end: int) -> bool:
    """Whether it is a blank of a form: underlined, beside a hint such as （单位名称）, or between two fields (是/否 期限：)."""
    run = p.run_at(start)
    if run is not None and run.format.underline != "none":
        return True
    before, after = p.text[:start], p.text[end:]
    return bool(_HINTED.match(after) or _HINT_ENDS.search(before) or (_FIELD.search(before) and _FIELD_NEXT.match(after)))


def _is_slogan(p: Paragraph, start: int, end: int) -> bool:
    """Whether the space parts the two halves of a quoted slogan, each of three characters or more."""
    return any(z.name == "quote" and start - z.start > 3 and z.end - end > 3 for z in p.zones)


_LETTERS = re.compile(rf"[{HAN}](?:{_SPACE}+[{HAN}]){{3,}}(?![{HAN}])")
_NUMERAL = "〇○零一二三四五六七八九十\\d"
_IN_DATE = re.compile(rf"(?<=[{_NUMERAL}]){_SPACE}+(?=[{_NUMERAL}年月日])|(?<=[年月]){_SPACE}+(?=[{_NUMERAL}])")


@rule(
    "GW-PUNC-044", "实务", slug="letterspaced-by-spaces", severity=WARNING, strength=PRACTICE,
    kinds={Kind.TITLE, Kind.ATTACHMENT_TITLE, Kind.DATE}, chars=" \u00a0\u2002\u2003\u3000",
    good=["标题 中共青川市委 青川市人民政府\\n关于加强基层治理的意见", "标题 通　知", "日期 2024年  月  日"],
    bad=[
        ("标题 政 府 工 作 报 告", "标题 政府工作报告"),
        ("标题 关于基层治理的\\n几 个 问 题", "标题 关于基层治理的\\n几个问题"),
        ("日期 二○ 二四年五月六日", "日期 二○二四年五月六日"),
    ],
)  # fmt: skip
def letterspaced_by_spaces(w: Window) -> Iterator[Found]:
    """标题和成文日期不用空格拉开字距。

    要拉开字距应设置字符间距；用空格凑，检索、复制和排版都会出错。整个标题只有几个字、逐字拉开的，是常见的封面排法，只提示核对。
    """
    p = w.p
    if p.kind is Kind.DATE:
        for match in _IN_DATE.finditer(p.text.rstrip()):
            start, end = match.span()
            yield found(p, start, end, "成文日期中有空格", fix=delete(p, start, end), before="␣", after="")
        return
    for match in _LETTERS.finditer(p.text):
        start, end = match.start(), match.end()
        spaces = [m.span() for m in re.finditer(f"{_SPACE}+", match.group())]
        fix = tuple(delete(p, start + a, start + b) for a, b in spaces)
        closed = re.sub(_SPACE, "", match.group())
        severity = INFO if _is_short_title(w, closed) else WARNING
        yield found(
            p, start, end, "用空格拉开了字距", fix=fix, safety=CONFIRM, before=match.group(), after=closed, severity=severity
        )


def _is_short_title(w: Window, closed: str) -> bool:
    """Whether a title is nothing but a few characters, all of them spread out (政 府 工 作 报 告)."""
    whole = closed == re.sub(_SPACE, "", w.p.text) and len(closed) <= 8
    return whole and not any(p is not None and p.kind is w.p.kind for p in (w.before, w.after))


_TRAILING = re.compile(rf"(?<=[^\s\ufffc_]){_SPACE}{{1,2}}$")


@rule(
    "GW-PUNC-043", "实务", slug="trailing-space", severity=INFO, strength=PRACTICE, group="段落末尾有多余空格，共{count}段",
    chars=" \u00a0\u2002\u2003\u3000",
    good=["正文 各单位要按时报送。"],
    bad=[("正文 各单位要按时报送。 ", "正文 各单位要按时报送。"), ("日期 2024年5月6日　", "日期 2024年5月6日")],
)  # fmt: skip
def trailing_space(p: Paragraph) -> Iterator[Found]:
    """段落末尾不留空格。

    看不见的空格在行末会占位，居中、居右的文字因此偏位；填写用的空白和三个以上的空格不在此列。
    """
    match = _TRAILING.search(p.text) if p.text[-1:].isspace() else None
    run = p.run_at(match.start()) if match else None
    if match and has_han(p.text) and (run is None or run.format.underline == "none"):
        placed = p.kind in (Kind.SIGNATURE, Kind.DATE) or p.format.align in ("center", "right")
        yield found(
            p, match.start(), match.end(), "段落末尾有多余空格", fix=delete(p, match.start(), match.end()),
            safety=CONFIRM if placed else SAFE, before="␣" * len(match.group()),
        )  # fmt: skip


_NUMBERING = re.compile(r"\s*(?:[\d.．]+|[附图表][件录]?)")
_BESIDE_DIGITS = re.compile(rf"(?<=[{HAN}]) +(?=\d)|(?<=[\d%％]) +(?=[{HAN}])")


@rule(
    "GW-PUNC-033", "实务", slug="space-beside-digits", severity=INFO, strength=PRACTICE, chars=" ", enabled=False,
    kinds={Kind.BODY, Kind.CLAUSE, *LEVELS}, needs=0.8, group="汉字与数字之间有空格，共{count}处",
    good=["正文 2023年7月完成5项，功率为30 kW。", "正文 2.1 总体要求"],
    bad=[("正文 截至 2023 年 7 月完成 5 项。", "正文 截至2023年7月完成5项。")],
)  # fmt: skip
def space_beside_digits(p: Paragraph) -> Iterator[Found]:
    """汉字与阿拉伯数字之间不加空格。

    排版软件会自动留出间隙，手工空格反而宽窄不一。许多单位的文稿有此习惯，不影响阅读，因此默认关闭。
    """
    for match in _BESIDE_DIGITS.finditer(p.text):
        start, end = match.span()
        if outside(p, start, end) and not _NUMBERING.fullmatch(p.text, 0, start):
            yield found(p, start, end, "汉字与数字之间有空格", fix=delete(p, start, end), safety=SAFE, before="␣", after="")
