"""Marks in a series of items: 顿号 between quotations and titles, before 等 and 以及 (GB/T 15834-2011 4.5, A.9, B.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.report import Kind, Paragraph
from app.rules.api import ADVISED, CONFIRM, DUTY, ERROR, INFO, USUAL, WARNING, Found, delete, found, rule

_NOTED = r"(?:（[^（）]*）)?"
_TITLES = re.compile(rf"《[^《》]*》{_NOTED}(?:、《[^《》]*》{_NOTED})+")
_QUOTATIONS = re.compile(rf"“[^“”]*”{_NOTED}(?:、“[^“”]*”{_NOTED})+")


def _between(p: Paragraph, series: re.Pattern[str], joint: str) -> Iterator[int]:
    """Offsets of the 顿号 between adjoining items; none in a series with a bracketed note behind an item."""
    if joint not in p.text:
        return
    for run in series.finditer(p.shadow):
        if "）、" in run.group() or run.group().endswith("）"):
            continue
        at = p.text.find(joint, run.start(), run.end())
        while at >= 0:
            yield at + 1
            at = p.text.find(joint, at + 1, run.end())


@rule(
    "GW-PUNC-010", "GB/T 15834-2011 4.5.3.5", slug="comma-between-titles", severity=WARNING, strength=USUAL,
    chars="》", stories="all", since="2012-06-01",
    good=["正文 学习《数据条例》《网格条例》等法规。", "正文 订阅《青川日报》（周末版）、《青川时报》。"],
    bad=[("正文 学习《数据条例》、《网格条例》等法规。", "正文 学习《数据条例》《网格条例》等法规。")],
)  # fmt: skip
def comma_between_titles(p: Paragraph) -> Iterator[Found]:
    """并列的书名号之间通常不用顿号。

    书名号已把各个名称分开，再加顿号是多余的停顿；中间插有括注时仍宜用顿号。标准自2012年6月起这样规定，以前的公文只提示核对。
    """
    for at in _between(p, _TITLES, "》、《"):
        nearby = f"{p.text[max(0, at - 6) : at]}、{p.text[at + 1 : at + 7]}"
        yield found(
            p, at - 1, at + 2, f"并列书名号之间通常不用顿号：{nearby}", fix=delete(p, at, at + 1), safety=CONFIRM,
            before="》、《", after="》《",
        )  # fmt: skip


@rule(
    "GW-PUNC-011", "GB/T 15834-2011 4.5.3.5", slug="comma-between-quotations", severity=INFO, strength=USUAL,
    chars="”", stories="all", group="并列引号之间通常不用顿号，共{count}处",
    good=["正文 推行“一窗受理”“应进必进”。", "正文 实行“一网”（政务网）、“一端”（客户端）管理。"],
    bad=[("正文 推行“一窗受理”、“应进必进”。", "正文 推行“一窗受理”“应进必进”。")],
)  # fmt: skip
def comma_between_quotations(p: Paragraph) -> Iterator[Found]:
    """并列的引号之间通常不用顿号。

    引号已把各项分开；标准说的是“通常不用”，用了不算差错，全篇统一即可。
    """
    for at in _between(p, _QUOTATIONS, "”、“"):
        yield found(
            p, at - 1, at + 2, "并列引号之间通常不用顿号", fix=delete(p, at, at + 1), safety=CONFIRM, before="”、“", after="”“"
        )


_POINT_BEFORE_ETC = re.compile("、(?=等(?![级待候额值同于距效价别保比差高量身式温压分边次一闲我他她你]))")


@rule(
    "GW-PUNC-012", "GB/T 15834-2011 B.1.2", slug="comma-before-etc", severity=ERROR, strength=DUTY, chars="等", stories="all",
    good=["正文 包括水、电、气等事项。", "正文 按照质量、等级和价格评定。"],
    bad=[("正文 包括水、电、气、等事项。", "正文 包括水、电、气等事项。")],
)  # fmt: skip
def comma_before_etc(p: Paragraph) -> Iterator[Found]:
    """用顿号并列的词语后面有“等”“等等”时，“等”前不用点号。

    “等”直接附在最后一项后面，中间没有停顿。
    """
    if "、等" in p.text:
        for match in _POINT_BEFORE_ETC.finditer(p.text):
            at = match.start()
            yield found(
                p, at, at + 2, f"“等”前不用顿号：{p.text[max(0, at - 6) : at + 2]}", fix=delete(p, at, at + 1), safety=CONFIRM,
                before="、等", after="等",
            )  # fmt: skip


_DOTS_AND_ETC = re.compile(r"(…+)\s*等(?![级待候额值同于距效])")


@rule(
    "GW-PUNC-013", "GB/T 15834-2011 A.9.2", slug="ellipsis-with-etc", severity=ERROR, strength=DUTY, chars="…", stories="all",
    good=["正文 包括水、电、气等。", "正文 包括水、电、气……"],
    bad=[("正文 包括水、电、气……等。", "正文 包括水、电、气等。")],
)  # fmt: skip
def ellipsis_with_etc(p: Paragraph) -> Iterator[Found]:
    """省略号不与“等”“等等”“什么的”同时使用。

    二者都表示没有列完，用一个就够了。
    """
    for match in _DOTS_AND_ETC.finditer(p.text):
        yield found(
            p, match.start(), match.end(), "省略号与“等”重复", fix=delete(p, match.start(1), match.end(1)), safety=CONFIRM,
            before=match.group(), after=match.group().replace("…", ""),
        )  # fmt: skip


@rule(
    "GW-PUNC-035", "GB/T 15834-2011 A.3", slug="comma-before-as-well-as",
    severity=INFO, strength=ADVISED, chars="以", stories="all",
    good=["正文 会同财政、审计部门，以及行业协会开展检查。"],
    bad=["正文 会同财政、审计部门、以及行业协会开展检查。"],
)  # fmt: skip
def comma_before_as_well_as(p: Paragraph) -> Iterator[Found]:
    """并列词语末项前用“以及”时，“以及”前用逗号，不用顿号。

    “以及”连接的往往是次一层的并列成分，前面的停顿比顿号长。
    """
    at = p.text.find("、以及")
    while at >= 0:
        yield found(p, at, at + 3, f"“以及”前宜用逗号：{p.text[max(0, at - 6) : at + 3]}", suggestion="，以及")
        at = p.text.find("、以及", at + 1)


_POINT_IN_BRACKET = re.compile(r"（[^（）\n]{1,60}([。，；])）(?=[^\s。！？])")


@rule(
    "GW-PUNC-026", "GB/T 15834-2011 A.8、B.2.2", slug="point-inside-bracket", severity=WARNING, strength=USUAL, chars=")）",
    good=["正文 特级教师（含已退休的）17人。（数据截至年底。）"],
    bad=[("正文 特级教师（含已退休的。）17人。", "正文 特级教师（含已退休的）17人。")],
)  # fmt: skip
def point_inside_bracket(p: Paragraph) -> Iterator[Found]:
    """句内括号里的话末尾通常不用点号。

    句内括号只注释前面的词语，句子还没有完，停顿由括号外的标点表示。
    """
    for match in _POINT_IN_BRACKET.finditer(p.shadow):
        before = p.shadow[: match.start()]
        if before and before[-1] not in "。！？\n":
            at = match.start(1)
            yield found(p, at, at + 2, "句内括号末尾通常不用点号", fix=delete(p, at, at + 1), safety=CONFIRM)


_COLONS = re.compile(r"：([^。！？；\n：“”（）()\s]{4,60})：(?!\d)")


@rule(
    "GW-PUNC-024", "GB/T 15834-2011 4.7.3.5", slug="colon-within-colon", severity=WARNING, strength=USUAL, chars=":：",
    good=[
        "正文 联系人：王小明，电话：5550100。",
        "正文 会议议定：一、时间：5月6日。",
        "正文 主要目标是：到2025年，建成3个平台。",
    ],
    bad=["正文 会议要求如下：各县的主要目标是：按期完成整改。"],
)  # fmt: skip
def colon_within_colon(p: Paragraph) -> Iterator[Found]:
    """一个句子内部一般不套用冒号。

    两个冒号各自提示到哪里为止，读者分不清；列举条文时可以另起段落。
    """
    if p.kind is Kind.ADDRESSEE or p.shadow.count("：") < 2:
        return
    for match in _COLONS.finditer(p.shadow):
        if _LABEL.search(match.group(1)) is None and len(p.shadow[: match.start()].strip()) > 4:
            yield found(p, match.end() - 1, match.end(), f"句内套用冒号：{match.group()[-12:]}")


_LABEL = re.compile("(?:^|[，、])(?:[一二三四五六七八九十\\d]+[、.．])?[^，、]{1,6}$")
