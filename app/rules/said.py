"""What one rule that looks at the whole report said of it, by paragraph; saying it again costs what it says otherwise."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import chain

import msgspec

from app.core.edits import Edit, Reformat, Restyle
from app.core.findings import Fix, Spot
from app.core.gathering import changed_range
from app.core.report import Paragraph
from app.rules.api import Found


class Said:
    """`at` has what was found at each paragraph (by uid; None: the whole document), in the order of its characters."""

    def __init__(self) -> None:
        self.at: dict[int | None, tuple[Found, ...]] = {}
        self._all: tuple[Found, ...] = ()
        self._worded: dict[int, set[int | None]] = {}  # paragraphs of whose words fixes speak, and where their findings stand
        self._reworded = False

    def speaks_of(self, uid: int) -> bool:
        """Whether it found something there, or a fix of it speaks of that paragraph's words."""
        return uid in self.at or uid in self._worded

    def renew(self, found: Iterable[Found], changed: Collection[int]) -> set[int | None]:
        """Take what the rule says now; the paragraphs where that is other, or was said of one that `changed`."""
        now = tuple(found)
        if self._reworded:
            touched = self._take_all(now)
        else:
            start, old_end, new_end = changed_range(self._all, now)
            gone, come = self._all[start:old_end], now[start:new_end]
            touched = self._exchange(gone, come)
            self._all = (*self._all[:start], *come, *self._all[old_end:])  # what is equal stays the same object
            if any(one.fix is not None for one in chain(gone, come)):
                self._worded = _worded_by(self._all)
        return touched.union(*(self._worded.get(uid, ()) for uid in changed), (uid for uid in changed if uid in self.at))

    def reword(self, old: Paragraph, new: Paragraph) -> bool:
        """Tell findings that say nothing of a paragraph's words its new ones, when only they changed; False where one does."""
        before, after = Spot(old.uid, 0, len(old.text), old.text), Spot(new.uid, 0, len(new.text), new.text)
        there = self.at.get(new.uid, ())
        if any(not one.whole or one.spot != before or any(True for _ in _words_of(one.fix)) for one in there):
            return False
        if there:
            self.at[new.uid] = tuple([msgspec.structs.replace(one, spot=after) for one in there])
            self._reworded = True
        return bool(there)

    def _take_all(self, now: tuple[Found, ...]) -> set[int | None]:
        touched = set(self.at)
        self.at, self._all, self._reworded = {}, now, False
        self._worded = _worded_by(now)
        return touched | self._exchange((), now)

    def _exchange(self, gone: Iterable[Found], come: Iterable[Found]) -> set[int | None]:
        there: dict[int | None, list[Found]] = {one.spot.uid: [] for one in chain(gone, come)}
        left = set(map(id, gone))
        for uid, ones in there.items():
            ones += [one for one in self.at.pop(uid, ()) if id(one) not in left]
        for one in come:
            there[one.spot.uid].append(one)
        for uid, ones in there.items():
            if ones:
                self.at[uid] = tuple(sorted(ones, key=lambda one: (one.spot.start, one.spot.end, one.message)))
        return set(there)


def _worded_by(found: Iterable[Found]) -> dict[int, set[int | None]]:
    out: dict[int, set[int | None]] = {}
    for one in found:
        for edit in _words_of(one.fix):
            uid = getattr(edit, "uid", None)
            if isinstance(uid, int):
                out.setdefault(uid, set()).add(one.spot.uid)
    return out


def _words_of(fix: Fix | None) -> Iterable[Edit]:
    """The edits that say more than how a whole paragraph looks."""
    return (edit for edit in fix.edits if not _is_look(edit)) if fix is not None else ()


def _is_look(edit: Edit) -> bool:
    return (isinstance(edit, Restyle) and edit.end is None) or (isinstance(edit, Reformat) and edit.start is edit.end is None)
