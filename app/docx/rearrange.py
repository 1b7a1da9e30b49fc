"""Words that change places inside paragraphs and between them (the twin of `core.restructure.rearranged`)."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass

from app.core.edits import Rearrange
from app.docx.caret import shells
from app.docx.inline import DELETIONS, INSERTIONS, paragraph_text, pieces
from app.docx.journal import Journal
from app.docx.names import Element, w
from app.docx.ranges import (
    CUTS_FIELD,
    CUTS_MOVE,
    ENDS,
    HAS_BREAK,
    OPEN_MARK,
    STARTS,
    break_of,
    is_revision_mark,
    mark_is_deleted,
    open_fields,
)
from app.docx.readings import Readings
from app.docx.split import cut, dressed

_PPR = w("pPr")
_MAY_BE_CUT = frozenset({w("hyperlink"), w("ins")})
_MOVED = tuple(tag for tag in (*INSERTIONS, *DELETIONS) if tag in (w("moveTo"), w("moveFrom")))
_CUTS = "这一条的一端在域或内容控件里，不能单独移动"
_GONE = "这一条的位置已经变了；请再试一次"
Number = Callable[[], str]
Span = tuple[int, int]


def rearrange(
    readings: Readings, journal: Journal, edit: Rearrange, number: Callable[[Element], str], place: Callable[[int, int], int]
) -> str | None:
    """Carry out `edit`; None, or why it was left out.

    `place` says where an offset of a paragraph lies now; `number` gives the second half of a tracked change its own.
    """
    spans: dict[int, list[Span]] = {}
    apart: dict[int, set[int]] = {}
    for at, (uid, start, end) in enumerate(edit.places):
        row = spans.setdefault(uid, [])
        apart.setdefault(uid, set()).update({len(row)} if at in edit.apart else ())
        row.append((place(uid, start), place(uid, end)))
    elements = {uid: journal.current(readings.place(uid).element) for uid in spans}
    for uid, row in spans.items():
        refusal = _harm(elements[uid], row) or (_harm_beside(elements[uid]) if apart[uid] else None)
        if refusal is not None:
            return refusal
    journal.parts.update(readings.place(uid).part for uid in spans)
    copies = {uid: journal.edit(element) for uid, element in elements.items()}
    opened = [_open(copies[uid], row, lambda p=copies[uid]: number(p)) for uid, row in spans.items()]
    words = [piece for one in opened for piece in one.words]
    moving = iter([words[at] for at in edit.order])
    for uid, one in zip(spans, opened, strict=True):
        one.close([next(moving) for _ in one.words], apart[uid], journal)
    return None


def _harm_beside(p: Element) -> str | None:
    """Why no paragraph may come before or after `p`."""
    if break_of(p) is not None:
        return HAS_BREAK
    return OPEN_MARK if mark_is_deleted(p) or mark_is_deleted(p.getprevious()) else None


def _harm(p: Element, spans: Sequence[Span]) -> str | None:
    """Why the words at `spans` of `p` must not be taken by themselves."""
    length = len(paragraph_text(p))
    if any(not 0 <= start <= end <= length for start, end in spans):
        return _GONE
    if any(_cuts_shell(p, at) for span in spans for at in span):
        return _CUTS
    trial = copy.deepcopy(p)
    before = 0
    opened = _open(trial, spans, lambda: "0")
    for rest, words in zip(opened.rests, opened.words, strict=False):
        before += open_fields([rest])
        if before != 0 or open_fields([words]) != 0:
            return CUTS_FIELD
        if next(words.iter(*_MOVED), None) is not None or any(map(is_revision_mark, words.iter(*STARTS, *ENDS))):
            return CUTS_MOVE
    return None


def _cuts_shell(p: Element, at: int) -> bool:
    """Whether offset `at` lies inside a field, a content control or a ruby; links and insertions may be cut in two."""
    found = pieces(p)
    around = shells(p, found)
    left = next((its for piece, its in zip(found, around, strict=True) if piece.start < at <= piece.end), ())
    right = next((its for piece, its in zip(found, around, strict=True) if piece.start <= at < piece.end), ())
    return any(shell.first.tag not in _MAY_BE_CUT for shell in set(left) & set(right))


@dataclass(slots=True)
class _Opened:
    """A paragraph cut into the words of its places and the rests before, between and after them."""

    p: Element
    properties: Element | None
    rests: list[Element]
    words: list[Element]

    def close(self, words: Sequence[Element], apart: Set[int], journal: Journal) -> None:
        """Make it one paragraph again, with `words` at its places; those of the places in `apart` stand before or after it."""
        content: list[Element] = []
        beside: list[tuple[bool, Element]] = []
        for at, rest in enumerate(self.rests):
            content += [node for node in rest if node.tag != _PPR]
            if at in apart:
                beside.append((any(paragraph_text(one) for one in self.rests[at + 1 :]), words[at]))
            elif at < len(words):
                content += [node for node in words[at] if node.tag != _PPR]
        self.p[:] = [*([] if self.properties is None else [self.properties]), *content]
        parent = self.p.getparent()
        for before, piece in beside:
            if parent is not None:
                journal.insert(parent, parent.index(self.p) + (not before), dressed(self.p, piece))


def _open(p: Element, spans: Sequence[Span], number: Number) -> _Opened:
    properties = p.find(_PPR)
    kept = copy.deepcopy(properties) if properties is not None else None
    rests: list[Element] = []
    words: list[Element] = []
    for start, end in reversed(spans):
        rests.insert(0, cut(p, end, number))
        words.insert(0, cut(p, start, number))
    rests.insert(0, p)
    opened = _Opened(p, kept, rests, words)
    for rest, piece in zip(rests, words, strict=False):
        _take_starts(rest, piece)
        _leave_halves(piece, rest)
    return opened


def _take_starts(rest: Element, words: Element) -> None:
    """Range starts right before the words whose ends stand in them belong to them."""
    ends = {(mark.tag, mark.get(w("id"))) for mark in words.iter(*ENDS)}
    while len(rest) and rest[-1].tag in STARTS and (STARTS[str(rest[-1].tag)], rest[-1].get(w("id"))) in ends:
        words.insert(1 if len(words) and words[0].tag == _PPR else 0, rest[-1])


def _leave_halves(words: Element, rest: Element) -> None:
    """Marks of ranges that reach out of the words stay where these were."""
    marks = list(words.iter(*STARTS, *ENDS))
    seen: dict[tuple[str, str | None], set[str]] = {}
    for mark in marks:
        seen.setdefault((ENDS.get(str(mark.tag), str(mark.tag)), mark.get(w("id"))), set()).add(str(mark.tag))
    for mark in marks:
        if len(seen[ENDS.get(str(mark.tag), str(mark.tag)), mark.get(w("id"))]) == 1:
            parent = mark.getparent()
            if parent is not None:
                parent.remove(mark)
            rest.append(mark)
