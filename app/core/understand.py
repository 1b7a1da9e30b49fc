"""Raw reading → understood report: every paragraph's role, the report's elements, the outline."""

from __future__ import annotations

from collections.abc import Mapping

from app.core.again import again
from app.core.branch import Branch
from app.core.elsewhere import roles_elsewhere, surroundings
from app.core.frame import Sheet
from app.core.marks import marks_of
from app.core.memory import Memory, known_or, recall, remember
from app.core.outline import renew
from app.core.reading import read_sheet, role_at, tables_in, with_structure
from app.core.report import Kind, Paragraph, Report
from app.core.sowing import grown
from app.core.traits import traits_of

_NO_KINDS: Mapping[int, Kind] = {}


def understand(raw: Report, kinds: Mapping[int, Kind] = _NO_KINDS, previous: Report | None = None) -> Report:
    """`raw` with roles, elements and outline; `kinds` (by uid) are set by the clerk and stand with confidence 1.

    A paragraph whose raw reading and role equal those in `previous` is the same object as there.
    """
    memory = recall(previous)
    if memory is not None and previous is not None:
        made = again(memory, previous, raw, kinds)
        if made is not None:
            return made
    traits = [traits_of(p) for p in raw.paragraphs]
    sheet = Sheet(traits, marks_of(traits), dict(kinds), raw.order)
    tables = tables_in(raw)
    groves = [grown(sheet, part, body, tables) for part, body in read_sheet(sheet)]
    around = surroundings(raw, sheet)
    known: Mapping[int, Paragraph] = previous.by_uid if previous is not None else {}
    opened: dict[int, list[Branch]] = {}
    for branch in (branch for grove in groves for branch in grove.branches):
        opened.setdefault(branch.index, []).append(branch)
    roles = [role_at(sheet, at, opened.get(at, ()), p) for at, p in enumerate(raw.paragraphs)]
    paragraphs = tuple([known_or(known.get(p.uid), p, role) for p, role in zip(raw.paragraphs, roles, strict=True)])
    elsewhere = zip(raw.others, roles_elsewhere(raw, around, kinds), strict=True)
    others = tuple([known_or(known.get(p.uid), p, role) for p, role in elsewhere])
    outline = tuple([node for grove in groves for node in renew(grove, paragraphs)])
    understood = with_structure(raw, (paragraphs, others), outline, sheet.roles, previous)
    remember(understood, Memory(raw, sheet, groves, tables, around))
    return understood
