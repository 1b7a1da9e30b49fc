"""份号, 密级 and 紧急程度: their words and their order (GB/T 9704-2012 7.2.1–7.2.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

from app.core.format_math import remembered
from app.core.gathering import gather, of_kinds
from app.core.organs import is_organ
from app.core.report import HEAD_KINDS, Kind, Paragraph, Report
from app.rules.api import CONFIRM, DUTY, USUAL, WARNING, Found, found, retext, rule

_NAMES = ("份号", "密级和保密期限", "紧急程度")
_ENDS = frozenset({Kind.TITLE, Kind.DOC_NUMBER, Kind.ADDRESSEE, Kind.LEVEL1, Kind.CHAPTER, Kind.ARTICLE})
_COPY = re.compile(
    r"(?:第\s*(?P<a>\d{1,6})\s*份|(?:份\s*号|份\s*数|编\s*号)\s*[：:]?\s*(?:No\.?|№)?\s*(?P<b>\d{1,8})|(?:No\.?|№)\s*(?P<c>\d{1,8})|(?P<d>\d{1,8}))$",
    re.IGNORECASE,
)
_SECRET = re.compile(
    r"(?P<level>绝\s*密|机\s*密|秘\s*密)级?\s*(?P<sign>[★☆*＊✩·、，\-—])?\s*(?P<term>长期|\d+\s*[年月]|[一二三四五六七八九十]+[年月])?$"
)
_NOT_A_LEVEL = re.compile(r"(?P<word>内部(?:资料|文件|使用)?|保密|工作秘密|商业秘密|机要|密件|普密)\s*[★☆*＊].*$")
_URGENT = {
    "紧急": "加急",
    "急": "加急",
    "急件": "加急",
    "特急件": "特急",
    "加急件": "加急",
    "十万火急": "特急",
    "火急": "特急",
    "紧急件": "加急",
    "特级": "特急",
}
_WIRE = re.compile(r"电报|明电|发电|密电")
_WIRE_ONLY = re.compile(r"特\s*提|平\s*急")
_URGENCY = re.compile(r"(?:特\s*提|特\s*急|加\s*急|平\s*急|(?:加|特)?急\s*件)$")
_BOTH = re.compile(r"^\s*(?:绝\s*密|机\s*密|秘\s*密).*(?:特\s*急|加\s*急)\s*$")
_MARK_END = re.compile(r"(?:文件|[（(].*)$")


def _is_mark(p: Paragraph) -> bool:
    """Whether a line is the 发文机关标志 itself: short marks above it may have been taken for part of it."""
    words = "".join(p.text.split())
    return p.kind is Kind.ISSUER_MARK and (words.endswith("文件") or is_organ(_MARK_END.sub("", words)))


def _rank(p: Paragraph) -> int | None:
    """0 for a 份号, 1 for 密级, 2 for 紧急程度, None for another line."""
    words = p.text.strip()
    if p.kind is Kind.COPY_NUMBER or _COPY.fullmatch(words):
        return 0
    if p.kind is Kind.SECRECY or _SECRET.fullmatch(words) or _BOTH.match(words):
        return 1
    return 2 if p.kind is Kind.URGENCY or _URGENCY.fullmatch(words) else None


@remembered
def above_the_title(p: Paragraph) -> Literal["end", "marking", "mark"] | None:
    """What a line is to the lines above the 发文机关标志 or title: their end, one of them, a part of the mark."""
    if p.kind in _ENDS or _is_mark(p):
        return "end"
    words = "".join(p.text.split())
    if _rank(p) is not None or _NOT_A_LEVEL.fullmatch(p.text.strip()) or words in _URGENT:
        return "marking"
    return "mark" if p.kind is Kind.ISSUER_MARK else None


def _front(r: Report) -> list[Paragraph]:
    """The markings above the 发文机关标志 or the title."""
    lines = gather(r, above_the_title)
    end = next((at for at, (_, what) in enumerate(lines) if what == "end"), 0)
    return [p for p, what in lines[:end] if what == "marking"]


def writes_copy_number(r: Report) -> bool:
    """Whether a 份号 stands there, in whatever form."""
    return any(_rank(p) == 0 for p in _front(r))


@rule(
    "GW-HEAD-001", "GB/T 9704-2012 7.2.1", slug="copy-number-form", severity=WARNING, strength=USUAL, reads=("text", "kinds"),
    where=above_the_title,
    good=["份号 000001\n密级 秘密★1年\n标志 青川市数据资源局文件\n标题 关于数据共享的通知"],
    bad=[("其他 第1份\n密级 秘密★1年\n标志 青川市数据资源局文件\n标题 关于数据共享的通知",
          "其他 000001\n密级 秘密★1年\n标志 青川市数据资源局文件\n标题 关于数据共享的通知")],
)  # fmt: skip
def copy_number_form(r: Report) -> Iterator[Found]:
    """份号一般用6位阿拉伯数字，顶格编排在版心左上角第一行。

    只写数字，不写“第×份”“编号”；不足六位的前面补零，便于登记清退。
    """
    front = _front(r)
    if not front or not gather(r, of_kinds(Kind.ISSUER_MARK, Kind.SECRECY)):
        return
    for p in front:
        words = p.text.strip()
        match = _COPY.fullmatch(words)
        if match is None or re.fullmatch(r"\d{6}", words) or p.kind in (Kind.SECRECY, Kind.URGENCY):
            continue
        digits = next(filter(None, match.group("a", "b", "c", "d")))
        start = p.text.find(words)
        fix = retext(p, start, start + len(words), digits.lstrip("0").zfill(6)) if len(digits.lstrip("0")) <= 6 else None
        yield found(p, start, start + len(words), "份号一般用6位阿拉伯数字，如“000001”", fix=fix, safety=CONFIRM)


@rule(
    "GW-HEAD-003", "GB/T 9704-2012 7.2.2；《党政机关公文处理工作条例》第九条（二）", slug="secrecy-words", severity=WARNING,
    strength=DUTY, reads=("text", "kinds"), where=above_the_title,
    good=["份号 000001\n密级 秘密★5年\n标志 青川市数据资源局文件\n标题 关于数据共享的通知"],
    bad=["其他 内部资料★长期\n标志 青川市数据资源局文件\n标题 关于数据共享的通知",
         ("份号 000001\n密级 秘密*5年\n标志 青川市数据资源局文件\n标题 关于数据共享的通知",
          "份号 000001\n密级 秘密★5年\n标志 青川市数据资源局文件\n标题 关于数据共享的通知")],
)  # fmt: skip
def secrecy_words(r: Report) -> Iterator[Found]:
    """密级只有“绝密”“机密”“秘密”三种，与保密期限之间用“★”分隔。

    “内部资料”“工作秘密”不是密级，不能写成密级的样子；密级写法固定，才好辨认。
    """
    for p in _front(r):
        words = p.text.strip()
        start = p.text.find(words)
        other, secret = _NOT_A_LEVEL.fullmatch(words), _SECRET.fullmatch(words)
        if other:
            yield found(p, start, start + len(other["word"]), f"“{other['word']}”不是密级，密级只有绝密、机密、秘密")
        elif secret and (secret["term"] or "级" in words) and (secret["sign"] != "★" or "级" in words or " " in words):
            right = re.sub(r"\s", "", secret["level"]) + ("★" + re.sub(r"\s", "", secret["term"]) if secret["term"] else "")
            fix = retext(p, start, start + len(words), right)
            yield found(p, start, start + len(words), f"密级和保密期限写作“{right}”", fix=fix, safety=CONFIRM)


@rule(
    "GW-HEAD-005", "《党政机关公文处理工作条例》第九条（三）；GB/T 9704-2012 7.2.3", slug="urgency-words", severity=WARNING,
    strength=DUTY, reads=("text", "kinds"), where=lambda p: above_the_title(p) or _names_a_wire(p),
    good=["紧急 特急\n标志 青川市数据资源局文件\n标题 关于数据共享的通知"],
    bad=[(("其他 急件\n标志 青川市数据资源局文件\n"
        "标题 关于数据共享的通知"), "其他 加急\n标志 青川市数据资源局文件\n标题 关于数据共享的通知"),
         "紧急 平急\n标志 青川市数据资源局文件\n标题 关于数据共享的通知"],
)  # fmt: skip
def urgency_words(r: Report) -> Iterator[Found]:
    """紧急公文标“特急”“加急”，电报标“特提”“特急”“加急”“平急”。

    “急件”“紧急”不是规定的等级，收文机关无法据以确定时限。
    """
    front = _front(r)
    if not front or not gather(r, of_kinds(Kind.ISSUER_MARK)):
        return
    for p in front:
        words = "".join(p.text.split())
        start = p.text.find(p.text.strip())
        end = start + len(p.text.strip())
        if words in _URGENT:
            right = _URGENT[words]
            fix = retext(p, start, end, right)
            yield found(p, start, end, f"紧急程度写“特急”或“加急”，不写“{words}”", fix=fix, safety=CONFIRM)
        elif p.kind is Kind.URGENCY and _WIRE_ONLY.fullmatch(words) and not _is_wire(r):
            yield found(p, start, end, f"“{words}”只用于电报，公文写“特急”或“加急”")


def _names_a_wire(p: Paragraph) -> bool:
    return _WIRE.search(p.text) is not None


def _is_wire(r: Report) -> bool:
    """Whether the head or the title speaks of a telegram."""
    first = next((r.order[p.uid] for p, what in gather(r, above_the_title) if what == "end"), 0)
    return any(p.kind in HEAD_KINDS or p.kind is Kind.TITLE or r.order[p.uid] < first for p, _ in gather(r, _names_a_wire))


@rule(
    "GW-HEAD-006", "GB/T 9704-2012 7.2.3", slug="order-of-markings", severity=WARNING, strength=DUTY, reads=("text", "kinds"),
    where=above_the_title,
    good=["份号 000012\n密级 机密★1年\n紧急 特急\n标志 青川市数据资源局文件\n标题 关于数据共享的通知"],
    bad=["紧急 特急\n份号 000012\n密级 机密★1年\n标志 青川市数据资源局文件\n标题 关于数据共享的通知",
         "份号 000012\n密级 机密★1年　特急\n标志 青川市数据资源局文件\n标题 关于数据共享的通知"],
)  # fmt: skip
def order_of_markings(r: Report) -> Iterator[Found]:
    """份号、密级和保密期限、紧急程度按这个顺序自上而下分行排列。

    顶格编排在版心左上角，一项一行。
    """
    marks = [(rank, p) for p in _front(r) if (rank := _rank(p)) is not None]
    for (above, _), (rank, p) in pairwise(marks):
        if rank < above:
            yield found(p, 0, None, f"{_NAMES[rank]}应排在{_NAMES[above]}之上")
    for _, p in marks:
        if _BOTH.match(p.text):
            yield found(p, 0, None, "紧急程度应另起一行，排在密级和保密期限之下")
