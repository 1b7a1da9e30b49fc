"""Understanding again after a stretch of paragraphs changed, without reading the rest anew.

The roles outside text and outline are all worked out again: they hang on few paragraphs (see `app.core.marks`). Then only
the changed stretch of the outline is sown again, and nodes are made anew above what came out otherwise.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping

from app.core.change import Change, change_between
from app.core.elsewhere import Surroundings, roles_elsewhere, surroundings
from app.core.frame import Part, Sheet
from app.core.grove import Grove
from app.core.lines import HALF, REACH, looks_of, may_stand_out, most_common_look
from app.core.marks import SHORT, marks_of
from app.core.memory import Memory, forget, known_or, remember
from app.core.outline import renew
from app.core.reading import read_sheet, role_at, tables_in, with_structure
from app.core.report import Kind, Paragraph, Report
from app.core.sowing import Sowing
from app.core.traits import Traits, traits_of

_MOST_BESIDE = 60  # unchanged paragraphs that a change may make something else


def again(memory: Memory, previous: Report, raw: Report, kinds: Mapping[int, Kind]) -> Report | None:
    """`raw` understood from `previous` and its `memory`; None where it must be read in full."""
    change = change_between(memory.raw.paragraphs, raw.paragraphs)
    return _Again(memory, raw, change, kinds).understood(previous) if change is not None else None


class _Again:
    """The reading of `raw`, where `change` is all that happened to the paragraphs since `memory`."""

    def __init__(self, memory: Memory, raw: Report, change: Change, kinds: Mapping[int, Kind]) -> None:
        self.memory, self.raw, self.change = memory, raw, change
        if change.spots and not (change.removed or change.added):
            vars(raw)["order"] = memory.raw.order  # the same paragraphs in the same places
        traits, marks = _changed(memory, raw, change)
        self.sheet = Sheet(traits, marks, dict(kinds), raw.order)
        self.bounds = read_sheet(self.sheet)
        self.tables = tables_in(raw)

    def understood(self, previous: Report) -> Report | None:
        """The understood report; None where it must be read in full."""
        held, beside = self._held(), self._beside()
        if held is None or len(beside) > _MOST_BESIDE:
            return None
        forget(previous)  # from here on its trees speak of the new words
        places = {*self.change.places, *beside}
        for number, grove in enumerate(self.memory.groves):
            sown = self._sown(grove, number - held, places)
            if sown is None:
                return None
            places |= sown
        for grove in self.memory.groves:
            grove.stale |= dict.fromkeys(grove.groups.settle())
            places |= {branch.index for branch in grove.stale if branch.parent is not None}
        paragraphs = self._paragraphs(previous, places)
        around = surroundings(self.raw, self.sheet)
        others = self._others(previous, around)
        outline = tuple([node for grove in self.memory.groves for node in renew(grove, paragraphs)])
        made = with_structure(self.raw, (paragraphs, others), outline, self.sheet.roles, previous)
        remember(made, Memory(self.raw, self.sheet, self.memory.groves, self.tables, around))
        return made

    def _held(self) -> int | None:
        """Which part the changed stretch lies in; None when parts begin or end elsewhere than they did."""
        by, groves = self.change.by, self.memory.groves
        parts = [part for part, _ in self.bounds]
        for at, grove in enumerate(groves):
            if grove.part.start <= self.change.start and self.change.was <= grove.part.end:
                before, held, below = groves[:at], grove.part, groves[at + 1 :]
                expected = [g.part for g in before]
                expected.append(Part(held.start, held.end + by, held.main))
                expected += [Part(g.part.start + by, g.part.end + by, g.part.main) for g in below]
                if parts == expected:
                    return at
        return None

    def _beside(self) -> set[int]:
        """The unchanged paragraphs that stand for something else now, or that tables stand behind now."""
        change, now = self.change, self.sheet.roles
        was = {place: role for at, role in self.memory.sheet.roles.items() if (place := change.moved(at)) is not None}
        tables = {place for at in self.memory.tables if (place := change.moved(at)) is not None}
        out = {at for at in was.keys() | now.keys() if was.get(at) != now.get(at)} | (tables ^ set(self.tables))
        for grove, (_, body) in zip(self.memory.groves, self.bounds, strict=False):
            expected = change.bound(grove.body, body)
            out |= set(range(min(expected, body), max(expected, body)))
        return out.difference(range(change.start, change.end))

    def _sown(self, grove: Grove, below: int, changed: Iterable[int]) -> set[int] | None:
        """Sow what `changed` in a grove, which stands so many parts `below` the change.

        The paragraphs that were read anew; None where the grove would have to be grown anew.
        """
        part, body = self.bounds[self.memory.groves.index(grove)]
        if below > 0 and self.change.by:
            grove.shift(self.change.by, grove.part.start)
        stretches = _around(part, changed, self.change)
        if not below and (self.change.added or self.change.removed):
            low, high = max(part.start, self.change.start - REACH), min(part.end, self.change.end + 1)
            stretches.insert(0, (low, high, high - self.change.by))
        if stretches:
            if part.end < len(self.sheet.traits) and HALF.match(self.sheet.traits[part.end].words):
                return None  # an ordinal torn over the end of the part
            outstanding = self._outstanding(grove, part, body)
            if len(outstanding) > _MOST_BESIDE:
                return None
            stretches += _around(part, outstanding, self.change)
        grove.bound(part, body)
        return Sowing(grove, self.sheet, self.tables).sow_all(stretches)

    def _outstanding(self, grove: Grove, part: Part, body: int) -> list[int]:
        """The short lines that only their font may tell, where most text looks otherwise than it did."""
        traits, look = self.sheet.traits, most_common_look(grove.looks)
        if self.change.bound(grove.body, body) == body:
            gone = (at for at in self.change.gone if grove.body <= at < grove.part.end)
            grove.looks.subtract(looks_of(self.memory.sheet.traits[at] for at in gone))
            grove.looks.update(looks_of(traits[at] for at in self.change.places if body <= at < part.end))
        else:
            grove.looks = looks_of(traits[body : part.end])
        if most_common_look(grove.looks) == look:
            return []
        return [at for at in self.sheet.marked(SHORT, body, part.end) if may_stand_out(traits[at])]

    def _paragraphs(self, previous: Report, places: Iterable[int]) -> tuple[Paragraph, ...]:
        """The paragraphs with their roles, of which those at `places` may be new."""
        change, groves = self.change, self.memory.groves
        out = list(previous.paragraphs)
        known = {p.uid: p for p in out[change.start : change.was]}
        out[change.start : change.was] = self.raw.paragraphs[change.start : change.end]
        starts = [grove.part.start for grove in groves]
        for at in places:
            p = self.raw.paragraphs[at]
            before = known.get(p.uid) if change.start <= at < change.end else out[at]
            branches = groves[bisect_right(starts, at) - 1].at(at)
            out[at] = known_or(before, p, role_at(self.sheet, at, branches, p))
        return tuple(out)

    def _others(self, previous: Report, around: Surroundings) -> tuple[Paragraph, ...]:
        """The paragraphs of other stories; those of `previous` where nothing they hang on changed."""
        old, raw = self.memory.raw, self.raw
        cells = old.tables is raw.tables or [(t.story, t.cells) for t in old.tables] == [(t.story, t.cells) for t in raw.tables]
        if cells and old.others == raw.others and (around, self.sheet.kinds) == (self.memory.around, self.memory.sheet.kinds):
            return previous.others
        known = {p.uid: p for p in previous.others}
        roles = roles_elsewhere(raw, around, self.sheet.kinds)
        return tuple([known_or(known.get(p.uid), p, role) for p, role in zip(raw.others, roles, strict=True)])


def _changed(memory: Memory, raw: Report, change: Change) -> tuple[list[Traits], bytes]:
    """The paragraphs' traits and marks as they are now."""
    traits, marks = list(memory.sheet.traits), bytearray(memory.sheet.marks)
    traits[change.start : change.was] = map(traits_of, raw.paragraphs[change.start : change.end])
    marks[change.start : change.was] = marks_of(traits[change.start : change.end])
    for at in change.spots:
        traits[at] = traits_of(raw.paragraphs[at])
        marks[at : at + 1] = marks_of(traits[at : at + 1])
    return traits, bytes(marks)


def _around(part: Part, spots: Iterable[int], change: Change) -> list[tuple[int, int, int]]:
    """The stretches of `part` around paragraphs that changed in their places, as `Sowing.sow` takes them."""
    out: list[tuple[int, int, int]] = []
    apart = (at for at in spots if part.start <= at < part.end and not change.start <= at < change.end)
    for at in sorted(apart):
        low, high = max(part.start, at - REACH), min(part.end, at + 2)
        if out and low <= out[-1][1]:
            low = out.pop()[0]
        out.append((low, high, high))
    return out
