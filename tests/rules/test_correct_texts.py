"""Correct texts of many kinds (notices, minutes, contracts, tenders, plans, speeches …) raise no error and no warning.

`correct/` holds them, one paragraph a line, about invented units; nothing is set by hand. The same words are checked once more as
the formatted document that is made of them.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.findings import Severity
from app.editing.open_report import Checking, OpenReport

TEXTS = sorted(Path(__file__).with_name("correct").glob("*.txt"))


def _spoken(report: OpenReport) -> list[str]:
    return [f"{f.code} {f.message} {f.spot.text}" for f in report.findings if f.severity >= Severity.WARNING]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_a_correct_text_raises_nothing(path: Path, tmp_path: Path) -> None:
    report = OpenReport.open(path, Checking(notes=False))
    assert len(report.report.paragraphs) > 3
    assert _spoken(report) == []
    formatted = tmp_path / f"{path.stem}.docx"
    report.save(formatted)
    for stage in ("review", "issue"):
        assert _spoken(OpenReport.open(formatted, Checking(notes=False, stage=stage))) == [], stage


def test_a_slip_in_a_correct_text_is_heard(tmp_path: Path) -> None:
    words = TEXTS[0].read_text(encoding="utf-8")
    spoiled = tmp_path / TEXTS[0].name
    spoiled.write_text(words.replace("三、培训内容", "四、培训内容").replace("，共4天", ",共4天"), encoding="utf-8")
    codes = {said.split()[0] for said in _spoken(OpenReport.open(spoiled, Checking(notes=False)))}
    assert {"GW-LVL-003", "GW-PUNC-001"} <= codes
