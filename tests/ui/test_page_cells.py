"""Cells are edited in place: keys, mouse, undo, rows, findings; what is saved is looked at, not only the model."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from app.core.edits import Retext
from app.docx.opening import open_document
from app.docx.package import Package
from app.docx.read import read_report
from app.editing.open_report import Checking, OpenReport
from app.ui.page.editor import PageEditor
from app.ui.page.spots import all_spots, spot_of
from tests.docx.make import p, parts, zipped
from tests.docx.test_rows import MERGED, cell, row, table

NESTED = table(row(cell("外"), cell("", "", p("上") + table(row(cell("里一")), row(cell("里二"))) + p("下")), cell("右")))


@pytest.fixture
def page(qtbot, tmp_path: Path):
    """Opens a body of WordprocessingML in an editor."""

    def page(body: str, **others: str) -> PageEditor:
        path = tmp_path / "报告.docx"
        path.write_bytes(zipped(parts(body, **others)))
        editor = PageEditor()
        qtbot.addWidget(editor)
        editor.resize(900, 700)
        editor.set_report(OpenReport(open_document(path), path, Checking(notes=False)))
        editor.show()
        editor.activateWindow()
        editor.setFocus()
        qtbot.waitUntil(editor.isVisible)
        return editor

    return page


def uid_at(editor: PageEditor, story: str) -> int:
    return next(q.uid for q in editor.report.draft.others if q.story == story)


def saved(editor: PageEditor) -> dict[str, str]:
    """Story → text of what a save would write; the guard is asked."""
    document = editor.report.document
    document.guard(editor.report.file.baseline)
    found: dict[str, str] = {}
    for q in read_report(Package.from_bytes(document.to_bytes(), "报告.docx")).others:
        found[q.story] = f"{found[q.story]}|{q.text}" if q.story in found else q.text
    return found


def click(editor: PageEditor, qtbot, story: str) -> None:
    spot = spot_of(editor.grid, uid_at(editor, story))
    point = spot.inside.center() - editor.visible_rect().topLeft()
    qtbot.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(round(point.x()), round(point.y())))


def small(editor: PageEditor):
    assert editor.inset.is_open
    return editor.inset.editor


def test_a_click_opens_the_cell_and_keys_are_saved(page, qtbot):
    editor = page(p("前") + MERGED + p("后"))
    click(editor, qtbot, "table:0:r1c1")
    small(editor).moveCursor(small(editor).textCursor().MoveOperation.End)
    qtbot.keyClicks(small(editor), "ab")
    QApplication.sendEvent(small(editor), commit("中文"))
    assert saved(editor)["table:0:r1c1"] == "丙ab中文"
    assert editor.caret() == (uid_at(editor, "table:0:r1c1"), 5)
    qtbot.keyClick(small(editor), Qt.Key.Key_Backspace)
    qtbot.keyClick(small(editor), Qt.Key.Key_Return)
    qtbot.keyClicks(small(editor), "z")
    assert saved(editor)["table:0:r1c1"] == "丙ab中|z"
    assert editor.report.findings is not None


def commit(text: str) -> QInputMethodEvent:
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    return event


def test_tab_goes_from_cell_to_cell_and_makes_a_row_after_the_last(page, qtbot):
    editor = page(p("前") + MERGED + p("后"))
    editor.inset.open_uid(uid_at(editor, "table:0:r3c0"), 0)
    seen = [editor.caret()[0]]
    for _ in range(2):
        qtbot.keyClick(small(editor), Qt.Key.Key_Tab)
        seen.append(editor.caret()[0])
    assert seen == [uid_at(editor, f"table:0:r3c{n}") for n in range(3)]
    assert small(editor).textCursor().selectedText() == "壬"
    qtbot.keyClick(small(editor), Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert editor.caret()[0] == seen[1]
    qtbot.keyClick(small(editor), Qt.Key.Key_Tab)
    qtbot.keyClick(small(editor), Qt.Key.Key_Tab)
    assert editor.report.draft.tables[0].rows == 5
    qtbot.keyClicks(small(editor), "new")
    assert "new" in [text for story, text in saved(editor).items() if story.startswith("table:0:r4")]
    for _ in range(2):
        editor.undo()
    assert editor.report.document.to_bytes() == editor.report.file.baseline


def test_arrow_keys_walk_into_the_table_through_it_and_out_again(page, qtbot):
    editor = page(p("前") + table(row(cell("甲"), cell("乙"))) + p("后"))
    qtbot.keyClick(editor, Qt.Key.Key_Down)
    assert editor.caret()[0] == uid_at(editor, "table:0:r0c0")
    for _ in range(2):
        qtbot.keyClick(small(editor), Qt.Key.Key_Right)
    assert editor.caret()[0] == uid_at(editor, "table:0:r0c1")
    qtbot.keyClick(small(editor), Qt.Key.Key_Down)
    assert not editor.inset.is_open
    assert editor.caret()[0] == editor.report.draft.paragraphs[1].uid
    qtbot.keyClick(editor, Qt.Key.Key_Up)
    assert editor.caret() == (uid_at(editor, "table:0:r0c1"), 1)
    qtbot.keyClick(small(editor), Qt.Key.Key_Escape)
    assert editor.table_at_caret() == 1
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert editor.caret()[0] == uid_at(editor, "table:0:r0c0")


def test_nested_tables_and_the_text_around_them_are_their_own_places(page, qtbot):
    editor = page(NESTED + p("后"))
    words = ["".join(q.text for q in spot.paragraphs) for spot in all_spots(editor.grid)]
    assert words == ["外", "上", "里一", "里二", "下", "右"]
    click(editor, qtbot, "table:0:r0c1/table:0:r1c0")
    qtbot.keyClicks(small(editor), "x")
    assert "x" in saved(editor)["table:0:r0c1/table:0:r1c0"]
    editor.inset.open_uid(next(q.uid for q in editor.report.draft.others if q.text == "上"), 1)
    qtbot.keyClick(small(editor), Qt.Key.Key_Return)
    qtbot.keyClicks(small(editor), "y")
    assert saved(editor)["table:0:r0c1"] == "上|y|下"
    assert [q.text for q in small(editor).spot.paragraphs] == ["上", "y"]
    tops = dict(editor.grid.pages.laid_table(0).paragraph_tops())
    order = [q.uid for q in editor.report.draft.others if q.story.startswith("table:0:r0c1")]
    assert [tops[uid] for uid in order] == sorted(tops[uid] for uid in order)


def test_a_cell_in_a_content_control_is_shown_and_edited(page, qtbot):
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('控件')}</w:sdtContent></w:sdt>"
    editor = page(table(row(cell("", "", control + p("格")))) + p("后"))
    assert [[q.text for q in spot.paragraphs] for spot in all_spots(editor.grid)] == [["控件"], ["格"]]
    editor.inset.open_uid(uid_at(editor, "table:0:r0c0/sdt:0"), 2)
    qtbot.keyClicks(small(editor), "x")
    assert saved(editor)["table:0:r0c0/sdt:0"] == "控件x"


def test_rows_come_and_go_from_the_window_as_one_step_each(page, qtbot):
    editor = page(p("前") + MERGED + p("后"))
    editor.inset.open_uid(uid_at(editor, "table:0:r1c1"), 0)
    assert editor.insert_row(below=True)
    assert editor.caret()[0] == uid_at(editor, "table:0:r2c1")
    assert editor.report.undo_label == "插入行"
    assert editor.remove_row()
    assert editor.remove_row()
    assert [t.rows for t in editor.report.draft.tables] == [3]
    for _ in range(3):
        editor.undo()
    assert editor.report.document.to_bytes() == editor.report.file.baseline
    assert not editor.report.can_undo


def test_the_only_row_stays_and_a_sentence_says_so(page):
    editor = page(table(row(cell("独"))) + p("后"))
    said: list[str] = []
    editor.refused.connect(said.append)
    editor.inset.open_uid(uid_at(editor, "table:0:r0c0"), 0)
    assert not editor.remove_row()
    assert "只有这一行" in said[0]


def test_what_others_change_is_shown_in_the_open_cell_and_a_vanished_row_closes_it(page, qtbot):
    editor = page(p("前") + MERGED + p("后"))
    uid = uid_at(editor, "table:0:r3c0")
    editor.inset.open_uid(uid, 0)
    editor.report.apply([Retext(uid, 0, 1, "新")], "更正", "fix")
    assert small(editor).toPlainText() == "新"
    editor.undo()
    assert small(editor).toPlainText() == "庚"
    editor.insert_row(below=True)
    editor.undo()
    assert not editor.inset.is_open


def test_pasted_lines_become_paragraphs_of_the_cell_and_objects_are_asked_for(page, qtbot):
    note = '<w:p><w:r><w:t>注</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    editor = page(table(row(cell("", "", note))) + p("后"), footnotes=f'<w:footnote w:id="2">{p("脚注")}</w:footnote>')
    asked: list[str] = []
    editor.ask = lambda question: bool(asked.append(question))
    editor.inset.open_uid(uid_at(editor, "table:0:r0c0"), 2)
    qtbot.keyClick(small(editor), Qt.Key.Key_Backspace)
    assert "脚注" in asked[0]
    data = QMimeData()
    data.setText("一\n二")
    small(editor).insertFromMimeData(data)
    assert saved(editor)["table:0:r0c0"] == "注\ufffc一|二"


def test_a_read_only_report_shows_its_cells_and_takes_nothing(page, qtbot):
    editor = page(table(row(cell("甲"))) + p("后"))
    editor.set_read_only(True)
    click(editor, qtbot, "table:0:r0c0")
    qtbot.keyClicks(small(editor), "x")
    qtbot.keyClick(small(editor), Qt.Key.Key_Tab)
    assert editor.report.document.to_bytes() == editor.report.file.baseline


def test_heading_rows_stand_again_on_every_page(page):
    body = row(cell("表头"), properties="<w:tblHeader/>") + "".join(row(cell(f"行{n}")) for n in range(120))
    editor = page(table(body) + p("后"))
    laid, place = editor.grid.pages.laid_table(0), editor.grid.pages.place(0)
    assert len(place.cuts) >= 1
    assert laid.block.repeat == laid.cells[0].height
    page_, y = place.of(place.cuts[0], laid.block)
    assert (page_, y) == (1, laid.block.repeat)
