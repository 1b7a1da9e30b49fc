"""Below the structure: what the paragraph at the caret is, how sure the program is, why, and a menu to say otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from app.core.findings import Severity
from app.core.report import HEAD_KINDS, LEVELS, Kind, Paragraph, Report
from app.ui.dialogs import kind_words
from app.ui.theme import GREY, LINE, SEVERITY_COLOR, WHITE, small

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow

PAUSE = 120  # milliseconds that the caret rests before the words follow it
SURE, FAIRLY = 0.9, 0.7
_COMMON = (Kind.BODY, *LEVELS, Kind.CLAUSE)
_OWN = (Kind.TITLE, Kind.SUBTITLE, Kind.ADDRESSEE, Kind.ATTACHMENT_NOTE, Kind.SIGNATURE, Kind.DATE, Kind.NOTE)
_HEAD = tuple(kind for kind in Kind if kind in HEAD_KINDS)
_REST = tuple(kind for kind in Kind if kind not in (*_COMMON, *_OWN, *_HEAD, Kind.EMPTY))


def sureness(paragraph: Paragraph, by_hand: bool) -> str:
    """How sure the kind of a paragraph is, in words."""
    if by_hand:
        return "由您指定"
    confidence = paragraph.confidence
    return "有把握" if confidence >= SURE else "较有把握" if confidence >= FAIRLY else "把握不大，请核对"


class Inspector(QWidget):
    """A few quiet lines that follow the caret of `window`."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self.setObjectName("inspector")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("这一段是什么")
        self._window = window
        self._shown: tuple[Paragraph | None, bool] = (None, False)
        self.kind = QLabel()
        self.kind.setFont(small(self.font(), 0, bold=True))
        self.sure = QLabel()
        self.reason = QLabel(wordWrap=True)
        self.reason.setStyleSheet(f"color: {GREY};")
        for label in (self.sure, self.reason):
            label.setFont(small(self.font()))
        self.change = QPushButton("改为…")
        self.change.setProperty("link", True)
        self.change.setAccessibleName("改为其他种类")
        self.change.setToolTip("这一段不是程序判断的种类时，在这里改（Ctrl+K）")
        self.change.clicked.connect(self.choose)
        top = QHBoxLayout()
        top.setSpacing(8)
        for widget in (self.kind, self.sure):
            top.addWidget(widget)
        top.addStretch(1)
        top.addWidget(self.change)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 7, 8, 8)
        column.setSpacing(2)
        column.addLayout(top)
        column.addWidget(self.reason)
        self.setStyleSheet(f"#inspector {{ background: {WHITE}; border-top: 1px solid {LINE}; }}")
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.refresh)
        window.page.caret_moved.connect(lambda *_: self._pause.start())
        self.hide()

    def refresh(self) -> None:
        """Say what the paragraph at the caret is now."""
        self._pause.stop()
        paragraph = self._paragraph()
        self.setVisible(paragraph is not None)
        if paragraph is None:
            self._shown = (None, False)
            return
        by_hand = paragraph.uid in self._window.report.kinds
        if self._shown == (paragraph, by_hand):
            return
        self._shown = (paragraph, by_hand)
        self.kind.setText(_name(paragraph.kind))
        self.sure.setText(sureness(paragraph, by_hand))
        doubtful = not by_hand and paragraph.confidence < FAIRLY
        self.sure.setStyleSheet(f"color: {SEVERITY_COLOR[Severity.WARNING] if doubtful else GREY};")
        self.reason.setText("" if by_hand or not paragraph.role.reason else f"因为{paragraph.role.reason}")
        self.reason.setVisible(bool(self.reason.text()))
        self.change.setVisible(paragraph.kind is not Kind.EMPTY and paragraph.in_flow)
        self.setAccessibleDescription(f"这一段是{_name(paragraph.kind)}，{self.sure.text()}。{self.reason.text()}")

    def _paragraph(self) -> Paragraph | None:
        report = self._window.open_report
        return _at(report.draft, self._window.page.caret()[0]) if report is not None else None

    def choose(self) -> None:
        """The menu of kinds, at the button."""
        menu = self.menu()
        menu.popup(self.change.mapToGlobal(self.change.rect().bottomLeft()))

    def menu(self) -> QMenu:
        """The kinds that the paragraph at the caret may be set to; the present one is marked."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        paragraph, by_hand = self._shown
        auto = menu.addAction("由程序判断", lambda: self._set(None))
        auto.setCheckable(True)
        auto.setChecked(not by_hand)
        menu.addSeparator()
        self._offer(menu, _COMMON, paragraph)
        menu.addSeparator()
        self._offer(menu, _OWN, paragraph)
        menu.addSeparator()
        self._offer(menu.addMenu("版头"), _HEAD, paragraph)
        self._offer(menu.addMenu("其他"), _REST, paragraph)
        return menu

    def _offer(self, menu: QMenu, kinds: Iterable[Kind], paragraph: Paragraph | None) -> None:
        for kind in kinds:
            action = menu.addAction(kind_words(kind), lambda kind=kind: self._set(kind))
            action.setCheckable(True)
            action.setChecked(paragraph is not None and paragraph.kind is kind)

    def _set(self, kind: Kind | None) -> None:
        paragraph = self._shown[0]
        if paragraph is not None:
            self._window.fixing.give_kind(paragraph.uid, kind)


def _name(kind: Kind) -> str:
    """The kind without the example or remark that a choice of kinds needs."""
    return re.split("[（　]", kind_words(kind))[0]


def _at(report: Report, uid: int) -> Paragraph | None:
    at = report.order.get(uid)
    return report.paragraphs[at] if at is not None else report.by_uid.get(uid)
