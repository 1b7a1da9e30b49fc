"""Years and days that a report is about: its own date, the year in its title, its sections."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from app.core.gathering import gather, kept, of_kinds
from app.core.report import Kind, Node, Paragraph, Report
from app.core.series import numerals_of

T = TypeVar("T")
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


def section(r: Report, node: Node) -> tuple[Paragraph, ...]:
    """The paragraphs from a top heading up to the next one or the signature."""
    start, end = section_bounds(r, node)
    return r.paragraphs[start:end]


def section_bounds(r: Report, node: Node) -> tuple[int, int]:
    """The place of a top heading, and that of the next one or the signature."""
    starts, _ = _sections(r)
    start = r.order[node.uid]
    return start, starts[bisect_right(starts, start)]


def heading_over(r: Report, p: Paragraph) -> Node | None:
    """The top heading in whose section `p` stands."""
    starts, nodes = _sections(r)
    number = nodes[bisect_right(starts, r.order[p.uid]) - 1] if r.order[p.uid] >= starts[0] else None
    return None if number is None else r.outline[number]


def _sections(r: Report) -> tuple[list[int], list[int | None]]:
    return kept(r, _read_sections, r.order, numerals_of(r), r.elements)


def _read_sections(r: Report) -> tuple[list[int], list[int | None]]:
    """Where top headings, the signature and the end stand, and the number of the node of the outline that begins there."""
    found: dict[int, int | None] = {len(r.paragraphs): None}
    found |= {r.order[uid]: None for uid in r.elements.signature if uid in r.order}
    found |= {r.order[node.uid]: number for number, node in enumerate(r.outline)}
    return sorted(found), [found[at] for at in sorted(found)]


_OPENING = of_kinds(Kind.ATTACHMENT_LABEL, Kind.ATTACHMENT_TITLE)


def main_end(r: Report) -> int:
    """Where the report's attachments begin: the end of the flow when it has none."""
    first = next(
        (at for at, p in enumerate(r.paragraphs) if p.kind not in (Kind.EMPTY, Kind.ATTACHMENT_LABEL)), len(r.paragraphs)
    )
    opened = (at for p, _ in gather(r, _OPENING) if (at := r.order[p.uid]) > first)
    return next(opened, len(r.paragraphs))


def main_part(r: Report) -> tuple[Paragraph, ...]:
    """The report's own paragraphs, without its attachments."""
    return r.paragraphs[: main_end(r)]


def gather_main(r: Report, read: Callable[[Paragraph], T]) -> Sequence[tuple[Paragraph, T]]:
    """`gather` of the report's own paragraphs only."""
    rows = gather(r, read)
    return rows[: bisect_left(rows, main_end(r), key=lambda row: r.order[row[0].uid])]


def parts(r: Report) -> tuple[tuple[Paragraph, ...], ...]:
    """The report and each of its attachments: cut at 附件 labels and before the titles of attachments."""
    cuts = [0, *(at for p, _ in gather(r, _OPENING) if (at := r.order[p.uid]) and _opens(p, r.paragraphs[at - 1]))]
    return tuple(r.paragraphs[a:b] for a, b in zip(cuts, [*cuts[1:], len(r.paragraphs)], strict=True))


def _opens(p: Paragraph, before: Paragraph) -> bool:
    return p.kind is Kind.ATTACHMENT_LABEL or before.kind not in (Kind.ATTACHMENT_TITLE, Kind.ATTACHMENT_LABEL, Kind.EMPTY)
