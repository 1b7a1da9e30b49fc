"""Renumber on elements: an automatic number counts otherwise by numbering.xml alone; no text changes."""

from __future__ import annotations

import copy

from lxml import etree

from app.core.edits import Renumber
from app.core.report import Paragraph, Report
from app.docx.direct import set_paragraph
from app.docx.journal import Journal
from app.docx.names import VAL, Element, integer, w
from app.docx.order import insert_in_order
from app.docx.package import Package
from app.docx.parts import part_of
from app.docx.readings import Readings
from app.docx.split import properties_element

_NOT_AUTOMATIC = "该段落没有自动编号"


def renumber(package: Package, journal: Journal, report: Report, edit: Renumber, readings: Readings) -> str | None:
    """Make the number of paragraph `edit.uid` count `edit.value`; gives the reason when that cannot be done.

    The first paragraph of a list gets another start. A later one, and all of its list after it, move to a list of
    their own that starts there and looks the same.
    """
    p = report.by_uid[edit.uid]
    if p.number is None:
        return _NOT_AUTOMATIC
    if p.number.value == edit.value:
        return None
    root = part_of(package, journal, "numbering")
    number = _num(root, p.number.num_id)
    if number is None:
        return _NOT_AUTOMATIC
    followers = _of_list(report, p)
    if followers[0] is p:
        _start_at(journal.edit(number), p.number.level, edit.value)
        return None
    new_id = _copy_list(root, journal, number, p.number.level, edit.value)
    for follower in followers[followers.index(p) :]:
        place = readings.place(follower.uid)
        journal.parts.add(place.part)
        element = journal.edit(place.element)
        level = follower.number.level if follower.number is not None else 0
        set_paragraph(properties_element(element), {"num_id": new_id, "num_level": level})
    return None


def _of_list(report: Report, p: Paragraph) -> list[Paragraph]:
    """Every paragraph of the same list, in reading order."""
    number = p.number
    every = (*report.paragraphs, *report.others)
    return [q for q in every if number is not None and q.number is not None and q.number.num_id == number.num_id]


def _num(root: Element, num_id: int) -> Element | None:
    return next((num for num in root.iterchildren(w("num")) if integer(num.get(w("numId"))) == num_id), None)


def _start_at(number: Element, level: int, value: int) -> None:
    override = next((o for o in number.iterchildren(w("lvlOverride")) if integer(o.get(w("ilvl"))) == level), None)
    if override is None:
        override = etree.SubElement(number, w("lvlOverride"))
        override.set(w("ilvl"), str(level))
    start = override.find(w("startOverride"))
    if start is None:
        start = insert_in_order(override, etree.Element(w("startOverride")))
    start.set(VAL, str(value))


def _copy_list(root: Element, journal: Journal, number: Element, level: int, value: int) -> int:
    """A w:num of the same abstract list that starts `level` at `value`; gives its id."""
    used = [integer(num.get(w("numId"))) or 0 for num in root.iterchildren(w("num"))]
    made = copy.deepcopy(number)
    made.tail = None
    new_id = max(used) + 1
    made.set(w("numId"), str(new_id))
    _start_at(made, level, value)
    after = max(index for index, child in enumerate(root) if child.tag == w("num"))
    journal.insert(root, after + 1, made)
    return new_id
