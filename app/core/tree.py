"""The outline as a tree that may be changed in thought: which paragraphs each section owns, and what hangs where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.core.errors import ReportError
from app.core.numerals import Numeral, parse_alone
from app.core.report import HEAD_KINDS, IMPRINT_KINDS, Kind, Node, Paragraph, Report

CLOSING = frozenset({
    Kind.SIGNATURE, Kind.DATE, Kind.NOTE, Kind.ATTACHMENT_NOTE, Kind.ATTACHMENT_LABEL, Kind.ATTACHMENT_TITLE, Kind.TITLE,
    Kind.SUBTITLE, Kind.ADDRESSEE, *IMPRINT_KINDS, *HEAD_KINDS,
})  # fmt: skip
_FAREWELL = re.compile(
    r"\s*(?:特此|妥否|当否|可否|如无不妥|以上(?:报告|请示|意见|汇报)|专此|此复|现予|请予?审[议阅示]|请批[示复])"
)
_LONGEST_FAREWELL = 40


@dataclass(eq=False, slots=True)
class Twig:
    """A section in the tree; `node` is None for the root of a part and for a section that is yet to be written.

    `sample` is a numeral in the form it is to take (None: its own); `moved` says that it came from elsewhere.
    """

    node: Node | None
    parent: Twig | None = None
    children: list[Twig] = field(default_factory=list["Twig"])
    stop: int | None = None  # uid of the first paragraph that is no longer its own (None: the end of the text)
    alone: bool = True  # whether no other section begins in the same paragraph
    sample: str | None = None
    moved: bool = False
    deeper: int = 0  # levels that it went down

    @property
    def depth(self) -> int:
        """1 for a section of the first level."""
        return 0 if self.parent is None else self.parent.depth + 1

    @property
    def index(self) -> int:
        """Its place among its siblings."""
        assert self.parent is not None
        return next(at for at, twig in enumerate(self.parent.children) if twig is self)

    @property
    def numeral(self) -> Numeral | None:
        """Its ordinal as it reads now."""
        return parse_alone(self.node.numeral) if self.node is not None and self.node.numeral else None

    def walk(self) -> Iterator[Twig]:
        """Itself and everything below, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def put(self, child: Twig, at: int) -> None:
        """Hang `child` here as child number `at`."""
        child.parent = self
        self.children.insert(at, child)

    def take(self) -> None:
        """Leave the parent."""
        assert self.parent is not None
        self.parent.children.pop(self.index)
        self.parent = None


class Tree:
    """The sections of a report; `roots` are its parts (the text, each attachment), which number for themselves."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.roots: list[Twig] = []
        self._starts = [p.uid for p in report.paragraphs if p.kind in (Kind.ATTACHMENT_LABEL, Kind.TITLE)]
        self.twigs: list[Twig] = []
        self._by_uid: dict[int, Twig] = {}
        self._plant()
        self._measure()

    def at(self, uid: int) -> Twig | None:
        """The (first) section that begins in paragraph `uid`."""
        return self._by_uid.get(uid)

    def holding(self, uid: int) -> Twig | None:
        """The innermost section that paragraph `uid` belongs to."""
        here = self.report.order.get(uid)
        if here is None:
            return None
        found = None
        for twig in self.twigs:
            start, stop = self.span(twig)
            if start <= here < stop:
                found = twig
        return found

    def holding_all(self) -> dict[int, Twig]:
        """The innermost section of every paragraph that belongs to one, by uid; cells belong where their table stands."""
        out: dict[int, Twig] = {}
        for twig in self.twigs:
            for p in self.paragraphs(twig):
                out[p.uid] = twig
        for table in self.report.tables:
            owner = out.get(table.after) if table.after is not None else None
            if owner is not None:
                out.update((uid, owner) for cell in table.cells for uid in cell.paragraphs)
        return out

    def span(self, twig: Twig) -> tuple[int, int]:
        """The places start..stop of a section's paragraphs in the flow."""
        order = self.report.order
        assert twig.node is not None
        return order[twig.node.uid], len(self.report.paragraphs) if twig.stop is None else order[twig.stop]

    def paragraphs(self, twig: Twig) -> tuple[Paragraph, ...]:
        """A section's paragraphs, heading first."""
        start, stop = self.span(twig)
        return self.report.paragraphs[start:stop]

    def _plant(self) -> None:
        order = self.report.order
        borders = [order[uid] for uid in self._starts]
        part = None
        for node in self.report.outline:
            here = sum(border <= order[node.uid] for border in borders)
            if here != part or not self.roots:
                self.roots.append(Twig(None))
                part = here
            self._hang(node, self.roots[-1])

    def _hang(self, node: Node, parent: Twig) -> None:
        twig = Twig(node, parent)
        parent.children.append(twig)
        self.twigs.append(twig)
        known = self._by_uid.setdefault(node.uid, twig)
        if known is not twig:
            known.alone = twig.alone = False
        for child in node.children:
            self._hang(child, twig)

    def _measure(self) -> None:
        """Find where each section stops: at the next one outside it, or where the report's closing elements begin."""
        paragraphs, order = self.report.paragraphs, self.report.order
        starts = {order[twig.node.uid] for twig in self.twigs if twig.node is not None}
        stops: dict[int, int] = {}
        for twig in self.twigs:
            assert twig.node is not None
            here = order[twig.node.uid]
            at = here + 1
            while at < len(paragraphs) and at not in starts and paragraphs[at].kind not in CLOSING:
                at += 1
            stops[here] = self._pulled_in(here, at, followed=at in starts)
        for twig in self.twigs:
            last = twig
            while last.children:
                last = last.children[-1]
            assert last.node is not None
            stop = stops[order[last.node.uid]]
            twig.stop = paragraphs[stop].uid if stop < len(paragraphs) else None

    def _pulled_in(self, start: int, stop: int, *, followed: bool) -> int:
        """`stop` without what only closes the text: blank lines and a farewell at its end, a break in a line of its own."""
        paragraphs = self.report.paragraphs
        held = {table.after for table in self.report.tables}
        while stop > start + 1 and paragraphs[stop - 1].uid not in held:
            last = paragraphs[stop - 1]
            blank = not last.text.strip()
            if not ((blank and last.section_end) or (not followed and (blank or is_farewell(last)))):
                break
            stop -= 1
        return stop


def is_farewell(p: Paragraph) -> bool:
    """Whether a paragraph closes the whole text: 特此报告。"""
    return len(p.text) <= _LONGEST_FAREWELL and _FAREWELL.match(p.text) is not None


def movable(twig: Twig) -> None:
    """Raises ReportError when the section cannot be taken by itself."""
    if not twig.alone:
        raise ReportError("这一条与别的条目在同一段里（用手动换行隔开），不能单独移动", "请先把它们分成各自的段落")
