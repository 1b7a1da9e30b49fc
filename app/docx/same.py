"""Whether two elements say the same, whatever their prefixes and wherever their namespaces are declared.

lxml's own canonical form of a part of a tree crashes the process on some real documents, so it is not used.
"""

from __future__ import annotations

from app.docx.names import Element

Shape = tuple[object, ...]


def shape(element: Element) -> Shape:
    """Tag, attributes, text and children of `element` as a value to compare; its tail is not in it."""
    return (
        element.tag,
        tuple(sorted(element.items())),
        element.text or "",
        *((shape(child), child.tail or "") for child in element),
    )


def same(a: Element | None, b: Element | None) -> bool:
    """Whether both elements say the same (two missing ones do)."""
    if a is None or b is None:
        return a is b
    return shape(a) == shape(b)
