"""Years and days that a report is about: its own date, the year in its title, its sections."""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import date
from weakref import WeakKeyDictionary

from app.core.report import Kind, Node, Paragraph, Report

TITLE_YEAR = re.compile(r"((?:19|20)\d{2})年")
PLAN = re.compile(r"主要安排|工作安排|下一步|下步|打算|计划|思路|下一年度|今后")
TEXT_KINDS = frozenset({Kind.BODY, Kind.CLAUSE, Kind.LEVEL1, Kind.LEVEL2, Kind.LEVEL3, Kind.LEVEL4})
_NUMBER_YEAR = re.compile(r"〔((?:19|20)\d{2})〕")


def made_on(r: Report) -> date | None:
    """The day of the 成文日期, None where there is none or the calendar has no such day."""
    return date.fromisoformat(r.elements.date.iso) if r.elements.date and r.elements.date.iso else None


def title_year(r: Report) -> int | None:
    """The year that stands in the title."""
    match = TITLE_YEAR.search(r.elements.title_text)
    return int(match.group(1)) if match else None


def reported_year(r: Report) -> int | None:
    """The year that an annual 法治政府建设 report is about, None for any other text."""
    title = r.elements.title_text
    return title_year(r) if "法治政府建设" in title and "报告" in title else None


def as_of(r: Report) -> date | None:
    """The day by which the report's words are judged: its 成文日期, else the last day of the year in its number or title."""
    made = made_on(r)
    if made is not None:
        return made
    number = r.by_uid[r.elements.doc_number].text if r.elements.doc_number is not None else ""
    match = _NUMBER_YEAR.search(number)
    year = int(match.group(1)) if match else title_year(r)
    return date(year, 12, 31) if year else None


_STARTS: WeakKeyDictionary[Report, list[int]] = WeakKeyDictionary()


def section(r: Report, node: Node) -> tuple[Paragraph, ...]:
    """The paragraphs from a top heading up to the next one or the signature."""
    starts = _STARTS.get(r)
    if starts is None:
        signed = [r.order[uid] for uid in r.elements.signature if uid in r.order]
        starts = _STARTS[r] = sorted([*(r.order[n.uid] for n in r.outline), *signed, len(r.paragraphs)])
    start = r.order[node.uid]
    return r.paragraphs[start : starts[bisect_right(starts, start)]]


def main_part(r: Report) -> tuple[Paragraph, ...]:
    """The report's own paragraphs, without its attachments."""
    seen = False
    for at, p in enumerate(r.paragraphs):
        if seen and p.kind in (Kind.ATTACHMENT_LABEL, Kind.ATTACHMENT_TITLE):
            return r.paragraphs[:at]
        seen = seen or p.kind not in (Kind.EMPTY, Kind.ATTACHMENT_LABEL)
    return r.paragraphs


def parts(r: Report) -> tuple[tuple[Paragraph, ...], ...]:
    """The report and each of its attachments: cut at 附件 labels and before the titles of attachments."""
    cuts = [0]
    for at, p in enumerate(r.paragraphs):
        before = r.paragraphs[at - 1].kind if at else None
        opens = p.kind is Kind.ATTACHMENT_LABEL
        opens = opens or (
            p.kind is Kind.ATTACHMENT_TITLE and before not in (Kind.ATTACHMENT_TITLE, Kind.ATTACHMENT_LABEL, Kind.EMPTY)
        )
        if opens and at:
            cuts.append(at)
    return tuple(r.paragraphs[a:b] for a, b in zip(cuts, [*cuts[1:], len(r.paragraphs)], strict=True))
