"""PageSetup on elements: paper, margins and grid of a section; even and odd pages of the document."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lxml import etree

from app.core.edits import PageSetup
from app.docx.journal import Journal
from app.docx.names import VAL, Element, is_on, w
from app.docx.order import insert_in_order
from app.docx.package import Package
from app.docx.parts import part_of
from app.docx.runs import unset
from app.docx.story import section_elements

_SIZE = {"width": "w", "height": "h"}
_MARGINS = ("top", "right", "bottom", "left", "header", "footer", "gutter")
_DEFAULT_MARGINS = {"top": 1440, "right": 1800, "bottom": 1440, "left": 1800, "header": 851, "footer": 992, "gutter": 0}


def set_page(package: Package, journal: Journal, edit: PageSetup) -> None:
    """Set the fields of `edit` on its section. Raises KeyError for a field that a section does not have in the file."""
    values = dict(edit.values)
    if "even_and_odd" in values:
        set_even_and_odd(package, journal, on=bool(values.pop("even_and_odd")))
    if not values:
        return
    section = section_element(package, journal, edit.section)
    for field, value in values.items():
        if field in _SIZE:
            _child(section, "pgSz").set(w(_SIZE[field]), str(value))
        elif field in _MARGINS:
            _margins(section).set(w(field), str(value))
        else:
            _WRITERS[field](section, value)


def section_element(package: Package, journal: Journal, index: int) -> Element:
    """The sectPr number `index`, as a copy that may be altered; the body gets one when it has none."""
    body = package.tree(package.main).find(w("body"))
    if body is None:
        raise ValueError("a document without a body has no sections")
    journal.parts.add(package.main)
    found = section_elements(body)
    if not found:
        made = etree.Element(w("sectPr"))
        journal.insert(body, len(body), made)
        return made
    return journal.edit(found[index])


def set_even_and_odd(package: Package, journal: Journal, *, on: bool) -> bool:
    """Switch different headers and footers for even pages on or off; returns whether that changed anything."""
    return set_switch(package, journal, "evenAndOddHeaders", on=on)


def set_switch(package: Package, journal: Journal, name: str, *, on: bool) -> bool:
    """Switch the setting `name` of the document on or off; returns whether that changed anything."""
    settings = part_of(package, journal, "settings")
    present = settings.find(w(name))
    if bool(is_on(present)) == on:
        return False
    if present is not None:
        journal.remove(present)
    if on:
        made = insert_in_order(settings, etree.Element(w(name)))
        at = settings.index(made)
        settings.remove(made)
        journal.insert(settings, at, made)
    return True


def _child(section: Element, name: str) -> Element:
    found = section.find(w(name))
    return insert_in_order(section, etree.Element(w(name))) if found is None else found


def _margins(section: Element) -> Element:
    margins = section.find(w("pgMar"))
    if margins is None:
        margins = insert_in_order(section, etree.Element(w("pgMar")))
        for name in _MARGINS:
            margins.set(w(name), str(_DEFAULT_MARGINS[name]))
    return margins


def _landscape(section: Element, value: object) -> None:
    size = _child(section, "pgSz")
    if value:
        size.set(w("orient"), "landscape")
    else:
        unset(size, w("orient"))


def _grid(section: Element, value: object) -> None:
    grid = _child(section, "docGrid")
    grid.set(w("type"), str(value))
    if value == "lines":
        unset(grid, w("charSpace"))  # measured: LibreOffice sets 27 characters or fewer with one


def _pitch(section: Element, value: object) -> None:
    _child(section, "docGrid").set(w("linePitch"), str(value))


def _char_space(section: Element, value: object) -> None:
    """A charSpace is only ever taken away: a negative one breaks the 28 characters (see `_grid`)."""
    if value is not None:
        raise KeyError("char_space")
    grid = section.find(w("docGrid"))
    if grid is not None:
        unset(grid, w("charSpace"))


def _columns(section: Element, value: object) -> None:
    _child(section, "cols").set(w("num"), str(value))


def _title_page(section: Element, value: object) -> None:
    present = section.find(w("titlePg"))
    if present is not None:
        section.remove(present)
    if value:
        _child(section, "titlePg")


def _number_format(section: Element, value: object) -> None:
    _number_type(section, "fmt", value)


def _number_start(section: Element, value: object) -> None:
    _number_type(section, "start", value)


def _number_type(section: Element, name: str, value: object) -> None:
    if value is not None:
        _child(section, "pgNumType").set(w(name), str(value))
        return
    present = section.find(w("pgNumType"))
    if present is not None:
        unset(present, w(name))
        if not present.attrib:
            section.remove(present)


def _start(section: Element, value: object) -> None:
    _child(section, "type").set(VAL, str(value))


_WRITERS: Mapping[str, Callable[[Element, object], None]] = {
    "landscape": _landscape,
    "grid": _grid,
    "line_pitch": _pitch,
    "char_space": _char_space,
    "columns": _columns,
    "title_page": _title_page,
    "page_number_format": _number_format,
    "page_number_start": _number_start,
    "start": _start,
}
