"""The bar above the page: by what the report is checked, and, once, which fonts this PC lacks."""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from app.core.findings import Severity
from app.editing.open_report import Checking
from app.editing.settings import CHECKING_OPTIONS
from app.ui.theme import GREY, INK, LINE, SEVERITY_COLOR, WHITE


class CheckBar(QFrame):
    """`change` asks for the dialog 检查方式; `fonts_seen` says the note on fonts was dismissed."""

    change = Signal()
    fonts_seen = Signal()
    fonts_more = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("checkbar")
        self.setStyleSheet(f"#checkbar {{ background: {WHITE}; border-bottom: 1px solid {LINE}; }}")
        self.words = QLabel(textFormat=Qt.TextFormat.RichText)
        self.fonts = QLabel()
        self.fonts.setStyleSheet(f"color: {SEVERITY_COLOR[Severity.WARNING]};")
        self.fonts.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.words.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._change = self._link("更改", "更改检查方式", self.change)
        self.more = self._link("详情", "缺少的字体详情", self.fonts_more)
        self.seen = self._link("不再提示", "不再提示缺少的字体", self.fonts_seen)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 5, 10, 5)
        row.setSpacing(2)
        row.addWidget(self.words)
        row.addWidget(self._change)
        row.addSpacing(12)
        row.addWidget(self.fonts, 100)
        row.addWidget(self.more)
        row.addWidget(self.seen)
        row.addStretch(1)
        self._missing = self._short = ""
        self.show_missing(())

    def _link(self, words: str, name: str, signal: object) -> QPushButton:
        button = QPushButton(words)
        button.setProperty("link", True)
        button.setAccessibleName(name)
        button.clicked.connect(signal)
        return button

    def show_checking(self, genre: str | None, by: Checking) -> None:
        """Say 文种, 稿别, 阶段 and the unit's profile when it is not the national standard alone."""
        words = {option.name: option.choices for option in CHECKING_OPTIONS}
        parts = [genre or "文种未识别", "稿别自动" if by.mode == "auto" else words["mode"][by.mode], words["stage"][by.stage]]
        if by.profile is not None:
            parts.append(by.profile.stem)
        strong = "・".join(f'<b style="color:{INK}">{html.escape(part)}</b>' for part in parts)
        self.words.setText(f'<span style="color:{GREY}">按 {strong} 检查</span>')
        self.words.setAccessibleName("按" + "，".join(parts) + "检查")

    def show_missing(self, fonts: Sequence[str]) -> None:
        """Say once which fonts this PC lacks."""
        self._missing = f"本机缺{'、'.join(fonts)}，屏幕以相近字体代替" if fonts else ""
        self._short = f"本机缺 {len(fonts)} 种字体，屏幕以相近字体代替" if fonts else ""
        self.fonts.setToolTip(self._missing)
        self._make_room()
        self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()
        self._elide()

    def minimumSizeHint(self) -> QSize:
        """The note on fonts gives way, the words on checking never."""
        height = super().minimumSizeHint().height()
        return QSize(self.words.sizeHint().width() + self._change.sizeHint().width() + 40, height)

    def _make_room(self) -> None:
        needed = self.minimumSizeHint().width() + self.more.sizeHint().width() + self.seen.sizeHint().width() + 60
        for widget in (self.fonts, self.more, self.seen):
            widget.setVisible(bool(self._missing) and self.width() >= needed)

    def _elide(self) -> None:
        metrics, room = self.fonts.fontMetrics(), self.fonts.width()
        words = self._missing if metrics.horizontalAdvance(self._missing) <= room else self._short
        self.fonts.setText(metrics.elidedText(words, Qt.TextElideMode.ElideRight, room))
