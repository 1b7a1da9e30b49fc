"""Captions of tables and figures (GB/T 15834-2011 A.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.report import Kind, Paragraph
from app.rules.api import SAFE, USUAL, WARNING, Found, delete, found, rule

_SET_OFF = re.compile(r"^[\s　]*(?:续?[表图]|附[表图])\s?\d{1,2}(?:[-－—.]\d{1,2})?[\s　：:]+(?!是|为|中|列|显示|所示|表明|反映)")
_NUMBERED = re.compile(r"^[\s　]*(?:续?[表图]|附[表图])\s?\d{1,2}")


@rule(
    "GW-TBL-003", "GB/T 15834-2011 A.1", slug="caption-ends-with-stop", severity=WARNING, strength=USUAL,
    kinds={Kind.CAPTION, Kind.BODY},
    chars="。",
    good=["图表题 表1　办件情况", "图表题 图2　办理流程。虚线为并联审批"],
    bad=[("图表题 表1　办件情况。", "图表题 表1　办件情况"), ("正文 图2　办理流程。", "正文 图2　办理流程")],
)  # fmt: skip
def caption_ends_with_stop(p: Paragraph) -> Iterator[Found]:
    """图或表的短语式说明文字，末尾不用句号。

    表题、图题是名称，不是句子；即使中间用了逗号，末尾也不用句号。
    """
    text = p.text.rstrip()
    pattern = _NUMBERED if p.kind is Kind.CAPTION else _SET_OFF  # a full stop makes a caption look like body text
    if text.endswith("。") and text.count("。") == 1 and len(text) <= 45 and pattern.match(text):
        yield found(p, len(text) - 1, len(text), "表题、图题末尾不用句号", fix=delete(p, len(text) - 1, len(text)), safety=SAFE)
