"""The open Word document that edits apply to: elements, their frozen readings, and changes that can be undone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterable, Sequence, Set
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from app.core.edits import Edit, Insert, Join, Move, Rearrange, Remove, Retext, Split
from app.core.errors import ReportError
from app.core.profile import Profile
from app.core.report import Paragraph, Report
from app.docx import guard as guarding
from app.docx.change import Change
from app.docx.comments import remove_comments, with_answers
from app.docx.edit import Editor, crosses
from app.docx.guard import GuardResult
from app.docx.journal import Journal, paragraphs_of
from app.docx.names import Element, w
from app.docx.note_parts import drop_unreferenced, keep_mark, references
from app.docx.objects import text_parts
from app.docx.package import Package
from app.docx.page_setup import set_switch
from app.docx.protection import why_read_only
from app.docx.readings import Depth, Readings
from app.docx.resolve_all import resolve_all, resolve_some
from app.docx.retype import Retyper
from app.docx.runs import clean
from app.docx.tracking import DEFAULT_AUTHOR, Plain, Tracked


class WordDocument:
    """An open DOCX. `author` is the name under which tracked changes are written.

    `read_only` says in one sentence why the document may not be edited, or is None.
    """

    suffix = ".docx"

    def __init__(self, package: Package, author: str = DEFAULT_AUTHOR) -> None:
        self.package = package
        self.author = author
        self.read_only = why_read_only(package)
        self._readings = Readings(package)
        self._lost = 0

    @classmethod
    def open(cls, path: Path) -> WordDocument:
        """The document in the file `path`; raises UnreadableError when it cannot be read."""
        return cls(Package.open(path))

    @classmethod
    def from_bytes(cls, data: bytes, name: str) -> WordDocument:
        """The document in `data`; `name` is its file name. Raises UnreadableError."""
        return cls(Package.from_bytes(data, name))

    @property
    def document_id(self) -> str | None:
        """The id that Word gave the document, or None."""
        return self._readings.reading.settings.document_id

    def report(self) -> Report:
        """The raw frozen reading; paragraphs that nothing changed keep their identity between calls."""
        return self._readings.report()

    def part(self, name: str) -> bytes | None:
        """The bytes of a part such as a picture; None when the package has none of that name."""
        return self.package.raw(name) if self.package.has(name) else None

    def element(self, uid: int) -> Element:
        """The w:p of paragraph `uid`; KeyError when it is not in the document (any more)."""
        return self._readings.place(uid).element

    def retype(self, uids: Sequence[int], texts: Sequence[str]) -> Change:
        """Adjoining flow paragraphs `uids` now read `texts`: fewer (Backspace), more (Enter, paste), or other words.

        At least one text. Objects (U+FFFC) survive when a text still holds them; one that none holds goes. With
        tracking on, paragraphs whose mark is deleted stay as paragraphs. Raises ReportError on a protected document.
        """
        self._may_edit()
        if not uids or not texts:
            raise ValueError("retype needs the paragraphs that change and what they read now")
        places = [self._readings.place(uid) for uid in uids]
        journal = self._journal()
        journal.parts.update(place.part for place in places)
        writer = self._writer()
        elements = [place.element for place in places]
        texts = keep_mark(elements[0], texts)
        held = references(elements)
        rows = Retyper(journal, writer).retype(elements, texts)
        drop_unreferenced(self.package, journal, held)
        kept = {uids[row.origin] for row in rows if row.origin is not None}
        added = tuple(self._readings.number(row.element) for row in rows if row.origin is None)
        change = Change(removed=tuple(uid for uid in uids if uid not in kept), added=added)
        return self._finish(journal, change, "layout" if writer.tracks else "words")

    def apply(self, edits: Sequence[Edit], profile: Profile) -> Change:
        """Apply `edits` (offsets count in the texts before the call) as one change.

        An edit that cannot be carried out without harm is left out and named in `Change.refused`. Raises ReportError
        on a protected document.
        """
        self._may_edit()
        before = self.report()
        journal, writer = self._journal(), self._writer()
        editor = Editor(self._readings, journal, writer, profile)
        with self._all_or_nothing(journal):
            editor.apply(edits)
            gone = drop_unreferenced(self.package, journal, references(paragraphs_of(journal.steps)))
        words = not writer.tracks and all(isinstance(edit, Retext) for edit in edits)
        change = Change(
            removed=tuple(uid for p in editor.removed if (uid := self._readings.uid(p)) is not None),
            added=tuple(self._readings.number(p) for p in editor.added), refused=tuple(editor.refused),
        )  # fmt: skip
        self._finish(journal, change, "words" if words else self._depth_of(journal))
        left_out = [edit for edit, _ in editor.refused]
        emptied = {self._readings.uid(p) for p in (*editor.emptied, *(p for note in gone for p in note.iter(w("p"))))}
        self._count_lost(before, [edit for edit in edits if edit not in left_out], change, emptied)
        return change

    def resolve(self, chosen: Sequence[tuple[int, int]] | None, *, accept: bool) -> Change:
        """Accept or reject tracked changes: each (uid, number in `Paragraph.revisions`), or every one of the file (None).

        A moved stretch is settled at both its ends; notes and comments go with the last reference to them. Raises
        ReportError on a protected document.
        """
        self._may_edit()
        journal = self._journal()
        with self._all_or_nothing(journal):
            if chosen is None:
                resolve_all(self.package, journal, accept=accept)
            else:
                picked = [(self._readings.place(uid), number) for uid, number in chosen]
                resolve_some(self.package, journal, picked, accept=accept)
        return self._finish(journal, Change(), self._depth_of(journal))

    def delete_comments(self, ids: Iterable[str]) -> Change:
        """Take out those comments with their answers: range marks, references and what every part says of them."""
        self._may_edit()
        journal = self._journal()
        with self._all_or_nothing(journal):
            remove_comments(self.package, journal, with_answers(self.report().comments, ids))
        return self._finish(journal, Change(), "layout")

    def track(self, *, on: bool) -> Change:
        """Switch the tracking of changes on or off (w:trackRevisions)."""
        self._may_edit()
        journal = self._journal()
        set_switch(self.package, journal, "trackRevisions", on=on)
        return self._finish(journal, Change(), "styles")

    def refuses(self, edit: Edit) -> bool:
        """Whether `apply` would leave `edit` out because it crosses the border of a tracked change."""
        reading = self.report().by_uid.get(edit.uid) if isinstance(edit, Retext) else None
        return reading is not None and isinstance(edit, Retext) and crosses(self.element(edit.uid), reading.text, edit)

    def undo(self, change: Change) -> None:
        """Take back `change`, the last one made or redone."""
        change.back()

    def redo(self, change: Change) -> None:
        """Make `change` again after undo."""
        change.again()

    def guard(self, original: bytes) -> GuardResult:
        """Check what a save would write against `original`, the file before; raises GuardError when something is lost."""
        return guarding.check(self.package, self.to_bytes(), original, self._readings.touched, self._lost)

    def to_bytes(self) -> bytes:
        """The file; parts that no edit touched are byte-equal."""
        return self.package.to_bytes()

    def _journal(self) -> Journal:
        return Journal(self._readings.moved)

    @contextmanager
    def _all_or_nothing(self, journal: Journal) -> Generator[None]:
        """Take back what a change did so far when it fails."""
        try:
            yield
        except Exception:
            self._readings.note(journal, "styles")
            journal.undo()
            self._readings.note(journal, "styles", undone=True)
            raise

    def _depth_of(self, journal: Journal) -> Depth:
        return "layout" if journal.parts <= {self.package.main} else "styles"

    def _may_edit(self) -> None:
        if self.read_only is not None:
            raise ReportError(self.read_only, "请先在 Word 中停止保护，或另存一份再编辑")

    def _writer(self) -> Plain | Tracked:
        if not self._readings.reading.settings.tracking:
            return Plain()
        return Tracked([self.package.tree(name) for name in text_parts(self.package)], self.author, datetime.now(UTC))

    def _finish(self, journal: Journal, change: Change, depth: Depth) -> Change:
        touched = self._readings.note(journal, depth)
        known = {*change.removed, *change.added}
        change.touched = tuple(uid for uid in touched if uid not in known)

        def back() -> None:
            journal.undo()
            self._readings.note(journal, depth, undone=True)

        def again() -> None:
            journal.redo()
            self._readings.note(journal, depth)

        change.back, change.again = back, again
        return change

    def _count_lost(self, before: Report, edits: Sequence[Edit], change: Change, emptied: Set[int | None]) -> None:
        """Count characters that touched paragraphs lost although no edit names them (the guard reports them)."""
        after = self.report()
        texts = [edit for edit in edits if isinstance(edit, Retext)]
        if any(isinstance(edit, Split | Join | Insert | Move | Remove | Rearrange) for edit in edits):
            self._lost += _lost_together(before, after, edits, change)
            return
        for uid in change.touched:
            if uid in emptied:
                continue
            old, new = before.by_uid.get(uid), after.by_uid.get(uid)
            if old is not None:
                self._lost += (Counter(_wanted(old, texts)) - Counter(new.text if new is not None else "")).total()


def _lost_together(before: Report, after: Report, edits: Sequence[Edit], change: Change) -> int:
    """Characters lost where whole paragraphs were cut, joined or moved: what all of them said is counted together."""
    texts = [edit for edit in edits if isinstance(edit, Retext)]
    joined = {edit.other for edit in edits if isinstance(edit, Join)}
    removes = any(isinstance(edit, Remove) for edit in edits)
    old, new = Counter[str](), Counter[str]()
    for uid in {*change.touched, *joined}:
        p = before.by_uid.get(uid)
        if p is not None and (uid in after.by_uid or uid in joined or not removes):
            old.update(_wanted(p, texts))
    for uid in {*change.touched, *(after.by_uid.keys() - before.by_uid.keys())} & after.by_uid.keys():
        new.update(after.by_uid[uid].text)
    return (old - new).total()


def _wanted(p: Paragraph, texts: Sequence[Retext]) -> str:
    """What `p` is to read by the edits that name it."""
    wanted = p.text
    for edit in sorted((e for e in texts if e.uid == p.uid), key=lambda e: (e.start, e.end), reverse=True):
        wanted = wanted[: edit.start] + clean(edit.new) + wanted[edit.end :]
    return wanted
