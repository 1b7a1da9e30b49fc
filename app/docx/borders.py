"""Borders of a `w:pPr`: read as changes to the sides below it, and written so that exactly the wanted ones show."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from app.core.borders import NO_BORDERS, SIDES, Border, Borders
from app.docx.names import VAL, Element, integer, w
from app.docx.order import insert_in_order

Changes = Mapping[str, Border | None]  # side → its border, None where there is to be none

_HEX = re.compile(r"[0-9A-Fa-f]{6}\Z")
_NAMES = {w(side): side for side in SIDES} | {w("start"): "left", w("end"): "right"}
_INSIDE = _NAMES | {w("insideH"): "inside_h", w("insideV"): "inside_v"}
_BORDERS, _SIZE, _COLOR, _SPACE = w("pBdr"), w("sz"), w("color"), w("space")
_NONE = frozenset({"nil", "none"})
_THICKEST, _FURTHEST = 96, 31  # eighths of a point, points: what Word takes at most


def read_border(element: Element) -> Border | None:
    """The border that a side says (w:top …), None for one that is off; numbers are kept within Word's limits."""
    value = element.get(VAL)
    if value is None or value in _NONE:
        return None
    size, space = integer(element.get(_SIZE)), integer(element.get(_SPACE))
    color = element.get(_COLOR) or ""
    return Border(
        value, 4 if size is None else min(max(size, 0), _THICKEST), color.upper() if _HEX.match(color) else "auto",
        min(max(space or 0, 0), _FURTHEST),
    )  # fmt: skip


def border_changes(element: Element) -> Changes:
    """What a `w:pBdr` sets and takes away, by side."""
    return {_NAMES[side.tag]: read_border(side) for side in element if side.tag in _NAMES}


def cell_changes(element: Element | None) -> Changes:
    """What a `w:tblBorders` or `w:tcBorders` sets and takes away, by side; "inside_h" and "inside_v" are those between cells."""
    return {_INSIDE[side.tag]: read_border(side) for side in element if side.tag in _INSIDE} if element is not None else {}


def borders_of(changes: Changes) -> Borders:
    """The borders that are left of changes laid over each other."""
    sides = {side: border for side, border in changes.items() if border is not None}
    return Borders(**sides) if sides else NO_BORDERS


def set_borders(properties: Element, shown: Borders, wanted: Borders) -> None:
    """Make `wanted` the borders of a pPr whose paragraph has `shown`: sides that stay are not touched, inherited ones go off."""
    element = properties.find(_BORDERS)
    if element is None:
        element = insert_in_order(properties, etree.Element(_BORDERS))
    for side in SIDES:
        border: Border | None = getattr(wanted, side)
        if border == getattr(shown, side):
            continue
        for old in [child for child in element if _NAMES.get(str(child.tag)) == side]:
            element.remove(old)
        made = insert_in_order(element, etree.Element(w(side)))
        if border is None:
            made.set(VAL, "nil")
            continue
        for name, value in ((VAL, border.value), (_SIZE, border.size), (_SPACE, border.space), (_COLOR, border.color)):
            made.set(name, str(value))
    if len(element) == 0:
        properties.remove(element)
