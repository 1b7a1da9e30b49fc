"""单位方案: how the unit departs from the standard, its own rules and roster; import, export, learn from a sample."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from app.core.disputes import Dispute, choose, chosen, disputes
from app.core.errors import ReportError
from app.core.profile import Deviation, merged_profile
from app.editing.learning import Lesson
from app.editing.unit_pack import SUFFIX, export_pack, install_pack, read_pack
from app.editing.unit_profile import read_own, unit_file, write_own
from app.editing.unit_text import house_lines, house_of, roster_lines, roster_of
from app.ui.dialogs import Plain
from app.ui.theme import GREY, small

_PACKS = f"单位包 (*{SUFFIX})"
_HOUSE_HELP = (
    "一行一条：编号｜类型｜词语或式样｜改为｜说明。类型有 不用、替换、必有、式样、顺序；词语之间用空格分开。"
    "例：1｜不用｜狠抓 大力｜｜少用套话"
)
_ORGANS_HELP = "一行一个机关：全称｜简称 简称｜曾用名 曾用名"
_PEOPLE_HELP = "一行一人：姓名｜职务"


class UnitDialog(Plain):
    """Edits the unit's profile file; nothing is written before 保存, and a mistake is said in one sentence."""

    def __init__(self, learn: Callable[[], list[Lesson]] | None = None, parent: QWidget | None = None) -> None:
        """`learn` gives what the open report teaches, None when no report is open."""
        super().__init__("单位方案", parent, 760)
        self._learn = learn
        self._own: dict[str, Any] = {}
        self._boxes: dict[str, QComboBox] = {}
        self.message = self.add_words("")
        self.tabs = QTabWidget()
        self.name, self.basis = QLineEdit(), QLineEdit()
        self.organs, self.people, self.addressees, self.house = (QPlainTextEdit() for _ in range(4))
        self.departures = QTextBrowser()
        self.tabs.addTab(self._choices_tab(), "与国标不同之处(&D)")
        self.tabs.addTab(self._roster_tab(), "本单位(&U)")
        self.tabs.addTab(self._house_tab(), "单位规则(&R)")
        self.tabs.addTab(self.departures, "偏离国标一览(&L)")
        self.departures.setAccessibleName("偏离国标一览")
        self.column.addWidget(self.tabs, 1)
        self.column.addLayout(self._pack_row())
        self.button = self.add_buttons("保存并按此检查")
        self.tabs.currentChanged.connect(lambda _: self._show_departures())
        self.resize(820, 620)
        self._load()

    # --- what is shown ------------------------------------------------------------------------------------------------

    def _choices_tab(self) -> QWidget:
        page = QWidget()
        form = QFormLayout(page)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow("依据", self.basis)
        self.basis.setAccessibleName("偏离国标的依据")
        self.basis.setPlaceholderText("如：本单位公文处理办法第五条")
        for dispute in disputes():
            if dispute.options:
                form.addRow(dispute.question, self._choice(dispute))
        area = QScrollArea(widgetResizable=True)
        area.setWidget(page)
        return area

    def _choice(self, dispute: Dispute) -> QWidget:
        box = QComboBox()
        box.setAccessibleName(dispute.question)
        box.addItem(f"默认：{dispute.default}", None)
        for option in dispute.options:
            box.addItem(option.words, option)
        box.setToolTip(f"{dispute.id}　{dispute.says}")
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._boxes[dispute.id] = box
        return box

    def _roster_tab(self) -> QWidget:
        page = QWidget()
        form = QFormLayout(page)
        form.addRow("单位名称", self.name)
        self.name.setAccessibleName("单位名称")
        for words, edit, note in (
            ("机关名称", self.organs, _ORGANS_HELP), ("领导职务", self.people, _PEOPLE_HELP),
            ("常用主送机关", self.addressees, "一行一个"),
        ):  # fmt: skip
            edit.setAccessibleName(words)
            edit.setPlaceholderText(note)
            form.addRow(words, edit)
        return page

    def _house_tab(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.addWidget(_note(_HOUSE_HELP))
        self.house.setAccessibleName("单位规则")
        column.addWidget(self.house, 1)
        return page

    def _pack_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for words, name, act in (
            ("导入单位包…", "从U盘上的单位包导入方案和词表", self._import),
            ("导出单位包…", "把方案和词表存成一个文件，带到别的电脑", self._export),
            ("从当前报告学习…", "把正在编辑的报告当作范本，列出它与国标不同之处", self._study),
        ):  # fmt: skip
            button = QPushButton(words)
            button.setToolTip(name)
            button.setAutoDefault(False)
            button.clicked.connect(act)
            row.addWidget(button)
        button.setEnabled(self._learn is not None)
        row.addStretch(1)
        return row

    def _load(self) -> None:
        try:
            self._show(read_own(unit_file()))
        except ReportError as error:
            self._say(error)

    def _show(self, own: dict[str, Any]) -> None:
        self._own = own
        self.basis.setText(str(own.get("basis", "")))
        roster = roster_lines(own.get("unit", {}))
        self.name.setText(roster.name)
        self.organs.setPlainText(roster.organs)
        self.people.setPlainText(roster.people)
        self.addressees.setPlainText(roster.addressees)
        self.house.setPlainText(house_lines(own.get("house", [])))
        for dispute in disputes():
            if dispute.options:
                option = chosen(own, dispute)
                self._boxes[dispute.id].setCurrentIndex(dispute.options.index(option) + 1 if option else 0)
        self._show_departures()

    def _show_departures(self) -> None:
        try:
            profile = merged_profile(self.values(), "本单位")
        except ReportError as error:
            self._say(error)
            return
        rows = [departure_words(one) for one in profile.deviations]
        text = "".join(f"<p>{row}</p>" for row in rows) or "<p>与国家标准一致。</p>"
        date = profile.unit.data_date
        self.departures.setHtml(text + (f"<p style='color:{GREY}'>单位数据截至 {date}</p>" if date else ""))

    # --- what is taken ------------------------------------------------------------------------------------------------

    def values(self) -> dict[str, Any]:
        """The profile as the dialog shows it. Raises ProfileError for a line of rules or roster that cannot be read."""
        own = self._own
        for dispute in disputes():
            if dispute.options:
                own = choose(own, dispute, self._boxes[dispute.id].currentData())
        roster = roster_of(self.name.text(), self.organs.toPlainText(), self.people.toPlainText(), self.addressees.toPlainText())
        house = house_of(self.house.toPlainText(), own.get("house", []))
        pieces = {"basis": self.basis.text().strip(), "unit": roster, "house": house}
        kept = {key: value for key, value in own.items() if key not in pieces}
        return {**kept, **{key: value for key, value in pieces.items() if value}}

    def accept(self) -> None:
        """Write the profile; a mistake keeps the dialog open."""
        try:
            write_own(unit_file(), {"name": "本单位方案", **self.values()})
        except ReportError as error:
            self._say(error)
            return
        super().accept()

    def _say(self, error: ReportError) -> None:
        self.message.setText(f"{error}。")

    # --- packs and samples --------------------------------------------------------------------------------------------

    def _import(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "导入单位包", "", _PACKS)
        if name:
            self.import_pack(Path(name))

    def import_pack(self, path: Path) -> None:
        """Show what the pack would replace, and install it after a yes."""
        try:
            pack = read_pack(path)
            if ConfirmDialog("导入单位包", pack.changes(), "导入", self).exec():
                install_pack(pack)
                self._load()
                self.message.setText("单位包已导入。")
        except ReportError as error:
            self._say(error)

    def _export(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "导出单位包", f"本单位{SUFFIX}", _PACKS)
        if name:
            self.export_pack(Path(name))

    def export_pack(self, path: Path) -> None:
        """Write what is saved as a pack."""
        try:
            export_pack(path)
            self.message.setText(f"已导出到 {path}。")
        except ReportError as error:
            self._say(error)

    def _study(self) -> None:
        from app.editing.learning import taken

        found = self._learn() if self._learn is not None else []
        dialog = LessonsDialog(found, self)
        if dialog.exec():
            self._show(taken(dialog.chosen(), self.values()))


class ConfirmDialog(Plain):
    """A list of what will happen, and a yes."""

    def __init__(self, title: str, lines: list[str], accept: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.add_words("\n".join(lines) or "没有要改的。")
        self.add_buttons(accept)


class LessonsDialog(Plain):
    """What a sample teaches: each habit can be unticked."""

    def __init__(self, found: list[Lesson], parent: QWidget | None = None) -> None:
        super().__init__("从当前报告学习", parent, 560)
        self._found = found
        self.list = QListWidget()
        self.list.setAccessibleName("这份报告与国标不同之处")
        for lesson in found:
            item = QListWidgetItem(f"{lesson.what}：国标 {lesson.national}，这份报告 {lesson.own}")
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            self.list.addItem(item)
        if found:
            self.add_words("勾选的写入单位方案，保存后生效。", grey=True)
            self.column.addWidget(self.list)
            self.add_buttons("采用勾选的")
        else:
            self.add_words("这份报告的页面和各要素的字体字号与国标一致，没有要学的。")
            self.add_buttons("关闭", "")

    def chosen(self) -> list[Lesson]:
        ticked = [self.list.item(row).checkState() == Qt.CheckState.Checked for row in range(self.list.count())]
        return [lesson for lesson, wanted in zip(self._found, ticked, strict=True) if wanted]


def departure_words(one: Deviation) -> str:
    """One departure as a sentence."""
    national = "（无此项）" if one.national is None else f"国标 {one.national}，"
    return f"{one.path}：{national}本单位 {one.own}　<span style='color:{GREY}'>偏离国标，依据：{one.basis}</span>"


def _note(words: str) -> QLabel:
    label = QLabel(words, wordWrap=True)
    label.setFont(small(label.font(), -1))
    label.setStyleSheet(f"color: {GREY};")
    return label


def edit_unit(parent: QWidget, learn: Callable[[], list[Lesson]] | None) -> bool:
    """Let the clerk edit the unit's profile; True when it was saved."""
    return UnitDialog(learn, parent).exec() == QDialog.DialogCode.Accepted
