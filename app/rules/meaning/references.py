"""What the text points at must be there: parts, tables and figures; 一方面 and its other side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from app.core.annual import TEXT_KINDS, main_part, parts
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
_OTHER = re.compile(r"(?:另|又|再|其他|其它|还有|同时|此外|二)(?:一)?方面|另外|同时|此外|二是|一方面.*一方面", re.DOTALL)


@rule(
    "GW-SEM-020", "实务", slug="dangling-reference", severity=WARNING, strength=PRACTICE, reads=("text", "outline", "kinds"),
    good=["一级 一、工作回顾\n正文 有关打算见第二部分。\n一级 二、下步打算\n正文 抓好落实。"],
    bad=["一级 一、工作回顾\n正文 有关打算见第三部分。\n一级 二、下步打算\n正文 抓好落实。",
         "条 第一条 为规范管理，制定本办法。\n条 第二条 违反本办法第五条的，责令改正。",
         "正文 办件情况见表2。\n图表题 表1　办件情况"],
)  # fmt: skip
def dangling_reference(r: Report) -> Iterator[Found]:
    """文中指向的部分、条款、表、图存在。

    增删章节、表格以后，“见第五部分”“见表2”最容易忘了改。
    """
    sections = [n.value for n in r.outline if n.type == "heading" and n.scheme == "official" and n.level == 1]
    shown = _captions(r)
    for p in main_part(r):
        if p.kind in TEXT_KINDS:
            yield from _to_sections(p, max(sections, default=0))
            yield from _to_pictures(p, shown)
    for part in parts(r):
        articles = max((p.role.value or 0 for p in part if p.kind is Kind.ARTICLE), default=0)
        for p in part if articles >= _FEWEST_ARTICLES else ():
            yield from _to_articles(p, articles)


def _captions(r: Report) -> dict[str, set[int]]:
    """The numbers of the tables and figures that have captions."""
    shown: dict[str, set[int]] = {}
    for p in (*r.paragraphs, *r.others):
        match = _CAPTION.match(p.text)
        if match:
            shown.setdefault(match["what"][-1], set()).add(int(match["n"]))
    return shown


def _to_sections(p: Paragraph, last: int) -> Iterator[Found]:
    for match in _PART.finditer(p.text) if last and "部分" in p.text else ():
        if (han_to_int(match["n"]) or 0) > last and outside(p, match.start(), match.end()):
            yield found(p, match.start(), match.end(), f"全文只有{last}个部分，没有第{match['n']}部分")


def _to_pictures(p: Paragraph, shown: Mapping[str, set[int]]) -> Iterator[Found]:
    for match in _PICTURE.finditer(p.text) if shown else ():
        there = shown.get(match["what"][-1])
        if there and int(match["n"]) not in there and outside(p, match.start(), match.end()):
            yield found(p, match.start(), match.end(), f"文中没有{match['what']}{match['n']}")


def _to_articles(p: Paragraph, last: int) -> Iterator[Found]:
    for match in _OWN_ARTICLE.finditer(p.text):
        if (han_to_int(match["n"]) or 0) > last and outside(p, match.start(), match.end()):
            yield found(p, match.start(), match.end(), f"全文只有{last}条，没有第{match['n']}条")


@rule(
    "GW-SEM-018", "实务", slug="one-side-only", severity=INFO, strength=PRACTICE, reads=("text", "kinds"),
    good=["正文 一方面健全制度，另一方面强化监督。", "正文 这一方面的工作还要加强。"],
    bad=["正文 一方面健全制度，明确职责，推动落实。"],
)  # fmt: skip
def one_side_only(r: Report) -> Iterator[Found]:
    """“一方面”之后有“另一方面”。

    只有一方面，句子没有说完，多是删改时漏了后半。
    """
    text = [p for p in r.paragraphs if p.kind in TEXT_KINDS]
    for at, p in enumerate(text):
        match = _ONE_SIDE.search(p.text) if "一方面" in p.text else None
        if match is None or not outside(p, match.start(), match.end()):
            continue
        rest = (
            "\n".join(q.text for q in text[max(0, at - 1) : at])
            + p.text[match.end() :]
            + "\n".join(q.text for q in text[at + 1 : at + 3])
        )
        if not _OTHER.search(rest) and "一方面" not in rest:
            yield found(p, match.start(), match.end(), "有“一方面”，后文没有“另一方面”")
