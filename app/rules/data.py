"""Rules that are pure data in a unit's profile (`app.core.house`), made into rules like any other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from app.core.errors import ProfileError
from app.core.gathering import gather
from app.core.house import HouseRule, compiled
from app.core.profile import Profile
from app.core.report import Paragraph, Report
from app.rules.api import ERROR, INFO, PRACTICE, WARNING, Found, Rule, Where, found, retext
from app.rules.examples import parse

PREFIX = "UNIT-"
_SEVERITIES = {"error": ERROR, "warning": WARNING, "info": INFO}
Check = Callable[..., Iterable[Found]]


def house_rules(profile: Profile) -> list[Rule]:
    """The unit's own rules. Raises ProfileError for a bad pattern, two rules of one name, or an example that does not hold."""
    rules: dict[str, Rule] = {}
    for given in profile.house:
        code = PREFIX + given.id
        if code in rules:
            raise ProfileError(f"单位规则“{given.id}”写了两次", "请给其中一条换一个编号")
        rules[code] = _rule(given)
        _try_examples(given, rules[code], profile)
    return list(rules.values())


def _rule(given: HouseRule) -> Rule:
    check, where = _check(given)
    of_report = where is not None
    return Rule(
        code=PREFIX + given.id, clause=given.basis, slug=f"unit-{given.id}", severity=_SEVERITIES[given.severity],
        strength=PRACTICE, title=given.message, reason=f"本单位的规定，依据：{given.basis}。",
        good=given.good, bad=given.bad, check=check,
        scope="report" if of_report else "paragraph", wants_context=False, stories="all",
        genres=frozenset(given.genres) or None, reads=frozenset({"text", "kinds"}) if of_report else frozenset(), where=where,
    )  # fmt: skip


def _check(given: HouseRule) -> tuple[Check, Where | None]:
    """How the rule is checked, and where: None for a rule on single paragraphs."""
    pattern = compiled(given)
    if given.kind == "require":
        holds = _required(given, pattern)
        return _require(given, holds), holds
    if given.kind == "order":
        words = _ordered(given)
        return _order(given, words), words
    makers = {"forbid": _forbid, "replace": _replace, "match": _match}
    return makers[given.kind](given, pattern), None


def _wanted(given: HouseRule, p: Paragraph) -> bool:
    return not given.where or p.kind.value in given.where


def _forbid(given: HouseRule, pattern: re.Pattern[str]) -> Check:
    def check(p: Paragraph) -> Iterator[Found]:
        for match in pattern.finditer(p.text) if _wanted(given, p) else ():
            if match.group():
                yield found(p, match.start(), match.end(), given.message)

    return check


def _replace(given: HouseRule, pattern: re.Pattern[str]) -> Check:
    def check(p: Paragraph) -> Iterator[Found]:
        for match in pattern.finditer(p.text) if _wanted(given, p) else ():
            if match.group() and not _stands_already(p.text, given.by, match):
                yield found(p, match.start(), match.end(), given.message, fix=retext(p, match.start(), match.end(), given.by))

    return check


def _stands_already(text: str, by: str, match: re.Match[str]) -> bool:
    """Whether the words at the match are part of what they should become."""
    return (
        any(one.start() <= match.start() and match.end() <= one.end() for one in re.finditer(re.escape(by), text))
        if by
        else False
    )


def _match(given: HouseRule, pattern: re.Pattern[str]) -> Check:
    def check(p: Paragraph) -> Iterator[Found]:
        if _wanted(given, p) and p.text.strip() and not pattern.fullmatch(p.text.strip()):
            yield found(p, 0, None, given.message)

    return check


def _required(given: HouseRule, pattern: re.Pattern[str]) -> Where:
    return lambda p: _wanted(given, p) and pattern.search(p.text) is not None


def _require(given: HouseRule, holds: Where) -> Check:
    def check(r: Report) -> Iterator[Found]:
        if r.paragraphs and not gather(r, holds, everywhere=True):
            yield found(None, 0, None, given.message)

    return check


def _ordered(given: HouseRule) -> Callable[[Paragraph], Sequence[tuple[int, int]]]:
    """What reads where which of the words first stands in a paragraph: (offset, number of the word)."""

    def read(p: Paragraph) -> Sequence[tuple[int, int]]:
        if not _wanted(given, p):
            return ()
        return tuple((p.text.index(word), number) for number, word in enumerate(given.words) if word in p.text)

    return read


def _order(given: HouseRule, read: Callable[[Paragraph], Sequence[tuple[int, int]]]) -> Check:
    def check(r: Report) -> Iterator[Found]:
        before, seen = -1, set[int]()
        for p, words in gather(r, read):
            for start, number in sorted(words):
                if number in seen:
                    continue
                seen.add(number)
                if number < before:
                    yield found(p, start, start + len(given.words[number]), given.message)
                before = max(before, number)

    return check


def _try_examples(given: HouseRule, rule: Rule, profile: Profile) -> None:
    for texts, should in ((given.good, False), (given.bad, True)):
        for text in texts:
            report = parse(text, profile)
            speaks = any(rule.check(r=report)) if rule.scope == "report" else any(any(rule.check(p=p)) for p in report.paragraphs)
            if speaks is not should:
                what = "的正例被报了出来" if speaks else "的反例没有报出来"
                raise ProfileError(f"单位规则“{given.id}”{what}（{text[:40]}）", "请改正规则或例子")
