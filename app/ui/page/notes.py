"""What stands on no page: notes without a reference, unused headers and the like below the last sheet, read only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from app.core.report import Paragraph
from app.ui.theme import GREY, INK, LINE, frame_font

KINDS = {
    "footnote": "脚注", "endnote": "尾注", "textbox": "文本框", "header": "页眉", "footer": "页脚", "table": "合并格",
    "chunk": "嵌入内容",
}  # fmt: skip
OTHER = "textbox"
PADDING, SPACE = 14.0, 8.0
LABEL = 76.0  # pixels at 100 % for the word before a box's text


def outside_stories(paragraphs: Iterable[Paragraph]) -> dict[str, list[str]]:
    """Kind → the text of each note, box, header or table that `paragraphs` stand in (tables inside them count as theirs)."""
    found: dict[str, dict[str, list[str]]] = {kind: {} for kind in KINDS}
    for paragraph in paragraphs:
        kind, _, rest = paragraph.story.partition(":")
        words = paragraph.text.replace("\ufffc", "").strip()
        found.setdefault(kind if kind in KINDS else OTHER, {}).setdefault(rest.split("/")[0], []).append(words)
    return {kind: ["\n".join(filter(None, lines)) for lines in stories.values()] for kind, stories in found.items() if stories}


@dataclass
class NoteCard:
    """The card with all boxes; made anew when the other stories of the report change."""

    stories: Mapping[str, list[str]] = field(default_factory=dict[str, list[str]])

    @property
    def is_empty(self) -> bool:
        return not any(self.stories.values())

    def height(self, width: float, zoom: float) -> float:
        """The height in pixels of a card that wide; 0 when there is nothing to show."""
        if self.is_empty:
            return 0.0
        return sum(rect.height() + SPACE * zoom for _, _, rect in self._boxes(width, zoom)) + 2 * PADDING * zoom

    def draw(self, painter: QPainter, place: QRectF, zoom: float) -> None:
        """Draw the card in `place`."""
        painter.setPen(QPen(QColor(LINE), 1))
        painter.setBrush(QColor("white"))
        painter.drawRoundedRect(place, 4, 4)
        painter.setFont(_font(zoom))
        for label, text, rect in self._boxes(place.width(), zoom):
            box = rect.translated(place.topLeft() + QPointF(0, PADDING * zoom))
            painter.setPen(QColor(GREY))
            painter.drawText(box.adjusted(PADDING * zoom, 0, 0, 0), Qt.AlignmentFlag.AlignLeft, label)
            painter.setPen(QColor(INK))
            painter.drawText(_text_rect(box, zoom), _FLAGS, text)

    def _boxes(self, width: float, zoom: float) -> list[tuple[str, str, QRectF]]:
        metrics = QFontMetricsF(_font(zoom))
        boxes: list[tuple[str, str, QRectF]] = []
        y = 0.0
        for kind, texts in self.stories.items():
            for number, text in enumerate(texts, 1):
                rect = _text_rect(QRectF(0, y, width, 1e6), zoom)
                height = max(metrics.height(), metrics.boundingRect(rect, _FLAGS, text).height())
                boxes.append((f"{KINDS[kind]} {number}", text, QRectF(0, y, width, height)))
                y += height + SPACE * zoom
        return boxes


_FLAGS = int(Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap)


def _text_rect(box: QRectF, zoom: float) -> QRectF:
    return box.adjusted((PADDING + LABEL) * zoom, 0, -PADDING * zoom, 0)


def _font(zoom: float) -> QFont:
    font = frame_font()
    font.setPixelSize(max(9, round(13 * zoom)))
    return font
