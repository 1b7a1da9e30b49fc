"""Older files: converted by an installed office program into a new, unsaved report, or refused with what to do."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import app.ui.converting as converting_module
from app.core.errors import OldFormatError
from app.editing import old_formats
from app.editing.old_formats import Converter, automation
from app.ui.main_window import MainWindow
from tests.ui.conftest import WAIT, open_in
from tests.ui.test_window_files import banner

RTF = r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0 SimSun;}}\f0\u20851?\u20110?\u28165?\u26597?\u30340?\u25253?\u21578?\par\u24066?\u25919?\u24220?:\par}"
SLOW = 150_000  # milliseconds; a first start of LibreOffice on busy cores
needs_office = pytest.mark.skipif(old_formats._soffice() is None, reason="needs LibreOffice")


@pytest.fixture
def old_file(tmp_path: Path) -> Path:
    path = tmp_path / "来文 旧稿.doc"
    path.write_text(RTF, encoding="ascii")
    return path


def program(tmp_path: Path, body: str) -> Converter:
    """An office program that is a small Python program: it gets the copy's and the result's path."""
    script = tmp_path / "office.py"
    script.write_text(f"import os, shutil, subprocess, sys, time\nsource, out = sys.argv[1:]\n{body}\n", encoding="utf-8")
    return Converter("某程序", lambda s, o, _: (sys.executable, str(script), str(s), str(o)), lambda _s, _o: {})


@needs_office
def test_an_old_file_opens_as_a_new_report_and_stays_as_it_is(
    empty_window: MainWindow, old_file: Path, home: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    before = (old_file.read_bytes(), old_file.stat().st_mtime_ns)
    empty_window.files.open(old_file)
    qtbot.waitUntil(lambda: "LibreOffice" in empty_window.busy.step.text(), timeout=WAIT)
    assert empty_window.busy.bar.maximum() == 0, "nobody knows how long it takes"
    qtbot.waitUntil(lambda: empty_window.open_report is not None, timeout=SLOW)
    report = empty_window.report
    assert [p.text for p in report.report.paragraphs][:1] == ["关于清查的报告"]
    assert (report.path, report.name) == (None, "来文 旧稿.docx")
    assert report.suggested == old_file.with_suffix(".docx")
    assert "原文件没有改动" in banner(empty_window)
    assert (old_file.read_bytes(), old_file.stat().st_mtime_ns) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", "来文 旧稿.doc"]
    assert list((home / "data" / "convert").iterdir()) == []


@needs_office
@pytest.mark.corpus
@pytest.mark.parametrize("pattern", ["r1131-*.doc", "r1135-*.doc", "r1140-*.wps", "r1137-*.doc"])
def test_real_old_files_are_converted(empty_window: MainWindow, corpus: Path, tmp_path: Path, qtbot: QtBot, pattern: str) -> None:
    (found,) = (corpus / "robust").glob(pattern)
    path = tmp_path / found.name
    shutil.copyfile(found, path)
    empty_window.files.open(path)
    qtbot.waitUntil(lambda: empty_window.open_report is not None, timeout=SLOW)
    assert sum(len(p.text) for p in empty_window.report.report.paragraphs) > 50
    assert path.read_bytes() == found.read_bytes()


def test_without_an_office_program_the_refusal_says_what_to_do(
    window: MainWindow, old_file: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(converting_module, "converters", list)
    before = window.report
    window.files.open(old_file)
    qtbot.waitUntil(lambda: "没有找到能转换它的" in banner(window), timeout=WAIT)
    assert "另存为 .docx" in banner(window)
    assert window.report is before
    assert window.stack.currentWidget() is window.splitter


def test_a_conversion_that_fails_is_told_and_the_next_program_is_tried(
    empty_window: MainWindow, old_file: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, report_file: Path
) -> None:
    broken, good = tmp_path / "a", tmp_path / "b"
    for folder in (broken, good):
        folder.mkdir()
    missing = Converter("没装好的程序", lambda *_: (str(tmp_path / "没有"),), lambda *_: {})
    tries = [missing, program(broken, "sys.exit(3)"), program(good, f"shutil.copyfile({str(report_file)!r}, out)")]
    monkeypatch.setattr(converting_module, "converters", lambda: tries[:2])
    empty_window.files.open(old_file)
    qtbot.waitUntil(lambda: "转换没有成功" in banner(empty_window), timeout=WAIT)
    assert empty_window.stack.currentWidget() is empty_window.start
    monkeypatch.setattr(converting_module, "converters", lambda: tries)
    empty_window.files.open(old_file)
    qtbot.waitUntil(lambda: empty_window.open_report is not None, timeout=WAIT)


HANG = "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\nopen({!r}, 'w').write(str(child.pid))\ntime.sleep(600)"


@pytest.mark.skipif(os.name == "nt", reason="looks for processes as Unix shows them")
@pytest.mark.parametrize("by", ["cancel", "limit"])
def test_a_conversion_that_hangs_is_ended_with_all_it_started(
    empty_window: MainWindow, old_file: Path, home: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, by: str
) -> None:
    mark = tmp_path / "pid"
    monkeypatch.setattr(converting_module, "converters", lambda: [program(tmp_path, HANG.format(str(mark)))])
    monkeypatch.setattr(converting_module, "LIMIT", 3_000 if by == "limit" else 60_000)
    empty_window.files.open(old_file)
    qtbot.waitUntil(lambda: mark.exists() and bool(mark.read_text()), timeout=WAIT)
    if by == "cancel":
        empty_window.busy.button.click()
    else:
        qtbot.waitUntil(lambda: "超过了时限" in banner(empty_window), timeout=WAIT)
    assert empty_window.stack.currentWidget() is empty_window.start
    assert list((home / "data" / "convert").iterdir()) == []
    gone = time.monotonic() + 10
    while Path(f"/proc/{mark.read_text()}/status").exists() and "Z" not in _state(mark.read_text()):
        assert time.monotonic() < gone
        time.sleep(0.05)
    mark.unlink()


def _state(pid: str) -> str:
    try:
        return next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("State"))
    except (OSError, StopIteration):
        return "Z"


def test_what_word_and_wps_are_told_holds_no_path_and_no_macro_may_run(old_file: Path) -> None:
    task = automation("Word", "Word.Application", "powershell").prepare(old_file)
    try:
        words = " ".join(task.command)
        assert str(task.folder) not in words
        assert "AutomationSecurity = 3" in words
        assert words.index("AutomationSecurity") < words.index("Documents.Open")
        assert Path(task.environment["WENHENG_IN"]).read_bytes() == old_file.read_bytes()
    finally:
        task.clean()


@needs_office
@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")
def test_the_conversion_follows_no_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WENHENG_HOME", str(tmp_path / "home"))
    link = r"{\field{\*\fldinst INCLUDEPICTURE \\d \"http://192.0.2.7/x.png\"}{\fldrslt x}}"
    path = tmp_path / "链接.rtf"
    path.write_text(RTF.removesuffix("}") + link + "}", encoding="ascii")
    (converter,) = (one for one in old_formats.converters() if one.name == "LibreOffice")
    task = converter.prepare(path)
    log = tmp_path / "calls"
    try:
        subprocess.run(
            ["strace", "-f", "-e", "trace=connect", "-o", str(log), *task.command], check=False, timeout=150, capture_output=True
        )
        assert task.result() is not None
    finally:
        task.clean()
    assert "192.0.2.7" not in log.read_text()


def test_a_file_that_cannot_be_copied_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(OldFormatError, match="拷贝"):
        program(tmp_path, "").prepare(tmp_path / "没有.doc")


def test_the_open_report_stays_when_a_conversion_is_given_up(
    window: MainWindow, old_file: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(converting_module, "converters", lambda: [program(tmp_path, "time.sleep(600)")])
    before = window.report
    window.files.open(old_file)
    qtbot.waitUntil(lambda: "某程序" in window.busy.step.text(), timeout=WAIT)
    window.busy.button.click()
    assert window.report is before
    other = tmp_path / "另一份.docx"
    shutil.copyfile(before.path, other)
    open_in(window, other, qtbot)


def test_a_packaged_program_keeps_its_libraries_to_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """The ready-made start of a packaged program names its own folders in the environment; LibreOffice must not look there."""
    before = converting_module.environment_of_others().toStringList()
    own = "/opt/wenheng/_internal"
    monkeypatch.setattr(sys, "_MEIPASS", own, raising=False)
    assert converting_module.environment_of_others().toStringList() == before
    monkeypatch.setenv("PATH", os.pathsep.join([own, "/usr/bin", "/bin"]))
    monkeypatch.setenv("LD_LIBRARY_PATH", own)
    monkeypatch.setenv("QT_PLUGIN_PATH", f"{own}/PySide6/plugins")
    environment = converting_module.environment_of_others()
    assert environment.value("PATH") == os.pathsep.join(["/usr/bin", "/bin"])
    assert not environment.contains("LD_LIBRARY_PATH")
    assert not environment.contains("QT_PLUGIN_PATH")
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/usr/local/lib")
    assert converting_module.environment_of_others().value("LD_LIBRARY_PATH") == "/usr/local/lib"
