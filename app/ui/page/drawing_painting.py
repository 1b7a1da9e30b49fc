"""Pictures, text boxes, lines and shapes on the page; what cannot be drawn is a labelled box with its words."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.core.drawing import Shape
from app.ui.page.images import Images
from app.ui.page.placed import PlacedDrawing, Scene, box_corner
from app.ui.page.signs import LABELS
from app.ui.page.table_painting import TablePainter
from app.ui.theme import frame_font

LABEL_LINE, LABEL_FILL, LABEL_INK = "#b9bfca", "#f4f5f7", "#5c636e"
BOX_LINE = "#c3c8d1"  # a text box without an outline of its own, as an aid
WHY = {"emf": "EMF 图片", "wmf": "WMF 图片", "wdp": "WDP 图片", "tif": "TIFF 图片", "tiff": "TIFF 图片", "svg": "SVG 图片"}


@dataclass(frozen=True, slots=True)
class DrawingPainter:
    """Paints placed drawings; `aids` are drawn on screen, not in print."""

    scene: Scene
    images: Images
    stories: TablePainter
    aids: bool = True

    def draw(self, painter: QPainter, placed: PlacedDrawing) -> None:
        """Draw all that is in it."""
        painter.save()
        names = dict(enumerate(placed.names))
        for shape in placed.drawing.shapes:
            name = names.get(shape.box) if shape.box is not None else None
            self._shape(painter, shape, placed.place(shape), (name, placed.page))
        pictured = any(shape.kind == "picture" for shape in placed.drawing.shapes)
        if placed.drawing.words and not pictured:
            draw_label(painter, placed.rect, placed.drawing.words)
        elif not placed.drawing.shapes:
            draw_label(painter, placed.rect, LABELS.get(placed.drawing.kind, "对象"))
        painter.restore()

    def _shape(self, painter: QPainter, shape: Shape, rect: QRectF, held: tuple[str | None, int]) -> None:
        scale = self.scene.grid.sheets.scale
        if shape.kind == "picture":
            self._picture(painter, shape, rect)
            return
        pen = QPen(QColor(f"#{shape.line}"), max(1.0, shape.weight * scale)) if shape.line else QPen(Qt.PenStyle.NoPen)
        if shape.kind == "line" or min(rect.width(), rect.height()) < 2:
            painter.setPen(pen if shape.line else QPen(QColor("#000000"), 1))
            ends = (rect.bottomLeft(), rect.topRight()) if shape.flipped else (rect.topLeft(), rect.bottomRight())
            painter.drawLine(QLineF(*ends))
            return
        painter.setBrush(QColor(f"#{shape.fill}") if shape.fill else Qt.BrushStyle.NoBrush)
        painter.setPen(pen)
        story = self.scene.box_story(held[0], rect, held[1]) if held[0] is not None else None
        if story is not None:
            rect = rect.united(QRectF(rect.x(), rect.y(), rect.width(), (story.height + 60) * scale))
            if not shape.line and self.aids:
                painter.setPen(QPen(QColor(BOX_LINE), 1, Qt.PenStyle.DotLine))
        if shape.kind == "oval":
            painter.drawEllipse(rect)
        else:
            painter.drawRect(rect)
        if story is not None:
            self.stories.story(painter, story, box_corner(rect, scale))

    def _picture(self, painter: QPainter, shape: Shape, rect: QRectF) -> None:
        image = self.images.get(shape.image)
        if image is None:
            kind = shape.image.rpartition(".")[2].lower()
            draw_label(painter, rect, WHY.get(kind, "图片") + ("" if shape.image else "（不在文件内）"))
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(rect, image)


def draw_label(painter: QPainter, rect: QRectF, words: str) -> None:
    """A grey box that says what stands there; the words shrink or wrap until they fit, and are never left out."""
    box = rect.adjusted(1, 1, -1, -1)
    painter.save()
    painter.setPen(QPen(QColor(LABEL_LINE), 1))
    painter.setBrush(QColor(LABEL_FILL))
    painter.drawRoundedRect(box, 3, 3)
    font = frame_font()
    flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWrapAnywhere) | int(Qt.TextFlag.TextDontClip)
    inside = box.adjusted(4, 2, -4, -2)
    for size in (14, 12, 11, 10, 9, 8, 7, 6):
        font.setPixelSize(size)
        painter.setFont(font)
        if painter.boundingRect(inside, flags, words).height() <= inside.height():
            break
    painter.setPen(QColor(LABEL_INK))
    painter.drawText(inside, flags, words)
    painter.restore()
