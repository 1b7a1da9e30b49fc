"""The lists that 一是… items form: which count on from one another, and which words and paragraphs each one owns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from app.core.items import NO_ITEMS_BELOW, in_series, item_form, items_of
from app.core.report import OBJECT, Item, Kind, Paragraph, Report
from app.core.text import shadow
from app.core.tree import CLOSING, is_farewell

_SILENT = CLOSING | {Kind.EMPTY}
_BLANKS = " \u3000\u00a0\t\n"
_CLAUSE_MARKS = "；;，,、"
MARKS = _CLAUSE_MARKS + "。"
_FULL = "。！？!?"
_PAIRS = {"“": "”", "（": "）", "《": "》", "【": "】", "「": "」", "『": "』", "〔": "〕"}
_CLOSERS = {closer: opener for opener, closer in _PAIRS.items()}
_LISTED = re.compile(r"[0-9A-Za-z一二三四五六七八九十]\Z")  # 1） has no opening bracket


@dataclass(frozen=True, slots=True)
class Member:
    """An item of a list: characters start..end of its paragraph, and the paragraphs up to place `stop` of the flow.

    `opens` and `closes` say whether it begins and ends its first paragraph; `torn` that it holds half of a pair of quotation
    marks or brackets.
    """

    item: Item
    start: int
    end: int
    place: int
    stop: int
    opens: bool
    closes: bool
    torn: bool

    @property
    def whole(self) -> bool:
        """Whether it is made of paragraphs of its own."""
        return self.opens and self.closes

    @property
    def single(self) -> bool:
        """Whether it stands in one paragraph."""
        return self.stop == self.place + 1

    @property
    def key(self) -> tuple[int, int]:
        return self.item.uid, self.item.start


@dataclass(frozen=True, slots=True)
class ItemList:
    """Items of one form that count on from one another; `owner` is the heading they stand under (None: none)."""

    form: str
    owner: int | None
    members: tuple[Member, ...]

    def index(self, key: tuple[int, int]) -> int | None:
        """Which member begins at (uid, offset)."""
        return next((at for at, member in enumerate(self.members) if member.key == key), None)


_KNOWN: WeakKeyDictionary[Report, tuple[ItemList, ...]] = WeakKeyDictionary()


def item_lists(report: Report) -> tuple[ItemList, ...]:
    """Every list of items, in reading order of their first ones; lists without a heading above them too."""
    known = _KNOWN.get(report)
    if known is None:
        known = _KNOWN[report] = tuple(_Finder(report).lists())
    return known


def item_at(report: Report, uid: int, offset: int) -> tuple[int, int] | None:
    """Where the innermost item begins whose words hold that place, as (uid, offset); None when none does."""
    place = report.order.get(uid)
    if place is None:
        return None
    every = [member for one in item_lists(report) for member in one.members]
    if not any(member.place <= place < member.stop for member in every):
        return None
    text = report.by_uid[uid].text

    def holds(member: Member) -> bool:
        if member.item.uid != uid:
            return member.place < place < member.stop
        return member.start <= offset and (offset < member.end or not text[member.end : offset].strip(_BLANKS + OBJECT))

    return max((m.key for m in every if holds(m)), key=lambda key: (report.order[key[0]], key[1]), default=None)


def unheaded_items(report: Report) -> tuple[tuple[Item, ...], ...]:
    """The items that stand under no heading, one group a stretch of text."""
    starts = {node.uid for node in report.nodes()}
    groups: list[list[Item]] = [[]]
    headed = False
    for p in report.paragraphs:
        kind = p.role.kind
        if p.uid in starts or kind in NO_ITEMS_BELOW:
            headed = p.uid in starts
            groups.append([])
        if not headed and kind not in _SILENT:
            groups[-1] += items_of(p)
    return tuple(group for group in map(in_series, filter(None, groups)) if group)


def nested(items: Sequence[Item]) -> list[tuple[int, list[int]]]:
    """(depth, places in `items`) of each list among the items of one section: 一是… may stand inside 第一，…"""
    open_: list[list[int]] = []
    out: list[tuple[int, list[int]]] = []
    for at, item in enumerate(items):
        form = item_form(item)
        depth = next((n for n, row in enumerate(open_) if item_form(items[row[0]]) == form), len(open_))
        del open_[depth + 1 :]
        if depth < len(open_) and item.value > 1:
            open_[depth].append(at)
            continue
        row = [at]
        open_[depth:] = [row]
        out.append((depth, row))
    return out


class _Finder:
    """Works out the lists of one report."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self._starts = {node.uid for node in report.nodes()}

    def lists(self) -> Iterator[ItemList]:
        groups = [(node.uid, node.items) for node in self.report.nodes() if node.items]
        groups += [(None, group) for group in unheaded_items(self.report)]
        order = self.report.order
        for owner, items in sorted(groups, key=lambda group: (order[group[1][0].uid], group[1][0].start)):
            yield from self._of(owner, items)

    def _of(self, owner: int | None, items: Sequence[Item]) -> Iterator[ItemList]:
        found = nested(items)
        depths = {at: depth for depth, row in found for at in row}
        for depth, row in found:
            members: list[Member] = []
            for at, following in zip(row, [*row[1:], None], strict=True):
                border = next((items[n] for n in range(at + 1, len(items)) if depths[n] <= depth), None)
                members.append(self._member(items[at], border, members, last=following is None))
            yield ItemList(item_form(items[row[0]]), owner, tuple(members))

    def _member(self, item: Item, border: Item | None, before: Sequence[Member], *, last: bool) -> Member:
        p = self.report.by_uid[item.uid]
        place = self.report.order[item.uid]
        end, stop = len(p.text), place + 1
        opens = not p.text[: item.start].strip(_BLANKS)
        if border is not None and border.uid == item.uid:
            end = border.start
        elif not last and border is not None:
            stop = self.report.order[border.uid]
        elif last:
            if before and before[-1].item.uid == item.uid and not opens:
                end = self._sentence(p, item, before)
            elif any(self._goes_on(member) for member in before):
                stop = self._section_end(place, border)
        closed = _closed(p.text, item.start, end)
        torn = _torn(p.text[item.start : closed]) or (closed < end and border is not None and border.uid == item.uid)
        end = item.start + len(p.text[item.start : closed].rstrip(_BLANKS))
        return Member(item, item.start, end, place, stop, opens, not p.text[end:].strip(_BLANKS), torn)

    def _sentence(self, p: Paragraph, item: Item, before: Sequence[Member]) -> int:
        """Where the last item of a list within one sentence ends: what comes after its full stop speaks of all of them."""
        texts = [p.text[one.start : one.end] for one in before if one.item.uid == p.uid]
        clauses = all(text[-1:] in _CLAUSE_MARKS and not any(stop in text for stop in _FULL) for text in texts)
        if not clauses:
            return len(p.text)
        depth = 0
        for at in range(item.start, len(p.text)):
            letter = p.text[at]
            depth += (letter in _PAIRS) - (letter in _CLOSERS)
            if letter in _FULL and depth <= 0:
                end = at + 1
                while p.text[end : end + 1] == OBJECT:
                    end += 1
                return end
        return len(p.text)

    def _goes_on(self, member: Member) -> bool:
        """Whether a member has more text than its first paragraph."""
        return any(p.text.strip() for p in self.report.paragraphs[member.place + 1 : member.stop])

    def _section_end(self, place: int, border: Item | None) -> int:
        """The place where the text after the paragraph at `place` ends, its closing blank lines and farewell left out."""
        paragraphs = self.report.paragraphs
        stop = place + 1
        until = len(paragraphs) if border is None else self.report.order[border.uid]
        while stop < until and paragraphs[stop].uid not in self._starts and paragraphs[stop].kind not in CLOSING:
            stop += 1
        while stop > place + 1 and (not paragraphs[stop - 1].text.strip() or is_farewell(paragraphs[stop - 1])):
            stop -= 1
        return stop


