"""Paragraphs outside the flow (cells, boxes, headers) drawn line by line and script by script, with their marks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from app.core.report import OBJECT, CharFormat, Paragraph
from app.layout.drawn import object_width, shown_size
from app.layout.lines import Block, Line, gaps, number_format
from app.layout.metrics import is_wide
from app.ui.page.fonts import advances_of, text_format
from app.ui.page.marks import Marks, mark_pen, wave
from app.ui.page.pieces import Piece, script_pieces
from app.ui.page.revised import draw_deleted, draw_mark
from app.ui.page.sheets import EM_BOX, PIXELS_A_TWIP
from app.ui.page.signs import draw_sign
from app.ui.page.span_painting import Places, draw_spans
from app.ui.page.tabs import draw_bars_of, draw_leaders, reaches

SHOWN = "#dfe8fb"
_ALONE = (OBJECT, "\t", "\n")


@dataclass(frozen=True, slots=True)
class LinePainter:
    """Paints at `scale` pixels a twip; `shown` is the paragraph that a finding points at, `label` what a note's mark shows."""

    scale: float
    marks: Marks | None = None
    draw_object: Callable[[QPainter, Paragraph, int, QRectF], None] | None = None  # in the lines of cells and boxes
    shown: int | None = None
    label: str = ""
    tint: Callable[[QPainter, Paragraph, Line, Sequence[float], QPointF], None] | None = None  # over commented words

    def paragraph(self, painter: QPainter, p: Paragraph, block: Block, corner: QPointF, visible: tuple[int, int]) -> None:
        """Draw the lines that begin between two heights of the paragraph, whose column's corner is at `corner`."""
        scale, y = self.scale, 0
        if p.number is not None and block.lines and visible[0] <= 0 < visible[1]:
            draw_number(painter, p, block, corner + QPointF(block.number_x * scale, 0), scale)
        pieces = script_pieces(p)
        for line in block.lines:
            if visible[0] <= y < visible[1]:
                at = corner + QPointF(0, y * scale)
                if p.uid == self.shown:
                    band = QRectF(at.x() + line.x * scale, at.y(), max(line.width, 240) * scale, line.height * scale)
                    painter.fillRect(band, QColor(SHOWN))
                tabs = reaches(p, line, pieces, block.stops, scale) if block.stops is not None else []
                xs = self._line(painter, p, (line, {tab.offset: tab.end for tab in tabs}), pieces, at)
                if p.format.tabs:
                    base = at.y() + line.height * scale / 2 + EM_BOX * p.mark.size * 10 * scale
                    draw_leaders(painter, p, tabs, QPointF(at.x(), base), scale)
                    draw_bars_of(painter, p, at, (line.height * scale, scale))
                if self.tint is not None:
                    self.tint(painter, p, line, xs, at)
                self._marks(painter, p, line, xs, at)
                if p.spans:
                    em, middle = p.mark.size * 10 * scale, at.y() + line.height * scale / 2
                    draw_spans(painter, p, _line_places(line, xs, (middle - em / 2, em)), scale, aids=self.marks is not None)
            y += line.height

    def _line(
        self, painter: QPainter, p: Paragraph, what: tuple[Line, dict[int, float]], pieces: Sequence[Piece], corner: QPointF
    ) -> list[float]:
        """Draw one line (and the ends of its tabs) of a column at `corner`; gives each character's x, and where it ends."""
        line, tabs = what
        x = corner.x() + line.x * self.scale
        less, shift = self._excess(p, line, pieces)
        x += shift
        xs = [x] * (line.end - line.start + 1)
        after = _gaps_of(p)
        base = corner.y() + line.height * self.scale / 2 + EM_BOX * p.mark.size * 10 * self.scale
        if line.start == 0 and 0 in after:
            draw_deleted(painter, p, 0, QPointF(x, base), self.scale)
        for piece in pieces:
            at, end = max(piece.start, line.start), min(piece.end, line.end)
            while at < end:
                stop = at + 1
                if p.text[at] not in _ALONE:
                    while stop < end and p.text[stop] not in _ALONE and stop not in after:
                        stop += 1
                widths, so_far = advances_of(piece.format, piece.wide, self.scale), x
                for char in range(at, stop):
                    xs[char - line.start] = so_far
                    so_far += widths[p.text[char]] + piece.format.spacing * self.scale - less
                if at in tabs:
                    x = corner.x() + tabs[at] * self.scale
                else:
                    x = self._draw(painter, p, (piece, less), (at, stop), QRectF(x, corner.y(), 0, line.height * self.scale))
                if stop in after:
                    x += after[stop] * self.scale
                    draw_deleted(painter, p, stop, QPointF(x, base), self.scale)
                at = stop
        if p.revisions and line.end >= len(p.text):
            draw_mark(painter, p, QPointF(x, base), self.scale)
        xs[line.end - line.start] = x
        return xs

    def _excess(self, p: Paragraph, line: Line, pieces: Sequence[Piece]) -> tuple[float, float]:
        """What every character gives up so that a line set in a wider font than the paper's still ends in its column.

        And how far the line moves so that its middle or right edge stays where it belongs.
        """
        text = p.text[line.start : line.end]
        if "\t" in text or not text.strip():
            return 0.0, 0.0
        width = 0.0
        for piece in pieces:
            at, end = max(piece.start, line.start), min(piece.end, line.end)
            table = advances_of(piece.format, piece.wide, self.scale)
            width += sum(table[char] + piece.format.spacing * self.scale for char in p.text[at:end] if char not in _ALONE)
        for offset, kind in p.objects:
            if line.start <= offset < line.end:
                width += object_width(p, offset, kind) * self.scale
        width += sum(gap for offset, gap in _gaps_of(p).items() if line.start < offset <= line.end) * self.scale
        less = max(0.0, width - line.room * self.scale)
        part = {"right": 1.0, "center": 0.5}.get(p.format.align, 0.0)
        return less / len(text), (line.width * self.scale - width + less) * part

    def _draw(self, painter: QPainter, p: Paragraph, how: tuple[Piece, float], chars: tuple[int, int], place: QRectF) -> float:
        """Draw characters that stand at the left of `place`; gives where they end."""
        (piece, less), (at, stop) = how, chars
        char, x, scale = p.text[at], place.x(), self.scale
        if char == "\n":
            return x
        if char == OBJECT:
            return x + self._object(painter, p, at, QRectF(x, place.y(), 0, place.height()))
        em = piece.format.size * 10 * scale
        baseline = QPointF(x, place.y() + place.height() / 2 + EM_BOX * em)
        return x + draw_piece(painter, p.text[at:stop], (piece.format, piece.wide), baseline, scale, less)

    def _object(self, painter: QPainter, p: Paragraph, at: int, place: QRectF) -> float:
        """Draw an object at the left of a line's `place`; returns its width."""
        kind, drawing = dict(p.objects).get(at, "object"), p.drawing_at(at)
        width = object_width(p, at, kind) * self.scale
        if drawing is None:
            draw_sign(painter, QRectF(place.x(), place.y(), width, place.height()), kind, self.label)
        elif drawing.kind == "equation":
            draw_equation(painter, p, at, place.topLeft() + QPointF(0, place.height() / 2), self.scale)
        elif drawing.floating is None and self.draw_object is not None:
            height = shown_size(drawing)[1] * self.scale
            self.draw_object(painter, p, at, QRectF(place.x(), place.center().y() - height / 2, width, height))
        return width

    def _marks(self, painter: QPainter, p: Paragraph, line: Line, xs: Sequence[float], corner: QPointF) -> None:
        if self.marks is None:
            return
        for mark in self.marks.of(p.uid):
            start, end = max(mark.start, line.start), min(max(mark.end, mark.start + 1), line.end)
            if start < end and mark.holds(p):
                painter.setPen(mark_pen(mark.severity, self.scale / PIXELS_A_TWIP))
                y = corner.y() + line.height * self.scale * 0.5 + 5.2 * self.scale * p.mark.size
                painter.drawPath(wave(xs[start - line.start], xs[end - line.start], y))


