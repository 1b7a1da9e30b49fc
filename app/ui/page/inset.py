"""The small editor on the page: opened at a cell, moved along with scrolling and layout, closed again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF
from PySide6.QtGui import QContextMenuEvent, QTextCursor

from app.ui.page.spots import all_boxes, neighbour, running_spots, spot_at, spot_of, spots_in
from app.ui.page.story_editor import StoryEditor
from app.ui.page.table_places import Spot

if TYPE_CHECKING:
    from app.ui.page.editor import PageEditor


class Inset(QObject):
    """One `StoryEditor` over one page editor."""

    def __init__(self, page: PageEditor) -> None:
        super().__init__(page)
        self._page = page
        self.editor = StoryEditor(page.viewport())
        self.editor.ask = self._ask
        self.editor.left.connect(self._step)
        self.editor.passed.connect(self._pass)
        self.editor.escaped.connect(self.leave)
        self.editor.refused.connect(page.refused)
        self.editor.caret_moved.connect(page.caret_in_inset)
        self.editor.menu_wanted.connect(self._menu)
        for bar in (page.verticalScrollBar(), page.horizontalScrollBar()):
            bar.valueChanged.connect(lambda _: self.follow())
        page.zoom_changed.connect(lambda _: self.follow())
        page.followed.connect(self.follow)

    @property
    def is_open(self) -> bool:
        return not self.editor.isHidden()

    # --- opening and closing ------------------------------------------------------------------------------------------

    def open_at(self, point: QPointF, *, running: bool = False) -> bool:
        """Edit what stands at that place of the viewport (`running`: a header or footer); False when nothing does."""
        spot = spot_at(self._page.grid, self._page.to_layout(point), running=running)
        if spot is None:
            return False
        self.open(spot)
        inside = self.editor.viewport().mapFrom(self._page.viewport(), point.toPoint())
        self.editor.setTextCursor(self.editor.cursorForPosition(inside))
        return True

    def open_uid(self, uid: int, offset: int, end: int | None = None) -> bool:
        """Edit the cell with that paragraph, the caret at `offset` (selecting up to `end`); False when there is none."""
        spot = spot_of(self._page.grid, uid, self._page.page_shown())
        if spot is None:
            return False
        self.open(spot)
        self.editor.put_caret(spot.uids.index(uid), offset, end)
        return True

    def open_item(self, item: int, *, last: bool = False) -> bool:
        """Edit the first (or last) cell of the table at that item."""
        spots = spots_in(self._page.grid, item)
        if not spots:
            return False
        self.open(spots[-1 if last else 0])
        self.editor.moveCursor(QTextCursor.MoveOperation.End if last else QTextCursor.MoveOperation.Start)
        return True

    def open(self, spot: Spot) -> None:
        """Edit that spot."""
        page, report = self._page, self._page.report
        if report is None:
            return
        page.see(spot)
        shown = self._moved(spot_of(page.grid, spot.uids[0], page.page_shown()) or spot)
        self.editor.show_spot(report, shown, page.grid.sheets.scale, locked=page.isReadOnly())
        page.put_on_table(spot.uids[0])
        page.show_table_caret(False)
        self.editor.setFocus()
        self.editor.caret_moved.emit(*self.editor.caret())

    def close(self) -> None:
        """Put the small editor away; the page keeps the focus if it had it."""
        if self.is_open:
            had_focus = self.editor.hasFocus()
            self.editor.hide()
            self.editor.spot = None
            self._page.show_table_caret(True)
            if had_focus:
                self._page.setFocus()
            self._page.viewport().update()

    def leave(self) -> None:
        """Back to the page, with the caret on the table."""
        self.close()
        self._page.setFocus()

    def follow(self) -> None:
        """The report, the layout or the view changed."""
        spot, page = self.editor.spot, self._page
        if not self.is_open or spot is None:
            return
        found = next((now for uid in spot.uids if (now := spot_of(page.grid, uid, page.page_shown())) is not None), None)
        if found is None:
            self.close()
        else:
            self.editor.follow(self._moved(found), page.grid.sheets.scale)

    def _moved(self, spot: Spot) -> Spot:
        """The spot in the viewport's coordinates."""
        by = -self._page.to_layout(QPointF(0, 0))
        frames = tuple(frame.translated(by) for frame in spot.frames)
        return replace(spot, frames=frames, inside=spot.inside.translated(by))

    def _ask(self, question: str) -> bool:
        return self._page.ask(question)

    def open_running(self, side: str) -> bool:
        """Edit the header or footer (`side`) of the page that is shown; False when it has none."""
        found = next((spot for spot in running_spots(self._page.grid, self._page.page_shown()) if spot.words == side), None)
        if found is not None:
            self.open(found)
        return found is not None

    def open_box(self) -> bool:
        """Edit the next text box of the report after the one that is open; False when there is none."""
        boxes = list(all_boxes(self._page.grid))
        uids = self.editor.spot.uids if self.is_open and self.editor.spot is not None else ()
        at = next((n for n, spot in enumerate(boxes) if spot.uids == uids), -1)
        if boxes:
            self.open(boxes[(at + 1) % len(boxes)])
        return bool(boxes)

    # --- going on -----------------------------------------------------------------------------------------------------

    def _step(self, by: int) -> None:
        """Tab: the next cell; a new row after the last one, as clerks know it."""
        spot = self.editor.spot
        if spot is None:
            return
        following = neighbour(self._page.grid, spot, by)
        if following is not None:
            self.open(following)
            self.editor.selectAll()
        elif self._page.grid.pages.notes.story_of(spot.uids[0]) is not None:  # a note has no neighbours
            self.leave()
        elif not self._page.in_table():
            self.editor.replace_selection(self.editor.textCursor(), "\t" if by > 0 else "")
        elif by > 0 and not self.editor.isReadOnly() and self._page.insert_row(below=True):
            self.editor.moveCursor(QTextCursor.MoveOperation.Start)

    def _pass(self, by: int) -> None:
        """An arrow key past the end of a cell: the next cell, or the text after the table."""
        spot = self.editor.spot
        following = neighbour(self._page.grid, spot, by) if spot is not None else None
        if following is not None:
            self.open(following)
            self.editor.moveCursor(QTextCursor.MoveOperation.Start if by > 0 else QTextCursor.MoveOperation.End)
        elif spot is not None:
            item = self._page.grid.pages.index_of(spot.uids[0])
            self.close()
            if item is not None:
                self._page.put_beside(item, by)

    def _menu(self, event: QContextMenuEvent) -> None:
        self._page.show_menu(self.editor, event)
