import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QTextCursor, QWheelEvent

from app.core.findings import Finding, FindingsByParagraph, Severity, Spot, Strength
from app.core.report import Paragraph
from app.ui.page import menu
from app.ui.page.editor import PageEditor
from app.ui.page.fonts import font_class, font_for, missing_fonts, stand_in
from app.ui.page.marks import Marks
from app.ui.page.shaping import Units
from tests.ui.report_files import SENTENCE, opened, write

TEXT = "为贯彻落实《办法》要求，2023年完成1,250.5万元投资（含GB/T 9704项目），同比增长12.3%，“明确责任”、细化措施。" * 3


@pytest.fixture
def editor(qtbot, tmp_path) -> PageEditor:
    widget = PageEditor()
    qtbot.addWidget(widget)
    widget.resize(760, 600)
    texts = ["关于基层治理的报告", TEXT, "甲\n乙\t丙", "", *[SENTENCE * 3] * 40]
    widget.set_report(opened(write(tmp_path / "报告.docx", texts, table_after=4)))
    widget.show()
    return widget


def finding(uid: int, start: int, end: int, severity: Severity = Severity.ERROR) -> Finding:
    return Finding("GW-PUNC-020", "GB/T 15834-2011", Strength.DUTY, severity, "标点叠用", (Spot(uid, start, end),))


def test_qt_takes_every_line_as_the_breaker_cut_it(editor):
    for index, item in enumerate(editor.projection.items):
        block = editor.document().findBlockByNumber(index)
        editor.grid.blockBoundingRect(block)
        if isinstance(item, Paragraph):
            layout, units = block.layout(), Units(item.text)
            ends = [layout.lineAt(at).textStart() + layout.lineAt(at).textLength() for at in range(layout.lineCount())]
            assert ends == [units.at(line.end) for line in editor.projection.pages.blocks[index].lines]


def test_full_lines_end_at_the_right_margin(editor):
    pages, block = editor.projection.pages, editor.document().findBlockByNumber(1)
    editor.grid.blockBoundingRect(block)
    right = editor.grid.sheets.body(0).right()
    for number, line in enumerate(pages.blocks[1].lines[:-1]):
        made = block.layout().lineAt(number)
        seen = line.start + len(TEXT[line.start : line.end].rstrip()) - line.hung
        x = made.cursorToX(seen)
        assert (x[0] if isinstance(x, tuple) else x) == pytest.approx(right, abs=2.5)


def test_a_click_finds_the_character_it_hits(editor):
    for position in range(0, editor.document().characterCount() - 1, 5):
        block = editor.document().findBlock(position)
        rect = editor.grid.blockBoundingRect(block)
        line = block.layout().lineForTextPosition(position - block.position())
        if not line.isValid() or block.text() == "\ufffc":
            continue
        x = line.cursorToX(position - block.position())
        point = QPointF((x[0] if isinstance(x, tuple) else x) + 0.2, rect.top() + line.y() + line.height() / 2)
        assert abs(editor.grid.hitTest(point, Qt.HitTestAccuracy.FuzzyHit) - position) <= 1


def test_the_caret_walks_down_through_all_lines_and_pages(editor):
    editor.moveCursor(QTextCursor.MoveOperation.Start)
    seen = []
    for _ in range(400):
        seen.append(editor.textCursor().position())
        editor.moveCursor(QTextCursor.MoveOperation.Down)
        if editor.textCursor().position() == seen[-1]:
            break
    assert seen == sorted(seen)
    assert editor.textCursor().blockNumber() == editor.document().blockCount() - 1


def test_where_says_page_line_and_character(editor):
    first = editor.report.report.paragraphs[1]
    editor.show_place(first.uid, 2)
    where = editor.where()
    assert (where.page, where.line, where.column) == (1, 2, 3)
    last = editor.report.report.paragraphs[-1]
    editor.show_place(last.uid, 0)
    assert editor.where().page == editor.where().pages == editor.projection.pages.page_count


