"""Replacing characters of a paragraph at run level: only the runs that must change are touched.

Offsets are those of the paragraph's text (`story.pieces`). Nothing of zero width is ever removed, except the range marks
of a comment whose reference goes.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.core.report import OBJECT
from app.docx.caret import (
    REVISIONS,
    Neighbours,
    gap,
    gap_between,
    is_object,
    is_text,
    neighbours,
    put,
    shells,
    typing_properties,
)
from app.docx.inline import ALTERNATE, DELETIONS, Piece, paragraph_text, pieces
from app.docx.names import Element, M, q, w
from app.docx.runs import clean, is_hollow, join_text, new_run, properties_of, put_after, run_of, set_text, text_elements
from app.docx.same import same


def replace(p: Element, start: int, end: int, new: str, objects: Sequence[Element] = ()) -> None:
    """Replace characters start..end of `p` by `new`.

    New text takes the format of the first character it replaces, else of the one before (at the start: after). A U+FFFC
    in `new` stands for the next of `objects` (run-level nodes); one more than there are is left out.
    """
    new = clean(new)
    covered = [piece for piece in pieces(p) if piece.start < end and piece.end > start]
    host = _host(p, covered) if new and OBJECT not in new else None
    hollow: list[Element] = []
    for piece in covered:
        if piece is host:
            left = piece.text[: max(0, start - piece.start)]
            set_text(piece.element, left + (piece.text[end - piece.start :] if end < piece.end else ""))
            join_text(piece.element, len(left), new)
        else:
            _delete(p, piece, start, end, hollow)
    if host is None and new:
        _insert(p, start, new, list(objects))
    _sweep(p, hollow)


def lift_objects(p: Element, start: int, end: int) -> list[Element]:
    """Take the objects among characters start..end out of `p`, to be put elsewhere; a plain U+FFFC keeps each place."""
    lifted: list[Element] = []
    for piece in pieces(p):
        if is_object(piece) and start <= piece.start < end:
            place = text_elements(OBJECT)[0] if piece.run is not None else new_run(None, OBJECT)
            whole = _whole_object(p, piece.element)
            whole.addprevious(place)
            lifted.append(take_object(p, piece.element))
    return lifted


def _host(p: Element, covered: list[Piece]) -> Piece | None:
    """The covered text that takes the new words: the first one that stands in the fewest shells."""
    around = dict(zip([id(piece.element) for piece in pieces(p)], shells(p, pieces(p)), strict=True))
    texts = [piece for piece in covered if is_text(piece)]
    return min(texts, key=lambda piece: len(around.get(id(piece.element), ())), default=None)


def _delete(p: Element, piece: Piece, start: int, end: int, hollow: list[Element]) -> None:
    run = piece.run
    if is_text(piece):
        rest = piece.text[: max(0, start - piece.start)] + piece.text[max(0, end - piece.start) :]
        if rest:
            set_text(piece.element, rest)
            return
        _drop(piece.element)
    elif is_object(piece):
        take_object(p, piece.element)
    else:
        _drop(piece.element)
    if run is not None and run.getparent() is not None and is_hollow(run):
        hollow.append(run)


def take_object(p: Element, element: Element) -> Element:
    """Take an object out whole (both twins of an AlternateContent, a comment's range marks); gives the node that holds it."""
    whole = _whole_object(p, element)
    if element.tag == w("commentReference"):
        number = element.get(w("id"))
        for mark in [m for m in p.iter(w("commentRangeStart"), w("commentRangeEnd")) if m.get(w("id")) == number]:
            _drop(mark)
    run = run_of(whole)
    _drop(whole)
    if run is None:
        return whole
    holder = new_run(properties_of(run), "")
    holder.append(whole)
    return holder


def _whole_object(p: Element, element: Element) -> Element:
    whole = element
    for ancestor in element.iterancestors():
        if ancestor is p or ancestor.tag == w("r"):
            break
        if ancestor.tag == ALTERNATE or ancestor.tag == q(M, "oMathPara"):
            whole = ancestor
    return whole


def _insert(p: Element, at: int, new: str, objects: list[Element]) -> None:
    for number, part in enumerate(new.split(OBJECT)):
        if number and objects:
            put(p, gap(p, at), objects.pop(0))
            at += 1
        if part:
            insert_text(p, at, part)
            at += len(part)


def insert_text(p: Element, at: int, new: str) -> None:
    """Insert text at offset `at`: it joins the run of the character before it, at the paragraph's start the one after."""
    near = neighbours(p, at)
    if near.inside is not None and is_text(near.inside):
        join_text(near.inside.element, at - near.inside.start, new)
    elif near.before is not None and not near.left and _takes_text(near.before):
        _join_after(near.before, new)
    elif near.after is not None and not near.right and is_text(near.after) and _may_lead(p, near):
        join_text(near.after.element, 0, new)
    else:
        _put_run(p, near, new)


def _takes_text(piece: Piece) -> bool:
    return not is_object(piece) and run_of(piece.element) is not None


def _join_after(piece: Piece, new: str) -> None:
    if is_text(piece):
        join_text(piece.element, len(piece.text), new)
    else:
        put_after(piece.element, text_elements(new))


def _may_lead(p: Element, near: Neighbours) -> bool:
    """Whether text at a border may join the run after it: it looks like the text before, or nothing stands before."""
    run = near.after.run if near.after is not None else None
    return near.before is None or run is None or same(typing_properties(p, near), properties_of(run))


def _put_run(p: Element, near: Neighbours, new: str) -> None:
    if near.before is None and near.after is None:
        empty = next((run for run in p.iterchildren(w("r")) if is_hollow(run)), None)
        if empty is not None:
            empty.extend(text_elements(new))
            return
    put(p, gap_between(p, near), new_run(typing_properties(p, near), new))


def _sweep(p: Element, hollow: list[Element]) -> None:
    """Remove runs that the edit emptied; the last one of an empty paragraph stays, so that typing finds its format."""
    bare = not paragraph_text(p)
    for run in hollow:
        if not is_hollow(run) or (bare and run is hollow[0]):
            continue
        parent = run.getparent()
        _drop(run)
        if parent is not None and parent.tag in REVISIONS and len(parent) == 0:
            _drop(parent)


def crosses_revision(p: Element, start: int, end: int) -> bool:
    """Whether characters start..end do not all stand in one and the same revision (or all outside any)."""
    marked = [node for node in p.iter(*REVISIONS, *DELETIONS) if node.getparent() is not None]
    if not marked:
        return False
    covered = [piece for piece in pieces(p) if piece.start < end and piece.end > start]
    if not covered:
        return False
    owners = {next((a for a in piece.element.iterancestors(*REVISIONS)), None) for piece in covered}
    return len(owners) > 1 or _deleted_between(p, covered[0].element, covered[-1].element)


def _deleted_between(p: Element, first: Element, last: Element) -> bool:
    inside = False
    for node in p.iter():
        if node is first:
            inside = True
        if node is last:
            return False
        if inside and node.tag in DELETIONS:
            return True
    return False


def _drop(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
