"""The lines below the structure: what the paragraph at the caret is, and setting it."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.core.report import Kind
from app.editing.open_report import Checking, OpenReport
from app.ui.main_window import MainWindow

from .conftest import WAIT


@pytest.fixture
def window(empty_window: MainWindow, report_file: Path) -> MainWindow:
    empty_window.adopt(OpenReport.open(report_file))
    return empty_window


def go_to(window: MainWindow, kind: Kind, qtbot: QtBot) -> int:
    uid = next(p.uid for p in window.report.report.paragraphs if p.kind is kind)
    window.page.go_to(uid, 0)
    qtbot.waitUntil(lambda: window.inspector._shown[0] is window.report.report.by_uid[uid], timeout=WAIT)
    return uid


def test_it_follows_the_caret_and_says_why(window: MainWindow, qtbot: QtBot) -> None:
    go_to(window, Kind.LEVEL2, qtbot)
    inspector = window.inspector
    assert (inspector.kind.text(), inspector.sure.text()) == ("第二层标题", "有把握")
    assert "序数“（一）”" in inspector.reason.text()
    go_to(window, Kind.ADDRESSEE, qtbot)
    assert inspector.kind.text() == "主送机关"
    assert "以冒号结尾" in inspector.reason.text()
    assert "主送机关，有把握" in inspector.accessibleDescription()


def test_a_kind_chosen_from_the_menu_is_kept(window: MainWindow, qtbot: QtBot, report_file: Path) -> None:
    uid = go_to(window, Kind.LEVEL2, qtbot)
    nodes = len(window.report.report.nodes())
    menu = window.inspector.menu()
    chosen = {action.text(): action for action in menu.actions()}
    assert [text for text, action in chosen.items() if action.isChecked()] == ["由程序判断", "第二层标题　（一）"]
    chosen["正文"].trigger()
    assert window.report.report.by_uid[uid].kind is Kind.BODY
    assert len(window.report.report.nodes()) == nodes - 1
    assert (window.inspector.kind.text(), window.inspector.sure.text()) == ("正文", "由您指定")
    assert OpenReport.open(report_file).report.by_uid[uid].kind is Kind.BODY
    assert OpenReport.open(report_file, Checking(notes=False)).report.by_uid[uid].kind is Kind.LEVEL2
    {action.text(): action for action in window.inspector.menu().actions()}["由程序判断"].trigger()
    assert window.report.report.by_uid[uid].kind is Kind.LEVEL2
    assert window.inspector.sure.text() == "有把握"


def test_the_menu_opens_by_keyboard(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[QPoint] = []
    monkeypatch.setattr(QMenu, "popup", lambda _, at: opened.append(at))  # the offscreen plugin cannot grab the keyboard
    go_to(window, Kind.LEVEL2, qtbot)
    button = window.inspector.change
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert opened == [button.mapToGlobal(button.rect().bottomLeft())]


def test_a_guess_asks_to_be_looked_at(window: MainWindow, qtbot: QtBot) -> None:
    uid = go_to(window, Kind.BODY, qtbot)
    window.report.retype([uid], ["领导小组名单"])
    report = window.report.report
    p = report.by_uid[uid]
    window.views.refresh()
    assert window.inspector.kind.text() == p.kind.value
    assert window.inspector.sure.text() == "较有把握"


def test_without_a_report_there_is_none(window: MainWindow, qtbot: QtBot) -> None:
    go_to(window, Kind.TITLE, qtbot)
    assert window.inspector.isVisibleTo(window)
    window.adopt(None)
    assert not window.inspector.isVisibleTo(window)
