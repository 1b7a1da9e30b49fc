"""A small editor over a cell, box, header or footer: its paragraphs are typed into where they stand."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QTextBlock,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from app.core.errors import ReportError
from app.core.report import Paragraph
from app.editing.open_report import OpenReport
from app.ui.page import keys, removal, story_format, transfer
from app.ui.page.blocks import texts
from app.ui.page.guarding import silently
from app.ui.page.line_painting import draw_number
from app.ui.page.shaping import Units
from app.ui.page.table_places import Spot
from app.ui.page.texts import block_text, typed
from app.ui.theme import BLUE, WHITE

MARGIN = 3  # pixels of the frame around the text's room
Move = QTextCursor.MoveOperation


class StoryEditor(QTextEdit):
    """Shows the paragraphs of one `Spot`; the report owns the text, as on the page."""

    left = Signal(int)  # Tab (1), Shift+Tab (-1)
    passed = Signal(int)  # an arrow key went past the end (1) or the beginning (-1)
    escaped = Signal()
    refused = Signal(str)
    caret_moved = Signal(int, int)
    menu_wanted = Signal(QContextMenuEvent)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.report: OpenReport | None = None
        self.spot: Spot | None = None
        self.sending = False
        self.ask: Callable[[str], bool] = lambda _question: True
        self._quiet, self._stale = False, False
        self._scale = 1.0
        self._editing = False
        self._dress()
        self.document().setUndoRedoEnabled(False)
        self.document().setDocumentMargin(0)
        story_format.register_signs(self, self._object)
        self.document().contentsChange.connect(self._up)
        self.document().contentsChanged.connect(self._mend)
        self.cursorPositionChanged.connect(self._caret_changed)
        self.hide()

    def _dress(self) -> None:
        self.setAcceptRichText(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setCursorWidth(2)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(False)
        palette = self.palette()
        for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
            palette.setColor(group, QPalette.ColorRole.Highlight, QColor(BLUE))
            palette.setColor(group, QPalette.ColorRole.HighlightedText, QColor(WHITE))
        self.setPalette(palette)
        self.setObjectName("story")

    # --- what is shown ------------------------------------------------------------------------------------------------

    def show_spot(self, report: OpenReport, spot: Spot, scale: float, *, locked: bool) -> None:
        """Edit the paragraphs of `spot` (only look at them when `locked`), drawn at `scale` pixels a twip."""
        self.report = report
        self.setAccessibleName(spot.words)
        paper = f"#{spot.fill}" if spot.fill else "white"
        self.setStyleSheet(f"QTextEdit#story {{ background: {paper}; border: 2px solid {BLUE}; padding: 0; }}")
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            if locked
            else Qt.TextInteractionFlag.TextEditorInteraction
        )
        self._scale = scale
        self._fill(spot)
        self.place(spot)
        self.show()
        self.raise_()

    def follow(self, spot: Spot, scale: float) -> None:
        """The report changed: show what the spot reads now, and where it stands."""
        there = texts(self.document(), 0, self.document().blockCount() - 1)
        same = there == [block_text(p.text) for p in spot.paragraphs]
        looks = self.spot is None or [p.runs for p in self.spot.paragraphs] != [p.runs for p in spot.paragraphs]
        if not same or (looks and not self.sending) or scale != self._scale:
            at, offset = self.caret_place()
            self._scale = scale
            self._fill(spot)
            self.put_caret(at, offset)
        self.spot = spot
        self.place(spot)

    def place(self, spot: Spot) -> None:
        """Stand where the spot stands, as high as the text needs."""
        self.spot = spot
        inside, frame = spot.inside, spot.frames[0] if spot.frames else spot.inside
        outer = frame.united(inside.adjusted(-MARGIN, 0, MARGIN, 0))
        left, top = inside.left() - outer.left(), max(0.0, inside.top() - outer.top())
        self.setViewportMargins(round(left) - 2, round(top) - 2, round(outer.right() - inside.right()) - 2, 0)
        self.document().setTextWidth(inside.width())
        height = max(outer.height(), top + self.document().size().height() + 4)
        self.setGeometry(QRectF(outer.left(), outer.top(), outer.width(), height).toRect().adjusted(-1, -1, 2, 2))
        self.verticalScrollBar().setValue(0)

    def _fill(self, spot: Spot) -> None:
        self._quiet = True
        try:
            self.spot = spot
            story_format.fill(self.document(), spot.paragraphs, self._scale)
        finally:
            self._quiet = False

    # --- the caret ----------------------------------------------------------------------------------------------------

    def caret(self) -> tuple[int, int]:
        """(uid, offset) of the caret."""
        at, offset = self.caret_place()
        paragraphs = self.spot.paragraphs if self.spot else ()
        return (paragraphs[at].uid, offset) if at < len(paragraphs) else (-1, 0)

    def caret_place(self) -> tuple[int, int]:
        """(which paragraph of the spot, offset) of the caret."""
        cursor = self.textCursor()
        block = cursor.block()
        return block.blockNumber(), Units(typed(block.text())).back(cursor.positionInBlock())

    def put_caret(self, at: int, offset: int, end: int | None = None) -> None:
        """Put the caret at that offset of paragraph `at`; with `end` select up to there."""
        block = self.document().findBlockByNumber(min(at, self.document().blockCount() - 1))
        units = Units(typed(block.text()))
        cursor = self.textCursor()
        cursor.setPosition(block.position() + min(units.at(offset), block.length() - 1))
        if end is not None:
            cursor.setPosition(block.position() + min(units.at(end), block.length() - 1), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def _caret_changed(self) -> None:
        if self._quiet or self.report is None or self.isHidden():
            return
        if not self._editing:
            self.report.break_typing()
        self.caret_moved.emit(*self.caret())

    # --- up to the report -----------------------------------------------------------------------------------------------

    @silently
    def _up(self, _position: int, _removed: int, _added: int) -> None:
        if self._quiet or self.report is None or self.spot is None:
            return
        now = [typed(text) for text in texts(self.document(), 0, self.document().blockCount() - 1)]
        uids, old = list(self.spot.uids), [p.text for p in self.spot.paragraphs]
        if now == old:
            return
        while len(now) > 1 and len(old) > 1 and now[-1] == old[-1]:
            del now[-1], old[-1], uids[-1]
        while len(now) > 1 and len(old) > 1 and now[0] == old[0]:
            del now[0], old[0], uids[0]
        self.sending = True
        try:
            self.report.retype(uids, now)
        except ReportError as error:
            self._stale = True
            self.refused.emit(str(error))
        finally:
            self.sending = False

    @silently
    def _mend(self) -> None:
        """After an edit that the report did not take as it was typed, show what the report says."""
        if self._quiet or self.spot is None:
            return
        there = texts(self.document(), 0, self.document().blockCount() - 1)
        if self._stale or there != [block_text(p.text) for p in self.spot.paragraphs]:
            self._stale = False
            at, offset = self.caret_place()
            self._fill(self.spot)
            self.put_caret(at, offset)

    def replace_selection(self, cursor: QTextCursor, text: str) -> bool:
        """Put `text` (blocks end with U+2029) where the cursor's selection is; False when that is not allowed."""
        if self.isReadOnly() or not self._may_replace(cursor):
            return False
        self._editing = True
        try:
            cursor.insertText(text)
            self.setTextCursor(cursor)
        finally:
            self._editing = False
        return True

    def _may_replace(self, cursor: QTextCursor) -> bool:
        """Notes and comments go only after a yes."""
        found: list[str] = []
        for at, paragraph in enumerate(self.spot.paragraphs if self.spot else ()):
            block, units = self.document().findBlockByNumber(at), Units(paragraph.text)
            for offset, kind in paragraph.objects:
                if cursor.selectionStart() <= block.position() + units.at(offset) < cursor.selectionEnd():
                    found.append(removal.asked_kind(kind, paragraph.drawing_at(offset)))
        asked = removal.question_about(found)
        return asked is None or self.ask(asked)

    # --- keys, input methods, clipboard -----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, control = event.key(), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if key == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and not control:
            self.left.emit(-1 if key == Qt.Key.Key_Backtab or event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif key == Qt.Key.Key_Tab:
            self.replace_selection(self.textCursor(), "\t")
        elif self.isReadOnly() or not keys.handle(self, event):
            before = self.textCursor().position(), self.textCursor().anchor()
            super().keyPressEvent(event)
            if before == (self.textCursor().position(), self.textCursor().anchor()) and not event.modifiers():
                self._pass_on(key)

    def _pass_on(self, key: int) -> None:
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Left):
            self.passed.emit(-1)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Right):
            self.passed.emit(1)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        starts = bool(event.commitString() or event.preeditString() or event.replacementLength())
        if starts and not self.isReadOnly() and not self._may_replace(self.textCursor()):
            event.ignore()
            return
        self._editing = True
        try:
            super().inputMethodEvent(event)
        finally:
            self._editing = False

    def undo(self) -> None:
        """Take back the report's last step."""
        if self.report is not None and not self.isReadOnly():
            self.report.undo()

    def redo(self) -> None:
        """Do the report's last undone step again."""
        if self.report is not None and not self.isReadOnly():
            self.report.redo()

    def cut(self) -> None:
        """Copy the selection and remove it."""
        if self.textCursor().hasSelection() and not self.isReadOnly():
            self.copy()
            self.replace_selection(self.textCursor(), "")

    def createMimeDataFromSelection(self) -> QMimeData:
        data = super().createMimeDataFromSelection()
        data.clear()
        data.setText(transfer.selected_text(self.textCursor()))
        return data

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() and not self.isReadOnly()

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasText():
            self.replace_selection(self.textCursor(), transfer.pasted(source.text()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._caret_changed()

    # --- drawing ------------------------------------------------------------------------------------------------------------

    @silently
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.spot is None:
            return
        painter = QPainter(self.viewport())
        for at, paragraph in enumerate(self.spot.paragraphs):
            if paragraph.number is not None:
                laid = story_format.laid(paragraph)
                top = self.document().documentLayout().blockBoundingRect(self.document().findBlockByNumber(at)).top()
                draw_number(painter, paragraph, laid, QPointF(laid.number_x * self._scale, top), self._scale)
        painter.end()

    def _object(self, unit: int, block: QTextBlock) -> tuple[Paragraph, int] | None:
        """The paragraph and offset of the object at that place of a block."""
        paragraphs = self.spot.paragraphs if self.spot else ()
        if block.blockNumber() >= len(paragraphs):
            return None
        paragraph = paragraphs[block.blockNumber()]
        return paragraph, Units(paragraph.text).back(unit)
