"""Each step on the tree once by mouse and once by keyboard, on a real file: what the saved file says when opened again."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from app.docx.document import WordDocument
from app.editing.open_report import OpenReport
from app.ui.actions import COMMANDS, MENUS
from app.ui.main_window import MainWindow
from app.ui.plan_dialog import PlanDialog
from app.ui.restructuring import AT_CARET, IN_TREE, ON_REPORT, ON_SECTION
from tests.docx.tree_draft import BODY, TEXT, draft
from tests.ui.conftest import WAIT, Answers, open_in
from tests.ui.test_window_tree import put_caret, row, saved, sections, tops

pytestmark = pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)  # menus, offscreen
BEFORE = ["一、工作回顾", "二、存在问题", "三、下步打算", "四、有关建议"]
APART = BODY.replace("压实责任，一是抓早；二是抓小；三是抓实。", "压实责任：</w:t></w:r></w:p>" + "".join(
    f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>" for words in ("一是抓早；", "二是抓小；")) + "<w:p><w:r><w:t>三是抓实。")  # fmt: skip
GAPS = (
    BODY.replace("四、有关建议", "七、有关建议").replace("（三）加强保障", "（六）加强保障").replace("（二）优化", "（五）优化")
)
AUTOMATIC = re.sub(r"<w:pPr>((?:<w:outlineLvl w:val=\"0\"/>)</w:pPr>.{0,80}?<w:t[^>]*>)[一二三四]、",
                   r'<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>\1', BODY)  # fmt: skip
NOTED = f"{TEXT[:12]}批注处\ufffc{TEXT[12:]}"  # with the commented words in its middle
Said = Callable[[OpenReport], object]


def lines(report: OpenReport) -> list[str]:
    return [p.text for p in report.report.paragraphs]


def below(words: str) -> Said:
    """The line that holds `words` and the one under it."""

    def said(report: OpenReport) -> object:
        found = lines(report)
        at = next(n for n, line in enumerate(found) if words in line)
        return found[at : at + 2]

    return said


def inner(report: OpenReport) -> list[str]:
    return [title for title in sections(report) if "（" in title]


def numerals(report: OpenReport) -> str:
    return "".join(node.numeral.rstrip("、") for node in report.report.nodes())


def automatic(report: OpenReport) -> object:
    return [(node.numeral + node.text, node.automatic) for node in report.report.outline]


@dataclass(frozen=True)
class Step:
    """A command, the heading or the words it is given on (with an offset: the caret), and what the file says after it."""

    name: str
    words: str
    said: Said
    wanted: object
    offset: int | None = None
    body: str = BODY
    asks: bool = True


STEPS = [
    Step("section_up", "下步打算", tops, ["一、工作回顾", "二、下步打算", "三、存在问题", "四、有关建议"]),
    Step("section_down", "工作回顾", tops, ["一、存在问题", "二、工作回顾", "三、下步打算", "四、有关建议"]),
    Step("promote", "优化流程", tops, ["一、工作回顾", "二、优化流程", "三、存在问题", "四、下步打算", "五、有关建议"]),
    Step("demote", "存在问题", inner, ["（一）健全制度", "（二）优化流程", "（三）存在问题", "（一）抓好落实", "（二）强化监督", "（三）加强保障"]),
    Step("new_before", "存在问题", tops, ["一、工作回顾", "二、【待写标题】", "三、存在问题", "四、下步打算", "五、有关建议"]),
    Step("new_after", "存在问题", tops, ["一、工作回顾", "二、存在问题", "三、【待写标题】", "四、下步打算", "五、有关建议"]),
    Step("new_inside", "工作回顾", inner, ["（一）健全制度", "（二）优化流程", "（三）【待写标题】", "（一）抓好落实", "（二）强化监督", "（三）加强保障"], asks=False),
    Step("section_split", "（二）强化监督。", inner, ["（一）健全制度", "（二）优化流程", "（一）抓好落实", "（二）强化监督", "（三）【待写标题】", "（四）加强保障"], offset=12),
    Step("section_merge", "下步打算", tops, ["一、工作回顾", "二、存在问题", "三、有关建议"]),
    Step("section_delete", "存在问题", tops, ["一、工作回顾", "二、下步打算", "三、有关建议"]),
    Step("own_line", "强化监督", below("强化监督"), ["（二）强化监督", TEXT], asks=False),
    Step("run_in", "健全制度", below("健全制度"), [f"（一）健全制度。{NOTED}", "（二）优化流程"], asks=False),
    Step("items_apart", "压实责任", below("二是抓小"), ["二是抓小；", "三是抓实。"], offset=3, asks=False),
    Step("items_together", "二是抓小", below("压实责任"), ["（一）抓好落实。压实责任：一是抓早；二是抓小；三是抓实。", f"（二）强化监督。{TEXT}"], offset=2, body=APART, asks=False),
    Step("count_report", "工作回顾", numerals, "一（一）（二）二三（一）（二）（三）四", body=GAPS),
    Step("count_branch", "下步打算", numerals, "一（一）（五）二三（一）（二）（三）七", body=GAPS),
    Step("count_series", "工作回顾", numerals, "一（一）（五）二三（一）（二）（六）四", body=GAPS),
    Step("numbers_to_text", "工作回顾", automatic, [(title, False) for title in BEFORE], body=AUTOMATIC, asks=False),
    Step("text_to_numbers", "工作回顾", automatic, [(title, True) for title in BEFORE], asks=False),
]  # fmt: skip


def accept(dialog: QWidget) -> None:
    assert isinstance(dialog, PlanDialog)
    QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton)


def accept_by_key(dialog: QWidget) -> None:
    assert isinstance(dialog, PlanDialog)
    QTest.keyClick(dialog, Qt.Key.Key_Return)


def menu_of(name: str) -> int:
    return next(number for number, (_, names) in enumerate(MENUS) if name in names)


def mnemonic(words: str) -> str:
    return words[words.index("&") + 1]


def open_menu(qtbot: QtBot) -> QMenu:
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu), timeout=WAIT)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def click(menu: QMenu, window: MainWindow, name: str) -> None:
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(window.commands[name]).center())


def by_menu_bar(window: MainWindow, name: str, qtbot: QtBot) -> None:
    bar = window.menuBar()
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.actionGeometry(bar.actions()[menu_of(name)]).center())
    click(open_menu(qtbot), window, name)


def by_right_click(window: MainWindow, words: str, name: str, qtbot: QtBot) -> None:
    tree = window.outline.tree
    at = tree.visualRect(row(window, words)).center()
    place = tree.viewport().mapToGlobal(at)
    QApplication.sendEvent(tree.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, place))
    click(open_menu(qtbot), window, name)


def by_mnemonics(window: MainWindow, name: str, qtbot: QtBot) -> None:
    """Alt and the menu's letter, then the command's."""
    window.activateWindow()  # offscreen, a closed dialog stays the active one
    qtbot.waitUntil(window.isActiveWindow, timeout=WAIT)
    focus = window.focusWidget() or window
    QTest.keyClick(focus, mnemonic(MENUS[menu_of(name)][0]), Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(open_menu(qtbot), mnemonic(COMMANDS[name].words))


def opened(window: MainWindow, folder: Path, body: str, qtbot: QtBot) -> bytes:
    file = folder / "数据报告.docx"
    file.write_bytes(draft(body))
    open_in(window, file, qtbot)
    return window.report.document.to_bytes()


def prepared(window: MainWindow, step: Step, folder: Path, qtbot: QtBot) -> bytes:
    """The file of the step is open, and the caret or the focus stands where the step begins; gives the file's bytes."""
    before = opened(window, folder, step.body, qtbot)
    if step.offset is None:
        window.outline.tree.setFocus()
        window.outline.tree.setCurrentIndex(row(window, step.words))
    else:
        put_caret(window, step.words, step.offset)
    return before