def _closed(text: str, start: int, end: int) -> int:
    """The end of the words from `start`, before a closing mark whose opening one stands before them."""
    open_: list[str] = []
    wide = shadow(text)
    for at in range(start, end):
        letter = wide[at]
        if letter in _PAIRS:
            open_.append(letter)
        elif letter in _CLOSERS:
            if open_ and open_[-1] == _CLOSERS[letter]:
                open_.pop()
            elif _CLOSERS[letter] not in open_ and not (letter == "）" and _LISTED.search(text[start:at])):
                return at
    return end


def _torn(words: str) -> bool:
    """Whether an opening mark among `words` is not closed there."""
    wide = shadow(words)
    return any(wide.count(opener) > wide.count(closer) for opener, closer in _PAIRS.items())


def mark_of(p: Paragraph, member: Member) -> int | None:
    """The offset of the mark that ends an item of one paragraph; None where it ends in another mark or in none."""
    at = member.end
    while at > member.start and p.text[at - 1] in OBJECT + _BLANKS:
        at -= 1
    return at - 1 if at > member.start and p.text[at - 1] in MARKS else None


def ends_open(p: Paragraph, member: Member) -> bool:
    """Whether no mark of any kind ends an item."""
    words = p.text[member.start : member.end].rstrip(OBJECT + _BLANKS + "”’")
    return words[-1:] not in _FULL + MARKS + "…：:"
