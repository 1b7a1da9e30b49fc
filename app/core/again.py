"""Understanding again after a few paragraphs changed, without reading the rest anew.

Roles hang on what `app.core.alike` compares; where that is as before, only the changed paragraphs' own offsets, the nodes
above them and, for elements, the elements are made anew. A change to the title's lines reads the front again. Everything
else (a new ordinal, another number of paragraphs) is read in full: `again` then gives None.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import compress
from operator import is_not

from app.core.alike import alike, cuts_alike
from app.core.branch import Branch
from app.core.elements import elements_of
from app.core.frame import Part, Sheet
from app.core.front import read_front
from app.core.items import items_of
from app.core.logical_lines import line_at
from app.core.memory import Memory, forget, remember, same_reading, with_role
from app.core.outline import branch_at, paths_at, renewed
from app.core.report import HEAD_KINDS, LEVELS, Kind, Node, Paragraph, Report, Role
from app.core.roles import role_of_branch
from app.core.tail import signed_date
from app.core.traits import Traits, traits_of

_MOST_CHANGED = 8
_NO_ELEMENT = frozenset({Kind.BODY, Kind.CLAUSE, Kind.ARTICLE, Kind.CHAPTER, *LEVELS, Kind.EMPTY, Kind.CAPTION, Kind.OTHER})
_ABOVE = frozenset({Kind.TITLE, Kind.SUBTITLE, Kind.ISSUER_MARK, Kind.OTHER})
_BY_THEMSELVES = (HEAD_KINDS - _ABOVE) | {Kind.ADDRESSEE, Kind.EMPTY}  # above the body, but no line of a title


def again(memory: Memory, previous: Report, raw: Report, kinds: Mapping[int, Kind]) -> Report | None:
    """`raw` understood from `previous` and its `memory`; None where it must be read in full."""
    changed = _changed(memory, raw, kinds)
    if changed is None:
        return None
    traits = list(memory.traits)
    for at in changed:
        traits[at] = traits_of(raw.paragraphs[at])
    roles = _roles(memory, previous, traits, kinds, changed)
    if roles is None:
        return None
    if not _refit(memory, traits, raw, changed, roles):
        forget(previous)  # some of its branches already speak of the new words
        return None
    paragraphs = list(previous.paragraphs)
    for at, role in roles.items():
        if role != paragraphs[at].role or not same_reading(raw.paragraphs[at], paragraphs[at]):
            paragraphs[at] = with_role(raw.paragraphs[at], role)
    touched = [
        at for at in changed
        if traits[at].lines or _headed(roles[at]) or items_of(previous.paragraphs[at]) or items_of(paragraphs[at])
    ]  # fmt: skip
    outline = _regrown(memory, previous.outline, paragraphs, touched) if touched else previous.outline
    made = replace(raw, paragraphs=tuple(paragraphs), others=previous.others, outline=outline, elements=previous.elements)
    vars(made)["order"] = raw.order
    if any(role.kind not in _NO_ELEMENT or previous.paragraphs[at].uid in previous.elements.title for at, role in roles.items()):
        made = replace(made, elements=elements_of(made))
        vars(made)["order"] = raw.order
    forget(previous)
    remember(made, replace(memory, raw=raw, traits=traits))
    return made


def _headed(role: Role) -> bool:
    return role.kind in LEVELS or role.kind in (Kind.CHAPTER, Kind.ARTICLE, Kind.CLAUSE)


def _changed(memory: Memory, raw: Report, kinds: Mapping[int, Kind]) -> list[int] | None:
    """The places of the changed paragraphs; None when more than a few or something else changed."""
    old = memory.raw
    if len(old.paragraphs) != len(raw.paragraphs) or memory.kinds != kinds or old.others != raw.others:
        return None
    if old.tables is not raw.tables and [(t.story, t.after) for t in old.tables] != [(t.story, t.after) for t in raw.tables]:
        return None
    changed = list(compress(range(len(raw.paragraphs)), map(is_not, old.paragraphs, raw.paragraphs)))
    if len(changed) > _MOST_CHANGED or any(old.paragraphs[at].uid != raw.paragraphs[at].uid for at in changed):
        return None
    return changed


def _roles(
    memory: Memory, previous: Report, traits: list[Traits], kinds: Mapping[int, Kind], changed: Sequence[int]
) -> dict[int, Role] | None:
    """The roles at the `changed` places, and of other lines of the title; None when they may differ elsewhere too."""
    roles = {at: previous.paragraphs[at].role for at in changed}
    for at in changed:
        part, body = next((part, body) for part, body in memory.parts if at < part.end)
        above = at < body and roles[at].kind not in _BY_THEMSELVES
        if at in memory.words or (above and not part.main):
            return None
        if above:
            found = _front(memory, previous, Sheet(traits, kinds), (part, body), at)
            if found is None:
                return None
            roles |= found
        elif not alike(memory.traits[at], traits[at]):
            return None
    return roles


def _front(memory: Memory, previous: Report, sheet: Sheet, above: tuple[Part, int], at: int) -> dict[int, Role] | None:
    """The changed roles above the body of the report when its title is read again; None when kinds or bounds changed."""
    part, body = above
    traits = sheet.traits
    if not cuts_alike(memory.traits[at], traits[at]) or _dated(traits[:at]) or read_front(sheet, part) != body:
        return None
    found: dict[int, Role] = {}
    for place in range(part.start, body):
        before, after = previous.paragraphs[place].role, sheet.roles[place]
        if after is None:
            if before.kind in _ABOVE and traits[place].words:
                return None
        elif after.kind is not before.kind:
            return None
        elif after != before or place == at:
            found[place] = after
    return found if at in found else None


def _dated(above: Sequence[Traits]) -> bool:
    return any(one.tag == "date" or signed_date(one) is not None for one in above)


def _refit(memory: Memory, traits: list[Traits], raw: Report, changed: Sequence[int], roles: dict[int, Role]) -> bool:
    """Give the branches at the `changed` places their new lines and the paragraphs their offsets; False where that fails."""
    for at in changed:
        one = traits[at]
        branches = _branches(memory, at)
        if one.lines and len(branches) != len(one.lines) and branches:
            return False
        for position, branch in enumerate(branches):
            if branch.line is not None and not one.lines:
                if branch.line.numeral is not None:
                    return False  # an ordinal torn over two paragraphs
                text = " " * one.lead + one.words
                branch.line = line_at(text, one.lead, len(text), None, False)
            elif one.lines:
                branch.line = one.lines[position]
            branch.traits = one
        if branches:
            roles[at] = role_of_branch(branches[0], raw.paragraphs[at])
    return True


def _branches(memory: Memory, at: int) -> list[Branch]:
    """The branches that the paragraph at `at` opens, in reading order."""
    tree = _tree(memory, at)[0]
    found = [branch_at(tree, path) for path in sorted(paths_at(tree, at))]
    return [branch for branch in found if branch.index == at]


def _tree(memory: Memory, at: int) -> tuple[Branch, int]:
    """The tree of the part that holds `at`, and how many nodes of the outline stand before its own."""
    before = 0
    for (part, _), tree in zip(memory.parts, memory.trees, strict=True):
        if at < part.end or tree is memory.trees[-1]:
            return tree, before
        before += len(tree.children)
    raise AssertionError


def _regrown(
    memory: Memory, outline: tuple[Node, ...], paragraphs: Sequence[Paragraph], changed: Sequence[int]
) -> tuple[Node, ...]:
    """`outline` with new nodes where paragraphs changed."""
    for at in changed:
        tree, first = _tree(memory, at)
        last = first + len(tree.children)
        paths = paths_at(tree, at)
        nodes = renewed(tree, outline[first:last], paragraphs, paths) if paths else ()
        if any(map(is_not, nodes, outline[first:last])):
            outline = (*outline[:first], *nodes, *outline[last:])
    return outline
