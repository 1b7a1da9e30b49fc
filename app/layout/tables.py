"""A table as one block of bands (rows, or lines of a tall row): column widths, cell lines, heights; in twips."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

from app.core.report import Cell, Paragraph, Table
from app.layout.lines import Block, Column, block_of, lay_lines

SIDE = 108  # Word's default margin left and right in a cell
EDGE = 30  # a little air above and below
LEAST = 300  # an empty row
TALL = 2400  # a higher row may go on on the next page, as in Word; a lower one stays whole


@dataclass(frozen=True, eq=False)
class TableItem:
    """A table of the flow with the paragraphs of its cells; `inner` are the tables inside cells, by the cell's story."""

    table: Table
    paragraphs: Mapping[int, Paragraph]
    inner: Mapping[str, tuple[Table, ...]] = field(default_factory=dict[str, tuple[Table, ...]])

    def equals(self, other: TableItem) -> bool:
        """Whether both would be printed alike."""
        mine, its = self.paragraphs, other.paragraphs
        if (self.table, self.inner) != (other.table, other.inner) or len(mine) != len(its):
            return False
        return all(its.get(uid) is p for uid, p in mine.items())

    def inside(self, cell: Cell) -> tuple[Table, ...]:
        """The tables that stand in a cell."""
        first = self.paragraphs.get(cell.paragraphs[0]) if cell.paragraphs else None
        return self.inner.get(first.story, ()) if first is not None else ()


def table_items(tables: Sequence[Table], others: Sequence[Paragraph]) -> list[TableItem]:
    """The tables of the flow with what stands in them, tables in cells included."""
    tables = [table for table in tables if table.story.startswith("table")]
    cells = {paragraph.uid: paragraph for paragraph in others if "table" in paragraph.story}
    inner: dict[str, tuple[Table, ...]] = {}
    for table in tables:
        around, nested, _ = table.story.rpartition("/")
        if nested:
            inner[around] = (*inner.get(around, ()), table)
    made: list[TableItem] = []
    for table in tables:
        if "/" not in table.story:
            mine = {around: held for around, held in inner.items() if around.startswith(f"{table.story}:")}
            every = (table, *(t for held in mine.values() for t in held))
            uids = [uid for t in every for cell in t.cells for uid in cell.paragraphs]
            made.append(TableItem(table, {uid: cells[uid] for uid in uids if uid in cells}, mine))
    return made


@dataclass(frozen=True, slots=True)
class LaidCell:
    """A cell's rectangle from the table's corner; its paragraphs' lines and inner tables, each with its top in the cell."""

    x: float
    y: int
    width: float
    height: int
    paragraphs: tuple[Paragraph, ...]
    blocks: tuple[Block, ...]
    tops: tuple[int, ...]
    inner: tuple[tuple[int, LaidTable], ...]

    @property
    def slack(self) -> int:
        """How far down a cell with one paragraph is centred."""
        if len(self.blocks) != 1 or self.inner:
            return 0
        return max(0, self.height - self.tops[0] - self.blocks[0].height) // 2

    def spans(self) -> Iterator[tuple[int, int]]:
        """Top and bottom, from the table's corner, of everything that may not be cut by a page's end."""
        for block, top in zip(self.blocks, self.tops, strict=True):
            y = self.y + self.slack + top
            for height in block.heights:
                yield y, y + height
                y += height
        for top, table in self.inner:
            y = self.y + top
            for height in table.block.heights:
                yield y, y + height
                y += height


@dataclass(frozen=True)
class LaidTable:
    """A table's bands as the lines of a block, and its cells."""

    table: Table
    block: Block
    cells: tuple[LaidCell, ...]
    edges: tuple[float, ...]  # x of the column borders

    @cached_property
    def bands(self) -> Mapping[int, int]:
        """The band in which each paragraph begins, those of inner tables included."""
        tops = list(accumulate(self.block.heights, initial=0))
        return {uid: min(bisect_right(tops, y), len(tops) - 1) - 1 for uid, y in self.paragraph_tops()}

    def paragraph_tops(self) -> Iterator[tuple[int, int]]:
        """(uid, twips below the table's top) of every paragraph."""
        for cell in self.cells:
            for paragraph, top in zip(cell.paragraphs, cell.tops, strict=True):
                yield paragraph.uid, cell.y + cell.slack + top
            for top, table in cell.inner:
                yield from ((uid, cell.y + top + y) for uid, y in table.paragraph_tops())


