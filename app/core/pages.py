"""Where everything stands on paper, as frozen values that the layout fills and rules may read. Lengths in millimetres."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """Characters start..end of paragraph `uid` as one printed line.

    `index` counts the lines of the paragraph, `row` the lines of the page, both from 0; x and y are the line's upper
    left corner from the sheet's own corner.
    """

    uid: int
    index: int
    start: int
    end: int
    page: int
    row: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PlacedPage:
    """One sheet: `index` from 0, `number` as it is printed, the edges of the 版心, and its lines from top to bottom."""

    index: int
    number: int
    section: int
    width: float
    height: float
    left: float
    top: float
    right: float
    bottom: float
    lines: tuple[PlacedLine, ...] = ()
    tables: tuple[str, ...] = ()  # stories of the tables that start or go on here

    @property
    def rows(self) -> int:
        """How many lines of text the page holds."""
        return len(self.lines)


@dataclass(frozen=True, eq=False)
class Pages:
    """All pages of a report. `cells` maps paragraphs inside tables to the page where their table's row stands."""

    pages: tuple[PlacedPage, ...]
    cells: Mapping[int, int] = field(default_factory=dict[int, int])

    @cached_property
    def lines(self) -> Mapping[int, tuple[PlacedLine, ...]]:
        """The lines of each flow paragraph."""
        found: dict[int, list[PlacedLine]] = {}
        for page in self.pages:
            for line in page.lines:
                found.setdefault(line.uid, []).append(line)
        return {uid: tuple(lines) for uid, lines in found.items()}

    def page_of(self, uid: int, offset: int = 0) -> int | None:
        """The 0-based page of that character, or None for a paragraph that is not on paper (a note, a header)."""
        lines = self.lines.get(uid)
        if lines is None:
            return self.cells.get(uid)
        return next((line.page for line in lines if offset < line.end), lines[-1].page)
