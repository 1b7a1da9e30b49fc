"""Numbers in Chinese numerals, both ways: counted (一百零三, 壹拾, 廿一) and digit by digit (二〇二三)."""

from __future__ import annotations

DIGITS = {
    c: i
    for i, row in enumerate(("零〇○Ｏ", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
    for c in row
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
_TENS = {"廿": 20, "卅": 30}
_PLAIN = "零一二三四五六七八九"


def han_to_int(text: str) -> int | None:
    """The number that Chinese numerals name (十二, 一百零三, 二〇二三, 壹拾, 廿一), spaces ignored; None if they name none."""
    digits = "".join(text.split())
    if not digits:
        return None
    if all(c in DIGITS for c in digits):
        return int("".join(str(DIGITS[c]) for c in digits))
    total = section = number = 0
    for c in digits:
        if c in DIGITS:
            number = DIGITS[c]
        elif c in _TENS:
            section, number = section + _TENS[c], 0
        elif c in _UNITS:
            section, number = section + (number or 1) * _UNITS[c], 0
        elif c in _LARGE:
            total, section, number = (total + section + number) * _LARGE[c], 0, 0
        else:
            return None
    return total + section + number


def int_to_han(value: int, zero: str = "零") -> str:
    """`value` (0..99999999) in Chinese numerals as counted: 12 → 十二, 103 → 一百零三."""
    if value < 0 or value > 99_999_999:
        raise ValueError(f"{value} is out of range")
    if value >= 10_000:
        high, low = divmod(value, 10_000)
        gap = zero if low and low < 1000 else ""
        return int_to_han(high, zero) + "万" + (gap + _below_ten_thousand(low, zero) if low else "")
    return _below_ten_thousand(value, zero)


def _below_ten_thousand(value: int, zero: str) -> str:
    if value == 0:
        return zero
    out, pending = "", False
    for size, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, size)
        if digit:
            out += (zero if pending and out else "") + _PLAIN[digit] + unit
            pending = False
        else:
            pending = True
    return out[1:] if out.startswith("一十") else out


def digits_to_han(text: str) -> str:
    """Arabic digits as the Chinese numerals of a code or year: 2023 → 二〇二三."""
    return "".join("〇一二三四五六七八九"[int(c)] if c.isdigit() else c for c in text)
