"""Body lines: which open a branch of the outline, and what the rest is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

from app.core.branch import Branch
from app.core.frame import Sheet
from app.core.han_numbers import han_to_int
from app.core.logical_lines import Line, line_at
from app.core.numerals import Numeral, Scheme
from app.core.report import LEVELS, Kind, Role
from app.core.traits import Traits

_BRANCHING = frozenset({*LEVELS, Kind.CHAPTER, Kind.ARTICLE, Kind.CLAUSE})
_LONGEST_STYLED = 60
_LONGEST_PLAIN = 30  # of a heading that only its font tells
_FEWEST_LONG = 3
Look = tuple[str, bool]  # font and weight
HALF = re.compile(r"(?P<han>[一二三四五六七八九十]{1,3})[）)]")


def branches_at(sheet: Sheet, at: int, end: int, look: Look | None) -> list[Branch]:
    """The numbered and styled lines of the paragraph at `at` of a part up to `end`, when it has no other role."""
    kind = sheet.kind(at)
    one = sheet.traits[at]
    if kind is not None:
        return _forced(at, one, kind) if kind in _BRANCHING else []
    if one.lines:
        return [Branch(at, one, line) for line in one.lines]
    if one.tag != "":
        return []
    torn = _torn_ordinal(sheet, at)
    short = len(one.words) <= _LONGEST_STYLED and not one.stops
    return [Branch(at, one, torn)] if torn is not None or (short and (one.level or _stands_out(sheet, at, end, look))) else []


REACH = 4  # how many paragraphs above a changed one may open a line because of it, and one below


def looks_of(traits: Iterable[Traits]) -> Counter[Look]:
    """How many long paragraphs have each look."""
    return Counter((one.font, one.bold) for one in traits if len(one.words) > _LONGEST_STYLED)


def most_common_look(looks: Counter[Look]) -> Look | None:
    """Font and weight of most long paragraphs; None where there are too few to tell."""
    count, look = max(((count, look) for look, count in looks.items()), default=(0, None))
    return look if count >= _FEWEST_LONG else None


def may_stand_out(one: Traits) -> bool:
    """Whether it looks as a heading may that only its font tells, whatever the body looks like."""
    return not one.ends and len(one.words) <= _LONGEST_PLAIN and (one.bold or "黑" in one.font)


def _stands_out(sheet: Sheet, at: int, end: int, look: Look | None) -> bool:
    """Whether a short line is bold or 黑体 unlike the body, and body text follows it."""
    one = sheet.traits[at]
    if look is None or not may_stand_out(one) or (one.font, one.bold) == look:
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


Ordinal = tuple[Scheme, tuple[int, ...], int]  # form, the numbers before the last one, the last one


def ordinal_of(branch: Branch) -> Ordinal | None:
    """The ordinal of `branch`, for counting."""
    numeral = branch.ordinal
    return (numeral.scheme, numeral.path[:-1], numeral.value) if numeral is not None else None


def is_weak(branch: Branch) -> bool:
    """Whether it stands only beside a neighbour (see `stands`)."""
    numeral = branch.ordinal
    if numeral is None or not numeral.weak or branch.forced is not None or branch.traits.level:
        return False
    return branch.line is None or not branch.line.automatic


def stands(branch: Branch, ordinals: Mapping[Ordinal | None, int]) -> bool:
    """Whether a weak ordinal has a neighbour of its form that counts one more or one less among `ordinals`."""
    ordinal = ordinal_of(branch)
    if ordinal is None:
        return True
    scheme, path, value = ordinal
    return ordinals.get((scheme, path, value - 1), 0) > 0 or ordinals.get((scheme, path, value + 1), 0) > 0


@lru_cache(maxsize=64)
def plain_role(tag: str, ends: bool) -> Role:
    """The role of a paragraph that neither the outline nor anything else claims."""
    if tag == "empty":
        return Role(Kind.EMPTY, 1.0, "没有文字")
    if tag == "caption":
        return Role(Kind.CAPTION, 0.85, "以表号或图号起首的短行")
    if tag in ("drawn", "metadata"):
        return Role(Kind.OTHER, 0.7, "图片或对象" if tag == "drawn" else "网页目录信息")
    return Role(Kind.BODY, 0.9 if ends else 0.75, "以句末点号结尾的段落" if ends else "没有其他要素的特征")
