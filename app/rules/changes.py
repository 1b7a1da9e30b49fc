"""What differs between two readings of a report, as rules see it, and which rules that concerns."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress
from operator import attrgetter, is_not

from app.core.format_math import is_judged, look_of, main_form
from app.core.gathering import changed_range
from app.core.report import Node, Paragraph, Report
from app.rules.api import Reads, Rule, Where

Pair = tuple[Paragraph | None, Paragraph | None]


@dataclass(frozen=True, slots=True)
class Changes:
    """`pairs`: paragraphs as they were and as they are (None: not there), each with what of it differs; `beside`: those that
    came or went, and what stood or stands beside them; `whole`: what of the report differs apart from paragraphs; `near`: the
    places in the flow whose neighbours may be others; `moved`: paragraphs stand in another order.
    """

    pairs: tuple[tuple[Pair, frozenset[Reads]], ...]
    beside: frozenset[Paragraph]
    whole: frozenset[str]
    near: frozenset[int]
    moved: bool

    @property
    def looks(self) -> bool:
        """Whether the look of a paragraph, or what its look is held against, differs."""
        if not self.whole.isdisjoint(("sections", "styles", "elements")):
            return True
        return any("format" in what or "kinds" in what for _, what in self.pairs)

    @property
    def uids(self) -> frozenset[int]:
        """The paragraphs that changed, went or came."""
        return frozenset(p.uid for pair, _ in self.pairs for p in pair if p is not None)

    def concern(self, rule: Rule, speaks_of: Callable[[int], bool], told: Collection[int]) -> bool:
        """Whether what `rule` finds may have changed; `speaks_of` says whether its findings stand at a paragraph or mend it.

        Those that were `told` the new words of their paragraphs stand.
        """
        reads, where = rule.reads, rule.where
        if self.moved or not self.whole.isdisjoint(reads) or ("kinds" in reads and "elements" in self.whole):
            return True
        for (old, new), what in self.pairs:
            p = new or old
            if p is not None and p.uid not in told and speaks_of(p.uid):
                return True
            if "sequence" in reads and "sequence" in what:
                return True
            if not what.isdisjoint(reads) and (where is None or _matters(rule.facts, where, old, new)):
                return True
        return where is not None and not reads.isdisjoint(_ALL) and any(map(where, self.beside))


WORDS_ALONE: frozenset[Reads] = frozenset({"text"})


def _matters(facts: bool, where: Where, old: Paragraph | None, new: Paragraph | None) -> bool:
    """Whether `where` says something of a paragraph as it was or is; when that is all `facts`, whether it says another thing."""
    was, now = old is not None and where(old), new is not None and where(new)
    return bool(was or now) and not (facts and was == now)


_ALL: frozenset[Reads] = frozenset({"text", "kinds", "sequence", "format"})


def changes_between(old: Report, new: Report) -> Changes:
    """What differs between two readings of one open report."""
    flow, beside, near, moved = _pairs(old.paragraphs, new.paragraphs)
    others, beside_too, _, moved_too = _pairs(old.others, new.others)
    gone = {old.uid for old, new in (*flow, *others) if old is not None and new is None}
    come = {new.uid for old, new in (*flow, *others) if old is None and new is not None}
    moved = moved or moved_too or not gone.isdisjoint(come)  # out of a table into the flow, say
    pairs = tuple((pair, _differing(*pair)) for pair in (*flow, *others))
    return Changes(pairs, beside | beside_too, _whole(old, new), near, moved)


_Row = tuple[Paragraph, ...]


def _pairs(old: _Row, new: _Row) -> tuple[list[Pair], frozenset[Paragraph], frozenset[int], bool]:
    if old is new:
        return [], frozenset(), frozenset(), False
    start, old_end, new_end = changed_range(old, new)
    before, now = old[start:old_end], new[start:new_end]
    if len(before) == len(now):
        places = list(compress(range(len(now)), map(is_not, before, now)))
        if all(before[at].uid == now[at].uid for at in places):
            near = {start + at + by for at in places for by in _REACH}
            return [(before[at], now[at]) for at in places], frozenset(), frozenset(near), False
    were, are = {p.uid: p for p in before}, {p.uid: p for p in now}
    found: list[Pair] = [(p, are.get(p.uid)) for p in before if are.get(p.uid) is not p]
    found += [(None, p) for p in now if p.uid not in were]
    beside = frozenset((*_beside(old, start, old_end, are), *_beside(new, start, new_end, were)))
    stay = [uid for uid in were if uid in are]
    near = frozenset(range(start + _REACH[0], new_end - _REACH[0]))
    return found, beside, near, stay != [uid for uid in are if uid in were]


_REACH = range(-2, 3)  # how far a window looks


def _beside(row: _Row, start: int, end: int, elsewhere: Collection[int]) -> Iterator[Paragraph]:
    """Those of the paragraphs start..end of `row` that are not `elsewhere`, and their neighbours."""
    for at in range(start, end):
        if row[at].uid not in elsewhere:
            yield from row[max(at - 1, 0) : at + 2]


def _differing(old: Paragraph | None, new: Paragraph | None) -> frozenset[Reads]:
    if old is None or new is None:
        return _ALL
    what: set[Reads] = set()
    if _WORDS(old) != _WORDS(new) or old.role.heading_end != new.role.heading_end:
        what.add("text")
    if _ROLE(old.role) != _ROLE(new.role):
        what.add("kinds")
    if old.role.kind is not new.role.kind:
        what.add("sequence")
    if _FORMAT(old) != _FORMAT(new) or _letters(old) != _letters(new):
        what.add("format")
    return frozenset(what)


_WORDS = attrgetter("text", "objects", "breaks")
_ROLE = attrgetter("kind", "confidence", "numeral", "value", "content", "run_in")
_FORMAT = attrgetter("format", "mark", "number", "section_end")


def _letters(p: Paragraph) -> tuple[object, ...]:
    """The formats of its runs and the objects in order, the look of most characters, whether it is held against its kind.

    Where runs begin and end changes with every key, and is no matter of format.
    """
    formats = [run.format for at, run in enumerate(p.runs) if not at or run.format != p.runs[at - 1].format]
    return formats, [name for _, name in p.objects], look_of(p), main_form(p), is_judged(p)


def _whole(old: Report, new: Report) -> frozenset[str]:
    outline = _outline(old.outline, new.outline)
    differing = {
        "elements": _differ(old.elements, new.elements),
        "outline": bool(outline),
        "sections": _differ(old.sections, new.sections) or old.even_and_odd != new.even_and_odd,
        "styles": _differ(old.styles, new.styles),
        "objects": _differ(old.objects, new.objects) or _differ(old.tables, new.tables),
    }
    return outline.union(name for name, differs in differing.items() if differs)


def _differ(old: object, new: object) -> bool:
    return old is not new and old != new


_NUMERALS = attrgetter("level", "numeral", "value", "uid", "run_in", "automatic", "type", "scheme")
_OF_NODES = frozenset({"numerals", "headings", "items"})


def _outline(old: Sequence[Node], new: Sequence[Node]) -> frozenset[str]:
    """What differs between two outlines: the numerals and what stands under what, the headings' words, the 一是… items."""
    if len(old) != len(new):
        return _OF_NODES
    found = frozenset[str]()
    for a, b in zip(old, new, strict=True):
        if a is b:
            continue
        if _NUMERALS(a) != _NUMERALS(b):
            return _OF_NODES
        found |= _outline(a.children, b.children)
        found |= {"headings"} if a.text != b.text else found
        found |= {"items"} if a.items != b.items else found
    return found
