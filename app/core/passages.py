"""Sentences that run on from one paragraph to the next: lines that were broken by hand (rules.md §0.2)."""

from __future__ import annotations

import re

from app.core.numerals import parse
from app.core.report import LEVELS, Kind, Paragraph, Report
from app.core.traits import BLANKS

_JOINABLE = frozenset({Kind.BODY, Kind.CLAUSE, Kind.ARTICLE, *LEVELS})
_SHORTEST_LINE, _LONGEST_LINE = 18, 50  # characters of a visual line broken by hand, not of a paragraph without its mark
_OPEN_END = re.compile(r"[，、（《“‘〈【〔,(]$")
_CONTINUES = re.compile(r"[，。、；：）》”’！？〉】〕)]")
_FINISHED = re.compile(r"[。！？；：…”’》）.!?;:)]$")
_INDENTED = ("　　", "  ", "\t")
_DEPTH = {"（": 1, "《": 1, "“": 1, "）": -1, "》": -1, "”": -1}


def goes_on(r: Report, at: int) -> bool:
    """Whether the flow's paragraph at `at` is carried on by the next one; False beyond the ends and above a table."""
    if not 0 <= at < len(r.paragraphs) - 1:
        return False
    a, b = r.paragraphs[at], r.paragraphs[at + 1]
    return continues(a, b) and all(table.after != a.uid for table in r.tables)


def continues(a: Paragraph, b: Paragraph) -> bool:
    """Whether `b` carries on the sentence that `a` breaks off."""
    if b.kind is not Kind.BODY or a.kind not in _JOINABLE or (a.breaks and a.breaks[-1][1] == "page"):
        return False
    before, after = a.text.rstrip(BLANKS), b.text.strip(BLANKS)
    if not before or not after or b.format.align in ("center", "right"):
        return False
    if _CONTINUES.match(after) or _OPEN_END.search(before):
        return True
    if _FINISHED.search(before) or parse(after) is not None:
        return False
    if _unclosed(before):
        return True
    headed = a.kind in LEVELS and not a.role.run_in
    return not headed and _SHORTEST_LINE <= len(before) <= _LONGEST_LINE and not b.text.startswith(_INDENTED)


def _unclosed(text: str) -> bool:
    depth = sum(_DEPTH.get(mark, 0) for mark in text[-40:])
    return depth > 0 and sum(_DEPTH.get(mark, 0) for mark in text) > 0


def stands_alone(p: Paragraph) -> bool:
    """Whether `p` ends its own sentences and begins them: what it says does not matter to `continues` then."""
    words = p.text.strip(BLANKS)
    return (
        p.kind is Kind.BODY and not p.breaks and p.format.align not in ("center", "right")
        and _FINISHED.search(words) is not None and _CONTINUES.match(words) is None
        and not p.text.startswith(_INDENTED) and parse(words) is None
    )  # fmt: skip
