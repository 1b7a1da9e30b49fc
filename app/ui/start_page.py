"""What the window shows while no report is open."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.ui.recovery_list import RecoveryList
from app.ui.theme import BLUE, BLUE_TINT, FAINT, GREY, INK, LINE, SURFACE, WHITE, small

SHOWN = 6  # recent reports on the page; the menu has all


class StartPage(QScrollArea):
    """Recent reports, a place to drop a file, and a sample to try."""

    open_file = Signal()
    open_recent = Signal(str)
    forget_recent = Signal(str)
    open_sample = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        page = QWidget()
        page.setObjectName("start")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        page.setStyleSheet(f"#start {{ background: {SURFACE}; }}")
        column = QVBoxLayout()
        column.setSpacing(0)
        name = QLabel("文衡")
        name.setFont(small(self.font(), 13, bold=True))
        what = QLabel("核对公文报告：结构、格式、标点和用字，逐条注明依据的条款。", wordWrap=True)
        what.setStyleSheet(f"color: {GREY};")
        column.addStretch(2)
        column.addWidget(name)
        column.addSpacing(4)
        column.addWidget(what)
        column.addSpacing(24)
        self.recovery = RecoveryList()
        column.addWidget(self.recovery)
        self._gap = QWidget()
        self._gap.setFixedHeight(18)
        column.addWidget(self._gap)
        column.addWidget(self._drop_area())
        column.addSpacing(26)
        self._recent_title = QLabel("最近打开")
        self._recent_title.setFont(small(self.font(), 0, bold=True))
        column.addWidget(self._recent_title)
        column.addSpacing(6)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(0)
        column.addLayout(self._recent)
        column.addStretch(3)
        privacy = QLabel("文衡不连接网络；未改动的部分保存后与原文件逐字节相同。", wordWrap=True)
        privacy.setStyleSheet(f"color: {GREY};")
        privacy.setFont(small(self.font(), -1))
        column.addWidget(privacy)
        column.addSpacing(16)
        body = QWidget()
        body.setLayout(column)
        body.setMaximumWidth(620)
        row = QHBoxLayout(page)
        row.addStretch(1)
        row.addWidget(body, 100)
        row.addStretch(1)
        self.setWidget(page)
        self.show_recent(())

    def _drop_area(self) -> QFrame:
        self.area = QFrame()
        self.area.setObjectName("drop")
        self._paint_area(False)
        hint = QLabel("把报告拖到这里，或", alignment=Qt.AlignmentFlag.AlignCenter)
        kinds = QLabel(
            "支持 .docx .docm .dotx .dotm .txt；.doc .wps 可由本机的 Word、WPS 或 LibreOffice 转换",
            alignment=Qt.AlignmentFlag.AlignCenter,
        )
        kinds.setStyleSheet(f"color: {GREY};")
        kinds.setFont(small(self.font(), -1))
        self.button = QPushButton("打开报告…")
        self.button.setProperty("main", True)
        self.button.clicked.connect(self.open_file)
        self.sample = QPushButton("打开样例试一试")
        self.sample.clicked.connect(self.open_sample)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addStretch(1)
        buttons.addWidget(self.button)
        buttons.addWidget(self.sample)
        buttons.addStretch(1)
        column = QVBoxLayout(self.area)
        column.setContentsMargins(20, 26, 20, 22)
        column.setSpacing(12)
        column.addWidget(hint)
        column.addLayout(buttons)
        column.addWidget(kinds)
        return self.area

    def show_dragging(self, over: bool) -> None:
        """Show that a file held over the window may be dropped."""
        self._paint_area(over)

    def _paint_area(self, over: bool) -> None:
        line, ground = (BLUE, BLUE_TINT) if over else ("#b9bec7", WHITE)
        self.area.setStyleSheet(f"#drop {{ background: {ground}; border: 1px dashed {line}; border-radius: 8px; }}")

    def show_recent(self, paths: Sequence[str]) -> None:
        """List recent reports; those that are gone can be taken off the list."""
        while self._recent.count():
            widget = self._recent.takeAt(0).widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._recent_title.setVisible(bool(paths))
        for path in paths[:SHOWN]:
            self._recent.addWidget(self._recent_row(path))

    def _recent_row(self, text: str) -> QWidget:
        path = Path(text)
        gone = not path.exists()
        button = QPushButton()
        button.setObjectName("recent")
        button.setToolTip(text)
        button.setAccessibleName(f"打开 {path.name}，在 {path.parent}")
        button.setStyleSheet(
            f"#recent {{ border: 1px solid transparent; border-bottom-color: {LINE}; border-radius: 0; background: none; }}"
            f"#recent:hover {{ background: {WHITE}; }} #recent:focus {{ border-color: {BLUE}; }}"
        )
        button.clicked.connect(lambda: (self.forget_recent if gone else self.open_recent).emit(text))
        name, folder = QLabel(path.name), QLabel("文件已不在原处，点击从列表中去掉" if gone else "")
        name.setStyleSheet(f"color: {FAINT if gone else INK};")
        if not gone:
            folder.setText(folder.fontMetrics().elidedText(str(path.parent), Qt.TextElideMode.ElideMiddle, 270))
        folder.setStyleSheet(f"color: {GREY};")
        folder.setFont(small(self.font(), -1))
        name.setText(name.fontMetrics().elidedText(path.name, Qt.TextElideMode.ElideMiddle, 300))
        row = QHBoxLayout(button)
        row.setContentsMargins(6, 7, 6, 7)
        row.addWidget(name)
        row.addStretch(1)
        row.addWidget(folder)
        button.setMinimumHeight(button.fontMetrics().height() + 18)
        return button
