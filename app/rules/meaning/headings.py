"""Headings with nothing below them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from app.core.gathering import gather
from app.core.items import in_series, items_of
from app.core.kin import siblings_of
from app.core.report import IMPRINT_KINDS, LEVELS, Kind, Node, Paragraph, Report
from app.rules.api import ERROR, PRACTICE, WARNING, Found, found, rule

_MARKS = tuple("。；：，、！？;:,")
_VALUE = re.compile(r"[：:].")  # 项目编号：2024-17
_CLOSING = frozenset({Kind.SIGNATURE, Kind.DATE, Kind.ATTACHMENT_NOTE, Kind.ATTACHMENT_LABEL, Kind.NOTE, *IMPRINT_KINDS})


def _stands_alone(p: Paragraph) -> bool:
    """Whether the paragraph is a heading and nothing else, sure enough to miss what should follow."""
    if p.kind not in (Kind.LEVEL1, Kind.LEVEL2) or p.confidence < 0.6 or p.role.run_in or p.objects:
        return False
    shown = p.text.strip()
    said = shown.endswith(_MARKS) or "\n" in shown or _VALUE.search(shown)
    return not said and not in_series(items_of(p))


@rule(
    "GW-SEM-019", "实务", slug="empty-heading", severity=ERROR, strength=PRACTICE,
    reads=("text", "numerals", "kinds", "sequence", "objects"), where=_stands_alone,
    good=[
        "一级 一、工作回顾\n正文 成效明显。\n一级 二、存在问题\n正文 仍有差距。",
        "一级 一、任务分工\n二级 （一）市数据资源局\n二级 （二）市财政局",
        "一级 一、项目编号：QC-2024-17\n一级 二、项目概况\n正文 位于青川市。",
    ],
    bad=["一级 一、工作回顾\n正文 成效明显。\n一级 二、存在问题\n一级 三、下步打算\n正文 抓好落实。"],
)  # fmt: skip
def empty_heading(r: Report) -> Iterator[Found]:
    """标题之下有内容。

    标题后面紧接着同级或上级标题，多半是正文被误删，或者正文误设成了标题。
    """
    tables = {table.after for table in r.tables}
    empty = dict.fromkeys(p.uid for p, _ in gather(r, _stands_alone) if _next_closes(r, p, tables))
    rows = {id(row): row for row in (siblings_of(r, uid) for uid in empty)}
    for row in rows.values():
        yield from _among(r, [n for n in row if n.type == "heading" and n.scheme == "official" and n.numeral], empty)


def _among(r: Report, headings: Sequence[Node], uids: Collection[int]) -> Iterator[Found]:
    """The empty ones among siblings; several in a row are a list of items."""
    empty = [node.uid in uids and not node.children for node in headings]
    for at, node in enumerate(headings):
        beside = empty[max(0, at - 1) : at] + empty[at + 1 : at + 2]
        if empty[at] and beside and not any(beside):
            severity = ERROR if empty.count(True) == 1 else WARNING
            yield found(r.by_uid[node.uid], 0, None, f"标题“{node.numeral}{node.text}”之下没有内容", severity=severity)


def _next_closes(r: Report, p: Paragraph, tables: Collection[int | None]) -> bool:
    """Whether no content stands between the heading and the next heading of its level or above, or the text's end."""
    if p.uid in tables:
        return False
    for at in range(r.order[p.uid] + 1, len(r.paragraphs)):
        q = r.paragraphs[at]
        if q.uid in tables:
            return False
        if q.kind is Kind.EMPTY:
            continue
        if q.kind in LEVELS:
            goes_on = not q.role.numeral  # the heading's second line, or an unnumbered heading below it
            inner = q.kind is p.kind and q.role.value == 1  # a text of its own begins
            return not goes_on and not inner and LEVELS.index(q.kind) <= LEVELS.index(p.kind)
        return q.kind in _CLOSING
    return True
