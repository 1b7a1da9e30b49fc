"""改样式 on real documents where it is offered: the guard passes, undo is byte-equal, and nothing else changes its look."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha1
from pathlib import Path

import pytest

from app.core.edits import RedefineStyle
from app.core.errors import UnreadableError
from app.core.findings import Finding
from app.core.format_math import role_key
from app.core.report import Kind, Paragraph
from app.editing.open_report import Checking, OpenReport

pytestmark = pytest.mark.corpus
SAMPLE = 5  # one file in so many, by the hash of its name


def _look(p: Paragraph) -> object:
    return (p.text, p.runs, p.mark, replace(p.format, num_id=p.format.num_id), p.number, p.objects, p.breaks)


def _key(finding: Finding) -> tuple[str, tuple[int | None, ...]]:
    return finding.code, tuple(spot.uid for spot in finding.spots)


def test_only_the_paragraphs_of_the_style_change(corpus: Path) -> None:
    offered = 0
    for path in sorted(corpus.glob("cn/*.docx")):
        if sha1(path.name.encode()).digest()[0] % SAMPLE:
            continue
        try:
            report = OpenReport.open(path, Checking(notes=False))
        except UnreadableError:
            continue
        if report.document.read_only:
            continue
        for finding in [one for one in report.findings if one.alternative is not None]:
            offered += 1
            _try(report, finding, path)
    assert offered > 2


def _try(report: OpenReport, finding: Finding, path: Path) -> None:
    assert finding.alternative is not None
    (edit,) = finding.alternative.edits
    assert isinstance(edit, RedefineStyle)
    data, before = report.document.to_bytes(), report.report
    report.apply(finding.alternative.edits, "改样式", "fix")
    after = report.report
    members = {spot.uid for spot in finding.spots}
    for p in (*before.paragraphs, *before.others):
        q = after.by_uid[p.uid]
        if p.uid in members:
            assert _look(q) != _look(p), path.name
        elif p.format.style_id != edit.style_id:
            assert _look(q) == _look(p), (path.name, p.text[:20])
        elif p.kind is not Kind.EMPTY:
            assert role_key(p) == edit.style, (path.name, p.text[:20])
    assert _key(finding) not in {_key(one) for one in report.findings}, path.name
    report.document.guard(path.read_bytes())
    report.undo()
    assert report.document.to_bytes() == data, path.name
