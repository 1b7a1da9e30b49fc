"""What a batch will change, before it changes anything: counts by kind, then each place, to be left out one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from app.core.findings import Finding
from app.core.report import Report
from app.ui.dialogs import Plain
from app.ui.finding_words import comparison, fix_count, rule_of, visible
from app.ui.theme import GREY

PLACES_SHOWN = 200  # places listed per kind; all of them are mended
_FINDING = Qt.ItemDataRole.UserRole


class PreviewDialog(Plain):
    """Lists the findings by rule with a tick each; `chosen` are those still ticked."""

    def __init__(self, title: str, findings: Sequence[Finding], report: Report, note: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent, 700)
        self._findings = list(findings)
        self.summary = self.add_words("")
        self.add_words(note, grey=True)
        self.tree = QTreeWidget()
        self.tree.setAccessibleName("将要更正的内容")
        self.tree.setHeaderHidden(True)
        self.tree.setColumnCount(3)
        self.tree.setMinimumHeight(320)
        self.tree.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._fill(report)
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        self.tree.itemChanged.connect(lambda *_: self._count())
        self.column.addWidget(self.tree, 1)
        self.button = self.add_buttons("更正")
        self._count()

    def _fill(self, report: Report) -> None:
        by_code: dict[str, list[Finding]] = {}
        for finding in self._findings:
            by_code.setdefault(finding.code, []).append(finding)
        for code, group in sorted(by_code.items(), key=lambda pair: (-max(f.severity for f in pair[1]), pair[0])):
            rule = rule_of(code)
            places = sum(map(fix_count, group))
            top = QTreeWidgetItem([rule.title.rstrip("。") if rule else group[0].message, f"{places} 处", code])
            top.setToolTip(0, top.text(0))
            top.setForeground(2, QColor(GREY))
            top.setFlags(top.flags() | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsAutoTristate)
            for finding in group:
                top.addChild(self._row(finding, report))
            self.tree.addTopLevelItem(top)

    def _row(self, finding: Finding, report: Report) -> QTreeWidgetItem:
        item = QTreeWidgetItem([finding.message])
        item.setData(0, _FINDING, self._findings.index(finding))
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(0, Qt.CheckState.Checked)
        for at in range(min(len(finding.fixes), PLACES_SHOWN)):
            change = comparison(finding, at, report)
            if change is not None:
                words = f"{change.lead}{change.before} → {change.after or '（删去）'}{change.tail}" if not change.lead else (
                    f"{change.lead}［{change.before} → {change.after or '删去'}］{change.tail}"
                )
                child = QTreeWidgetItem([visible(words)])
                child.setToolTip(0, child.text(0))
                item.addChild(child)
        return item

    def _count(self) -> None:
        chosen = self.chosen()
        places, kinds = sum(map(fix_count, chosen)), len(Counter(f.code for f in chosen))
        self.summary.setText(f"将更正 {places} 处，共 {kinds} 种。")
        self.button.setText(f"更正 {places} 处")
        self.button.setEnabled(bool(places))

    def chosen(self) -> list[Finding]:
        """The findings that are ticked."""
        tops = (self.tree.topLevelItem(i) for i in range(self.tree.topLevelItemCount()))
        rows = (top.child(i) for top in tops for i in range(top.childCount()))
        return [self._findings[row.data(0, _FINDING)] for row in rows if row.checkState(0) == Qt.CheckState.Checked]
