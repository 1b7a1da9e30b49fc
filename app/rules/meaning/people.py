"""Personal data in a copy to be published: identity numbers, mobile phones, bank cards."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.gathering import gather
from app.core.report import Kind, Paragraph, Report
from app.rules.api import CONFIRM, DUTY, ERROR, WARNING, Context, Found, found, retext, rule

_IDENTITY = re.compile(
    r"(?<![\dA-Za-z])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])"
)
_MOBILE = re.compile(r"(?<![\d.\-－—/+])(?:\+?86[- ]?)?(1[3-9]\d)[- ]?(\d{4})[- ]?(\d{4})(?![\d.])")
_CARD = re.compile(r"(?:卡号|账号|帐号|账户|银行卡)[^\d]{0,8}(\d{16,19})(?!\d)")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_PUBLISHED = re.compile(r"此件(?:主动|依申请)?公开|公开发布|主动公开|公开属性[：:]\s*主动公开")


def _notes_publishing(p: Paragraph) -> bool:
    return p.kind is Kind.NOTE and _PUBLISHED.search(p.text) is not None


def _personal(p: Paragraph) -> tuple[Found, ...]:
    return (*_identities(p), *_phones(p))


def _tells(p: Paragraph) -> object:
    return _notes_publishing(p) or _personal(p)


@rule(
    "GW-SEM-026", "《中华人民共和国个人信息保护法》；《中华人民共和国政府信息公开条例》第十五条", slug="personal-data",
    severity=ERROR, strength=DUTY, modes={"auto", "published"}, reads=("text", "kinds"), where=_tells,
    good=["正文 联系人：李明，电话：0531-81234567。\n附注 （此件公开发布）"],
    bad=[
        ("正文 身份证号11010519491231002X。\n附注 （此件公开发布）", "正文 身份证号110105********002X。\n附注 （此件公开发布）"),
        (("正文 联系人李明，手机13812345678。\n"
            "附注 （此件公开发布）"), "正文 联系人李明，手机138****5678。\n附注 （此件公开发布）"),
    ],
)  # fmt: skip
def personal_data(r: Report, c: Context) -> Iterator[Found]:
    """公开的公文不含身份证号、手机号、银行卡号等个人信息。

    公开后无法收回，会泄露个人信息。公开稿，以及附注标明公开的公文，逐处提示；更正时中间几位用星号代替。
    """
    if c.mode == "published" or gather(r, _notes_publishing, everywhere=True):
        for _, said in gather(r, _personal, everywhere=True):
            yield from said


def _identities(p: Paragraph) -> Iterator[Found]:
    for match in _IDENTITY.finditer(p.text):
        number = match.group()
        if _is_valid(number):
            fix = retext(p, match.start() + 6, match.end() - 4, "*" * 8)
            yield found(p, match.start(), match.end(), "公开稿中有身份证号，应删去或隐去", fix=fix, safety=CONFIRM)
    for match in _CARD.finditer(p.text):
        if _passes_luhn(match.group(1)):
            start, end = match.span(1)
            fix = retext(p, start + 4, end - 4, "*" * (end - start - 8))
            yield found(p, start, end, "公开稿中有银行卡号，应删去或隐去", fix=fix, safety=CONFIRM, severity=WARNING)


def _phones(p: Paragraph) -> Iterator[Found]:
    for match in _MOBILE.finditer(p.text):
        if any(m.start() <= match.start() < m.end() for m in _CARD.finditer(p.text)):
            continue
        start, end = match.start(1) + 3, match.start(3)
        fix = retext(p, start, end, "****")
        yield found(
            p, match.start(), match.end(), "公开稿中有手机号码，请核对是否可以公开", fix=fix, safety=CONFIRM, severity=WARNING
        )


def _is_valid(number: str) -> bool:
    """Whether the last character is the check digit of GB 11643."""
    check = sum(int(d) * w for d, w in zip(number[:17], _WEIGHTS, strict=True)) % 11
    return "10X98765432"[check] == number[17].upper()


def _passes_luhn(number: str) -> bool:
    digits = [int(d) for d in reversed(number)]
    return sum(d if at % 2 == 0 else d * 2 - 9 * (d > 4) for at, d in enumerate(digits)) % 10 == 0
