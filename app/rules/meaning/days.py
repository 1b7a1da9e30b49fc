"""Days that must agree: weekdays, the year of the 发文字号, the 印发日期, 今年 and 去年."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from app.core.annual import PLAN, TEXT_KINDS, made_on, section, title_year
from app.core.dates import find_dates
from app.core.gathering import gather, of_kinds
from app.core.report import Kind, Paragraph, Report
from app.rules.api import CONFIRM, ERROR, INFO, PRACTICE, WARNING, Found, found, outside, retext, rule

_WEEK_WORD = re.compile(r"(?:星期|周|礼拜)[一二三四五六日天]")
_WEEK = "一二三四五六日"
_WEEKDAY = re.compile(
    r"(?:(?P<year>(?:19|20)\d{2})年)?(?<!\d)(?P<month>\d{1,2})月(?P<day>\d{1,2})日(?:[上下]午|晚)?"
    r"[（(，]?(?P<said>(?:星期|周|礼拜)(?P<which>[一二三四五六日天]))(?![一二三四五六日天至到—\-～~、和及])"
)
_NUMBER_YEAR = re.compile(r"〔((?:19|20)\d{2})〕")
_RELATIVE = re.compile(r"今年|本年度?(?=[^级内])|去年|明年")
_OPEN_YEAR = re.compile(r"(?P<year>(?:19|20)\d{2})年")


def _weekdays(p: Paragraph) -> tuple[re.Match[str], ...]:
    """The days named with their weekday."""
    return tuple(_WEEKDAY.finditer(p.text)) if _WEEK_WORD.search(p.text) else ()


@rule(
    "GW-SEM-030", "实务", slug="weekday-differs", severity=ERROR, strength=PRACTICE, stories="all",
    reads=("text", "kinds"), where=_weekdays,
    good=["正文 会议定于2024年3月5日（星期二）召开。", "正文 3月5日（星期二）上班。\n署名 青川市数据资源局\n日期 2024年2月20日"],
    bad=[
        ("正文 会议定于2024年3月5日（星期三）召开。", "正文 会议定于2024年3月5日（星期二）召开。"),
        ("正文 3月5日（星期三）上班。\n署名 青川市数据资源局\n日期 2024年2月20日",
         "正文 3月5日（星期二）上班。\n署名 青川市数据资源局\n日期 2024年2月20日"),
    ],
)  # fmt: skip
def weekday_differs(r: Report) -> Iterator[Found]:
    """日期与括注的星期相符。

    日期和星期对不上，收文单位不知道该哪一天到会；沿用旧通知时最容易出现。没有写年份的，按成文日期的年份推算。
    """
    made = made_on(r)
    for p, matches in gather(r, _weekdays, everywhere=True):
        for match in matches:
            right = _candidates(match, p.text, made)
            said = _WEEK.index("日" if match["which"] == "天" else match["which"])
            if not right or said in (day.weekday() for day in right):
                continue
            start, end = match.span("which")
            fix = retext(p, start, end, _WEEK[right[0].weekday()])
            message = f"{right[0].year}年{right[0].month}月{right[0].day}日是星期{_WEEK[right[0].weekday()]}"
            yield found(p, match.start(), match.end(), message, fix=fix, safety=CONFIRM)


def _candidates(match: re.Match[str], text: str, made: date | None) -> list[date]:
    """The days that may be meant: of its own year, else of the year named last before it and of the 成文日期."""
    if match["year"]:
        return [day for day in [_day(int(match["year"]), match)] if day]
    years = [int(year) for year in _OPEN_YEAR.findall(text[: match.start()])[-1:]]
    if made is not None:
        this = _day(made.year, match)
        years = [made.year, *([made.year + 1] if this is None or this < made else []), *years]
    return [day for year in years if (day := _day(year, match))]


def _day(year: int, match: re.Match[str]) -> date | None:
    try:
        return date(year, int(match["month"]), int(match["day"]))
    except ValueError:
        return None


@rule(
    "GW-SEM-031", "GB/T 9704-2012 7.2.5、7.3.5.4", slug="number-year-against-date", severity=WARNING, strength=PRACTICE,
    reads=("text", "kinds"), where=of_kinds(Kind.DOC_NUMBER),
    good=["文号 青数发〔2024〕3号\n标题 关于数据共享的通知\n署名 青川市数据资源局\n日期 2024年3月5日"],
    bad=[("文号 青数发〔2024〕3号\n标题 关于数据共享的通知\n署名 青川市数据资源局\n日期 2023年3月5日",
          "文号 青数发〔2023〕3号\n标题 关于数据共享的通知\n署名 青川市数据资源局\n日期 2023年3月5日")],
)  # fmt: skip
def number_year_against_date(r: Report) -> Iterator[Found]:
    """发文字号的年份与成文日期的年份一致。

    沿用上一年的版头而忘了改年份，字号就与实际的发文年度对不上；更正按成文日期改字号，跨年登记的请核对后保留。
    """
    made, number = made_on(r), r.by_uid.get(r.elements.doc_number) if r.elements.doc_number is not None else None
    match = _NUMBER_YEAR.search(number.text) if number is not None else None
    if made is None or number is None or match is None or int(match.group(1)) == made.year or number.confidence < 0.7:
        return
    message = f"发文字号是{match.group(1)}年，成文日期是{made.year}年，请核对"
    start, end = match.span(1)
    fix = retext(number, start, end, str(made.year))
    right = f"〔{made.year}〕"
    yield found(number, match.start(), match.end(), message, fix=fix, safety=CONFIRM, before=match.group(), after=right)


_IMPRINT = of_kinds(Kind.IMPRINT)


@rule(
    "GW-SEM-025", "GB/T 9704-2012 7.3.5.4、7.4.3", slug="printed-before-signed", severity=WARNING, strength=PRACTICE,
    reads=("text", "kinds"), where=_IMPRINT,
    good=["署名 青川市数据资源局\n日期 2024年3月5日\n印发 青川市数据资源局办公室　2024年3月6日印发"],
    bad=["署名 青川市数据资源局\n日期 2024年3月5日\n印发 青川市数据资源局办公室　2024年3月4日印发"],
)  # fmt: skip
def printed_before_signed(r: Report) -> Iterator[Found]:
    """印发日期不早于成文日期。

    公文签发以后才能付印，印发日期早于成文日期，必有一个写错。
    """
    made = made_on(r)
    for p, _ in gather(r, _IMPRINT, everywhere=True) if made else ():
        for day in find_dates(p.text):
            if day.iso and made and date.fromisoformat(day.iso) < made:
                message = f"印发日期早于成文日期（{made.year}年{made.month}月{made.day}日）"
                yield found(p, day.start, day.end, message)


def _relative(p: Paragraph) -> tuple[re.Match[str], ...]:
    """今年, 去年 and the like where they are the report's own words and speak of what has been."""
    found_ = _RELATIVE.finditer(p.text) if p.kind in TEXT_KINDS and "年" in p.text else ()
    return tuple(match for match in found_ if outside(p, match.start(), match.end()) and not _of_next(p, match))


