"""The window: three panes around one open report, and the wiring between them."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path

import msgspec
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app import __version__
from app.core.errors import ReportError
from app.core.findings import Severity
from app.core.profile import load_profile
from app.editing.learning import lessons
from app.editing.open_report import Changed, OpenReport
from app.editing.settings import Settings, save_settings
from app.editing.unit_profile import silence, unit_file
from app.layout.page import ReportLayout
from app.rules import load
from app.ui.actions import Actions
from app.ui.busy_page import BusyPage
from app.ui.check_bar import CheckBar
from app.ui.dialogs import CheckingDialog, tell_about, tell_fonts
from app.ui.dictionaries import Dictionaries
from app.ui.files import Files
from app.ui.findings_panel import FindingsPanel
from app.ui.fixing import Fixing
from app.ui.handbook import Handbook
from app.ui.inspector import Inspector
from app.ui.messages import Banner
from app.ui.outline_panel import OutlinePanel
from app.ui.page_pane import PagePane, dropped_file
from app.ui.panes import Panes
from app.ui.restructuring import Restructuring
from app.ui.review_bar import ReviewBar
from app.ui.reviewing import Reviewing
from app.ui.start_page import StartPage
from app.ui.status_bar import StatusBar
from app.ui.unit_dialog import edit_unit
from app.ui.views import Views
from app.ui.walk_bar import WalkBar
from app.ui.words import tell_keys

SMALLEST = 540  # pixels: a screen of 1366 at 250 %


class MainWindow(QMainWindow):
    """One window with at most one open report."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        self.open_report: OpenReport | None = None
        self.setWindowTitle("文衡")
        self.setAcceptDrops(True)
        self.commands = Actions(self)
        self._build()
        self.files = Files(self)
        self.fixing = Fixing(self)
        self.restructuring = Restructuring(self)
        self.reviewing = Reviewing(self)
        self.dictionaries = Dictionaries(self)
        self.panes = Panes(self)
        self.views = Views(self)
        self._wire()
        self._restore_geometry()
        self.show_current()

    def _build(self) -> None:
        self.banner, self.start, self.busy = Banner(), StartPage(), BusyPage()
        self.outline, self.page, self.findings = OutlinePanel(), PagePane(), FindingsPanel()
        self.check_bar, self.walk_bar, self.status = CheckBar(), WalkBar(), StatusBar()
        self.inspector = Inspector(self)
        self.outline.column.addWidget(self.inspector)
        self.review_bar = ReviewBar()
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.check_bar, self.walk_bar, self.review_bar):
            column.addWidget(widget)
        column.addWidget(self.page, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False, handleWidth=1)
        for pane, least in ((self.outline, 160), (middle, 280), (self.findings, 260)):
            pane.setMinimumWidth(least)
            self.splitter.addWidget(pane)
        self.splitter.setStretchFactor(1, 1)
        self.stack = QStackedWidget()
        for page in (self.start, self.busy, self.splitter):
            self.stack.addWidget(page)
        central = QWidget()
        central.setMinimumWidth(SMALLEST)
        outer = QVBoxLayout(central)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.banner)
        outer.addWidget(self.stack, 1)
        self.setCentralWidget(central)
        self.setStatusBar(self.status)

    def _wire(self) -> None:
        commands = self.commands
        for name, command in {
            "undo": lambda: self._history(OpenReport.undo, "已撤销"), "redo": lambda: self._history(OpenReport.redo, "已重做"),
            "cut": self.page.editor.cut, "copy": self.page.editor.copy, "paste": self.page.editor.paste,
            "select_all": self.page.editor.selectAll, "row_remove": self.page.editor.remove_row,
            "row_above": lambda: self.page.editor.insert_row(below=False),
            "row_below": lambda: self.page.editor.insert_row(below=True),
            "edit_header": lambda: self.page.editor.edit_running("页眉"),
            "edit_footer": lambda: self.page.editor.edit_running("页脚"), "edit_box": self.page.editor.edit_box,
            "checking": self.change_checking, "unit": self.edit_unit,
            "handbook": self.open_handbook, "keys": lambda: tell_keys(self),
            "about": self._about,
        }.items():  # fmt: skip
            commands[name].triggered.connect(lambda _=False, command=command: command())
        self.page.dropped.connect(self.files.open)
        self.page.editor.refused.connect(self.say)
        self.check_bar.change.connect(self.change_checking)
        self.check_bar.fonts_more.connect(lambda: tell_fonts(self, self.page.missing_fonts()))
        self.check_bar.fonts_seen.connect(self._fonts_seen)
        self.findings.scope_changed.connect(self._scope_changed)
        if self.settings.section_only:
            self.findings.scope.setCurrentIndex(1)

    # --- the report -------------------------------------------------------------------------------------------------

    @property
    def report(self) -> OpenReport:
        """The open report; only asked for by commands that are enabled with one."""
        assert self.open_report is not None
        return self.open_report

    def adopt(self, report: OpenReport | None, layout: ReportLayout | None = None) -> None:
        """Show `report` (None: the start page), laid out as `layout`, in place of the one before."""
        if self.open_report is not None:
            self.open_report.unsubscribe(self._changed)
        gc.unfreeze()
        self.open_report = report
        self.files.follow(report)
        self.fixing.end_walk()
        self.banner.tidy()
        self.status.show_nothing()
        self.show_current()
        self.page.open(report, layout)
        self.reviewing.start()
        self.views.forget()
        self.inspector.refresh()
        if report is not None:
            report.subscribe(self._changed)
            self.views.refresh()
            self.page.restore_zoom(self.settings.zoom)
            self.page.to_top()
            self._show_fonts()
            self.page.focus()
            gc.freeze()  # a report is many objects that stay: the cyclic collector would halt typing to look through them

    def show_current(self) -> None:
        """The start page, or the panes with the open report."""
        report = self.open_report
        self.commands.enable(report is not None, report is not None and report.read_only is None)
        self.start.show_recent(self.settings.recent)
        self.stack.setCurrentWidget(self.splitter if report is not None else self.start)
        self.reviewing.refresh()
        self.show_title()

    def show_busy(self) -> None:
        """Reading goes on."""
        self.commands.enable(False, False)
        self.stack.setCurrentWidget(self.busy)

    def show_title(self) -> None:
        """「name* — 文衡」, (只读) when it cannot be edited; the names of undo and redo in the menu."""
        report = self.open_report
        if report is None:
            self.setWindowTitle("文衡")
            self.setWindowModified(False)
            return
        self.setWindowTitle(f"{report.name}[*]{'（只读）' if report.read_only else ''} — 文衡")
        self.setWindowModified(report.modified)
        for key, words, label in (("undo", "撤销", report.undo_label), ("redo", "重做", report.redo_label)):
            self.commands[key].setEnabled(label is not None and report.read_only is None)
            self.commands[key].setText(f"{words}“{label}”" if label else words)
            self.commands[key].setIconText(words)

    def _changed(self, change: Changed) -> None:
        if change.who != "editor":
            self._show_fonts()
        self.show_title()
        self.status.show_saved("")
        self.reviewing.refresh()
        self.views.refresh_soon()

    # --- commands ---------------------------------------------------------------------------------------------------

    def _history(self, step: Callable[[OpenReport], str | None], done: str) -> None:
        labels: list[str | None] = []
        self.attempt(lambda: labels.append(step(self.report)))
        self.views.refresh()
        if labels and labels[0]:
            self.say(f"{done}：{labels[0]}")

    def attempt(self, change: Callable[[], object]) -> None:
        """Do `change`; what the clerk can act on is said in the banner."""
        try:
            change()
        except ReportError as error:
            self.show_error(error)

    def show_error(self, error: ReportError) -> None:
        """The sentence of an error."""
        self.banner.say(f"{error}。", Severity.ERROR, topic="error")

    def tell_crash(self) -> None:
        """Something went wrong that the clerk cannot act on."""
        self.files.keeping.keep_now()
        self.banner.say(
            "程序出错，刚才的一步可能没有完成。建议先另存一份再继续；错误已记入日志，日志不含报告文字。", Severity.ERROR,
            (("另存为…", self.files.saving.save_as),) if self.open_report is not None else (), topic="crash",
        )  # fmt: skip

    def say(self, words: str) -> None:
        """A passing message in the status bar."""
        self.status.say(words)

    def change_checking(self) -> None:
        """The dialog 检查方式."""
        report = self.report
        dialog = CheckingDialog(self.settings, report.report.elements.genre, self)
        if dialog.exec():
            before = self.settings
            self.change_settings(dialog.settings())
            try:
                report.check_by(self.files.checking())
            except ReportError as error:
                self.change_settings(before)
                self.show_error(error)
            self.views.refresh()

    def edit_unit(self) -> None:
        """The dialog 单位方案; what is saved is what the report is checked by from then on."""
        report = self.open_report
        if edit_unit(self, (lambda: lessons(report.report, load_profile())) if report is not None else None):
            self._check_by_unit(unit_file())

    def silence(self, code: str, reason: str | None) -> None:
        """The unit is not checked by rule `code` from now on (reason None: it is again). Raises ProfileError."""
        path = Path(self.settings.profile) if self.settings.profile else unit_file()
        silence(path, code, reason)
        self._check_by_unit(path)

    def _check_by_unit(self, path: Path) -> None:
        self.change_settings(msgspec.structs.replace(self.settings, profile=str(path)))
        if self.open_report is not None:
            self.open_report.check_by(self.files.checking())
            self.views.refresh()

    def change_settings(self, settings: Settings) -> None:
        """Remember `settings` now."""
        self.settings = settings
        save_settings(settings)
        self.start.show_recent(settings.recent)

    def _show_fonts(self) -> None:
        missing = self.page.missing_fonts()
        self.check_bar.show_missing([font for font in missing if font not in self.settings.fonts_seen])

    def _scope_changed(self, section_only: bool) -> None:
        self.change_settings(msgspec.structs.replace(self.settings, section_only=section_only))

    def _fonts_seen(self) -> None:
        seen = {*self.settings.fonts_seen, *self.page.missing_fonts()}
        self.change_settings(msgspec.structs.replace(self.settings, fonts_seen=tuple(sorted(seen))))
        self._show_fonts()

    def open_handbook(self) -> None:
        """规则手册, at the rule of the finding that is open."""
        current = self.findings.current()
        self._handbook = Handbook(self, current.code if current else "")
        self._handbook.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._handbook.show()

    def _about(self) -> None:
        tell_about(self, __version__, len(load()))

    # --- the window itself ------------------------------------------------------------------------------------------

    def _restore_geometry(self) -> None:
        area = QGuiApplication.primaryScreen().availableGeometry()
        if len(self.settings.window) == 4:
            x, y, width, height = self.settings.window
            left, top = max(area.left(), min(x, area.right() - 200)), max(area.top(), min(y, area.bottom() - 200))
            self.setGeometry(left, top, width, height)
        else:
            self.resize(min(area.width(), 1366), min(area.height(), 768))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.panes.restore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.panes.make_room(event.size().width())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        report = self.open_report if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow() else None
        if report is not None and report.changed_on_disk and self.banner.topic != "disk":
            self.files.saving.tell_changed()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event) is not None:
            self.start.show_dragging(True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, _: QDragLeaveEvent) -> None:
        self.start.show_dragging(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.start.show_dragging(False)
        path = dropped_file(event)
        if path is not None:
            event.acceptProposedAction()
            self.files.open(path)

    def closeEvent(self, event: QCloseEvent) -> None:
        report = self.open_report
        if report is not None and report.modified:
            event.ignore()
            self.files.when_settled(self._close_for_good)
            return
        self.files.give_up()
        self.files.follow(None)
        self._remember()
        event.accept()

    def _close_for_good(self) -> None:
        self.adopt(None)
        QTimer.singleShot(0, self.close)  # Qt ignores a close inside a close

    def _remember(self) -> None:
        box = self.normalGeometry()
        self.change_settings(msgspec.structs.replace(
            self.settings, window=(box.x(), box.y(), box.width(), box.height()), maximized=self.isMaximized(),
            zoom=self.page.zoom_setting(), **self.panes.values(),
        ))  # fmt: skip
