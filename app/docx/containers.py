"""Which element holds which block, and where blocks begin and end."""

from __future__ import annotations

from collections.abc import Iterable

from app.docx.inline import P
from app.docx.names import Element, w
from app.docx.ranges import ENDS, STARTS, break_of

_SECT = w("sectPr")


def shared(elements: Iterable[Element]) -> Element:
    """The innermost element that holds all of `elements`."""
    first, *rest = elements
    for ancestor in first.iterancestors():
        if all(any(above is ancestor for above in other.iterancestors()) for other in rest):
            return ancestor
    raise ValueError("the paragraphs stand in different parts")


def child_of(container: Element | None, element: Element) -> Element | None:
    """The child of `container` that holds `element` (or is it)."""
    node: Element | None = element
    while node is not None and node.getparent() is not container:
        node = node.getparent()
    return node


def opens(block: Element | None, p: Element) -> bool:
    """Whether `p` is the first paragraph of `block`, and `block` no table."""
    return block is not None and block.tag != w("tbl") and next(block.iter(P), None) is p


def end_of(container: Element) -> int:
    """Where a block comes after all others: before the body's own section properties."""
    return len(container) - 1 if len(container) and container[-1].tag == _SECT else len(container)


def opening_marks(start: Element, found: list[Element]) -> list[Element]:
    """Range starts right before the first paragraph whose ends stand in the part belong to it."""
    ends = {(mark.tag, mark.get(w("id"))) for block in found for mark in block.iter(*ENDS)}
    marks: list[Element] = []
    node = start.getprevious()
    while node is not None and node.tag in STARTS and (STARTS[str(node.tag)], node.get(w("id"))) in ends:
        marks.insert(0, node)
        node = node.getprevious()
    return marks


def governing(blocks: list[Element], at: int) -> Element | None:
    """The section properties that hold at child number `at`."""
    for block in blocks[at:]:
        found = block if block.tag == _SECT else break_of(block)
        if found is not None:
            return found
    return None
