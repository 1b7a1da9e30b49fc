"""Ordinals of official documents: parse and format 一、（一）1.（1）① 第一条 1.1 一是 首先 (GB/T 9704-2012 7.3.3)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from app.core.han_numbers import DIGITS, digits_to_han, han_to_int, int_to_han

__all__ = [
    "ITEM_SCHEMES",
    "RANKS",
    "Numeral",
    "Scheme",
    "digits_to_han",
    "format_numeral",
    "han_to_int",
    "int_to_han",
    "parse",
    "parse_alone",
]


class Scheme(StrEnum):
    """The form of an ordinal; `RANKS` orders the forms from the outermost inwards."""

    PART = "编"
    CHAPTER = "章"
    SECTION = "节"
    ARTICLE = "条"
    HAN = "一、"
    HAN_BRACKET = "（一）"
    ARABIC = "1."
    ARABIC_BRACKET = "（1）"
    CIRCLED = "①"
    ROMAN = "Ⅰ"
    DECIMAL = "1.1"
    ITEM = "一是"
    ORDINAL = "第一"
    WORD = "首先"


RANKS = {
    Scheme.PART: 0, Scheme.CHAPTER: 1, Scheme.SECTION: 2, Scheme.ROMAN: 3, Scheme.ARTICLE: 4, Scheme.HAN: 10,
    Scheme.HAN_BRACKET: 20, Scheme.ARABIC: 30, Scheme.ARABIC_BRACKET: 40, Scheme.CIRCLED: 50, Scheme.DECIMAL: 5,
    Scheme.ITEM: 90, Scheme.ORDINAL: 91, Scheme.WORD: 92,
}  # fmt: skip
ITEM_SCHEMES = frozenset({Scheme.ITEM, Scheme.ORDINAL, Scheme.WORD})
_LEVELS = {Scheme.HAN: 1, Scheme.HAN_BRACKET: 2, Scheme.ARABIC: 3, Scheme.ARABIC_BRACKET: 4}


@dataclass(frozen=True, slots=True)
class Numeral:
    """An ordinal found in text: characters start..end (separator included) as written.

    `separator` is what stands between the number and the words ("、", ".", "" …); `clean` is False where the form is
    not the standard's (1、, （一）、, ㈠); `weak` where only its neighbours can tell that it is an ordinal at all;
    `path` holds all numbers of a decimal ordinal (1.2.3 → (1, 2, 3)).
    """

    text: str
    value: int
    scheme: Scheme
    start: int
    end: int
    separator: str = ""
    clean: bool = True
    weak: bool = False
    path: tuple[int, ...] = ()

    @property
    def level(self) -> int | None:
        """The level that the standard gives this form (1–4), or None for a form it does not name."""
        return _LEVELS.get(self.scheme)


_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚"
_ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
_COMPATIBLE = {
    **{c: (i, Scheme.HAN_BRACKET, False) for i, c in enumerate("㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩", 1)},
    **{c: (i, Scheme.ARABIC_BRACKET, False) for i, c in enumerate("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇", 1)},
    **{c: (i, Scheme.ARABIC, False) for i, c in enumerate("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛", 1)},
    **{c: (i, Scheme.CIRCLED, True) for i, c in enumerate(_CIRCLED, 1)},
    **{c: (i, Scheme.CIRCLED, True) for i, c in enumerate("❶❷❸❹❺❻❼❽❾❿", 1)},
    **{c: (i, Scheme.ROMAN, True) for i, c in enumerate(_ROMAN, 1)},
}  # fmt: skip

HAN_DIGITS = "一二三四五六七八九十百零〇○廿卅壹贰叁肆伍陆柒捌玖拾"
_HAN_NUMBER = f"[{HAN_DIGITS}](?:[ \u3000]?[{HAN_DIGITS}]){{0,4}}"
_ARABIC_NUMBER = "[0-9０-９]{1,3}"
_GAP = "[ \u3000\u00a0\t]*"
_BRACKETED = re.compile(
    rf"[（(]{_GAP}(?:(?P<han>{_HAN_NUMBER})|(?P<arabic>{_ARABIC_NUMBER})){_GAP}[）)]{_GAP}(?P<sep>[、．.：:，,。](?![0-9]))?"
)
_OPEN_HAN = re.compile(rf"(?P<han>{_HAN_NUMBER}){_GAP}(?P<sep>[、．.，,：:]|[ \u3000]+(?=[\u4e00-\u9fff“《]))")
_OPEN_ARABIC = re.compile(rf"(?P<arabic>{_ARABIC_NUMBER}){_GAP}(?P<sep>[.．、，,。：:）)])")
_DECIMAL = re.compile(r"(?P<path>[0-9]{1,2}(?:[.．][0-9]{1,2}){1,4})[.．]?(?P<gap>[ \u3000\t]*)(?=(?P<next>[^0-9.．]|\Z))")
_BARE_ARABIC = re.compile(r"(?P<arabic>[0-9]{1,2})(?:[ \u3000\t]+)(?=[\u4e00-\u9fff])")
_DI = re.compile(
    rf"第{_GAP}(?:(?P<han>{_HAN_NUMBER})|(?P<arabic>{_ARABIC_NUMBER})){_GAP}"
    r"(?:(?P<unit>编|篇|部分|章|节|条)(?P<sub>之[一二三四五六七八九十]+)?"
    r"(?P<gap>[ \u3000\u00a0\t]*)(?P<next>.|\Z)|(?P<sep>[，、,：:]))"
)
_ITEM = re.compile(r"(?P<han>二?十[一二三四五六七八九]?|[一二三四五六七八九])(?P<word>是|要|为)(?![否非])")
_WORDS = {"首先": 1, "其次": 2, "再次": 3, "然后": 3, "最后": 9}
_DI_UNITS = {
    "编": Scheme.PART,
    "篇": Scheme.PART,
    "部分": Scheme.PART,
    "章": Scheme.CHAPTER,
    "节": Scheme.SECTION,
    "条": Scheme.ARTICLE,
}
_COUNTED = "季级产期审线批等类档甲层楼次号项个名条款"
_MEASURES = "亿万千百元米吨克升秒斤亩%％‰℃°×xX~～—至到/"
_SOFT_MEASURES = "公平立方度倍个年月日时分人次台套件户家项岁里"  # that begin other words too: 2.5年度安排, 1.2个人信息
_NO_MEASURE = re.compile(
    "项目|个人|个体|年度|年产|月度|日常|日程|时间|时限|分[析类工项布级部期包]|人[员才工口力民机]|次[要生]|台[账风]|套[管餐]|户[籍外]|家[庭具]|里程"
    "|公[用共司开众告示]|平[台面均]|方[案法式向]|立[项法]|度[汛量]|级[别配]"
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}\s*[年—–-]")
_STARTERS = frozenset(HAN_DIGITS + "0123456789０１２３４５６７８９（(第首其再然最") | frozenset(_COMPATIBLE)
_WIDE_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


@lru_cache(maxsize=8192)
def parse(text: str, start: int = 0) -> Numeral | None:
    """The ordinal at `start` of `text`, or None. Decimals, amounts and years (1.5亿元, 2023年, 3．60%) are none."""
    if start >= len(text) or text[start] not in _STARTERS:
        return None
    first = text[start]
    if first in _COMPATIBLE:
        return _compatible(text, start)
    if first in "（(":
        return _bracketed(text, start)
    if first == "第":
        return _numbered_unit(text, start)
    if first in HAN_DIGITS:
        return _open_han(text, start) or _item(text, start)
    if first in "首其再然最":
        return _word(text, start)
    return _open_arabic(text, start)


def parse_alone(numeral: str) -> Numeral | None:
    """The ordinal that a numeral without its words is: 2.1 is a decimal one before a heading, though not by itself."""
    return parse(numeral + " 甲") if numeral else None


def _compatible(text: str, start: int) -> Numeral:
    value, scheme, clean = _COMPATIBLE[text[start]]
    end = start + 1
    separator = text[end : end + 1] if text[end : end + 1] in tuple("、．.，") else ""
    end += len(separator)
    clean = clean and (not separator or scheme is Scheme.ROMAN)
    return Numeral(text[start:end], value, scheme, start, end, separator, clean)


def _bracketed(text: str, start: int) -> Numeral | None:
    match = _BRACKETED.match(text, start)
    if not match:
        return None
    value = _value(match)
    if not value or value > 199:
        return None
    scheme = Scheme.HAN_BRACKET if match["han"] else Scheme.ARABIC_BRACKET
    separator = match["sep"] or ""
    end = match.end("sep") if separator else text.index("）" if "）" in match.group() else ")", start) + 1
    shown = text[start:end]
    return Numeral(
        shown, value, scheme, start, end, separator, not separator and shown[0] == "（" and shown[-1] == "）" and " " not in shown
    )


def _value(match: re.Match[str]) -> int | None:
    han = match["han"] if "han" in match.re.groupindex else None
    return han_to_int(han) if han else int(match["arabic"].translate(_WIDE_DIGITS))


def _open_han(text: str, start: int) -> Numeral | None:
    match = _OPEN_HAN.match(text, start)
    if not match:
        return None
    value = _value(match)
    if not value or value > 199 or _counts_on(text, match.end(), value):
        return None
    separator = match["sep"].strip()
    end = match.end() if separator else match.start("sep")
    return Numeral(
        text[start:end], value, Scheme.HAN, start, end, separator, separator == "、", separator not in ("、", "．", ".")
    )


def _counts_on(text: str, at: int, value: int) -> bool:
    """Whether the next number carries the count on inside a phrase: 一、二季度, 三、四级, 一、二、三等奖."""
    after = text[at : at + 1]
    if not after or after not in DIGITS or DIGITS[after] != value + 1:
        return False
    following = text[at + 1 : at + 2]
    return bool(following) and (following in _COUNTED or following == "、")


def _item(text: str, start: int) -> Numeral | None:
    match = _ITEM.match(text, start)
    if not match:
        return None
    value = han_to_int(match["han"])
    assert value is not None
    return Numeral(match.group(), value, Scheme.ITEM, start, match.end(), "", True, match["word"] != "是")


def _word(text: str, start: int) -> Numeral | None:
    word = text[start : start + 2]
    after = text[start + 2 : start + 3]
    if word not in _WORDS or after not in tuple("，,、：:"):
        return None
    return Numeral(word, _WORDS[word], Scheme.WORD, start, start + 2, after, after in "，,", True)


def _open_arabic(text: str, start: int) -> Numeral | None:
    decimal = _decimal(text, start)
    if decimal:
        return decimal
    match = _OPEN_ARABIC.match(text, start)
    if not match:
        return _bare_arabic(text, start)
    value, separator, end = _value(match), match["sep"], match.end()
    if not value or _runs_on(text, end, value, separator):
        return None
    scheme = Scheme.ARABIC_BRACKET if separator in "）)" else Scheme.ARABIC
    return Numeral(text[start:end], value, scheme, start, end, separator, separator == ".", separator in "，,。：:")


def _runs_on(text: str, at: int, value: int, separator: str) -> bool:
    """Whether the digits after a separator belong to the same number or list: 1.5亿元, 3．60%, 1、2号楼, 1：100."""
    following = text[at : at + 4]
    if not following[:1].isdigit():
        return False
    if _YEAR.match(text, at):
        return False
    digits = re.match(r"[0-9]+", following)
    return separator != "、" or digits is None or int(digits.group()) == value + 1


def _decimal(text: str, start: int) -> Numeral | None:
    match = _DECIMAL.match(text, start)
    if not match or match["next"] in tuple("%％‰℃）)、，。；：-—～~"):
        return None
    path = tuple(int(part) for part in re.split("[.．]", match["path"]))
    if 0 in path or max(path) > 60:
        return None
    glued = not match["gap"] and len(path) == 2  # three numbers are no amount
    if glued and (not match["next"] or match["next"] in _MEASURES or _is_amount(text, match.end("path"))):
        return None
    end = match.end("path")
    return Numeral(text[start:end], path[-1], Scheme.DECIMAL, start, end, "", True, glued, path)


def _is_amount(text: str, at: int) -> bool:
    """Whether a measure at `at` makes the number before it an amount: 1.5个, 3.2倍. One that begins a word does not."""
    return text[at] in _SOFT_MEASURES and not _NO_MEASURE.match(text, at)


def _bare_arabic(text: str, start: int) -> Numeral | None:
    match = _BARE_ARABIC.match(text, start)
    if not match:
        return None
    value = int(match["arabic"])
    end = match.end("arabic")
    return Numeral(match["arabic"], value, Scheme.DECIMAL, start, end, "", True, True, (value,)) if value else None


def _numbered_unit(text: str, start: int) -> Numeral | None:
    match = _DI.match(text, start)
    if not match:
        return None
    value = _value(match)
    if not value:
        return None
    if match["sep"]:
        end = match.start("sep")
        return Numeral(text[start:end], value, Scheme.ORDINAL, start, end, match["sep"], match["sep"] in "，,", True)
    scheme = _DI_UNITS[match["unit"]]
    glued = not match["gap"] and match["next"] not in ("", "\n")
    if glued and match["next"] in tuple("第规所的中款项之、，；。和至到及或与）)》”"):
        return None
    end = match.end("sub") if match["sub"] else match.end("unit")
    separator = match["next"] if match["next"] in tuple("：:") else ""
    return Numeral(
        text[start : end + len(separator)], value, scheme, start, end + len(separator), separator, not separator, glued
    )


def format_numeral(value: int, scheme: Scheme) -> str:
    """`value` in the standard form of `scheme`, separator included: (3, HAN_BRACKET) → （三）.

    Raises ValueError where that form does not reach `value` (① beyond 30).
    """
    if scheme is Scheme.CIRCLED or scheme is Scheme.ROMAN:
        signs = _CIRCLED if scheme is Scheme.CIRCLED else _ROMAN
        if not 1 <= value <= len(signs):
            raise ValueError(f"{scheme} does not reach {value}")
        return signs[value - 1]
    if scheme in (Scheme.PART, Scheme.CHAPTER, Scheme.SECTION, Scheme.ARTICLE):
        return f"第{int_to_han(value)}{scheme.value}"
    forms = {
        Scheme.HAN: f"{int_to_han(value)}、", Scheme.HAN_BRACKET: f"（{int_to_han(value)}）", Scheme.ARABIC: f"{value}.",
        Scheme.ARABIC_BRACKET: f"（{value}）", Scheme.ITEM: f"{int_to_han(value)}是", Scheme.ORDINAL: f"第{int_to_han(value)}",
    }  # fmt: skip
    if scheme not in forms:
        raise ValueError(f"{scheme} has no single form")
    return forms[scheme]
