"""Brackets inside brackets of the same shape (GB/T 15834-2011 4.9.3.6)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.report import Paragraph
from app.rules.api import ADVISED, WARNING, Found, found, outside, rule

_MARK = re.compile("[（）]")
_FIXED = re.compile(r"[市县区镇乡旗村、街道居社]{1,6}|[一二三四五六七八九十\d]{1,3}|[^（）]")  # 县（市、区）, （一）, 法（研）发


@rule(
    "GW-PUNC-009", "GB/T 15834-2011 4.9.3.6", slug="brackets-within-brackets", severity=WARNING, strength=ADVISED, chars="（(",
    good=[
        "正文 各县（市、区）要抓好落实（详见《办法（试行）》）。", "正文 有关要求〔见附件（修订稿）第三条〕一并执行。",
        "正文 组织自查（含各县（市、区）和街道）。",
    ],
    bad=["正文 组织开展自查（含下属单位（企业）和派出机构）。"],
)  # fmt: skip
def brackets_within_brackets(p: Paragraph) -> Iterator[Found]:
    """括号尽量不套用同一形状；必须套用时，里外用不同的括号，如〔……（……）……〕。

    里外同形，注释到哪里结束不易看清。书名里的括号、“县（市、区）”一类固定写法和序号不在此列。
    """
    open_at: list[int] = []
    for match in _MARK.finditer(p.shadow):
        if match.group() == "（":
            open_at.append(match.start())
        elif open_at:
            start, end = open_at.pop(), match.end()
            inner = p.shadow[start + 1 : end - 1]
            if open_at and not _FIXED.fullmatch(inner) and outside(p, start, end, "book"):
                shown = p.text[start:end] if end - start < 14 else p.text[start : start + 12] + "…"
                yield found(p, start, end, f"括号里又用同形括号：{shown}", suggestion="外层改用〔〕，或改写这一句")
