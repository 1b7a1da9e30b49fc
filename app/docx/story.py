"""All stories of a document in reading order: body, tables, content controls, text boxes, headers, footers, notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from app.core.report import BODY
from app.docx.inline import ALTERNATE, TEXT_BOX, P, Piece, chosen, is_deleted, paragraph_text, pieces, text_boxes
from app.docx.names import VAL, Element, integer, is_on, r, twips, w
from app.docx.package import Package

TBL, TR, TC, SDT, CONTENT = w("tbl"), w("tr"), w("tc"), w("sdt"), w("sdtContent")
SECT = w("sectPr")
_WRAPPERS = frozenset({SDT, ALTERNATE, *(w(name) for name in ("customXml", "smartTag", "ins", "moveTo"))})
_MAX_SPAN = 1000  # columns; Word itself stops at 63
_GRID_SPAN = f"{w('tcPr')}/{w('gridSpan')}"
_HEADER = f"{w('trPr')}/{w('tblHeader')}"
_NOTE_KINDS = (None, "", "normal")


class StoryParagraph(NamedTuple):
    """A paragraph with its place: `story` and `index` as findings show them, the part it is in, and its table."""

    story: str
    index: int  # pyright: ignore[reportIncompatibleMethodOverride]
    element: Element
    part: str
    in_flow: bool
    table: Element | None = None


@dataclass(slots=True)
class CellShape:
    """A cell on the grid; continued cells of a vertical merge are counted in `row_span` of the one that starts it."""

    story: str
    row: int
    column: int
    row_span: int
    column_span: int
    element: Element


@dataclass(slots=True)
class TableShape:
    """A table: `after` is how many flow paragraphs stand before it, `in_main` whether it is in the main part."""

    story: str
    element: Element
    after: int
    in_main: bool
    rows: int = 0
    columns: int = 0
    grid: tuple[int, ...] = ()
    header_rows: int = 0
    cells: list[CellShape] = field(default_factory=list[CellShape])


@dataclass(slots=True)
class Survey:
    """Every paragraph, table and section element of a document, in reading order."""

    paragraphs: list[StoryParagraph] = field(default_factory=list[StoryParagraph])
    tables: list[TableShape] = field(default_factory=list[TableShape])
    sections: list[Element] = field(default_factory=list[Element])
    boxes: dict[Element, tuple[str, ...]] = field(default_factory=dict[Element, tuple[str, ...]])  # stories by their paragraph
    running: dict[str, str] = field(default_factory=dict[str, str])  # the story of every header and footer part


def walk(package: Package) -> Iterator[StoryParagraph]:
    """Every paragraph of every story, in reading order: the body with what hangs in it, then headers, footers, notes."""
    return iter(survey(package).paragraphs)


def survey(package: Package) -> Survey:
    """Every paragraph of every story, every table of the main part and every section, in reading order."""
    found = Survey()
    root = package.tree(package.main)
    body = root.find(w("body"))
    if body is None:
        return found
    _Walk(found, package.main, root, "").blocks(body, _Story(BODY, "", True))
    found.sections = section_elements(body)
    seen: set[str] = set()
    for kind in ("header", "footer"):
        for story, part in running_parts(package, found.sections, kind):
            if part not in seen:
                seen.add(part)
                found.running[part] = story
                _other(found, package, part, story)
    for kind in ("footnote", "endnote"):
        for part in package.related(package.main, f"{kind}s")[:1]:
            _notes(found, package, part, kind)
    return found


def section_elements(body: Element) -> list[Element]:
    """The `w:sectPr` of the flow: those in paragraphs of the body, then the body's own."""
    found: list[Element] = []
    for section in body.iter(SECT):
        parent = section.getparent()
        if parent is None or (parent is not body and parent.tag != w("pPr")):
            continue
        if parent is body or not any(True for _ in parent.iterancestors(TEXT_BOX, TC)):
            found.append(section)
    return found


def running_parts(package: Package, sections: list[Element], kind: str) -> list[tuple[str, str]]:
    """(story, part) of every header or footer that a section itself names, e.g. ("footer:0:default", "word/footer1.xml")."""
    found: list[tuple[str, str]] = []
    targets = {id_: target for id_, _, target in package.relationships(package.main)}
    for index, section in enumerate(sections):
        for reference in section.iterchildren(w(f"{kind}Reference")):
            part = targets.get(reference.get(r("id"), ""))
            if part is not None and package.has(part):
                found.append((f"{kind}:{index}:{reference.get(w('type')) or 'default'}", part))
    return found


def notes(package: Package, part: str, kind: str) -> list[Element]:
    """The `w:footnote` or `w:endnote` elements that are notes (not separators)."""
    return [note for note in package.tree(part).iterchildren(w(kind)) if note.get(w("type")) in _NOTE_KINDS]


def _other(found: Survey, package: Package, part: str, story: str) -> None:
    root = package.tree(part)
    _Walk(found, part, root, f"{story}/").blocks(root, _Story(story, f"{story}/", False))


