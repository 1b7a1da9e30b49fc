"""The page editor: a report edited in place on its pages, through its `OpenReport`."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragLeaveEvent,
    QDropEvent,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QMenu, QMessageBox, QTextEdit, QWidget

from app.core.errors import ReportError
from app.core.report import Paragraph
from app.editing.open_report import OpenReport
from app.ui.page import keys, menu, removal, table_commands, transfer
from app.ui.page.inset import Inset
from app.ui.page.view import PageView, Where

ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)
ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)


class PageEditor(PageView):
    """The report owns the text; this widget asks it for changes and shows what became of them."""

    refused = Signal(str)  # one sentence: why an edit was not made
    fix_wanted = Signal(object)  # Finding
    keep_wanted = Signal(object)  # Finding

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ask: Callable[[str], bool] = self._ask
        self.inset = Inset(self)
        self.extend_menu: Callable[[QMenu, int], None] | None = None  # gets the menu and the uid under the mouse

    # --- keyboard and input methods ---------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        before = self.table_at_caret()
        if before is not None and event.key() in ENTERS and not event.modifiers():
            self.enter_table(before)
        elif self.isReadOnly() or not keys.handle(self, event):
            super().keyPressEvent(event)
            after = self.table_at_caret()
            if after is not None and after != before and event.key() in ARROWS and not event.modifiers():
                self.inset.open_item(after, last=event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Left))

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

    # --- places -----------------------------------------------------------------------------------------------------

    def here(self) -> tuple[Paragraph | None, int]:
        """Paragraph and offset of the caret, in the small editor when it is open."""
        if not self.inset.is_open or self.report is None:
            return super().here()
        uid, offset = self.inset.editor.caret()
        return self.report.draft.by_uid.get(uid), offset

    def show_place(self, uid: int, offset: int = 0, *, mark: bool = False) -> bool:
        focused = self.hasFocus() or self.inset.editor.hasFocus()
        self.inset.close()
        shown = super().show_place(uid, offset, mark=mark)
        if shown and focused:
            self._open_waiting()
        return shown

    def _open_waiting(self) -> bool:
        """Edit the place outside the flow that was shown last; False when there is none."""
        waiting, self.waiting = self.waiting, None
        return waiting is not None and self.inset.open_uid(*waiting)

    def caret_in_inset(self, uid: int, offset: int) -> None:
        """The caret moved in the small editor."""
        self.caret_moved.emit(uid, offset)
        self._tell_finding()

    # --- tables -----------------------------------------------------------------------------------------------------

    def enter_table(self, item: int) -> None:
        """Edit the cell that was shown last, else the first one of the table at that item."""
        if not self._open_waiting():
            self.inset.open_item(item)

    def insert_row(self, *, below: bool) -> bool:
        """Put a row above or below the one at the caret, and go there; False when the caret is in no table."""
        return self._change_rows(lambda report, uid: table_commands.insert_row(report, uid, below=below))

    def remove_row(self) -> bool:
        """Take the row at the caret away; False when it stays."""
        if self.report is None or self.isReadOnly():
            return False
        uid = self.caret()[0]
        place = table_commands.cell_of(self.report.draft, uid)
        if place is not None and place[0].rows == 1:
            self.refused.emit(table_commands.ONLY_ROW)
            return False
        asked = table_commands.asked_before_removing(self.report.draft, uid)
        if asked is not None and not self.ask(asked):
            return False
        return self._change_rows(table_commands.remove_row)

    def _change_rows(self, change: Callable[[OpenReport, int], int | None]) -> bool:
        if self.report is None or self.isReadOnly():
            return False
        uid = self.caret()[0]
        try:
            now = change(self.report, uid)
        except ReportError as error:
            self.refused.emit(str(error))
            return False
        if now is None:
            self.refused.emit(removal.NOT_IN_TABLE)
            return False
        return self.inset.open_uid(now, 0)

    def show_menu(self, editor: QTextEdit, event: QContextMenuEvent) -> None:
        """The context menu of the small editor."""
        shown = menu.build(self)
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        shown.exec(editor.viewport().mapToGlobal(editor.cursorRect().bottomRight()) if by_key else event.globalPos())

    def edit_running(self, side: str) -> None:
        """Edit the 页眉 or 页脚 (`side`) of the page that is shown."""
        if not self.inset.open_running(side):
            self.refused.emit(f"这一页没有{side}；可以在 Word 中插入{side}")

    def edit_box(self) -> None:
        """Edit the next text box of the report."""
        if not self.inset.open_box():
            self.refused.emit("这份报告没有文本框")

    def in_table(self) -> bool:
        """Whether the caret is in a cell."""
        return self.report is not None and table_commands.cell_of(self.report.draft, self.caret()[0]) is not None

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

    def copy(self) -> None:
        """Copy the selection, in the small editor when it is open."""
        if self.inset.is_open:
            self.inset.editor.copy()
        else:
            super().copy()

    def paste(self) -> None:
        """Paste text, in the small editor when it is open."""
        if self.inset.is_open:
            self.inset.editor.paste()
        else:
            super().paste()

    def has_selection(self) -> bool:
        """Whether text is selected, in the small editor when it is open."""
        return (self.inset.editor if self.inset.is_open else self).textCursor().hasSelection()

    def remove_selection(self) -> None:
        """Remove the selected text."""
        editor = self.inset.editor if self.inset.is_open else self
        editor.replace_selection(editor.textCursor(), "")

    def selectAll(self) -> None:
        """Select everything, in the small editor when it is open."""
        if self.inset.is_open:
            self.inset.editor.selectAll()
        else:
            super().selectAll()

    def cut(self) -> None:
        """Copy the selection and remove it."""
        if self.inset.is_open:
            self.inset.editor.cut()
        elif self.textCursor().hasSelection() and not self.isReadOnly():
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

    def mousePressEvent(self, event: QMouseEvent) -> None:
        plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        if plain and self.go_to_comment(event.position()):
            event.accept()
            return
        if plain and self.inset.open_at(event.position()):
            event.accept()
            return
        self.inset.close()
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.inset.open_at(event.position(), running=True):
            event.accept()
            return
        super().mouseDoubleClickEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.inset.is_open:
            self.inset.editor.setFocus()
        else:
            self._open_waiting()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        if not by_key and not self.textCursor().hasSelection():
            self.setTextCursor(self.cursorForPosition(event.pos()))
        shown = menu.build(self)
        shown.exec(self.viewport().mapToGlobal(self.cursorRect().bottomRight()) if by_key else event.globalPos())


__all__ = ["PageEditor", "Where"]
