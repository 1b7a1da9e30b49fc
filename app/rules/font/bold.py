"""Bold titles and headings (GW-FONT-009)."""

from __future__ import annotations

from collections.abc import Iterator

from app.core.format_math import heading_length, stretches, within
from app.core.report import Kind, Paragraph
from app.rules.api import INFO, PRACTICE, SAFE, Context, Found, found, restyle, rule

_WEIGHTY = frozenset({"小标宋体", "黑体", "楷体"})


@rule(
    "GW-FONT-009", "实务", slug="bold-heading", severity=INFO, strength=PRACTICE, aspect="format",
    kinds=(Kind.TITLE, Kind.LEVEL1, Kind.LEVEL2), needs=0.6, group="标题、层次标题另外加粗，共{count}处",
    good=["标题 关于加强基层治理工作的通知", "三级 {bold=true} 1.完善制度"],
    bad=[
        ("标题 {bold=true} 关于加强基层治理工作的通知", "标题 关于加强基层治理工作的通知"),
        ("一级 {bold=true} 一、总体要求", "一级 一、总体要求"),
    ],
)  # fmt: skip
def bold_heading(p: Paragraph, c: Context) -> Iterator[Found]:
    """标题与层次标题不另加粗。

    小标宋体、黑体本身已经醒目，楷体加粗会失去笔画；标准没有规定加粗，单位惯例加粗的可以保留。第三层标题加粗与否不判。
    """
    if not any(s.format.bold for s in stretches(p)):
        return
    end = heading_length(p)
    part = within(p, 0, end)
    heavy = [s for s in part if s.format.bold and c.profile.family_of(s.format.east_asia) in _WEIGHTY]
    if sum(map(len, heavy)) * 2 > sum(map(len, part)):
        fix = restyle(p, p.kind.value, "bold", end=end if p.role.run_in else None)
        yield found(p, 0, end, "标题不必另外加粗", fix=fix, safety=SAFE, before="加粗", after="不加粗")
