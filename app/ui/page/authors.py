"""Authors of tracked changes by colour, and inserted words in it."""

from __future__ import annotations

import zlib
from dataclasses import replace

from app.core.report import CharFormat, Paragraph, Revision, RevisionKind

AUTHORS = ("B3261E", "1D4ED8", "7C3AED", "B45309", "0F766E", "BE185D")  # legible on white
_COMES = frozenset({RevisionKind.INSERT, RevisionKind.MOVE_TO})


def author_color(author: str) -> str:
    """The colour of an author, six hex digits; the same in every report."""
    return AUTHORS[zlib.crc32(author.encode("utf-8")) % len(AUTHORS)]


def revised(paragraph: Paragraph) -> list[tuple[int, CharFormat]]:
    """(end, format) of the paragraph's runs, what was inserted coloured and underlined (moved text twice)."""
    comes = [one for one in paragraph.revisions if one.kind in _COMES]
    out: list[tuple[int, CharFormat]] = []
    for run in paragraph.runs:
        edges = sorted({run.end, *(e for one in comes for e in (one.start, one.end) if run.start < e < run.end)})
        start = run.start
        for end in edges:
            mine = next((one for one in comes if one.start <= start and one.end >= end), None)
            out.append((end, _marked(run.format, mine) if mine is not None else run.format))
            start = end
    return out


def _marked(form: CharFormat, one: Revision) -> CharFormat:
    line = "double" if one.kind is RevisionKind.MOVE_TO else "single"
    return replace(form, color=author_color(one.author), underline=line)
