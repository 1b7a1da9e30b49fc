"""Which borders of a paragraph show, and how wide: neighbours of one look are one box (ISO/IEC 29500-1 17.3.1.24)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.core.borders import Border
from app.core.format_math import em, first_line_indent, left_indent, right_indent, text_width
from app.core.report import Paragraph

_NEVER_LINES = frozenset({"footnoteRef", "endnoteRef", "comment", "equation"})
SHORT = 57  # twips: an edge that is a millimetre inside the text area makes its line too short


@dataclass(frozen=True, slots=True)
class Line:
    """A line that a border draws: the paragraph that has it, or None when a cell does."""

    border: Border
    carrier: Paragraph | None = None


def may_draw(p: Paragraph) -> bool:
    """Whether one of its objects may be a line somewhere on the page: a shape, or whatever floats."""
    drawings = dict(zip((at for at, _ in p.objects), p.drawings, strict=False))
    for at, kind in p.objects:
        drawing = drawings.get(at)
        if kind not in _NEVER_LINES and (kind != "picture" or drawing is None or drawing.floating is not None):
            return True
    return False


def edges(p: Paragraph) -> tuple[int, int]:
    """How far its borders end inside the text area at the left and at the right, in twips; negative: outside."""
    return left_indent(p) + min(0, first_line_indent(p)), right_indent(p)


def one_box(above: Paragraph | None, p: Paragraph | None) -> bool:
    """Whether two paragraphs that follow one another share their borders, so that only `between` shows between them."""
    if above is None or p is None or not p.format.border:
        return False
    return above.format.borders == p.format.borders and edges(above) == edges(p)


def line_above(above: Paragraph | None, p: Paragraph) -> Border | None:
    """The border that shows over `p`, below the paragraph `above` (None: none adjoins)."""
    return p.format.borders.between if one_box(above, p) else p.format.borders.top


def line_below(p: Paragraph, below: Paragraph | None) -> Border | None:
    """The border that shows under `p`; one between it and the paragraph `below` is that one's."""
    return None if one_box(p, below) else p.format.borders.bottom


def lines_between(paragraphs: Sequence[Paragraph], above: int, below: int) -> Iterator[Line]:
    """Every line from under paragraph number `above` to over number `below`."""

    def at(number: int) -> Paragraph | None:
        return paragraphs[number] if 0 <= number < len(paragraphs) else None

    for number in range(above, below + 1):
        p = at(number)
        if p is None:
            continue
        if number > above and (over := line_above(at(number - 1), p)) is not None:
            yield Line(over, p)
        if number < below and (under := line_below(p, at(number + 1))) is not None:
            yield Line(under, p)


def strongest(lines: Iterable[Line]) -> Line | None:
    """The thickest one, the first of equals."""
    return max(lines, key=lambda line: line.border.points, default=None)


def shortfall(line: Line) -> int:
    """How many twips the line is shorter than the text area because its paragraph is indented; 0 for less than a millimetre."""
    if line.carrier is None:
        return 0
    inside = [max(0, edge) for edge in edges(line.carrier)]
    return sum(inside) if max(inside) > SHORT else 0


def with_full_width(p: Paragraph, area: int) -> Mapping[str, object] | None:
    """What to set so that the borders of `p` are as wide as the text area while its words stay; None where they would move.

    The words stay in a single line: a first-line indent does for them what the left one did, what is right of them is free.
    """
    left, right = left_indent(p), right_indent(p)
    start = left + first_line_indent(p)
    if "\t" in p.text or "\n" in p.text or text_width(p.text, em(p)) + start > area - em(p):
        return None
    if p.format.align == "center":
        values: Mapping[str, object] = {"left": 0, "right": 0}
        return values if left == right and not first_line_indent(p) else None
    if p.format.align not in ("left", "both"):
        return None
    return {"left": 0, "right": 0, "first_line": start, "first_line_chars": None}
