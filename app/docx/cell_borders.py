"""The borders of cells: their own, else those of their row, their table and its style (ISO/IEC 29500-1 17.4.38, 17.4.66)."""

from __future__ import annotations

from app.core.borders import Border, Borders
from app.docx.borders import Changes, borders_of, cell_changes
from app.docx.names import first_child, w
from app.docx.story import CellShape, TableShape
from app.docx.styles import StyleSheet

_TABLE, _ROW, _CELL, _CONDITION = w("tblPr"), w("tblPrEx"), w("tcPr"), w("tblStylePr")
_OF_TABLE, _OF_CELL = w("tblBorders"), w("tcBorders")
_SIDES = ("top", "left", "bottom", "right")


class TableLines:
    """Answers for the cells of one table; cells that say nothing of their own share one value."""

    def __init__(self, shape: TableShape, sheet: StyleSheet) -> None:
        self.rows, self.columns = shape.rows, shape.columns
        styles = sheet.chain(sheet.table_style(shape.element), "table")
        conditions = (one for style in styles for one in style.element.iterchildren(_CONDITION))
        self._known = not any(True for one in conditions for _ in one.iter(_OF_CELL, _OF_TABLE))
        self._table: dict[str, Border | None] = {}
        for properties in (*(first_child(style.element, _TABLE) for style in styles), first_child(shape.element, _TABLE)):
            self._table |= cell_changes(first_child(properties, _OF_TABLE))
        self._plain: dict[tuple[bool, ...], Borders] = {}

    def of(self, cell: CellShape) -> Borders | None:
        """The borders around `cell`; None where the table's style draws some rows or columns in a way of their own."""
        if not self._known:
            return None
        row = cell.element.getparent()
        of_row = cell_changes(first_child(first_child(row, _ROW), _OF_TABLE))
        own = cell_changes(first_child(first_child(cell.element, _CELL), _OF_CELL))
        outer = (
            cell.row == 0, cell.column == 0, cell.row + cell.row_span >= self.rows,
            cell.column + cell.column_span >= self.columns,
        )  # fmt: skip
        if of_row or own:
            own = {side: border for side, border in own.items() if side in _SIDES}  # between cells that it does not have
            return borders_of({**_around({**self._table, **of_row}, outer), **own})
        if outer not in self._plain:
            self._plain[outer] = borders_of(_around(self._table, outer))
        return self._plain[outer]


def _around(table: Changes, outer: tuple[bool, ...]) -> Changes:
    """The sides of a cell of which `outer` says where (top, left, bottom, right) it is at the table's edge."""
    inside = ("inside_h", "inside_v") * 2
    return {side: table.get(side if edge else between) for side, edge, between in zip(_SIDES, outer, inside, strict=True)}
