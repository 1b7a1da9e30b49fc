"""Notes on the page: their signs in the text, their words at the foot of the page."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from app.core.report import OBJECT
from app.docx.opening import document_from_bytes
from app.editing.open_report import Checking, OpenReport
from app.ui.page.editor import PageEditor
from app.ui.page.foot_painting import note_at, part_rect
from tests.docx.make import p, parts, zipped
from tests.ui.report_files import SENTENCE


def noted() -> OpenReport:
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = f"{p(SENTENCE)}<w:p><w:r><w:t>甲</w:t></w:r>{reference}<w:r><w:t>乙</w:t></w:r></w:p>{p(SENTENCE)}"
    note = f"<w:footnote w:id='2'><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>{SENTENCE}</w:t></w:r></w:p></w:footnote>"
    return OpenReport(document_from_bytes(zipped(parts(body, footnotes=note)), "例.docx"), None, Checking(notes=False))


@pytest.fixture
def editor(qtbot: QtBot) -> PageEditor:
    editor = PageEditor()
    qtbot.addWidget(editor)
    editor.resize(900, 1400)
    editor.set_report(noted())
    editor.show()
    qtbot.waitExposed(editor)
    return editor


def ink(image: QImage) -> int:
    """How many pixels are not white."""
    return sum(image.pixelColor(QPoint(x, y)).lightness() < 225 for x in range(image.width()) for y in range(image.height()))


def test_a_reference_is_drawn_and_its_note_stands_at_the_foot(editor: PageEditor) -> None:
    pages, sheets = editor.grid.pages, editor.grid.sheets
    (part,) = pages.notes.parts(0)
    rect = part_rect(part, sheets)
    assert abs(rect.bottom() - sheets.body(0).bottom()) < 2
    assert note_at(pages, sheets, rect.center()) == "footnote:2"
    image = editor.viewport().grab(rect.toRect()).toImage()
    assert ink(image) > 100
    uid = editor.report.report.paragraphs[1].uid
    position = editor.projection.position(uid, 1)
    cursor = editor.textCursor()
    cursor.setPosition(position)
    left = editor.cursorRect(cursor)
    cursor.setPosition(position + 1)
    right = editor.cursorRect(cursor)
    assert right.left() - left.left() > 4
    sign = editor.viewport().grab(left.united(right).adjusted(3, 0, -3, 0)).toImage()
    assert ink(sign) > 3


def test_editing_the_note_changes_the_page_and_deleting_the_reference_takes_it(editor: PageEditor, tmp_path: Path) -> None:
    report = editor.report
    (words,) = (other for other in report.report.others)
    before = editor.grid.pages.notes.parts(0)[0].height
    report.retype([words.uid], [OBJECT + SENTENCE * 4], label="编辑脚注")
    assert editor.grid.pages.notes.parts(0)[0].height > 2 * before
    assert report.undo_label == "编辑脚注"
    editor.undo()
    assert editor.grid.pages.notes.parts(0)[0].height == before
    uid = report.report.paragraphs[1].uid
    report.retype([uid], ["甲乙"])
    assert editor.grid.pages.notes.parts(0) == []
    report.undo()
    assert editor.grid.pages.notes.text("footnote:2") == SENTENCE
    saved = tmp_path / "存.docx"
    report.save(saved)
    assert SENTENCE in OpenReport.open(saved, Checking(notes=False)).report.others[0].text
