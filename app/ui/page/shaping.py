"""One block's `QTextLayout` from our lines: fonts by script, spacing that brings every full line to both margins."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextLayout, QTextLine, QTextOption

from app.core.report import OBJECT, Paragraph
from app.layout.breaker import CLOSES_UP
from app.layout.drawn import object_width
from app.layout.lines import Block, Line, gaps
from app.ui.page.fonts import advances_of, text_format
from app.ui.page.pieces import Piece, script_pieces
from app.ui.page.tabs import reaches

MOST_COLUMNS = 4096  # more than characters go into a line of any paper
WIDEST_GAP = 0.5  # of a character: a line that lacks more is left ragged rather than torn apart


def shape(block: QTextBlock, paragraph: Paragraph, laid: Block, scale: float) -> None:
    """Give `block` the lines of `laid`; positions are set when its place on the page is known."""
    layout = block.layout()
    layout.setTextOption(_option())
    units = Units(paragraph.text)
    pieces = script_pieces(paragraph) if laid.stops is not None else []
    layout.setFormats(list(_ranges(paragraph, laid, scale, units)))
    layout.beginLayout()
    start = 0
    for line in laid.lines:
        if laid.stops is not None:
            ends = [(tab.end - line.x) * scale for tab in reaches(paragraph, line, pieces, laid.stops, scale)]
            layout.setTextOption(_option(ends))
        made = layout.createLine()
        if not made.isValid():
            break
        made.setLeadingIncluded(False)
        end = units.at(line.end)
        if laid.stops is not None:
            _take_with_tabs(made, end - start)
        else:
            _take(made, end - start)
        start = end
    layout.endLayout()


def _option(tab_ends: Sequence[float] = ()) -> QTextOption:
    """How Qt sets a line whose tabs end so many pixels from its start."""
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAnywhere)
    if tab_ends:
        option.setTabArray(list(tab_ends))
    return option


def _take(line: QTextLine, count: int) -> None:
    """Make the line take `count` characters; Qt counts glyphs, so a ligature (——) takes fewer columns."""
    columns = max(1, count)
    line.setNumColumns(columns)
    step = 1 if line.textLength() < count else -1
    for _ in range(count + 2):
        if line.textLength() * step >= count * step:
            return
        columns = max(1, columns + step)
        line.setNumColumns(columns)


def _take_with_tabs(line: QTextLine, count: int) -> None:
    """The same where there are tabs, each of which takes as many columns as it is wide: the least that reach `count`."""

    def taken(columns: int) -> int:
        line.setNumColumns(columns)
        return line.textLength()

    taken(1 + bisect_left(range(1, MOST_COLUMNS), max(1, count), key=taken))


class Units:
    """Offsets in a Python str as offsets in Qt's UTF-16 text, and back."""

    __slots__ = ("_high",)

    def __init__(self, text: str) -> None:
        has_high = bool(text) and max(text) > "\uffff"
        self._high = [at for at, char in enumerate(text) if char > "\uffff"] if has_high else []

    def at(self, offset: int) -> int:
        """The UTF-16 offset of character `offset`."""
        return offset + sum(1 for high in self._high if high < offset) if self._high else offset

    def back(self, unit: int) -> int:
        """The character at UTF-16 offset `unit`."""
        for high in self._high:
            if high + 1 >= unit:
                return min(unit, high + 1) if unit > high else unit
            unit -= 1
        return unit


def _ranges(paragraph: Paragraph, laid: Block, scale: float, units: Units) -> Iterator[QTextLayout.FormatRange]:
    pieces = script_pieces(paragraph)
    for line in laid.lines:
        mine = [_within(piece, line) for piece in pieces if piece.start < line.end and piece.end > line.start]
        spread = _spread(paragraph, line, mine, scale)
        for piece in mine:
            for part in _around_gaps(piece, gaps(paragraph)):
                yield from _piece_ranges(paragraph.text, part[0], line, (spread + part[1] * scale, scale), units)


def _around_gaps(piece: Piece, spaces: Sequence[tuple[int, float]]) -> list[tuple[Piece, float]]:
    """The piece cut around characters that deleted text follows, with the twips of that text."""
    after: dict[int, float] = {}
    for offset, gap in spaces:
        after[offset - 1] = after.get(offset - 1, 0.0) + gap
    edges = sorted({piece.start, piece.end, *(e for at in after for e in (at, at + 1) if piece.start < e < piece.end)})
    return [(replace(piece, start=a, end=b), after.get(a, 0.0) if b == a + 1 else 0.0) for a, b in pairwise(edges)]


def _within(piece: Piece, line: Line) -> Piece:
    if piece.start >= line.start and piece.end <= line.end:
        return piece
    return replace(piece, start=max(piece.start, line.start), end=min(piece.end, line.end))


def _spread(paragraph: Paragraph, line: Line, pieces: Sequence[Piece], scale: float) -> float:
    """The pixels that each gap of the line takes so that the line ends at the margin; 0 for a line that need not."""
    text = paragraph.text
    if "\t" in text[line.start : line.end]:
        return 0.0
    last = line.start + len(text[line.start : line.end].rstrip(" \n")) - line.hung
    width, em = 0.0, 0.0
    for piece in pieces:
        table = advances_of(piece.format, piece.wide, scale)
        stop = min(piece.end, last)
        width += sum(table[char] for char in text[piece.start : stop] if char != OBJECT)
        width += piece.format.spacing * scale * max(0, stop - piece.start)
        em = max(em, piece.format.size * 10 * scale)
    for offset, kind in paragraph.objects:
        if line.start <= offset < last:
            width += object_width(paragraph, offset, kind) * scale
    width += sum(gap for offset, gap in gaps(paragraph) if line.start < offset <= line.end) * scale
    missing = line.room * scale - (width - line.squeeze * scale)
    between = last - line.start - 1
    if between <= 0 or missing > em * WIDEST_GAP * between:
        return 0.0
    if line.full:
        return missing / between
    return missing / between if missing < 0 else 0.0


def _piece_ranges(
    text: str, piece: Piece, line: Line, how: tuple[float, float], units: Units
) -> Iterator[QTextLayout.FormatRange]:
    spread, scale = how
    plain = text_format(piece.format, piece.wide, scale)
    gap = piece.format.spacing * scale + spread
    if not line.squeeze:
        yield _range(units, piece.start, piece.end, _spaced(plain, gap))
        return
    marks = sum(1 for char in text[line.start : line.end - line.hung] if char in CLOSES_UP)
    less = line.squeeze * scale / max(1, marks)
    for at in range(piece.start, piece.end):
        closes = text[at] in CLOSES_UP and at < line.end - line.hung
        yield _range(units, at, at + 1, _spaced(plain, gap - less if closes else gap))


def _range(units: Units, start: int, end: int, form: QTextCharFormat) -> QTextLayout.FormatRange:
    first = units.at(start)
    return format_range(first, units.at(end) - first, form)


def format_range(start: int, length: int, form: QTextCharFormat) -> QTextLayout.FormatRange:
    """Characters from `start` in that format, in Qt's own words."""
    made: Any = QTextLayout.FormatRange()  # its stub has no fields
    made.start, made.length, made.format = start, length, form
    return made


def _spaced(form: QTextCharFormat, gap: float) -> QTextCharFormat:
    made = QTextCharFormat(form)
    font = made.font()
    font.setLetterSpacing(font.SpacingType.AbsoluteSpacing, gap)
    made.setFont(font)
    return made
