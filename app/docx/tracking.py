"""Writing text changes: plainly, or as revisions under a name, so that rejecting them all gives the old text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from lxml import etree

from app.docx import patch
from app.docx.caret import Gap, Neighbours, gap, is_text, neighbours, node_of, put, typing_properties
from app.docx.inline import Piece, pieces
from app.docx.names import Element, w
from app.docx.runs import clean, highest_number, is_hollow, new_run, properties_of, run_of, shell_of, split_run
from app.docx.split import mark_properties

DEFAULT_AUTHOR = "文衡"
_INS, _DEL, _TRPR = w("ins"), w("del"), w("trPr")


class Plain:
    """Text changes as they are."""

    tracks = False

    def __init__(self) -> None:
        self._last = 0

    def number(self, p: Element) -> str:
        """A number that no tracked change of the part of `p` has, for the second half of one that is cut."""
        self._last = max(self._last, highest_number([p.getroottree().getroot()])) + 1
        return str(self._last)

    def replace(self, p: Element, start: int, end: int, new: str, objects: Sequence[Element] = ()) -> None:
        """Replace characters start..end of `p`."""
        patch.replace(p, start, end, new, objects)

    def mark_inserted(self, p: Element) -> None:
        """A new paragraph mark needs no sign."""

    def mark_deleted(self, p: Element) -> None:
        """Never called: without tracking a paragraph is removed."""
        raise NotImplementedError

    def mark_row(self, row: Element, *, inserted: bool) -> None:
        """A new row needs no sign, and one that goes is removed."""

    def owns_row(self, row: Element) -> bool:  # noqa: ARG002
        """Every row is removed, not marked."""
        return True

    def owns_mark(self, p: Element) -> bool:  # noqa: ARG002
        """Without tracking there is nothing to own."""
        return False


class Tracked:
    """Text changes as w:ins and w:del of `author` at `when`, numbered on from the highest number below `roots`."""

    tracks = True

    def __init__(self, roots: Iterable[Element], author: str, when: datetime) -> None:
        self.author = author
        self.when = when.strftime("%Y-%m-%dT%H:%M:%SZ")
        self._number = highest_number(roots)

    def number(self, p: Element) -> str:  # noqa: ARG002
        """A number that no tracked change has yet."""
        return self._next()

    def replace(self, p: Element, start: int, end: int, new: str, objects: Sequence[Element] = ()) -> None:  # noqa: ARG002
        """Replace characters start..end of `p`; objects cannot be moved by a revision and stay deleted."""
        new = clean(new).replace("\ufffc", "")
        if new:
            self._insert(p, start, end, new)
        if end > start:
            self._delete(p, start, end)

    def mark_inserted(self, p: Element) -> None:
        """Say that the mark of paragraph `p` is new."""
        mark_properties(p).insert(0, self._revision(_INS))

    def mark_deleted(self, p: Element) -> None:
        """Say that the mark of paragraph `p` is deleted: accepting joins it with the next one."""
        mark = mark_properties(p)
        if mark.find(_DEL) is None:
            mark.insert(1 if mark.find(_INS) is not None else 0, self._revision(_DEL))

    def mark_row(self, row: Element, *, inserted: bool) -> None:
        """Say that a table row is new, or deleted."""
        tag = _INS if inserted else _DEL
        properties = row.find(_TRPR)
        if properties is None:
            properties = etree.Element(_TRPR)
            row.insert(1 if row.find(w("tblPrEx")) is not None else 0, properties)
        if properties.find(tag) is None:
            changed = properties.find(w("trPrChange"))
            properties.insert(len(properties) if changed is None else properties.index(changed), self._revision(tag))

    def owns_row(self, row: Element) -> bool:
        """Whether the row is one's own insertion, which is taken back rather than marked."""
        mark = row.find(f"{_TRPR}/{_INS}")
        return mark is not None and mark.get(w("author")) == self.author

    def owns_mark(self, p: Element) -> bool:
        """Whether the mark of `p` is an insertion under this name, so that deleting it takes the insertion back."""
        mark = p.find(f"{w('pPr')}/{w('rPr')}/{w('ins')}")
        return mark is not None and mark.get(w("author")) == self.author

    def _insert(self, p: Element, start: int, end: int, new: str) -> None:
        near = neighbours(p, end)
        if start == end and self._joins_own(near, end, new):
            return
        first = next((piece for piece in pieces(p) if piece.start <= start < piece.end and is_text(piece)), None)
        run = run_of(first.element) if first is not None and end > start else None
        properties = properties_of(run) if run is not None else typing_properties(p, near)
        inserted = self._revision(_INS)
        inserted.append(new_run(properties, new))
        put(p, self._outside_others(gap(p, end)), inserted)

    def _joins_own(self, near: Neighbours, at: int, new: str) -> bool:
        """Typing on inside, or at the end of, one's own insertion makes it longer."""
        piece = near.inside or near.before
        if piece is None or not is_text(piece) or not self._owned(piece):
            return False
        element = piece.element
        text = piece.text
        patch.set_text(element, text[: at - piece.start])
        rest = text[at - piece.start :]
        patch.join_text(element, at - piece.start, new + rest)
        return True

    def _owned(self, piece: Piece) -> bool:
        return any(node.get(w("author")) == self.author for node in piece.element.iterancestors(_INS))

    def _outside_others(self, place: Gap) -> Gap:
        """A place inside someone else's insertion is made a place between its two halves."""
        node = place.node
        parent = node.getparent() if node is not None else None
        if node is None or parent is None or parent.tag != _INS:
            return place
        moving = list(node.itersiblings()) if place.after else [node, *node.itersiblings()]
        if len(moving) == len(parent):
            return Gap(parent, after=False)
        if moving:
            second = shell_of(parent)
            second.set(w("id"), self._next())
            second.extend(moving)
            parent.addnext(second)
        return Gap(parent)

    def _delete(self, p: Element, start: int, end: int) -> None:
        gap(p, end)
        gap(p, start)
        own: list[Piece] = []
        last: Element | None = None
        for piece in [piece for piece in pieces(p) if piece.start < end and piece.end > start]:
            if self._owned(piece):
                own.append(piece)
                continue
            node = _alone(p, piece)
            if node.getparent() is last and last is not None:
                continue
            last = self._wrap(node, last)
        for piece in reversed(own):
            shift = sum(other.end - other.start for other in pieces(p) if other.element is piece.element)
            at = next((other.start for other in pieces(p) if other.element is piece.element), None)
            if at is not None:
                patch.replace(p, at, at + shift, "")

    def _wrap(self, node: Element, last: Element | None) -> Element:
        if last is not None and node.getprevious() is last:
            last.append(node)
        else:
            last = self._revision(_DEL)
            node.addprevious(last)
            last.append(node)
        for text in node.iter(w("t")):
            text.tag = w("delText")
        return last

    def _revision(self, tag: str) -> Element:
        made = etree.Element(tag)
        made.set(w("id"), self._next())
        made.set(w("author"), self.author)
        made.set(w("date"), self.when)
        return made

    def _next(self) -> str:
        self._number += 1
        return str(self._number)


def _alone(p: Element, piece: Piece) -> Element:
    """The run-level node of a piece; a run that also holds field marks is cut so that only the piece is in it."""
    run = piece.run
    if run is None or run.find(w("fldChar")) is None:
        return node_of(p, piece.element)
    inside = split_run(run, piece.element)
    following = piece.element.getnext()
    if following is not None:
        split_run(inside, following)
    if is_hollow(run) and (parent := run.getparent()) is not None:
        parent.remove(run)
    return inside
