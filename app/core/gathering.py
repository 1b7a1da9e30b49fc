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


class _Gathered:
    """The answers of one reader to a row of paragraphs, by uid; `rows` are those that say something, in order."""

    def __init__(self, read: Read) -> None:
        self.read = read
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
        start, old_end, new_end = changed_range(self.paragraphs, paragraphs)
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
    """(start, end in `old`, end in `new`) of the stretch in which two rows of objects differ."""
    start = next(compress(range(len(old)), map(is_not, old, new)), min(len(old), len(new)))
    most = min(len(old), len(new)) - start
    tail = next(compress(range(most), map(is_not, reversed(old), reversed(new))), most)
    return start, len(old) - tail, len(new) - tail


_KEPT: WeakKeyDictionary[Report, dict[Any, Any]] = WeakKeyDictionary()


def gather(r: Report, read: Callable[[Paragraph], T], everywhere: bool = False) -> Sequence[tuple[Paragraph, T]]:
    """(paragraph, answer) for each flow paragraph of which `read` says something true; `everywhere`: of the other stories too.

    `read` looks at nothing but its paragraph. In reading order, flow first. While no such paragraph changed, the same object.
    """
    kept = _KEPT.setdefault(r, {})
    known: _Gathered | None = kept.get((read, everywhere))
    if known is None:
        known = kept[read, everywhere] = _Gathered(read)
    return known.up_to_date(_everything(r) if everywhere else r.paragraphs)


def gather_by(r: Report, read: Callable[[Paragraph, str], T], word: str) -> Sequence[tuple[Paragraph, T]]:
    """`gather` over the flow for a reader that is asked with a `word` of the report; only the last word's answers are kept."""
    kept = _KEPT.setdefault(r, {})
    known = kept.get(read)
    if known is None or known[0] != word:
        known = kept[read] = (word, _Gathered(lambda p: read(p, word)))
    return known[1].up_to_date(r.paragraphs)


def renewed(r: Report, renew: Callable[[Report, T | None], T]) -> T:
    """What `renew` makes of `r` and of what it made of the reading before (None: there was none)."""
    kept = _KEPT.setdefault(r, {})
    made = kept[renew] = renew(r, kept.get(renew))
    return made


_ALL: WeakKeyDictionary[Report, tuple[Paragraph, ...]] = WeakKeyDictionary()


def _everything(r: Report) -> tuple[Paragraph, ...]:
    if not r.others:
        return r.paragraphs
    known = _ALL.get(r)
    if known is None:
        known = _ALL[r] = (*r.paragraphs, *r.others)
    return known


def hand_on(before: Report, after: Report, changed: Sequence[Paragraph]) -> None:
    """Let `after`, a later reading than `before` by the `changed` paragraphs, go on from what was gathered there."""
    if before in _KEPT:
        _KEPT[after] = _KEPT.pop(before)
    by_uid = {**before.by_uid, **{p.uid: p for p in changed}}
    if len(by_uid) == len(after.paragraphs) + len(after.others):  # none went
        vars(after).setdefault("by_uid", by_uid)


@lru_cache(maxsize=256)
def of_kinds(*kinds: Kind) -> Callable[[Paragraph], bool]:
    """The reader that says yes to paragraphs of these kinds."""
    wanted = frozenset(kinds)
    return lambda p: p.role.kind in wanted
