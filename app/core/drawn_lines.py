"""Which borders of a paragraph show, with its neighbours: those of one look are one box (ISO/IEC 29500-1 17.3.1.24)."""

from __future__ import annotations

from app.core.borders import Border
from app.core.format_math import first_line_indent, left_indent, right_indent
from app.core.report import Paragraph


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
