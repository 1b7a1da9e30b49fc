"""The form of the numerals of headings and clauses: 一、 （一） 1. （1） (GB/T 15834-2011 B.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.format_math import remembered
from app.core.gathering import gather
from app.core.numerals import Numeral, Scheme, format_numeral, parse
from app.core.report import LEVELS, Kind, Paragraph, Report
from app.rules.api import ADVISED, CONFIRM, DUTY, ERROR, PRACTICE, SAFE, WARNING, Found, delete, found, retext, rule

NUMBERED = frozenset({*LEVELS, Kind.CLAUSE})
_BLANKS = " \t\u3000\u00a0"
_BRACKETED = (Scheme.HAN_BRACKET, Scheme.ARABIC_BRACKET)
_COMPATIBLE = re.compile(r"[㈠-㈩⑴-⒇⒈-⒛]")
_HALF = re.compile(r"\(\s*(?:[一二三四五六七八九十百]+|\d{1,3})\s*\)")
_HALF_MARKS = re.compile(r"(?<=[\u4e00-\u9fff”》）])[,;:(](?![\d])|(?<=[\u4e00-\u9fff])\)")
_TRANSCODED = 3  # so many half-width marks elsewhere: the whole text was converted, and the rules on marks speak of it at once


def typed_numeral(p: Paragraph) -> Numeral | None:
    """The numeral that opens the text of a numbered paragraph, None for an automatic one."""
    if p.number is not None:
        return None
    return parse(p.text, len(p.text) - len(p.text.lstrip(_BLANKS)))


@rule(
    "GW-LVL-006", "GB/T 15834-2011 B.3.2", slug="han-numeral-mark", severity=ERROR, strength=DUTY, kinds=NUMBERED,
    group="{count} 处汉字序数后面不是顿号",
    good=["一级 一、总体情况"],
    bad=[("一级 一.总体情况", "一级 一、总体情况"), ("一级 二，主要做法", "一级 二、主要做法")],
)  # fmt: skip
def han_numeral_mark(p: Paragraph) -> Iterator[Found]:
    """不带括号的汉字数字作序次语，后面用顿号。

    第一层标题写“一、”；用点、逗号或冒号，与其他各层的形式混淆。
    """
    numeral = typed_numeral(p)
    if numeral is None or numeral.scheme is not Scheme.HAN or not numeral.separator or numeral.separator == "、":
        return
    fix = retext(p, numeral.end - 1, numeral.end, "、")
    yield found(p, numeral.start, numeral.end, f"汉字序数后用顿号，不用“{numeral.separator}”", fix=fix, safety=SAFE)


@rule(
    "GW-LVL-007", "GB/T 15834-2011 B.3.4", slug="mark-after-bracketed-numeral", severity=ERROR, strength=DUTY, kinds=NUMBERED,
    group="{count} 处带括号的序数后面多了点号",
    good=["二级 （一）加强领导"],
    bad=[("二级 （一）、加强领导", "二级 （一）加强领导"), ("四级 （1）.健全制度", "四级 （1）健全制度")],
)  # fmt: skip
def mark_after_bracketed_numeral(p: Paragraph) -> Iterator[Found]:
    """带括号的序次语后面不用点号。

    括号已经把序数与正文隔开，再加顿号、句点是重复。
    """
    numeral = typed_numeral(p)
    if numeral is None or numeral.scheme not in _BRACKETED or not numeral.separator or numeral.separator in "）)":
        return
    fix = delete(p, numeral.end - 1, numeral.end)
    right = numeral.text[:-1]
    message = f"“{right}”后不加“{numeral.separator}”"
    yield found(p, numeral.start, numeral.end, message, fix=fix, safety=SAFE, before=numeral.text, after=right)


@rule(
    "GW-LVL-008", "GB/T 15834-2011 B.3.3", slug="arabic-numeral-mark", severity=WARNING, strength=ADVISED, kinds=NUMBERED,
    group="{count} 处阿拉伯数字序数后面不是下脚点",
    good=["三级 1.健全制度"],
    bad=[("三级 1、健全制度", "三级 1.健全制度"), ("三级 1．健全制度", "三级 1.健全制度")],
)  # fmt: skip
def arabic_numeral_mark(p: Paragraph) -> Iterator[Found]:
    """不带括号的阿拉伯数字作序次语，后面用下脚点“.”。

    第三层写“1.”，用半角下脚点；顿号只用在汉字序数之后。
    """
    numeral = typed_numeral(p)
    if numeral is None or numeral.scheme is not Scheme.ARABIC or numeral.separator in ("", "."):
        return
    fix = retext(p, numeral.end - 1, numeral.end, ".")
    yield found(p, numeral.start, numeral.end, f"阿拉伯数字序数后用“.”，不用“{numeral.separator}”", fix=fix, safety=SAFE)


def _one_sign(p: Paragraph) -> Numeral | None:
    """The numeral of a numbered paragraph when it is written as one sign (㈠)."""
    numeral = typed_numeral(p) if p.kind in NUMBERED and _COMPATIBLE.search(p.text) else None
    return numeral if numeral and _COMPATIBLE.match(p.text, numeral.start) else None


def _has_half_brackets(p: Paragraph) -> bool:
    """Whether a numbered paragraph opens with a numeral in half-width brackets."""
    numeral = typed_numeral(p) if p.kind in NUMBERED and "(" in p.text else None
    return numeral is not None and _HALF.match(p.text, numeral.start) is not None


@remembered
def _half_marks(p: Paragraph) -> int:
    return len(_HALF_MARKS.findall(p.text))


@rule(
    "GW-LVL-009", "实务", slug="numeral-brackets", severity=WARNING, strength=PRACTICE, reads=("text", "kinds", "format"),
    where=lambda p: _one_sign(p) or _has_half_brackets(p) or _half_marks(p),
    group="{count} 处序数的括号不规范，应为全角括号",
    good=["二级 （一）加强领导\n四级 （1）健全制度"],
    bad=[("二级 (一)加强领导", "二级 （一）加强领导"), ("二级 ㈠加强领导", "二级 （一）加强领导")],
)  # fmt: skip
def numeral_brackets(r: Report) -> Iterator[Found]:
    """序数的括号用全角，不用㈠⑴等兼容字符。

    半角括号与汉字不等宽，兼容字符在别的电脑上可能缺字。全文标点都是半角时，由标点的检查一并处理。
    """
    for p, numeral in gather(r, _one_sign):
        if numeral:
            right = format_numeral(numeral.value, numeral.scheme)
            fix = retext(p, numeral.start, numeral.start + 1, right)
            yield found(p, numeral.start, numeral.start + 1, f"不用兼容字符，写作“{right}”", fix=fix, safety=CONFIRM)
    half = gather(r, _has_half_brackets)
    if half and not _transcoded(r, len(half)):
        yield from (_widened(p) for p, _ in half)


def _widened(p: Paragraph) -> Found:
    match = _HALF.search(p.text)
    assert match is not None
    right = match.group().replace("(", "（").replace(")", "）")
    fix = (retext(p, match.start(), match.start() + 1, "（"), retext(p, match.end() - 1, match.end(), "）"))
    message = f"序数用全角括号“{right}”"
    return found(p, match.start(), match.end(), message, fix=fix, safety=SAFE, before=match.group(), after=right)


def _transcoded(r: Report, half: int) -> bool:
    """Whether half-width marks stand all over the text, so that `half` numerals are only a part of one cause."""
    left = max(_TRANSCODED, half)
    for p in r.paragraphs:
        left -= _half_marks(p)
        if left <= 0:
            return True
    return False
