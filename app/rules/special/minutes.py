"""The names list of minutes (GW-FMT-006)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.edits import Reformat
from app.core.format_math import look_within
from app.core.report import Paragraph
from app.rules.api import CONFIRM, INFO, USUAL, Context, Found, found, rule

_LABEL = re.compile(r"\s*(?:出\s*席|请\s*假|列\s*席)(?:人员|单位)?[：:]")


@rule(
    "GW-FMT-006", "GB/T 9704-2012 10.3", slug="minutes-names-font", severity=INFO, strength=USUAL, aspect="format",
    genres={"纪要"},
    good=["标题 青川市数据资源局办公会议纪要\n正文 ⟦east_asia=黑体|出席：⟧王建国、李思远。"],
    bad=[(
        "标题 青川市数据资源局办公会议纪要\n正文 {size=32} 出席：王建国、李思远。",
        "标题 青川市数据资源局办公会议纪要\n正文 {size=32} ⟦east_asia=黑体|出席：⟧王建国、李思远。",
    )],
)  # fmt: skip
def minutes_names_font(p: Paragraph, c: Context) -> Iterator[Found]:
    """纪要标注出席人员名单，一般用3号黑体字标“出席”，后用3号仿宋体标姓名和单位。

    请假、列席人员名单同此。纪要格式可以根据实际制定。
    """
    label = _LABEL.match(p.text)
    look = look_within(p, 0, label.end()) if label else None
    if label and look and p.in_flow and c.profile.family_of(look[0]) not in (None, "黑体"):
        font = c.profile.styles["一级"].font
        fix = Reformat(p.uid, chars={"east_asia": font}, start=0, end=label.end())
        yield found(p, 0, label.end(), "“出席”等一般用3号黑体", fix=fix, safety=CONFIRM, before=look[0], after=font)
