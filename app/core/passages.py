"""Passages: logical paragraphs over one or more flow paragraphs, with broken lines joined (rules.md §0.2)."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

from app.core.numerals import parse
from app.core.report import LEVELS, Kind, Paragraph, Report
from app.core.text import shadow
from app.core.traits import BLANKS

_JOINABLE = frozenset({Kind.BODY, Kind.CLAUSE, Kind.ARTICLE, *LEVELS})
_SHORTEST_LINE, _LONGEST_LINE = 18, 50  # characters of a visual line broken by hand, not of a paragraph without its mark
_OPEN_END = re.compile(r"[，、（《“‘〈【〔,(]$")
_CONTINUES = re.compile(r"[，。、；：）》”’！？〉】〕)]")
_FINISHED = re.compile(r"[。！？；：…”’》）.!?;:)]$")
_DEPTH = {"（": 1, "《": 1, "“": 1, "）": -1, "》": -1, "”": -1}


@dataclass(frozen=True, eq=False)
class Passage:
    """One logical paragraph; `starts[i]` is where `paragraphs[i]` begins in `text` (outer blanks of inner lines left out)."""

    paragraphs: tuple[Paragraph, ...]
    text: str
    starts: tuple[int, ...]
    skipped: tuple[int, ...]  # characters of each paragraph left out at its start

    @property
    def kind(self) -> Kind:
        return self.paragraphs[0].kind

    @property
    def broken(self) -> bool:
        """Whether lines were joined."""
        return len(self.paragraphs) > 1

    @cached_property
    def shadow(self) -> str:
        """The shadow text, same length as `text`."""
        return shadow(self.text)

    def locate(self, offset: int) -> tuple[int, int]:
        """(uid, offset there) of the character at `offset`; the end of the text is the end of the last paragraph's part."""
        at = max(0, bisect_right(self.starts, offset) - 1)
        return self.paragraphs[at].uid, offset - self.starts[at] + self.skipped[at]


_KNOWN: WeakKeyDictionary[Report, tuple[Passage, ...]] = WeakKeyDictionary()


def passages(report: Report) -> tuple[Passage, ...]:
    """The flow of an understood report as passages, blank paragraphs left out."""
    known = _KNOWN.get(report)
    if known is None:
        known = _KNOWN[report] = tuple(_passage(group) for group in _groups(report))
    return known


def _groups(report: Report) -> list[list[Paragraph]]:
    tables = {table.after for table in report.tables}
    groups: list[list[Paragraph]] = []
    above: Paragraph | None = None
    for p in report.paragraphs:
        if p.kind is Kind.EMPTY:
            above = None
        elif above is not None and above.uid not in tables and continues(above, p):
            groups[-1].append(p)
            above = p
        else:
            groups.append([p])
            above = p
    return groups


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
    return not headed and _SHORTEST_LINE <= len(before) <= _LONGEST_LINE and not b.text.startswith(("　　", "  ", "\t"))


def _unclosed(text: str) -> bool:
    depth = sum(_DEPTH.get(mark, 0) for mark in text[-40:])
    return depth > 0 and sum(_DEPTH.get(mark, 0) for mark in text) > 0


def _passage(group: list[Paragraph]) -> Passage:
    if len(group) == 1:
        return Passage((group[0],), group[0].text, (0,), (0,))
    text = ""
    starts: list[int] = []
    skipped: list[int] = []
    for index, p in enumerate(group):
        part = p.text.rstrip(BLANKS) if index < len(group) - 1 else p.text
        lead = len(part) - len(part.lstrip(BLANKS)) if index else 0
        starts.append(len(text))
        skipped.append(lead)
        text += part[lead:]
    return Passage(tuple(group), text, tuple(starts), tuple(skipped))
