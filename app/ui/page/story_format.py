"""The look of paragraphs in the small editor: their fonts, alignment, line heights and the signs of objects."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QPainter,
    QPyTextObject,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QTextEdit

from app.core.report import OBJECT, Paragraph
from app.layout.drawn import object_width
from app.layout.lines import Block, Column, lay_lines
from app.ui.page.fonts import text_format
from app.ui.page.guarding import answers, silently
from app.ui.page.pieces import script_pieces
from app.ui.page.signs import draw_sign
from app.ui.page.texts import block_text

SIGN = QTextFormat.ObjectTypes.UserObject + 1
_NARROW = Column(9000.0)
_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft, "right": Qt.AlignmentFlag.AlignRight, "center": Qt.AlignmentFlag.AlignHCenter,
    "both": Qt.AlignmentFlag.AlignLeft, "distribute": Qt.AlignmentFlag.AlignJustify,
}  # fmt: skip
_SPACES, _OFFSET, _KIND, _WIDTH = (QTextFormat.Property.UserProperty + n for n in range(4))
FindObject = Callable[[int, QTextBlock], tuple[Paragraph, int] | None]


def fill(document: QTextDocument, paragraphs: Sequence[Paragraph], scale: float) -> None:
    """Make `document` read `paragraphs` in their own look, at `scale` pixels a twip."""
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    cursor.select(QTextCursor.SelectionType.Document)
    cursor.removeSelectedText()
    for at, paragraph in enumerate(paragraphs):
        form, look = _block_format(paragraph, scale), text_format(paragraph.mark, True, scale)
        if at:
            cursor.insertBlock(form, look)
        else:
            cursor.setBlockFormat(form)
            cursor.setBlockCharFormat(look)
        for piece in script_pieces(paragraph):
            for text in _parted(paragraph.text[piece.start : piece.end]):
                shown = text_format(piece.format, piece.wide, scale)
                cursor.insertText(block_text(text), _sign_format(shown) if text == OBJECT else shown)
        if not paragraph.text:
            cursor.setBlockCharFormat(look)
    cursor.endEditBlock()


def _parted(text: str) -> list[str]:
    """Objects by themselves, the text between them whole."""
    out: list[str] = []
    for number, part in enumerate(text.split(OBJECT)):
        out += [OBJECT, part] if number else [part]
    return [part for part in out if part]


def _sign_format(look: QTextCharFormat) -> QTextCharFormat:
    made = QTextCharFormat(look)
    made.setObjectType(SIGN)
    return made


def _block_format(paragraph: Paragraph, scale: float) -> QTextBlockFormat:
    block = laid(paragraph)
    lines = list(block.lines)
    form = QTextBlockFormat()
    form.setAlignment(_ALIGN[paragraph.format.align])
    if paragraph.format.align not in ("center", "right"):
        rest = lines[1].x if len(lines) > 1 else max(0.0, float(paragraph.format.left))
        form.setLeftMargin(rest * scale)
        form.setTextIndent((lines[0].x - rest) * scale)
    form.setTopMargin(block.before * scale)
    form.setBottomMargin(block.after * scale)
    form.setLineHeight(lines[0].height * scale, QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
    return form


def laid(paragraph: Paragraph) -> Block:
    """The paragraph in a column of some width: its indents and heights do not depend on it."""
    return lay_lines(paragraph, _NARROW)


class Signs(QPyTextObject):
    """Draws the sign of an object in the small editor."""

    def __init__(self, parent: QObject, find: FindObject) -> None:
        super().__init__(parent)
        self._find = find

    @answers(QSizeF)
    def intrinsicSize(self, doc: QTextDocument, posInDocument: int, format: QTextFormat) -> QSizeF:  # noqa: A002
        size = format.toCharFormat().font().pixelSize() or format.toCharFormat().fontPointSize() * 4 / 3
        paragraph, offset, kind = self._object(doc, posInDocument)
        if paragraph is None:
            return QSizeF(size, size)
        run = paragraph.run_at(offset)
        em = (run.format if run else paragraph.mark).size * 10
        return QSizeF(object_width(paragraph, offset, kind) / em * size, size)

    @silently
    def drawObject(
        self, painter: QPainter, rect: QRectF, doc: QTextDocument, posInDocument: int, format: QTextFormat  # noqa: A002, ARG002
    ) -> None:  # fmt: skip
        draw_sign(painter, rect, self._object(doc, posInDocument)[2])

    def _object(self, document: QTextDocument, position: int) -> tuple[Paragraph | None, int, str]:
        block = document.findBlock(position)
        found = self._find(position - block.position(), block)
        if found is None:
            return None, 0, "object"
        paragraph, offset = found
        return paragraph, min(offset, max(0, len(paragraph.text) - 1)), dict(paragraph.objects).get(offset, "object")


def register_signs(editor: QTextEdit, find: FindObject) -> None:
    """Let the editor's document draw signs for objects."""
    editor.document().documentLayout().registerHandler(SIGN, Signs(editor, find))
