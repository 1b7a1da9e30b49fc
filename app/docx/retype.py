"""Several paragraphs now read otherwise: Enter, Backspace, paste and plain typing as the smallest changes of elements."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple, Protocol

from app.core.difference import Replace, differences
from app.core.report import OBJECT
from app.docx.inline import paragraph_text
from app.docx.journal import Journal
from app.docx.names import Element
from app.docx.patch import lift_objects
from app.docx.resolve import run_on
from app.docx.runs import clean
from app.docx.split import join, like, rescue, split

_SEPARATOR = "\u2029"


class Writer(Protocol):
    """How text changes are written: plainly, or as tracked insertions and deletions."""

    tracks: bool

    def replace(self, p: Element, start: int, end: int, new: str, objects: Sequence[Element] = ()) -> None: ...
    def number(self, p: Element) -> str: ...
    def mark_inserted(self, p: Element) -> None: ...
    def mark_deleted(self, p: Element) -> None: ...
    def mark_row(self, row: Element, *, inserted: bool) -> None: ...
    def owns_row(self, row: Element) -> bool: ...
    def owns_mark(self, p: Element) -> bool: ...


class Row(NamedTuple):
    """A paragraph after the change; `origin` is which of the old ones it is (None: a new one)."""

    element: Element
    origin: int | None


class _Span(NamedTuple):
    """What differs between two lists of paragraphs read as one text: old from..to, and the new lines there."""

    first: int
    start: int
    last: int
    end: int
    lines: list[str]


class Retyper:
    """One change of several paragraphs: the journal that remembers it and the writer that carries it out."""

    def __init__(self, journal: Journal, writer: Writer) -> None:
        self.journal = journal
        self.writer = writer

    def retype(self, elements: Sequence[Element], texts: Sequence[str]) -> list[Row]:
        """Make the adjoining paragraphs `elements` read `texts` (at least one); gives the paragraphs that stand there then.

        With tracking, a paragraph whose mark is deleted by revision still stands there, so there may be more of them than
        `texts`.
        """
        old = [paragraph_text(p) for p in elements]
        new = [clean(text) for text in texts]
        head = _common(old, new)
        tail = _common(old[head:][::-1], new[head:][::-1])
        rows = [Row(p, at) for at, p in enumerate(elements)]
        middle, wanted = rows[head : len(rows) - tail], new[head : len(new) - tail]
        if not middle and wanted:
            made = self._insert(rows, head, wanted)
        elif middle and not wanted:
            made = self._remove(middle, _neighbour(rows, head, tail))
        else:
            made = self._change(middle, old[head : len(old) - tail], wanted)
        return [*rows[:head], *made, *rows[len(rows) - tail :]]

    def retext(self, p: Element, new: str) -> None:
        """Make the one paragraph `p` read `new`."""
        if paragraph_text(p) != new:
            self._apply([(p, differences(paragraph_text(p), new))])

    def _change(self, rows: list[Row], old: list[str], new: list[str]) -> list[Row]:
        if not rows:
            return []
        if len(old) == len(new) == 1:
            self.retext(rows[0].element, new[0])
            return [Row(self._now(rows[0]), rows[0].origin)]
        span = _span(old, new)
        between = rows[span.first + 1 : span.last]
        before, first, last, after = rows[: span.first], rows[span.first], rows[span.last], rows[span.last + 1 :]
        if span.first == span.last:
            return [*before, *self._spread(first, span), *after]
        if len(span.lines) == 1:
            return [*before, *self._merge(first, between, last, span), *after]
        ends = [
            (first.element, [Replace(span.start, len(old[span.first]), span.lines[0])]),
            (last.element, [Replace(0, span.end, span.lines[-1])]),
        ]
        inner = self._align(between, span.lines[1:-1], first, ends)
        return [*before, Row(self._now(first), first.origin), *inner, Row(self._now(last), last.origin), *after]

    def _spread(self, row: Row, span: _Span) -> list[Row]:
        """One paragraph becomes several: Enter, or a paste with line ends."""
        p = self.journal.edit(row.element)
        lines = span.lines
        if len(lines) == 1:
            self._apply([(p, [Replace(span.start, span.end, lines[0])])])
            return [Row(p, row.origin)]
        lifted = lift_objects(p, span.start, span.end) if any(OBJECT in line for line in lines) else []
        if span.end > span.start or lines[0]:
            self.writer.replace(p, span.start, span.end, lines[0], _next(lifted, lines[0]))
        second = split(self.journal, p, span.start + len(lines[0]), self.writer)
        rows = [Row(p, row.origin)]
        for line in lines[1:-1]:
            rows.append(Row(self._new_after(rows[-1].element, line, _next(lifted, line)), None))
        if lines[-1]:
            self.writer.replace(second, 0, 0, lines[-1], _next(lifted, lines[-1]))
        return [*rows, Row(second, None)]

    def _merge(self, first: Row, between: list[Row], last: Row, span: _Span) -> list[Row]:
        """Several paragraphs become one: Backspace at a start, or a selection over paragraphs replaced by a word."""
        line = span.lines[0]
        rows = [first, *between, last]
        length = len(paragraph_text(first.element))
        if self.writer.tracks:
            changes = [(first.element, [Replace(span.start, length, line)])]
            changes += [(row.element, [Replace(0, len(paragraph_text(row.element)), "")]) for row in between]
            self._apply([*changes, (last.element, [Replace(0, span.end, "")])])
            left = [*self._delete_marks(rows[:-1]), last]
            return [Row(self._now(row), row.origin) for row in left]
        changes = [(first.element, [Replace(span.start, length, line)]), (last.element, [Replace(0, span.end, "")])]
        self._apply(changes, [row.element for row in between])
        for row in between:
            rescue(self._now(row), self.journal.edit(first.element))
            self.journal.remove(row.element)
        kept_first = join(self.journal, first.element, last.element)
        return [Row(self._now(first), first.origin) if kept_first else Row(self._now(last), last.origin)]

    def _align(
        self,
        rows: list[Row],
        lines: list[str],
        first: Row,
        changes: list[tuple[Element, list[Replace]]],
    ) -> list[Row]:
        """The paragraphs between two kept ends: equal ones stay, the others are changed, added or removed in place."""
        old = [paragraph_text(row.element) for row in rows]
        slots: list[Row | str] = []
        gone: list[Row] = []
        for tag, a, b, c, d in SequenceMatcher(None, old, lines, autojunk=False).get_opcodes():
            shared = min(b - a, d - c)
            slots += rows[a : a + shared]
            slots += lines[c + shared : d]
            gone += rows[a + shared : b]
            if tag == "replace":
                changes += [(rows[a + n].element, differences(old[a + n], lines[c + n])) for n in range(shared)]
        if self.writer.tracks:
            return self._align_tracked(rows, changes, slots, gone, first)
        lifted = self._apply(changes, [row.element for row in gone], [slot for slot in slots if isinstance(slot, str)])
        out: list[Row] = []
        for slot in slots:
            if isinstance(slot, str):
                anchor = out[-1].element if out else self._now(first)
                out.append(Row(self._new_after(anchor, slot, _next(lifted, slot)), None))
            else:
                out.append(Row(self._now(slot), slot.origin))
        for row in gone:
            rescue(self._now(row), self.journal.edit(out[-1].element if out else first.element))
            self.journal.remove(row.element)
        return out

    def _align_tracked(
        self,
        rows: list[Row],
        changes: list[tuple[Element, list[Replace]]],
        slots: list[Row | str],
        gone: list[Row],
        first: Row,
    ) -> list[Row]:
        changes += [(row.element, [Replace(0, len(paragraph_text(row.element)), "")]) for row in gone]
        self._apply(changes)
        left = self._delete_marks(gone)
        out = [Row(self._now(row), row.origin) for row in rows if row not in gone or row in left]
        for line in (slot for slot in slots if isinstance(slot, str)):
            anchor = out[-1].element if out else self._now(first)
            out.append(Row(self._new_after(anchor, line, []), None))
        return out

    def _insert(self, rows: list[Row], at: int, lines: list[str]) -> list[Row]:
        """New paragraphs where none is replaced: after the one before, at the very start before the first."""
        out: list[Row] = []
        if at == 0:
            model = rows[0].element
            parent = model.getparent()
            if parent is None:
                raise ValueError("a paragraph of the document has lost its place")
            for line in lines:
                p = like(model, "")
                self.journal.insert(parent, parent.index(model), p)
                if line:
                    self.writer.replace(p, 0, 0, line)
                self.writer.mark_inserted(p)
                out.append(Row(p, None))
            return out
        anchor = rows[at - 1].element
        for line in lines:
            anchor = self._new_after(anchor, line, [])
            out.append(Row(anchor, None))
        return out

    def _new_after(self, anchor: Element, line: str, objects: Sequence[Element]) -> Element:
        parent = anchor.getparent()
        if parent is None:
            raise ValueError("a paragraph of the document has lost its place")
        p = like(anchor, "")
        self.journal.insert(parent, parent.index(anchor) + 1, p)
        if line:
            self.writer.replace(p, 0, 0, line, objects)
        self.writer.mark_inserted(p)
        return p

    def _remove(self, rows: list[Row], neighbour: Row | None) -> list[Row]:
        """Whole paragraphs go."""
        if self.writer.tracks:
            self._apply([(row.element, [Replace(0, len(paragraph_text(row.element)), "")]) for row in rows])
            return [Row(self._now(row), row.origin) for row in self._delete_marks(rows)]
        for row in rows:
            if neighbour is not None:
                rescue(row.element, self.journal.edit(neighbour.element))
            self.journal.remove(row.element)
        return []

    def _delete_marks(self, rows: list[Row]) -> list[Row]:
        """Delete the marks of paragraphs with tracking on; a mark that is the user's own goes at once. Gives what is left."""
        left: list[Row] = []
        for row in reversed(rows):
            p = self.journal.edit(row.element)
            if self.writer.owns_mark(p) and run_on(self.journal, p):
                continue
            self.writer.mark_deleted(p)
            left.insert(0, row)
        return left

    def _apply(
        self,
        changes: Sequence[tuple[Element, Sequence[Replace]]],
        gone: Sequence[Element] = (),
        lines: Sequence[str] = (),
    ) -> list[Element]:
        """Carry out replacements in several paragraphs; objects that leave one place and come to another are moved.

        `gone` are paragraphs that will be removed, `lines` texts still to be written; gives the objects left for these.
        """
        wanting = [replacement for _, many in changes for replacement in many if OBJECT in replacement.new]
        lifted: list[Element] = []
        if (wanting or any(OBJECT in line for line in lines)) and not self.writer.tracks:
            for p, many in changes:
                for change in many:
                    lifted += lift_objects(self.journal.edit(p), change.start, change.end)
            for p in gone:
                lifted += lift_objects(self.journal.edit(p), 0, len(paragraph_text(p)))
        for p, many in changes:
            given = [(change, _next(lifted, change.new)) for change in many]
            element = self.journal.edit(p) if given else p
            for change, objects in reversed(given):
                self.writer.replace(element, change.start, change.end, change.new, objects)
        return lifted

    def _now(self, row: Row) -> Element:
        """The element that stands in the place of the row's own after edits."""
        return self.journal.current(row.element)


def _span(old: list[str], new: list[str]) -> _Span:
    a, b = _SEPARATOR.join(old), _SEPARATOR.join(new)
    head = _common(a, b)
    tail = _common(a[head:][::-1], b[head:][::-1])
    first, start = _place(old, head)
    last, end = _place(old, len(a) - tail)
    return _Span(first, start, last, end, b[head : len(b) - tail].split(_SEPARATOR))


def _place(texts: list[str], at: int) -> tuple[int, int]:
    for index, text in enumerate(texts):
        if at <= len(text):
            return index, at
        at -= len(text) + 1
    return len(texts) - 1, len(texts[-1])


def _neighbour(rows: list[Row], head: int, tail: int) -> Row | None:
    return rows[head - 1] if head else rows[len(rows) - tail] if tail else None


def _next(lifted: list[Element], text: str) -> list[Element]:
    """The next objects of `lifted` that `text` names."""
    count = text.count(OBJECT)
    taken, lifted[:count] = lifted[:count], []
    return taken


def _common(a: Sequence[str], b: Sequence[str]) -> int:
    limit = min(len(a), len(b))
    count = 0
    while count < limit and a[count] == b[count]:
        count += 1
    return count
