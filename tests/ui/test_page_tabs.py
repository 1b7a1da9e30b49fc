"""Tabs in the real page editor, from real files."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Twips
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QTextCursor

from app.ui.page.editor import PageEditor
from tests.ui.report_files import opened

WIDTH = 8640  # of the column, in twips
CONTENTS = ["一、总体要求\t1", "二、主要任务和分工安排\t12", "三、Safeguards\t108"]


def written(path: Path) -> Path:
    document = Document()
    section = document.sections[0]
    section.page_width, section.left_margin, section.right_margin = Twips(WIDTH + 2 * 1600), Twips(1600), Twips(1600)
    for text in CONTENTS:
        document.add_paragraph(text).paragraph_format.tab_stops.add_tab_stop(
            Twips(WIDTH), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS
        )
    row = document.add_paragraph("签发人：张三\t中\t3.14\t尾")
    for position, align in ((3000, "CENTER"), (5000, "DECIMAL"), (8000, "LEFT")):
        row.paragraph_format.tab_stops.add_tab_stop(Twips(position), WD_TAB_ALIGNMENT[align])
    long = document.add_paragraph("抄送：" + "各单位，" * 20 + "\t末行右\n次行\t右")
    long.paragraph_format.tab_stops.add_tab_stop(Twips(WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    cell = document.add_table(rows=1, cols=1).cell(0, 0).paragraphs[0]
    cell.add_run("格\t右")
    cell.paragraph_format.tab_stops.add_tab_stop(Twips(4000), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.HEAVY)
    document.save(str(path))
    return path


@pytest.fixture
def editor(qtbot, tmp_path) -> PageEditor:
    widget = PageEditor()
    qtbot.addWidget(widget)
    widget.resize(900, 700)
    widget.set_report(opened(written(tmp_path / "制表位.docx")))
    widget.show()
    return widget


def x_of(editor: PageEditor, index: int, offset: int) -> float:
    """Where a character begins, in twips from the column's left edge."""
    block = editor.document().findBlockByNumber(index)
    editor.grid.blockBoundingRect(block)
    found = block.layout().lineForTextPosition(min(offset, len(block.text()) - 1)).cursorToX(offset)
    x = found[0] if isinstance(found, tuple) else found
    return (x - editor.grid.sheets.body(0).left()) / editor.grid.sheets.scale


def test_page_numbers_of_a_table_of_contents_end_at_the_right_edge(editor):
    for index, text in enumerate(CONTENTS):
        assert x_of(editor, index, len(text)) == pytest.approx(WIDTH, abs=40)
        assert x_of(editor, index, text.index("\t") + 1) < WIDTH - 80


def test_centre_decimal_and_left_stops_hold(editor):
    text = editor.document().findBlockByNumber(3).text()
    middle = text.index("中")
    assert (x_of(editor, 3, middle) + x_of(editor, 3, middle + 1)) / 2 == pytest.approx(3000, abs=40)
    assert x_of(editor, 3, text.index(".")) == pytest.approx(5000, abs=40)
    assert x_of(editor, 3, text.index("尾")) == pytest.approx(8000, abs=40)


def test_every_line_with_tabs_has_the_characters_that_the_layout_gave_it(editor):
    block, laid = editor.document().findBlockByNumber(4), editor.projection.pages.blocks[4]
    editor.grid.blockBoundingRect(block)
    layout = block.layout()
    ends = [layout.lineAt(at).textStart() + layout.lineAt(at).textLength() for at in range(layout.lineCount())]
    assert ends == [line.end for line in laid.lines]
    assert x_of(editor, 4, len(block.text())) == pytest.approx(WIDTH, abs=40)


def test_a_click_on_the_page_number_puts_the_caret_there(editor):
    block = editor.document().findBlockByNumber(1)
    rect = editor.grid.blockBoundingRect(block)
    x = editor.grid.sheets.body(0).left() + (WIDTH - 20) * editor.grid.sheets.scale
    cursor = editor.cursorForPosition(QPoint(round(x), round(rect.center().y() - editor.verticalScrollBar().value())))
    assert cursor.position() - block.position() == len(CONTENTS[1])


def ink(editor: PageEditor, index: int, start: float, end: float) -> int:
    """Dark pixels of a paragraph's line between two places in twips."""
    shot, sheets = editor.viewport().grab().toImage(), editor.grid.sheets
    rect = editor.grid.blockBoundingRect(editor.document().findBlockByNumber(index))
    left, top = sheets.body(0).left(), rect.top() - editor.verticalScrollBar().value()
    return sum(
        QColor(shot.pixel(x, y)).lightness() < 140
        for x in range(round(left + start * sheets.scale), round(left + end * sheets.scale))
        for y in range(round(top), round(top + rect.height()))
    )


def test_leaders_fill_the_tab_and_only_where_they_are_asked_for(editor):
    assert ink(editor, 0, 4000, 7000) > 10
    assert ink(editor, 3, 3500, 4500) == 0
    assert ink(editor, 5, 1500, 3000) > 10


def test_typing_before_a_right_stop_leaves_the_number_at_the_edge(qtbot, editor):
    cursor = QTextCursor(editor.document().findBlockByNumber(0))
    editor.setTextCursor(cursor)
    qtbot.keyClicks(editor, "abc")
    block = editor.document().findBlockByNumber(0)
    assert block.text().startswith("abc一、")
    assert x_of(editor, 0, len(block.text())) == pytest.approx(WIDTH, abs=40)
