"""Marks of ranges without width: those around moved stretches and controls, and taking any of them out of their blocks."""

from __future__ import annotations

from collections.abc import Iterable

from app.docx.journal import Journal
from app.docx.names import Element, w

MOVE_RANGES = tuple(w(f"move{way}Range{end}") for way in ("From", "To") for end in ("Start", "End"))
XML_RANGES = tuple(w(f"customXml{what}Range{end}") for what in ("Ins", "Del", "MoveFrom", "MoveTo") for end in ("Start", "End"))
_CONTAINERS = frozenset(w(name) for name in ("body", "hdr", "ftr", "footnote", "endnote", "comment", "styles", "abstractNum"))


def drop_ranges(journal: Journal, root: Element, names: frozenset[str] | None = None) -> None:
    """Take away the marks around moved stretches (only those called `names`) once nothing moved stands there any more."""
    starts = [node for node in root.iter(*MOVE_RANGES) if names is None or node.get(w("name")) in names]
    ids = {(node.tag.removesuffix("Start"), node.get(w("id"))) for node in starts if node.tag.endswith("Start")}
    gone = [n for n in root.iter(*MOVE_RANGES) if (n.tag.removesuffix("Start").removesuffix("End"), n.get(w("id"))) in ids]
    remove_all(journal, gone)


def remove_all(journal: Journal, gone: Iterable[Element]) -> None:
    """Take elements without width out of their paragraphs, or out of the flow where they stand between paragraphs."""
    for block, inside in by_block(gone).items():
        if block in inside:
            journal.remove(block)
            continue
        place = {node: at for at, node in enumerate(block.iter())}
        nodes = list(journal.edit(block).iter())
        for element in inside:
            _drop(nodes[place[element]])


def move_names(root: Element) -> dict[Element, str]:
    """The name of the move that each moved-from and moved-to element belongs to."""
    found: dict[Element, str] = {}
    open_: dict[tuple[str, str | None], str] = {}
    for node in root.iter(*MOVE_RANGES, w("moveFrom"), w("moveTo")):
        way = "From" if "moveFrom" in str(node.tag) else "To"
        if node.tag.endswith("RangeStart"):
            open_[way, node.get(w("id"))] = node.get(w("name")) or ""
        elif node.tag.endswith("RangeEnd"):
            open_.pop((way, node.get(w("id"))), None)
        else:
            names = [name for (where, _), name in open_.items() if where == way and name]
            if names:
                found[node] = names[-1]
    return found


def by_block(elements: Iterable[Element]) -> dict[Element, list[Element]]:
    """The elements by the block of their story (paragraph, table, control, style) that holds them, in order."""
    found: dict[Element, list[Element]] = {}
    for element in elements:
        block = element
        while (parent := block.getparent()) is not None and parent.tag not in _CONTAINERS and parent.getparent() is not None:
            block = parent
        found.setdefault(block, []).append(element)
    return found


def _drop(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
