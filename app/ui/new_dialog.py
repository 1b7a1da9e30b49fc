"""文件 › 新建: a 文种 to begin with, and what its skeleton says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QPlainTextEdit, QWidget

from app.core.errors import ReportError
from app.core.profile import load_profile
from app.editing.templates import Template, new_report, templates
from app.ui.dialogs import Plain

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow

_HEIGHT = 590  # shows every 文种 without scrolling
_INDENTED = frozenset({"正文", "一级", "二级", "附注"})


class NewDialog(Plain):
    """Lists the skeletons; `template` is the one chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("新建报告", parent, 760)
        self.list = QListWidget()
        self.list.setAccessibleName("文种")
        self.list.ensurePolished()
        self.list.addItems([one.name for one in templates()])
        self.list.setFixedWidth(210)
        self.about = self.add_words("", grey=True)
        self.preview = QPlainTextEdit(readOnly=True)
        self.preview.setAccessibleName("模板内容")
        self.preview.setMinimumHeight(240)
        self.preview.setTabChangesFocus(True)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.list)
        row.addWidget(self.preview, 1)
        self.column.addLayout(row, 1)
        self.add_buttons("新建")
        self.list.currentRowChanged.connect(self._show)
        self.list.itemDoubleClicked.connect(lambda _: self.accept())
        self.list.setCurrentRow(next(at for at, one in enumerate(templates()) if one.name == "报告"))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.resize(760, min(_HEIGHT, self.screen().availableGeometry().height() - 80))

    def template(self) -> Template:
        """The chosen skeleton."""
        return templates()[max(0, self.list.currentRow())]

    def _show(self) -> None:
        one = self.template()
        self.about.setText(f"{one.about}。按国标排版，“【待填……】”处由您填写。")
        rows = (("　　" if kind.value in _INDENTED else "") + words for kind, words in one.lines)
        self.preview.setPlainText("\n".join(rows))


def start_new(window: MainWindow) -> None:
    """Ask for a 文种 and begin a report of it, which has no file yet."""
    dialog = NewDialog(window)
    if dialog.exec() == QDialog.DialogCode.Accepted:
        window.files.when_settled(lambda: _begin(window, dialog.template()))


def _begin(window: MainWindow, template: Template) -> None:
    try:
        data = new_report(template, load_profile(window.files.checking().profile))
    except ReportError as error:
        window.show_error(error)
        return
    window.files.begin(template.name, data)
