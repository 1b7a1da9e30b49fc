"""Tables on the page: borders, merged cells and the text of cells, over as many pages as the rows take."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from app.core.report import OBJECT, CharFormat, Paragraph
from app.layout.lines import Block, Line, number_format
from app.layout.metrics import is_wide
from app.layout.paginate import Place
from app.layout.tables import SIDE, LaidCell, LaidTable
from app.ui.page.fonts import advances_of, font_for, text_format
from app.ui.page.shaping import script_pieces
from app.ui.page.sheets import EM_BOX, Sheets
from app.ui.page.signs import draw_sign
from app.ui.theme import BLUE

BORDER = QColor("#3a3f47")


def draw_table(painter: QPainter, table: LaidTable, place: Place, view: tuple[Sheets, QRectF], chosen: bool) -> None:
    """Draw what the clip of `view` shows of the table; `chosen` frames it in blue because the caret is on it."""
    sheets, clip = view
    cuts = (0, *place.cuts, len(table.block.heights))
    for part in range(len(cuts) - 1):
        first, stop = cuts[part], cuts[part + 1]
        page, y = place.of(first, table.block)
        if not sheets.rect(page).intersects(clip):
            continue
        above = sum(table.block.heights[:first])
        corner = sheets.point(page, 0, y - above)
        visible = (above, sum(table.block.heights[:stop]))
        _draw_cells(painter, table, corner, sheets.scale, visible)
        if chosen:
            frame = QRectF(corner.x(), corner.y() + visible[0] * sheets.scale, table.edges[-1] * sheets.scale,
                           (visible[1] - visible[0]) * sheets.scale)  # fmt: skip
            painter.setPen(QPen(QColor(BLUE), 2))
            painter.drawRect(frame.adjusted(-3, -3, 3, 3))


def _draw_cells(painter: QPainter, table: LaidTable, corner: QPointF, scale: float, visible: tuple[int, int]) -> None:
    """Draw what lies between two heights of the table, whose upper left corner would be at `corner`."""
    for cell in table.cells:
        _draw_cell(painter, cell, corner, scale, visible)
        for top, inner in cell.inner:
            above = cell.y + top
            at = corner + QPointF((cell.x + SIDE) * scale, above * scale)
            _draw_cells(painter, inner, at, scale, (visible[0] - above, visible[1] - above))


def _draw_cell(painter: QPainter, cell: LaidCell, corner: QPointF, scale: float, visible: tuple[int, int]) -> None:
    top, bottom = max(cell.y, visible[0]), min(cell.y + cell.height, visible[1])
    if top >= bottom:
        return
    painter.setPen(QPen(BORDER, max(0.8, 10 * scale)))
    painter.drawRect(QRectF(
        corner.x() + cell.x * scale, corner.y() + top * scale, cell.width * scale, (bottom - top) * scale
    ))  # fmt: skip
    left = corner.x() + (cell.x + SIDE) * scale
    for paragraph, block, above in zip(cell.paragraphs, cell.blocks, cell.tops, strict=True):
        y = cell.y + above + cell.slack
        if paragraph.number is not None and block.lines and visible[0] <= y < visible[1]:
            draw_number(painter, paragraph, block, QPointF(left + block.number_x * scale, corner.y() + y * scale), scale)
        for line in block.lines:
            if visible[0] <= y < visible[1]:
                _draw_line(painter, paragraph, line, QPointF(left, corner.y() + y * scale), scale)
            y += line.height


def _draw_line(painter: QPainter, paragraph: Paragraph, line: Line, corner: QPointF, scale: float) -> None:
    """Draw one line's characters script by script."""
    x = corner.x() + line.x * scale
    baseline = corner.y() + line.height * scale / 2
    objects = dict(paragraph.objects)
    for piece in script_pieces(paragraph):
        start, end = max(piece.start, line.start), min(piece.end, line.end)
        if start >= end:
            continue
        text = paragraph.text[start:end].replace("\n", "")
        em = piece.format.size * 10 * scale
        if OBJECT in text:
            draw_sign(painter, QRectF(x, corner.y(), em * 2, line.height * scale), objects.get(start, "object"))
            x += em * len(text)
        else:
            x += _draw_piece(painter, text, (piece.format, piece.wide), QPointF(x, baseline + EM_BOX * em), scale)


def _draw_piece(painter: QPainter, text: str, look: tuple[CharFormat, bool], at: QPointF, scale: float) -> float:
    """Draw characters of one format and script; returns their width."""
    form, wide = look
    painter.setFont(font_for(form, wide, scale))
    painter.setPen(text_format(form, wide, scale).foreground().color())
    painter.drawText(at, text)
    table = advances_of(form, wide, scale)
    return sum(table[char] for char in text)


def draw_number(painter: QPainter, paragraph: Paragraph, block: Block, corner: QPointF, scale: float) -> None:
    """Paint an automatic number, which stands before its paragraph's first line with its upper left at `corner`."""
    if paragraph.number is None:
        return
    form = number_format(paragraph)
    at = corner + QPointF(0, block.heights[0] * scale / 2 + EM_BOX * form.size * 10 * scale)
    for wide, chars in groupby(paragraph.number.text, is_wide):
        at.setX(at.x() + _draw_piece(painter, "".join(chars), (form, wide), at, scale) + form.spacing * scale)
