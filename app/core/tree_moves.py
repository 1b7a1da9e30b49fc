"""Steps on the tree: a section moves, rises, sinks, comes, goes, is merged or split; each is a Plan, made before a change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from app.core.edits import Edit, Insert, Move, Reformat, Relook, Remove, Retext, Split
from app.core.errors import ReportError
from app.core.forms import sample_for
from app.core.planning import Plan, Planner
from app.core.report import Kind, Node, Paragraph, Report
from app.core.series import renumber
from app.core.tree import Tree, Twig, movable

Where = Literal["before", "after", "inside"]
TITLE_TO_WRITE, TEXT_TO_WRITE = "【待写标题】", "【待写内容】"
_NO_SECTION = ("光标不在任何一个标题之下", "请先把光标放到要改的部分里，或在报告结构中选中它")


def move_up(report: Report, uid: int) -> Plan:
    """The section of heading `uid` goes before the sibling above it. Raises ReportError when it is the first."""
    tree, twig = _twig(report, uid)
    if twig.index == 0:
        raise ReportError("它已经是同一层的第一个", "要移到别处，可以拖动，或先升一层")
    return _place(tree, twig, _parent(twig), twig.index - 1, "上移")


def move_down(report: Report, uid: int) -> Plan:
    """The section of heading `uid` goes behind the sibling below it. Raises ReportError when it is the last."""
    tree, twig = _twig(report, uid)
    if twig.index == len(_parent(twig).children) - 1:
        raise ReportError("它已经是同一层的最后一个", "要移到别处，可以拖动，或先升一层")
    return _place(tree, twig, _parent(twig), twig.index + 2, "下移")


def promote(report: Report, uid: int) -> Plan:
    """The whole section rises one level, right behind the one it stood under; its later siblings stay there."""
    tree, twig = _twig(report, uid)
    parent = _parent(twig)
    if parent.parent is None:
        raise ReportError("它已经是最高一层", "不能再升")
    return _place(tree, twig, parent.parent, parent.index + 1, "升一层")


def demote(report: Report, uid: int) -> Plan:
    """The whole section sinks one level, as the last part of the sibling above it."""
    tree, twig = _twig(report, uid)
    if twig.index == 0:
        raise ReportError("它前面没有同一层的部分，不能降到谁的下面", "请先把它移到另一部分之后")
    above = _parent(twig).children[twig.index - 1]
    return _place(tree, twig, above, len(above.children), "降一层")


def move_to(report: Report, uid: int, target: int, where: Where) -> Plan:
    """The section of heading `uid` goes before or after that of heading `target`, or becomes its last part."""
    tree, twig = _twig(report, uid)
    goal = _known(tree, target)
    if goal is twig or goal in twig.walk():
        raise ReportError("不能移到它自己里面", "请选另一个位置")
    if where == "inside":
        return _place(tree, twig, goal, len(goal.children), "移动")
    return _place(tree, twig, _parent(goal), goal.index + (where == "after"), "移动")


def delete(report: Report, uid: int) -> Plan:
    """The section goes with everything in it."""
    tree, twig = _twig(report, uid)
    parent = _parent(twig)
    start, stop = tree.span(twig)
    edit = Remove(_node(twig).uid, twig.stop)
    twig.take()
    planner = Planner(tree)
    planner.count([parent], stirred=twig)
    return planner.plan("删除", [edit], gone=stop - start, focus=twig.stop)


def new_section(report: Report, uid: int, where: Where) -> Plan:
    """A new section beside or inside that of heading `uid`, with a title and a text still to be written."""
    tree = Tree(report)
    beside = _known(tree, uid)
    made = Twig(None, moved=True)
    parent, at = (beside, len(beside.children)) if where == "inside" else (_parent(beside), beside.index + (where == "after"))
    before = _before(parent, at)
    parent.put(made, at)
    made.sample = sample_for(tree, made)
    planner = Planner(tree)
    planner.count([parent])
    return planner.plan("新增部分", _written(tree, made, before))


def merge(report: Report, uid: int) -> Plan:
    """The section becomes part of the sibling before it: its heading a paragraph, its own parts parts of that one."""
    tree, twig = _twig(report, uid)
    if twig.index == 0:
        raise ReportError("它前面没有同一层的部分，没有可以并入的", "请先把它移到另一部分之后")
    node, parent = _node(twig), _parent(twig)
    above = parent.children[twig.index - 1]
    twig.take()
    for child in twig.children:
        child.moved, child.sample = True, _node(child).numeral or None
        above.put(child, len(above.children))
    planner = Planner(tree)
    planner.count([parent, above])
    return planner.plan("并入前一部分", _as_body(report, node), focus=uid)


def split_section(report: Report, uid: int, at: int) -> Plan:
    """A new section of the same level begins at offset `at` of paragraph `uid`, with a title still to be written."""
    tree = Tree(report)
    twig = tree.holding(uid)
    if twig is None:
        raise ReportError(*_NO_SECTION)
    movable(twig)
    node, p, place = _node(twig), report.by_uid[uid], report.order[uid]
    if uid == node.uid and at < (p.role.heading_end or len(p.text)):
        raise ReportError("光标在标题里", "请把光标放到正文中要分开的地方")
    parent, made = _parent(twig), Twig(None, moved=True)
    late = [child for child in twig.children if report.order[_node(child).uid] > place]
    parent.put(made, twig.index + 1)
    made.sample = sample_for(tree, made)
    for child in late:
        child.take()
        child.moved, child.sample = True, _node(child).numeral or None
        made.put(child, len(made.children))
    planner = Planner(tree)
    planner.count([parent, twig, made])
    title = _titled(tree, made)
    cut: list[Edit] = [Split(uid, at, _plain(report, p))] if 0 < at < len(p.text) else []
    if at == 0 and uid != node.uid:
        return planner.plan("在光标处分开", [Insert(uid, *title)])
    return planner.plan("在光标处分开", [*cut, Insert(None, *title, after=uid)])


# --- what the steps share -------------------------------------------------------------------------------------------------


def _twig(report: Report, uid: int) -> tuple[Tree, Twig]:
    tree = Tree(report)
    twig = _known(tree, uid)
    movable(twig)
    return tree, twig


def _known(tree: Tree, uid: int) -> Twig:
    found = tree.at(uid)
    if found is None:
        raise ReportError(*_NO_SECTION)
    return found


def _parent(twig: Twig) -> Twig:
    assert twig.parent is not None
    return twig.parent


def _node(twig: Twig) -> Node:
    assert twig.node is not None
    return twig.node


def _place(tree: Tree, twig: Twig, parent: Twig, at: int, label: str) -> Plan:
    """The plan that hangs `twig` below `parent` as child number `at` (counted while it still hangs where it was)."""
    old, node = _parent(twig), _node(twig)
    before = _before(parent, at)
    if parent is old and twig.index < at:
        at -= 1
    deeper = parent.depth + 1 - twig.depth
    twig.take()
    parent.put(twig, at)
    planner = Planner(tree)
    for one in twig.walk() if deeper else (twig,):
        one.moved, one.deeper = True, deeper
    for one in twig.walk() if deeper else (twig,):
        if one.node is not None and one.node.numeral:
            one.sample = sample_for(tree, one) or one.node.numeral
        if deeper:
            planner.dress(one)
    planner.count([old, parent, *(twig.walk() if deeper else ())], stirred=twig)
    stays = before in (node.uid, twig.stop) or (before is None and twig.stop is None)
    steps = [] if stays else [Move(node.uid, twig.stop, before)]
    return planner.plan(label, steps, focus=node.uid, depth=twig.depth if deeper else None)


def _before(parent: Twig, at: int) -> int | None:
    """The paragraph before which child number `at` of `parent` begins."""
    if at < len(parent.children):
        following = parent.children[at]
        movable(following)
        return _node(following).uid
    return parent.stop if parent.node is not None else parent.children[-1].stop


def _written(tree: Tree, made: Twig, before: int | None) -> list[Edit]:
    """The paragraphs of a new section: its title, and a text to write."""
    body = _body(tree.report, None)
    text: list[Edit] = [Insert(before, TEXT_TO_WRITE, body.uid)] if body is not None else []
    return [Insert(before, *_titled(tree, made)), *text]


def _titled(tree: Tree, made: Twig) -> tuple[str, int, Literal["first", "last"]]:
    """(text, like, look) of a new section's title."""
    report = tree.report
    near = [*_parent(made).children, *tree.twigs]
    alike = [t for t in near if t.node is not None and t.parent is not None and not t.moved and t.depth == made.depth]
    model = next((t.node for t in alike if t.node is not None and not t.node.run_in), None)
    model = model or next((t.node for t in alike if t.node is not None), None)
    if model is None:
        body = _body(report, None)
        like = body.uid if body is not None else report.paragraphs[-1].uid
        return (made.sample or "") + TITLE_TO_WRITE, like, "first"
    return ("" if model.automatic else made.sample or "") + TITLE_TO_WRITE, model.uid, "first"


