"""The 检查意见 pane: filters with counts, the list, and what a clean report is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.core.findings import Finding, Severity
from app.core.report import Report
from app.ui.finding_card import FindingCard
from app.ui.findings_list import FindingRow, FindingsList
from app.ui.theme import BLUE, FAINT, GREY, INK, LINE, SEVERITY_COLOR, SEVERITY_TINT, SURFACE, WHITE, small

WHOLE_REPORT, SECTION = "全文", "本节"


class FindingsPanel(QWidget):
    """Shows findings. `went` asks for place number n of a finding; the other signals name what the clerk wants done."""

    went = Signal(object, int)
    fix = Signal(object)
    fix_style = Signal(object)
    fix_kind = Signal(object)
    keep = Signal(object)
    rule_page = Signal(str)
    entered = Signal(object)
    scope_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findings")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(f"#findings {{ background: {SURFACE}; }}")
        self._report: Report | None = None
        self._all: list[FindingRow] = []
        self._in_section: Callable[[Finding], bool] = lambda _: True
        self._alike: Counter[str] = Counter()
        self._unchecked = ""
        self.filters = {severity: self._filter(severity) for severity in sorted(Severity, reverse=True)}
        chips = QHBoxLayout()
        chips.setSpacing(8)
        for chip in self.filters.values():
            chips.addWidget(chip)
        chips.addStretch(1)
        self.list = FindingsList(self._make_card)
        self.list.picked.connect(lambda finding: self.went.emit(finding, 0))
        self.list.entered.connect(self.entered)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self._empty_state())
        hint = QLabel("F8 下一处　Alt+Enter 更正　Ctrl+Z 撤销")
        hint.setFont(small(self.font(), -1))
        hint.setStyleSheet(f"color: {GREY}; padding: 4px 0 6px 2px;")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(12, 9, 0, 0)
        outer.setSpacing(9)
        outer.addLayout(self._head())
        outer.addLayout(chips)
        outer.addWidget(self.stack, 1)
        outer.addWidget(hint)

    def _head(self) -> QHBoxLayout:
        title = QLabel("检查意见")
        title.setFont(small(self.font(), 0, bold=True))
        self.total = QLabel()
        self.total.setStyleSheet(f"color: {GREY};")
        self.scope = QComboBox()
        self.scope.setAccessibleName("检查意见的范围")
        self.scope.addItems([WHOLE_REPORT, SECTION])
        self.scope.setToolTip("列出全文的意见，或只列光标所在一节的")
        self.scope.setStyleSheet("QComboBox { border-color: transparent; background: transparent; padding: 2px 4px; }")
        self.scope.currentIndexChanged.connect(self._scope_changed)
        head = QHBoxLayout()
        head.setContentsMargins(2, 0, 10, 0)
        head.addWidget(title)
        head.addSpacing(6)
        head.addWidget(self.total)
        head.addStretch(1)
        head.addWidget(self.scope)
        return head

    def _empty_state(self) -> QWidget:
        self.state = QLabel()
        self.state.setWordWrap(True)
        self.state.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.state.setTextFormat(Qt.TextFormat.RichText)
        self.state.setContentsMargins(2, 6, 16, 0)
        self.show_all = QPushButton("显示全部意见")
        self.show_all.clicked.connect(self._clear_filters)
        empty = QWidget()
        column = QVBoxLayout(empty)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.state)
        column.addWidget(self.show_all, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return empty

    def _filter(self, severity: Severity) -> QPushButton:
        chip = QPushButton(severity.label)
        chip.setCheckable(True)
        chip.setChecked(True)
        color, tint = SEVERITY_COLOR[severity], SEVERITY_TINT[severity]
        chip.setToolTip(f"显示或隐藏“{severity.label}”的意见")
        chip.setStyleSheet(
            f"QPushButton {{ border: 1px solid {LINE}; background: {WHITE}; color: {FAINT};"
            f" border-radius: 6px; padding: 3px 10px; }}"
            f"QPushButton:checked {{ border-color: {tint}; background: {tint}; color: {color}; }}"
            f"QPushButton:hover {{ border-color: {color}; }} QPushButton:focus {{ border-color: {BLUE}; }}"
        )
        chip.toggled.connect(lambda _: self._refill())
        return chip

    # --- what is shown ------------------------------------------------------------------------------------------

    def show_findings(self, report: Report, rows: Sequence[FindingRow], unchecked: str) -> None:
        """Show these rows; `unchecked` says, for a clean report, what no program checks."""
        self._report, self._all, self._unchecked = report, list(rows), unchecked
        self._alike = Counter(row.finding.code for row in rows if any(row.finding.fixes))
        self._refill()

    def set_section(self, contains: Callable[[Finding], bool]) -> None:
        """Say what lies in the section at the caret."""
        self._in_section = contains
        if self.section_only:
            self._refill()

    @property
    def section_only(self) -> bool:
        return self.scope.currentIndex() == 1

    def shown(self) -> list[Finding]:
        """The findings that the filters let through, in the order of the list."""
        return [row.finding for row in self.list.rows.rows]

    def current(self) -> Finding | None:
        """The open finding."""
        row = self.list.current()
        return row.finding if row else None

    def open_finding(self, finding: Finding | None) -> None:
        """Open its card (None: close the open one) without asking the page to go there."""
        rows = self.list.rows.rows
        self.list.open_row(next((i for i, row in enumerate(rows) if row.finding is finding), -1))

    def _refill(self) -> None:
        scoped = [row for row in self._all if not self.section_only or self._in_section(row.finding)]
        counts = Counter(row.finding.severity for row in scoped)
        for severity, chip in self.filters.items():
            chip.setText(f"{severity.label} {counts[severity]}")
            chip.setAccessibleName(f"{severity.label}，{counts[severity]} 条")
        rows = [row for row in scoped if self.filters[row.finding.severity].isChecked()]
        self.list.show_rows(rows)
        self.total.setText(f"共 {len(scoped)} 条" if scoped else "")
        self.stack.setCurrentIndex(0 if rows else 1)
        if not rows:
            self._say_why_empty(bool(scoped))

    def _say_why_empty(self, filtered: bool) -> None:
        self.show_all.setVisible(bool(self._all))
        if filtered:
            words = "筛选后没有意见"
            more = "隐藏了部分类别的意见。"
        elif self._all:
            words, more = "本节未发现问题", f"全文还有 {len(self._all)} 条意见。"
        else:
            words, more = "未发现问题", self._unchecked
        self.state.setText(f'<p style="color:{INK}; font-weight:bold">{words}</p><p style="color:{GREY}">{more}</p>')

    def _clear_filters(self) -> None:
        for chip in self.filters.values():
            chip.setChecked(True)
        self.scope.setCurrentIndex(0)

    def _scope_changed(self) -> None:
        self._refill()
        self.scope_changed.emit(self.section_only)

    def _make_card(self, row: FindingRow) -> FindingCard:
        finding = row.finding
        assert self._report is not None
        card = FindingCard(finding, self._report, row.place, self._alike[finding.code], choice=row.choice)
        card.fix.connect(lambda: self.fix.emit(finding))
        card.fix_style.connect(lambda: self.fix_style.emit(finding))
        card.fix_kind.connect(lambda: self.fix_kind.emit(finding))
        card.keep.connect(lambda: self.keep.emit(finding))
        card.went.connect(lambda at: self.went.emit(finding, at))
        card.rule_page.connect(lambda: self.rule_page.emit(finding.code))
        return card
