"""Every rule's examples: good is silent, bad speaks, the fix gives exactly the second text, fixing again changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.core.apply import apply
from app.core.findings import Finding, Safety
from app.core.profile import Profile
from app.core.report import ParagraphFormat, Report, Run
from app.rules import load
from app.rules.api import Context, Example, Rule
from app.rules.checker import Checker
from app.rules.examples import parse

RULES = tuple(load().values())


def _named(rule: Rule, example: str) -> object:
    return pytest.param(rule, example, id=f"{rule.code}-{example[:24]}")


def _good() -> Iterator[object]:
    for rule in RULES:
        yield from (_named(rule, example) for example in rule.good if isinstance(example, str))


def _bad() -> Iterator[object]:
    for rule in RULES:
        for example in rule.bad:
            text: Example = example[0] if isinstance(example, tuple) else example
            if isinstance(text, str):
                yield _named(rule, text)


def _pairs() -> Iterator[object]:
    for rule in RULES:
        for example in rule.bad:
            if isinstance(example, tuple) and isinstance(example[0], str) and isinstance(example[1], str):
                yield pytest.param(rule, example[0], example[1], id=f"{rule.code}-{example[0][:24]}")


def _findings(rule: Rule, report: Report, profile: Profile) -> list[Finding]:
    checker = Checker(_context(rule, profile), select=[rule.code])
    return [f for f in checker.check(report) if f.code == rule.code]


def _context(rule: Rule, profile: Profile) -> Context:
    mode = "auto" if rule.modes is None or "auto" in rule.modes else min(rule.modes)
    stage = "review" if rule.stages is None or "review" in rule.stages else min(rule.stages)
    return Context(profile, mode, stage)


def _fixed(rule: Rule, report: Report, profile: Profile) -> Report:
    """The report with every fix of `rule` applied, later places first, overlapping ones left for the next round."""
    for _ in range(3):
        edits = [edit for f in _findings(rule, report, profile) for edit in f.edits]
        if not edits:
            break
        report = apply(report, edits, profile)
    return report


def _shown(report: Report) -> list[tuple[object, ...]]:
    return [(p.text, _formats(p.text, p.runs), _without_name(p.format)) for p in report.paragraphs]


def _formats(text: str, runs: tuple[Run, ...]) -> list[object]:
    return [run.format for run in runs] if text else []


def _without_name(form: ParagraphFormat) -> ParagraphFormat:
    """The format without the style's name, and without the twips twin of a value given in characters or lines."""
    twins = {"left": form.left_chars, "right": form.right_chars, "first_line": form.first_line_chars}
    twins |= {"before": form.before_lines, "after": form.after_lines}
    return replace(form, style="", style_id=None, **{name: 0 for name, chars in twins.items() if chars is not None})


@pytest.mark.parametrize(("rule", "example"), list(_good()))
def test_a_good_example_is_silent(rule: Rule, example: str, profile: Profile) -> None:
    assert _findings(rule, parse(example, profile), profile) == []


@pytest.mark.parametrize(("rule", "example"), list(_bad()))
def test_a_bad_example_speaks(rule: Rule, example: str, profile: Profile) -> None:
    assert _findings(rule, parse(example, profile), profile) != []


@pytest.mark.parametrize(("rule", "before", "after"), list(_pairs()))
def test_the_fix_gives_the_second_text_and_fixing_again_changes_nothing(
    rule: Rule, before: str, after: str, profile: Profile
) -> None:
    fixed = _fixed(rule, parse(before, profile), profile)
    assert _shown(fixed) == _shown(parse(after, profile))
    left = _findings(rule, parse(after, profile), profile)
    assert all(f.safety is Safety.NONE for f in left)


@pytest.mark.parametrize("rule", [pytest.param(r, id=r.code) for r in RULES if r.aspect == "format"])
def test_examples_about_format_differ_in_format(rule: Rule) -> None:
    """A rule about format whose examples show no format would be tested by nothing."""
    texts = [e[0] if isinstance(e, tuple) else e for e in rule.bad]
    assert any(callable(text) or "{" in text or "空行" in text or "\n" in text for text in texts)
