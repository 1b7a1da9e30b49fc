"""What differs between two texts, paragraph by paragraph and then letter by letter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from app.core.difference import differences
from app.core.report import Report

Side = Literal["same", "removed", "added"]
_ALIKE = 0.5  # of the letters: a paragraph that shares less is another one, not a changed one


@dataclass(frozen=True, slots=True)
class Row:
    """One paragraph that differs: `old` and `new` are its 0-based places (None: not there), `pieces` its text in order."""

    old: int | None
    new: int | None
    pieces: tuple[tuple[Side, str], ...]


def texts_of(report: Report) -> list[str]:
    """What is compared: the paragraphs of the flow, then those of tables, notes, headers and text boxes, blank ones not."""
    return [p.text for p in (*report.paragraphs, *report.others) if p.text.strip()]


def compare(old: Sequence[str], new: Sequence[str]) -> list[Row]:
    """The paragraphs that differ, in reading order; an empty list when the texts are the same."""
    rows: list[Row] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            rows += _changed(old, new, range(a, b), range(c, d))
    return rows


def _changed(old: Sequence[str], new: Sequence[str], before: range, after: range) -> Iterator[Row]:
    """The rows of one changed stretch: alike paragraphs are paired in order, the others gone or new."""
    left, right = list(before), list(after)
    while left and right:
        if _alike(old[left[0]], new[right[0]]):
            a, b = left.pop(0), right.pop(0)
            yield Row(a, b, tuple(_pieces(old[a], new[b])))
        elif len(left) > len(right) or (len(left) == len(right) and not _alike_any(old[left[0]], new, right)):
            a = left.pop(0)
            yield Row(a, None, (("removed", old[a]),))
        else:
            b = right.pop(0)
            yield Row(None, b, (("added", new[b]),))
    for a in left:
        yield Row(a, None, (("removed", old[a]),))
    for b in right:
        yield Row(None, b, (("added", new[b]),))


def _alike_any(text: str, new: Sequence[str], places: Sequence[int]) -> bool:
    return any(_alike(text, new[at]) for at in places[:8])


def _alike(a: str, b: str) -> bool:
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE


def _pieces(old: str, new: str) -> Iterator[tuple[Side, str]]:
    at = 0
    for change in differences(old, new):
        if old[at : change.start]:
            yield "same", old[at : change.start]
        if old[change.start : change.end]:
            yield "removed", old[change.start : change.end]
        if change.new:
            yield "added", change.new
        at = change.end
    if old[at:]:
        yield "same", old[at:]
