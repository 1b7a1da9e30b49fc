"""Which texts outside the flow can be edited on the page, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPointF

from app.layout.page import TableItem
from app.ui.page.foot_painting import note_at, part_rect
from app.ui.page.grid_layout import GridLayout
from app.ui.page.table_places import Spot, table_parts, table_spots


def spots_in(grid: GridLayout, item: int) -> list[Spot]:
    """The cells of the table at that item, in reading order; none for a paragraph."""
    laid = grid.pages.laid_table(item)
    if laid is None:
        return []
    return list(table_spots(laid, table_parts(laid, grid.pages.place(item), grid.sheets), grid.sheets.scale))


def spot_of(grid: GridLayout, uid: int) -> Spot | None:
    """The spot in which paragraph `uid` stands, or None."""
    item = grid.pages.index_of(uid)
    if item is None:
        return note_spot(grid, grid.pages.notes.story_of(uid))
    if not isinstance(grid.pages.items[item], TableItem):
        return None
    return next((spot for spot in spots_in(grid, item) if uid in spot.uids), None)


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


def spot_at(grid: GridLayout, point: QPointF) -> Spot | None:
    """The innermost spot at that place of the view, or None."""
    if not grid.pages.items:
        return None
    story = note_at(grid.pages, grid.sheets, point)
    if story is not None:
        return note_spot(grid, story)
    item, _ = grid.line_at(point.y())
    here = [spot for near in (item, item - 1) if near >= 0 for spot in spots_in(grid, near) if _holds(spot, point)]
    return min(here, key=lambda spot: (_area(spot), abs(spot.inside.center().y() - point.y()))) if here else None


def neighbour(grid: GridLayout, spot: Spot, by: int) -> Spot | None:
    """The spot after (1) or before (-1) in the same table; None past its end."""
    item = grid.pages.index_of(spot.uids[0])
    spots = list(spots_in(grid, item)) if item is not None else []
    at = next((at for at, other in enumerate(spots) if other.uids == spot.uids), None)
    if at is None or not 0 <= at + by < len(spots):
        return None
    return spots[at + by]


def all_spots(grid: GridLayout) -> Iterator[Spot]:
    """Every spot of the report."""
    for item in range(len(grid.pages.items)):
        yield from spots_in(grid, item)


def _holds(spot: Spot, point: QPointF) -> bool:
    return any(frame.contains(point) for frame in spot.frames) or spot.inside.contains(point)


def _area(spot: Spot) -> float:
    frame = spot.frames[0] if spot.frames else spot.inside
    return frame.width() * frame.height()
