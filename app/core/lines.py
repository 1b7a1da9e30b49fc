"""Body lines: which open a branch of the outline, and what the rest is."""

from __future__ import annotations

from app.core.frame import Sheet
from app.core.headings import Branch
from app.core.report import LEVELS, Kind
from app.core.traits import Traits, line_at

_BRANCHING = frozenset({*LEVELS, Kind.CHAPTER, Kind.ARTICLE, Kind.CLAUSE})
_LONGEST_STYLED = 60


def branches_of(sheet: Sheet, start: int, end: int) -> list[Branch]:
    """The numbered and styled lines of paragraphs start..end that have no other role, in reading order."""
    found: list[Branch] = []
    for at in range(start, end):
        kind = sheet.kind(at)
        one = sheet.traits[at]
        if kind is not None:
            if kind in _BRANCHING:
                found += _forced(at, one, kind)
        elif one.lines:
            found += [Branch(at, one, line) for line in one.lines]
        elif one.tag == "" and one.level and len(one.words) <= _LONGEST_STYLED and not one.stops:
            found.append(Branch(at, one, None))
    weak = [branch for branch in found if branch.line and branch.line.numeral and branch.line.numeral.weak]
    fallen = {id(branch) for branch in weak if not _stands(branch, found)}
    return [branch for branch in found if id(branch) not in fallen] if fallen else found


def _forced(at: int, one: Traits, kind: Kind) -> list[Branch]:
    text = " " * one.lead + one.words
    lines = one.lines or (line_at(text, one.lead, len(text), None, False),)
    return [Branch(at, one, line, forced=kind if index == 0 else None) for index, line in enumerate(lines)]


def _stands(branch: Branch, found: list[Branch]) -> bool:
    """A weak ordinal stands only beside a neighbour of its form that counts one more or one less."""
    numeral = branch.line.numeral if branch.line else None
    if numeral is None or not numeral.weak or branch.forced is not None or (branch.line and branch.line.automatic):
        return True
    return any(
        other is not branch and other.line and other.line.numeral and other.line.numeral.scheme is numeral.scheme
        and abs(other.line.numeral.value - numeral.value) == 1
        for other in found
    )  # fmt: skip


def read_rest(sheet: Sheet) -> None:
    """Give every paragraph still without a role its plain one."""
    for at, one in enumerate(sheet.traits):
        if not sheet.free(at):
            continue
        if one.tag == "empty":
            sheet.assign(at, Kind.EMPTY, 1.0, "没有文字")
        elif one.tag == "caption":
            sheet.assign(at, Kind.CAPTION, 0.85, "以表号或图号起首的短行")
        elif one.tag in ("drawn", "metadata"):
            sheet.assign(at, Kind.OTHER, 0.7, "图片或对象" if one.tag == "drawn" else "网页目录信息")
        else:
            sheet.assign(at, Kind.BODY, 0.9 if one.ends else 0.75, "以句末点号结尾的段落" if one.ends else "没有其他要素的特征")
