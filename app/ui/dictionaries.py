"""The clerk's dictionaries in the window: words are added from the page's menu, and looked after in a dialog."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from app.core.dictionary import Dictionary, what_is_wrong
from app.core.errors import ReportError
from app.core.findings import Severity
from app.editing.dictionaries import NAMES, Whose, dictionary_file, own_words, unread, write_words
from app.rules.dictionary import CODE, WORD_RULES
from app.ui.dictionary_dialog import DictionaryDialog, WordDialog

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow


class Dictionaries:
    """The commands on dictionaries of one window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        window.commands["dictionary"].triggered.connect(lambda _=False: self.look_after())
        window.page.menu_wanted.connect(lambda menu, _: self.extend(menu))
        for sentence in unread():
            window.banner.say(sentence, Severity.WARNING, topic="dictionary")

    def extend(self, menu: QMenu) -> None:
        """Offer to accept the word of the finding under the caret, or to have the selected word flagged."""
        found, selected = self._found_word(), self._selected()
        if not found and not selected:
            return
        menu.addSeparator()
        if found:
            for whose, name in NAMES.items():
                action = menu.addAction(f"“{found}”没有错，加入{name}")
                accept = partial(self.accept, found, whose)
                action.triggered.connect(lambda _=False, accept=accept: accept())
        if selected:
            action = menu.addAction(f"把“{selected}”加入词库…")
            action.triggered.connect(lambda _=False: self.add(selected))

    def _found_word(self) -> str:
        finding, (uid, offset) = self._window.page.editor.finding, self._window.page.caret()
        if finding is None or finding.code not in (*WORD_RULES, CODE):
            return ""
        spots = [spot for spot in finding.spots if spot.uid == uid and spot.start <= offset <= spot.end] or [finding.spot]
        word = spots[0].text
        return word if what_is_wrong(word) is None else ""

    def _selected(self) -> str:
        editor = self._window.page.editor
        word = (editor.inset.editor if editor.inset.is_open else editor).textCursor().selectedText().strip()
        return word if what_is_wrong(word) is None else ""

    def accept(self, word: str, whose: Whose) -> None:
        """Put `word` into a dictionary as right, and check again."""
        self._change(whose, lambda words: words.with_accepted(word), f"“{word}”已加入{NAMES[whose]}，不再提示")

    def add(self, word: str) -> None:
        """Ask what is to be done about `word`."""
        dialog = WordDialog(word, "personal", self._window)
        if dialog.exec():
            self._change(dialog.whose.currentData(), dialog.added_to, "已加入词库")

    def look_after(self) -> None:
        """The dialog 词库."""
        dialog = DictionaryDialog(self._window)
        dialog.exec()
        if dialog.changed:
            self._check_again()

    def _change(self, whose: Whose, change: Callable[[Dictionary], Dictionary], said: str) -> None:
        try:
            write_words(dictionary_file(whose), change(own_words(whose)))
        except ReportError as error:
            self._window.show_error(error)
            return
        self._check_again()
        self._window.say(said)

    def _check_again(self) -> None:
        report = self._window.open_report
        if report is not None:
            report.check_by(report.checking)
            self._window.views.refresh()
