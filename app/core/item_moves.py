"""Steps on 一是… items: one moves by itself, in its list or into another; ordinals and end marks stay with the places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from app.core.counting import item_word
from app.core.edits import Edit, Join, Move, Rearrange, Retext
from app.core.errors import ReportError
from app.core.item_lists import ItemList, Member, ends_open, item_lists, mark_of
from app.core.mentions import item_mentions, without_overlap
from app.core.planning import Numbering, Plan, refuse_tracking
from app.core.report import Report

Key = tuple[int, int]  # (uid, offset) where an item begins
Where = Literal["before", "after", "inside"]
_APART = "请先用“‘一是’分段”让每条各成一段"
_NO_ITEM = ("这里没有可以移动的“一是……”条目", "请在报告结构中选中一条")
_OTHER_FORM = ("只能移到同一种序数的条目之间", "“一是”“一要”“第一”“首先”各成一组")


def move_up(report: Report, key: Key) -> Plan:
    """The item goes before the one above it. Raises ReportError when it is the first of its list."""
    one, at = _found(report, key)
    if at == 0:
        raise ReportError("它已经是这组条目的第一条", "要移到另一组，可以拖动")
    return _within(report, one, at, at - 1, "上移")


def move_down(report: Report, key: Key) -> Plan:
    """The item goes behind the one below it. Raises ReportError when it is the last of its list."""
    one, at = _found(report, key)
    if at == len(one.members) - 1:
        raise ReportError("它已经是这组条目的最后一条", "要移到另一组，可以拖动")
    return _within(report, one, at, at + 1, "下移")


def move_to(report: Report, key: Key, target: Key, where: Where) -> Plan:
    """The item goes before or after that at `target`, or into its place ("inside"), in its own list or another of its form."""
    one, at = _found(report, key)
    other, goal = _found(report, target)
    if other is one:
        to = goal if where == "inside" else goal + (where == "after") - (at < goal + (where == "after"))
        if to == at:
            raise ReportError("它已经在这个位置", "请选另一个位置")
        return _within(report, one, at, to, "移动")
    return _across(report, (one, at), (other, goal + (where != "before")))


def move_under(report: Report, key: Key, heading: int, where: Where) -> Plan:
    """The item becomes the last of the list under `heading` ("after": the first; "before": the last under the heading above)."""
    one, at = _found(report, key)
    owners = [None, *(node.uid for node in report.nodes())]
    owner = owners[owners.index(heading) - (where == "before")]
    lists = [other for other in item_lists(report) if other.owner == owner and other.form == one.form]
    if len(lists) != 1:
        raise ReportError("那一部分里没有或不止一组同样的条目", "请拖到要放的那一条的前面或后面")
    to = 0 if where == "after" else len(lists[0].members)
    if lists[0] is one:
        to -= to > at
        if to == at:
            raise ReportError("它已经在这个位置", "请选另一个位置")
        return _within(report, one, at, to, "移动")
    return _across(report, (one, at), (lists[0], to))


# --- within a list --------------------------------------------------------------------------------------------------------


def _found(report: Report, key: Key) -> tuple[ItemList, int]:
    for one in item_lists(report):
        at = one.index(key)
        if at is not None:
            return one, at
    raise ReportError(*_NO_ITEM)


def _within(report: Report, one: ItemList, at: int, to: int, label: str) -> Plan:
    members = one.members
    order = list(range(len(members)))
    order.insert(to, order.pop(at))
    low, high = min(at, to), max(at, to)
    follow = _Following(report, one)
    marks = _marks(report, members)
    for place in range(low, high + 1):
        member = members[order[place]]
        follow.word(member, members[place].item.numeral)
        if marks:
            follow.mark(member, marks[place])
    affected = members[low : high + 1]
    if any(not member.whole and member.torn for member in affected):
        raise ReportError("这几条之间有跨条的引号或括号，移动会把它们拆开", "请先改好引号或括号")
    if all(member.whole for member in affected):
        member = members[at]
        before = members[to].place if to < at else members[to].stop
        edit: Edit = Move(member.item.uid, _uid(report, member.stop), _uid(report, before))
        return follow.plan(label, [edit], (member.item.uid, member.start))
    if not all(member.single for member in affected):
        raise ReportError("这组条目有的占几段，有的与别的文字接排", _APART)
    places = tuple((member.item.uid, member.start, member.end) for member in affected)
    edit = Rearrange(places, tuple(number - low for number in order[low : high + 1]))
    uid = members[to].item.uid
    offset = members[to].start + follow.grown(order, to)
    return follow.plan(label, [edit], (uid, offset))


def _uid(report: Report, place: int) -> int | None:
    return report.paragraphs[place].uid if place < len(report.paragraphs) else None


# --- into another list ----------------------------------------------------------------------------------------------------


def _across(report: Report, source: tuple[ItemList, int], goal: tuple[ItemList, int]) -> Plan:
    one, at = source
    other, to = goal
    member = one.members[at]
    if other.form != one.form:
        raise ReportError(*_OTHER_FORM)
    if any(_holds(member, inner) for inner in other.members):
        raise ReportError("不能移到它自己里面", "请选另一个位置")
    if member.torn and not member.whole:
        raise ReportError("这一条与别的文字共用引号或括号，移动会把它们拆开", "请先改好引号或括号")
    follow = _Following(report, one, other)
    left = [*one.members[:at], *one.members[at + 1 :]]
    joined = [*other.members[:to], member, *other.members[to:]]
    for row, words in ((left, _words(one, len(left))), (joined, _words(other, len(joined)))):
        for each, word in zip(row, words, strict=True):
            follow.word(each, word)
    edits, shown = _carried(report, member, other, to)
    first = edits[0]
    apart = isinstance(first, Rearrange) and bool(first.apart)
    runs_on = not apart and not any(isinstance(edit, Move) for edit in edits)
    if apart:
        follow.lead(member, _lead(report, other.members[min(to, len(other.members) - 1)]))
    for row, marks in zip((left, joined), _marks_across(report, source, goal, "；" if runs_on else "") or (), strict=False):
        for each, mark in zip(row, marks, strict=True):
            follow.mark(each, mark)
    if isinstance(first, Rearrange) and not apart:
        shown = follow.carried(member, shown)
    return follow.plan("移动", edits, shown, member)


def _holds(member: Member, inner: Member) -> bool:
    if member.item.uid == inner.item.uid:
        return member.start < inner.start < member.end
    return member.place < inner.place < member.stop


def _carried(report: Report, member: Member, other: ItemList, to: int) -> tuple[list[Edit], Key]:
    """The edits that bring `member` to place `to` of another list, and where it then begins."""
    members = other.members
    before = members[to - 1] if to else None
    following = members[to] if to < len(members) else None
    apart = (following is None or following.opens) and (before is None or before.closes) and (
        before is None or following is None or before.item.uid != following.item.uid
    )  # fmt: skip
    if apart and following is None and before is not None and not before.opens:
        apart = False  # the last of those that run on in one paragraph
    if apart:
        if not member.whole:
            return _set_apart(report, member, before, following)
        stop = following.place if following is not None else before.stop if before is not None else member.place
        return [Move(member.item.uid, _uid(report, member.stop), _uid(report, stop))], (member.item.uid, member.start)
    if not member.single:
        raise ReportError("这一条占几段，那里的条目接排在一段之中", "请先把那里的条目分段")
    full = (member.item.uid, member.start, member.end)
    if following is not None and not to and member.whole and following.closes:
        return _changed_over(report, member, following), (following.item.uid, following.start)
    uid, offset = (following.item.uid, following.start) if following is not None else _end_of(before)
    empty = (uid, offset, offset)
    first = report.order[uid], offset
    places = (empty, full) if first <= (member.place, member.start) else (full, empty)
    edits: list[Edit] = [Rearrange(places, (1, 0))]
    if member.whole:
        edits += _closed_up(report, member)
    return edits, (uid, offset)


def _set_apart(report: Report, member: Member, before: Member | None, following: Member | None) -> tuple[list[Edit], Key]:
    """`member`, whose words run on, gets a paragraph of its own between two others; where one of these begins."""
    if not member.single:
        raise ReportError("这一条占几段，又与别的文字接排", _APART)
    beside = following or before
    assert beside is not None
    p = report.by_uid[beside.item.uid] if following is not None else report.paragraphs[beside.stop - 1]
    at = 0 if following is not None else len(p.text)
    empty, full = (p.uid, at, at), (member.item.uid, member.start, member.end)
    first = (report.order[p.uid], at) <= (member.place, member.start)
    edits: list[Edit] = [Rearrange((empty, full) if first else (full, empty), (1, 0), apart=(0 if first else 1,))]
    return edits, (beside.item.uid, beside.start)


def _lead(report: Report, member: Member) -> str:
    """The blanks typed before an item that begins its paragraph."""
    return report.by_uid[member.item.uid].text[: member.start]


def _changed_over(report: Report, member: Member, first: Member) -> list[Edit]:
    """`member` takes the place of the first of a list, which runs on after its lead; that one gets the other's paragraph."""
    if any(table.after == member.item.uid for table in report.tables):
        raise ReportError("这一条后面有表格，不能接排到另一段里", "请先把那里的条目分段")
    places = sorted(
        ((one.item.uid, one.start, one.end) for one in (member, first)), key=lambda place: report.order[place[0]]
    )  # fmt: skip
    move = Move(member.item.uid, _uid(report, member.stop), _uid(report, first.stop))
    return [Rearrange((places[0], places[1]), (1, 0)), move]


