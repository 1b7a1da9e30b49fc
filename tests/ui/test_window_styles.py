"""改段落 or 改样式 on the card, by mouse and by keyboard, and what the saved file then says."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.docx.document import WordDocument
from app.ui.finding_card import FindingCard
from app.ui.main_window import MainWindow
from tests.docx.test_redefine import FONT, write
from tests.ui.conftest import WAIT, open_in


@pytest.fixture
def styled(empty_window: MainWindow, tmp_path: Path, qtbot: QtBot) -> MainWindow:
    open_in(empty_window, write(tmp_path), qtbot)
    return empty_window


def open_card(window: MainWindow) -> FindingCard:
    window.views.refresh_if_stale()
    finding = next(one for one in window.findings.shown() if one.code == FONT)
    window.findings.open_finding(finding)
    card = window.findings.list.card()
    assert card is not None
    return card


def button(card: FindingCard, name: str) -> QPushButton:
    found = card.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def saved(window: MainWindow, qtbot: QtBot) -> WordDocument:
    """The file after the command 保存, opened again."""
    path, report = window.report.path, window.report
    assert path is not None
    window.commands["save"].trigger()
    qtbot.waitUntil(lambda: window.status.saved.text().startswith("已保存"), timeout=WAIT)
    assert not report.modified
    return WordDocument.open(path)


def looks(document: WordDocument) -> set[tuple[str | None, str, int]]:
    """Style, font and size of the paragraphs below the title."""
    return {(p.format.style, r.format.east_asia, r.format.size) for p in document.report().paragraphs[1:] for r in p.runs}


def styles_of(document: WordDocument) -> str:
    return (document.part("word/styles.xml") or b"").decode()


def test_the_card_says_what_each_way_does(styled: MainWindow) -> None:
    card = open_card(styled)
    assert button(card, "fix").text() == "改段落（3 段）"
    assert button(card, "fix_style").text() == "改样式“正文缩进”"
    words = card.findChild(QLabel, "choice")
    assert isinstance(words, QLabel)
    assert "这 3 段改用样式“公文正文”，样式“正文缩进”不变" in words.text()
    assert "样式“正文缩进”本身改为3号仿宋体，用它的 4 段随之改变" in words.text()


def test_the_style_by_mouse(styled: MainWindow, qtbot: QtBot) -> None:
    assert isinstance(styled.report.document, WordDocument)
    first = styles_of(styled.report.document)
    qtbot.mouseClick(button(open_card(styled), "fix_style"), Qt.MouseButton.LeftButton)
    assert all(one.code != FONT for one in styled.report.findings)
    assert styled.commands["undo"].isEnabled()
    document = saved(styled, qtbot)
    assert looks(document) == {("正文缩进", "仿宋_GB2312", 32)}
    assert "公文正文" not in styles_of(document)
    styled.commands["undo"].trigger()
    assert isinstance(styled.report.document, WordDocument)
    assert styles_of(styled.report.document) == first


def test_the_style_by_keyboard(styled: MainWindow, qtbot: QtBot) -> None:
    open_card(styled)
    qtbot.keyClick(styled.findings.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    assert looks(saved(styled, qtbot)) == {("正文缩进", "仿宋_GB2312", 32)}


def test_the_style_by_tab_and_space(styled: MainWindow, qtbot: QtBot) -> None:
    card = open_card(styled)
    button(card, "fix").setFocus()
    qtbot.keyClick(button(card, "fix"), Qt.Key.Key_Tab)
    reached = styled.focusWidget()
    assert reached is button(card, "fix_style")
    qtbot.keyClick(reached, Qt.Key.Key_Space)
    assert looks(saved(styled, qtbot)) == {("正文缩进", "仿宋_GB2312", 32)}


def test_the_paragraphs_leave_the_style_as_it_was(styled: MainWindow, qtbot: QtBot) -> None:
    qtbot.mouseClick(button(open_card(styled), "fix"), Qt.MouseButton.LeftButton)
    document = saved(styled, qtbot)
    assert looks(document) == {("公文正文", "仿宋_GB2312", 32)}
    assert document.report().paragraphs[3].mark.size == 24  # the empty one still wears the style
    assert '<w:kern w:val="2"/><w:sz w:val="24"/>' in styles_of(document)


def test_the_command_says_so_where_there_is_no_style_to_mend(styled: MainWindow, qtbot: QtBot) -> None:
    styled.views.refresh_if_stale()
    other = next(one for one in styled.findings.shown() if one.alternative is None)
    styled.findings.open_finding(other)
    before = styled.report.document.to_bytes()
    styled.commands["fix_style"].trigger()
    assert styled.report.document.to_bytes() == before
    assert "不能改样式" in styled.status.saved.text()
