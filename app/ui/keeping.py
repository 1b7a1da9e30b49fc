"""Keeps a recovery copy of the open report while it has unsaved changes. Writing runs in the worker."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from PySide6.QtCore import QObject, QTimer

from app.core.errors import ReportError
from app.editing.open_report import Changed, OpenReport
from app.editing.recovery import Keeper
from app.ui.jobs import Job

FIRST, EVERY = 3_000, 15_000  # milliseconds from a change to the first copy, and between copies while changes go on
_log = logging.getLogger("wenheng")


class Keeping(QObject):
    """`failed` is called once when copies cannot be written."""

    def __init__(self, failed: Callable[[ReportError], None], parent: QObject) -> None:
        super().__init__(parent)
        self._failed = failed
        self._report: OpenReport | None = None
        self._keeper: Keeper | None = None
        self._job: Job | None = None
        self._told = False
        self.kept_at: datetime | None = None
        self._due = QTimer(self, singleShot=True, interval=FIRST)
        self._due.timeout.connect(self._keep)

    def follow(self, report: OpenReport | None) -> None:
        """Keep copies of `report` from now on; those of the one before are taken away."""
        self.settled()
        if self._report is not None:
            self._report.unsubscribe(self._changed)
        self._report, self._keeper, self._told = report, None, False
        if report is not None:
            self._keeper = Keeper(report)
            report.subscribe(self._changed)
            if report.modified:
                self._due.start(0)

    def settled(self) -> None:
        """Nothing is unsaved any more: the copy goes."""
        self._due.stop()
        self.kept_at = None
        if self._keeper is not None:
            self._keeper.drop()

    def keep_now(self) -> None:
        """Write a copy at once, in this thread: the program may be about to end. Never raises."""
        if self._keeper is not None and self._report is not None and self._report.modified:
            with suppress(Exception):  # the crash itself must be told, whatever state it left
                self._keeper.snapshot()()

    def _changed(self, _: Changed) -> None:
        if not self._due.isActive():
            self._due.start(EVERY if self.kept_at else FIRST)

    def _keep(self) -> None:
        report, keeper = self._report, self._keeper
        if report is None or keeper is None:
            return
        if not report.modified:
            self.settled()
            return
        if self._job is not None:
            self._due.start(EVERY)
            return
        self._job = Job(keeper.snapshot()).then(lambda _: self._kept()).failed(self._not_kept).start()

    def _kept(self) -> None:
        self._job = None
        self.kept_at = datetime.now().astimezone()

    def _not_kept(self, error: ReportError) -> None:
        self._job = None
        _log.warning("no recovery copy: %s", type(error).__name__)
        if not self._told:
            self._told = True
            self._failed(error)
