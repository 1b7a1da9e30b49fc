"""Reports that a crash left unsaved: by name and time, each to be recovered, compared or given up."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.core.findings import Severity
from app.editing.recovery import Left
from app.ui.dialogs import Plain
from app.ui.theme import GREY, SEVERITY_COLOR, SEVERITY_TINT, small
from app.ui.versions_dialog import when_words

SHOWN = 5


class RecoveryList(QFrame):
    """`wanted`, `compared` and `unwanted` carry the copy whose button was pressed."""

    wanted = Signal(object)
    compared = Signal(object)
    unwanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("recovery")
        color, tint = SEVERITY_COLOR[Severity.WARNING], SEVERITY_TINT[Severity.WARNING]
        self.setStyleSheet(f"#recovery {{ background: {tint}; border: 1px solid {color}; border-radius: 8px; }}")
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(18, 14, 14, 12)
        self._rows.setSpacing(8)
        self.hide()

    def show_left(self, found: Sequence[Left]) -> None:
        """List the copies; nothing is shown when there are none."""
        while self._rows.count():
            widget = self._rows.takeAt(0).widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if found:
            title = QLabel("文衡上次没有正常退出，下面的改动还没有保存到文件")
            title.setFont(small(title.font(), 0, bold=True))
            title.setWordWrap(True)
            self._rows.addWidget(title)
        for left in found[:SHOWN]:
            self._rows.addWidget(self._row(left))
        self.setVisible(bool(found))

    def _row(self, left: Left) -> QWidget:
        row = QWidget()
        name, when = QLabel(), QLabel(f"自动保存于 {when_words(left.when)}")
        name.setText(name.fontMetrics().elidedText(left.name, Qt.TextElideMode.ElideMiddle, 250))
        name.setToolTip(str(left.path) if left.path else f"{left.name}（还没有存成文件）")
        when.setStyleSheet(f"color: {GREY};")
        when.setFont(small(when.font(), -1))
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(name)
        words.addWidget(when)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addLayout(words, 1)
        for label, signal, tip in (
            ("恢复", self.wanted, "打开自动保存的内容，核对后再保存"),
            ("比较…", self.compared, "看看与文件里的有哪些不同"),
            ("不要了", self.unwanted, "删掉自动保存的内容，文件不变"),
        ):
            button = QPushButton(label)
            button.setProperty("main", signal is self.wanted or label == "恢复")
            button.setToolTip(tip)
            button.setAccessibleName(f"{label.rstrip('…')} {left.name}")
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, signal=signal: signal.emit(left))
            line.addWidget(button)
        return row


class RecoveryDialog(Plain):
    """The list as a dialog, for when a report is open already."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("没有保存的报告", parent, 620)
        self.list = RecoveryList()
        self.column.addWidget(self.list)
        self.add_buttons("以后再说", "")
