"""Opening, saving, closing, dropping; files that are refused, changed by others or read-only."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

import app.ui.files as files_module
import app.ui.saving as saving_module
from app.editing import versions
from app.editing.open_report import Checking, OpenReport
from app.editing.settings import Settings
from app.ui.files import SAMPLE_NAME
from app.ui.jobs import GivenUpError
from app.ui.launch import crashed
from app.ui.main_window import MainWindow
from app.ui.reading import read_and_check
from app.ui.shield import Shield
from tests.ui.conftest import WAIT, Answers, open_in

ROOT = Path(files_module.__file__).resolve().parents[2]


def change(window: MainWindow) -> int:
    """Change the first paragraph; its uid."""
    first = window.report.report.paragraphs[0]
    window.report.retype([first.uid], [first.text + "（改）"])
    return first.uid


def press(words: str):
    def answer(dialog: QWidget) -> None:
        next(button for button in dialog.findChildren(QPushButton) if button.text() == words).click()

    return answer


def banner(window: MainWindow) -> str:
    return window.banner.text.text() if window.banner.isVisible() else ""


def test_nothing_open_offers_a_file_a_sample_and_no_dead_commands(empty_window: MainWindow) -> None:
    assert empty_window.stack.currentWidget() is empty_window.start
    assert empty_window.windowTitle() == "文衡"
    enabled = {name for name, action in empty_window.commands.items() if action.isEnabled()}
    assert enabled >= {"open", "sample", "versions", "quit", "keys", "about"}
    dead = {"save", "save_as", "reload", "close", "undo", "redo", "cut", "copy", "paste", "fix", "keep", "walk", "format", "next"}
    assert not enabled & dead


def test_sample_opens_as_a_copy_and_is_not_remembered(empty_window: MainWindow, qtbot: QtBot, home: Path) -> None:
    empty_window.start.sample.click()
    qtbot.waitUntil(lambda: empty_window.open_report is not None, timeout=WAIT)
    assert empty_window.report.path == home / "data" / "samples" / SAMPLE_NAME
    assert empty_window.settings.recent == ()


def test_open_report_is_named_in_the_title_and_remembered(window: MainWindow, report_file: Path) -> None:
    assert window.windowTitle() == "年度报告.docx[*] — 文衡"
    assert window.settings.recent == (str(report_file.resolve()),)
    window.commands.recent.aboutToShow.emit()
    assert [action.text() for action in window.commands.recent.actions()] == ["年度报告.docx"]


def test_save_proves_what_was_kept(window: MainWindow, report_file: Path, qtbot: QtBot) -> None:
    change(window)
    assert window.isWindowModified()
    window.commands["save"].trigger()
    qtbot.waitUntil(lambda: window.status.saved.text().startswith("已保存"), timeout=WAIT)
    assert "，0 处丢失；" in window.status.saved.text()
    assert "表格 1/1" in window.status.saved.text()
    assert not window.isWindowModified()
    again = OpenReport.open(report_file)
    assert again.report.paragraphs[0].text.endswith("（改）")


def test_save_as_writes_the_other_file_and_goes_on_with_it(
    window: MainWindow, report_file: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = report_file.read_bytes()
    change(window)
    monkeypatch.setattr(saving_module, "choose_target", lambda *_: tmp_path / "新报告.docx")
    window.commands["save_as"].trigger()
    qtbot.waitUntil(lambda: window.windowTitle().startswith("新报告.docx"), timeout=WAIT)
    assert report_file.read_bytes() == original
    assert (tmp_path / "新报告.docx").exists()
    assert not window.isWindowModified()


def test_saving_where_it_cannot_be_written_says_so_and_keeps_the_changes(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(window)
    monkeypatch.setattr(saving_module, "choose_target", lambda *_: tmp_path / "没有的文件夹" / "报告.docx")
    window.commands["save_as"].trigger()
    qtbot.waitUntil(lambda: banner(window).startswith("没有保存："), timeout=WAIT)
    assert window.isWindowModified()


def test_keys_pressed_while_saving_come_afterwards(window: MainWindow, qtbot: QtBot) -> None:
    window.outline.search.setFocus()
    window.commands["save"].trigger()
    qtbot.keyClicks(window.outline.search, "ab")
    qtbot.waitUntil(lambda: window.outline.search.text() == "ab", timeout=WAIT)


@pytest.mark.parametrize(("words", "closed", "saved"), [("取消", False, False), ("不保存", True, False), ("保存", True, True)])
def test_closing_with_changes_asks(
    window: MainWindow, report_file: Path, qtbot: QtBot, answers: Answers, words: str, closed: bool, saved: bool
) -> None:
    original = report_file.read_bytes()
    change(window)
    answers.then(press(words))
    window.close()
    if closed:
        qtbot.waitUntil(lambda: not window.isVisible(), timeout=WAIT)
    assert window.isVisible() is not closed
    assert (report_file.read_bytes() != original) is saved


def test_closing_without_changes_does_not_ask(window: MainWindow) -> None:
    window.close()
    assert not window.isVisible()


def test_opening_another_report_asks_about_changes(window: MainWindow, tmp_path: Path, answers: Answers) -> None:
    change(window)
    other = tmp_path / "另一份.docx"
    shutil.copyfile(window.report.path, other)
    answers.then(press("取消"))
    window.files.open(other)
    assert window.report.path != other
    assert window.report.modified


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("旧.docx", bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600)),
        ("坏.docx", b"PK\x03\x04 broken"),
        ("空.docx", b""),
        ("没有.docx", None),
    ],
)
def test_refused_file_gets_one_sentence_and_the_open_report_stays(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, name: str, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    before = window.report
    window.files.open(tmp_path / name)
    qtbot.waitUntil(lambda: banner(window).startswith(f"打不开“{name}”："), timeout=WAIT)
    assert banner(window).count("\n") == 0
    assert "Error" not in banner(window)
    assert banner(window).endswith("。")
    assert window.report is before
    assert window.stack.currentWidget() is window.splitter


def test_dropping_a_file_opens_it(empty_window: MainWindow, report_file: Path, qtbot: QtBot) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(report_file))])
    enter = QDragEnterEvent(
        empty_window.rect().center(), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    empty_window.dragEnterEvent(enter)
    assert enter.isAccepted()
    drop = QDropEvent(
        QPointF(100, 100), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    empty_window.dropEvent(drop)
    qtbot.waitUntil(lambda: empty_window.open_report is not None, timeout=WAIT)


def test_cancelled_reading_leaves_the_start_page(empty_window: MainWindow, report_file: Path, qtbot: QtBot) -> None:
    empty_window.files.open(report_file)
    assert empty_window.stack.currentWidget() is empty_window.busy
    assert report_file.name in empty_window.busy.words.text()
    empty_window.busy.button.click()
    assert empty_window.stack.currentWidget() is empty_window.start
    other = report_file.with_name("另一份.docx")
    shutil.copyfile(report_file, other)
    open_in(empty_window, other, qtbot)
    assert empty_window.report.path == other


def test_reading_tells_how_far_it_is_and_stops_when_given_up(report_file: Path) -> None:
    told: list[tuple[str, float]] = []
    report, layout = read_and_check(lambda words, done: told.append((words, done)), report_file, Checking(notes=False))
    assert report.findings_are_current
    assert layout.page_count > 1
    assert list(dict.fromkeys(words for words, _ in told)) == ["正在读取", "正在排版", "正在检查"]
    assert [done for _, done in told] == sorted(done for _, done in told)

    def give_up(words: str, _: float) -> None:
        if words == "正在检查":
            raise GivenUpError

    with pytest.raises(GivenUpError):
        read_and_check(give_up, report_file, Checking(notes=False))


QUIT_WHILE_READING = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from app.ui import files, launch
started = []
read = files.read_request
def noted(*given):
    started.append(1)
    return read(*given)
files.read_request = noted
app = launch.make_application([])
window = launch.MainWindow(launch.load_settings()[0])
sys.excepthook = lambda kind, error, trace: (print("HOOK", kind, error, file=sys.stderr), launch.crashed(kind, trace, window))
window.show()
window.files.open(Path(sys.argv[1]))
timer = QTimer(interval=1)
timer.timeout.connect(lambda: started and window.close())
timer.start()
app.exec()
"""


