"""The standard's page numbers in new footers (GB/T 9704-2012 7.5); footers that are there stay as they are."""

from __future__ import annotations

from lxml import etree

from app.core.apply import NUMBER_FONT, NUMBER_SIZE
from app.core.edits import PageNumbers
from app.docx.direct import set_chars, set_paragraph
from app.docx.journal import Journal
from app.docx.names import Element, R, W, r, w
from app.docx.package import Package
from app.docx.page_setup import section_element, set_even_and_odd
from app.docx.parts import add_part
from app.docx.runs import set_text
from app.docx.story import section_elements

_HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
_ASIDE = 100  # one character from the margin, in hundredths
_CHARS: dict[str, object] = {
    "east_asia": NUMBER_FONT,
    "ascii": NUMBER_FONT,
    "h_ansi": NUMBER_FONT,
    "cs": NUMBER_FONT,
    "size": NUMBER_SIZE,
}


def number_pages(package: Package, journal: Journal, edit: PageNumbers) -> None:
    """Give section `edit.section` `— 1 —` in footers of its own: right on odd pages and left on even ones, or centred.

    A footer that shows something already (the section's own, or one it inherits) stays. When even pages become
    different pages, headers and footers of all pages are named for the even ones too, so that they still show there.
    """
    if edit.outside and set_even_and_odd(package, journal, on=True):
        _keep_on_even_pages(package, journal)
    section = section_element(package, journal, edit.section)
    wanted = {"default": "right", "even": "left"} if edit.outside else {"default": "center"}
    for kind, align in wanted.items():
        if _is_blank(package, _shown(package, edit.section, kind)):
            content = etree.tostring(footer_element(align), encoding="unicode")
            _, relation = add_part(package, journal, "footer", _HEADER + content)
            _refer(section, "footer", kind, relation)


def footer_element(align: str) -> Element:
    """A w:ftr that shows `— 1 —` in 四号 宋体; right and left stand one character in from the edge."""
    footer = etree.Element(w("ftr"), nsmap={"w": W, "r": R})
    p = etree.SubElement(footer, w("p"))
    properties = etree.SubElement(p, w("pPr"))
    values: dict[str, object] = {
        "align": align,
        "left": 0,
        "right": 0,
        "first_line": 0,
        "before": 0,
        "after": 0,
        "line": 240,
        "line_rule": "auto",
        "snap_to_grid": False,
    }
    if align in ("left", "right"):
        values |= {f"{align}_chars": None, align: NUMBER_SIZE * 10 * _ASIDE // 100}
    set_paragraph(properties, values)
    for content in ("— ", None, " —"):
        _append(p, content)
    return footer


def _append(p: Element, text: str | None) -> None:
    """A run of text, or (None) the PAGE field as a complex one, which every program updates."""
    if text is not None:
        set_text(etree.SubElement(_run(p), w("t")), text)
        return
    for kind in ("begin", "code", "separate", "result", "end"):
        run = _run(p)
        if kind == "code":
            set_text(etree.SubElement(run, w("instrText")), " PAGE ")
        elif kind == "result":
            set_text(etree.SubElement(run, w("t")), "1")
        else:
            etree.SubElement(run, w("fldChar")).set(w("fldCharType"), kind)


def _run(p: Element) -> Element:
    run = etree.SubElement(p, w("r"))
    set_chars(etree.SubElement(run, w("rPr")), _CHARS)
    return run


def _keep_on_even_pages(package: Package, journal: Journal) -> None:
    body = package.tree(package.main).find(w("body"))
    sections = section_elements(body) if body is not None else []
    for index, section in enumerate(sections):
        for what in ("header", "footer"):
            shown = _reference(section, what, "default")
            if shown is not None and _reference(section, what, "even") is None:
                _refer(section_element(package, journal, index), what, "even", shown)


def _reference(section: Element, what: str, kind: str) -> str | None:
    for found in section.iterchildren(w(f"{what}Reference")):
        if (found.get(w("type")) or "default") == kind:
            return found.get(r("id"))
    return None


def _shown(package: Package, index: int, kind: str) -> str | None:
    """The relationship of the footer that section `index` shows: its own, or the nearest one before it."""
    body = package.tree(package.main).find(w("body"))
    for section in reversed(section_elements(body)[: index + 1] if body is not None else []):
        relation = _reference(section, "footer", kind)
        if relation is not None:
            return relation
    return None


def _is_blank(package: Package, relation: str | None) -> bool:
    """Whether there is no such footer, or one without words, fields and pictures."""
    part = package.part_by_id(package.main, relation) if relation is not None else None
    if part is None:
        return True
    filled = (w("t"), w("drawing"), w("pict"), w("object"), w("fldSimple"), w("fldChar"), w("sym"))
    return all(element.tag == w("t") and not (element.text or "").strip() for element in package.tree(part).iter(*filled))


def _refer(section: Element, what: str, kind: str, relation: str) -> None:
    for present in [p for p in section.iterchildren(w(f"{what}Reference")) if (p.get(w("type")) or "default") == kind]:
        section.remove(present)
    made = etree.Element(w(f"{what}Reference"))
    made.set(w("type"), kind)
    made.set(r("id"), relation)
    references = (w("headerReference"), w("footerReference"))
    at = next((index for index, child in enumerate(section) if child.tag not in references), len(section))
    section.insert(at, made)
