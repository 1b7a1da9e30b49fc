"""Growth in multiples and shares, and how long numbers are grouped (GB/T 15835-2011 5.1.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.gathering import gather
from app.core.protected import cited
from app.core.report import Paragraph, Report
from app.rules.api import CONFIRM, DUTY, INFO, PRACTICE, WARNING, Found, found, outside, retext, rule

_TIMES = re.compile(r"(?:增长|增加|提高|提升|扩大)了?\d+(?:\.\d+)?倍")


@rule(
    "GW-NUM-011", "编校通则（实务）", slug="growth-in-multiples", severity=INFO, strength=PRACTICE, chars="倍", enabled=False,
    group="“增长×倍”不含原数，请核对口径，共{count}处",
    good=["正文 增长到原来的2倍，翻了一番。"],
    bad=["正文 产值增长2倍。"],
)  # fmt: skip
def growth_in_multiples(p: Paragraph) -> Iterator[Found]:
    """“增长×倍”不含原来的数，“增长到×倍”含原来的数，用前核对口径。

    增长2倍是原来的3倍。写法本身没有错，只能提示核对，因此默认关闭。
    """
    for match in _TIMES.finditer(p.text):
        yield found(p, *match.span(), f"“{match.group()}”不含原数，请核对是否应为“{match.group()[:2]}到…倍”")


_RATE = re.compile(
    r"(?:(?<![效频功])率(?!先)|比重|占比|比例|覆盖面)(?:比[^，。；]{1,8}|较[^，。；]{1,8})?(?:提高|提升|上升)了?(\d+(?:\.\d+)?)[%％](?!以上|左右)"
)


@rule(
    "GW-NUM-012", "实务", slug="percent-for-percentage-points", severity=INFO, strength=PRACTICE, chars="%％",
    good=["正文 就业率提高2个百分点，产值提高2%，办事效率提高30%。"],
    bad=["正文 就业率提高2%。"],
)  # fmt: skip
def percent_for_percentage_points(p: Paragraph) -> Iterator[Found]:
    """两个百分比之间的差用“百分点”。

    就业率从90%升到92%，是提高2个百分点，不是提高2%；如确为相对增幅，可保留原文。
    """
    for match in _RATE.finditer(p.text):
        yield found(
            p, *match.span(), f"“{match.group()}”：两个比率相减的差用“百分点”，请核对", suggestion=f"{match.group(1)}个百分点"
        )


_UNITS = "元|个|名|人|户|家|件|项|次|亩|吨|米|平方|公里|立方|辆|台|套|册|棵|株|份|条|余|多|万|处|头|只"
_WIDE_COMMA = re.compile(rf"(?<![\d.，])(\d{{1,3}}(?:，\d{{3}})+)(?=(?:{_UNITS}))(?![\d，])")
_GROUPED = re.compile(rf"(?<![\d.,])\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?(?=(?:{_UNITS}))")
_PLAIN = re.compile(rf"(?<![\d.,])\d{{5,}}(?:\.\d+)?(?=(?:{_UNITS}))")


_GROUP = re.compile(r"[,，]\d{3}(?!\d)(?<=\d.\d{3})")
Span = tuple[int, int]


def _grouped(p: Paragraph) -> tuple[tuple[Span, ...], tuple[Span, ...]] | None:
    """Where numbers stand that are parted by wide commas, and by commas."""
    if not _GROUP.search(p.text):
        return None
    wide = tuple(m.span() for m in _WIDE_COMMA.finditer(p.text) if not _may_be_two(p.text, m))
    grouped = tuple(m.span() for m in _GROUPED.finditer(p.text) if _is_count(p, m))
    return (wide, grouped) if wide or grouped else None


def _plain(p: Paragraph) -> tuple[Span, ...]:
    """Where long numbers stand that are not parted."""
    return tuple(m.span() for m in _PLAIN.finditer(p.text) if _is_count(p, m))


@rule(
    "GW-NUM-013", "GB/T 15835-2011 5.1.1", slug="digit-grouping", severity=WARNING, strength=DUTY,
    reads=("text",), where=lambda p: _grouped(p) or _plain(p),
    good=["正文 惠及66276户、53000人。", "正文 惠及66,276户、53,000人，印发4800份。", "正文 编号为12，300户已入住。"],
    bad=[("正文 惠及66，276户。", "正文 惠及66276户。"), "正文 惠及66,276户、53000人。"],
)  # fmt: skip
def digit_grouping(r: Report) -> Iterator[Found]:
    """多位数分节全篇一致；分节不用全角逗号。

    全角逗号是句中的停顿，夹在数字里会读成两个数。公文通常不分节。
    """
    rows = [(p, *spans) for p, spans in gather(r, _grouped) if spans]
    for p, wide, _ in rows:
        for start, end in wide:
            old = p.text[start:end]
            fix = retext(p, start, end, old.replace("，", ""))
            yield found(p, start, end, f"数字分节不用全角逗号：{old}", fix=fix, safety=CONFIRM)
    grouped = [(p, span) for p, _, spans in rows for span in spans]
    plain = [(p, span) for p, spans in gather(r, _plain) for span in spans] if grouped else []
    for p, (start, end) in min(grouped, plain, key=len):
        yield found(p, start, end, f"多位数有的分节、有的不分节：{p.text[start:end]}", severity=INFO, key="mixed")


def _is_count(p: Paragraph, match: re.Match[str]) -> bool:
    return outside(p, *match.span(), "code", "address") and not cited(p, *match.span())


def _may_be_two(text: str, match: re.Match[str]) -> bool:
    """Whether a comma between digits may be a pause: 编号为12，300户…"""
    return text[max(0, match.start() - 1) : match.start()] in ("为", "第", "号", "至", "共")
