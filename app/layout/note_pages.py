"""The notes of one laid-out report: the room they take of a page, where they stand, and their signs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from app.core.report import Paragraph, Report
from app.layout.lines import Block, Column
from app.layout.notes import End, NotePart, PageFacts, Reference, feet, foot_notes, labels, note_height, notes_of, tail
from app.layout.tables import LaidTable, TableItem

if TYPE_CHECKING:
    from app.layout.page import ReportLayout


class NotePages:
    """Notes by page; worked out when somebody asks, forgotten when the layout changes."""

    def __init__(self, layout: ReportLayout) -> None:
        self._layout = layout
        self._notes: dict[str, tuple[Paragraph, ...]] = {}
        self._others: tuple[Paragraph, ...] | None = None
        self._signs: Mapping[tuple[int, int], str] | None = None
        self._feet: Mapping[int, list[NotePart]] = {}

    # --- what the layout asks ---------------------------------------------------------------------------------------

    def take(self, report: Report) -> frozenset[str]:
        """Take over the notes of `report`; gives the stories that read otherwise than before."""
        if report.others is self._others:
            return frozenset()
        self._others = report.others
        before, self._notes = self._notes, notes_of(report)
        self.forget()
        return frozenset(story for story in {*before, *self._notes} if before.get(story) != self._notes.get(story))

    def forget(self) -> None:
        """Places changed: work them out anew when they are asked for."""
        self._signs = None

    def with_notes(self, block: Block, paragraph: Paragraph, column: Column) -> Block:
        """The paragraph's block with the room that its footnotes take."""
        if not paragraph.anchors or not self._notes:
            return block
        notes = foot_notes(paragraph, block, self._notes, column)
        return replace(block, notes=notes) if notes else block

    def with_table(self, laid: LaidTable, item: TableItem, column: Column) -> LaidTable:
        """The table with the room that footnotes in its cells take, each with the band that refers to it."""
        heights: dict[int, int] = {}
        for uid, paragraph in item.paragraphs.items():
            for anchor in paragraph.anchors if self._notes else ():
                held = self._notes.get(f"footnote:{anchor.id}") if anchor.kind == "footnote" else None
                if held and uid in laid.bands:
                    heights[laid.bands[uid]] = heights.get(laid.bands[uid], 0) + note_height(held, column)
        return replace(laid, block=replace(laid.block, notes=tuple(sorted(heights.items())))) if heights else laid

    def items_with(self, stories: frozenset[str]) -> list[int]:
        """The items that refer to one of these notes."""
        ids = {(story.partition(":")[0], story.partition(":")[2]) for story in stories}
        return [
            index for index, item in enumerate(self._layout.items)
            if any((a.kind, a.id) in ids for p in _paragraphs(item) for a in p.anchors)
        ] if stories else []  # fmt: skip

    # --- answers ----------------------------------------------------------------------------------------------------

    def sign(self, uid: int, offset: int) -> str:
        """The sign of the reference there; empty where there is none, or one of its own."""
        return self._placed().get((uid, offset), "")

    def parts(self, page: int) -> list[NotePart]:
        """The parts of notes on that page, from top to bottom."""
        self._placed()
        return self._feet.get(page, [])

    def parts_of(self, story: str) -> list[NotePart]:
        """The parts of that note, page by page; none for one that nothing refers to."""
        self._placed()
        return [part for page in sorted(self._feet) for part in self._feet[page] if part.story == story]

    def story_of(self, uid: int) -> str | None:
        """The note in which that paragraph stands."""
        return next((story for story, held in self._notes.items() if any(p.uid == uid for p in held)), None)

    @property
    def stories(self) -> frozenset[str]:
        """The notes that stand on a page."""
        self._placed()
        return frozenset(part.story for parts in self._feet.values() for part in parts)

    @property
    def last_page(self) -> int:
        """The last page with a note on it, -1 without any."""
        self._placed()
        return max(self._feet, default=-1)

    def text(self, story: str) -> str:
        """What a note says, without its mark."""
        return "\n".join(paragraph.text.replace("\ufffc", "").strip() for paragraph in self._notes.get(story, ())).strip()

    def paragraphs(self, story: str) -> tuple[Paragraph, ...]:
        """The paragraphs of a note, tables inside it left out."""
        return tuple(paragraph for paragraph in self._notes.get(story, ()) if paragraph.story == story)

    def _placed(self) -> Mapping[tuple[int, int], str]:
        if self._signs is None:
            layout = self._layout
            references = list(self._references()) if self._notes else []
            self._signs = labels(references, layout.sections)
            self._feet = {}
            if references:
                facts = self._facts()
                self._feet = dict(feet(references, self._signs, self._notes, facts))
                for part in tail(references, self._signs, self._notes, self._end(), facts):
                    self._feet.setdefault(part.page, []).append(part)
                for parts in self._feet.values():
                    parts.sort(key=lambda part: part.y)
        return self._signs

    def _references(self) -> Iterator[Reference]:
        layout = self._layout
        for index, item in enumerate(layout.items):
            for paragraph in _paragraphs(item):
                for anchor in paragraph.anchors:
                    if anchor.kind in ("footnote", "endnote"):
                        page = layout.page_of(paragraph.uid, anchor.offset) or 0
                        yield Reference(paragraph.uid, anchor, page, layout.section_number(index))

    def _facts(self) -> PageFacts:
        layout = self._layout
        sections = [layout.section_number_of_page(page) for page in range(layout.flow_pages)]
        return PageFacts([layout.room(at) for at in sections], [layout.columns[at] for at in sections])

    def _end(self) -> End:
        state = self._layout.paginator.states[-1]
        return End(state.page, state.y, state.foot)


def _paragraphs(item: Paragraph | TableItem) -> Iterator[Paragraph]:
    if isinstance(item, Paragraph):
        yield item
    else:
        yield from item.paragraphs.values()
