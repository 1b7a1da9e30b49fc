"""Rows of a table: an empty one more, or one less; merges go on through, halves of ranges stay, nothing is doubled."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from app.docx.inline import TEXT_BOX, paragraph_text
from app.docx.journal import Journal
from app.docx.names import VAL, Element, w
from app.docx.order import insert_in_order
from app.docx.retype import Writer
from app.docx.split import has_halves, like, rescue
from app.docx.story import CONTENT, SDT, TBL, TC, TR, columns, members

_P, _TCPR, _TRPR, _MERGE, _CNF = w("p"), w("tcPr"), w("trPr"), w("vMerge"), w("cnfStyle")
_HEADER, _INS, _DEL = w("tblHeader"), w("ins"), w("del")
_NOT_COPIED = frozenset(w(name) for name in ("ins", "del", "trPrChange", "cellIns", "cellDel", "cellMerge", "tcPrChange"))
GONE = "该行已不在文中"
ONLY_ROW = "表格只有这一行，不能删除；可以清空各格的文字"
NO_TABLE = "光标不在表格中"


@dataclass(slots=True)
class Rows:
    """What a change of rows brought and took: paragraphs that are new, that went, and that lost their words by revision."""

    added: list[Element] = field(default_factory=list[Element])
    removed: list[Element] = field(default_factory=list[Element])
    emptied: list[Element] = field(default_factory=list[Element])


@dataclass(frozen=True, slots=True)
class _Spot:
    """A paragraph's row among the rows of its table."""

    rows: Sequence[Element]
    at: int
    column: int

    def merged(self, row: int) -> frozenset[int]:
        """The columns at which a cell of `row` continues the merged one above it."""
        open_merges: set[int] = set()
        found: frozenset[int] = frozenset()
        for element in self.rows[: row + 1]:
            cells = columns(element)
            marks = {at: merge for at, cell in cells.items() if (merge := cell.find(f"{_TCPR}/{_MERGE}")) is not None}
            found = frozenset(at for at, merge in marks.items() if merge.get(VAL) != "restart" and at in open_merges)
            open_merges = (open_merges - cells.keys()) | set(marks)
        return found


def insert_row(journal: Journal, p: Element, *, below: bool, writer: Writer) -> Rows | str:
    """Put an empty row below (or above) the one that holds paragraph `p`; what came of it, or why it cannot be."""
    spot = _spot(p)
    if isinstance(spot, str):
        return spot
    at = spot.at
    while below and at + 1 < len(spot.rows) and spot.column in spot.merged(at + 1):
        at += 1
    border = at + 1 if below else at
    through = spot.merged(border) if border < len(spot.rows) else frozenset[int]()
    model = spot.rows[at]
    row = _empty_like(model, through)
    if below and not (border < len(spot.rows) and _is_header(spot.rows[border])):
        _drop(row.find(f"{_TRPR}/{_HEADER}"))
    if writer.tracks:
        writer.mark_row(row, inserted=True)
    anchor = _outermost(model, last=below)
    parent = anchor.getparent()
    if parent is None:
        return GONE
    journal.insert(parent, parent.index(anchor) + below, row)
    return Rows(added=list(row.iter(_P)))


def remove_row(journal: Journal, p: Element, writer: Writer) -> Rows | str:
    """Take the row that holds paragraph `p` away; what came of it, or why it cannot be."""
    spot = _spot(p)
    if isinstance(spot, str):
        return spot
    row = spot.rows[spot.at]
    if writer.tracks and not writer.owns_row(row):
        return Rows(emptied=_mark_deleted(journal, row, writer))
    if len(spot.rows) == 1:
        return ONLY_ROW
    moved = _hand_down(journal, spot) if spot.at + 1 < len(spot.rows) else set[Element]()
    if has_halves(row):
        neighbour = spot.rows[spot.at + 1] if spot.at + 1 < len(spot.rows) else spot.rows[spot.at - 1]
        cell = journal.current(next(iter(columns(neighbour).values())))
        rescue(row, journal.edit(next(cell.iter(_P))))
    gone = [q for q in row.iter(_P) if q not in moved]
    journal.remove(_alone(row))
    return Rows(removed=gone)


def _spot(p: Element) -> _Spot | str:
    cell = next(p.iterancestors(TC), None)
    row = next(cell.iterancestors(TR), None) if cell is not None else None
    table = next(row.iterancestors(TBL), None) if row is not None else None
    if cell is None or row is None:
        return NO_TABLE
    if table is None:
        return GONE
    rows = list(members(table, TR))
    column = next((at for at, found in columns(row).items() if found is cell), None)
    return _Spot(rows, rows.index(row), column) if row in rows and column is not None else GONE


