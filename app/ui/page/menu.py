"""The page's context menu."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from app.ui.page.editor import PageEditor

Standard = QKeySequence.StandardKey


def build(editor: PageEditor) -> QMenu:
    """The menu for the place at the caret; the window adds to it through `editor.extend_menu`."""
    menu = QMenu(editor)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    finding = editor.finding
    if finding is not None:
        title = menu.addAction(f"{finding.severity.label}：{finding.message}")
        title.setEnabled(False)
        _add(menu, "更正", None, lambda: editor.fix_wanted.emit(finding), bool(finding.edits) and not editor.isReadOnly())
        _add(menu, "保留原文…", None, lambda: editor.keep_wanted.emit(finding), True)
        menu.addSeparator()
    _editing(editor, menu)
    if editor.inset.is_open and not editor.isReadOnly() and editor.in_table():
        menu.addSeparator()
        _add(menu, "在上方插入行", None, lambda: editor.insert_row(below=False), True)
        _add(menu, "在下方插入行", None, lambda: editor.insert_row(below=True), True)
        _add(menu, "删除行", None, editor.remove_row, True)
    if editor.extend_menu is not None:
        editor.extend_menu(menu, editor.caret()[0])
    return menu


def _editing(editor: PageEditor, menu: QMenu) -> None:
    report, open_for_editing, selected = editor.report, not editor.isReadOnly(), editor.has_selection()
    undo, redo = (report.undo_label, report.redo_label) if report else (None, None)
    _add(menu, f"撤销{undo or ''}", Standard.Undo, editor.undo, open_for_editing and undo is not None)
    _add(menu, f"重做{redo or ''}", Standard.Redo, editor.redo, open_for_editing and redo is not None)
    menu.addSeparator()
    _add(menu, "剪切", Standard.Cut, editor.cut, open_for_editing and selected)
    _add(menu, "复制", Standard.Copy, editor.copy, selected)
    _add(menu, "粘贴", Standard.Paste, editor.paste, open_for_editing and bool(QGuiApplication.clipboard().text()))
    _add(menu, "删除", Standard.Delete, editor.remove_selection, open_for_editing and selected)
    menu.addSeparator()
    _add(menu, "全选", Standard.SelectAll, editor.selectAll, report is not None)


def _add(menu: QMenu, text: str, key: QKeySequence.StandardKey | None, do: Callable[[], object], enabled: bool) -> None:
    action = menu.addAction(text)
    if key is not None:
        action.setShortcut(QKeySequence(key))
        action.setShortcutVisibleInContextMenu(True)
    action.triggered.connect(lambda _checked: do())
    action.setEnabled(enabled)
