"""The standard characters (《通用规范汉字表》, 2013) and the standard form of traditional and compatibility characters.

Data: `resources/lexicon/characters.txt` (the table's three levels) and `traditional.tsv` (traditional → simplified).
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from app.core.profile import RESOURCES

_FOLDER = RESOURCES / "lexicon"
_HAN = ((0x2E80, 0x2FDF), (0x3400, 0x9FFF), (0xF900, 0xFAFF))
_FAR = re.compile("[\U00020000-\U000323af]")


@lru_cache(maxsize=1)
def levels() -> tuple[str, str, str]:
    """The table's characters of the first, second and third level, in its order."""
    _, first, second, third = (_FOLDER / "characters.txt").read_text(encoding="utf-8").splitlines()
    return first, second, third


@lru_cache(maxsize=1)
def _simplified() -> dict[str, str]:
    with (_FOLDER / "traditional.tsv").open(encoding="utf-8", newline="") as file:
        return {row["written"]: row["standard"] for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}


def outside_table(text: str) -> Iterator[tuple[int, str]]:
    """(offset, character) of every Han character, radical or compatibility character of `text` outside the table."""
    for match in _common().finditer(text):
        yield match.start(), match.group()
    if _FAR.search(text):
        standard = _standard()
        yield from ((m.start(), m.group()) for m in _FAR.finditer(text) if m.group() not in standard)


@lru_cache(maxsize=1)
def _standard() -> frozenset[str]:
    return frozenset("".join(levels()))


@lru_cache(maxsize=1)
def _common() -> re.Pattern[str]:
    """One class of the first plane only: with a character beyond it the engine would look through ranges one by one."""
    standard = _standard()
    spans: list[list[int]] = []
    for first, last in _HAN:
        for code in range(first, last + 1):
            if chr(code) in standard:
                continue
            if spans and spans[-1][1] == code - 1:
                spans[-1][1] = code
            else:
                spans.append([code, code])
    return re.compile("[" + "".join(f"{chr(a)}-{chr(b)}" if a < b else chr(a) for a, b in spans) + "]")


def is_compatible(character: str) -> bool:
    """Whether it is a radical or compatibility character: it looks like a character of the table and is another code."""
    return "\u2e80" <= character <= "\u2fdf" or "\uf900" <= character <= "\ufaff"


def standard_form(character: str) -> str | None:
    """The character of the table that is meant by one outside it, or None."""
    plain = unicodedata.normalize("NFKC", character)
    if plain != character:
        return _simplified().get(plain, plain)
    return _simplified().get(character)
