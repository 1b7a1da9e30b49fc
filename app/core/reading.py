"""The order in which the questions of structure are asked: contents, parts, and front and tail of each part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.core.branch import Branch
from app.core.elements import elements_of
from app.core.frame import Part, Sheet, parts_of, read_contents
from app.core.front import read_front
from app.core.lines import plain_role
from app.core.report import Node, Paragraph, Report, Role
from app.core.roles import role_of
from app.core.tail import read_tail


def read_sheet(sheet: Sheet) -> list[tuple[Part, int]]:
    """Assign all roles outside text and outline; the parts with the place where the body of each begins."""
    read_contents(sheet)
    out: list[tuple[Part, int]] = []
    for part in parts_of(sheet):
        body = read_front(sheet, part)
        read_tail(sheet, part, body)
        out.append((part, body))
    return out


def tables_in(raw: Report) -> list[int]:
    """The places behind which tables of the flow stand."""
    places = (raw.order.get(table.after) for table in raw.tables if table.after is not None)
    return sorted(place for place in places if place is not None)


def role_at(sheet: Sheet, at: int, branches: Sequence[Branch], p: Paragraph) -> Role:
    """The role of the paragraph `p` at `at`, which opens those branches of the outline."""
    if branches:
        return role_of(branches, p)
    role = sheet.roles.get(at)
    return role if role is not None else plain_role(sheet.traits[at].tag, sheet.traits[at].ends)


Paragraphs = tuple[Paragraph, ...]


def with_structure(
    raw: Report,
    read: tuple[Paragraphs, Paragraphs],
    outline: tuple[Node, ...],
    roles: Mapping[int, Role],
    previous: Report | None,
) -> Report:
    """`raw` with outline and elements, and paragraphs that have their roles: (the flow, the other stories).

    Outline and elements are the objects of `previous` where they are equal.
    """
    if previous is not None and outline == previous.outline:
        outline = previous.outline
    made = replace(raw, paragraphs=read[0], others=read[1], outline=outline)
    vars(made)["order"] = raw.order
    elements = elements_of(made, roles)
    made = replace(made, elements=previous.elements if previous is not None and elements == previous.elements else elements)
    vars(made)["order"] = raw.order
    return made
