"""The runs of ordinals in an outline: what counts on from what, and where a count breaks (GB/T 9704-2012 7.3.3)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress
from operator import attrgetter, is_not

from app.core.edits import Edit, Renumber, Retext
from app.core.gathering import gather, kept, of_kinds, renewed
from app.core.numerals import Scheme, int_to_han, parse
from app.core.report import Kind, Node, Paragraph, Report

OFFICIAL = (Scheme.HAN, Scheme.HAN_BRACKET, Scheme.ARABIC, Scheme.ARABIC_BRACKET)
_SET_OFF = tuple("▲△★☆●○◆◇■□※*＊")
_NUMBER = re.compile(r"[一二三四五六七八九十百零〇]+|[0-9０-９]+")


_LABELS = of_kinds(Kind.ATTACHMENT_LABEL)


@dataclass(frozen=True, slots=True)
class Series:
    """Siblings counted in one form without a restart at 1; `odd` are those written in another level's form."""

    scheme: Scheme
    parent: Node | None
    nodes: tuple[Node, ...]
    first_of_parent: bool
    odd: frozenset[int] = frozenset()  # positions in `nodes`

    @property
    def values(self) -> tuple[int, ...]:
        return tuple(node.value for node in self.nodes)


Form = tuple[Scheme, bool]  # the scheme, and whether a bracket only closes it: 1） is not （1）


def form_of(node: Node) -> Form | None:
    """The form that a node's numeral is written in."""
    return _form(node.numeral)


@lru_cache(maxsize=1024)
def _form(text: str) -> Form | None:
    numeral = parse(text) if text else None
    return (numeral.scheme, numeral.separator in ("）", ")")) if numeral else None


def attachment_labels(report: Report) -> Sequence[tuple[Paragraph, bool]]:
    """The 附件 labels, at which counts begin anew; the same object while they stand."""
    return gather(report, _LABELS)


def all_series(report: Report) -> tuple[Series, ...]:
    """Every run of official ordinals, in reading order of their parents; attachments start anew."""
    return kept(report, _read, report.outline, attachment_labels(report))


def _read(report: Report) -> tuple[Series, ...]:
    labels = [report.order[p.uid] for p, _ in attachment_labels(report)]

    def part(node: Node) -> int:
        return bisect_right(labels, report.order.get(node.uid, 0))

    out: list[Series] = []
    _collect(None, report.outline, part, out)
    return tuple(out)


def _collect(parent: Node | None, nodes: Sequence[Node], part: Callable[[Node], int], out: list[Series]) -> None:
    begun: set[Form] = set()
    for form, run in _runs(nodes, part):
        odd = frozenset(at for at, node in enumerate(run) if form_of(node) != form)
        out.append(Series(form[0], parent, tuple(run), form not in begun, odd))
        begun.add(form)
    for node in nodes:
        _collect(node, node.children, part, out)


def _runs(nodes: Sequence[Node], part: Callable[[Node], int]) -> list[tuple[Form, list[Node]]]:
    """Runs of `nodes` by form, in order of their first member; a 1 or an attachment starts a new one.

    A run that a 1 cut off goes on where its next number comes: 一、[一、二、三、] 二、 (a text within a text).
    """
    open_: dict[Form, list[list[Node]]] = {}
    runs: list[tuple[Form, list[Node]]] = []
    before: tuple[Form, Node] | None = None
    for node in nodes:
        form = form_of(node)
        if form is None or form[0] not in OFFICIAL or node.scheme != "official":
            continue
        if before and form != before[0] and node.value == before[1].value + 1 and node.value > 1 and form not in open_:
            form = before[0]  # 7. (8) 9.: the form slipped, the count goes on
        stack = open_.setdefault(form, [])
        if stack and part(node) != part(stack[-1][-1]):
            stack.clear()
        run = next((run for run in reversed(stack) if run[-1].value == node.value - 1), stack[-1] if stack else None)
        if run is None or node.value == 1:
            run = list[Node]()
            stack.append(run)
            runs.append((form, run))
        while stack[-1] is not run:
            stack.pop()
        run.append(node)
        before = (form, node)
    return runs


_NUMERALS = attrgetter("level", "numeral", "value", "uid", "automatic", "type", "scheme")


def numerals_of(report: Report) -> object:
    """An object that stays the same one while numerals, and what stands under what, do: headings may get other words."""
    return renewed(report, _numerals)[1]


