"""一是… items moved in the window, by mouse and by key, on a real file; what counts is the file that is saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from app.editing.open_report import OpenReport
from app.ui.main_window import MainWindow
from app.ui.outline_model import ENTRY
from app.ui.plan_dialog import PlanDialog
from tests.docx.make import p
from tests.docx.tree_draft import ITEMS, TEXT, UPRIGHT, draft
from tests.ui.conftest import WAIT, Answers, open_in
from tests.ui.test_window_tree import accept, agree, drag, key, put_caret, row, saved

pytestmark = pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)  # menus, offscreen
ALT_SHIFT = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
Where = Callable[[int, int], int]
TOP: Where = lambda top, _: top + 1  # noqa: E731
BOTTOM: Where = lambda _, bottom: bottom - 1  # noqa: E731
MIDDLE: Where = lambda top, bottom: (top + bottom) // 2  # noqa: E731


@pytest.fixture
def window(empty_window: MainWindow, tmp_path: Path, qtbot: QtBot) -> MainWindow:  # pyright: ignore[reportGeneralTypeIssues]
    path = tmp_path / "数据报告.docx"
    path.write_bytes(draft(ITEMS))
    open_in(empty_window, path, qtbot)
    return empty_window


def lines(report: OpenReport, *numbers: int) -> list[str]:
    """The paragraphs with those numbers, without the characters that stand for objects."""
    return [report.report.paragraphs[number].text.replace("\ufffc", "") for number in numbers]


def items(report: OpenReport, section: int) -> list[str]:
    return [item.numeral + item.text for item in report.report.outline[section].items]


def stand_on(window: MainWindow, words: str) -> None:
    window.outline.tree.setFocus()
    window.outline.tree.setCurrentIndex(row(window, words))


def current(window: MainWindow) -> str:
    return window.outline.tree.currentIndex().data(ENTRY).words


INLINE = "主要做了三件事。一是抓早；二是新增的抓实；三是抓小，防微杜渐。总体情况良好。"


def test_by_key_inside_a_paragraph(window: MainWindow, answers: Answers) -> None:
    said: list[str] = []

    def read(dialog: QWidget) -> None:
        assert isinstance(dialog, PlanDialog)
        groups = [dialog.tree.topLevelItem(at) for at in range(dialog.tree.topLevelItemCount())]
        said.extend(group.child(at).text(1) for group in groups for at in range(group.childCount()))
        accept(dialog)

    before, objects = window.report.document.to_bytes(), window.report.report.objects
    answers.then(read)
    stand_on(window, "三是")
    key(window, Qt.Key.Key_Up, ALT_SHIFT)
    assert said == ["三是 → 二是", "二是 → 三是", "。 → ；", "； → 。"]
    assert window.focusWidget() is window.outline.tree
    assert current(window).startswith("二是")
    report = saved(window)
    assert lines(report, 4) == [INLINE]
    assert report.report.objects == objects
    window.commands["undo"].trigger()
    assert window.report.document.to_bytes() == before
    assert saved(window).report.paragraphs[4].text.index("抓实") > INLINE.index("抓实")


def test_by_key_between_paragraphs_and_further(window: MainWindow, answers: Answers) -> None:
    agree(answers, 2)
    stand_on(window, "力量不足")
    key(window, Qt.Key.Key_Down, ALT_SHIFT)
    assert current(window) == "二是　力量不足"
    key(window, Qt.Key.Key_Down, ALT_SHIFT)
    report = saved(window)
    assert [text[:4] for text in items(report, 1)] == ["一是经费", "二是能力", "三是力量"]
    assert [text[-3:] for text in lines(report, 7, 8, 9)] == ["努力；", "不足；", "不足。"]
    assert report.report.tables[0].after == report.report.paragraphs[9].uid, "the table goes with its item"


def test_by_key_from_the_page_the_caret_stays_with_its_words(window: MainWindow, answers: Answers) -> None:
    agree(answers)
    put_caret(window, "防微", 1)
    key(window, Qt.Key.Key_Down, ALT_SHIFT)
    uid, offset = window.page.caret()
    assert window.report.report.by_uid[uid].text[offset - 1 : offset + 1] == "防微"
    assert lines(saved(window), 4) == [INLINE]


def test_outside_its_words_the_caret_means_the_section(window: MainWindow, answers: Answers) -> None:
    agree(answers)
    put_caret(window, "总体情况", 2)
    key(window, Qt.Key.Key_Down, ALT_SHIFT)
    assert [node.text for node in saved(window).report.outline] == ["存在问题", "工作回顾", "下步打算"]


@pytest.mark.parametrize(
    ("source", "target", "where", "section", "wanted"),
    [
        ("能力不足", "力量不足", TOP, 1, ["一是能力不足", "二是力量不足", "三是经费不足"]),
        ("力量不足", "能力不足", BOTTOM, 1, ["一是经费不足", "二是能力不足", "三是力量不足"]),
        ("力量不足", "能力不足", MIDDLE, 1, ["一是经费不足", "二是能力不足", "三是力量不足"]),
        ("能力不足", "压实责任", TOP, 2, ["一是能力不足", "二是压实责任", "三是抓好落实", "四是强化监督"]),
        ("能力不足", "强化监督", BOTTOM, 2, ["一是压实责任", "二是抓好落实", "三是强化监督", "四是能力不足"]),
        ("能力不足", "下步打算", MIDDLE, 2, ["一是压实责任", "二是抓好落实", "三是强化监督", "四是能力不足"]),
        ("抓小", "压实责任", BOTTOM, 2, ["一是压实责任", "二是抓小", "三是抓好落实", "四是强化监督"]),
        ("抓小", "能力不足", BOTTOM, 1, ["一是力量不足", "二是经费不足", "三是能力不足", "四是抓小"]),
        ("压实责任", "抓小", TOP, 0, ["一是抓早", "二是压实责任", "三是抓小", "四是新增的抓实"]),
    ],
    ids=["up", "down", "onto", "into-lead", "paragraph", "under-heading", "apart", "apart-at-end", "out-of-lead"],
)
def test_by_mouse(
    window: MainWindow, answers: Answers, source: str, target: str, where: Where, section: int, wanted: list[str]
) -> None:
    before, objects = window.report.document.to_bytes(), window.report.report.objects
    agree(answers)
    window.outline.tree.setFocus()
    drag(window, source, target, where)
    assert source[-2:] in current(window)
    report = saved(window)
    short = [text.split("，")[0].replace("\ufffc", "") for text in items(report, section)]
    assert short == wanted
    assert report.report.objects == objects
    if (source, target) == ("能力不足", "压实责任"):
        assert lines(report, 10, 11) == ["要抓紧：一是能力不足；", "二是压实责任；"]
    window.commands["undo"].trigger()
    assert window.report.document.to_bytes() == before


def test_which_rows_can_be_dragged(window: MainWindow) -> None:
    dragged = Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled
    for words, wanted in (("能力不足", True), ("存在问题", True), ("某某市数据局", False)):
        assert (window.outline.model.flags(row(window, words)) & dragged == dragged) is wanted


def test_a_section_and_an_item_do_not_mix(window: MainWindow) -> None:
    drag(window, "下步打算", "力量不足", TOP)
    assert "标题" in window.status.saved.text() + window.status.saved.toolTip()
    assert not window.report.modified


def test_what_is_meant_for_sections_leaves_items_alone(window: MainWindow) -> None:
    for what, modifiers in ((Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_Left, ALT_SHIFT)):
        stand_on(window, "力量不足")
        key(window, what, modifiers)
        assert "条目" in window.status.saved.text() + window.status.saved.toolTip()
        assert not window.report.modified


def test_the_menu_of_an_item(window: MainWindow, answers: Answers, qtbot: QtBot) -> None:
    agree(answers)
    tree = window.outline.tree
    at = tree.visualRect(row(window, "经费不足")).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, tree.viewport().mapToGlobal(at))
    QApplication.sendEvent(tree.viewport(), event)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu), timeout=WAIT)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [action.objectName() for action in menu.actions()] == ["section_up", "section_down"]
    place = menu.actionGeometry(window.commands["section_up"]).center()
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=QPoint(place))
    assert [text[:4] for text in items(saved(window), 1)] == ["一是经费", "二是力量", "三是能力"]


def test_items_of_a_report_without_headings(empty_window: MainWindow, tmp_path: Path, answers: Answers, qtbot: QtBot) -> None:
    path = tmp_path / "请示.docx"
    body = p("关于购置设备的请示", '<w:jc w:val="center"/>') + p("市政府：") + p("现有设备老化，需要更换。" + TEXT)
    path.write_bytes(draft(body + p("具体请示如下。一是购置；二是安装；三是培训。") + p("妥否，请批示。") + UPRIGHT))
    open_in(empty_window, path, qtbot)
    agree(answers)
    before = empty_window.report.document.to_bytes()
    assert row(empty_window, "安装").parent().data(ENTRY).label == "正文"
    drag(empty_window, "培训", "一是　购置", TOP)
    assert lines(saved(empty_window), 3) == ["具体请示如下。一是培训；二是购置；三是安装。"]
    assert current(empty_window)
    empty_window.commands["undo"].trigger()
    assert empty_window.report.document.to_bytes() == before


def test_a_text_file_too(empty_window: MainWindow, tmp_path: Path, answers: Answers, qtbot: QtBot) -> None:
    path = tmp_path / "报告.txt"
    text = ["关于数据工作情况的报告", "一、甲情况", "要求如下：一是抓早；二是抓小。", "二、乙情况", "一是读书；", "二是看报。"]
    path.write_bytes("\r\n".join(text).encode("gb18030"))
    open_in(empty_window, path, qtbot)
    agree(answers, 2)
    stand_on(empty_window, "抓小")
    QTest.keySequence(empty_window.focusWidget() or empty_window, QKeySequence("Alt+Shift+Up"))
    drag(empty_window, "读书", "抓小", TOP)
    saved(empty_window)
    wanted = [*text[:2], "要求如下：一是读书；二是抓小；三是抓早。", text[3], "一是看报。"]
    assert path.read_bytes().decode("gb18030") == "\r\n".join(wanted)
