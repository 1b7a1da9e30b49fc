"""The 版记 as its elements and the lines over, between and under them (GB/T 9704-2012 7.4), where borders draw them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from app.core.drawn_lines import Line, lines_between, may_draw, strongest
from app.core.gathering import gather
from app.core.report import IMPRINT_KINDS, OBJECT, Cell, Kind, Paragraph, Report, Table

_SURE = 0.8
_ABOVE = 6  # paragraphs over the 版记 in which a drawing may be its line
_LABEL = re.compile(r"[\s\u3000]*(主\s*送|抄\s*送|抄\s*报|分\s*送|报\s*送)(?:机关)?\s*[：:]")
_PRINTED = "印发"


@dataclass(frozen=True, slots=True)
class Element:
    """主送, 抄送 … or 印发 (机关 and 日期 together): its paragraphs, and where they stand in the flow or in a table's rows."""

    name: str
    paragraphs: tuple[Paragraph, ...]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Imprint:
    """`lines[n]` is over element n, the last one under the last; None where no border draws a line.

    `alone`: its own paragraphs draw them all, and no paragraph beside it has borders that could make one box with theirs.
    """

    elements: tuple[Element, ...]
    lines: tuple[Line | None, ...]
    alone: bool = False

    @property
    def drawn(self) -> bool:
        """Whether it has any line: without one it may be on preprinted paper."""
        return any(self.lines)

    @property
    def inner(self) -> tuple[Line, ...]:
        """The lines between elements."""
        return tuple(line for line in self.lines[1:-1] if line is not None)


def bears_on_lines(p: Paragraph) -> bool:
    """Whether `p` can have a part in what `imprint_of` says: other paragraphs only part those that have."""
    return p.role.kind in IMPRINT_KINDS or p.role.kind is Kind.ADDRESSEE or p.format.border or OBJECT in p.text


def imprint_of(r: Report) -> Imprint | None:
    """The 版记 of `r`; None without one, or where something other than borders may be a line of it."""
    found = [p for p, _ in gather(r, _is_of_it, everywhere=True)]
    flow = [r.order[p.uid] for p in found if p.uid in r.order]
    tables = {p.story.rpartition(":r")[0] if "table:" in p.story else "" for p in found if p.uid not in r.order}
    if "" in tables or bool(flow) + len(tables) != 1:
        return None
    if flow:
        return _in_flow(r, flow)
    return next((_in_table(r, table) for table in (*r.tables, *r.other_tables) if table.story in tables), None)


def _is_of_it(p: Paragraph) -> bool:
    return p.role.kind in IMPRINT_KINDS and p.role.confidence >= _SURE


def _elements(paragraphs: Sequence[tuple[int, Paragraph]]) -> tuple[Element, ...]:
    """The elements that paragraphs with their places make: one without a label of its own goes on with the one above."""
    found: list[Element] = []
    for at, p in paragraphs:
        label = _LABEL.match(p.text)
        name = _PRINTED if p.role.kind is Kind.IMPRINT else re.sub(r"\s", "", label[1]) if label else ""
        if p.role.kind is Kind.ADDRESSEE:
            name = "主送"
        if found and (not name or name == found[-1].name == _PRINTED):
            found[-1] = replace(found[-1], paragraphs=(*found[-1].paragraphs, p), last=at)
        else:
            found.append(Element(name or "抄送", (p,), at, at))
    return tuple(found)


def _in_flow(r: Report, places: Sequence[int]) -> Imprint | None:
    first, last = places[0], places[-1]
    above = first - 1
    while above >= 0 and r.paragraphs[above].role.kind is Kind.EMPTY:
        above -= 1
    if above >= 0 and _LABEL.match(r.paragraphs[above].text) and r.paragraphs[above].role.kind is Kind.ADDRESSEE:
        first = above
        above -= 1
        while above >= 0 and r.paragraphs[above].role.kind is Kind.EMPTY:
            above -= 1
    below = last + 1
    while below < len(r.paragraphs) and r.paragraphs[below].role.kind is Kind.EMPTY:
        below += 1
    inside = [(at, r.paragraphs[at]) for at in range(first, last + 1) if r.paragraphs[at].role.kind is not Kind.EMPTY]
    parted = {table.after for table in r.tables}
    if (
        any(not _is_of_it(p) and p.role.kind is not Kind.ADDRESSEE for _, p in inside)
        or any(OBJECT in p.text for p in r.paragraphs[max(0, above) : below + 1])
        or any(OBJECT in p.text and may_draw(p) for p in r.paragraphs[max(0, above - _ABOVE) : max(0, above)])
        or any(p.uid in parted for p in r.paragraphs[max(0, above) : below])
    ):
        return None
    elements = _elements(inside)
    ends = [(above, elements[0].first), *((a.last, b.first) for a, b in pairwise(elements))]
    lines = tuple(strongest(lines_between(r.paragraphs, a, b)) for a, b in (*ends, (elements[-1].last, below)))
    own = {p.uid for _, p in inside}
    alone = all(p.uid in own or not p.format.border for p in r.paragraphs[max(0, above) : below + 1])
    return Imprint(elements, lines, alone)


def _in_table(r: Report, table: Table) -> Imprint | None:
    held: list[tuple[int, Paragraph]] = []
    for cell in table.cells:
        for uid in cell.paragraphs:
            p = r.by_uid[uid]
            if cell.borders is None or p.format.border or OBJECT in p.text or (p.text.strip() and not _is_of_it(p)):
                return None
            if p.text.strip():
                held.append((cell.row, p))
    if any(cell.borders and (cell.borders.left or cell.borders.right) for cell in _outer(table)):
        return None  # a form
    elements = _elements(held)
    if any(a.last >= b.first for a, b in pairwise(elements)):
        return None
    rows = [elements[0].first, *(one.first for one in elements[1:]), elements[-1].last + 1]
    return Imprint(elements, tuple(strongest(_over_row(table, row)) for row in rows))


def _outer(table: Table) -> Iterator[Cell]:
    """The cells at the left and at the right edge."""
    for _, row in groupby(table.cells, key=lambda cell: cell.row):
        cells = list(row)
        yield cells[0]
        yield cells[-1]


def _over_row(table: Table, row: int) -> Iterator[Line]:
    """The lines between row number `row` and the one above it."""
    for cell in table.cells:
        if cell.borders is None:
            continue
        if cell.row == row and cell.borders.top is not None:
            yield Line(cell.borders.top)
        if cell.row + cell.row_span == row and cell.borders.bottom is not None:
            yield Line(cell.borders.bottom)
