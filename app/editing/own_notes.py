"""What the clerk decided about one open report: findings kept as they are, and kinds set by hand, with their notes file."""

from __future__ import annotations

from collections.abc import Set
from pathlib import Path

import msgspec

from app.core.report import Kind, Report
from app.docx.change import Change
from app.editing.notes import Ignored, Notes, kind_notes, notes_path, read_notes, set_kinds, write_notes


class OwnNotes:
    """The notes of one report; `ignored` are the findings kept, `kinds` the kinds set by hand, by uid."""

    def __init__(self) -> None:
        self.ignored: tuple[Ignored, ...] = ()
        self.kinds: dict[int, Kind] = {}
        self._written = Notes()
        self._file: Path | None = None

    def read(self, raw: Report, path: Path, document_id: str | None) -> None:
        """Take the notes of the report in `path`, which reads `raw`. Raises ProfileError when their file is damaged."""
        self._file = notes_path(path, document_id)
        self._written = read_notes(path, document_id)
        self.ignored = self._written.ignored
        self.kinds = set_kinds(raw, self._written)

    def write(self, report: Report, path: Path, document_id: str | None) -> None:
        """Write the notes where they changed or belong to another file now. Raises ProfileError when that cannot be."""
        notes = msgspec.structs.replace(self._written, ignored=self.ignored, kinds=kind_notes(report, self.kinds))
        file = notes_path(path, document_id)
        if notes != self._written or (notes != Notes() and file != self._file):
            write_notes(path, document_id, notes)
            self._written, self._file = notes, file

    def set_kind(self, uid: int, kind: Kind | None) -> None:
        """Say what a paragraph is; None leaves it to the program."""
        self.kinds = {**self.kinds_without({uid}), **({uid: kind} if kind else {})}

    def kinds_without(self, uids: Set[int | None]) -> dict[int, Kind]:
        """The kinds set by hand but for those of `uids`."""
        return {uid: kind for uid, kind in self.kinds.items() if uid not in uids}

    def void_kinds(self, change: Change, uids: Set[int | None]) -> None:
        """Drop the kinds of `uids`, which `change` makes void; its undo brings them back, its redo drops them again."""
        back, again = change.back, change.again
        dropped: dict[int, Kind] = {}

        def drop() -> None:
            dropped.clear()
            dropped.update({uid: kind for uid, kind in self.kinds.items() if uid in uids})
            self.kinds = self.kinds_without(uids)

        def undo() -> None:
            back()
            self.kinds = {**dropped, **self.kinds}

        def redo() -> None:
            again()
            drop()

        drop()
        if uids:
            change.back, change.again = undo, redo