def _body(report: Report, near: Paragraph | None) -> Paragraph | None:
    """A paragraph of plain text, the nearest one after `near` if there is one."""
    start = report.order[near.uid] if near is not None else 0
    fits: Callable[[Paragraph], bool] = lambda p: p.kind is Kind.BODY and p.number is None and bool(p.text.strip())  # noqa: E731
    after = next((p for p in report.paragraphs[start:] if fits(p)), None)
    return after or next((p for p in report.paragraphs if fits(p)), None)


def _plain(report: Report, p: Paragraph) -> int | None:
    """What the second half of a cut heading looks like: plain text; other paragraphs stay as they are."""
    if p.number is None and p.format.outline_level is None:
        return None
    body = _body(report, p)
    return body.uid if body is not None else None


def _as_body(report: Report, node: Node) -> list[Edit]:
    """A heading becomes a paragraph of text: without its number, and looking like one."""
    p = report.by_uid[node.uid]
    edits: list[Edit] = []
    body = _body(report, p)
    if body is not None:
        edits.append(Relook(p.uid, body.uid, p.role.heading_end if node.run_in else None))
    if node.automatic:
        return [*edits, Reformat(p.uid, paragraph={"num_id": 0, "num_level": 0})]
    typed = renumber(report, node, node.value) if node.numeral else None
    if isinstance(typed, Retext):
        edits.append(Retext(typed.uid, typed.start, typed.end, ""))
    return edits
