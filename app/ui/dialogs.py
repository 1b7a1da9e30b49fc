"""Small dialogs: checking, keeping a place as it is, the kind of a paragraph, unsaved changes, about, keys."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from app.core.findings import Finding
from app.core.report import Kind, Paragraph
from app.editing.notes import WHOLE, Ignored
from app.editing.settings import CHECKING_OPTIONS, Option, Settings
from app.ui.theme import GREY, small

DATA_DATE = "2026年11月"  # when the rows of resources/lexicon were last looked through
KEEP_REASONS = ("原文如此，引用不改", "本单位固定写法", "已与起草人核对无误", "领导审定的文字", "误报")
SCOPES = {
    "place": "只这一处", "report": "本报告中这条规则的全部意见", "unit": "本单位今后都不查这条规则（写入单位方案）",
}  # fmt: skip
KIND_WORDS = {
    Kind.LEVEL1: "第一层标题　一、", Kind.LEVEL2: "第二层标题　（一）", Kind.LEVEL3: "第三层标题　1.",
    Kind.LEVEL4: "第四层标题　（1）", Kind.CLAUSE: "条款段（带序数的正文）", Kind.CHAPTER: "章标题", Kind.ARTICLE: "条",
    Kind.SUBTITLE: "题注（标题下的说明）", Kind.ATTACHMENT_LABEL: "附件（附件页上的“附件1”）",
}  # fmt: skip


def kind_words(kind: Kind) -> str:
    """What a clerk calls the kind."""
    return KIND_WORDS.get(kind, kind.value)


class Plain(QDialog):
    """A dialog with a column of widgets and Chinese buttons."""

    def __init__(self, title: str, parent: QWidget | None, width: int = 460) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(width)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(22, 18, 22, 16)
        self.column.setSpacing(10)

    def add_words(self, words: str, grey: bool = False, rich: bool = False) -> QLabel:
        """A paragraph of words."""
        label = QLabel(words, wordWrap=True, textFormat=Qt.TextFormat.RichText if rich else Qt.TextFormat.PlainText)
        if grey:
            label.setStyleSheet(f"color: {GREY};")
        self.column.addWidget(label)
        return label

    def add_buttons(self, accept: str, reject: str = "取消") -> QPushButton:
        """The buttons at the bottom; the accepting one is returned."""
        box = QDialogButtonBox()
        button = box.addButton(accept, QDialogButtonBox.ButtonRole.AcceptRole)
        if reject:
            box.addButton(reject, QDialogButtonBox.ButtonRole.RejectRole)
        button.setDefault(True)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        self.column.addSpacing(6)
        self.column.addWidget(box)
        return button


class CheckingDialog(Plain):
    """检查方式: 稿别, 阶段 and the unit's profile."""

    def __init__(self, settings: Settings, genre: str | None, parent: QWidget | None = None) -> None:
        super().__init__("检查方式", parent, 520)
        self._settings = settings
        self.add_words(f"文种：{genre or '未识别'}（由标题判断）")
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setVerticalSpacing(4)
        self.boxes = {option.name: self._choice(grid, option) for option in CHECKING_OPTIONS}
        grid.addWidget(QLabel("单位方案"), grid.rowCount(), 0)
        self.profile = QLineEdit(settings.profile, placeholderText="不用（只按国家标准）")
        self.profile.setAccessibleName("单位方案文件")
        browse = QPushButton("选择…")
        browse.setAccessibleName("选择单位方案文件")
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        row = QHBoxLayout()
        row.addWidget(self.profile, 1)
        row.addWidget(browse)
        grid.addLayout(row, grid.rowCount() - 1, 1)
        self.column.addLayout(grid)
        self.add_buttons("按此检查")

    def _choice(self, grid: QGridLayout, option: Option) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(option.label)
        for value, words in option.choices.items():
            box.addItem(words, value)
        box.setCurrentIndex(list(option.choices).index(getattr(self._settings, option.name)))
        at = grid.rowCount()
        grid.addWidget(QLabel(option.label), at, 0)
        grid.addWidget(box, at, 1)
        note = QLabel(option.help, wordWrap=True)
        note.setFont(small(note.font(), -1))
        note.setStyleSheet(f"color: {GREY}; padding-bottom: 8px;")
        grid.addWidget(note, at + 1, 1)
        return box

    def _browse(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "选择单位方案", self.profile.text(), "检查方案 (*.toml)")
        if name:
            self.profile.setText(name)

    def settings(self) -> Settings:
        """The settings as chosen."""
        values = {name: box.currentData() for name, box in self.boxes.items()}
        return msgspec.structs.replace(self._settings, **values, profile=self.profile.text().strip())


class KeepDialog(Plain):
    """保留原文: why a place stays as it is."""

    def __init__(self, finding: Finding, parent: QWidget | None = None) -> None:
        super().__init__("保留原文", parent)
        self.add_words(finding.message)
        self.add_words("写明理由后不再提示这一条，可在“检查 › 已保留的意见”中恢复。", grey=True)
        self.box = QComboBox()
        self.box.setAccessibleName("保留原文的理由")
        self.box.setEditable(True)
        self.box.setLineEdit(QLineEdit(placeholderText="理由（可选择，也可填写）"))
        self.box.addItems(KEEP_REASONS)
        self.box.setCurrentText("")
        self.column.addWidget(self.box)
        self.scope = QComboBox()
        self.scope.setAccessibleName("保留的范围")
        for value, words in SCOPES.items():
            self.scope.addItem(words, value)
        self.column.addWidget(self.scope)
        self.button = self.add_buttons("保留原文")
        self.button.setEnabled(False)
        self.box.currentTextChanged.connect(lambda text: self.button.setEnabled(bool(text.strip())))

    def reason(self) -> str:
        return self.box.currentText().strip()

    def scope_chosen(self) -> str:
        """place, report or unit."""
        return self.scope.currentData()


