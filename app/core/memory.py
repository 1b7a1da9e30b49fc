"""What was worked out for the last reading, so that a key costs next to nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from operator import attrgetter
from weakref import WeakKeyDictionary

from app.core.branch import Branch
from app.core.frame import Part
from app.core.report import Kind, Paragraph, Report, Role
from app.core.traits import Traits


@dataclass(slots=True, eq=False)
class Memory:
    """What stands behind an understood report.

    `parts` with the place where the body of each begins, and its tree; `words` are the places whose very words were
    asked for, where elsewhere only what `app.core.alike` compares was.
    """

    raw: Report
    kinds: Mapping[int, Kind]
    traits: list[Traits]
    parts: list[tuple[Part, int]]
    trees: list[Branch]
    words: frozenset[int]


_MEMORIES: WeakKeyDictionary[Report, Memory] = WeakKeyDictionary()


def remember(report: Report, memory: Memory) -> None:
    """Keep `memory` as long as `report` lives."""
    _MEMORIES[report] = memory


def recall(report: Report | None) -> Memory | None:
    """The memory of `report`, or None."""
    return _MEMORIES.get(report) if report is not None else None


def forget(report: Report) -> None:
    """Drop the memory of `report`: its trees now belong to a newer one."""
    _MEMORIES.pop(report, None)


def with_role(p: Paragraph, role: Role) -> Paragraph:
    """A copy of `p` with `role` that shares what `p` has computed from its text."""
    made = Paragraph.__new__(Paragraph)
    vars(made).update(vars(p))
    vars(made)["role"] = role
    return made


_READING = attrgetter(
    "text", "runs", "format", "mark", "number", "story", "objects", "breaks", "section_end", "mark_deleted", "has_revisions"
)  # fmt: skip


def same_reading(a: Paragraph, b: Paragraph) -> bool:
    """Whether two readings agree in everything but the role."""
    return _READING(a) == _READING(b)
