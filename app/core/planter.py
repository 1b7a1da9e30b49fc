"""Hangs branches below one another: an outer form closes the inner ones, the same form goes on with its series.

After a change it starts before the first branch that may hang otherwise, and stops where everything hangs as it did.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence, Set
from operator import attrgetter

from app.core.branch import Branch
from app.core.numerals import RANKS, Scheme
from app.core.report import LEVELS, Kind

Lookers = dict[Branch, Branch | None]  # branches that asked what comes below, each with the last one that it saw
Counts = dict[Scheme | None, int | None]
_Form = tuple[Scheme | None, int, float]
_PLACE = attrgetter("place")


class Planter:
    """Hangs `branches`, from `start` on; what stands before hangs already."""

    def __init__(
        self, branches: Sequence[Branch], root: Branch, styles: Mapping[int, float], lookers: Lookers, start: int = 0
    ) -> None:
        self.branches, self.root = branches, root
        self._styles, self._lookers, self._start = styles, lookers, start
        self._ended: Counts = {}  # the last count of each form, among those hung
        self._before: Counts = {}  # … among those that stand before
        self._stack = self._chain(start)
        self.visited: dict[Branch, None] = {}  # that may be another than before by what stands above them
        self.families: dict[Branch, None] = {}  # whose children are others

    def regrow(
        self, where: tuple[int, int], old: Counts, altered: Set[Branch], leave: Callable[[Branch], None]
    ) -> dict[Branch, None]:
        """Hang branches again until they hang as before; those that do not. `leave` is told before one changes.

        `where` says from which branch on they are as they were (those before it may be new or `altered`), and before
        which one none is taken to hang as before; `old` has the last count of each form that stood between `start` and
        the first of these.
        """
        kept, least = where
        out: dict[Branch, None] = {}
        at = self._start
        while at < len(self.branches):
            branch = self.branches[at]
            if at >= kept:
                old[branch.scheme] = branch.value
            if not self._hang(branch, at, leave):
                out[branch] = self.visited[branch] = None
            elif branch in altered or branch.parent in self.visited:
                self.visited[branch] = None
            at += 1
            if at > kept and at >= least and branch not in self.visited:
                at = self._skip(at, old)
        return out

    def hangs_otherwise(self) -> bool:
        """Whether the branch at `start` counts as something else than it did."""
        branch = self.branches[self._start]
        self._lookers.pop(branch, None)
        return self._form(branch, self._start) != (branch.scheme, branch.value, branch.rank)

    def _hang(self, branch: Branch, at: int, leave: Callable[[Branch], None]) -> bool:
        """Hang `branch`; whether it hangs as it did."""
        self._lookers.pop(branch, None)
        scheme, value, rank = self._form(branch, at)
        stack = self._stack
        while len(stack) > 1 and stack[-1].rank >= rank:
            stack.pop()
        above, level = stack[-1], len(stack)
        stack.append(branch)
        self._ended[scheme] = value
        now = (above, level, rank, scheme, value)
        if now == (branch.parent, branch.level, branch.rank, branch.scheme, branch.value):
            return True
        leave(branch)
        if branch.parent is not above:
            if branch.parent is not None:
                branch.parent.children.remove(branch)
                self.families[branch.parent] = None
            last = above.children[-1].place if above.children else None
            at_end = last is None or last < branch.place
            above.children.insert(
                len(above.children) if at_end else bisect_right(above.children, branch.place, key=_PLACE), branch
            )
            self.families[above] = None
        branch.parent, branch.level, branch.rank, branch.scheme, branch.value = now
        return False

    def _skip(self, at: int, old: Counts) -> int:
        """The next place from `at` on where the counts above matter and are others than they were; the end when nowhere."""
        differing = {one for one in {*old, *self._ended} if self._count(one) != self._old_count(one, old)}
        while at < len(self.branches) and differing:
            branch = self.branches[at]
            numeral = branch.ordinal
            if numeral is not None and numeral.scheme in differing and _counts(numeral.scheme, numeral.value):
                follows = (self._old_count(numeral.scheme, old), self._count(numeral.scheme))
                if (follows[0] == numeral.value - 1) != (follows[1] == numeral.value - 1):
                    self._stack = self._chain(at)
                    return at
            differing.discard(branch.scheme)
            self._ended[branch.scheme] = old[branch.scheme] = branch.value
            at += 1
        return len(self.branches)

    def _chain(self, at: int) -> list[Branch]:
        """The open branches before the place `at`, the root first."""
        chain: list[Branch] = []
        above = self.branches[at - 1] if at else self.root
        while above is not None:
            chain.append(above)
            above = above.parent
        return chain[::-1]

    def _count(self, scheme: Scheme | None) -> int | None:
        return self._ended[scheme] if scheme in self._ended else self._count_before(scheme)

    def _old_count(self, scheme: Scheme | None, old: Counts) -> int | None:
        return old[scheme] if scheme in old else self._count_before(scheme)

    def _count_before(self, scheme: Scheme | None) -> int | None:
        if scheme not in self._before:
            above = (self.branches[at] for at in range(self._start - 1, -1, -1))
            self._before[scheme] = next((one.value for one in above if one.scheme is scheme), None)
        return self._before[scheme]

    def _form(self, branch: Branch, at: int) -> _Form:
        """What it counts as: the form, the count, and the rank by which it hangs."""
        numeral = branch.ordinal
        scheme, value, rank = None, 0, 0.0
        if numeral is not None:
            scheme, value = numeral.scheme, numeral.value
            slip = self._slip(branch, scheme, value, at)
            if slip is not None:
                scheme, rank = slip.scheme, slip.rank
            else:
                rank = _decimal_rank(numeral.path, self._stack) if numeral.path else RANKS[numeral.scheme]
        if branch.forced in LEVELS and (numeral is None or numeral.level is not None):
            rank = (LEVELS.index(branch.forced) + 1) * 10
        elif numeral is None:
            rank = self._plain_rank(branch)
        return scheme, value, rank

    def _plain_rank(self, branch: Branch) -> float:
        """The rank of a heading without an ordinal: that of its style's numbered headings, else just above its level's form."""
        if branch.forced is Kind.CHAPTER or branch.forced is Kind.ARTICLE:
            return RANKS[Scheme.CHAPTER if branch.forced is Kind.CHAPTER else Scheme.ARTICLE]
        level = branch.traits.level or 1
        if branch.traits.level:
            for above in reversed(self._stack[1:]):
                if above.traits.level == level:
                    return above.rank
                if above.traits.level and above.traits.level < level:
                    return max(self._styles.get(level, level * 10 - 5), above.rank + 0.5)
        return self._styles.get(level, level * 10 - 5)

    def _slip(self, branch: Branch, scheme: Scheme, value: int, at: int) -> Branch | None:
        """The open series that an ordinal of the wrong form continues: 7. (8) 9. → the series of 7."""
        if not _counts(scheme, value) or self._count(scheme) == value - 1:
            return None
        if any(above.scheme is scheme for above in self._stack):
            return None
        for above in reversed(self._stack[1:]):
            if above.value == value - 1 and above.scheme not in (None, Scheme.DECIMAL):
                return above if self._next_of(branch, above.scheme, at) in (None, value + 1) else None
        return None

    def _next_of(self, branch: Branch, scheme: Scheme | None, at: int) -> int | None:
        """The count of the next ordinal of that form in the same section; None when there is none or it starts over."""
        for place in range(at + 1, len(self.branches)):
            later = self.branches[place]
            numeral = later.ordinal
            if numeral and numeral.scheme is scheme:
                self._lookers[branch] = later
                return numeral.value if numeral.value != 1 else None
            if numeral and scheme is not None and RANKS[numeral.scheme] < RANKS[scheme]:
                self._lookers[branch] = later
                return None
        self._lookers[branch] = None
        return None


def _counts(scheme: Scheme, value: int) -> bool:
    """Whether an ordinal may be a slip at all."""
    return value >= 2 and scheme is not Scheme.DECIMAL


def _decimal_rank(path: tuple[int, ...], stack: list[Branch]) -> float:
    for above in reversed(stack[1:]):
        if above.scheme in (Scheme.ARABIC, Scheme.HAN, Scheme.CHAPTER) and len(path) > 1 and above.value == path[0]:
            return above.rank + len(path) / 10
        if above.scheme is Scheme.DECIMAL:
            numeral = above.ordinal
            if numeral is not None and numeral.path[:1] == path[:1]:
                return above.rank + (len(path) - len(numeral.path)) / 10
    return RANKS[Scheme.DECIMAL] + len(path) / 10
