"""OOXML names and attribute values: Clark names, and lenient readings of numbers, lengths and switches.

Trees always carry the transitional namespaces; `app.docx.package` maps a strict file's on the way in and out.
"""

from __future__ import annotations

from functools import cache

from lxml import etree

Element = etree._Element  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] - lxml has no public name for it

OFFICE = "http://schemas.openxmlformats.org/"
W = OFFICE + "wordprocessingml/2006/main"
R = OFFICE + "officeDocument/2006/relationships"
MC = OFFICE + "markup-compatibility/2006"
A = OFFICE + "drawingml/2006/main"
WP = OFFICE + "drawingml/2006/wordprocessingDrawing"
PIC = OFFICE + "drawingml/2006/picture"
M = OFFICE + "officeDocument/2006/math"
WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
V = "urn:schemas-microsoft-com:vml"
O = "urn:schemas-microsoft-com:office:office"  # noqa: E741 - the prefix every Word file uses
CONTENT_TYPES = OFFICE + "package/2006/content-types"
RELATIONSHIPS = OFFICE + "package/2006/relationships"
XML = "http://www.w3.org/XML/1998/namespace"

STRICT = {
    "http://purl.oclc.org/ooxml/wordprocessingml/main": W,
    "http://purl.oclc.org/ooxml/officeDocument/relationships": R,
    "http://purl.oclc.org/ooxml/officeDocument/math": M,
    "http://purl.oclc.org/ooxml/drawingml/main": A,
    "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": WP,
    "http://purl.oclc.org/ooxml/drawingml/picture": PIC,
    "http://purl.oclc.org/ooxml/drawingml/chart": OFFICE + "drawingml/2006/chart",
    "http://purl.oclc.org/ooxml/drawingml/diagram": OFFICE + "drawingml/2006/diagram",
    "http://purl.oclc.org/ooxml/officeDocument/customXml": OFFICE + "officeDocument/2006/customXml",
}


@cache
def w(local: str) -> str:
    """The Clark name of a WordprocessingML element or attribute: w("p") → "{…main}p"."""
    return f"{{{W}}}{local}"


@cache
def r(local: str) -> str:
    """The Clark name of a relationship attribute: r("id")."""
    return f"{{{R}}}{local}"


def q(namespace: str, local: str) -> str:
    """The Clark name of `local` in `namespace`."""
    return f"{{{namespace}}}{local}"


VAL = w("val")
SPACE = q(XML, "space")

_OFF = frozenset({"0", "false", "off", "none"})
_LENGTHS = {"pt": 20.0, "in": 1440.0, "cm": 1440 / 2.54, "mm": 1440 / 25.4, "pc": 240.0, "pi": 240.0}
_HUGE = 10**9  # no length, count or size in a document is larger; a hostile one must not make big integers


def is_on(element: Element | None) -> bool | None:
    """A switch such as w:b: None when absent, True without w:val, False for 0, false, off."""
    if element is None:
        return None
    return switch(element.get(VAL), True)


def switch(value: str | None, default: bool) -> bool:
    """An on/off attribute value; `default` when it is missing or empty."""
    return value.strip().lower() not in _OFF if value and value.strip() else default


def integer(value: str | None) -> int | None:
    """A whole number; floats are rounded, anything else is None."""
    if value is None:
        return None
    try:
        return _bounded(int(value))
    except ValueError:
        pass
    try:
        return _bounded(round(float(value)))
    except (ValueError, OverflowError):
        return None


def twips(value: str | None) -> int | None:
    """A length in twips; strict files write it with a unit ("12pt", "2.54cm")."""
    if value is None or len(value) < 3 or value[-2:].lower() not in _LENGTHS:
        return integer(value)
    try:
        return _bounded(round(float(value[:-2]) * _LENGTHS[value[-2:].lower()]))
    except (ValueError, OverflowError):
        return None


def half_points(value: str | None) -> int | None:
    """A size in half-points; strict files may write it with a unit."""
    length = twips(value)
    return length if length is None or value is None or not value[-1].isalpha() else round(length / 10)


def _bounded(number: int) -> int | None:
    return number if -_HUGE <= number <= _HUGE else None


def first_child(element: Element | None, tag: str) -> Element | None:
    """The first child with this tag, or None; three times faster than `find` (measured on 2,200 paragraphs)."""
    if element is not None:
        for found in element.iterchildren(tag):
            return found
    return None


def element_children(element: Element | None) -> list[Element]:
    """The child elements, without comments and processing instructions."""
    return [] if element is None else list(element.iterchildren("*"))
