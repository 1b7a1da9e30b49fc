"""Report ⇄ text document: block i shows item i. What is typed goes up as `retype`, what others change comes down as text.

The report owns the text: whenever both differ after an edit, the document is mended, never the report.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import is_

from PySide6.QtGui import QTextCursor, QTextDocument

from app.core.errors import ReportError
from app.core.report import OBJECT, Paragraph, Report
from app.editing.open_report import OpenReport
from app.layout.page import NOTHING, Item, ReportLayout, TableItem, flow_items
from app.ui.ends import equal_ends
from app.ui.page import blocks
from app.ui.page.grid_layout import GridLayout
from app.ui.page.guarding import silently
from app.ui.page.shaping import Units
from app.ui.page.texts import block_text, typed


def shown(item: Item) -> str:
    """The text of the block that shows an item."""
    return block_text(item.text) if isinstance(item, Paragraph) else OBJECT


def key_of(item: Item) -> int | str:
    """What makes an item the same one after a change."""
    return item.uid if isinstance(item, Paragraph) else item.table.story


class Projection:
    """Keeps one `QTextDocument` and one `OpenReport` the same."""

    def __init__(self, document: QTextDocument, grid: GridLayout) -> None:
        self.document, self.grid = document, grid
        self.report: OpenReport | None = None
        self.pages = ReportLayout(NOTHING)
        self.refused: ReportError | None = None  # why the last edit did not go through
        self.sending = False
        self._quiet = False
        self._stale = False
        document.contentsChange.connect(self._up)
        document.contentsChanged.connect(self._mend)

    @property
    def items(self) -> Sequence[Item]:
        return self.pages.items

    def load(self, report: OpenReport | None, layout: ReportLayout | None = None) -> None:
        """Show another report (None: nothing), as `layout` when it was laid out before."""
        self.report = report
        self.pages = layout or ReportLayout(report.report if report else NOTHING)
        self._quiet = True
        try:
            self.grid.show_pages(ReportLayout(NOTHING))
            cursor = QTextCursor(self.document)
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.insertText("\u2029".join(shown(item) for item in self.items))
        finally:
            self._quiet = False
        self.grid.show_pages(self.pages)

    # --- places -----------------------------------------------------------------------------------------------------

    def position(self, uid: int, offset: int) -> int | None:
        """The document position of a character of a flow paragraph, or of the table that holds the paragraph."""
        index = self.pages.index_of(uid)
        if index is None:
            return None
        item, start = self.items[index], self.document.findBlockByNumber(index).position()
        return start + Units(item.text).at(min(offset, len(item.text))) if isinstance(item, Paragraph) else start

    def locate(self, position: int) -> tuple[int, Item | None, int]:
        """(block number, item, offset in its text) of a document position."""
        block = self.document.findBlock(position)
        index = block.blockNumber()
        if not 0 <= index < len(self.items):
            return index, None, 0
        item = self.items[index]
        unit = position - block.position()
        return index, item, Units(item.text).back(unit) if isinstance(item, Paragraph) else 0

    # --- up: from the keyboard to the report --------------------------------------------------------------------------

    @silently
    def _up(self, position: int, _removed: int, added: int) -> None:
        if self._quiet or self.report is None:
            return
        first, old, texts = self._changed_blocks(position, added)
        held = self.items[first : first + old]
        if any(isinstance(item, TableItem) for item in held) or not held:
            self._stale = True
        elif [shown(item) for item in held] != texts:
            self._send(self.report, [item.uid for item in held if isinstance(item, Paragraph)], [typed(text) for text in texts])

    def _changed_blocks(self, position: int, added: int) -> tuple[int, int, list[str]]:
        """(first block, how many items it was, the blocks' texts now) with equal ends left out; block counts are not trusted."""
        document, items = self.document, self.items
        count = document.blockCount()
        grown = count - len(items)
        first = document.findBlock(position).blockNumber()
        end = document.findBlock(min(position + added, document.characterCount() - 1)).blockNumber()
        end = min(count - 1, max(end, first + grown))
        old = end - first + 1 - grown
        texts = blocks.texts(document, first, end)
        while len(texts) > 1 and old > 1 and shown(items[first + old - 1]) == texts[-1]:
            texts.pop()
            old -= 1
        while len(texts) > 1 and old > 1 and shown(items[first]) == texts[0]:
            texts.pop(0)
            first, old = first + 1, old - 1
        return first, old, texts

    def _send(self, report: OpenReport, uids: list[int], texts: list[str]) -> None:
        self.sending = True
        try:
            report.retype(uids, texts)
        except ReportError as error:
            self.refused = error
            self._stale = True
        finally:
            self.sending = False
        if self.document.blockCount() != len(self.items):
            self._stale = True

    @silently
    def _mend(self) -> None:
        """After an edit that the report did not take as it was typed, show what the report says."""
        if self._stale and not self._quiet:
            self._stale = False
            self._show_all()

    def _show_all(self) -> None:
        there = blocks.texts(self.document, 0, self.document.blockCount() - 1)
        wanted = [shown(item) for item in self.items]
        start, tail = equal_ends(there, wanted)
        self._quiet = True
        try:
            blocks.replace(self.document, start, len(there) - tail, wanted[start : len(wanted) - tail])
        finally:
            self._quiet = False
        self.grid.show_pages(self.pages)

    # --- down: from the report to the page ----------------------------------------------------------------------------

    def follow(self) -> int | None:
        """Show what became of the report; returns the document position where it ends, None when nothing moved."""
        if self.report is None:
            return None
        report = self.report.draft
        if self.pages.sections_changed(report):
            return self._start_over(report)
        self.pages.stories.take(report)
        items = flow_items(report, self._known_tables(report))
        start, old, new = self._with_notes(report, *_difference(self.items, items))
        if not old and not new:
            return None
        before = list(self.items[start : start + old])
        after = items[start : start + new]
        settled = self.pages.change(start, old, after)
        self.grid.items_changed(start, old, new, settled)
        if self.sending:
            self._verify(start, after)
            return None
        end = self._project(start, before, after)
        self.grid.follow()
        return end

    def _with_notes(self, report: Report, start: int, old: int, new: int) -> tuple[int, int, int]:
        """The stretch that changed, made longer where notes read otherwise: what refers to them is laid out anew."""
        stale = self.pages.notes.items_with(self.pages.notes.take(report))
        if not stale:
            return start, old, new
        if not old and not new:
            start = stale[0]
        first, last = min(start, stale[0]), max(start + old, stale[-1] + 1)
        return first, last - first, last - first + new - old

    def _known_tables(self, report: Report) -> dict[str, TableItem]:
        if not report.tables:
            return {}
        return {item.table.story: item for item in self.items if isinstance(item, TableItem)}

    def _start_over(self, report: Report) -> None:
        before = list(self.items)
        self.grid.show_pages(ReportLayout(NOTHING))
        self.pages.start_over(report)
        if self.sending:
            self._verify(0, self.items)
        else:
            self._project(0, before, self.items)
        self.grid.show_pages(self.pages)

    def _verify(self, start: int, items: Sequence[Item]) -> None:
        block = self.document.findBlockByNumber(start)
        for item in items:
            if not block.isValid() or block.text() != shown(item):
                self._stale = True
                return
            block = block.next()

    def _project(self, start: int, before: Sequence[Item], after: Sequence[Item]) -> int | None:
        """Make the blocks that showed `before` show `after`, touching only text that differs."""
        head, tail = equal_ends([key_of(item) for item in before], [key_of(item) for item in after])
        self._quiet = True
        cursor = QTextCursor(self.document)
        cursor.beginEditBlock()
        end: int | None = None
        try:
            for back in range(1, tail + 1):
                end = blocks.retext(self.document, start + len(before) - back, shown(before[-back]), shown(after[-back])) or end
            if len(before) > head + tail or len(after) > head + tail:
                texts = [shown(item) for item in after[head : len(after) - tail]]
                end = blocks.replace(self.document, start + head, start + len(before) - tail, texts) or end
            for at in range(head - 1, -1, -1):
                end = blocks.retext(self.document, start + at, shown(before[at]), shown(after[at])) or end
        finally:
            cursor.endEditBlock()
            self._quiet = False
        return end


def _difference(old: Sequence[Item], new: Sequence[Item]) -> tuple[int, int, int]:
    """(first, how many were, how many are) of the items that are not the same objects."""
    start, tail = equal_ends(old, new, is_)
    return start, len(old) - start - tail, len(new) - start - tail
