"""Rows of the table at the caret: one more, one less."""

from __future__ import annotations

from app.core.edits import InsertRow, RemoveRow
from app.core.report import Cell, Report, Table
from app.editing.open_report import OpenReport
from app.ui.page.removal import question_about

INSERT, REMOVE = "插入行", "删除行"
ONLY_ROW = "表格只有这一行，不能删除；可以清空各格的文字"


def cell_of(report: Report, uid: int) -> tuple[Table, Cell] | None:
    """The innermost table and cell in which paragraph `uid` stands."""
    found = [(table, cell) for table in report.tables for cell in table.cells if uid in cell.paragraphs]
    return found[-1] if found else None


def insert_row(report: OpenReport, uid: int, *, below: bool) -> int | None:
    """Put a row above or below the one with paragraph `uid`; gives the uid of its paragraph in the same column."""
    place = cell_of(report.draft, uid)
    if place is None:
        return None
    table, cell = place
    if not report.apply([InsertRow(uid, below)], INSERT):
        return None
    row = cell.row + cell.row_span if below else cell.row
    return _paragraph_at(report.draft, table.story, row, cell.column)


def asked_before_removing(report: Report, uid: int) -> str | None:
    """What to ask before the row with paragraph `uid` goes; None when nothing but words goes with it."""
    place = cell_of(report, uid)
    if place is None:
        return None
    table, at = place
    uids = {uid for cell in table.cells if cell.row == at.row and cell.row_span == 1 for uid in cell.paragraphs}
    kinds = [kind for p in report.others if p.uid in uids for _, kind in p.objects]
    return question_about(kinds)


def remove_row(report: OpenReport, uid: int) -> int | None:
    """Take the row with paragraph `uid` away; gives the uid of a paragraph near where it was, None when it stays."""
    place = cell_of(report.draft, uid)
    if place is None or not report.apply([RemoveRow(uid)], REMOVE):
        return None
    table, cell = place
    rows = next((t.rows for t in report.draft.tables if t.story == table.story), 0)
    return _paragraph_at(report.draft, table.story, min(cell.row, rows - 1), cell.column)


def _paragraph_at(report: Report, story: str, row: int, column: int) -> int | None:
    table = next((table for table in report.tables if table.story == story), None)
    for cell in table.cells if table else ():
        across = cell.column <= column < cell.column + cell.column_span
        if across and cell.row <= row < cell.row + cell.row_span and cell.paragraphs:
            return cell.paragraphs[0]
    return None
