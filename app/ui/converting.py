"""Runs an office program that makes a .docx of an older file: the only place from which another program is started."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer

from app.core.errors import OldFormatError
from app.editing.old_formats import Converter, Task, converters, no_converter, not_converted

LIMIT = 180_000  # milliseconds: a cold start on an old disk takes 40 s, a report of 300 pages 20 s


class Conversion(QObject):
    """Tries the programs of this PC in turn. One of `done(data, program)` and `failed(error)` is called, unless cancelled.

    `tell(program)` is called when a program starts.
    """

    def __init__(self, path: Path, refusal: OldFormatError, parent: QObject) -> None:
        super().__init__(parent)
        self._path, self._refusal = path, refusal
        self._left: list[Converter] = []
        self._tried: list[str] = []
        self._late = False
        self._task: Task | None = None
        self._process: QProcess | None = None
        self._limit = QTimer(self, singleShot=True)
        self._limit.timeout.connect(self._too_long)
        self.tell: Callable[[str], None] = lambda _: None
        self.done: Callable[[bytes, str], None] = lambda _data, _program: None
        self.failed: Callable[[OldFormatError], None] = lambda _: None

    def start(self) -> None:
        """Begin; returns at once."""
        self._left = converters()
        if not self._left:
            self.failed(no_converter(self._refusal))
        else:
            self._next()

    def cancel(self) -> None:
        """Give up: the program ends with all that it started, and nothing is called any more."""
        self._limit.stop()
        process, self._process = self._process, None
        if process is not None:
            process.finished.disconnect()
            process.errorOccurred.disconnect()
            _end(process)
            process.deleteLater()
        self._clean()

    def _next(self) -> None:
        if not self._left:
            self.failed(not_converted(self._refusal, self._tried, self._late))
            return
        converter = self._left.pop(0)
        self._tried.append(converter.name)
        try:
            self._task = task = converter.prepare(self._path)
        except OldFormatError as error:
            self.failed(error)
            return
        self.tell(converter.name)
        self._process = process = QProcess(self)
        environment = environment_of_others()
        for name, value in task.environment.items():
            environment.insert(name, value)
        process.setProcessEnvironment(environment)
        process.setWorkingDirectory(str(task.folder))
        process.setStandardInputFile(QProcess.nullDevice())
        process.setStandardOutputFile(QProcess.nullDevice())
        process.setStandardErrorFile(QProcess.nullDevice())
        if sys.platform != "win32":
            process.setUnixProcessParameters(QProcess.UnixProcessFlag.CreateNewSession)
        process.finished.connect(lambda *_: self._finished())
        process.errorOccurred.connect(lambda what: self._finished() if what == QProcess.ProcessError.FailedToStart else None)
        process.start(task.command[0], list(task.command[1:]))
        self._limit.start(LIMIT)

    def _finished(self) -> None:
        data = self._task.result() if self._task is not None else None
        program = self._tried[-1]
        self.cancel()
        if data is not None:
            self.done(data, program)
        else:
            self._next()

    def _too_long(self) -> None:
        self._late = True
        self.cancel()
        self._next()

    def _clean(self) -> None:
        if self._task is not None:
            self._task.clean()
            self._task = None


def environment_of_others() -> QProcessEnvironment:
    """The environment for another program: without the folders in which a packaged Wenheng looks for its own libraries."""
    environment = QProcessEnvironment.systemEnvironment()
    own = getattr(sys, "_MEIPASS", "")  # a packaged program's folder; what a variable held before may stand in …_ORIG
    for name in environment.keys() if own else []:
        folders = environment.value(name).split(os.pathsep)
        others = [folder for folder in folders if not folder.startswith(own)]
        if others == folders:
            continue
        value = environment.value(f"{name}_ORIG") or os.pathsep.join(others)
        environment.insert(name, value) if value else environment.remove(name)
    return environment


def _end(process: QProcess) -> None:
    """End the program and whatever it started."""
    pid = process.processId()
    if sys.platform == "win32":
        killer = Path(os.environ.get("SYSTEMROOT", r"C:\Windows")) / "System32" / "taskkill.exe"
        if pid:
            QProcess.execute(str(killer), ["/T", "/F", "/PID", str(pid)])
    elif pid:
        with suppress(OSError):
            os.killpg(pid, signal.SIGKILL)
    process.kill()
    process.waitForFinished(3000)
