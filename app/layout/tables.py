"""A table as one block of bands (rows, or lines of a tall row): column widths, cell lines, heights; in twips."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate

from app.core.report import Cell, Paragraph, Table
from app.layout.lines import Block, Column, block_of, lay_lines, shared_room

SIDE = 108  # Word's default margin left and right in a cell
EDGE = 30  # a little air above and below
LEAST = 300  # an empty row
HIGHEST_HEADER = 4000  # heading rows higher than that are not repeated: little else would fit on a page
TALL = 2400  # a higher row may go on on the next page, as in Word; a lower one stays whole


@dataclass(frozen=True, eq=False)
class Held:
    """Paragraphs by uid in reading order, and the tables in cells or boxes by their story (without content controls)."""

    paragraphs: Mapping[int, Paragraph]
    inner: Mapping[str, tuple[Table, ...]] = field(default_factory=dict[str, tuple[Table, ...]])

    @cached_property
    def order(self) -> Mapping[int, int]:
        """Where each paragraph stands in reading order."""
        return {uid: at for at, uid in enumerate(self.paragraphs)}

    def begins(self, table: Table) -> int:
        """Where the first paragraph of `table` stands in reading order."""
        return min((self.order.get(uid, 0) for cell in table.cells for uid in cell.paragraphs), default=0)


@dataclass(frozen=True, eq=False)
class TableItem(Held):
    """A table of the flow with what stands in its cells."""

    table: Table = field(kw_only=True)

    def equals(self, other: TableItem) -> bool:
        """Whether both would be printed alike."""
        mine, its = self.paragraphs, other.paragraphs
        if (self.table, self.inner) != (other.table, other.inner) or len(mine) != len(its):
            return False
        return all(its.get(uid) is p for uid, p in mine.items())


def home_of(story: str) -> str:
    """The cell, box, header or note that a story stands in, content controls left out; "" for what is in the flow."""
    around = story.rpartition("/")[0]
    return without_control(around)


def without_control(story: str) -> str:
    """The story that a content control belongs to; the story itself when it is none."""
    around, _, last = story.rpartition("/")
    return around if last.startswith("sdt:") else story


def tables_inside(tables: Iterable[Table]) -> dict[str, tuple[Table, ...]]:
    """The tables that stand in cells, boxes, headers or notes, by that story."""
    inner: dict[str, tuple[Table, ...]] = {}
    for table in tables:
        home = home_of(table.story)
        if home:
            inner[home] = (*inner.get(home, ()), table)
    return inner


def table_items(tables: Sequence[Table], others: Sequence[Paragraph]) -> list[TableItem]:
    """The tables of the flow with what stands in them, tables in cells included."""
    cells = {paragraph.uid: paragraph for paragraph in others if "table:" in paragraph.story}
    inner = tables_inside(tables)
    made: list[TableItem] = []
    for table in tables:
        if not home_of(table.story):
            mine = {around: held for around, held in inner.items() if around.startswith(f"{table.story}:")}
            every = (table, *(t for held in mine.values() for t in held))
            uids = {uid for t in every for cell in t.cells for uid in cell.paragraphs}
            made.append(TableItem({uid: p for uid, p in cells.items() if uid in uids}, mine, table=table))
    return made


@dataclass(frozen=True, slots=True)
class LaidStory:
    """Paragraphs under each other with the tables between them: lines and tables, each with its top below the story's."""

    paragraphs: tuple[Paragraph, ...]
    blocks: tuple[Block, ...]
    tops: tuple[int, ...]
    inner: tuple[tuple[int, LaidTable], ...]
    height: int

    def groups(self) -> Iterator[tuple[int, int, tuple[int, LaidTable] | None]]:
        """(first, stop, the table that follows) of paragraphs that adjoin: no table, no border of a control between them."""
        start, tables = 0, list(self.inner)
        for at, top in enumerate(self.tops):
            parted = at > start and self.paragraphs[at].story != self.paragraphs[at - 1].story
            while tables and tables[0][0] < top:
                yield start, at, tables.pop(0)
                start, parted = at, False
            if parted:
                yield start, at, None
                start = at
        for table in tables:
            yield start, len(self.tops), table
            start = len(self.tops)
        if start < len(self.tops):
            yield start, len(self.tops), None

    def spans(self, y: int) -> Iterator[tuple[int, int]]:
        """Top and bottom of everything that may not be cut by a page's end, when the story stands at `y`."""
        for block, top in zip(self.blocks, self.tops, strict=True):
            at = y + top
            for height in block.heights:
                yield at, at + height
                at += height
        for top, table in self.inner:
            at = y + top
            for height in table.block.heights:
                yield at, at + height
                at += height

    def paragraph_tops(self, y: int) -> Iterator[tuple[int, int]]:
        """(uid, top) of every paragraph, those in tables included, when the story stands at `y`."""
        for paragraph, top in zip(self.paragraphs, self.tops, strict=True):
            yield paragraph.uid, y + top
        for top, table in self.inner:
            yield from ((uid, y + top + at) for uid, at in table.paragraph_tops())


