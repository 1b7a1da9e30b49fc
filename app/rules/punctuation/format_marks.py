"""Marks that are a matter of format: where lines break, and emphasis (GW-PUNC-023, GW-PUNC-038)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.edits import Reformat
from app.core.format_math import is_prose
from app.core.report import Paragraph
from app.core.text import HAN
from app.rules.api import ADVISED, DUTY, INFO, SAFE, WARNING, Found, found, rule

_HAN = re.compile(f"[{HAN}]+")
_WAVY = frozenset({"wave", "wavyHeavy", "wavyDouble", "dotted", "dottedHeavy"})


@rule(
    "GW-PUNC-023", "GB/T 15834-2011 5.1.1、5.1.2、5.1.3；实务", slug="kinsoku-off", severity=WARNING, strength=DUTY,
    aspect="format", group="没有按中文习惯控制首尾字符，共{count}段",
    good=["正文 为规范管理，现通知如下。"],
    bad=[("正文 {kinsoku=false} 为规范管理，现通知如下。", "正文 为规范管理，现通知如下。")],
)  # fmt: skip
def kinsoku_off(p: Paragraph) -> Iterator[Found]:
    """点号不出现在一行之首，引号、括号、书名号的前一半不在行末。

    Word 的“按中文习惯控制首尾字符”关掉以后，逗号、句号会落到行首。
    """
    if not p.format.kinsoku and p.in_flow and len(p.text) > 10:
        fix = Reformat(p.uid, paragraph={"kinsoku": True})
        yield found(p, 0, None, "没有按中文习惯控制首尾字符", fix=fix, safety=SAFE, before="未控制", after="控制")


@rule(
    "GW-PUNC-038", "GB/T 15834-2011 4.12、A.10", slug="wavy-line-for-emphasis", severity=INFO, strength=ADVISED, aspect="format",
    good=["正文 {size=32} 必须⟦emphasis=dot|按期⟧完成各项任务，确保落实。"],
    bad=["正文 {size=32} 必须⟦underline=wave|按期⟧完成各项任务，确保落实。"],
)  # fmt: skip
def wavy_line_for_emphasis(p: Paragraph) -> Iterator[Found]:
    """着重用着重号，不用波浪线、点线代替。

    着重号标在字的下方，形式为小圆点。波浪线在公文里容易看作批改的记号。
    """
    if not is_prose(p):
        return
    for run in p.runs:
        if run.format.underline in _WAVY and _HAN.search(p.text, run.start, run.end):
            yield found(p, run.start, run.end, "着重号用小圆点，不用波浪线、点线")
