"""Search for many words at once: a dict keyed by each word's first two characters."""

from __future__ import annotations

import re
from collections.abc import Iterable


class WordIndex:
    """Finds every occurrence of a fixed set of words in a text.

    One regular expression jumps to every character that may be a word's first and is followed by one that may be a
    second; the pair itself is then looked up, so the cost hardly depends on the number of words.
    """

    def __init__(self, words: Iterable[str]) -> None:
        """Index `words`; raises ValueError for a word shorter than two characters."""
        by_pair: dict[str, list[str]] = {}
        for word in dict.fromkeys(words):
            if len(word) < 2:
                raise ValueError(f"a searched word needs two characters: {word!r}")
            by_pair.setdefault(word[:2], []).append(word)
        self._by_pair = {pair: tuple(sorted(found, key=len, reverse=True)) for pair, found in by_pair.items()}
        firsts, seconds = ("".join(sorted({re.escape(pair[at]) for pair in by_pair})) for at in (0, 1))
        self._start = re.compile(f"[{firsts}](?=[{seconds}])") if by_pair else None

    def find(self, text: str) -> list[tuple[int, str]]:
        """(offset, word) of every occurrence, overlapping ones included, by offset and then longest first."""
        hits: list[tuple[int, str]] = []
        for match in self._start.finditer(text) if self._start else ():
            at = match.start()
            words = self._by_pair.get(text[at : at + 2])
            if words:
                hits += [(at, word) for word in words if text.startswith(word, at)]
        return hits
