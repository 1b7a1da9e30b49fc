"""A table as one block of rows: column widths, cell lines and row heights, in twips."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from app.core.report import Cell, Paragraph, Table
from app.layout.lines import Block, Column, block_of, lay_lines

SIDE = 108  # Word's default margin left and right in a cell
EDGE = 30  # a little air above and below
LEAST = 300  # an empty row


@dataclass(frozen=True, slots=True)
class LaidCell:
    """A cell's rectangle from the table's corner, its paragraphs' lines, and the top of each paragraph."""

    cell: Cell
    x: float
    y: int
    width: float
    height: int
    blocks: tuple[Block, ...]
    tops: tuple[int, ...]
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class LaidTable:
    """A table's rows as the lines of a block, and its cells."""

    table: Table
    block: Block
    cells: tuple[LaidCell, ...]
    edges: tuple[float, ...]  # x of the column borders


def lay_table(table: Table, paragraphs: Mapping[int, Paragraph], column: Column) -> LaidTable:
    """Lay out every cell and give the rows their heights; paragraphs that are not in `paragraphs` are left out."""
    edges = tuple(accumulate(_columns(table, column.width), initial=0.0))
    inside = [_fill(cell, paragraphs, edges, column) for cell in table.cells]
    heights = _row_heights(table, inside)
    tops = list(accumulate(heights, initial=0))
    cells = tuple(_placed(cell, filled, edges, tops) for cell, filled in zip(table.cells, inside, strict=True))
    return LaidTable(table, block_of(tuple(heights)), cells, edges)


@dataclass(frozen=True, slots=True)
class _Filled:
    paragraphs: tuple[Paragraph, ...]
    blocks: tuple[Block, ...]
    tops: tuple[int, ...]
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


def _fill(cell: Cell, paragraphs: Mapping[int, Paragraph], edges: Sequence[float], column: Column) -> _Filled:
    left, right = _span(cell, edges)
    narrow = Column(max(1.0, right - left - 2 * SIDE), column.pitch, column.char_space)
    held = tuple(paragraphs[uid] for uid in cell.paragraphs if uid in paragraphs)
    blocks = tuple(lay_lines(paragraph, narrow) for paragraph in held)
    bottoms = list(accumulate((block.before + block.height + block.after for block in blocks), initial=EDGE))
    tops = tuple(above + block.before for above, block in zip(bottoms, blocks, strict=False))
    return _Filled(held, blocks, tops, bottoms[-1] + EDGE)


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
    return LaidCell(cell, left, top, right - left, bottom - top, filled.blocks, filled.tops, filled.paragraphs)