def _empty_like(model: Element, through: frozenset[int]) -> Element:
    """A row with the properties of `model` and empty cells; those at the columns `through` continue a merge."""
    row = etree.Element(TR)
    for child in model.iterchildren(w("tblPrEx"), _TRPR):
        row.append(_plain(child))
    for column, cell in columns(model).items():
        row.append(_empty_cell(cell, goes_on=column in through))
    return row


def _empty_cell(model: Element, *, goes_on: bool) -> Element:
    cell = etree.Element(TC)
    properties = model.find(_TCPR)
    if properties is not None:
        cell.append(_plain(properties))
        _drop(cell.find(f"{_TCPR}/{_MERGE}"))
    if goes_on:
        if cell.find(_TCPR) is None:
            cell.append(etree.Element(_TCPR))
        insert_in_order(cell[0], etree.Element(_MERGE))
    first = next(model.iter(_P), None)
    paragraph = like(first, "") if first is not None else etree.Element(_P)
    _drop(paragraph.find(f"{w('pPr')}/{w('framePr')}"))
    cell.append(paragraph)
    return cell


def _plain(properties: Element) -> Element:
    """A copy of row or cell properties without their history and without what the place in the table gives."""
    made = copy.deepcopy(properties)
    made.tail = None
    for child in [child for child in made if child.tag in _NOT_COPIED or child.tag == _CNF]:
        made.remove(child)
    return made


def _is_header(row: Element) -> bool:
    return row.find(f"{_TRPR}/{_HEADER}") is not None


def _hand_down(journal: Journal, spot: _Spot) -> set[Element]:
    """Merged cells that begin in the row begin in the next one, with their content; gives the paragraphs that moved."""
    row, following = columns(spot.rows[spot.at]), columns(spot.rows[spot.at + 1])
    here, next_down = spot.merged(spot.at), spot.merged(spot.at + 1)
    after = spot.merged(spot.at + 2) if spot.at + 2 < len(spot.rows) else frozenset[int]()
    moved: set[Element] = set()
    for column in sorted((next_down - here) & row.keys()):
        old, cell = row[column], journal.edit(following[column])
        merge = cell.find(f"{_TCPR}/{_MERGE}")
        if merge is not None and column in after:
            merge.set(VAL, "restart")
        else:
            _drop(merge)
        hidden = [child for child in cell if child.tag != _TCPR and _says_something(child)]
        content = [child for child in old if child.tag != _TCPR]
        copies = [copy.deepcopy(child) for child in content]
        cell[:] = [*cell.iterchildren(_TCPR), *copies, *hidden]
        for before, now in zip(content, copies, strict=True):
            for a, b in zip(before.iter(_P), now.iter(_P), strict=True):
                journal.moved(a, b)
                moved.add(a)
    return moved


def _says_something(block: Element) -> bool:
    return any(paragraph_text(p) for p in block.iter(_P))


def _mark_deleted(journal: Journal, row: Element, writer: Writer) -> list[Element]:
    """Mark a row and all its text deleted: accepting takes it away, rejecting gives it back; gives its paragraphs."""
    edited = journal.edit(row)
    for p in edited.iter(_P):
        if any(True for box in p.iterancestors(TEXT_BOX) if any(a is edited for a in box.iterancestors())):
            continue
        length = len(paragraph_text(p))
        if length:
            writer.replace(p, 0, length, "")
        writer.mark_deleted(p)
    for inner in list(edited.iter(TR)):
        writer.mark_row(inner, inserted=False)
    return list(edited.iter(_P))


def _outermost(row: Element, *, last: bool) -> Element:
    """The row, or the content control around it when it stands at that edge of it."""
    node = row
    while (parent := node.getparent()) is not None and parent.tag in (SDT, CONTENT):
        edge = parent.tag == SDT or node is (parent[-1] if last else parent[0])
        if not edge:
            break
        node = parent
    return node if node.tag != CONTENT else row


def _alone(row: Element) -> Element:
    """The row, or the content control that would be empty without it."""
    node = row
    while (parent := node.getparent()) is not None and parent.tag in (SDT, CONTENT):
        if parent.tag == CONTENT and len(parent) > 1:
            break
        node = parent
    return node if node.tag != CONTENT else row


def _drop(element: Element | None) -> None:
    parent = element.getparent() if element is not None else None
    if element is not None and parent is not None:
        parent.remove(element)
