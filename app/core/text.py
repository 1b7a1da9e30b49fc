"""Text as the rules see it: full-width shadow, exempt zones (rules.md §0)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.core.report import Zone

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WIDE = {",": "，", ":": "：", ";": "；", "(": "（", ")": "）"}
_NARROW = re.compile(r"[,:;()]")
_HAN = re.compile(f"[{HAN}]")
_CHINESE = f"{HAN}“”‘’《》〈〉（）【】〔〕，。；：、？！…—·"
_SERVES_CHINESE = re.compile(rf"[,:;](?:(?<=\A.)|(?<=[{_CHINESE}%)].)|(?=[{_CHINESE}(]|\Z))")
_BRACKET = re.compile("[()]")
_LATIN_ADDRESS = re.compile(r"(?:https?://|www\.)[\x21-\x7e]+|[\w.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", re.ASCII)


def has_han(text: str) -> bool:
    """Whether `text` holds a Chinese character."""
    return _HAN.search(text) is not None


def _addresses(text: str) -> list[tuple[int, int]]:
    """Where web and mail addresses stand."""
    if "@" in text or "://" in text or "www." in text:
        return [(m.start(), m.end() - _loose_end(m.group())) for m in _LATIN_ADDRESS.finditer(text)]
    return []


def _loose_end(address: str) -> int:
    """How many marks at the end of a matched address belong to the sentence: points, and a bracket opened before it."""
    bare = address.rstrip(",;:.!?")
    while bare.endswith(")") and bare.count("(") < bare.count(")"):
        bare = bare[:-1].rstrip(",;:.!?")
    return len(address) - len(bare)


@lru_cache(maxsize=4096)
def shadow(text: str) -> str:
    """`text` with half-width `,:;()` read as full-width where they serve Chinese text; the same length.

    A mark stays as it is inside an address, between digits or Latin letters (10:00, 1,250, f(x)), and in a text
    without Chinese characters.
    """
    if not _NARROW.search(text) or not has_han(text):
        return text
    keep = _addresses(text)

    def widen(match: re.Match[str]) -> str:
        at = match.start()
        return match.group() if any(a <= at < b for a, b in keep) else _WIDE[match.group()]

    wide = _SERVES_CHINESE.sub(widen if keep else lambda match: _WIDE[match.group()], text)
    return _widen_brackets(text, wide, keep) if "(" in text or ")" in text else wide


def _widen_brackets(text: str, wide: str, keep: list[tuple[int, int]]) -> str:
    """`wide` with the brackets of `text` full-width, except pairs that hold and touch no Chinese characters."""
    out, stack = list(wide), list[int]()
    for match in _BRACKET.finditer(text):
        at = match.start()
        if any(a <= at < b for a, b in keep):
            continue
        out[at] = _WIDE[match.group()]
        if match.group() == "(":
            stack.append(at)
        elif stack and _is_latin(text, start := stack.pop(), at):
            out[start], out[at] = "(", ")"
    return "".join(out)


def _is_latin(text: str, start: int, end: int) -> bool:
    outer = (text[start - 1] if start else "") + text[end + 1 : end + 2]
    return not has_han(outer) and not has_han(text[start:end]) and not text[start + 1 : end].isdigit()


_PAIRS = tuple(
    (left, right, name, re.compile(left + "|" + right))
    for left, right, name in (("《", "》", "book"), ("“", "”", "quote"), ("‘", "’", "quote"), ("「", "」", "quote"))
)
_MAYBE_CODE = re.compile(r"[A-Z]\s?\d|[A-Za-z\d][-—–]\d|\d{11}")
_CODE = re.compile(
    r"(?:GB|AQ|HJ|JGJ|GA|DB|ISO|IEC|SY|YY|CJJ|CJ|TB|JT|DL|NY|WS)(?:/?T|/?Z)?\s?\d[\d.]*(?:[-—–]\d{2,4})?"
    r"|\b\d{4}-\d{1,2}-\d{1,2}\b|\b0\d{2,3}[-—–]\d{7,8}\b|\b1\d{10}\b|\b[A-Za-z]+\d*[-–]\d+\b",
)


@lru_cache(maxsize=4096)
def zones(text: str) -> tuple[Zone, ...]:
    """The stretches of `text` that text rules may leave alone: book, quote, address, code, in order of their start."""
    from app.core.report import Zone

    found = [Zone(start, end, name) for start, end, name in _enclosed(text)]
    found += [Zone(start, end, "address") for start, end in _addresses(text)]
    if _MAYBE_CODE.search(text):
        found += [Zone(m.start(), m.end(), "code") for m in _CODE.finditer(text)]
    return tuple(sorted(found, key=lambda zone: (zone.start, zone.end)))


def _enclosed(text: str) -> Iterator[tuple[int, int, str]]:
    for left, right, name, marks in _PAIRS:
        if left not in text or right not in text:
            continue
        depth, start = 0, 0
        for match in marks.finditer(text):
            if match.group() == left:
                start = start if depth else match.start()
                depth += 1
            elif depth:
                depth -= 1
                if depth == 0:
                    yield start, match.end(), name
