"""One paragraph element made two, and two made one; nothing that has no width is lost or doubled."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import TYPE_CHECKING

from lxml import etree

from app.docx.caret import gap, neighbours, typing_properties
from app.docx.inline import paragraph_text
from app.docx.journal import Journal
from app.docx.names import Element, w
from app.docx.order import insert_in_order
from app.docx.runs import half_of, new_run, plain_properties, properties_of, run_of

if TYPE_CHECKING:
    from app.docx.retype import Writer

_PPR, _RPR, _SECT = w("pPr"), w("rPr"), w("sectPr")
_REPEATED = frozenset(w(name) for name in ("hyperlink", "ins", "moveTo", "smartTag", "customXml", "dir", "bdo"))
_ENDS = frozenset(w(f"{name}End") for name in ("bookmark", "commentRange", "moveFromRange", "moveToRange", "perm")) | {
    w("proofErr")
}
_RANGES = {
    w("bookmarkStart"): w("bookmarkEnd"),
    w("commentRangeStart"): w("commentRangeEnd"),
    w("permStart"): w("permEnd"),
    w("moveFromRangeStart"): w("moveFromRangeEnd"),
    w("moveToRangeStart"): w("moveToRangeEnd"),
}
_OWN_MARK = tuple(w(name) for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange"))
_TYPE = w("fldCharType")


def split(journal: Journal, p: Element, at: int, writer: Writer) -> Element:
    """Cut paragraph `p` (an edited copy) at offset `at`; gives the new second paragraph, which stands after it.

    The properties are copied; a section break and the revision of the paragraph mark go with the second one.
    """
    second = cut(p, at, lambda: writer.number(p))
    _keep_typing_format(p, second)
    parent = p.getparent()
    if parent is None:
        raise ValueError("a paragraph of the document has lost its place")
    journal.insert(parent, parent.index(p) + 1, second)
    writer.mark_inserted(p)
    return second


def cut(p: Element, at: int, number: Callable[[], str]) -> Element:
    """What stands behind offset `at` of `p` as a second paragraph, which is put nowhere; containers that are cut are repeated."""
    second = etree.Element(p.tag)
    _share_properties(p, second)
    place = gap(p, at)
    if place.node is not None:
        node = _past_ends(place.node) if place.after else place.node
        _move(p, second, node, number, after=place.after)
    return second


def like(model: Element, text: str, at: int | None = None) -> Element:
    """A new paragraph with the properties of `model` and the format of its words at offset `at` (None: its last words)."""
    made = dressed(model, etree.Element(model.tag))
    typing = typing_properties(model, neighbours(model, len(paragraph_text(model)) if at is None else at))
    if text:
        made.append(new_run(typing, text))
    elif typing is not None:
        _set_mark(made, typing)
    return made


def dressed(model: Element, made: Element) -> Element:
    """Paragraph `made` with the properties of `model` that may be had twice, in place of its own."""
    for own in made.findall(_PPR):
        made.remove(own)
    properties = model.find(_PPR)
    if properties is not None:
        made.insert(0, copy.deepcopy(properties))
        _plain(made)
    return made


def join(journal: Journal, first: Element, second: Element) -> bool:
    """Make one paragraph of two: `first` keeps its properties and takes the content of `second`.

    An empty `first` goes instead, so that the words of `second` keep their look; returns whether `first` is the one left.
    A section break of either stays at the end of the joined paragraph.
    """
    one, two = journal.edit(first), journal.edit(second)
    if not paragraph_text(one) and paragraph_text(two):
        rescue(one, two, before=True, marks=True)
        journal.remove(one)
        return False
    _move_section(two, one)
    one.extend([child for child in two if child.tag != _PPR])
    journal.remove(two)
    return True


def rescue(gone: Element, keeper: Element, *, before: bool = False, marks: bool = False) -> None:
    """Give `keeper` what must not go with paragraph `gone`: half of a range, half of a field, a section break.

    With `marks` bookmarks and other ranges that are all in it stay too.
    """
    ranges = list(gone.iter(*_RANGES, *_RANGES.values())) if marks else half_ranges(gone)
    nodes = [*ranges, *half_fields(gone)]
    order = {node: rank for rank, node in enumerate(gone.iter())}
    nodes.sort(key=lambda node: order[node])
    if before:
        properties = keeper.find(_PPR)
        at = 0 if properties is None else keeper.index(properties) + 1
        for node in reversed(nodes):
            keeper.insert(at, copy.deepcopy(node))
    else:
        keeper.extend([copy.deepcopy(node) for node in nodes])
    section = gone.find(f"{_PPR}/{_SECT}")
    if section is not None and keeper.find(f"{_PPR}/{_SECT}") is None:
        insert_in_order(properties_element(keeper), copy.deepcopy(section))


def has_halves(gone: Element) -> bool:
    """Whether `gone` holds half of a range or of a field whose other half stands elsewhere."""
    return bool(half_ranges(gone) or half_fields(gone))


def properties_element(p: Element) -> Element:
    """The pPr of a paragraph, made when there is none."""
    found = p.find(_PPR)
    if found is None:
        found = etree.Element(_PPR)
        p.insert(0, found)
    return found


def mark_properties(p: Element) -> Element:
    """The rPr of a paragraph's mark, made when there is none."""
    properties = properties_element(p)
    found = properties.find(_RPR)
    return insert_in_order(properties, etree.Element(_RPR)) if found is None else found


