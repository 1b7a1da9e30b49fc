"""The report between a key and the next look at its structure: texts are current, roles are those known before."""

from __future__ import annotations

from dataclasses import replace

from app.core.gathering import changed_range
from app.core.report import Report


def with_known_roles(before: Report, old: Report, new: Report) -> Report:
    """The raw reading `new` with the roles of `before` (read from `old`); what did not change is the same object."""
    start, old_end, new_end = changed_range(old.paragraphs, new.paragraphs)
    changed = new.paragraphs[start:new_end]
    known = {p.uid: p.role for p in before.paragraphs[start:old_end]}
    read = tuple(replace(p, role=known.get(p.uid, p.role)) for p in changed)
    paragraphs = (*before.paragraphs[:start], *read, *before.paragraphs[old_end:])
    others = before.others if new.others is old.others or new.others == old.others else new.others
    return replace(new, paragraphs=paragraphs, others=others, elements=before.elements, outline=before.outline)
