"""Borders of paragraphs and cells as values (ISO/IEC 29500-1 17.3.1.24, 17.4.66)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

Side = Literal["top", "left", "bottom", "right", "between"]
SIDES: tuple[Side, ...] = ("top", "left", "bottom", "right", "between")
_LINES = {"double": 3, "triple": 5, "thick": 2}  # how often its w:sz fits into a border that is not one line


@dataclass(frozen=True, slots=True)
class Border:
    """One side: w:val, thickness in eighths of a point, "auto" or six upper-case hex digits, points from the text."""

    value: str = "single"
    size: int = 4
    color: str = "auto"
    space: int = 0

    @property
    def points(self) -> float:
        """How thick it is drawn in all, in points."""
        return max(2, self.size) / 8 * _LINES.get(self.value, 1)


@dataclass(frozen=True, slots=True)
class Borders:
    """The sides that have a border; `between` shows between adjoining paragraphs with the same borders and indents."""

    top: Border | None = None
    left: Border | None = None
    bottom: Border | None = None
    right: Border | None = None
    between: Border | None = None

    def __bool__(self) -> bool:
        return any(True for _ in self.sides())

    def sides(self) -> Iterator[tuple[Side, Border]]:
        """Every side that has a border."""
        for side in SIDES:
            border: Border | None = getattr(self, side)
            if border is not None:
                yield side, border

    def having(self, **sides: Border | None) -> Borders:
        """The same with other borders on these sides."""
        return replace(self, **sides)


NO_BORDERS = Borders()
