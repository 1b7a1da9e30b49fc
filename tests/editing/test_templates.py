"""Every skeleton is understood as what it is, checks clean apart from its blanks, and survives saving."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.findings import Severity
from app.core.genre import STATUTORY
from app.core.profile import Profile
from app.docx.document import WordDocument
from app.editing.open_report import Checking, OpenReport
from app.editing.templates import Template, find_template, new_report, templates

PLACEHOLDER = "GW-BODY-010"


def test_there_is_one_for_every_genre_of_the_regulation_and_the_annual_report() -> None:
    names = {one.name for one in templates()}
    assert {"命令（令）" if genre in ("命令", "令") else genre for genre in STATUTORY} | {"法治政府建设年度报告"} == names
    assert len(names) == 16


@pytest.mark.parametrize("template", templates(), ids=lambda one: one.code)
def test_a_new_report_has_only_its_blanks_to_fill(template: Template, profile: Profile, tmp_path: Path) -> None:
    path = tmp_path / "新.docx"
    path.write_bytes(new_report(template, profile))
    for mode in ("auto", "submitted"):
        report = OpenReport.open(path, Checking(mode=mode, notes=False))
        found = [f for f in report.findings if f.code != PLACEHOLDER]
        assert not [(f.code, f.message) for f in found if f.severity >= Severity.WARNING]
        assert any(f.code == PLACEHOLDER for f in report.findings)
    assert [p.text for p in report.report.paragraphs] == [words for _, words in template.lines]
    assert [p.kind for p in report.report.paragraphs] == [kind for kind, _ in template.lines]
    genre = report.report.elements.genre
    assert genre is not None
    assert genre in template.name


@pytest.mark.parametrize("template", templates(), ids=lambda one: one.code)
def test_it_is_formatted_already(template: Template, profile: Profile) -> None:
    report = OpenReport(WordDocument.from_bytes(new_report(template, profile), "新.docx"), None, Checking(notes=False))
    assert report.fix_all_safe() == []


def test_the_annual_report_has_its_five_parts(profile: Profile) -> None:
    data = new_report(find_template("rule-of-law"), profile)
    report = OpenReport(WordDocument.from_bytes(data, "新.docx"), None, Checking(notes=False)).report
    assert [node.numeral for node in report.outline] == ["一、", "二、", "三、", "四、", "五、"]
