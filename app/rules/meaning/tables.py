"""Totals in tables: 小计, 合计 and 总计, in rows and in columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, compress, pairwise
from operator import is_not

from app.core.gathering import renewed
from app.core.quantities import shown
from app.core.report import Paragraph, Report, Table
from app.rules.api import INFO, PRACTICE, WARNING, Found, found, rule

_TOTAL = re.compile(r"(?P<word>小计|合计|总计|共计|总和)(?:[（(].{0,8}[）)]|数|额)?[：:]?$")
_NUMBER = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$|-?\d+(?:\.\d+)?$")
_BLANK = frozenset({"", "-", "—", "/", "——", "－", "无", "\\"})
_NO_SUM = re.compile(r"率|比|[%％‰]|序号|编号|单价|平均|均值|名次|排名|年份|幅|号$")
_PART = re.compile(r"^[（(]?其中|^#")


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell's words and, when it is a number, its value and the weight of its last digit."""

    p: Paragraph
    text: str
    value: float | None
    step: float


_Grid = Mapping[tuple[int, int], _Cell]


@dataclass(frozen=True, slots=True)
class _Sum:
    """A total with the cells it should be the sum of."""

    total: _Cell
    members: tuple[_Cell, ...]

    @property
    def off(self) -> float:
        """How far the sum is from the total, 0 within rounding."""
        values = [(cell.value or 0.0, cell.step) for cell in self.members]
        gap = sum(value for value, _ in values) - (self.total.value or 0.0)
        step = max(step for _, step in [*values, (0.0, self.total.step)])
        slack = step * len(values) / 2 if step < 1 else 0.0
        return gap if abs(gap) > slack + 1e-6 else 0.0

    @property
    def has_alternatives(self) -> bool:
        """Whether two equal rows stand together and the total counts one of them: of two choices only one applies."""
        return any(a.value == b.value and abs(self.off - (a.value or 0.0)) < 1e-6 for a, b in pairwise(self.members))


def _in_cell(p: Paragraph) -> bool:
    return not p.in_flow


@rule(
    "GW-SEM-027", "实务", slug="table-total-differs", severity=WARNING, strength=PRACTICE,
    reads=("text", "objects"), where=_in_cell,
    good=["正文 各区办件情况如下。\n|地区|受理数|办结数|\n|东区|120|118|\n|西区|95|95|\n|合计|215|213|"],
    bad=["正文 各区办件情况如下。\n|地区|受理数|办结数|\n|东区|120|118|\n|西区|95|95|\n|合计|215|203|"],
)  # fmt: skip
def table_total_differs(r: Report) -> Iterable[Found]:
    """表格中的小计、合计与各项之和相等。

    改了一行的数而忘了改合计，是统计表最常见的错误。含“其中”行、比率列和有文字的列不计算；只有一列数且相差悬殊的，提请核对。
    相邻两项数相同、合计只算了一项的，可能是二选一的项目，只作提示。
    """
    return chain.from_iterable(renewed(r, _by_table).found)


@dataclass(frozen=True, slots=True)
class _Tables:
    """What each of the report's tables has; `tables_of` says in which of them a paragraph is."""

    tables: tuple[Table, ...]
    others: tuple[Paragraph, ...]
    tables_of: Mapping[int, Sequence[int]]
    found: Sequence[tuple[Found, ...]]


def _by_table(r: Report, before: _Tables | None) -> _Tables:
    """Each table judged; one whose words are as they were is not judged again."""
    if before is None or before.tables != r.tables or len(before.others) != len(r.others):
        tables_of: dict[int, list[int]] = {}
        for at, table in enumerate(r.tables):
            for uid in chain.from_iterable(cell.paragraphs for cell in table.cells):
                tables_of.setdefault(uid, []).append(at)
        return _Tables(r.tables, r.others, tables_of, [tuple(_of_table(r, table)) for table in r.tables])
    changed = [r.others[at].uid for at in compress(range(len(r.others)), map(is_not, r.others, before.others))]
    found = list(before.found)
    for at in {at for uid in changed for at in before.tables_of.get(uid, ())}:
        found[at] = tuple(_of_table(r, r.tables[at]))
    return _Tables(r.tables, r.others, before.tables_of, found)


def _of_table(r: Report, table: Table) -> Iterator[Found]:
    grid = _grid(r, table)
    if any(_TOTAL.search(cell.text) for cell in grid.values()):
        yield from _judged(_by_rows(table, grid), "行")
        yield from _judged(_by_columns(table, grid), "列")


def _grid(r: Report, table: Table) -> _Grid:
    grid: dict[tuple[int, int], _Cell] = {}
    for cell in table.cells:
        paragraphs = [r.by_uid[uid] for uid in cell.paragraphs if uid in r.by_uid]
        if not paragraphs:
            continue
        text = "".join("".join(p.text.split()) for p in paragraphs)
        p = next((p for p in paragraphs if p.text.strip()), paragraphs[0])
        number = _NUMBER.fullmatch(text)
        value = float(text.replace(",", "")) if number else None
        grid[cell.row, cell.column] = _Cell(p, text, value, 10.0 ** -len(text.partition(".")[2]))
    return grid


