"""Steps inside a section: a run-in heading gets a line of its own and back; 一是… become paragraphs and back."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.edits import Edit, Join, Reformat, Relook, Retext, Split
from app.core.errors import ReportError
from app.core.outline import in_series, items_of
from app.core.planning import HEADING_CHARS, Plan, refuse_tracking
from app.core.report import Item, Kind, Node, Paragraph, Report
from app.core.tree import Tree, movable

_BLANKS = " \u3000\u00a0\t"
_ENDS = "。.．：:；;"
_FULL = "。！？：；…"


def own_line(report: Report, uid: int) -> Plan:
    """A heading that text runs on after gets a line of its own; its end mark goes, since a line of its own needs none."""
    refuse_tracking(report)
    node, p = _heading(report, uid)
    end = p.role.heading_end
    if not node.run_in or end is None:
        raise ReportError("这个标题已经独立成行", "不需要再分")
    after = end
    while after < len(p.text) and p.text[after] in _ENDS + _BLANKS:
        after += 1
    if after >= len(p.text):
        raise ReportError("标题之后没有接排的文字", "不需要再分")
    model = next((n for n in report.nodes() if n.level == node.level and not n.run_in and n.type == node.type), None)
    looks: list[Edit] = [Relook(uid, model.uid, end)] if model is not None else []
    like = uid if model is not None else None
    if p.number is not None:
        like = next((q.uid for q in report.paragraphs if q.kind is Kind.BODY and q.number is None and q.text.strip()), like)
    return Plan("标题独立成行", (*looks, Retext(uid, end, after, ""), Split(uid, after, like)), focus=uid)


def run_in(report: Report, uid: int) -> Plan:
    """The text below a heading runs on in its line, after a full stop; the heading's words keep their look."""
    refuse_tracking(report)
    node, p = _heading(report, uid)
    if node.run_in:
        raise ReportError("这个标题后面已经接排文字", "不需要再合并")
    following = _next_text(report, p)
    words = p.text.rstrip(_BLANKS)
    stop = "" if words[-1:] in _FULL else "。"
    edits: list[Edit] = []
    if p.runs:
        edits.append(
            Reformat(uid, chars={name: getattr(p.runs[0].format, name) for name in HEADING_CHARS}, start=0, end=len(words))
        )
    if stop or len(words) < len(p.text):
        edits.append(Retext(uid, len(words), len(p.text), stop))
    lead = len(following.text) - len(following.text.lstrip(_BLANKS))
    if lead:
        edits.append(Retext(following.uid, 0, lead, ""))
    return Plan("标题接排", (*edits, Join(uid, following.uid, "second")), focus=uid)


def items_apart(report: Report, uid: int) -> Plan:
    """Every 一是…二是… of paragraph `uid` becomes a paragraph; no character changes."""
    refuse_tracking(report)
    p = report.by_uid[uid]
    found = in_series(items_of(p))
    cuts = [item.start for item in found if p.text[: item.start].strip(_BLANKS)]
    if len(found) < 2 or not cuts:
        raise ReportError("这一段里没有可以分开的“一是……二是……”", "请把光标放到含有“一是”的段落里")
    like = None
    if p.number is not None or p.format.outline_level is not None:
        like = next((q.uid for q in report.paragraphs if q.kind is Kind.BODY and q.number is None and q.text.strip()), None)
    return Plan("一是……分段", tuple(Split(uid, cut, like) for cut in cuts), focus=uid)


def items_together(report: Report, uid: int) -> Plan:
    """Paragraphs that begin with 一是…二是… around `uid` become one, with the sentence before them when it leads to them."""
    refuse_tracking(report)
    place = report.order.get(uid)
    if place is None:
        raise ReportError("这一段不在正文里", "请把光标放到“一是……”的段落里")
    row = report.paragraphs
    first = last = place
    if not _opens_item(row[place]) and place + 1 < len(row) and _opens_item(row[place + 1]):
        last = place + 1
    while first > 0 and _opens_item(row[first]) and not _is_first_item(row[first]) and _continues(report, row[first - 1]):
        first -= 1
    while last + 1 < len(row) and _opens_item(row[last + 1]) and not _is_first_item(row[last + 1]):
        last += 1
    if first > 0 and _is_first_item(row[first]) and _leads(report, row[first - 1]):
        first -= 1
    if last == first or not any(_opens_item(p) for p in row[first : last + 1]):
        raise ReportError("这里没有分成段落的“一是……二是……”", "请把光标放到“一是……”的段落里")
    return Plan("一是……合为一段", _joined(row[first : last + 1]), focus=row[first].uid)


def _joined(row: Sequence[Paragraph]) -> tuple[Edit, ...]:
    head = row[0]
    edits: list[Edit] = []
    for p in row[1:]:
        lead = len(p.text) - len(p.text.lstrip(_BLANKS))
        if lead:
            edits.append(Retext(p.uid, 0, lead, ""))
    return (*edits, *(Join(head.uid, p.uid) for p in row[1:]))


def _heading(report: Report, uid: int) -> tuple[Node, Paragraph]:
    twig = Tree(report).at(uid)
    if twig is None or twig.node is None:
        raise ReportError("这一段不是标题", "请把光标放到标题里，或在报告结构中选中它")
    movable(twig)
    return twig.node, report.by_uid[uid]


def _next_text(report: Report, p: Paragraph) -> Paragraph:
    at = report.order[p.uid] + 1
    following = report.paragraphs[at] if at < len(report.paragraphs) else None
    tables = {table.after for table in report.tables}
    if following is None or following.kind is not Kind.BODY or not following.text.strip() or p.uid in tables or p.section_end:
        raise ReportError("标题下面紧接着的不是正文", "只有正文才能接到标题后面")
    if following.number is not None:
        raise ReportError("标题下面的段落有自动编号", "请先把自动编号转为文字")
    return following


def _first(p: Paragraph) -> Item | None:
    items = items_of(p)
    lead = len(p.text) - len(p.text.lstrip(_BLANKS))
    return items[0] if items and items[0].start == lead else None


def _opens_item(p: Paragraph) -> bool:
    return p.kind not in (Kind.TITLE, Kind.EMPTY) and _first(p) is not None


def _is_first_item(p: Paragraph) -> bool:
    item = _first(p)
    return item is not None and item.value == 1


def _continues(report: Report, before: Paragraph) -> bool:
    return bool(items_of(before)) and before.uid not in {table.after for table in report.tables}


def _leads(report: Report, before: Paragraph) -> bool:
    """Whether a paragraph leads to the items after it: it ends in a colon, or is itself cut from them."""
    heads = {node.uid for node in report.nodes() if not node.run_in}
    return (
        before.uid not in heads
        and before.kind not in (Kind.TITLE, Kind.ADDRESSEE, Kind.EMPTY)
        and before.text.rstrip(_BLANKS)[-1:] in "：:；;，,"
        and bool(before.text.strip())
        and before.uid not in {table.after for table in report.tables}
    )
