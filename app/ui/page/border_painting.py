"""Borders on the page: of paragraphs and cells, as thick and in the colour that the file says."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.core.borders import Border, Borders
from app.core.drawn_lines import edges, line_above, line_below, one_box
from app.core.report import Paragraph
from app.layout.page import ReportLayout
from app.ui.page.sheets import Sheets

_POINT = 20  # twips
FURTHEST = 31 * _POINT + 120  # twips from a paragraph's lines to the far edge of a border
_THINNEST = 0.8  # pixels
_DASHES = {
    "dotted": Qt.PenStyle.DotLine, "dashed": Qt.PenStyle.DashLine, "dashSmallGap": Qt.PenStyle.DashLine,
    "dotDash": Qt.PenStyle.DashDotLine, "dotDotDash": Qt.PenStyle.DashDotDotLine,
}  # fmt: skip
_TWICE = frozenset({"double", "triple"})
Lines = tuple[Border | None, Border | None]


def draw_border(painter: QPainter, border: Border, line: QLineF, scale: float) -> None:
    """Draw one border along `line`, the middle of it, at `scale` pixels a twip."""
    color = QColor("#1a1a1a" if border.color == "auto" else f"#{border.color}")
    width = border.points * _POINT * scale
    double = border.value in _TWICE and width >= 3 * _THINNEST
    pen = QPen(color, max(_THINNEST, width / 3 if double else width), _DASHES.get(border.value, Qt.PenStyle.SolidLine))
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    if not double:
        painter.drawLine(line)
        return
    normal = line.normalVector().unitVector()
    for side in (-1, 1):
        painter.drawLine(line.translated(QPointF(normal.dx(), normal.dy()) * (side * width / 3)))


def _away(border: Border | None) -> float:
    """How far the middle of a border is from what it is around, in points."""
    return border.space + border.points / 2 if border is not None else 0.0


def draw_paragraph_borders(painter: QPainter, p: Paragraph, box: QRectF, over_and_under: Lines, scale: float) -> None:
    """Draw these borders over and under `p`, and those beside it; `box` is around its lines, as wide as its column."""
    left, right = edges(p)
    box = box.adjusted(left * scale, 0, -right * scale, 0)
    over, under = over_and_under
    borders, point = p.format.borders, _POINT * scale
    top, bottom = box.top() - _away(over) * point, box.bottom() + _away(under) * point
    x, x2 = box.left() - _away(borders.left) * point, box.right() + _away(borders.right) * point
    for border, line in (
        (over, QLineF(x, top, x2, top)),
        (under, QLineF(x, bottom, x2, bottom)),
        (borders.left, QLineF(x, top, x, bottom)),
        (borders.right, QLineF(x2, top, x2, bottom)),
    ):
        if border is not None:
            draw_border(painter, border, line, scale)


def draw_cell_borders(painter: QPainter, borders: Borders, frame: QRectF, scale: float) -> None:
    """Draw the borders of a cell along the edges of `frame`; a side without one stays bare."""
    for border, line in (
        (borders.top, QLineF(frame.topLeft(), frame.topRight())),
        (borders.left, QLineF(frame.topLeft(), frame.bottomLeft())),
        (borders.bottom, QLineF(frame.bottomLeft(), frame.bottomRight())),
        (borders.right, QLineF(frame.topRight(), frame.bottomRight())),
    ):
        if border is not None:
            draw_border(painter, border, line, scale)


def draw_flow_borders(painter: QPainter, pages: ReportLayout, sheets: Sheets, index: int) -> None:
    """Draw the borders of the paragraph at item `index` of the flow, on every page that it is on."""
    items, block, place = pages.items, pages.blocks[index], pages.place(index)
    around = (items[at] if 0 <= at < len(items) else None for at in (index - 1, index + 1))
    above, below = (one if isinstance(one, Paragraph) else None for one in around)
    p = items[index]
    if not isinstance(p, Paragraph):
        return
    cuts = (0, *place.cuts, len(block.heights))
    for part in range(len(cuts) - 1):
        page, y = place.of(cuts[part], block)
        height = sum(block.heights[cuts[part] : cuts[part + 1]])
        if part == 0 and one_box(above, p):
            joined = _bottom(pages, index - 1, page)
            y, height = (y, height) if joined is None else (joined, height + y - joined)
        body = sheets.body(page)
        box = QRectF(body.left(), body.top() + y * sheets.scale, body.width(), height * sheets.scale)
        over = line_above(above, p) if part == 0 else None
        under = line_below(p, below) if part == len(cuts) - 2 else None
        draw_paragraph_borders(painter, p, box, (over, under), sheets.scale)


def _bottom(pages: ReportLayout, index: int, page: int) -> int | None:
    """How far down on `page` the lines of the item at `index` end; None when they end on another one."""
    block = pages.blocks[index]
    last, y = pages.place(index).of(len(block.heights) - 1, block)
    return y + block.heights[-1] if last == page else None
