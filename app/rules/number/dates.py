"""Years and days (GB/T 15835-2011 4.3, 5.1.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.protected import cited
from app.core.report import Kind, Paragraph
from app.rules.api import CONFIRM, DUTY, ERROR, PRACTICE, WARNING, Found, found, outside, retext, rule

_SHORT_YEAR = re.compile(r"\d\d年(?=度|底|初|末(?!端|级)|(?<=自\d\d年)起|(?:1[0-2]|[1-9])月(?:份|底|初|[1-3]?\d日))")
_DURATION = re.compile(
    r"(?:[\d.第近满逾超达约共前后每龄、—～~\-至]|连续|历时|延长|长达|为期|徒刑|拘役|刑期|管制|期限|服刑|已有|至少|不少于|不超过"
    r"|以上|以下|最长|最高)$"
)
_DIGITS = "〇零○一二三四五六七八九"


@rule(
    "GW-NUM-001", "GB/T 15835-2011 5.1.4", slug="short-year", severity=ERROR, strength=DUTY, chars="年",
    good=["正文 2023年度完成3项，连续16年度获评优秀，近10年来稳步增长。", "正文 已实施15年3个月。"],
    bad=["正文 23年度法治建设情况如下。", "正文 该系统自98年底建成使用。", "正文 项目于23年5月6日开工。", "正文 自23年起施行。"],
)  # fmt: skip
def short_year(p: Paragraph) -> Iterator[Found]:
    """公历年份写四位数字，不简写。

    “23年”分不清是年份还是时间长度，也分不清是哪个世纪。
    """
    for match in _SHORT_YEAR.finditer(p.text):
        start, end = match.span()
        if _DURATION.search(p.text[max(0, start - 4) : start]) or cited(p, start, end):
            continue
        if outside(p, start, end, "code", "address"):
            year = match.group()
            yield found(p, start, end, f"年份“{year}”应写四位数字", suggestion=("19" if year > "50" else "20") + year)


_MIXED = re.compile(rf"[{_DIGITS}]{{4}}年(?=\d{{1,2}}月)")
_MIXED_TAIL = re.compile(
    r"(?<!\d)(?:19|20)\d{2}年(?=[一二三四五六七八九十]{1,3}月(?:[一二三四五六七八九十]{1,3}日|份|底|初|[，。；、至起]))"
)


@rule(
    "GW-NUM-003", "GB/T 15835-2011 4.3", slug="mixed-date", severity=ERROR, strength=DUTY, chars="年",
    good=["正文 2023年8月8日印发。", "正文 二〇二三年八月八日印发。"],
    bad=[("正文 二〇二三年8月8日印发。", "正文 2023年8月8日印发。"), "正文 2023年八月八日印发。"],
)  # fmt: skip
def mixed_date(p: Paragraph) -> Iterator[Found]:
    """同一个日期的年、月、日用同一种数字。

    年用汉字、月日用阿拉伯数字（或者相反），同一类别的数字形式不一。
    """
    for match in _MIXED.finditer(p.text):
        start = match.start()
        year = "".join(str("〇一二三四五六七八九".index(c)) for c in match.group()[:4].replace("零", "〇").replace("○", "〇"))
        yield found(p, start, start + 4, "年份用汉字、月日用阿拉伯数字，形式不一", fix=retext(p, start, start + 4, year))
    for match in _MIXED_TAIL.finditer(p.text):
        yield found(p, match.start(), match.end(), "年份用阿拉伯数字、月日用汉字，形式不一", suggestion="年月日均用阿拉伯数字")


_EMPTY_PLACE = re.compile(r"0(?:(?<=\d年0)(?=[1-9]月)|(?<=\d月0)(?=[1-9]日))")


@rule(
    "GW-NUM-004", "GB/T 9704-2012 7.3.5.4；实务", slug="zero-before-month-or-day", severity=WARNING, strength=PRACTICE, chars="0",
    good=["正文 2023年7月5日印发，编号2023-07-05。"],
    bad=[("正文 2023年07月05日印发。", "正文 2023年7月5日印发。")],
)  # fmt: skip
def zero_before_month_or_day(p: Paragraph) -> Iterator[Found]:
    """写作“×年×月×日”时，月、日不编虚位。

    1月不写01月；全数字的2023-07-05另有补零的写法。成文日期由成文日期的规则检查。
    """
    if p.kind is Kind.DATE:
        return
    for match in _EMPTY_PLACE.finditer(p.text):
        start, end = match.start(), match.end()
        unit = p.text[end : end + 2]
        yield found(
            p, start, end + 2, f"“0{unit}”不编虚位，写作“{unit}”", fix=retext(p, start, end, ""), safety=CONFIRM,
            before=f"0{unit}", after=unit,
        )  # fmt: skip


_NUMBER_OF_DAY = re.compile(r"\d月([0-3]?\d)号(?![楼线院门房路厅馆馆矿井机船车台令文])")


@rule(
    "GW-NUM-024", "实务", slug="day-called-number", severity=ERROR, strength=PRACTICE, chars="号",
    good=["正文 12月5日前报送5号楼整改情况。"],
    bad=[("正文 请于12月5号前报送。", "正文 请于12月5日前报送。")],
)  # fmt: skip
def day_called_number(p: Paragraph) -> Iterator[Found]:
    """日期用“日”，不用“号”。

    “5号”是口语，公文的日期写作“×月×日”。
    """
    for match in _NUMBER_OF_DAY.finditer(p.text):
        start, end = match.start(1), match.end()
        yield found(p, start, end, f"“{p.text[start:end]}”应为“{match.group(1)}日”", fix=retext(p, end - 1, end, "日"))
