"""The dialogs about files: choosing one, and what to do when it is not as it should be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QWidget

from app.core.errors import GuardError
from app.docx.kinds import KINDS
from app.ui.dialogs import Plain

OPENED = "*.docx *.docm *.dotx *.dotm *.txt *.doc *.wps"
_WORDS = {
    "docx": "Word 文档 (*.docx)", "docm": "带宏的 Word 文档 (*.docm)", "dotx": "Word 模板 (*.dotx)",
    "dotm": "带宏的 Word 模板 (*.dotm)", "txt": "纯文本 (*.txt)",
}  # fmt: skip
_TARGETS = {
    "docx": ("docx", "dotx"), "docm": ("docm", "docx"), "dotx": ("docx", "dotx"), "dotm": ("docm", "docx", "dotm"),
    "txt": ("txt", "docx"),
}  # fmt: skip
Choice = tuple[str, Callable[[], object]]


def choose_file(parent: QWidget, folder: str) -> Path | None:
    """The report to open."""
    name, _ = QFileDialog.getOpenFileName(parent, "打开报告", folder, f"报告 ({OPENED});;所有文件 (*)")
    return Path(name) if name else None


def choose_target(parent: QWidget, suggested: Path, kind: str) -> Path | None:
    """Where to save a report of that kind; the extension of the chosen kind is added when none is given."""
    filters = [_WORDS[one] for one in _TARGETS[kind]]
    first = next((words for one, words in _WORDS.items() if suggested.suffix.lower() == f".{one}"), filters[0])
    name, chosen = QFileDialog.getSaveFileName(parent, "另存为", str(suggested), ";;".join(filters), first)
    if not name:
        return None
    path = Path(name)
    suffix = next((f".{one}" for one, words in _WORDS.items() if words == chosen), f".{_TARGETS[kind][0]}")
    if path.suffix.lower().removeprefix(".") in (*KINDS, "txt"):
        return path
    path = path.with_name(path.name + suffix)
    return path if not path.exists() or _may_replace(parent, path) else None


def _may_replace(parent: QWidget, path: Path) -> bool:
    """Whether to write over a file whose full name the clerk did not choose: the extension was added here."""
    return Choices("另存为", f"“{path.name}”已经存在。", "", (("替换", lambda: None),), parent, loses=True).ask()


class Choices(Plain):
    """One sentence, what it means, and a button for each way out.

    The first is what Enter does, for it loses nothing; with `loses` it would, and Enter cancels.
    """

    def __init__(
        self, title: str, words: str, more: str, choices: Sequence[Choice], parent: QWidget | None = None, *, loses: bool = False
    ) -> None:
        super().__init__(title, parent, 520)
        self.add_words(words)
        if more:
            self.add_words(more, grey=True)
        row = QHBoxLayout()
        row.addStretch(1)
        for at, (label, action) in enumerate(choices):
            button = QPushButton(label)
            button.setDefault(at == 0 and not loses)
            button.setAutoDefault(at == 0 and not loses)
            button.clicked.connect(lambda _=False, action=action: self._do(action))
            row.addWidget(button)
        cancel = QPushButton("取消")
        cancel.setDefault(loses)
        cancel.setAutoDefault(loses)
        cancel.clicked.connect(self.reject)
        row.addWidget(cancel)
        self.column.addSpacing(6)
        self.column.addLayout(row)
        self.chosen: Callable[[], object] | None = None

    def _do(self, action: Callable[[], object]) -> None:
        self.chosen = action
        self.accept()

    def ask(self) -> bool:
        """Show the dialog and do what is chosen, after it is gone; whether anything was chosen."""
        self.exec()
        if self.chosen is not None:
            self.chosen()
        return self.chosen is not None


def ask_changed(parent: QWidget, name: str, choices: Sequence[Choice]) -> bool:
    """The file was changed by another program since it was opened."""
    return Choices(
        "文件已被改动",
        f"“{name}”在打开之后被其他程序改动过，现在保存会盖掉那些改动。",
        "覆盖前，被盖掉的内容会留在“文件 › 找回旧版本”里。",
        choices,
        parent,
    ).ask()


def ask_macros(parent: QWidget, target: Path) -> bool:
    """Whether to save without the macros."""
    dialog = Plain("宏将被去掉", parent, 460)
    dialog.add_words(f"这份文件带有宏。存成“{target.name}”，宏会全部去掉；正文、格式、表格和图片不受影响。")
    dialog.add_words("要保留宏，请取消后选“带宏的 Word 文档 (*.docm)”。文衡从不运行宏。", grey=True)
    dialog.add_buttons("去掉宏并保存")
    return bool(dialog.exec())


def ask_in_use(parent: QWidget, name: str, choices: Sequence[Choice]) -> bool:
    """Another window of this program has the report open."""
    return Choices(
        "报告已经打开",
        f"“{name}”正在另一个文衡窗口中编辑。两处都改，后保存的会盖掉先保存的。",
        "只是看看，请选“只读打开”；要改又不想等，请选“打开副本”，改完存成另一个文件。",
        choices,
        parent,
    ).ask()


def tell_guard(parent: QWidget, name: str, error: GuardError) -> None:
    """What was to be saved did not pass the check, and where it is now."""
    dialog = Plain("没有保存", parent, 520)
    dialog.add_words(f"没有存入“{name}”：{error.message}。")
    if error.beside is not None:
        dialog.add_words(f"您现在的内容已写到：\n{error.beside}")
        dialog.add_words("请打开这个文件核对；原来的文件仍是上次保存的样子。可以撤销最近几步后再保存一次。", grey=True)
    else:
        dialog.add_words(f"{error.hint}。", grey=True)
    dialog.add_buttons("知道了", "")
    dialog.exec()
