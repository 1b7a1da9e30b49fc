"""The smallest replacements that make one text of another, so that an edit touches only the characters that change."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from app.core.report import OBJECT

_SIMILAR = 0.3  # below it, matching letters between two texts are chance, and one replacement is the smaller change
_COMPARED = 4000  # characters; comparing longer texts letter by letter takes longer than a key may


@dataclass(frozen=True, slots=True)
class Replace:
    """Characters start..end become `new`."""

    start: int
    end: int
    new: str


def differences(old: str, new: str) -> list[Replace]:
    """The smallest replacements, in order, that make `new` of `old`."""
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    a, b = old[head : len(old) - tail], new[head : len(new) - tail]
    if not a and not b:
        return []
    whole = [Replace(head, head + len(a), b)]
    if not a or not b or len(a) * len(b) > _COMPARED * _COMPARED // 4:
        return whole
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    if OBJECT not in a and (max(len(a), len(b)) < 4 or matcher.ratio() < _SIMILAR):
        return whole
    if OBJECT in a and matcher.ratio() < _SIMILAR:
        return _around_objects(a, b, head)
    return [Replace(head + i, head + j, b[k:m]) for tag, i, j, k, m in matcher.get_opcodes() if tag != "equal"]


def _around_objects(a: str, b: str, shift: int) -> list[Replace]:
    """Unlike texts with objects: the objects are matched in order, what stands between them is replaced."""
    old_parts, new_parts = a.split(OBJECT), b.split(OBJECT)
    shared = min(len(old_parts), len(new_parts))
    if shared == 1:
        return [Replace(shift, shift + len(a), b)]
    old_parts = [*old_parts[: shared - 1], OBJECT.join(old_parts[shared - 1 :])]
    new_parts = [*new_parts[: shared - 1], OBJECT.join(new_parts[shared - 1 :])]
    out: list[Replace] = []
    for old, new in zip(old_parts, new_parts, strict=True):
        if old != new:
            out.append(Replace(shift, shift + len(old), new))
        shift += len(old) + 1
    return out


def _common(a: str, b: str) -> int:
    limit = min(len(a), len(b))
    count = 0
    while count < limit and a[count] == b[count]:
        count += 1
    return count
