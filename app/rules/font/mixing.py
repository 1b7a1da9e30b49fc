"""One element in several fonts (GW-FONT-006), one class of font by several products (GW-FONT-007), Latin fonts (GW-FONT-010)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from app.core.edits import Edit, Reformat
from app.core.format_math import (
    Stretch,
    is_judged,
    look_name,
    look_of,
    looks_of,
    main_look,
    remembered,
    remembered_by,
    role_key,
    stretches,
    within,
)
from app.core.gathering import gather
from app.core.profile import Profile
from app.core.report import LEVELS, Kind, Paragraph, Report
from app.core.text import has_han
from app.rules.api import INFO, PRACTICE, SAFE, WARNING, Context, Found, found, restyle, rule
from app.rules.font.elements import BODY_LIKE, LEADS, body_start, font_edits, suits

_DIGIT = re.compile("[0-9]")
_BODY = (Kind.BODY, Kind.CLAUSE)
_TEXT = frozenset({*_BODY, *LEVELS})
_OWN = "与汉字相同的字体"
_EXAMPLE_BODY = "正文 为规范管理，现将有关事项通知如下。"


def _strays(p: Paragraph, profile: Profile, start: int, end: int, role: str) -> list[Stretch]:
    """Stretches of another look inside a part whose main look is right."""
    part = within(p, start, end)
    if len({(s.format.east_asia, s.format.size) for s in part}) < 2:
        return []
    look = main_look(part)
    if look is None or not suits(profile, role, look):
        return []
    size = profile.styles[role].size
    return [
        s for s in part
        if not suits(profile, role, (s.format.east_asia, s.format.size)) and has_han(p.text[s.start : s.end])
        and not _is_set_off(p, s, profile, size)
    ]  # fmt: skip


def _is_plain(p: Paragraph, border: int) -> bool:
    """Whether the part before `border` and the part behind it are each of one look."""
    parts = stretches(p)
    if len(parts) == 2 and parts[0].end <= border <= parts[1].start:
        return True
    front = {(s.format.east_asia, s.format.size) for s in parts if s.start < border}
    back = {(s.format.east_asia, s.format.size) for s in parts if s.end > border}
    return len(front) < 2 and len(back) < 2


def _is_set_off(p: Paragraph, s: Stretch, profile: Profile, size: int) -> bool:
    """A lead such as 一是加强领导 in the font of a heading, or a title's （试行）: meant so by the writer."""
    if abs(s.format.size - size) > 1 or profile.family_of(s.format.east_asia) not in LEADS:
        return False
    if p.kind is Kind.TITLE:
        return p.text[s.start] in "（("
    return s.start == 0 or p.text[s.start - 1] in "。；：:;\n"


@rule(
    "GW-FONT-006", "实务（由GB/T 9704-2012 5.2.2推出）", slug="mixed-fonts", severity=WARNING, strength=PRACTICE,
    aspect="format", kinds=(*BODY_LIKE, *LEVELS, Kind.TITLE), needs=0.7, group="同一段内夹杂其他字体字号，共{count}段",
    good=[_EXAMPLE_BODY, "正文 {east_asia=宋体} 整段都是宋体时由正文字体的规则来说。"],
    bad=[("正文 {size=32} 为规范管理，⟦east_asia=微软雅黑, size=21|现将有关⟧事项通知如下。", _EXAMPLE_BODY)],
)  # fmt: skip
def mixed_fonts(p: Paragraph, c: Context) -> Iterator[Found]:
    """同一要素内字体字号不混用。

    从网页或其他文件粘贴的文字常带着原来的字体，夹在正文中大小、粗细不一。句首用黑体、楷体提示的“一是”等不算。
    """
    if len(looks_of(p)) < 2 or not is_judged(p):
        return
    start = body_start(p, c.profile)
    headed = start if p.kind in LEVELS else len(p.text) if p.kind is Kind.TITLE else 0
    if _is_plain(p, max(start, headed)):
        return
    strays = _strays(p, c.profile, 0, headed, p.kind.value) if headed else []
    strays += _strays(p, c.profile, max(start, headed), len(p.text), Kind.BODY.value)
    if not strays:
        return
    first = strays[0]
    is_now = look_name(c.profile, first.format.east_asia, first.format.size)
    yield found(
        p, first.start, first.end, f"这几个字是{is_now}，与本段其他文字不同", fix=font_edits(p), safety=SAFE,
        before=is_now, after="与本段一致",
    )  # fmt: skip


def _text_look(p: Paragraph) -> tuple[str, int] | None:
    return look_of(p) if p.kind in _BODY and is_judged(p) else None


@rule(
    "GW-FONT-007", "GB/T 33476.2-2016 第5章", slug="several-products-of-one-class", severity=INFO, strength=PRACTICE,
    aspect="format", reads=("format", "kinds", "text"), where=_text_look,
    group="正文混用了同属仿宋体的不同字库，共{count}段与多数不同",
    good=[
        f"{_EXAMPLE_BODY}\n正文 各单位要高度重视。",
        "正文 {east_asia=仿宋} 为规范管理，现通知如下。\n正文 {east_asia=仿宋} 各单位要高度重视。",
    ],
    bad=[(
        "正文 {east_asia=仿宋} 为规范管理，现通知如下。\n正文 各单位要高度重视。\n正文 请认真贯彻落实。",
        "正文 为规范管理，现通知如下。\n正文 各单位要高度重视。\n正文 请认真贯彻落实。",
    )],
)  # fmt: skip
def several_products(r: Report, c: Context) -> Iterator[Found]:
    """正文宜用同一种仿宋字库。

    国家标准只规定字体类别，仿宋、仿宋_GB2312、方正仿宋都合规；但同一篇混用时笔画粗细和字面大小不一致。
    """
    rows = gather(r, _text_look)
    suited = {look for look in {look for _, look in rows} if suits(c.profile, Kind.BODY.value, look)}
    if len({font.lower() for font, _ in suited}) < 2:
        return
    counts: Counter[str] = Counter()
    for p, (font, size) in rows:
        if (font, size) in suited:
            counts[font] += len(p.text)
    classes: Counter[str] = Counter()
    for font, count in counts.items():
        classes[font.lower()] += count
    usual = classes.most_common(1)[0][0]
    name = next(font for font in counts if font.lower() == usual)
    odd = {(font, size) for font, size in suited if font.lower() != usual}
    styled = {kind: name.lower() == c.profile.styles[kind.value].font.lower() for kind in _BODY}
    for p, look in rows:
        if look in odd:
            yield _of_another_product(p, look[0], name, styled[p.kind])


