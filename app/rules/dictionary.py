"""What dictionaries and the report's own names add to the word rules: flagged words speak, known words are silent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from app.core.dictionary import Dictionary
from app.core.learned import names_with
from app.core.report import Paragraph, Report
from app.core.words import WordIndex
from app.rules.api import PRACTICE, WARNING, Found, Rule, found, retext

CODE = "UNIT-WORDS"
WORD_RULES = frozenset(
    f"GW-TERM-0{number}" for number in ("01", "02", "03", "10", "11", "13")
)  # what a name or an accepted word may be taken for


def dictionary_rules(dictionary: Dictionary) -> list[Rule]:
    """The rule that reports the flagged words; none where there are none."""
    if not dictionary.flagged:
        return []
    return [
        Rule(
            code=CODE, clause="词库", slug="flagged-word", severity=WARNING, strength=PRACTICE,
            title="词库中要改的词", reason="本单位或个人的词库规定，这个词要改写。", good=(), bad=(), check=_check(dictionary),
            scope="paragraph", wants_context=False, stories="all",
        )
    ]  # fmt: skip


def _check(dictionary: Dictionary) -> Callable[..., Iterable[Found]]:
    index = WordIndex(dictionary.flagged)

    def check(p: Paragraph) -> Iterator[Found]:
        end = -1
        for at, word in index.find(p.text):
            flag = dictionary.flagged[word]
            stands = flag.instead.find(word)
            if at < end or (stands >= 0 and p.text.startswith(flag.instead, at - stands)):
                continue  # already part of what it should become
            end = at + len(word)
            message = f"“{word}”按词库应为“{flag.instead}”" + (f"（{flag.note}）" if flag.note else "")
            yield found(p, at, end, message, fix=retext(p, at, end, flag.instead))

    return check


class KnownWords:
    """The accepted words and the names that a report makes known, by the words that word rules find there."""

    def __init__(self, dictionary: Dictionary) -> None:
        self._dictionary = dictionary
        self._names: dict[str, frozenset[str]] = {}
        self._places: dict[str, set[int]] = {}  # paragraphs where a word was asked for

    def is_known(self, report: Report, one: Found) -> bool:
        """Whether what a word rule found lies in an accepted word or in a name."""
        uid = one.spot.uid
        if uid is None:
            return False
        text, start, end = report.by_uid[uid].text, one.spot.start, one.spot.end
        word = text[start:end]
        if word not in self._names:
            self._names[word] = self._known_with(report, word)
        self._places.setdefault(word, set()).add(uid)
        return any(_covers(text, name, start, end) for name in self._names[word])

    def look_again(self, report: Report, texts: Sequence[str], elements: bool) -> frozenset[int]:
        """The paragraphs for which the answer may be another, after `texts` went or came or the report's `elements` changed."""
        uids: set[int] = set()
        for word, names in self._names.items():
            if elements or any(word in text for text in texts):
                self._names[word] = now = self._known_with(report, word)
                if now != names:
                    uids |= self._places[word]
        return frozenset(uids)

    def _known_with(self, report: Report, word: str) -> frozenset[str]:
        return names_with(report, word) | {accepted for accepted in self._dictionary.accepted if word in accepted}


def _covers(text: str, word: str, start: int, end: int) -> bool:
    """Whether `word` stands in `text` so that it holds start..end."""
    at = text.find(word, max(0, end - len(word)))
    return 0 <= at <= start and end <= at + len(word)
