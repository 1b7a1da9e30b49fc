"""Blocks onto pages: an item's place follows from the place before it, so work stops when places agree again.

All lengths are whole twips, so that two places can be compared exactly.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from app.layout.lines import Block

SEPARATOR = 200  # above the footnotes of a page: room for the rule
NOTE_SHARE = 0.7  # of the 版心: footnotes that want more go on at the foot of the next page
CHAIN = 8  # paragraphs kept with the next one; a longer chain would leave a page empty


class Flow(Protocol):
    """What pagination asks of the report: blocks, and at which items a section starts."""

    blocks: list[Block]

    def section_at(self, item: int) -> int | None:
        """The section that starts on a new page with this item, or None."""
        ...

    def room(self, section: int) -> int:
        """The height of the 版心 in twips."""
        ...

    def same_style(self, item: int) -> bool:
        """Whether contextual spacing drops the space between this item and the one before."""
        ...

    def shared(self, item: int) -> int:
        """How much less room this item and the one before take because their borders are one box."""
        ...


class State(NamedTuple):
    """Where the next line may stand: page, twips below the top of the 版心, section, twips taken by footnotes.

    `carry` are twips of footnotes that go on at the foot of the next page.
    """

    page: int
    y: int
    section: int
    foot: int
    carry: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item stands: page and y of its first line; at each line of `cuts` a new page starts."""

    page: int
    y: int
    section: int
    cuts: tuple[int, ...] = ()

    def of(self, line: int, block: Block) -> tuple[int, int]:
        """(page, twips below the top of the 版心) of a line."""
        part = bisect_right(self.cuts, line)
        first = self.cuts[part - 1] if part else 0
        above = block.even * (line - first) if block.even else sum(block.heights[first:line])
        return self.page + part, above + (block.repeat if part else self.y)


START = State(0, 0, 0, 0)
NOWHERE = State(-1, 0, 0, 0)


class Paginator:
    """Places of all items, mended from the first changed one on."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.states = [START]  # states[i]: before item i; one more than there are items
        self.places: list[Place] = []

    def change(self, at: int, removed: int, added: int) -> int:
        """Items at..at+removed became `added` others; returns the first item after them whose place did not change."""
        before = self.states[at]
        self.places[at : at + removed] = [Place(-1, 0, 0)] * added
        self.states[at : at + removed] = [NOWHERE] * added
        if added:
            self.states[at] = before
        return self._run(at, at + added, before)  # the one below too: it may be one box or one style with the last

    def _run(self, first: int, last: int, state: State) -> int:
        blocks, states, places = self.flow.blocks, self.states, self.places
        while first > 0 and blocks[first - 1].keep_next:
            first -= 1
            state = states[first]
        section_at, room = self.flow.section_at, self.flow.room(state.section)
        for item in range(first, len(blocks)):
            if item > last and states[item] == state:
                return item
            states[item] = state
            block, (page, y, section, foot, carry) = blocks[item], state
            top = y + block.before
            bottom = top + block.height
            if bottom <= room - foot and block.plain and section_at(item) is None:
                places[item], state = Place(page, top, section), State(page, bottom + block.after, section, foot, carry)
            else:
                places[item], state = self._put(item, state)
                room = self.flow.room(state.section)
        states[len(blocks)] = state
        return len(blocks)

    def _put(self, item: int, state: State) -> tuple[Place, State]:
        """Place an item that needs more than its height to be placed."""
        flow, block = self.flow, self.flow.blocks[item]
        section = flow.section_at(item)
        if section is not None and section != state.section:
            state = self._next(state, section) if state.y else State(state.page, 0, section, state.foot, state.carry)
        if block.break_before and state.y:
            state = self._next(state, state.section)
        page, y, section, foot, carry = state
        if not (block.contextual and flow.same_style(item)):
            y += block.before
        if block.bordered and state.y:
            y -= flow.shared(item)
        room, bottom = flow.room(section) - foot, y + block.height
        if not block.cuts and not block.notes and bottom <= room and self._keeps(item, bottom, room):
            return Place(page, y, section), State(page, bottom + block.after, section, foot, carry)
        return self._split(item, State(page, y, section, foot, carry))

    def _next(self, state: State, section: int) -> State:
        """The top of the next page, with what footnotes of this one take there."""
        foot = min(state.carry, round(self.flow.room(section) * NOTE_SHARE))
        return State(state.page + 1, 0, section, foot, state.carry - foot)

    def _with_note(self, state: State, note: int) -> State:
        """The state with a footnote of that height more: as much as the page may give, the rest on the next one."""
        if not note:
            return state
        most = round(self.flow.room(state.section) * NOTE_SHARE)
        whole = state.foot + state.carry + note + (0 if state.foot else SEPARATOR)
        foot = min(whole, max(most, state.foot))
        return state._replace(foot=foot, carry=whole - foot)

    def _keeps(self, item: int, bottom: int, room: int) -> bool:
        """Whether the first lines of what must follow on the same page fit there too."""
        blocks = self.flow.blocks
        for _ in range(CHAIN):
            block = blocks[item]
            item += 1
            if not block.keep_next or item == len(blocks) or self.flow.section_at(item) is not None:
                return True
            following = blocks[item]
            if following.break_before:
                return True
            top = bottom + block.after + following.before
            bottom = top + following.height
            if not following.keep_next:
                return top + following.heights[0] <= room
        return True

    def _split(self, item: int, state: State) -> tuple[Place, State]:
        """Place an item line by line, over as many pages as it takes."""
        block, full = self.flow.blocks[item], self.flow.room(state.section)
        notes = dict(block.notes)
        together = (block.keep_lines or block.keep_next) and not block.cuts and block.height <= full
        all_notes = self._with_note(state, sum(notes.values()))
        if together and state.y + block.height <= full - all_notes.foot and self._keeps(item, state.y + block.height, full):
            together = False
        first = self._with_note(state, notes.get(0, 0))
        if state.y and (together or state.y + block.heights[0] > full - first.foot):
            state = self._next(state, state.section)
        top, start = (state.page, state.y), 0
        cuts: list[int] = []
        for line, height in enumerate(block.heights):
            noted = self._with_note(state, notes.get(line, 0))
            if line > start and (line in block.cuts or state.y + height > full - noted.foot):
                cuts.append(line)
                state, start = self._next(state, state.section)._replace(y=block.repeat), line
                noted = self._with_note(state, notes.get(line, 0))
            state = noted._replace(y=state.y + height)
        return Place(*top, state.section, tuple(cuts)), state._replace(y=state.y + block.after)
