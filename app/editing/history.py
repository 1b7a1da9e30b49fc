"""Undo and redo: one list of steps, each with its name; typing at one place is one step."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, TypeVar

C = TypeVar("C")

LIMIT = 1000  # steps kept; a step of typing holds two copies of a paragraph, so this is a few MB at most
MERGED = 200  # keys in one step of typing, so that one undo never takes back a page


@dataclass(slots=True)
class Step(Generic[C]):
    """One undoable step: what the menu calls it and the changes in the order they were made."""

    label: str
    changes: list[C] = field(default_factory=list[C])
    merge: object = None  # steps with an equal, non-None merge key grow together


class History(Generic[C]):
    """The steps done and undone, and which of them the saved file shows."""

    def __init__(self) -> None:
        self._done: list[Step[C]] = []
        self._undone: list[Step[C]] = []
        self._saved: Step[C] | None = None
        self._saved_lost = False

    def record(self, label: str, changes: list[C], merge: object = None) -> None:
        """Add a step; with an equal `merge` key it joins the step before unless the file was saved in between."""
        top = self._done[-1] if self._done else None
        self._drop_undone()
        if top and merge is not None and top.merge == merge and top is not self._saved and len(top.changes) < MERGED:
            top.changes += changes
            return
        self._done.append(Step(label, changes, merge))
        if len(self._done) > LIMIT:
            dropped = self._done.pop(0)
            self._saved_lost |= self._saved is None or dropped is self._saved

    def break_merge(self) -> None:
        """The next step stands for itself (the caret went elsewhere)."""
        if self._done:
            self._done[-1].merge = None

    def undo(self) -> Step[C] | None:
        """Move the last step to the undone ones and return it, or None."""
        if not self._done:
            return None
        step = self._done.pop()
        step.merge = None
        self._undone.append(step)
        return step

    def redo(self) -> Step[C] | None:
        """Move the last undone step back and return it, or None."""
        if not self._undone:
            return None
        step = self._undone.pop()
        self._done.append(step)
        return step

    def mark_saved(self) -> None:
        """The file on disk shows the report as it is now."""
        self._saved = self._done[-1] if self._done else None
        self._saved_lost = False

    def mark_unsaved(self) -> None:
        """No file shows the report as it is, whatever is undone."""
        self._saved_lost = True

    @property
    def modified(self) -> bool:
        """Whether the report differs from the saved file."""
        return self._saved_lost or (self._done[-1] if self._done else None) is not self._saved

    @property
    def undo_label(self) -> str | None:
        return self._done[-1].label if self._done else None

    @property
    def redo_label(self) -> str | None:
        return self._undone[-1].label if self._undone else None

    def _drop_undone(self) -> None:
        if any(step is self._saved for step in self._undone):
            self._saved_lost = True
        self._undone.clear()
