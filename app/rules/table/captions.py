"""Captions of tables and figures (GB/T 15834-2011 A.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.report import Kind, Paragraph
from app.rules.api import SAFE, USUAL, WARNING, Found, delete, found, rule

_NUMBERED = re.compile(r"^[\s　]*(?:续?[表图]|附[表图])\s?\d{1,2}")


@rule(
    "GW-TBL-003", "GB/T 15834-2011 A.1", slug="caption-ends-with-stop", severity=WARNING, strength=USUAL, kinds={Kind.CAPTION},
    chars="。",
    good=["图表题 表1　办件情况", "图表题 图2　办理流程。虚线为并联审批"],
    bad=[("图表题 表1　办件情况。", "图表题 表1　办件情况")],
)  # fmt: skip
def caption_ends_with_stop(p: Paragraph) -> Iterator[Found]:
    """图或表的短语式说明文字，末尾不用句号。

    表题、图题是名称，不是句子；即使中间用了逗号，末尾也不用句号。
    """
    text = p.text.rstrip()
    if text.endswith("。") and text.count("。") == 1 and len(text) <= 45 and _NUMBERED.match(text):
        yield found(p, len(text) - 1, len(text), "表题、图题末尾不用句号", fix=delete(p, len(text) - 1, len(text)), safety=SAFE)
