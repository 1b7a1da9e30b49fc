"""How the rows of the 报告结构 pane look: the tree, and one line a row with the badge of its findings."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QDropEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QTreeView, QWidget

from app.ui.outline_entries import Badge, Entry
from app.ui.outline_model import BADGE, ENTRY, Index, OutlineModel
from app.ui.theme import BLUE, BLUE_TINT, GREY, INK, SEVERITY_COLOR, SEVERITY_TINT, SURFACE, small

Option = Any  # a QStyleOptionViewItem, whose fields PySide's type stubs do not know


_WHERE = {
    QTreeView.DropIndicatorPosition.AboveItem: "before",
    QTreeView.DropIndicatorPosition.BelowItem: "after",
    QTreeView.DropIndicatorPosition.OnItem: "inside",
}


class OutlineTree(QTreeView):
    """A tree whose Enter key chooses the current row, and whose sections and items can be dragged."""

    entered_key = Signal(QModelIndex)
    delete_wanted = Signal()
    menu_wanted = Signal(QPoint)  # where on the screen
    dropped = Signal(object, object, str)  # Entry dragged, Entry it fell on, "before", "after" or "inside"

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("报告结构")
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(16)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setExpandsOnDoubleClick(False)
        self.setMouseTracking(True)
        self.setDragDropMode(QTreeView.DragDropMode.DragDrop)
        self.setDropIndicatorShown(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.entered_key.emit(self.currentIndex())
            return
        if event.key() == Qt.Key.Key_Delete and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.delete_wanted.emit()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.indexAt(event.pos()) if event.reason() == QContextMenuEvent.Reason.Mouse else self.currentIndex()
        if index.isValid():
            self.setCurrentIndex(index)
            self.setFocus()
            below = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())
            self.menu_wanted.emit(event.globalPos() if event.reason() == QContextMenuEvent.Reason.Mouse else below)

    def dropEvent(self, event: QDropEvent) -> None:
        """The report moves the section or item; the rows follow from it."""
        target, where = self.indexAt(event.position().toPoint()), _WHERE.get(self.dropIndicatorPosition())
        model = self.model()
        source = model.dragged(event.mimeData()) if isinstance(model, OutlineModel) else None
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.stopAutoScroll()
        self.setState(QTreeView.State.NoState)
        self.viewport().update()
        if source is not None and target.isValid() and where is not None and source.key != target.data(ENTRY).key:
            self.dropped.emit(source, target.data(ENTRY), where)

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