def test_quitting_while_a_report_is_read_is_quiet(report_file: Path, home: Path) -> None:
    command = [sys.executable, "-c", QUIT_WHILE_READING, str(report_file)]
    done = subprocess.run(command, cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0
    assert not [line for line in done.stderr.splitlines() if "HOOK" in line or "Error" in line]


def test_a_crash_after_the_window_is_gone_is_only_logged(themed: QApplication) -> None:
    window = MainWindow(Settings())
    delete(window)
    crashed(ValueError, None, window)


def test_keys_wait_no_longer_for_a_widget_that_is_gone(empty_window: MainWindow, qtbot: QtBot) -> None:
    shield, widget = Shield(), QLineEdit()
    shield.raise_()
    QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a"))
    delete(widget)
    shield.lower()


@pytest.mark.parametrize("answer", ["取消", "覆盖", "重新打开", "另存为…"])
def test_file_changed_by_another_program_is_asked_about_before_it_is_replaced(
    window: MainWindow, report_file: Path, qtbot: QtBot, answers: Answers, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    other = report_file.with_name("别人改的.docx")
    shutil.copyfile(report_file, other)
    foreign = OpenReport.open(other)
    foreign.retype([foreign.report.paragraphs[0].uid], ["别人改的标题"])
    report_file.write_bytes(foreign.save().path.read_bytes())
    theirs = report_file.read_bytes()
    change(window)
    elsewhere = report_file.with_name("我的.docx")
    monkeypatch.setattr(saving_module, "choose_target", lambda *_: elsewhere)
    answers.then(press("比较…")).then(press("关闭")).then(press(answer))
    if answer == "重新打开":
        answers.then(press("放弃改动，重新打开"))
    window.commands["save"].trigger()
    if answer == "取消":
        assert report_file.read_bytes() == theirs
        assert window.report.modified
        return
    qtbot.waitUntil(lambda: not window.report.modified, timeout=WAIT)
    title = OpenReport.open(report_file).report.paragraphs[0].text
    assert title.endswith("（改）") is (answer == "覆盖")
    assert elsewhere.exists() is (answer == "另存为…")
    if answer == "覆盖":
        assert theirs in [one.file.read_bytes() for one in versions.versions(report_file)]


def test_a_new_date_on_the_same_content_is_no_change(window: MainWindow, report_file: Path, qtbot: QtBot) -> None:
    change(window)
    os.utime(report_file, (1, 1))
    window.commands["save"].trigger()
    qtbot.waitUntil(lambda: window.status.saved.text().startswith("已保存"), timeout=WAIT)


def test_recent_report_that_is_gone_can_be_forgotten(empty_window: MainWindow, report_file: Path, qtbot: QtBot) -> None:
    open_in(empty_window, report_file, qtbot)
    empty_window.commands["close"].trigger()
    assert empty_window.stack.currentWidget() is empty_window.start
    report_file.unlink()
    empty_window.start.show_recent(empty_window.settings.recent)
    button = empty_window.start.findChildren(QPushButton, "recent")[-1]
    button.click()
    assert empty_window.settings.recent == ()


def test_text_report_opens_and_says_that_format_was_not_checked(empty_window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "报告.txt"
    path.write_text("关于整理档案工作情况的报告\n\n市政府：\n各项工作已经完成。\n特此报告。\n", encoding="gb18030")
    open_in(empty_window, path, qtbot)
    assert "纯文本没有格式" in empty_window.findings._unchecked


def test_protected_report_opens_read_only_and_says_so(
    empty_window: MainWindow, report_file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "受保护.docx"
    with zipfile.ZipFile(report_file) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/settings.xml":
                at = data.index(b"<w:", data.index(b"<w:settings") + 5)
                data = data[:at] + b'<w:documentProtection w:edit="readOnly" w:enforcement="1"/>' + data[at:]
            new.writestr(name, data)
    open_in(empty_window, path, qtbot)
    assert "（只读）" in empty_window.windowTitle()
    assert banner(empty_window).startswith("只读：")
    assert not any(
        empty_window.commands[name].isEnabled() for name in ("fix", "format", "fix_safe", "walk", "undo", "kind", "paste")
    )
    assert empty_window.commands["next"].isEnabled()


def test_report_is_shown_from_its_beginning(window: MainWindow) -> None:
    assert window.page.editor.verticalScrollBar().value() == 0
