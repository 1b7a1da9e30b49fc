"""Qt's side of the layout: blocks get our lines when they are looked at, and stand where pagination put them.

A block is shaped only when it is drawn, hit or walked through, so neither opening nor zooming costs the whole report.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QPainter,
    QPyTextObject,
    QTextBlock,
    QTextDocument,
    QTextFormat,
    QTextInlineObject,
    QTextLine,
)

from app.core.report import Paragraph
from app.layout.drawn import object_width
from app.layout.lines import Block, gaps
from app.layout.page import NOTHING, ReportLayout
from app.layout.paginate import Place
from app.ui.page.composing import composed
from app.ui.page.guarding import answers, silently
from app.ui.page.shaping import Units, shape
from app.ui.page.sheets import EM_BOX, Sheets

Context = Any  # QAbstractTextDocumentLayout.PaintContext, whose stub has no fields
Painter = Callable[[QPainter, Context, QRectF], None]


class _Handler(QPyTextObject):
    """Never asked: Qt makes objects of U+FFFC, which the layout draws itself, only where some handler is registered."""

    def intrinsicSize(self, _document: QTextDocument, _position: int, _form: QTextFormat) -> QSizeF:
        return QSizeF()

    def drawObject(self, *_: object) -> None:
        return


class GridLayout(QAbstractTextDocumentLayout):
    """Block i of the document is item i of the `ReportLayout`."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self.registerHandler(QTextFormat.ObjectTypes.UserObject.value, _Handler(self))
        self.pages = ReportLayout(NOTHING)
        self.sheets = Sheets()
        self.painter: Painter | None = None
        self.measure_card: Callable[[Sheets], float] | None = None
        self.measure_side: Callable[[], None] | None = None
        self.sign_painter: Callable[[QPainter, QRectF, int, int], None] | None = None
        self._shaped: list[Block | None] = []
        self._placed: list[tuple[Place, int] | None] = []
        self._frame = 0  # counts changes of zoom, width and sheets
        self._pending: tuple[int, int | None] | None = None
        self._busy = False
        self._size = QSizeF()

    # --- what the projection tells --------------------------------------------------------------------------------

    def show_pages(self, pages: ReportLayout) -> None:
        """Show another report; the document must have a block for every item when control returns to Qt."""
        self.pages = pages
        self._shaped, self._placed = [None] * len(pages.items), [None] * len(pages.items)
        self._pending = None
        self._settle()

    def items_changed(self, at: int, removed: int, added: int, settled: int) -> None:
        """Items at..at+removed became `added` others; from item `settled` on places are as before.

        Call `follow` when the document's blocks have changed too (Qt does so through `documentChanged`).
        """
        self._shaped[at : at + removed] = [None] * added
        self._placed[at : at + removed] = [None] * added
        self._pending = (at, at + added if settled <= at + added else None)

    def follow(self) -> None:
        """Tell the view what changed since `items_changed`."""
        if self._pending is not None:
            (first, last), self._pending = self._pending, None
            self._settle()
            self._repaint(first, last)

    def set_scale(self, scale: float) -> None:
        """Zoom: everything is shaped anew when it is looked at."""
        self.sheets.scale = scale
        self._shaped = [None] * len(self._shaped)
        self._settle()
        self._ask_for(QRectF(0, 0, 1e9, 1e9))

    def set_view_width(self, width: float) -> None:
        """The viewport's width: sheets are centred in it."""
        if width != self.sheets.view:
            self.sheets.view = width
            self._settle()

    def rearrange(self) -> None:
        """Sheets may stand elsewhere: place and paint everything anew."""
        self._settle()
        self._ask_for(QRectF(0, 0, 1e9, 1e9))

    def _settle(self) -> None:
        if self.sheets.arrange(self.pages):
            self._frame += 1
        if self.measure_card is not None:
            self.sheets.card = self.measure_card(self.sheets)
        if self.measure_side is not None:
            self.measure_side()
        size = self.documentSize()
        if size != self._size:
            self._size = size
            self.documentSizeChanged.emit(size)

    def _repaint(self, first: int, last: int | None) -> None:
        if not self.pages.items:
            return
        top = self._top_of(min(first, len(self.pages.items) - 1)) - 200 * self.sheets.scale
        bottom = self.sheets.height
        if last is not None and last < len(self.pages.items):
            bottom = self._top_of(last) + 400 * self.sheets.scale
        self._ask_for(QRectF(0, top, self.sheets.width, max(0.0, bottom - top)))

    def _ask_for(self, rect: QRectF) -> None:
        self.update[QRectF].emit(rect)  # pyright: ignore[reportIndexIssue] - the overload with a rectangle

    def _top_of(self, item: int) -> float:
        place = self.pages.place(item)
        return self.sheets.point(place.page, 0, place.y).y()

    # --- Qt's interface -------------------------------------------------------------------------------------------

    @silently
    def documentChanged(self, position: int, removed: int, added: int) -> None:
        pages, document = self.pages, self.document()
        if self._busy or not document.blockCount() == len(pages.items) == len(self._shaped):
            return
        whole = position == 0 and added >= document.characterCount() - 1 and removed in (0, added)
        if not whole or self._pending is not None:  # a resize, or the layout being set, changes no text
            first = document.findBlock(position).blockNumber()
            last = document.findBlock(position + max(0, added - 1)).blockNumber()
            for index in range(first, (last if last >= 0 else len(pages.items) - 1) + 1):
                self._shaped[index] = None
                self._compose(index)
        self.follow()

    def _compose(self, index: int) -> None:
        """Follow an input method's text, which is in the block's layout but not in the report."""
        pages, layout = self.pages, self.document().findBlockByNumber(index).layout()
        item = pages.items[index]
        preedit = layout.preeditAreaText()
        if not isinstance(item, Paragraph) or (not preedit and not pages.is_composed(index)):
            return
        shown = composed(item, layout.preeditAreaPosition(), preedit) if preedit else item
        settled = pages.compose(index, shown)
        self.items_changed(index, 1, 1, settled)

    def documentSize(self) -> QSizeF:
        return QSizeF(self.sheets.width, self.sheets.height) if self.painter is not None else QSizeF()

    def pageCount(self) -> int:
        return self.pages.page_count

    def frameBoundingRect(self, _frame: object) -> QRectF:
        return QRectF(QPointF(0, 0), self.documentSize())

    @answers(QRectF)
    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        index = block.blockNumber()
        if not 0 <= index < min(len(self.pages.items), len(self._shaped)):
            return QRectF()
        self.ready(index, block)
        top = self._top_of(index)
        return QRectF(0, top, self.sheets.width, self._bottom_of(index) - top)

    def _bottom_of(self, index: int) -> float:
        block, place = self.pages.blocks[index], self.pages.place(index)
        page, y = place.of(len(block.heights) - 1, block)
        return self.sheets.point(page, 0, y + block.heights[-1]).y()

    @answers(int)
    def hitTest(self, point: QPointF, _accuracy: Qt.HitTestAccuracy) -> int:
        if not self.pages.items:
            return 0
        index, line = self.line_at(point.y())
        block = self.document().findBlockByNumber(index)
        self.ready(index, block)
        layout = block.layout()
        if not layout.lineCount():
            return block.position()
        found = layout.lineAt(min(line, layout.lineCount() - 1))
        cursor = found.xToCursor(point.x())
        if cursor >= found.textStart() + found.textLength() and found.lineNumber() < layout.lineCount() - 1:
            cursor -= 1
        return block.position() + min(cursor, block.length() - 1)

    def line_at(self, y: float) -> tuple[int, int]:
        """(item, line) at that height of the view: the nearest line when none is there."""
        page = self.sheets.page_at(y)
        twips = self.sheets.below_body_top(page, y)
        index = self.pages.item_at(page, max(0, twips))
        block, place = self.pages.blocks[index], self.pages.place(index)
        best = 0
        for line in range(len(block.heights)):
            if place.of(line, block) <= (page, max(0, twips)):
                best = line
        return index, best

    @silently
    def draw(self, painter: QPainter, context: Context) -> None:
        if self.painter is not None:
            clip = context.clip if context.clip.isValid() else QRectF(QPointF(0, 0), self.documentSize())
            self.painter(painter, context, clip)

    @silently
    def resizeInlineObject(self, item: QTextInlineObject, position: int, _form: QTextFormat) -> None:
        kind, paragraph, offset = self.object_at(position)
        size = (paragraph.runs[0].format.size if paragraph and paragraph.runs else 32) * 10 * self.sheets.scale
        gap = sum(gap for at, gap in gaps(paragraph) if at == offset + 1) if paragraph else 0.0
        item.setWidth((object_width(paragraph, offset, kind) + gap) * self.sheets.scale if paragraph else 1.0)
        item.setAscent(size * 0.88)
        item.setDescent(size * 0.12)

    @silently
    def drawInlineObject(
        self, painter: QPainter, rect: QRectF, _item: QTextInlineObject, position: int, _form: QTextFormat
    ) -> None:
        block = self.document().findBlock(position)
        if self.sign_painter is not None:
            self.sign_painter(painter, rect, block.blockNumber(), position - block.position())

    def object_at(self, position: int) -> tuple[str, Paragraph | None, int]:
        """(kind, paragraph, offset) of the object at that document position; the paragraph is None in a table's block."""
        block = self.document().findBlock(position)
        index = block.blockNumber()
        item = self.pages.items[index] if index < len(self.pages.items) else None
        if not isinstance(item, Paragraph):
            return "", None, 0
        offset = Units(item.text).back(position - block.position())
        return dict(item.objects).get(offset, ""), item, min(offset, max(0, len(item.text) - 1))

    # --- shaping on demand ----------------------------------------------------------------------------------------

    def ready(self, index: int, block: QTextBlock) -> None:
        """Shape and place a block if that is not done yet."""
        pages = self.pages
        laid = pages.blocks[index]
        if self._shaped[index] is not laid or not block.layout().lineCount():
            self._shape(index, block, laid)
            self._shaped[index] = laid
            self._placed[index] = None
        place = pages.place(index)
        if self._placed[index] != (place, self._frame):
            self._put(index, block, laid, place)
            self._placed[index] = (place, self._frame)

    def _shape(self, index: int, block: QTextBlock, laid: Block) -> None:
        item = self.pages.composed_item(index)
        self._busy = True  # setFormats reports a change of the document, which is none
        try:
            if isinstance(item, Paragraph):
                shape(block, item, laid, self.sheets.scale)
            else:
                layout = block.layout()
                layout.beginLayout()
                layout.createLine().setLineWidth(1e4)
                layout.endLayout()
            self.document().markContentsDirty(block.position(), 0)
        finally:
            self._busy = False

    def _put(self, index: int, block: QTextBlock, laid: Block, place: Place) -> None:
        layout, item, scale = block.layout(), self.pages.items[index], self.sheets.scale
        top = self._top_of(index)
        layout.setPosition(QPointF(0, top))
        if not isinstance(item, Paragraph):
            layout.lineAt(0).setPosition(self.sheets.point(place.page, 0, place.y) - QPointF(0, top))
            return
        for number in range(layout.lineCount()):
            made, line = layout.lineAt(number), laid.lines[min(number, len(laid.lines) - 1)]
            page, y = place.of(min(number, len(laid.lines) - 1), laid)
            corner = self.sheets.point(page, line.x, y)
            x = corner.x() + self._shift(made, item.format.align, line.width * scale)
            em = _largest(item, line.start, line.end) * 10 * scale
            made.setPosition(QPointF(x, corner.y() - top + line.height * scale / 2 + EM_BOX * em - made.ascent()))

    @staticmethod
    def _shift(made: QTextLine, align: str, width: float) -> float:
        """What keeps the middle or right edge where it belongs when the installed font is wider or narrower."""
        if align not in ("center", "right"):
            return 0.0
        missing = width - made.naturalTextWidth()
        return missing / 2 if align == "center" else missing


def _largest(paragraph: Paragraph, start: int, end: int) -> int:
    sizes = [run.format.size for run in paragraph.runs if run.start < end and run.end > start]
    return max(sizes) if sizes else paragraph.mark.size
