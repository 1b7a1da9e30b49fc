"""Tracked changes and comments as the page shows them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from app.docx.opening import document_from_bytes
from app.editing.open_report import Checking, OpenReport
from app.layout.lines import gaps
from app.ui.page.authors import author_color
from app.ui.page.editor import PageEditor
from app.ui.page.pieces import script_pieces
from tests.docx.make import p, parts, zipped
from tests.ui.report_files import SENTENCE

WHO = 'w:author="王" w:date="2024-05-06T07:08:09Z"'
BODY = (
    f'<w:p><w:r><w:t>甲乙</w:t></w:r><w:ins w:id="1" {WHO}><w:r><w:t>新增</w:t></w:r></w:ins>'
    f'<w:del w:id="2" {WHO}><w:r><w:delText>删去的话</w:delText></w:r></w:del><w:r><w:t>丙丁</w:t></w:r></w:p>'
)


def about(number: int, text: str) -> str:
    marks = f'<w:commentRangeStart w:id="{number}"/><w:r><w:t>{text}</w:t></w:r><w:commentRangeEnd w:id="{number}"/>'
    return f'<w:p>{marks}<w:r><w:commentReference w:id="{number}"/></w:r></w:p>'


def comments(*texts: str) -> str:
    return "".join(f'<w:comment w:id="{n}" {WHO}>{p(text)}</w:comment>' for n, text in enumerate(texts))


def shown(qtbot: QtBot, body: str, **others: str) -> PageEditor:
    editor = PageEditor()
    qtbot.addWidget(editor)
    editor.resize(1100, 900)
    data = zipped(parts(body, **others))
    editor.set_report(OpenReport(document_from_bytes(data, "例.docx"), None, Checking(notes=False)))
    editor.show()
    qtbot.waitExposed(editor)
    return editor


def has_color(image: QImage, color: QColor) -> bool:
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return any(
        abs(image.pixelColor(x, y).red() - color.red()) + abs(image.pixelColor(x, y).blue() - color.blue()) < 60
        for x, y in points
    )


def caret_x(editor: PageEditor, offset: int) -> QRectF:
    cursor = editor.textCursor()
    cursor.setPosition(offset)
    return QRectF(editor.cursorRect(cursor))


def test_inserted_words_have_their_authors_colour_and_a_line(qtbot: QtBot) -> None:
    editor = shown(qtbot, BODY)
    looks = {
        editor.report.report.paragraphs[0].text[x.start : x.end]: x.format
        for x in script_pieces(editor.report.report.paragraphs[0])
    }
    assert looks["新增"].color == author_color("王")
    assert (looks["新增"].underline, looks["甲乙"].underline, looks["丙丁"].color) == ("single", "none", "auto")


def test_deleted_words_take_room_where_they_stood_and_the_caret_steps_over_them(qtbot: QtBot) -> None:
    editor = shown(qtbot, BODY)
    paragraph = editor.report.report.paragraphs[0]
    assert paragraph.text == "甲乙新增丙丁"
    ((offset, gap),) = gaps(paragraph)
    assert offset == 4
    steps = [caret_x(editor, at + 1).left() - caret_x(editor, at).left() for at in range(6)]
    plain = steps[0]
    assert steps[3] - plain == pytest.approx(gap * editor.grid.sheets.scale, abs=2)
    before, after = caret_x(editor, 3), caret_x(editor, 4)
    deleted = QRectF(before.left() + plain + 2, before.top(), after.left() - before.left() - plain - 4, before.height())
    assert has_color(editor.viewport().grab(deleted.toRect()).toImage(), QColor(f"#{author_color('王')}"))


def test_words_deleted_at_the_start_stand_before_the_first_character(qtbot: QtBot) -> None:
    deleted = f'<w:del w:id="2" {WHO}><w:r><w:delText>旧</w:delText></w:r></w:del>'
    body = f"<w:p>{deleted}<w:r><w:t>甲</w:t></w:r></w:p><w:p><w:r><w:t>乙</w:t></w:r></w:p>"
    editor = shown(qtbot, body)
    first, second = caret_x(editor, 0).left(), caret_x(editor, 2).left()
    assert first - second == pytest.approx(gaps(editor.report.report.paragraphs[0])[0][1] * editor.grid.sheets.scale, abs=2)


def test_accepting_gives_the_room_back(qtbot: QtBot) -> None:
    editor = shown(qtbot, BODY)
    wide = caret_x(editor, 4).left()
    editor.report.resolve(None, accept=True)
    assert caret_x(editor, 4).left() < wide - 20
    assert all(x.format.color == "auto" for x in script_pieces(editor.report.report.paragraphs[0]))
    editor.undo()
    assert caret_x(editor, 4).left() == wide


def test_comments_stand_beside_the_page_at_their_words_without_covering_one_another(qtbot: QtBot) -> None:
    body = about(0, "甲") + about(1, "乙") + p(SENTENCE)
    editor = shown(qtbot, body, comments=comments("请核实" * 40, "同意"))
    balloons = editor.pen.balloons.all()
    assert [balloon.comment.text for balloon in balloons] == ["请核实" * 40, "同意"]
    first, second = (balloon.rect for balloon in balloons)
    assert first.left() > editor.grid.sheets.rect(0).right()
    assert second.top() > first.bottom()
    assert first.right() <= editor.grid.sheets.width
    assert balloons[1].place.y() > balloons[0].place.y()
    image = editor.viewport().grab(caret_x(editor, 0).adjusted(2, 0, 8, 0).toRect()).toImage()
    assert has_color(image, QColor("#fff4cc"))


def test_the_column_goes_with_the_last_comment_and_comes_back(qtbot: QtBot) -> None:
    editor = shown(qtbot, about(0, "甲"), comments=comments("改"))
    left = editor.grid.sheets.rect(0).left()
    editor.report.delete_comments(["0"])
    assert (editor.pen.balloons.all(), editor.grid.sheets.side) == ([], 0.0)
    assert editor.grid.sheets.rect(0).left() > left
    editor.undo()
    assert len(editor.pen.balloons.all()) == 1
    assert editor.grid.sheets.rect(0).left() == left


def test_a_comment_whose_words_are_nowhere_is_shown_all_the_same(qtbot: QtBot) -> None:
    editor = shown(qtbot, p("甲"), comments=comments("无处"))
    assert [balloon.comment.text for balloon in editor.pen.balloons.all()] == ["无处"]
