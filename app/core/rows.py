"""Rows of tables put in and taken out of a frozen report: the pure twin of what `app.docx.rows` does to elements."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from app.core.edits import InsertRow, RemoveRow, RowEdit
from app.core.report import Cell, Paragraph, Place, Report, Table

_CELL = re.compile(r"(?P<table>.*\btable:\d+):r(?P<row>\d+)c(?P<column>\d+)\Z")


def change_rows(report: Report, edit: RowEdit) -> Report:
    """The report after the edit; unchanged when it would be refused. New paragraphs get uids never used before."""
    place = report.places.get(edit.uid)
    story = _story_of_row(place.story) if place else None
    found = _CELL.match(story) if story else None
    table = next((table for table in report.tables if found and table.story == found["table"]), None)
    if found is None or table is None:
        return report
    row, column = int(found["row"]), int(found["column"])
    if isinstance(edit, RemoveRow):
        return _remove(report, table, row) if table.rows > 1 else report
    return _insert(report, table, row, column, edit)


def _story_of_row(story: str) -> str:
    """The cell that a story is, or that it stands in (a content control in a cell)."""
    while story and _CELL.match(story) is None:
        story = story.rpartition("/")[0]
    return story


def _insert(report: Report, table: Table, row: int, column: int, edit: InsertRow) -> Report:
    if edit.below:
        cell = next((c for c in table.cells if c.column == column and c.row <= row < c.row + c.row_span), None)
        row = row if cell is None else cell.row + cell.row_span - 1
    at = row + 1 if edit.below else row
    models = _starts(report, table, row)
    through = {cell.column for cell in table.cells if cell.row < at < cell.row + cell.row_span}
    uid = max(report.places, default=-1)
    made: dict[int, Paragraph] = {}
    for number, (model_column, model) in enumerate(models, 1):
        look = model.runs[-1].format if model.runs else model.mark
        story = f"{table.story}:r{at}c{model_column}"
        made[model_column] = Paragraph(uid + number, "", (), model.format, look, None, model.role, story)
    cells = [_stretched(cell, at) for cell in table.cells]
    beside = {c.column: c for c in table.cells if c.row <= row < c.row + c.row_span}
    for at_column, p in made.items():
        like = beside.get(at_column)
        if at_column not in through:
            cells.append(Cell(at, at_column, 1, like.column_span if like else 1, (p.uid,), like.fill if like else ""))
    moved = _renamed(report, table, lambda n: n + (n >= at))
    others = _put(moved.others, table.story, at, list(made.values()))
    places = {**moved.places, **{p.uid: Place(p.story, 0) for p in made.values()}}
    changed = replace(moved, others=others, places=places)
    return _with_table(
        changed, replace(table, rows=table.rows + 1, header_rows=table.header_rows + (at < table.header_rows)), cells
    )


def _starts(report: Report, table: Table, row: int) -> list[tuple[int, Paragraph]]:
    """The first paragraph of every cell of a row, continued ones included, with its column."""
    found: dict[int, Paragraph] = {}
    for p in report.others:
        inside = _cell_in(p.story, table.story)
        if inside is not None and inside[0] == row:
            found.setdefault(inside[1], p)
    return list(found.items())


def _cell_in(story: str, table: str) -> tuple[int, int] | None:
    """(row, column) of the cell of `table` that a story is or stands in."""
    if not story.startswith(f"{table}:r"):
        return None
    row, _, column = story[len(table) + 2 :].partition("/")[0].partition("c")
    return int(row), int(column)


def _stretched(cell: Cell, at: int) -> Cell:
    if cell.row >= at:
        return replace(cell, row=cell.row + 1)
    return replace(cell, row_span=cell.row_span + 1) if cell.row + cell.row_span > at else cell


def _put(others: Sequence[Paragraph], table: str, at: int, made: list[Paragraph]) -> tuple[Paragraph, ...]:
    """`made` after everything that stands in the rows before `at`."""
    inside = [(n, place[0]) for n, p in enumerate(others) if (place := _cell_in(p.story, table)) is not None]
    before = [n for n, row in inside if row < at]
    index = before[-1] + 1 if before else inside[0][0] if inside else len(others)
    return (*others[:index], *made, *others[index:])


def _remove(report: Report, table: Table, row: int) -> Report:
    handed = {cell.column for cell in table.cells if cell.row == row and cell.row_span > 1}
    gone: set[int] = set()
    for p in report.others:
        inside = _cell_in(p.story, table.story)
        if inside is None:
            continue
        silent = inside[0] == row + 1 and inside[1] in handed and not p.text  # the merged cell's own content comes there
        if silent or (inside[0] == row and inside[1] not in handed):
            gone.add(p.uid)
    cells: list[Cell] = []
    for cell in table.cells:
        if cell.row == row and cell.row_span == 1:
            continue
        spans = cell.row <= row < cell.row + cell.row_span
        cells.append(replace(cell, row=cell.row - (cell.row > row), row_span=cell.row_span - spans))
    inner = [t for t in report.tables if (place := _cell_in(t.story, table.story)) and place[0] == row and place[1] not in handed]
    kept = replace(
        report, others=tuple(p for p in report.others if p.uid not in gone),
        places={uid: place for uid, place in report.places.items() if uid not in gone},
        tables=tuple(t for t in report.tables if t not in inner),
    )  # fmt: skip
    renamed = _renamed(kept, table, lambda n: n - (n > row))
    ordered = replace(renamed, others=_by_column(renamed.others, table.story, row)) if handed else renamed
    return _with_table(
        ordered, replace(table, rows=table.rows - 1, header_rows=table.header_rows - (row < table.header_rows)), cells
    )


def _by_column(others: Sequence[Paragraph], table: str, row: int) -> tuple[Paragraph, ...]:
    """What was handed down into a row, in the order of the row's cells."""
    places = [at for at, p in enumerate(others) if (inside := _cell_in(p.story, table)) is not None and inside[0] == row]
    sorted_ = sorted((others[at] for at in places), key=lambda p: (_cell_in(p.story, table) or (0, 0))[1])
    out = list(others)
    for at, p in zip(places, sorted_, strict=True):
        out[at] = p
    return tuple(out)


def _renamed(report: Report, table: Table, number: Callable[[int], int]) -> Report:
    """The report with the rows of `table` counted as `number` says, in the names of all stories."""

    def rename(story: str) -> str:
        inside = _cell_in(story, table.story)
        if inside is None:
            return story
        head = f"{table.story}:r{inside[0]}c"
        return f"{table.story}:r{number(inside[0])}c{story[len(head) :]}"

    return replace(
        report,
        others=tuple(p if rename(p.story) == p.story else replace(p, story=rename(p.story)) for p in report.others),
        places={uid: Place(rename(place.story), place.index) for uid, place in report.places.items()},
        tables=tuple(replace(t, story=rename(t.story)) for t in report.tables),
    )


def _with_table(report: Report, table: Table, cells: Iterable[Cell]) -> Report:
    """The report with `table` as it is now, its cells and its text."""
    ordered = tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))
    texts = {p.uid: p.text for p in report.others}
    lines: list[list[str]] = [[] for _ in range(table.rows)]
    for cell in ordered:
        lines[cell.row].append("\n".join(texts.get(uid, "") for uid in cell.paragraphs))
    made = replace(table, cells=ordered, text="\n".join("\t".join(line) for line in lines))
    return replace(report, tables=tuple(made if t.story == table.story else t for t in report.tables))
