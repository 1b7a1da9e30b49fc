"""Which characters of a report a painted page editor shows: lines drawn, labels, and the card below the last sheet."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage, QPainter, QRegion

from app.core.report import Paragraph
from app.layout.left_over import is_number
from app.ui.page.editor import PageEditor
from app.ui.page.line_painting import LinePainter
from app.ui.page.notes import NoteCard

IGNORED = "\ufffc \t\n\u3000\xa0\xad"


class Seen:
    """Characters drawn, by the uid of their paragraph; texts of the card."""

    def __init__(self) -> None:
        self.lines: dict[int, set[tuple[int, int]]] = {}
        self.live: dict[int, str] = {}
        self.cards: list[str] = []

    def line(self, paragraph: Paragraph, start: int, end: int) -> None:
        self.lines.setdefault(paragraph.uid, set()).add((start, end))
        self.live[paragraph.uid] = paragraph.text

    def covers(self, paragraph: Paragraph) -> bool:
        """Whether every character of the paragraph was drawn (as it reads on its page, page numbers live)."""
        text = self.live.get(paragraph.uid, paragraph.text)
        drawn = {at for start, end in self.lines.get(paragraph.uid, ()) for at in range(start, end)}
        if all(char in IGNORED or at in drawn for at, char in enumerate(text)):
            return True
        words = paragraph.text.replace("\ufffc", "").strip()
        return any(words in card for card in self.cards)


@contextmanager
def watched(monkeypatch: pytest.MonkeyPatch) -> Iterator[Seen]:
    """Write down what painters of lines and the card draw."""
    seen = Seen()
    line, card = LinePainter._line, NoteCard.draw

    def draw_line(self, painter, p, what, pieces, corner):
        seen.line(p, what[0].start, what[0].end)
        return line(self, painter, p, what, pieces, corner)

    def draw_card(self, painter, place, zoom):
        seen.cards += [text for texts in self.stories.values() for text in texts]
        card(self, painter, place, zoom)

    with monkeypatch.context() as patched:
        patched.setattr(LinePainter, "_line", draw_line)
        patched.setattr(NoteCard, "draw", draw_card)
        yield seen


def vanished(editor: PageEditor, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """(story, text) of every paragraph with characters that stand nowhere in the painted view."""
    editor.resize(900, 2400)
    bar = editor.verticalScrollBar()
    with watched(monkeypatch) as seen:
        for top in range(0, int(editor.grid.sheets.height) + 1, 2000):
            bar.setValue(top)
            image = QImage(editor.viewport().size(), QImage.Format.Format_RGB32)
            painter = QPainter(image)
            editor.viewport().render(painter, QPoint(), QRegion(QRect(QPoint(), editor.viewport().size())))
            painter.end()
            for index, item in enumerate(editor.projection.items):  # the flow's own blocks are drawn by Qt
                if isinstance(item, Paragraph):
                    seen.line(item, 0, len(editor.document().findBlockByNumber(index).text()))
    report = editor.report.report
    lost = [p for p in (*report.paragraphs, *report.others) if not seen.covers(p) and not is_number(p)]
    return [(p.story, p.text) for p in lost]