def done(window: MainWindow, step: Step, before: bytes) -> None:
    """The saved file says what the step was to do, and undo gives the first file."""
    assert step.said(saved(window)) == step.wanted
    window.commands["undo"].trigger()
    assert window.report.document.to_bytes() == before


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_by_mouse(empty_window: MainWindow, tmp_path: Path, answers: Answers, qtbot: QtBot, step: Step) -> None:
    before = prepared(empty_window, step, tmp_path, qtbot)
    if step.asks:
        answers.then(accept)
    if step.offset is None:
        tree = empty_window.outline.tree
        tree.setCurrentIndex(tree.model().index(0, 0))
        QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=tree.visualRect(row(empty_window, step.words)).center())
    by_menu_bar(empty_window, step.name, qtbot)
    done(empty_window, step, before)


@pytest.mark.parametrize("step", [step for step in STEPS if step.name in IN_TREE], ids=lambda step: step.name)
def test_by_right_click(empty_window: MainWindow, tmp_path: Path, answers: Answers, qtbot: QtBot, step: Step) -> None:
    before = opened(empty_window, tmp_path, step.body, qtbot)
    if step.asks:
        answers.then(accept)
    by_right_click(empty_window, step.words, step.name, qtbot)
    done(empty_window, step, before)


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_by_the_letters_of_the_menu(empty_window: MainWindow, tmp_path: Path, answers: Answers, qtbot: QtBot, step: Step) -> None:
    before = prepared(empty_window, step, tmp_path, qtbot)
    if step.asks:
        answers.then(accept_by_key)
    by_mnemonics(empty_window, step.name, qtbot)
    done(empty_window, step, before)