@remembered_by
def _of_another_product(p: Paragraph, font: str, usual: str, styled: bool) -> Found:
    fix = _unified(p, font, usual, styled)
    return found(p, 0, None, f"本段用“{font}”，全文多数用“{usual}”", fix=fix, safety=SAFE, before=font, after=usual)


def _unified(p: Paragraph, font: str, wanted: str, styled: bool) -> tuple[Edit, ...]:
    """The named style where it has the usual font (`styled`), else that font on exactly the characters that differ."""
    if styled:
        return (restyle(p, role_key(p), "font"),)
    ends = [s for s in stretches(p) if s.format.east_asia == font]
    return tuple(Reformat(p.uid, chars={"east_asia": wanted}, start=s.start, end=s.end) for s in ends)


_Fonts = tuple[str, str]  # of digits and of Chinese characters


class _Digits(NamedTuple):
    """A run start..end with so many digits, the first one at `first`."""

    fonts: _Fonts
    first: int
    number: int
    start: int
    end: int


@remembered
def _digits(p: Paragraph) -> tuple[frozenset[_Fonts], Sequence[_Digits]] | None:
    """The fonts of the runs of text with digits, and those runs."""
    if p.kind not in _TEXT:
        return None
    out: list[_Digits] = []
    for run in p.runs:
        places = [m.start() for m in _DIGIT.finditer(p.text, run.start, run.end)]
        if places:
            fonts = run.format.ascii, run.format.east_asia
            out.append(_Digits(fonts, places[0], len(places), run.start, run.end))
    return (_same(frozenset(one.fonts for one in out)), out) if out else None


@lru_cache(maxsize=1024)
def _same(fonts: frozenset[_Fonts]) -> frozenset[_Fonts]:
    """The same object for equal fonts: paragraphs have few."""
    return fonts


@rule(
    "GW-FONT-010", "实务", slug="mixed-digit-fonts", severity=INFO, strength=PRACTICE, aspect="format",
    reads=("format", "text", "kinds"), where=_digits,
    good=["正文 2024年共办结120件、135件、140件、150件。\n正文 2023年共办结120件、135件、140件、150件。"],
    bad=[(
        "正文 {ascii=Times New Roman} 2024年办结120件、135件、140件。\n正文 2023年共办结120件、135件、140件、150件。",
        "正文 2024年办结120件、135件、140件。\n正文 2023年共办结120件、135件、140件、150件。",
    )],
)  # fmt: skip
def mixed_digit_fonts(r: Report, c: Context, font: str = "") -> Iterator[Found]:
    """正文中数字、西文的字体全文一致。

    国家标准没有规定数字用仿宋还是Times New Roman，两种都有机关使用；同一篇里混用则显得零乱。
    """
    rows = gather(r, _digits)
    fonts = frozenset[_Fonts]().union(*{fonts for _, (fonts, _) in rows})
    names = {pair: _OWN if _is_own(*pair, c.profile) else pair[0] for pair in fonts}
    if len({*names.values(), *([font] if font else ())}) < 2:
        return
    counts: Counter[str] = Counter()
    for _, (_, runs) in rows:
        for one in runs:
            counts[names[one.fonts]] += one.number
    if font:
        counts.setdefault(font, 0)
    (usual, _), *others = sorted(counts.items(), key=lambda pair: (pair[0] != font, -pair[1]))
    odd = frozenset(pair for pair in fonts if usual not in (names[pair], pair[0]))
    places: dict[str, list[tuple[Paragraph, int]]] = {}
    for p, (mixed, runs) in rows:
        for at, one in enumerate(runs) if not mixed.isdisjoint(odd) else ():
            if one.fonts in odd:
                places.setdefault(names[one.fonts], []).append((p, at))
    others = [(name, count) for name, count in others if name in places]
    if others and others[0][1] >= max(3, sum(counts.values()) // 20):
        name, count = others[0]
        p, at = next((p, one.first) for p, (_, runs) in rows for one in runs if names[one.fonts] == name)
        fix = tuple([_latin(q, index, usual) for other, _ in others for q, index in places[other]])
        message = f"正文数字{'应' if font else '多数'}用{usual}，有{count}个用{name}，请统一为一种"
        yield found(p, at, at + 1, message, fix=fix, safety=SAFE, before=name, after=usual)


def _is_own(digits: str, characters: str, profile: Profile) -> bool:
    """Whether digits have the font of the Chinese characters beside them, or one of its class."""
    family = profile.family_of(digits)
    return digits == characters or (family is not None and family == profile.family_of(characters))


@remembered_by
def _latin(p: Paragraph, index: int, usual: str) -> Reformat:
    """The run of digits with that number in `p` set in the usual font."""
    known = _digits(p)
    assert known is not None
    one = known[1][index]
    font = one.fonts[1] if usual == _OWN else usual
    return Reformat(p.uid, chars={"ascii": font, "h_ansi": font}, start=one.start, end=one.end)
