"""Whole paragraphs moved, removed, inserted and joined, with the tables between them (the twin of `core.restructure`)."""

from __future__ import annotations

import copy
from dataclasses import dataclass

from app.core.edits import Insert, Join, Move, Remove
from app.docx.containers import child_of, end_of, governing, opening_marks, opens, shared
from app.docx.inline import P
from app.docx.journal import Journal
from app.docx.names import Element, first_child, w
from app.docx.ranges import (
    CUTS_FIELD,
    CUTS_MOVE,
    ENDS,
    HAS_BREAK,
    OPEN_MARK,
    OTHER_PAGE,
    STARTS,
    break_of,
    halves_in,
    is_revision_mark,
    mark_is_deleted,
    open_fields,
    same_page,
)
from app.docx.readings import Readings
from app.docx.relook import wear
from app.docx.split import join, like

TRACKING = "文档正在记录修订，移动和增删段落会使修订无法还原；请先关闭修订（“审阅 › 修订”）"
_APART = "这一部分的一端在内容控件里，不能整块移动"
_BETWEEN = "两段之间有表格，不能合并"
_LAST = "至少要留下一段"


@dataclass(frozen=True, slots=True)
class _Part:
    """Blocks of one container; `stop` is the block after them (None: the end)."""

    container: Element
    blocks: list[Element]
    stop: Element | None


