"""Red or highlighted text: a colleague's mark that something is still to be checked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.report import HEAD_KINDS, Kind, Paragraph
from app.rules.api import PRACTICE, WARNING, Found, found, rule

_NOT_TEXT = HEAD_KINDS | {Kind.TITLE, Kind.SIGNATURE, Kind.DATE, Kind.EMPTY}
_LETTER = re.compile(r"\w")
_HIGHLIGHTS = frozenset({"yellow", "green", "cyan", "magenta", "red", "darkYellow", "blue", "darkRed", "darkGreen", "darkCyan"})


@rule(
    "GW-DOCX-009", "实务", slug="pending-marks", severity=WARNING, strength=PRACTICE, aspect="format", stories="all",
    group="疑似待核标记（红字、突出显示）{count}处，逐处处理",
    good=["标志 {color=FF0000} 青川市数据资源局文件\n正文 为规范管理，现通知如下。"],
    bad=["正文 {size=32} 全年办理⟦color=FF0000|512件⟧，同比增长5%。", "正文 全年办理⟦highlight=yellow|512件⟧，同比增长5%。"],
)  # fmt: skip
def pending_marks(p: Paragraph) -> Iterator[Found]:
    """红字和突出显示的文字，多是同事留下的待核标记，定稿前逐处处理。

    标红、标黄的地方往往是数据、人名还没有核实；核实以后再改成黑色，不要一并刷黑。
    """
    if p.kind in _NOT_TEXT or not p.story.startswith(("body", "sdt", "table")):
        return
    if not any(_is_marked(run.format.color, run.format.highlight) for run in p.runs):
        return
    start: int | None = None
    for run in (*p.runs, None):
        worded = run is not None and _LETTER.search(p.text, run.start, run.end)
        marked = worded and run is not None and _is_marked(run.format.color, run.format.highlight)
        if marked and run is not None:
            start = run.start if start is None else start
        elif start is not None:
            end = run.start if run is not None else len(p.text)
            yield found(p, start, end, "疑似待核标记（红字或突出显示），请核实后处理")
            start = None


def _is_marked(color: str, highlight: str) -> bool:
    return highlight in _HIGHLIGHTS or _is_red(color)


def _is_red(color: str) -> bool:
    if color == "auto" or len(color) != 6:
        return False
    red, green, blue = (int(color[at : at + 2], 16) for at in (0, 2, 4))
    return red >= 0xC0 and green <= 0x40 and blue <= 0x40
