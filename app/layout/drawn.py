"""How much room drawings take: in their line, or above the paragraph that they are anchored to. All in twips."""

from __future__ import annotations

from app.core.drawing import Drawing
from app.core.report import Paragraph
from app.layout.metrics import SIGN_CHARS, widths_of

WIDEST, HIGHEST = 9400, 13000  # a larger picture in a line is shown smaller, whole
MOST_ROOM = 12000  # what a drawing that text keeps clear of may push down
HEADER_ZONE = 1700  # from the paper's top: what stands up there pushes nothing


def shown_size(drawing: Drawing) -> tuple[int, int]:
    """(width, height) of a drawing in its line."""
    shrink = min(1.0, WIDEST / max(1, drawing.width), HIGHEST / max(1, drawing.height))
    return max(1, round(drawing.width * shrink)), max(1, round(drawing.height * shrink))


def object_width(paragraph: Paragraph, offset: int, kind: str) -> float:
    """The width of what stands for an object of that kind: 0 for one that is anchored elsewhere."""
    run = paragraph.run_at(offset)
    form = run.format if run else paragraph.mark
    drawing = paragraph.drawing_at(offset)
    if drawing is None:
        return form.size * 10 * SIGN_CHARS.get(kind, 1.0)
    if drawing.floating is not None:
        return 0.0
    if drawing.kind == "equation":
        table = widths_of(form, 0.0)
        return min(float(WIDEST), sum(table[char] for char in drawing.words) + form.size * 2.0)
    return float(shown_size(drawing)[0])


def height_in_line(paragraph: Paragraph, start: int, end: int) -> int:
    """The height of the highest drawing among characters start..end that stands in the line; 0 without any."""
    highest = 0
    for (offset, _), drawing in zip(paragraph.objects, paragraph.drawings, strict=False):
        if drawing is not None and drawing.floating is None and drawing.kind != "equation" and start <= offset < end:
            highest = max(highest, shown_size(drawing)[1])
    return highest


def pushes(drawing: Drawing) -> bool:
    """Whether text keeps clear of an anchored drawing by standing below it."""
    where = drawing.floating
    if where is None or not where.wraps or where.behind:
        return False
    return where.v_from in ("paragraph", "line") or where.y + drawing.height > HEADER_ZONE


def room_above(paragraph: Paragraph) -> int:
    """How far a paragraph's first line is pushed down by what is anchored to it."""
    room = 0
    for drawing in paragraph.drawings:
        if drawing is not None and pushes(drawing):
            room = max(room, drop(drawing) + drawing.height)
    return min(MOST_ROOM, room)


def drop(drawing: Drawing) -> int:
    """How far below the top of that room the drawing stands."""
    where = drawing.floating
    return max(0, where.y) if where is not None and where.v_from in ("paragraph", "line") and not where.v_align else 0
