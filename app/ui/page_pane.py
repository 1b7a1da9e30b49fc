"""The middle pane: the page editor as the window sees it."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from app.core.findings import Finding
from app.core.report import Kind, Paragraph
from app.editing.open_report import OpenReport
from app.layout.page import ReportLayout
from app.ui.page import keys
from app.ui.page.editor import PageEditor, Where

FIT = 0  # zoom setting: as wide as the pane


class PagePane(QWidget):
    """Holds the page editor; places are (uid, offset)."""

    caret_moved = Signal(int, int)
    view_changed = Signal()
    dropped = Signal(Path)
    menu_wanted = Signal(QMenu, int)  # the page's context menu and the paragraph under it

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = PageEditor(self)
        self.editor.caret_moved.connect(self.caret_moved)
        self.editor.zoom_changed.connect(lambda _: self.view_changed.emit())
        self.editor.extend_menu = self.menu_wanted.emit
        self.editor.viewport().installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.editor)
        self.setFocusProxy(self.editor)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A file dropped on the page opens; text goes to the editor."""
        if isinstance(event, QDropEvent):
            path = dropped_file(event)
            if path is not None:
                event.acceptProposedAction()
                if event.type() == QEvent.Type.Drop:
                    self.dropped.emit(path)
                return True
        return super().eventFilter(watched, event)

    # --- the report -------------------------------------------------------------------------------------------------

    def open(self, report: OpenReport | None, layout: ReportLayout | None = None) -> None:
        """Show this report (None: nothing), as `layout` when it was laid out before."""
        self.editor.set_report(report, layout)

    def refresh_marks(self) -> None:
        """Mark the report's findings on the page."""
        self.editor.refresh_marks()

    def missing_fonts(self) -> list[str]:
        """The fonts of the report that this PC lacks."""
        return self.editor.missing_fonts()

    def page_of(self, uid: int, offset: int) -> int | None:
        """The 0-based page of a character; None for what is not on paper."""
        return self.editor.projection.pages.page_of(uid, offset)

    # --- places -----------------------------------------------------------------------------------------------------

    def show_finding(self, finding: Finding, at: int = 0) -> None:
        """Scroll to place `at` of the finding and mark its paragraph."""
        if at == 0:
            self.editor.show_finding(finding)
            return
        uid = finding.spots[at].uid
        if uid is not None:
            self.editor.show_place(uid, finding.spots[at].start, mark=True)

    def go_to(self, uid: int, offset: int) -> None:
        """Put the caret there and scroll to it."""
        self.editor.clear_shown()
        self.editor.show_place(uid, offset)

    def caret(self) -> tuple[int, int]:
        """Paragraph and offset of the caret; uid -1 where there is none."""
        return self.editor.caret()

    def where(self) -> Where | None:
        """Page, line and character of the caret, and the grid there."""
        return self.editor.where()

    def body_grid(self) -> tuple[int, int] | None:
        """Rows a page and characters a row of the body text, measured on its first paragraph with a full line; or None."""
        pages = self.editor.projection.pages
        bodies = (
            (at, item) for at, item in enumerate(pages.items)
            if isinstance(item, Paragraph) and item.kind in (Kind.BODY, Kind.LEVEL2, Kind.CLAUSE) and item.text.strip()
        )  # fmt: skip
        first = next(bodies, None)
        if first is None:
            return None
        at, item = next(((at, item) for at, item in chain((first,), bodies) if len(pages.blocks[at].lines) > 1), first)
        where = keys.where(pages, at, item, 0, Where)
        return where.rows, where.columns

    def to_top(self) -> None:
        """Show the beginning of the report."""
        self.editor.verticalScrollBar().setValue(0)

    def focus(self) -> None:
        """Give the page the keyboard."""
        self.editor.setFocus()

    # --- zoom -------------------------------------------------------------------------------------------------------

    def zoom_percent(self) -> int:
        """The scale on screen."""
        return self.editor.zoom

    def zoom_setting(self) -> int:
        """What to remember: a percentage, or FIT."""
        return FIT if self.editor.fits_width else self.zoom_percent()

    def restore_zoom(self, setting: int) -> None:
        """Show at a remembered scale."""
        if setting == FIT:
            self.zoom_fit()
        else:
            self.editor.set_zoom(setting)

    def zoom_full(self) -> None:
        """As large as on paper."""
        self.editor.set_zoom(100)

    def zoom_fit(self) -> None:
        """As wide as the pane."""
        self.editor.fit_width()


def dropped_file(event: QDropEvent) -> Path | None:
    """The first file of what is dropped."""
    names = (url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile())
    return next((Path(name) for name in names if name), None)
