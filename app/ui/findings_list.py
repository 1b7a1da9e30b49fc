"""The list of findings: a model that changes only the rows that changed, and a view with one open card."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QWidget

from app.core.findings import Finding
from app.ui.ends import equal_ends
from app.ui.finding_card import FindingCard
from app.ui.theme import BLUE, GREY, INK, LINE, SEVERITY_COLOR, WHITE, small

ROW = Qt.ItemDataRole.UserRole
GAP = 8  # pixels below each card
Index = QModelIndex | QPersistentModelIndex
Option = Any  # a QStyleOptionViewItem, whose fields PySide's type stubs do not know
NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding and where it stands, in words; `choice` says what each does where there are two ways to mend it."""

    finding: Finding
    place: str
    choice: str = ""

    @property
    def key(self) -> tuple[object, ...]:
        """What stays the same while the text around the place changes."""
        finding = self.finding
        return (finding.code, finding.spot.uid, finding.message, finding.spot.text, len(finding.spots))


class FindingsModel(QAbstractListModel):
    """Rows; `replace` keeps the equal ones at both ends, so that selection and scrolling stay."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[FindingRow] = []

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{row.finding.severity.label}　{row.finding.message}　{row.finding.code}　{row.place}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.finding.message
        return None

    def replace(self, rows: Sequence[FindingRow]) -> None:
        """Show `rows`; rows with an equal key at the beginning and the end stay the same items."""
        old, new = [r.key for r in self.rows], [r.key for r in rows]
        head, tail = equal_ends(old, new)
        if len(old) > head + tail:
            self.beginRemoveRows(NOWHERE, head, len(old) - tail - 1)
            del self.rows[head : len(old) - tail]
            self.endRemoveRows()
        if len(new) > head + tail:
            self.beginInsertRows(NOWHERE, head, len(new) - tail - 1)
            self.rows[head:head] = rows[head : len(new) - tail]
            self.endInsertRows()
        self.rows = list(rows)
        if rows:
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))


class FindingsList(QListView):
    """One line each; the current one is an open card made by `make_card`."""

    picked = Signal(object)  # the clerk chose this finding (mouse or arrow keys): go to its place
    entered = Signal(object)  # Enter on this finding

    def __init__(self, make_card: Callable[[FindingRow], FindingCard], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make_card = make_card
        self._card: FindingCard | None = None
        self._opened = QPersistentModelIndex()
        self._quiet = False
        self.rows = FindingsModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(FindingDelegate(self))
        self.setAccessibleName("检查意见列表")
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.verticalScrollBar().setSingleStep(24)

    def show_rows(self, rows: Sequence[FindingRow]) -> None:
        """Replace the rows; the chosen finding stays chosen when it is still there, else none is."""
        current = self.current()
        at = self.currentIndex().row()
        scroll = self.verticalScrollBar().value()
        self._quiet = True
        self.rows.replace(rows)
        found = next((i for i, row in enumerate(rows) if current is not None and row.key == current.key), -1)
        if found >= 0 and self.currentIndex().row() != found:
            self.setCurrentIndex(self.rows.index(found))
        elif found < 0 and at >= 0:
            self.setCurrentIndex(NOWHERE)
            self.selectionModel().setCurrentIndex(NOWHERE, QItemSelectionModel.SelectionFlag.Clear)
        self._open_current()
        self._quiet = False
        self.verticalScrollBar().setValue(scroll)

    def current(self) -> FindingRow | None:
        """The open row."""
        return self.currentIndex().data(ROW)

    def card(self) -> FindingCard | None:
        """The open card."""
        return self._card

    def open_row(self, at: int) -> None:
        """Open row `at` without asking the page to go there; -1 closes the open one."""
        self._quiet = True
        if at < 0:
            self.selectionModel().setCurrentIndex(NOWHERE, QItemSelectionModel.SelectionFlag.Clear)
        else:
            self.setCurrentIndex(self.rows.index(at))
        self._quiet = False

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._open_current()
        if not self._quiet and current.isValid():
            self.picked.emit(current.data(ROW).finding)

    def _open_current(self) -> None:
        row = self.current()
        if self._card is not None and row is not None and self._card.finding is row.finding:
            index = self.currentIndex()
            if self.indexWidget(index) is self._card:
                return
        self._card = None
        if self._opened.isValid():
            self.setIndexWidget(self._opened, None)  # pyright: ignore[reportArgumentType] - None takes the widget away
        self._opened = QPersistentModelIndex()
        if row is not None:
            self._card = self._make_card(row)
            self._opened = QPersistentModelIndex(self.currentIndex())
            self.setIndexWidget(self.currentIndex(), self._card)
        self._relayout()
        if row is not None:
            self.scrollTo(self.currentIndex())

    def _relayout(self) -> None:
        self.rows.layoutChanged.emit()
        self.doItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._relayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row is not None and not event.modifiers():
            self.entered.emit(row.finding)
            return
        super().keyPressEvent(event)


class FindingDelegate(QStyledItemDelegate):
    """A closed card: severity and message in one line, code and place below."""

    def __init__(self, view: FindingsList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: Option, index: Index) -> QSize:
        width = self._view.viewport().width()
        card = self._view.card()
        if card is not None and index == self._view.currentIndex():
            return QSize(width, card.heightForWidth(width))
        return QSize(width, option.fontMetrics.height() + _small_line(option.font) + 20 + GAP)

    def paint(self, painter: QPainter, option: Option, index: Index) -> None:
        if index == self._view.currentIndex() and self._view.card() is not None:
            return
        row: FindingRow = index.data(ROW)
        rect = QRect(option.rect).adjusted(0, 0, -1, -GAP - 1)
        hover = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(BLUE if hover else LINE)))
        painter.setBrush(QColor(WHITE))
        painter.drawRoundedRect(rect, 6, 6)
        self._paint_words(painter, option, row, rect.adjusted(13, 8, -12, -7))
        painter.restore()

    def _paint_words(self, painter: QPainter, option: Option, row: FindingRow, rect: QRect) -> None:
        painter.setFont(option.font)
        painter.setPen(QColor(SEVERITY_COLOR[row.finding.severity]))
        severity = f"● {row.finding.severity.label}"
        painter.drawText(rect, Qt.AlignmentFlag.AlignTop, severity)
        left = painter.fontMetrics().horizontalAdvance(severity) + 9
        painter.setFont(small(option.font, 0, bold=True))
        painter.setPen(QColor(INK))
        places = len(row.finding.spots)
        count = f"（{places} 处）" if places > 1 and str(places) not in row.finding.message else ""
        room = rect.width() - left - painter.fontMetrics().horizontalAdvance(count)
        words = painter.fontMetrics().elidedText(row.finding.message, Qt.TextElideMode.ElideRight, room) + count
        painter.drawText(rect.adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignTop, words)
        painter.setFont(small(option.font, -1))
        painter.setPen(QColor(GREY))
        where = painter.fontMetrics().elidedText(f"{row.finding.code}　{row.place}", Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignBottom, where)


def _small_line(font: QFont) -> int:
    return QFontMetrics(small(font, -1)).height()
