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
_HAN = re.compile("[\u2e80-\u2fdf\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_MARKS_OUTSIDE_GB2312 = "—·\ufffc\u00a0"  # not in Python's table of the set, and no Han characters


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
    if in_gb2312(text) and not _gb2312_only().search(text):
        return
    for match in _HAN.finditer(text):
        if match.group() not in _table():
            yield match.start(), match.group()


def in_gb2312(text: str) -> bool:
    """Whether GB/T 2312 holds every Han character of `text`: those it lacks are counted, no letter is looked at."""
    missing = text.encode("gb2312", "replace").count(b"?") - text.count("?")
    return missing == 0 or missing == sum(map(text.count, _MARKS_OUTSIDE_GB2312))


@lru_cache(maxsize=1)
def _table() -> frozenset[str]:
    return frozenset("".join(levels()))


@lru_cache(maxsize=1)
def _gb2312_only() -> re.Pattern[str]:
    """Finds the characters of GB/T 2312 that the table does not hold."""
    rows = bytes(byte for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF) for byte in (row, cell))
    return re.compile(f"[{''.join(sorted(set(rows.decode('gb2312', 'ignore')) - _table()))}]")


def is_compatible(character: str) -> bool:
    """Whether it is a radical or compatibility character: it looks like a character of the table and is another code."""
    return "\u2e80" <= character <= "\u2fdf" or "\uf900" <= character <= "\ufaff"


def standard_form(character: str) -> str | None:
    """The character of the table that is meant by one outside it, or None."""
    plain = unicodedata.normalize("NFKC", character)
    if plain != character:
        return _simplified().get(plain, plain)
    return _simplified().get(character)
