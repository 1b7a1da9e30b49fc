"""What tells a heading from a numbered clause, branch by branch; `app.core.siblings` asks whole series."""

from __future__ import annotations

from app.core.branch import Branch, announces, goes_on, reads_as_clause
from app.core.numerals import Scheme
from app.core.report import LEVELS, Kind

LONGEST_RUN_IN = 45  # Han characters of a heading that text follows in the same paragraph
LONGEST_HEADING = 80  # … of a heading on a line of its own, without an end mark
LONGEST_STOPPED = 40  # … of one that ends with a full stop
_UNITS = {
    Scheme.PART: Kind.CHAPTER, Scheme.CHAPTER: Kind.CHAPTER, Scheme.SECTION: Kind.CHAPTER, Scheme.ARTICLE: Kind.ARTICLE,
}  # fmt: skip
REACHES = (25, 35, 50)  # what the mean score of a series is held against


def is_heading(branch: Branch, reach: int, *, listed: bool, parted: bool) -> bool:
    """Whether it is a heading in a series whose scores reach that many of `REACHES`.

    `listed` says that the series is bare entries, `parted` that text stands under most of it.
    """
    if branch.forced is not None:
        return branch.forced is not Kind.CLAUSE
    if branch.styled is not None:
        return branch.styled in LEVELS
    if branch.score < 40:
        return False
    runs_in = branch.line is not None and branch.line.more
    if branch.score >= 90 and not runs_in:
        return reach >= 2
    if parted and branch.content and branch.name and branch.score >= 80:
        return reach >= 1
    return reach >= 3 and not (listed and not runs_in)


def score_of(branch: Branch) -> int:
    """How much the line reads as a heading, 0 (a clause) to 100."""
    line, traits = branch.line, branch.traits
    if line is None or line.numeral is None:
        return 100
    if line.numeral.scheme in _UNITS:
        return 100
    if branch.law:
        return 0
    length = branch.length
    if line.more:
        return _run_in_score(branch, length)
    last = traits.words[-1:]
    filled = branch.filled
    if last in "；;":
        return 0
    if last in "：:":
        short = length <= 20 and not announces(traits.words)
        return 50 if short and filled else 10
    if last in "。！？":
        if length > LONGEST_STOPPED or reads_as_clause(traits.words):
            return 10
        return 85 if filled else 20
    if last in "，、,":
        return 50 if filled else 10
    if length > LONGEST_HEADING:
        return 10
    return 95 if filled or traits.level else 50


def _run_in_score(branch: Branch, length: int) -> int:
    line = branch.line
    assert line is not None
    if length == 0:
        return 10
    first = branch.traits.words[line.content - branch.traits.lead : line.first - branch.traits.lead]
    if reads_as_clause(first):
        return 15
    if line.aside or goes_on(first):
        return 30
    return 95 if length <= 25 else 80 if length <= LONGEST_RUN_IN else 45 if length <= LONGEST_RUN_IN * 1.35 else 10


def heading_kind(branch: Branch) -> Kind:
    """The Kind of a branch: by hand, else by the form of its ordinal, else by its outline level."""
    if branch.forced is not None:
        return branch.forced
    scheme = branch.scheme
    unit = _UNITS.get(scheme) if scheme is not None else None
    if unit is not None:
        return unit
    if not branch.heading:
        return Kind.CLAUSE
    numeral = branch.line.numeral if branch.line else None
    if scheme is None or numeral is None:
        return LEVELS[min(branch.traits.level or branch.level, 4) - 1]
    if scheme is Scheme.DECIMAL:
        return LEVELS[min(len(numeral.path), 4) - 1]
    if scheme is Scheme.ROMAN:
        return Kind.LEVEL1
    return LEVELS[min(int(branch.rank) // 10, 4) - 1] if branch.rank >= 10 else Kind.LEVEL1
