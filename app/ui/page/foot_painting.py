"""Footnotes at the foot of the page and endnotes after the last paragraph, with the rule above them."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from app.core.report import OBJECT, Paragraph
from app.layout.drawn import object_width
from app.layout.lines import Line
from app.layout.notes import NotePart
from app.layout.page import ReportLayout
from app.layout.paginate import SEPARATOR
from app.ui.page.fonts import advances_of, font_for, text_format
from app.ui.page.shaping import script_pieces
from app.ui.page.sheets import EM_BOX, Sheets
from app.ui.page.signs import draw_sign

RULE = 1 / 3  # of the 版心's width, as office programs draw it
RULE_COLOR = "#5c636e"


def draw_notes(painter: QPainter, pages: ReportLayout, sheets: Sheets, page: int) -> None:
    """Draw the notes that stand on that page."""
    kind = ""
    for part in pages.notes.parts(page):
        if part.story.partition(":")[0] != kind:
            kind = part.story.partition(":")[0]
            _rule(painter, sheets, page, part.y)
        y = part.y
        for at in range(part.first, part.stop):
            line = part.block.lines[at]
            label = part.label if at == part.first else ""
            draw_line(painter, (part.paragraph, line), sheets.point(page, 0, y), sheets.scale, label)
            y += line.height


def part_rect(part: NotePart, sheets: Sheets) -> QRectF:
    """Where a part of a note stands in the view."""
    corner = sheets.point(part.page, 0, part.y)
    return QRectF(corner.x(), corner.y(), sheets.body(part.page).width(), part.height * sheets.scale)


def note_at(pages: ReportLayout, sheets: Sheets, point: QPointF) -> str | None:
    """The story of the note at that place of the view."""
    page = sheets.page_at(point.y())
    parts = pages.notes.parts(page) if page < pages.page_count else []
    return next((part.story for part in parts if part_rect(part, sheets).contains(point)), None)


def _rule(painter: QPainter, sheets: Sheets, page: int, y: int) -> None:
    left = sheets.point(page, 0, y - SEPARATOR / 2)
    painter.setPen(QPen(QColor(RULE_COLOR), 1))
    painter.drawLine(QLineF(left, left + QPointF(sheets.body(page).width() * RULE, 0)))


def draw_line(painter: QPainter, what: tuple[Paragraph, Line], corner: QPointF, scale: float, label: str) -> None:
    """Draw one line of a paragraph outside the flow, script by script; `label` is what its note mark shows."""
    paragraph, line = what
    x, middle = corner.x() + line.x * scale, corner.y() + line.height * scale / 2
    objects = dict(paragraph.objects)
    for piece in script_pieces(paragraph):
        start, end = max(piece.start, line.start), min(piece.end, line.end)
        table, em = advances_of(piece.format, piece.wide, scale), piece.format.size * 10 * scale
        painter.setFont(font_for(piece.format, piece.wide, scale))
        painter.setPen(text_format(piece.format, piece.wide, scale).foreground().color())
        for at in range(start, end):
            char = paragraph.text[at]
            if char == OBJECT:
                kind = objects.get(at, "object")
                width = object_width(paragraph, at, kind) * scale
                painter.save()
                draw_sign(painter, QRectF(x, middle - em / 2, width, em), kind, label)
                painter.restore()
                x += width
            elif char != "\n":
                painter.drawText(QPointF(x, middle + EM_BOX * em), char)
                x += table[char] + piece.format.spacing * scale
