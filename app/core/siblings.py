"""Series of sisters, each judged as a whole: whether its lines are headings or numbered clauses.

The tree comes first (by the form of the ordinals), because whether 一、… is a heading is seen best from its whole series:
in reports read by hand 216 of 553 such paragraphs are clauses. Sums are kept in whole hundredths, so that a series judged
after a change reads as one judged afresh.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from app.core.branch import Branch
from app.core.headings import REACHES, is_heading, score_of
from app.core.numerals import RANKS, Scheme

_PEERS = 2  # how many siblings all series of the same form and depth weigh as, together
_NAMED = 75  # the mean score of the other series where bare names are headings

Form = tuple[Scheme | None, int]  # of ordinals, and the depth they stand at


@dataclass(slots=True, eq=False)
class _Peers:
    """All branches of one form and depth, and the groups whose first branch is one of them."""

    size: int = 0
    total: int = 0
    groups: dict[Group, None] = field(default_factory=dict["Group", None])

    def reach_of(self, group: Group) -> int:
        """How many of `REACHES` the mean score of `group` gets to, with these peers weighed in."""
        mean, weight = group.total * self.size + _PEERS * self.total, (group.size + _PEERS) * self.size
        low, middle, high = REACHES
        return 3 if mean >= high * weight else 2 if mean >= middle * weight else 1 if mean >= low * weight else 0

    def swayed(self) -> list[Group]:
        """The groups that are to be judged otherwise now, or may be."""
        return [one for one in self.groups if one.bare == one.size or self.reach_of(one) != one.reach]


@dataclass(slots=True, eq=False)
class Group:
    """The children of `parent` that have that rank: how many, the sum of their scores, how many filled and bare names."""

    parent: Branch
    rank: float
    form: Form | None = None
    size: int = 0
    total: int = 0
    filled: int = 0
    bare: int = 0
    reach: int = -1  # how many of `REACHES` its mean score gets to, that of its peers weighed in; -1 before it is judged
    facts: tuple[bool, bool, bool] = (False, False, False)  # bare entries; text under most of it; bare names that are headings


class Groups:
    """The series of a tree; what is entered, left or weighed anew is judged by `settle`."""

    def __init__(self) -> None:
        self._groups: dict[tuple[Branch, float], Group] = {}
        self._peers: dict[Form, _Peers] = {}
        self._changed: dict[Group, set[Branch]] = {}
        self._moved: set[Form] = set()

    def enter(self, branch: Branch) -> None:
        """Count `branch` in the series where it hangs now."""
        key = (branch.parent or branch, branch.rank)
        group = self._groups.get(key)
        if group is None:
            group = self._groups[key] = Group(*key)
        branch.group = group
        branch.score, branch.counted = _weight(branch)
        self._add(branch, 1)
        self._changed.setdefault(group, set()).add(branch)

    def leave(self, branch: Branch) -> None:
        """Take `branch` out of its series, before it hangs elsewhere."""
        group = branch.group
        if group is not None:
            self._add(branch, -1)
            self._changed.setdefault(group, set()).discard(branch)
            branch.group = None

    def weigh(self, branch: Branch) -> None:
        """Score `branch` anew."""
        group = branch.group
        if group is None:
            return
        weight = _weight(branch)
        self._changed.setdefault(group, set()).add(branch)
        if weight != (branch.score, branch.counted):
            self._add(branch, -1)
            branch.score, branch.counted = weight
            self._add(branch, 1)

    def _add(self, branch: Branch, sign: int) -> None:
        form, group = (branch.scheme, branch.level), branch.group
        assert group is not None
        peers = self._peers.get(form)
        if peers is None:
            peers = self._peers[form] = _Peers()
        peers.size += sign
        peers.total += sign * branch.score
        self._moved.add(form)
        group.size += sign
        group.total += sign * branch.score
        group.filled += sign * branch.counted[0]
        group.bare += sign * branch.counted[1]

    def settle(self) -> list[Branch]:
        """Judge what changed; the branches that read otherwise than before."""
        for group in self._changed:
            self._file(group)
        out = [one for group, branches in self._changed.items() if group.size for one in self._judge(group, branches)]
        for form in self._moved:
            for group in self._peers[form].swayed():
                out += self._judge(group, ())
        self._changed, self._moved = {}, set()
        return out

    def _file(self, group: Group) -> None:
        """Put `group` under the form of its first branch."""
        first = next((one for one in group.parent.children if one.rank == group.rank), None) if group.size else None
        form = (first.scheme, first.level) if first is not None else None
        if form != group.form:
            if group.form is not None:
                self._peers[group.form].groups.pop(group, None)
            if form is not None:
                self._peers[form].groups[group] = None
            group.form = form
        if form is None:
            self._groups.pop((group.parent, group.rank), None)

    def _judge(self, group: Group, changed: Iterable[Branch]) -> list[Branch]:
        """Judge `group`, or only its `changed` branches where it stands as it did; those that read otherwise."""
        assert group.form is not None
        peers = self._peers[group.form]
        was = (group.reach, group.facts)
        group.reach = peers.reach_of(group)
        group.facts = (
            group.rank >= RANKS[Scheme.ARABIC] and not group.filled,
            2 * group.filled >= group.size,
            _names_like_its_peers(group, peers),
        )
        if was != (group.reach, group.facts):
            changed = [one for one in group.parent.children if one.rank == group.rank]
        return [one for one in changed if _decided(one, group)]


def _weight(branch: Branch) -> tuple[int, tuple[bool, bool]]:
    """Its score, whether it is filled, and whether it is a bare name."""
    filled = branch.filled
    return score_of(branch), (filled, not filled and branch.name)


def _names_like_its_peers(group: Group, peers: _Peers) -> bool:
    """Whether a series of short names with nothing under them (pictures were there) stands where the other ones are headings."""
    others = peers.size - group.size
    return group.bare == group.size and others != 0 and (peers.total - group.total) / others >= _NAMED


def _decided(branch: Branch, group: Group) -> bool:
    """Give `branch` what its `group` makes it; whether that is new."""
    listed, parted, named = group.facts
    heading = named or is_heading(branch, group.reach, listed=listed, parted=parted)
    weak = named or 20 < branch.score < 80
    was = (branch.heading, branch.weak)
    branch.heading, branch.weak = heading, weak
    return was != (heading, weak)