class Blocks:
    """Carries out shifts of whole paragraphs; each method gives the reason when it must not be done."""

    def __init__(self, readings: Readings, journal: Journal) -> None:
        self.readings = readings
        self.journal = journal
        self.main = readings.package.main

    def shift(self, edit: Join | Insert | Move | Remove) -> str | None:
        """Carry out `edit`; None, or why it was left out."""
        match edit:
            case Join():
                return self._join(edit)
            case Insert():
                return self._insert(edit)
            case Remove():
                return self._remove(edit)
            case Move():
                return self._move(edit)

    def _element(self, uid: int) -> Element:
        place = self.readings.place(uid)
        self.journal.parts.add(place.part)
        return self.journal.current(place.element)

    # --- one paragraph ----------------------------------------------------------------------------------------------

    def _join(self, edit: Join) -> str | None:
        first, second = self._element(edit.uid), self._element(edit.other)
        between = first.getnext()
        while between is not None and between is not second and between.tag in (*STARTS, *ENDS, w("proofErr")):
            between = between.getnext()
        if between is not second:
            return _BETWEEN
        if mark_is_deleted(first):
            return OPEN_MARK
        if break_of(first) is not None:
            return HAS_BREAK
        one = self.journal.edit(first)
        following = one.getnext()
        while following is not None and following is not second:  # marks between the two come inside
            one.append(copy.deepcopy(following))
            one[-1].tail = None
            self.journal.remove(following)
            following = one.getnext()
        if edit.keep == "second":
            wear(one, second)
        join(self.journal, one, second)
        return None

    def _insert(self, edit: Insert) -> str | None:
        model = self._element(edit.like)
        made = like(model, edit.text, at=0 if edit.look == "first" else None)
        _strip_first(made)
        if edit.after is not None:
            above = self._element(edit.after)
            container = above.getparent()
            if container is None or mark_is_deleted(above) or break_of(above) is not None:
                return OPEN_MARK if mark_is_deleted(above) else HAS_BREAK
            self.journal.insert(container, container.index(above) + 1, made)
            return None
        if edit.before is None:
            body = self._body()
            self.journal.insert(body, end_of(body), made)
            return None
        before = self._element(edit.before)
        container = shared([model, before])
        block = child_of(container, before)
        if not opens(block, before):
            container, block = before.getparent(), before
        if container is None or block is None:
            return _APART
        if mark_is_deleted(block.getprevious()):
            return OPEN_MARK
        self.journal.insert(container, container.index(block), made)
        return None

    def _body(self) -> Element:
        body = self.readings.package.tree(self.main).find(w("body"))
        if body is None:
            raise ValueError("the document has no body")
        return body

    # --- whole parts ------------------------------------------------------------------------------------------------

    def _remove(self, edit: Remove) -> str | None:
        part = self._part(edit.first, edit.stop, [])
        if isinstance(part, str):
            return part
        refusal = self._harm(part)
        if refusal is not None:
            return refusal
        rest = [block for block in part.container if block not in part.blocks]
        if not any(block.tag == P for block in rest):
            return _LAST
        self._leave_halves(part)
        for block in part.blocks:
            self.journal.remove(block)
        return None

    def _move(self, edit: Move) -> str | None:
        boundary = [] if edit.before is None else [edit.before]
        part = self._part(edit.first, edit.stop, boundary, at_end=edit.before is None)
        if isinstance(part, str):
            return part
        target = None
        if edit.before is not None:
            before = self._element(edit.before)
            target = child_of(part.container, before)
            if target is None or not opens(target, before):
                return _APART
        if target is part.stop or target in part.blocks:
            return None
        refusal = self._harm(part) or self._harm_there(part, target)
        if refusal is not None:
            return refusal
        self._leave_halves(part)
        for block in [self.journal.current(block) for block in part.blocks]:
            at = end_of(part.container) if target is None else part.container.index(target)
            here = part.container.index(block)
            self.journal.move(block, part.container, at - 1 if here < at else at)
        return None

    def _part(self, first: int, stop: int | None, others: list[int], *, at_end: bool = False) -> _Part | str:
        """The blocks from paragraph `first` up to `stop`, in the innermost container that also holds `others`."""
        ends = [self._element(uid) for uid in (first, *([] if stop is None else [stop]), *others)]
        container = self._body() if stop is None or at_end else shared(ends)
        blocks = [child_of(container, end) for end in ends]
        if not all(block is not None and opens(block, end) for block, end in zip(blocks, ends, strict=True)):
            return _APART
        start = blocks[0]
        assert start is not None
        last = blocks[1] if stop is not None else None
        stop_at = end_of(container) if last is None else container.index(last)
        found = list(container)[container.index(start) : stop_at]
        return _Part(container, [*opening_marks(start, found), *found], last)

    def _harm(self, part: _Part) -> str | None:
        """Why taking these blocks out would change something else."""
        if any(break_of(block) is not None for block in part.blocks):
            return HAS_BREAK
        above = list(part.container)[: part.container.index(part.blocks[0])]
        if open_fields(part.blocks) != 0 or open_fields(above) != 0:
            return CUTS_FIELD
        if any(map(is_revision_mark, halves_in(part.blocks))):
            return CUTS_MOVE
        before = part.blocks[0].getprevious()
        if mark_is_deleted(before) or mark_is_deleted(part.blocks[-1]):
            return OPEN_MARK
        return None

    def _harm_there(self, part: _Part, target: Element | None) -> str | None:
        """Why these blocks must not come before `target`."""
        before = target.getprevious() if target is not None else None
        if mark_is_deleted(before):
            return OPEN_MARK
        blocks = list(part.container)
        place = end_of(part.container) if target is None else part.container.index(target)
        if open_fields(block for block in blocks[:place] if block not in part.blocks) != 0:
            return CUTS_FIELD
        here = part.container.index(part.blocks[0])
        if any(break_of(block) is not None for block in blocks[min(here, place) : max(here, place)]) and not same_page(
            governing(blocks, here), governing(blocks, place)
        ):
            return OTHER_PAGE
        return None

    def _leave_halves(self, part: _Part) -> None:
        """Halves of ranges that reach out of the part stay where the part was, so that the rest of each range stays."""
        halves = halves_in(part.blocks)
        for mark in [mark for mark in halves if mark in part.blocks]:
            part.blocks.remove(mark)  # it stands between paragraphs already
        places = [_place_of(mark, part) for mark in halves if mark.getparent() is not part.container]
        for number in dict.fromkeys(place[0] for place in places):
            edited = part.blocks[number] = self.journal.edit(part.blocks[number])
            twins = [list(edited.iter(tag))[nth] for at, tag, nth in places if at == number]
            for twin in twins:
                left = copy.deepcopy(twin)
                left.tail = None
                _drop(twin)
                self.journal.insert(part.container, part.container.index(part.blocks[0]), left)


def _place_of(mark: Element, part: _Part) -> tuple[int, str, int]:
    """Where a range mark stands: in which block of the part, and the how many-th of its name there."""
    block = next(ancestor for ancestor in mark.iterancestors() if ancestor.getparent() is part.container)
    return part.blocks.index(block), str(mark.tag), list(block.iter(mark.tag)).index(mark)


def _drop(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _strip_first(made: Element) -> None:
    """A new paragraph starts no page by itself, and is no drop cap or frame."""
    properties = first_child(made, w("pPr"))
    for name in ("pageBreakBefore", "framePr"):
        child = first_child(properties, w(name))
        if properties is not None and child is not None:
            properties.remove(child)
