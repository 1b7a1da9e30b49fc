"""The schema's child order."""

from __future__ import annotations

import random

import pytest
from lxml import etree

from app.docx.names import w
from app.docx.order import ORDER, insert_in_order, out_of_order, put_in_order


@pytest.mark.parametrize("parent", list(ORDER))
def test_children_put_in_one_by_one_are_in_order(parent: str) -> None:
    names = list(ORDER[parent])
    element = etree.Element(parent)
    for name in random.Random(7).sample(names, len(names)):
        insert_in_order(element, etree.Element(w(name)))
    assert [c.tag for c in element] == [w(name) for name in names]
    assert out_of_order(element) is None


def test_a_child_that_stands_too_late_is_named_and_can_be_put_right() -> None:
    element = etree.Element(w("pPr"))
    for name in ("jc", "ind", "keepNext"):
        etree.SubElement(element, w(name))
    assert out_of_order(element) == "w:ind"
    put_in_order(element)
    assert [c.tag for c in element] == [w("keepNext"), w("ind"), w("jc")]


def test_unknown_children_stay_behind_their_neighbour() -> None:
    element = etree.Element(w("rPr"))
    for name in ("sz", "{urn:x}glow", "b"):
        etree.SubElement(element, w(name) if name.isalpha() else name)
    put_in_order(element)
    assert [c.tag for c in element] == [w("b"), w("sz"), "{urn:x}glow"]
