"""Objects: what a U+FFFC stands for, and how many of each the file holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import chain

from app.core.report import Objects
from app.docx.inline import ALTERNATE, FALLBACK, OBJECTS, TEXT_BOX, chosen
from app.docx.names import OFFICE, PIC, Element, M, V, q, w
from app.docx.package import Package

REVISIONS = (
    *(w(name) for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "cellIns", "cellDel", "cellMerge")),
    *(w(name) for name in ("sectPrChange", "tblPrChange", "trPrChange", "tcPrChange", "tblGridChange", "numberingChange")),
)
_PICTURE, _CHART, _DIAGRAM = (
    q(PIC, "pic"),
    q(OFFICE + "drawingml/2006/chart", "chart"),
    q(OFFICE + "drawingml/2006/diagram", "relIds"),
)
_IMAGE_DATA = q(V, "imagedata")
_COUNTED = {
    w("tbl"): "tables",
    _PICTURE: "pictures",
    w("footnoteReference"): "footnotes",
    w("endnoteReference"): "endnotes",
    w("ins"): "insertions",
    w("moveTo"): "insertions",
    w("del"): "deletions",
    w("moveFrom"): "deletions",
    TEXT_BOX: "text_boxes",
    q(M, "oMath"): "equations",
    w("sdt"): "content_controls",
    w("hyperlink"): "hyperlinks",
    w("bookmarkStart"): "bookmarks",
    w("fldSimple"): "fields",
}
COUNTED = (*_COUNTED, _IMAGE_DATA, w("fldChar"))


def object_kind(element: Element) -> str:
    """What the U+FFFC of `element` stands for: picture, textbox, chart, diagram, shape, object, footnoteRef, …"""
    kind = OBJECTS[element.tag]
    if kind != "picture":
        return kind
    for tag, name in (
        (TEXT_BOX, "textbox"),
        (_PICTURE, "picture"),
        (_IMAGE_DATA, "picture"),
        (_CHART, "chart"),
        (_DIAGRAM, "diagram"),
    ):
        if next(element.iter(tag), None) is not None:
            return name
    return "shape"


def count_objects(package: Package) -> Objects:
    """How many of each object the whole file holds: main part, headers, footers and notes; twins count once."""
    counts: Counter[str] = Counter()
    for part in text_parts(package):
        _count(package.tree(part), counts)
    for part in package.related(package.main, "comments"):
        counts["comments"] += len(list(package.tree(part).iterchildren(w("comment"))))
    return Objects(**counts)


def has_revisions(package: Package) -> bool:
    """Whether any part with text holds a tracked change."""
    return any(next(package.tree(part).iter(*REVISIONS), None) is not None for part in text_parts(package))


def text_parts(package: Package) -> list[str]:
    """The names of the parts that hold the report's words: main part, headers, footers, notes."""
    related = (package.related(package.main, kind) for kind in ("header", "footer", "footnotes", "endnotes"))
    return list(dict.fromkeys((package.main, *chain.from_iterable(related))))


def _count(root: Element, counts: Counter[str]) -> None:
    twins = next(root.iter(FALLBACK), None) is not None
    for element in root.iter(*COUNTED):
        if twins and _is_twin(element):
            continue
        if element.tag == w("fldChar"):
            counts["fields"] += element.get(w("fldCharType")) == "begin"
        elif element.tag == _IMAGE_DATA:
            counts["pictures"] += next(element.iterancestors(w("object")), None) is None
        else:
            counts[_COUNTED[element.tag]] += 1


def _is_twin(element: Element) -> bool:
    return any(parent.tag == ALTERNATE and chosen(parent) is not child for child, parent in _steps(element))


def _steps(element: Element) -> Iterator[tuple[Element, Element]]:
    child = element
    for parent in element.iterancestors():
        yield child, parent
        child = parent
