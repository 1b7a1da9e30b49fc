"""Footnotes at the foot of the page that refers to them, endnotes after the last paragraph; numbered as the file says.

A page gives its footnotes at most NOTE_SHARE of the 版心; what is more stands at the foot of the next page. All in twips.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.core.number_text import number_text
from app.core.report import Anchor, NoteNumbers, Paragraph, Report, Section
from app.layout.lines import Block, Column, lay_lines
from app.layout.paginate import NOTE_SHARE, SEPARATOR

NOTES = ("footnote", "endnote")
Notes = Mapping[str, tuple[Paragraph, ...]]  # story → its paragraphs


@dataclass(frozen=True, slots=True)
class NotePart:
    """Lines first..stop of a note's paragraph, `y` twips below the top of the 版心; `label` on the first of a note."""

    story: str
    page: int
    y: int
    paragraph: Paragraph
    block: Block
    first: int
    stop: int
    label: str = ""

    @property
    def height(self) -> int:
        """From the top of its first line to the bottom of its last."""
        return sum(self.block.heights[self.first : self.stop])


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a note is referred to: paragraph, offset, its story, and the page and section it stands on."""

    uid: int
    anchor: Anchor
    page: int
    section: int

    @property
    def story(self) -> str:
        return f"{self.anchor.kind}:{self.anchor.id}"


def notes_of(report: Report) -> dict[str, tuple[Paragraph, ...]]:
    """The paragraphs of every footnote and endnote, those in tables inside it included."""
    found: dict[str, list[Paragraph]] = {}
    for paragraph in report.others:
        if paragraph.story.startswith(NOTES):
            found.setdefault(paragraph.story.split("/")[0], []).append(paragraph)
    return {story: tuple(paragraphs) for story, paragraphs in found.items()}


def note_height(paragraphs: Sequence[Paragraph], column: Column) -> int:
    """The height of a note set in that column."""
    return sum(block.before + block.height + block.after for block in (lay_lines(p, column) for p in paragraphs))


def foot_notes(paragraph: Paragraph, block: Block, notes: Notes, column: Column) -> tuple[tuple[int, int], ...]:
    """(line, height) of the footnotes that the lines of a paragraph refer to."""
    heights: dict[int, int] = {}
    for anchor in paragraph.anchors:
        held = notes.get(f"footnote:{anchor.id}") if anchor.kind == "footnote" else None
        if held:
            line = next((at for at, one in enumerate(block.lines) if anchor.offset < one.end), len(block.heights) - 1)
            heights[line] = heights.get(line, 0) + note_height(held, column)
    return tuple(sorted(heights.items()))


def labels(references: Sequence[Reference], sections: Sequence[Section]) -> dict[tuple[int, int], str]:
    """The sign of every reference by (uid, offset); a note with a sign of its own has "" and is not counted."""
    found: dict[tuple[int, int], str] = {}
    counts: dict[str, int] = {}
    last: dict[str, Reference] = {}
    for one in references:
        kind = one.anchor.kind
        numbers = _numbers(sections, one)
        before = last.get(kind)
        if before is None or _starts_anew(numbers, before, one):
            counts[kind] = numbers.start - 1
        if one.anchor.custom:
            found[one.uid, one.anchor.offset] = ""
            continue
        counts[kind] += 1
        last[kind] = one
        found[one.uid, one.anchor.offset] = number_text(counts[kind], numbers.format)
    return found


def _numbers(sections: Sequence[Section], one: Reference) -> NoteNumbers:
    section = sections[one.section]
    return section.footnotes if one.anchor.kind == "footnote" else section.endnotes


def _starts_anew(numbers: NoteNumbers, before: Reference, one: Reference) -> bool:
    if numbers.restart == "eachPage":
        return before.page != one.page
    return numbers.restart == "eachSect" and before.section != one.section


def feet(
    references: Sequence[Reference], signs: Mapping[tuple[int, int], str], notes: Notes, page_of: PageFacts
) -> dict[int, list[NotePart]]:
    """Page → the parts of footnotes at its foot, from top to bottom; a long note goes on at the foot of the next page."""
    by_page: dict[int, list[Reference]] = {}
    for one in references:
        if one.anchor.kind == "footnote" and notes.get(one.story):
            by_page.setdefault(one.page, []).append(one)
    found: dict[int, list[NotePart]] = {}
    waiting: list[NotePart] = []
    page, last = min(by_page, default=0), max(by_page, default=-1)
    while page <= last or waiting:
        column = page_of.column(page)
        for one in by_page.get(page, ()):
            waiting += _parts(one.story, notes[one.story], column, signs.get((one.uid, one.anchor.offset), ""))
        room = page_of.room(page)
        placed, waiting = _fill(waiting, page, page_of.cap(page))
        if placed:
            found[page] = _at_bottom(placed, room)
        page += 1
    return found


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What the pages of a layout give notes: by page, the height of the 版心 and the column."""

    rooms: Sequence[int]
    columns: Sequence[Column]

    def room(self, page: int) -> int:
        return self.rooms[min(page, len(self.rooms) - 1)]

    def cap(self, page: int) -> int:
        """The most that footnotes may take of a page."""
        return round(self.room(page) * NOTE_SHARE)

    def column(self, page: int) -> Column:
        return self.columns[min(page, len(self.columns) - 1)]


