"""规则手册: every rule's page with a search line, and the standards clause by clause. Made from the rules themselves."""

from __future__ import annotations

import html

from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTabWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from app.rules import find, load
from app.rules.api import Rule
from app.rules.coverage import Row, coverage
from app.ui.rule_page import rule_html
from app.ui.theme import GREY

_SCHEME = "rule:"


class Handbook(QDialog):
    """Not modal, so that it can stay open beside the report."""

    def __init__(self, parent: QWidget | None = None, code: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle("规则手册")
        self.resize(980, 640)
        self.search = QLineEdit(placeholderText="查找：规则编号、条款或文字，如 7.3.3、顿号", clearButtonEnabled=True)
        self.search.setAccessibleName("查找规则")
        self.list = QListWidget()
        self.list.setAccessibleName("规则")
        self.page = _browser("规则说明")
        self.clauses = _browser("标准条款")
        self.tabs = QTabWidget()
        self.tabs.addTab(self._rules_tab(), "规则(&R)")
        self.tabs.addTab(self.clauses, "标准条款(&S)")
        column = QVBoxLayout(self)
        column.addWidget(self.tabs)
        self._rules = sorted(load().values(), key=lambda rule: rule.code)
        for rule in self._rules:
            item = QListWidgetItem(f"{rule.code}　{rule.title}")
            item.setData(Qt.ItemDataRole.UserRole, rule.code)
            self.list.addItem(item)
        self.clauses.setHtml(coverage_html(coverage()))
        self.search.textChanged.connect(self._filter)
        self.list.currentItemChanged.connect(lambda item: item and self._show(item.data(Qt.ItemDataRole.UserRole)))
        self.clauses.anchorClicked.connect(self._follow)
        self.open_rule(code)

    def _rules_tab(self) -> QWidget:
        tab = QWidget()
        row = QHBoxLayout(tab)
        left = QVBoxLayout()
        left.addWidget(self.search)
        left.addWidget(self.list, 1)
        row.addLayout(left, 2)
        row.addWidget(self.page, 3)
        return tab

    def open_rule(self, code: str) -> None:
        """Show the page of the rule with this code or alias; the first rule's when there is none."""
        rule = find(code)
        wanted = rule.code if rule else ""
        at = next((row for row in range(self.list.count()) if self.list.item(row).data(Qt.ItemDataRole.UserRole) == wanted), 0)
        self.tabs.setCurrentIndex(0)
        self.list.setCurrentRow(at)

    def _show(self, code: str) -> None:
        rule = find(code)
        self.page.setHtml(rule_html(rule) if rule else "")

    def _filter(self, words: str) -> None:
        wanted = words.strip().lower()
        first: QListWidgetItem | None = None
        for row, rule in enumerate(self._rules):
            item = self.list.item(row)
            item.setHidden(wanted not in _searched(rule))
            first = first or (None if item.isHidden() else item)
        if first is not None and (self.list.currentItem() is None or self.list.currentItem().isHidden()):
            self.list.setCurrentItem(first)

    def _follow(self, address: QUrl) -> None:
        if address.toString().startswith(_SCHEME):
            self.open_rule(address.toString().removeprefix(_SCHEME))


def _browser(name: str) -> QTextBrowser:
    browser = QTextBrowser()
    browser.setAccessibleName(name)
    browser.setOpenLinks(False)
    browser.setStyleSheet("QTextBrowser { border: none; }")
    return browser


def _searched(rule: Rule) -> str:
    return " ".join((rule.code, *rule.aliases, rule.clause, rule.title, rule.reason)).lower()


def coverage_html(rows: list[Row]) -> str:
    """The coverage table as simple HTML; a code is a link to its rule."""
    parts: list[str] = []
    standard = ""
    for row in rows:
        if row.standard.name != standard:
            standard = row.standard.name
            parts.append("</table>" if parts else "")
            parts.append(f"<h3>{html.escape(standard)}</h3><p style='color:{GREY}'>{html.escape(row.standard.title)}</p>")
            parts.append("<table width='100%' cellpadding='4' cellspacing='0'>")
        cells = (f"<td width='90'>{html.escape(row.clause)}", f"<td>{html.escape(row.asks)}", f"<td width='34%'>{_checked(row)}")
        parts.append("<tr>" + "".join(f"{cell}</td>" for cell in cells) + "</tr>")
    return "".join(parts) + "</table>"


def _checked(row: Row) -> str:
    if row.rules:
        return "、".join(f"<a href='{_SCHEME}{rule.code}'>{rule.code}</a>" for rule in row.rules)
    return f"<span style='color:{GREY}'>{html.escape('查不了：' + row.because if row.because else '尚未检查')}</span>"
