"""Which edits may go together, and in which order: nothing overlaps, and text is changed from the last place to the first."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable
from dataclasses import replace

from app.core.edits import (
    Edit,
    Insert,
    Join,
    Move,
    PageNumbers,
    PageSetup,
    Rearrange,
    RedefineStyle,
    Reformat,
    Remove,
    Renumber,
    Restyle,
    Retext,
)


def arrange(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The edits that can be applied in one go: look first (offsets still hold), then text, last offset first.

    Whole paragraphs are shifted last, in the order given. Of two that claim the same place the first wins; Restyles of
    one paragraph and style are joined. What was left out is still a finding in the next round.
    """
    claimed: dict[int, list[Retext]] = {}
    styles: dict[tuple[int, int | None], Restyle] = {}
    others: dict[object, Edit] = {}
    shifts: list[Edit] = []
    for edit in edits:
        match edit:
            case Join() | Insert() | Move() | Remove() | Rearrange():
                shifts.append(edit)
            case Retext():
                _claim(claimed.setdefault(edit.uid, []), edit)
            case Restyle():
                _join(styles, edit)
            case _:
                others.setdefault(_subject(edit), edit)
    ordered = sorted(styles.values(), key=lambda edit: edit.end is not None)
    texts = [edit for uid in sorted(claimed, reverse=True) for edit in reversed(claimed[uid])]
    return (*others.values(), *ordered, *texts, *shifts)


def _claim(taken: list[Retext], edit: Retext) -> None:
    """Put `edit` at its place among the others of its paragraph, by start, unless one of them holds that place."""
    at = bisect(taken, edit.start, key=lambda other: other.start)
    before, after = taken[at - 1] if at else None, taken[at] if at < len(taken) else None
    if before is not None and (before.start == edit.start or edit.start < before.end):
        return
    if after is None or edit.end <= after.start:
        taken.insert(at, edit)


def _join(styles: dict[tuple[int, int | None], Restyle], edit: Restyle) -> None:
    known = styles.get((edit.uid, edit.end))
    if known is None:
        styles[edit.uid, edit.end] = edit
    elif known.style == edit.style:
        space = known.space_before_lines if edit.space_before_lines is None else edit.space_before_lines
        styles[edit.uid, edit.end] = replace(known, aspects=known.aspects | edit.aspects, space_before_lines=space)


def _subject(edit: Edit) -> object:
    match edit:
        case Reformat():
            return ("format", edit.uid, edit.start, edit.end, tuple(edit.paragraph), tuple(edit.chars))
        case PageSetup():
            return ("page", edit.section, tuple(edit.values))
        case PageNumbers():
            return ("numbers", edit.section)
        case RedefineStyle():
            return ("style", edit.style_id)
        case Renumber():
            return ("number", edit.uid)
        case _:
            return edit
