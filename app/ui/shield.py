"""While a report is being saved in the worker, nothing may change it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from app.ui.theme import application


class Shield(QObject):
    """While the worker reads the report that is being saved: clicks are refused, keys wait and come afterwards."""

    _WAIT = frozenset({QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.InputMethod})
    _REFUSED = frozenset({
        QEvent.Type.Shortcut, QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick, QEvent.Type.Drop, QEvent.Type.Close,
    })  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self._waiting: list[tuple[QObject, QEvent]] = []

    def raise_(self) -> None:
        """Begin."""
        application().installEventFilter(self)
        QGuiApplication.setOverrideCursor(Qt.CursorShape.BusyCursor)

    def lower(self) -> None:
        """End, and let the keys that waited through."""
        application().removeEventFilter(self)
        QGuiApplication.restoreOverrideCursor()
        for watched, event in self._waiting:
            if isValid(watched):
                QApplication.postEvent(watched, event)
        self._waiting.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in self._WAIT:
            self._waiting.append((watched, event.clone()))
            return True
        if event.type() in self._REFUSED:
            event.ignore()
            return True
        return False
