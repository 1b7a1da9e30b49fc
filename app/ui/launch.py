"""Start the window: application, fonts, language, and a log that holds no report text."""

from __future__ import annotations

import faulthandler
import logging
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TextIO

import msgspec
from PySide6.QtCore import QLibraryInfo, QLocale, QMessageLogContext, Qt, QtMsgType, QTranslator, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from app import __version__
from app.editing.folders import data_folder
from app.editing.settings import Settings, load_settings
from app.rules import load
from app.ui.actions import icon
from app.ui.main_window import MainWindow
from app.ui.messages import STAYS
from app.ui.theme import application, apply_theme

LOG_BYTES = 512 * 1024  # looked at when the program starts; two older logs are kept
ROOMY = (1440, 840)  # pixels: room for the window of the first run, its frame and a task bar
_log = logging.getLogger("wenheng")
_faults: list[TextIO] = []  # keeps faulthandler's file open


def run(words: Sequence[str]) -> int:
    """Show the window with the report named in `words[0]`, if any; returns the exit status."""
    keep_log()
    app = make_application(words)
    load()
    settings, notice = load_settings()
    window = MainWindow(for_this_screen(settings))
    sys.excepthook = lambda kind, _, trace: crashed(kind, trace, window)
    window.show()
    if notice:
        window.banner.say(notice, topic=STAYS)
    window.files.recovering.offer()
    app.commitDataRequest.connect(lambda _: window.files.keeping.keep_now())  # the session ends: nobody may answer
    if words:
        window.files.open(Path(words[0]))
    return app.exec()


def for_this_screen(settings: Settings) -> Settings:
    """On the first run on a small screen the window is maximised: with its frame, one of the usual size would hang over."""
    area = QGuiApplication.primaryScreen().availableGeometry()
    if settings.window or (area.width() >= ROOMY[0] and area.height() >= ROOMY[1]):
        return settings
    return msgspec.structs.replace(settings, maximized=True)


def make_application(words: Sequence[str]) -> QApplication:
    """The Qt application with our language, look and icon."""
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    app = application() if QApplication.instance() else QApplication(["wenheng", *words])
    app.setApplicationName("Wenheng")
    app.setApplicationDisplayName("")
    app.setWindowIcon(icon("wenheng"))
    speak_chinese(app)
    apply_theme(app)
    return app


def speak_chinese(app: QApplication) -> None:
    """Load Qt's own words in Chinese."""
    translator = QTranslator(app)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)


def keep_log() -> None:
    """Write Qt's messages and crashes to the data folder's log; without a writable folder there is no log."""
    folder = data_folder() / "log"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _rotate(folder / "wenheng.log")
        handler = logging.FileHandler(folder / "wenheng.log", encoding="utf-8")
        _faults.append((folder / "fault.log").open("w", encoding="utf-8"))
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    _log.addHandler(handler)
    _log.setLevel(logging.INFO)
    _log.propagate = False
    faulthandler.enable(_faults[-1])
    qInstallMessageHandler(_qt_message)
    _log.info("start %s, Python %s, %s", __version__, sys.version.split()[0], sys.platform)


def _rotate(file: Path) -> None:
    """Put a full log aside. (logging.handlers would do it too, but brings network code into the program.)"""
    if file.exists() and file.stat().st_size > LOG_BYTES:
        for newer, older in ((1, 2), (0, 1)):
            kept = file.with_suffix(f".{newer}.log") if newer else file
            if kept.exists():
                kept.replace(file.with_suffix(f".{older}.log"))


def _qt_message(kind: QtMsgType, _: QMessageLogContext, message: str) -> None:
    level = {QtMsgType.QtDebugMsg: logging.DEBUG, QtMsgType.QtInfoMsg: logging.INFO, QtMsgType.QtWarningMsg: logging.WARNING}
    _log.log(level.get(kind, logging.ERROR), "Qt: %s", message)


def crashed(kind: type[BaseException], trace: TracebackType | None, window: MainWindow) -> None:
    """Log where it happened (never the error's own words, which may quote the report) and tell the user."""
    where = " < ".join(f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in reversed(traceback.extract_tb(trace)))
    _log.error("crash %s at %s", kind.__name__, where)
    if issubclass(kind, KeyboardInterrupt):
        QApplication.quit()
        return
    if isValid(window):
        window.tell_crash()
