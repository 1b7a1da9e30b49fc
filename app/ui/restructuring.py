"""The commands on sections: move, rise, sink, add, delete, merge, split, count anew; by menu, key and dragging."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QDialog, QMenu

from app.core import item_moves, tree_lines, tree_moves, tree_numbers
from app.core.errors import ReportError
from app.core.item_lists import item_at
from app.core.mentions import Mention
from app.core.planning import Plan
from app.core.report import Report
from app.core.tree import Tree
from app.ui.outline_entries import Entry
from app.ui.plan_dialog import PlanDialog, summary

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow

Make = Callable[[Report], Plan]
ON_SECTION: dict[str, Callable[[Report, int], Plan]] = {
    "section_up": tree_moves.move_up,
    "section_down": tree_moves.move_down,
    "promote": tree_moves.promote,
    "demote": tree_moves.demote,
    "new_before": lambda report, uid: tree_moves.new_section(report, uid, "before"),
    "new_after": lambda report, uid: tree_moves.new_section(report, uid, "after"),
    "new_inside": lambda report, uid: tree_moves.new_section(report, uid, "inside"),
    "section_delete": tree_moves.delete,
    "section_merge": tree_moves.merge,
    "own_line": tree_lines.own_line,
    "run_in": tree_lines.run_in,
    "count_branch": lambda report, uid: tree_numbers.count_anew(report, "branch", uid),
    "count_series": lambda report, uid: tree_numbers.count_anew(report, "series", uid),
}
ON_ITEM: dict[str, Callable[[Report, item_moves.Key], Plan]] = {
    "section_up": item_moves.move_up,
    "section_down": item_moves.move_down,
}
AT_CARET: dict[str, Callable[[Report, int, int], Plan]] = {
    "section_split": tree_moves.split_section,
    "items_apart": lambda report, uid, _: tree_lines.items_apart(report, uid),
    "items_together": lambda report, uid, _: tree_lines.items_together(report, uid),
}
ON_REPORT: dict[str, Make] = {
    "count_report": tree_numbers.count_anew,
    "numbers_to_text": tree_numbers.numbers_to_text,
    "text_to_numbers": tree_numbers.text_to_numbers,
}
IN_TREE = (
    "section_up", "section_down", "promote", "demote", "-", "new_before", "new_after", "new_inside", "-", "section_merge",
    "own_line", "run_in", "-", "count_branch", "count_series", "-", "section_delete",
)  # fmt: skip
_NOT_ON_ITEM = "“一是”这样的条目可以上移、下移、拖动；其他改动请选中它所在部分的标题，或在正文中进行"
_NOWHERE = "请先在报告结构中选中一个标题，或把光标放到它下面"


class Restructuring:
    """The commands on the sections of one window's report."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        for name, step in ON_SECTION.items():
            window.commands[name].triggered.connect(lambda _=False, name=name, step=step: self._on_row(name, step))
        for name, step in AT_CARET.items():
            window.commands[name].triggered.connect(lambda _=False, step=step: self._at_caret(step))
        for name, make in ON_REPORT.items():
            window.commands[name].triggered.connect(lambda _=False, make=make: self.do(make))
        window.commands["list_numerals"].setChecked(window.settings.list_numerals)
        window.commands["list_numerals"].toggled.connect(self._list_numerals)
        window.outline.tree.dropped.connect(self._dropped)
        window.outline.tree.menu_wanted.connect(self._menu)
        window.outline.tree.delete_wanted.connect(window.commands["section_delete"].trigger)

    # --- where ------------------------------------------------------------------------------------------------------

    def section(self) -> int | None:
        """The heading that a command is about: the current row of the structure when it has the keyboard, else the caret's."""
        window = self._window
        entry = window.outline.current_entry() if self._in_tree() else None
        if entry is not None and entry.section:
            return entry.uid
        uid = entry.uid if entry is not None else window.page.caret()[0]
        twig = Tree(window.report.report).holding(uid)
        return twig.node.uid if twig is not None and twig.node is not None else None

    def item(self) -> item_moves.Key | None:
        """The 一是… item that a command is about: the current row of the structure, else the one that the caret stands in."""
        window = self._window
        if not self._in_tree():
            return item_at(window.report.report, *window.page.caret())
        entry = window.outline.current_entry()
        return entry.key if entry is not None and entry.item else None

    def _in_tree(self) -> bool:
        return self._window.focusWidget() is self._window.outline.tree

    def _on_row(self, name: str, step: Callable[[Report, int], Plan]) -> None:
        self._window.views.refresh_if_stale()
        item = self.item()
        if item is None or (name not in ON_ITEM and not self._in_tree()):
            self._on_section(step)
        elif name in ON_ITEM:
            uid, offset = self._window.page.caret()
            self.do(lambda report: ON_ITEM[name](report, item), offset - item[1] if uid == item[0] else 0)
        else:
            self._window.say(_NOT_ON_ITEM)

    def _on_section(self, step: Callable[[Report, int], Plan]) -> None:
        self._window.views.refresh_if_stale()
        uid = self.section()
        if uid is None:
            self._window.say(_NOWHERE)
        else:
            self.do(lambda report: step(report, uid))

    def _at_caret(self, step: Callable[[Report, int, int], Plan]) -> None:
        self._window.views.refresh_if_stale()
        uid, offset = self._window.page.caret()
        if uid not in self._window.report.report.order:
            self._window.say("请先把光标放在正文的一个段落里")
        else:
            self.do(lambda report: step(report, uid, offset))

    def _dropped(self, source: Entry, target: Entry, where: tree_moves.Where) -> None:
        if self._window.report.read_only is not None:
            return
        if source.item and target.item:
            self.do(lambda report: item_moves.move_to(report, source.key, target.key, where))
        elif source.item and target.section:
            self.do(lambda report: item_moves.move_under(report, source.key, target.uid, where))
        elif source.section and target.section:
            self.do(lambda report: tree_moves.move_to(report, source.uid, target.uid, where))
        elif source.section:
            self._window.say("标题只能放到另一个标题的前、后或里面")
        else:
            self._window.say("“一是”这样的条目只能放到同样的条目之间，或放到有这种条目的标题里面")

    def _menu(self, at: QPoint) -> None:
        window = self._window
        menu = QMenu(window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        entry = window.outline.current_entry()
        for name in ON_ITEM if entry is not None and entry.item else IN_TREE:
            if name == "-":
                menu.addSeparator()
            else:
                menu.addAction(window.commands[name])
        menu.popup(at)

    # --- doing ------------------------------------------------------------------------------------------------------

    def do(self, make: Make, inside: int | None = None) -> None:
        """Make the plan, show what follows from it, and carry it out as one step.

        `inside` says how far the caret stands in an item that moves: it stays with its words.
        """
        window = self._window
        caret = None if self._in_tree() else window.page.caret()
        window.views.refresh_if_stale()
        before = window.report.report
        try:
            plan = make(before)
        except ReportError as error:
            window.say(str(error))
            return
        if plan.does_nothing:
            window.say("序数都已连续，不需要改动" if plan.label == "重编序数" else "没有需要改动的")
            return
        chosen = self._confirmed(plan)
        if chosen is None:
            return
        done: list[bool] = []
        window.attempt(lambda: done.append(window.report.restructure(plan, plan.with_mentions(chosen)) is None))
        window.views.refresh()
        if done:
            if caret is not None and plan.focus is not None and inside is not None:
                caret = (plan.focus, plan.at + inside)
            self._show(plan, before, caret)
            window.say(
                f"{plan.label}：{summary(plan)[:-1]}，可用 Ctrl+Z 撤销" if plan.numerals else f"{plan.label}，可用 Ctrl+Z 撤销"
            )

    def _confirmed(self, plan: Plan) -> list[Mention] | None:
        """The mentions that shall follow; None when the clerk thinks better of it."""
        window = self._window
        if not (plan.gone or plan.mentions or (plan.numerals and window.settings.list_numerals)):
            return []
        dialog = PlanDialog(plan, window)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return None
        if not dialog.ask_again:
            window.commands["list_numerals"].setChecked(False)
        return dialog.chosen()

    def _list_numerals(self, on: bool) -> None:
        self._window.change_settings(msgspec.structs.replace(self._window.settings, list_numerals=on))

    def _show(self, plan: Plan, before: Report, caret: tuple[int, int] | None) -> None:
        """Select the title that is to be written, else stay at the caret, or with the structure go to what moved."""
        window = self._window
        after = window.report.report
        blank = tree_moves.TITLE_TO_WRITE
        new = next((p for p in after.paragraphs if p.uid not in before.by_uid and blank in p.text), None)
        if new is not None:
            self._select(new.uid, new.text.index(blank), len(blank))
        elif plan.listed is not None and (made := next((p for p in after.paragraphs if p.uid not in before.by_uid), None)):
            window.page.go_to(made.uid, len(made.text) - len(made.text.lstrip()))
            window.outline.tree.setFocus()
        elif caret is not None and caret[0] in after.order:
            window.page.go_to(*caret)
        elif plan.focus is not None and plan.focus in after.order:
            window.page.go_to(plan.focus, plan.at)
            if caret is None:
                window.outline.tree.setFocus()

    def _select(self, uid: int, start: int, length: int) -> None:
        page = self._window.page
        page.go_to(uid, start)
        cursor = page.editor.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor, length)
        page.editor.setTextCursor(cursor)
        page.focus()
