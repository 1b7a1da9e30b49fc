"""Long work in one worker thread: `Job(fn, *args).then(done).failed(error).start()`.

`fn` gets values and gives a value back; it never touches a widget. The callbacks run in the main thread.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from app.core.errors import ReportError
from app.ui.theme import application

NOTICEABLE = 0.02  # of the work: telling more often would only keep the window busy


class GivenUpError(Exception):
    """Nobody waits for the job any more."""


class Job:
    """One call of `fn(*args)` in the worker. After `cancel()` no callback is called."""

    def __init__(self, fn: Callable[..., Any], *args: object) -> None:
        self._fn, self._args = fn, args
        self._then: Callable[[Any], None] | None = None
        self._failed: Callable[[ReportError], None] | None = None
        self._told: Callable[[str, float], None] | None = None
        self._last = ("", 0.0)  # what was told last
        self._cancelled = False

    def then(self, callback: Callable[[Any], None]) -> Job:
        """Call `callback` with the result."""
        self._then = callback
        return self

    def failed(self, callback: Callable[[ReportError], None]) -> Job:
        """Call `callback` with the ReportError; anything else is a crash and goes to `sys.excepthook` as well."""
        self._failed = callback
        return self

    def told(self, callback: Callable[[str, float], None]) -> Job:
        """Call `callback` with what `tell` is given; `fn` then gets `tell` as its first argument."""
        self._told = callback
        self._args = (self._tell, *self._args)
        return self

    def start(self) -> Job:
        """Queue the job behind the one that runs."""
        _workshop().start(self)
        return self

    def cancel(self) -> None:
        """Forget the job: it stops when it next tells how far it is, and its result is dropped."""
        self._cancelled = True

    def hush(self) -> None:
        """Nobody listens any more: a reading stops, anything else (a save) still comes to its end."""
        self._then = self._failed = None
        self._cancelled = self._cancelled or self._told is not None

    def _tell(self, words: str, done: float) -> None:
        """From the worker: what is being done, and how much is done (0 to 1). Ends the job when it was cancelled."""
        if self._cancelled:
            raise GivenUpError
        if words != self._last[0] or done - self._last[1] >= NOTICEABLE:
            self._last = (words, done)
            _workshop().progress.emit(self, words, done)

    def work(self) -> tuple[object, Exception | None]:
        """What the worker thread does: the result, or the exception."""
        try:
            return (None if self._cancelled else self._fn(*self._args)), None
        except GivenUpError:
            return None, None
        except Exception as error:  # noqa: BLE001 - reported by `deliver` in the main thread
            return None, error

    def show(self, words: str, done: float) -> None:
        """Hand on how far it is (main thread)."""
        if self._told is not None and not self._cancelled:
            self._told(words, done)

    def deliver(self, result: object, error: Exception | None) -> None:
        """Call the callback that fits (main thread)."""
        if error is None:
            if self._then is not None and not self._cancelled:
                self._then(result)
            return
        if not isinstance(error, ReportError):
            sys.excepthook(type(error), error, error.__traceback__)
            error = ReportError("程序出错，这一步没有完成", "请保存后重新打开报告再试；错误已记入日志，日志不含报告文字")
        if self._failed is not None and not self._cancelled:
            self._failed(error)


class _Workshop(QObject):
    """Lives in the main thread, so that results come back there."""

    progress = Signal(object, str, float)
    done = Signal(object, object, object)

    def __init__(self) -> None:
        super().__init__()
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._jobs: set[Job] = set()
        self.progress.connect(lambda job, words, done: job.show(words, done))
        self.done.connect(self._deliver)
        application().aboutToQuit.connect(self._close)

    def start(self, job: Job) -> None:
        self._jobs.add(job)
        self._pool.start(_Task(self, job))

    def _deliver(self, job: Job, result: object, error: Exception | None) -> None:
        self._jobs.discard(job)
        job.deliver(result, error)

    def _close(self) -> None:
        """The program ends: nothing may come back to a window that is gone, or from a thread into a dead interpreter."""
        for job in self._jobs:
            job.hush()
        self._pool.waitForDone()


class _Task(QRunnable):
    def __init__(self, workshop: _Workshop, job: Job) -> None:
        super().__init__()
        self._workshop, self._job = workshop, job

    def run(self) -> None:
        self._workshop.done.emit(self._job, *self._job.work())


@cache
def _workshop() -> _Workshop:
    return _Workshop()
