"""The frozen readings of an open document, kept up to date: after a key only one paragraph is read anew."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields, replace
from typing import Literal

from app.core.report import Number, Paragraph, Report
from app.docx.journal import Call, Journal, Swap, only_words, paragraphs_of
from app.docx.names import Element
from app.docx.package import Package
from app.docx.read import Reading, assemble
from app.docx.story import StoryParagraph, Survey, survey

Depth = Literal["words", "layout", "styles"]  # how far a change reaches: one paragraph, the order and numbers, all formats
_FIELDS = tuple(field.name for field in fields(Paragraph))


class Readings:
    """Elements, their numbers (uids, never used twice), and what was read of them."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.reading = Reading(package)
        self.touched: set[Element] = set()
        self._uids: dict[Element, int] = {}  # elements that gave their place to a copy keep their number for undo
        self._next = 0
        self._edited: Counter[str] = Counter()  # how many changes that stand are in each part
        self._survey: Survey = survey(package)
        self._at: dict[int, int] = {}
        self._read: dict[int, Paragraph] = {}
        self._stale: set[int] = set()
        self._depth: Depth = "words"
        self._report = self._read_places()

    def report(self) -> Report:
        """The raw report; paragraphs that nothing changed keep their identity between calls."""
        if self._depth == "words" and self._stale:
            self._report = self._reread_words() or self._read_places()
        elif self._depth != "words":
            if self._depth == "styles":
                self.reading = Reading(self.package)
                self._stale.update(self._read)
            self._survey = survey(self.package)
            self._report = self._read_places()
        self._stale.clear()
        self._depth = "words"
        return self._report

    def place(self, uid: int) -> StoryParagraph:
        """Where paragraph `uid` stands, with its element; KeyError when it is not in the document (any more)."""
        self.report()
        return self._survey.paragraphs[self._at[uid]]

    def uid(self, element: Element) -> int | None:
        """The number of a paragraph element, in any of its forms."""
        return self._uids.get(element)

    def number(self, element: Element) -> int:
        """Give a new paragraph element its number."""
        uid, self._next = self._next, self._next + 1
        self._uids[element] = uid
        return uid

    def moved(self, before: Element, after: Element) -> None:
        """`after` stands now where `before` stood."""
        uid = self._uids.get(before)
        if uid is None:
            return
        self._uids[after] = uid
        at = self._at.get(uid)
        if at is not None and self._survey.paragraphs[at].element is before:
            self._survey.paragraphs[at] = self._survey.paragraphs[at]._replace(element=after)

    def note(self, journal: Journal, depth: Depth, *, undone: bool = False) -> list[int]:
        """Take notice of a change (or its undo); gives the uids of the paragraphs it touched."""
        self._edited.update(dict.fromkeys(journal.parts, -1 if undone else 1))
        for part in journal.parts:
            if self._edited[part] and self.package.has(part):
                self.package.mark_dirty(part)
            else:
                self.package.mark_clean(part)
        elements = paragraphs_of(journal.steps)
        self.touched.update(elements)
        for step in journal.steps:
            if isinstance(step, Swap):
                self.touched.update((step.old, step.new))
            elif not isinstance(step, Call):
                self.touched.add(step.element)
        uids = list(dict.fromkeys(uid for element in elements if (uid := self._uids.get(element)) is not None))
        self._stale.update(uids)
        if depth == "words" and not only_words(journal.steps):
            depth = "layout"
        if depth == "styles" or self._depth == "words":
            self._depth = depth
        return uids

    def _reread_words(self) -> Report | None:
        """The reading when only words of single flow paragraphs changed; None when objects or other stories did too."""
        surveyed, old = self._survey, self._report
        changed: dict[int, Paragraph] = {}
        for uid in self._stale:
            place = surveyed.paragraphs[self._at[uid]]
            before = self._read[uid]
            after = self.reading.paragraph(uid, place, before.number)
            if not place.in_flow or _kinds(before) != _kinds(after) or before.has_revisions or after.has_revisions:
                return None
            if not _same(before, after):
                changed[uid] = after
        self._read.update(changed)
        paragraphs = list(old.paragraphs)
        for uid, after in changed.items():
            paragraphs[old.order[uid]] = after
        report = replace(old, paragraphs=tuple(paragraphs))
        report.__dict__["order"] = old.order  # the same order of the same uids: not worth counting again
        return report

    def _read_places(self) -> Report:
        surveyed = self._survey
        numbers = self.reading.numbers(surveyed.paragraphs, map(self._still, surveyed.paragraphs))
        read = [self._read_one(place, number) for place, number in zip(surveyed.paragraphs, numbers, strict=True)]
        self._at = {p.uid: index for index, p in enumerate(read)}
        self._read = {p.uid: p for p in read}
        return assemble(self.reading, surveyed, read)

    def _read_one(self, place: StoryParagraph, number: Number | None) -> Paragraph:
        uid = self._uids.get(place.element)
        if uid is None:
            uid = self.number(place.element)
        still = self._still(place)
        if still is not None and still.number == number:
            return still
        old, new = self._read.get(uid), self.reading.paragraph(uid, place, number)
        return old if old is not None and _same(old, new) else new

    def _still(self, place: StoryParagraph) -> Paragraph | None:
        """The reading of the paragraph at `place` when all of it holds, its number perhaps excepted."""
        uid = self._uids.get(place.element, -1)
        old = self._read.get(uid)
        return old if old is not None and uid not in self._stale and old.story == place.story else None


def _kinds(p: Paragraph) -> list[str]:
    return [kind for _, kind in p.objects]


def _same(a: Paragraph, b: Paragraph) -> bool:
    return all(getattr(a, name) == getattr(b, name) for name in _FIELDS)
