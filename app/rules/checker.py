"""The checker: runs the rules over a report, again only where something changed.

Findings of paragraph rules are kept by the identity of the frozen paragraph, those of window rules by the identities
of the paragraph and its neighbours, those of report rules by what they declare to read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import chain

import msgspec

from app.core.annual import as_of
from app.core.errors import ProfileError
from app.core.findings import Finding, Severity
from app.core.gathering import hand_on
from app.core.report import Kind, Paragraph, Report
from app.rules import load
from app.rules.api import Context, Found, Rule, Window
from app.rules.batching import settled
from app.rules.changes import changes_between
from app.rules.data import house_rules
from app.rules.dictionary import dictionary_rules, without_known
from app.rules.precedence import settle
from app.rules.roster import roster_rules
from app.rules.styles import with_choice

_SEVERITIES = {"error": Severity.ERROR, "warning": Severity.WARNING, "info": Severity.INFO}
Bound = Callable[..., Iterable[Found]]
Pairs = tuple[tuple[Rule, Found], ...]
_CHECKED = 0.9  # of the work is done when all rules have run


class _Choice:
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


class Checker:
    """Checks one report again and again; make a new one when profile, mode or stage change."""

    def __init__(self, context: Context, select: Collection[str] | None = None, ignore: Collection[str] = ()) -> None:
        """`select` and `ignore` are rule codes, aliases or code prefixes such as GW-PUNC; rules that are off by default
        are selected by their own code only.

        Raises ProfileError when the profile overrides a rule with a value of the wrong type.
        """
        self.context = context
        self._rules = [_overridden(rule, context) for rule in load().values()]
        self._rules += [*house_rules(context.profile), *roster_rules(context.profile)]
        self._rules += dictionary_rules(context.dictionary)
        silenced = {*ignore, *context.profile.silenced}
        self._rules = [r for r in self._rules if _chosen(r, select, silenced)]
        self._active: tuple[Rule, ...] | None = None
        self._paragraphs: dict[int, tuple[Paragraph, Pairs]] = {}
        self._windows: dict[int, tuple[Window, Pairs]] = {}
        self._reports: dict[str, tuple[Pairs, frozenset[int]]] = {}
        self._last: Report | None = None

    def rule(self, code: str) -> Rule | None:
        """The rule of that code which is checked by, the unit's own included; None when there is none."""
        return next((rule for rule in self._rules if rule.code == code), None)

    def check(self, report: Report) -> tuple[Finding, ...]:
        """All findings, in reading order, document-wide ones first; worse ones first at one place."""
        steps = self.steps(report)
        while True:
            try:
                next(steps)
            except StopIteration as done:
                return done.value

    def steps(self, report: Report) -> Generator[float, None, tuple[Finding, ...]]:
        """`check` in pieces of a few milliseconds: yields how much is done (0 to 1), returns the findings.

        It may be given up at any piece; what was found until then is kept for the next time.
        """
        self._activate(report)
        pairs: list[tuple[Rule, Found]] = []
        yield from self._check_paragraphs(report, pairs)
        yield from self._check_windows(report, pairs)
        yield from self._check_report(report, pairs)
        pairs = settle(without_known(pairs, report, self.context.dictionary))
        yield _CHECKED
        merged: list[Finding] = []
        for finding in _merge(pairs, as_of(report)):
            merged.append(with_choice(finding, report, self.context.profile))
            if merged[-1].alternative is not None:
                yield _CHECKED  # thousands of paragraphs were looked at
        return tuple(_in_order(merged, report))

    def _activate(self, report: Report) -> None:
        active = tuple(r for r in self._rules if _applies(r, self.context, report))
        if active == self._active:
            return
        self._active, self._last = active, None
        self._paragraphs, self._windows, self._reports = {}, {}, {}
        self._by_kind: dict[tuple[Kind, bool], _Choice] = {}
        self._by_paragraph = [(r, self._bind(r)) for r in active if r.scope == "paragraph"]
        self._by_window = [(r, self._bind(r)) for r in active if r.scope == "window"]
        self._by_report = [(r, self._bind(r)) for r in active if r.scope == "report"]

    def _bind(self, rule: Rule) -> Bound:
        given: dict[str, object] = {"c": self.context} if rule.wants_context else {}
        return partial(rule.check, **given, **rule.settings) if given or rule.settings else rule.check

    def _check_paragraphs(self, report: Report, pairs: list[tuple[Rule, Found]]) -> Iterator[float]:
        kept: dict[int, tuple[Paragraph, Pairs]] = {}
        every = (*report.paragraphs, *report.others)
        for at, p in enumerate(every):
            known = self._paragraphs.get(p.uid)
            if known is None or known[0] is not p:
                known = self._paragraphs[p.uid] = (p, self._run_on_paragraph(p, report))
                yield _CHECKED * 0.4 * at / len(every)
            kept[p.uid] = known
            pairs += known[1]
        self._paragraphs = kept

    def _run_on_paragraph(self, p: Paragraph, report: Report) -> Pairs:
        sure = p.role.confidence
        pairs: list[tuple[Rule, Found]] = []
        for rule, run in self._for_kind(p.role.kind, p.in_flow).for_text(p.text):
            if sure >= rule.needs:
                for one in run(p=p):
                    pairs.append((rule, one))  # noqa: PERF401 - most rules find nothing, and a comprehension costs a call
        return self._settled(pairs, report)

    def _settled(self, pairs: Iterable[tuple[Rule, Found]], report: Report) -> Pairs:
        return tuple([(rule, settled(rule, one, report, self.context)) for rule, one in pairs])

    def _for_kind(self, kind: Kind, in_flow: bool) -> _Choice:
        known = self._by_kind.get((kind, in_flow))
        if known is None:
            known = self._by_kind[kind, in_flow] = _Choice(
                (rule, run)
                for rule, run in self._by_paragraph
                if (rule.kinds is None or kind in rule.kinds) and (in_flow or rule.stories == "all")
            )
        return known

    def _check_windows(self, report: Report, pairs: list[tuple[Rule, Found]]) -> Iterator[float]:
        kept: dict[int, tuple[Window, Pairs]] = {}
        row: list[Paragraph | None] = [None, None, *report.paragraphs, None, None]
        for at, p in enumerate(report.paragraphs):
            window = Window(p, row[at + 1], row[at + 3], row[at], row[at + 4])
            known = self._windows.get(p.uid)
            if known is None or not _same(known[0], window):
                found = ((r, one) for r, run in self._by_window if _suits(r, p) for one in run(w=window))
                known = self._windows[p.uid] = (window, self._settled(found, report))
                yield _CHECKED * (0.4 + 0.1 * at / len(report.paragraphs))
            kept[p.uid] = known
            pairs += known[1]
        self._windows = kept

    def _check_report(self, report: Report, pairs: list[tuple[Rule, Found]]) -> Iterator[float]:
        changes = changes_between(self._last, report) if self._last is not None else None
        if self._last is not None:
            hand_on(self._last, report)
        self._last = report
        if changes is not None:  # what may be given up must not be thought done
            for rule, _ in self._by_report:
                known = self._reports.get(rule.code)
                if known is not None and changes.concern(rule, known[1]):
                    del self._reports[rule.code]
        for at, (rule, run) in enumerate(self._by_report):
            known = self._reports.get(rule.code)
            if known is None:
                found = self._settled(((rule, one) for one in run(r=report)), report)
                known = self._reports[rule.code] = (found, _speaks_of(found))
                yield _CHECKED * (0.5 + 0.5 * at / len(self._by_report))
            pairs += known[0]


