"""Signs for what is not text: pictures, equations, notes; drawn in line, never turned into text."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from app.ui.theme import BLUE, frame_font

LABELS = {"picture": "图片", "object": "对象", "equation": "公式", "footnoteRef": "注", "endnoteRef": "尾", "commentRef": "批",
          "noteMark": "注"}  # fmt: skip
SPOKEN = {**LABELS, "footnoteRef": "脚注", "endnoteRef": "尾注", "commentRef": "批注", "noteMark": "注号"}
SMALL = frozenset({"footnoteRef", "endnoteRef", "commentRef", "noteMark"})
ASKS_FIRST = {"footnoteRef": "脚注", "endnoteRef": "尾注", "commentRef": "批注", "textbox": "文本框", "chart": "图表",
              "diagram": "SmartArt 图形", "object": "嵌入对象", "floating": "浮动的图片或图形"}  # fmt: skip


def draw_sign(painter: QPainter, rect: QRectF, kind: str, label: str = "") -> None:
    """Draw the sign of an object of that kind; a note's number (`label`) stands raised and small."""
    painter.save()
    if kind in SMALL:
        _small(painter, rect, label if label and kind != "commentRef" else LABELS[kind])
    else:
        _box(painter, rect, LABELS.get(kind, "对象"))
    painter.restore()


def _small(painter: QPainter, rect: QRectF, text: str) -> None:
    size = rect.height() * 0.5
    font = frame_font()
    font.setPixelSize(max(6, round(size)))
    painter.setFont(font)
    painter.setPen(QColor(BLUE))
    painter.drawText(rect.adjusted(-size, 0, size, -rect.height() * 0.55), Qt.AlignmentFlag.AlignCenter, text)


def _box(painter: QPainter, rect: QRectF, label: str) -> None:
    box = rect.adjusted(2, rect.height() * 0.04, -2, -rect.height() * 0.02)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor("#b9bfca"), 1))
    painter.setBrush(QColor("#f4f5f7"))
    painter.drawRoundedRect(box, 3, 3)
    font: QFont = frame_font()
    font.setPixelSize(max(7, round(rect.height() * 0.62)))
    painter.setFont(font)
    painter.setPen(QColor("#5c636e"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, label)
