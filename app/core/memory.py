"""What was worked out for the last reading, so that a key costs next to nothing."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from weakref import WeakKeyDictionary

from app.core.elsewhere import Surroundings
from app.core.frame import Sheet
from app.core.grove import Grove
from app.core.report import Paragraph, Report, Role


@dataclass(slots=True, eq=False)
class Memory:
    """What stands behind an understood report.

    Its `raw` reading, the `sheet` with the roles outside text and outline, the tree of each part, where tables stand, and
    what of the flow bears on other stories.
    """

    raw: Report
    sheet: Sheet
    groves: list[Grove]
    tables: list[int]
    around: Surroundings


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
    "text", "runs", "format", "mark", "number", "story", "objects", "breaks", "section_end", "mark_deleted", "has_revisions",
    "revisions", "anchors", "drawings", "spans",
)  # fmt: skip


def same_reading(a: Paragraph, b: Paragraph) -> bool:
    """Whether two readings agree in everything but the role."""
    return _READING(a) == _READING(b)


def known_or(before: Paragraph | None, raw: Paragraph, role: Role) -> Paragraph:
    """`raw` with `role`: the object `before` where that says the same."""
    if before is not None and before.role == role and same_reading(raw, before):
        return before
    return with_role(raw, role)
