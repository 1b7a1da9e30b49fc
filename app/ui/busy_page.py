"""What the window shows while a report is being read."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.ui.theme import BLUE, GREY, LINE, SURFACE

SHORT = 150  # milliseconds: what is read sooner shows no bar, which would only flash
STEPS = 1000
UNKNOWN = -1.0  # how much is done when nobody knows


class BusyPage(QWidget):
    """A report is being read; `cancel` gives it up."""

    cancel = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("busy")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(f"#busy {{ background: {SURFACE}; }}")
        self.words = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self.bar = QProgressBar(textVisible=False)
        self.bar.setAccessibleName("读取进度")
        self.bar.setRange(0, STEPS)
        self.bar.setFixedSize(320, 4)
        self.bar.setStyleSheet(
            f"QProgressBar {{ background: {LINE}; border: none; }} QProgressBar::chunk {{ background: {BLUE}; }}"
        )
        self.step = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.step.setStyleSheet(f"color: {GREY};")
        self.button = QPushButton("取消")
        self.button.setShortcut("Esc")
        self.button.clicked.connect(self.cancel)
        self._all = QWidget()
        inner = QVBoxLayout(self._all)
        inner.setSpacing(14)
        for widget in (self.words, self.bar, self.step, self.button):
            inner.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addWidget(self._all)
        column.addStretch(3)
        self._later = QTimer(self, singleShot=True, interval=SHORT)
        self._later.timeout.connect(self._all.show)

    def begin(self, name: str) -> None:
        """Reading of the file with that name begins."""
        self.words.setText(f"正在打开“{name}”")
        self.setAccessibleName(self.words.text())
        self.say("", 0.0)
        self._all.hide()
        self._later.start()

    def say(self, step: str, done: float) -> None:
        """What is going on, and how much of all is done (0 to 1, or UNKNOWN)."""
        self.step.setText(f"{step}…" if step else "")
        self.bar.setRange(0, STEPS if done >= 0 else 0)
        self.bar.setValue(round(done * STEPS))
