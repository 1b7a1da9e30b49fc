"""The tree of one part of a report, kept so that a change sows again only the stretch where it lies."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from operator import attrgetter

from app.core.branch import Branch
from app.core.frame import Part
from app.core.lines import Look, Ordinal
from app.core.planter import Lookers
from app.core.report import Node
from app.core.siblings import Groups

_INDEX = attrgetter("index")
Style = tuple[int, float]  # an outline level, and the rank of an ordinal that a heading of it bears


@dataclass(slots=True, eq=False)
class Grove:
    """The tree over the paragraphs body..end of `part`; `branches` are those of the tree, in reading order."""

    part: Part
    body: int
    root: Branch
    branches: list[Branch] = field(default_factory=list[Branch])
    weak: dict[Branch, bool] = field(default_factory=dict[Branch, bool])  # whether each stands
    ordinals: Counter[Ordinal | None] = field(default_factory=Counter["Ordinal | None"])  # of all, fallen ones too
    looks: Counter[Look] = field(default_factory=Counter[Look])  # of long paragraphs
    styled: Counter[Style] = field(default_factory=Counter[Style])
    lookers: Lookers = field(default_factory=dict[Branch, "Branch | None"])
    groups: Groups = field(default_factory=Groups)
    stale: dict[Branch, None] = field(default_factory=dict[Branch, None])  # whose node or role may be another
    nodes: tuple[Node, ...] = ()

    def at(self, place: int) -> list[Branch]:
        """The branches that the paragraph at `place` opens."""
        first = bisect_left(self.branches, place, key=_INDEX)
        last = first
        while last < len(self.branches) and self.branches[last].index == place:
            last += 1
        return self.branches[first:last]

    def following(self) -> Callable[[Branch], Branch | None]:
        """What gives the branch after a stale one as they are read."""
        if len(self.stale) > len(self.branches) // 8:
            return dict(zip(self.branches, self.branches[1:], strict=False)).get
        return self._after

    def _after(self, branch: Branch) -> Branch | None:
        at = bisect_left(self.branches, branch.index, key=_INDEX)
        while self.branches[at] is not branch:
            at += 1
        return self.branches[at + 1] if at + 1 < len(self.branches) else None

    def shift(self, by: int, start: int) -> None:
        """Count the paragraphs from `start` on `by` further."""
        for branch in self.branches[bisect_left(self.branches, start, key=_INDEX) :]:
            branch.index += by
        for branch, standing in self.weak.items():
            if not standing and branch.index >= start:
                branch.index += by

    def bound(self, part: Part, body: int) -> None:
        """Say where the part and its body stand now."""
        self.part, self.body, self.root.end = part, body, part.end
