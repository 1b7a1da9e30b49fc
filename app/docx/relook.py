"""A paragraph takes the look of another one of the document: its properties, and for a heading the look of its words."""

from __future__ import annotations

import copy

from app.docx.caret import gap
from app.docx.direct import set_chars
from app.docx.inline import pieces
from app.docx.names import Element, element_children, first_child, w
from app.docx.order import put_in_order
from app.docx.restyle import differences_of, run_properties, text_runs
from app.docx.runs import plain_properties, properties_of
from app.docx.split import mark_properties, properties_element
from app.docx.styles import StyleSheet

_PPR, _RPR, _NUMBER = w("pPr"), w("rPr"), w("numPr")
_OWN = tuple(w(name) for name in ("numPr", "sectPr", "pPrChange", "pageBreakBefore", "framePr"))
REVISION_MARKS = tuple(w(name) for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange"))


def wear(p: Element, model: Element, *, number: bool = True) -> None:
    """Give `p` (a copy that may be altered) the paragraph properties of `model`.

    Its own section break, page break, frame and tracked changes stay; so does its direct numbering unless `number`.
    """
    own, given = first_child(p, _PPR), first_child(model, _PPR)
    kept = [child for child in element_children(own) if child.tag in _OWN and (child.tag != _NUMBER or not number)]
    revised = [child for child in element_children(first_child(own, _RPR)) if child.tag in REVISION_MARKS]
    copied = [
        copy.deepcopy(child) for child in element_children(given)
        if child.tag not in _OWN or (number and child.tag == _NUMBER)
    ]  # fmt: skip
    made = properties_element(p)
    made[:] = [*copied, *kept]
    mark = first_child(made, _RPR)
    if mark is not None:
        for child in [child for child in mark if child.tag in REVISION_MARKS]:
            mark.remove(child)
    if revised:
        mark_properties(p)[:] = [*revised, *mark_properties(p)]
    put_in_order(made)
    if len(made) == 0 and not made.attrib:
        p.remove(made)


def relook(p: Element, model: Element, end: int | None, sheet: StyleSheet, table: Element | None) -> None:
    """Give `p` (a copy) the properties of `model` and its characters 0..end (None: all) the look of `model`'s first ones."""
    base, _ = sheet.resolve(p, table)
    looks = [(run, sheet.chars(first_child(run, _RPR), base)) for run in text_runs(p)]
    length = max((piece.end for piece in pieces(p)), default=0)
    until = length if end is None else end
    mark = copy.deepcopy(first_child(first_child(p, _PPR), _RPR))
    wear(p, model, number=False)
    if end is not None:
        _keep_mark(p, mark)
    if until < length:
        gap(p, until)
        looks = [(run, look) for run in text_runs(p) for known, look in looks if run is known] or looks
    given = next((properties_of(run) for run in text_runs(model) if _says(run)), None)
    heading = text_runs(p, 0, until) if until else []
    for run in heading:
        if _says(run):
            old = properties_of(run)
            if old is not None:
                run.remove(old)
            if given is not None:
                run.insert(0, plain_properties(given))
    now, _ = sheet.resolve(p, table)
    for run, look in looks:
        if run not in heading:
            wrong = differences_of(sheet.chars(first_child(run, _RPR), now), look)
            if wrong:
                set_chars(run_properties(run), wrong)
                put_in_order(run_properties(run))


def _says(run: Element) -> bool:
    return next(run.iterchildren(w("t"), w("tab"), w("noBreakHyphen"), w("sym")), None) is not None


def _keep_mark(p: Element, mark: Element | None) -> None:
    properties = properties_element(p)
    present = first_child(properties, _RPR)
    if present is not None:
        properties.remove(present)
    if mark is not None:
        properties.append(mark)
        put_in_order(properties)
    if len(properties) == 0 and not properties.attrib:
        p.remove(properties)
