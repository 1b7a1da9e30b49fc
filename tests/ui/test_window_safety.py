"""The window when things go wrong: crashes, full disks, read-only files, a second window, refused saves, old versions."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QListWidget, QPushButton, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

import app.ui.keeping as keeping_module
import app.ui.saving as saving_module
from app.core.errors import GuardError
from app.docx.document import WordDocument
from app.editing import locks, recovery, versions
from app.editing.in_use import who_has_it_open
from app.editing.open_report import Checking, OpenReport
from app.ui.compare_dialog import CompareDialog
from app.ui.main_window import MainWindow
from tests.docx.make import p, parts, zipped
from tests.docx.test_kinds import members_of, with_macros
from tests.editing.test_recovery import HOLDING, crashing
from tests.ui.conftest import WAIT, Answers, open_in
from tests.ui.test_window_files import ROOT, banner, change, press

PLAIN = Checking(notes=False)


def title_of(path: Path) -> str:
    return OpenReport.open(path, PLAIN).report.paragraphs[0].text


def copies(home: Path) -> list[Path]:
    return sorted((home / "data" / "recovery").glob("*/copy.*"))


# --- recovery copies ----------------------------------------------------------------------------------------------------


def test_unsaved_changes_are_copied_soon_and_the_copy_goes_when_they_are_saved(
    window: MainWindow, home: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping_module, "FIRST", 50)
    monkeypatch.setattr(keeping_module, "EVERY", 50)
    change(window)
    assert copies(home) == [], "not while the key is being typed"
    qtbot.waitUntil(lambda: len(copies(home)) == 1, timeout=WAIT)
    window.commands["save"].trigger()
    qtbot.waitUntil(lambda: not window.report.modified, timeout=WAIT)
    qtbot.waitUntil(lambda: copies(home) == [], timeout=WAIT)
    change(window)
    qtbot.waitUntil(lambda: len(copies(home)) == 1, timeout=WAIT)
    window.commands["undo"].trigger()
    qtbot.waitUntil(lambda: copies(home) == [], timeout=WAIT)


def test_a_copy_that_cannot_be_written_is_told_once(
    window: MainWindow, home: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping_module, "FIRST", 50)
    (home / "data").mkdir(parents=True, exist_ok=True)
    (home / "data" / "recovery").write_text("此处应是文件夹", encoding="utf-8")
    change(window)
    qtbot.waitUntil(lambda: "恢复副本写不了" in banner(window), timeout=WAIT)


def test_a_crash_keeps_a_copy_at_once(window: MainWindow, home: Path) -> None:
    change(window)
    window.tell_crash()
    assert len(copies(home)) == 1
    assert "程序出错" in banner(window)


def test_after_a_crash_the_start_page_offers_what_was_not_saved(
    empty_window: MainWindow, report_file: Path, home: Path, qtbot: QtBot, answers: Answers
) -> None:
    before = report_file.read_bytes()
    with crashing(report_file) as process:
        process.kill()
    empty_window.files.recovering.offer()
    shown = empty_window.start.recovery
    assert shown.isVisible()
    buttons = {button.text(): button for button in shown.findChildren(QPushButton)}
    seen: list[str] = []

    def look(dialog: QWidget) -> None:
        seen.append(dialog.findChild(QTextBrowser).toPlainText())
        press("关闭")(dialog)

    answers.then(look)
    buttons["比较…"].click()
    assert "崩溃前改的标题" in seen[0]
    buttons["恢复"].click()
    qtbot.waitUntil(lambda: empty_window.open_report is not None, timeout=WAIT)
    assert empty_window.report.path == report_file
    assert empty_window.isWindowModified()
    assert empty_window.report.report.paragraphs[0].text == "崩溃前改的标题"
    assert "自动保存的内容" in banner(empty_window)
    assert report_file.read_bytes() == before
    assert len(copies(home)) == 1, "a crash right after recovering loses nothing"
    press("保存")(empty_window.banner)
    qtbot.waitUntil(lambda: not empty_window.report.modified, timeout=WAIT)
    qtbot.waitUntil(lambda: copies(home) == [] and not banner(empty_window), timeout=WAIT)
    assert title_of(report_file) == "崩溃前改的标题"


def test_what_nobody_wants_back_goes_and_the_file_stays(empty_window: MainWindow, report_file: Path, home: Path) -> None:
    before = report_file.read_bytes()
    with crashing(report_file) as process:
        process.kill()
    empty_window.files.recovering.offer()
    press("不要了")(empty_window.start.recovery)
    assert not empty_window.start.recovery.isVisible()
    assert copies(home) == []
    assert report_file.read_bytes() == before


def test_with_a_report_named_at_the_start_the_banner_leads_to_what_was_not_saved(
    empty_window: MainWindow, report_file: Path, tmp_path: Path, qtbot: QtBot, answers: Answers
) -> None:
    with crashing(report_file) as process:
        process.kill()
    other = tmp_path / "另一份.docx"
    shutil.copyfile(report_file, other)
    empty_window.files.recovering.offer()
    open_in(empty_window, other, qtbot)
    assert "年度报告.docx" in banner(empty_window)
    answers.then(press("恢复"))
    press("查看…")(empty_window.banner)
    qtbot.waitUntil(lambda: empty_window.report.path == report_file, timeout=WAIT)
    assert empty_window.report.modified


# --- a second window ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("answer", ["只读打开", "打开副本", "取消"])
def test_a_report_that_another_window_edits_is_asked_about(
    empty_window: MainWindow, report_file: Path, qtbot: QtBot, answers: Answers, answer: str
) -> None:
    command = [sys.executable, "-c", HOLDING, str(report_file)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        answers.then(press(answer))
        empty_window.files.open(report_file)
        if answer == "取消":
            assert empty_window.stack.currentWidget() is empty_window.start
        else:
            qtbot.waitUntil(lambda: empty_window.open_report is not None, timeout=WAIT)
            assert (empty_window.report.read_only is not None) is (answer == "只读打开")
            assert (empty_window.report.path is None) is (answer == "打开副本")
            assert empty_window.commands["paste"].isEnabled() is (answer == "打开副本")
            if answer == "打开副本":
                assert empty_window.windowTitle() == "年度报告 副本.docx[*] — 文衡"
        process.kill()


def test_what_may_only_be_read_can_be_edited_once_it_is_saved_elsewhere(
    empty_window: MainWindow, report_file: Path, tmp_path: Path, qtbot: QtBot, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = locks.take_for_report(report_file)
    assert held is not None
    answers.then(press("只读打开"))
    empty_window.files.open(report_file)
    qtbot.waitUntil(lambda: empty_window.open_report is not None, timeout=WAIT)
    mine = tmp_path / "我的.docx"
    monkeypatch.setattr(saving_module, "choose_target", lambda *_: mine)
    empty_window.commands["save_as"].trigger()
    qtbot.waitUntil(lambda: empty_window.report.path == mine and empty_window.report.read_only is None, timeout=WAIT)
    qtbot.waitUntil(empty_window.commands["paste"].isEnabled, timeout=WAIT)
    held.release()


def test_the_lock_follows_the_report(window: MainWindow, report_file: Path, tmp_path: Path, qtbot: QtBot) -> None:
    assert locks.take_for_report(report_file) is None
    window.files.reload()
    qtbot.waitUntil(lambda: window.stack.currentWidget() is window.splitter, timeout=WAIT)
    assert locks.take_for_report(report_file) is None
    other = tmp_path / "另一份.docx"
    shutil.copyfile(report_file, other)
    open_in(window, other, qtbot)
    free = locks.take_for_report(report_file)
    assert free is not None
    free.release()
    window.commands["close"].trigger()
    free = locks.take_for_report(other)
    assert free is not None
    free.release()


def test_a_report_that_word_has_open_is_told_with_the_name(empty_window: MainWindow, report_file: Path, qtbot: QtBot) -> None:
    name = "王某"
    owner = bytes([4]) + name.encode("gb18030") + bytes(49)
    owner += bytes([len(name), 0]) + name.encode("utf-16-le")
    (report_file.parent / f"~${report_file.name[2:]}").write_bytes(owner.ljust(162, b"\0"))
    open_in(empty_window, report_file, qtbot)
    assert "正由“王某”用 Word" in banner(empty_window)


@pytest.mark.parametrize(
    ("owner", "content", "name"),
    [
        ("~$报告.docx", bytes(162), ""),
        ("~$告.docx", b"", ""),
        (".~lock.报告.docx#", "李某,pc/li,pc,26.11.2026 10:00,file:///x;".encode(), "李某"),
        (".~lock.报告.docx#", b"\xff\xfe\x07", "\ufffd\ufffd"),
        ("别的.docx", b"x", None),
    ],
)
def test_owner_files_of_every_kind(tmp_path: Path, owner: str, content: bytes, name: str | None) -> None:
    (tmp_path / owner).write_bytes(content)
    assert who_has_it_open(tmp_path / "报告.docx") == name


# --- saving that cannot be -----------------------------------------------------------------------------------------------


def test_a_read_only_file_says_so_when_it_opens_and_leads_elsewhere(
    empty_window: MainWindow, report_file: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    report_file.chmod(0o444)
    before = report_file.read_bytes()
    open_in(empty_window, report_file, qtbot)
    assert "只读" in banner(empty_window)
    change(empty_window)
    empty_window.commands["save"].trigger()
    qtbot.waitUntil(lambda: banner(empty_window).startswith("没有保存："), timeout=WAIT)
    monkeypatch.setattr(saving_module, "choose_target", lambda *_: tmp_path / "改过的.docx")
    press("另存为…")(empty_window.banner)
    qtbot.waitUntil(lambda: not empty_window.report.modified, timeout=WAIT)
    assert empty_window.report.path == tmp_path / "改过的.docx"
    assert report_file.read_bytes() == before


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="makes a small disk, which needs root on Linux")
def test_a_full_disk_keeps_the_old_file_the_changes_and_a_copy(
    empty_window: MainWindow, report_file: Path, tmp_path: Path, home: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = tmp_path / "小盘"
    disk.mkdir()
    size = report_file.stat().st_size
    if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size + 12_000}", "none", str(disk)], check=False).returncode:
        pytest.skip("this machine does not let a disk be made")
    try:
        path = disk / "报告.docx"
        shutil.copyfile(report_file, path)
        before = path.read_bytes()
        open_in(empty_window, path, qtbot)
        change(empty_window)
        empty_window.commands["save"].trigger()
        qtbot.waitUntil(lambda: "磁盘已满" in banner(empty_window), timeout=WAIT)
        assert path.read_bytes() == before
        assert [x.name for x in disk.iterdir()] == ["报告.docx"]
        assert empty_window.report.modified
        assert len(copies(home)) == 1
        monkeypatch.setattr(saving_module, "choose_target", lambda *_: tmp_path / "别处.docx")
        press("另存为…")(empty_window.banner)
        qtbot.waitUntil(lambda: not empty_window.report.modified, timeout=WAIT)
        assert title_of(tmp_path / "别处.docx").endswith("（改）")
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_folder_that_vanished_keeps_the_changes_and_leads_elsewhere(
    empty_window: MainWindow, report_file: Path, tmp_path: Path, home: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "网络盘"
    folder.mkdir()
    path = folder / "报告.docx"
    shutil.copyfile(report_file, path)
    open_in(empty_window, path, qtbot)
    change(empty_window)
    shutil.rmtree(folder)
    empty_window.commands["save"].trigger()
    qtbot.waitUntil(lambda: "不存在或已断开" in banner(empty_window), timeout=WAIT)
    assert empty_window.report.modified
    assert len(copies(home)) == 1
    folder.mkdir()
    empty_window.commands["save"].trigger()
    qtbot.waitUntil(lambda: not empty_window.report.modified, timeout=WAIT)
    assert title_of(path).endswith("（改）")


def test_a_save_that_the_guard_refuses_says_where_the_content_is(
    window: MainWindow, report_file: Path, qtbot: QtBot, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = report_file.read_bytes()

    def refuse(self: WordDocument, original: bytes) -> None:
        raise GuardError("保存前的检查没有通过（没有编辑过的段落变了）", "")

    monkeypatch.setattr(WordDocument, "guard", refuse)
    change(window)
    beside = report_file.with_name("年度报告（未通过检查）.docx")
    words: list[str] = []

    def look(dialog: QWidget) -> None:
        words.extend(label.text() for label in dialog.findChildren(QWidget) if hasattr(label, "text"))
        press("知道了")(dialog)

    answers.then(look)
    window.commands["save"].trigger()
    qtbot.waitUntil(lambda: bool(words), timeout=WAIT)
    assert str(beside) in "".join(words)
    assert title_of(beside).endswith("（改）")
    assert report_file.read_bytes() == before
    assert window.report.modified


# --- kinds of files -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("agreed", [True, False])
def test_saving_without_macros_is_asked_about_in_plain_words(
    empty_window: MainWindow, tmp_path: Path, qtbot: QtBot, answers: Answers, monkeypatch: pytest.MonkeyPatch, agreed: bool
) -> None:
    path, target = tmp_path / "带宏.docm", tmp_path / "无宏.docx"
    path.write_bytes(with_macros())
    open_in(empty_window, path, qtbot)
    change(empty_window)
    monkeypatch.setattr(saving_module, "choose_target", lambda *_: target)
    answers.then(press("去掉宏并保存" if agreed else "取消"))
    empty_window.commands["save_as"].trigger()
    if not agreed:
        assert not target.exists()
        return
    qtbot.waitUntil(lambda: "宏已去掉" in empty_window.status.saved.text(), timeout=WAIT)
    assert "word/vbaProject.bin" not in members_of(target.read_bytes())
    assert path.read_bytes() == with_macros()


def test_a_template_opens_as_a_new_report(
    empty_window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "通知模板.dotx"
    path.write_bytes(zipped(parts(p("关于的通知") + p("各单位："), main_type="template")))
    before = path.read_bytes()
    empty_window.files.open(path)
    qtbot.waitUntil(lambda: empty_window.open_report is not None, timeout=WAIT)
    assert empty_window.windowTitle() == "通知模板.docx[*] — 文衡"
    assert "模板不会改动" in banner(empty_window)
    asked: list[tuple[Path, str]] = []

    def choose(_: QWidget, suggested: Path, kind: str) -> Path:
        asked.append((suggested, kind))
        return suggested

    monkeypatch.setattr(saving_module, "choose_target", choose)
    change(empty_window)
    empty_window.commands["save"].trigger()
    qtbot.waitUntil(lambda: not empty_window.report.modified, timeout=WAIT)
    assert asked == [(tmp_path / "通知模板.docx", "docx")]
    assert OpenReport.open(tmp_path / "通知模板.docx", PLAIN).kind == "docx"
    assert path.read_bytes() == before


# --- older versions -----------------------------------------------------------------------------------------------------


def test_an_older_version_is_found_compared_and_opened_as_a_copy(
    window: MainWindow, report_file: Path, qtbot: QtBot, answers: Answers
) -> None:
    before, first = report_file.read_bytes(), title_of(report_file)
    change(window)
    window.commands["save"].trigger()
    qtbot.waitUntil(lambda: bool(versions.versions(report_file)), timeout=WAIT)
    qtbot.waitUntil(lambda: not window.report.modified, timeout=WAIT)
    seen: list[str] = []
    listed: list[QWidget] = []

    def compare(dialog: QWidget) -> None:
        listed.append(dialog)
        QTimer.singleShot(0, lambda: press("与现在比较…")(dialog))

    def look(dialog: QWidget) -> None:
        assert isinstance(dialog, CompareDialog)
        seen.append(dialog.view.toPlainText())
        press("关闭")(dialog)
        QTimer.singleShot(0, lambda: press("打开这个版本")(listed[0]))

    answers.then(compare).then(look)
    window.commands["versions"].trigger()
    qtbot.waitUntil(lambda: window.report.path is None, timeout=WAIT)
    assert "（改）" in seen[0]
    assert window.report.report.paragraphs[0].text == first
    assert window.report.document.to_bytes() == before


def test_versions_of_all_reports_are_listed_when_none_is_open(
    empty_window: MainWindow, report_file: Path, answers: Answers
) -> None:
    versions.keep(report_file)
    rows: list[str] = []

    def look(dialog: QWidget) -> None:
        found = dialog.findChild(QListWidget)
        rows.extend(found.item(at).text() for at in range(found.count()))
        press("关闭")(dialog)

    answers.then(look)
    empty_window.commands["versions"].trigger()
    assert len(rows) == 1
    assert rows[0].startswith("年度报告.docx")


def test_copies_of_a_dead_program_are_not_taken_while_another_lives(report_file: Path) -> None:
    with crashing(report_file) as first, crashing(report_file) as second:
        first.kill()
        first.wait()
        assert len(recovery.left_by_crashes()) == 1
        second.kill()
    ends = time.monotonic() + 5
    while len(recovery.left_by_crashes()) < 2 and time.monotonic() < ends:
        time.sleep(0.05)
    assert len(recovery.left_by_crashes()) == 2
