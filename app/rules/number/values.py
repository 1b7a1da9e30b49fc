"""Decimals and multiples (GB/T 15835-2011 5.1.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.report import Paragraph
from app.core.text import HAN
from app.rules.api import DUTY, ERROR, PRACTICE, Found, found, outside, retext, rule

_LESS = re.compile(
    r"(?:减少|降低|下降|缩短|压缩|缩减|减小|缩小)了?[^，。；、（）“”\d]{0,4}?(?:\d+(?:\.\d+)?|[一二两三四五六七八九十百几]+)倍"
)


@rule(
    "GW-NUM-010", "编校通则（实务）", slug="reduced-by-multiple", severity=ERROR, strength=PRACTICE, chars="倍",
    good=["正文 办理时间减少50%，增长2倍，缩短为原来的三分之一。"],
    bad=["正文 办理时间缩短了2倍。", "正文 事故起数下降近三倍。"],
)  # fmt: skip
def reduced_by_multiple(p: Paragraph) -> Iterator[Found]:
    """减少、降低不用倍数，用分数或百分比。

    减少一倍就成了零，“减少2倍”没有意义。
    """
    for match in _LESS.finditer(p.text):
        start, end = match.span()
        if "到" not in match.group() and "至" not in match.group():
            yield found(p, start, end, f"“{match.group()}”不成立，减少用分数或百分比表示", suggestion="改用百分比或分数")


_BARE_POINT = re.compile(rf"\.(?:(?<=\A.)|(?<=[{HAN}，；：、（(＝=±～~—<>≤≥＜＞\s].))(?=\d+(?:%|％|[{HAN}，。；、）)]|$))")


@rule(
    "GW-NUM-014", "GB/T 15835-2011 5.1.2", slug="bare-decimal-point", severity=ERROR, strength=DUTY, chars=".", stories="all",
    good=["正文 误差为0.5%，网址为www.12345.cn，由No.5窗口办理。"],
    bad=[("正文 误差为.5%。", "正文 误差为0.5%。")],
)  # fmt: skip
def bare_decimal_point(p: Paragraph) -> Iterator[Found]:
    """纯小数写出小数点前的“0”。

    只写“.5”，小数点容易漏看，.5会读成5。
    """
    for match in _BARE_POINT.finditer(p.text):
        at = match.start()
        if outside(p, at, at + 1, "address", "code"):
            old = p.text[at : at + 2]
            yield found(p, at, at + 2, "小数点前缺“0”", fix=retext(p, at, at, "0"), before=old, after=f"0{old}")


_CIRCLE_POINT = re.compile(r"。(?<=\d。)(?=\d+(?:\.\d+)?[%％])")


@rule(
    "GW-NUM-015", "GB/T 15835-2011 5.1.2", slug="full-stop-as-decimal-point",
    severity=ERROR, strength=DUTY, chars="。", stories="all",
    good=["正文 增长4.69%。3家单位完成整改。"],
    bad=[("正文 增长4。69%。", "正文 增长4.69%。")],
)  # fmt: skip
def full_stop_as_decimal_point(p: Paragraph) -> Iterator[Found]:
    """小数点用半角圆点“.”，不用句号。

    中文输入状态下按出的句号夹在数字中间，数值就读不成了。
    """
    for match in _CIRCLE_POINT.finditer(p.text):
        at = match.start()
        yield found(p, at, at + 1, f"小数点误作句号：{p.text[max(0, at - 3) : at + 4]}", fix=retext(p, at, at + 1, "."))
