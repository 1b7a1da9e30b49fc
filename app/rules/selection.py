"""Which rules check a report: chosen by code, overridden by the profile, fit for the report and for its paragraphs."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from itertools import chain

import msgspec

from app.core.errors import ProfileError
from app.core.findings import Severity
from app.core.report import Kind, Report
from app.rules import load
from app.rules.api import Context, Found, Rule
from app.rules.data import house_rules
from app.rules.dictionary import dictionary_rules
from app.rules.roster import roster_rules

Bound = Callable[..., Iterable[Found]]
_SEVERITIES = {"error": Severity.ERROR, "warning": Severity.WARNING, "info": Severity.INFO}


def rules_for(context: Context, select: Collection[str] | None, ignore: Collection[str]) -> list[Rule]:
    """The rules by which a report is checked, the unit's own among them, as the profile overrides them.

    `select` and `ignore` are codes, aliases or code prefixes; rules that are off by default are selected by their own code.
    Raises ProfileError when the profile overrides a rule with a value of the wrong type.
    """
    rules = [_overridden(rule, context) for rule in load().values()]
    rules += [*house_rules(context.profile), *roster_rules(context.profile), *dictionary_rules(context.dictionary)]
    silenced = {*ignore, *context.profile.silenced}
    return [rule for rule in rules if _chosen(rule, select, silenced)]


def applies(rule: Rule, context: Context, report: Report) -> bool:
    """Whether the rule has to do with a report of that source and 文种, checked in that mode and at that stage."""
    return (
        (rule.aspect == "text" or report.source == "docx")
        and (rule.modes is None or context.mode in rule.modes)
        and (rule.stages is None or context.stage in rule.stages)
        and (rule.genres is None or report.elements.genre in rule.genres)
    )


def suits(rule: Rule, kind: Kind, in_flow: bool) -> bool:
    """Whether the rule looks at paragraphs of that kind, in the flow or elsewhere."""
    return (rule.kinds is None or kind in rule.kinds) and (in_flow or rule.stories == "all")


class ByLetters:
    """The paragraph rules of one kind, those with `chars` found by the characters that a text holds."""

    def __init__(self, rules: Iterable[tuple[Rule, Bound]]) -> None:
        self._always: list[tuple[Rule, Bound]] = []
        self._sometimes: dict[str, tuple[Rule, Bound]] = {}
        self._by_letter: dict[str, set[str]] = {}
        for rule, run in rules:
            if not rule.chars:
                self._always.append((rule, run))
                continue
            self._sometimes[rule.code] = (rule, run)
            for letter in rule.chars:
                self._by_letter.setdefault(letter, set()).add(rule.code)
        letters = re.escape("".join(sorted(self._by_letter)))
        self._letters = re.compile(f"[{letters}]") if letters else None

    def for_text(self, text: str) -> Iterable[tuple[Rule, Bound]]:
        """The rules that may have something to say about `text`."""
        letters = set(self._letters.findall(text)) if self._letters else None
        if not letters:
            return self._always
        codes = set[str]().union(*map(self._by_letter.__getitem__, letters))
        return chain(self._always, map(self._sometimes.__getitem__, codes))


def _overridden(rule: Rule, context: Context) -> Rule:
    for code in (*rule.aliases, rule.code):
        given = dict(context.profile.rules.get(code, {}))
        if not given:
            continue
        enabled = bool(given.pop("enabled", rule.enabled))
        severity = _SEVERITIES.get(str(given.pop("severity", "")), rule.severity)
        rule = replace(rule, enabled=enabled, severity=severity, settings=_settings(rule, given), departs=context.profile.basis)
    return rule


def _settings(rule: Rule, given: Mapping[str, object]) -> dict[str, object]:
    settings: dict[str, object] = dict(rule.settings)
    for name, value in given.items():
        if name not in settings:
            known = "、".join(settings) or "（该条没有设置）"
            raise ProfileError(f"检查方案为 {rule.code} 写了不认识的设置“{name}”", f"请改为：{known}")
        try:
            settings[name] = msgspec.convert(value, type(settings[name]))
        except msgspec.ValidationError as error:
            raise ProfileError(f"检查方案中 {rule.code} 的设置“{name}”类型不对", "请参照内置方案改正") from error
    return settings


def _chosen(rule: Rule, select: Collection[str] | None, ignore: Collection[str]) -> bool:
    codes = (rule.code, *rule.aliases)
    if any(_named(code, ignore) for code in codes):
        return False
    if select is not None and any(code in select for code in codes):
        return True  # named by its own code, even one that is off by default
    return rule.enabled and (select is None or any(_named(code, select) for code in codes))


def _named(code: str, names: Collection[str]) -> bool:
    return any(code == name or code.startswith(f"{name}-") for name in names)
