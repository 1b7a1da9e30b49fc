"""Dictionaries of a unit or a person: words that are right, and words to be flagged with what to write instead.

As text: a line a word, tab-separated `词语`, `改为`, `说明`; a word without `改为` is accepted as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from app.core.errors import ReportError

HEAD = ("词语", "改为", "说明")
LONGEST = 30  # characters of a word
MOST = 50_000  # words of one dictionary


@dataclass(frozen=True, slots=True)
class Flagged:
    """What to write instead of a flagged word, and why ("" where nothing was given)."""

    instead: str
    note: str = ""


@dataclass(frozen=True)
class Dictionary:
    """Words that are right, and words that are not with what to write instead."""

    accepted: frozenset[str] = frozenset()
    flagged: Mapping[str, Flagged] = field(default_factory=dict[str, Flagged])

    def with_accepted(self, word: str) -> Dictionary:
        """With `word` accepted, and no longer flagged."""
        rest = {one: flag for one, flag in self.flagged.items() if one != word}
        return replace(self, accepted=self.accepted | {word}, flagged=rest)

    def with_flagged(self, word: str, instead: str, note: str = "") -> Dictionary:
        """With `word` flagged, and no longer accepted."""
        return replace(self, accepted=self.accepted - {word}, flagged={**self.flagged, word: Flagged(instead, note)})

    def without(self, words: Iterable[str]) -> Dictionary:
        """Without these words."""
        gone = set(words)
        return replace(self, accepted=self.accepted - gone, flagged={w: f for w, f in self.flagged.items() if w not in gone})

    def joined(self, over: Dictionary) -> Dictionary:
        """This dictionary with `over` laid over it: where both know a word, `over` says."""
        accepted = (self.accepted - over.flagged.keys()) | over.accepted
        flagged = {word: flag for word, flag in self.flagged.items() if word not in over.accepted}
        return Dictionary(accepted, {**flagged, **over.flagged})

    def __len__(self) -> int:
        return len(self.accepted) + len(self.flagged)


def what_is_wrong(word: str) -> str | None:
    """Why `word` cannot be a word of a dictionary (a Chinese sentence), or None."""
    if not 2 <= len(word) <= LONGEST:
        return f"词语要有2至{LONGEST}个字：“{word[:LONGEST]}”"
    if any(letter.isspace() or not letter.isprintable() for letter in word):
        return f"词语里不能有空格和换行：“{word.strip()}”"
    return None


def parse_dictionary(text: str) -> Dictionary:
    """The dictionary in that text; blank lines and lines that start with # say nothing.

    Raises ReportError with the line that cannot be read.
    """
    accepted: set[str] = set()
    flagged: dict[str, Flagged] = {}
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        word, instead, note = (*(part.strip() for part in line.split("\t")), "", "")[:3]
        if number == 1 and word == HEAD[0]:
            continue
        problem = what_is_wrong(word)
        if problem:
            raise ReportError(f"第{number}行读不了（{problem}）", "每行一个词，用制表符隔开：词语、改为、说明")
        if instead and instead != word:
            flagged[word] = Flagged(instead, note)
        else:
            accepted.add(word)
    if len(accepted) + len(flagged) > MOST:
        raise ReportError(f"词语超过{MOST}个", "请分成几份，只留下用得着的")
    return Dictionary(frozenset(accepted - flagged.keys()), flagged)


def dump_dictionary(dictionary: Dictionary) -> str:
    """`dictionary` as text, sorted, with a head line."""
    rows = [(word, "", "") for word in dictionary.accepted]
    rows += [(word, flag.instead, flag.note) for word, flag in dictionary.flagged.items()]
    return "".join("\t".join(row).rstrip("\t") + "\n" for row in (HEAD, *sorted(rows)))
