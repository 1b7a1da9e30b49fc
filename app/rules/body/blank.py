"""Empty paragraphs that space lines out (GW-BODY-005)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from app.core.annual import main_part
from app.core.gathering import gather
from app.core.report import LEVELS, Kind, Paragraph, Report
from app.core.text import has_han
from app.rules.api import PRACTICE, WARNING, Found, found, rule

_TEXT = frozenset({Kind.BODY, Kind.CLAUSE, *LEVELS})
_SURE = 0.7
_STOPS = tuple("。！？；")
_OPENING = frozenset({Kind.TITLE, Kind.SUBTITLE, Kind.ADDRESSEE})


def _is_settled(p: Paragraph) -> bool:
    """Whether a blank paragraph beside `p` is one too many whatever `p` says."""
    return p.confidence >= _SURE and has_han(p.text) and _is_text(p)


@rule(
    "GW-BODY-005", "实务", slug="blank-paragraphs", severity=WARNING, strength=PRACTICE, aspect="format",
    reads=("text", "kinds", "objects", "sections"), where=lambda p: not _is_settled(p),
    group="多余的空段，共{count}处",
    good=["标题 关于数据共享的通知\n空行\n主送 市财政局：\n正文 现通知如下。\n空行\n空行\n署名 青川市数据资源局",
          "正文 情况见下表。\n空行\n|地区|件数|\n|东区|12|\n空行\n正文 抓好落实。"],
    bad=["标题 关于数据共享的通知\n空行\n空行\n空行\n主送 市财政局：\n正文 现通知如下。\n正文 抓好落实。",
         "标题 关于数据共享的通知\n正文 现通知如下。\n空行\n正文 抓好落实。"],
)  # fmt: skip
def blank_paragraphs(r: Report) -> Iterator[Found]:
    """正文段落之间不留空段，标题、主送机关之下至多空一行。

    用空段调整疏密，改动一处版面就会错位；行距、段前段后距可以做到同样的效果。署名之前、附件之前的空行不在此列。
    """
    beside = {table.after for table in r.tables}
    rows = gather(r, _is_blank)
    own = main_part(r) if rows else ()
    for _, stretch in groupby(enumerate(rows), key=lambda one: r.order[one[1][0].uid] - one[0]):
        blanks = [p for _, (p, _) in stretch]
        start = r.order[blanks[0].uid]
        end = start + len(blanks)
        if start and end < len(own) and beside.isdisjoint(q.uid for q in own[start - 1 : end]):
            for extra in _extra(own[start - 1], own[end], blanks):
                yield found(extra, 0, None, "多余的空段")


def _is_blank(p: Paragraph) -> bool:
    return p.kind is Kind.EMPTY and not p.objects and not p.breaks and not p.section_end


def _extra(before: Paragraph, after: Paragraph, blanks: Sequence[Paragraph]) -> Sequence[Paragraph]:
    if min(before.confidence, after.confidence) < _SURE or not (has_han(before.text) and has_han(after.text)):
        return ()
    if _is_text(before) and _is_text(after):
        return blanks
    return blanks[1:] if before.kind in _OPENING and (after.kind is Kind.ADDRESSEE or _is_text(after)) else ()


def _is_text(p: Paragraph) -> bool:
    """Whether it is a heading or a sentence: the lines of forms, covers and unread signatures are spaced as they like."""
    return (p.kind in LEVELS and bool(p.role.numeral)) or (p.kind in _TEXT and p.text.rstrip().endswith(_STOPS))
