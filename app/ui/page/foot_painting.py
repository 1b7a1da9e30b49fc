"""Footnotes at the foot of the page and endnotes after the last paragraph, with the rule above them."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from app.layout.notes import NotePart
from app.layout.page import ReportLayout
from app.layout.paginate import SEPARATOR
from app.ui.page.line_painting import LinePainter
from app.ui.page.sheets import Sheets

RULE = 1 / 3  # of the 版心's width, as office programs draw it
RULE_COLOR = "#5c636e"


def draw_notes(painter: QPainter, pages: ReportLayout, sheets: Sheets, page: int, lines: LinePainter) -> None:
    """Draw the notes that stand on that page with `lines`."""
    kind = ""
    for part in pages.notes.parts(page):
        if part.story.partition(":")[0] != kind:
            kind = part.story.partition(":")[0]
            _rule(painter, sheets, page, part.y)
        above = sum(part.block.heights[: part.first])
        corner = sheets.point(page, 0, part.y - above)
        painted = replace(lines, label=part.label)
        painted.paragraph(painter, part.paragraph, part.block, corner, (above, above + part.height))


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