@pytest.mark.parametrize("step", [step for step in STEPS if COMMANDS[step.name].key], ids=lambda step: step.name)
def test_by_a_key_of_its_own(empty_window: MainWindow, tmp_path: Path, answers: Answers, qtbot: QtBot, step: Step) -> None:
    before = prepared(empty_window, step, tmp_path, qtbot)
    if step.asks:
        answers.then(accept_by_key)
    pressed = QKeySequence(COMMANDS[step.name].key)[0]
    QTest.keyClick(empty_window.focusWidget() or empty_window, pressed.key(), pressed.keyboardModifiers())
    done(empty_window, step, before)


def test_the_menu_key_in_the_structure(empty_window: MainWindow, tmp_path: Path, answers: Answers, qtbot: QtBot) -> None:
    step = next(step for step in STEPS if step.name == "section_merge")
    before = prepared(empty_window, step, tmp_path, qtbot)
    answers.then(accept_by_key)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    QApplication.sendEvent(empty_window.outline.tree.viewport(), event)
    QTest.keyClick(open_menu(qtbot), mnemonic(COMMANDS[step.name].words))
    done(empty_window, step, before)


def test_every_step_is_tried() -> None:
    assert {step.name for step in STEPS} == {*ON_SECTION, *AT_CARET, *ON_REPORT}


def test_a_deleted_section_takes_its_notes_and_comments_along(
    empty_window: MainWindow, tmp_path: Path, answers: Answers, qtbot: QtBot
) -> None:
    before = opened(empty_window, tmp_path, BODY, qtbot)
    answers.then(accept)
    by_right_click(empty_window, "工作回顾", "section_delete", qtbot)
    report = saved(empty_window)
    assert (report.report.objects.footnotes, report.report.objects.comments) == (0, 0)
    assert isinstance(report.document, WordDocument)
    left = [report.document.part(f"word/{part}.xml") or b"" for part in ("footnotes", "comments")]
    assert not any(words.encode() in part for part in left for words in ("脚注的话", "请核实"))
    empty_window.commands["undo"].trigger()
    assert empty_window.report.document.to_bytes() == before
    assert saved(empty_window).report.objects.footnotes == 1
