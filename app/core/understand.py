"""Raw reading → understood report: every paragraph's role, the report's elements, the outline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.core.elements import elements_of
from app.core.elsewhere import roles_elsewhere
from app.core.frame import Part, Sheet, parts_of, read_contents
from app.core.front import read_front
from app.core.headings import Branch, heading_kind, plant
from app.core.lines import branches_of, read_rest
from app.core.memory import Memory, forget, recall, remember, same_reading, small_change, with_role
from app.core.outline import items_of, nodes_of, numeral_text, renewed, walk
from app.core.report import LEVELS, Kind, Node, Paragraph, Report, Role
from app.core.tail import read_tail
from app.core.traits import Traits, traits_of

_NO_KINDS: Mapping[int, Kind] = {}
_BODY = Role(Kind.BODY)


def understand(raw: Report, kinds: Mapping[int, Kind] = _NO_KINDS, previous: Report | None = None) -> Report:
    """`raw` with roles, elements and outline; `kinds` (by uid) are set by the clerk and stand with confidence 1.

    A paragraph whose raw reading and role equal those in `previous` is the same object as there.
    """
    memory = recall(previous)
    traits = _traits(raw, memory)
    if memory is not None and previous is not None:
        changed = small_change(memory, previous, raw, traits, kinds)
        if changed is not None:
            return _carry_over(memory, previous, raw, traits, changed)
    sheet = Sheet(traits, kinds)
    read_contents(sheet)
    places = (raw.order.get(table.after) for table in raw.tables if table.after is not None)
    tables = [place + 0.5 for place in places if place is not None]
    trees = [_read_part(sheet, part, raw, tables) for part in parts_of(sheet)]
    read_rest(sheet)
    paragraphs = _with_roles(raw.paragraphs, [role or _BODY for role in sheet.roles], previous, memory)
    others = _with_roles(raw.others, roles_elsewhere(raw, sheet.roles, kinds), previous, memory)
    outline = tuple(node for tree in trees for node in nodes_of(tree, paragraphs))
    understood = replace(raw, paragraphs=paragraphs, others=others, outline=outline)
    understood = replace(understood, elements=elements_of(understood))
    remember(understood, Memory(raw, dict(kinds), traits, trees))
    return understood


def _traits(raw: Report, memory: Memory | None) -> list[Traits]:
    if memory is None or len(memory.traits) != len(raw.paragraphs):
        return [traits_of(p) for p in raw.paragraphs]
    known = zip(raw.paragraphs, memory.raw.paragraphs, memory.traits, strict=True)
    return [traits if p is before else traits_of(p) for p, before, traits in known]


def _read_part(sheet: Sheet, part: Part, raw: Report, tables: list[float]) -> Branch:
    body = read_front(sheet, part)
    read_tail(sheet, part, body)
    branches = branches_of(sheet, body, part.end)
    places = {branch.index for branch in branches}
    plain = [at for at in range(body, part.end) if at not in places and sheet.free(at) and sheet.traits[at].tag != "empty"]
    tree = plant(branches, sorted([*plain, *(at for at in tables if body <= at < part.end)]), part.end)
    for branch in branches:
        _assign_branch(sheet, branch, raw.paragraphs[branch.index])
    return tree


def _assign_branch(sheet: Sheet, branch: Branch, p: Paragraph) -> None:
    role = sheet.roles[branch.index]
    if role is not None and role.numeral:
        return  # the first line of a paragraph speaks for it
    kind = heading_kind(branch)
    line = branch.line
    headed = kind in LEVELS or kind is Kind.CHAPTER
    start = line.content if line else branch.traits.lead
    end = line.first if line else branch.traits.lead + len(branch.traits.words)
    sheet.roles[branch.index] = Role(
        kind, 1.0 if branch.forced else _confidence(branch), "由人工指定" if branch.forced else _reason(branch, kind),
        numeral_text(branch, p), branch.value if branch.scheme else None, start, end if headed else None,
        bool(line and line.more and headed),
    )  # fmt: skip


def _confidence(branch: Branch) -> float:
    if branch.line is None or branch.line.numeral is None:
        return 0.9 if branch.traits.level else 0.6
    return 0.7 if branch.weak else 0.95


def _reason(branch: Branch, kind: Kind) -> str:
    line = branch.line
    if line is None or line.numeral is None:
        return f"大纲级别或标题样式为第{branch.traits.level}级" if branch.traits.level else "字体与正文不同的独立短行"
    origin = "自动编号" if line.automatic else "序数"
    if kind is Kind.CLAUSE:
        return f"{origin}“{line.numeral.text}”之后是完整的句子"
    return f"{origin}“{line.numeral.text}”，" + ("接排，以首句为标题" if line.more else "独立成行")


def _carry_over(memory: Memory, previous: Report, raw: Report, traits: list[Traits], changed: list[int]) -> Report:
    """`raw` with the roles and elements of `previous`: only running text at `changed` differs."""
    paragraphs = list(previous.paragraphs)
    listed = False
    for at in changed:
        paragraphs[at] = with_role(raw.paragraphs[at], previous.paragraphs[at].role)
        listed = listed or bool(traits[at].lines or items_of(previous.paragraphs[at]) or items_of(paragraphs[at]))
    outline = _regrown(memory.trees, previous.outline, paragraphs, traits, changed) if listed else previous.outline
    understood = replace(raw, paragraphs=tuple(paragraphs), others=previous.others, outline=outline, elements=previous.elements)
    forget(previous)
    remember(understood, Memory(raw, memory.kinds, traits, memory.trees))
    return understood


def _regrown(
    trees: list[Branch], outline: tuple[Node, ...], paragraphs: Sequence[Paragraph], traits: list[Traits], changed: list[int]
) -> tuple[Node, ...]:
    """`outline` with new nodes where paragraphs changed."""
    out: list[Node] = []
    for tree in trees:
        branches = list(walk(tree))
        for branch in branches:
            if branch.index in changed:
                branch.traits = traits[branch.index]
                branch.line = branch.traits.line if branch.traits.lines else branch.line
        nodes = outline[len(out) : len(out) + len(tree.children)]
        out += renewed(tree, nodes, branches, paragraphs, changed)
    return tuple(out)


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
