"""The 成文日期 (GB/T 9704-2012 7.3.5.4), and dates that no calendar has."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from app.core.dates import FoundDate, find_dates, is_blank_date
from app.core.gathering import gather, of_kinds
from app.core.report import Kind, Paragraph, Report
from app.rules.api import CONFIRM, DUTY, ERROR, INFO, PRACTICE, SAFE, WARNING, Context, Found, found, retext, rule

_CLAUSE = "GB/T 9704-2012 7.3.5.4"
_IN_FORCE = date(2012, 7, 1)
_NO_HAN_ZERO = re.compile("[0O０Ｏ○]")
_PADDED = re.compile(r"(?<=[年月])\s*0(?=\d\s*[月日])")
_SHORT = re.compile(r"(?<!\d)(\d{2})(?=\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)")
_NO_DAY = re.compile(r"^\s*(?:\d{4}|[〇○零一二三四五六七八九]{4})\s*年\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*月\s*$")
_DAY = re.compile(r"(?:(?<!\d)(\d{4})年)?(?<![\d.])(\d{1,2})月(\d{1,2})日")
_OF_DATE = of_kinds(Kind.DATE, Kind.SIGNATURE, Kind.DOC_NUMBER)  # where the 成文日期 may stand
_DAYS = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _date_paragraph(r: Report) -> Paragraph | None:
    return r.by_uid[r.elements.date.uid] if r.elements.date else None


def _own_date(r: Report) -> tuple[Paragraph, FoundDate] | None:
    """The 成文日期 as parsed, when its paragraph holds one."""
    made = r.elements.date
    if made is None:
        return None
    p = r.by_uid[made.uid]
    return next(((p, d) for d in find_dates(p.text) if d.start < made.end and made.start < d.end), None)


@rule(
    "GW-SIGN-002", _CLAUSE, slug="date-form", severity=ERROR, strength=DUTY, reads=("text", "kinds"), where=_OF_DATE,
    good=[
        "署名 青川市数据资源局\n日期 2024年3月5日", "署名 青川市数据资源局\n日期 2024年　月　日",
    ],
    bad=[
        ("署名 青川市数据资源局\n日期 二〇二四年三月五日", "署名 青川市数据资源局\n日期 2024年3月5日"),
        ("署名 青川市数据资源局\n日期 2024.3.5", "署名 青川市数据资源局\n日期 2024年3月5日"),
        "署名 青川市数据资源局\n日期 二00五年三月五日", "署名 青川市数据资源局\n日期 二〇〇五年三月五日",
    ],
)  # fmt: skip
def date_form(r: Report, c: Context) -> Iterator[Found]:
    """成文日期中的数字用阿拉伯数字，将年、月、日标全。

    国标自2012年7月起统一用阿拉伯数字；写成汉字、用点号代替年月日，或缺日，都不合规定。起草、送审时月、日可以留空。
    2012年7月以前的公文按当时的国标用汉字，只提示核对。
    """
    p = _date_paragraph(r)
    if p is None or p.confidence < 0.6:
        return
    own = _own_date(r)
    if own is None:
        yield from _incomplete(p, c, bool(r.elements.signature))
        return
    made = own[1]
    if made.style == "arabic" or made.iso is None:
        return
    right = f"{made.year}年{made.month}月{made.day}日"
    old = date.fromisoformat(made.iso) < _IN_FORCE
    fix = retext(p, made.start, made.end, right)
    safety = CONFIRM if old else SAFE
    severity, message = (WARNING if old else ERROR), f"成文日期用阿拉伯数字标全年、月、日：{right}"
    if old and made.style == "han" and _NO_HAN_ZERO.search(made.text):
        message = f"汉字日期中的零应为“〇”；现行国标用阿拉伯数字：{right}"
    elif old and made.style == "han":
        severity = INFO
    yield found(
        p,
        made.start,
        made.end,
        message,
        fix=fix,
        safety=safety,
        severity=severity,
    )


def _incomplete(p: Paragraph, c: Context, signed: bool) -> Iterator[Found]:
    if is_blank_date(p.text):
        if c.stage == "issue" and signed:  # without 署名 it is a line of a form to be filled in
            yield found(p, 0, None, "印发稿的成文日期尚未填全")
    elif _NO_DAY.match(p.text):
        yield found(p, 0, None, "成文日期应将年、月、日标全，这里缺日", severity=ERROR if c.stage == "issue" else WARNING)


@rule(
    "GW-SIGN-003", _CLAUSE, slug="date-padding", severity=ERROR, strength=DUTY, reads=("text", "kinds"), where=_OF_DATE,
    good=["署名 青川市数据资源局\n日期 2024年3月5日"],
    bad=[
        ("署名 青川市数据资源局\n日期 2024年03月05日", "署名 青川市数据资源局\n日期 2024年3月5日"),
        ("署名 青川市数据资源局\n日期 24年3月5日", "署名 青川市数据资源局\n日期 2024年3月5日"),
    ],
)  # fmt: skip
def date_padding(r: Report) -> Iterator[Found]:
    """成文日期年份标全称，月、日不编虚位。

    1月不写作01月，2024年不写作24年。
    """
    p = _date_paragraph(r) or _short_date(r)
    if p is None:
        return
    padded = list(_PADDED.finditer(p.text))
    if padded:
        fix = tuple(retext(p, m.start(), m.end(), "") for m in padded)
        whole = _PADDED.sub("", p.text.strip())
        yield found(p, 0, None, "成文日期的月、日不编虚位", fix=fix, safety=SAFE, before=p.text.strip(), after=whole)
    match = _SHORT.search(p.text)
    if match:
        fix = retext(p, match.start(), match.end(), f"20{match.group(1)}")
        yield found(p, match.start(), match.end(), f"成文日期的年份标全称：20{match.group(1)}年", fix=fix)


def _short_date(r: Report) -> Paragraph | None:
    return next((p for p, _ in gather(r, of_kinds(Kind.DATE)) if _SHORT.match(p.text.strip())), None)


@rule(
    "GW-SIGN-013", "实务", slug="impossible-date", severity=ERROR, strength=PRACTICE,
    aliases=("GW-SEM-016",), stories="all", chars="日",
    good=["正文 会议于2024年2月29日召开。"],
    bad=["正文 会议于2023年2月29日召开。", "日期 2024年4月31日"],
)  # fmt: skip
def impossible_date(p: Paragraph) -> Iterator[Found]:
    """成文日期和正文中的日期真实存在。

    2月30日、非闰年的2月29日都是笔误，会使公文的时间无从认定。
    """
    for match in _DAY.finditer(p.text) if "月" in p.text else ():
        year, month, day = match.group(1), int(match.group(2)), int(match.group(3))
        if not month or not day or _exists(int(year) if year else None, month, day):
            continue
        yield found(p, match.start(), match.end(), f"没有{match.group()}这一天")


def _exists(year: int | None, month: int, day: int) -> bool:
    if not 1 <= month <= 12:
        return False
    return 1 <= day <= (monthrange(year, month)[1] if year else _DAYS[month])


@rule(
    "GW-SIGN-016", "GB/T 9704-2012 7.3.5", slug="signature-and-date-in-one-paragraph", severity=WARNING, strength=PRACTICE,
    kinds={Kind.SIGNATURE, Kind.DATE}, needs=0.7, chars="\n",
    good=["署名 青川市数据资源局\n日期 2024年3月5日"],
    bad=["署名 青川市数据资源局\\n2024年3月5日"],
)  # fmt: skip
def signature_and_date_in_one_paragraph(p: Paragraph) -> Iterator[Found]:
    """发文机关署名和成文日期各自成段。

    用手动换行符排在一段里，署名、日期就不能分别按国标右空、居中。
    """
    for at, name in p.breaks:
        above, below = p.text[:at].strip(), p.text[at + 1 :]
        if name == "line" and above and not find_dates(above) and any(not below[: d.start].strip() for d in find_dates(below)):
            yield found(p, at, at + 1, "署名与成文日期用手动换行符排在一段里，应各自成段")
