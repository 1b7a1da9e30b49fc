"""What stands found: by paragraph, where narrower rules win over wider ones, and by cause, which makes one finding.

A change costs the paragraphs and the causes that it touches, however many places the others have.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import chain
from operator import itemgetter

from app.core.findings import Finding, Fix, Severity, Spot
from app.rules.api import Found, Rule
from app.rules.dictionary import WORD_RULES
from app.rules.precedence import settle

Pairs = tuple[tuple[Rule, Found], ...]
Cause = tuple[str, str, Severity]
Share = tuple[tuple[Spot, ...], tuple[Fix | None, ...], tuple[Rule, Found]]  # of one paragraph in a cause; the first pair
Places = tuple[tuple[Spot, ...], tuple[Fix | None, ...]]  # of a cause, with the fix of each
Order = Mapping[int | None, int]  # where paragraphs stand
FAR = 1 << 30  # behind all of them
_SPOTS: Callable[[Share], tuple[Spot, ...]] = itemgetter(0)
_FIXES: Callable[[Share], tuple[Fix | None, ...]] = itemgetter(1)
_BATCH = 100  # paragraphs between two breaths


class Standing:
    """The findings of all rules on one report, kept up to date.

    A source is a rule that looks at the whole report, or "paragraph" or "window" for all rules of that scope together; each
    source says of each paragraph (by uid; None: the whole document) what it found there.
    """

    def __init__(self) -> None:
        self.day: date | None = None  # of the report: clauses that are younger only ask
        self._found: dict[int | None, dict[str, Pairs]] = {}
        self._stale: dict[int | None, None] = {}
        self._shares: dict[int | None, dict[Cause, Share]] = {}
        self._members: dict[Cause, dict[int | None, Share]] = {}
        self._unsorted: set[Cause] = set()
        self._changed: dict[Cause, None] = {}
        self._made: dict[Cause, Places] = {}
        self._replaced: dict[Cause, dict[int | None, int]] = {}  # paragraphs with other places, and how many are in `_made`

    def put(self, source: str, uid: int | None, pairs: Pairs) -> None:
        """`source` now finds `pairs` at that paragraph and nothing else."""
        found = self._found.get(uid)
        if found is None:
            if not pairs:
                return
            found = self._found[uid] = {}
        if pairs == found.get(source, ()):
            return
        if pairs:
            found[source] = pairs
        else:
            del found[source]
        self._stale[uid] = None

    def at(self, uid: int | None, source: str) -> Pairs:
        """What `source` finds there."""
        return self._found.get(uid, {}).get(source, ())

    def drop(self, uid: int) -> None:
        """The paragraph is gone."""
        if self._found.pop(uid, None):
            self._stale[uid] = None

    def look_again(self, uids: Iterable[int | None]) -> None:
        """What counts at these paragraphs may have changed though the rules find the same."""
        self._stale.update(dict.fromkeys(uids))

    def look_again_everywhere(self) -> None:
        """`look_again` at every paragraph."""
        self.look_again(self._found)

    def reorder(self) -> None:
        """Paragraphs stand in another order."""
        self._unsorted.update(self._members)
        self._made.clear()
        self._changed.update(dict.fromkeys(self._members))

    def settle(self, known: Callable[[Found], bool]) -> Iterator[None]:
        """Decide at every stale paragraph which pairs stand: not where a narrower rule speaks, nor on `known` words."""
        for count, uid in enumerate(tuple(self._stale), 1):
            self._settle_at(uid, known)
            del self._stale[uid]
            if count % _BATCH == 0:
                yield

    def _settle_at(self, uid: int | None, known: Callable[[Found], bool]) -> None:
        found = self._found.get(uid, {})
        pairs = list(chain.from_iterable(found.values()))
        if any(rule.code in WORD_RULES for rule, _ in pairs):
            pairs = [(rule, one) for rule, one in pairs if rule.code not in WORD_RULES or not known(one)]
        now = _shares(settle(pairs), self.day)
        before = self._shares.pop(uid, {})
        if now:
            self._shares[uid] = now
        for cause in (*now, *(cause for cause in before if cause not in now)):
            share = now.get(cause)
            if share != before.get(cause):
                self._take(cause, uid, share)

    def _take(self, cause: Cause, uid: int | None, share: Share | None) -> None:
        self._changed[cause] = None
        members = self._members.setdefault(cause, {})
        if share is not None and uid in members:
            self._replaced.setdefault(cause, {}).setdefault(uid, len(members[uid][0]))
        else:
            self._made.pop(cause, None)
        if share is None:
            del members[uid]
            return
        if uid not in members:
            self._unsorted.add(cause)
        members[uid] = share

    def changed(self, place: Order) -> Iterator[tuple[Cause, Finding | None]]:
        """The findings that changed, one for a cause, None where it is gone; `place` says where paragraphs stand."""
        for cause in tuple(self._changed):
            members = self._members.get(cause)
            if not members:
                self._members.pop(cause, None)
                self._unsorted.discard(cause)
                self._replaced.pop(cause, None)
                yield cause, None
            else:
                if cause in self._unsorted:
                    members = self._members[cause] = dict(sorted(members.items(), key=lambda one: place.get(one[0], FAR)))
                    self._unsorted.discard(cause)
                replaced, made = self._replaced.pop(cause, {}), self._made.get(cause)
                made = self._made[cause] = _places(members) if made is None else _spliced(made, members, replaced, place)
                yield cause, _finding(cause, next(iter(members.values()))[2], made)
            del self._changed[cause]


def _shares(pairs: Iterable[tuple[Rule, Found]], day: date | None) -> dict[Cause, Share]:
    causes: dict[Cause, list[tuple[Rule, Found]]] = {}
    for pair in pairs:
        rule, one = pair
        severity = rule.severity if one.severity is None else min(one.severity, rule.severity)
        if day and rule.since and day < rule.since:
            severity = Severity.INFO
        cause = (rule.code, one.key or (rule.group and "group") or one.message, severity)
        if cause in causes:
            causes[cause].append(pair)
        else:
            causes[cause] = [pair]
    return {
        cause: (tuple([one.spot for _, one in members]), tuple([one.fix for _, one in members]), members[0])
        for cause, members in causes.items()
    }


def _places(members: Mapping[int | None, Share]) -> Places:
    shares = members.values()
    return tuple(chain.from_iterable(map(_SPOTS, shares))), tuple(chain.from_iterable(map(_FIXES, shares)))


def _spliced(made: Places, members: Mapping[int | None, Share], replaced: Mapping[int | None, int], place: Order) -> Places:
    """`made` with the places that the `replaced` paragraphs have now; of each, `made` has so many."""
    spots, fixes = made
    for uid, count in replaced.items():
        start = bisect_left(spots, place.get(uid, FAR), key=lambda spot: place.get(spot.uid, FAR))
        share, end = members[uid], start + count
        spots, fixes = spots[:start] + share[0] + spots[end:], fixes[:start] + share[1] + fixes[end:]
    return spots, fixes


def _finding(cause: Cause, first: tuple[Rule, Found], made: Places) -> Finding:
    code, key, severity = cause
    (rule, one), (spots, fixes) = first, made
    many = len(spots) > 1
    return Finding(
        code=code, clause=rule.clause, strength=rule.strength, severity=severity,
        message=rule.group.format(count=len(spots), message=one.message) if many and rule.group else one.message,
        spots=spots, fixes=fixes, suggestion=one.suggestion, key=key, departs=rule.departs,
    )  # fmt: skip
