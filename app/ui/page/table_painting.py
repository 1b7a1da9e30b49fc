"""Tables and other stories on the page: borders, merged cells and the text of cells, over as many pages as the rows take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.core.drawn_lines import line_above, line_below
from app.core.format_math import right_indent
from app.core.report import Paragraph
from app.layout.lines import Block
from app.layout.tables import SIDE, LaidCell, LaidStory, LaidTable
from app.ui.page.border_painting import draw_cell_borders, draw_paragraph_borders
from app.ui.page.line_painting import LinePainter
from app.ui.page.table_places import Part
from app.ui.theme import BLUE

BORDER = QColor("#3a3f47")
EVERYTHING = (-(10**9), 10**9)


@dataclass(frozen=True, slots=True)
class TablePainter:
    """Paints laid tables and stories with `lines`, at its scale."""

    lines: LinePainter

    def table(self, painter: QPainter, table: LaidTable, parts: Sequence[Part], *, chosen: bool) -> None:
        """Draw those parts of a table; `chosen` frames them in blue because the caret is on it."""
        scale = self.lines.scale
        for part in parts:
            self._cells(painter, table, part.corner, (part.top, part.bottom))
            if part.repeated is not None:
                self._cells(painter, table, part.repeated, (0, table.block.repeat))
            if chosen:
                frame = QRectF(part.corner.x(), part.corner.y() + part.top * scale, table.edges[-1] * scale,
                               (part.bottom - part.top) * scale)  # fmt: skip
                painter.setPen(QPen(QColor(BLUE), 2))
                painter.drawRect(frame.adjusted(-3, -3, 3, 3))

    def story(self, painter: QPainter, story: LaidStory, corner: QPointF, visible: tuple[int, int] = EVERYTHING) -> None:
        """Draw what lies between two heights of a story whose upper left corner is at `corner`."""
        scale = self.lines.scale
        if any(paragraph.format.border for paragraph in story.paragraphs):
            self._borders(painter, story, corner, visible)
        for paragraph, block, top in zip(story.paragraphs, story.blocks, story.tops, strict=True):
            self.lines.paragraph(
                painter, paragraph, block, corner + QPointF(0, top * scale), (visible[0] - top, visible[1] - top)
            )
        for top, table in story.inner:
            self._cells(painter, table, corner + QPointF(0, top * scale), (visible[0] - top, visible[1] - top))

    def _borders(self, painter: QPainter, story: LaidStory, corner: QPointF, visible: tuple[int, int]) -> None:
        """Draw the borders of the paragraphs that lie between two heights; a table parts those above from those below it."""
        scale = self.lines.scale
        for first, stop, _ in story.groups():
            for at in range(first, stop):
                p, block, top = story.paragraphs[at], story.blocks[at], story.tops[at]
                if not p.format.border or top + block.height <= visible[0] or top >= visible[1]:
                    continue
                above = story.paragraphs[at - 1] if at > first else None
                below = story.paragraphs[at + 1] if at + 1 < stop else None
                box = QRectF(corner.x(), corner.y() + top * scale, _width(block, p) * scale, block.height * scale)
                over = line_above(above, p) if top >= visible[0] else None
                under = line_below(p, below) if top + block.height <= visible[1] else None
                draw_paragraph_borders(painter, p, box, (over, under), scale)

    def _cells(self, painter: QPainter, table: LaidTable, corner: QPointF, visible: tuple[int, int]) -> None:
        for cell in table.cells:
            self._cell(painter, cell, corner, visible)

    def _cell(self, painter: QPainter, cell: LaidCell, corner: QPointF, visible: tuple[int, int]) -> None:
        scale = self.lines.scale
        top, bottom = max(cell.y, visible[0]), min(cell.y + cell.height, visible[1])
        if top >= bottom:
            return
        frame = QRectF(corner.x() + cell.x * scale, corner.y() + top * scale, cell.width * scale, (bottom - top) * scale)
        if cell.cell.fill:
            painter.fillRect(frame, QColor(f"#{cell.cell.fill}"))
        if cell.cell.borders is not None:
            draw_cell_borders(painter, cell.cell.borders, frame, scale)
        else:
            painter.setBrush(Qt.BrushStyle.NoBrush)  # a box around the table has one of its own
            painter.setPen(QPen(BORDER, max(0.8, 10 * scale)))
            painter.drawRect(frame)
        at = corner + QPointF((cell.x + SIDE) * scale, cell.top * scale)
        self.story(painter, cell.story, at, (visible[0] - cell.top, visible[1] - cell.top))


def _width(block: Block, p: Paragraph) -> float:
    """How wide the column is in which `block` was laid out."""
    line = block.lines[0] if block.lines else None
    return line.x - line.shift + line.room + right_indent(p) if line is not None else 0.0