def _speaks_of(pairs: Pairs) -> frozenset[int]:
    """The paragraphs where these findings stand or that their fixes change."""
    uids = {one.spot.uid for _, one in pairs}
    edits = (edit for _, one in pairs if one.fix is not None for edit in one.fix.edits)
    uids.update(uid for edit in edits if isinstance(uid := getattr(edit, "uid", None), int))
    return frozenset(uid for uid in uids if uid is not None)


def _applies(rule: Rule, context: Context, report: Report) -> bool:
    return (
        (rule.aspect == "text" or report.source == "docx")
        and (rule.modes is None or context.mode in rule.modes)
        and (rule.stages is None or context.stage in rule.stages)
        and (rule.genres is None or report.elements.genre in rule.genres)
    )


def _suits(rule: Rule, p: Paragraph) -> bool:
    return (
        (rule.kinds is None or p.role.kind in rule.kinds)
        and p.role.confidence >= rule.needs
        and (rule.stories == "all" or p.in_flow)
    )


def _same(a: Window, b: Window) -> bool:
    return a.p is b.p and a.before is b.before and a.after is b.after and a.before2 is b.before2 and a.after2 is b.after2


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


def _merge(pairs: Iterable[tuple[Rule, Found]], day: date | None) -> Iterator[Finding]:
    causes: dict[tuple[str, str, Severity], list[tuple[Rule, Found]]] = {}
    for rule, one in pairs:
        severity = rule.severity if one.severity is None else min(one.severity, rule.severity)
        if day and rule.since and day < rule.since:
            severity = Severity.INFO
        cause = one.key or (rule.group and "group") or one.message
        causes.setdefault((rule.code, cause, severity), []).append((rule, one))
    for (code, cause, severity), members in causes.items():
        rule, first = members[0]
        many = len(members) > 1
        yield Finding(
            code=code, clause=rule.clause, strength=rule.strength, severity=severity,
            message=rule.group.format(count=len(members), message=first.message) if many and rule.group else first.message,
            spots=tuple(one.spot for _, one in members), fixes=tuple(one.fix for _, one in members),
            suggestion=first.suggestion, key=cause, departs=rule.departs,
        )  # fmt: skip


def _in_order(findings: Iterable[Finding], report: Report) -> list[Finding]:
    order = dict(report.order)
    order.update({p.uid: len(order) + at for at, p in enumerate(report.others)})

    def place(finding: Finding) -> tuple[int, int, int, str]:
        spot = finding.spot
        return (-1 if spot.uid is None else order.get(spot.uid, 1 << 30), spot.start, -finding.severity, finding.code)

    return sorted(findings, key=place)
