"""The 一是… items of a report by stretch; after a change only the stretches that it touches are made anew."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import compress, groupby
from operator import is_not, itemgetter

from app.core.gathering import gather, renewed
from app.core.items import in_series, items_of
from app.core.kin import same_paragraphs
from app.core.report import Item, Kind, Node, Paragraph, Report

Group = tuple[Item, ...]
_Rows = Sequence[tuple[Paragraph, tuple[Item, ...]]]


def item_groups(r: Report) -> tuple[Group, ...]:
    """The 一是… items of each stretch between two headings, in reading order; text before the first heading is one too.

    A group whose paragraphs are as they were is the same object as before.
    """
    return renewed(r, _stretches).groups


def group_of(r: Report, uid: int) -> Group:
    """The group to which the items of that paragraph belong; () when it has none."""
    stretches = renewed(r, _stretches)
    at = stretches.stretch_of.get(uid)
    return () if at is None else stretches.by_stretch[at]


def listed_items(p: Paragraph) -> tuple[Item, ...]:
    """The items that a paragraph brings to its stretch."""
    return items_of(p) if p.kind not in (Kind.EMPTY, Kind.TITLE) else ()


@dataclass(frozen=True, slots=True)
class _Stretches:
    """The group of each stretch that has items, the rows that make it (`spans`), and in which stretch a paragraph is."""

    rows: _Rows
    outline: Sequence[Node]
    order: Mapping[int, int]
    spans: Sequence[tuple[int, int]]
    stretch_of: Mapping[int, int]
    by_stretch: Sequence[Group]
    groups: tuple[Group, ...]


def _stretches(r: Report, before: _Stretches | None) -> _Stretches:
    rows = gather(r, listed_items)
    if before is None or before.order is not r.order or not same_paragraphs(before.outline, r.outline):
        return _read(r, rows)
    if len(rows) != len(before.rows):
        return _read(r, rows)
    changed = list(compress(range(len(rows)), map(is_not, before.rows, rows)))
    if any(before.rows[at][0].uid != rows[at][0].uid for at in changed):
        return _read(r, rows)
    by_stretch = list(before.by_stretch)
    for stretch in {before.stretch_of[rows[at][0].uid] for at in changed}:
        by_stretch[stretch] = _group(rows, *before.spans[stretch])
    groups = tuple(filter(None, by_stretch)) if changed else before.groups
    return replace(before, rows=rows, outline=r.outline, by_stretch=by_stretch, groups=groups)


def _read(r: Report, rows: _Rows) -> _Stretches:
    starts = [r.order[node.uid] for node in r.nodes()]
    found = [(bisect_right(starts, r.order[p.uid]), at) for at, (p, _) in enumerate(rows)]
    places = ([at for _, at in members] for _, members in groupby(found, itemgetter(0)))
    spans = [(members[0], members[-1] + 1) for members in places]
    by_stretch = [_group(rows, *span) for span in spans]
    stretch_of = {rows[at][0].uid: stretch for stretch, span in enumerate(spans) for at in range(*span)}
    return _Stretches(rows, r.outline, r.order, spans, stretch_of, by_stretch, tuple(filter(None, by_stretch)))


def _group(rows: _Rows, start: int, end: int) -> Group:
    return in_series([item for _, items in rows[start:end] for item in items])
