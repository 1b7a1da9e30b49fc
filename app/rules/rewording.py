"""Findings that say nothing of a paragraph's words stay when only its words change: the place is told the new ones."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from app.core.edits import Edit, Reformat, Restyle
from app.core.findings import Fix, Spot
from app.core.report import Paragraph
from app.rules.standing import Pairs


def speaks_of(pairs: Pairs) -> frozenset[int]:
    """The paragraphs where these findings stand, and those of whose words their fixes speak."""
    uids = {one.spot.uid for _, one in pairs}
    uids.update(uid for _, one in pairs for edit in _worded(one.fix) if isinstance(uid := getattr(edit, "uid", None), int))
    return frozenset(uid for uid in uids if uid is not None)


def reworded(pairs: Pairs, old: Paragraph, new: Paragraph) -> Pairs | None:
    """These findings at a paragraph, none of which reads the words of paragraphs, when only its words changed.

    None where one does not stand at all of it, or its fix speaks of its words.
    """
    before = Spot(old.uid, 0, len(old.text), old.text)
    if any(not one.whole or one.spot != before or any(True for _ in _worded(one.fix)) for _, one in pairs):
        return None
    after = Spot(new.uid, 0, len(new.text), new.text)
    return tuple([(rule, msgspec.structs.replace(one, spot=after)) for rule, one in pairs])


def _worded(fix: Fix | None) -> Iterable[Edit]:
    """The edits that say more than how a whole paragraph looks."""
    return (edit for edit in fix.edits if not _is_look(edit)) if fix is not None else ()


def _is_look(edit: Edit) -> bool:
    return (isinstance(edit, Restyle) and edit.end is None) or (isinstance(edit, Reformat) and edit.start is edit.end is None)
