"""Body lines: which open a branch of the outline, and what the rest is."""

from __future__ import annotations

import re
from collections import Counter

from app.core.branch import Branch
from app.core.frame import Sheet
from app.core.han_numbers import han_to_int
from app.core.logical_lines import Line, line_at
from app.core.numerals import Numeral, Scheme
from app.core.report import LEVELS, Kind
from app.core.traits import Traits

_BRANCHING = frozenset({*LEVELS, Kind.CHAPTER, Kind.ARTICLE, Kind.CLAUSE})
_LONGEST_STYLED = 60
_LONGEST_PLAIN = 30  # of a heading that only its font tells
_FEWEST_LONG = 3
HALF = re.compile(r"(?P<han>[一二三四五六七八九十]{1,3})[）)]")


def branches_of(sheet: Sheet, start: int, end: int) -> list[Branch]:
    """The numbered and styled lines of paragraphs start..end that have no other role, in reading order."""
    found: list[Branch] = []
    look = _body_look(sheet, start, end)
    for at in range(start, end):
        kind = sheet.kind(at)
        one = sheet.traits[at]
        if kind is not None:
            if kind in _BRANCHING:
                found += _forced(at, one, kind)
        elif one.lines:
            found += [Branch(at, one, line) for line in one.lines]
        elif one.tag == "":
            torn = _torn_ordinal(sheet, at)
            short = len(one.words) <= _LONGEST_STYLED and not one.stops
            if torn is not None or (short and (one.level or _stands_out(sheet, at, end, look))):
                found.append(Branch(at, one, torn))
    weak = [branch for branch in found if branch.line and branch.line.numeral and branch.line.numeral.weak]
    fallen = {id(branch) for branch in weak if not _stands(branch, found)}
    return [branch for branch in found if id(branch) not in fallen] if fallen else found


def _body_look(sheet: Sheet, start: int, end: int) -> tuple[str, bool] | None:
    """Font and weight of most long paragraphs; None where there are too few to tell."""
    looks = Counter((one.font, one.bold) for one in sheet.traits[start:end] if len(one.words) > _LONGEST_STYLED)
    most = looks.most_common(1)
    return most[0][0] if most and most[0][1] >= _FEWEST_LONG else None


def _stands_out(sheet: Sheet, at: int, end: int, look: tuple[str, bool] | None) -> bool:
    """Whether a short line is bold or 黑体 unlike the body, and body text follows it."""
    one = sheet.traits[at]
    if look is None or one.ends or len(one.words) > _LONGEST_PLAIN or (one.font, one.bold) == look:
        return False
    if not ((one.bold and not look[1]) or ("黑" in one.font and "黑" not in look[0])):
        return False
    place = next(iter(sheet.filled(at + 1, min(at + 4, end))), None)
    if place is None or not sheet.free(place):
        return False
    return len(sheet.traits[place].words) > _LONGEST_PLAIN and sheet.traits[place].ends


def _torn_ordinal(sheet: Sheet, at: int) -> Line | None:
    """The line of “三）…” whose bracket was left at the end of the paragraph above."""
    one = sheet.traits[at]
    found = HALF.match(one.words) if at else None
    if found is None or not sheet.traits[at - 1].words.endswith("（"):
        return None
    value = han_to_int(found["han"]) or 0
    text = " " * one.lead + one.words
    numeral = Numeral(f"（{found['han']}）", value, Scheme.HAN_BRACKET, one.lead, one.lead + found.end(), "", clean=False)
    return line_at(text, one.lead, len(text), numeral, False)


def _forced(at: int, one: Traits, kind: Kind) -> list[Branch]:
    text = " " * one.lead + one.words
    lines = one.lines or (line_at(text, one.lead, len(text), None, False),)
    return [Branch(at, one, line, forced=kind if index == 0 else None) for index, line in enumerate(lines)]


def _stands(branch: Branch, found: list[Branch]) -> bool:
    """A weak ordinal stands only beside a neighbour of its form that counts one more or one less."""
    numeral = branch.line.numeral if branch.line else None
    if numeral is None or not numeral.weak or branch.forced is not None or branch.traits.level:
        return True
    if branch.line and branch.line.automatic:
        return True
    return any(
        other is not branch and other.line and other.line.numeral and other.line.numeral.scheme is numeral.scheme
        and abs(other.line.numeral.value - numeral.value) == 1 and other.line.numeral.path[:-1] == numeral.path[:-1]
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