def lay_table(item: TableItem, column: Column) -> LaidTable:
    """Lay out every cell and give rows and bands their heights; paragraphs that the item lacks are left out."""
    return _lay(item, item.table, column)


def _lay(item: TableItem, table: Table, column: Column) -> LaidTable:
    edges = tuple(accumulate(_columns(table, column.width), initial=0.0))
    inside = [_fill(item, cell, edges, column) for cell in table.cells]
    heights = _row_heights(table, inside)
    tops = list(accumulate(heights, initial=0))
    cells = tuple(_placed(cell, filled, edges, tops) for cell, filled in zip(table.cells, inside, strict=True))
    return LaidTable(table, block_of(tuple(_bands(heights, tops, cells))), cells, edges)


@dataclass(frozen=True, slots=True)
class _Filled:
    paragraphs: tuple[Paragraph, ...]
    blocks: tuple[Block, ...]
    tops: tuple[int, ...]
    inner: tuple[tuple[int, LaidTable], ...]
    height: int


def _columns(table: Table, room: float) -> Sequence[float]:
    widths: list[float] = [max(60, width) for width in table.grid] or [room / max(1, table.columns)] * max(1, table.columns)
    while len(widths) < table.columns:
        widths.append(widths[-1])
    total = sum(widths)
    return [width * room / total for width in widths] if total > room else widths


def _span(cell: Cell, edges: Sequence[float]) -> tuple[float, float]:
    last = len(edges) - 1
    return edges[min(cell.column, last - 1)], edges[min(cell.column + cell.column_span, last)]


def _fill(item: TableItem, cell: Cell, edges: Sequence[float], column: Column) -> _Filled:
    left, right = _span(cell, edges)
    narrow = Column(max(1.0, right - left - 2 * SIDE), column.pitch, column.char_space)
    held = [item.paragraphs[uid] for uid in cell.paragraphs if uid in item.paragraphs]
    waiting = list(item.inside(cell))
    blocks: list[Block] = []
    tops: list[int] = []
    inner: list[tuple[int, LaidTable]] = []
    y = EDGE
    for paragraph in held:
        while waiting and _first_uid(waiting[0]) < paragraph.uid:  # uids count in reading order
            inner.append((y, _lay(item, waiting.pop(0), narrow)))
            y += inner[-1][1].block.height
        block = lay_lines(paragraph, narrow)
        blocks.append(block)
        tops.append(y + block.before)
        y += block.before + block.height + block.after
    return _Filled(tuple(held), tuple(blocks), tuple(tops), tuple(inner), y + EDGE)


def _first_uid(table: Table) -> int:
    return min((uid for cell in table.cells for uid in cell.paragraphs), default=0)


def _row_heights(table: Table, inside: Sequence[_Filled]) -> list[int]:
    heights = [LEAST] * max(1, table.rows)
    pairs = [(cell, filled) for cell, filled in zip(table.cells, inside, strict=True) if cell.row < len(heights)]
    for cell, filled in pairs:
        if cell.row_span == 1:
            heights[cell.row] = max(heights[cell.row], filled.height)
    for cell, filled in pairs:
        last = min(cell.row + cell.row_span, len(heights))
        heights[last - 1] += max(0, filled.height - sum(heights[cell.row : last]))
    return heights


def _placed(cell: Cell, filled: _Filled, edges: Sequence[float], tops: Sequence[int]) -> LaidCell:
    left, right = _span(cell, edges)
    top, bottom = tops[min(cell.row, len(tops) - 2)], tops[min(cell.row + cell.row_span, len(tops) - 1)]
    return LaidCell(left, top, right - left, bottom - top, filled.paragraphs, filled.blocks, filled.tops, filled.inner)


def _bands(heights: Sequence[int], tops: Sequence[int], cells: Sequence[LaidCell]) -> Iterator[int]:
    """The rows' heights, tall rows parted wherever no line of any cell is cut."""
    for height, top in zip(heights, tops, strict=False):
        if height <= TALL:
            yield height
            continue
        bottom = top + height
        spans = sorted(span for cell in cells for span in cell.spans() if span[0] < bottom and span[1] > top)
        start, end = top, top
        for above, below in spans:
            if end > start and above >= end:
                yield end - start
                start = end
            end = max(end, min(below, bottom))
        yield bottom - start
