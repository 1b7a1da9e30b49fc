"""Where sheets lie in the view: one below the other on grey, centred; twips on paper ⇄ pixels on screen."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF

from app.core.report import Section
from app.layout.page import ReportLayout

GAP = 22.0  # pixels between sheets
EDGE = 20.0  # pixels above the first and below the last sheet, and beside them at least
EM_BOX = 0.38  # the baseline stands this much of the size below the middle of a Chinese character
PIXELS_A_TWIP = 96 / 1440  # at 100 %


@dataclass
class Sheets:
    """Positions of sheets for one zoom and one width of the view."""

    scale: float = PIXELS_A_TWIP
    view: float = 0.0  # width of the viewport
    width: float = 0.0  # of everything
    card: float = 0.0  # height of what stands below the last sheet
    side: float = 0.0  # twips of the column for comments beside the sheets
    reach: float = 0.0  # pixels that the column reaches down at least
    _tops: list[float] = field(default_factory=list)
    _sections: list[Section] = field(default_factory=list)
    _key: tuple[object, ...] = ()

    def arrange(self, layout: ReportLayout) -> bool:
        """Follow a layout whose pages may have changed; returns whether any sheet moved."""
        key = (layout.page_count, self.scale, self.view, self.side, layout.sections)
        if layout.one_size and key == self._key:
            return False
        self._key = key
        sections = [layout.section_of_page(page) for page in range(layout.page_count)]
        tops, y = [], EDGE
        for section in sections:
            tops.append(y)
            y += section.height * self.scale + GAP
        tops.append(y)
        widest = max(section.width for section in sections) * self.scale
        width = max(self.view, widest + self.side * self.scale + 2 * EDGE)
        moved = width != self.width or tops != self._tops
        self._tops, self._sections, self.width = tops, sections, width
        return moved

    @property
    def count(self) -> int:
        return len(self._sections)

    @property
    def height(self) -> float:
        """From the top of everything to its bottom."""
        return max(self._tops[-1] + (self.card or -GAP), self.reach) + EDGE if self._tops else 0.0

    def card_rect(self) -> QRectF:
        """The place below the last sheet."""
        last = self.rect(self.count - 1)
        return QRectF(last.left(), self._tops[-1], last.width(), self.card)

    def section(self, page: int) -> Section:
        return self._sections[min(page, len(self._sections) - 1)]

    def rect(self, page: int) -> QRectF:
        """The sheet's rectangle in the view."""
        section = self.section(page)
        width = section.width * self.scale
        return QRectF((self.width - width - self.side * self.scale) / 2, self._tops[page], width, section.height * self.scale)

    def body(self, page: int) -> QRectF:
        """The 版心 in the view."""
        section, sheet, scale = self.section(page), self.rect(page), self.scale
        return sheet.adjusted(
            section.left * scale, abs(section.top) * scale, -section.right * scale, -abs(section.bottom) * scale
        )  # fmt: skip

    def point(self, page: int, x: float, y: float) -> QPointF:
        """The place `x`, `y` twips from the upper left corner of the 版心 of `page`."""
        body = self.body(page)
        return QPointF(body.left() + x * self.scale, body.top() + y * self.scale)

    def page_at(self, y: float) -> int:
        """The page at that height of the view (a gap belongs to the sheet above it)."""
        return min(max(0, bisect_right(self._tops, y) - 1), max(0, len(self._sections) - 1))

    def below_body_top(self, page: int, y: float) -> int:
        """How many twips the height `y` of the view is below the top of the 版心 of `page`."""
        return round((y - self.body(page).top()) / self.scale)
