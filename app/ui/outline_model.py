"""The rows of the 报告结构 pane as a model that changes only what changed, so that nothing closes or jumps."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.ui.ends import equal_ends
from app.ui.outline_entries import Badge, Entry

ENTRY = Qt.ItemDataRole.UserRole
BADGE = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex
Key = tuple[int, int]
NOWHERE = QModelIndex()
DRAGGED = "application/x-wenheng-section"


@dataclass(eq=False)
class _Row:
    entry: Entry | None
    parent: _Row | None
    number: int = 0
    children: list[_Row] = field(default_factory=list["_Row"])


class OutlineModel(QAbstractItemModel):
    """Entries in one column; ENTRY gives the entry of a row, BADGE what lies under it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._name = uuid.uuid4().hex  # what is dragged here came from here
        self._root = _Row(None, None)
        self._by_id: dict[int, _Row] = {}
        self._by_key: dict[Key, _Row] = {}
        self._badges: Mapping[Key, Badge] = {}

    # --- what is shown ------------------------------------------------------------------------------------------

    def show(self, entries: Sequence[Entry]) -> None:
        """Make the rows those of `entries`; equal rows stay the same rows."""
        self._follow(self._root, entries)
        if len(self._by_key) != len(self._by_id):  # rows that share a key: the last one has it
            self._by_key = {row.entry.key: row for row in self._below(self._root) if row.entry is not None}

    def start_over(self, entries: Sequence[Entry]) -> None:
        """Show the rows of another report."""
        self.beginResetModel()
        self._root, self._by_id, self._by_key = _Row(None, None), {}, {}
        self._root.children = self._made(entries, self._root)
        self.endResetModel()
        self.show(entries)

    def show_badges(self, badges: Mapping[Key, Badge]) -> None:
        """Give the rows these badges."""
        old, self._badges = self._badges, badges
        for key in {**old, **badges}:
            if old.get(key) != badges.get(key):
                index = self.index_of(key)
                if index.isValid():
                    self.dataChanged.emit(index, index)

    def index_of(self, key: Key | None) -> QModelIndex:
        """The row with that key; an invalid index when there is none."""
        row = self._by_key.get(key) if key is not None else None
        return self._index(row) if row is not None else QModelIndex()

    def indexes(self) -> Iterator[QModelIndex]:
        """Every row, parents before their children."""
        return (self._index(row) for row in self._below(self._root))

    def _follow(self, parent: _Row, entries: Sequence[Entry]) -> None:
        rows = parent.children
        head, tail = equal_ends([row.entry for row in rows], entries, _alike)
        stop = len(rows) - tail
        if len(rows) != len(entries):
            self._exchange(parent, (head, stop), entries[head : len(entries) - tail])
            return
        for row, entry in zip(rows[head:stop], entries[head:stop], strict=True):
            self._forget(row)
            row.entry = entry
            self._by_key[entry.key] = row
            index = self._index(row)
            self.dataChanged.emit(index, index)
            self._follow(row, entry.children)

    def _exchange(self, parent: _Row, where: tuple[int, int], entries: Sequence[Entry]) -> None:
        first, stop = where
        index = self._index(parent)
        if stop > first:
            self.beginRemoveRows(index, first, stop - 1)
            for row in parent.children[first:stop]:
                for gone in (row, *self._below(row)):
                    self._by_id.pop(id(gone), None)
                    self._forget(gone)
            del parent.children[first:stop]
            self._count(parent)
            self.endRemoveRows()
        if entries:
            self.beginInsertRows(index, first, first + len(entries) - 1)
            parent.children[first:first] = self._made(entries, parent)
            self._count(parent)
            self.endInsertRows()

    def _made(self, entries: Sequence[Entry], parent: _Row) -> list[_Row]:
        rows = [_Row(entry, parent, number) for number, entry in enumerate(entries)]
        for row, entry in zip(rows, entries, strict=True):
            self._by_id[id(row)] = row
            self._by_key[entry.key] = row
            row.children = self._made(entry.children, row)
        return rows

    def _forget(self, row: _Row) -> None:
        """The row has its key no longer."""
        if row.entry is not None and self._by_key.get(row.entry.key) is row:
            del self._by_key[row.entry.key]

    @staticmethod
    def _count(parent: _Row) -> None:
        for number, row in enumerate(parent.children):
            row.number = number

    def _below(self, row: _Row) -> Iterator[_Row]:
        for child in row.children:
            yield child
            yield from self._below(child)

    # --- Qt's interface -----------------------------------------------------------------------------------------

    def _index(self, row: _Row) -> QModelIndex:
        return self.createIndex(row.number, 0, id(row)) if row.parent is not None else QModelIndex()

    def _row(self, index: Index) -> _Row:
        return self._by_id[index.internalId()] if index.isValid() else self._root

    def index(self, row: int, column: int = 0, parent: Index = NOWHERE) -> QModelIndex:
        rows = self._row(parent).children
        return self._index(rows[row]) if column == 0 and 0 <= row < len(rows) else QModelIndex()

    def parent(self, index: Index = NOWHERE) -> QModelIndex:  # pyright: ignore[reportIncompatibleMethodOverride] - the model's
        above = self._row(index).parent
        return self._index(above) if above is not None else QModelIndex()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return len(self._row(parent).children)

    def columnCount(self, _parent: Index = NOWHERE) -> int:
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self._row(index).entry
        if entry is None:
            return None
        if role == ENTRY:
            return entry
        if role == BADGE:
            return self._badges.get(entry.key)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return entry.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            badge = self._badges.get(entry.key)
            return f"{entry.words}，{badge.count} 条检查意见，最重为{badge.worst.label}" if badge else entry.words
        return None

    # --- dragging: the window moves the row, the model only says what may be dragged ----------------------------------

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        entry = self._row(index).entry
        moves = entry is not None and (entry.section or entry.item)
        return flags | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled if moves else flags

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [DRAGGED]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        keys = [index.data(ENTRY).key for index in indexes[:1]]
        data.setData(DRAGGED, "".join(f"{self._name}:{uid}:{start}" for uid, start in keys).encode())
        return data

    def dragged(self, data: QMimeData) -> Entry | None:
        """The section or item that is dragged, if it is one of these rows: another window's are not."""
        name, *key = bytes(data.data(DRAGGED).data()).decode().split(":")
        mine = name == self._name and len(key) == 2 and all(part.isdecimal() for part in key)
        row = self._by_key.get((int(key[0]), int(key[1]))) if mine else None
        return row.entry if row is not None else None

    def canDropMimeData(self, data: QMimeData, _action: Qt.DropAction, _row: int, _column: int, _parent: Index) -> bool:
        return self.dragged(data) is not None


def _alike(a: object, b: object) -> bool:
    """Equal entries; the same object is so without a look inside."""
    return a is b or a == b
