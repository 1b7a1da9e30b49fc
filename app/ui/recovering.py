"""What a crash left, and older versions: offering them, comparing them, opening them again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.core.comparing import texts_of
from app.core.errors import ReportError
from app.core.findings import Severity
from app.editing import recovery, versions
from app.editing.open_report import Checking, OpenReport
from app.editing.recovery import Left
from app.editing.versions import Version
from app.ui.compare_dialog import CompareDialog
from app.ui.recovery_list import RecoveryDialog
from app.ui.versions_dialog import VersionsDialog, when_words

if TYPE_CHECKING:
    from app.ui.files import Files
    from app.ui.main_window import MainWindow


class Recovering:
    """The commands about recovery copies and older versions."""

    def __init__(self, window: MainWindow, files: Files) -> None:
        self._window, self._files = window, files
        self._dialog: RecoveryDialog | None = None
        self.left: list[Left] = []
        window.commands["versions"].triggered.connect(lambda _=False: self.show_versions())
        self._listen(window.start.recovery)

    # --- after a crash ----------------------------------------------------------------------------------------------

    def offer(self) -> None:
        """Look for what crashes left and offer it: on the start page, and in the banner when a report is being opened."""
        self.left = recovery.left_by_crashes()
        self._window.start.recovery.show_left(self.left)

    def remind(self) -> None:
        """Say in the banner that something can be recovered: a report is shown in place of the start page."""
        if self.left and not self._window.banner.isVisible():
            names = "、".join(f"“{one.name}”" for one in self.left[:2]) + ("等" if len(self.left) > 2 else "")
            words = f"文衡上次没有正常退出，{names}还有没保存的改动。"
            self._window.banner.say(words, Severity.WARNING, (("查看…", self.show_left),), topic="recovery")

    def show_left(self) -> None:
        """The dialog with what can be recovered."""
        dialog = self._dialog = RecoveryDialog(self._window)
        self._listen(dialog.list)
        dialog.list.show_left(self.left)
        dialog.exec()
        self._dialog = None

    def _listen(self, shown) -> None:
        shown.wanted.connect(self.recover)
        shown.compared.connect(self.compare_left)
        shown.unwanted.connect(self.forget)

    def recover(self, left: Left) -> None:
        """Open the copy, as changes that are not saved yet."""
        if self._dialog is not None:
            self._dialog.accept()
        self._files.when_settled(lambda: self._files.read_left(left))

    def recovered(self, left: Left) -> None:
        """The copy is open: a new one of its own is kept, so the old one goes."""
        self._files.keeping.keep_now()
        recovery.forget(left)
        self.offer()
        words = f"这是{when_words(left.when)} 自动保存的内容，还没有存入“{left.name}”。请核对后保存。"
        buttons = (("与文件比较…", self.compare_with_file), ("保存", self._files.saving.save))
        self._window.banner.say(words, Severity.WARNING, buttons if left.path else buttons[1:], topic="recovered")

    def forget(self, left: Left) -> None:
        """Give the copy up."""
        recovery.forget(left)
        self.offer()
        if self._dialog is not None:
            self._dialog.list.show_left(self.left)
            if not self.left:
                self._dialog.accept()

    def compare_left(self, left: Left) -> None:
        """What differs between the file and the copy."""
        try:
            copy = recovery.texts_of_copy(left)
            old = texts_of(OpenReport.open(left.path, Checking(notes=False)).report) if left.path else []
        except ReportError as error:
            self._window.show_error(error)
            return
        names = (f"文件 {left.name}", f"自动保存的内容（{when_words(left.when)}）")
        CompareDialog("与文件比较", old, texts_of(copy.report), names, self._dialog or self._window).exec()

    # --- the file and its versions ----------------------------------------------------------------------------------

    def compare_with_file(self) -> None:
        """What differs between the file on disk and the open report."""
        report = self._window.report
        if report.path is not None:
            self._compare(report.path, f"磁盘上的 {report.path.name}")

    def show_versions(self) -> None:
        """The dialog 找回旧版本: of the open report, or of all."""
        report = self._window.open_report
        path = report.path if report is not None else None
        found = versions.versions(path) if path is not None else versions.every_version()
        compare = self._compare_version if report is not None else None
        VersionsDialog(found, path.name if path else None, self._open_version, compare, self._window).exec()

    def _compare_version(self, version: Version) -> None:
        self._compare(version.file, f"{when_words(version.when)} 的版本")

    def _compare(self, file: Path, name: str) -> None:
        try:
            old = OpenReport.open(file, Checking(notes=False))
        except ReportError as error:
            self._window.show_error(error)
            return
        new = texts_of(self._window.report.report)
        CompareDialog("比较", texts_of(old.report), new, (name, "窗口中的内容"), self._window).exec()

    def _open_version(self, version: Version) -> None:
        stem = f"{version.report.stem}（{version.when:%Y-%m-%d %H%M} 的版本）"
        suggested = version.report.with_name(stem + version.report.suffix)
        self._files.when_settled(lambda: self._files.read_copy(version.file, suggested))
