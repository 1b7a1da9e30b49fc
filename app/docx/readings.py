"""The frozen readings of an open document, kept up to date: after a key only one paragraph is read anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import fields, replace
from typing import Literal

from app.core.report import BODY, Number, Paragraph, Report
from app.docx.journal import Call, Journal, Swap, only_words, paragraphs_of
from app.docx.names import Element, w
from app.docx.package import Package
from app.docx.read import Reading, assemble
from app.docx.resplice import changed_stretch, keys_of, only_paragraphs, splice
from app.docx.story import StoryParagraph, Survey, survey
from app.docx.style_looks import read_looks

# how far a change reaches: single paragraphs, which of plain words there are, the order and numbers of all, all formats
Depth = Literal["words", "paragraphs", "layout", "styles"]
_DEPTHS: tuple[Depth, ...] = ("words", "paragraphs", "layout", "styles")
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
        self._keys: list[Hashable] = []
        self._read: dict[int, Paragraph] = {}
        self._stale: set[int] = set()
        self._depth: Depth = "words"
        self._report = self._read_places()

    def report(self) -> Report:
        """The raw report; paragraphs that nothing changed keep their identity between calls."""
        if self._depth == "words" and self._stale:
            self._report = self._reread_words() or self._read_places()
        elif self._depth == "paragraphs" and (spliced := self._splice()) is not None:
            self._report = spliced
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
        if depth == "layout" or (depth == "words" and not only_words(journal.steps)):
            depth = "paragraphs" if only_paragraphs(journal.steps) else "layout"
        self._depth = depth if _DEPTHS.index(depth) > _DEPTHS.index(self._depth) else self._depth
        return uids

    def _reread_words(self) -> Report | None:
        """The reading when only words of single flow paragraphs changed; None when objects or other stories did too."""
        old, changed = self._report, self._reread(self._stale)
        if changed is None:
            return None
        report = self._with(changed)
        report.__dict__["order"] = old.order  # the same order of the same uids: not worth counting again
        return report

    def _with(self, changed: Mapping[int, Paragraph]) -> Report:
        """The report with these flow paragraphs in their places."""
        self._read.update(changed)
        paragraphs = list(self._report.paragraphs)
        for uid, after in changed.items():
            paragraphs[self._report.order[uid]] = after
        return replace(self._report, paragraphs=tuple(paragraphs))

    def _reread(self, uids: Iterable[int]) -> dict[int, Paragraph] | None:
        """Those of the paragraphs that read otherwise now; None when more than their own words hangs on one of them."""
        changed: dict[int, Paragraph] = {}
        for uid in uids:
            place = self._survey.paragraphs[self._at[uid]]
            before = self._read[uid]
            after = self.reading.paragraph(uid, place, before.number)
            if not place.in_flow or _more_than_words(before) != _more_than_words(after):
                return None
            if before.has_revisions or after.has_revisions:
                return None
            if not _same(before, after):
                changed[uid] = after
        return changed

    def _splice(self) -> Report | None:
        """The reading when paragraphs of plain words came to the body or left it; None when more has to be read."""
        body = self.package.tree(self.package.main).find(w("body"))
        if body is None:
            return None
        keys = keys_of(body, self._uids)
        found = changed_stretch(self._keys, keys, self._at, self._report) if keys != self._keys else None
        if keys == self._keys or found is None:
            return None
        elements = list(body)[found.start : found.stop]
        come = [uid if (uid := self._uids.get(p)) is not None else self.number(p) for p in elements]
        gone = {key for key in self._keys[found.start : found.end] if isinstance(key, int)}
        changed = self._reread(self._stale & self._at.keys() - gone)
        read = [self._read_new(p) for p in elements]
        if changed is None or any(_is_numbered(p) for p in (*read, *(self._read[uid] for uid in gone))):
            return None
        if any(uid in self._at and uid not in gone for uid in come):
            return None
        report = splice(self._survey, self._with(changed), found, list(zip(read, elements, strict=True)))
        if report is None:
            return None
        for uid in gone:
            del self._read[uid]
        self._read.update({p.uid: p for p in read})
        self._at = dict(zip(report.places, range(len(report.places)), strict=True))
        self._keys = keys_of(body, self._uids)
        return replace(report, styles=read_looks(self.reading.styles, [self._read[uid] for uid in self._at], report.styles))

    def _read_new(self, p: Element) -> Paragraph:
        """A paragraph of the body's own, without a number."""
        return self._read_one(StoryParagraph(BODY, 0, p, self.package.main, True), None)

    def _read_places(self) -> Report:
        surveyed = self._survey
        numbers = self.reading.numbers(surveyed.paragraphs, map(self._still, surveyed.paragraphs))
        read = [self._read_one(place, number) for place, number in zip(surveyed.paragraphs, numbers, strict=True)]
        self._at = {p.uid: index for index, p in enumerate(read)}
        self._read = {p.uid: p for p in read}
        body = self.package.tree(self.package.main).find(w("body"))
        self._keys = keys_of(body, self._uids) if body is not None else []
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


def _more_than_words(p: Paragraph) -> tuple[object, ...]:
    """What counts, or is counted, beyond the paragraph."""
    return [kind for _, kind in p.objects], p.format.num_id, p.format.num_level, p.mark_deleted


def _is_numbered(p: Paragraph) -> bool:
    return p.number is not None or p.format.num_id is not None


def _same(a: Paragraph, b: Paragraph) -> bool:
    return all(getattr(a, name) == getattr(b, name) for name in _FIELDS)
