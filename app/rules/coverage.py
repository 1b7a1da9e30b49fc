"""Clause by clause: which rules check it, and why no program can check the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import msgspec

from app.core.profile import RESOURCES
from app.rules import load
from app.rules.api import Rule
from app.rules.coverage_reasons import NOT_CHECKABLE

_CITED = re.compile(r"(?P<standard>GB/T \d+(?:\.\d)?(?:-\d{4})?|《[^》]+》)?\s*(?P<rest>[^；]*)")
_RANGE = re.compile(r"([\d.]+)\s*[—–-]\s*([\d.]+)")
_PART = re.compile(
    r"[A-Z]?\.?\d+(?:\.\d+)*|[A-Z](?:\.\d+)+|第[一二三四五六七八九十]+条|（[一二三四五六七八九十]+）|年度报告\w*(?:（[一二三四五]）)?"
)
_WITHOUT_YEAR = re.compile(r"-\d{4}$")


class Standard(msgspec.Struct, frozen=True):
    """A standard: its name as clauses cite it, its title, and [clause, what it asks, why it cannot be checked] rows."""

    name: str
    title: str
    clauses: tuple[tuple[str, str, str], ...]


class _File(msgspec.Struct, frozen=True):
    standard: tuple[Standard, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One clause: `rules` check it, or `because` says why nothing does (both empty: a gap)."""

    standard: Standard
    clause: str
    asks: str
    rules: tuple[Rule, ...]
    because: str


@cache
def standards() -> tuple[Standard, ...]:
    """The standards with their clauses, in our own words."""
    return msgspec.toml.decode((RESOURCES / "standards" / "clauses.toml").read_bytes(), type=_File).standard


@cache
def catalogue() -> dict[str, str]:
    """Every code of the catalogue with its requirement."""
    lines = (RESOURCES / "standards" / "codes.tsv").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t", 1) for line in lines)  # pyright: ignore[reportArgumentType, reportReturnType]


def coverage() -> list[Row]:
    """Every clause of every standard, in order, with the rules that cite it (or a clause below it that has no row)."""
    cited: dict[tuple[str, str], list[Rule]] = {}
    for rule in sorted(load().values(), key=lambda rule: rule.code):
        for key in dict.fromkeys(citations(rule.clause)):
            cited.setdefault(key, []).append(rule)
    return [
        _row(standard, clause, asks, because, cited) for standard in standards() for clause, asks, because in standard.clauses
    ]


def _row(standard: Standard, clause: str, asks: str, because: str, cited: dict[tuple[str, str], list[Rule]]) -> Row:
    rows = {name for name, _, _ in standard.clauses}
    found = [
        rule
        for (name, where), rules in cited.items()
        if name == _short(standard.name) and (where == clause or (where not in rows and _nearest(where, rows) == clause))
        for rule in rules
    ]
    rules = tuple({rule.code: rule for rule in found}.values())
    return Row(standard, clause, asks, rules, "" if rules else NOT_CHECKABLE.get(f"{standard.name} {clause}", because))


def _nearest(where: str, rows: set[str]) -> str | None:
    """The row of the clause that `where` is below of."""
    while where:
        where = re.sub(r"(?:\.\d+|（[一二三四五六七八九十]+）|.)$", "", where)
        if where in rows:
            return where
    return None


def citations(clause: str) -> Iterator[tuple[str, str]]:
    """(standard, clause) pairs that a rule's clause names, e.g. "GB/T 9704-2012 6.2、7.5；实务"."""
    standard = ""
    for piece in clause.split("；"):
        match = _CITED.fullmatch(piece.strip())
        if match is None:
            continue
        standard = match["standard"] or standard
        article = ""
        yield from ((_short(standard), part) for part in _between(standard, match["rest"]))
        for part in _PART.findall(match["rest"]):
            if part.startswith("（"):
                yield _short(standard), article + part
            elif part.startswith("第"):
                article = part
                if not re.search(re.escape(part) + r"（", match["rest"]):
                    yield _short(standard), part
            else:
                yield _short(standard), part


def _between(standard: str, words: str) -> Iterator[str]:
    """The clauses inside a range such as 4.1.2—4.7.2: those of the same last number (the forms of the marks)."""
    found = _RANGE.search(words)
    if found is None:
        return
    first, last = (tuple(map(int, end.split("."))) for end in found.groups())
    for one in standards():
        for clause, _, _ in one.clauses if _short(one.name) == _short(standard) else ():
            numbers = tuple(map(int, clause.split("."))) if clause.replace(".", "").isdigit() else ()
            if first < numbers < last and numbers[-1:] == first[-1:]:
                yield clause


def _short(standard: str) -> str:
    return _WITHOUT_YEAR.sub("", standard)


def unaccounted() -> list[str]:
    """The codes of the catalogue that are neither a rule, nor an alias of one, nor have a reason why they cannot be checked."""
    known = {code for rule in load().values() for code in (rule.code, *rule.aliases)}
    return [code for code in catalogue() if code not in known and code not in NOT_CHECKABLE]
