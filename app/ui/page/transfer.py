"""Text in and out: plain text only, and moving by drag as one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCursor

from app.ui.page.texts import typed

if TYPE_CHECKING:
    from app.ui.page.editor import PageEditor

OBJECTS_STAY = "选中的文字里有图片、公式或脚注，不能拖动；请用 Word 移动它们"


def selected_text(cursor: QTextCursor) -> str:
    """The selection as plain text, without the signs of objects."""
    blocks = cursor.selectedText().split("\u2029")
    return "\n".join(typed(text).replace("\ufffc", "") for text in blocks)


def pasted(text: str) -> str:
    """Text from outside as blocks; signs of objects are dropped, since the objects do not come along."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2029", "\n").replace("\ufffc", "").replace("\x00", "")
    return lines.replace("\n", "\u2029")


def drop(editor: PageEditor, text: str, position: int, *, moved: bool) -> bool:
    """Insert `text` at a document position; `moved` takes the selection away in the same step. False when refused."""
    source, target = editor.textCursor(), editor.textCursor()
    if moved and source.selectionStart() <= position <= source.selectionEnd():
        return False
    target.setPosition(position)
    if not moved:
        return editor.replace_selection(target, pasted(text))
    if "\ufffc" in source.selectedText():
        editor.refused.emit(OBJECTS_STAY)
        return False
    if not editor.may_replace(position, position) or not editor.may_replace(source.selectionStart(), source.selectionEnd()):
        return False
    target.beginEditBlock()
    source.removeSelectedText()
    target.insertText(pasted(text))
    target.endEditBlock()
    editor.setTextCursor(target)
    return True
