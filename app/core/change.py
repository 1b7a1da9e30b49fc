"""What became of the paragraphs of a report between two readings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import compress
from operator import is_not, ne

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
    start, tail = _ends(old, new, is_not)
    was, end = len(old) - tail, len(new) - tail
    change = Change(start, was - start, end - start)
    if change.by == 0 or max(change.removed, change.added) > _SHORT:
        change = _looked_into(old[start:was], new[start:end], start)
    fits = max(change.removed, change.added) <= _LONGEST and len(change.spots) <= _MOST_SPOTS
    return change if fits else None


def _looked_into(old: Sequence[Paragraph], new: Sequence[Paragraph], start: int) -> Change:
    """The change of a stretch that begins at `start`: what was put in or taken out, and what else changed in its place."""
    head, tail = _ends([p.uid for p in old], [p.uid for p in new], ne)
    by = len(new) - len(old)
    above = (at for at in range(head) if old[at] is not new[at])
    below = (at for at in range(len(new) - tail, len(new)) if old[at - by] is not new[at])
    spots = tuple(start + at for at in (*above, *below))
    return Change(start + head, len(old) - tail - head, len(new) - tail - head, spots)


def _ends(old: Sequence[object], new: Sequence[object], differ: Callable[[object, object], bool]) -> tuple[int, int]:
    """How many elements are the same at the start and, after these, at the end."""
    most = min(len(old), len(new))
    start = next(compress(range(most), map(differ, old, new)), most)
    return start, next(compress(range(most - start), map(differ, reversed(old), reversed(new))), most - start)
