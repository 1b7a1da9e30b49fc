"""Which texts outside the flow can be edited on the page, and where they stand: cells, text boxes, headers, footers."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPointF

from app.layout.page import TableItem
from app.ui.page.foot_painting import note_at, part_rect
from app.ui.page.grid_layout import GridLayout
from app.ui.page.placed import INSET_X, INSET_Y, PlacedDrawing, Scene
from app.ui.page.table_places import Around, Part, Spot, story_spots, table_parts, table_spots

RUNNING = {"header": "页眉", "footer": "页脚"}
_FAR = 10**9


def spots_in(grid: GridLayout, item: int) -> list[Spot]:
    """The cells of the table at that item, in reading order; none for a paragraph."""
    laid = grid.pages.laid_table(item)
    if laid is None:
        return []
    return list(table_spots(laid, table_parts(laid, grid.pages.place(item), grid.sheets), grid.sheets.scale))


def box_spots(grid: GridLayout, page: int) -> Iterator[Spot]:
    """The text boxes on that page."""
    scene = Scene(grid)
    for placed in _drawings(grid, scene, page):
        for _, rect, name in placed.boxes():
            story = scene.plain_story(name, rect)
            if story is not None:
                width = rect.width() / grid.sheets.scale - 2 * INSET_X
                words = f"文本框 {name.rpartition(':')[2]}"
                around = Around((_whole(page, rect.topLeft()),), INSET_X, width, (rect,), words)
                yield from story_spots(story, INSET_Y, around, grid.sheets.scale)


def running_spots(grid: GridLayout, page: int) -> Iterator[Spot]:
    """The header and the footer of that page, as the file has them: fields as they were saved."""
    scene = Scene(grid)
    for one in scene.running(page, live=False):
        around = Around((_whole(page, one.corner),), 0.0, one.width, (), RUNNING[one.side])
        yield from story_spots(one.story, 0, around, grid.sheets.scale)


def spot_of(grid: GridLayout, uid: int, page: int = 0) -> Spot | None:
    """The spot in which paragraph `uid` stands, or None; a header or footer that stands on `page` is shown there."""
    item = grid.pages.index_of(uid)
    if item is not None:
        spots = spots_in(grid, item) if isinstance(grid.pages.items[item], TableItem) else []
        return next((spot for spot in spots if uid in spot.uids), None)
    if grid.pages.stories.story_of(uid) is None:
        return note_spot(grid, grid.pages.notes.story_of(uid))
    pages = range(grid.pages.page_count)
    for near in sorted(pages, key=lambda other: abs(other - page)):
        for spot in (*running_spots(grid, near), *box_spots(grid, near)):
            if uid in spot.uids:
                return spot
    return None


def note_spot(grid: GridLayout, story: str | None) -> Spot | None:
    """A footnote or endnote at its first page; None for one that stands nowhere."""
    notes = grid.pages.notes
    parts = notes.parts_of(story) if story is not None else []
    if story is None or not parts:
        return None
    frames = tuple(part_rect(part, grid.sheets) for part in parts)
    first = frames[0]
    for part, frame in zip(parts, frames, strict=True):
        if part.page == parts[0].page:
            first = first.united(frame)
    words = f"{'脚注' if story.startswith('footnote') else '尾注'} {parts[0].label}".strip()
    return Spot(notes.paragraphs(story), (first,), first, words)


def spot_at(grid: GridLayout, point: QPointF, *, running: bool = False) -> Spot | None:
    """The innermost spot at that place of the view, or None; headers and footers only with `running`."""
    if not grid.pages.items:
        return None
    story = note_at(grid.pages, grid.sheets, point)
    if story is not None:
        return note_spot(grid, story)
    page = grid.sheets.page_at(point.y())
    boxes = [spot for spot in box_spots(grid, page) if _holds(spot, point)]
    if boxes:
        return min(boxes, key=_area)
    if running:
        return next((spot for spot in running_spots(grid, page) if spot.inside.adjusted(-9, -9, 9, 9).contains(point)), None)
    item, _ = grid.line_at(point.y())
    here = [spot for near in (item, item - 1) if near >= 0 for spot in spots_in(grid, near) if _holds(spot, point)]
    return min(here, key=lambda spot: (_area(spot), abs(spot.inside.center().y() - point.y()))) if here else None


def neighbour(grid: GridLayout, spot: Spot, by: int) -> Spot | None:
    """The spot after (1) or before (-1) in the same table; None past its end and outside tables."""
    item = grid.pages.index_of(spot.uids[0])
    spots = list(spots_in(grid, item)) if item is not None else []
    at = next((at for at, other in enumerate(spots) if other.uids == spot.uids), None)
    if at is None or not 0 <= at + by < len(spots):
        return None
    return spots[at + by]


def all_spots(grid: GridLayout) -> Iterator[Spot]:
    """Every cell of the report's tables."""
    for item in range(len(grid.pages.items)):
        yield from spots_in(grid, item)


def all_boxes(grid: GridLayout) -> Iterator[Spot]:
    """Every text box, page by page."""
    for page in range(grid.pages.page_count):
        yield from box_spots(grid, page)


def _drawings(grid: GridLayout, scene: Scene, page: int) -> Iterator[PlacedDrawing]:
    yield from scene.floats(page)
    pages = grid.pages
    for index in range(pages.item_at(page, 0), len(pages.items)):
        if pages.place(index).page > page:
            return
        if not isinstance(pages.items[index], TableItem):
            yield from (placed for placed in scene.inline(index) if placed.page == page)


def _whole(page: int, corner: QPointF) -> Part:
    return Part(page, -_FAR, _FAR, corner)


def _holds(spot: Spot, point: QPointF) -> bool:
    return any(frame.contains(point) for frame in spot.frames) or spot.inside.contains(point)


def _area(spot: Spot) -> float:
    frame = spot.frames[0] if spot.frames else spot.inside
    return frame.width() * frame.height()
