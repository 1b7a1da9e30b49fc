"""What may be typed over: tables never, notes and comments only after a yes."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.drawing import Drawing
from app.layout.page import TableItem
from app.ui.page.projection import Projection
from app.ui.page.signs import ASKS_FIRST

WHOLE_TABLE = "表格不能从正文中删除；请先在 Word 中修改表格"
IN_TABLE = "光标在整个表格上；按 Enter 或单击单元格，再修改其中的文字"
NOT_IN_TABLE = "请先把光标放在表格的单元格里"
NOTHING_HERE = "这份报告的正文没有段落，不能在页面上输入；请先在 Word 中加入正文"


def refusal(projection: Projection, start: int, end: int) -> str | None:
    """Why the text between two document positions may not be replaced; None when it may."""
    first, last = (projection.document.findBlock(position).blockNumber() for position in (start, end))
    held = projection.items[first : last + 1]
    if not held:
        return NOTHING_HERE
    if any(isinstance(item, TableItem) for item in held):
        return IN_TABLE if len(held) == 1 else WHOLE_TABLE
    return None


def question(projection: Projection, start: int, end: int) -> str | None:
    """What to ask before notes or comments between two positions go; None when there are none."""
    return question_about(_objects_between(projection, start, end))


def asked_kind(kind: str, drawing: Drawing | None) -> str:
    """The kind by which an object is asked about: what floats is not seen to go where it is deleted."""
    return "floating" if drawing is not None and drawing.floating is not None and not drawing.boxes else kind


def question_about(kinds: Sequence[str]) -> str | None:
    """What to ask before objects of these kinds go; None when none of them holds text of its own."""
    names = [ASKS_FIRST[kind] for kind in kinds if kind in ASKS_FIRST]
    if not names:
        return None
    words = "、".join(f"{names.count(name)} 个{name}" for name in dict.fromkeys(names))
    return f"选中的内容里有{words}，删除后其内容也不再出现。要删除吗？"


def _objects_between(projection: Projection, start: int, end: int) -> list[str]:
    found: list[str] = []
    block = projection.document.findBlock(start)
    while block.isValid() and block.position() < end:
        for unit, char in enumerate(block.text()):
            position = block.position() + unit
            if char == "\ufffc" and start <= position < end:
                kind, paragraph, offset = projection.grid.object_at(position)
                found.append(asked_kind(kind, paragraph.drawing_at(offset) if paragraph is not None else None))
        block = block.next()
    return found
