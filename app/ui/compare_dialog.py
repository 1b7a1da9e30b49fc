"""What differs between two versions of a report: removed words red and struck out, added ones green and underlined."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtWidgets import QTextBrowser, QWidget

from app.core.comparing import Row, Side, compare
from app.core.report import OBJECT
from app.ui.dialogs import Plain
from app.ui.theme import ADDED, ADDED_TINT, GREY, LINE, REMOVED, REMOVED_TINT

SHOWN = 500  # rows; who changed more reads the two files
CONTEXT = 40  # letters of unchanged text kept on either side of a change
_STYLE = {
    "removed": f"color: {REMOVED}; background: {REMOVED_TINT}; text-decoration: line-through;",
    "added": f"color: {ADDED}; background: {ADDED_TINT}; text-decoration: underline;",
}


class CompareDialog(Plain):
    """`old` and `new` are the paragraphs of the two versions, named `old_name` and `new_name`."""

    def __init__(
        self, title: str, old: Sequence[str], new: Sequence[str], names: tuple[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(title, parent, 760)
        self.rows = compare(old, new)
        self.add_words(_summary(self.rows, *names))
        self.view = QTextBrowser()
        self.view.setAccessibleName("不同之处")
        self.view.setOpenLinks(False)
        self.view.setMinimumHeight(380)
        self.view.setStyleSheet(f"QTextBrowser {{ border: 1px solid {LINE}; border-radius: 5px; padding: 6px; }}")
        self.view.setHtml("".join(_html(row) for row in self.rows[:SHOWN]))
        self.view.setVisible(bool(self.rows))
        self.column.addWidget(self.view, 1)
        if len(self.rows) > SHOWN:
            self.add_words(f"不同之处很多，只列出前 {SHOWN} 处。", grey=True)
        self.add_buttons("关闭", "")


def _summary(rows: Sequence[Row], old: str, new: str) -> str:
    if not rows:
        return f"“{old}”与“{new}”的文字完全相同（格式可能不同）。"
    changed = sum(row.old is not None and row.new is not None for row in rows)
    gone, come = sum(row.new is None for row in rows), sum(row.old is None for row in rows)
    counts = ((changed, "段有改动"), (come, "段是增加的"), (gone, "段没有了"))
    said = "，".join(f"{count} {words}" for count, words in counts if count)
    return f"从“{old}”到“{new}”：{said}。红色划去的是前者有、后者没有的字，绿色下划线的是后者多出的字。"


def _html(row: Row) -> str:
    what = "增" if row.old is None else "删" if row.new is None else "改"
    words = "".join(_piece(side, text, at, len(row.pieces)) for at, (side, text) in enumerate(row.pieces))
    return f'<p style="margin: 0 0 10px 0;"><span style="color: {GREY};">{what}　</span>{words}</p>'


def _piece(side: Side, text: str, at: int, count: int) -> str:
    shown = text.replace(OBJECT, "［对象］").replace("\n", "⏎").replace("\t", "→")
    if side == "same":
        head = "" if at == 0 else shown[:CONTEXT]
        tail = "" if at == count - 1 else shown[-CONTEXT:]
        return escape(shown if len(shown) <= len(head) + len(tail) else f"{head}…{tail}")
    return f'<span style="{_STYLE[side]}">{escape(shown)}</span>'