def _parts(story: str, paragraphs: Sequence[Paragraph], column: Column, label: str) -> Iterator[NotePart]:
    for at, paragraph in enumerate(paragraphs):
        block = lay_lines(paragraph, column)
        yield NotePart(story, -1, 0, paragraph, block, 0, len(block.heights), label if at == 0 else "")


def _fill(waiting: Sequence[NotePart], page: int, room: int) -> tuple[list[NotePart], list[NotePart]]:
    """Put parts below one another until `room` is used; gives those placed (y from the top of the notes) and the rest."""
    placed: list[NotePart] = []
    y = SEPARATOR
    for at, part in enumerate(waiting):
        top = y + (part.block.before if part.first == 0 else 0)
        y, line = top, part.first
        while line < part.stop and (y + part.block.heights[line] <= room or (not placed and line == part.first)):
            y += part.block.heights[line]
            line += 1
        if line > part.first:
            placed.append(_cut(part, page, top, (part.first, line)))
        if line < part.stop:
            rest = _cut(part, -1, 0, (line, part.stop)) if line > part.first else part
            return placed, [rest, *waiting[at + 1 :]]
        y += part.block.after
    return placed, []


def _cut(part: NotePart, page: int, y: int, lines: tuple[int, int]) -> NotePart:
    label = part.label if lines[0] == part.first else ""
    return NotePart(part.story, page, y, part.paragraph, part.block, *lines, label)


def _at_bottom(parts: Sequence[NotePart], room: int) -> list[NotePart]:
    last = parts[-1]
    shift = room - (last.y + last.height + (last.block.after if last.stop == len(last.block.heights) else 0))
    return [_cut(part, part.page, part.y + shift, (part.first, part.stop)) for part in parts]


def tail(
    references: Sequence[Reference], signs: Mapping[tuple[int, int], str], notes: Notes, end: End, page_of: PageFacts
) -> list[NotePart]:
    """The parts of endnotes after the last paragraph, above that page's footnotes; they go on over further pages."""
    page, y, foot = end.page, end.y, end.foot
    found: list[NotePart] = []
    waiting: list[NotePart] = []
    for one in references:
        if one.anchor.kind == "endnote" and notes.get(one.story):
            sign = signs.get((one.uid, one.anchor.offset), "")
            waiting += _parts(one.story, notes[one.story], page_of.column(page), sign)
    while waiting:
        room = page_of.room(page) - y - foot
        if not y or room >= SEPARATOR + waiting[0].block.heights[waiting[0].first]:
            placed, waiting = _fill(waiting, page, room)
            found += [_cut(part, page, part.y + y, (part.first, part.stop)) for part in placed]
        page, y, foot = page + 1, 0, 0
    return found


@dataclass(frozen=True, slots=True)
class End:
    """Where the flow ends: its last page, how far down, and what footnotes take there."""

    page: int
    y: int
    foot: int
