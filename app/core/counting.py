"""What the numerals of a tree read when they are counted: forms, starts, runs that go on across sections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from itertools import pairwise

from app.core.forms import INNER, standard, written
from app.core.han_numbers import int_to_han
from app.core.numerals import Scheme, format_numeral, parse_alone
from app.core.report import Node, Report
from app.core.series import OFFICIAL, Series, all_series, continued, opened_inline, stands_inline
from app.core.tree import Tree, Twig


def _beginnings(nodes: Sequence[Node]) -> dict[int, Node]:
    """The node with which the run of each node began, by `id`: siblings of one form, where a 1 begins anew."""
    found: dict[int, Node] = {}
    open_: dict[Scheme, Node] = {}
    for node in nodes:
        numeral = parse_alone(node.numeral)
        if numeral is not None:
            if numeral.scheme not in open_ or node.value == 1:
                open_[numeral.scheme] = node
            found[id(node)] = open_[numeral.scheme]
        found |= _beginnings(node.children)
    return found


@dataclass(slots=True)
class _Run:
    """Siblings that count on from one another."""

    scheme: Scheme
    start: int
    fresh: bool  # begins anew although its form counts on across sections
    twigs: list[Twig] = field(default_factory=list[Twig])
    sample: str = ""


class Count:
    """Counts a tree; `tidy` also mends what was wrong before: starts, gaps, forms."""

    def __init__(self, tree: Tree, *, tidy: bool = False) -> None:
        self.tree = tree
        self.report: Report = tree.report
        self.tidy = tidy
        series = all_series(self.report)
        self._running = continued(series) | {Scheme.ARTICLE}
        self._of = {id(node): one for one in series for node in one.nodes}
        self._begun = _beginnings(self.report.outline)
        self._origin: dict[Scheme, Node] = {}  # the first node of each form
        self._anew: set[int] = set()  # later nodes with which a count begins anew
        for node in self.report.nodes():
            numeral = parse_alone(node.numeral)
            if numeral is not None and self._origin.setdefault(numeral.scheme, node) is not node and node.value == 1:
                self._anew.add(id(node))
        self._last: dict[Scheme, int] = {}

    def numerals(self, touched: set[int] | None, stirred: Set[Scheme] = frozenset()) -> Iterator[tuple[Twig, str]]:
        """(section, what its numeral reads) below the parents whose ids are in `touched` (None: everywhere).

        `stirred` are forms that moved or went: where such a form counts on across sections, all of it is counted.
        """
        self._new: dict[int, str] = {}
        for root in self.tree.roots:
            self._last = {}
            runs = [(parent, run) for parent in root.walk() for run in self._runs(parent)]
            reached = {run.scheme for parent, run in runs if touched is None or id(parent) in touched}
            reached = (reached | stirred) & self._running
            for parent, run in runs:
                yield from self._count(run, parent, touched is None or id(parent) in touched or run.scheme in reached)

    def _runs(self, parent: Twig) -> list[_Run]:
        runs: list[_Run] = []
        known: dict[object, _Run] = {}
        newcomers: list[Twig] = []
        last: _Run | None = None
        for twig in parent.children:
            if twig.moved and twig.sample is not None:
                if last is not None and self._fits(twig, last):
                    last.twigs.append(twig)
                else:
                    newcomers.append(twig)
                continue
            numeral = twig.numeral
            if numeral is None or twig.node is None:
                continue
            series = self._of.get(id(twig.node))
            key: object = id(series) if series is not None else (numeral.scheme, self._generation(parent, twig))
            run = known.get(key)
            if run is None:
                run = known[key] = self._open(twig, series)
                runs.append(run)
            run.twigs += [one for one in newcomers if self._fits(one, run)]
            newcomers = [one for one in newcomers if one not in run.twigs]
            run.twigs.append(twig)
            last = run
        if newcomers:
            first = newcomers[0]
            numeral = parse_alone(first.sample or "")
            if numeral is not None:
                runs.append(_Run(numeral.scheme, 1, fresh=False, twigs=newcomers, sample=first.sample or ""))
        return runs

    def _generation(self, parent: Twig, twig: Twig) -> int:
        """How often the count of this form began anew among the siblings before."""
        scheme = twig.numeral.scheme if twig.numeral else None
        before = parent.children[: twig.index + 1]
        return sum(
            1
            for other in before
            if not other.moved and other.numeral and other.numeral.scheme is scheme and other.numeral.value == 1
        )

    def _fits(self, twig: Twig, run: _Run) -> bool:
        numeral = parse_alone(twig.sample or "")
        return numeral is not None and numeral.scheme is run.scheme

    def _open(self, twig: Twig, series: Series | None) -> _Run:
        node = twig.node
        assert node is not None
        numeral = twig.numeral
        assert numeral is not None
        scheme = series.scheme if series is not None else numeral.scheme
        first = series.nodes[0] if series is not None else self._begun.get(id(node), node)
        skipped = self._skipped(twig, scheme) if self.tidy else None
        if skipped is not None:
            return _Run(skipped, 1, fresh=True, sample=format_numeral(1, skipped))
        inline = first.value > 1 and opened_inline(self.report, first)
        kept = inline or scheme is Scheme.DECIMAL  # 2.4.14 may follow rows of a table that are no headings
        start = first.value if kept or not (self.tidy or first.value == 1) or self._kept_start(series, first) else 1
        sample = self._common_form(series) if series is not None else node.numeral
        return _Run(scheme, start, fresh=id(first) in self._anew, sample=sample)

    def _skipped(self, twig: Twig, scheme: Scheme) -> Scheme | None:
        """The form that should stand here when one was skipped: （1） right under 一、; 1. right under 一、 is usual."""
        above = twig.parent.numeral if twig.parent is not None else None
        if above is None or above.scheme not in OFFICIAL or scheme not in OFFICIAL:
            return None
        gap = OFFICIAL.index(scheme) - OFFICIAL.index(above.scheme)
        usual = gap < 2 or (above.scheme is Scheme.HAN and scheme is Scheme.ARABIC)
        return None if usual else INNER[above.scheme]

    def _kept_start(self, series: Series | None, first: Node) -> bool:
        """A heading without a number of its own may stand between paragraphs that count on."""
        parent = series.parent if series is not None else None
        return first.value > 1 and parent is not None and not parent.numeral

    def _common_form(self, series: Series) -> str:
        """The numeral that shows how a series is written: a standard one where the forms are mixed."""
        right = [node.numeral for at, node in enumerate(series.nodes) if at not in series.odd and node.numeral]
        clean = [text for text in right if (n := parse_alone(text)) is not None and n.clean]
        return (clean or right or [series.nodes[0].numeral])[0]

    def _count(self, run: _Run, parent: Twig, wanted: bool) -> Iterator[tuple[Twig, str]]:
        value = run.start
        if run.scheme in self._running and not run.fresh:
            origin = self._origin.get(run.scheme)
            value = self._last.get(run.scheme, (origin.value if origin else run.start) - 1) + 1
        before: Twig | None = None
        for twig in run.twigs:
            value = self._past_inline(before, twig, value)
            if twig.numeral is not None and not twig.moved and "之" in twig.numeral.text and before is not None:
                value -= 1  # 第三条之一 stands beside 第三条
            text = self._text(twig, run, parent, value)
            self._new[id(twig)] = text
            if wanted or self._follows(twig, parent):
                yield twig, text
            self._last[run.scheme] = value
            value += 1
            before = twig

    def _follows(self, twig: Twig, parent: Twig) -> bool:
        """Whether a decimal number changed with the one above it."""
        numeral = twig.numeral
        return numeral is not None and bool(numeral.path) and id(parent) in self._new and parent.node is not None and (
            self._new[id(parent)] != parent.node.numeral
        )  # fmt: skip

    def _past_inline(self, before: Twig | None, twig: Twig, value: int) -> int:
        """The next count, past those that stand inside a paragraph between two neighbours."""
        if before is None or before.node is None or twig.node is None or before.moved or twig.moved:
            return value
        series = self._of.get(id(twig.node))
        if series is None or not any(a is before.node and b is twig.node for a, b in pairwise(series.nodes)):
            return value
        missing = before.node.value + 1
        while missing < twig.node.value and stands_inline(self.report, before.node, twig.node, missing):
            missing, value = missing + 1, value + 1
        return value

    def _text(self, twig: Twig, run: _Run, parent: Twig, value: int) -> str:
        sample = twig.sample if twig.moved and twig.sample else twig.node.numeral if twig.node is not None else run.sample
        if twig.node is not None and twig.node.automatic and not twig.moved:
            return written(value, sample)
        if self.tidy and not twig.moved:
            own = parse_alone(sample)
            sample = standard(sample if own is not None and own.scheme is run.scheme and own.clean else run.sample)
        numeral = parse_alone(sample)
        if numeral is not None and numeral.path:
            return self._decimal(numeral.path, parent, value)
        return written(value, sample)

    def _decimal(self, path: Sequence[int], parent: Twig, value: int) -> str:
        above = parse_alone(self._new.get(id(parent)) or (parent.node.numeral if parent.node is not None else "") or "")
        if above is None or len(path) == 1:
            return ".".join(str(part) for part in (*path[:-1], value))
        upper = above.path or (above.value,)
        return ".".join(str(part) for part in (*upper, value))


def item_word(numeral: str, value: int) -> str:
    """一是 or 第一 with another count: ("二是", 3) → "三是"; 首先 and its like stay."""
    if numeral.startswith("第"):
        return "第" + int_to_han(value)
    return int_to_han(value) + numeral[-1] if numeral[-1] in "是要" else numeral
