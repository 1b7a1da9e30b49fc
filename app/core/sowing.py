"""A tree grown, and a stretch of it sown again: which branches its paragraphs open, where they hang, how they are judged."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from operator import attrgetter

from app.core.branch import Branch
from app.core.frame import Part, Sheet
from app.core.grove import Grove, Style
from app.core.lines import branches_at, is_weak, looks_of, most_common_look, ordinal_of, stands
from app.core.numerals import RANKS, Scheme
from app.core.planter import Counts, Planter
from app.core.traits import Traits

_INDEX = attrgetter("index")
_NOTHING = Traits(-1, "", 0, "empty", (), False, False, False, False, 21, "", False, None, False, None, "", False, False)


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
        self._styles = _style_ranks(grove.styled)  # by which the branches hang
        self._unsettled: set[int] = set()  # where weak ordinals rise or fall because of what is sown

    def sow_all(self, stretches: Iterable[tuple[int, int, int]]) -> set[int]:
        """Sow those stretches (see `sow`), and what stands or falls with them; all paragraphs that were read anew."""
        places: set[int] = set()
        for start, end, was in stretches:
            self.sow(start, end, was)
            places |= set(range(start, end))
        while self._unsettled:
            at = self._unsettled.pop()
            self.sow(at, at + 1, at + 1)
            places.add(at)
        return places

    def sow(self, start: int, end: int, was: int) -> None:
        """Read the paragraphs start..end anew, which ended at `was` before."""
        grove = self.grove
        first, last = (bisect_left(grove.branches, place, key=_INDEX) for place in (start, was))
        old = grove.branches[first:last]
        known = self._known(old, start, was)
        if end != was:
            grove.shift(end - was, was)
        self._count(known, old, -1)
        found, altered, twisted = self._found(start, end, known)
        new = self._standing(known, found)
        self._count(found, new, 1)
        altered &= set(new)
        grove.stale |= dict.fromkeys(altered)
        unlike = altered or new != old or _style_ranks(grove.styled) != self._styles
        moved, dirty = self._replanted(first, last, start, new, twisted) if unlike else ({}, {})
        for at in range(max(first - 1, 0), first + len(new)):
            grove.stale[grove.branches[at]] = None
            if self._mark(at):
                dirty[grove.branches[at]] = None
        for branch in moved:
            grove.groups.enter(branch)
        for branch in {**dirty, **dict.fromkeys(altered)}:
            if branch not in moved:
                grove.groups.weigh(branch)

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

    def _standing(self, known: Sequence[Branch], found: list[Branch]) -> list[Branch]:
        """The `found` branches that stand, `known` ones gone; where others rise or fall with them is noted."""
        weak = self.grove.weak
        if not weak and not any(map(is_weak, found)):
            return found
        ordinals = self.grove.ordinals + Counter(map(ordinal_of, found))
        for branch in known:
            weak.pop(branch, None)
        self._unsettled |= {one.index for one, standing in weak.items() if stands(one, ordinals) is not standing}
        fallen: set[Branch] = set()
        for branch in filter(is_weak, found):
            weak[branch] = stands(branch, ordinals)
            if not weak[branch]:
                fallen.add(branch)
        return [branch for branch in found if branch not in fallen] if fallen else found

    def _replanted(
        self, first: int, last: int, start: int, new: list[Branch], twisted: Set[Branch]
    ) -> tuple[dict[Branch, None], dict[Branch, None]]:
        """Hang `new` in place of the branches first..last; those that hang otherwise, and those to be weighed anew."""
        grove, styles = self.grove, _style_ranks(self.grove.styled)
        led = self._led(styles)
        looking = [one for one, until in grove.lookers.items() if one.index < start and (until is None or until.index >= start)]
        old = grove.branches[first:last]
        gone = dict.fromkeys(old)
        for branch in new:
            gone.pop(branch, None)
        above = [self._cut(branch) for branch in gone]
        grove.branches[first:last] = new
        others = [at for at in map(grove.branches.index, looking) if self._planter(styles, at).hangs_otherwise()]
        begin, least = min([first, *led, *others]), max([last, *(at + 1 for at in led)]) - len(old) + len(new)
        counts: Counts = {one.scheme: one.value for one in (*grove.branches[begin:first], *old)}
        planter = self._planter(styles, begin)
        moved = planter.regrow((first + len(new), least), counts, twisted, grove.groups.leave)
        self._styles = styles
        families = {one: None for one in (*planter.families, *above) if one not in gone}
        grove.stale |= families | moved
        for branch in gone:
            grove.stale.pop(branch, None)
        return moved, planter.visited | families

    def _planter(self, styles: Mapping[int, float], start: int) -> Planter:
        return Planter(self.grove.branches, self.grove.root, styles, self.grove.lookers, start)

    def _led(self, styles: Mapping[int, float]) -> list[int]:
        """The places of the branches without an ordinal for whose level `styles` name another rank than before."""
        if styles == self._styles:
            return []
        levels = {level for level in (*styles, *self._styles) if styles.get(level) != self._styles.get(level)}
        branches = self.grove.branches
        return [at for at, one in enumerate(branches) if one.ordinal is None and (one.traits.level or 1) in levels]

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


def _style_ranks(styled: Counter[Style]) -> dict[int, float]:
    """For each outline level the rank of the ordinals that most of its headings bear."""
    most: dict[int, tuple[int, float]] = {}
    for (level, rank), count in styled.items():
        if count > 0:
            most[level] = max(most.get(level, (0, 0.0)), (count, -rank))
    return {level: -rank for level, (_, rank) in most.items()}
