"""一是… series without gaps, and announced counts that agree with what follows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, compress
from operator import is_not

from app.core.gathering import gather, renewed
from app.core.item_groups import Group, group_of, item_groups, listed_items
from app.core.kin import siblings_of
from app.core.numerals import han_to_int, parse
from app.core.report import Item, Paragraph, Report
from app.rules.api import ERROR, PRACTICE, Found, found, rule

_WORDS = "(?:第[一二三四五六七八九十]|首先|其次|再次|另外|此外|一方面|[一二三四五六七八九十]要)"
_OTHER_WORD = re.compile(rf"(?:^|[。；：\n])\s*{_WORDS}")
_FIRST = re.compile(r"[：。，]\s*一是")
_TAIL = 40  # characters before a colon that a count and its noun take at most
_NOUNS = "工作|任务|措施|举措|要求|问题|亮点|原则|方面|意见|建议|不足|事项|内容|行动|工程|重点|目标|制度|机制|计划"
_SLOGANS = "到位|强化|坚持|聚焦|突出|注重|加强|提升|着力|推进|确保|带头|转变|必须|统一|结合|关口|机制"
_COUNT = re.compile(
    rf"(?<![第前后上每其这那余多近超几十百千万\d.])(?<!(?<!以)下)(?P<n>[两二三四五六七八九]|十[一二三四五六七八九]?|二十|\d{{1,2}})"
    rf"(?:个|项|大|条|点|件)?(?:方面|项|条|点)?(?:的)?(?:重点|主要|突出|具体|重大)?(?:(?:{_NOUNS}){{1,2}}(?:推进|入手|着手|发力|展开|努力|抓起|的?(?:工作|措施|举措|内容))?|(?:{_SLOGANS})”?)(?:[：。]|(?<=”)[，：。])\s*$"
)


@rule(
    "GW-SEM-001", "实务", slug="broken-item-series", severity=ERROR, strength=PRACTICE,
    reads=("text", "numerals", "kinds"), where=listed_items,
    good=[
        "正文 一是健全制度。\n正文 二是优化流程。\n正文 三是强化监督。",
        "正文 一是健全制度，做到：一是明确职责，二是细化流程；二是强化监督。",
    ],
    bad=["正文 主要做法：一是健全制度；三是强化监督。", "正文 一是健全制度。二是优化流程。二是强化监督。"],
)  # fmt: skip
def broken_item_series(r: Report) -> Iterator[Found]:
    """“一是…二是…”序列连续。

    同一标题之下的“一是”“二是”从一数起，不跳、不重；跳了一项，可能是删改时漏了内容。
    """
    groups, judged = renewed(r, _by_group)
    if any(judged) and any(item.numeral.endswith(("二是", "三是")) for item in chain.from_iterable(groups)):
        yield from chain.from_iterable(judged)


_Judged = tuple[Sequence[Group], Sequence[Sequence[Found]]]


def _by_group(r: Report, before: _Judged | None) -> _Judged:
    """The groups and what each of them has; those that are as they were are not judged again."""
    groups = item_groups(r)
    if before is not None and len(before[0]) == len(groups):
        judged = list(before[1])
        for at in compress(range(len(groups)), map(is_not, groups, before[0])):
            judged[at] = tuple(_breaks(r, groups[at]))
        return groups, judged
    return groups, [tuple(_breaks(r, group)) for group in groups]


def _breaks(r: Report, group: Group) -> Iterator[Found]:
    open_: list[tuple[int, Item]] = []  # the paragraph where each open series began, and its latest item
    for item in group:
        if not item.numeral.endswith("是"):
            continue
        p = r.by_uid[item.uid]
        before = open_[-1][1] if open_ else None
        at = _series_of(open_, item)
        if at is None and item.value > 1 and not _excused(p, before, item):
            yield _break(p, before, item)
        begun = open_[at][0] if at is not None else item.uid
        del open_[at if at is not None else len(open_) - (item.value > 1) :]
        open_.append((begun, item))


def _series_of(open_: Sequence[tuple[int, Item]], item: Item) -> int | None:
    """Which open series `item` counts on; one inside an item of the same paragraph is then over: 一是（一是…二是…）二是…"""
    for at in range(len(open_) - 1, -1, -1):
        inside = at + 1 == len(open_) or open_[at + 1][0] == open_[at][1].uid
        if item.value > 1 and inside and open_[at][1].value == item.value - 1:
            return at
    return None


def _excused(p: Paragraph, before: Item | None, item: Item) -> bool:
    """Whether the item before stands there in another form: 主要一是…, 第一…, 其次…"""
    if before is None:
        return "一是" in p.text[: item.start] or _OTHER_WORD.search(p.shadow[: item.start]) is not None
    between = p.shadow[before.start if before.uid == item.uid else 0 : item.start]
    return item.value == before.value + 2 and _OTHER_WORD.search(between) is not None


def _break(p: Paragraph, before: Item | None, item: Item) -> Found:
    end = item.start + len(item.numeral)
    if before is None:
        return found(p, item.start, end, f"有“{item.numeral}”而前面没有“一是”")
    if item.value == before.value:
        return found(p, item.start, end, f"“{item.numeral}”重复出现")
    return found(p, item.start, end, f"“{before.numeral}”之后为“{item.numeral}”：是漏项，还是序数误？")


def _announced(p: Paragraph) -> re.Match[str] | None:
    """A count at the end of the paragraph."""
    return _COUNT.search(p.shadow, max(0, len(p.text) - _TAIL))


def _announced_before_items(p: Paragraph) -> tuple[tuple[Item, re.Match[str]], ...]:
    """Counts directly before 一是 in the same paragraph."""
    firsts = [item for item in listed_items(p) if item.numeral == "一是"] if _FIRST.search(p.shadow) else ()
    counts = ((item, _COUNT.search(p.shadow[: item.start], max(0, item.start - _TAIL))) for item in firsts)
    return tuple((item, count) for item, count in counts if count is not None)


def _counts_or_is_counted(p: Paragraph) -> object:
    return _announced(p) or listed_items(p) or not p.text.strip()


@rule(
    "GW-SEM-002", "实务", slug="announced-count-differs", severity=ERROR, strength=PRACTICE,
    reads=("text", "numerals", "kinds", "sequence"), where=_counts_or_is_counted,
    good=["正文 重点抓好两项工作：一是健全制度；二是优化流程。", "正文 明年抓好以下工作：\n正文 一是健全制度。"],
    bad=["正文 重点采取三项措施：一是健全制度；二是优化流程。", ("正文 重点抓好三个方面的工作：\n二级 （一）健全制度。"
                                       "抓好落实。\n二级 （二）优化流程。抓好落实。")],
)  # fmt: skip
def announced_count_differs(r: Report) -> Iterator[Found]:
    """总括的数目与分项的数目一致。

    写了“三项措施”却只列两项，读者会以为漏了一项；增删分项后最容易忘记改总数。
    """
    for p, firsts in gather(r, _announced_before_items):
        for item, match in firsts:
            yield from _judged(p, match, _items_from(r, item))
    for p, match in gather(r, _announced):
        below = map(r.paragraphs.__getitem__, range(r.order[p.uid] + 1, len(r.paragraphs)))
        after = next((q for q in below if q.text.strip()), None)
        if after is not None:
            yield from _judged(p, match, _numbered_run(r, after) or _item_run(r, after))


def _items_from(r: Report, first: Item) -> int:
    """How far the series counts that begins with that item."""
    group = group_of(r, first.uid)
    at = next((at for at, item in enumerate(group) if item.uid == first.uid and item.start == first.start), len(group))
    return _run(group[at:])


def _run(items: Sequence[Item]) -> int:
    """How far a series that starts with `items[0]` counts, series within it aside."""
    open_: list[int] = []
    for item in items:
        if not item.numeral.endswith("是"):
            continue
        if item.value == 1:
            open_.append(1)
            continue
        while open_ and open_[-1] != item.value - 1:
            if len(open_) == 1:
                return open_[0]
            open_.pop()
        if open_:
            open_[-1] = item.value
    return open_[0] if open_ else 0


def _numbered_run(r: Report, first: Paragraph) -> int:
    """How many siblings are counted on from a first one that is （一）, 1. or 一、; 0 when it is none."""
    numeral = parse(first.role.numeral) if first.role.value == 1 and first.role.numeral else None
    if numeral is None or numeral.level is None:
        return 0
    siblings = siblings_of(r, first.uid)
    count = 0
    for node in siblings[next((at for at, node in enumerate(siblings) if node.uid == first.uid), 0) :]:
        if node.value <= count:
            break
        count = node.value
    return count


def _item_run(r: Report, after: Paragraph) -> int:
    """How many 一是… items follow, when the next paragraph opens with 一是."""
    first = next((item for item in group_of(r, after.uid) if item.uid == after.uid), None)
    opens = first is not None and first.value == 1 and not after.text[: first.start].strip()
    return _items_from(r, first) if first is not None and opens else 0


def _number(match: re.Match[str]) -> int:
    written = match["n"]
    return int(written) if written.isdigit() else han_to_int(written) or 0


def _judged(p: Paragraph, match: re.Match[str], run: int) -> Iterator[Found]:
    if run > 1 and run != _number(match):
        message = f"总括数是{match['n']}，下面列了{run}项：是漏项，还是总数误？"
        yield found(p, match.start("n"), match.end(), message)
