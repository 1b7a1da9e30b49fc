"""Tables as values: the grid, spans, and which paragraphs stand in which cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.core.report import Cell, Paragraph, Table
from app.docx.cell_borders import TableLines
from app.docx.names import w
from app.docx.story import CellShape, TableShape
from app.docx.styles import StyleSheet


def read_tables(
    shapes: Sequence[TableShape], paragraphs: Sequence[Paragraph], flow: Sequence[int], sheet: StyleSheet
) -> tuple[Table, ...]:
    """The tables of the main part, in reading order.

    `paragraphs` are all paragraphs of all stories, `flow` the uids of the flow in order.
    """
    by_story: dict[str, list[Paragraph]] = {}
    for paragraph in paragraphs:
        if "table:" in paragraph.story:
            around, _, last = paragraph.story.rpartition("/")  # a content control in a cell belongs to the cell
            by_story.setdefault(around if last.startswith("sdt:") else paragraph.story, []).append(paragraph)
    return tuple(_table(shape, by_story, flow, sheet) for shape in shapes)


def _table(shape: TableShape, by_story: Mapping[str, Sequence[Paragraph]], flow: Sequence[int], sheet: StyleSheet) -> Table:
    lined = TableLines(shape, sheet)
    lines: dict[int, list[str]] = {row: [] for row in range(shape.rows)}
    for cell in shape.cells:
        lines[cell.row].append("\n".join(p.text for p in by_story.get(cell.story, ())))
    return Table(
        story=shape.story,
        rows=shape.rows,
        columns=shape.columns,
        cells=tuple(_cell(cell, by_story, lined) for cell in shape.cells),
        after=flow[shape.after - 1] if 0 < shape.after <= len(flow) else None,
        grid=shape.grid,
        header_rows=shape.header_rows,
        text="\n".join("\t".join(cells) for cells in lines.values()),
    )


def _cell(cell: CellShape, by_story: Mapping[str, Sequence[Paragraph]], lined: TableLines) -> Cell:
    uids = tuple(p.uid for p in by_story.get(cell.story, ()))
    return Cell(cell.row, cell.column, cell.row_span, cell.column_span, uids, _fill(cell), lined.of(cell))


def _fill(cell: CellShape) -> str:
    shading = cell.element.find(f"{w('tcPr')}/{w('shd')}")
    value = (shading.get(w("fill")) or "").upper() if shading is not None else ""
    return value if len(value) == 6 and all(char in "0123456789ABCDEF" for char in value) and value != "FFFFFF" else ""
