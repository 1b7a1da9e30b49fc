"""The strip above the panes that says one sentence and what to do, without stopping the work."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from app.core.findings import Severity
from app.ui.theme import INK, SEVERITY_COLOR, SEVERITY_TINT

Button = tuple[str, Callable[[], None]]
STAYS = "program"


class Banner(QFrame):
    """One message at a time: severity gives the colour, a word says it as well."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.topic = ""
        self.text = QLabel(wordWrap=True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 7, 10, 7)
        self._row.setSpacing(8)
        self._row.addWidget(self.text, 1)
        self._close = QPushButton("知道了")
        self._close.clicked.connect(self.clear)
        self._row.addWidget(self._close)
        self._buttons: list[QPushButton] = []
        self.hide()

    def say(self, text: str, severity: Severity = Severity.INFO, buttons: tuple[Button, ...] = (), topic: str = "") -> None:
        """Show `text` with `buttons` (words, what they do); `topic` tells messages apart, STAYS outlives opening a file."""
        self.clear()
        self.topic = topic
        self.text.setText(text)
        self.setAccessibleName(text)
        self.setStyleSheet(
            f"#banner {{ background: {SEVERITY_TINT[severity]}; border-bottom: 1px solid {SEVERITY_COLOR[severity]}; }}"
            f"#banner QLabel {{ color: {INK}; }}"
        )
        for words, action in buttons:
            button = QPushButton(words)
            button.clicked.connect(self.clear)
            button.clicked.connect(lambda _=False, action=action: action())
            self._row.insertWidget(self._row.count() - 1, button)
            self._buttons.append(button)
        self.show()

    def tidy(self) -> None:
        """Take the message away because another report comes, unless it is about the program itself."""
        if self.topic != STAYS:
            self.clear()

    def clear(self, topic: object = None) -> None:
        """Take the message away; with a topic, only when it is the one shown."""
        if isinstance(topic, str) and topic != self.topic:
            return
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = []
        self.topic = ""
        self.hide()