@rule(
    "GW-SEM-007", "实务", slug="relative-year", severity=WARNING, strength=PRACTICE, genres={"报告", "总结", "汇报"},
    reads=("text", "kinds", "numerals", "headings"), where=_relative,
    group="成文在报告年度的下一年，正文有{count}处“今年”“去年”指向不明",
    good=["标题 关于2023年度数据共享情况的报告\n正文 今年共办理512件。\n署名 青川市数据资源局\n日期 2023年12月20日",
          ("标题 关于2023年度数据共享情况的报告\n正文 2023年共办理512件。\n一级 二、下一步打算\n正文 今年抓好三件事。\n"
           "署名 青川市数据资源局\n日期 2024年1月20日")],
    bad=["标题 关于2023年度数据共享情况的报告\n正文 今年共办理512件。\n署名 青川市数据资源局\n日期 2024年1月20日"],
)  # fmt: skip
def relative_year(r: Report) -> Iterator[Found]:
    """“今年”“去年”“明年”与成文的年份相符。

    上一年度的报告在次年成文时，“今年”按字面已是次年；写出年份，读者才不会误会。下一步安排部分不在此列。
    """
    made, year = made_on(r), title_year(r)
    if made is None or year is None or made.year != year + 1:
        return
    ahead = {p.uid for node in r.outline if PLAN.search(node.text) for p in section(r, node)}
    for p, matches in gather(r, _relative):
        for match in matches if p.uid not in ahead else ():
            message = f"成文已在{made.year}年，“{match.group()}”易被读作{_read_as(match.group(), made.year)}年，宜写明年份"
            yield found(p, match.start(), match.end(), message, severity=INFO if match.group() != "今年" else WARNING)


def _of_next(p: Paragraph, match: re.Match[str]) -> bool:
    """Whether the sentence itself plans ahead."""
    sentence = re.split(r"[。；]", p.text[: match.start()])[-1] + re.split(r"[。；]", p.text[match.end() :])[0]
    return re.search(r"将|计划|打算|下一步|力争|拟|安排", sentence) is not None


def _read_as(word: str, year: int) -> int:
    return year - 1 if word == "去年" else year + 1 if word == "明年" else year
