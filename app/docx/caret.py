"""Where in a paragraph's elements an offset lies: which run typed text joins, and where new content may stand.

A shell is what typed text does not slip into or out of at its edges: a link, a simple or complex field, a content control,
a revision, a ruby. Inside one, text is edited in place.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.core.report import OBJECT
from app.docx.inline import Piece, pieces
from app.docx.names import Element, w
from app.docx.runs import properties_of, run_of, split_run, split_text

REVISIONS = frozenset({w("ins"), w("moveTo")})
_SHELLS = frozenset({w("hyperlink"), w("fldSimple"), w("sdt"), w("ruby")}) | REVISIONS
_TYPE = w("fldCharType")


@dataclass(frozen=True, slots=True)
class Shell:
    """A closed container: one element, or a complex field from its begin run to its end run."""

    first: Element
    last: Element


@dataclass(frozen=True, slots=True)
class Gap:
    """A place between run-level nodes: right before or right after `node`, or (node None) at the paragraph's end."""

    node: Element | None
    after: bool = True


def shells(p: Element, found: list[Piece]) -> list[tuple[Shell, ...]]:
    """For every piece the shells it stands in, outermost first."""
    fields = _field_shells(p, found)
    return [(*fields.get(index, ()), *_wrappers(p, piece.element)) for index, piece in enumerate(found)]


def _wrappers(p: Element, element: Element) -> tuple[Shell, ...]:
    out: list[Shell] = []
    node = element.getparent()
    while node is not None and node is not p:
        if node.tag in _SHELLS:
            whole = run_of(node) if node.tag == w("ruby") else node
            out.append(Shell(whole if whole is not None else node, whole if whole is not None else node))
        node = node.getparent()
    return tuple(reversed(out))


def _field_shells(p: Element, found: list[Piece]) -> dict[int, tuple[Shell, ...]]:
    """Complex fields that begin and end in this paragraph, for each piece of their results."""
    if next(p.iter(w("fldChar")), None) is None:
        return {}
    at = {piece.element: index for index, piece in enumerate(found)}
    open_fields: list[tuple[Element, list[int]]] = []
    out: dict[int, tuple[Shell, ...]] = {}
    for element in p.iter():
        if element in at:
            for _, inside in open_fields:
                inside.append(at[element])
        elif element.tag == w("fldChar"):
            _step(element, open_fields, out)
    return out


def _step(mark: Element, open_fields: list[tuple[Element, list[int]]], out: dict[int, tuple[Shell, ...]]) -> None:
    run = run_of(mark)
    if run is None:
        return
    if mark.get(_TYPE) == "begin":
        open_fields.append((run, []))
    elif mark.get(_TYPE) == "end" and open_fields:
        begin, inside = open_fields.pop()
        for index in inside:
            out[index] = (Shell(begin, run), *out.get(index, ()))


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The pieces on either side of an offset, with their shells; `inside` when the offset cuts a piece of text."""

    before: Piece | None
    after: Piece | None
    left: tuple[Shell, ...]  # shells that end here
    right: tuple[Shell, ...]  # shells that begin here
    inside: Piece | None


def neighbours(p: Element, at: int) -> Neighbours:
    """What stands on either side of offset `at` of paragraph `p`."""
    found = pieces(p)
    around = shells(p, found)
    before = after = inside = None
    left: tuple[Shell, ...] = ()
    right: tuple[Shell, ...] = ()
    for piece, its in zip(found, around, strict=True):
        if piece.start < at < piece.end:
            inside = piece
        if piece.start < at <= piece.end:
            before, left = piece, its
        if piece.start <= at < piece.end and after is None:
            after, right = piece, its
    here = set(left) & set(right)
    return Neighbours(
        before, after, tuple(s for s in left if s not in here), tuple(s for s in right if s not in here), inside
    )  # fmt: skip


def is_text(piece: Piece | None) -> bool:
    """Whether a piece is the text of a w:t."""
    return piece is not None and piece.element.tag == w("t")


def is_object(piece: Piece) -> bool:
    """Whether a piece is an object that takes one character."""
    return piece.text == OBJECT and piece.element.tag != w("t")


def gap(p: Element, at: int) -> Gap:
    """The place between run-level nodes at offset `at`; a run is cut in two where it has to be."""
    near = neighbours(p, at)
    if near.inside is not None and is_text(near.inside):
        second = split_text(near.inside.element, at - near.inside.start)
        run = run_of(second)
        return Gap(run) if run is None else _cut(run, second)
    if near.before is not None and near.after is not None and not near.left and not near.right:
        run = run_of(near.before.element)
        if run is not None and run is run_of(near.after.element):
            return _cut(run, _child_of(run, near.after.element))
    return gap_between(p, near)


def gap_between(p: Element, near: Neighbours) -> Gap:
    """The place between two pieces that share no run (or stand apart by a shell)."""
    if near.left:
        return Gap(near.left[0].last)
    if near.before is not None:
        return Gap(node_of(p, near.before.element))
    if near.right:
        return Gap(near.right[0].first, after=False)
    if near.after is not None:
        return Gap(node_of(p, near.after.element), after=False)
    return Gap(None)


def put(p: Element, place: Gap, node: Element) -> None:
    """Put the run-level `node` at `place` of `p`."""
    if place.node is None:
        p.append(node)
    elif place.after:
        place.node.addnext(node)
    else:
        place.node.addprevious(node)


def _cut(run: Element, child: Element) -> Gap:
    split_run(run, child)
    return Gap(run)


def _child_of(run: Element, element: Element) -> Element:
    node = element
    while (parent := node.getparent()) is not None and parent is not run:
        node = parent
    return node


def node_of(p: Element, element: Element) -> Element:
    """The run-level node a piece stands in: its run, else the outermost node below its container."""
    run = run_of(element)
    if run is not None:
        return run
    node = element
    while (parent := node.getparent()) is not None and parent is not p and parent.tag not in _SHELLS:
        if parent.tag == w("sdtContent"):
            break
        node = parent
    return node


def typing_properties(p: Element, near: Neighbours) -> Element | None:
    """The rPr new text takes at a place: of the text before, else after, else of an emptied run, else of the mark."""
    found = [piece for piece in pieces(p) if is_text(piece)]
    before = [piece for piece in found if near.before is not None and piece.end <= near.before.end]
    outer = [piece for piece in before if not _wrappers(p, piece.element)] or before
    chosen = outer[-1:] or [piece for piece in found if not _wrappers(p, piece.element)][:1] or found[:1]
    run = run_of(chosen[0].element) if chosen else next((run for run in p.iterchildren(w("r"))), None)
    if run is not None:
        return properties_of(run)
    return p.find(f"{w('pPr')}/{w('rPr')}")
