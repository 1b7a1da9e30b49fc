"""The page of one rule (F1): requirement, clause, strength, reason, and its examples."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from PySide6.QtWidgets import QTextBrowser, QWidget

from app.core.disputes import about
from app.rules.api import Rule
from app.ui.dialogs import Plain
from app.ui.finding_words import STRENGTH_WORDS
from app.ui.theme import ADDED, GREY, REMOVED, SEVERITY_COLOR, SURFACE

_LINE = re.compile(r"^(\S+)\s*(\{[^}]*\})?\s?(.*)$")


class RulePage(Plain):
    """Read-only page with a close button."""

    def __init__(self, rule: Rule, parent: QWidget | None = None) -> None:
        super().__init__(f"规则说明　{rule.code}", parent, 620)
        self.page = QTextBrowser()
        self.page.setAccessibleName("规则说明")
        self.page.setHtml(rule_html(rule))
        self.page.setStyleSheet("QTextBrowser { border: none; }")
        self.page.setMinimumHeight(420)
        self.column.addWidget(self.page)
        self.add_buttons("关闭", "")


def rule_html(rule: Rule) -> str:
    """The rule's page as simple HTML."""
    severity = f'<span style="color:{SEVERITY_COLOR[rule.severity]}">{rule.severity.label}</span>'
    reason = "".join(f"<p>{html.escape(''.join(part.split(chr(10))))}</p>" for part in rule.reason.split("\n\n"))
    return (
        f'<div style="line-height:150%"><h3>{html.escape(rule.title)}</h3>'
        f'<p style="color:{GREY}">{rule.code}&emsp;{html.escape(rule.clause)}&emsp;'
        f"{STRENGTH_WORDS[rule.strength]}&emsp;{severity}</p>"
        f"<p><b>理由</b></p>{reason}{''.join(_examples(rule))}{''.join(_options(rule))}</div>"
    )


def _examples(rule: Rule) -> Iterator[str]:
    good = [example for example in rule.good if isinstance(example, str)]
    if good:
        yield "<p><b>符合</b></p>" + "".join(_box(example, ADDED) for example in good)
    bad = [example for example in rule.bad if not callable(example)]
    if bad:
        yield "<p><b>不符合</b></p>"
    for example in bad:
        before, after = example if isinstance(example, tuple) else (example, None)
        if isinstance(before, str):
            yield _box(before, REMOVED)
        if isinstance(after, str):
            yield f'<p style="margin:0 0 0 12px; color:{GREY}">更正后</p>' + _box(after, ADDED)


def _options(rule: Rule) -> Iterator[str]:
    """What a unit may choose about the rule."""
    yield "<p><b>选项</b></p>"
    for dispute in about(rule.code):
        choices = "；".join(option.words for option in dispute.options)
        yield f"<p>{html.escape(dispute.question)}：默认“{html.escape(dispute.default)}”，也可选：{html.escape(choices)}。</p>"
    yield f'<p style="color:{GREY}">在“检查 › 单位方案”中选定；保留原文时也可以让本单位不查这条规则。</p>'


def _box(example: str, color: str) -> str:
    lines = "<br>".join(_line(line) for line in example.strip().splitlines())
    return (
        f'<table width="100%" cellpadding="7" cellspacing="0" style="margin-bottom:6px"><tr><td width="3" bgcolor="{color}" '
        f'style="padding:0"></td><td bgcolor="{SURFACE}">{lines}</td></tr></table>'
    )


def _line(line: str) -> str:
    match = _LINE.match(line.strip())
    if match is None:
        return html.escape(line)
    kind, properties, words = match.groups()
    note = kind + (f" {properties}" if properties else "")
    return f'<span style="color:{GREY}">{html.escape(note)}</span>&emsp;{html.escape(words)}'
