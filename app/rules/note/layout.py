"""Where the note below the date stands (GW-NOTE-001)."""

from __future__ import annotations

from collections.abc import Iterator

from app.core.edits import Edit
from app.core.format_math import em, first_line_start, leading_blank
from app.core.report import Kind, Paragraph
from app.rules.api import DUTY, ERROR, SAFE, Found, delete, found, restyle, rule


@rule(
    "GW-NOTE-001", "GB/T 9704-2012 7.3.6", slug="note-layout", severity=ERROR, strength=DUTY, aspect="format",
    kinds=(Kind.NOTE,), needs=0.7,
    good=["附注 （此件公开发布）"],
    bad=[
        ("附注 {first_line_chars=0} （此件公开发布）", "附注 （此件公开发布）"),
        "附注 此件公开发布",
    ],
)  # fmt: skip
def note_layout(p: Paragraph) -> Iterator[Found]:
    """附注居左空二字加圆括号，编排在成文日期下一行。

    附注说明公开属性、联系人等，加圆括号并左空二字，与正文和版记区分开。
    """
    words = p.text.strip()
    if words and not (words[0] in "（(" and words[-1] in "）)"):
        yield found(p, 0, None, "附注应加圆括号", suggestion=f"（{words}）")
    chars = first_line_start(p) / em(p)
    blank = leading_blank(p)
    if p.format.align in ("left", "both", "distribute") and 1.6 <= chars <= 2.5 and not blank:
        return
    move = restyle(p, Kind.NOTE.value, "align", "indent")
    edits: tuple[Edit, ...] = (delete(p, 0, blank), move) if blank else (move,)
    yield found(p, 0, None, "附注没有居左空二字", fix=edits, safety=SAFE, before="未左空二字", after="左空二字")
