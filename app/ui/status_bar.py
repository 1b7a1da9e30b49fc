"""The status bar: where the caret is, the grid, how long the text is, what saving kept, and the zoom."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QPushButton, QStatusBar, QWidget

from app.core.gathering import gather
from app.core.report import HEAD_KINDS, IMPRINT_KINDS, Objects, Paragraph, Report
from app.ui.page.editor import Where
from app.ui.theme import GREY, small

SAY_FOR = 6000  # milliseconds a passing message stays
# Objects worth proving after a save, with the words of the status bar.
PROVED = (
    ("footnotes", "脚注"), ("endnotes", "尾注"), ("tables", "表格"), ("pictures", "图片"), ("comments", "批注"),
    ("insertions", "修订插入"), ("deletions", "修订删除"), ("equations", "公式"), ("text_boxes", "文本框"),
    ("content_controls", "内容控件"),
)  # fmt: skip


class StatusBar(QStatusBar):
    """`zoom_clicked` asks for the zoom menu."""

    zoom_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.setContentsMargins(10, 0, 6, 0)
        font = small(self.font(), -1)
        self.page, self.place, self.grid, self.count = QLabel(), QLabel(), QLabel(), QLabel()
        self.saved = _Elided()
        names = ((self.page, "页"), (self.place, "行和字"), (self.grid, "每页行数和每行字数"), (self.count, "正文字数"))
        for label, name in names:
            label.setAccessibleName(name)
            label.setContentsMargins(6, 0, 16, 0)
            label.setFont(font)
            self.addWidget(label)
        self._proof = ""
        self._passing = QTimer(self, singleShot=True, interval=SAY_FOR)
        self._passing.timeout.connect(lambda: self.saved.setText(self._proof))
        self.saved.setFont(font)
        self.saved.setAccessibleName("保存结果")
        self.addPermanentWidget(self.saved)
        self.zoom = QPushButton("100%")
        self.zoom.setProperty("quiet", True)
        self.zoom.setFont(font)
        self.zoom.setAccessibleName("显示比例")
        self.zoom.setStyleSheet(f"QPushButton {{ padding: 1px 8px; color: {GREY}; }}")
        self.zoom.clicked.connect(self.zoom_clicked)
        self.addPermanentWidget(self.zoom)
        self.show_nothing()

    def show_nothing(self) -> None:
        """No report is open."""
        for label in (self.page, self.place, self.grid, self.count):
            label.setText("")
        self.show_saved("")
        self.zoom.hide()

    def show_place(self, where: Where | None) -> None:
        """Page, line and character of the caret; what was there stays while the caret is in a table."""
        if where is not None:
            self.page.setText(f"第 {where.page} 页，共 {where.pages} 页")
            self.place.setText(f"第 {where.line} 行 第 {where.column} 字")

    def show_report(self, report: Report, grid: tuple[int, int] | None) -> None:
        """The grid of the body text (rows, characters a row) and the length of the text."""
        self.grid.setText(f"{grid[0]} 行 × {grid[1]} 字" if grid else "")
        self.count.setText(f"正文 {body_length(report):,} 字")
        self.zoom.show()

    def show_zoom(self, percent: int) -> None:
        self.zoom.setText(f"{percent}%")
        self.zoom.setAccessibleName(f"显示比例 {percent}%")

    def show_saved(self, words: str) -> None:
        """What the last save kept."""
        self._passing.stop()
        self._proof = words
        self.saved.setText(words)
        self.saved.setToolTip(words)

    def say(self, words: str) -> None:
        """A passing message, where the result of the last save stands."""
        self.saved.setText(words)
        self._passing.start()


def body_length(report: Report) -> int:
    """Characters of the report's flow without blanks, 版头 and 版记 left out."""
    return sum(length for _, length in gather(report, _length))


def _length(p: Paragraph) -> int:
    return 0 if p.kind in HEAD_KINDS | IMPRINT_KINDS else len("".join(p.text.split()))


def saved_words(when: datetime, length: int, lost: int, before: Objects, after: Objects) -> str:
    """「已保存 16:20　正文 3,884 字，0 处丢失；脚注 1/1，表格 3/3」: after/before of every kind of object the file has."""
    kept = [
        f"{words} {getattr(after, name)}/{getattr(before, name)}"
        for name, words in PROVED
        if getattr(before, name) or getattr(after, name)
    ]
    proof = "；" + "，".join(kept) if kept else ""
    return f"已保存 {when:%H:%M}　正文 {length:,} 字，{lost} 处丢失{proof}"


class _Elided(QLabel):
    """A label that never makes the window wider: what does not fit ends in … and stands in the tip."""

    def minimumSizeHint(self) -> QSize:
        return QSize(40, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        if words == self.text():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
