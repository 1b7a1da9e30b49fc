"""What an annual 法治政府建设 report says about its shortcomings."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache

from app.core.gathering import gather
from app.core.report import Paragraph, Report
from app.rules.api import DUTY, WARNING, Found, found, rule

SHORT = re.compile(r"不足|问题|短板|薄弱|差距")
_CAUSE = re.compile(r"原因|由于|因为|根源|源于|归因|究其|在于")


@lru_cache(maxsize=1024)
def names_shortcomings(heading: str) -> bool:
    """Whether a heading announces shortcomings."""
    return SHORT.search(heading) is not None


def _gives_cause(p: Paragraph) -> bool:
    return _CAUSE.search(p.text) is not None


@rule(
    "GW-FZ-004", "《法治政府建设与责任落实督察工作规定》年度报告内容（二）", slug="shortcomings-without-causes", severity=WARNING,
    strength=DUTY, genres={"报告"}, reads=("text", "headings", "kinds"), where=_gives_cause,
    good=[("标题 关于2023年度法治政府建设情况的报告\n一级 二、存在的不足和原因\n正文 执法力量不足，主要原因是编制偏少。\n"
          "一级 三、下一年度主要安排\n正文 抓好落实。")],
    bad=[("标题 关于2023年度法治政府建设情况的报告\n一级 二、存在的不足\n正文 执法力量不足，能力有待提高。\n"
         "一级 三、下一年度主要安排\n正文 抓好落实。")],
)  # fmt: skip
def shortcomings_without_causes(r: Report) -> Iterator[Found]:
    """“存在的不足”部分分析原因。

    年度报告应写明推进法治政府建设存在的不足和原因；只列不足，看不出问题出在哪里，下一年的安排也就没有针对性。
    """
    if "法治政府建设" not in r.elements.title_text:
        return
    starts = [*(r.order[node.uid] for node in r.outline), len(r.paragraphs)]
    causes = [r.order[p.uid] for p, _ in gather(r, _gives_cause)]
    for node, start in zip(r.outline, starts, strict=False):
        if names_shortcomings(node.text):
            end = starts[bisect_right(starts, start)]
            if bisect_left(causes, start) == bisect_left(causes, end):
                yield found(r.by_uid[node.uid], 0, None, "这一部分只列了不足，没有分析原因")
