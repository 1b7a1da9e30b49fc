"""What is read off each paragraph of a report, kept while the paragraph stands: a change costs the changed paragraphs only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import compress
from operator import is_not
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from app.core.report import Kind, Paragraph, Report

T = TypeVar("T")
Read = Callable[[Paragraph], Any]
Rows = tuple[tuple[Paragraph, Any], ...]


class _Ranges:
    """Where rows differ, found once: after a change most readers ask for the same two."""

    def __init__(self) -> None:
        self._last: tuple[Sequence[object], Sequence[object], tuple[int, int, int]] = ((), (), (0, 0, 0))

    def between(self, old: Sequence[object], new: Sequence[object]) -> tuple[int, int, int]:
        """`changed_range` of the two."""
        if old is not self._last[0] or new is not self._last[1]:
            self._last = (old, new, changed_range(old, new))
        return self._last[2]


class _Gathered:
    """The answers of one reader to a row of paragraphs, by uid; `rows` are those that say something, in order."""

    def __init__(self, read: Read, ranges: _Ranges) -> None:
        self.read = read
        self.ranges = ranges
        self.paragraphs: tuple[Paragraph, ...] = ()
        self.rows: Rows = ()
        self._said: dict[int, tuple[Paragraph, Any]] = {}

    def up_to_date(self, paragraphs: tuple[Paragraph, ...]) -> Rows:
        """The rows for `paragraphs`; the same tuple as before when no paragraph that says something changed."""
        if paragraphs is not self.paragraphs:
            if self._take(paragraphs):
                self.rows = tuple(self._said.values())
            self.paragraphs = paragraphs
        return self.rows

    def _take(self, paragraphs: tuple[Paragraph, ...]) -> bool:
        if not self.paragraphs:
            read = self.read
            self._said = {p.uid: (p, answer) for p in paragraphs if (answer := read(p))}
            return bool(self._said)
        start, old_end, new_end = self.ranges.between(self.paragraphs, paragraphs)
        old, new = self.paragraphs[start:old_end], paragraphs[start:new_end]
        if len(old) == len(new):
            places = compress(range(len(old)), map(is_not, old, new))
            pairs = [(old[at], new[at]) for at in places]
            if all(a.uid == b.uid for a, b in pairs):
                return self._replace(pairs)
        return self._splice(old, new, paragraphs)

    def _replace(self, pairs: Sequence[tuple[Paragraph, Paragraph]]) -> bool:
        """Take paragraphs read anew, in their places."""
        said, changed, moved = self._said, False, False
        for before, now in pairs:
            answer = self.read(now)
            stood = before.uid in said
            if answer:
                moved |= not stood
                said[now.uid] = (now, answer)
            elif stood:
                del said[now.uid]
            changed |= stood or bool(answer)
        if moved:
            self._sort(self.paragraphs)
        return changed

    def _splice(self, old: Sequence[Paragraph], new: Sequence[Paragraph], paragraphs: tuple[Paragraph, ...]) -> bool:
        """Take other paragraphs in place of `old`."""
        gone = {p.uid: self._said.pop(p.uid) for p in old if p.uid in self._said}
        added = False
        for p in new:
            stood = gone.get(p.uid)
            answer = stood[1] if stood is not None and stood[0] is p else self.read(p)
            if answer:
                self._said[p.uid] = (p, answer)
                added = True
        if added:
            self._sort(paragraphs)
        return added or bool(gone)

    def _sort(self, paragraphs: tuple[Paragraph, ...]) -> None:
        said = self._said
        self._said = {p.uid: said[p.uid] for p in paragraphs if p.uid in said}


def changed_range(old: Sequence[object], new: Sequence[object]) -> tuple[int, int, int]:
    """(start, end in `old`, end in `new`) of the stretch in which two rows of one type differ."""
    most = min(len(old), len(new))
    start = _longest(most, lambda a, b: old[a:b] == new[a:b])
    m, n = len(old), len(new)
    tail = _longest(most - start, lambda a, b: old[m - b : m - a] == new[n - b : n - a])
    return start, m - tail, n - tail


def _longest(most: int, same: Callable[[int, int], bool]) -> int:
    """How far two rows are the same, `most` at most: halving compares each object once or twice, and compares fast."""
    low = 0
    while low < most:
        middle = (low + most + 1) // 2
        if same(low, middle):
            low = middle
        else:
            most = middle - 1
    return low


class _Store:
    """What is known of a report from reading to reading: of its paragraphs by reader, of the whole by maker."""

    def __init__(self) -> None:
        self.gathered: dict[tuple[Read, bool], _Gathered] = {}
        self.by_word: dict[Callable[[Paragraph, str], Any], tuple[str, _Gathered]] = {}
        self.ranges = _Ranges()
        self.renewed: dict[Callable[[Report, Any], Any], Any] = {}
        self.made: dict[Callable[[Report], Any], tuple[tuple[object, ...], Any]] = {}
        self.everything: tuple[tuple[Paragraph, ...], tuple[Paragraph, ...], tuple[Paragraph, ...]] = ((), (), ())

    def all_of(self, r: Report) -> tuple[Paragraph, ...]:
        """Flow and other stories in one row, the same object while they are."""
        if not r.others:
            return r.paragraphs
        flow, others, _ = self.everything
        if flow is not r.paragraphs or others is not r.others:
            self.everything = (r.paragraphs, r.others, (*r.paragraphs, *r.others))
        return self.everything[2]


_STORES: WeakKeyDictionary[Report, _Store] = WeakKeyDictionary()


def _store(r: Report) -> _Store:
    known = _STORES.get(r)
    if known is None:
        known = _STORES[r] = _Store()
    return known


def gather(r: Report, read: Callable[[Paragraph], T | None], everywhere: bool = False) -> Sequence[tuple[Paragraph, T]]:
    """(paragraph, answer) for each flow paragraph of which `read` says something true; `everywhere`: of the other stories too.

    `read` looks at nothing but its paragraph. In reading order, flow first. While no such paragraph changed, the same object.
    """
    store = _store(r)
    known = store.gathered.get((read, everywhere))
    if known is None:
        known = store.gathered[read, everywhere] = _Gathered(read, store.ranges)
    return known.up_to_date(store.all_of(r) if everywhere else r.paragraphs)


def gather_by(r: Report, read: Callable[[Paragraph, str], T | None], word: str) -> Sequence[tuple[Paragraph, T]]:
    """`gather` over the flow for a reader that is asked with a `word` of the report; only the last word's answers are kept."""
    store = _store(r)
    known = store.by_word.get(read)
    if known is None or known[0] != word:
        known = store.by_word[read] = (word, _Gathered(lambda p: read(p, word), store.ranges))
    return known[1].up_to_date(r.paragraphs)