def _closed_up(report: Report, member: Member) -> list[Edit]:
    """The paragraph whose words went goes too, with its blanks; what is in it without width stays with a neighbour."""
    paragraphs, place = report.paragraphs, member.place
    p = paragraphs[place]
    blanks: list[Edit] = [Retext(p.uid, a, b, "") for a, b in ((0, member.start), (member.end, len(p.text))) if a < b]
    if place and not any(table.after == paragraphs[place - 1].uid for table in report.tables):
        return [*blanks, Join(paragraphs[place - 1].uid, p.uid)]
    if place + 1 < len(paragraphs) and not any(table.after == p.uid for table in report.tables):
        return [*blanks, Join(p.uid, paragraphs[place + 1].uid, "second")]
    raise ReportError("这一条的前后是表格，不能接排到另一段里", "请先把那里的条目分段")


def _end_of(member: Member | None) -> Key:
    assert member is not None
    return member.item.uid, member.end


def _words(one: ItemList, count: int) -> list[str]:
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


# --- ordinals and marks ---------------------------------------------------------------------------------------------------


def _marks(report: Report, members: Sequence[Member]) -> list[str]:
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


def _marks_across(
    report: Report, source: tuple[ItemList, int], goal: tuple[ItemList, int], least: str
) -> tuple[list[str], list[str]] | None:
    """The end marks of the list that loses an item and of the one that gains it: what closes a list stays at its end.

    `least` is the mark that an item in the middle must have at least.
    """
    (one, at), (other, to) = source, goal
    own, others = _marks(report, one.members), _marks(report, other.members)
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
class _Following:
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
