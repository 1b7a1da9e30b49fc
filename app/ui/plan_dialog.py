"""What a step on the tree brings with it, before anything changes: the numerals that follow, and mentions to be ticked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QCheckBox, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from app.core.mentions import Mention
from app.core.planning import Numbering, Plan
from app.ui.dialogs import Plain
from app.ui.theme import GREY

_SHOWN = 300  # numerals listed; the rest is counted
_ON, _OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class PlanDialog(Plain):
    """Lists what follows from `plan`; `chosen` are the mentions still ticked, `ask_again` whether to list numerals next time."""

    def __init__(self, plan: Plan, parent: QWidget | None = None) -> None:
        super().__init__(plan.label, parent, 640)
        self._plan = plan
        self.summary = self.add_words(summary(plan))
        self.tree = QTreeWidget()
        self.tree.setAccessibleName("随之改动的序数、标点和提及")
        self.tree.setHeaderHidden(True)
        self.tree.setColumnCount(2)
        self.tree.setMinimumHeight(260)
        self._follows("序数随之更改", self._plan.numerals)
        self._follows("条末标点随之更改", self._plan.marks)
        self._mentions()
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        if self.tree.topLevelItemCount():
            self.column.addWidget(self.tree, 1)
            self.tree.setCurrentItem(self.tree.topLevelItem(0))
        self.add_words("全部改动为一步，可用 Ctrl+Z 撤销。", grey=True)
        self.again = QCheckBox("只有序数随之改动时，以后直接执行，不再列出")
        self.again.setVisible(bool(plan.numerals) and not plan.mentions and not plan.gone)
        self.column.addWidget(self.again)
        self.button = self.add_buttons(plan.label)
        self.button.setFocus()

    def _follows(self, words: str, found: Sequence[Numbering]) -> None:
        if not found:
            return
        top = self._group(f"{words} {len(found)} 处")
        for one in found[:_SHOWN]:
            row = QTreeWidgetItem([one.text or "　", f"{one.old} → {one.new}"])
            row.setToolTip(0, one.text)
            top.addChild(row)
        if len(found) > _SHOWN:
            top.addChild(QTreeWidgetItem([f"其余 {len(found) - _SHOWN} 处从略"]))
        top.setExpanded(True)

    def _mentions(self) -> None:
        if not self._plan.mentions:
            return
        top = self._group(f"文中提及 {len(self._plan.mentions)} 处，勾选的随之更改")
        for number, one in enumerate(self._plan.mentions):
            row = QTreeWidgetItem([one.context, f"{one.old} → {one.new}" + ("" if one.sure else "　请核对")])
            row.setToolTip(0, one.context)
            row.setData(0, Qt.ItemDataRole.UserRole, number)
            row.setFlags(row.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            row.setCheckState(0, _ON if one.sure else _OFF)
            top.addChild(row)
        top.setExpanded(True)

    def _group(self, words: str) -> QTreeWidgetItem:
        top = QTreeWidgetItem([words])
        top.setForeground(0, QColor(GREY))
        top.setFirstColumnSpanned(True)
        self.tree.addTopLevelItem(top)
        return top

    def rows(self) -> list[QTreeWidgetItem]:
        """The rows of the mentions, in the order of the plan."""
        groups = [self.tree.topLevelItem(at) for at in range(self.tree.topLevelItemCount())]
        rows = [top.child(at) for top in groups for at in range(top.childCount())]
        return [row for row in rows if row.data(0, Qt.ItemDataRole.UserRole) is not None]

    def chosen(self) -> list[Mention]:
        """The mentions that shall follow."""
        ticked = [row for row in self.rows() if row.checkState(0) == _ON]
        return [self._plan.mentions[row.data(0, Qt.ItemDataRole.UserRole)] for row in ticked]

    @property
    def ask_again(self) -> bool:
        return not self.again.isChecked()


def summary(plan: Plan) -> str:
    """What a step does, in one sentence."""
    parts = [f"将删除 {plan.gone} 个段落及其间的表格、图片和注释引用"] if plan.gone else []
    if plan.numerals:
        parts.append(f"序数随之更改 {len(plan.numerals)} 处")
    if plan.marks:
        parts.append(f"条末标点随之更改 {len(plan.marks)} 处")
    if plan.mentions:
        parts.append(f"文中有 {len(plan.mentions)} 处提及这些序数")
    return "，".join(parts) + "。" if parts else f"{plan.label}。"
