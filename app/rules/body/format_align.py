"""The alignment of paragraphs that fill lines (GW-BODY-011)."""

from __future__ import annotations

from collections.abc import Iterator

from app.core.format_math import is_judged, role_key
from app.core.report import LEVELS, Kind, Paragraph
from app.rules.api import INFO, PRACTICE, SAFE, Found, found, restyle, rule
from app.rules.body.format_indent import is_set_apart


@rule(
    "GW-BODY-011", "实务（由GB/T 9704-2012 5.2.1推出）", slug="ragged-right", severity=INFO, strength=PRACTICE,
    aspect="format", kinds=(Kind.BODY, Kind.CLAUSE, *LEVELS), needs=0.7, group="正文左对齐，右边不齐，共{count}段",
    good=["正文 为规范管理，现通知如下。", "正文 {align=center} 为规范管理，现通知如下。", "主送 {align=left} 市委、市政府："],
    bad=[("正文 {align=left} 为规范管理，现通知如下。", "正文 为规范管理，现通知如下。")],
)  # fmt: skip
def ragged_right(p: Paragraph) -> Iterator[Found]:
    """正文两端对齐。

    左对齐时，遇到标点避头尾的行右边参差不齐，版心右边线看不出来；两端对齐的行都排满156mm。
    """
    if p.format.align == "left" and is_judged(p) and not is_set_apart(p):
        fix = restyle(p, role_key(p), "align")
        yield found(p, 0, None, "左对齐，应为两端对齐", fix=fix, safety=SAFE, before="左对齐", after="两端对齐")
