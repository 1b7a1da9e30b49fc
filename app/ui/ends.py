"""What two rows have in common at both ends, so that only the middle needs to change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import eq


def equal_ends(old: Sequence[object], new: Sequence[object], same: Callable[[object, object], bool] = eq) -> tuple[int, int]:
    """How many elements are the same at the start and, after these, at the end."""
    head, most = 0, min(len(old), len(new))
    while head < most and same(old[head], new[head]):
        head += 1
    tail = 0
    while tail < most - head and same(old[-1 - tail], new[-1 - tail]):
        tail += 1
    return head, tail
