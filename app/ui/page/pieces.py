"""A paragraph's text in pieces of one format and one script."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.report import CharFormat, Paragraph
from app.layout.metrics import is_wide
from app.ui.page.authors import revised


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters start..end of one format and one script."""

    start: int
    end: int
    format: CharFormat
    wide: bool


def script_pieces(paragraph: Paragraph) -> list[Piece]:
    """The runs cut where the script changes, since each script has its own font."""
    text, at = paragraph.text, 0
    runs = revised(paragraph) if paragraph.revisions else [(run.end, run.format) for run in paragraph.runs]
    found: list[Piece] = []
    for end, form in (*runs, (len(text), paragraph.mark)):
        start = at
        while start < end:
            wide = is_wide(text[start])
            stop = start + 1
            while stop < end and is_wide(text[stop]) == wide:
                stop += 1
            found.append(Piece(start, stop, form, wide))
            start = stop
        at = max(at, end)
    return found