def _numerals(report: Report, before: tuple[Sequence[Node], object] | None) -> tuple[Sequence[Node], object]:
    same = before is not None and _same_numerals(before[0], report.outline)
    return report.outline, before[1] if before is not None and same else object()


def _same_numerals(a: Sequence[Node], b: Sequence[Node]) -> bool:
    if a is b:
        return True
    differ = compress(zip(a, b, strict=False), map(is_not, a, b))
    return len(a) == len(b) and all(
        _NUMERALS(one) == _NUMERALS(other) and _same_numerals(one.children, other.children) for one, other in differ
    )


@lru_cache(maxsize=1024)
def recount(numeral: str, value: int) -> str:
    """`numeral` with its number replaced by `value`, in the same form: （三） → （四）."""
    match = _NUMBER.search(numeral)
    if match is None:
        return numeral
    number = str(value) if match.group()[0] in "0123456789０１２３４５６７８９" else int_to_han(value)
    return numeral[: match.start()] + number + numeral[match.end() :]


def renumber(report: Report, node: Node, value: int) -> Edit | None:
    """The edit that makes `node` count `value`; None where its numeral cannot be reached."""
    if node.automatic:
        return Renumber(node.uid, value)
    text = report.by_uid[node.uid].text
    at = text.find(node.numeral)
    if at < 0 or (text[:at].strip() and text[at - 1] != "\n"):
        return None
    return Retext(node.uid, at, at + len(node.numeral), recount(node.numeral, value))


def continued(series: Sequence[Series]) -> frozenset[Scheme]:
    """The forms that this report counts on across their parents (续编) rather than from 1 in each."""
    on: dict[Scheme, int] = {}
    anew: dict[Scheme, int] = {}
    last: dict[Scheme, int] = {}
    for one in series:
        if one.first_of_parent and one.scheme in last:
            counts_on = last[one.scheme] <= one.values[0] <= last[one.scheme] + 2 and one.values[0] > 1
            counter = on if counts_on else anew
            counter[one.scheme] = counter.get(one.scheme, 0) + 1
        last[one.scheme] = one.values[-1]
    return frozenset(scheme for scheme, count in on.items() if count > anew.get(scheme, 0))


def stands_inline(report: Report, before: Node, node: Node, value: int) -> bool:
    """Whether the count `value`, which seems to be missing, stands inside a paragraph between two neighbours."""
    start, end = report.order[before.uid], report.order[node.uid]
    between = [p.text for p in report.paragraphs[start:end]]
    between.append(report.by_uid[node.uid].text.split(node.numeral)[0] if node.numeral else "")
    return node.value > value and any(recount(node.numeral, value) in text for text in between)


def restarts_inline(report: Report, before: Node, node: Node) -> bool:
    """Whether the count before `node` starts anew inside a paragraph between two neighbours: 注：1、…, then 2、."""
    start, end = report.order[before.uid] + 1, report.order[node.uid]
    numeral = re.escape(recount(node.numeral, node.value - 1))
    opened = re.compile(rf"^[^，。；]{{1,8}}[：:]\s*{numeral}")
    return 1 < node.value <= before.value and any(opened.match(p.text.strip()) for p in report.paragraphs[start:end])


def opened_inline(report: Report, first: Node) -> bool:
    """Whether a count starts inside the same paragraph or one of the two before, or goes on from one set off by a mark: ▲10、."""
    at = report.order[first.uid]
    above = recount(first.numeral, first.value - 1)
    if any(above in p.text for p in report.paragraphs[max(0, at - 2) : at + 1]):
        return True
    marked = (p.text.lstrip()[1:].lstrip() for p, _ in gather(report, _is_set_off) if report.order[p.uid] < at)
    return any(text.startswith(above) for text in marked)


def _is_set_off(p: Paragraph) -> bool:
    return p.text.lstrip().startswith(_SET_OFF)


def opened_below(report: Report, one: Series) -> bool:
    """Whether its parent's own count began straight below the number that it goes on from: 2. （一）（二） 3."""
    first = one.nodes[0]
    if one.parent is None:
        return False
    beside = next((s.nodes[0] for s in all_series(report) if one.parent in s.nodes), None)
    if beside is None:
        return False
    nodes = list(report.nodes())
    at = next(i for i, node in enumerate(nodes) if node is beside)
    above = nodes[at - 1] if at else None
    return above is not None and form_of(above) == form_of(first) and above.value == first.value - 1
