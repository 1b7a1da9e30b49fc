"""A window with the sample report in it, and a home of its own."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.editing.settings import Settings
from app.ui.files import SAMPLE
from app.ui.launch import speak_chinese
from app.ui.main_window import MainWindow
from app.ui.theme import apply_theme

WAIT = 20_000  # milliseconds; two cores may be busy


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WENHENG_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture(scope="session")
def themed(qapp: QApplication) -> QApplication:
    speak_chinese(qapp)
    apply_theme(qapp)
    return qapp


@pytest.fixture
def empty_window(qtbot: QtBot, themed: QApplication, home: Path) -> Iterator[MainWindow]:
    hook = sys.excepthook
    window = MainWindow(Settings())
    qtbot.addWidget(window, before_close_func=forget_changes)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    qtbot.waitExposed(window)
    yield window
    sys.excepthook = hook


def forget_changes(window: MainWindow) -> None:
    window.adopt(None)


@pytest.fixture
def report_file(tmp_path: Path) -> Path:
    path = tmp_path / "年度报告.docx"
    shutil.copyfile(SAMPLE, path)
    return path


@pytest.fixture
def window(empty_window: MainWindow, report_file: Path, qtbot: QtBot) -> MainWindow:
    open_in(empty_window, report_file, qtbot)
    return empty_window


def open_in(window: MainWindow, path: Path, qtbot: QtBot) -> None:
    window.files.open(path)
    qtbot.waitUntil(lambda: window.open_report is not None and window.open_report.path == path, timeout=WAIT)


class Answers:
    """Answers the next modal dialogs, in order."""

    def __init__(self) -> None:
        self.seen: list[QWidget] = []
        self._queue: list[Callable[[QWidget], None]] = []
        self._timer = QTimer(interval=20)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def then(self, answer: Callable[[QWidget], None]) -> Answers:
        self._queue.append(answer)
        return self

    def stop(self) -> None:
        self._timer.stop()
        assert not self._queue, "a dialog was expected and did not come"

    def _look(self) -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is not None and self._queue and not any(dialog is other for other in self.seen):
            self.seen.append(dialog)
            try:
                self._queue.pop(0)(dialog)
            except BaseException:
                dialog.close()
                raise


@pytest.fixture
def answers(themed: QApplication) -> Iterator[Answers]:
    queue = Answers()
    yield queue
    queue.stop()
