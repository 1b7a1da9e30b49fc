"""Where a table's rows and cells lie in the view: page by page, heading rows again at the top of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from PySide6.QtCore import QPointF, QRectF

from app.core.report import Paragraph
from app.layout.paginate import Place
from app.layout.tables import SIDE, LaidCell, LaidStory, LaidTable
from app.ui.page.sheets import Sheets


@dataclass(frozen=True, slots=True)
class Part:
    """What one page shows of a table: heights `top`..`bottom` of it; `corner` is where its own corner would be."""

    page: int
    top: int
    bottom: int
    corner: QPointF
    repeated: QPointF | None = None  # where the heading rows are shown again


def table_parts(table: LaidTable, place: Place, sheets: Sheets) -> list[Part]:
    """The parts of a table that stands at `place`, from its first page to its last."""
    block = table.block
    tops = [0, *accumulate(block.heights)]
    parts: list[Part] = []
    for first, stop in pairwise((0, *place.cuts, len(block.heights))):
        page, y = place.of(first, block)
        repeated = sheets.point(page, 0, 0) if first and block.repeat else None
        parts.append(Part(page, tops[first], tops[stop], sheets.point(page, 0, y - tops[first]), repeated))
    return parts


@dataclass(frozen=True, slots=True)
class Spot:
    """Adjoining paragraphs that can be edited together, and where they stand in the view.

    `frames` are the cell or box, one for every page that it stands on, `inside` the room of the text on the first one.
    """

    paragraphs: tuple[Paragraph, ...]
    frames: tuple[QRectF, ...]
    inside: QRectF
    words: str  # what a screen reader says: 表格 1 第 2 行第 1 列
    fill: str = ""  # the shading of the cell as RRGGBB, "" for none

    @property
    def uids(self) -> tuple[int, ...]:
        return tuple(paragraph.uid for paragraph in self.paragraphs)


def table_spots(table: LaidTable, parts: Sequence[Part], scale: float) -> Iterator[Spot]:
    """Every cell's text in reading order, tables inside cells included."""
    for cell in table.cells:
        frames = tuple(_frame(cell, part, scale) for part in parts if cell.y < part.bottom and cell.y + cell.height > part.top)
        yield from _cell_spots(table, cell, frames, parts, scale)


def _frame(cell: LaidCell, part: Part, scale: float) -> QRectF:
    top, bottom = max(cell.y, part.top), min(cell.y + cell.height, part.bottom)
    corner = part.corner
    return QRectF(corner.x() + cell.x * scale, corner.y() + top * scale, cell.width * scale, (bottom - top) * scale)


def _cell_spots(
    table: LaidTable, cell: LaidCell, frames: tuple[QRectF, ...], parts: Sequence[Part], scale: float
) -> Iterator[Spot]:
    number = int(table.table.story.rpartition(":")[2]) + 1
    words = f"表格 {number} 第 {cell.cell.row + 1} 行第 {cell.cell.column + 1} 列"
    yield from story_spots(
        cell.story, cell.top, Around(parts, cell.x + SIDE, cell.width - 2 * SIDE, frames, words, cell.cell.fill), scale
    )


@dataclass(frozen=True, slots=True)
class Around:
    """Where a story stands: in the parts of a table (heights count from the table's corner), `x` and `width` in twips."""

    parts: Sequence[Part]
    x: float
    width: float
    frames: tuple[QRectF, ...]
    words: str
    fill: str = ""


def story_spots(story: LaidStory, top: int, around: Around, scale: float) -> Iterator[Spot]:
    """The texts of a story that begins `top` below the corner of what it stands in, and of the tables in it."""
    for start, stop, inner in story.groups():
        if start < stop:
            first, last = story.blocks[start], story.blocks[stop - 1]
            y = top + story.tops[start]
            height = story.tops[stop - 1] + last.height - story.tops[start]
            part = next((part for part in around.parts if part.top <= y < part.bottom), around.parts[-1])
            inside = QRectF(part.corner.x() + around.x * scale, part.corner.y() + (y - first.before) * scale,
                            around.width * scale, (height + first.before) * scale)  # fmt: skip
            yield Spot(story.paragraphs[start:stop], around.frames, inside, around.words, around.fill)
        if inner is not None:
            below, laid = top + inner[0], inner[1]
            shift = QPointF(around.x * scale, below * scale)
            moved = [Part(part.page, part.top - below, part.bottom - below, part.corner + shift) for part in around.parts]
            yield from table_spots(laid, moved, scale)
