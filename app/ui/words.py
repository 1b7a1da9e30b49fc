"""Longer words of the window: what a clean report was not checked for, and the list of keys."""

from __future__ import annotations

import html

from PySide6.QtWidgets import QWidget

from app.editing.open_report import OpenReport
from app.ui.dialogs import Plain

KEYS = (
    ("F8 / Shift+F8", "下一条、上一条检查意见"), ("Alt+Enter", "更正打开的意见"), ("Alt+Shift+Enter", "更正同类"),
    ("Alt+K", "保留原文"), ("F7", "逐项更正"), ("Ctrl+G", "按国标排版"), ("F1", "规则说明"),
    ("Ctrl+Z / Ctrl+Y", "撤销、重做"), ("Ctrl+S / Ctrl+O", "保存、打开"), ("Ctrl+F", "在报告结构中查找"),
    ("Ctrl+K", "设定段落种类"), ("Alt+Shift+↑ / ↓", "上移、下移部分或“一是”条目"),
    ("Alt+Shift+← / →", "升一层、降一层"),
    ("Ctrl+Shift+N / Ctrl+Shift+Enter", "在后面新增部分、在光标处分开"), ("Ctrl+Shift+R", "重编全文序数"), ("Ctrl+N", "新建报告"),
    ("Alt+F8 / Alt+Shift+F8", "下一处、上一处修订或批注"), ("Ctrl+Shift+A / Ctrl+Shift+X", "接受、拒绝修订"),
    ("Ctrl+Shift+E / Ctrl+Shift+F", "修订方式、编辑脚注或尾注"),
    ("Alt+1 / Alt+2 / Alt+3", "报告结构、报告正文、检查意见"), ("F6", "在各窗格之间轮换"),
    ("Ctrl+= / Ctrl+- / Ctrl+0", "放大、缩小、实际大小"),
)  # fmt: skip


def unchecked_words(report: OpenReport) -> str:
    """What was not checked, as simple HTML: what no program can judge, and what this file gives no occasion for."""
    elements = report.report.elements
    parts = ["事实、数据和政策表述是否属实", "是否涉密、是否应当公开", "印章、签批和用纸"]
    if report.report.source == "txt":
        parts.append("版面、字体和段落格式（纯文本没有格式）")
    elif not elements.has_head and not elements.has_imprint:
        parts.append("版头和版记（报告中没有）")
    if report.checking.stage != "issue":
        parts.append("发文字号和成文日期是否留空（“印发”阶段才检查）")
    if elements.genre is None:
        parts.append("与文种有关的要求（未识别文种）")
    kept = f"另有 {len(report.ignored)} 条意见已保留原文。<br><br>" if report.ignored else ""
    return kept + "以下没有检查，请由人核对：<br>" + "<br>".join("・" + html.escape(part) for part in parts)


def tell_keys(parent: QWidget) -> None:
    """快捷键."""
    dialog = Plain("快捷键", parent, 480)
    style = "white-space: pre; padding: 2px 24px 2px 0"
    cells = (f"<td style='{style}'>{html.escape(key)}</td><td style='{style}'>{html.escape(what)}</td>" for key, what in KEYS)
    dialog.add_words(f"<table>{''.join(f'<tr>{cell}</tr>' for cell in cells)}</table>", rich=True).setWordWrap(False)
    dialog.add_buttons("关闭", "")
    dialog.exec()