@dataclass(frozen=True, slots=True)
class LaidCell:
    """A cell's rectangle from the table's corner, and what stands in it."""

    cell: Cell
    x: float
    y: int
    width: float
    height: int
    story: LaidStory

    @property
    def top(self) -> int:
        """Where its story begins, from the table's corner: a single paragraph is centred."""
        if len(self.story.blocks) != 1 or self.story.inner:
            return self.y
        return self.y + max(0, self.height - self.story.tops[0] - self.story.blocks[0].height) // 2


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
            yield from cell.story.paragraph_tops(cell.top)


def lay_table(item: TableItem, column: Column) -> LaidTable:
    """Lay out every cell and give rows and bands their heights; paragraphs that the item lacks are left out."""
    return _lay(item, item.table, column)


def _lay(held: Held, table: Table, column: Column) -> LaidTable:
    edges = tuple(accumulate(_columns(table, column.width), initial=0.0))
    inside = [_fill(held, table, cell, edges, column) for cell in table.cells]
    heights = _row_heights(table, inside)
    tops = list(accumulate(heights, initial=0))
    cells = tuple(_placed(cell, filled, edges, tops) for cell, filled in zip(table.cells, inside, strict=True))
    repeat = sum(heights[: table.header_rows]) if table.header_rows < table.rows else 0
    block = block_of(tuple(_bands(heights, tops, cells)))
    return LaidTable(table, replace(block, repeat=repeat if repeat <= HIGHEST_HEADER else 0), cells, edges)


def _columns(table: Table, room: float) -> Sequence[float]:
    widths: list[float] = [max(60, width) for width in table.grid] or [room / max(1, table.columns)] * max(1, table.columns)
    while len(widths) < table.columns:
        widths.append(widths[-1])
    total = sum(widths)
    return [width * room / total for width in widths] if total > room else widths


def _span(cell: Cell, edges: Sequence[float]) -> tuple[float, float]:
    last = len(edges) - 1
    return edges[min(cell.column, last - 1)], edges[min(cell.column + cell.column_span, last)]


def _fill(held: Held, table: Table, cell: Cell, edges: Sequence[float], column: Column) -> LaidStory:
    left, right = _span(cell, edges)
    narrow = Column(max(1.0, right - left - 2 * SIDE), column.pitch, column.char_space)
    return lay_story(held, f"{table.story}:r{cell.row}c{cell.column}", cell.paragraphs, narrow)


def lay_story(held: Held, story: str, uids: Sequence[int], column: Column) -> LaidStory:
    """Lay out the paragraphs `uids` of the cell, box or header `story`, its tables between them; unknown ones are left out."""
    paragraphs = [held.paragraphs[uid] for uid in uids if uid in held.paragraphs]
    waiting = list(held.inner.get(story, ()))
    blocks: list[Block] = []
    tops: list[int] = []
    inner: list[tuple[int, LaidTable]] = []
    y = EDGE
    above: Paragraph | None = None
    for paragraph in paragraphs:
        while waiting and held.begins(waiting[0]) < held.order[paragraph.uid]:
            inner.append((y, _lay(held, waiting.pop(0), column)))
            y += inner[-1][1].block.height
            above = None
        if above is not None and paragraph.format.border:
            y -= shared_room(above, paragraph)
        above = paragraph
        block = lay_lines(paragraph, column)
        blocks.append(block)
        tops.append(y + block.before)
        y += block.before + block.height + block.after
    for table in waiting:
        inner.append((y, _lay(held, table, column)))
        y += inner[-1][1].block.height
    return LaidStory(tuple(paragraphs), tuple(blocks), tuple(tops), tuple(inner), y + EDGE)


def _row_heights(table: Table, inside: Sequence[LaidStory]) -> list[int]:
    heights = [LEAST] * max(1, table.rows)
    pairs = [(cell, filled) for cell, filled in zip(table.cells, inside, strict=True) if cell.row < len(heights)]
    for cell, filled in pairs:
        if cell.row_span == 1:
            heights[cell.row] = max(heights[cell.row], filled.height)
    for cell, filled in pairs:
        last = min(cell.row + cell.row_span, len(heights))
        heights[last - 1] += max(0, filled.height - sum(heights[cell.row : last]))
    return heights


def _placed(cell: Cell, filled: LaidStory, edges: Sequence[float], tops: Sequence[int]) -> LaidCell:
    left, right = _span(cell, edges)
    top, bottom = tops[min(cell.row, len(tops) - 2)], tops[min(cell.row + cell.row_span, len(tops) - 1)]
    return LaidCell(cell, left, top, right - left, bottom - top, filled)


def _bands(heights: Sequence[int], tops: Sequence[int], cells: Sequence[LaidCell]) -> Iterator[int]:
    """The rows' heights, tall rows parted wherever no line of any cell is cut."""
    for height, top in zip(heights, tops, strict=False):
        if height <= TALL:
            yield height
            continue
        bottom = top + height
        spans = sorted(span for cell in cells for span in cell.story.spans(cell.top) if span[0] < bottom and span[1] > top)
        start, end = top, top
        for above, below in spans:
            if end > start and above >= end:
                yield end - start
                start = end
            end = max(end, min(below, bottom))
        yield bottom - start
