"""What became of the paragraphs of a report between two readings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.gathering import changed_range
from app.core.report import Paragraph

_MOST_SPOTS = 200  # changed paragraphs that stand apart
_LONGEST = 600  # paragraphs of a changed stretch
_SHORT = 8  # … of one that is not looked into


@dataclass(frozen=True, slots=True)
class Change:
    """Paragraphs start..start+removed became start..end; besides, those that stand at `spots` now changed in their places."""

    start: int
    removed: int
    added: int
    spots: tuple[int, ...] = ()

    @property
    def by(self) -> int:
        """How much further the paragraphs below stand."""
        return self.added - self.removed

    @property
    def end(self) -> int:
        return self.start + self.added

    @property
    def was(self) -> int:
        """Where the stretch ended before."""
        return self.start + self.removed

    @property
    def places(self) -> Sequence[int]:
        """The changed paragraphs, where they stand now."""
        return (*self.spots, *range(self.start, self.end))

    @property
    def gone(self) -> Sequence[int]:
        """The changed paragraphs, where they stood before."""
        return (*(at if at < self.start else at - self.by for at in self.spots), *range(self.start, self.was))

    def moved(self, place: int) -> int | None:
        """Where an unchanged paragraph stands now; None for one of the stretch."""
        return place if place < self.start else place + self.by if place >= self.was else None

    def bound(self, was: int, now: int) -> int:
        """Where a bound at `was`, now said to be at `now`, would be if no unchanged paragraph came to its other side."""
        if was < self.start:
            return was
        return was + self.by if was > self.was else min(max(now, self.start), self.end)


def change_between(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> Change | None:
    """What became of the paragraphs `old`; None when too many changed to follow."""
    start, was, end = changed_range(old, new)
    change = Change(start, was - start, end - start)
    if change.by == 0 or max(change.removed, change.added) > _SHORT:
        change = _looked_into(old[start:was], new[start:end], start)
    fits = max(change.removed, change.added) <= _LONGEST and len(change.spots) <= _MOST_SPOTS
    return change if fits else None


def _looked_into(old: Sequence[Paragraph], new: Sequence[Paragraph], start: int) -> Change:
    """The change of a stretch that begins at `start`: what was put in or taken out, and what else changed in its place."""
    head, old_end, new_end = changed_range([p.uid for p in old], [p.uid for p in new])
    by = len(new) - len(old)
    above = (at for at in range(head) if old[at] is not new[at])
    below = (at for at in range(new_end, len(new)) if old[at - by] is not new[at])
    spots = tuple(start + at for at in (*above, *below))
    return Change(start + head, old_end - head, new_end - head, spots)
