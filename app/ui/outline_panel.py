"""The 报告结构 pane: a tree of the report's elements and sections that leads to the place and follows the caret."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QTreeView,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from app.ui.outline_entries import Badge, Entry
from app.ui.theme import BLUE, BLUE_TINT, GREY, INK, SEVERITY_COLOR, SEVERITY_TINT, SURFACE, WHITE, small

ENTRY = Qt.ItemDataRole.UserRole
BADGE = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex
Option = Any  # a QStyleOptionViewItem, whose fields PySide's type stubs do not know


class OutlinePanel(QWidget):
    """Shows entries; `chosen` asks the window to go to (uid, start)."""

    chosen = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("outline")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._entries: tuple[Entry, ...] = ()
        self._items: dict[tuple[int, int], QStandardItem] = {}
        self._closed: set[tuple[int, int]] = set()
        title = QLabel("报告结构")
        title.setFont(small(self.font(), 0, bold=True))
        self.search = QLineEdit(placeholderText="查找标题或条目", clearButtonEnabled=True)
        self.search.setAccessibleName("查找标题或条目")
        self.search.textChanged.connect(self._filter)
        self.search.returnPressed.connect(self._first_match)
        self.model = QStandardItemModel(self)
        self.tree = OutlineTree(self)
        self.tree.setModel(self.model)
        self.tree.setItemDelegate(OutlineDelegate(self.tree))
        self.tree.clicked.connect(self._choose)
        self.tree.entered_key.connect(self._choose)
        self.tree.collapsed.connect(lambda index: self._closed.add(index.data(ENTRY).key))
        self.tree.expanded.connect(lambda index: self._closed.discard(index.data(ENTRY).key))
        self.nothing = QLabel("没有与此相符的标题或条目", wordWrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.hide()
        self.nothing.setStyleSheet(f"color: {GREY}; padding: 24px 12px;")
        column = QVBoxLayout(self)
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

    def show_entries(self, entries: tuple[Entry, ...], badges: Mapping[tuple[int, int], Badge]) -> None:
        """Replace the rows; what was open, current and in view stays so."""
        if entries != self._entries:
            here, scroll = self.current_key(), self.tree.verticalScrollBar().value()
            self._entries = entries
            self._items = {}
            self.model.clear()
            self._add(self.model.invisibleRootItem(), entries)
            self._open()
            self.follow(here)
            self.tree.verticalScrollBar().setValue(scroll)
            self._filter(self.search.text())
        for key, item in self._items.items():
            if item.data(BADGE) != badges.get(key):
                item.setData(badges.get(key), BADGE)
                item.setData(_spoken(item.data(ENTRY), badges.get(key)), Qt.ItemDataRole.AccessibleTextRole)

    def _add(self, parent: QStandardItem, entries: Iterable[Entry]) -> None:
        for entry in entries:
            item = QStandardItem(entry.words)
            item.setEditable(False)
            item.setToolTip(entry.words)
            item.setData(entry, ENTRY)
            item.setData(entry.words, Qt.ItemDataRole.AccessibleTextRole)
            self._items[entry.key] = item
            parent.appendRow(item)
            self._add(item, entry.children)

    def _open(self) -> None:
        self.tree.blockSignals(True)
        for key, item in self._items.items():
            self.tree.setExpanded(item.index(), key not in self._closed)
        self.tree.blockSignals(False)

    def collapse_to(self, depth: int) -> None:
        """Show rows down to `depth` (1 = sections only); 0 opens everything."""
        for item in self._items.values():
            self.tree.setExpanded(item.index(), depth == 0 or item.data(ENTRY).depth < depth)

    def current_key(self) -> tuple[int, int] | None:
        """The key of the current row."""
        entry = self.tree.currentIndex().data(ENTRY)
        return entry.key if entry is not None else None

    def follow(self, key: tuple[int, int] | None) -> None:
        """Make the row `key` current without asking to go there; a closed parent stands for it."""
        item = self._items.get(key) if key is not None else None
        if item is None:
            self.tree.setCurrentIndex(QModelIndex())
            return
        index = item.index()
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

    def _filter(self, words: str) -> None:
        shown = self._filter_under(self.model.invisibleRootItem(), words.strip())
        self.nothing.setVisible(bool(words.strip()) and not shown)
        if words.strip():
            self.tree.blockSignals(True)
            self.tree.expandAll()
            self.tree.blockSignals(False)
        else:
            self._open()

    def _filter_under(self, parent: QStandardItem, words: str) -> bool:
        any_shown = False
        for row in range(parent.rowCount()):
            item = parent.child(row)
            below = self._filter_under(item, words)
            shown = below or not words or words in item.data(ENTRY).words
            self.tree.setRowHidden(row, parent.index(), not shown)
            any_shown = any_shown or shown
        return any_shown

    def _first_match(self) -> None:
        words = self.search.text().strip()
        for item in self._items.values():
            if words and words in item.data(ENTRY).words:
                self.tree.setCurrentIndex(item.index())
                self._choose(item.index())
                return


def _spoken(entry: Entry, badge: Badge | None) -> str:
    return f"{entry.words}，{badge.count} 条检查意见，最重为{badge.worst.label}" if badge else entry.words


class OutlineTree(QTreeView):
    """A tree whose Enter key chooses the current row."""

    entered_key = Signal(QModelIndex)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("报告结构")
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(16)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setExpandsOnDoubleClick(False)
        self.setMouseTracking(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.entered_key.emit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def drawRow(self, painter: QPainter, option: Option, index: Index) -> None:
        if index == self.currentIndex():
            painter.fillRect(QRect(0, option.rect.top(), self.viewport().width(), option.rect.height()), QColor(BLUE_TINT))
            if self.hasFocus():
                painter.fillRect(QRect(0, option.rect.top() + 3, 3, option.rect.height() - 6), QColor(BLUE))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(QRect(0, option.rect.top(), self.viewport().width(), option.rect.height()), QColor(SURFACE))
        super().drawRow(painter, option, index)

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        if not self.model().hasChildren(index):
            return
        x, y = rect.right() - 8, rect.center().y()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(GREY), 1.4, c=Qt.PenCapStyle.RoundCap))
        points = ((-4, -2), (0, 2), (4, -2)) if self.isExpanded(index) else ((-2, -4), (2, 0), (-2, 4))
        for (ax, ay), (bx, by) in pairwise(points):
            painter.drawLine(x + ax, y + ay, x + bx, y + by)
        painter.restore()


class OutlineDelegate(QStyledItemDelegate):
    """One line, elided at its right end, with the badge of its findings."""

    def sizeHint(self, option: Option, _: Index) -> QSize:
        return QSize(40, option.fontMetrics.height() + 7)

    def paint(self, painter: QPainter, option: Option, index: Index) -> None:
        entry: Entry = index.data(ENTRY)
        right = option.rect.right() - 10
        badge: Badge | None = index.data(BADGE)
        if badge is not None:
            right = self._paint_badge(painter, option, badge) - 6
        painter.setFont(option.font)
        rect = QRect(option.rect)
        rect.setRight(right)
        painter.setPen(QColor(GREY if entry.minor else INK))
        if entry.label and entry.detail and not entry.minor:
            label_width = option.fontMetrics.horizontalAdvance(entry.label + "　")
            painter.setPen(QColor(GREY))
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, entry.label)
            painter.setPen(QColor(INK))
            rect.setLeft(rect.left() + label_width)
            words = entry.detail
        else:
            words = entry.words
        painter.drawText(
            rect, Qt.AlignmentFlag.AlignVCenter, option.fontMetrics.elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
        )

    def _paint_badge(self, painter: QPainter, option: Option, badge: Badge) -> int:
        font = small(option.font, -1.5)
        painter.setFont(font)
        width = max(22, painter.fontMetrics().horizontalAdvance(str(badge.count)) + 14)
        height = painter.fontMetrics().height() + 1
        rect = QRect(option.rect.right() - 10 - width, option.rect.center().y() - height // 2, width, height)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(SEVERITY_TINT[badge.worst]))
        painter.drawRoundedRect(rect, height / 2, height / 2)
        painter.setPen(QColor(SEVERITY_COLOR[badge.worst]))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(badge.count))
        painter.restore()
        return rect.left()
