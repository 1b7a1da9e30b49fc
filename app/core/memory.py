"""What was worked out for the last reading, so that typing in running text costs next to nothing."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Mapping
from dataclasses import dataclass
from operator import attrgetter
from weakref import WeakKeyDictionary

from app.core.headings import Branch
from app.core.report import LEVELS, Kind, Paragraph, Report, Role
from app.core.traits import Traits

_MOST_CHANGED = 8
_RUNNING_TEXT = 60  # a shorter paragraph may be a title, a name or a heading, so its words matter to its neighbours
_PLAIN = frozenset({Kind.BODY, Kind.CLAUSE, Kind.ARTICLE, *LEVELS})
_LENGTHS = (14, 24, 30, 40, 45, 60, 66, 80, 90, 100, 110, 120, 400, 600)  # what others ask about a paragraph's length
_STOPS = "。！？；"


@dataclass(slots=True, eq=False)
class Memory:
    """The raw reading, kinds by hand, traits and trees behind an understood report."""

    raw: Report
    kinds: Mapping[int, Kind]
    traits: list[Traits]
    trees: list[Branch]


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


def small_change(
    memory: Memory, previous: Report, raw: Report, traits: list[Traits], kinds: Mapping[int, Kind]
) -> list[int] | None:
    """The places of the changed paragraphs when no role can have changed with them; None when that is not certain."""
    old = memory.raw
    if len(old.paragraphs) != len(raw.paragraphs) or memory.kinds != kinds or old.others != raw.others:
        return None
    if old.tables is not raw.tables and [(t.story, t.after) for t in old.tables] != [(t.story, t.after) for t in raw.tables]:
        return None
    changed = [at for at, (a, b) in enumerate(zip(old.paragraphs, raw.paragraphs, strict=True)) if a is not b]
    if len(changed) > _MOST_CHANGED:
        return None
    for at in changed:
        if old.paragraphs[at].uid != raw.paragraphs[at].uid:
            return None
        if not _as_before(memory.traits[at], traits[at], previous.paragraphs[at].role):
            return None
    return changed


def _as_before(old: Traits, new: Traits, role: Role) -> bool:
    if (
        role.kind not in _PLAIN
        or _LOOK(old) != _LOOK(new)
        or bisect(_LENGTHS, len(old.words)) != bisect(_LENGTHS, len(new.words))
    ):
        return False
    if not old.lines and not new.lines:
        return role.kind is Kind.BODY and _runs(old.words) and _runs(new.words) and old.words[-1] == new.words[-1]
    if len(old.lines) != 1 or len(new.lines) != 1:
        return False
    a, b = old.lines[0], new.lines[0]
    kept = _OPENING(a) == _OPENING(b) and a.more and b.more
    return kept and old.words[: a.first - old.lead] == new.words[: b.first - new.lead]


_OPENING = attrgetter("numeral", "start", "content", "first", "automatic", "aside")
_LOOK = attrgetter(
    "tag", "lead", "centred", "right", "ends", "stops", "size", "font", "bold", "level", "title_style", "breaks_page", "drawn"
)


def _runs(words: str) -> bool:
    return len(words) > _RUNNING_TEXT and any(stop in words[:-1] for stop in _STOPS)


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
