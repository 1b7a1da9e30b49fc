"""一是…, 一要…, 第一，…, 首先，…: items inside a paragraph or as paragraphs, and which of them are a list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from app.core.logical_lines import BLANKS, sentence_end
from app.core.numerals import han_to_int
from app.core.report import Item, Kind, Paragraph
from app.core.text import shadow

_ITEM = re.compile(
    r"(?:(?<=[。；：，、\n！？])|(?<=[。；：，、！？] )|\A)[ \u3000\t]*"
    r"(?P<mark>(?P<han>二?十[一二三四五六七八九]?|[一二三四五六七八九])(?P<word>是|要))(?![否非])"
)
_WORD = re.compile(
    r"(?:(?<=[。；：，\n！？])|(?<=[。；：！？] )|\A)[ \u3000\t]*"
    r"(?P<mark>第(?P<han>[一二三四五六七八九十])(?=[，、：](?![一二三四五六七八九十第]))|(?P<word>首先|其次|再次|然后|最后)(?=[，、：]))"
)
NO_ITEMS_BELOW = frozenset({Kind.SIGNATURE, Kind.DATE, Kind.ATTACHMENT_LABEL, Kind.ATTACHMENT_NOTE, Kind.ATTACHMENT_TITLE})
_FIRST_LETTERS = ("第", "首先", "其次", "再次", "然后", "最后")
_VALUES = {"首先": 1, "其次": 2, "再次": 3, "然后": 3, "最后": 0}  # 最后 counts one more than what stands before it


def items_of(p: Paragraph) -> tuple[Item, ...]:
    """The 一是/一要, 第一，and 首先，items in `p`, in order; a group of 要, 第 or 首先 may be no list (see `in_series`).

    Each runs to the next one of its form or the paragraph's end, its `text` is its first sentence.
    """
    found = _items_in(shadow(p.text))
    return (
        tuple(
            [
                Item(p.text[start:after], value, p.text[after:first].strip(BLANKS + "，,：:、"), p.uid, start, end)
                for start, after, value, first, end in found
            ]
        )
        if found
        else ()
    )


@lru_cache(maxsize=8192)
def _items_in(wide: str) -> tuple[tuple[int, int, int, int, int], ...]:
    """(start, end of the ordinal, value, end of the first sentence, end) of every item in a shadow text."""
    found = list(_ITEM.finditer(wide)) if "是" in wide or "要" in wide else []
    if any(first in wide for first in _FIRST_LETTERS):
        words = list(_WORD.finditer(wide))
        ordinals = [match for match in words if match["han"]]
        counts = [match for match in words if not match["han"]]
        return tuple(sorted((*_stretches(wide, found), *_stretches(wide, ordinals), *_stretches(wide, counts))))
    return _stretches(wide, found)


def _stretches(wide: str, found: Sequence[re.Match[str]]) -> tuple[tuple[int, int, int, int, int], ...]:
    ends = [match.start("mark") for match in found[1:]] + [len(wide.rstrip(BLANKS))]
    return tuple(
        (match.start("mark"), match.end("mark"), _value(match), sentence_end(wide, match.end(), end)[0], end)
        for match, end in zip(found, ends[-len(found) :] if found else [], strict=True)
    )


def _value(match: re.Match[str]) -> int:
    return (han_to_int(match["han"]) or 0) if match["han"] else _VALUES[match["word"]]


def in_series(items: Sequence[Item]) -> tuple[Item, ...]:
    """`items` of one section without what is no list: a lone 二要 in running text, 一要 that 二要 never follows.

    第一，counts only where 第二，comes next, 首先，where 其次，does.
    """
    if all(item.numeral.endswith("是") for item in items):
        return tuple(items)
    forms: dict[str, list[Item]] = {}
    for item in items:
        forms.setdefault(item_form(item), []).append(item)
    listed = {form for form, of in forms.items() if form == "是" or any(a.value == 1 and b.value == 2 for a, b in pairwise(of))}
    return tuple(_counted(items, item) for item in items if item_form(item) in listed)


def item_form(item: Item) -> str:
    """是, 要, 第 or 首先: items of one form count on from one another."""
    return "第" if item.numeral.startswith("第") else "首先" if item.numeral in _VALUES else item.numeral[-1]


def _counted(items: Sequence[Item], item: Item) -> Item:
    """`item` with the count of a 最后 put in."""
    if item.value:
        return item
    before = [one.value for one in items if item_form(one) == "首先" and (one.uid, one.start) != (item.uid, item.start)]
    return replace(item, value=max(before, default=1) + 1)
