"""What the text points at must be there: parts, tables and figures; 一方面 and its other side."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate, islice

from app.core.annual import TEXT_KINDS, main_part, parts
from app.core.gathering import gather, of_kinds
from app.core.numerals import han_to_int
from app.core.report import Kind, Paragraph, Report
from app.rules.api import INFO, PRACTICE, WARNING, Found, found, outside, rule

_PART = re.compile(
    r"(?:(?:详?见|参见|参照|按照|依照|如)(?:本报告|本方案|本文|本意见|本通知)?|本报告|本方案|本文)第(?P<n>[一二三四五六七八九十]{1,3})(?:部分|大部分)"
)
_OWN_ARTICLE = re.compile(
    r"(?<![《的和、])本(?:办法|规定|条例|细则|规则|章程|准则|法|方案)第(?P<n>[一二三四五六七八九十百零〇]{1,6})条(?!约)"
)
_FEWEST_ARTICLES = 2
_PICTURE = re.compile(r"(?:详?见|参见|如)(?:下)?(?P<what>附?[表图])\s?(?P<n>\d{1,2})(?![-－—.．\d])")
_CAPTION = re.compile(r"\s*(?P<what>附?[表图])\s?(?P<n>\d{1,2})(?![-－—.．\d])")
_ONE_SIDE = re.compile(r"(?<![这某每任哪单另各那之同])一方面(?![^，。；]{0,4}(?:的|军))")
_OTHER = re.compile(r"(?:另|又|再|其他|其它|还有|同时|此外|二)(?:一)?方面|另外|同时|此外|二是")


def _to_parts(p: Paragraph) -> tuple[re.Match[str], ...]:
    """见第三部分."""
    return _matches(_PART, p) if p.kind in TEXT_KINDS and "部分" in p.text else ()


def _to_pictures(p: Paragraph) -> tuple[re.Match[str], ...]:
    """见表2."""
    return _matches(_PICTURE, p) if p.kind in TEXT_KINDS and ("表" in p.text or "图" in p.text) else ()


def _to_articles(p: Paragraph) -> tuple[re.Match[str], ...]:
    """本办法第五条."""
    return _matches(_OWN_ARTICLE, p) if "本" in p.text and "条" in p.text else ()


def _matches(pattern: re.Pattern[str], p: Paragraph) -> tuple[re.Match[str], ...]:
    return tuple(match for match in pattern.finditer(p.text) if outside(p, match.start(), match.end()))


def _caption(p: Paragraph) -> re.Match[str] | None:
    """表1, 图2 at the start of a paragraph."""
    return _CAPTION.match(p.text)


_ARTICLE = of_kinds(Kind.ARTICLE)


def _points_or_is_pointed_at(p: Paragraph) -> object:
    return _to_parts(p) or _to_pictures(p) or _to_articles(p) or _caption(p) or _ARTICLE(p)


@rule(
    "GW-SEM-020", "实务", slug="dangling-reference", severity=WARNING, strength=PRACTICE,
    reads=("text", "numerals", "kinds", "sequence"), where=_points_or_is_pointed_at,
    good=["一级 一、工作回顾\n正文 有关打算见第二部分。\n一级 二、下步打算\n正文 抓好落实。"],
    bad=["一级 一、工作回顾\n正文 有关打算见第三部分。\n一级 二、下步打算\n正文 抓好落实。",
         "条 第一条 为规范管理，制定本办法。\n条 第二条 违反本办法第五条的，责令改正。",
         "正文 办件情况见表2。\n图表题 表1　办件情况"],
)  # fmt: skip
def dangling_reference(r: Report) -> Iterator[Found]:
    """文中指向的部分、条款、表、图存在。

    增删章节、表格以后，“见第五部分”“见表2”最容易忘了改。
    """
    end = len(main_part(r))
    pointing = gather(r, _to_parts)
    headed = (n.value for n in r.outline if n.type == "heading" and n.scheme == "official" and n.level == 1)
    last = max(headed, default=0) if pointing else 0
    for p, matches in pointing:
        for match in matches if last and r.order[p.uid] < end else ():
            if _number(match) > last:
                yield found(p, match.start(), match.end(), f"全文只有{last}个部分，没有第{match['n']}部分")
    shown = _captions(r)
    for p, matches in gather(r, _to_pictures) if shown else ():
        for match in matches if r.order[p.uid] < end else ():
            there = shown.get(match["what"][-1])
            if there and int(match["n"]) not in there:
                yield found(p, match.start(), match.end(), f"文中没有{match['what']}{match['n']}")
    if gather(r, _to_articles):
        yield from _beyond_articles(r)


def _captions(r: Report) -> dict[str, set[int]]:
    """The numbers of the tables and figures that have captions."""
    shown: dict[str, set[int]] = {}
    for _, match in gather(r, _caption, everywhere=True):
        if match:
            shown.setdefault(match["what"][-1], set()).add(int(match["n"]))
    return shown


def _beyond_articles(r: Report) -> Iterator[Found]:
    """Articles pointed at that come after the last one of the same part of the report."""
    ends = list(accumulate(map(len, parts(r))))
    last = dict.fromkeys(range(len(ends)), 0)
    for p, _ in gather(r, _ARTICLE):
        part = bisect_right(ends, r.order[p.uid])
        last[part] = max(last[part], p.role.value or 0)
    for p, matches in gather(r, _to_articles):
        count = last[bisect_right(ends, r.order[p.uid])]
        for match in matches if count >= _FEWEST_ARTICLES else ():
            if _number(match) > count:
                yield found(p, match.start(), match.end(), f"全文只有{count}条，没有第{match['n']}条")


def _number(match: re.Match[str]) -> int:
    return han_to_int(match["n"]) or 0


def _one_side(p: Paragraph) -> re.Match[str] | None:
    """The first 一方面 of a paragraph in which no other side follows."""
    match = _ONE_SIDE.search(p.text) if p.kind in TEXT_KINDS and "一方面" in p.text else None
    alone = match is not None and outside(p, match.start(), match.end()) and not _names_other(p.text[match.end() :])
    return match if alone else None


def _names_other(text: str) -> bool:
    return "一方面" in text or _OTHER.search(text) is not None


def _sided(p: Paragraph) -> object:
    return p.kind in TEXT_KINDS and (_one_side(p) or _names_other(p.text))


@rule(
    "GW-SEM-018", "实务", slug="one-side-only", severity=INFO, strength=PRACTICE,
    reads=("text", "kinds", "sequence"), where=_sided,
    good=["正文 一方面健全制度，另一方面强化监督。", "正文 这一方面的工作还要加强。"],
    bad=["正文 一方面健全制度，明确职责，推动落实。"],
)  # fmt: skip
def one_side_only(r: Report) -> Iterator[Found]:
    """“一方面”之后有“另一方面”。

    只有一方面，句子没有说完，多是删改时漏了后半。
    """
    for p, match in gather(r, _one_side):
        at = r.order[p.uid]
        before = _texts(reversed(r.paragraphs[:at]), 1)
        after = _texts(r.paragraphs[at + 1 :], 2)
        if match and not any(map(_names_other, (*before, *after))):
            yield found(p, match.start(), match.end(), "有“一方面”，后文没有“另一方面”")


def _texts(row: Iterable[Paragraph], most: int) -> Iterator[str]:
    """The words of the first paragraphs of text in `row`."""
    return islice((p.text for p in row if p.kind in TEXT_KINDS), most)
