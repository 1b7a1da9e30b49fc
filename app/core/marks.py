"""Which paragraphs anything but the outline asks about, as one byte a paragraph, so that they are found without a walk.

A long report has a few dozen of them; the roles outside its outline are worked out from these alone after every change.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from app.core.dates import FoundDate, find_dates
from app.core.named import BEARS
from app.core.organs import is_organ
from app.core.traits import Traits

EMPTY = 1  # alone: there is no text
TAGGED = 2  # plainly something, by its tag
SHORT = 4  # may open the title of an attachment
DATED = 8  # a date, or a signature with one
NAMED = 16  # set in a named style of ours that its words bear out
CONTENTS = 32  # the line 目录
_ALL = 64

LONGEST_SIGNATURE = 60
_SHORT = 60
_CONTENTS = re.compile(r"目\s*[录次]")
_DATE_ENDS = frozenset("日期]】。．. 0123456789０１２３４５６７８９")
_FILLED = re.compile(rb"[^\x01]")


def mark_of(one: Traits) -> int:
    """The marks of a paragraph, worked out once."""
    if one.mark < 0:
        one.mark = _read(one)
    return one.mark


def _read(one: Traits) -> int:
    words, tag = one.words, one.tag
    if tag == "empty":
        return EMPTY
    bears = BEARS.get(one.named) if one.named is not None else None
    return (
        (TAGGED if tag else SHORT if not one.lines and len(words) <= _SHORT and not one.stops else 0)
        | (DATED if words[-1:] in _DATE_ENDS and (tag == "date" or signed_date(one) is not None) else 0)
        | (NAMED if bears is not None and words and bears(words) else 0)
        | (CONTENTS if words[:1] == "目" and _CONTENTS.fullmatch(words) is not None else 0)
    )


def marks_of(traits: Iterable[Traits]) -> bytes:
    """The marks of these paragraphs, one byte each."""
    return bytes(map(mark_of, traits))


@cache
def _bearing(marks: int) -> re.Pattern[bytes]:
    return re.compile(b"[" + b"".join(re.escape(bytes([one])) for one in range(_ALL) if one & marks) + b"]")


def marked(marks: bytes, wanted: int, start: int, end: int) -> Iterator[int]:
    """The places from `start` up to `end` that bear any of the `wanted` marks."""
    for found in _bearing(wanted).finditer(marks, start, end):
        yield found.start()


def filled(marks: bytes, start: int, end: int) -> Iterator[int]:
    """The places from `start` up to `end` that hold text."""
    for found in _FILLED.finditer(marks, start, end):
        yield found.start()


def filled_back(marks: bytes, start: int, end: int) -> Iterator[int]:
    """The places from `end` back to `start` that hold text."""
    return (at for at in range(end - 1, start - 1, -1) if marks[at] != EMPTY)


def signed_date(one: Traits) -> FoundDate | None:
    """The date of a paragraph that holds 署名 and 成文日期 together, or None."""
    if one.tag not in ("", "drawn") or not 8 <= len(one.words) <= 120 or one.line:
        return None
    found = find_dates(one.words)
    if not found or one.words[found[-1].end :].strip(" \u3000。") or found[-1].start < 2:
        return None
    above = one.words[: found[-1].start].strip(" \u3000\t\n")
    names = [name for name in re.split(r"[\n\t]|[ \u3000]{2,}", above) if name.strip()]
    return found[-1] if names and all(is_organ(name) for name in names) and len(above) <= LONGEST_SIGNATURE else None
