"""What differs between two readings of a report, as rules see it, and which rules that concerns."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import compress
from operator import attrgetter, is_not

from app.core.format_math import is_judged
from app.core.gathering import changed_range
from app.core.report import CharFormat, Node, Paragraph, Report
from app.rules.api import Reads, Rule

Pair = tuple[Paragraph | None, Paragraph | None]


@dataclass(frozen=True, slots=True)
class Changes:
    """`pairs`: paragraphs as they were and as they are (None: not there), each with what of it differs; `whole`: what of the
    report differs apart from paragraphs; `near`: the places in the flow whose neighbours may be others; `moved`: paragraphs
    stand in another order.
    """

    pairs: tuple[tuple[Pair, frozenset[Reads]], ...]
    whole: frozenset[str]
    near: frozenset[int]
    moved: bool

    @property
    def looks(self) -> bool:
        """Whether the look of a paragraph, or what its look is held against, differs."""
        if not self.whole.isdisjoint(("sections", "styles", "elements")):
            return True
        return any("format" in what or "kinds" in what or not _judged_alike(*pair) for pair, what in self.pairs)

    def concern(self, rule: Rule, uids: Collection[int]) -> bool:
        """Whether what `rule` finds may have changed; `uids` are the paragraphs that its findings speak of."""
        reads, where = rule.reads, rule.where
        if self.moved or not self.whole.isdisjoint(reads) or ("kinds" in reads and "elements" in self.whole):
            return True
        for (old, new), what in self.pairs:
            if (old is not None and old.uid in uids) or (new is not None and new.uid in uids):
                return True
            if "sequence" in reads and "sequence" in what:
                return True
            if not what.isdisjoint(reads) and (
                where is None or (old is not None and where(old)) or (new is not None and where(new))
            ):
                return True
        return False


_ALL: frozenset[Reads] = frozenset({"text", "kinds", "sequence", "format"})


def changes_between(old: Report, new: Report) -> Changes:
    """What differs between two readings of one open report."""
    flow, near, moved = _pairs(old.paragraphs, new.paragraphs)
    others, _, moved_too = _pairs(old.others, new.others)
    pairs = tuple((pair, _differing(*pair)) for pair in (*flow, *others))
    return Changes(pairs, _whole(old, new), near, moved or moved_too)


def _pairs(old: tuple[Paragraph, ...], new: tuple[Paragraph, ...]) -> tuple[list[Pair], frozenset[int], bool]:
    if old is new:
        return [], frozenset(), False
    start, old_end, new_end = changed_range(old, new)
    before, now = old[start:old_end], new[start:new_end]
    if len(before) == len(now):
        places = list(compress(range(len(now)), map(is_not, before, now)))
        if all(before[at].uid == now[at].uid for at in places):
            near = {start + at + by for at in places for by in _REACH}
            return [(before[at], now[at]) for at in places], frozenset(near), False
    were, are = {p.uid: p for p in before}, {p.uid: p for p in now}
    found: list[Pair] = [(p, are.get(p.uid)) for p in before if are.get(p.uid) is not p]
    found += [(None, p) for p in now if p.uid not in were]
    stay = [uid for uid in were if uid in are]
    near = frozenset(range(start + _REACH[0], new_end - _REACH[0]))
    return found, near, stay != [uid for uid in are if uid in were]


_REACH = range(-2, 3)  # how far a window looks


def _differing(old: Paragraph | None, new: Paragraph | None) -> frozenset[Reads]:
    if old is None or new is None:
        return _ALL
    what: set[Reads] = set()
    if old.text != new.text:
        what.add("text")
    if old.role != new.role:
        what.add("kinds")
    if old.role.kind is not new.role.kind:
        what.add("sequence")
    if old.format != new.format or old.mark != new.mark or old.number != new.number or _letters(old) != _letters(new):
        what.add("format")
    return frozenset(what)


def _letters(p: Paragraph) -> list[CharFormat]:
    """The formats of its runs in order; where they begin and end changes with every key, and is no matter of format."""
    return [run.format for at, run in enumerate(p.runs) if not at or run.format != p.runs[at - 1].format]


def _judged_alike(old: Paragraph | None, new: Paragraph | None) -> bool:
    return old is not None and new is not None and is_judged(old) == is_judged(new)


def _whole(old: Report, new: Report) -> frozenset[str]:
    outline = _outline(old.outline, new.outline)
    differing = {
        "elements": old.elements != new.elements,
        "outline": bool(outline),
        "sections": (old.sections, old.even_and_odd) != (new.sections, new.even_and_odd),
        "styles": old.styles != new.styles,
        "objects": (old.objects, old.tables) != (new.objects, new.tables),
    }
    return outline.union(name for name, differs in differing.items() if differs)


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
