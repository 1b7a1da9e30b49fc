import random

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtWidgets import QApplication

from app.core.edits import Retext
from app.ui.page.editor import PageEditor
from tests.ui.agreement import agree, agree_when_typing_pauses, blocks, commit, paste, texts
from tests.ui.report_files import SENTENCE, opened, write


@pytest.fixture
def page(qtbot, tmp_path):
    """Opens texts in an editor."""

    def page(texts, **more) -> PageEditor:
        editor = PageEditor()
        qtbot.addWidget(editor)
        editor.resize(700, 600)
        editor.set_report(opened(write(tmp_path / "报告.docx", texts, **more)))
        editor.show()
        return editor

    return page


def at(editor: PageEditor, block: int, unit: int, to: int | None = None) -> None:
    cursor = editor.textCursor()
    start = editor.document().findBlockByNumber(block).position()
    cursor.setPosition(start + unit)
    if to is not None:
        cursor.setPosition(start + to, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)


def test_typing(page, qtbot):
    editor = page(["第一段", "第二段"])
    at(editor, 1, 1)
    qtbot.keyClicks(editor, "ab1")
    assert texts(editor) == ["第一段", "第ab1二段"]
    assert editor.caret()[1] == 4
    agree(editor)


def test_an_input_method_shows_its_text_and_commits_it(page):
    editor = page(["第一段", SENTENCE * 4])
    at(editor, 1, 2)
    before = editor.projection.pages.blocks[1]
    QApplication.sendEvent(editor, QInputMethodEvent("zhong wen zhong wen zhong wen", []))
    assert texts(editor)[1] == SENTENCE * 4
    assert editor.projection.pages.blocks[1] != before
    commit(editor, "中文")
    assert texts(editor)[1] == SENTENCE[:2] + "中文" + (SENTENCE * 4)[2:]
    agree(editor)


def test_a_given_up_composition_leaves_no_trace(page):
    editor = page([SENTENCE * 2])
    at(editor, 0, 5)
    QApplication.sendEvent(editor, QInputMethodEvent("zhong", []))
    QApplication.sendEvent(editor, QInputMethodEvent("", []))
    assert not editor.report.can_undo
    agree(editor)


def test_enter_parts_a_paragraph_and_backspace_joins_it(page, qtbot):
    editor = page(["甲乙丙"])
    at(editor, 0, 1)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert texts(editor) == ["甲", "乙丙"]
    agree(editor)
    qtbot.keyClick(editor, Qt.Key.Key_Backspace)
    assert texts(editor) == ["甲乙丙"]
    agree(editor)


def test_delete_at_the_end_joins_the_next_paragraph(page, qtbot):
    editor = page(["甲", "乙"])
    at(editor, 0, 1)
    qtbot.keyClick(editor, Qt.Key.Key_Delete)
    assert texts(editor) == ["甲乙"]
    agree(editor)


def test_shift_enter_is_a_manual_break(page, qtbot):
    editor = page(["甲乙"])
    at(editor, 0, 1)
    qtbot.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert texts(editor) == ["甲\n乙"]
    assert blocks(editor) == ["甲\u2028乙"]
    agree(editor)


def test_pasting_lines_makes_paragraphs_and_never_formats_or_objects(page):
    editor = page(["甲乙", "丙"])
    at(editor, 0, 1)
    data = QMimeData()
    data.setHtml("<b>一</b>")
    data.setText("一\r\n二\ufffc\n三")
    editor.insertFromMimeData(data)
    assert texts(editor) == ["甲一", "二", "三乙", "丙"]
    agree(editor)


def test_cut_copy_and_typing_over_a_selection(page, qtbot):
    editor = page(["甲乙丙丁"])
    at(editor, 0, 1, 3)
    editor.cut()
    assert texts(editor) == ["甲丁"]
    assert QApplication.clipboard().text() == "乙丙"
    at(editor, 0, 0, 1)
    qtbot.keyClicks(editor, "x")
    assert texts(editor) == ["x丁"]
    agree(editor)


def test_undo_and_redo_belong_to_the_report(page, qtbot):
    editor = page(["甲乙", SENTENCE])
    original = editor.report.document.to_bytes()
    at(editor, 0, 1)
    qtbot.keyClicks(editor, "abc")
    paste(editor, "一\n二")
    done = texts(editor)
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(editor, Qt.Key.Key_Z, control)
    qtbot.keyClick(editor, Qt.Key.Key_Z, control)
    assert texts(editor) == ["甲乙", SENTENCE]
    assert editor.report.document.to_bytes() == original
    agree(editor)
    qtbot.keyClick(editor, Qt.Key.Key_Z, control | Qt.KeyboardModifier.ShiftModifier)
    editor.redo()
    assert texts(editor) == done
    agree(editor)


def test_a_change_from_elsewhere_keeps_caret_and_scroll(page):
    editor = page([SENTENCE * 3 for _ in range(30)])
    at(editor, 20, 4)
    editor.ensureCursorVisible()
    uid, offset = editor.caret()
    scroll = editor.verticalScrollBar().value()
    first = editor.report.report.paragraphs[0]
    editor.report.apply([Retext(first.uid, 0, 2, "各个")], "改", "fix")
    assert editor.caret() == (uid, offset)
    assert editor.verticalScrollBar().value() == scroll
    agree(editor)


