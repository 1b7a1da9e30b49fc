"""Where lines end: 避头尾, hanging and compressed punctuation, Latin words and numbers whole (GB/T 15834-2011 5.1)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from app.layout.tabs import EPSILON, Ruler, Stops

NO_START = frozenset("，。、；：？！）》】〉〕”’％%‰℃…—·々,.;:?!)]}」』")
NO_END = frozenset("（《【〈〔“‘([{「『￥$")
HANGS = frozenset("，。、；：！？")
CLOSES_UP = frozenset("，。、；：！？）》】〉〕”’」』")
PAIRED = frozenset("—…")  # two characters that are one mark
_JOINS = frozenset(".,%/-:+@_&'#=~‑")  # between letters and digits a line does not end
SQUEEZE = 0.5  # the most a mark gives up of its width


@dataclass(frozen=True, slots=True)
class Cut:
    """A line ends before `end`; `hung` trailing marks stand outside the margin; its marks close up by `squeeze` twips in all."""

    end: int
    hung: int = 0
    squeeze: float = 0.0


@dataclass(frozen=True, slots=True)
class Measure:
    """How much room lines have, in twips, and which rules of the paragraph hold."""

    first: float
    rest: float
    stops: Stops
    hang: bool = True
    kinsoku: bool = True
    first_x: float = 0.0  # where lines begin, from the edge that stops are counted from
    rest_x: float = 0.0


def break_lines(text: str, widths: Sequence[float], room: Measure) -> tuple[Cut, ...]:
    """The lines of `text`, whose characters are `widths` twips wide; at least one, the last ending at len(text)."""
    breaker = _Breaker(text, widths, room)
    cuts: list[Cut] = []
    start, limit = 0, room.first
    while True:
        cut = breaker.line(start, limit)
        cuts.append(cut)
        if cut.end >= len(text):
            if text.endswith("\n"):
                cuts.append(Cut(len(text)))
            return tuple(cuts)
        start, limit = cut.end, room.rest


class _Breaker:
    def __init__(self, text: str, widths: Sequence[float], room: Measure) -> None:
        self.text, self.widths, self.room = text, widths, room
        self.sums = list(accumulate(widths, initial=0.0))
        self.ruler = Ruler(text, widths, room.stops, self.sums) if "\t" in text else None

    def line(self, start: int, limit: float) -> Cut:
        text, size = self.text, len(self.text)
        forced = text.find("\n", start)
        end = self.fit(start, limit)
        if 0 <= forced < end or forced == end:
            return Cut(forced + 1)
        end = max(end, start + 1)
        if end >= size:
            return Cut(size)
        if text[end] == " ":
            return Cut(self.past_spaces(end))
        if self.room.kinsoku and text[end] in NO_START:
            kept = self.keep_marks(start, end, limit)
            if kept is not None:
                return kept
        return Cut(self.step_back(start, end))

    def fit(self, start: int, limit: float) -> int:
        """How far characters from `start` fit in `limit` twips."""
        if self.ruler is None:
            return bisect_right(self.sums, self.sums[start] + limit + EPSILON) - 1
        x = self.begins(start)
        return self.ruler.fit(start, x, x + limit)

    def begins(self, start: int) -> float:
        """Where a line that starts with that character begins."""
        return self.room.rest_x if start else self.room.first_x

    def width(self, start: int, end: int) -> float:
        """How wide a line of characters start..end is."""
        if self.ruler is None:
            return self.sums[end] - self.sums[start]
        x = self.begins(start)
        return self.ruler.extent(start, end, x) - x

    def past_spaces(self, at: int) -> int:
        while at < len(self.text) and self.text[at] == " ":
            at += 1
        return at + 1 if at < len(self.text) and self.text[at] == "\n" else at

    def keep_marks(self, start: int, end: int, limit: float) -> Cut | None:
        """Keep marks that may not start a line on this one: by closing up, by hanging, or both. None if neither does."""
        text, stop = self.text, end
        while stop < len(text) and text[stop] in NO_START and not (text[stop].isascii() and text[stop] != "%"):
            stop += 1
        if stop == end:
            return None
        hung = 1 if self.room.hang and text[stop - 1] in HANGS else 0
        over = self.width(start, stop - hung) - limit
        if over > EPSILON and over > self.spare(start, stop - hung):
            return None
        return Cut(self.past_spaces(stop), hung, max(0.0, over))

    def spare(self, start: int, end: int) -> float:
        """How much the marks of a line can close up."""
        return SQUEEZE * sum(self.widths[at] for at in range(start, end) if self.text[at] in CLOSES_UP)

    def step_back(self, start: int, end: int) -> int:
        """The nearest place at or before `end` where a line may end; `end` itself when there is none."""
        at = end
        while at > start:
            before, after = self.text[at - 1], self.text[at]
            if not (self.joined(before, after) or (self.room.kinsoku and self.forbidden(before, after))):
                return at
            at -= 1
        return end

    @staticmethod
    def forbidden(before: str, after: str) -> bool:
        return after in NO_START or before in NO_END or (before == after and before in PAIRED)

    @staticmethod
    def joined(before: str, after: str) -> bool:
        """Whether both belong to one Latin word or number, or a space would start the line."""
        if after in " \t":
            return True
        return _is_word(before) and _is_word(after) and (before.isalnum() or after.isalnum())


def _is_word(char: str) -> bool:
    return (char < "\u2e80" and char.isalnum() and not "\u2460" <= char < "\u2500") or char in _JOINS
