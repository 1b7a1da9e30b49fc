"""Sections: page geometry, grid, and what their footers say, inherited ones included."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.core.report import Align, PageNumber, Paragraph, Section
from app.docx.inline import ALTERNATE, DELETIONS, MATH, TEXT_BOX, P, R, T, chosen
from app.docx.names import VAL, WP, Element, first_child, integer, is_on, q, r, twips, w
from app.docx.note_parts import note_numbers
from app.docx.package import Package
from app.docx.story import Survey
from app.docx.styles import StyleSheet

PAGE = "{PAGE}"
_PAGE_FIELD = re.compile(r"(?<![A-Za-z])PAGE(?![A-Za-z])", re.IGNORECASE)
_FRAME_ALIGN: Mapping[str | None, Align] = {
    "center": "center",
    "right": "right",
    "outside": "right",
    "left": "left",
    "inside": "left",
}
_KINDS = ("default", "even", "first")


def read_sections(
    package: Package, styles: StyleSheet, surveyed: Survey, flow: Sequence[tuple[Paragraph, Element]]
) -> tuple[Section, ...]:
    """The sections that were surveyed; `flow` is the flow's paragraphs as read, each with its element, in order.

    A document without any has one section with the defaults of the format.
    """
    elements = surveyed.sections
    spans = _spans(elements, flow)
    if not elements:
        footnotes, endnotes = (note_numbers(package, kind, None) for kind in ("footnote", "endnote"))
        return (Section(0, first=spans[0][0], last=spans[0][1], footnotes=footnotes, endnotes=endnotes),)
    targets = {id_: target for id_, _, target in package.relationships(package.main)}
    known: dict[str, PageNumber] = {}
    footers: dict[str, PageNumber] = {}
    running: dict[str, str] = {}
    found: list[Section] = []
    for index, element in enumerate(elements):
        footers = dict(footers)
        for reference in element.iterchildren(w("footerReference")):
            part = targets.get(reference.get(r("id"), ""), "")
            kind = reference.get(w("type")) or "default"
            if kind in _KINDS and package.has(part):
                if part not in known:
                    known[part] = read_footer(package.tree(part), styles)
                footers[kind] = known[part]
        running |= _running(element, targets, surveyed.running)
        found.append(replace(_section(package, index, element, footers, spans[index]), running=dict(running)))
    return tuple(found)


def _running(element: Element, targets: Mapping[str, str], stories: Mapping[str, str]) -> dict[str, str]:
    """The stories of the headers and footers that a section names itself, by "header:default" and the like."""
    found: dict[str, str] = {}
    for side in ("header", "footer"):
        for reference in element.iterchildren(w(f"{side}Reference")):
            story = stories.get(targets.get(reference.get(r("id"), ""), ""))
            if story is not None:
                found[f"{side}:{reference.get(w('type')) or 'default'}"] = story
    return found


def _spans(elements: Sequence[Element], flow: Sequence[tuple[Paragraph, Element]]) -> list[tuple[int | None, int | None]]:
    """(first, last) uid of every section; an empty section has (None, None)."""
    ends = {id(element) for element in elements}
    groups: list[list[int]] = [[]]
    for p, element in flow:
        groups[-1].append(p.uid)
        section = first_child(first_child(element, w("pPr")), w("sectPr")) if p.section_end else None
        if section is not None and id(section) in ends:
            groups.append([])
    groups += [[] for _ in range(len(elements) - len(groups))]
    return [(group[0], group[-1]) if group else (None, None) for group in groups]


def _section(
    package: Package, index: int, element: Element, footers: Mapping[str, PageNumber], span: tuple[int | None, int | None]
) -> Section:
    size, margin, grid = element.find(w("pgSz")), element.find(w("pgMar")), element.find(w("docGrid"))
    numbers, columns, kind = element.find(w("pgNumType")), element.find(w("cols")), element.find(w("type"))
    blank = Section(index)
    return Section(
        index,
        width=_positive(size, "w", blank.width),
        height=_positive(size, "h", blank.height),
        landscape=size is not None and size.get(w("orient")) == "landscape",
        top=_positive(margin, "top", blank.top),
        bottom=_positive(margin, "bottom", blank.bottom),
        left=_positive(margin, "left", blank.left),
        right=_positive(margin, "right", blank.right),
        gutter=_positive(margin, "gutter", blank.gutter),
        header=_positive(margin, "header", blank.header),
        footer=_positive(margin, "footer", blank.footer),
        grid=(grid.get(w("type")) if grid is not None else None) or "default",
        line_pitch=twips(grid.get(w("linePitch"))) if grid is not None else None,
        char_space=integer(grid.get(w("charSpace"))) if grid is not None else None,
        columns=max(1, (integer(columns.get(w("num"))) if columns is not None else None) or 1),
        title_page=bool(is_on(element.find(w("titlePg")))),
        page_number_format=numbers.get(w("fmt")) if numbers is not None else None,
        page_number_start=integer(numbers.get(w("start"))) if numbers is not None else None,
        footers=footers,
        first=span[0],
        last=span[1],
        start=(kind.get(VAL) if kind is not None else None) or "nextPage",
        footnotes=note_numbers(package, "footnote", element),
        endnotes=note_numbers(package, "endnote", element),
    )


def _positive(element: Element | None, name: str, default: int) -> int:
    """A length; a negative margin means the same distance, kept whatever the header's height."""
    value = twips(element.get(w(name))) if element is not None else None
    return default if value is None else abs(value)


