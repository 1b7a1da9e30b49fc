"""Changing blocks of a text document by number, touching only text that differs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument

from app.ui.ends import equal_ends
from app.ui.page.shaping import Units

KEEP = QTextCursor.MoveMode.KeepAnchor


def texts(document: QTextDocument, first: int, last: int) -> list[str]:
    """The texts of blocks first..last, both included."""
    found: list[str] = []
    block = document.findBlockByNumber(first)
    for _ in range(first, last + 1):
        found.append(block.text())
        block = block.next()
    return found


def retext(document: QTextDocument, number: int, old: str, new: str) -> int | None:
    """Make a block that reads `old` read `new`; returns the position after what changed, None when nothing did."""
    if old == new:
        return None
    start, tail = equal_ends(old, new)
    was, now = Units(old), Units(new)
    begin = document.findBlockByNumber(number).position()
    cursor = QTextCursor(document)
    cursor.setPosition(begin + was.at(start))
    cursor.setPosition(begin + was.at(len(old) - tail), KEEP)
    cursor.insertText(new[start : len(new) - tail])
    return begin + now.at(len(new) - tail)


def replace(document: QTextDocument, first: int, stop: int, wanted: Sequence[str]) -> int | None:
    """Blocks first..stop become blocks with those texts; returns the position after the last of them."""
    cursor = QTextCursor(document)
    if stop == first:
        _insert(document, cursor, first, wanted)
    elif wanted:
        cursor.setPosition(document.findBlockByNumber(first).position())
        cursor.setPosition(_end(document.findBlockByNumber(stop - 1)), KEEP)
        cursor.insertText("\u2029".join(wanted))
    else:
        _remove(document, cursor, first, stop)
    return cursor.position()


def _insert(document: QTextDocument, cursor: QTextCursor, first: int, wanted: Sequence[str]) -> None:
    if first < document.blockCount():
        cursor.setPosition(document.findBlockByNumber(first).position())
        cursor.insertText("".join(f"{text}\u2029" for text in wanted))
    else:
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText("".join(f"\u2029{text}" for text in wanted))


def _remove(document: QTextDocument, cursor: QTextCursor, first: int, stop: int) -> None:
    if stop < document.blockCount():
        cursor.setPosition(document.findBlockByNumber(first).position())
        cursor.setPosition(document.findBlockByNumber(stop).position(), KEEP)
    else:
        cursor.setPosition(_end(document.findBlockByNumber(first - 1)) if first else 0)
        cursor.movePosition(QTextCursor.MoveOperation.End, KEEP)
    cursor.removeSelectedText()


def _end(block: QTextBlock) -> int:
    return block.position() + block.length() - 1