def _gaps_of(p: Paragraph) -> dict[int, float]:
    """The room of deleted text before each character, in twips."""
    found: dict[int, float] = {}
    for offset, gap in gaps(p) if p.revisions else ():
        found[offset] = found.get(offset, 0.0) + gap
    return found


def _line_places(line: Line, xs: Sequence[float], upright: tuple[float, float]) -> Places:
    """Where characters of one drawn line stand; `upright` is the top and the height of its text."""

    def places(start: int, end: int) -> Iterator[QRectF]:
        a, b = max(start, line.start), min(end, line.end)
        if a < b:
            yield QRectF(xs[a - line.start], upright[0], xs[b - line.start] - xs[a - line.start], upright[1])

    return places


def draw_piece(  # noqa: PLR0917
    painter: QPainter, text: str, look: tuple[CharFormat, bool], at: QPointF, scale: float, less: float = 0.0
) -> float:
    """Draw characters of one format and script from baseline point `at`, each `less` narrower; returns their width."""
    form, wide = look
    shown = text_format(form, wide, scale)
    table = advances_of(form, wide, scale)
    gap = form.spacing * scale - less
    width = sum(table[char] for char in text) + gap * len(text)
    font = shown.font()
    font.setLetterSpacing(font.SpacingType.AbsoluteSpacing, gap)
    em = form.size * 10 * scale
    if shown.background().style() != Qt.BrushStyle.NoBrush:
        painter.fillRect(QRectF(at.x(), at.y() - em * 0.9, width, em * 1.1), shown.background())
    painter.setFont(font)
    painter.setPen(shown.foreground().color())
    lift = em * {"superscript": 0.3, "subscript": -0.12}.get(form.vertical, 0.0)
    painter.drawText(at - QPointF(0, lift), text)
    return width


def draw_equation(painter: QPainter, p: Paragraph, at: int, middle: QPointF, scale: float) -> None:
    """Draw the equation at offset `at` as linear text; `middle` is half way down the line, at its left edge."""
    drawing, run = p.drawing_at(at), p.run_at(at)
    form = run.format if run else p.mark
    place = middle + QPointF(form.size * scale, EM_BOX * form.size * 10 * scale)
    for wide, chars in groupby(drawing.words if drawing else "", is_wide):
        place.setX(place.x() + draw_piece(painter, "".join(chars), (form, wide), place, scale))


def draw_number(painter: QPainter, paragraph: Paragraph, block: Block, corner: QPointF, scale: float) -> None:
    """Paint an automatic number, which stands before its paragraph's first line with its upper left at `corner`."""
    if paragraph.number is None:
        return
    form = number_format(paragraph)
    at = corner + QPointF(0, block.heights[0] * scale / 2 + EM_BOX * form.size * 10 * scale)
    for wide, chars in groupby(paragraph.number.text, is_wide):
        at.setX(at.x() + draw_piece(painter, "".join(chars), (form, wide), at, scale))
