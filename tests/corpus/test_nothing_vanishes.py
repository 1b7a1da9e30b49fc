"""Every character of every story of real documents stands somewhere in the painted view: on a page or in a labelled box."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import ReportError
from app.editing.open_report import Checking, OpenReport
from app.ui.page.editor import PageEditor
from tests.ui.visible import vanished

pytestmark = pytest.mark.corpus
EVERY = 40  # one document of so many
BIG = 400  # paragraphs; longer ones take their time and hold nothing that the others lack


@pytest.mark.parametrize("part", range(2))
def test_nothing_of_a_real_document_vanishes(corpus: Path, qtbot, monkeypatch: pytest.MonkeyPatch, part: int) -> None:
    paths = [path for path in sorted(corpus.rglob("*")) if path.suffix.lower() in (".docx", ".docm", ".dotx")]
    looked = 0
    for path in paths[part * EVERY // 2 :: EVERY]:
        try:
            report = OpenReport.open(path, Checking(notes=False))
        except ReportError:
            continue
        if len(report.report.by_uid) > BIG:
            continue
        editor = PageEditor()
        qtbot.addWidget(editor)
        editor.set_report(report)
        editor.show()
        assert vanished(editor, monkeypatch) == [], path.name
        looked += 1
        editor.close()
    assert looked > 4
