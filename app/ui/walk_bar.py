"""逐项更正: a strip above the page that leads from one finding that can be mended to the next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from app.core.findings import Finding
from app.ui.finding_words import button_words
from app.ui.theme import BLUE, BLUE_TINT, INK


class WalkBar(QFrame):
    """Says which finding it is and offers 更正, 跳过, 保留原文… and 结束."""

    fix = Signal()
    skip = Signal()
    keep = Signal()
    stop = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("walk")
        self.setStyleSheet(
            f"#walk {{ background: {BLUE_TINT}; border-bottom: 1px solid {BLUE}; }} #walk QLabel {{ color: {INK}; }}"
        )
        self.words = QLabel()
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 10, 6)
        row.setSpacing(6)
        row.addWidget(self.words, 1)
        self.buttons: list[QPushButton] = []
        for words, name, signal in (
            ("更正", "更正这一条", self.fix), ("跳过", "不更正，到下一条", self.skip),
            ("保留原文…", "写明理由，不再提示", self.keep), ("结束", "结束逐项更正", self.stop),
        ):  # fmt: skip
            button = QPushButton(words)
            button.setToolTip(name)
            button.setAccessibleName(name)
            button.clicked.connect(signal)
            row.addWidget(button)
            self.buttons.append(button)
        self.buttons[0].setProperty("main", True)
        self.hide()

    def show_finding(self, finding: Finding, at: int, count: int) -> None:
        """Finding number `at` (1-based) of `count`."""
        self._full = f"逐项更正　第 {at} 条，共 {count} 条　{finding.message}"
        self.words.setToolTip(finding.message)
        self.buttons[0].setText(button_words(finding) or "更正")
        self.show()
        self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        words = getattr(self, "_full", "")
        self.words.setText(self.words.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, self.words.width()))