class KeptDialog(Plain):
    """已保留的意见: what the clerk keeps as it is, and how to have it reported again."""

    def __init__(self, kept: Sequence[Ignored], silenced: Mapping[str, str], parent: QWidget | None = None) -> None:
        """`silenced` are the codes that the unit is not checked by, with their reasons."""
        super().__init__("已保留的意见", parent, 560)
        self.list = QListWidget()
        self.list.setAccessibleName("已保留的意见")
        self.list.setWordWrap(True)
        self.list.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        for note in kept:
            where = "本报告全部" if note.ordinal == WHOLE else "一处"
            self._add(f"{note.message}\n{note.code}　{where}　理由：{note.reason}", note)
        for code, reason in silenced.items():
            self._add(f"本单位不查这条规则\n{code}　本单位　理由：{reason}", code)
        if self.list.count():
            self.list.setCurrentRow(0)
            self.add_words("选中的意见恢复后重新列入检查意见。", grey=True)
            self.column.addWidget(self.list)
            self.add_buttons("恢复选中的意见", "关闭")
        else:
            self.add_words("这份报告没有保留的意见。")
            self.add_buttons("关闭", "")

    def _add(self, words: str, what: Ignored | str) -> None:
        item = QListWidgetItem(words)
        item.setData(Qt.ItemDataRole.UserRole, what)
        self.list.addItem(item)

    def chosen(self) -> list[Ignored | str]:
        """The notes to take back, and the codes that the unit is to be checked by again."""
        return [item.data(Qt.ItemDataRole.UserRole) for item in self.list.selectedItems()]


class KindDialog(Plain):
    """设定段落种类, with what the program took the paragraph for and why."""

    def __init__(self, paragraph: Paragraph, by_hand: bool, parent: QWidget | None = None) -> None:
        super().__init__("设定段落种类", parent, 520)
        words = paragraph.text.strip()
        self.add_words("“" + (words[:60] + "…" if len(words) > 60 else words) + "”")
        role = paragraph.role
        if by_hand:
            self.add_words(f"现在按“{kind_words(role.kind)}”处理，是您设定的。", grey=True)
        else:
            reason = f"，因为{role.reason}" if role.reason else ""
            self.add_words(f"程序判断为“{kind_words(role.kind)}”，把握 {role.confidence:.0%}{reason}。", grey=True)
        self.box = QComboBox()
        self.box.setAccessibleName("段落种类")
        self.box.addItem("由程序判断", None)
        for kind in Kind:
            if kind is not Kind.EMPTY:
                self.box.addItem(kind_words(kind), kind)
        self.box.setCurrentIndex(max(0, self.box.findData(role.kind)))
        self.box.setMaxVisibleItems(16)
        self.column.addWidget(self.box)
        self.add_buttons("设定")

    def kind(self) -> Kind | None:
        value = self.box.currentData()
        return Kind(value) if value is not None else None


class Answer(enum.Enum):
    SAVE = "保存"
    DISCARD = "不保存"
    CANCEL = "取消"


def ask_unsaved(parent: QWidget, name: str) -> Answer:
    """What to do with unsaved changes."""
    dialog = Plain("文衡", parent, 400)
    dialog.add_words(f"“{name}”有未保存的改动。")
    dialog.add_words("不保存，改动将丢失。", grey=True)
    given = [Answer.CANCEL]
    row = QHBoxLayout()
    row.addStretch(1)
    for answer in Answer:
        button = QPushButton(answer.value)
        button.setDefault(answer is Answer.SAVE)
        button.setAutoDefault(answer is Answer.SAVE)
        button.clicked.connect(lambda _=False, answer=answer: (given.append(answer), dialog.accept()))
        row.addWidget(button)
    dialog.column.addSpacing(6)
    dialog.column.addLayout(row)
    dialog.exec()
    return given[-1]


def tell_fonts(parent: QWidget, fonts: Sequence[str]) -> None:
    """Which fonts are missing and what that means."""
    dialog = Plain("本机缺少的字体", parent)
    for font in fonts:
        dialog.add_words(f"・{font}")
    dialog.add_words(
        "屏幕上以相近字体代替，换行和页数可能与正式排版略有出入；写入文件的字体名称不变。安装这些字体后重新打开文衡即可。",
        grey=True,
    )
    dialog.add_buttons("知道了", "")
    dialog.exec()


def tell_about(parent: QWidget, version: str, rules: int) -> None:
    """关于文衡."""
    dialog = Plain("关于文衡", parent)
    name = dialog.add_words("文衡")
    name.setFont(small(name.font(), 7, bold=True))
    dialog.add_words(f"版本 {version}　检查规则 {rules} 条　词语、法规数据截至 {DATA_DATE}")
    dialog.add_words(
        "依据 GB/T 9704-2012《党政机关公文格式》、GB/T 15834-2011《标点符号用法》、"
        "GB/T 15835-2011《出版物上数字用法》等标准核对公文报告。不连接网络，不运行文件中的任何程序。"
        "检查意见供人判断，事实、数据和政策表述仍须由人核对。",
        grey=True,
    )
    dialog.add_words("使用 Qt for Python（LGPL v3）、lxml、msgspec、platformdirs，许可证见安装目录。", grey=True)
    dialog.add_buttons("关闭", "")
    dialog.exec()