def _judged(sums: Sequence[Sequence[_Sum]], way: str) -> Iterator[Found]:
    """A total that is off, where others of the table agree; alone it is at most a doubt."""
    every = [one for line in sums for one in line]
    agree = sum(not one.off for one in every)
    for line in sums:
        wrong = [one for one in line if one.off]
        if not wrong or (agree == 0 and len(every) > 1) or agree < len(every) - agree - 1:
            continue
        for one in wrong:
            whole = sum(cell.value or 0.0 for cell in one.members)
            if not agree and abs(one.off) > 0.3 * abs(one.total.value or 1.0):
                continue
            message = f"这里写{one.total.text}，本{way}各项之和为{shown(whole)}，请核对"
            yield found(one.total.p, 0, None, message, severity=INFO if one.has_alternatives else None)


@dataclass(frozen=True, slots=True)
class _Rows:
    """Which rows of a table are totals (with their word), and where its data begin and end."""

    totals: Mapping[int, str]
    first: int
    end: int

    def summed(self, row: int) -> range:
        """The rows that the total in `row` sums up: those above it, or below it when it comes first."""
        above = [at for at in self.totals if self.first <= at < row]
        if self.totals[row] == "小计":
            return range(max(above, default=self.first - 1) + 1, row)
        if row == self.first:
            return range(row + 1, next((at for at in self.totals if at > row and self.totals[at] != "小计"), self.end))
        return range(self.first, row)


def _by_rows(table: Table, grid: _Grid) -> list[list[_Sum]]:
    """For every total row its sums, one a column."""
    labels = {row: _label(table, grid, row) for row in range(table.rows)}
    rows = _Rows({row: word for row, (_, word) in labels.items() if word}, _first_data_row(table, grid), table.rows)
    if not rows.totals or any(_PART.match(text) for text, _ in labels.values()):
        return []
    return [[one for column in range(table.columns) if (one := _column_sum(grid, rows, row, column))] for row in rows.totals]


def _label(table: Table, grid: _Grid, row: int) -> tuple[str, str]:
    """The first words of a row and the word for a total among them."""
    for column in range(table.columns):
        cell = grid.get((row, column))
        if cell is not None and cell.text:
            match = _TOTAL.fullmatch(cell.text)
            if match or cell.value is None or column > 1:
                return cell.text, match["word"] if match else ""
    return "", ""


def _first_data_row(table: Table, grid: _Grid) -> int:
    for row in range(table.rows):
        if any((cell := grid.get((row, column))) is not None and cell.value is not None for column in range(1, table.columns)):
            return row
    return table.rows


def _column_sum(grid: _Grid, rows: _Rows, row: int, column: int) -> _Sum | None:
    """The total of one column with its members (rows, or the 小计 among them), None where it cannot be summed."""
    total = grid.get((row, column))
    heads = "".join(grid[at, column].text for at in range(rows.first) if (at, column) in grid)
    if total is None or total.value is None or _NO_SUM.search(heads):
        return None
    span = rows.summed(row)
    plain = _members(grid, [at for at in span if at not in rows.totals], column)
    subtotals = _members(grid, [at for at in span if rows.totals.get(at) == "小计"], column)
    sums = [_Sum(total, tuple(members)) for members in (plain, subtotals) if len(members) > 1]
    return min(sums, key=lambda one: abs(one.off)) if sums else None


def _members(grid: _Grid, rows: Sequence[int], column: int) -> list[_Cell]:
    """The numbers of a column, [] when something else stands among them."""
    out: list[_Cell] = []
    for row in rows:
        cell = grid.get((row, column))
        if cell is None or cell.text in _BLANK:
            continue
        if cell.value is None:
            return []
        out.append(cell)
    return out


def _by_columns(table: Table, grid: _Grid) -> list[list[_Sum]]:
    """For every total column (合计 in the head) its sums, one a row; the columns beside it are all numbers."""
    first = _first_data_row(table, grid)
    heads = [
        column
        for column in range(1, table.columns)
        if any((cell := grid.get((row, column))) and _TOTAL.fullmatch(cell.text) for row in range(first))
    ]
    if len(heads) != 1:
        return []
    column = heads[0]
    others = range(1, column) if column == table.columns - 1 else range(column + 1, table.columns)
    names = ["".join(grid[row, at].text for row in range(first) if (row, at) in grid) for at in others]
    if any(_NO_SUM.search(name) for name in names):
        return []
    line: list[_Sum] = []
    for row in range(first, table.rows):
        total = grid.get((row, column))
        cells = [grid.get((row, at)) for at in others]
        members = [cell for cell in cells if cell is not None and cell.value is not None]
        if any(cell is None or (cell.value is None and cell.text not in _BLANK) for cell in cells):
            continue
        if total is not None and total.value is not None and len(members) > 1:
            line.append(_Sum(total, tuple(members)))
    return [line]