def _notes(found: Survey, package: Package, part: str, kind: str) -> None:
    root = package.tree(part)
    for note in notes(package, part, kind):
        story = f"{kind}:{note.get(w('id')) or '?'}"
        _Walk(found, part, root, f"{story}/").blocks(note, _Story(story, f"{story}/", False))


@dataclass(slots=True)
class _Story:
    """A story being walked: its name, the prefix of stories inside it, and its counters."""

    name: str
    prefix: str
    flow: bool
    table: Element | None = None
    wrapped: bool = False
    paragraphs: int = 0
    tables: int = 0
    controls: int = 0


class _Walk:
    def __init__(self, found: Survey, part: str, root: Element, boxes_prefix: str) -> None:
        self.found = found
        self.part = part
        self.boxes_prefix = boxes_prefix
        self.has_boxes = next(root.iter(TEXT_BOX), None) is not None
        self.boxes = 0
        self.flow = 0

    def blocks(self, container: Element, story: _Story) -> None:
        for child in container:
            tag = child.tag
            if tag == P:
                self.paragraph(child, story)
            elif tag == TBL:
                self.one_table(child, story)
            elif tag in _WRAPPERS:
                self.wrapper(child, story)

    def paragraph(self, p: Element, story: _Story) -> None:
        self.found.paragraphs.append(StoryParagraph(story.name, story.paragraphs, p, self.part, story.flow, story.table))
        story.paragraphs += 1
        self.flow += story.flow
        if self.has_boxes:
            boxes = text_boxes(p)
            names = tuple(f"{self.boxes_prefix}textbox:{self.boxes + number}" for number in range(len(boxes)))
            self.boxes += len(boxes)
            if boxes:
                self.found.boxes[p] = names
            for box, name in zip(boxes, names, strict=True):
                self.blocks(box, _Story(name, f"{name}/", False))

    def wrapper(self, element: Element, story: _Story) -> None:
        """A block-level content control (or like wrapper) is a story of its own; one inside another belongs to it."""
        content = _content(element)
        if content is None:
            return
        if story.wrapped:
            self.blocks(content, story)
            return
        name = f"{story.prefix}sdt:{story.controls}"
        story.controls += 1
        self.blocks(content, _Story(name, f"{name}/", story.flow, story.table, wrapped=True))

    def one_table(self, element: Element, story: _Story) -> None:
        shape = TableShape(f"{story.prefix}table:{story.tables}", element, self.flow, not self.boxes_prefix)
        story.tables += 1
        shape.grid = tuple(twips(column.get(w("w"))) or 0 for column in element.iterfind(f"{w('tblGrid')}/{w('gridCol')}"))
        self.found.tables.append(shape)
        open_merges: dict[int, CellShape] = {}
        for row in members(element, TR):
            self.row(row, shape, open_merges)
            if shape.header_rows == shape.rows and is_on(row.find(_HEADER)):
                shape.header_rows += 1
            shape.rows += 1

    def row(self, row: Element, shape: TableShape, open_merges: dict[int, CellShape]) -> None:
        for column, element in columns(row).items():
            span = _span(element.find(_GRID_SPAN), 1)
            story = f"{shape.story}:r{shape.rows}c{column}"
            self.cell(CellShape(story, shape.rows, column, 1, span, element), shape, open_merges)
            self.blocks(element, _Story(story, f"{story}/", False, shape.element))
            shape.columns = max(shape.columns, column + span)

    def cell(self, cell: CellShape, shape: TableShape, open_merges: dict[int, CellShape]) -> None:
        merge = cell.element.find(f"{w('tcPr')}/{w('vMerge')}")
        above = open_merges.get(cell.column)
        if merge is not None and merge.get(VAL) != "restart" and above is not None:
            above.row_span += 1
            return
        open_merges.pop(cell.column, None)
        if merge is not None:
            open_merges[cell.column] = cell
        shape.cells.append(cell)


def _content(wrapper: Element) -> Element | None:
    if wrapper.tag == SDT:
        return wrapper.find(CONTENT)
    return chosen(wrapper) if wrapper.tag == ALTERNATE else wrapper


def members(container: Element, tag: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, through content controls and other wrappers."""
    for child in container:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            content = _content(child)
            if content is not None:
                yield from members(content, tag)


def columns(row: Element) -> dict[int, Element]:
    """The cells of a row by the grid column at which each begins, in order."""
    column = _span(row.find(f"{w('trPr')}/{w('gridBefore')}"), 0)
    found: dict[int, Element] = {}
    for cell in members(row, TC):
        found[column] = cell
        column += _span(cell.find(_GRID_SPAN), 1)
    return found


def _span(element: Element | None, default: int) -> int:
    number = integer(element.get(VAL)) if element is not None else None
    return default if number is None else min(max(number, default), _MAX_SPAN)


__all__ = [
    "CellShape",
    "Piece",
    "StoryParagraph",
    "Survey",
    "TableShape",
    "columns",
    "is_deleted",
    "members",
    "notes",
    "paragraph_text",
    "pieces",
    "running_parts",
    "section_elements",
    "survey",
    "text_boxes",
    "walk",
]
