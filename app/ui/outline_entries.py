"""What the 报告结构 pane shows, as values: the report's elements and sections, and how many findings lie under each."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import is_

from app.core.findings import Finding, Severity
from app.core.inner import inner_documents
from app.core.item_lists import unheaded_items
from app.core.report import Item, Kind, Node, Report
from app.ui.ends import equal_ends

WHOLE = -1  # the uid of the entry for findings without a place in the text


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: `label`, then `detail`; `depth` is what "collapse to level" counts (elements and first-level sections 1).

    `uid` and `start` are where it stands, `short` names it inside a sentence (“一、”, “成文日期”);
    `minor` rows (一是…) are grey.
    """

    label: str
    detail: str
    uid: int
    start: int = 0
    depth: int = 1
    minor: bool = False
    children: tuple[Entry, ...] = ()
    numeral: str = ""
    section: bool = False  # a heading with what is under it, which can be moved
    item: bool = False  # an 一是…, which can be moved too

    @property
    def key(self) -> tuple[int, int]:
        return (self.uid, self.start)

    @property
    def short(self) -> str:
        return self.numeral or self.label

    @property
    def words(self) -> str:
        return f"{self.label}　{self.detail}" if self.label and self.detail else self.label or self.detail


_Known = dict[int, tuple[Node, Entry]]  # by the identity of the node, and (as -1 - uid) by the paragraph that opens it


class Sections:
    """Rows of the sections; the row of a node that is the same object under the same heading as before is the same too."""

    def __init__(self) -> None:
        self._outline: Sequence[Node] = ()
        self._rows: list[Entry] = []

    def of(self, outline: Sequence[Node]) -> list[Entry]:
        """The rows of an outline."""
        old, rows = self._outline, self._rows
        head, tail = equal_ends(old, outline, is_)
        known = _known(old[head : len(old) - tail], rows[head : len(old) - tail])
        middle = _rows(outline[head : len(outline) - tail], 1, known)
        self._outline, self._rows = outline, [*rows[:head], *middle, *rows[len(rows) - tail :]]
        return list(self._rows)


def _rows(nodes: Sequence[Node], depth: int, before: _Known) -> list[Entry]:
    """The rows of sisters; `before` are the rows that stood in their place."""
    return [_row(node, depth, before.get(id(node)) or before.get(-1 - node.uid)) for node in nodes]


def _row(node: Node, depth: int, before: tuple[Node, Entry] | None) -> Entry:
    if before is not None and before[0] is node:
        return before[1]
    below = _known(before[0].children, before[1].children[len(before[0].items) :]) if before is not None else {}
    children = (*_item_rows(node.items, depth + 1), *_rows(node.children, depth + 1, below))
    return Entry("", node.numeral + node.text, node.uid, depth=depth, children=children, numeral=node.numeral, section=True)


def _item_rows(items: Iterable[Item], depth: int) -> tuple[Entry, ...]:
    return tuple(Entry(i.numeral, i.text.lstrip("，：:, "), i.uid, i.start, depth, minor=True, item=True) for i in items)


def _known(nodes: Sequence[Node], rows: Sequence[Entry]) -> _Known:
    pairs = list(zip(nodes, rows, strict=True))
    return {-1 - node.uid: (node, row) for node, row in pairs} | {id(node): (node, row) for node, row in pairs}


def entries_of(report: Report, whole: bool, sections: Sections) -> tuple[Entry, ...]:
    """The rows of the tree, top level first; `whole` asks for the row of findings without a place."""
    top = [*_elements(report), *sections.of(report.outline)]
    top.sort(key=lambda entry: (report.order.get(entry.uid, 0), entry.start))
    top += _unheaded(report, top)
    top.sort(key=lambda entry: (report.order.get(entry.uid, 0), entry.start))
    top = _with_documents(report, top)
    return (Entry("版面与全文", "", WHOLE), *top) if whole else tuple(top)


def _elements(report: Report) -> Iterator[Entry]:
    elements = report.elements
    if elements.doc_number is not None:
        yield _element(report, "发文字号", elements.doc_number)
    if elements.title:
        yield Entry("标题", elements.title_text, elements.title[0])
    if elements.addressee is not None:
        yield _element(report, "主送机关", elements.addressee)
    elif elements.addressed is not None:
        uid, start, end = elements.addressed
        yield Entry("主送机关", report.by_uid[uid].text[start:end], uid, start)
    if elements.attachments:
        first = elements.attachments[0].uid
        listed = (a for a in elements.attachments if a.text)
        names = tuple(Entry(f"{a.number}." if a.number else "", a.text, a.uid, a.start, 2, minor=True) for a in listed)
        yield Entry("附件说明", f"{len(elements.attachments)} 件", first, children=names)
    if elements.signature:
        yield Entry("发文机关署名", "　".join(elements.signature_text), elements.signature[0])
    if elements.date is not None:
        yield Entry("成文日期", elements.date.text, elements.date.uid, elements.date.start)


def _element(report: Report, label: str, uid: int) -> Entry:
    return Entry(label, report.by_uid[uid].text.strip(), uid)


