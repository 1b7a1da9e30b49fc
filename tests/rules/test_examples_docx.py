"""The rules' examples once more through a real DOCX: open, check, fix, save, reopen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

import pytest

from app.core.batch import arrange
from app.core.edits import Edit, PageSetup, Reformat
from app.core.look import char_format, paragraph_format, role_style
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
    for uid, p in zip((q.uid for q in document.report().paragraphs), report.paragraphs, strict=True):
        style = role_style(profile, p.kind.value)
        paragraph = _difference(p.format, paragraph_format(style))
        chars = _difference(p.runs[0].format, char_format(style)) if p.runs else {}
        if paragraph or chars:
            edits.append(Reformat(uid, paragraph, chars))
    edits += [PageSetup(s.index, _difference(s, document.report().sections[s.index], "first", "last")) for s in report.sections]
    document.apply(edits, profile)
    return WordDocument.from_bytes(document.to_bytes(), "例.docx")


def _difference(value: object, base: object, *without: str) -> Mapping[str, object]:
    names = [f.name for f in fields(value) if f.name not in ("style", "style_id", "footers", "running", "index", *without)]  # type: ignore[arg-type]
    return {name: getattr(value, name) for name in names if getattr(value, name) != getattr(base, name)}


def _understood(document: WordDocument, kinds: list[Kind]) -> Report:
    raw = document.report()
    return understand(raw, {p.uid: kind for p, kind in zip(raw.paragraphs, kinds, strict=True)})


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
