"""Words are added to the dictionaries from the page's menu and looked after in a dialog."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QTextCursor
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.core.dictionary import Flagged
from app.editing.dictionaries import dictionary_file, own_words
from app.ui.dictionary_dialog import DictionaryDialog, WordDialog
from app.ui.main_window import MainWindow
from app.ui.page import menu as page_menu
from tests.ui.conftest import WAIT, Answers, open_in


@pytest.fixture
def slip(empty_window: MainWindow, tmp_path: Path, qtbot: QtBot) -> MainWindow:
    path = tmp_path / "报告.txt"
    path.write_text("工作报告\n抓好工作布署，由市数局牵头。\n", encoding="utf-8")
    open_in(empty_window, path, qtbot)
    qtbot.waitUntil(lambda: "布署" in flagged(empty_window), timeout=WAIT)
    return empty_window


def flagged(window: MainWindow) -> list[str]:
    return [spot.text for one in window.report.findings for spot in one.spots]


def go_to(window: MainWindow, word: str) -> None:
    p = next(p for p in window.report.report.paragraphs if word in p.text)
    window.page.go_to(p.uid, p.text.index(word) + 1)


def offered(window: MainWindow) -> dict[str, QAction]:
    menu = page_menu.build(window.page.editor)
    return {action.text(): action for action in menu.actions() if "加入" in action.text()}


def click(dialog: QWidget, words: str) -> None:
    next(button for button in dialog.findChildren(QPushButton) if button.text() == words).click()


def test_the_word_under_a_finding_is_accepted_from_the_menu(slip: MainWindow) -> None:
    go_to(slip, "布署")
    actions = offered(slip)
    assert list(actions) == ["“布署”没有错，加入本单位词库", "“布署”没有错，加入个人词库"]
    actions["“布署”没有错，加入个人词库"].trigger()
    assert "布署" in own_words("personal").accepted
    assert "布署" not in flagged(slip)


def test_where_nothing_is_found_or_selected_nothing_is_offered(slip: MainWindow) -> None:
    go_to(slip, "牵头")
    assert offered(slip) == {}


def test_a_selected_word_is_flagged_from_the_menu(slip: MainWindow, answers: Answers) -> None:
    go_to(slip, "市数局")
    cursor = slip.page.editor.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.Left)
    cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor, 3)
    slip.page.editor.setTextCursor(cursor)

    def fill(dialog: QWidget) -> None:
        assert isinstance(dialog, WordDialog)
        dialog.instead.setText("市数局")
        assert not dialog.findChildren(QPushButton)[0].isEnabled()
        dialog.instead.setText("市数据局")
        click(dialog, "添加")

    answers.then(fill)
    offered(slip)["把“市数局”加入词库…"].trigger()
    assert own_words("personal").flagged == {"市数局": Flagged("市数据局")}
    assert "市数局" in flagged(slip)


def test_words_are_brought_in_removed_and_taken_along(
    slip: MainWindow, answers: Answers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = tmp_path / "来.tsv", tmp_path / "去.tsv"
    source.write_text("词语\t改为\n布署\n市数局\t市数据局\n", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(source), ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))

    def look(dialog: QWidget) -> None:
        assert isinstance(dialog, DictionaryDialog)
        click(dialog, "导入…")
        assert dialog.table.rowCount() == 2
        dialog.search.setText("市数")
        assert [dialog.table.isRowHidden(row) for row in range(2)] == [False, True]
        dialog.search.clear()
        dialog.table.selectRow(1)
        click(dialog, "删除")
        click(dialog, "导出…")
        dialog.accept()

    answers.then(look)
    slip.commands["dictionary"].trigger()
    assert not own_words("personal").accepted
    assert target.read_text(encoding="utf-8-sig") == "词语\t改为\t说明\n市数局\t市数据局\n"
    assert {"布署", "市数局"} <= set(flagged(slip))


def test_a_file_that_is_no_dictionary_is_refused_and_changes_nothing(
    slip: MainWindow, answers: Answers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = tmp_path / "图.png"
    picture.write_bytes(b"\x89PNG\x00\x00")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(picture), ""))
    seen: list[str] = []
    answers.then(lambda dialog: QTimer.singleShot(0, lambda: (click(dialog, "导入…"), dialog.close())))

    def read(box: QWidget) -> None:
        seen.append(box.property("text"))
        box.close()

    answers.then(read)
    slip.commands["dictionary"].trigger()
    assert ["不是文本文件" in words for words in seen] == [True]
    assert not dictionary_file("personal").exists()
