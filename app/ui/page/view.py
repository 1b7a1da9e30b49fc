"""A report on A4 pages: shown, scrolled and marked. `app.ui.page.editor` adds the editing."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QTextCursor
from PySide6.QtWidgets import QToolTip, QWidget

from app.core.findings import Finding
from app.core.report import Paragraph
from app.editing.open_report import Changed, OpenReport
from app.layout.page import ReportLayout, TableItem
from app.ui.page import keys
from app.ui.page.desk import Desk
from app.ui.page.fonts import missing_fonts
from app.ui.page.images import Images
from app.ui.page.marks import Marks
from app.ui.page.painting import PagePainter
from app.ui.page.projection import Projection
from app.ui.page.signs import SPOKEN
from app.ui.page.spots import spot_of
from app.ui.page.table_places import Spot
from app.ui.review_words import revision_words


@dataclass(frozen=True, slots=True)
class Where:
    """Where the caret is, counted from 1: page of pages, line of the page, character of the line; and the grid there."""

    page: int
    pages: int
    line: int
    column: int
    rows: int
    columns: int


class PageView(Desk):
    """Shows one report and follows all its changes."""

    caret_moved = Signal(int, int)  # uid, offset
    finding_at_caret = Signal(object)  # Finding or None
    followed = Signal()  # the page shows what became of the report

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.report: OpenReport | None = None
        self._finding: Finding | None = None
        self._showing = False
        self.editing = False  # the caret moves because of what is typed
        self._marks_of: tuple[Finding, ...] | None = None
        self.projection = Projection(self.document(), self.grid)
        self._pen: PagePainter | None = None
        self.waiting: tuple[int, int] | None = None  # a place in a cell that was shown and is edited when the page gets the keys
        self.cursorPositionChanged.connect(self._caret_changed)

    # --- the report -------------------------------------------------------------------------------------------------

    def set_report(self, report: OpenReport | None, layout: ReportLayout | None = None) -> None:
        """Show another report from its start (None: an empty desk), as `layout` when it was laid out before."""
        if self.report is not None:
            self.report.unsubscribe(self._changed)
        self.report = None
        self._finding, self._marks_of, self.waiting = None, None, None
        self._pen = PagePainter(self.grid, report.report, images=Images(report.part)) if report else None
        self.grid.painter = self._pen.paint if self._pen else None
        self.grid.sign_painter = self._pen.sign if self._pen else None
        self.grid.measure_card = self._pen.card_height if self._pen else None
        self.grid.measure_side = self._pen.balloons.arrange if self._pen else None
        self.grid.sheets.side = self._pen.balloons.side if self._pen else 0.0
        self.projection.load(report, layout)
        self.report = report
        if report is not None:
            report.subscribe(self._changed)
        self.setReadOnly(False)
        self.set_read_only(report is None or report.read_only is not None)
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(0)
        self.refresh_marks()
        if self.fits_width:
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
            self._pen.marks = Marks(self.report.findings_by_paragraph)
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
            self._pen.balloons.take(self.report.draft)
        side = self.grid.sheets.side
        end = self.projection.follow()
        self.refresh_marks()
        if self.fits_width and side != self.grid.sheets.side:
            self.fit_width()
        self.followed.emit()
        self.viewport().update()
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
        place, spot = self.projection.position(uid, offset), spot_of(self.grid, uid, self.page_shown())
        if self._pen is None or (place is None and spot is None):
            return False
        self._pen.shown, self.waiting = uid if mark else None, None
        if place is not None:
            self._put_caret(place, see=False)
        if spot is not None or place is None:
            return self._show_spot(spot, (uid, offset), again=mark)
        block = self.document().findBlock(place)
        top = self.grid.blockBoundingRect(block).top()
        rect = self.cursorRect()
        if mark or not self.viewport().rect().contains(rect):
            self.verticalScrollBar().setValue(round(top - self.viewport().height() * 0.28))
        self.viewport().update()
        return True

    def _show_spot(self, spot: Spot | None, place: tuple[int, int], *, again: bool) -> bool:
        """Scroll to a place in a cell, box, header or footer, to be edited when the page gets the keys."""
        if spot is None:
            return False
        self.waiting = place
        self.see(spot, again=again)
        self.viewport().update()
        return True

    def see(self, spot: Spot, *, again: bool = False) -> None:
        """Scroll so that the spot is visible (with `again`, into the upper part even if it is)."""
        bar, view = self.verticalScrollBar(), self.visible_rect()
        top, bottom = spot.inside.top(), min(spot.inside.bottom(), spot.inside.top() + view.height() * 0.5)
        if again or top < view.top() + 4 or bottom > view.bottom() - 4:
            bar.setValue(round(top - view.height() * 0.28))

    def page_shown(self) -> int:
        """The page in the middle of the viewport."""
        return self.grid.sheets.page_at(self.visible_rect().center().y()) if self.grid.sheets.count else 0

    def to_layout(self, point: QPointF) -> QPointF:
        """A place of the viewport in the layout's pixels."""
        return point + self.visible_rect().topLeft()

    def table_at_caret(self) -> int | None:
        """The item of the table that the page's own caret is on; None when it is in text."""
        index, item, _ = self.projection.locate(self.textCursor().position())
        return index if isinstance(item, TableItem) else None

    def put_on_table(self, uid: int) -> None:
        """Put the page's own caret on the table that holds paragraph `uid`, without scrolling."""
        place = self.projection.position(uid, 0)
        if place is not None and place != self.textCursor().position():
            scroll = self.verticalScrollBar().value()
            self._showing = True
            try:
                self._put_caret(place, see=False)
            finally:
                self._showing = False
            self.verticalScrollBar().setValue(scroll)

    def put_beside(self, item: int, by: int) -> None:
        """Put the caret after (1) or before (-1) the table at that item, where there is text; else on the table."""
        items = self.projection.items
        beside = item + by
        block = self.document().findBlockByNumber(beside if 0 <= beside < len(items) else item)
        self.setFocus()
        self._put_caret(block.position() if by > 0 or beside < 0 else block.position() + block.length() - 1)

    def clear_shown(self) -> None:
        """Take the soft mark off the paragraph that was shown."""
        if self._pen is not None and self._pen.shown is not None:
            self._pen.shown = None
            self.viewport().update()

    def caret(self) -> tuple[int, int]:
        """(uid, offset) of the caret; uid -1 on a table as a whole or with no report."""
        paragraph, offset = self.here()
        return (paragraph.uid, offset) if paragraph is not None else (-1, 0)

    def here(self) -> tuple[Paragraph | None, int]:
        """Paragraph and offset of the caret; None on a table as a whole."""
        _, item, offset = self.projection.locate(self.textCursor().position())
        return (item, offset) if isinstance(item, Paragraph) else (None, 0)

    def show_table_caret(self, visible: bool) -> None:
        """Frame the table that the caret is on, or not while a cell of it is edited."""
        if self._pen is not None:
            self._pen.caret_in_table = visible

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
        self.choose_comment(uid, offset)
        self.caret_moved.emit(uid, offset)
        self._tell_finding()

    def choose_comment(self, uid: int, offset: int) -> None:
        """Bring forward the comment on the words at that place."""
        head = self._pen.balloons.head_at(uid, offset) if self._pen is not None else None
        if self._pen is not None and head != self._pen.balloons.chosen:
            self._pen.balloons.chosen = head
            self.viewport().update()

    def go_to_comment(self, point: QPointF) -> bool:
        """Put the caret where the comment under that place of the viewport belongs; False when none is there."""
        balloon = self._pen.balloons.at(self.to_layout(point)) if self._pen is not None else None
        if balloon is None or self._pen is None:
            return False
        span = self._pen.balloons.span_of(balloon.comment.id)
        if span is not None:
            self.show_place(span.uid, span.start)
        self._pen.balloons.chosen = balloon.comment.id
        self.viewport().update()
        return True

    def _tell_finding(self) -> None:
        if self._pen is None or self._showing:
            return
        paragraph, offset = self.here()
        found = self._pen.marks.at(paragraph, offset) if paragraph is not None else None
        if found is not self._finding:
            self._finding = found
            self.finding_at_caret.emit(found)

    # --- mouse ------------------------------------------------------------------------------------------------------

    @property
    def pen(self) -> PagePainter:
        """What paints the report; only asked for with one shown."""
        assert self._pen is not None
        return self._pen

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
        said = [f"{found.severity.label}：{found.message}"] if found else []
        revisions = item.revisions if isinstance(item, Paragraph) else ()
        said += [revision_words(one) for one in revisions if one.start <= offset <= one.end]
        return "\n".join(said)
