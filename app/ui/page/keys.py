"""Keys that edit: each is turned into one replacement of a selection, so that everything passes the same checks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextCursor

from app.core.report import Paragraph
from app.layout.lines import advances
from app.layout.page import ReportLayout


class Typed(Protocol):
    """An editor that keys are typed into."""

    def textCursor(self) -> QTextCursor: ...
    def replace_selection(self, cursor: QTextCursor, text: str) -> bool: ...


Move = QTextCursor.MoveOperation
Standard = QKeySequence.StandardKey
PARAGRAPH, LINE = "\u2029", "\u2028"

_DELETIONS = (
    (Standard.DeleteStartOfWord, Move.PreviousWord),
    (Standard.DeleteEndOfWord, Move.NextWord),
    (Standard.DeleteEndOfLine, Move.EndOfLine),
    (Standard.Backspace, Move.PreviousCharacter),
    (Standard.Delete, Move.NextCharacter),
)
_COMMANDS: tuple[tuple[QKeySequence.StandardKey, str], ...] = (
    (Standard.Undo, "undo"),
    (Standard.Redo, "redo"),
    (Standard.Cut, "cut"),
    (Standard.Copy, "copy"),
    (Standard.Paste, "paste"),
)
_CONTROL = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


def handle(editor: Typed, event: QKeyEvent) -> bool:
    """Do what an editing key says; False for every other key (Qt moves the caret then)."""
    for sequence, name in _COMMANDS:
        if event.matches(sequence):
            getattr(editor, name)()
            return True
    for sequence, move in _DELETIONS:
        shifted = move is Move.PreviousCharacter and event.key() == Qt.Key.Key_Backspace and not event.modifiers() & _CONTROL
        if event.matches(sequence) or shifted:
            _delete(editor, move)
            return True
    text = _text(event)
    if text:
        editor.replace_selection(editor.textCursor(), text)
    return bool(text)


def _text(event: QKeyEvent) -> str:
    """What a key types; nothing for a key that does not type."""
    if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        if event.modifiers() & _CONTROL:
            return ""
        return LINE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else PARAGRAPH
    if event.key() == Qt.Key.Key_Tab and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return "\t"
    text = event.text()
    composed = event.modifiers() & _CONTROL == _CONTROL & ~Qt.KeyboardModifier.MetaModifier  # AltGr
    if not text or (event.modifiers() & _CONTROL and not composed):
        return ""
    return text if text.isprintable() else ""


def _delete(editor: Typed, move: Move) -> None:
    cursor = editor.textCursor()
    if not cursor.hasSelection():
        cursor.movePosition(move, QTextCursor.MoveMode.KeepAnchor)
    if cursor.hasSelection():
        editor.replace_selection(cursor, "")


Made = TypeVar("Made")


def where(pages: ReportLayout, index: int, item: Paragraph, offset: int, make: Callable[..., Made]) -> Made:
    """Page, line and character of an offset, and the grid that its paragraph follows, as `make(…)`."""
    block, place = pages.blocks[index], pages.place(index)
    line = next((at for at, laid in enumerate(block.lines) if offset < laid.end), len(block.lines) - 1)
    page, _ = place.of(line, block)
    column = pages.columns[pages.sections.index(pages.section_of(index))]
    cell = advances(Paragraph(item.uid, "国", item.runs[:1] and (item.runs[0],), item.format, item.mark), column)[0] or 1
    pitch = column.pitch or block.heights[line] or 1
    return make(
        page + 1, pages.page_count, _line_of_page(pages, index, line, page) + 1, offset - block.lines[line].start + 1,
        pages.room(pages.sections.index(pages.section_of(index))) // pitch, int((column.width + 0.5) / cell),
    )  # fmt: skip


def _line_of_page(pages: ReportLayout, index: int, line: int, page: int) -> int:
    """How many lines stand above that line on its page."""
    place, block = pages.place(index), pages.blocks[index]
    above = sum(1 for at in range(line) if place.of(at, block)[0] == page)
    while index > 0 and above < 1000:
        index -= 1
        place, block = pages.place(index), pages.blocks[index]
        if place.page + len(place.cuts) < page:
            break
        above += sum(1 for at in range(len(block.lines)) if place.of(at, block)[0] == page)
    return above
