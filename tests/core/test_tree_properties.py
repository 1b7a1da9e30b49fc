"""What holds for every tree: whole subtrees move, later siblings stay, sinking undoes rising, counting twice changes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.core import tree_moves, tree_numbers
from app.core.apply import apply
from app.core.batch import arrange
from app.core.edits import Insert, Remove, Retext
from app.core.errors import ReportError
from app.core.numerals import Scheme, format_numeral
from app.core.planning import Plan
from app.core.profile import load_profile
from app.core.report import Node, Report
from app.core.understand import understand
from tests.core.structure import read

PROFILE = load_profile(None)
FORMS = (Scheme.HAN, Scheme.HAN_BRACKET, Scheme.ARABIC)
TEXT = "各项工作稳步推进，成效明显，群众满意度不断提升，下一步将继续抓好落实。"
Shape = list["Shape"]


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """A report whose sections are named by a count, three levels deep, each with a paragraph or two."""
    children = st.recursive(st.just([]), lambda below: st.lists(below, min_size=1, max_size=3), max_leaves=9)
    tops: Shape = draw(st.lists(children, min_size=2, max_size=4))
    lines = ["关于数据工作情况的报告", "市政府：", "现将有关情况报告如下，请审阅。"]

    def write(shapes: Shape, level: int) -> None:
        for value, below in enumerate(shapes, 1):
            lines.append(f"{format_numeral(value, FORMS[level])}第{len(lines)}项工作情况")
            lines.extend([TEXT] * draw(st.integers(1, 2)))
            if level + 1 < len(FORMS):
                write(below, level + 1)

    write(tops, 0)
    return read(*lines, "特此报告。", "某某市数据局", "2024年3月5日")


def done(report: Report, plan: Plan) -> Report:
    return understand(apply(report, arrange(plan.all_sure), PROFILE))


def names(nodes: Sequence[Node]) -> list[object]:
    """The tree as nested lists of texts."""
    return [(node.text, names(node.children)) for node in nodes]


def find(report: Report, uid: int) -> tuple[Node | None, Node]:
    """(parent, node) of a heading."""
    pending: list[tuple[Node | None, Node]] = [(None, node) for node in report.outline]
    while pending:
        above, node = pending.pop()
        if node.uid == uid:
            return above, node
        pending += [(node, child) for child in node.children]
    raise KeyError(uid)


def well_counted(nodes: Sequence[Node]) -> bool:
    return all(node.value == at and well_counted(node.children) for at, node in enumerate(nodes, 1))


def some_node(report: Report, number: int) -> Node:
    every = report.nodes()
    return every[number % len(every)]


@settings(max_examples=60, deadline=None)
@given(reports(), st.integers(0, 99))
def test_rising_takes_the_whole_subtree_and_leaves_later_siblings(report: Report, number: int) -> None:
    above, node = find(report, some_node(report, number).uid)
    assume(above is not None and node.level > 1)
    assert above is not None
    after = done(report, tree_moves.promote(report, node.uid))
    risen_above, risen = find(after, node.uid)
    assert names([risen]) == names([node])
    assert risen.level == node.level - 1
    _, old = find(after, above.uid)
    assert names(old.children) == names([child for child in above.children if child.uid != node.uid])
    siblings = list(risen_above.children if risen_above else after.outline)
    assert siblings[siblings.index(risen) - 1].uid == above.uid
    assert well_counted(after.outline)


@settings(max_examples=60, deadline=None)
@given(reports(), st.integers(0, 99))
def test_sinking_after_rising_gives_the_same_report(report: Report, number: int) -> None:
    above, node = find(report, some_node(report, number).uid)
    assume(above is not None and above.children[-1].uid == node.uid)
    risen = done(report, tree_moves.promote(report, node.uid))
    back = done(risen, tree_moves.demote(risen, node.uid))
    assert names(back.outline) == names(report.outline)
    assert [p.text for p in back.paragraphs] == [p.text for p in report.paragraphs]


@settings(max_examples=60, deadline=None)
@given(reports(), st.integers(0, 99), st.integers(0, 99), st.sampled_from(["before", "after", "inside"]))
def test_a_section_goes_whole_to_any_place(report: Report, number: int, other: int, where: tree_moves.Where) -> None:
    node, goal = some_node(report, number), some_node(report, other)
    try:
        plan = tree_moves.move_to(report, node.uid, goal.uid, where)
    except ReportError:
        return
    after = done(report, plan)
    assert names([find(after, node.uid)[1]]) == names([node])
    assert well_counted(after.outline)
    assert len(after.paragraphs) == len(report.paragraphs)


@settings(max_examples=60, deadline=None)
@given(reports(), st.lists(st.tuples(st.integers(0, 7), st.integers(0, 99)), max_size=6))
def test_any_steps_keep_every_character_they_do_not_name(report: Report, steps: list[tuple[int, int]]) -> None:
    kinds = (
        tree_moves.move_up, tree_moves.move_down, tree_moves.promote, tree_moves.demote, tree_moves.merge, tree_moves.delete,
        lambda r, uid: tree_moves.new_section(r, uid, "after"), lambda r, uid: tree_numbers.count_anew(r, "branch", uid),
    )  # fmt: skip
    for kind, number in steps:
        if not report.nodes():
            return
        try:
            plan = kinds[kind](report, some_node(report, number).uid)
        except ReportError:
            continue
        gone, come = Counter[str](), Counter[str]()
        for edit in plan.all_sure:
            if isinstance(edit, Retext):
                gone.update(report.by_uid[edit.uid].text[edit.start : edit.end])
                come.update(edit.new)
            elif isinstance(edit, Insert):
                come.update(edit.text)
            elif isinstance(edit, Remove):
                start = report.order[edit.first]
                stop = len(report.paragraphs) if edit.stop is None else report.order[edit.stop]
                gone.update("".join(p.text for p in report.paragraphs[start:stop]))
        before = Counter("".join(p.text for p in report.paragraphs))
        report = done(report, plan)
        assert Counter("".join(p.text for p in report.paragraphs)) == before - gone + come


@settings(max_examples=60, deadline=None)
@given(reports(), st.lists(st.tuples(st.integers(0, 99), st.integers(1, 9)), min_size=1, max_size=4))
def test_counting_anew_mends_any_count_and_twice_changes_nothing(report: Report, slips: list[tuple[int, int]]) -> None:
    lines = [p.text for p in report.paragraphs]
    for number, value in slips:
        node = some_node(report, number)
        at = report.order[node.uid]
        lines[at] = format_numeral(value, FORMS[node.level - 1]) + node.text
    wrong = read(*lines)
    right = done(wrong, tree_numbers.count_anew(wrong))
    assert tree_numbers.count_anew(right).does_nothing
