"""Steps on 一是… items: one moves by itself, in its list or into another; ordinals and end marks stay with the places."""

from __future__ import annotations

from typing import Literal

from app.core.edits import Edit, Join, Move, Rearrange, Retext
from app.core.errors import ReportError
from app.core.item_lists import ItemList, Member, item_lists
from app.core.item_numerals import Following, Key, end_marks, end_marks_across, ordinals_for
from app.core.planning import Plan
from app.core.report import Report

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
    follow = Following(report, one)
    marks = end_marks(report, members)
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
    follow = Following(report, one, other)
    left = [*one.members[:at], *one.members[at + 1 :]]
    joined = [*other.members[:to], member, *other.members[to:]]
    for row, words in ((left, ordinals_for(one, len(left))), (joined, ordinals_for(other, len(joined)))):
        for each, word in zip(row, words, strict=True):
            follow.word(each, word)
    edits, shown = _carried(report, member, other, to)
    first = edits[0]
    apart = isinstance(first, Rearrange) and bool(first.apart)
    runs_on = not apart and not any(isinstance(edit, Move) for edit in edits)
    if apart:
        follow.lead(member, _lead(report, other.members[min(to, len(other.members) - 1)]))
    for row, marks in zip((left, joined), end_marks_across(report, source, goal, "；" if runs_on else "") or (), strict=False):
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
