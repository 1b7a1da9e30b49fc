"""Borders of paragraphs are drawn where they belong, as thick and in the colour that the file says, at any zoom."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage

from app.ui.page.editor import PageEditor
from tests.docx.make import p
from tests.ui.test_page_cells import page as page

RED = '<w:pBdr><w:bottom w:val="single" w:sz="24" w:space="2" w:color="FF0000"/></w:pBdr>'
SECTION = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:bottom="1984" w:left="1587" w:right="1474"/></w:sectPr>'
)


def red_rows(image: QImage, x: int) -> list[int]:
    return [y for y in range(image.height()) if _is_red(image.pixelColor(x, y))]


def _is_red(color: QColor) -> bool:
    return color.red() > 200 and color.green() < 90 and color.blue() < 90


def grabbed(editor: PageEditor) -> QImage:
    return editor.grab().toImage()


@pytest.mark.parametrize("zoom", [100, 150])
def test_a_red_line_below_a_paragraph_is_drawn_over_the_whole_width(page, qtbot, zoom: int) -> None:
    editor = page(p("青数发〔2024〕3号", RED) + p("关于甲的通知") + SECTION)
    plain = page(p("青数发〔2024〕3号") + p("关于甲的通知") + SECTION)
    for one in (editor, plain):
        one.resize(1300, 700)
        one.set_zoom(zoom)
    sheets = editor.grid.sheets
    body = sheets.body(0).translated(0, -editor.verticalScrollBar().value()).translated(-editor.horizontalScrollBar().value(), 0)
    image = grabbed(editor)
    for x in (body.left() + 3, body.center().x(), body.right() - 3):
        rows = red_rows(image, round(x))
        assert len(rows) == pytest.approx(60 * sheets.scale, abs=1.5)  # 24 eighths of a point
        bottom = body.top() + (editor.grid.pages.blocks[0].height + 40 + 30) * sheets.scale
        assert sum(rows) / len(rows) == pytest.approx(bottom, abs=1.5)
    assert not red_rows(image, round(body.left() - 6))
    assert not red_rows(grabbed(plain), round(body.center().x()))
    assert [b.heights for b in editor.grid.pages.blocks] == [b.heights for b in plain.grid.pages.blocks]


def test_an_indented_paragraph_has_a_shorter_line_and_two_of_one_look_one_box(page, qtbot) -> None:
    indented = RED + '<w:ind w:left="1400"/>'
    editor = page(p("抄送：甲。", indented) + p("抄送：乙。", indented) + SECTION)
    body = editor.grid.sheets.body(0)
    image = grabbed(editor)
    assert not red_rows(image, round(body.left() + 1200 * editor.grid.sheets.scale))
    rows = red_rows(image, round(body.left() + 4000 * editor.grid.sheets.scale))
    assert rows == list(range(rows[0], rows[-1] + 1))  # one line only, below the second


def test_a_line_in_a_header_is_drawn(page, qtbot) -> None:
    section = SECTION.replace("<w:pgSz", '<w:headerReference w:type="default" r:id="header1"/><w:pgSz')
    editor = page(p("正文。") + section, header1=p("青川市数据资源局", RED))
    body = editor.grid.sheets.body(0)
    rows = red_rows(grabbed(editor), round(body.center().x()))
    assert rows
    assert rows[-1] < body.top()


def test_a_cell_has_the_borders_of_the_file_and_a_table_without_any_is_bare(page, qtbot) -> None:
    line = '<w:{side} w:val="{value}" w:sz="24" w:color="FF0000"/>'
    lines = "".join(
        line.format(side=side, value=value) for side, value in (("top", "single"), ("bottom", "single"), ("insideH", "nil"))
    )
    row = f"<w:tr><w:tc>{p('抄送：甲。')}</w:tc></w:tr>"
    body = f"{p('上')}<w:tbl><w:tblPr>{{}}</w:tblPr><w:tblGrid><w:gridCol w:w='8000'/></w:tblGrid>{row * 2}</w:tbl>{p('下')}{SECTION}"
    lined = page(body.format(f"<w:tblBorders>{lines}</w:tblBorders>"))
    bare = page(body.format(""))
    middle = lined.grid.sheets.body(0).left() + 4000 * lined.grid.sheets.scale
    rows = red_rows(grabbed(lined), round(middle))
    height = sum(lined.grid.pages.blocks[1].heights) * lined.grid.sheets.scale
    assert len(rows) == pytest.approx(2 * 60 * lined.grid.sheets.scale, abs=2)
    assert rows[-1] - rows[0] == pytest.approx(height + 60 * lined.grid.sheets.scale, abs=2)
    left = round(lined.grid.sheets.body(0).left())
    assert not [y for y in range(rows[0] + 6, rows[-1] - 6) if _is_red(grabbed(lined).pixelColor(left, y))]
    image = grabbed(bare)
    assert {image.pixelColor(left, y).name() for y in range(rows[0], rows[-1])} == {"#ffffff"}
