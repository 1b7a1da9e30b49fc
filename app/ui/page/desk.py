"""The desk that pages lie on: a text edit with our layout, its look, and the zoom."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPalette, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QTextEdit, QWidget

from app.ui.page.grid_layout import GridLayout
from app.ui.page.sheets import EDGE, PIXELS_A_TWIP
from app.ui.theme import BLUE, WHITE

ZOOMS = (50, 67, 75, 80, 90, 100, 110, 125, 150, 175, 200, 250)  # percent
NOTCH = 120  # what one step of a mouse wheel counts
DESK = "#eef0f3"


class Desk(QTextEdit):
    """Sheets in the middle of grey; `zoom_changed` tells the new percentage."""

    zoom_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zoom, self._fit, self._turned = 100, False, 0
        document = self.document()
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(0)
        self.grid = GridLayout(document)
        document.setDocumentLayout(self.grid)
        self._dress()

    def _dress(self) -> None:
        self.setAcceptRichText(False)
        self.setLineWrapMode(QTextEdit.LineWrapMode.NoWrap)
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setCursorWidth(2)
        self.setAccessibleName("报告正文")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, QColor(DESK))
        for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
            palette.setColor(group, QPalette.ColorRole.Highlight, QColor(BLUE))
            palette.setColor(group, QPalette.ColorRole.HighlightedText, QColor(WHITE))
        self.setPalette(palette)
        self.setStyleSheet(f"QTextEdit {{ background: {DESK}; border: none; padding: 0; }}")

    def visible_rect(self) -> QRectF:
        """The part of the pages that the viewport shows, in the layout's pixels."""
        left, top = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        return QRectF(left, top, self.viewport().width(), self.viewport().height())

    # --- zoom -------------------------------------------------------------------------------------------------------

    @property
    def zoom(self) -> int:
        """Percent."""
        return self._zoom

    @property
    def fits_width(self) -> bool:
        """Whether sheets are kept as wide as the pane."""
        return self._fit

    def set_zoom(self, percent: int) -> None:
        """Zoom to that many percent (50–250); the place in the middle stays there."""
        self._fit = False
        self._zoom_to(percent)

    def zoom_by(self, steps: int) -> None:
        """Larger by so many steps, smaller when negative."""
        for _ in range(abs(steps)):
            larger = (zoom for zoom in ZOOMS if zoom > self._zoom)
            smaller = (zoom for zoom in reversed(ZOOMS) if zoom < self._zoom)
            self.set_zoom(next(larger if steps > 0 else smaller, self._zoom))

    def fit_width(self) -> None:
        """Make sheets as wide as the pane, and keep them so."""
        self._fit = True
        widest = max(section.width for section in self.grid.pages.sections) + self.grid.sheets.side
        self._zoom_to(int((self.viewport().width() - 2 * EDGE) / (widest * PIXELS_A_TWIP) * 100))

    def _zoom_to(self, percent: int) -> None:
        percent = max(ZOOMS[0], min(ZOOMS[-1], percent))
        if percent == self._zoom and self.grid.sheets.view:
            return
        bar, half = self.verticalScrollBar(), self.viewport().height() / 2
        middle = (bar.value() + half) / max(1.0, self.grid.sheets.height)
        self._zoom = percent
        self.grid.set_scale(PIXELS_A_TWIP * percent / 100)
        bar.setValue(round(middle * self.grid.sheets.height - half))
        self.viewport().update()
        self.zoom_changed.emit(percent)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._turned += event.angleDelta().y()  # a touchpad sends small parts of a step
            steps = int(self._turned / NOTCH)
            self._turned -= steps * NOTCH
            self.zoom_by(steps)
            event.accept()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.grid.set_view_width(self.viewport().width())
        if self._fit:
            self.fit_width()
