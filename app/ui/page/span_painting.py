"""Small signs on stretches of text: the reading of a ruby above it, a fine line under a link, corners around a control."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTextLayout

from app.core.drawing import Span
from app.core.report import Paragraph
from app.ui.page.fonts import font_for
from app.ui.page.shaping import Units
from app.ui.theme import BLUE

CONTROL = "#9aa4b5"
READING = 0.5  # of the size of the text below it
Places = Callable[[int, int], Iterable[QRectF]]  # characters start..end → where they stand, one rectangle a line


def draw_spans(painter: QPainter, paragraph: Paragraph, places: Places, scale: float, *, aids: bool) -> None:
    """Draw the signs of the paragraph's spans; links and controls only as `aids`."""
    for span in paragraph.spans:
        if span.kind == "ruby":
            _reading(painter, paragraph, span, places, scale)
        elif aids and span.kind == "link":
            painter.setPen(QPen(QColor(BLUE), 1, Qt.PenStyle.DotLine))
            for rect in places(span.start, span.end):
                painter.drawLine(QLineF(rect.bottomLeft(), rect.bottomRight()))
        elif aids and span.kind == "control":
            _corners(painter, list(places(span.start, span.end)), scale)


def _reading(painter: QPainter, paragraph: Paragraph, span: Span, places: Places, scale: float) -> None:
    run = paragraph.run_at(span.start)
    form = run.format if run else paragraph.mark
    rect = next(iter(places(span.start, span.end)), None)
    if rect is None or not span.words:
        return
    font = font_for(form, True, scale * READING)
    painter.setFont(font)
    painter.setPen(QColor("#1a1a1a"))
    em = form.size * 10 * scale
    middle = rect.center().x()
    place = QRectF(middle - rect.width() * 2, rect.bottom() - em * 1.62, rect.width() * 4, em * READING * 1.2)
    painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextDontClip), span.words)


def _corners(painter: QPainter, rects: list[QRectF], scale: float) -> None:
    if not rects:
        return
    painter.setPen(QPen(QColor(CONTROL), 1))
    reach = 40 * scale
    for corner, inward in ((rects[0].bottomLeft(), reach), (rects[-1].bottomRight(), -reach)):
        painter.drawLine(QLineF(corner.x(), corner.y(), corner.x() + inward, corner.y()))
        painter.drawLine(QLineF(corner.x(), corner.y(), corner.x(), corner.y() - reach))


def flow_places(layout: QTextLayout, paragraph: Paragraph) -> Places:
    """Where characters of a flow paragraph stand, from its shaped lines."""
    units = Units(paragraph.text)

    def places(start: int, end: int) -> Iterator[QRectF]:
        first, last = units.at(start), units.at(end)
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            a, b = max(first, line.textStart()), min(last, line.textStart() + line.textLength())
            if a < b or (first == last and a == b):
                left, right = (_x(line.cursorToX(at)) for at in (a, b))
                top = layout.position().y() + line.y()
                yield QRectF(left, top, right - left, line.ascent() + line.descent() * 0.7)

    return places


def _x(found: Any) -> float:
    return found[0] if isinstance(found, tuple) else found
