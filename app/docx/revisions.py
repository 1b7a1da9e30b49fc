"""Tracked changes of a paragraph: which there are, in which elements, and how adjoining ones read as one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from app.core.report import OBJECT, Revision, RevisionKind
from app.docx.inline import ALTERNATE, DELETIONS, INSERTIONS, MATH, OBJECTS, TEXT_BOX, P, chosen, pieces
from app.docx.names import Element, M, first_child, q, w

PPR, RPR, SECT = w("pPr"), w("rPr"), w("sectPr")
TBL, TR, TC = w("tbl"), w("tr"), w("tc")
CONTENT: Mapping[str, RevisionKind] = {
    w("ins"): RevisionKind.INSERT,
    w("del"): RevisionKind.DELETE,
    w("moveTo"): RevisionKind.MOVE_TO,
    w("moveFrom"): RevisionKind.MOVE_FROM,
}
MARK: Mapping[str, RevisionKind] = {
    w("ins"): RevisionKind.MARK_INSERT,
    w("del"): RevisionKind.MARK_DELETE,
    w("moveTo"): RevisionKind.MARK_INSERT,
    w("moveFrom"): RevisionKind.MARK_DELETE,
}
_TABLE = (
    (TR, "trPr", {w("ins"): RevisionKind.ROW_INSERT, w("del"): RevisionKind.ROW_DELETE, w("trPrChange"): RevisionKind.TABLE}),
    (TR, "tblPrEx", {w("tblPrExChange"): RevisionKind.TABLE}),
    (TBL, "tblPr", {w("tblPrChange"): RevisionKind.TABLE}),
    (TBL, "tblGrid", {w("tblGridChange"): RevisionKind.TABLE}),
)
_CELL = {
    w("cellIns"): RevisionKind.CELL_INSERT,
    w("cellDel"): RevisionKind.CELL_DELETE,
    w("cellMerge"): RevisionKind.TABLE,
    w("tcPrChange"): RevisionKind.TABLE,
}
_JOINS = {  # a change of the paragraph mark belongs to the words before it
    (RevisionKind.INSERT, RevisionKind.MARK_INSERT),
    (RevisionKind.DELETE, RevisionKind.MARK_DELETE),
    (RevisionKind.MOVE_TO, RevisionKind.MARK_INSERT),
    (RevisionKind.MOVE_FROM, RevisionKind.MARK_DELETE),
}
_ALWAYS_ONE = frozenset(
    {RevisionKind.INSERT, RevisionKind.DELETE, RevisionKind.MOVE_TO, RevisionKind.MOVE_FROM, RevisionKind.FORMAT}
)
_BESIDE = frozenset(w(f"{name}{end}") for name in ("bookmark", "commentRange", "perm") for end in ("Start", "End")) | {
    w("proofErr")
}
_DELETED = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "\u2011"}
_WORDS = frozenset({w("t"), w("delText")})


@dataclass(slots=True)
class Mark:
    """One tracked change as it is read, and the elements that make it."""

    revision: Revision
    elements: list[Element] = field(default_factory=list[Element])


def marks(p: Element) -> list[Mark]:
    """The tracked changes that paragraph `p` shows, in reading order; a table's are shown at the first paragraph of each."""
    reader = _Reader(p)
    reader.inline(p)
    found = [*_structure(p), *_own(p, reader.at), *reader.found]
    mark = first_child(first_child(p, PPR), RPR)
    if mark is not None:
        found += [_mark(MARK[child.tag], child, reader.at, reader.at, "¶") for child in mark if child.tag in MARK]
        change = first_child(mark, w("rPrChange"))
        if change is not None:
            found.append(_mark(RevisionKind.FORMAT, change, reader.at, reader.at, ""))
    return _joined(found)


def read_revisions(p: Element) -> tuple[Revision, ...]:
    """The tracked changes of `p` as values; number n of `marks` is number n here."""
    return tuple([mark.revision for mark in marks(p)])


def is_last(p: Element) -> bool:
    """Whether only the last section's properties follow `p` in the body: it shows what changed in them."""
    following = p.getnext()
    while following is not None and following.tag in _BESIDE:
        following = following.getnext()
    return following is not None and following.tag == SECT


def _mark(kind: RevisionKind, element: Element, start: int, end: int, text: str) -> Mark:
    author, date = element.get(w("author"), ""), element.get(w("date"), "")
    return Mark(Revision(kind, start, end, text, author, date), [element])


