"""审阅 in the window: by menu, key, mouse and bar; what the saved file says afterwards."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from app.docx.document import WordDocument
from app.ui.main_window import MainWindow
from app.ui.page import menu
from app.ui.page.foot_painting import part_rect
from tests.docx.make import p, parts, zipped
from tests.ui.conftest import Answers, open_in
from tests.ui.report_files import SENTENCE
from tests.ui.test_page_review import WHO, about, comments

REVISED = (
    f'<w:p><w:r><w:t>甲乙</w:t></w:r><w:ins w:id="11" {WHO}><w:r><w:t>新增</w:t></w:r></w:ins><w:r><w:t>丙</w:t></w:r>'
    f'<w:del w:id="12" {WHO}><w:r><w:delText>删去</w:delText></w:r></w:del><w:r><w:t>丁</w:t></w:r></w:p>'
)
NOTED = '<w:p><w:r><w:t>注</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
NOTE = '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>原注</w:t></w:r></w:p></w:footnote>'


@pytest.fixture
def reviewed(empty_window: MainWindow, tmp_path: Path, qtbot: QtBot) -> MainWindow:
    body = p("关于审阅的报告") + REVISED + about(0, "有批注") + NOTED + p(SENTENCE)
    path = tmp_path / "审阅.docx"
    path.write_bytes(zipped(parts(body, comments=comments("请核实"), footnotes=NOTE)))
    open_in(empty_window, path, qtbot)
    return empty_window


def saved(window: MainWindow, part: str = "document") -> str:
    window.report.save()
    with zipfile.ZipFile(window.report.path) as archive:
        return archive.read(f"word/{part}.xml").decode()


def yes(dialog: QWidget) -> None:
    assert isinstance(dialog, QMessageBox)
    dialog.button(QMessageBox.StandardButton.Yes).click()


def no(dialog: QWidget) -> None:
    assert isinstance(dialog, QMessageBox)
    dialog.button(QMessageBox.StandardButton.No).click()


def texts(window: MainWindow) -> list[str]:
    return [one.text for one in window.report.report.paragraphs]


def test_the_bar_says_what_there_is_and_leads_through_it(reviewed: MainWindow) -> None:
    bar, commands = reviewed.review_bar, reviewed.commands
    assert bar.isVisible()
    assert bar.words.accessibleName() == "修订 2 处　批注 1 条"
    seen = []
    for _ in range(4):
        commands["review_next"].trigger()
        seen.append(bar.words.accessibleName())
    assert seen[0] == "1/3　插入“新增”　王　2024年5月6日 07:08"
    assert seen[1].startswith("2/3　删除“删去”")
    assert seen[2].startswith("3/3　批注：请核实")
    assert seen[3] == seen[0]
    commands["review_previous"].trigger()
    assert bar.words.accessibleName() == seen[2]
    assert not bar.buttons["accept"].isVisible()
    assert bar.buttons["comment_delete"].isVisible()


def test_one_change_is_accepted_another_rejected_and_both_undone(reviewed: MainWindow) -> None:
    original = reviewed.report.document.to_bytes()
    reviewed.commands["review_next"].trigger()
    reviewed.review_bar.buttons["accept"].click()
    assert texts(reviewed)[1] == "甲乙新增丙丁"
    reviewed.commands["review_next"].trigger()
    reviewed.commands["reject"].trigger()
    assert texts(reviewed)[1] == "甲乙新增丙删去丁"
    assert "<w:ins" not in saved(reviewed)
    assert "<w:del" not in saved(reviewed)
    reviewed.commands["undo"].trigger()
    reviewed.commands["undo"].trigger()
    assert reviewed.report.document.to_bytes() == original
    assert reviewed.review_bar.words.accessibleName().startswith(("修订 2 处", "1/3", "2/3"))


def test_what_is_selected_is_settled_together(reviewed: MainWindow) -> None:
    editor = reviewed.page.editor
    uid = reviewed.report.report.paragraphs[1].uid
    cursor = editor.textCursor()
    cursor.setPosition(editor.projection.position(uid, 0))
    cursor.setPosition(editor.projection.position(uid, 6), QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
    reviewed.commands["reject"].trigger()
    assert texts(reviewed)[1] == "甲乙丙删去丁"
    assert reviewed.report.undo_label == "拒绝修订"


def test_all_are_settled_after_a_yes(reviewed: MainWindow, answers: Answers) -> None:
    answers.then(no).then(yes)
    reviewed.commands["accept_all"].trigger()
    assert len(reviewed.report.report.paragraphs[1].revisions) == 2
    reviewed.commands["accept_all"].trigger()
    assert reviewed.report.report.paragraphs[1].revisions == ()
    assert not reviewed.commands["accept_all"].isEnabled()
    assert "<w:delText" not in saved(reviewed)


def test_typing_while_tracking_is_under_the_users_name(reviewed: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: ("赵科长", True))
    reviewed.commands["author"].trigger()
    reviewed.commands["track"].trigger()
    assert reviewed.report.report.tracking
    assert "赵科长" in reviewed.review_bar.words.accessibleName()
    editor = reviewed.page.editor
    uid = reviewed.report.report.paragraphs[-1].uid
    editor.show_place(uid, 2)
    QTest.keyClicks(editor.viewport().parent(), "ab")
    QTest.keyClick(editor, Qt.Key.Key_Delete)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert len(reviewed.report.report.paragraphs) == 6
    words = saved(reviewed)
    assert 'w:author="赵科长"' in words
    document = WordDocument.open(reviewed.report.path)
    document.resolve(None, accept=False)
    assert [one.text for one in document.report().paragraphs][-1] == SENTENCE
    reviewed.commands["track"].trigger()
    assert not reviewed.report.report.tracking
    assert "trackRevisions" not in saved(reviewed, "settings")
    reviewed.commands["undo"].trigger()
    assert reviewed.commands["track"].isChecked()


def test_a_comment_is_reached_by_a_click_and_deleted_after_a_yes(reviewed: MainWindow, answers: Answers, qtbot: QtBot) -> None:
    editor = reviewed.page.editor
    (balloon,) = editor.pen.balloons.all()
    bar = editor.horizontalScrollBar()
    bar.setValue(bar.maximum())
    place = balloon.rect.center() - editor.to_layout(QPointF(0, 0))
    qtbot.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, pos=place.toPoint())
    assert reviewed.page.caret() == (reviewed.report.report.paragraphs[2].uid, 0)
    assert reviewed.review_bar.words.accessibleName().startswith("3/3　批注：请核实")
    answers.then(yes)
    reviewed.commands["comment_delete"].trigger()
    assert reviewed.report.report.comments == ()
    assert "commentReference" not in saved(reviewed)
    assert "请核实" not in saved(reviewed, "comments")
    reviewed.commands["undo"].trigger()
    assert [one.text for one in reviewed.report.report.comments] == ["请核实"]


def test_comments_are_hidden_and_shown(reviewed: MainWindow) -> None:
    side = reviewed.page.editor.grid.sheets.side
    assert side > 0
    reviewed.commands["comments_shown"].trigger()
    assert reviewed.page.editor.grid.sheets.side == 0
    assert reviewed.page.editor.pen.balloons.all() == []
    reviewed.commands["comments_shown"].trigger()
    assert reviewed.page.editor.grid.sheets.side == side


def test_a_note_is_edited_at_the_foot_of_the_page_by_click_and_by_key(reviewed: MainWindow, qtbot: QtBot) -> None:
    page = reviewed.page.editor
    (part,) = page.grid.pages.notes.parts(0)
    page.verticalScrollBar().setValue(round(part_rect(part, page.grid.sheets).top() - 200))
    place = part_rect(part, page.grid.sheets).center() - page.to_layout(QPointF(0, 0))
    qtbot.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, pos=place.toPoint())
    assert page.inset.is_open
    assert page.inset.editor.accessibleName() == "脚注 1"
    page.inset.editor.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(page.inset.editor, "xyz")
    QTest.keyClick(page.inset.editor, Qt.Key.Key_Escape)
    assert not page.inset.is_open
    assert "原注xyz" in "".join(saved(reviewed, "footnotes"))
    assert "<w:footnoteRef/>" in saved(reviewed, "footnotes")
    page.show_place(reviewed.report.report.paragraphs[3].uid, 1)
    reviewed.commands["note_edit"].trigger()
    assert page.inset.is_open
    reviewed.commands["undo"].trigger()
    assert "xyz" not in reviewed.report.report.others[0].text


def test_a_notes_mark_stays_when_all_its_words_are_typed_over(reviewed: MainWindow) -> None:
    page = reviewed.page.editor
    page.show_place(reviewed.report.report.paragraphs[3].uid, 1)
    reviewed.commands["note_edit"].trigger()
    page.inset.editor.selectAll()
    QTest.keyClicks(page.inset.editor, "new")
    assert reviewed.report.report.others[0].text == "\ufffcnew"
    assert "<w:footnoteRef/>" in saved(reviewed, "footnotes")


def test_the_pages_menu_offers_what_can_be_done_at_the_caret(reviewed: MainWindow) -> None:
    reviewed.commands["review_next"].trigger()
    offered = [action.objectName() for action in menu.build(reviewed.page.editor).actions()]
    assert {"accept", "reject"} <= set(offered)
    assert "comment_delete" not in offered


def test_words_in_a_cell_are_marked_and_its_row_settled(empty_window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    row = f'<w:tr><w:trPr><w:del w:id="9" {WHO}/></w:trPr><w:tc><w:tcPr/>{about(0, "格里的话")}</w:tc></w:tr>'
    kept = f"<w:tr><w:tc><w:tcPr/>{p('留')}</w:tc></w:tr>"
    table = f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="6000"/></w:tblGrid>{kept}{row}</w:tbl>'
    path = tmp_path / "表.docx"
    path.write_bytes(zipped(parts(p("甲") + table + p("乙"), comments=comments("核"))))
    open_in(empty_window, path, qtbot)
    editor = empty_window.page.editor
    empty_window.commands["review_next"].trigger()
    assert "删除行" in empty_window.review_bar.words.accessibleName()
    empty_window.commands["review_next"].trigger()
    assert "批注：核" in empty_window.review_bar.words.accessibleName()
    assert editor.pen.balloons.all()[0].place is not None
    editor.inset.close()
    empty_window.commands["review_previous"].trigger()
    empty_window.commands["accept"].trigger()
    assert "格里的话" not in saved(empty_window)
    assert "核" not in saved(empty_window, "comments")
    empty_window.commands["undo"].trigger()
    assert "格里的话" in saved(empty_window)


def test_without_anything_to_review_there_is_no_bar(window: MainWindow) -> None:
    assert not window.review_bar.isVisible()
    assert not window.commands["accept"].isEnabled()
    assert window.commands["track"].isEnabled()


def test_a_protected_report_can_be_looked_at_only(empty_window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "保护.docx"
    locked = '<w:documentProtection w:edit="trackedChanges" w:enforcement="1"/>'
    path.write_bytes(zipped(parts(p("甲") + REVISED, settings=locked)))
    open_in(empty_window, path, qtbot)
    empty_window.commands["review_next"].trigger()
    assert empty_window.review_bar.words.accessibleName().startswith("1/2")
    assert not any(empty_window.commands[name].isEnabled() for name in ("track", "accept", "reject", "accept_all"))
