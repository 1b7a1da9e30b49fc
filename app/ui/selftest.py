"""`--selftest FILE`: the real window does a day's work on the bundled sample; FILE gets what came of it as JSON.

Run on an installed program it proves that everything it needs is there: Qt and its plugins, lxml, rules, resources.
"""

from __future__ import annotations

import importlib
import json
import locale
import os
import pkgutil
import platform
import shutil
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

import lxml.etree
import msgspec
import PySide6
from PySide6.QtCore import (
    QEvent,
    QLibraryInfo,
    QMessageLogContext,
    QSysInfo,
    Qt,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
    qVersion,
)
from PySide6.QtGui import QFontDatabase, QImage, QImageReader, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog

import app
from app import __version__
from app.core.report import Kind
from app.editing.folders import config_folder, data_folder
from app.editing.settings import Settings
from app.rules import load
from app.ui.actions import icon
from app.ui.files import SAMPLE
from app.ui.launch import make_application
from app.ui.main_window import MainWindow

STEP_LIMIT, WHOLE_LIMIT = 60, 180  # seconds
FAILED, NO_WINDOW, STUCK = 1, 3, 4  # exit statuses besides 0
TYPED, COMPOSED = "2026", "年全市自检自查工作有序开展"  # by keys; by an input method
NETWORK_MODULES = ("_socket", "_ssl", "PySide6.QtNetwork")


class SelfTestError(Exception):
    """A step did not come out as it must."""


class Record:
    """What is written to FILE; written again after every step, so that a crash leaves the steps before it."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._start = time.perf_counter()
        self.values: dict[str, Any] = {"ok": False, "error": None, "step": "start", "milliseconds": {}, "qt_messages": []}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time one step."""
        self.values["step"] = name
        self.write()
        start = time.perf_counter()
        yield
        self.values["milliseconds"][name] = round((time.perf_counter() - start) * 1000)

    def fail(self, error: str) -> None:
        """Keep the first thing that went wrong."""
        self.values["error"] = self.values["error"] or error
        self.write()

    def hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """What breaks in a callback of Qt fails the self-test too."""
        self.fail("".join(traceback.format_exception(kind, error, trace)))

    def write(self) -> None:
        """Write FILE."""
        self.values["milliseconds"]["all"] = round((time.perf_counter() - self._start) * 1000)
        self._file.write_text(json.dumps(self.values, ensure_ascii=False, indent=1), encoding="utf-8")


def run(words: Sequence[str]) -> int:
    """`words`: FILE, then `--shot PNG` or nothing. Returns 0 when every step came out right."""
    file = Path(words[0]).absolute()
    shot = Path(words[2]).absolute() if words[1:2] == ["--shot"] else file.with_suffix(".png")
    record = Record(file)
    _watch(record)
    sys.excepthook = record.hook
    try:
        record.values.update(_folders())
        with tempfile.TemporaryDirectory(prefix="wenheng-selftest-", ignore_cleanup_errors=True) as home:
            os.environ["WENHENG_HOME"] = home
            _work(record, Path(home), shot)
        record.values["ok"] = record.values["error"] is None
    except Exception:  # noqa: BLE001 - whatever it was belongs into FILE
        record.fail(traceback.format_exc())
    record.write()
    return 0 if record.values["ok"] else FAILED


def _watch(record: Record) -> None:
    """A message box that nobody answers, or Qt without a platform plugin, must end the run."""

    def stuck() -> None:
        record.fail(f"not finished after {WHOLE_LIMIT} s")
        os._exit(STUCK)

    def listen(kind: QtMsgType, _: QMessageLogContext, message: str) -> None:
        record.values["qt_messages"].append(message)
        if kind is QtMsgType.QtFatalMsg or "Qt platform plugin" in message:
            record.fail(message)
            os._exit(NO_WINDOW)

    timer = threading.Timer(WHOLE_LIMIT, stuck)
    timer.daemon = True
    timer.start()
    qInstallMessageHandler(listen)


def _folders() -> dict[str, Any]:
    return {"config_folder": str(config_folder()), "data_folder": str(data_folder()), "program": sys.executable}


