"""Whether the file's XML, the report and the page editor say the same; and the hands that edit."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from app.core.report import Paragraph
from app.docx.inline import paragraph_text
from app.layout.page import ReportLayout
from app.ui.page.editor import PageEditor
from app.ui.page.projection import shown


def texts(editor: PageEditor) -> list[str]:
    return [paragraph.text for paragraph in editor.report.draft.paragraphs]


def blocks(editor: PageEditor) -> list[str]:
    block, found = editor.document().begin(), []
    while block.isValid():
        found.append(block.text())
        block = block.next()
    return found


def agree_in_words(editor: PageEditor) -> None:
    """The file's text, the report and the editor say the same."""
    report, items = editor.report.draft, editor.projection.items
    shown_ones = [(item.uid, item.text) for item in items if isinstance(item, Paragraph)]
    assert shown_ones == [(p.uid, p.text) for p in report.paragraphs]
    assert [paragraph_text(editor.report.document.element(p.uid)) for p in report.paragraphs] == texts(editor)
    assert blocks(editor) == ([shown(item) for item in items] or [""])


def agree(editor: PageEditor) -> None:
    """The file's text, the report, the editor and the layout say the same, down to the frozen paragraphs."""
    agree_in_words(editor)
    assert [item for item in editor.projection.items if isinstance(item, Paragraph)] == list(editor.report.draft.paragraphs)
    assert editor.projection.pages.paginator.places == ReportLayout(editor.report.draft).paginator.places


def agree_when_typing_pauses(editor: PageEditor) -> None:
    """Once the findings were asked for, structure and page are up to date as well."""
    assert editor.report.findings is not None
    editor.refresh_marks()
    assert [item for item in editor.projection.items if isinstance(item, Paragraph)] == list(editor.report.report.paragraphs)
    agree(editor)


def commit(editor: PageEditor, text: str) -> None:
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(editor, event)


def paste(editor: PageEditor, text: str) -> None:
    data = QMimeData()
    data.setText(text)
    editor.insertFromMimeData(data)
