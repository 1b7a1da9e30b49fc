"""A new automatic list in numbering.xml, for numbers that were typed as text (ISO/IEC 29500-1 17.9)."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from app.docx.journal import Journal
from app.docx.names import VAL, Element, integer, w
from app.docx.package import Package
from app.docx.parts import part_of

Form = tuple[str, str, bool]  # w:numFmt, w:lvlText, whether the count goes on across upper levels


def add_list(package: Package, journal: Journal, forms: Sequence[Form]) -> int:
    """Write an abstractNum with these levels and a num that uses it; gives the numId."""
    root = part_of(package, journal, "numbering")
    abstracts, nums = list(root.iterchildren(w("abstractNum"))), list(root.iterchildren(w("num")))
    abstract_id = 1 + max((integer(a.get(w("abstractNumId"))) or 0 for a in abstracts), default=-1)
    num_id = 1 + max((integer(n.get(w("numId"))) or 0 for n in nums), default=0)
    at = max((index + 1 for index, child in enumerate(root) if child.tag in (w("abstractNum"), w("numPicBullet"))), default=0)
    journal.insert(root, at, _abstract(abstract_id, forms))
    number = etree.Element(w("num"))
    number.set(w("numId"), str(num_id))
    etree.SubElement(number, w("abstractNumId")).set(VAL, str(abstract_id))
    last = max((index + 1 for index, child in enumerate(root) if child.tag in (w("abstractNum"), w("num"))), default=0)
    journal.insert(root, last, number)
    return num_id


def _abstract(abstract_id: int, forms: Sequence[Form]) -> Element:
    made = etree.Element(w("abstractNum"))
    made.set(w("abstractNumId"), str(abstract_id))
    etree.SubElement(made, w("multiLevelType")).set(VAL, "multilevel")
    for at, (format_, text, goes_on) in enumerate(forms):
        level = etree.SubElement(made, w("lvl"))
        level.set(w("ilvl"), str(at))
        etree.SubElement(level, w("start")).set(VAL, "1")
        etree.SubElement(level, w("numFmt")).set(VAL, format_)
        if goes_on:
            etree.SubElement(level, w("lvlRestart")).set(VAL, "0")
        etree.SubElement(level, w("suff")).set(VAL, "nothing")
        etree.SubElement(level, w("lvlText")).set(VAL, text)
        etree.SubElement(level, w("lvlJc")).set(VAL, "left")
    return made
