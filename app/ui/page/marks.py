"""Findings on the page: wavy underlines in the colour of their severity, a tick in the margin for whole paragraphs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QTextLayout, QTextLine

from app.core.findings import Finding, FindingsByParagraph, Severity
from app.core.report import Paragraph
from app.ui.finding_words import is_format
from app.ui.page.shaping import Units
from app.ui.theme import SEVERITY_COLOR

WAVE, SWING, STROKE = 4.0, 1.6, 1.3  # pixels: length and height of a wave, width of the pen
WHOLE = 40  # a mark over a whole paragraph longer than this is a tick in the margin,
LOOK = 20  # and so is one on the look of more characters than this: waves are for words


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters start..end of a paragraph that a finding speaks of, and what stood there when it was found."""

    start: int
    end: int
    severity: Severity
    finding: Finding
    text: str

    def holds(self, paragraph: Paragraph) -> bool:
        """Whether what the finding speaks of still stands there."""
        return self.end <= len(paragraph.text) and (not self.text or paragraph.text[self.start : self.end] == self.text)

    def is_whole(self, paragraph: Paragraph) -> bool:
        """Whether it speaks of the paragraph, or how much of it looks, and not of a few words."""
        if is_format(self.finding):
            return self.end - self.start > LOOK
        return self.start == 0 and self.end >= len(paragraph.text) > WHOLE


class Marks:
    """Marks by the uid of their paragraph."""

    def __init__(self, findings: FindingsByParagraph | None = None) -> None:
        self._findings = findings or FindingsByParagraph()
        self._made: dict[int, tuple[Mark, ...]] = {}

    def of(self, uid: int) -> tuple[Mark, ...]:
        """The marks of a paragraph, the worst last; made when the paragraph is looked at."""
        made = self._made.get(uid)
        if made is None:
            marks = (Mark(s.start, max(s.end, s.start), f.severity, f, s.text) for f, s in self._findings.at(uid))
            made = self._made[uid] = tuple(sorted(marks, key=lambda mark: (mark.severity, mark.start - mark.end)))
        return made

    def at(self, paragraph: Paragraph, offset: int) -> Finding | None:
        """The finding at that place: the narrowest of the worst."""
        here = [
            mark for mark in self.of(paragraph.uid)
            if mark.start <= offset <= max(mark.end, mark.start + 1) and mark.holds(paragraph) and not mark.is_whole(paragraph)
        ]  # fmt: skip
        return min(here, key=lambda mark: (mark.end - mark.start, -mark.severity)).finding if here else None


def draw_marks(
    painter: QPainter, layout: QTextLayout, paragraph: Paragraph, marks: Iterable[Mark], look: tuple[float, float]
) -> None:
    """Draw the marks of one shaped paragraph, the worst last and so on top; `look` is the 版心's left edge and the zoom."""
    _, zoom = look
    units = Units(paragraph.text)
    worst = {(mark.start, mark.end): mark for mark in marks if mark.holds(paragraph)}
    for mark in worst.values():
        color = QColor(SEVERITY_COLOR[mark.severity])
        if mark.is_whole(paragraph):
            _tick(painter, layout, color, look)
        else:
            start, end = _visible(paragraph, mark)
            _underline(painter, layout, (units.at(start), units.at(end)), mark_pen(mark.severity, zoom))


def mark_pen(severity: Severity, zoom: float) -> QPen:
    """A wave is drawn with a solid pen; what is only to be looked at again gets a fine dotted line."""
    pen = QPen(QColor(SEVERITY_COLOR[severity]), STROKE * max(0.8, zoom))
    if severity is Severity.INFO:
        pen.setStyle(Qt.PenStyle.DotLine)
    return pen


def _visible(paragraph: Paragraph, mark: Mark) -> tuple[int, int]:
    """At least one character, so that a place between characters can be seen."""
    if mark.end > mark.start or not paragraph.text:
        return mark.start, mark.end
    start = min(mark.start, len(paragraph.text) - 1)
    return start, start + 1


def _underline(painter: QPainter, layout: QTextLayout, where: tuple[int, int], pen: QPen) -> None:
    painter.setPen(pen)
    start, end = where
    line = layout.lineForTextPosition(start)
    while line.isValid() and line.textStart() < end:
        a, b = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
        y = layout.position().y() + line.y() + line.ascent() + line.descent() * 0.62
        left, right = line_x(line, a), line_x(line, b)
        if pen.style() == Qt.PenStyle.DotLine:
            painter.drawLine(QLineF(left, y + SWING, right, y + SWING))
        elif a < b:
            painter.drawPath(wave(left, right, y))
        line = layout.lineAt(line.lineNumber() + 1)


def line_x(line: QTextLine, unit: int) -> float:
    """Where in the view the character at that UTF-16 offset of the block begins."""
    found: Any = line.cursorToX(unit)  # (x, unit), not the float of the stub
    return found[0] if isinstance(found, tuple) else found


def wave(left: float, right: float, y: float) -> QPainterPath:
    """A wavy line from `left` to `right`."""
    path = QPainterPath(QPointF(left, y))
    x, up = left, True
    while x < right:
        step = min(WAVE, right - x)
        path.quadTo(QPointF(x + step / 2, y + (-SWING if up else SWING) * 1.4), QPointF(x + step, y))
        x, up = x + step, not up
    return path


def _tick(painter: QPainter, layout: QTextLayout, color: QColor, look: tuple[float, float]) -> None:
    edge, zoom = look
    line = layout.lineAt(0)
    top, x = layout.position().y() + line.y(), edge - 14 * max(0.7, zoom)
    painter.setPen(QPen(color, 2.5 * max(0.8, zoom), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(QLineF(x, top + line.height() * 0.25, x, top + line.height() * 0.75))