def renewed(r: Report, renew: Callable[[Report, T | None], T]) -> T:
    """What `renew` makes of `r` and of what it made of the reading before (None: there was none)."""
    known = _store(r).renewed
    made = known[renew] = renew(r, known.get(renew))
    return made


def kept(r: Report, make: Callable[[Report], T], *rests_on: object) -> T:
    """What `make` says of `r`, made anew only where one of the things that it `rests_on` is another object than before."""
    made = _store(r).made
    known = made.get(make)
    if known is None or any(map(is_not, known[0], rests_on)):
        known = made[make] = (rests_on, make(r))
    return known[1]


def hand_on(before: Report, after: Report, changed: Sequence[Paragraph]) -> None:
    """Let `after`, a later reading than `before` by the `changed` paragraphs, go on from what was gathered and kept there."""
    if before in _STORES:
        _STORES[after] = _STORES.pop(before)
    by_uid = {**before.by_uid, **{p.uid: p for p in changed}}
    if len(by_uid) == len(after.paragraphs) + len(after.others):  # none went
        vars(after).setdefault("by_uid", by_uid)


@lru_cache(maxsize=256)
def of_kinds(*kinds: Kind) -> Callable[[Paragraph], bool]:
    """The reader that says yes to paragraphs of these kinds."""
    wanted = frozenset(kinds)
    return lambda p: p.role.kind in wanted
