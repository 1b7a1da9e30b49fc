"""A report on A4 pages: shown, scrolled, zoomed and marked. `app.ui.page.editor` adds the editing."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QPalette,
    QResizeEvent,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QTextEdit, QToolTip, QWidget

from app.core.findings import Finding
from app.core.report import Paragraph
from app.editing.open_report import Changed, OpenReport
from app.layout.page import ReportLayout
from app.ui.page import keys
from app.ui.page.fonts import missing_fonts
from app.ui.page.grid_layout import GridLayout
from app.ui.page.marks import Marks
from app.ui.page.painting import PagePainter
from app.ui.page.projection import Projection
from app.ui.page.sheets import EDGE, PIXELS_A_TWIP
from app.ui.page.signs import SPOKEN
from app.ui.theme import BLUE, WHITE

ZOOMS = (50, 67, 75, 80, 90, 100, 110, 125, 150, 175, 200, 250)  # percent
NOTCH = 120  # what one step of a mouse wheel counts
DESK = "#eef0f3"


@dataclass(frozen=True, slots=True)
class Where:
    """Where the caret is, counted from 1: page of pages, line of the page, character of the line; and the grid there."""

    page: int
    pages: int
    line: int
    column: int
    rows: int
    columns: int


class PageView(QTextEdit):
    """Shows one report and follows all its changes."""

    caret_moved = Signal(int, int)  # uid, offset
    finding_at_caret = Signal(object)  # Finding or None
    zoom_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.report: OpenReport | None = None
        self._zoom, self._fit, self._turned = 100, False, 0
        self._finding: Finding | None = None
        self._showing = False
        self.editing = False  # the caret moves because of what is typed
        self._marks_of: tuple[Finding, ...] | None = None
        document = self.document()
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(0)
        self.grid = GridLayout(document)
        document.setDocumentLayout(self.grid)
        self.projection = Projection(document, self.grid)
        self._pen: PagePainter | None = None
        self._dress()
        self.cursorPositionChanged.connect(self._caret_changed)

    def _dress(self) -> None:
        self.setAcceptRichText(False)
        self.setLineWrapMode(QTextEdit.LineWrapMode.NoWrap)
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setCursorWidth(2)
        self.setAccessibleName("报告正文")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, QColor(DESK))
        for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
            palette.setColor(group, QPalette.ColorRole.Highlight, QColor(BLUE))
            palette.setColor(group, QPalette.ColorRole.HighlightedText, QColor(WHITE))
        self.setPalette(palette)
        self.setStyleSheet(f"QTextEdit {{ background: {DESK}; border: none; padding: 0; }}")

    # --- the report -------------------------------------------------------------------------------------------------

    def set_report(self, report: OpenReport | None, layout: ReportLayout | None = None) -> None:
        """Show another report from its start (None: an empty desk), as `layout` when it was laid out before."""
        if self.report is not None:
            self.report.unsubscribe(self._changed)
        self.report = None
        self._finding, self._marks_of = None, None
        self._pen = PagePainter(self.grid, report.report) if report else None
        self.grid.painter = self._pen.paint if self._pen else None
        self.grid.sign_painter = self._pen.sign if self._pen else None
        self.grid.measure_card = self._pen.card_height if self._pen else None
        self.projection.load(report, layout)
        self.report = report
        if report is not None:
            report.subscribe(self._changed)
        self.setReadOnly(False)
        self.set_read_only(report is None or report.read_only is not None)
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(0)
        self.refresh_marks()
        if self._fit:
            self.fit_width()

    def set_read_only(self, locked: bool) -> None:
        """Allow looking, selecting and copying only."""
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            if locked
            else Qt.TextInteractionFlag.TextEditorInteraction
        )

    def refresh_marks(self) -> None:
        """Draw the marks of the report's findings; call it when findings were brought up to date."""
        if self._pen is None or self.report is None or not self.report.findings_are_current:
            return
        findings = self.report.findings
        self.projection.follow()
        if findings is not self._marks_of:
            self._marks_of = findings
            self._pen.marks = Marks(findings)
            self.viewport().update()
            self._tell_finding()

    def missing_fonts(self) -> list[str]:
        """Fonts that the report asks for and this PC lacks."""
        return missing_fonts(self.report.draft) if self.report else []

    def _changed(self, change: Changed) -> None:
        own = self.projection.sending
        scroll, (_, item, offset) = self.verticalScrollBar().value(), self.projection.locate(self.textCursor().position())
        if self._pen is not None and self.report is not None:
            self._pen.report = self.report.draft
        end = self.projection.follow()
        self.refresh_marks()
        if own:
            return
        if end is not None and change.who in ("undo", "redo"):
            self._put_caret(end)
            return
        if isinstance(item, Paragraph):
            place = self.projection.position(item.uid, offset)
            if place is not None and place != self.textCursor().position() and not self.textCursor().hasSelection():
                self._put_caret(place, see=False)
        self.verticalScrollBar().setValue(scroll)

    # --- places -----------------------------------------------------------------------------------------------------

    def show_finding(self, finding: Finding) -> None:
        """Scroll to the finding's first place, mark its paragraph softly, and put the caret there."""
        if finding.spot.uid is not None:
            self._showing = True
            try:
                self.show_place(finding.spot.uid, finding.spot.start, mark=True)
                self._finding = finding
            finally:
                self._showing = False

    def show_place(self, uid: int, offset: int = 0, *, mark: bool = False) -> bool:
        """Put the caret at that character and scroll it into the upper half; False when it is not on the page."""
        place = self.projection.position(uid, offset)
        if place is None or self._pen is None:
            return False
        self._pen.shown = uid if mark else None
        self._put_caret(place, see=False)
        block = self.document().findBlock(place)
        top = self.grid.blockBoundingRect(block).top()
        rect = self.cursorRect()
        if mark or not self.viewport().rect().contains(rect):
            self.verticalScrollBar().setValue(round(top - self.viewport().height() * 0.28))
        self.viewport().update()
        return True

    def clear_shown(self) -> None:
        """Take the soft mark off the paragraph that was shown."""
        if self._pen is not None and self._pen.shown is not None:
            self._pen.shown = None
            self.viewport().update()

    def caret(self) -> tuple[int, int]:
        """(uid, offset) of the caret; uid -1 on a table or with no report."""
        _, item, offset = self.projection.locate(self.textCursor().position())
        return (item.uid, offset) if isinstance(item, Paragraph) else (-1, 0)

    def where(self) -> Where | None:
        """What the status bar says of the caret."""
        pages = self.projection.pages
        index, item, offset = self.projection.locate(self.textCursor().position())
        if not isinstance(item, Paragraph):
            return None
        return keys.where(pages, index, item, offset, Where)

    def _put_caret(self, position: int, *, see: bool = True) -> None:
        cursor = self.textCursor()
        cursor.setPosition(min(position, self.document().characterCount() - 1))
        self.setTextCursor(cursor)
        if see:
            self.ensureCursorVisible()

    def _caret_changed(self) -> None:
        if self.report is None:
            return
        if not self.editing:
            self.report.break_typing()
        uid, offset = self.caret()
        self.caret_moved.emit(uid, offset)
        self._tell_finding()

    def _tell_finding(self) -> None:
        if self._pen is None or self._showing:
            return
        _, item, offset = self.projection.locate(self.textCursor().position())
        found = self._pen.marks.at(item, offset) if isinstance(item, Paragraph) else None
        if found is not self._finding:
            self._finding = found
            self.finding_at_caret.emit(found)

    # --- zoom -------------------------------------------------------------------------------------------------------

    @property
    def zoom(self) -> int:
        """Percent."""
        return self._zoom

    @property
    def fits_width(self) -> bool:
        """Whether sheets are kept as wide as the pane."""
        return self._fit

    def set_zoom(self, percent: int) -> None:
        """Zoom to that many percent (50–250); the place in the middle stays there."""
        self._fit = False
        self._zoom_to(percent)

    def zoom_by(self, steps: int) -> None:
        """Larger by so many steps, smaller when negative."""
        for _ in range(abs(steps)):
            larger = (zoom for zoom in ZOOMS if zoom > self._zoom)
            smaller = (zoom for zoom in reversed(ZOOMS) if zoom < self._zoom)
            self.set_zoom(next(larger if steps > 0 else smaller, self._zoom))

    def fit_width(self) -> None:
        """Make sheets as wide as the pane, and keep them so."""
        self._fit = True
        pages = self.projection.pages
        widest = max(section.width for section in pages.sections)
        self._zoom_to(int((self.viewport().width() - 2 * EDGE) / (widest * PIXELS_A_TWIP) * 100))

    def _zoom_to(self, percent: int) -> None:
        percent = max(ZOOMS[0], min(ZOOMS[-1], percent))
        if percent == self._zoom and self.grid.sheets.view:
            return
        bar, half = self.verticalScrollBar(), self.viewport().height() / 2
        middle = (bar.value() + half) / max(1.0, self.grid.sheets.height)
        self._zoom = percent
        self.grid.set_scale(PIXELS_A_TWIP * percent / 100)
        bar.setValue(round(middle * self.grid.sheets.height - half))
        self.viewport().update()
        self.zoom_changed.emit(percent)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._turned += event.angleDelta().y()  # a touchpad sends small parts of a step
            steps = int(self._turned / NOTCH)
            self._turned -= steps * NOTCH
            self.zoom_by(steps)
            event.accept()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.grid.set_view_width(self.viewport().width())
        if self._fit:
            self.fit_width()

    # --- mouse ------------------------------------------------------------------------------------------------------

    @property
    def finding(self) -> Finding | None:
        """The finding at the caret."""
        return self._finding

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            text = self._hint(event.pos())
            if text:
                QToolTip.showText(event.globalPos(), text, self)
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    def _hint(self, point: QPoint) -> str:
        """What stands under the mouse: an object's name, or what a finding says."""
        if self._pen is None:
            return ""
        position = self.cursorForPosition(point).position()
        for near in (position, position - 1):
            kind, paragraph, offset = self.grid.object_at(max(0, near))
            if paragraph is not None and kind:
                text = self._pen.note_text(kind, paragraph.uid, offset)
                return SPOKEN.get(kind, "对象") + (f"：{text}" if text else "")
        _, item, offset = self.projection.locate(position)
        found = self._pen.marks.at(item, offset) if isinstance(item, Paragraph) else None
        return f"{found.severity.label}：{found.message}" if found else ""

    def visible_rect(self) -> QRectF:
        """The part of the pages that the viewport shows, in the layout's pixels."""
        left, top = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        return QRectF(left, top, self.viewport().width(), self.viewport().height())
