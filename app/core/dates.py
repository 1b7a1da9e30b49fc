"""Dates in official documents: Arabic and Chinese numerals, spaces inside, full-width digits (GB/T 9704-2012 7.3.5.4)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from app.core.numerals import han_to_int

_HAN = "[〇零○ＯO0一二三四五六七八九]"
_DIGIT = "[0-9０-９]"
_S = "[ \u3000\u00a0\t]*"
_YEAR = rf"(?P<year>{_DIGIT}(?:{_S}{_DIGIT}){{3}}|{_HAN}(?:{_S}{_HAN}){{3}})"
_SMALL = rf"{_DIGIT}(?:{_S}{_DIGIT})?|[元一二三四五六七八九十廿卅](?:{_S}[一二三四五六七八九十]){{0,2}}"
_FULL = re.compile(rf"{_YEAR}{_S}年{_S}(?P<month>{_SMALL}){_S}月{_S}(?P<day>{_SMALL}){_S}(?:日|号)")
_SIGNS = re.compile(
    r"(?<![0-9.\-/])(?P<year>(?:19|20)[0-9]{2})(?P<s>[-./．])(?P<month>[0-9]{1,2})(?P=s)(?P<day>[0-9]{1,2})日?(?![0-9.\-/])"
)
_BLANK = re.compile(
    rf"(?:{_YEAR}|[0-9×xX_＿]{{2,4}}|[ \u3000]*){_S}年{_S}(?:{_SMALL}|[×xX_＿]*){_S}月{_S}(?:{_SMALL}|[×xX_＿]*){_S}日"
)
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text at start..end. `iso` is None when no such day exists; `style` is arabic, han, mixed or signs."""

    start: int
    end: int
    text: str
    year: int
    month: int
    day: int
    style: str

    @property
    def iso(self) -> str | None:
        try:
            return date(self.year, self.month, self.day).isoformat()
        except ValueError:
            return None


@lru_cache(maxsize=4096)
def find_dates(text: str) -> tuple[FoundDate, ...]:
    """Every full date (year, month, day) of `text`, in order; impossible days are there with `iso` None."""
    found: list[FoundDate] = []
    if "年" in text:
        found += [_read(m, _style(m)) for m in _FULL.finditer(text)]
    if any(sign in text for sign in "-./．"):
        found += [_read(m, "signs") for m in _SIGNS.finditer(text)]
    return tuple(sorted(found, key=lambda d: d.start))


def whole_date(text: str) -> FoundDate | None:
    """The date that `text` consists of, spaces and an end mark or brackets aside; None if it is not just a date."""
    words = text.strip(" \u3000\u00a0\t\n。，．.")
    if not words or len(words) > 40:
        return None
    found = find_dates(text)
    if len(found) != 1:
        return None
    rest = text[: found[0].start] + text[found[0].end :]
    return found[0] if not rest.strip(" \u3000\u00a0\t\n。，．.；;、") else None


def is_blank_date(text: str) -> bool:
    """Whether `text` is a date still to be filled in: 2024年  月  日, ××年×月×日, [日期]."""
    words = text.strip(" \u3000\t\n[]【】（）()")
    return (len(words) <= 40 and words.endswith("日") and _BLANK.fullmatch(words) is not None) or words in ("日期", "成文日期")


def _style(match: re.Match[str]) -> str:
    arabic = [part.strip()[:1].translate(_WIDE).isdigit() for part in match.group("year", "month", "day")]
    return "arabic" if all(arabic) else "mixed" if any(arabic) else "han"


def _read(match: re.Match[str], style: str) -> FoundDate:
    year, month, day = (_number(part) for part in match.group("year", "month", "day"))
    return FoundDate(match.start(), match.end(), match.group(), year, month, day, style)


def _number(text: str) -> int:
    digits = "".join(text.split()).translate(_WIDE)
    if digits.isdecimal() and digits.isascii():
        return int(digits)
    return han_to_int(digits.replace("元", "一").replace("0", "〇").replace("O", "〇")) or 0