def _share_properties(p: Element, second: Element) -> None:
    properties = p.find(_PPR)
    if properties is None:
        return
    second.append(copy.deepcopy(properties))
    changed = second.find(f"{_PPR}/{w('pPrChange')}")
    if changed is not None:
        changed.getparent().remove(changed)  # pyright: ignore[reportOptionalMemberAccess]
    section = properties.find(_SECT)
    if section is not None:
        properties.remove(section)
    mark = properties.find(_RPR)
    if mark is not None:
        _strip_mark(mark)


def _strip_mark(mark: Element) -> None:
    for child in [child for child in mark if child.tag in _OWN_MARK]:
        mark.remove(child)


def _plain(made: Element) -> None:
    """Take out of copied paragraph properties what belongs to one paragraph only."""
    properties = made.find(_PPR)
    if properties is None:
        return
    for child in [child for child in properties if child.tag in (_SECT, w("pPrChange"))]:
        properties.remove(child)
    mark = properties.find(_RPR)
    if mark is not None:
        _strip_mark(mark)


def _keep_typing_format(p: Element, second: Element) -> None:
    """An empty half remembers the format of the words it was cut from, so that typing goes on with it."""
    for half, other in ((second, p), (p, second)):
        if paragraph_text(half) or not paragraph_text(other):
            continue
        at = len(paragraph_text(other)) if other is p else 0
        typing = typing_properties(other, neighbours(other, at))
        if typing is not None:
            _set_mark(half, typing)


def _set_mark(p: Element, typing: Element) -> None:
    mark = mark_properties(p)
    kept = [child for child in mark if child.tag in _OWN_MARK]
    mark[:] = []
    for child in [*kept, *plain_properties(typing)]:
        insert_in_order(mark, child)


def _past_ends(node: Element) -> Element:
    """The last of the range ends and field ends that follow `node`: they belong to what stands before the cut."""
    while (following := node.getnext()) is not None and (following.tag in _ENDS or _ends_field(following)):
        node = following
    return node


def _ends_field(node: Element) -> bool:
    content = [child for child in node if child.tag != _RPR] if node.tag == w("r") else []
    return bool(content) and all(child.tag == w("fldChar") and child.get(_TYPE) == "end" for child in content)


def _move(p: Element, second: Element, node: Element, number: Callable[[], str], *, after: bool) -> None:
    """Move what stands after `node` (with it, unless `after`) to `second`; containers that are cut are repeated."""
    moving = list(node.itersiblings()) if after else [node, *node.itersiblings()]
    wrapper = node.getparent()
    while wrapper is not None and wrapper is not p:
        if moving and wrapper.tag in _REPEATED:
            shell = half_of(wrapper, number)
            shell.extend(moving)
            moving = [shell]
        following = list(wrapper.itersiblings())
        outer = wrapper.getparent()
        if following and outer is not None and outer.tag == w("r"):
            rest = new_run(properties_of(outer), "")
            rest.extend(following)
            following = [rest]
        moving += following
        wrapper = outer
    second.extend(moving)


def _move_section(source: Element, target: Element) -> None:
    section = source.find(f"{_PPR}/{_SECT}")
    if section is None:
        return
    properties = properties_element(target)
    present = properties.find(_SECT)
    if present is not None:
        properties.remove(present)
    insert_in_order(properties, section)


def half_ranges(gone: Element) -> list[Element]:
    """The range marks in `gone` whose other half stands elsewhere."""
    found: list[Element] = []
    for start_tag, end_tag in _RANGES.items():
        starts = {node.get(w("id")): node for node in gone.iter(start_tag)}
        ends = {node.get(w("id")): node for node in gone.iter(end_tag)}
        found += [node for key, node in starts.items() if key not in ends]
        found += [node for key, node in ends.items() if key not in starts]
    return found


def half_fields(gone: Element) -> list[Element]:
    """The runs of field codes and marks in `gone` whose other half stands elsewhere."""
    open_fields: list[list[Element]] = []
    halves: list[Element] = []
    for node in gone.iter(w("fldChar"), w("instrText")):
        run = run_of(node)
        if run is None:
            continue
        kind = node.get(_TYPE)
        if kind == "begin":
            open_fields.append([run])
        elif open_fields:
            open_fields[-1].append(run)
            if kind == "end":
                open_fields.pop()
        else:
            halves.append(run)
    return list(dict.fromkeys([*halves, *(run for runs in open_fields for run in runs)]))
