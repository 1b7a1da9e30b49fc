"""The rules' examples once more through a real DOCX: open, check, fix, save, reopen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

import pytest

from app.core.batch import arrange
from app.core.edits import Edit, PageSetup, Reformat
from app.core.findings import Finding
from app.core.look import char_format, role_style
from app.core.profile import Profile
from app.core.report import Kind, Report
from app.core.understand import understand
from app.docx.document import WordDocument
from app.docx.template import build
from app.rules import load
from app.rules.api import Rule
from app.rules.checker import Checker
from app.rules.examples import parse
from tests.rules.test_examples import _context

PAIRS = [
    pytest.param(rule, example[0], example[1], id=f"{rule.code}-{example[0][:24]}")
    for rule in load().values()
    for example in rule.bad
    if isinstance(example, tuple) and isinstance(example[0], str) and isinstance(example[1], str) and "number=" not in example[0]
]


def _document(report: Report, profile: Profile) -> WordDocument:
    """A DOCX that shows the report: named styles, and direct formatting wherever the example differs from them."""
    document = WordDocument.from_bytes(build(report, profile), "例.docx")
    edits: list[Edit] = []
    for q, p in zip(document.report().paragraphs, report.paragraphs, strict=True):
        paragraph = dict(_difference(p.format, q.format))
        if "first_line_chars" in paragraph:
            paragraph["first_line"] = 0 if p.format.first_line_chars == 0 else p.format.first_line  # zero lets its twin count
        if "line" in paragraph:
            paragraph["line_rule"] = p.format.line_rule
        chars = _difference(p.runs[0].format, char_format(role_style(profile, p.kind.value))) if p.runs else {}
        if paragraph or chars:
            edits.append(Reformat(q.uid, paragraph, chars))
    edits += [PageSetup(s.index, _difference(s, document.report().sections[s.index], "first", "last")) for s in report.sections]
    document.apply(edits, profile)
    return WordDocument.from_bytes(document.to_bytes(), "例.docx")


def _difference(value: object, base: object, *without: str) -> Mapping[str, object]:
    names = [f.name for f in fields(value) if f.name not in ("style", "style_id", "footers", "running", "index", *without)]  # type: ignore[arg-type]
    return {name: getattr(value, name) for name in names if getattr(value, name) != getattr(base, name)}


def _understood(document: WordDocument, kinds: list[Kind]) -> Report:
    raw = document.report()
    return understand(raw, {p.uid: kind for p, kind in zip(raw.paragraphs, kinds, strict=True)})


NOT_WRITTEN = ("number=", "—footer", "—file", "—table", "—box", "|", "⟦")  # what the small template cannot write


# Rules about what the template writes by itself: its grid, its page numbers, the character style of a run-in heading.
OF_THE_TEMPLATE = frozenset({"GW-PAGE-007", "GW-PNUM-007", "GW-LVL-012"})


def _can_be_written(text: str) -> bool:
    """Whether the template writes the example as it is: one section, no blanks at ends of lines (it takes them away)."""
    words = [
        line.rpartition("} ")[2].partition(" ")[2] if "} " not in line else line.rpartition("} ")[2] for line in text.split("\n")
    ]
    sections = text.count("—page") - text.startswith("—page")
    return not sections and all(w == w.strip() for w in words) and not any(mark in text for mark in NOT_WRITTEN)


def _texts(good: bool) -> list[object]:
    """Every example as one text, those that the template can write."""
    found: list[object] = []
    for rule in load().values():
        examples = rule.good if good else [e[0] if isinstance(e, tuple) else e for e in rule.bad]
        found += [
            pytest.param(rule, text, id=f"{rule.code}-{text[:24]}")
            for text in examples
            if isinstance(text, str) and rule.code not in OF_THE_TEMPLATE and _can_be_written(text)
        ]
    return found


def _said(rule: Rule, text: str, profile: Profile) -> list[Finding]:
    """What the rule says of the example once it was written to a file and opened again."""
    example = parse(text, profile)
    document = _document(example, profile)
    report = _understood(document, [p.kind for p in example.paragraphs])
    return [f for f in Checker(_context(rule, profile), select=[rule.code]).check(report) if f.code == rule.code]


@pytest.mark.parametrize(("rule", "text"), _texts(good=True))
def test_a_good_example_is_silent_in_a_real_file(rule: Rule, text: str, profile: Profile) -> None:
    assert _said(rule, text, profile) == []


@pytest.mark.parametrize(("rule", "text"), _texts(good=False))
def test_a_bad_example_speaks_in_a_real_file(rule: Rule, text: str, profile: Profile) -> None:
    assert _said(rule, text, profile)


@pytest.mark.parametrize(("rule", "before", "after"), PAIRS)
def test_the_fix_goes_through_a_real_file(rule: Rule, before: str, after: str, profile: Profile) -> None:
    example = parse(before, profile)
    kinds = [p.kind for p in example.paragraphs]
    document = _document(example, profile)
    for _ in range(3):
        found = Checker(_context(rule, profile), select=[rule.code]).check(_understood(document, kinds))
        edits = arrange(edit for finding in found for edit in finding.edits)
        if not edits:
            break
        document.apply(edits, profile)
        document = WordDocument.from_bytes(document.to_bytes(), "例.docx")
    expected = parse(after, profile)
    assert [p.text for p in document.report().paragraphs] == [p.text for p in expected.paragraphs]
    left = Checker(_context(rule, profile), select=[rule.code]).check(_understood(document, kinds))
    assert [finding for finding in left if finding.edits] == []
