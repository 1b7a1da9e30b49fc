import sys

import pytest
from PySide6.QtCore import QRectF

from app.core.report import Paragraph
from app.ui.page.guarding import answers
from app.ui.page.notes import NoteCard, outside_stories


def others(*found: tuple[str, str]) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(at, text, story=story) for at, (story, text) in enumerate(found))


def test_notes_and_text_boxes_are_gathered_in_the_files_order():
    found = outside_stories(others(
        ("footnote:2", "甲"), ("footnote:2", "乙"), ("footnote:3", "\ufffc 丙"), ("header:0:default", "页眉"),
        ("textbox:1", "框"), ("textbox:1/table:0:r0c0", "格"),
    ))  # fmt: skip
    assert found == {"footnote": ["甲\n乙", "丙"], "header": ["页眉"], "textbox": ["框\n格"]}


@pytest.mark.usefixtures("qapp")
def test_a_card_is_as_high_as_its_text_and_absent_without_any():
    assert NoteCard(outside_stories(others())).height(500, 1.0) == 0
    short = NoteCard({"footnote": ["短"]}).height(500, 1.0)
    assert NoteCard({"footnote": ["长" * 300]}).height(500, 1.0) > 3 * short


def test_an_exception_under_qt_is_told_and_answered(monkeypatch):
    told = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: told.append(error))

    @answers(QRectF)
    def broken() -> QRectF:
        raise ValueError("x")

    assert broken() == QRectF()
    assert isinstance(told[0], ValueError)
