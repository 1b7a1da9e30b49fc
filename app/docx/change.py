"""What one edit of a document did, as the editing layer keeps it for undo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from app.core.edits import Edit


def _nothing() -> None:
    """The undo of a change that changed nothing."""


@dataclass(eq=False)
class Change:
    """The uids of paragraphs that went, came or were altered; `refused` are edits left out, each with the reason."""

    removed: tuple[int, ...] = ()
    added: tuple[int, ...] = ()
    touched: tuple[int, ...] = ()
    refused: tuple[tuple[Edit, str], ...] = ()
    back: Callable[[], None] = field(default=_nothing, repr=False)
    again: Callable[[], None] = field(default=_nothing, repr=False)
