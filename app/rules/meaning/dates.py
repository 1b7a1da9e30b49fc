"""Days and years that must agree with one another: title, text, 成文日期."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice

from app.core.annual import PLAN, TEXT_KINDS, TITLE_YEAR, made_on, reported_year, section
from app.core.gathering import gather, of_kinds
from app.core.report import Kind, Paragraph, Report
from app.rules.api import ERROR, INFO, PRACTICE, USUAL, WARNING, Found, found, rule

_OF_YEAR = re.compile(r"(?<![\d—\-－])((?:19|20)\d{2})年度")
_HEAD_YEAR = re.compile(r"(?<![\d—\-－至])((?:19|20)\d{2})年(?![—\-－至以])")
_NOW_REPORTED = re.compile(r"现[将就对][^。；《]{0,16}?((?:19|20)\d{2})年[^。；]{0,40}(?:报告|汇报|总结)如下")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=年)")
_DAY = re.compile(r"(?<!\d)((?:19|20)\d{2})年(\d{1,2})月(\d{1,2})日")
_DONE = re.compile(r"召开了|印发了|举办了|出台了|通过了|完成|已")
_OPEN = re.compile(r"[请前起为是至将拟]|计划|预计|力争|确保|届满|到期|有效期|截止")
_UNTIL = re.compile(r"(?:^|(?<=[。；，：、（\n]))截[至止]((?:19|20)\d{2})年(\d{1,2})月(?:(\d{1,2})日)?(?:底|末|止)?[，,]")
_AHEAD = re.compile(r"力争|将|计划|拟|预计|确保|达到|目标")
_NATIONAL = re.compile(
    r"(?:省|自治区|北京市|天津市|上海市|重庆市)人民政府$|^国家|^国务院|^中华人民共和国"
    r"|^[\u4e00-\u9fff]{2,8}部$"
)
_OPENING = 3  # paragraphs
_DEADLINE = "《法治政府建设与责任落实督察工作规定》"


def _years(p: Paragraph) -> frozenset[int]:
    """The years that the paragraph names."""
    return frozenset(map(int, _YEAR.findall(p.text))) if "年" in p.text else frozenset()


def _plan_years(p: Paragraph) -> frozenset[int]:
    """The years that the heading over a plan names, or what runs on from it."""
    return _years(p) if p.kind is not Kind.BODY and PLAN.search(p.text) else frozenset()


@rule(
    "GW-SEM-004", _DEADLINE, slug="plan-of-the-wrong-year", severity=WARNING, strength=PRACTICE,
    reads=("text", "numerals", "headings", "kinds"), where=_years, genres={"报告"},
    good=[("标题 青川市数据资源局关于2023年度法治政府建设情况的报告\n一级 一、主要举措和成效\n正文 成效明显。\n"
          "一级 二、2024年主要安排\n正文 抓好落实。")],
    bad=[("标题 青川市数据资源局关于2023年度法治政府建设情况的报告\n一级 一、主要举措和成效\n正文 成效明显。\n"
         "一级 二、2023年主要安排\n正文 抓好落实。")],
)  # fmt: skip
def plan_of_the_wrong_year(r: Report) -> Iterator[Found]:
    """下一年度主要安排写的是标题年度的下一年。

    沿用上一年的稿子时，标题改了年份而安排部分忘了改，是最常见的疏漏。
    """
    year = reported_year(r)
    if year is None:
        return
    named = {p.uid for p, years in gather(r, _plan_years) if year in years}
    for node in r.outline if named else ():
        if node.uid not in named or not PLAN.search(node.text) or any(year + 1 in _years(q) for q in section(r, node)):
            continue
        p = r.by_uid[node.uid]
        at = p.text.find(f"{year}年")
        yield found(p, at, at + 5, f"标题是{year}年度，下一年度的安排应为{year + 1}年")


def _head_year(p: Paragraph) -> re.Match[str] | None:
    """The year in the words of a heading."""
    return _HEAD_YEAR.search(p.text[: p.role.heading_end]) if p.kind is not Kind.BODY else None


def _reported(p: Paragraph) -> tuple[re.Match[str], ...]:
    """现将……年……报告如下."""
    return tuple(_NOW_REPORTED.finditer(p.text)) if p.kind in TEXT_KINDS and "如下" in p.text else ()


def _dates_the_report(p: Paragraph) -> object:
    return _head_year(p) or _reported(p)


@rule(
    "GW-SEM-035", "实务", slug="heading-of-another-year", severity=WARNING, strength=PRACTICE, genres={"报告"},
    reads=("text", "numerals", "headings", "kinds", "sequence"), where=_dates_the_report,
    good=[("标题 青川市数据资源局关于2023年度数据共享情况的报告\n一级 一、2023年工作情况\n正文 成效明显。\n"
          "一级 二、2024年工作打算\n正文 抓好落实。")],
    bad=[("标题 青川市数据资源局关于2023年度数据共享情况的报告\n一级 一、2022年工作情况\n正文 成效明显。\n"
         "一级 二、2024年工作打算\n正文 抓好落实。"),
         ("标题 青川市数据资源局关于2023年度数据共享情况的报告\n正文 现将2022年度数据共享情况报告如下。\n"
         "一级 一、工作情况\n正文 成效明显。")],
)  # fmt: skip
def heading_of_another_year(r: Report) -> Iterator[Found]:
    """年度报告的标题、引语和第一层标题写的是同一年度。

    沿用上一年的稿子，标题改了年份，“现将……报告如下”和小标题里的年份容易漏改。下一步安排写次年的不在此列。
    """
    match = _OF_YEAR.search(r.elements.title_text)
    if match is None or len(set(TITLE_YEAR.findall(r.elements.title_text))) > 1:
        return
    year = int(match.group(1))
    heads = {p.uid: (p, match) for p, match in gather(r, _head_year) if match}
    for node in r.outline if heads else ():
        if node.uid not in heads:
            continue
        p, named = heads[node.uid]
        if int(named.group(1)) not in ({year, year + 1} if PLAN.search(node.text) else {year}):
            yield found(p, named.start(), named.end(), f"标题是{year}年度，这里写{named.group()}，请核对")
    opening = list(islice((p.uid for p in r.paragraphs if p.kind in TEXT_KINDS), _OPENING))
    for p, reported in gather(r, _reported):
        for named in reported if p.uid in opening else ():
            if int(named.group(1)) != year:
                yield found(p, named.start(1), named.end(1), f"标题是{year}年度，这里写{named.group(1)}年，请核对")


@rule(
    "GW-SEM-005", _DEADLINE, slug="date-against-reported-year", severity=WARNING, strength=USUAL,
    aliases=("GW-FZ-007", "GW-FZ-008"),
    reads=("kinds",), where=of_kinds(Kind.TITLE, Kind.SIGNATURE, Kind.DATE),
    genres={"报告"}, modes={"auto", "submitted", "internal"},
    good=["标题 青川市数据资源局关于2023年度法治政府建设情况的报告\n署名 青川市数据资源局\n日期 2024年1月20日"],
    bad=[
        "标题 青川市数据资源局关于2023年度法治政府建设情况的报告\n署名 青川市数据资源局\n日期 2023年12月29日",
        "标题 青川市数据资源局关于2023年度法治政府建设情况的报告\n署名 青川市数据资源局\n日期 2024年3月15日",
    ],
)  # fmt: skip
def date_against_reported_year(r: Report) -> Iterator[Found]:
    """年度报告在年度结束之后、报送时限之前成文。

    年内成文时全年数据还没有定，要核对；地方和部门每年3月1日前报送，省级政府和国务院部门每年4月1日前报送，具体以本地依法治办通知为准。
    """
    year, made = reported_year(r), made_on(r)
    if year is None or made is None or r.elements.date is None:
        return
    p = r.by_uid[r.elements.date.uid]
    start, end = r.elements.date.start, r.elements.date.end
    month = 4 if any(_NATIONAL.search(name.strip()) for name in r.elements.signature_text) else 3
    if made < date(year, 12, 31):
        yield found(p, start, end, f"成文日期早于{year}年度截止日，请核对全年数据", severity=INFO)
    elif made > date(year + 1, month, 1):
        yield found(p, start, end, f"成文日期晚于{year + 1}年{month}月1日的报送时限（以本地依法治办通知为准）")


def _done(p: Paragraph) -> tuple[tuple[int, int, date], ...]:
    """The days on which something is said to have been done."""
    return tuple(_days_done(p)) if p.kind in TEXT_KINDS and "年" in p.text else ()


def _days_done(p: Paragraph) -> Iterator[tuple[int, int, date]]:
    for match in _DAY.finditer(p.text):
        clause = re.split(r"[。；，]", p.shadow[match.end() : match.end() + 40])[0]
        sentence = re.split(r"[。；]", p.shadow[: match.start()])[-1] + clause
        day = _calendar_day(match)
        if day and _DONE.search(clause) and not _OPEN.search(sentence):
            yield match.start(), match.end(), day


def _calendar_day(match: re.Match[str]) -> date | None:
    try:
        return date(int(match.group(1)), int(match.group(2)), int(match.group(3)))
    except ValueError:
        return None


@rule(
    "GW-SEM-006", "实务", slug="event-after-date", severity=WARNING, strength=PRACTICE, reads=("text", "kinds"), where=_done,
    good=["正文 请于2024年5月1日前报送。\n署名 青川市数据资源局\n日期 2024年3月5日"],
    bad=["正文 2024年4月10日召开了全市数据工作会议。\n署名 青川市数据资源局\n日期 2024年3月5日"],
)  # fmt: skip
def event_after_date(r: Report) -> Iterator[Found]:
    """正文写已发生的事，日期不晚于成文日期。

    成文之后的事不可能已经召开、印发；两个日期必有一个是笔误。
    """
    made = made_on(r)
    for p, days in gather(r, _done) if made else ():
        for start, end, day in days:
            if made and day > made:
                yield found(p, start, end, f"这件事的日期晚于成文日期（{made.year}年{made.month}月{made.day}日）")


def _cut_offs(p: Paragraph) -> tuple[tuple[int, int, tuple[int, int, int]], ...]:
    """The days up to which figures are said to be counted."""
    return tuple(_counted_until(p)) if p.kind in TEXT_KINDS and "截" in p.text else ()


def _counted_until(p: Paragraph) -> Iterator[tuple[int, int, tuple[int, int, int]]]:
    for match in _UNTIL.finditer(p.shadow):
        sentence = re.split(r"[。；]", p.shadow[match.end() :])[0]
        if not _AHEAD.search(sentence):
            yield match.start(), match.end() - 1, (int(match.group(1)), int(match.group(2)), int(match.group(3) or 1))


@rule(
    "GW-SEM-017", "实务", slug="cut-off-after-date", severity=ERROR, strength=PRACTICE, reads=("text", "kinds"), where=_cut_offs,
    good=["正文 截至2024年2月29日，共办理512件。\n署名 青川市数据资源局\n日期 2024年3月5日"],
    bad=["正文 截至2024年3月31日，共办理512件。\n署名 青川市数据资源局\n日期 2024年3月5日"],
)  # fmt: skip
def cut_off_after_date(r: Report) -> Iterator[Found]:
    """“截至”的日期不晚于成文日期。

    成文时还没有到的日子，不可能已有统计数据。
    """
    made = made_on(r)
    for p, days in gather(r, _cut_offs) if made else ():
        for start, end, day in days:
            if made and day > (made.year, made.month, made.day):
                yield found(p, start, end, f"统计截至的日期晚于成文日期（{made.year}年{made.month}月{made.day}日）")
