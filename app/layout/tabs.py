"""How far tabs reach: a paragraph's own stops, then one every so many twips, all counted from the column's left edge."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from app.core.report import ParagraphFormat, TabStop

LEAST = 30.0  # twips that a tab takes when the text after it leaves no room, so that painting finds the same stop again
EPSILON = 0.01
Width = Callable[[int, int], float]  # of characters start..end


@dataclass(frozen=True, slots=True)
class Stops:
    """The stops of a paragraph from left to right, and the distance of those that follow the last."""

    own: tuple[TabStop, ...]
    default: float

    def after(self, x: float) -> TabStop:
        """The first stop to the right of `x`."""
        for stop in self.own:
            if stop.position > x + EPSILON:
                return stop
        return TabStop(round((int(max(0.0, x + EPSILON) / self.default) + 1) * self.default))


@dataclass(frozen=True, slots=True)
class Reach:
    """The tab at `offset` fills x..end; `stop` is where it goes."""

    offset: int
    x: float
    end: float
    stop: TabStop


def stops_of(form: ParagraphFormat, left: float, first: float, width: float) -> Stops:
    """The stops in a column `width` wide; a hanging indent makes one at `left`.

    Stops that end or centre text beyond the column (a table of contents made for wider paper) stand at its edge.
    """
    own = [_inside(stop, width) for stop in form.tabs if stop.align != "bar"]
    if first < 0:
        own.append(TabStop(round(left)))
    return Stops(tuple(sorted(own, key=lambda stop: stop.position)), form.default_tab)


def _inside(stop: TabStop, width: float) -> TabStop:
    return stop if stop.align == "left" or stop.position <= width else replace(stop, position=int(width))


class Ruler:
    """Measures stretches of a text with tabs; `widths` are the advances of its characters."""

    def __init__(self, text: str, widths: Sequence[float], stops: Stops, sums: Sequence[float] | None = None) -> None:
        self.text, self.widths, self.stops = text, widths, stops
        self.sums = list(accumulate(widths, initial=0.0)) if sums is None else sums

    def reach(self, at: int, x: float) -> Reach:
        """How far the tab at `at` goes that begins at `x`: what follows it up to the next tab may end or stand around a stop."""
        stop, start = self.stops.after(x), at + 1
        if stop.align == "left":
            return Reach(at, x, float(stop.position), stop)
        end = self._segment_end(start)
        if stop.align == "decimal":
            point = self.text.find(".", start, end)
            end = end if point < 0 else point
        room = self.sums[end] - self.sums[start]
        return Reach(at, x, max(x + LEAST, stop.position - (room / 2 if stop.align == "center" else room)), stop)

    def reaches(self, start: int, end: int, x: float) -> Iterator[Reach]:
        """Every tab of a line of characters start..end that begins at `x`."""
        for at in range(start, end):
            if self.text[at] == "\t":
                found = self.reach(at, x)
                yield found
                x = found.end
            else:
                x += self.widths[at]

    def extent(self, start: int, end: int, x: float) -> float:
        """Where a line of characters start..end ends that begins at `x`."""
        last, at = x, start
        for found in self.reaches(start, end, x):
            last, at = found.end, found.offset + 1
        return last + self.sums[end] - self.sums[at]

    def fit(self, start: int, x: float, edge: float) -> int:
        """How far a line from `start` goes that begins at `x` and ends at `edge`, or at a right or centre stop beyond it."""
        for at in range(start, len(self.text)):
            if self.text[at] == "\t":
                found = self.reach(at, x)
                x, edge = found.end, edge if found.stop.align == "left" else max(edge, found.stop.position)
            else:
                x += self.widths[at]
            if x > edge + EPSILON:
                return at
        return len(self.text)

    def _segment_end(self, start: int) -> int:
        ends: Iterable[int] = (self.text.find(char, start) for char in "\t\n")
        return min((end for end in ends if end >= 0), default=len(self.text))
