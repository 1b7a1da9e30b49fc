"""Rules that are pure data in a unit's profile (`app.core.house`), made into rules like any other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from app.core.errors import ProfileError
from app.core.house import HouseRule, compiled
from app.core.profile import Profile
from app.core.report import Paragraph, Report
from app.rules.api import ERROR, INFO, PRACTICE, WARNING, Found, Rule, found, retext
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
    pattern = compiled(given)
    checks: dict[str, Check] = {
        "forbid": _forbid(given, pattern), "replace": _replace(given, pattern), "match": _match(given, pattern),
        "require": _require(given, pattern), "order": _order(given),
    }  # fmt: skip
    of_report = given.kind in ("require", "order")
    return Rule(
        code=PREFIX + given.id, clause=given.basis, slug=f"unit-{given.id}", severity=_SEVERITIES[given.severity],
        strength=PRACTICE, title=given.message, reason=f"本单位的规定，依据：{given.basis}。",
        good=given.good, bad=given.bad, check=checks[given.kind],
        scope="report" if of_report else "paragraph", wants_context=False, stories="all",
        genres=frozenset(given.genres) or None, reads=frozenset({"text", "kinds"}) if of_report else frozenset(),
    )  # fmt: skip


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


def _require(given: HouseRule, pattern: re.Pattern[str]) -> Check:
    def check(r: Report) -> Iterator[Found]:
        if r.paragraphs and not any(pattern.search(p.text) for p in (*r.paragraphs, *r.others) if _wanted(given, p)):
            yield found(None, 0, None, given.message)

    return check


def _order(given: HouseRule) -> Check:
    def check(r: Report) -> Iterator[Found]:
        firsts = [first for number, word in enumerate(given.words) if (first := _first(given, r, number, word))]
        before = -1
        for _, start, number, p in sorted(firsts, key=lambda place: place[:2]):
            if number < before:
                yield found(p, start, start + len(given.words[number]), given.message)
            before = max(before, number)

    return check


def _first(given: HouseRule, r: Report, number: int, word: str) -> tuple[int, int, int, Paragraph] | None:
    """Where word number `number` first stands: (paragraph's position, offset, number, paragraph)."""
    for at, p in enumerate(r.paragraphs):
        if word in p.text and _wanted(given, p):
            return at, p.text.index(word), number, p
    return None


def _try_examples(given: HouseRule, rule: Rule, profile: Profile) -> None:
    for texts, should in ((given.good, False), (given.bad, True)):
        for text in texts:
            report = parse(text, profile)
            speaks = any(rule.check(r=report)) if rule.scope == "report" else any(any(rule.check(p=p)) for p in report.paragraphs)
            if speaks is not should:
                what = "的正例被报了出来" if speaks else "的反例没有报出来"
                raise ProfileError(f"单位规则“{given.id}”{what}（{text[:40]}）", "请改正规则或例子")