def test_show_finding_scrolls_and_tells_the_place(editor, qtbot):
    paragraph = editor.report.report.paragraphs[30]
    with qtbot.waitSignal(editor.caret_moved) as moved:
        editor.show_finding(finding(paragraph.uid, 4, 6))
    assert moved.args == [paragraph.uid, 4]
    assert editor.viewport().rect().contains(editor.cursorRect().center())
    assert editor._pen.shown == paragraph.uid


def test_the_caret_on_a_mark_tells_the_finding(editor):
    paragraph, told = editor.report.report.paragraphs[5], []
    wide, narrow = finding(paragraph.uid, 0, 12, Severity.WARNING), finding(paragraph.uid, 4, 6)
    editor._pen.marks = Marks(FindingsByParagraph([wide, narrow]))
    editor.finding_at_caret.connect(told.append)
    editor.show_place(paragraph.uid, 5)
    editor.show_place(paragraph.uid, 9)
    editor.show_place(paragraph.uid, 30)
    assert told == [narrow, wide, None]


def test_a_mark_whose_text_changed_is_not_drawn(editor):
    paragraph = editor.report.report.paragraphs[5]
    spot = Spot(paragraph.uid, 0, 2, "旧文")
    marks = Marks(FindingsByParagraph([Finding("A", "", Strength.DUTY, Severity.ERROR, "", (spot,))]))
    assert marks.at(paragraph, 1) is None


def test_zoom_keeps_to_its_limits_and_pages_stay_the_same(editor):
    pages = editor.projection.pages.page_count
    for percent, expected in ((500, 250), (10, 50), (130, 130)):
        editor.set_zoom(percent)
        assert editor.zoom == expected
        editor.viewport().repaint()
    assert editor.projection.pages.page_count == pages
    wheel = QWheelEvent(
        QPointF(50, 50), QPointF(50, 50), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    editor.wheelEvent(wheel)
    assert editor.zoom == 150


def test_fit_width_follows_the_pane(editor):
    editor.fit_width()
    narrow = editor.zoom
    editor.resize(1000, 600)
    assert editor.zoom > narrow
    sheet = editor.grid.sheets.rect(0)
    assert sheet.left() >= 15
    assert sheet.right() <= editor.viewport().width()


def test_the_context_menu_speaks_chinese(editor):
    editor._finding = finding(1, 0, 1)
    words = [action.text() for action in menu.build(editor).actions() if action.text()]
    assert words[1:3] == ["更正", "保留原文…"]
    assert words[-5:] == ["剪切", "复制", "粘贴", "删除", "全选"]


def test_typing_shapes_only_its_own_paragraph(editor, qtbot, monkeypatch):
    editor.show_place(editor.report.report.paragraphs[20].uid, 3)
    editor.viewport().repaint()
    shaped = []
    original = type(editor.grid)._shape
    monkeypatch.setattr(
        type(editor.grid), "_shape", lambda grid, index, *rest: (shaped.append(index), original(grid, index, *rest))
    )
    qtbot.keyClicks(editor, "x")
    editor.viewport().repaint()
    assert set(shaped) == {21}


def test_fonts_fall_back_to_one_of_their_class(qapp):
    assert font_class("方正小标宋简体") == "小标宋体"
    assert font_class("某某楷书") == "楷体"
    family, _ = stand_in("仿宋_GB2312")
    assert family


def test_missing_fonts_are_named_once(editor):
    missing = missing_fonts(editor.report.report)
    assert len(missing) == len(set(missing))
    paragraph = editor.report.report.paragraphs[0]
    assert font_for(paragraph.runs[0].format, True, 0.1).pointSizeF() > 0


def test_an_empty_desk(editor):
    editor.set_report(None)
    editor.viewport().repaint()
    assert editor.where() is None
    assert editor.isReadOnly()
