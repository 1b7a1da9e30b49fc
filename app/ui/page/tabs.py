"""Tabs on the screen: where they end in the screen's own fonts, and the leaders and bars that are drawn for them."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QLineF, QPointF
from PySide6.QtGui import QColor, QPainter, QPen, QTextLayout

from app.core.report import OBJECT, CharFormat, Paragraph
from app.layout.drawn import object_width
from app.layout.lines import Block, Line, gaps
from app.layout.tabs import Reach, Ruler, Stops
from app.ui.page.fonts import advances_of, text_format
from app.ui.page.pieces import Piece, script_pieces

LEADERS = {"dot": ".", "hyphen": "-", "underscore": "_", "heavy": "_", "middleDot": "·"}
_INK = "#1a1a1a"


def reaches(p: Paragraph, line: Line, pieces: Sequence[Piece], stops: Stops, scale: float) -> list[Reach]:
    """The tabs of a line, in twips from its column's left edge, with text as wide as the screen's fonts make it."""
    if "\t" not in p.text[line.start : line.end]:
        return []
    ruler = Ruler(p.text[line.start : line.end], _advances(p, line, pieces, scale), stops)
    moved = line.shift
    return [
        Reach(line.start + found.offset, found.x + moved, found.end + moved, found.stop)
        for found in ruler.reaches(0, line.end - line.start, line.x - moved)
    ]


def _advances(p: Paragraph, line: Line, pieces: Sequence[Piece], scale: float) -> list[float]:
    out = [0.0] * (line.end - line.start)
    for piece in pieces:
        table = advances_of(piece.format, piece.wide, scale)
        for at in range(max(piece.start, line.start), min(piece.end, line.end)):
            if p.text[at] not in "\n" + OBJECT:
                out[at - line.start] = table[p.text[at]] / scale + piece.format.spacing
    for offset, kind in p.objects:
        if line.start <= offset < line.end:
            out[offset - line.start] = object_width(p, offset, kind)
    for offset, gap in gaps(p) if p.revisions else ():
        if line.start < offset <= line.end:
            out[offset - 1 - line.start] += gap
    return out


def has_signs(p: Paragraph, block: Block) -> bool:
    """Whether a leader or a bar is to be drawn for the paragraph."""
    stops = p.format.tabs
    return any(stop.align == "bar" or (block.stops is not None and stop.leader in LEADERS) for stop in stops)


def draw_flow_leaders(painter: QPainter, layout: QTextLayout, p: Paragraph, block: Block, scale: float) -> None:
    """Draw the leaders and bars of a flow paragraph, whose lines `layout` has."""
    pieces = script_pieces(p)
    for number in range(min(layout.lineCount(), len(block.lines))):
        made, line = layout.lineAt(number), block.lines[number]
        column = made.x() - line.x * scale
        baseline = layout.position().y() + made.y() + made.ascent()
        top = layout.position().y() + made.y() + made.ascent() / 2 - line.height * scale / 2
        found = reaches(p, line, pieces, block.stops, scale) if block.stops is not None else []
        draw_leaders(painter, p, found, QPointF(column, baseline), scale)
        draw_bars_of(painter, p, QPointF(column, top), (line.height * scale, scale))


def draw_leaders(painter: QPainter, p: Paragraph, found: Sequence[Reach], origin: QPointF, scale: float) -> None:
    """Fill tabs with their leaders; `origin` is the column's left edge at the height of the baseline."""
    for one in found:
        char = LEADERS.get(one.stop.leader)
        run = p.run_at(one.offset)
        if char is not None:
            _leader(painter, char, run.format if run else p.mark, (one, origin, scale))


def _leader(painter: QPainter, char: str, form: CharFormat, where: tuple[Reach, QPointF, float]) -> None:
    """Signs stand at multiples of their width, so those of lines below each other do too."""
    one, origin, scale = where
    step = advances_of(form, False, scale)[char]
    if step <= 0:
        return
    first = ceil(one.x * scale / step)
    count = int(one.end * scale / step) - first
    if count > 0:
        look = text_format(form, False, scale)
        painter.setFont(look.font())
        painter.setPen(look.foreground().color())
        painter.drawText(origin + QPointF(first * step, 0), char * count)


def draw_bars_of(painter: QPainter, p: Paragraph, corner: QPointF, size: tuple[float, float]) -> None:
    """Draw the paragraph's bar stops beside one line whose column begins at `corner`; `size` is its height and the scale."""
    height, scale = size
    for stop in p.format.tabs:
        if stop.align == "bar":
            painter.setPen(QPen(QColor(_INK), max(1.0, 10 * scale)))
            x = corner.x() + stop.position * scale
            painter.drawLine(QLineF(x, corner.y(), x, corner.y() + height))
