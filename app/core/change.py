"""What became of the paragraphs of a report between two readings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress
from operator import is_not

from app.core.report import Paragraph

_MOST_SPOTS = 8  # changed paragraphs that stand apart
_LONGEST = 300  # paragraphs of a changed stretch


@dataclass(frozen=True, slots=True)
class Change:
    """Paragraphs start..start+removed became start..end; or, where nothing was put in or taken out, `spots` changed."""

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
        return self.spots or range(self.start, self.end)

    @property
    def gone(self) -> Sequence[int]:
        """The changed paragraphs, where they stood before."""
        return self.spots or range(self.start, self.was)

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
    if len(old) == len(new):
        spots = tuple(compress(range(len(new)), map(is_not, old, new)))
        if len(spots) <= _MOST_SPOTS and all(old[at].uid == new[at].uid for at in spots):
            return Change(0, 0, 0, spots)
    most = min(len(old), len(new))
    start = next(compress(range(most), map(is_not, old, new)), most)
    tail = next(compress(range(most - start), map(is_not, reversed(old), reversed(new))), most - start)
    change = Change(start, len(old) - tail - start, len(new) - tail - start)
    return change if max(change.removed, change.added) <= _LONGEST else None
