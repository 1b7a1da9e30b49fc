"""One shape for one mark all through a report (no clause: 实务)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from app.core.gathering import gather
from app.core.report import Paragraph, Report
from app.rules.api import CONFIRM, INFO, PRACTICE, SAFE, Found, found, outside, retext, rule

_RANGE = re.compile(
    r"(?<![\d.])\d{1,3}(?:\.\d+)?(?:[%％]|[万亿])?([—～~])\d{1,3}(?:\.\d+)?(?=[%％]|[万亿]|[天个人次家倍元岁名户件项米吨亩]|公里|小时|分钟)"
)
_PERCENT = re.compile(r"(?<=\d)[%％]")
_RANGE_MARKS, _PERCENT_SIGNS = "—～~", "％%"


def _shapes(p: Paragraph, pattern: re.Pattern[str], group: int, letters: str) -> tuple[tuple[str, int], ...]:
    """The shapes of a mark in `p` and where they stand, book titles and quotations aside."""
    if not any(letter in p.text for letter in letters):
        return ()
    own = (match for match in pattern.finditer(p.text) if outside(p, *match.span(), "book", "quote"))
    return tuple((match.group(group), match.start(group)) for match in own)


def _range_marks(p: Paragraph) -> tuple[tuple[str, int], ...]:
    return _shapes(p, _RANGE, 1, _RANGE_MARKS)


def _percent_signs(p: Paragraph) -> tuple[tuple[str, int], ...]:
    return _shapes(p, _PERCENT, 0, _PERCENT_SIGNS)


def _fewer(rows: Sequence[tuple[Paragraph, Sequence[tuple[str, int]]]], letters: str) -> tuple[list[tuple[Paragraph, int]], str]:
    """Where the rarer of two shapes stands, and the other shape; nothing where only one is used."""
    counts = Counter(letter for _, marks in rows for letter, _ in marks)
    used = sorted((letter for letter in letters if counts[letter]), key=counts.__getitem__)
    if len(used) < 2:
        return [], ""
    return [(p, at) for p, marks in rows for letter, at in marks if letter == used[0]], used[-1]


@rule(
    "GW-PUNC-019", "实务", slug="range-marks-vary", severity=INFO, strength=PRACTICE,
    reads=("text",), where=_range_marks,
    group="数值范围号“—”与“～”混用，少的一种共{count}处",
    good=["正文 每组3—5人，检查7—10天，优化营商环境——提升服务。", "正文 规划期为2021—2025年，每组3～5人。"],
    bad=[("正文 每组3—5人，检查7—10天，增长5%～6%。", "正文 每组3—5人，检查7—10天，增长5%—6%。")],
)  # fmt: skip
def range_marks_vary(r: Report) -> Iterator[Found]:
    """同一篇公文的数值范围用同一种连接号。

    一字线“—”和浪纹线“～”都合标准，混用显得不整齐。
    """
    places, other = _fewer(gather(r, _range_marks), _RANGE_MARKS)
    for p, at in places:
        yield found(p, at, at + 1, f"全文多用“{other}”，此处用了“{p.text[at]}”", fix=retext(p, at, at + 1, other), safety=CONFIRM)


@rule(
    "GW-PUNC-040", "实务", slug="percent-signs-vary", severity=INFO, strength=PRACTICE,
    reads=("text",), where=_percent_signs,
    group="百分号全角、半角混用，少的一种共{count}处",
    good=["正文 增长5%，占比12%。", "正文 增长5％，占比12％。"],
    bad=[("正文 增长5%，占比12%，下降3％。", "正文 增长5%，占比12%，下降3%。")],
)  # fmt: skip
def percent_signs_vary(r: Report) -> Iterator[Found]:
    """同一篇公文的百分号用同一种宽度。

    全角“％”与半角“%”混用，数字的字距不一；公文多用半角。
    """
    places, other = _fewer(gather(r, _percent_signs), _PERCENT_SIGNS)
    for p, at in places:
        yield found(p, at, at + 1, f"全文多用“{other}”，此处用了“{p.text[at]}”", fix=retext(p, at, at + 1, other), safety=SAFE)
