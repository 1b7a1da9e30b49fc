"""Numbered and styled paragraphs → a tree of branches, each told apart as a heading or a numbered clause.

The tree comes first (by the form of the ordinals), because whether 一、… is a heading is seen best from its whole series:
corrections.md counts 216 of 553 such paragraphs as clauses.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from app.core.branch import Branch, announces, goes_on, reads_as_clause
from app.core.numerals import RANKS, Scheme
from app.core.report import LEVELS, Kind
from app.core.traits import Traits

LONGEST_RUN_IN = 45  # Han characters of a heading that text follows in the same paragraph
LONGEST_HEADING = 80  # … of a heading on a line of its own, without an end mark
LONGEST_STOPPED = 40  # … of one that ends with a full stop
_PEERS = 2  # how many siblings all series of the same form and depth weigh as, together


def plant(branches: Sequence[Branch], bodies: Iterable[float], end: int) -> Branch:
    """The tree over the `branches` of a part that ends at `end`; `bodies` are the places of plain paragraphs and tables."""
    root = Branch(-1, branches[0].traits if branches else _NOTHING, None, end=end)
    _Planter(branches, root).grow()
    _mark_content(branches, bodies)
    _decide(root)
    return root


_NOTHING = Traits(-1, "", 0, "empty", (), False, False, False, False, 21, "", False, None, False, None, "", False, False)


class _Planter:
    """Hangs branches below one another: an outer form closes the inner ones, the same form goes on with its series."""

    def __init__(self, branches: Sequence[Branch], root: Branch) -> None:
        self.branches = branches
        self.stack = [root]
        self.styles = _style_ranks(branches)
        self.ended: dict[Scheme | None, int] = {}  # the last count of each form

    def grow(self) -> None:
        for at, branch in enumerate(self.branches):
            self._rank(branch, at)
            while len(self.stack) > 1 and self.stack[-1].rank >= branch.rank:
                self.stack.pop()
            branch.parent = self.stack[-1]
            branch.level = len(self.stack)
            branch.parent.children.append(branch)
            self.ended[branch.scheme] = branch.value
            self.stack.append(branch)

    def _rank(self, branch: Branch, at: int) -> None:
        numeral = branch.line.numeral if branch.line else None
        if numeral is not None:
            branch.scheme, branch.value = numeral.scheme, numeral.value
            slip = self._slip(branch, at)
            if slip is not None:
                branch.scheme = slip.scheme
            branch.rank = (
                slip.rank if slip else _decimal_rank(numeral.path, self.stack) if numeral.path else RANKS[numeral.scheme]
            )
        if branch.forced in LEVELS and (numeral is None or numeral.level is not None):
            branch.rank = (LEVELS.index(branch.forced) + 1) * 10
        elif numeral is None:
            branch.rank = self._plain_rank(branch)

    def _plain_rank(self, branch: Branch) -> float:
        """The rank of a heading without an ordinal: that of its style's numbered headings, else just above its level's form."""
        if branch.forced is Kind.CHAPTER or branch.forced is Kind.ARTICLE:
            return RANKS[Scheme.CHAPTER if branch.forced is Kind.CHAPTER else Scheme.ARTICLE]
        level = branch.traits.level or 1
        if branch.traits.level:
            for above in reversed(self.stack[1:]):
                if above.traits.level == level:
                    return above.rank
                if above.traits.level and above.traits.level < level:
                    return max(self.styles.get(level, level * 10 - 5), above.rank + 0.5)
        return self.styles.get(level, level * 10 - 5)

    def _slip(self, branch: Branch, at: int) -> Branch | None:
        """The open series that an ordinal of the wrong form continues: 7. (8) 9. → the series of 7."""
        scheme, value = branch.scheme, branch.value
        if value < 2 or scheme is Scheme.DECIMAL or self.ended.get(scheme) == value - 1:
            return None
        if any(above.scheme is scheme for above in self.stack):
            return None
        for above in reversed(self.stack[1:]):
            if above.value == value - 1 and above.scheme not in (None, Scheme.DECIMAL):
                return above if self._next_of(above.scheme, at) in (None, value + 1) else None
        return None

    def _next_of(self, scheme: Scheme | None, at: int) -> int | None:
        """The count of the next ordinal of that form in the same section; None when there is none or it starts over."""
        for later in self.branches[at + 1 :]:
            numeral = later.line.numeral if later.line else None
            if numeral and numeral.scheme is scheme:
                return numeral.value if numeral.value != 1 else None
            if numeral and scheme is not None and RANKS[numeral.scheme] < RANKS[scheme]:
                return None
        return None


def _style_ranks(branches: Sequence[Branch]) -> dict[int, float]:
    """For each outline level the rank of the ordinals that most of its headings bear."""
    seen: dict[int, Counter[float]] = {}
    for branch in branches:
        if branch.traits.level and branch.line and branch.line.numeral and branch.line.numeral.scheme is not Scheme.DECIMAL:
            seen.setdefault(branch.traits.level, Counter())[RANKS[branch.line.numeral.scheme]] += 1
    return {level: counts.most_common(1)[0][0] for level, counts in seen.items()}


def _decimal_rank(path: tuple[int, ...], stack: list[Branch]) -> float:
    for above in reversed(stack[1:]):
        if above.scheme in (Scheme.ARABIC, Scheme.HAN, Scheme.CHAPTER) and len(path) > 1 and above.value == path[0]:
            return above.rank + len(path) / 10
        if above.scheme is Scheme.DECIMAL:
            numeral = above.line.numeral if above.line else None
            if numeral is not None and numeral.path[:1] == path[:1]:
                return above.rank + (len(path) - len(numeral.path)) / 10
    return RANKS[Scheme.DECIMAL] + len(path) / 10


def _mark_content(branches: Sequence[Branch], bodies: Iterable[float]) -> None:
    owners = {branch.index: branch for branch in branches}
    places = sorted(owners)
    at = 0
    for place in bodies:
        while at < len(places) and places[at] < place:
            at += 1
        if at:
            owners[places[at - 1]].content = True


def _decide(root: Branch) -> None:
    groups = list(_groups(root))
    alike: dict[tuple[Scheme | None, int], list[float]] = {}
    for group in groups:
        for branch in group:
            branch.score = _score(branch)
            alike.setdefault((branch.scheme, branch.level), []).append(branch.score)
    for group in groups:
        peers = alike[group[0].scheme, group[0].level]
        mean = (sum(b.score for b in group) + _PEERS * sum(peers) / len(peers)) / (len(group) + _PEERS)
        listed = _listed(group)
        parted = 2 * sum(1 for b in group if b.filled) >= len(group)
        named = _names_like_its_peers(group, peers)
        for branch in group:
            branch.heading = named or _is_heading(branch, mean, listed, parted)
            branch.weak = named or 0.2 < branch.score < 0.8


def _groups(root: Branch) -> Iterator[list[Branch]]:
    """Siblings of one form, parent by parent."""
    pending = [root]
    while pending:
        above = pending.pop()
        found: dict[float, list[Branch]] = {}
        for child in above.children:
            found.setdefault(child.rank, []).append(child)
        yield from found.values()
        pending.extend(above.children)


def _listed(group: list[Branch]) -> bool:
    """Whether a series is bare entries: a deep form, and nothing stands under any of them."""
    return group[0].rank >= RANKS[Scheme.ARABIC] and not any(b.content or b.children for b in group)


def _names_like_its_peers(group: list[Branch], peers: list[float]) -> bool:
    """Whether a series of short names with nothing under them (pictures were there) stands where the other ones are headings."""
    others = len(peers) - len(group)
    if not others or not all(b.name and not b.filled for b in group):
        return False
    return (sum(peers) - sum(b.score for b in group)) / others >= 0.75


def _is_heading(branch: Branch, mean: float, listed: bool, parted: bool) -> bool:
    if branch.forced is not None:
        return branch.forced is not Kind.CLAUSE
    if branch.styled is not None:
        return branch.styled in LEVELS
    if branch.score < 0.4:
        return False
    runs_in = branch.line is not None and branch.line.more
    if branch.score >= 0.9 and not runs_in:
        return mean >= 0.35
    if parted and branch.content and branch.name and branch.score >= 0.8:
        return mean >= 0.25
    return mean >= 0.5 and not (listed and not runs_in)


def _score(branch: Branch) -> float:
    """How much the line reads as a heading, 0 (a clause) to 1."""
    line, traits = branch.line, branch.traits
    if line is None or line.numeral is None:
        return 1.0
    if line.numeral.scheme in (Scheme.PART, Scheme.CHAPTER, Scheme.SECTION, Scheme.ARTICLE):
        return 1.0
    if branch.law:
        return 0.0
    length = branch.length
    if line.more:
        return _run_in_score(branch, length)
    last = traits.words[-1:]
    filled = branch.filled
    if last in "；;":
        return 0.0
    if last in "：:":
        short = length <= 20 and not announces(traits.words)
        return 0.5 if short and filled else 0.1
    if last in "。！？":
        if length > LONGEST_STOPPED or reads_as_clause(traits.words):
            return 0.1
        return 0.85 if filled else 0.2
    if last in "，、,":
        return 0.5 if filled else 0.1
    if length > LONGEST_HEADING:
        return 0.1
    return 0.95 if filled or traits.level else 0.5


def _run_in_score(branch: Branch, length: int) -> float:
    line = branch.line
    assert line is not None
    if length == 0:
        return 0.1
    first = branch.traits.words[line.content - branch.traits.lead : line.first - branch.traits.lead]
    if reads_as_clause(first):
        return 0.15
    if line.aside or goes_on(first):
        return 0.3
    return 0.95 if length <= 25 else 0.8 if length <= LONGEST_RUN_IN else 0.45 if length <= LONGEST_RUN_IN * 1.35 else 0.1


def heading_kind(branch: Branch) -> Kind:
    """The Kind of a branch: by hand, else by the form of its ordinal, else by its outline level."""
    if branch.forced is not None:
        return branch.forced
    if branch.scheme in (Scheme.PART, Scheme.CHAPTER, Scheme.SECTION):
        return Kind.CHAPTER
    if branch.scheme is Scheme.ARTICLE:
        return Kind.ARTICLE
    if not branch.heading:
        return Kind.CLAUSE
    numeral = branch.line.numeral if branch.line else None
    if branch.scheme is None or numeral is None:
        return LEVELS[min(branch.traits.level or branch.level, 4) - 1]
    if branch.scheme is Scheme.DECIMAL:
        return LEVELS[min(len(numeral.path), 4) - 1]
    if branch.scheme is Scheme.ROMAN:
        return Kind.LEVEL1
    return LEVELS[min(int(branch.rank) // 10, 4) - 1] if branch.rank >= 10 else Kind.LEVEL1
