"""The page editor: a report edited in place on its pages, through its `OpenReport`."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QDragLeaveEvent, QDropEvent, QInputMethodEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QMenu, QMessageBox, QTextEdit, QWidget

from app.ui.page import keys, menu, removal, transfer
from app.ui.page.view import PageView, Where


class PageEditor(PageView):
    """The report owns the text; this widget asks it for changes and shows what became of them."""

    refused = Signal(str)  # one sentence: why an edit was not made
    fix_wanted = Signal(object)  # Finding
    keep_wanted = Signal(object)  # Finding

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ask: Callable[[str], bool] = self._ask
        self.extend_menu: Callable[[QMenu, int], None] | None = None  # gets the menu and the uid under the mouse

    # --- keyboard and input methods ---------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.isReadOnly() or not keys.handle(self, event):
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        starts = bool(event.commitString() or event.preeditString() or event.replacementLength())
        cursor = self.textCursor()
        if starts and not self.isReadOnly() and not self.may_replace(cursor.selectionStart(), cursor.selectionEnd()):
            event.ignore()
            return
        self.editing = True
        try:
            super().inputMethodEvent(event)
        finally:
            self.editing = False
        self._tell_refusal()

    def undo(self) -> None:
        """Take back the report's last step."""
        if self.report is not None and not self.isReadOnly():
            self.report.undo()

    def redo(self) -> None:
        """Do the report's last undone step again."""
        if self.report is not None and not self.isReadOnly():
            self.report.redo()

    def replace_selection(self, cursor: QTextCursor, text: str) -> bool:
        """Put `text` (blocks end with U+2029) where the cursor's selection is; False when that is not allowed."""
        if self.isReadOnly() or not self.may_replace(cursor.selectionStart(), cursor.selectionEnd()):
            return False
        self.editing = True
        try:
            cursor.insertText(text)
            self.setTextCursor(cursor)
        finally:
            self.editing = False
        self.ensureCursorVisible()
        return self._tell_refusal()

    def _tell_refusal(self) -> bool:
        """Say why the report did not take an edit; True when it did."""
        error, self.projection.refused = self.projection.refused, None
        if error is not None:
            self.refused.emit(str(error))
        return error is None

    def may_replace(self, start: int, end: int) -> bool:
        """Whether the text between two positions may be replaced; says why not, and asks before a note goes."""
        why = removal.refusal(self.projection, start, end)
        if why is not None:
            self.refused.emit(why)
            return False
        asked = removal.question(self.projection, start, end)
        return asked is None or self.ask(asked)

    def _ask(self, question: str) -> bool:
        answer = QMessageBox.question(self, "删除", question)
        return answer == QMessageBox.StandardButton.Yes

    # --- clipboard and dragging -------------------------------------------------------------------------------------

    def createMimeDataFromSelection(self) -> QMimeData:
        data = super().createMimeDataFromSelection()  # made by Qt: it may outlive the interpreter on the clipboard
        data.clear()
        data.setText(self.selected_text())
        return data

    def selected_text(self) -> str:
        """The selection as plain text."""
        return transfer.selected_text(self.textCursor())

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() and not self.isReadOnly()

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasText():
            self.replace_selection(self.textCursor(), transfer.pasted(source.text()))

    def cut(self) -> None:
        """Copy the selection and remove it."""
        if self.textCursor().hasSelection() and not self.isReadOnly():
            self.copy()
            self.replace_selection(self.textCursor(), "")

    def dropEvent(self, event: QDropEvent) -> None:
        inside = event.source() in (self, self.viewport())
        QTextEdit.dragLeaveEvent(self, QDragLeaveEvent())
        if self.isReadOnly() or not event.mimeData().hasText():
            event.ignore()
            return
        target = self.cursorForPosition(event.position().toPoint())
        moved = inside and event.dropAction() == Qt.DropAction.MoveAction
        event.setDropAction(Qt.DropAction.CopyAction)  # what moves inside is taken away here, not by Qt
        event.accept()
        self.drop_text(event.mimeData().text(), target.position(), moved=moved)

    def drop_text(self, text: str, position: int, *, moved: bool) -> bool:
        """Insert `text` at a document position; `moved` takes the selection away in the same step."""
        return transfer.drop(self, text, position, moved=moved) and self._tell_refusal()

    # --- mouse ------------------------------------------------------------------------------------------------------

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        if not by_key and not self.textCursor().hasSelection():
            self.setTextCursor(self.cursorForPosition(event.pos()))
        shown = menu.build(self)
        shown.exec(self.viewport().mapToGlobal(self.cursorRect().bottomRight()) if by_key else event.globalPos())


__all__ = ["PageEditor", "Where"]
