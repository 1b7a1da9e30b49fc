"""Runs and their content: making, filling, cutting; nothing here knows about offsets in a paragraph."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterable

from lxml import etree

from app.docx.names import SPACE, Element, integer, w

_SPECIAL = re.compile("([\t\n])")
_ATOMS = {"\t": "tab", "\n": "br"}
_LINE_ENDS = str.maketrans({"\u2028": "\n", "\x0b": "\n", "\r": "\n", "\u2029": "\n"})
_NOT_XML = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NUMBERED = tuple(w(name) for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "bookmarkStart"))
_MARK_ONLY = tuple(w(name) for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange"))


def clean(text: str) -> str:
    """`text` as a paragraph can hold it: every kind of line end is "\\n", characters that XML forbids are left out."""
    return _NOT_XML.sub("", text.translate(_LINE_ENDS))


def set_text(element: Element, text: str) -> None:
    """Give a w:t (or w:delText) its text, with xml:space where white space would be lost without it."""
    element.text = text
    if text != text.strip() or "  " in text:
        element.set(SPACE, "preserve")


def text_elements(text: str) -> list[Element]:
    """The w:t, w:tab and w:br elements that say `text`."""
    made: list[Element] = []
    for part in _SPECIAL.split(text):
        if part in _ATOMS:
            made.append(etree.Element(w(_ATOMS[part])))
        elif part:
            made.append(etree.Element(w("t")))
            set_text(made[-1], part)
    return made


def put_after(element: Element, new: list[Element]) -> None:
    """Put `new` after `element`, in order."""
    for item in reversed(new):
        element.addnext(item)


def join_text(element: Element, offset: int, text: str) -> None:
    """Insert `text` at `offset` of the w:t `element`; tabs and line breaks become elements of the same run."""
    present = element.text or ""
    left, right = present[:offset], present[offset:]
    if not _SPECIAL.search(text):
        set_text(element, left + text + right)
        return
    first, *between, last = _SPECIAL.split(text)
    atoms = text_elements("".join(between))
    if left + first:
        set_text(element, left + first)
        put_after(element, atoms + ([_text_element(last + right)] if last + right else []))
        return
    for atom in atoms:
        element.addprevious(atom)
    if last + right:
        set_text(element, last + right)
    else:
        _drop(element)


def _text_element(text: str) -> Element:
    made = etree.Element(w("t"))
    set_text(made, text)
    return made


def new_run(properties: Element | None, text: str) -> Element:
    """A w:r that says `text` with a copy of `properties` (an rPr, or None)."""
    run = etree.Element(w("r"))
    if properties is not None:
        run.append(plain_properties(properties))
    run.extend(text_elements(text))
    return run


def plain_properties(properties: Element) -> Element:
    """A copy of an rPr without what only says how it came to be (revision marks, tracked format changes)."""
    made = copy.deepcopy(properties)
    made.tail = None
    for child in [child for child in made if child.tag in _MARK_ONLY]:
        made.remove(child)
    return made


def properties_of(run: Element) -> Element | None:
    """The rPr of a run."""
    return run.find(w("rPr"))


def is_hollow(run: Element) -> bool:
    """Whether a run holds nothing but its properties."""
    return all(child.tag == w("rPr") for child in run)


def shell_of(element: Element) -> Element:
    """A new element with the tag and the attributes of `element` and nothing in it."""
    made = etree.Element(element.tag)
    for name, value in element.items():
        made.set(name, value)
    return made


def half_of(element: Element, number: Callable[[], str]) -> Element:
    """The shell for the second half of `element`; that of a tracked change gets a `number` of its own."""
    made = shell_of(element)
    if element.tag in NUMBERED:
        made.set(w("id"), number())
    return made


def highest_number(roots: Iterable[Element]) -> int:
    """The highest number that a tracked change or a bookmark below `roots` has (0: none)."""
    return max((integer(node.get(w("id"))) or 0 for root in roots for node in root.iter(*NUMBERED)), default=0)


def unset(element: Element, *names: str) -> None:
    """Take attributes off `element`, those that it has."""
    for name in names:
        if name in element.attrib:
            del element.attrib[name]


def split_run(run: Element, child: Element) -> Element:
    """Cut `run` before its `child`; gives the new run after it, with the same properties and attributes."""
    second = shell_of(run)
    properties = properties_of(run)
    if properties is not None:
        second.append(copy.deepcopy(properties))
    moving = [child, *child.itersiblings()]
    second.tail, run.tail = run.tail, None
    second.extend(moving)
    run.addnext(second)
    return second


def split_text(element: Element, offset: int) -> Element:
    """Cut a w:t in two; gives the second one, which follows it in the same run."""
    text = element.text or ""
    second = etree.Element(element.tag)
    set_text(element, text[:offset])
    set_text(second, text[offset:])
    element.addnext(second)
    return second


def run_of(element: Element) -> Element | None:
    """The w:r that `element` stands in (itself when it is one), or None for run-level content such as an equation."""
    node: Element | None = element
    while node is not None and node.tag != w("p"):
        if node.tag == w("r"):
            return node
        node = node.getparent()
    return None


def _drop(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