def _with_documents(report: Report, top: list[Entry]) -> list[Entry]:
    """`top` with the rows of each document inside the document under a row of its own, in reading order."""
    documents = inner_documents(report)
    if not documents:
        return top
    places = [report.order.get(entry.uid, 0) for entry in top]
    out = top[: bisect_left(places, documents[0].start)]
    for number, document in enumerate(documents):
        held = tuple(top[bisect_left(places, document.start) : bisect_left(places, document.end)])
        whole = not number and not out  # the file is itself an attachment
        row = Entry(document.label, document.title, document.uid, depth=1 if whole else 0, children=() if whole else held)
        out += [row, *(held if whole else ())]
    return out


def _unheaded(report: Report, top: list[Entry]) -> list[Entry]:
    """The row of the opening with its items, and the items of other texts without headings."""
    opening = _opening(report, top)
    items = [item for group in unheaded_items(report) for item in group]
    if opening is None:
        return list(_item_rows(items, 1))
    start = report.order[opening.uid]
    end = min((at for entry in top if (at := report.order.get(entry.uid, -1)) >= start), default=len(report.paragraphs))
    rows: tuple[list[Item], list[Item]] = ([], [])
    for item in items:
        rows[start <= report.order[item.uid] < end].append(item)
    return [replace(opening, children=_item_rows(rows[True], 2)), *_item_rows(rows[False], 1)]


def _opening(report: Report, top: list[Entry]) -> Entry | None:
    """The text between the title or addressee and the first section."""
    headed = [entry for entry in top if entry.uid in report.order]
    starts = {entry.uid for entry in headed}
    after = max((report.order[e.uid] for e in headed if e.label in ("标题", "主送机关")), default=-1)
    if after < 0:
        return None
    for paragraph in report.paragraphs[after + 1 :]:
        if paragraph.uid in starts:
            return None
        if paragraph.kind is Kind.BODY and paragraph.text.strip():
            return Entry("开头" if report.outline else "正文", paragraph.text.strip()[:40], paragraph.uid)
    return None


@dataclass(frozen=True, slots=True)
class Badge:
    count: int
    worst: Severity


@dataclass(frozen=True, slots=True)
class _Branch:
    """A top row with the rows under it, as they are read: the rows, what each is known by, the row above each."""

    top: Entry
    rows: tuple[Entry, ...]
    above: dict[tuple[int, int], Entry | None]


class Map:
    """Places in the text → rows of the tree; what `before` worked out for rows that are the same is used again."""

    def __init__(self, report: Report, entries: tuple[Entry, ...], before: Map | None = None) -> None:
        known = before._branches if before is not None else {}  # noqa: SLF001 - its own kind
        branches = [known.get(id(entry)) or _branch(entry) for entry in entries]
        self._branches = {id(branch.top): branch for branch in branches}
        self._order = report.order
        self._table_after = {uid: t.after for t in report.tables for cell in t.cells for uid in cell.paragraphs}
        self.parent: dict[tuple[int, int], Entry | None] = {}
        for branch in branches:
            self.parent.update(branch.above)
        self.flat = [row for branch in branches for row in branch.rows]
        places = [self._order.get(row.uid, -1) for row in self.flat]
        stops = sorted(zip(places, [row.start for row in self.flat], range(len(self.flat)), strict=True))
        self._stops = stops[bisect_left(stops, (0,)) :]  # (place of the paragraph, offset, which row)

    def entry_at(self, uid: int | None, offset: int = 0) -> Entry | None:
        """The row that the place lies under; None above the first row and outside the body."""
        if uid is not None and uid not in self._order:
            uid = self._table_after.get(uid)
        if uid is None or uid not in self._order:
            return self.flat[0] if self.flat and self.flat[0].uid == WHOLE else None
        at = bisect_left(self._stops, (self._order[uid], offset + 1)) - 1
        return self.flat[self._stops[at][2]] if at >= 0 else None

    def chain(self, entry: Entry | None) -> list[Entry]:
        """`entry` and the rows above it, outermost first."""
        out: list[Entry] = []
        while entry is not None:
            out.append(entry)
            entry = self.parent.get(entry.key)
        return out[::-1]

    def badges(self, findings: Iterable[Finding]) -> Mapping[tuple[int, int], Badge]:
        """How many findings lie under each row (its own rows included), and the worst severity among them."""
        out: dict[tuple[int, int], Badge] = {}
        for finding in findings:
            for entry in self.chain(self.entry_at(finding.spot.uid, finding.spot.start)):
                old = out.get(entry.key)
                worst = finding.severity if old is None else max(old.worst, finding.severity)
                out[entry.key] = Badge((old.count if old else 0) + 1, worst)
        return out


def _branch(top: Entry) -> _Branch:
    rows: list[Entry] = []
    above: dict[tuple[int, int], Entry | None] = {}

    def collect(entry: Entry, parent: Entry | None) -> None:
        rows.append(entry)
        above[entry.key] = parent
        for child in entry.children:
            collect(child, entry)

    collect(top, None)
    return _Branch(top, tuple(rows), above)
