"""Opening, saving and closing: the file commands of one window. Reading and writing run in the worker."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.errors import ReportError
from app.core.findings import Severity
from app.core.profile import RESOURCES
from app.editing.folders import data_folder
from app.editing.open_report import Checking, OpenReport, SaveResult
from app.editing.settings import with_recent, without_recent
from app.layout.page import ReportLayout
from app.ui.dialogs import Answer, ask_unsaved, choose_file, choose_target
from app.ui.jobs import Job
from app.ui.shield import Shield
from app.ui.status_bar import saved_words

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow

SAMPLE = RESOURCES / "samples" / "rule-of-law-report.docx"
_READ, _LAID_OUT = 0.3, 0.45  # of the work of opening
SAMPLE_NAME = "样例：法治政府建设年度报告.docx"


Read = tuple[OpenReport, ReportLayout]


class Files:
    """The file commands."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._reading: Job | None = None
        self._shield = Shield()
        for name, command in {
            "open": self.choose, "sample": self.open_sample, "save": self.save, "save_as": self.save_as,
            "reload": self.reload, "close": self.close_report, "quit": window.close,
        }.items():  # fmt: skip
            window.commands[name].triggered.connect(lambda _=False, command=command: command())
        window.start.open_file.connect(self.choose)
        window.start.open_recent.connect(lambda path: self.open(Path(path)))
        window.start.forget_recent.connect(self._forget)
        window.start.open_sample.connect(self.open_sample)
        window.busy.cancel.connect(self.give_up)
        window.commands.recent.aboutToShow.connect(self._fill_recent)

    # --- opening ----------------------------------------------------------------------------------------------------

    def choose(self) -> None:
        """Ask for a file and open it."""
        recent = self._window.settings.recent
        path = choose_file(self._window, str(Path(recent[0]).parent) if recent else "")
        if path is not None:
            self.open(path)

    def open(self, path: Path, remember: bool = True) -> None:
        """Read the report in the worker, after asking about unsaved changes."""
        self.when_settled(lambda: self._read(path, remember))

    def _read(self, path: Path, remember: bool) -> None:
        self.give_up()
        self._window.banner.tidy()
        self._window.busy.begin(path.name)
        self._window.show_busy()
        self._reading = Job(read_and_check, path, self.checking()).told(self._window.busy.say)
        self._reading.then(lambda read: self._opened(read, path, remember)).failed(lambda e: self._refused(path, e)).start()

    def checking(self) -> Checking:
        """How reports are checked by the settings."""
        settings = self._window.settings
        return Checking(Path(settings.profile) if settings.profile else None, settings.mode, settings.stage)

    def _opened(self, read: Read, path: Path, remember: bool) -> None:
        self._reading = None
        report, layout = read
        if remember:
            self._window.change_settings(with_recent(self._window.settings, path.resolve()))
        self._window.adopt(report, layout)
        if report.read_only:
            self._window.banner.say(f"只读：{report.read_only}", Severity.WARNING, topic="read-only")
        elif report.report.warnings:
            self._window.banner.say("；".join(report.report.warnings), Severity.INFO, topic="warnings")

    def _refused(self, path: Path, error: ReportError) -> None:
        self._reading = None
        self._window.show_current()
        words = f"打不开“{path.name}”：{error}。"
        self._window.banner.say(words, Severity.ERROR, (("打开别的报告…", self.choose),), topic="refused")

    def give_up(self) -> None:
        """Forget the report that is being read, if any."""
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None
            self._window.show_current()
            self._window.say("已取消打开")

    def open_sample(self) -> None:
        """Open a copy of the sample, so that it may be changed and saved freely."""
        copy = data_folder() / "samples" / SAMPLE_NAME
        try:
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(SAMPLE, copy)
        except OSError as error:
            words = f"样例放不进 {copy.parent}（{error.strerror}）"
            self._window.show_error(ReportError(words, "请检查该文件夹的权限"))
            return
        self.open(copy, remember=False)

    def reload(self) -> None:
        """Read the file again; unsaved changes are asked about."""
        report = self._window.open_report
        if report is not None and report.path is not None:
            self.open(report.path)

    def _forget(self, path: str) -> None:
        self._window.change_settings(without_recent(self._window.settings, path))

    def _fill_recent(self) -> None:
        menu = self._window.commands.recent
        menu.clear()
        for text in self._window.settings.recent:
            menu.addAction(Path(text).name, lambda text=text: self.open(Path(text))).setToolTip(text)
        if not self._window.settings.recent:
            menu.addAction("没有最近打开的报告").setEnabled(False)

    # --- saving -----------------------------------------------------------------------------------------------------

    def save(self, then: Callable[[], None] | None = None) -> None:
        """Save to the report's own file; when another program changed it, ask where to."""
        report = self._window.report
        if report.path is None:
            self.save_as(then)
        elif report.changed_on_disk:
            self.tell_changed()
        else:
            self._write(None, then)

    def save_as(self, then: Callable[[], None] | None = None) -> None:
        """Save under a name the clerk chooses."""
        report = self._window.report
        target = choose_target(self._window, report.path or Path(report.report.name))
        if target is not None:
            self._write(target, then)

    def _write(self, target: Path | None, then: Callable[[], None] | None) -> None:
        report = self._window.report
        self._window.status.show_saved("正在保存…")
        self._shield.raise_()
        job = Job(report.save, target)
        job.then(lambda result: self._saved(result, then)).failed(self._not_saved).start()

    def _saved(self, result: SaveResult, then: Callable[[], None] | None) -> None:
        self._shield.lower()
        self._window.banner.clear("disk")
        report = self._window.report
        if result.path == report.path and result.path.name != SAMPLE_NAME:
            self._window.change_settings(with_recent(self._window.settings, result.path.resolve()))
        self._window.status.show_saved(_proof(result))
        self._window.show_title()
        if then is not None:
            then()

    def _not_saved(self, error: ReportError) -> None:
        self._shield.lower()
        self._window.status.show_saved("没有保存")
        self._window.banner.say(f"没有保存：{error}。", Severity.ERROR, (("另存为…", self.save_as),), topic="save")

    def tell_changed(self) -> None:
        """The file was changed by another program."""
        name = self._window.report.path.name if self._window.report.path else ""
        self._window.banner.say(
            f"“{name}”已被其他程序改动。可以重新打开，或把现在的内容另存为一个文件，以免覆盖。", Severity.WARNING,
            (("重新打开", self.reload), ("另存为…", self.save_as), ("仍然覆盖", lambda: self._write(None, None))), topic="disk",
        )  # fmt: skip

    # --- closing ----------------------------------------------------------------------------------------------------

    def when_settled(self, go_on: Callable[[], None]) -> None:
        """Call `go_on` when unsaved changes are saved or given up; not at all when the clerk cancels."""
        report = self._window.open_report
        if report is None or not report.modified:
            go_on()
            return
        answer = ask_unsaved(self._window, report.path.name if report.path else report.report.name)
        if answer is Answer.SAVE:
            self.save(go_on)
        elif answer is Answer.DISCARD:
            go_on()

    def close_report(self) -> None:
        """Back to the start page."""
        self.when_settled(lambda: self._window.adopt(None))


def read_and_check(tell: Callable[[str, float], None], path: Path, checking: Checking) -> Read:
    """The worker's part of opening: read, lay out and check the report, telling how far it is."""
    tell("正在读取", 0.0)
    report = OpenReport.open(path, checking)
    tell("正在排版", _READ)
    layout = ReportLayout(report.report)
    for done in report.settling():
        tell("正在检查", _LAID_OUT + (1 - _LAID_OUT) * done)
    return report, layout


def _proof(result: SaveResult) -> str:
    now = datetime.now().astimezone()
    if result.guard is None:
        return f"已保存 {now:%H:%M}　{result.path.name}"
    return saved_words(now, result.guard.characters_lost, result.guard.objects_before, result.guard.objects_after)
