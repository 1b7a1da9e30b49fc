"""Tab stops of a `w:pPr`: read as changes to those below it, and written so that exactly the wanted ones are in force."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast, get_args

from lxml import etree

from app.core.report import TabAlign, TabStop
from app.docx.names import VAL, Element, twips, w
from app.docx.order import insert_in_order

Changes = Mapping[int, TabStop | None]  # position → the stop set there, None where one is cleared

_TABS, _TAB, _POS, _LEADER = w("tabs"), w("tab"), w("pos"), w("leader")
_FURTHEST = 31680  # twips: 22 inches, as far as Word lets one stand
_MOST = 64  # of one w:tabs; Word keeps no more
_ALIGN = {name: name for name in get_args(TabAlign)} | {"start": "left", "end": "right", "num": "left"}


def tab_changes(element: Element) -> Changes:
    """What a `w:tabs` sets and clears; malformed and further ones than Word knows are left out."""
    found: dict[int, TabStop | None] = {}
    for tab in element.iterchildren(_TAB):
        position, align = twips(tab.get(_POS)), tab.get(VAL)
        if position is None or abs(position) > _FURTHEST or len(found) >= _MOST:
            continue
        if align == "clear":
            found[position] = None
        elif align in _ALIGN:
            found[position] = TabStop(position, cast("TabAlign", _ALIGN[align]), tab.get(_LEADER) or "none")
    return found


def in_force(changes: Changes) -> tuple[TabStop, ...]:
    """The stops that are left of changes laid over each other, from left to right."""
    return tuple(stop for _, stop in sorted(changes.items()) if stop is not None)


def set_tabs(properties: Element, shown: Iterable[TabStop], wanted: Iterable[TabStop]) -> None:
    """Make `wanted` the stops of a pPr whose paragraph has `shown`: inherited ones that are not wanted are cleared."""
    element = properties.find(_TABS)
    cleared = {at for at, stop in tab_changes(element).items() if stop is None} if element is not None else set[int]()
    stops = {stop.position: stop for stop in wanted}
    if element is None:
        element = insert_in_order(properties, etree.Element(_TABS))
    for child in list(element):
        element.remove(child)
    for position in sorted({*cleared, *(stop.position for stop in shown), *stops}):
        stop, tab = stops.get(position), etree.SubElement(element, _TAB)
        tab.set(VAL, stop.align if stop is not None else "clear")
        if stop is not None and stop.leader != "none":
            tab.set(_LEADER, stop.leader)
        tab.set(_POS, str(position))
    if len(element) == 0:
        properties.remove(element)
