"""Opening and closing: the file commands of one window. Reading runs in the worker; saving is in `saving`."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.errors import OldFormatError, ReportError
from app.core.findings import Severity
from app.core.profile import RESOURCES
from app.editing.folders import data_folder
from app.editing.in_use import who_has_it_open
from app.editing.open_report import Checking, OpenReport
from app.editing.recovery import Left
from app.editing.settings import with_recent, without_recent
from app.ui.busy_page import UNKNOWN
from app.ui.converting import Conversion
from app.ui.dialogs import Answer, ask_unsaved
from app.ui.file_dialogs import Choices, ask_in_use, choose_file
from app.ui.holding import Holding
from app.ui.jobs import Job
from app.ui.keeping import Keeping
from app.ui.new_dialog import start_new
from app.ui.reading import Opened, Read, read_left, read_request
from app.ui.recovering import Recovering
from app.ui.saving import Saving

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow

SAMPLE = RESOURCES / "samples" / "rule-of-law-report.docx"
SAMPLE_NAME = "样例：法治政府建设年度报告.docx"
_HELD = "这份报告正在另一个文衡窗口中编辑，这里只能查看"


class Files:
    """The file commands."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._reading: Job | None = None
        self._conversion: Conversion | None = None
        self._locks = Holding()
        self.keeping = Keeping(self._cannot_keep, window)
        self.saving = Saving(window, self)
        self.recovering = Recovering(window, self)
        for name, command in {
            "new": lambda: start_new(window), "open": self.choose, "sample": self.open_sample,
            "save": self.saving.save, "save_as": self.saving.save_as,
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
        """Read the report in the worker, after asking about unsaved changes and when another window has it open."""
        self.when_settled(lambda: self._claim(path, remember))

    def read_copy(self, path: Path, suggested: Path) -> None:
        """Read the file as a new report without a file of its own, which a save would write to `suggested`."""
        self._start(read_request, Opened(path, suggested=suggested))

    def read_left(self, left: Left) -> None:
        """Read what a crash left unsaved."""
        self._locks.claim(left.path)
        self._start(read_left, Opened(left.path or Path(left.name), left=left))

    def _claim(self, path: Path, remember: bool) -> None:
        self.give_up()
        if self._locks.claim(path):
            self._start(read_request, Opened(path, remember))
            return
        copy = path.with_name(f"{path.stem} 副本{path.suffix}")
        ask_in_use(self._window, path.name, (
            ("只读打开", lambda: self._start(read_request, Opened(path, remember, held=_HELD))),
            ("打开副本", lambda: self.read_copy(path, copy)),
        ))  # fmt: skip

    def _start(self, read: Callable[..., Read], opened: Opened) -> None:
        self._stop_reading()
        self._window.banner.tidy()
        self._window.busy.begin(opened.path.name)
        self._window.show_busy()
        self._reading = Job(read, opened, self.checking()).told(self._window.busy.say)
        self._reading.then(lambda found: self._opened(found, opened)).failed(lambda e: self._refused(opened, e)).start()

    def _stop_reading(self) -> None:
        for work in (self._reading, self._conversion):
            if work is not None:
                work.cancel()
        self._reading = self._conversion = None

    def checking(self) -> Checking:
        """How reports are checked by the settings."""
        settings = self._window.settings
        return Checking(Path(settings.profile) if settings.profile else None, settings.mode, settings.stage)

    def _opened(self, read: Read, opened: Opened) -> None:
        self._reading = None
        report, layout = read
        if opened.remember and opened.left is None:
            self._window.change_settings(with_recent(self._window.settings, opened.path.resolve()))
        self._window.adopt(report, layout)
        self._say_state(report, opened)
        if opened.left is not None:
            self.recovering.recovered(opened.left)
        else:
            self.recovering.remind()

    def _say_state(self, report: OpenReport, opened: Opened) -> None:
        say, save = self._window.banner.say, ("另存为…", self.saving.save_as)
        if report.read_only:
            say(f"只读：{report.read_only}", Severity.WARNING, (save,) if opened.held else (), topic="held")
        elif report.report.warnings:
            say("；".join(report.report.warnings), Severity.INFO, topic="warnings")
        elif opened.started:
            say(
                f"已按“{opened.started}”新建。请填写“【待填……】”各处，没有填的会列为检查意见。",
                Severity.INFO,
                (save,),
                topic="new",
            )
        elif opened.converted:
            words = f"由“{opened.path.name}”用 {opened.converted} 转换而来，原文件没有改动。版面请核对，保存时存成新的 .docx。"
            say(words, Severity.INFO, (save,), topic="new")
        elif report.path is None and opened.template:
            say(f"“{opened.path.name}”是模板：已按它新建一份报告，模板不会改动。", Severity.INFO, topic="new")
        elif report.path is None and opened.left is None:
            say(f"这是副本，保存时存成“{report.name}”或别的文件。", Severity.INFO, (save,), topic="new")
        elif report.path is not None and not report.writable:
            say("这个文件是只读的：可以改，但要另存为别的文件。", Severity.WARNING, (save,), topic="read-only")
        elif report.path is not None and (owner := who_has_it_open(report.path)) is not None:
            by = f"“{owner}”" if owner else "别人"
            say(
                f"这份报告似乎正由{by}用 Word、WPS 等程序打开，保存前请先在那里关闭，以免互相覆盖。",
                Severity.WARNING,
                topic="in-use",
            )

    def _refused(self, opened: Opened, error: ReportError) -> None:
        self._reading = None
        if isinstance(error, OldFormatError) and not opened.data:
            self._convert(opened, error)
        else:
            self._tell_refused(opened.path, error)

    def _convert(self, opened: Opened, refusal: OldFormatError) -> None:
        """Let an office program of this PC make a .docx of it, which opens as a new report."""
        self._conversion = conversion = Conversion(opened.path, refusal, self._window)
        say = self._window.busy.say
        conversion.tell = lambda program: say(f"正在用 {program} 转换，原文件不会改动", UNKNOWN)
        conversion.failed = lambda error: self._tell_refused(opened.path, error)
        conversion.done = lambda data, program: self._start(read_request, Opened(
            opened.path, suggested=opened.path.with_suffix(".docx"), data=data, converted=program,
        ))  # fmt: skip
        conversion.start()

    def _tell_refused(self, path: Path, error: ReportError) -> None:
        self._conversion = None
        self._locks.let_go()
        self._window.show_current()
        words = f"打不开“{path.name}”：{error}。"
        self._window.banner.say(words, Severity.ERROR, (("打开别的报告…", self.choose),), topic="refused")

    def give_up(self) -> None:
        """Forget the report that is being read, if any."""
        if self._reading is not None or self._conversion is not None:
            self._stop_reading()
            self._locks.let_go()
            self._window.show_current()
            self._window.say("已取消打开")

    def begin(self, name: str, data: bytes) -> None:
        """Show `data` as a new report without a file of its own, begun from the skeleton `name`."""
        self.give_up()
        file = Path(f"新建{name}.docx")
        self._start(read_request, Opened(file, suggested=file, data=data, started=name))

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
        """Read the file again; giving up unsaved changes is asked about."""
        report = self._window.open_report
        path = report.path if report is not None else None
        if report is None or path is None:
            return
        if report.modified:
            give_up = ("放弃改动，重新打开", lambda: self._claim(path, remember=True))
            words = f"“{report.name}”有未保存的改动，重新打开后就没有了。"
            Choices("重新打开", words, "", (give_up,), self._window, loses=True).ask()
        else:
            self._claim(path, remember=True)

    def _forget(self, path: str) -> None:
        self._window.change_settings(without_recent(self._window.settings, path))

    def _fill_recent(self) -> None:
        menu = self._window.commands.recent
        menu.clear()
        for text in self._window.settings.recent:
            menu.addAction(Path(text).name, lambda text=text: self.open(Path(text))).setToolTip(text)
        if not self._window.settings.recent:
            menu.addAction("没有最近打开的报告").setEnabled(False)

    # --- the open report --------------------------------------------------------------------------------------------

    def follow(self, report: OpenReport | None) -> None:
        """The window shows another report (None: none): its lock and its recovery copy in place of those before."""
        self.keeping.follow(report)
        self._locks.take_over(report.path if report is not None else None)

    def saved_as(self, path: Path) -> None:
        """The report's own file is `path` now: it is locked, and remembered."""
        self._locks.move(path)
        if path.name != SAMPLE_NAME:
            self.saving.remember(path)

    def _cannot_keep(self, error: ReportError) -> None:
        words = f"自动保存的恢复副本写不了：{error}。请勤按 Ctrl+S。"
        self._window.banner.say(words, Severity.WARNING, topic="keeping")

    # --- closing ----------------------------------------------------------------------------------------------------

    def when_settled(self, go_on: Callable[[], None]) -> None:
        """Call `go_on` when unsaved changes are saved or given up; not at all when the clerk cancels."""
        report = self._window.open_report
        if report is None or not report.modified:
            go_on()
            return
        answer = ask_unsaved(self._window, report.name)
        if answer is Answer.SAVE:
            self.saving.save(go_on)
        elif answer is Answer.DISCARD:
            go_on()

    def close_report(self) -> None:
        """Back to the start page."""
        self.when_settled(lambda: self._window.adopt(None))
