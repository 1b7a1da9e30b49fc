"""What dictionaries and the report's own names add to the word rules: flagged words speak, known words are silent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from app.core.dictionary import Dictionary
from app.core.learned import names_with
from app.core.report import Paragraph, Report
from app.core.words import WordIndex
from app.rules.api import PRACTICE, WARNING, Found, Rule, found, retext

CODE = "UNIT-WORDS"
WORD_RULES = frozenset(
    f"GW-TERM-0{number}" for number in ("01", "02", "03", "10", "11", "13")
)  # what a name or an accepted word may be taken for
Pairs = list[tuple[Rule, Found]]


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


def without_known(pairs: Pairs, report: Report, dictionary: Dictionary) -> Pairs:
    """The findings without those of word rules that lie in an accepted word or in a name the report makes known."""
    if not any(rule.code in WORD_RULES for rule, _ in pairs):
        return pairs
    known: dict[str, frozenset[str]] = {}  # by the words found

    def is_known(one: Found) -> bool:
        if one.spot.uid is None:
            return False
        text, start, end = report.by_uid[one.spot.uid].text, one.spot.start, one.spot.end
        word = text[start:end]
        if word not in known:
            known[word] = names_with(report, word) | {accepted for accepted in dictionary.accepted if word in accepted}
        return any(_covers(text, name, start, end) for name in known[word])

    return [(rule, one) for rule, one in pairs if rule.code not in WORD_RULES or not is_known(one)]


def _covers(text: str, word: str, start: int, end: int) -> bool:
    """Whether `word` stands in `text` so that it holds start..end."""
    at = text.find(word, max(0, end - len(word)))
    return 0 <= at <= start and end <= at + len(word)
