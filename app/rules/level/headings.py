"""End marks and length of headings (GB/T 15834-2011 B.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.core.gathering import gather
from app.core.report import Kind, Node, Paragraph, Report
from app.rules.api import ADVISED, INFO, PRACTICE, SAFE, WARNING, Found, delete, found, rule

_END = re.compile(r"[。；，：;,:]+(?=[\s　]*$)")
_STOP = re.compile(r"。(?=[\s　]*$)")
_VALUE = re.compile(r"[：:].")  # 报价文件：报价表
_LONGEST = 40
_SURE = 0.6


def _leads(r: Report, p: Paragraph) -> bool:
    """Whether text of its own follows the heading, so that it is no item of a list."""
    following = map(r.paragraphs.__getitem__, range(r.order[p.uid] + 1, len(r.paragraphs)))
    after = next((q for q in following if q.kind is not Kind.EMPTY), None)
    return after is not None and after.kind in (Kind.BODY, Kind.LEVEL2, Kind.LEVEL3, Kind.CLAUSE) and after.kind is not p.kind


def _end_mark(p: Paragraph) -> tuple[int, int] | None:
    """Where the mark stands that ends a first-level heading, unless that may be a sentence."""
    match = _END.search(p.text) if p.kind is Kind.LEVEL1 and not p.role.run_in and p.confidence >= _SURE else None
    if match is None or match.start() - p.role.content > _LONGEST or "。" in p.text[p.role.content : match.start()]:
        return None
    return match.span()


@rule(
    "GW-LVL-010", "GB/T 15834-2011 B.4", slug="first-level-heading-ends-with-mark", severity=WARNING, strength=ADVISED,
    reads=("text", "kinds", "sequence"), where=_end_mark,
    good=["一级 一、工作回顾\n正文 一年来，成效明显。"],
    bad=[("一级 一、工作回顾。\n正文 一年来，成效明显。", "一级 一、工作回顾\n正文 一年来，成效明显。")],
)  # fmt: skip
def first_level_heading_ends_with_mark(r: Report) -> Iterator[Found]:
    """第一层标题独立成行，末尾不用标点。

    标题是一段内容的名称，独占一行时换行已经起了停顿的作用，再加句号、冒号是多余的。
    """
    for p, span in gather(r, _end_mark):
        if span and _leads(r, p):
            yield found(p, *span, "独立成行的标题末尾不用标点", fix=delete(p, *span), safety=SAFE)


def _stands_alone(p: Paragraph) -> bool:
    return p.kind is Kind.LEVEL2 and not p.role.run_in


def _stop(p: Paragraph) -> tuple[int, int] | None:
    """Where the stop stands that ends a second-level heading on a line of its own."""
    match = _STOP.search(p.text) if _stands_alone(p) else None
    return match.span() if match and not _VALUE.search(p.text, 0, match.start()) else None


@rule(
    "GW-LVL-011", "实务", slug="second-level-stops-differ", severity=WARNING, strength=PRACTICE,
    reads=("text", "numerals", "kinds", "sequence"), where=_stands_alone,
    good=[
        "一级 一、工作回顾\n二级 （一）夯实基础\n正文 成效明显。\n二级 （二）优化流程\n正文 成效明显。",
        "一级 一、工作回顾\n二级 （一）夯实基础。成效明显。\n二级 （二）优化流程。成效明显。",
        "一级 一、材料\n二级 （一）证明文件\n正文 执照。\n二级 （二）报价文件：报价表（见附件3）。\n正文 一份。",
    ],
    bad=[(
        "一级 一、工作回顾\n二级 （一）夯实基础\n正文 成效明显。\n二级 （二）优化流程。\n正文 成效明显。",
        "一级 一、工作回顾\n二级 （一）夯实基础\n正文 成效明显。\n二级 （二）优化流程\n正文 成效明显。",
    )],
)  # fmt: skip
def second_level_stops_differ(r: Report, never: bool = False) -> Iterator[Found]:
    """同一标题之下，独立成行的第二层标题末尾都不用句号。

    独立成行的标题不加句号，与正文接排的才用句号收住；同一标题之下有的加、有的不加，体例不一。
    """
    stops = {p.uid: span for p, span in gather(r, _stop) if span}
    for siblings in _families(r) if stops else ():
        stopped = [r.by_uid[n.uid] for n in siblings if n.uid in stops]
        if not stopped or (not never and len(stopped) == sum(_stands_alone(r.by_uid[n.uid]) for n in siblings)):
            continue
        for p in stopped:
            start, end = stops[p.uid]
            if _leads(r, p) and "。" not in p.text[:start]:
                fix = delete(p, start, end)
                yield found(p, start, end, "独立成行的标题末尾不用句号，与同层其他标题一致", fix=fix, safety=SAFE)


def _families(r: Report) -> Iterator[Sequence[Node]]:
    yield r.outline
    for node in r.nodes():
        if len(node.children) > 1:
            yield node.children


@rule(
    "GW-LVL-020", "实务", slug="long-heading", severity=INFO, strength=PRACTICE, kinds={Kind.LEVEL1, Kind.LEVEL2},
    needs=0.6, enabled=False,
    good=["一级 一、工作回顾"],
    bad=["一级 一、全面落实数据资源整合共享和开放利用的各项部署持续深化基层治理体系和能力建设扎实推进各项工作"],
)  # fmt: skip
def long_heading(p: Paragraph, own_line: int = 40, run_in: int = 50) -> Iterator[Found]:
    """层次标题不宜过长。

    标题要一眼看清；第一层超过四十字，就要折成两行以上。
    """
    end = p.role.heading_end if p.role.heading_end is not None else len(p.text.rstrip())
    length = end - p.role.content
    if length > (run_in if p.role.run_in else own_line):
        yield found(p, p.role.content, end, f"标题有{length}字，可精简")
