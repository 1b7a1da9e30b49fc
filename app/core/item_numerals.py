"""What follows when 一是… items change places: their ordinals, their end marks, and what is said of them elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from app.core.counting import item_word
from app.core.edits import Edit, Retext
from app.core.errors import ReportError
from app.core.item_lists import ItemList, Member, ends_open, mark_of
from app.core.mentions import item_mentions, without_overlap
from app.core.planning import Numbering, Plan, refuse_tracking
from app.core.report import Report

Key = tuple[int, int]  # (uid, offset) where an item begins


def ordinals_for(one: ItemList, count: int) -> list[str]:
    """The ordinals of a list that has `count` members now: those of its places, and what comes after the last."""
    words = [member.item.numeral for member in one.members]
    if one.form == "首先":
        return _in_turn(count, last=words[-1] == "最后" and count > 1)
    value = one.members[-1].item.value
    while len(words) < count:
        value += 1
        words.append(item_word(words[-1], value))
    return words[:count]


def _in_turn(count: int, *, last: bool) -> list[str]:
    words = ["首先", "其次", "再次", "然后"]
    if count - last > len(words):
        raise ReportError("“首先、其次、再次、然后、最后”只够表示五条", "请先改用“一是、二是……”")
    return [*words[: count - last], *(["最后"] if last else [])]


def end_marks(report: Report, members: Sequence[Member]) -> list[str]:
    """The mark that belongs to each place of a list; [] where its items have more than a paragraph."""
    if not all(member.single for member in members):
        return []
    found = [_mark(report, member) for member in members]
    usual = _usual(found)
    least = ["；" if a.item.uid == b.item.uid else "" for a, b in pairwise(members)]
    wanted = [mark if mark is not None else usual or low for mark, low in zip(found, least, strict=False)]
    return [*wanted, "。" if found[-1] is None else found[-1]]


def _mark(report: Report, member: Member) -> str | None:
    """The mark at the end of an item, "" where there is none; None where it ends in a question or the like."""
    p = report.by_uid[member.item.uid]
    at = mark_of(p, member)
    return p.text[at] if at is not None else "" if ends_open(p, member) else None


def _usual(found: Sequence[str | None]) -> str:
    """The mark between the items of a list."""
    inner = [mark for mark in found[:-1] if mark is not None]
    return max(inner, key=inner.count) if inner else "；"


def end_marks_across(
    report: Report, source: tuple[ItemList, int], goal: tuple[ItemList, int], least: str
) -> tuple[list[str], list[str]] | None:
    """The end marks of the list that loses an item and of the one that gains it: what closes a list stays at its end.

    `least` is the mark that an item in the middle must have at least.
    """
    (one, at), (other, to) = source, goal
    own, others = end_marks(report, one.members), end_marks(report, other.members)
    if not own or not others:
        return None
    kept = [*own[:at], *own[at + 1 :]]
    if kept:
        kept[-1] = own[-1]
    inner = (_usual([*others[:-1], None]) if len(others) > 1 else _usual(own)) or least
    wanted = [*others[:to], inner, *others[to:]]
    if to == len(others):
        wanted[-2:] = [inner, others[-1]]
    return kept, wanted


@dataclass(slots=True)
class Following:
    """Collects the ordinals and marks that change in a list (and in `other`), and what is said of the items elsewhere."""

    report: Report
    one: ItemList
    other: ItemList | None = None
    edits: list[Retext] = field(default_factory=list[Retext])
    numerals: list[Numbering] = field(default_factory=list[Numbering])
    marks: list[Numbering] = field(default_factory=list[Numbering])

    def word(self, member: Member, new: str) -> None:
        """The item's ordinal reads `new`."""
        item = member.item
        if item.numeral != new:
            self.edits.append(Retext(item.uid, item.start, item.start + len(item.numeral), new))
            self.numerals.append(Numbering(item.uid, item.numeral, new, item.text))

    def lead(self, member: Member, blanks: str) -> None:
        """The item's ordinal gets `blanks` before it."""
        own = next((edit for edit in self.edits if (edit.uid, edit.start) == member.key), None)
        if own is not None:
            self.edits.remove(own)
        item = member.item
        word = own.new if own is not None else item.numeral
        self.edits.append(Retext(item.uid, item.start, item.start + len(item.numeral), blanks + word))

    def mark(self, member: Member, new: str) -> None:
        """The item ends in `new`, unless it ends in a mark of its own kind (？)."""
        old = _mark(self.report, member)
        if old is None or old == new:
            return
        p = self.report.by_uid[member.item.uid]
        at = mark_of(p, member)
        last = member.end - 1
        self.edits.append(Retext(p.uid, at, at + 1, new) if at is not None else Retext(p.uid, last, last + 1, p.text[last] + new))
        self.marks.append(Numbering(p.uid, old or "无", new or "无", member.item.text))

    def _gained(self, uid: int, start: int, end: int) -> int:
        """By how many characters the words start..end of a paragraph grow."""
        inside = [edit for edit in self.edits if edit.uid == uid and start < edit.end <= end]
        return sum(len(edit.new) - (edit.end - edit.start) for edit in inside)

    def grown(self, order: Sequence[int], to: int) -> int:
        """By how much the places before place `to` in its paragraph grow when items stand in the given order."""
        members = self.one.members
        grown = 0
        for place, number in enumerate(order[:to]):
            if members[place].item.uid == members[to].item.uid:
                new = members[number]
                length = new.end - new.start + self._gained(new.item.uid, new.start, new.end)
                grown += length - (members[place].end - members[place].start)
        return grown

    def carried(self, member: Member, shown: Key) -> Key:
        """Where the words of `member` begin once they came to `shown`, which counts in the text before."""
        uid, offset = shown
        grown = self._gained(uid, 0, offset)
        if member.item.uid == uid and member.start < offset:
            grown -= member.end - member.start + self._gained(uid, member.start, member.end)
        return uid, offset + grown

    def plan(self, label: str, structure: Sequence[Edit], shown: Key, carried: Member | None = None) -> Plan:
        """The step as a value; `carried` left its list. Raises ReportError while changes are tracked."""
        refuse_tracking(self.report)
        listed = len((self.other or self.one).members) + (carried is not None)
        taken: dict[int, list[tuple[int, int]]] = {}
        for edit in self.edits:
            taken.setdefault(edit.uid, []).append((edit.start, edit.end))
        found = [
            mention
            for one in (self.one, self.other) if one is not None
            for mention in item_mentions(self.report, one.owner, self._counts(one, carried))
        ]  # fmt: skip
        return Plan(
            label, (*self.edits, *structure), tuple(self.numerals), without_overlap(found, taken), focus=shown[0],
            marks=tuple(self.marks), at=shown[1], listed=listed,
        )  # fmt: skip

    def _counts(self, one: ItemList, carried: Member | None) -> dict[int, int]:
        """Old count → new count of the items that stay in a list."""
        words = {(edit.uid, edit.start): edit.new for edit in self.edits}
        values = {member.item.numeral: member.item.value for member in one.members}
        counts: dict[int, int] = {}
        for member in one.members:
            word = words.get(member.key)
            if word is not None and member is not carried:
                counts[member.item.value] = values.get(word, member.item.value + 1)
        return counts
