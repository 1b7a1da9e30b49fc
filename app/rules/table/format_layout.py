"""Tables on the page (GW-TBL-002, GW-TBL-004)."""

from __future__ import annotations

from collections.abc import Iterator

from app.core.format_math import Sections, mm, text_area
from app.core.report import Report, Section, Table
from app.rules.api import INFO, PRACTICE, Found, found, rule

_SLACK = 230  # twips: cell margins stand outside the text on either side
_ROWS = "\n".join("|甲|乙|" for _ in range(30))


def _place(r: Report, table: Table, sections: Sections) -> Section | None:
    if table.after is None:
        return r.sections[0] if r.sections else None
    section = sections.get(table.after)
    if section is None or not r.by_uid[table.after].section_end:
        return section
    return r.sections[section.index + 1] if section.index + 1 < len(r.sections) else None


@rule(
    "GW-TBL-002", "实务（由GB/T 9704-2012 5.2.1推出）", slug="table-wider-than-text", severity=INFO, strength=PRACTICE,
    aspect="format", reads=("objects", "sections", "kinds"),
    good=["正文 情况如下。\n|甲|乙|\n—table {width=8844}"], bad=["正文 情况如下。\n|甲|乙|\n—table {width=10500}"],
)  # fmt: skip
def table_wider_than_text(r: Report) -> Iterator[Found]:
    """表格不超出版心。

    表格比版心宽，会伸进订口或切口，装订、裁切时丢字。可以缩小列宽，或者改用横排页面。
    """
    sections = Sections(r)
    for table in r.tables:
        section = _place(r, table, sections)
        width, area = sum(table.grid), text_area(section)
        if section is not None and "/" not in table.story and section.columns == 1 and width > area + _SLACK:
            p = r.by_uid[table.cells[0].paragraphs[0]] if table.cells and table.cells[0].paragraphs else None
            yield found(p, 0, None, f"表格宽{mm(width)}毫米，版心宽{mm(area)}毫米，超出版心")


@rule(
    "GW-TBL-004", "实务", slug="header-row-not-repeated", severity=INFO, strength=PRACTICE, aspect="format",
    reads=("objects",),
    good=[f"正文 情况如下。\n{_ROWS}\n—table {{header_rows=1}}", "正文 情况如下。\n|甲|乙|"],
    bad=[f"正文 情况如下。\n{_ROWS}"],
)  # fmt: skip
def header_row_not_repeated(r: Report, rows: int = 25) -> Iterator[Found]:
    """跨页的表格，表头在每页重复出现。

    第二页起没有表头，读者要翻回去看各列是什么。在表格属性里把首行设为“在各页顶端以标题行形式重复出现”。
    """
    for table in r.tables:
        if table.rows >= rows and table.columns > 1 and not table.header_rows and "/" not in table.story and table.cells:
            p = r.by_uid[table.cells[0].paragraphs[0]] if table.cells[0].paragraphs else None
            yield found(p, 0, None, f"表格有{table.rows}行，跨页后没有表头")
