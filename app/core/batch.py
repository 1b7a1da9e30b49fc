"""Which edits may go together, and in which order: nothing overlaps, and text is changed from the last place to the first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from app.core.edits import Edit, PageNumbers, PageSetup, Reformat, Renumber, Restyle, Retext


def arrange(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The edits that can be applied in one go: look first (offsets still hold), then text, last offset first.

    Of two that claim the same place the first wins; Restyles of one paragraph and style are joined. What was left out
    is still a finding in the next round.
    """
    texts: list[Retext] = []
    styles: dict[tuple[int, int | None], Restyle] = {}
    others: dict[object, Edit] = {}
    for edit in edits:
        if isinstance(edit, Retext):
            if not any(_overlap(edit, taken) for taken in texts):
                texts.append(edit)
        elif isinstance(edit, Restyle):
            _join(styles, edit)
        else:
            others.setdefault(_subject(edit), edit)
    ordered = sorted(styles.values(), key=lambda edit: edit.end is not None)
    return (*others.values(), *ordered, *sorted(texts, key=lambda edit: (edit.uid, edit.start), reverse=True))


def _overlap(a: Retext, b: Retext) -> bool:
    return a.uid == b.uid and (a.start < b.end and b.start < a.end or a.start == b.start)


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
        case Renumber():
            return ("number", edit.uid)
        case _:
            return edit
