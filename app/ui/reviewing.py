"""The commands of 审阅: tracking, going from change to change and comment to comment, accepting, rejecting, deleting."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtWidgets import QInputDialog, QMenu, QMessageBox

from app.core.report import Paragraph, Report
from app.core.review import Span, reading_order, revisions_in, revisions_of
from app.docx.document import WordDocument
from app.editing.settings import author_of
from app.ui.review_stops import Stop, stops_of
from app.ui.review_words import comment_words, revision_words

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow

_NOTES = ("footnote", "endnote")


class Reviewing:
    """What is to be reviewed in one window's report, and which of it is at the caret."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._stops: list[Stop] = []
        self._of: Report | None = None
        self._order: dict[int, int] = {}
        self._current: Stop | None = None
        for name, command in {
            "track": self._track, "author": self.change_author, "review_next": lambda: self.go(1),
            "review_previous": lambda: self.go(-1), "accept": lambda: self.settle(accept=True),
            "reject": lambda: self.settle(accept=False), "accept_all": lambda: self.settle_all(accept=True),
            "reject_all": lambda: self.settle_all(accept=False), "comment_delete": self.delete_comment,
            "comments_shown": self._show_comments, "note_edit": self.edit_note,
        }.items():  # fmt: skip
            window.commands[name].triggered.connect(lambda _=False, command=command: command())
        window.commands["comments_shown"].setChecked(True)
        window.review_bar.wanted.connect(lambda name: window.commands[name].trigger())
        window.page.caret_moved.connect(self._caret_moved)
        window.page.menu_wanted.connect(self._extend)

    def _extend(self, menu: QMenu, _uid: int) -> None:
        """Put what can be done with the change or comment under the mouse into the page's menu."""
        commands = [self._window.commands[name] for name in ("accept", "reject", "comment_delete")]
        able = [command for command in commands if command.isEnabled()]
        if able:
            menu.addSeparator()
            menu.addActions(able)

    # --- what there is ----------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Another report comes, or none: its changes are tracked under the user's name."""
        report = self._window.open_report
        if report is not None and isinstance(report.document, WordDocument):
            report.document.author = author_of(self._window.settings)
        self._of, self._current = None, None
        self._window.commands["comments_shown"].setChecked(True)
        self.refresh()

    def refresh(self) -> None:
        """Follow the report: which stops there are, and what can be done."""
        report = self._window.open_report
        draft = report.draft if report is not None else None
        if draft is not self._of:
            self._of = draft
            self._stops = stops_of(draft) if draft is not None else []
            self._order = {p.uid: at for at, p in enumerate(reading_order(draft))} if draft is not None and self._stops else {}
            self._current = self._at_caret() if draft is not None else None
        self._show()

    def _show(self) -> None:
        window, report = self._window, self._window.open_report
        commands, bar = window.commands, window.review_bar
        tracking = report is not None and report.draft.tracking
        commands["track"].setChecked(tracking)
        can_edit = report is not None and report.read_only is None and isinstance(report.document, WordDocument)
        revised = any(stop.revision is not None for stop in self._stops)
        current = self._current
        able = {
            "track": can_edit,
            "review_next": bool(self._stops), "review_previous": bool(self._stops),
            "accept": can_edit and (self._selects() or (current is not None and current.revision is not None)),
            "reject": can_edit and (self._selects() or (current is not None and current.revision is not None)),
            "accept_all": can_edit and revised, "reject_all": can_edit and revised,
            "comment_delete": can_edit and current is not None and current.comment is not None,
            "comments_shown": any(stop.comment is not None for stop in self._stops),
            "note_edit": report is not None and self._has_notes(),
        }  # fmt: skip
        for name, on in able.items():
            commands[name].setEnabled(on)
        if report is None or not (self._stops or tracking):
            bar.hide()
            return
        words = self._words(current) if current is not None else self._summary(tracking)
        bar.show_words(words, words.replace("　", "\n"), able)

    def _has_notes(self) -> bool:
        return self._of is not None and any(p.story.startswith(_NOTES) for p in self._of.others)

    def _words(self, stop: Stop) -> str:
        what = revision_words(stop.revision.revision) if stop.revision is not None else ""
        if stop.comment is not None:
            what = comment_words(stop.comment, stop.answers)
        return f"{self._stops.index(stop) + 1}/{len(self._stops)}　{what}" if stop in self._stops else what

    def _summary(self, tracking: bool) -> str:
        revisions = sum(stop.revision is not None for stop in self._stops)
        comments = len(self._stops) - revisions
        parts = [f"修订 {revisions} 处" if revisions else "", f"批注 {comments} 条" if comments else ""]
        parts.append(f"正在以“{author_of(self._window.settings)}”的名义修订" if tracking else "")
        return "　".join(part for part in parts if part)

    # --- going ------------------------------------------------------------------------------------------------------

    def go(self, by: int) -> None:
        """To the next (1) or previous (-1) change or comment, round the end."""
        if not self._stops:
            return
        if self._current in self._stops:
            at = self._stops.index(self._current) + by
        else:
            here = self._rank(*self._window.page.caret())
            later = next((n for n, stop in enumerate(self._stops) if self._rank_of(stop) >= here), len(self._stops))
            at = later if by > 0 else later - 1
        self._show_stop(self._stops[at % len(self._stops)])

    def _show_stop(self, stop: Stop) -> None:
        window = self._window
        self._current = stop
        if stop.uid is not None:
            window.page.go_to(stop.uid, stop.start)
            inset = window.page.editor.inset
            if window.page.caret()[0] != stop.uid:
                inset.open_uid(stop.uid, stop.start)
        self._current = stop
        window.page.editor.pen.balloons.chosen = stop.comment.id if stop.comment is not None else None
        window.page.editor.viewport().update()
        self._show()

    def _caret_moved(self, _uid: int, _offset: int) -> None:
        found = self._at_caret()
        if found is not self._current or self._stops:
            self._current = found
            self._show()

    def _at_caret(self) -> Stop | None:
        uid, offset = self._window.page.caret()
        here = [stop for stop in self._stops if stop.uid == uid and stop.start <= offset <= stop.end]
        if self._current in here:
            return self._current
        return min(here, key=lambda stop: (stop.end - stop.start, stop.revision is None), default=None)

    def _rank(self, uid: int, offset: int) -> tuple[int, int]:
        return self._order.get(uid, len(self._order)), offset

    def _rank_of(self, stop: Stop) -> tuple[int, int]:
        return self._rank(stop.uid, stop.start) if stop.uid is not None else (len(self._order) + 1, 0)

    # --- settling ---------------------------------------------------------------------------------------------------

    def settle(self, *, accept: bool) -> None:
        """Accept or reject what the selection touches, else the change at the caret, and go on to the next."""
        report = self._window.report
        chosen = revisions_in(report.draft, self._selected()) if self._selects() else []
        if not chosen and self._current is not None and self._current.revision is not None:
            chosen = [self._current.revision]
        if not chosen:
            self._window.say("光标处没有修订；请把光标放到修订上，或选中含有修订的文字")
            return
        self._window.attempt(lambda: report.resolve(chosen, accept=accept))
        self._done(f"已{'接受' if accept else '拒绝'} {len(chosen)} 处修订")

    def settle_all(self, *, accept: bool) -> None:
        """Accept or reject every change of the file, after a yes."""
        report, word = self._window.report, "接受" if accept else "拒绝"
        count = len(revisions_of(report.draft))
        if self._ask(f"{word}全部修订", f"将{word}全部 {count} 处修订，包括页眉页脚和注释中的。可以撤销。要继续吗？"):
            self._window.attempt(lambda: report.resolve(None, accept=accept))
            self._done(f"已{word}全部修订")

    def delete_comment(self) -> None:
        """Delete the comment at the caret with its answers, after a yes."""
        stop = self._current
        if stop is None or stop.comment is None:
            self._window.say("光标处没有批注；请把光标放到批注所指的文字上")
            return
        id_, more = stop.comment.id, f"和 {stop.answers} 条答复" if stop.answers else ""
        if self._ask("删除批注", f"删除{stop.comment.author or '（未署名）'}的这条批注{more}？可以撤销。"):
            self._window.attempt(lambda: self._window.report.delete_comments([id_]))
            self._done("已删除批注")

    def _done(self, words: str) -> None:
        self._window.views.refresh()
        self.refresh()
        self._window.say(words)

    def _ask(self, title: str, question: str) -> bool:
        return QMessageBox.question(self._window, title, question) == QMessageBox.StandardButton.Yes

    def _selects(self) -> bool:
        editor = self._window.page.editor
        return editor.textCursor().hasSelection() and not editor.inset.is_open

    def _selected(self) -> list[Span]:
        """What of which paragraphs is selected, cells of tables in between included."""
        editor = self._window.page.editor
        cursor, projection = editor.textCursor(), editor.projection
        first, item, start = projection.locate(cursor.selectionStart())
        last, _, end = projection.locate(cursor.selectionEnd())
        spans: list[Span] = []
        for at, item in enumerate(projection.items[first : last + 1], first):
            if isinstance(item, Paragraph):
                spans.append(Span(item.uid, start if at == first else 0, end if at == last else len(item.text)))
            else:
                spans += [Span(uid, 0, len(p.text)) for uid, p in item.paragraphs.items()]
        return spans

    # --- the rest ---------------------------------------------------------------------------------------------------

    def _track(self) -> None:
        on = self._window.commands["track"].isChecked()
        self._window.attempt(lambda: self._window.report.track(on=on))
        self._done("修订已打开，改动会留下痕迹" if on else "修订已关闭")

    def change_author(self) -> None:
        """Ask for the name on tracked changes."""
        window = self._window
        name, chosen = QInputDialog.getText(
            window, "修订者姓名", "修订上写的姓名（留空则用本机用户名）：", text=author_of(window.settings)
        )
        if chosen:
            window.change_settings(msgspec.structs.replace(window.settings, author=name.strip()))
            report = window.open_report
            if report is not None and isinstance(report.document, WordDocument):
                report.document.author = author_of(window.settings)
            self._show()

    def _show_comments(self) -> None:
        editor = self._window.page.editor
        editor.pen.balloons.hidden = not self._window.commands["comments_shown"].isChecked()
        editor.grid.rearrange()
        if editor.fits_width:
            editor.fit_width()

    def edit_note(self) -> None:
        """Open the note whose reference is beside the caret, else the first one below it on the page."""
        window = self._window
        paragraph, offset = window.page.editor.here()
        anchors = [a for a in (paragraph.anchors if paragraph is not None else ()) if a.kind in _NOTES]
        near = min(anchors, key=lambda a: abs(a.offset + 0.5 - offset), default=None)
        story = f"{near.kind}:{near.id}" if near is not None else None
        uid = next((p.uid for p in window.report.draft.others if p.story == story), None)
        if uid is None or not window.page.editor.inset.open_uid(uid, 1):
            window.say("光标所在段落没有脚注或尾注；请把光标放到注号旁边")
