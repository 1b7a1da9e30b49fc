"""Sections changed in the window, by mouse and by key, on a real file; what counts is the file that is saved."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from app.editing.open_report import Checking, OpenReport
from app.ui.main_window import MainWindow
from app.ui.new_dialog import NewDialog
from app.ui.outline_model import ENTRY
from app.ui.plan_dialog import PlanDialog
from tests.docx.tree_draft import draft
from tests.ui.conftest import WAIT, Answers, open_in

pytestmark = pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)  # menus, offscreen
ALT_SHIFT = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
Tops = list[str]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "数据报告.docx"
    path.write_bytes(draft())
    return path


@pytest.fixture
def window(empty_window: MainWindow, file: Path, qtbot: QtBot) -> MainWindow:  # pyright: ignore[reportGeneralTypeIssues]
    open_in(empty_window, file, qtbot)
    return empty_window


def row(window: MainWindow, words: str):
    """The row of the structure that reads `words`."""
    return next(index for index in window.outline.model.indexes() if words in index.data(ENTRY).words)


def stand_on(window: MainWindow, words: str) -> None:
    """Go to that row by the keyboard's way: the structure has the focus."""
    window.outline.tree.setFocus()
    window.outline.tree.setCurrentIndex(row(window, words))


def put_caret(window: MainWindow, words: str, offset: int = 0) -> None:
    uid = next(p.uid for p in window.report.report.paragraphs if words in p.text)
    window.page.go_to(uid, window.report.report.by_uid[uid].text.index(words) + offset)
    window.page.focus()


def saved(window: MainWindow) -> OpenReport:
    """The file, saved and opened again."""
    window.status.show_saved("")
    window.commands["save"].trigger()
    deadline = time.monotonic() + WAIT / 1000
    while not window.status.saved.text().startswith("已保存") and time.monotonic() < deadline:
        QTest.qWait(10)
    path = window.report.path
    assert path is not None
    return OpenReport.open(path, Checking(notes=False))


def sections(report: OpenReport) -> list[str]:
    return [node.numeral + node.text for node in report.report.nodes()]


def tops(report: OpenReport) -> list[str]:
    return [node.numeral + node.text for node in report.report.outline]


def agree(answers: Answers, times: int = 1) -> None:
    for _ in range(times):
        answers.then(accept)


def accept(dialog: QWidget) -> None:
    assert isinstance(dialog, PlanDialog)
    QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton)


def choose(menu: QMenu, window: MainWindow, name: str) -> None:
    """Click a command in a menu that is open."""
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(window.commands[name]).center())


