"""Everything by keyboard, with a name for every control."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLibraryInfo, QPoint, QPointF, Qt
from PySide6.QtGui import QKeySequence, QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.rules import load
from app.ui.actions import COMMANDS, MENUS, TOOLBAR
from app.ui.main_window import MainWindow
from app.ui.page_pane import FIT
from app.ui.panes import PAGE
from app.ui.rule_page import rule_html
from tests.ui.conftest import WAIT, Answers


def has_focus(pane: QWidget) -> bool:
    focus = pane.window().focusWidget()
    return focus is not None and (focus is pane or pane.isAncestorOf(focus))


def test_f8_goes_through_the_findings_and_back(window: MainWindow, qtbot: QtBot) -> None:
    shown = window.findings.shown()
    window.page.focus()
    for expected in (*shown[:3], *shown[1::-1]):
        back = window.findings.current() is not None and shown.index(expected) < shown.index(window.findings.current())
        qtbot.keyClick(window, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier if back else Qt.KeyboardModifier.NoModifier)
        assert window.findings.current() is expected
    qtbot.keyClick(window, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert window.findings.current() is shown[-1]


def test_alt_enter_mends_the_open_finding_and_ctrl_z_takes_it_back(window: MainWindow, qtbot: QtBot) -> None:
    before = window.report.document.to_bytes()
    qtbot.keyClick(window, Qt.Key.Key_F8)
    qtbot.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    assert window.report.modified
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.report.document.to_bytes() == before


def test_panes_are_reached_hidden_and_gone_round(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert has_focus(window.outline)
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert window.outline.isHidden()
    assert has_focus(window.page)
    assert not window.commands["pane1"].isChecked()
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert has_focus(window.outline)
    for pane in (window.page, window.findings, window.outline):
        qtbot.keyClick(window, Qt.Key.Key_F6)
        assert has_focus(pane)


def test_enter_on_a_row_of_the_structure_goes_to_the_page(window: MainWindow, qtbot: QtBot) -> None:
    tree = window.outline.tree
    tree.setFocus()
    tree.setCurrentIndex(tree.model().index(2, 0))
    qtbot.keyClick(tree, Qt.Key.Key_Return)
    assert has_focus(window.page)


def test_arrow_keys_in_the_list_open_the_next_card(window: MainWindow, qtbot: QtBot) -> None:
    view = window.findings.list
    qtbot.keyClick(window, Qt.Key.Key_F8)
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert window.findings.current() is window.findings.shown()[1]
    assert view.card() is not None
    assert view.card().finding is window.findings.shown()[1]


def test_f1_shows_the_page_of_the_rule(window: MainWindow, qtbot: QtBot, answers: Answers) -> None:
    seen: list[str] = []
    answers.then(lambda dialog: (seen.append(dialog.page.toPlainText()), dialog.accept()))
    qtbot.keyClick(window, Qt.Key.Key_F8)
    finding = window.findings.current()
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert finding.code in seen[0]
    assert finding.clause in seen[0]
    assert "理由" in seen[0]


def test_every_rule_has_a_page() -> None:
    for rule in load().values():
        page = rule_html(rule)
        assert rule.code in page
        assert "符合" in page


def test_every_control_has_a_name(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F8)
    for kind in (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView):
        for widget in window.findChildren(kind):
            if widget.isVisible() and not isinstance(widget.parent(), QComboBox):
                named = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
                if isinstance(widget.parent(), QLineEdit):  # the clear button of a search box
                    continue
                assert named, (widget, widget.objectName(), widget.parent())


def test_no_key_is_given_twice_and_no_command_is_left_out() -> None:
    keys = [QKeySequence(command.key).toString() for command in COMMANDS.values() if command.key]
    assert len(keys) == len(set(keys))
    named = {name for _, names in MENUS for name in names} - {"-", "recent", "elements"}
    assert named == set(COMMANDS)
    assert set(TOOLBAR) - {"-"} <= set(COMMANDS)


def test_every_enabled_command_is_connected(window: MainWindow) -> None:
    for name, action in window.commands.items():
        assert action.receivers("2triggered(bool)") > 0, name


def test_qt_speaks_chinese() -> None:
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    assert (__import__("pathlib").Path(folder) / "qtbase_zh_CN.qm").exists()


def wheel(window: MainWindow, delta: int) -> None:
    window.page.editor.wheelEvent(QWheelEvent(
        QPointF(50, 50), QPointF(50, 50), QPoint(), QPoint(0, delta), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
    ))  # fmt: skip


def test_zooming_with_the_wheel_ends_fitting_the_width_and_is_remembered(window: MainWindow) -> None:
    window.commands["zoom_fit"].trigger()
    assert window.page.zoom_setting() == FIT
    before = window.page.zoom_percent()
    wheel(window, 40)
    assert window.page.zoom_setting() == FIT  # a third of a step
    wheel(window, 80)
    assert window.page.zoom_setting() == window.page.zoom_percent() > before
    assert window.status.zoom.text() == f"{window.page.zoom_percent()}%"
    window.resize(1100, 700)
    assert window.page.zoom_percent() > before
    window.commands["zoom_in"].trigger()
    window.commands["zoom_out"].trigger()
    window.commands["zoom_fit"].trigger()
    assert window.page.zoom_setting() == FIT


@pytest.mark.parametrize("size", [(683, 384), (910, 512), (1092, 614)])
def test_a_small_screen_at_a_large_scale_shows_everything(window: MainWindow, qtbot: QtBot, size: tuple[int, int]) -> None:
    window.resize(*size)
    qtbot.waitUntil(lambda: (window.width(), window.height()) == size, timeout=WAIT)
    words, right = window.check_bar.words, QPoint(size[0] - 1, size[1] - 1)
    qtbot.waitUntil(lambda: words.width() >= words.sizeHint().width(), timeout=WAIT)
    assert window.status.mapTo(window, window.status.rect().bottomRight()) == right
    assert window.findings.mapTo(window, window.findings.rect().bottomRight()).x() == right.x()
    assert window.page.width() >= min(PAGE, size[0] // 2)


def test_the_structure_comes_back_when_there_is_room(window: MainWindow) -> None:
    window.resize(700, 600)
    assert not window.outline.isVisible()
    assert window.panes.values()["show_outline"]
    window.resize(1200, 700)
    assert window.outline.isVisible()
