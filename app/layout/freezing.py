"""The pages as frozen values in millimetres, for rules, exports and the command line."""

from __future__ import annotations

from app.core.pages import Pages, PlacedLine, PlacedPage
from app.core.report import Report
from app.layout.metrics import MM
from app.layout.page import ReportLayout, TableItem


def lay_out(report: Report) -> Pages:
    """The pages of a report, laid out once."""
    return freeze(ReportLayout(report))


def freeze(layout: ReportLayout) -> Pages:
    """The places of `layout` as frozen pages."""
    lines: list[list[PlacedLine]] = [[] for _ in range(layout.page_count)]
    tables: list[list[str]] = [[] for _ in range(layout.page_count)]
    cells: dict[int, int] = {}
    for at, item in enumerate(layout.items):
        if isinstance(item, TableItem):
            _freeze_table(layout, at, tables, cells)
        else:
            _freeze_lines(layout, at, item.uid, lines)
    return Pages(tuple(_sheet(layout, index, lines[index], tables[index]) for index in range(layout.page_count)), cells)


def _freeze_lines(layout: ReportLayout, at: int, uid: int, lines: list[list[PlacedLine]]) -> None:
    place, block, section = layout.place(at), layout.blocks[at], layout.section_of(at)
    for index, line in enumerate(block.lines):
        page, y = place.of(index, block)
        lines[page].append(PlacedLine(
            uid, index, line.start, line.end, page, len(lines[page]), (section.left + line.x) * MM,
            (abs(section.top) + y) * MM, line.width * MM, line.height * MM,
        ))  # fmt: skip


def _freeze_table(layout: ReportLayout, at: int, tables: list[list[str]], cells: dict[int, int]) -> None:
    laid, place = layout.laid_table(at), layout.place(at)
    if laid is None:
        return
    for page in range(place.page, place.page + len(place.cuts) + 1):
        tables[page].append(laid.table.story)
    cells.update((uid, place.of(band, laid.block)[0]) for uid, band in laid.bands.items())


def _sheet(layout: ReportLayout, index: int, lines: list[PlacedLine], tables: list[str]) -> PlacedPage:
    section = layout.section_of_page(index)
    return PlacedPage(
        index, layout.page_number(index), section.index, section.width * MM, section.height * MM, section.left * MM,
        abs(section.top) * MM, (section.width - section.right) * MM, (section.height - abs(section.bottom)) * MM,
        tuple(lines), tuple(tables),
    )  # fmt: skip
