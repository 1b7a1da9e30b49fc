"""A body as units to compare: paragraphs, and the frames (tag, attributes, properties) of tables, rows, cells, controls."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from lxml import etree

from app.docx.names import Element, w
from app.docx.same import shape

EDITED = (w("p"), w("sectPr"))
_FRAMES = frozenset(w(name) for name in ("tbl", "tr", "tc", "sdt", "sdtContent", "customXml"))
_HELD = _FRAMES | {w("p")}


@dataclass(frozen=True, slots=True)
class Unit:
    """One paragraph or other block whole, or of a frame what is its own; `touched` when an edit made or changed it."""

    element: Element
    parts: tuple[Element, ...]
    touched: bool

    @property
    def written(self) -> tuple[object, ...]:
        """How it is written; a unit that no edit touched is written the same in both trees."""
        own = () if self.parts == (self.element,) else tuple(self.element.items())
        return self.element.tag, own, tuple(etree.tostring(part, with_tail=False) for part in self.parts)

    @property
    def said(self) -> object:
        """What it says, whatever its prefixes."""
        return self.element.tag, tuple(sorted(self.element.items())), tuple(shape(part) for part in self.parts)


def units(blocks: Iterable[Element], touched: AbstractSet[Element] = frozenset(), *, inside: bool = False) -> Iterator[Unit]:
    """The units of `blocks` in reading order; `inside` says that they stand in something touched."""
    for block in blocks:
        mine = inside or block in touched
        if block.tag in _FRAMES:
            yield Unit(block, tuple(child for child in block if child.tag not in _HELD), mine)
            yield from units((child for child in block if child.tag in _HELD), touched, inside=mine)
        else:
            yield Unit(block, (block,), mine or any(node in touched for node in block.iter(*EDITED)))


def said_by(touched: Iterable[Element]) -> set[object]:
    """What the touched elements and everything in them say, to recognise what an edit replaced or took."""
    found: set[object] = set()
    for element in touched:
        found.update(unit.said for unit in units((element,)))
        if element.tag in EDITED:
            found.add(shape(element))
    return found


def is_accounted_for(unit: Unit, said: AbstractSet[object]) -> bool:
    """Whether a unit that is gone is one that an edit replaced or took, or holds a paragraph that is."""
    return unit.said in said or any(shape(node) in said for part in unit.parts for node in part.iter(*EDITED))