class _Reader:
    """Walks what stands in a paragraph itself, with the offset in its text."""

    def __init__(self, p: Element) -> None:
        self._pieces = pieces(p)
        self._text = "".join([piece.text for piece in self._pieces])
        self._ends = {piece.element: piece.end for piece in self._pieces}
        self.at = 0
        self.found: list[Mark] = []

    def inline(self, container: Element) -> None:
        for child in container.iterchildren("*"):
            tag = child.tag
            if tag in (TEXT_BOX, PPR):
                continue
            if child in self._ends:
                self.at = self._ends[child]
            if tag == ALTERNATE:
                self.inline(chosen(child))
            elif tag in CONTENT:
                self._content(child)
            elif tag == RPR:
                self._format(child)
            else:
                self.inline(child)

    def _content(self, element: Element) -> None:
        if _is_property(element):
            self.found.append(_mark(CONTENT[element.tag], element, self.at, self.at, ""))
            return
        start, place = self.at, len(self.found)
        self.inline(element)
        kind = CONTENT[element.tag]
        text = self._text[start : self.at] if element.tag in INSERTIONS else "".join(_words(element))
        self.found.insert(place, _mark(kind, element, start, self.at, text))

    def _format(self, properties: Element) -> None:
        change = first_child(properties, w("rPrChange"))
        run = properties.getparent()
        if change is None or run is None:
            return
        ends = [self._ends[node] for node in run.iter() if node in self._ends]
        self.found.append(_mark(RevisionKind.FORMAT, change, self.at, max(ends, default=self.at), ""))


def _is_property(element: Element) -> bool:
    """Whether an insertion or deletion says something of the math run or character it stands in, instead of holding text."""
    parent = element.getparent()
    return parent is not None and parent.tag in (q(M, "r"), q(M, "ctrlPr"))


def _words(element: Element) -> Iterator[str]:
    for node in element.iter("*"):
        if node.tag in _WORDS:
            yield node.text or ""
        elif node.tag in OBJECTS or node.tag == MATH:
            yield OBJECT
        elif node.tag in _DELETED:
            yield _DELETED[node.tag]


def _own(p: Element, length: int) -> Iterator[Mark]:
    """Changes of the paragraph's own properties, of its number and of the section that ends with it."""
    properties = first_child(p, PPR)
    if properties is not None:
        change = first_child(properties, w("pPrChange"))
        if change is not None:
            yield _mark(RevisionKind.PARAGRAPH, change, 0, length, "")
        numbering = first_child(properties, w("numPr"))
        for child in numbering if numbering is not None else ():
            if child.tag in (w("ins"), w("del"), w("numberingChange")):
                yield _mark(RevisionKind.NUMBERING, child, 0, 0, "")
        yield from _section(first_child(properties, SECT), length)
    if is_last(p):
        yield from _section(next(p.itersiblings(SECT), None), length)


def _section(section: Element | None, length: int) -> Iterator[Mark]:
    change = first_child(section, w("sectPrChange"))
    if change is not None:
        yield _mark(RevisionKind.SECTION, change, length, length, "")


def _structure(p: Element) -> Iterator[Mark]:
    """Changes of the table, row and cell that begin with this paragraph."""
    cell = p.getparent()
    if cell is None or cell.tag != TC or next(cell.iterchildren(P), None) is not p:
        return
    row = cell.getparent()
    first_cell = row is not None and next(row.iterchildren(TC), None) is cell
    table = row.getparent() if row is not None else None
    first_row = first_cell and table is not None and next(table.iterchildren(TR), None) is row
    for tag, name, kinds in _TABLE:
        holder = row if tag == TR and first_cell else table if tag == TBL and first_row else None
        properties = first_child(holder, w(name))
        for child in properties if properties is not None else ():
            if child.tag in kinds:
                yield _mark(kinds[child.tag], child, 0, 0, "")
    properties = first_child(cell, w("tcPr"))
    for child in properties if properties is not None else ():
        if child.tag in _CELL:
            yield _mark(_CELL[child.tag], child, 0, 0, "")


def _joined(found: list[Mark]) -> list[Mark]:
    """The marks with those made one that a reader sees as one: same kind, same author and minute, nothing between."""
    out: list[Mark] = []
    for mark in found:
        before = out[-1] if out else None
        if before is not None and _one(before.revision, mark.revision):
            one, two = before.revision, mark.revision
            before.revision = replace(one, end=max(one.end, two.end), text=one.text + two.text)
            before.elements += mark.elements
        else:
            out.append(mark)
    return out


def _one(a: Revision, b: Revision) -> bool:
    kinds = (a.kind, b.kind)
    if (a.author, a.date[:16]) != (b.author, b.date[:16]) or not (
        kinds in _JOINS or (a.kind is b.kind and a.kind in _ALWAYS_ONE)
    ):
        return False
    return b.start == a.end


__all__ = ["CONTENT", "DELETIONS", "MARK", "Mark", "marks", "read_revisions"]
