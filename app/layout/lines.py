"""A paragraph as lines: indents, alignment and line heights from its effective format, in twips."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from app.core.borders import NO_BORDERS, Border
from app.core.drawn_lines import one_box
from app.core.report import CharFormat, Paragraph, ParagraphFormat, Section
from app.core.review import deletions
from app.layout.breaker import Cut, Measure, break_lines
from app.layout.drawn import height_in_line, object_width, room_above
from app.layout.metrics import widths_of
from app.layout.tabs import Ruler, Stops, stops_of

LINE = 240  # twips of a line where no grid gives another
SINGLE = 1.3  # a Chinese font's own line spacing, in parts of its size
AUTO_SPACE = 280  # twips of automatic space before and after
NARROWEST = 240.0  # a line keeps this much room whatever the indents say


@dataclass(frozen=True, slots=True)
class Column:
    """What a section or cell gives its paragraphs: width, pitch of the grid (None: no grid), extra character space."""

    width: float
    pitch: int | None = None
    char_space: float = 0.0


NO_GRID = Column(0.0)


@dataclass(frozen=True, slots=True)
class Line:
    """Characters start..end; `x` from the column's left edge, `room` what the line may fill, `width` what it fills by itself.

    `full`: both edges are to meet the margins. `hung` trailing marks stand outside; marks close up by `squeeze` in all.
    `shift` is how far centring or setting to the right moved it.
    """

    start: int
    end: int
    x: float
    room: float
    width: float
    height: int
    full: bool = False
    hung: int = 0
    squeeze: float = 0.0
    shift: float = 0.0


@dataclass(frozen=True, slots=True)
class Block:
    """A laid-out paragraph. `cuts` are lines that a manual page break puts at the top of a page."""

    lines: tuple[Line, ...]
    heights: tuple[int, ...]
    height: int  # from the top of the first line to the bottom of the last
    even: int  # the height all lines share, or 0
    before: int = 0
    after: int = 0
    break_before: bool = False
    keep_next: bool = False
    keep_lines: bool = False
    contextual: bool = False  # no space between paragraphs of one style
    bordered: bool = False  # before and after hold the room of borders
    cuts: tuple[int, ...] = ()
    notes: tuple[tuple[int, int], ...] = ()  # (line, height) of its footnotes
    number_x: float = 0.0  # where the automatic number stands
    stops: Stops | None = None  # of a text with tabs
    repeat: int = 0  # height of the heading rows that a table shows again at the top of every further page

    @property
    def plain(self) -> bool:
        """Whether nothing but its height decides where it stands."""
        return not (self.break_before or self.keep_next or self.contextual or self.bordered or self.cuts or self.notes)


def block_of(heights: tuple[int, ...], lines: tuple[Line, ...] = ()) -> Block:
    """A block of rows with those heights."""
    return Block(lines, heights, sum(heights), heights[0] if len(set(heights)) == 1 else 0)


def column_of(section: Section) -> Column:
    """The text column of a section (columns side by side share its width)."""
    width = max(NARROWEST, section.width - section.left - section.right - section.gutter)
    pitch = section.line_pitch if section.grid in ("lines", "linesAndChars", "snapToChars") else None
    space = (section.char_space or 0) / 4096 * 20 if section.grid == "linesAndChars" else 0.0
    return Column(width, pitch or None, space)


def lay_lines(paragraph: Paragraph, column: Column) -> Block:
    """Break the paragraph and place its lines in `column`."""
    form, em = paragraph.format, _em(paragraph)
    left, right = _indent(form.left, form.left_chars, em), _indent(form.right, form.right_chars, em)
    first = _indent(form.first_line, form.first_line_chars, em)
    if first < 0 and form.first_line_chars is not None and form.left_chars is None:
        left = max(left, -first)
    number_x = left + first
    stops = stops_of(form, left, first, column.width)
    text_x = _after_number(paragraph, column, number_x, (left, stops)) + sum(
        gap for offset, gap in gaps(paragraph, column) if not offset
    )
    room = Measure(
        max(NARROWEST, column.width - right - text_x), max(NARROWEST, column.width - right - left), stops,
        form.overflow_punctuation, form.kinsoku, text_x, left,
    )  # fmt: skip
    widths = advances(paragraph, column)
    cuts = break_lines(paragraph.text, widths, room)
    heights = [line_height(paragraph, a, cut.end, column) for a, cut in zip((0, *(cut.end for cut in cuts)), cuts, strict=False)]
    lines = _place(paragraph, cuts, heights, widths, room)
    return replace(_block(paragraph, lines, column, number_x), stops=stops if "\t" in paragraph.text else None)


def advances(paragraph: Paragraph, column: Column) -> list[float]:
    """The advance of every character of the paragraph, in twips."""
    space = column.char_space if paragraph.format.snap_to_grid else 0.0
    text, at = paragraph.text, 0
    out: list[float] = []
    for run in paragraph.runs:
        table = widths_of(run.format, space)
        out += [table[char] for char in text[at : run.end]]
        at = run.end
    if at < len(text):
        table = widths_of(paragraph.mark, space)
        out += [table[char] for char in text[at:]]
    for offset, kind in paragraph.objects:
        out[offset] = object_width(paragraph, offset, kind)
    for offset, gap in gaps(paragraph, column):
        if offset:
            out[offset - 1] += gap
    return out


def gaps(paragraph: Paragraph, column: Column = NO_GRID) -> list[tuple[int, float]]:
    """(offset, twips) of the room that deleted text takes before a character, where it is shown struck through."""
    space = column.char_space if paragraph.format.snap_to_grid else 0.0
    found: list[tuple[int, float]] = []
    for one in deletions(paragraph) if paragraph.revisions else ():
        run = paragraph.run_at(max(0, one.offset - 1))
        table = widths_of(run.format if run else paragraph.mark, space)
        found.append((one.offset, sum(table[char] for char in one.text)))
    return found


def _em(paragraph: Paragraph) -> float:
    form = paragraph.runs[0].format if paragraph.runs else paragraph.mark
    return form.size * 10.0


def _indent(twips: int, chars: int | None, em: float) -> float:
    return twips if chars is None else chars * em / 100


def number_format(paragraph: Paragraph) -> CharFormat:
    """The format an automatic number is painted in: its paragraph's first characters'."""
    return paragraph.runs[0].format if paragraph.runs else paragraph.mark


def _after_number(paragraph: Paragraph, column: Column, x: float, stops: tuple[float, Stops]) -> float:
    """Where the text starts when an automatic number stands at `x`: right after it, or at the tab stop that follows."""
    number = paragraph.number
    if number is None or not number.text:
        return x
    table = widths_of(number_format(paragraph), column.char_space)
    end = x + sum(table[char] for char in number.text)
    if number.suffix == "space":
        return end + table[" "]
    if number.suffix == "tab":
        left, tabs = stops
        stop = tabs.after(end)
        return left if end <= left < stop.position + 1 else float(stop.position)
    return end


def _place(
    paragraph: Paragraph, cuts: Sequence[Cut], heights: Sequence[int], widths: Sequence[float], room: Measure
) -> tuple[Line, ...]:
    lines: list[Line] = []
    start, text, align = 0, paragraph.text, paragraph.format.align
    ruler = Ruler(text, widths, room.stops) if "\t" in text else None
    for at, (cut, height) in enumerate(zip(cuts, heights, strict=True)):
        space, x, shift = (room.rest, room.rest_x, 0.0) if at else (room.first, room.first_x, 0.0)
        seen = len(text[start : cut.end].rstrip(" \n")) - cut.hung
        width = (ruler.extent(start, start + seen, x) - x if ruler else sum(widths[start : start + seen])) - cut.squeeze
        ends = cut.end >= len(text) or text[cut.end - 1] == "\n"
        full = align == "distribute" or (align == "both" and not ends)
        if align == "center":
            shift = max(0.0, space - width) / 2
        elif align == "right":
            shift = max(0.0, space - width)
        lines.append(Line(start, cut.end, x + shift, space, width, height, full, cut.hung, cut.squeeze, shift))
        start = cut.end
    return tuple(lines)


def line_height(paragraph: Paragraph, start: int, end: int, column: Column) -> int:
    """The height of a line with characters start..end, in twips: as much as its highest drawing needs at least."""
    drawn = height_in_line(paragraph, start, end) if paragraph.drawings else 0
    return max(drawn, _text_height(paragraph, start, end, column))


def _text_height(paragraph: Paragraph, start: int, end: int, column: Column) -> int:
    form = paragraph.format
    if form.line_rule == "exact":
        return max(20, form.line)
    sizes = [run.format.size for run in paragraph.runs if run.start < end and run.end > start]
    natural = (max(sizes) if sizes else paragraph.mark.size) * 10 * SINGLE
    if form.line_rule == "atLeast":
        return round(max(form.line, natural))
    if column.pitch and form.snap_to_grid:
        natural = ceil(natural / SINGLE * 1.05 / column.pitch) * column.pitch
    return max(20, round(natural * form.line / LINE))


def _block(paragraph: Paragraph, lines: tuple[Line, ...], column: Column, number_x: float) -> Block:
    form = paragraph.format
    pages = {offset for offset, kind in paragraph.breaks if kind == "page"}
    over, under = _border_room(form.borders.top), _border_room(form.borders.bottom)
    before = _space(form, column, "before") + over + (room_above(paragraph) if paragraph.drawings else 0)
    return replace(
        block_of(tuple(line.height for line in lines), lines),
        before=before, after=_space(form, column, "after") + under, break_before=form.page_break_before,
        bordered=form.borders is not NO_BORDERS and form.border,
        keep_next=form.keep_next, keep_lines=form.keep_lines, contextual=form.contextual_spacing,
        cuts=tuple(at + 1 for at, line in enumerate(lines[:-1]) if line.end - 1 in pages), number_x=number_x,
    )  # fmt: skip


def _border_room(border: Border | None) -> int:
    """What a border takes above or below a paragraph, in twips: its distance and its thickness, as in LibreOffice."""
    return round((border.space + border.points) * 20) if border is not None else 0


def shared_room(above: Paragraph, p: Paragraph) -> int:
    """How much less room adjoining paragraphs take because they are one box: only the border between them shows."""
    if not one_box(above, p):
        return 0
    borders = p.format.borders
    return _border_room(borders.bottom) + _border_room(borders.top) - _border_room(borders.between)


def _space(form: ParagraphFormat, column: Column, side: str) -> int:
    before = (form.before_auto, form.before_lines, form.before)
    automatic, in_lines, twips = before if side == "before" else (form.after_auto, form.after_lines, form.after)
    if automatic:
        return AUTO_SPACE
    if in_lines is not None:
        return in_lines * (column.pitch or LINE) // 100
    return max(0, twips)
