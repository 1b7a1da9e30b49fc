"""审阅: a strip above the page that says what the tracked change or comment at the caret is, and what to do with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from app.ui.theme import INK, LINE, SURFACE


class ReviewBar(QFrame):
    """Words and buttons; `Reviewing` fills it."""

    wanted = Signal(str)  # the name of a command

    _BUTTONS = (
        ("上一处", "上一处修订或批注", "review_previous"), ("下一处", "下一处修订或批注", "review_next"),
        ("接受", "接受这处修订", "accept"), ("拒绝", "拒绝这处修订", "reject"),
        ("删除批注", "删除这条批注和答复", "comment_delete"),
    )  # fmt: skip

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("review")
        self.setAccessibleName("审阅")
        self.setStyleSheet(
            f"#review {{ background: {SURFACE}; border-bottom: 1px solid {LINE}; }} #review QLabel {{ color: {INK}; }}"
        )
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 5, 10, 5)
        row.setSpacing(6)
        row.addWidget(self.words, 1)
        self.buttons: dict[str, QPushButton] = {}
        for words, name, command in self._BUTTONS:
            button = QPushButton(words)
            button.setToolTip(name)
            button.setAccessibleName(name)
            button.clicked.connect(lambda _=False, command=command: self.wanted.emit(command))
            row.addWidget(button)
            self.buttons[command] = button
        self._full = ""
        self.hide()

    def show_words(self, words: str, tip: str, enabled: dict[str, bool]) -> None:
        """Say `words` (shortened to fit, `tip` whole), with only those buttons that do something."""
        self._full = words
        self.words.setToolTip(tip)
        self.words.setAccessibleName(words)
        for command, button in self.buttons.items():
            button.setEnabled(enabled.get(command, False))
            button.setVisible(button.isEnabled() or command in ("review_previous", "review_next"))
        self.show()
        self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        self.words.setText(self.words.fontMetrics().elidedText(self._full, Qt.TextElideMode.ElideRight, self.words.width()))
