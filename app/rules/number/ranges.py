"""Ranges: years, percentages and sizes from … to … (GB/T 15835-2011 5.1.3, 5.1.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.protected import cited
from app.core.report import Paragraph
from app.rules.api import CONFIRM, DUTY, INFO, PRACTICE, WARNING, Found, found, outside, retext, rule

_TO = "[—～~–－\\-至到]"
_SHORT = re.compile(rf"{_TO}\d{{2}}年")
_YEARS = re.compile(rf"(?<![\d.])((?:19|20)\d{{2}})年?(?:{_TO}|——)(\d{{2}})年(?!\d)")


@rule(
    "GW-NUM-002", "GB/T 15835-2011 5.1.4", slug="short-year-in-range", severity=WARNING, strength=DUTY, chars="年",
    good=["正文 规划期为2021—2025年。", "正文 2023年至25年期满。"],
    bad=[("正文 规划期为2021—25年。", "正文 规划期为2021—2025年。")],
)  # fmt: skip
def short_year_in_range(p: Paragraph) -> Iterator[Found]:
    """起止年份都写四位数字，不省略世纪。

    “2021—25年”后一个年份缺了世纪，也容易读成编号。
    """
    if not _SHORT.search(p.text):
        return
    for match in _YEARS.finditer(p.text):
        first, last = match.groups()
        start = match.start(2)
        if last > first[2:] and outside(p, match.start(), match.end(), "code", "address") and not _is_duration(match):
            yield found(
                p, match.start(), match.end(), f"起止年份不省略：{match.group()}", fix=retext(p, start, start, first[:2]),
                safety=CONFIRM, before=match.group(), after=f"{match.group()[:start - match.start()]}{first[:2]}{last}年",
            )  # fmt: skip


def _is_duration(match: re.Match[str]) -> bool:
    return "年" in match.group()[4:5] and match.group()[5:6] in "至到"


_LAST = re.compile(rf"{_TO}\d{{1,4}}(?:\.\d+)?[%％亿]")
_DASHES, _REACH = "—～~–－-", re.compile(r"[至到]\d")
_SHARE = re.compile(rf"(?<![\d.%％:：/〔第表图\-—])(\d{{1,3}}(?:\.\d+)?)(?:{_TO})(\d{{1,3}}(?:\.\d+)?)([%％])")
_LARGE = re.compile(r"(?<![\d.%％:：/〔第表图\-—])(\d{1,4}(?:\.\d+)?)(?:[—～~–－\-])(\d{1,4}(?:\.\d+)?)(亿)")


@rule(
    "GW-NUM-008", "GB/T 15835-2011 5.1.3", slug="unit-left-out-of-range", severity=WARNING, strength=DUTY, chars="%％亿",
    good=["正文 增长5%—10%，投资9亿—16亿元，每组3—5人。", "正文 完成率由5升至10%。"],
    bad=[
        ("正文 增长5—10%。", "正文 增长5%—10%。"),
        ("正文 投资9—16亿元。", "正文 投资9亿—16亿元。"),
    ],
)  # fmt: skip
def unit_left_out_of_range(p: Paragraph) -> Iterator[Found]:
    """数值范围前一个数的百分号、“亿”不省略。

    “9—16亿”可以读成从9到16亿；百分号是数值的一部分，前后都要写。
    """
    if not (any(dash in p.text for dash in _DASHES) or _REACH.search(p.text)) or not _LAST.search(p.text):
        return
    for pattern, severity in ((_SHARE, WARNING), (_LARGE, INFO)):
        for match in pattern.finditer(p.text):
            if not outside(p, match.start(), match.end(), "code", "address", "book"):
                continue
            at, sign = match.end(1), match.group(3)
            after = f"{match.group(1)}{sign}{match.group()[at - match.start() :]}"
            yield found(
                p, match.start(), match.end(), f"范围前项缺“{sign}”：{match.group()}", fix=retext(p, at, at, sign),
                safety=CONFIRM, before=match.group(), after=after, severity=severity,
            )  # fmt: skip


_SIZED = re.compile(
    r"(?<![\d.:：/〔第表图件\-—])(\d+(?:\.\d+)?)(?P<unit>[%％]|[万亿]?(?:元|吨|亩|人|户|家|个|天|名|次|件|项|岁|倍|米|公里|小时|分钟))?"
    r"[—～~](\d+(?:\.\d+)?)(?P<last>[%％]|[万亿]?(?:元|吨|亩|人|户|家|个|天|名|次|件|项|岁|倍|米|公里|小时|分钟))"
)
_FALLS = re.compile(r"[由从自]|[降减缩退跌回]")


@rule(
    "GW-NUM-009", "实务", slug="range-runs-backwards", severity=WARNING, strength=PRACTICE, chars="—～~",
    good=["正文 占10%—20%，每组3～5人。", "正文 由20%—10%逐步降低，工作时间为22：00—6：00。", "正文 补助9000元—1万元。"],
    bad=["正文 占20%—10%。", "正文 每组5～3人。"],
)  # fmt: skip
def range_runs_backwards(p: Paragraph) -> Iterator[Found]:
    """数值范围从小到大写。

    前大后小多是写反或写错了其中一个数。
    """
    for match in _SIZED.finditer(p.text):
        unit, last = match["unit"], match["last"]
        if (unit is not None and unit != last) or float(match.group(1)) <= float(match.group(3)):
            continue
        if unit is None and last[0] in "万亿":
            continue
        nearby = p.text[max(0, match.start() - 6) : match.end() + 6]
        if not _FALLS.search(nearby) and outside(p, match.start(), match.end()) and not cited(p, *match.span()):
            yield found(p, match.start(), match.end(), f"数值范围前大后小，请核对：{match.group()}")
