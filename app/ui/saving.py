"""Saving the open report: where to, and a way out of everything that may stand in the way. Writing runs in the worker."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.errors import GuardError, ReportError
from app.core.findings import Severity
from app.editing.report_file import SaveResult
from app.editing.settings import with_recent
from app.ui.file_dialogs import ask_changed, ask_macros, choose_target, tell_guard
from app.ui.jobs import Job
from app.ui.shield import Shield
from app.ui.status_bar import body_length, saved_words

if TYPE_CHECKING:
    from app.ui.files import Files
    from app.ui.main_window import MainWindow

Then = Callable[[], None] | None


class Saving:
    """The commands 保存 and 另存为."""

    def __init__(self, window: MainWindow, files: Files) -> None:
        self._window, self._files = window, files
        self._shield = Shield()

    def save(self, then: Then = None) -> None:
        """Save to the report's own file; when another program changed it, ask what to do."""
        report = self._window.report
        if report.path is None:
            self.save_as(then)
        elif report.changed_on_disk:
            self._ask_changed(then)
        elif report.read_only:
            self._window.say("没有可保存的改动：报告是只读打开的")
        else:
            self._write(None, then)

    def save_as(self, then: Then = None) -> None:
        """Save under a name the clerk chooses."""
        report = self._window.report
        target = choose_target(self._window, report.path or report.suggested, report.kind)
        if target is None or (report.drops_macros(target) and not ask_macros(self._window, target)):
            return
        self._write(target, then)

    def _ask_changed(self, then: Then) -> None:
        ask_changed(self._window, self._window.report.name, (
            ("另存为…", lambda: self.save_as(then)), ("比较…", lambda: self._compare(then)),
            ("重新打开", self._files.reload), ("覆盖", lambda: self._write(None, then)),
        ))  # fmt: skip

    def _compare(self, then: Then) -> None:
        self._files.recovering.compare_with_file()
        self._ask_changed(then)

    def tell_changed(self) -> None:
        """Another program changed the file while the window was in the background."""
        self._window.banner.say(
            f"“{self._window.report.name}”已被其他程序改动。可以重新打开，或把现在的内容另存为一个文件，以免覆盖。",
            Severity.WARNING,
            (("比较…", self._files.recovering.compare_with_file), ("重新打开", self._files.reload), ("另存为…", self.save_as)),
            topic="disk",
        )

    def _write(self, target: Path | None, then: Then) -> None:
        report = self._window.report
        self._window.status.show_saved("正在保存…")
        self._shield.raise_()
        locked = report.read_only is not None
        job = Job(report.save, target)
        job.then(lambda result: self._saved(result, then if not locked else lambda: self._files.open(result.path))).failed(
            self._not_saved
        ).start()

    def _saved(self, result: SaveResult, then: Then) -> None:
        self._shield.lower()
        for topic in ("disk", "save", "recovered", "new", "held"):
            self._window.banner.clear(topic)
        report = self._window.report
        if result.path == report.path:
            self._files.keeping.settled()
            self._files.saved_as(result.path)
        self._window.status.show_saved(self._proof(result))
        self._window.show_title()
        if then is not None:
            then()

    def _proof(self, result: SaveResult) -> str:
        now = datetime.now().astimezone()
        if result.guard is None:
            return f"已保存 {now:%H:%M}　{result.path.name}"
        guard, length = result.guard, body_length(self._window.report.report)
        words = saved_words(now, length, guard.characters_lost, guard.objects_before, guard.objects_after)
        return f"{words}；宏已去掉" if result.macros_dropped else words

    def _not_saved(self, error: ReportError) -> None:
        self._shield.lower()
        self._window.status.show_saved("没有保存")
        self._files.keeping.keep_now()
        if isinstance(error, GuardError):
            tell_guard(self._window, self._window.report.name, error)
        self._window.banner.say(f"没有保存：{error}。", Severity.ERROR, (("另存为…", self.save_as),), topic="save")

    def remember(self, path: Path) -> None:
        """Put the file first among the recent ones."""
        self._window.change_settings(with_recent(self._window.settings, path.resolve()))
