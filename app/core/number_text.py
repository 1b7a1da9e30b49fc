"""Automatic numbers as text: what a count looks like in each of Word's number formats."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_UNITS = ("", "十", "百", "千")
_FORMAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_FORMAL_UNITS = ("", "拾", "佰", "仟")
_TRADITIONAL_FORMAL = str.maketrans("贰叁陆万亿", "貳參陸萬億")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_MAX_ROMAN = 3999
_MAX_LETTERS = 780  # 26 letters, 30 times over: Word's own limit


def number_text(value: int, format_: str) -> str:
    """The count `value` in the number format `format_` (w:numFmt); unknown formats read as decimal.

    >>> number_text(12, "chineseCounting")
    '十二'
    """
    if format_ in ("none", "bullet") or value < 0:
        return "" if value >= 0 else str(value)
    return _FORMATS.get(format_, str)(value)


def chinese(value: int) -> str:
    """A count in Chinese numerals as counting writes it: 十一, 一百零五, 一万零二十."""
    if value == 0:
        return "〇"
    text = _grouped(value, "零一二三四五六七八九", _UNITS, "万", "亿")
    return text[1:] if text.startswith("一十") else text


def chinese_digits(value: int) -> str:
    """A number digit by digit: 2024 → 二〇二四."""
    return "".join(_DIGITS[int(digit)] for digit in str(value))


def _counting(value: int) -> str:
    """chineseCounting: by tens to 99, digit by digit from 100 on (ECMA-376 17.18.59)."""
    return chinese(value) if value < 100 else chinese_digits(value)


def _grouped(value: int, digits: str, units: tuple[str, ...], ten_thousand: str, hundred_million: str) -> str:
    out = ""
    for size, name in ((10**8, hundred_million), (10**4, ten_thousand), (1, "")):
        part, value = divmod(value, size)
        if part >= 10**4:
            return str(part)
        if part:
            out += (digits[0] if out and part < 1000 else "") + _thousands(part, digits, units) + name
    return out


def _thousands(value: int, digits: str, units: tuple[str, ...]) -> str:
    out = ""
    gap = False
    for place in (3, 2, 1, 0):
        digit = value // 10**place % 10
        if digit:
            out += (digits[0] if gap and out else "") + digits[digit] + units[place]
        gap = digit == 0
    return out


def _formal(value: int) -> str:
    return _grouped(value, _FORMAL_DIGITS, _FORMAL_UNITS, "万", "亿") or "零"


def _traditional_formal(value: int) -> str:
    return _formal(value).translate(_TRADITIONAL_FORMAL)


def _letters(first: str) -> Callable[[int], str]:
    def text(value: int) -> str:
        if value == 0 or value > _MAX_LETTERS:
            return "" if value == 0 else str(value)
        return chr(ord(first) + (value - 1) % 26) * ((value - 1) // 26 + 1)

    return text


def _roman(value: int) -> str:
    if value == 0 or value > _MAX_ROMAN:
        return "" if value == 0 else str(value)
    out = ""
    for worth, letters in _ROMAN:
        count, value = divmod(value, worth)
        out += letters * count
    return out


def _series(characters: str) -> Callable[[int], str]:
    return lambda value: characters[value - 1] if 1 <= value <= len(characters) else str(value)


def _sexagenary(value: int) -> str:
    return _STEMS[(value - 1) % 10] + _BRANCHES[(value - 1) % 12] if value else "0"


def _wide(value: int) -> str:
    return "".join(chr(ord("０") + int(digit)) for digit in str(value))


def _ordinal(value: int) -> str:
    ending = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"


def _span(first: int, count: int) -> str:
    return "".join(chr(first + step) for step in range(count))


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda value: f"{value:02d}",
    "decimalHalfWidth": str,
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
    "decimalEnclosedCircle": _series(_span(0x2460, 20) + _span(0x3251, 15) + _span(0x32B1, 15)),
    "decimalEnclosedCircleChinese": _series(_span(0x2460, 20) + _span(0x3251, 15) + _span(0x32B1, 15)),
    "decimalEnclosedParen": _series(_span(0x2474, 20)),
    "decimalEnclosedFullstop": _series(_span(0x2488, 20)),
    "ideographEnclosedCircle": _series(_span(0x3280, 10)),
    "numberInDash": lambda value: f"- {value} -",
    "upperLetter": _letters("A"),
    "lowerLetter": _letters("a"),
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "ordinal": _ordinal,
    "chineseCounting": _counting,
    "chineseCountingThousand": chinese,
    "chineseLegalSimplified": _formal,
    "ideographDigital": chinese_digits,
    "ideographLegalTraditional": _traditional_formal,
    "ideographTraditional": _series(_STEMS),
    "ideographZodiac": _series(_BRANCHES),
    "ideographZodiacTraditional": _sexagenary,
    "japaneseCounting": chinese,
    "japaneseDigitalTenThousand": chinese_digits,
    "japaneseLegal": _traditional_formal,
    "koreanDigital2": chinese_digits,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": chinese,
    "taiwaneseDigital": chinese_digits,
}
