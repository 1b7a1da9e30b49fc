"""What will be mended, before anything changes: counts by rule, then each finding and place, to be left out one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from app.core.findings import Finding, Fix, Safety
from app.core.report import Report
from app.ui.dialogs import Plain
from app.ui.finding_words import comparison, rule_of, visible
from app.ui.theme import GREY

PLACES_SHOWN = 200  # places listed of one finding; those beyond follow the finding's own tick
_FINDING, _PLACE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_ON, _OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class PreviewDialog(Plain):
    """Lists findings by rule with a tick each, and their places; `chosen` are those still ticked.

    A batch mends only what is safe, and a finding as a whole; otherwise each place has a tick of its own.
    """

    def __init__(
        self, title: str, findings: Sequence[Finding], report: Report, note: str, parent: QWidget | None = None,
        *, batch: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(title, parent, 700)
        self._findings, self._report, self._batch = list(findings), report, batch
        self.summary = self.add_words("")
        self.add_words(note, grey=True)
        self.tree = QTreeWidget()
        self.tree.setAccessibleName("将要更正的内容")
        self.tree.setHeaderHidden(True)
        self.tree.setColumnCount(3)
        self.tree.setMinimumHeight(320)
        self.tree.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._fill()
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        self.tree.itemChanged.connect(lambda *_: self._count())
        self.column.addWidget(self.tree, 1)
        self.button = self.add_buttons("更正")
        self._count()

    def _fixes(self, finding: Finding) -> list[tuple[int, Fix]]:
        """What will be mended of a finding: (place, fix)."""
        return [
            (at, fix) for at, fix in enumerate(finding.fixes)
            if fix is not None and (fix.safety is Safety.SAFE or not self._batch)
        ]  # fmt: skip

    def _fill(self) -> None:
        by_code: dict[str, list[Finding]] = {}
        for finding in self._findings:
            by_code.setdefault(finding.code, []).append(finding)
        for code, group in sorted(by_code.items(), key=lambda pair: (-max(f.severity for f in pair[1]), pair[0])):
            rule = rule_of(code)
            places = sum(len(self._fixes(finding)) for finding in group)
            top = QTreeWidgetItem([rule.title.rstrip("。") if rule else group[0].message, f"{places} 处", code])
            top.setToolTip(0, top.text(0))
            top.setForeground(2, QColor(GREY))
            top.setFlags(top.flags() | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsAutoTristate)
            for finding in group:
                top.addChild(self._row(finding))
            self.tree.addTopLevelItem(top)
            top.setExpanded(len(by_code) == 1)
            if len(by_code) == len(group) == 1:
                top.child(0).setExpanded(True)

    def _row(self, finding: Finding) -> QTreeWidgetItem:
        item = QTreeWidgetItem([finding.message])
        item.setToolTip(0, finding.message)
        item.setData(0, _FINDING, self._findings.index(finding))
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        fixes = self._fixes(finding)
        for at, _ in fixes[:PLACES_SHOWN]:
            words = self._words(finding, at)
            if words:
                item.addChild(self._place(at, words, ticked=not self._batch and len(fixes) > 1))
        if item.childCount() and not self._batch and len(fixes) > 1:
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsAutoTristate)
        item.setCheckState(0, _ON)
        return item

    @staticmethod
    def _place(at: int, words: str, *, ticked: bool) -> QTreeWidgetItem:
        child = QTreeWidgetItem([words])
        child.setToolTip(0, words)
        child.setData(0, _PLACE, at)
        if ticked:
            child.setFlags(child.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            child.setCheckState(0, _ON)
        else:
            child.setFlags(child.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
        return child

    def _words(self, finding: Finding, at: int) -> str:
        change = comparison(finding, at, self._report)
        if change is None:
            return ""
        if change.lead or change.tail:
            return visible(f"{change.lead}［{change.before} → {change.after or '删去'}］{change.tail}")
        return visible(f"{change.before} → {change.after or '（删去）'}")

    def _count(self) -> None:
        chosen = self.chosen()
        places, kinds = sum(len(self._fixes(finding)) for finding in chosen), len({finding.code for finding in chosen})
        self.summary.setText(f"将更正 {places} 处，共 {kinds} 种。")
        self.button.setText(f"更正 {places} 处")
        self.button.setEnabled(bool(places))

    def _rows(self) -> Iterator[QTreeWidgetItem]:
        for number in range(self.tree.topLevelItemCount()):
            top = self.tree.topLevelItem(number)
            yield from (top.child(at) for at in range(top.childCount()))

    def chosen(self) -> list[Finding]:
        """The findings that are ticked, without the fixes of places that are not."""
        found: list[Finding] = []
        for row in self._rows():
            finding = self._findings[row.data(0, _FINDING)]
            places = (row.child(at) for at in range(row.childCount()))
            out = {place.data(0, _PLACE) for place in places if place.data(0, Qt.ItemDataRole.CheckStateRole) == _OFF.value}
            if row.checkState(0) == _OFF:
                continue
            fixes = tuple(None if at in out else fix for at, fix in enumerate(finding.fixes))
            found.append(replace(finding, fixes=fixes) if out else finding)
        return found
