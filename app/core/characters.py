"""The standard characters (《通用规范汉字表》, 2013) and the standard form of traditional and compatibility characters.

Data: `resources/lexicon/characters.txt` (the table's three levels) and `traditional.tsv` (traditional → simplified).
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from app.core.profile import RESOURCES

_FOLDER = RESOURCES / "lexicon"
_HAN = (("\u2e80", "\u2fdf"), ("\u3400", "\u9fff"), ("\uf900", "\ufaff"), ("\U00020000", "\U000323af"))


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
    if _usual().issuperset(text):
        return
    odd = {letter for letter in set(text).difference(_usual()) if any(a <= letter <= b for a, b in _HAN)}
    if odd:
        yield from ((at, letter) for at, letter in enumerate(text) if letter in odd)


@lru_cache(maxsize=1)
def _usual() -> frozenset[str]:
    """The table, and what is no Han character at all and often met."""
    others = (*range(0x20, 0x2E80), *range(0x3000, 0x3400), *range(0xFF00, 0xFFF0))
    return frozenset("".join(levels())).union(map(chr, others))


def is_compatible(character: str) -> bool:
    """Whether it is a radical or compatibility character: it looks like a character of the table and is another code."""
    return "\u2e80" <= character <= "\u2fdf" or "\uf900" <= character <= "\ufaff"


def standard_form(character: str) -> str | None:
    """The character of the table that is meant by one outside it, or None."""
    plain = unicodedata.normalize("NFKC", character)
    if plain != character:
        return _simplified().get(plain, plain)
    return _simplified().get(character)