def test_dragging_moves_text_in_one_step(page):
    editor = page(["甲乙丙", "丁"])
    at(editor, 0, 0, 2)
    target = editor.document().findBlockByNumber(1).position() + 1
    editor.drop_text(editor.selected_text(), target, moved=True)
    assert texts(editor) == ["丙", "丁甲乙"]
    editor.undo()
    assert texts(editor) == ["甲乙丙", "丁"]
    agree(editor)


def test_a_table_as_a_whole_is_never_typed_over(page, qtbot):
    editor = page(["前", "后"], table_after=0)
    said = []
    editor.refused.connect(said.append)
    assert blocks(editor) == ["前", "\ufffc", "后"]
    at(editor, 1, 1)
    qtbot.keyClicks(editor, "x")
    qtbot.keyClick(editor, Qt.Key.Key_Backspace)
    commit(editor, "中")
    at(editor, 2, 0)
    qtbot.keyClick(editor, Qt.Key.Key_Backspace)
    at(editor, 0, 1)
    qtbot.keyClick(editor, Qt.Key.Key_Delete)
    editor.selectAll()
    qtbot.keyClick(editor, Qt.Key.Key_Delete)
    assert texts(editor) == ["前", "后"]
    assert len(said) == 6
    assert not editor.report.can_undo
    agree(editor)


def test_a_note_goes_only_after_a_yes(page, qtbot):
    editor = page(["甲乙丙"], footnote_in=0)
    asked = []
    at(editor, 0, 3, 4)
    editor.ask = lambda question: asked.append(question) or False
    qtbot.keyClick(editor, Qt.Key.Key_Delete)
    assert texts(editor) == ["甲乙丙\ufffc"]
    editor.ask = lambda question: asked.append(question) or True
    qtbot.keyClick(editor, Qt.Key.Key_Delete)
    assert texts(editor) == ["甲乙丙"]
    assert len(asked) == 2
    assert "1 个脚注" in asked[0]
    agree(editor)


def test_a_read_only_report_can_be_looked_at_and_copied(page, qtbot):
    editor = page(["甲乙"])
    editor.set_read_only(True)
    at(editor, 0, 0, 1)
    qtbot.keyClicks(editor, "x")
    qtbot.keyClick(editor, Qt.Key.Key_Delete)
    paste(editor, "一")
    qtbot.keyClick(editor, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert texts(editor) == ["甲乙"]
    assert QApplication.clipboard().text() == "甲"


def test_characters_beyond_the_basic_plane_keep_their_places(page, qtbot):
    editor = page(["𠮷林𠮷"])
    at(editor, 0, 3)
    qtbot.keyClicks(editor, "a")
    assert texts(editor) == ["𠮷林a𠮷"]
    assert editor.caret()[1] == 3
    agree(editor)


@pytest.mark.parametrize("seed", [1, 2])
def test_file_report_and_editor_agree_after_every_random_step(page, seed):
    rng = random.Random(seed)
    editor = page([SENTENCE * (1 + at % 3) for at in range(25)], table_after=9, footnote_in=4)
    editor.ask = lambda _question: rng.random() < 0.5
    original = editor.report.document.to_bytes()
    for step in range(160):
        size = editor.document().characterCount() - 1
        start = rng.randint(0, size)
        cursor = editor.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(min(size, max(0, start + rng.choice([0, 0, 0, 1, 5, -3, 30, 150]))), QTextCursor.MoveMode.KeepAnchor)
        editor.setTextCursor(cursor)
        _random_step(editor, rng)
        agree(editor)
        if step % 8 == 0:
            editor.viewport().repaint()
            agree_when_typing_pauses(editor)
    while editor.report.can_undo:
        editor.undo()
    agree(editor)
    assert editor.report.document.to_bytes() == original


def _random_step(editor: PageEditor, rng: random.Random) -> None:
    flow = editor.report.draft.paragraphs
    steps = {
        "key": lambda: editor.replace_selection(editor.textCursor(), rng.choice(["a", "字", "𠮷", "\t"])),
        "ime": lambda: (QApplication.sendEvent(editor, QInputMethodEvent("zhong", [])), commit(editor, "中文")),
        "enter": lambda: editor.replace_selection(editor.textCursor(), "\u2029"),
        "break": lambda: editor.replace_selection(editor.textCursor(), "\u2028"),
        "paste": lambda: paste(editor, rng.choice(["粘贴", "一\n二\n三", "\n", "末\n", "\n首"])),
        "many": lambda: paste(editor, "\n".join([SENTENCE] * 6)) if len(flow) < 15 else None,
        "cut": editor.cut,
        "move": lambda: editor.drop_text(editor.selected_text(), rng.randint(0, editor.document().characterCount() - 1), moved=True),
        "undo": editor.undo,
        "redo": editor.redo,
        "fix": lambda: editor.report.apply(
            [Retext(p.uid, 0, 2, "改") for p in rng.sample(flow, min(3, len(flow))) if len(p.text) > 3 and "\ufffc" not in p.text[:2]],
            "改", "fix",
        ),
    }  # fmt: skip
    steps[rng.choice(list(steps))]()
