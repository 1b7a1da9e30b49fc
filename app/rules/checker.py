"""The checker: runs the rules over a report, again only where something changed.

Rules of a paragraph run again when it changed, those of a window when a neighbour did, those of the report when what they
declare to depend on did (`app.rules.changes`); what they found is kept by paragraph and by cause (`app.rules.standing`).
"""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterable, Iterator
from dataclasses import replace
from functools import partial

from app.core.annual import as_of
from app.core.findings import Finding
from app.core.gathering import hand_on
from app.core.report import Kind, Paragraph, Report
from app.rules.api import Context, Found, Rule, Window
from app.rules.batching import settled
from app.rules.changes import WORDS_ALONE, Changes, changes_between
from app.rules.dictionary import KnownWords
from app.rules.said import Said
from app.rules.selection import Bound, ByLetters, applies, rules_for, suits
from app.rules.standing import FAR, Cause, Order, Pairs, Standing
from app.rules.styles import with_choice

_CHECKED = 0.9  # of the work is done when all rules have run


class Checker:
    """Checks one report again and again; make a new one when profile, mode or stage change."""

    def __init__(self, context: Context, select: Collection[str] | None = None, ignore: Collection[str] = ()) -> None:
        """`select` and `ignore` are rule codes, aliases or code prefixes such as GW-PUNC; rules that are off by default
        are selected by their own code only.

        Raises ProfileError when the profile overrides a rule with a value of the wrong type.
        """
        self.context = context
        self._rules = rules_for(context, select, ignore)
        self._active: tuple[Rule, ...] | None = None
        self._active_for: tuple[str, str | None] | None = None
        self._start_anew()

    def _start_anew(self) -> None:
        self._last: Report | None = None
        self._stale_paragraphs: dict[int, None] = {}
        self._stale_windows: dict[int, None] = {}
        self._stale_rules: set[str] = set()
        self._windows: dict[int, Window] = {}
        self._said: dict[str, Said] = {}
        self._changed: set[int] = set()  # paragraphs, since all rules of the report were up to date
        self._known = KnownWords(self.context.dictionary)
        self._standing = Standing()
        self._places: Order | None = None
        self._chosen: dict[Cause, tuple[Finding, Finding]] = {}
        self._looks_changed = False

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
        self._take(report)
        yield from self._check_paragraphs(report)
        yield from self._check_windows(report)
        yield from self._check_report(report)
        for _ in self._standing.settle(partial(self._known.is_known, report)):
            yield _CHECKED
        if self._places is None:
            self._places = _places(report)
        yield from self._make_findings(report, self._places)
        return tuple(_in_order((chosen for _, chosen in self._chosen.values()), self._places))

    def _activate(self, report: Report) -> None:
        what = (report.source, report.elements.genre)  # all that `applies` asks of the report
        if what == self._active_for:
            return
        self._active_for = what
        active = tuple(r for r in self._rules if applies(r, self.context, report))
        if active == self._active:
            return
        self._active = active
        self._start_anew()
        self._by_kind: dict[tuple[Kind, bool], ByLetters] = {}
        self._by_window_kind: dict[tuple[Kind, bool], list[tuple[Rule, Bound]]] = {}
        self._by_paragraph = [(r, self._bind(r)) for r in active if r.scope == "paragraph"]
        self._by_window = [(r, self._bind(r)) for r in active if r.scope == "window"]
        self._by_report = [(r, self._bind(r)) for r in active if r.scope == "report"]

    def _bind(self, rule: Rule) -> Bound:
        given: dict[str, object] = {"c": self.context} if rule.wants_context else {}
        return partial(rule.check, **given, **rule.settings) if given or rule.settings else rule.check

    def _take(self, report: Report) -> None:
        """Note what must be looked at again; what an earlier check that was given up left undone stays noted."""
        if self._last is None:
            self._stale_paragraphs = dict.fromkeys(p.uid for p in (*report.paragraphs, *report.others))
            self._stale_windows = dict.fromkeys(p.uid for p in report.paragraphs)
            self._stale_rules = {rule.code for rule, _ in self._by_report}
            self._standing.day = as_of(report)
        elif report is not self._last:
            changes = changes_between(self._last, report)
            hand_on(self._last, report, [new for (_, new), _ in changes.pairs if new is not None])
            self._take_changes(report, changes)
        self._last = report

    def _take_changes(self, report: Report, changes: Changes) -> None:
        texts: list[str] = []
        for (old, new), _ in changes.pairs:
            texts += [p.text for p in (old, new) if p is not None]
            if new is not None:
                self._stale_paragraphs[new.uid] = None
            elif old is not None and old.uid not in report.by_uid:
                self._forget(old.uid)
        flow = report.paragraphs
        self._stale_windows.update((flow[at].uid, None) for at in changes.near if 0 <= at < len(flow))
        for rule, _ in self._by_report:
            said = self._said.get(rule.code) or Said()
            if changes.concern(rule, said.speaks_of, () if "text" in rule.reads else self._reword(rule, said, changes, report)):
                self._stale_rules.add(rule.code)
        self._changed |= changes.uids
        if changes.moved or changes.beside:
            self._places = None
        self._standing.look_again(self._known.look_again(report, texts, "elements" in changes.whole))
        if changes.moved:
            self._stale_windows.update((p.uid, None) for p in flow)
            self._standing.reorder()
        day = as_of(report)
        if day != self._standing.day:
            self._standing.day = day
            self._standing.look_again_everywhere()
        self._looks_changed |= changes.looks

    def _reword(self, rule: Rule, said: Said, changes: Changes, report: Report) -> Collection[int]:
        """Tell findings of a rule that reads no words the new words of their paragraphs; of which that was possible."""
        done: list[int] = []
        for (old, new), what in changes.pairs:
            if old is not None and new is not None and what == WORDS_ALONE and said.reword(old, new):
                self._show(rule, said, new.uid, report)
                done.append(new.uid)
        return done

    def _forget(self, uid: int) -> None:
        for stale in (self._stale_paragraphs, self._stale_windows, self._windows):
            stale.pop(uid, None)
        self._standing.drop(uid)

    def _check_paragraphs(self, report: Report) -> Iterator[float]:
        stale = self._stale_paragraphs
        for at, uid in enumerate(tuple(stale)):
            self._standing.put("paragraph", uid, self._run_on_paragraph(report.by_uid[uid], report))
            del stale[uid]
            yield _CHECKED * 0.4 * at / (at + 1 + len(stale))

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

    def _for_kind(self, kind: Kind, in_flow: bool) -> ByLetters:
        known = self._by_kind.get((kind, in_flow))
        if known is None:
            known = self._by_kind[kind, in_flow] = ByLetters(
                (rule, run) for rule, run in self._by_paragraph if suits(rule, kind, in_flow)
            )
        return known

    def _check_windows(self, report: Report) -> Iterator[float]:
        stale, order = self._stale_windows, report.order
        row = (None, None, *report.paragraphs, None, None)
        for at, uid in enumerate(tuple(stale)):
            place = order[uid]
            before2, before, p, after, after2 = row[place : place + 5]
            assert p is not None
            window = Window(p, before, after, before2, after2)
            if not _same(self._windows.get(uid), window):
                self._windows[uid] = window
                rules = self._windows_of(p.role.kind, p.in_flow)
                found = [(r, one) for r, run in rules if p.role.confidence >= r.needs for one in run(w=window)]
                self._standing.put("window", uid, self._settled(found, report))
            del stale[uid]
            yield _CHECKED * (0.4 + 0.1 * at / (at + 1 + len(stale)))

    def _windows_of(self, kind: Kind, in_flow: bool) -> list[tuple[Rule, Bound]]:
        known = self._by_window_kind.get((kind, in_flow))
        if known is None:
            known = self._by_window_kind[kind, in_flow] = [
                (rule, run) for rule, run in self._by_window if suits(rule, kind, in_flow)
            ]
        return known

    def _check_report(self, report: Report) -> Iterator[float]:
        for at, (rule, run) in enumerate(self._by_report):
            if rule.code in self._stale_rules:
                self._put(rule, run(r=report), report)
                self._stale_rules.discard(rule.code)
                yield _CHECKED * (0.5 + 0.5 * at / len(self._by_report))
        self._changed = set()

    def _put(self, rule: Rule, found: Iterable[Found], report: Report) -> None:
        said = self._said.setdefault(rule.code, Said())
        for uid in said.renew(found, self._changed):
            self._show(rule, said, uid, report)

    def _show(self, rule: Rule, said: Said, uid: int | None, report: Report) -> None:
        self._standing.put(rule.code, uid, self._settled(((rule, one) for one in said.at.get(uid, ())), report))

    def _make_findings(self, report: Report, place: Order) -> Iterator[float]:
        for cause, finding in self._standing.changed(place):
            if finding is None:
                self._chosen.pop(cause, None)
            elif self._choose(cause, finding, report):
                yield _CHECKED
        if self._looks_changed:
            for cause, (finding, _) in tuple(self._chosen.items()):
                if self._choose(cause, finding, report):
                    yield _CHECKED
            self._looks_changed = False

    def _choose(self, cause: Cause, finding: Finding, report: Report) -> bool:
        """Keep the finding with the choice that it offers; whether thousands of paragraphs may have been looked at for that."""
        before, chosen = self._chosen.get(cause, (None, None))
        same = before is not None and before.fixes == finding.fixes and before.message == finding.message
        if chosen is None or self._looks_changed or not same:
            chosen = with_choice(finding, report, self.context.profile)
            self._chosen[cause] = (finding, chosen)
            return chosen.alternative is not None
        if finding is not before:
            both = replace(finding, message=chosen.message, alternative=chosen.alternative)
            self._chosen[cause] = (finding, both if chosen.alternative is not None else finding)
        return False


def _same(a: Window | None, b: Window) -> bool:
    return a is not None and (
        a.p is b.p and a.before is b.before and a.after is b.after and a.before2 is b.before2 and a.after2 is b.after2
    )


def _places(report: Report) -> dict[int | None, int]:
    """Where paragraphs stand: the flow first; the whole document before all."""
    places: dict[int | None, int] = {None: -1, **report.order}
    count = len(report.paragraphs)
    places.update((p.uid, count + at) for at, p in enumerate(report.others))
    return places


def _in_order(findings: Iterable[Finding], places: Order) -> list[Finding]:
    def place(finding: Finding) -> tuple[int, int, int, str, str]:
        spot = finding.spot
        return (places.get(spot.uid, FAR), spot.start, -finding.severity, finding.code, finding.key)

    return sorted(findings, key=place)
