"""找回旧版本: what reports were before they were saved, to be opened again, compared or put back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QWidget

from app.editing.versions import DAYS, PER_REPORT, Version
from app.ui.dialogs import Plain


def when_words(when: datetime) -> str:
    """A time as a clerk reads it: 今天 16:20, 11月26日 16:20, 2025年11月26日 16:20."""
    today = datetime.now().astimezone()
    if when.date() == today.date():
        return f"今天 {when:%H:%M}"
    day = f"{when.month}月{when.day}日 {when:%H:%M}"
    return day if when.year == today.year else f"{when.year}年{day}"


def size_words(size: int) -> str:
    """A size in KB or MB."""
    return f"{size / 1024 / 1024:.1f} MB" if size >= 1024 * 1024 else f"{max(1, round(size / 1024))} KB"


class VersionsDialog(Plain):
    """`open_copy` opens a version as a report of its own; `compare` (None: no report to compare with) shows what differs."""

    def __init__(
        self, found: Sequence[Version], of: str | None, open_copy: Callable[[Version], object],
        compare: Callable[[Version], object] | None, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__("找回旧版本", parent, 600)
        self._open, self._compare = open_copy, compare
        self.list = QListWidget()
        self.list.setAccessibleName("旧版本")
        if not found:
            self.add_words(f"“{of}”还没有旧版本。" if of else "还没有旧版本。")
            self.add_words("每次打开报告后第一次保存，保存前的文件会自动留一份。", grey=True)
            self.add_buttons("关闭", "")
            return
        self.add_words(f"“{of}”保存前的各个版本：" if of else "各份报告保存前的版本：")
        for one in found:
            name = "" if of else f"{one.report.name}　"
            item = QListWidgetItem(f"{name}{when_words(one.when)}　{size_words(one.size)}")
            item.setToolTip(str(one.report))
            item.setData(Qt.ItemDataRole.UserRole, one)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.itemActivated.connect(lambda _: self._do(self._open))
        self.column.addWidget(self.list, 1)
        self.add_words(
            f"打开的是副本，不会动现在的文件；要用它替换，另存到原处即可。每份报告留 {PER_REPORT} 个，最长 {DAYS} 天。",
            grey=True,
        )
        self.column.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        if self._compare is not None:
            compare = self._compare
            button = QPushButton("与现在比较…")
            button.setAutoDefault(False)
            button.clicked.connect(lambda: compare(self.chosen()))
            row.addWidget(button)
        row.addStretch(1)
        opener = QPushButton("打开这个版本")
        opener.setDefault(True)
        opener.clicked.connect(lambda: self._do(self._open))
        row.addWidget(opener)
        close = QPushButton("关闭")
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        row.addWidget(close)
        return row

    def chosen(self) -> Version:
        """The version that is selected."""
        item = self.list.currentItem() or self.list.item(0)
        return item.data(Qt.ItemDataRole.UserRole)

    def _do(self, action: Callable[[Version], object]) -> None:
        version = self.chosen()
        self.accept()
        action(version)
