"""Paints what is visible: sheets on grey, the 版心's corners, page numbers, text, selections, marks and the caret."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTextBlock, QTextLayout

from app.core.report import PageNumber, Paragraph, Report
from app.layout.left_over import left_over
from app.layout.metrics import MM
from app.ui.page.balloons import Balloons
from app.ui.page.border_painting import FURTHEST, draw_flow_borders
from app.ui.page.drawing_painting import DrawingPainter
from app.ui.page.fonts import font_for
from app.ui.page.foot_painting import draw_notes
from app.ui.page.grid_layout import Context, GridLayout
from app.ui.page.images import Images
from app.ui.page.line_painting import LinePainter, draw_equation, draw_number
from app.ui.page.marks import Marks, draw_marks
from app.ui.page.notes import NoteCard, outside_stories
from app.ui.page.placed import PlacedDrawing, Scene
from app.ui.page.revised import draw_bars, draw_revisions, draw_table_bars
from app.ui.page.shaping import Units, format_range
from app.ui.page.sheets import PIXELS_A_TWIP, Sheets
from app.ui.page.signs import draw_sign
from app.ui.page.span_painting import draw_spans, flow_places
from app.ui.page.table_painting import TablePainter
from app.ui.page.table_places import table_parts
from app.ui.page.tabs import draw_flow_leaders, has_signs
from app.ui.theme import BLUE, FAINT, frame_font

CORNER, CORNER_GAP = 9.0, 3.0  # pixels at 100 %
BAND = "#f0f4fd"
SIDES = {"right": Qt.AlignmentFlag.AlignRight, "center": Qt.AlignmentFlag.AlignHCenter}
BELOW_BODY = 397  # twips: the page number's rule stands 7 mm below the 版心 (GB/T 9704-2012 7.5)


@dataclass
class PagePainter:
    """What the page shows besides text: marks, the paragraph pointed at, and whether aids are drawn (not in print)."""

    grid: GridLayout
    report: Report
    marks: Marks = field(default_factory=Marks)
    shown: int | None = None
    aids: bool = True
    caret_in_table: bool = True  # False while a cell is edited: the small editor shows the caret
    balloons: Balloons = field(init=False)
    images: Images = field(default_factory=lambda: Images(lambda _: None))
    _card: tuple[tuple[object, object, int], NoteCard] | None = None

    def __post_init__(self) -> None:
        self.balloons = Balloons(self.grid)
        self.balloons.take(self.report)

    @property
    def zoom(self) -> float:
        return self.grid.sheets.scale / PIXELS_A_TWIP

    def paint(self, painter: QPainter, context: Context, clip: QRectF) -> None:
        """Draw everything inside `clip`."""
        sheets = self.grid.sheets
        if not sheets.count:
            return
        first, last = sheets.page_at(clip.top()), sheets.page_at(clip.bottom())
        for page in range(first, last + 1):
            self.draw_sheet(painter, page)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        anchored = [placed for page in range(first, last + 1) for placed in self.scene.floats(page)]
        drawings = self.drawings
        for placed in anchored:
            if placed.drawing.floating is not None and placed.drawing.floating.behind:
                drawings.draw(painter, placed)
        self._draw_items(painter, context, clip)
        for placed in anchored:
            if placed.drawing.floating is not None and not placed.drawing.floating.behind:
                drawings.draw(painter, placed)
        for page in range(first, last + 1):
            draw_notes(painter, self.grid.pages, sheets, page, self.stories.lines)
        if self.aids:
            self.balloons.draw(painter, clip)
        if self.aids and sheets.card and sheets.card_rect().intersects(clip):
            self.card().draw(painter, sheets.card_rect(), self.zoom)

    def card(self) -> NoteCard:
        """What stands on no page, to be shown below the last sheet."""
        pages = self.grid.pages
        key = (self.report.others, pages.notes.stories, pages.page_count)
        if self._card is None or self._card[0][0] is not key[0] or self._card[0] != key:
            self._card = (key, NoteCard(self._left_over()))
        return self._card[1]

    def _left_over(self) -> dict[str, list[str]]:
        found = outside_stories(left_over(self.report, self.grid.pages))
        return {**found, **({"chunk": list(self.report.chunks)} if self.report.chunks else {})}

    def card_height(self, sheets: Sheets) -> float:
        """The height of that card."""
        return self.card().height(sheets.rect(sheets.count - 1).width(), self.zoom)

    # --- sheets -----------------------------------------------------------------------------------------------------

    def draw_sheet(self, painter: QPainter, page: int) -> None:
        """The paper of one page with what is printed outside the 版心."""
        rect = self.grid.sheets.rect(page)
        if self.aids:
            for spread, color in ((3, "#e4e7ec"), (2, "#dcdfe5"), (1, "#cdd1d8")):
                painter.fillRect(rect.adjusted(-spread, -spread + 1, spread, spread + 1), QColor(color))
        painter.fillRect(rect, QColor("white"))
        if self.aids:
            self._corners(painter, self.grid.sheets.body(page))
            self._hint(painter, page, rect)
        if not self.running(painter, page):
            self._page_number(painter, page)

    def running(self, painter: QPainter, page: int) -> bool:
        """Draw header and footer of a page; whether there is a footer among them."""
        sides = list(self.scene.running(page))
        for one in sides:
            self.stories.story(painter, one.story, one.corner)
        return any(one.side == "footer" for one in sides)

    def _corners(self, painter: QPainter, body: QRectF) -> None:
        painter.setPen(QPen(QColor("#c3c8d1"), 1))
        size, gap = CORNER * self.zoom, CORNER_GAP * self.zoom
        for x, outward in ((body.left() - gap, -1), (body.right() + gap, 1)):
            for y, down in ((body.top() - gap, -1), (body.bottom() + gap, 1)):
                painter.drawLine(QLineF(x, y, x + outward * size, y))
                painter.drawLine(QLineF(x, y, x, y + down * size))

    def _hint(self, painter: QPainter, page: int, sheet: QRectF) -> None:
        section = self.grid.sheets.section(page)
        width = (section.width - section.left - section.right) * MM
        height = (section.height - abs(section.top) - abs(section.bottom)) * MM
        font = frame_font()
        font.setPixelSize(max(9, round(10 * self.zoom)))
        painter.setFont(font)
        painter.setPen(QColor(FAINT))
        painter.drawText(sheet.topLeft() + QPointF(8, 8 + font.pixelSize()), f"版心 {width:.0f} × {height:.0f} mm")

    def _page_number(self, painter: QPainter, page: int) -> None:
        footer, number = self._footer(page)
        if footer is None or not footer.has_field:
            return
        body, scale = self.grid.sheets.body(page), self.grid.sheets.scale
        text = footer.text.replace("{PAGE}", str(number)).strip()
        painter.setFont(font_for(footer.format, True, scale))
        painter.setPen(QColor("#1a1a1a"))
        em = footer.format.size * 10 * scale
        rect = QRectF(body.left() + em, body.bottom() + BELOW_BODY * scale - em * 0.2, body.width() - 2 * em, em * 1.4)
        side = SIDES.get(footer.align, Qt.AlignmentFlag.AlignLeft)
        painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, text)

    def _footer(self, page: int) -> tuple[PageNumber | None, int]:
        pages, section = self.grid.pages, self.grid.sheets.section(page)
        number = pages.page_number(page)
        first = page == 0 or self.grid.sheets.section(page - 1) is not section
        kind = "first" if section.title_page and first else "even" if self.report.even_and_odd and number % 2 == 0 else "default"
        current = self.report.sections[section.index] if section.index < len(self.report.sections) else section
        return current.footers.get(kind), number

    @property
    def scene(self) -> Scene:
        """Where drawings, headers and footers stand."""
        return Scene(self.grid)

    @property
    def stories(self) -> TablePainter:
        """Paints tables and whatever else stands outside the flow."""
        marks, shown = (self.marks, self.shown) if self.aids else (None, None)
        tint = self.balloons.tint_line if self.aids else None
        return TablePainter(LinePainter(self.grid.sheets.scale, marks, self._draw_object, shown, tint=tint))

    @property
    def drawings(self) -> DrawingPainter:
        """Paints pictures, text boxes and shapes."""
        return DrawingPainter(self.scene, self.images, self.stories, self.aids)

    def _draw_object(self, painter: QPainter, paragraph: Paragraph, at: int, rect: QRectF) -> None:
        drawing = paragraph.drawing_at(at)
        if drawing is not None:
            names = self.scene.stories.boxes.get(paragraph.uid, ())
            self.drawings.draw(painter, PlacedDrawing(paragraph, drawing, rect, 0, names))

    # --- text -------------------------------------------------------------------------------------------------------

    def _draw_items(self, painter: QPainter, context: Context, clip: QRectF) -> None:
        grid = self.grid
        if not grid.pages.items:
            return
        reach = FURTHEST * grid.sheets.scale  # a border may show although its paragraph does not
        index, _ = grid.line_at(clip.top() - reach)
        block = grid.document().findBlockByNumber(index)
        while block.isValid() and index < len(grid.pages.items):
            rect = grid.blockBoundingRect(block)
            if rect.top() > clip.bottom() + reach:
                return
            item = grid.pages.items[index]
            if isinstance(item, Paragraph):
                self._draw_paragraph(painter, context, clip, (index, block, item))
            else:
                inside = block.position() <= context.cursorPosition < block.position() + block.length()
                laid = grid.pages.laid_table(index)
                if laid is not None and self.aids:
                    draw_table_bars(painter, item, laid, grid.pages.place(index), grid.sheets)
                if laid is not None:
                    parts = table_parts(laid, grid.pages.place(index), grid.sheets)
                    seen = [part for part in parts if grid.sheets.rect(part.page).intersects(clip)]
                    self.stories.table(painter, laid, seen, chosen=inside and self.aids and self.caret_in_table)
            block, index = block.next(), index + 1

    def _draw_paragraph(self, painter: QPainter, context: Context, clip: QRectF, what: tuple[int, QTextBlock, Paragraph]) -> None:
        index, block, item = what
        layout, laid = block.layout(), self.grid.pages.blocks[index]
        if item.uid == self.shown and self.aids:
            self._band(painter, index)
        if self.aids:
            self.balloons.tint(painter, layout, item)
        if item.number is not None and laid.lines:
            place = self.grid.pages.place(index)
            corner = self.grid.sheets.point(place.page, laid.number_x, place.y)
            draw_number(painter, item, laid, corner, self.grid.sheets.scale)
        if item.format.border:
            draw_flow_borders(painter, self.grid.pages, self.grid.sheets, index)
        layout.draw(painter, QPointF(0, 0), _selected(context, block), clip)
        if item.format.tabs and has_signs(item, laid):
            draw_flow_leaders(painter, layout, item, laid, self.grid.sheets.scale)
        if item.revisions and self.aids:
            draw_revisions(painter, layout, item, self.grid.sheets.scale, Units(item.text))
            draw_bars(painter, item, laid, self.grid.pages.place(index), self.grid.sheets)
        if item.spans:
            draw_spans(painter, item, flow_places(layout, item), self.grid.sheets.scale, aids=self.aids)
        if item.drawings:
            for placed in self.scene.inline(index):
                self.drawings.draw(painter, placed)
        if self.aids and not layout.preeditAreaText():
            edge = self.grid.sheets.body(self.grid.pages.place(index).page).left()
            draw_marks(painter, layout, item, self.marks.of(item.uid), (edge, self.zoom))
        self._caret(painter, context, block, layout)

    def _band(self, painter: QPainter, index: int) -> None:
        """The soft band and blue bar of the paragraph that a finding points at."""
        pages, sheets = self.grid.pages, self.grid.sheets
        block, place = pages.blocks[index], pages.place(index)
        cuts = (0, *place.cuts, len(block.heights))
        for part in range(len(cuts) - 1):
            page, y = place.of(cuts[part], block)
            height = sum(block.heights[cuts[part] : cuts[part + 1]]) * sheets.scale
            body = sheets.body(page)
            band = QRectF(body.left() - 6, body.top() + y * sheets.scale, body.width() + 12, height)
            painter.fillRect(band, QColor(BAND))
            painter.fillRect(QRectF(band.left() - 3, band.top(), 3, height), QColor(BLUE))

    @staticmethod
    def _caret(painter: QPainter, context: Context, block: QTextBlock, layout: QTextLayout) -> None:
        at = context.cursorPosition
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        if at < -1 and layout.preeditAreaText():
            layout.drawCursor(painter, QPointF(0, 0), layout.preeditAreaPosition() - (at + 2), 2)
        elif block.position() <= at < block.position() + block.length():
            layout.drawCursor(painter, QPointF(0, 0), at - block.position(), 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    # --- signs ------------------------------------------------------------------------------------------------------

    def sign(self, painter: QPainter, rect: QRectF, index: int, unit: int) -> None:
        """The sign of the object at that place of that block."""
        block = self.grid.document().findBlockByNumber(index)
        kind, paragraph, offset = self.grid.object_at(block.position() + unit)
        drawing = paragraph.drawing_at(offset) if paragraph is not None else None
        if paragraph is not None and drawing is not None and drawing.kind == "equation":
            draw_equation(painter, paragraph, offset, QPointF(rect.left(), rect.center().y()), self.grid.sheets.scale)
        elif paragraph is not None and drawing is None:
            draw_sign(painter, rect, kind, self.grid.pages.notes.sign(paragraph.uid, offset))

    def note_text(self, kind: str, uid: int, offset: int) -> str:
        """What the note whose reference stands there says; empty when it is none."""
        paragraph = self.report.by_uid.get(uid)
        anchor = next((a for a in paragraph.anchors if a.offset == offset), None) if paragraph is not None else None
        note = anchor is not None and kind in ("footnoteRef", "endnoteRef")
        return self.grid.pages.notes.text(f"{anchor.kind}:{anchor.id}") if anchor is not None and note else ""


def _selected(context: Context, block: QTextBlock) -> list[QTextLayout.FormatRange]:
    found: list[QTextLayout.FormatRange] = []
    for selection in context.selections:
        cursor = selection.cursor
        start, end = cursor.selectionStart() - block.position(), cursor.selectionEnd() - block.position()
        if start < block.length() and end > 0 and start < end:
            found.append(format_range(max(0, start), min(end, block.length()) - max(0, start), selection.format))
    return found
