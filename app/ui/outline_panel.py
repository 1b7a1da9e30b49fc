"""The 报告结构 pane: a tree of the report's elements and sections that leads to the place and follows the caret."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from app.ui.outline_entries import Badge, Entry
from app.ui.outline_model import ENTRY, Index, Key, OutlineModel
from app.ui.outline_tree import OutlineDelegate, OutlineTree
from app.ui.theme import GREY, WHITE, small


class OutlinePanel(QWidget):
    """Shows entries; `chosen` asks the window to go to (uid, start)."""

    chosen = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("outline")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._entries: tuple[Entry, ...] = ()
        self._closed: set[Key] = set()
        title = QLabel("报告结构")
        title.setFont(small(self.font(), 0, bold=True))
        self.search = QLineEdit(placeholderText="查找标题或条目", clearButtonEnabled=True)
        self.search.setAccessibleName("查找标题或条目")
        self.search.textChanged.connect(self._filter)
        self.search.returnPressed.connect(self._first_match)
        self.model = OutlineModel(self)
        self.tree = OutlineTree(self)
        self.tree.setModel(self.model)
        self.tree.setItemDelegate(OutlineDelegate(self.tree))
        self.tree.clicked.connect(self._choose)
        self.tree.entered_key.connect(self._choose)
        self.tree.collapsed.connect(lambda index: self._closed.add(index.data(ENTRY).key))
        self.tree.expanded.connect(lambda index: self._closed.discard(index.data(ENTRY).key))
        self.model.rowsInserted.connect(self._open_new)
        self.nothing = QLabel("没有与此相符的标题或条目", wordWrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.hide()
        self.nothing.setStyleSheet(f"color: {GREY}; padding: 24px 12px;")
        column = self.column = QVBoxLayout(self)
        column.setContentsMargins(12, 11, 0, 0)
        column.setSpacing(8)
        top = QVBoxLayout()
        top.setContentsMargins(2, 0, 12, 0)
        top.setSpacing(8)
        top.addWidget(title)
        top.addWidget(self.search)
        column.addLayout(top)
        column.addWidget(self.nothing)
        column.addWidget(self.tree, 1)
        self.setStyleSheet(f"#outline {{ background: {WHITE}; }}")

    def show_entries(self, entries: tuple[Entry, ...], badges: Mapping[Key, Badge]) -> None:
        """Show these rows; what was open, current and in view stays so."""
        if entries != self._entries:
            here = self.current_key()
            self._entries = entries
            self.model.show(entries)
            self.follow(here)
            if self.search.text().strip():
                self._filter(self.search.text())
        self.model.show_badges(badges)

    def start_over(self, entries: tuple[Entry, ...], badges: Mapping[Key, Badge]) -> None:
        """Show the rows of another report, all open."""
        self._entries, self._closed = entries, set()
        self.search.clear()
        self.model.start_over(entries)
        self.model.show_badges(badges)
        self._open()
        self.tree.scrollToTop()

    def _open(self) -> None:
        """Open what the clerk did not close."""
        self.tree.blockSignals(True)
        self.tree.expandAll()
        for key in self._closed:
            self.tree.collapse(self.model.index_of(key))
        self.tree.blockSignals(False)

    def _open_new(self, parent: QModelIndex, first: int, last: int) -> None:
        """Rows that come while the report is edited are open unless the clerk closed them."""
        if parent.isValid() and self.model.rowCount(parent) == last - first + 1 and parent.data(ENTRY).key not in self._closed:
            self.tree.expand(parent)
        for number in range(first, last + 1):
            index = self.model.index(number, 0, parent)
            if self.model.rowCount(index) and index.data(ENTRY).key not in self._closed:
                self.tree.expandRecursively(index)

    def collapse_to(self, depth: int) -> None:
        """Show rows down to `depth` (1 = sections only); 0 opens everything."""
        for index in self.model.indexes():
            self.tree.setExpanded(index, depth == 0 or index.data(ENTRY).depth < depth)

    def current_entry(self) -> Entry | None:
        """The current row."""
        return self.tree.currentIndex().data(ENTRY)

    def current_key(self) -> Key | None:
        """The key of the current row."""
        entry = self.current_entry()
        return entry.key if entry is not None else None

    def follow(self, key: Key | None) -> None:
        """Make the row `key` current without asking to go there; a closed parent stands for it."""
        index = self.model.index_of(key)
        parent = index.parent()
        while parent.isValid():
            if not self.tree.isExpanded(parent):
                index = parent
            parent = parent.parent()
        if index != self.tree.currentIndex():
            self.tree.setCurrentIndex(index)

    def focus_search(self) -> None:
        """Put the caret in the search box."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _choose(self, index: Index) -> None:
        entry = index.data(ENTRY)
        if entry is not None:
            self.chosen.emit(entry.uid, entry.start)

    def _filter(self, typed: str) -> None:
        words = typed.strip()
        shown = self._filter_under(QModelIndex(), words)
        self.nothing.setVisible(bool(words) and not shown)
        if words:
            self.tree.blockSignals(True)
            self.tree.expandAll()
            self.tree.blockSignals(False)
        else:
            self._open()

    def _filter_under(self, parent: QModelIndex, words: str) -> bool:
        any_shown = False
        for number in range(self.model.rowCount(parent)):
            index = self.model.index(number, 0, parent)
            below = self._filter_under(index, words)
            shown = below or not words or words in index.data(ENTRY).words
            self.tree.setRowHidden(number, parent, not shown)
            any_shown = any_shown or shown
        return any_shown

    def _first_match(self) -> None:
        words = self.search.text().strip()
        for index in self.model.indexes():
            if words and words in index.data(ENTRY).words:
                self.tree.setCurrentIndex(index)
                self._choose(index)
                return