def key(window: MainWindow, what: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    window.activateWindow()  # offscreen, a closed dialog stays the active one
    QTest.qWait(20)
    focus = window.focusWidget() or window
    QTest.keyClick(focus, what, modifiers)


def test_moving_by_key_from_the_structure(window: MainWindow, answers: Answers) -> None:
    agree(answers)
    stand_on(window, "下步打算")
    key(window, Qt.Key.Key_Up, ALT_SHIFT)
    assert window.focusWidget() is window.outline.tree
    assert window.outline.tree.currentIndex().data(ENTRY).detail == "二、下步打算"
    report = saved(window)
    assert tops(report) == ["一、工作回顾", "二、下步打算", "三、存在问题", "四、有关建议"]
    assert "有关安排见第二部分。" in "".join(p.text for p in report.report.paragraphs)


def test_moving_by_key_from_the_page(window: MainWindow, answers: Answers) -> None:
    agree(answers)
    put_caret(window, "压实责任")
    before = window.page.caret()
    key(window, Qt.Key.Key_Down, ALT_SHIFT)
    assert window.page.caret() == before
    assert [t for t in sections(saved(window)) if "（" in t][2:] == ["（一）强化监督", "（二）抓好落实", "（三）加强保障"]


def test_a_mention_can_be_left_as_it_is(window: MainWindow, answers: Answers) -> None:
    def untick(dialog: QWidget) -> None:
        assert isinstance(dialog, PlanDialog)
        dialog.rows()[0].setCheckState(0, Qt.CheckState.Unchecked)
        accept(dialog)

    answers.then(untick)
    stand_on(window, "下步打算")
    key(window, Qt.Key.Key_Up, ALT_SHIFT)
    assert "有关安排见第三部分。" in "".join(p.text for p in saved(window).report.paragraphs)


def test_nothing_changes_when_the_preview_is_cancelled(window: MainWindow, answers: Answers) -> None:
    answers.then(lambda dialog: QTest.keyClick(dialog, Qt.Key.Key_Escape))
    stand_on(window, "下步打算")
    key(window, Qt.Key.Key_Up, ALT_SHIFT)
    assert not window.report.modified


def test_rising_and_sinking_by_key(window: MainWindow, answers: Answers) -> None:
    before = sections(window.report)
    agree(answers, 2)
    stand_on(window, "加强保障")
    key(window, Qt.Key.Key_Left, ALT_SHIFT)
    assert tops(saved(window))[3:] == ["四、加强保障", "五、有关建议"]
    window.outline.tree.setFocus()
    key(window, Qt.Key.Key_Right, ALT_SHIFT)
    assert sections(saved(window)) == before


def test_the_context_menu_of_a_row(window: MainWindow) -> None:
    tree = window.outline.tree
    tree.setCurrentIndex(row(window, "存在问题"))
    tree.setFocus()
    tree.menu_wanted.emit(tree.viewport().mapToGlobal(QPoint(5, 5)))
    menu = next(m for m in window.findChildren(QMenu) if m.isVisible())
    choose(menu, window, "new_inside")
    report = saved(window)
    assert "（一）【待写标题】" in sections(report)
    assert window.page.editor.textCursor().selectedText() == "【待写标题】"
    event = QInputMethodEvent("", [])
    event.setCommitString("短板弱项")
    QApplication.sendEvent(window.page.editor, event)
    assert "（一）短板弱项" in sections(saved(window))


def test_delete_key_in_the_structure(window: MainWindow, answers: Answers) -> None:
    agree(answers)
    stand_on(window, "有关建议")
    key(window, Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier)
    assert tops(saved(window)) == ["一、工作回顾", "二、存在问题", "三、下步打算"]


def drag(window: MainWindow, source: str, target: str, where: Callable[[int, int], int]) -> None:
    """Drag one row onto another; `where` gives the height from the row's top and bottom."""
    tree = window.outline.tree
    data = window.outline.model.mimeData([row(window, source)])
    box = tree.visualRect(row(window, target))
    at = QPointF(box.center().x(), where(box.top(), box.bottom()))
    assert isinstance(data, QMimeData)
    arguments = (Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(tree.viewport(), QDragEnterEvent(at.toPoint(), *arguments))
    QApplication.sendEvent(tree.viewport(), QDragMoveEvent(at.toPoint(), *arguments))
    QApplication.sendEvent(tree.viewport(), QDropEvent(at, *arguments))


@pytest.mark.parametrize(
    ("where", "wanted", "held"),
    [
        (lambda top, _: top + 1, ["一、有关建议", "二、工作回顾", "三、存在问题", "四、下步打算"], 2),
        (lambda _, bottom: bottom - 1, ["一、工作回顾", "二、有关建议", "三、存在问题", "四、下步打算"], 2),
        (lambda top, bottom: (top + bottom) // 2, ["一、工作回顾", "二、存在问题", "三、下步打算"], 3),
    ],
    ids=["before", "after", "inside"],
)
def test_dragging_a_section(
    window: MainWindow, answers: Answers, where: Callable[[int, int], int], wanted: Tops, held: int
) -> None:
    agree(answers)
    before, objects = window.report.document.to_bytes(), window.report.report.objects
    drag(window, "有关建议", "工作回顾", where)
    report = saved(window)
    assert tops(report) == wanted
    assert len(next(node for node in report.report.outline if "工作回顾" in node.text).children) == held
    assert report.report.objects == objects
    window.commands["undo"].trigger()
    assert window.report.document.to_bytes() == before


def test_what_cannot_be_done_is_said(window: MainWindow) -> None:
    stand_on(window, "工作回顾")
    key(window, Qt.Key.Key_Up, ALT_SHIFT)
    assert "第一个" in window.status.saved.toolTip() or "第一个" in window.status.saved.text()
    assert not window.report.modified


def test_a_new_report_from_the_menu(empty_window: MainWindow, answers: Answers, qtbot: QtBot) -> None:
    def pick(dialog: QWidget) -> None:
        assert isinstance(dialog, NewDialog)
        dialog.list.setCurrentItem(dialog.list.findItems("请示", Qt.MatchFlag.MatchExactly)[0])
        assert "妥否，请批示" in dialog.preview.toPlainText()
        dialog.accept()

    answers.then(pick)
    empty_window.commands["new"].trigger()
    qtbot.waitUntil(lambda: empty_window.open_report is not None, timeout=WAIT)
    report = empty_window.report
    assert report.path is None
    assert report.name == "新建请示.docx"
    assert [node.text for node in report.report.outline] == ["基本情况", "请示事项"]
    assert "待填" in empty_window.banner.text.text()


def test_listing_the_numerals_first_can_be_given_up_and_taken_up_again(window: MainWindow, answers: Answers) -> None:
    def tick(dialog: QWidget) -> None:
        assert isinstance(dialog, PlanDialog)
        assert not dialog.again.isHidden()
        dialog.again.setChecked(True)
        accept(dialog)

    answers.then(tick)
    stand_on(window, "强化监督")
    key(window, Qt.Key.Key_Up, ALT_SHIFT)
    assert not window.settings.list_numerals
    window.outline.tree.setFocus()
    key(window, Qt.Key.Key_Down, ALT_SHIFT)  # no dialog
    assert [t for t in sections(window.report) if "（" in t][2:4] == ["（一）抓好落实", "（二）强化监督"]
    window.commands["list_numerals"].trigger()
    assert window.settings.list_numerals


def test_a_text_file_is_changed_the_same_way(empty_window: MainWindow, tmp_path: Path, answers: Answers, qtbot: QtBot) -> None:
    path = tmp_path / "报告.txt"
    text = "各项工作稳步推进，成效明显，群众满意度不断提升。"
    path.write_bytes(
        "\r\n".join(["关于数据工作情况的报告", "一、甲情况", text, "二、乙情况", text + "又一句。"]).encode("gb18030")
    )
    open_in(empty_window, path, qtbot)
    agree(answers)
    stand_on(empty_window, "乙情况")
    key(empty_window, Qt.Key.Key_Up, ALT_SHIFT)
    empty_window.commands["text_to_numbers"].trigger()  # nothing of the kind in a text
    saved(empty_window)
    lines = ["关于数据工作情况的报告", "一、乙情况", text + "又一句。", "二、甲情况", text]
    assert path.read_bytes().decode("gb18030") == "\r\n".join(lines)
