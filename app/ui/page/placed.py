"""Where drawings, headers and footers stand in the view: one scene for painting them and for finding them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QPointF, QRectF

from app.core.drawing import Drawing, Floating, Shape
from app.core.report import Paragraph
from app.layout.drawn import drop, pushes, room_above, shown_size
from app.layout.stories import PageFacts, Stories, running_story
from app.layout.tables import SIDE, LaidStory, LaidTable
from app.ui.page.grid_layout import GridLayout
from app.ui.page.shaping import Units
from app.ui.page.table_places import table_parts

NESTED = 4  # boxes in boxes that are looked into
WIDE = 8000  # twips: a line of a box that is as wide as its text may be so long
INSET_X, INSET_Y = 100, 50  # twips between a text box's edge and its text


@dataclass(frozen=True, slots=True)
class PlacedDrawing:
    """A drawing of a paragraph at its rectangle of the view; `names` are the stories of the paragraph's text boxes."""

    paragraph: Paragraph
    drawing: Drawing
    rect: QRectF
    page: int
    names: tuple[str, ...]

    def boxes(self) -> Iterator[tuple[Shape, QRectF, str]]:
        """Every text box in it, with its rectangle and its story."""
        for shape in self.drawing.shapes:
            if shape.box is not None and shape.box < len(self.names):
                yield shape, self.place(shape), self.names[shape.box]

    def place(self, shape: Shape) -> QRectF:
        """The rectangle of one shape."""
        across, down = self.rect.width() / max(1, self.drawing.width), self.rect.height() / max(1, self.drawing.height)
        return QRectF(
            self.rect.x() + shape.x * across, self.rect.y() + shape.y * down, shape.width * across, shape.height * down
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ground:
    """What an anchored drawing is placed against: the sheet, its 版心, the column, and the paragraph's top."""

    page: int
    sheet: QRectF
    body: QRectF
    left: float
    width: float
    top: float


@dataclass(frozen=True, slots=True)
class Running:
    """A header or footer on one page: its story laid out, and its upper left corner."""

    side: str
    name: str
    story: LaidStory
    corner: QPointF
    page: int
    width: float


class Scene:
    """Drawings, headers and footers of the pages that `grid` shows."""

    def __init__(self, grid: GridLayout) -> None:
        self.grid = grid

    @property
    def stories(self) -> Stories:
        """The texts of boxes, headers and footers."""
        return self.grid.pages.stories

    # --- drawings -----------------------------------------------------------------------------------------------------

    def floats(self, page: int) -> Iterator[PlacedDrawing]:
        """What is anchored to the paragraphs of that page, those in tables, boxes, headers and footers included."""
        for placed in self._outer_floats(page):
            yield placed
            yield from self._in_boxes(placed, NESTED)

    def _in_boxes(self, placed: PlacedDrawing, depth: int) -> Iterator[PlacedDrawing]:
        for _, rect, name in placed.boxes() if depth else ():
            story = self.box_story(name, rect, placed.page)
            if story is not None:
                for inner in self._in_story(story, box_corner(rect, self.grid.sheets.scale), placed.page, (-(10**9), 10**9)):
                    yield inner
                    yield from self._in_boxes(inner, depth - 1)

    def _outer_floats(self, page: int) -> Iterator[PlacedDrawing]:
        grid = self.grid
        items, pages = grid.pages.items, grid.pages
        for index in range(pages.item_at(page, 0), len(items)):
            place = pages.place(index)
            if place.page > page:
                break
            item, laid = items[index], pages.laid_table(index)
            if isinstance(item, Paragraph):
                if any(drawing is not None and drawing.floating for drawing in item.drawings) and place.page == page:
                    corner = grid.sheets.point(page, 0, place.y - room_above(item))
                    yield from self._anchored(item, self._ground(page, corner))
            elif laid is not None:
                for part in table_parts(laid, place, grid.sheets):
                    if part.page == page:
                        yield from self._in_table(laid, part.corner, (part.top, part.bottom), page)
        for running in self.running(page):
            yield from self._in_story(running.story, running.corner, page, (-(10**9), 10**9))

    def inline(self, index: int) -> Iterator[PlacedDrawing]:
        """What stands in the lines of the flow paragraph at that item."""
        grid = self.grid
        item, laid, place = grid.pages.items[index], grid.pages.blocks[index], grid.pages.place(index)
        if not isinstance(item, Paragraph) or not item.drawings:
            return
        block = grid.document().findBlockByNumber(index)
        grid.ready(index, block)
        layout, units, scale = block.layout(), Units(item.text), grid.sheets.scale
        for (offset, _), drawing in zip(item.objects, item.drawings, strict=False):
            if drawing is None or drawing.floating is not None or drawing.kind == "equation":
                continue
            number = next((at for at, line in enumerate(laid.lines) if offset < line.end), len(laid.lines) - 1)
            line = layout.lineForTextPosition(units.at(offset))
            page, y = place.of(number, laid)
            x: Any = line.cursorToX(units.at(offset))  # (x, unit), not the float of the stub
            width, height = shown_size(drawing)
            top = grid.sheets.point(page, 0, y + (laid.lines[number].height - height) / 2).y()
            left = x[0] if isinstance(x, tuple) else x
            yield self._placed(item, drawing, QRectF(left, top, width * scale, height * scale), page)

    def _in_table(self, table: LaidTable, corner: QPointF, visible: tuple[int, int], page: int) -> Iterator[PlacedDrawing]:
        scale = self.grid.sheets.scale
        for cell in table.cells:
            if cell.y < visible[1] and cell.y + cell.height > visible[0]:
                at = corner + QPointF((cell.x + SIDE) * scale, cell.top * scale)
                yield from self._in_story(cell.story, at, page, (visible[0] - cell.top, visible[1] - cell.top))

    def _in_story(self, story: LaidStory, corner: QPointF, page: int, visible: tuple[int, int]) -> Iterator[PlacedDrawing]:
        scale = self.grid.sheets.scale
        for paragraph, top in zip(story.paragraphs, story.tops, strict=True):
            if visible[0] <= top < visible[1] and any(d is not None and d.floating for d in paragraph.drawings):
                yield from self._anchored(
                    paragraph, self._ground(page, corner + QPointF(0, (top - room_above(paragraph)) * scale))
                )
        for top, table in story.inner:
            yield from self._in_table(table, corner + QPointF(0, top * scale), (visible[0] - top, visible[1] - top), page)

    def _ground(self, page: int, corner: QPointF) -> Ground:
        sheet, body = self.grid.sheets.rect(page), self.grid.sheets.body(page)
        return Ground(page, sheet, body, corner.x(), body.right() - corner.x(), corner.y())

    def _anchored(self, paragraph: Paragraph, ground: Ground) -> Iterator[PlacedDrawing]:
        for held in paragraph.drawings:
            if held is not None and held.floating is not None:
                drawing = self._fitted(held, self.stories.boxes.get(paragraph.uid, ()), ground.page)
                yield self._placed(paragraph, drawing, self._float_rect(drawing, paragraph, ground), ground.page)

    def _placed(self, paragraph: Paragraph, drawing: Drawing, rect: QRectF, page: int) -> PlacedDrawing:
        return PlacedDrawing(paragraph, drawing, rect, page, self.stories.boxes.get(paragraph.uid, ()))

    def _float_rect(self, drawing: Drawing, paragraph: Paragraph, ground: Ground) -> QRectF:
        where = drawing.floating or Floating()
        scale = self.grid.sheets.scale
        width, height = drawing.width * scale, drawing.height * scale
        left, across = _horizontal(where.h_from, ground)
        x = _aligned(where.h_align, left, across, width, left + where.x * scale)
        if pushes(drawing):
            y = ground.top + drop(drawing) * scale
        else:
            text_top = ground.top + room_above(paragraph) * scale
            top, down = _vertical(where.v_from, ground, text_top)
            y = _aligned(where.v_align, top, down, height, top + where.y * scale)
        y = min(max(y, ground.sheet.top() + 2), ground.sheet.bottom() - min(height, 20 * scale))
        x = min(max(x, ground.sheet.left() - width / 2), ground.sheet.right() - 20 * scale)
        return QRectF(x, y, width, height)

    # --- headers and footers --------------------------------------------------------------------------------------------

    def running(self, page: int, *, live: bool = True) -> Iterator[Running]:
        """The header and the footer of that page, with its page number (`live`) or as the file has them."""
        pages, sheets = self.grid.pages, self.grid.sheets
        section, number = sheets.section(page), pages.page_number(page)
        first = page == 0 or sheets.section(page - 1).index != section.index
        width = float(section.width - section.left - section.right)
        facts = self._facts(page) if live else None
        sheet, scale = sheets.rect(page), sheets.scale
        for side in ("header", "footer"):
            name = running_story(section, side, first=first, even=self.stories.even_and_odd and number % 2 == 0)
            story = self.stories.laid(name, width, facts) if name is not None else None
            if name is None or story is None:
                continue
            y = section.header if side == "header" else section.height - section.footer - story.height
            corner = QPointF(sheet.left() + section.left * scale, sheet.top() + max(0, y) * scale)
            yield Running(side, name, story, corner, page, width)

    # --- what is shown ------------------------------------------------------------------------------------------------

    def box_story(self, name: str, rect: QRectF, page: int) -> LaidStory | None:
        """The text box `name` laid out in that rectangle of that page."""
        return self.stories.laid(name, round(rect.width() / self.grid.sheets.scale) - 2 * INSET_X, self._facts(page))

    def plain_story(self, name: str, rect: QRectF) -> LaidStory | None:
        """The same with fields as the file has them: what is edited."""
        return self.stories.laid(name, round(rect.width() / self.grid.sheets.scale) - 2 * INSET_X)

    def _facts(self, page: int) -> PageFacts:
        pages = self.grid.pages
        form = self.grid.sheets.section(page).page_number_format or "decimal"
        return PageFacts(pages.page_number(page), pages.page_count, form)

    def _fitted(self, drawing: Drawing, names: tuple[str, ...], page: int) -> Drawing:
        """A drawing that is one box made as large as its text."""
        shape = drawing.shapes[0] if len(drawing.shapes) == 1 else None
        if shape is None or not shape.fits or shape.box is None or shape.box >= len(names):
            return drawing
        width = drawing.width
        if shape.fits == "both":
            wide = self.stories.laid(names[shape.box], WIDE, self._facts(page))
            width = natural_width(wide) + 2 * INSET_X + 20 if wide is not None else width
        story = self.stories.laid(names[shape.box], width - 2 * INSET_X, self._facts(page))
        height = story.height + 2 * INSET_Y if story is not None else drawing.height
        return replace(drawing, width=width, height=height, shapes=(replace(shape, width=width, height=height),))


def natural_width(story: LaidStory) -> int:
    """The width of its longest line."""
    return round(max((line.width for block in story.blocks for line in block.lines), default=0))


def box_corner(rect: QRectF, scale: float) -> QPointF:
    """Where the text of a box begins."""
    return rect.topLeft() + QPointF(INSET_X * scale, INSET_Y * scale)


def _horizontal(h_from: str, ground: Ground) -> tuple[float, float]:
    if h_from == "page":
        return ground.sheet.left(), ground.sheet.width()
    if h_from in ("leftMargin", "insideMargin"):
        return ground.sheet.left(), ground.body.left() - ground.sheet.left()
    if h_from in ("rightMargin", "outsideMargin"):
        return ground.body.right(), ground.sheet.right() - ground.body.right()
    if h_from == "margin":
        return ground.body.left(), ground.body.width()
    return ground.left, ground.width


def _vertical(v_from: str, ground: Ground, text_top: float) -> tuple[float, float]:
    if v_from == "page":
        return ground.sheet.top(), ground.sheet.height()
    if v_from in ("topMargin", "insideMargin"):
        return ground.sheet.top(), ground.body.top() - ground.sheet.top()
    if v_from in ("bottomMargin", "outsideMargin"):
        return ground.body.bottom(), ground.sheet.bottom() - ground.body.bottom()
    if v_from == "margin":
        return ground.body.top(), ground.body.height()
    return text_top, ground.body.height()


def _aligned(align: str, start: float, room: float, size: float, plain: float) -> float:
    if align in ("left", "inside", "top"):
        return start
    if align in ("right", "outside", "bottom"):
        return start + room - size
    if align == "center":
        return start + (room - size) / 2
    return plain
