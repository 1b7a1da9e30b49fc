"""The tree of one part of a report, kept so that a change sows again only the stretch where it lies."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from operator import attrgetter

from app.core.branch import Branch
from app.core.frame import Part, Sheet
from app.core.lines import Look, Ordinal, branches_at, is_weak, looks_of, most_common_look, ordinal_of, stands
from app.core.numerals import RANKS, Scheme
from app.core.planter import Counts, Lookers, Planter
from app.core.report import Node
from app.core.siblings import Groups
from app.core.traits import Traits

_INDEX = attrgetter("index")
_NOTHING = Traits(-1, "", 0, "empty", (), False, False, False, False, 21, "", False, None, False, None, "", False, False)
_Style = tuple[int, float]  # an outline level, and the rank of an ordinal that a heading of it bears


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
    styled: Counter[_Style] = field(default_factory=Counter[_Style])
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


def grown(sheet: Sheet, part: Part, body: int, tables: Sequence[int]) -> Grove:
    """The tree of `part`, whose text begins at `body`; tables stand behind the paragraphs at `tables`."""
    grove = Grove(part, body, Branch(-1, _NOTHING, None, end=part.end))
    grove.looks = looks_of(sheet.traits[body : part.end])
    Sowing(grove, sheet, tables).sow(body, part.end, part.end)
    grove.groups.settle()
    return grove


class Sowing:
    """A change of a grove, stretch by stretch; the caller lets the grove's groups settle when all are sown."""

    def __init__(self, grove: Grove, sheet: Sheet, tables: Sequence[int]) -> None:
        self.grove, self.sheet, self.tables = grove, sheet, tables

    def sow(self, start: int, end: int, was: int) -> bool:
        """Read the paragraphs start..end anew, which ended at `was` before; False where the rest may read otherwise too."""
        grove = self.grove
        first, last = (bisect_left(grove.branches, place, key=_INDEX) for place in (start, was))
        old = grove.branches[first:last]
        known = self._known(old, start, was)
        if end != was:
            grove.shift(end - was, was)
        styles = _style_ranks(grove.styled)
        self._count(known, old, -1)
        found, altered, twisted = self._found(start, end, known)
        new = self._standing(known, found)
        self._count(found, new or (), 1)
        if new is None or (len(grove.branches) > len(old) and _style_ranks(grove.styled) != styles):
            return False
        altered &= set(new)
        grove.stale |= dict.fromkeys(altered)
        moved, dirty = self._replanted(first, last, start, new, twisted) if altered or new != old else ({}, {})
        for at in range(max(first - 1, 0), first + len(new)):
            grove.stale[grove.branches[at]] = None
            if self._mark(at):
                dirty[grove.branches[at]] = None
        for branch in moved:
            grove.groups.enter(branch)
        for branch in {**dirty, **dict.fromkeys(altered)}:
            if branch not in moved:
                grove.groups.weigh(branch)
        return True

    def _known(self, old: list[Branch], start: int, was: int) -> list[Branch]:
        """The branches that stood at start..was, fallen ones too."""
        fallen = [one for one, standing in self.grove.weak.items() if not standing and start <= one.index < was]
        return sorted([*old, *fallen], key=attrgetter("place")) if fallen else old

    def _count(self, every: Iterable[Branch], standing: Iterable[Branch], sign: int) -> None:
        for branch in every:
            self.grove.ordinals[ordinal_of(branch)] += sign
        for branch in standing:
            numeral = branch.ordinal
            if branch.traits.level and numeral and numeral.scheme is not Scheme.DECIMAL:
                self.grove.styled[branch.traits.level, RANKS[numeral.scheme]] += sign

    def _found(self, start: int, end: int, known: Sequence[Branch]) -> tuple[list[Branch], set[Branch], set[Branch]]:
        """The lines of start..end, as `known` branches where they are the same; those altered, those that bear on others."""
        grove, look = self.grove, most_common_look(self.grove.looks)
        fresh = [
            branch
            for at in range(max(start, grove.body), min(end, grove.part.end))
            for branch in branches_at(self.sheet, at, grove.part.end, look)
        ]
        if not known:
            return fresh, set(fresh), set()
        places = {key: at for at, key in enumerate(_keys(known))}
        out: list[Branch] = []
        altered: set[Branch] = set()
        twisted: set[Branch] = set()
        taken = -1
        for key, branch in zip(list(_keys(fresh)), fresh, strict=True):
            place = places.get(key, -1)
            if place <= taken:
                out.append(branch)
                altered.add(branch)
                continue
            taken, before = place, known[place]
            if _look(before) != _look(branch):
                altered.add(before)
                if _bearing(before) != _bearing(branch):
                    twisted.add(before)
            before.index, before.traits, before.line, before.forced = branch.index, branch.traits, branch.line, branch.forced
            out.append(before)
        return out, altered, twisted

    def _standing(self, known: Sequence[Branch], found: list[Branch]) -> list[Branch] | None:
        """The `found` branches that stand, `known` ones gone; None where others rise or fall because of them."""
        grove = self.grove
        ordinals = grove.ordinals + Counter(map(ordinal_of, found)) if grove.weak or any(map(is_weak, found)) else None
        if ordinals is None:
            return found
        for branch in known:
            grove.weak.pop(branch, None)
        if any(stands(branch, ordinals) is not standing for branch, standing in grove.weak.items()):
            return None
        fallen: set[Branch] = set()
        for branch in found:
            if is_weak(branch):
                grove.weak[branch] = stands(branch, ordinals)
                if not grove.weak[branch]:
                    fallen.add(branch)
        return [branch for branch in found if branch not in fallen] if fallen else found

    def _replanted(
        self, first: int, last: int, start: int, new: list[Branch], twisted: Set[Branch]
    ) -> tuple[dict[Branch, None], dict[Branch, None]]:
        """Hang `new` in place of the branches first..last; those that hang otherwise, and those to be weighed anew."""
        grove, begin = self.grove, first
        for looker, until in grove.lookers.items():
            if looker.index < start and (until is None or until.index >= start):
                begin = min(begin, grove.branches.index(looker))
        counts: Counts = {one.scheme: one.value for one in grove.branches[begin:last]}
        gone = dict.fromkeys(grove.branches[first:last])
        for branch in new:
            gone.pop(branch, None)
        above = [self._cut(branch) for branch in gone]
        grove.branches[first:last] = new
        planter = Planter(grove.branches, grove.root, _style_ranks(grove.styled), grove.lookers, begin)
        moved = planter.regrow(first + len(new), counts, twisted, grove.groups.leave)
        families = {one: None for one in (*planter.families, *above) if one not in gone}
        grove.stale |= families | moved
        for branch in gone:
            grove.stale.pop(branch, None)
        return moved, planter.visited | families

    def _cut(self, branch: Branch) -> Branch:
        """Take `branch` out of the tree; what it hung from."""
        above = branch.parent
        assert above is not None
        self.grove.groups.leave(branch)
        self.grove.lookers.pop(branch, None)
        above.children.remove(branch)
        branch.parent = None
        return above

    def _mark(self, at: int) -> bool:
        """Note whether text or a table stands between the branch in that place and the next; whether that is news."""
        branches, branch = self.grove.branches, self.grove.branches[at]
        end = branches[at + 1].index if at + 1 < len(branches) else self.grove.part.end
        table = bisect_left(self.tables, branch.index)
        content = end > branch.index and (
            (table < len(self.tables) and self.tables[table] < end)
            or any(map(self.sheet.free, self.sheet.filled(branch.index + 1, end)))
        )
        was, branch.content = branch.content, content
        return was != content


def _keys(branches: Iterable[Branch]) -> Iterator[tuple[int, int]]:
    """What names each: its paragraph's uid, and which of that paragraph's branches it is."""
    uid, number = None, 0
    for branch in branches:
        number = number + 1 if branch.traits.uid == uid else 0
        uid = branch.traits.uid
        yield uid, number


def _look(branch: Branch) -> tuple[object, ...]:
    return id(branch.traits), branch.line, branch.forced


def _bearing(branch: Branch) -> tuple[object, ...]:
    """What the ranks of other branches are read from, besides its own rank and count."""
    numeral = branch.ordinal
    return branch.traits.level, numeral.path if numeral else ()


def _style_ranks(styled: Counter[_Style]) -> dict[int, float]:
    """For each outline level the rank of the ordinals that most of its headings bear."""
    most: dict[int, tuple[int, float]] = {}
    for (level, rank), count in styled.items():
        if count > 0:
            most[level] = max(most.get(level, (0, 0.0)), (count, -rank))
    return {level: -rank for level, (_, rank) in most.items()}
