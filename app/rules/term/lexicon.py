"""The word list `resources/lexicon/confusables.tsv`, searched once a text.

Columns: `wrong` (literal words, `|` between them, any of which makes the row a candidate), `right` (what replaces the
match; in full-width brackets it is advice without a fix), `level`, `category`, `pattern` (a regular expression where
the words alone are not enough: mostly the neighbours with which the letters are other words), `note`, `sample_bad` and
`sample_ok` (`|` between samples), `source` (where the right form stands or the pair is listed) and `licence`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import itemgetter

import msgspec

from app.core.findings import Severity
from app.core.profile import RESOURCES
from app.core.words import WordIndex

LEXICON = RESOURCES / "lexicon" / "confusables.tsv"
_COLUMNS = ("wrong", "right", "level", "category", "pattern", "note", "sample_bad", "sample_ok", "source", "licence")
_LEVELS = {"error": Severity.ERROR, "warning": Severity.WARNING, "info": Severity.INFO}


class Entry(msgspec.Struct, frozen=True, eq=False, dict=True):
    """One row of the list; `pattern` always matches exactly what `right` replaces."""

    words: tuple[str, ...]
    right: str
    severity: Severity
    category: str
    regex: str
    note: str
    samples: tuple[str, str]
    source: str
    licence: str

    @property
    def sample_bad(self) -> tuple[str, ...]:
        """Sentences in which the row speaks."""
        return tuple(filter(None, self.samples[0].split("|")))

    @property
    def sample_ok(self) -> tuple[str, ...]:
        """Sentences in which it is silent."""
        return tuple(filter(None, self.samples[1].split("|")))

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Compiled when one of the words is first met."""
        return re.compile(self.regex or "|".join(map(re.escape, self.words)))

    @property
    def is_advice(self) -> bool:
        """Whether `right` says what to do instead of what to write."""
        return self.right.startswith("（")


@dataclass(frozen=True, slots=True)
class Hit:
    """Characters start..end of a text match `entry`."""

    start: int
    end: int
    entry: Entry


@lru_cache(maxsize=1)
def entries() -> tuple[Entry, ...]:
    """Every row of the list, in its order."""
    with LEXICON.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        columns = itemgetter(*map(next(rows).index, _COLUMNS))
        return tuple(_entry(columns(row)) for row in rows)


def _entry(row: tuple[str, ...]) -> Entry:
    wrong, right, level, category, pattern, note, bad, ok, source, licence = row
    return Entry(tuple(wrong.split("|")), right, _LEVELS[level], category, pattern, note, (bad, ok), source, licence)


@lru_cache(maxsize=1)
def _index() -> tuple[WordIndex, dict[str, tuple[Entry, ...]]]:
    by_word: dict[str, list[Entry]] = {}
    for entry in entries():
        for word in entry.words:
            by_word.setdefault(word, []).append(entry)
    return WordIndex(by_word), {word: tuple(found) for word, found in by_word.items()}


@lru_cache(maxsize=8192)
def scan(text: str) -> tuple[Hit, ...]:
    """Every match of every row in `text`, by place; of two that overlap the longer one."""
    index, by_word = _index()
    candidates = {entry: None for _, word in index.find(text) for entry in by_word[word]}
    if not candidates:
        return ()
    hits = [Hit(m.start(), m.end(), entry) for entry in candidates for m in entry.pattern.finditer(text)]
    return tuple(_apart(sorted(hits, key=lambda hit: (hit.start, hit.start - hit.end))))


def _apart(hits: list[Hit]) -> Iterator[Hit]:
    end = -1
    for hit in hits:
        if hit.start >= end:
            end = hit.end
            yield hit
