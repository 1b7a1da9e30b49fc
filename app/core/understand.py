"""Raw reading → understood report: every paragraph's role, the report's elements, the outline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.core.again import again
from app.core.branch import Branch
from app.core.elements import elements_of
from app.core.elsewhere import roles_elsewhere
from app.core.frame import Part, Sheet, parts_of, read_contents
from app.core.front import read_front
from app.core.headings import plant
from app.core.lines import branches_of, read_rest
from app.core.memory import Memory, recall, remember, same_reading, with_role
from app.core.outline import nodes_of
from app.core.report import Kind, Paragraph, Report, Role
from app.core.roles import role_of_branch
from app.core.tail import read_tail
from app.core.traits import traits_of

_NO_KINDS: Mapping[int, Kind] = {}
_BODY = Role(Kind.BODY)


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
    sheet = Sheet(traits, kinds)
    read_contents(sheet)
    places = (raw.order.get(table.after) for table in raw.tables if table.after is not None)
    tables = [place + 0.5 for place in places if place is not None]
    parts = parts_of(sheet)
    read = [_read_part(sheet, part, raw, tables) for part in parts]
    read_rest(sheet)
    paragraphs = _with_roles(raw.paragraphs, [role or _BODY for role in sheet.roles], previous, memory)
    others = _with_roles(raw.others, roles_elsewhere(raw, sheet.roles, kinds), previous, memory)
    outline = tuple(node for _, tree in read for node in nodes_of(tree, paragraphs))
    understood = replace(raw, paragraphs=paragraphs, others=others, outline=outline)
    understood = replace(understood, elements=elements_of(understood))
    bodies = [(part, body) for part, (body, _) in zip(parts, read, strict=True)]
    remember(understood, Memory(raw, dict(kinds), traits, bodies, [tree for _, tree in read], frozenset(sheet.words)))
    return understood


def _read_part(sheet: Sheet, part: Part, raw: Report, tables: list[float]) -> tuple[int, Branch]:
    """Where the body of `part` begins, and its tree."""
    body = read_front(sheet, part)
    read_tail(sheet, part, body)
    branches = branches_of(sheet, body, part.end)
    places = {branch.index for branch in branches}
    plain = [at for at in range(body, part.end) if at not in places and sheet.free(at) and sheet.traits[at].tag != "empty"]
    tree = plant(branches, sorted([*plain, *(at for at in tables if body <= at < part.end)]), part.end)
    for branch in branches:
        role = sheet.roles[branch.index]
        if role is None or not role.numeral:  # the first line of a paragraph speaks for it
            sheet.roles[branch.index] = role_of_branch(branch, raw.paragraphs[branch.index])
    return body, tree


def _with_roles(
    raw: Sequence[Paragraph], roles: Sequence[Role], previous: Report | None, memory: Memory | None
) -> tuple[Paragraph, ...]:
    """`raw` with `roles`; where reading and role are as they were, the object of `previous`."""
    if previous is None:
        return tuple(map(with_role, raw, roles))
    known = previous.by_uid
    read: Mapping[int, Paragraph] = memory.raw.by_uid if memory is not None else {}
    out: list[Paragraph] = []
    for p, role in zip(raw, roles, strict=True):
        before = known.get(p.uid)
        if before is not None and before.role == role and (read.get(p.uid) is p or same_reading(p, before)):
            out.append(before)
        else:
            out.append(with_role(p, role))
    return tuple(out)