def _work(record: Record, home: Path, shot: Path) -> None:
    with record.step("application"):
        record.values.update(_versions(make_application([])))
    with record.step("modules"):
        record.values["modules"] = _import_all()
    with record.step("rules"):
        record.values["rules"] = len(load())
    with record.step("window"):
        window = MainWindow(Settings())
        window.resize(1366, 768)
        window.show()
        _settle()
    report = home / "自检 年度报告.docx"
    shutil.copyfile(SAMPLE, report)
    with record.step("open"):
        _open(window, report)
    with record.step("type"):
        typed = _type(window)
    with record.step("check"):
        before = _findings(window)
        _demand(window.findings.shown(), "检查意见列表是空的")
    with record.step("fix"):
        _fix(window)
        after = _findings(window)
        _demand(after < before, f"更正前 {before} 条意见，更正后 {after} 条")
    with record.step("save"):
        saved: list[bool] = []
        window.files.saving.save(lambda: saved.append(True))
        _until(lambda: saved and not window.report.modified, "没有保存")
    with record.step("reopen"):
        window.adopt(None)
        _open(window, report)
        _demand(any(typed in p.text for p in window.report.report.paragraphs), "键入的文字没有存进文件")
        _demand(_findings(window) == after, "重新打开后检查意见不同")
    with record.step("paint"):
        _paint(window, shot)
    modules = [name for name in NETWORK_MODULES if name in sys.modules]
    record.values.update(findings_before=before, findings_after=after, network_modules=modules)
    window.adopt(None)
    window.close()


def _versions(application: QApplication) -> dict[str, Any]:
    families = QFontDatabase.families()
    return {
        "version": __version__, "frozen": bool(getattr(sys, "frozen", False)), "python": platform.python_version(),
        "qt": qVersion(), "pyside": PySide6.__version__, "lxml": lxml.etree.__version__, "msgspec": msgspec.__version__,
        "system": QSysInfo.prettyProductName(), "encoding": sys.getfilesystemencoding(), "locale": locale.getencoding(),
        "platform": application.platformName(),
        "style": application.style().objectName(), "scale": application.primaryScreen().devicePixelRatio(),
        "fonts": len(families),
        "chinese": QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)[:6],
        "formats": sorted(bytes(name.data()).decode() for name in QImageReader.supportedImageFormats()),
        "translated": QApplication.translate("QPlatformTheme", "Cancel") != "Cancel",
        "plugins": QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath),
    }  # fmt: skip


def _import_all() -> int:
    """Import every module of the program, so that what one of them needs late is asked for now; returns how many."""
    names = [module.name for module in pkgutil.walk_packages(app.__path__, "app.") if module.name != "app.__main__"]
    for name in names:
        importlib.import_module(name)
    return len(names)


def _open(window: MainWindow, path: Path) -> None:
    window.files.open(path, remember=False)
    _until(lambda: window.open_report is not None and window.open_report.path == path, "打不开样例")
    _settle()


def _type(window: MainWindow) -> str:
    """Type with keys and with an input method at the end of the first body paragraph; returns what was typed."""
    paragraph = next(p for p in window.report.report.paragraphs if p.kind is Kind.BODY and p.text)
    window.page.go_to(paragraph.uid, len(paragraph.text))
    editor = window.page.editor
    for char in TYPED:
        QApplication.sendEvent(editor, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, char))
    composed = QInputMethodEvent()
    composed.setCommitString(COMPOSED)
    QApplication.sendEvent(editor, composed)
    _settle()
    text = window.report.report.by_uid[paragraph.uid].text
    _demand(text.endswith(TYPED + COMPOSED), f"键入后段末是“{text[-20:]}”")
    return TYPED + COMPOSED


def _findings(window: MainWindow) -> int:
    window.views.refresh()
    return len(window.report.findings)


def _fix(window: MainWindow) -> None:
    """全部安全更正, with its preview dialog accepted as a clerk would."""
    timer = QTimer(window, interval=50)
    timer.timeout.connect(_accept_dialog)
    timer.start()
    window.commands["fix_safe"].trigger()
    timer.stop()
    _settle()


def _accept_dialog() -> None:
    dialog = QApplication.activeModalWidget()
    if isinstance(dialog, QDialog):
        dialog.accept()


def _paint(window: MainWindow, shot: Path) -> None:
    """Save the window as it looks; the page must show more than one colour, and the drawn icons must be there."""
    window.page.to_top()
    _settle()
    _demand(not icon("wenheng").pixmap(32, 32).isNull(), "图标画不出来（缺 SVG 插件）")
    _demand(window.grab().save(str(shot), "PNG"), f"写不了 {shot.name}")
    page = window.page.editor.grab().toImage()
    _demand(_colours(page) > 8, "页面没有画出来")


def _colours(image: QImage) -> int:
    across, down = range(0, image.width(), 3), range(0, image.height(), 3)
    return len({image.pixel(x, y) for y in down for x in across})


def _settle() -> None:
    for _ in range(5):
        QApplication.processEvents()
        time.sleep(0.01)


def _until(condition: Callable[[], object], otherwise: str) -> None:
    end = time.monotonic() + STEP_LIMIT
    while not condition():
        if time.monotonic() > end:
            raise SelfTestError(otherwise)
        QApplication.processEvents()
        time.sleep(0.005)


def _demand(holds: object, otherwise: str) -> None:
    if not holds:
        raise SelfTestError(otherwise)
