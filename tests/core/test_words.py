"""Many-word search finds what looking for each word alone finds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.words import WordIndex

LETTERS = st.text(alphabet="部署贯彻^]-a1", min_size=0, max_size=40)
WORDS = st.lists(st.text(alphabet="部署贯彻^]-a1", min_size=2, max_size=4), max_size=6)


def _one_by_one(words: list[str], text: str) -> list[tuple[int, str]]:
    hits = [(at, word) for word in set(words) for at in range(len(text)) if text.startswith(word, at)]
    return sorted(hits, key=lambda hit: (hit[0], -len(hit[1])))


@given(WORDS, LETTERS)
def test_finds_every_occurrence(words: list[str], text: str) -> None:
    assert WordIndex(words).find(text) == _one_by_one(words, text)


def test_finds_words_that_share_a_beginning_and_overlap() -> None:
    index = WordIndex(["法治", "法治政府", "治政"])
    assert index.find("推进法治政府建设") == [(2, "法治政府"), (2, "法治"), (3, "治政")]


def test_an_empty_list_finds_nothing() -> None:
    assert WordIndex([]).find("推进法治政府建设") == []


def test_refuses_a_single_character() -> None:
    with pytest.raises(ValueError):
        WordIndex(["帐"])