def read_footer(root: Element, styles: StyleSheet) -> PageNumber:
    """What a footer (or header) part says: its text with {PAGE}, and the look of the page number."""
    reader = _FooterReader()
    for p in root.iter(P):
        if not _inside_box(p):
            reader.paragraph(p)
            reader.text.append("\n")
    text = "\n".join(line for line in "".join(reader.text).split("\n") if line.strip())
    if reader.field is None:
        return PageNumber(text)
    p = next(reader.field.iterancestors(P))
    align, outside = _place(p, reader.field, styles)
    return PageNumber(text, True, align, styles.run_format(p, reader.field, next(p.iterancestors(w("tbl")), None)), outside)


def _inside_box(p: Element) -> bool:
    return next(p.iterancestors(TEXT_BOX), None) is not None


class _FooterReader:
    """Collects a footer's text; `field` is the run that shows the page number."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.field: Element | None = None
        self._codes: list[str] = []
        self._in_code: list[bool] = []

    def paragraph(self, container: Element) -> None:
        for child in container.iterchildren("*"):
            tag = child.tag
            if tag in DELETIONS or tag == MATH:
                continue
            if tag == ALTERNATE:
                self.paragraph(chosen(child))
            elif tag == w("fldSimple"):
                self._simple(child)
            elif tag == w("fldChar"):
                self._mark(child)
            elif tag == w("instrText") and self._codes:
                self._codes[-1] += child.text or ""
            elif tag == T:
                self._characters(child)
            elif tag == w("pgNum"):
                self._page(child)
            elif tag not in (w("pPr"), w("rPr")):
                self.paragraph(child)

    def _simple(self, element: Element) -> None:
        if _PAGE_FIELD.search(element.get(w("instr"), "")):
            self._page(next(element.iter(R), element))
        else:
            self.paragraph(element)

    def _mark(self, element: Element) -> None:
        kind = element.get(w("fldCharType"))
        if kind == "begin":
            self._codes.append("")
            self._in_code.append(True)
        elif kind == "separate" and self._codes:
            self._in_code[-1] = False
        elif kind == "end" and self._codes:
            self._in_code.pop()
            if _PAGE_FIELD.search(self._codes.pop()):
                self._page(element)

    def _characters(self, element: Element) -> None:
        in_page_field = any(_PAGE_FIELD.search(code) for code in self._codes)
        if not in_page_field and True not in self._in_code:
            self.text.append((element.text or "").replace("\n", " "))

    def _page(self, element: Element) -> None:
        self.text.append(PAGE)
        if self.field is None:
            run = element if element.tag == R else next(element.iterancestors(R), None)
            self.field = run


def _place(p: Element, run: Element, styles: StyleSheet) -> tuple[Align, bool]:
    """Where the number stands: by its frame, else by the text box it is in, else by its paragraph."""
    frame = p.find(f"{w('pPr')}/{w('framePr')}")
    where = frame.get(w("xAlign")) if frame is not None else None
    if where is None:
        for anchor in run.iterancestors(q(WP, "anchor")):
            named = anchor.find(f"{q(WP, 'positionH')}/{q(WP, 'align')}")
            where = (named.text or "").strip() if named is not None else None
    if where in _FRAME_ALIGN:
        return _FRAME_ALIGN[where], where == "outside"
    return styles.paragraph_format(p).align, False
