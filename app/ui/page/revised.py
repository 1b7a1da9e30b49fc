"""Tracked changes drawn on the page: deleted words struck through, marks of paragraphs, bars in the margin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen, QTextLayout

from app.core.report import CharFormat, Paragraph, Revision, RevisionKind
from app.core.review import deletions
from app.layout.lines import Block, gaps
from app.layout.metrics import is_wide
from app.layout.paginate import Place
from app.layout.tables import LaidTable, TableItem
from app.ui.page.authors import author_color
from app.ui.page.fonts import advances_of, font_for
from app.ui.page.marks import line_x
from app.ui.page.sheets import PIXELS_A_TWIP, Sheets

if TYPE_CHECKING:
    from app.ui.page.shaping import Units

BAR = "#8a919c"
BAR_AWAY = 9.0  # pixels at 100 % left of the 版心
_ROWS = frozenset({RevisionKind.ROW_INSERT, RevisionKind.ROW_DELETE})
_MARKS = frozenset({RevisionKind.MARK_INSERT, RevisionKind.MARK_DELETE})


def draw_revisions(painter: QPainter, layout: QTextLayout, paragraph: Paragraph, scale: float, units: Units) -> None:
    """Draw what was deleted from a shaped paragraph, and the marks of paragraphs that came or go."""
    for offset in {one.offset for one in deletions(paragraph)}:
        x, base = _place(layout, units.at(offset), offset)
        draw_deleted(painter, paragraph, offset, QPointF(x, base), scale)
    x, base = _place(layout, units.at(len(paragraph.text)), len(paragraph.text))
    draw_mark(painter, paragraph, QPointF(x, base), scale)


def draw_deleted(painter: QPainter, paragraph: Paragraph, offset: int, end: QPointF, scale: float) -> None:
    """Draw what was deleted before character `offset`: it ends at the baseline point `end`."""
    here = [(one, gap) for one, (at, gap) in zip(deletions(paragraph), gaps(paragraph), strict=True) if at == offset]
    x = end.x() - sum(gap for _, gap in here) * scale
    run = paragraph.run_at(max(0, offset - 1))
    for one, gap in here:
        color = QColor(f"#{author_color(one.revision.author)}")
        place = (QPointF(x, end.y()), gap * scale, scale)
        _struck(painter, one.text, run.format if run else paragraph.mark, color, place)
        x += gap * scale


def draw_mark(painter: QPainter, paragraph: Paragraph, end: QPointF, scale: float) -> None:
    """Draw the mark of a paragraph that comes or goes, after its last character."""
    for one in paragraph.revisions:
        if one.kind in _MARKS or one.text.endswith("¶"):
            gone = one.kind in (RevisionKind.MARK_DELETE, RevisionKind.DELETE, RevisionKind.MOVE_FROM)
            _pilcrow(painter, end, paragraph.mark.size * 10 * scale, QColor(f"#{author_color(one.author)}"), gone)


def _place(layout: QTextLayout, unit: int, offset: int) -> tuple[float, float]:
    """(x, baseline) right after the character before a place, where deleted text ends; at the start, where the line begins."""
    line = layout.lineForTextPosition(max(0, unit - 1) if offset else 0)
    if not line.isValid():
        return layout.position().x(), layout.position().y()
    return line_x(line, unit), layout.position().y() + line.y() + line.ascent()


def _struck(painter: QPainter, text: str, form: CharFormat, color: QColor, where: tuple[QPointF, float, float]) -> None:
    """Draw deleted text in the room that the layout kept for it (`where`: its place, that room, the scale)."""
    at, room, scale = where
    x, em = at.x(), form.size * 10 * scale
    steps = [advances_of(form, is_wide(char), scale)[char] + form.spacing * scale for char in text]
    tight = min(1.0, room / (sum(steps) or 1.0))  # the fonts at hand may be wider than those laid out with
    painter.setPen(QPen(color, max(1.0, em * 0.05)))
    for char, step in zip(text, steps, strict=True):
        painter.setFont(font_for(form, is_wide(char), scale))
        painter.drawText(QPointF(x, at.y()), char)
        x += step * tight
    painter.drawLine(QLineF(at.x(), at.y() - em * 0.32, x, at.y() - em * 0.32))


def _pilcrow(painter: QPainter, at: QPointF, em: float, color: QColor, gone: bool) -> None:
    form = CharFormat(size=21)
    font = font_for(form, False, 1.0)
    font.setPixelSize(max(7, round(em * 0.6)))
    painter.setFont(font)
    painter.setPen(QPen(color, max(1.0, em * 0.05)))
    painter.drawText(at + QPointF(2, 0), "¶")
    if gone:
        painter.drawLine(QLineF(at.x() + 1, at.y() - em * 0.2, at.x() + em * 0.45, at.y() - em * 0.2))


def draw_bars(painter: QPainter, paragraph: Paragraph, block: Block, place: Place, sheets: Sheets) -> None:
    """The bars in the margin beside the lines of a flow paragraph that something changed."""
    zoom = sheets.scale / PIXELS_A_TWIP
    painter.setPen(QPen(QColor(BAR), max(1.5, 2 * zoom)))
    last = len(block.lines) - 1
    for at, line in enumerate(block.lines):
        end = line.end if at == last else line.end - 1
        if any(one.start <= end and one.end >= line.start for one in paragraph.revisions):
            page, y = place.of(at, block)
            top = sheets.point(page, 0, y)
            x = top.x() - BAR_AWAY * zoom
            painter.drawLine(QLineF(x, top.y(), x, top.y() + line.height * sheets.scale))


def draw_table_bars(painter: QPainter, item: TableItem, laid: LaidTable, place: Place, sheets: Sheets) -> None:
    """The bars in the margin beside the bands of a table that something changed."""
    zoom = sheets.scale / PIXELS_A_TWIP
    painter.setPen(QPen(QColor(BAR), max(1.5, 2 * zoom)))
    for uid, paragraph in item.paragraphs.items():
        if paragraph.revisions and uid in laid.bands:
            page, y = place.of(laid.bands[uid], laid.block)
            top = sheets.point(page, 0, y)
            height = laid.block.heights[laid.bands[uid]] * sheets.scale
            x = top.x() - BAR_AWAY * zoom
            painter.drawLine(QLineF(x, top.y(), x, top.y() + height))
            band = QRectF(top.x(), top.y(), laid.edges[-1] * sheets.scale, height)
            for one in paragraph.revisions:
                if one.kind in _ROWS:
                    _row(painter, band, one)


def _row(painter: QPainter, band: QRectF, one: Revision) -> None:
    """A row that came is tinted in its author's colour, one that goes is struck through as well."""
    color = QColor(f"#{author_color(one.author)}")
    painter.save()
    painter.fillRect(band, QColor(color.red(), color.green(), color.blue(), 36))
    if one.kind is RevisionKind.ROW_DELETE:
        painter.setPen(QPen(color, 1.2))
        painter.drawLine(QLineF(band.left(), band.center().y(), band.right(), band.center().y()))
    painter.restore()
