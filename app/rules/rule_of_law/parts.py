"""Title and parts of an annual 法治政府建设 report (《法治政府建设与责任落实督察工作规定》)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from app.core.annual import TEXT_KINDS, reported_year, section, title_year
from app.core.format_math import remembered
from app.core.gathering import gather, of_kinds
from app.core.genre import genre_of
from app.core.report import LEVELS, Kind, Node, Paragraph, Report
from app.rules.api import CONFIRM, DUTY, ERROR, INFO, PRACTICE, WARNING, Context, Found, Where, flow, found, outside, retext, rule
from app.rules.rule_of_law.shortcomings import SHORT

_DUTY = "《法治政府建设与责任落实督察工作规定》年度报告内容"
_ABOUT = re.compile(r"法治(?:政府)?建设|依法行政|法治工作|依法治[省市县区]")
_ACHIEVED = re.compile(r"举措|成效|做法|措施|工作(?:情况|开展|回顾|推进|落实)|进展|亮点|基本情况|建设情况|主要工作")
_FIRST = re.compile(r"第一责任人")
_NEXT = re.compile(
    r"(?:下一年度|下一?步|明年|来年|今后|20\d\d年).{0,24}(?:安排|打算|计划|思路|举措|工作|重点)|下一?步|工作(?:安排|打算|计划)"
)
_NAMED = re.compile(r"主要负责|(?<!总)书记|局长|主任|厅长|县长|市长|区长|镇长|乡长|部长|亲自|述法|党政|主要领导|一把手|同志")
_WRONG_NAME = re.compile(r"(?:法制建设|法治政府建设|法制政府建设)(?=第一责任人)")
_HEAD = "标题 青川市数据资源局关于2023年度法治政府建设情况的报告\n"
_ONE = "一级 一、主要举措和成效\n正文 成效明显。\n"
_TWO = "一级 二、存在的不足和原因\n正文 执法力量不足，主要原因是编制偏少。\n"
_THREE = "一级 三、主要负责人履行推进法治建设第一责任人职责情况\n正文 局主要负责人亲自研究部署。\n"
_FOUR = "一级 四、2024年主要安排\n正文 抓好落实。"


def is_annual(r: Report) -> bool:
    """Whether the report is an annual 法治政府建设 report with an outline of its own."""
    return "法治政府建设" in r.elements.title_text and r.elements.genre in ("报告", "总结", "汇报", "情况") and len(r.outline) > 1


_TITLE = of_kinds(Kind.TITLE)


def _names_shortcomings(p: Paragraph) -> bool:
    return p.kind in TEXT_KINDS and SHORT.search(p.text) is not None


def _names_first_person(p: Paragraph) -> bool:
    return p.kind in TEXT_KINDS and _FIRST.search(p.text) is not None


def _missing(r: Report, c: Context, pattern: re.Pattern[str], what: str, in_text: Where | None = None) -> Iterator[Found]:
    """One finding at the title when neither the text (as `in_text` reads it) nor a heading speaks of it."""
    if not is_annual(r) or (in_text and gather(r, in_text)) or _in_heading(r.outline, pattern):
        return
    severity = ERROR if c.mode == "submitted" else WARNING
    yield found(r.by_uid[r.elements.title[0]], 0, None, f"年度报告缺“{what}”部分", severity=severity)


def _names_year(p: Paragraph) -> bool:
    return p.kind in TEXT_KINDS and re.search(r"20\d\d年度?", p.text) is not None


@rule(
    "GW-FZ-001", "《法治政府建设与责任落实督察工作规定》；实务", slug="annual-report-title", severity=WARNING, strength=PRACTICE,
    aliases=("GW-FZ-016",), reads=("text", "kinds", "sequence"), where=_names_year,
    good=[_HEAD + "正文 现将有关情况报告如下。", "标题 司法局2023年法治政府建设年度报告\n正文 现将有关情况报告如下。"],
    bad=["标题 青川市数据资源局2023年度法治政府建设工作总结\n正文 现将有关情况总结如下。",
         "标题 青川市数据资源局关于法治政府建设情况的报告\n正文 现将2023年度有关情况报告如下。"],
)  # fmt: skip
def annual_report_title(r: Report) -> Iterator[Found]:
    """法治政府建设年度报告的标题写明年度、“法治政府建设”和“报告”。

    年度报告是法定的报告，文种用“报告”，不用“总结”“汇报”；标题里没有年度，报送和公开时就分不清是哪一年的。
    """
    title = r.elements.title_text
    if not r.elements.title or not re.search(r"法治(?:政府)?建设", title):
        return
    p = r.by_uid[r.elements.title[-1]]
    genre = genre_of(title)
    if genre in ("总结", "汇报", "汇报材料") and "法治政府建设" in title:
        yield found(p, 0, None, f"年度报告的文种用“报告”，不用“{genre}”")
    elif genre == "报告" and "法治政府建设" in title and title_year(r) is None and _is_yearly(r):
        yield found(p, 0, None, "年度报告的标题应写明年度，如“2023年度”")


def _is_yearly(r: Report) -> bool:
    return any(_names_year(p) for p in islice(flow(r, *TEXT_KINDS), 2))


def _in_heading(nodes: Sequence[Node], pattern: re.Pattern[str]) -> bool:
    return any(pattern.search(node.text) or _in_heading(node.children, pattern) for node in nodes)


@rule(
    "GW-FZ-002", f"{_DUTY}（一）", slug="no-achievements", severity=ERROR, strength=DUTY,
    reads=("kinds", "headings"), where=_TITLE,
    good=[_HEAD + _ONE + _TWO], bad=[_HEAD + ("一级 一、存在的不足和原因\n正文 执法力量不够。\n"
        "一级 二、2024年主要安排\n正文 抓好落实。")],
)  # fmt: skip
def no_achievements(r: Report, c: Context) -> Iterator[Found]:
    """年度报告写明上一年度推进法治政府建设的主要举措和成效。

    督察工作规定列出的年度报告主要内容之一。按工作内容分部分写的不报；报送稿缺少的为必须改。
    """
    if is_annual(r) and len(r.outline) > 4:
        return
    yield from _missing(r, c, _ACHIEVED, "主要举措和成效")


@rule(
    "GW-FZ-003", f"{_DUTY}（二）", slug="no-shortcomings", severity=ERROR, strength=DUTY,
    reads=("text", "headings", "kinds"), where=_names_shortcomings,
    good=[_HEAD + _ONE + _TWO], bad=[_HEAD + _ONE + "一级 二、2024年主要安排\n正文 抓好落实。"],
)  # fmt: skip
def no_shortcomings(r: Report, c: Context) -> Iterator[Found]:
    """年度报告写明推进法治政府建设存在的不足和原因。

    督察工作规定列出的年度报告主要内容之一，不要求单列一节，但要写到。
    """
    yield from _missing(r, c, SHORT, "存在的不足和原因", _names_shortcomings)


@rule(
    "GW-FZ-005", f"{_DUTY}（三）", slug="no-first-responsible-person", severity=ERROR, strength=DUTY,
    reads=("text", "headings", "kinds"), where=_names_first_person,
    good=[_HEAD + _ONE + _THREE], bad=[_HEAD + _ONE + _TWO + _FOUR],
)  # fmt: skip
def no_first_responsible_person(r: Report, c: Context) -> Iterator[Found]:
    """年度报告写明党政主要负责人履行推进法治建设第一责任人职责的情况。

    督察工作规定列出的年度报告主要内容之一；正文里写到的也算。
    """
    yield from _missing(r, c, _FIRST, "党政主要负责人履行推进法治建设第一责任人职责情况", _names_first_person)


@rule(
    "GW-FZ-006", f"{_DUTY}（四）", slug="no-plan", severity=ERROR, strength=DUTY, reads=("kinds", "headings"), where=_TITLE,
    good=[_HEAD + _ONE + _FOUR], bad=[_HEAD + _ONE + _TWO],
)  # fmt: skip
def no_plan(r: Report, c: Context) -> Iterator[Found]:
    """年度报告写明下一年度推进法治政府建设的主要安排。

    督察工作规定列出的年度报告主要内容之一。
    """
    yield from _missing(r, c, _NEXT, "下一年度主要安排")


_OPENING = frozenset({*LEVELS, Kind.CHAPTER, Kind.ARTICLE, Kind.CLAUSE})  # what opens a node of the outline
_PLAIN_YEAR = re.compile(r"((?:19|20)\d\d)年(?!度|末|底|初|[\d上下])")


def _plain_years(p: Paragraph) -> tuple[re.Match[str], ...]:
    """Where a numbered paragraph, in its heading if it has one, names a year that is no 年度."""
    if not p.role.numeral and p.kind not in _OPENING:
        return ()
    return tuple(_PLAIN_YEAR.finditer(p.text, 0, len(p.text) if p.role.heading_end is None else p.role.heading_end))


@rule(
    "GW-FZ-013", "实务", slug="year-written-two-ways", severity=INFO, strength=PRACTICE, genres={"报告"},
    reads=("text", "numerals", "kinds"), where=_plain_years,
    good=[_HEAD + "一级 一、2023年度推进法治政府建设的主要举措和成效\n正文 成效明显。\n" + _FOUR],
    bad=[(_HEAD + "一级 一、2023年推进法治政府建设的主要举措和成效\n正文 成效明显。\n一级 二、主要安排\n正文 抓好落实。",
          _HEAD + "一级 一、2023年度推进法治政府建设的主要举措和成效\n正文 成效明显。\n一级 二、主要安排\n正文 抓好落实。")],
)  # fmt: skip
def year_written_two_ways(r: Report) -> Iterator[Found]:
    """“2023年度”“2023年”在标题和第一层标题中写法一致。

    两种写法都对，同一份报告用一种就好。
    """
    year = reported_year(r)
    if year is None or f"{year}年度" not in r.elements.title_text:
        return
    headings = {node.uid for node in r.outline}
    for p, years in gather(r, _plain_years):
        match = next((one for one in years if int(one.group(1)) == year), None) if p.uid in headings else None
        if match:
            fix = retext(p, match.start(), match.end(), f"{year}年度")
            yield found(p, match.start(), match.end(), f"标题写“{year}年度”，这里写“{year}年”", fix=fix, safety=CONFIRM)


@rule(
    "GW-FZ-014", "《党政主要负责人履行推进法治建设第一责任人职责规定》", slug="name-of-first-responsible-person",
    severity=WARNING, strength=DUTY, stories="all", chars="责",
    good=["正文 认真履行推进法治建设第一责任人职责。"],
    bad=[("正文 认真履行推进法治政府建设第一责任人职责。", "正文 认真履行推进法治建设第一责任人职责。"),
         ("正文 认真履行法制建设第一责任人职责。", "正文 认真履行法治建设第一责任人职责。")],
)  # fmt: skip
def name_of_first_responsible_person(p: Paragraph) -> Iterator[Found]:
    """固定的说法是“推进法治建设第一责任人”。

    《党政主要负责人履行推进法治建设第一责任人职责规定》的用语，不写“法制建设”“法治政府建设”。
    """
    for match in _WRONG_NAME.finditer(p.text):
        fix = retext(p, match.start(), match.end(), "法治建设")
        yield found(p, match.start(), match.end(), "固定的说法是“推进法治建设第一责任人”", fix=fix, safety=CONFIRM)


@remembered
def _named(p: Paragraph) -> tuple[int, ...]:
    """Where `p` speaks of a head, quotations aside."""
    return tuple(m.start() for m in _NAMED.finditer(p.text) if outside(p, *m.span()))


@rule(
    "GW-FZ-017", f"{_DUTY}（三）", slug="first-responsible-part-names-nobody", severity=WARNING, strength=PRACTICE,
    reads=("text", "headings", "kinds"), where=_named, genres={"报告"},
    good=[_HEAD + _THREE + _FOUR],
    bad=[_HEAD + "一级 一、主要负责人履行推进法治建设第一责任人职责情况\n正文 健全制度，组织培训，成效明显。\n" + _FOUR],
)  # fmt: skip
def first_responsible_part_names_nobody(r: Report) -> Iterator[Found]:
    """“第一责任人”部分写主要负责人做了什么。

    这一部分要报告的是党政主要负责人履职的情况；通篇不提主要负责人，就成了一般的工作总结。
    """
    if "法治政府建设" not in r.elements.title_text:
        return
    parts = [node for node in r.outline if _is_on_first_person(node.text)]
    for node in parts:
        heading, *below = section(r, node)
        words = heading.role.heading_end or len(heading.text)
        if not any(at >= words for at in _named(heading)) and not any(map(_named, below)):
            yield found(heading, 0, None, "这一部分没有写到主要负责人（书记、局长等）亲自做的工作")


@lru_cache(maxsize=1024)
def _is_on_first_person(heading: str) -> bool:
    return _FIRST.search(heading) is not None
