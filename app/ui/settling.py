"""After typing pauses, findings are brought up to date between events, a few milliseconds at a time."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

from app.editing.open_report import OpenReport

PAUSE = 250  # milliseconds after the last key until work begins
LONGEST_PAUSE = 1500
SLICE = 0.008  # seconds of work between two looks at the keyboard


class Settling(QObject):
    """`done` says that structure and findings of the report are up to date; a new change begins anew."""

    done = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._report: OpenReport | None = None
        self._work: Iterator[float] | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._begin)
        self._slices = QTimer(self, interval=0)
        self._slices.timeout.connect(self._go_on)

    @property
    def active(self) -> bool:
        """Whether findings are behind the text."""
        return self._pause.isActive() or self._slices.isActive()

    def soon(self, report: OpenReport) -> None:
        """Begin when typing has paused."""
        self.stop()
        self._report = report
        self._pause.start()

    def stop(self) -> None:
        """Give up what is under way."""
        self._pause.stop()
        self._slices.stop()
        self._work = self._report = None

    def _begin(self) -> None:
        if self._report is not None:
            self._work = self._report.settling()
            started = perf_counter()
            next(self._work, None)  # the structure, in one piece: the dearer it is, the longer typing must pause
            spent = (perf_counter() - started) * 1000
            self._pause.setInterval(round(min(LONGEST_PAUSE, max(PAUSE, 4 * spent))))
            self._slices.start()

    def _go_on(self) -> None:
        started = perf_counter()
        while self._work is not None and perf_counter() - started < SLICE:
            if next(self._work, None) is None:
                self.stop()
                self.done.emit()
