"""一是… series without gaps, and announced counts that agree with what follows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.core.numerals import han_to_int, parse
from app.core.outline import item_groups, items_of
from app.core.report import Item, Paragraph, Report
from app.rules.api import ERROR, PRACTICE, Found, found, rule

_ORDINAL_WORD = re.compile(r"(?:^|[。；：\n])\s*(?:第[一二三四五六七八九十]|其次|再次|另|此外)")
_TAIL = 40  # characters before a colon that a count and its noun take at most
_NOUNS = "工作|任务|措施|举措|要求|问题|亮点|原则|方面|意见|建议|不足|事项|内容|行动|工程|重点|目标|制度|机制|计划"
_COUNT = re.compile(
    rf"(?<![第前后上下每其这那余多近超几十百千万\d.])(?P<n>[两二三四五六七八九]|十[一二三四五六七八九]?|二十|\d{{1,2}})"
    rf"(?:个|项|大|条|点|件)?(?:方面|项|条|点)?(?:的)?(?:重点|主要|突出|具体|重大)?(?:{_NOUNS})[：。]\s*$"
)


@rule(
    "GW-SEM-001", "实务", slug="broken-item-series", severity=ERROR, strength=PRACTICE, reads=("text", "outline", "kinds"),
    good=["正文 一是健全制度。\n正文 二是优化流程。\n正文 三是强化监督。"],
    bad=["正文 主要做法：一是健全制度；三是强化监督。", "正文 一是健全制度。二是优化流程。二是强化监督。"],
)  # fmt: skip
def broken_item_series(r: Report) -> Iterator[Found]:
    """“一是…二是…”序列连续。

    同一标题之下的“一是”“二是”从一数起，不跳、不重；跳了一项，可能是删改时漏了内容。
    """
    if not any("二是" in p.text or "三是" in p.text for p in r.paragraphs):
        return
    for items in item_groups(r):
        before: Item | None = None
        for item in items:
            if not item.numeral.endswith("是"):
                continue
            p = r.by_uid[item.uid]
            if item.value != 1 and not _follows(p, before, item):
                yield _break(p, before, item)
            before = item


def _follows(p: Paragraph, before: Item | None, item: Item) -> bool:
    if before is not None and item.value == before.value + 1:
        return True
    start = before.end if before is not None and before.uid == item.uid else 0
    if before is None:
        return "一是" in p.text[: item.start] or _ORDINAL_WORD.search(p.shadow[: item.start]) is not None
    inner = p.shadow[before.start if before.uid == item.uid else start : item.start]
    return item.value == before.value + 2 and _ORDINAL_WORD.search(inner) is not None


def _break(p: Paragraph, before: Item | None, item: Item) -> Found:
    end = item.start + len(item.numeral)
    if before is None:
        return found(p, item.start, end, f"有“{item.numeral}”而前面没有“一是”")
    if item.value == before.value:
        return found(p, item.start, end, f"“{item.numeral}”重复出现")
    return found(p, item.start, end, f"“{before.numeral}”之后为“{item.numeral}”：是漏项，还是序数误？")


@rule(
    "GW-SEM-002", "实务", slug="announced-count-differs", severity=ERROR, strength=PRACTICE, reads=("text", "outline", "kinds"),
    good=["正文 重点抓好两项工作：一是健全制度；二是优化流程。", "正文 明年抓好以下工作：\n正文 一是健全制度。"],
    bad=["正文 重点采取三项措施：一是健全制度；二是优化流程。"],
)  # fmt: skip
def announced_count_differs(r: Report) -> Iterator[Found]:
    """总括的数目与分项的数目一致。

    写了“三项措施”却只列两项，读者会以为漏了一项；增删分项后最容易忘记改总数。
    """
    for p in r.paragraphs:
        if "一是" in p.text:
            yield from _within(p)
        match = _COUNT.search(p.shadow, max(0, len(p.text) - _TAIL))
        if match:
            yield from _across(r, p, match)


def _within(p: Paragraph) -> Iterator[Found]:
    """A count directly followed by 一是 in the same paragraph."""
    items = [item for item in items_of(p) if item.numeral.endswith("是")]
    for at, item in enumerate(items):
        if item.value != 1:
            continue
        match = _COUNT.search(p.shadow[: item.start], max(0, item.start - _TAIL))
        run = _run(items[at:])
        if match and run > 1 and _number(match) != run:
            yield _differs(p, match, run)


def _run(items: Sequence[Item]) -> int:
    count = 0
    for item in items:
        if item.value != count + 1:
            break
        count += 1
    return count


def _across(r: Report, p: Paragraph, match: re.Match[str]) -> Iterator[Found]:
    """A count at a paragraph's end, with the items as paragraphs below."""
    rest = [q for q in r.paragraphs[r.order[p.uid] + 1 :] if q.text.strip()]
    if not rest:
        return
    run = _numbered_run(r, rest[0]) or _item_run(r, rest)
    if run > 1 and run != _number(match):
        yield _differs(p, match, run)


def _numbered_run(r: Report, first: Paragraph) -> int:
    """How many siblings are counted on from a first one that is （一）, 1. or 一、; 0 when it is none."""
    numeral = parse(first.role.numeral) if first.role.numeral else None
    if first.role.value != 1 or numeral is None or numeral.level is None:
        return 0
    for siblings in (r.outline, *(node.children for node in r.nodes())):
        at = next((i for i, node in enumerate(siblings) if node.uid == first.uid), None)
        if at is not None:
            count = 0
            for node in siblings[at:]:
                if node.value <= count:
                    break
                count = node.value
            return count
    return 0


def _item_run(r: Report, rest: Sequence[Paragraph]) -> int:
    """How many 一是… items follow, when the next paragraph opens with 一是."""
    first = items_of(rest[0])
    if not first or first[0].value != 1 or rest[0].text[: first[0].start].strip():
        return 0
    group = next((g for g in item_groups(r) if any(i.uid == rest[0].uid for i in g)), ())
    return _run([i for i in group if r.order[i.uid] >= r.order[rest[0].uid] and i.numeral.endswith("是")])


def _number(match: re.Match[str]) -> int:
    written = match["n"]
    return int(written) if written.isdigit() else han_to_int(written) or 0


def _differs(p: Paragraph, match: re.Match[str], run: int) -> Found:
    return found(p, match.start("n"), match.end(), f"总括数是{match['n']}，下面列了{run}项：是漏项，还是总数误？")
