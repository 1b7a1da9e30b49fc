"""The open card of the 检查意见 pane: clause, reason, before → after, and what can be done."""

from __future__ import annotations

import html
import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.core.findings import Finding
from app.core.report import Report
from app.ui.finding_words import STRENGTH_WORDS, button_words, comparison, fix_count, style_words, why
from app.ui.flow_layout import FlowLayout
from app.ui.theme import ADDED, ADDED_TINT, BLUE, GREY, INK, REMOVED, REMOVED_TINT, SEVERITY_COLOR, SURFACE, WHITE, small

BREAK = "\u200b"  # zero width space
_LONG = re.compile(r"[!-~]{20,}")


class FindingCard(QWidget):
    """One finding, open. Every signal asks the window to do it; `went` carries the number of the place."""

    fix = Signal()
    fix_style = Signal()
    fix_kind = Signal()
    went = Signal(int)
    keep = Signal()
    rule_page = Signal()

    def __init__(
        self, finding: Finding, report: Report, place: str, alike: int, *, choice: str = "", parent: QWidget | None = None
    ) -> None:
        """`choice` says, where paragraphs or their style may be mended, what each does."""
        super().__init__(parent)
        self.finding, self._report, self._at = finding, report, 0
        self.setAccessibleName(f"{finding.severity.label}：{finding.message}")
        frame = QFrame(self)
        frame.setObjectName("card")
        frame.setStyleSheet(f"#card {{ background: {WHITE}; border: 1px solid {BLUE}; border-radius: 6px; }}")
        self._outer = outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 8)
        outer.addWidget(frame)
        column = QVBoxLayout(frame)
        column.setContentsMargins(13, 10, 13, 11)
        column.setSpacing(5)
        column.addWidget(self._heading(finding))
        column.addLayout(self._source(finding, place))
        reason = why(finding)
        if reason:
            column.addWidget(self._label(f"{html.escape(finding.clause)}：{html.escape(reason)}", INK, -0.75))
        self._change = self._label("", INK, 0)
        self._change.setObjectName("change")
        self._change.setStyleSheet(f"#change {{ background: {SURFACE}; border-radius: 4px; padding: 6px 9px; }}")
        column.addWidget(self._change)
        if len(finding.spots) > 1:
            column.addLayout(self._walk())
        if choice:
            explained = self._label(html.escape(choice).replace("\n", "<br>"), GREY, -1)
            explained.setObjectName("choice")
            column.addWidget(explained)
        column.addSpacing(3)
        column.addLayout(self._buttons(finding, alike))
        self._show_place(0)

    def heightForWidth(self, width: int) -> int:
        return self._outer.totalHeightForWidth(width)

    def _label(self, text: str, color: str, delta: float) -> QLabel:
        label = QLabel(text, wordWrap=True, textFormat=Qt.TextFormat.RichText)
        label.setFont(small(self.font(), delta))
        label.setStyleSheet(f"color: {color};")
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        return label

    def _heading(self, finding: Finding) -> QLabel:
        color = SEVERITY_COLOR[finding.severity]
        heading = self._label(
            f'<span style="color:{color}">● {finding.severity.label}</span>&nbsp; <b>{_breakable(finding.message)}</b>', INK, 0
        )
        heading.setAccessibleName(f"{finding.severity.label}：{finding.message}")
        return heading

    def _source(self, finding: Finding, place: str) -> FlowLayout:
        row = FlowLayout(gap=2)
        code = QPushButton(finding.code)
        code.setProperty("link", True)
        code.setFont(small(self.font(), -1))
        code.setToolTip("查看这条规则的条款、理由和例子（F1）")
        code.setAccessibleName(f"规则 {finding.code} 的说明")
        code.setStyleSheet("QPushButton { padding-left: 0; }")
        code.clicked.connect(self.rule_page)
        row.addWidget(code)
        departs = f"偏离国标，依据：{finding.departs}" if finding.departs else ""
        for words in (STRENGTH_WORDS[finding.strength], departs, place):
            if words:
                label = QLabel(words + "　")
                label.setFont(small(self.font(), -1))
                label.setStyleSheet(f"color: {GREY}; padding: 2px 0;")
                row.addWidget(label)
        return row

    def _walk(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        self._count = QLabel()
        self._count.setStyleSheet(f"color: {GREY};")
        self._count.setFont(small(self.font(), -1))
        row.addWidget(self._count)
        for words, name, step in (("‹ 上一处", "这条意见的上一处", -1), ("下一处 ›", "这条意见的下一处", 1)):
            button = QPushButton(words)
            button.setProperty("link", True)
            button.setAccessibleName(name)
            button.setFont(small(self.font(), -1))
            button.clicked.connect(lambda _=False, step=step: self._step(step))
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _buttons(self, finding: Finding, alike: int) -> FlowLayout:
        row = FlowLayout(gap=6)
        words = button_words(finding)
        if words:
            main = QPushButton(words)
            main.setObjectName("fix")
            main.setProperty("main", True)
            main.setToolTip("更正（Alt+Enter），可用 Ctrl+Z 撤销")
            main.clicked.connect(self.fix)
            row.addWidget(main)
        if finding.alternative is not None:
            tip = "修改样式本身，用它的段落都随之改变（Ctrl+Alt+Enter），可用 Ctrl+Z 撤销"
            row.addWidget(self._button("fix_style", style_words(finding), tip, self.fix_style))
        if fix_count(finding) and alike > 1:
            row.addWidget(self._button("fix_kind", f"更正同类 {alike} 条", "先列出全部改动，确认后一次更正", self.fix_kind))
        if finding.spot.uid is not None:
            place = self._button("go", "定位", "到报告中的这一处（Enter）", None)
            place.clicked.connect(lambda: self.went.emit(self._at))
            row.addWidget(place)
        keep = self._button("keep", "保留原文…", "写明理由，不再提示这一条", self.keep)
        keep.setProperty("quiet", True)
        row.addWidget(keep)
        return row

    def _button(self, name: str, words: str, tip: str, signal: object) -> QPushButton:
        button = QPushButton(words)
        button.setObjectName(name)
        button.setToolTip(tip)
        if signal is not None:
            button.clicked.connect(signal)
        return button

    def _step(self, step: int) -> None:
        self._show_place((self._at + step) % len(self.finding.spots))
        self.went.emit(self._at)

    def _show_place(self, at: int) -> None:
        self._at = at
        if len(self.finding.spots) > 1:
            self._count.setText(f"第 {at + 1} 处，共 {len(self.finding.spots)} 处")
        change = comparison(self.finding, at, self._report)
        self._change.setVisible(change is not None or bool(self.finding.suggestion))
        if change is None:
            self._change.setText(f"建议：{_breakable(self.finding.suggestion or '')}")
            return
        old = f'<s style="color:{REMOVED}; background:{REMOVED_TINT}">{_breakable(change.before)}</s>' if change.before else ""
        new = f'<span style="color:{ADDED}; background:{ADDED_TINT}">{_breakable(change.after or "删去")}</span>'
        lead, tail = (f'<span style="color:{GREY}">{_breakable(words)}</span>' for words in (change.lead, change.tail))
        self._change.setText(f"{lead}{old}{' → ' if old else '＋ '}{new}{tail}")
        spoken = f"原为“{change.before}”，改为“{change.after}”" if change.after else f"删去“{change.before}”"
        self._change.setAccessibleName(spoken)


def _breakable(text: str) -> str:
    """Escaped text; long stretches of Latin letters and digits may break after any character (Chinese breaks by itself)."""
    return html.escape(_LONG.sub(lambda match: BREAK.join(match.group()), text))
