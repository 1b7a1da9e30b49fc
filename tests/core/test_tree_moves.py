"""Steps on the tree of a report: what moves, what is counted anew, what is said of it elsewhere."""

from __future__ import annotations

import pytest

from app.core import tree_lines, tree_moves, tree_numbers
from app.core.apply import apply
from app.core.batch import arrange
from app.core.errors import ReportError
from app.core.planning import Plan
from app.core.profile import Profile
from app.core.report import Report
from app.core.tree import Tree
from app.core.understand import understand
from tests.core.structure import read, shape

LINES = (
    "关于数据工作情况的报告", "市政府：", "现将有关情况报告如下，请审阅。有关安排见第三部分和第（二）部分。",
    "一、工作回顾", "（一）健全制度。今年以来，我局认真健全制度，成效明显，群众满意度稳步提升。",
    "（二）优化流程。今年以来，我局认真优化流程，成效明显，群众满意度稳步提升。",
    "（三）强化监督。今年以来，我局认真强化监督，成效明显，群众满意度稳步提升。",
    "二、存在问题", "基层力量不足，仍有差距，需要继续努力改进。前述第（二）项还不够扎实。",
    "三、下步打算", "（一）抓好落实。压实责任，一是抓早；二是抓小；三是抓实。", "特此报告。", "某某市数据局", "2024年3月5日",
)  # fmt: skip


@pytest.fixture
def report() -> Report:
    return read(*LINES)


def uid(report: Report, text: str) -> int:
    return next(node.uid for node in report.nodes() if node.text == text)


def done(report: Report, plan: Plan, profile: Profile) -> Report:
    return understand(apply(report, arrange(plan.all_sure), profile))


def texts(report: Report) -> list[str]:
    return [p.text for p in report.paragraphs]


def test_a_section_moves_with_its_content_and_the_numerals_follow(report: Report, profile: Profile) -> None:
    after = done(report, tree_moves.move_up(report, uid(report, "下步打算")), profile)
    assert [row[:3] for row in shape(after)] == [
        (1, "一、", "工作回顾"), (2, "（一）", "健全制度"), (2, "（二）", "优化流程"), (2, "（三）", "强化监督"),
        (1, "二、", "下步打算"), (2, "（一）", "抓好落实"), (1, "三、", "存在问题"),
    ]  # fmt: skip
    assert texts(after)[-3] == "特此报告。", "the farewell belongs to the report, not to its last section"


def test_mentions_follow_and_name_what_they_change(report: Report) -> None:
    plan = tree_moves.move_up(report, uid(report, "下步打算"))
    assert [(m.old, m.new, m.sure) for m in plan.mentions] == [("三", "二", True)]


def test_a_mention_takes_the_form_of_the_other_level(report: Report, profile: Profile) -> None:
    plan = tree_moves.promote(report, uid(report, "优化流程"))
    assert ("（二）", "二") in [(m.old, m.new) for m in plan.mentions]
    assert "见第四部分和第二部分" in texts(done(report, plan, profile))[2]


def test_another_documents_articles_are_no_mention() -> None:
    report = read(
        "某某办法", "第一条 为规范管理，制定本办法。", "第二条 依照《条例》第三条和民法典第二条执行。", "第三条 见本办法第二条。"
    )
    plan = tree_moves.move_up(report, uid(report, report.nodes()[2].text))
    assert [(m.uid, m.old, m.new) for m in plan.mentions] == [(3, "二", "三")]


def test_promoting_takes_the_whole_subtree_and_leaves_later_siblings(report: Report, profile: Profile) -> None:
    after = done(report, tree_moves.promote(report, uid(report, "优化流程")), profile)
    assert [row[:3] for row in shape(after)][:5] == [
        (1, "一、", "工作回顾"), (2, "（一）", "健全制度"), (2, "（二）", "强化监督"), (1, "二、", "优化流程"), (1, "三、", "存在问题"),
    ]  # fmt: skip


def test_demoting_after_promoting_a_last_child_gives_the_same_report(report: Report, profile: Profile) -> None:
    last = uid(report, "强化监督")
    up = done(report, tree_moves.promote(report, last), profile)
    down = done(up, tree_moves.demote(up, last), profile)
    assert shape(down) == shape(report)
    assert texts(down) == texts(report)


def test_demoting_a_section_takes_its_children_one_form_further(report: Report, profile: Profile) -> None:
    after = done(report, tree_moves.demote(report, uid(report, "下步打算")), profile)
    assert [row[:3] for row in shape(after)][-3:] == [(1, "二、", "存在问题"), (2, "（一）", "下步打算"), (3, "1.", "抓好落实")]


def test_what_cannot_be_done_says_why(report: Report) -> None:
    for step, text in (
        (tree_moves.move_up, "工作回顾"), (tree_moves.move_down, "下步打算"), (tree_moves.promote, "工作回顾"),
        (tree_moves.demote, "工作回顾"), (tree_moves.merge, "工作回顾"), (tree_lines.own_line, "工作回顾"),
    ):  # fmt: skip
        with pytest.raises(ReportError):
            step(report, uid(report, text))
    with pytest.raises(ReportError, match="自己里面"):
        tree_moves.move_to(report, uid(report, "工作回顾"), uid(report, "强化监督"), "before")


def test_deleting_closes_the_gap(report: Report, profile: Profile) -> None:
    plan = tree_moves.delete(report, uid(report, "工作回顾"))
    assert plan.gone == 4
    assert [row[:3] for row in shape(done(report, plan, profile))] == [
        (1, "一、", "存在问题"), (1, "二、", "下步打算"), (2, "（一）", "抓好落实"),
    ]  # fmt: skip


def test_a_new_section_is_counted_in_and_its_blanks_are_found(report: Report, profile: Profile) -> None:
    after = done(report, tree_moves.new_section(report, uid(report, "存在问题"), "after"), profile)
    assert "三、【待写标题】" in texts(after)
    assert "四、下步打算" in texts(after)


def test_merging_makes_the_heading_a_paragraph_and_counts_its_children_on(report: Report, profile: Profile) -> None:
    moved = done(report, tree_moves.move_up(report, uid(report, "下步打算")), profile)
    after = done(moved, tree_moves.merge(moved, uid(moved, "下步打算")), profile)
    assert [row[:3] for row in shape(after)] == [
        (1, "一、", "工作回顾"), (2, "（一）", "健全制度"), (2, "（二）", "优化流程"), (2, "（三）", "强化监督"),
        (2, "（四）", "抓好落实"), (1, "二、", "存在问题"),
    ]  # fmt: skip
    assert "下步打算" in texts(after)


def test_splitting_at_the_caret(report: Report, profile: Profile) -> None:
    at = LINES[8].index("前述")
    after = done(report, tree_moves.split_section(report, 8, at), profile)
    assert texts(after)[8:12] == [LINES[8][:at], "三、【待写标题】", LINES[8][at:], "四、下步打算"]


def test_a_run_in_heading_gets_its_own_line_and_back(report: Report, profile: Profile) -> None:
    node = uid(report, "优化流程")
    apart = done(report, tree_lines.own_line(report, node), profile)
    assert "（二）优化流程" in texts(apart)
    back = done(apart, tree_lines.run_in(apart, node), profile)
    assert texts(back) == texts(report)


def test_items_become_paragraphs_and_back(report: Report, profile: Profile) -> None:
    apart = done(report, tree_lines.items_apart(report, 10), profile)
    assert texts(apart)[10:14] == ["（一）抓好落实。压实责任，", "一是抓早；", "二是抓小；", "三是抓实。"]
    assert texts(done(apart, tree_lines.items_together(apart, 10), profile)) == texts(report)


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (["一、甲情况", "二、乙情况", "四、丙情况"], ["一、甲情况", "二、乙情况", "三、丙情况"]),
        (["一、甲情况", "二、乙情况", "二、丙情况"], ["一、甲情况", "二、乙情况", "三、丙情况"]),
        (["一、甲情况", "1、子项目", "2.丑项目", "3、寅项目"], ["一、甲情况", "1.子项目", "2.丑项目", "3.寅项目"]),
        (["一、甲情况", "(一)子项目", "(二)丑项目"], ["一、甲情况", "（一）子项目", "（二）丑项目"]),
        (["一、甲情况", "（1）子项目", "（2）丑项目"], ["一、甲情况", "（一）子项目", "（二）丑项目"]),
        (["一、甲情况", "（一）子项目", "二、乙情况", "（二）丑项目", "三、丙情况", "（三）寅项目"], None),  # counts on: a habit
    ],
)
def test_counting_anew(lines: list[str], wanted: list[str] | None, profile: Profile) -> None:
    filled = [line for heading in lines for line in (heading, "各项工作稳步推进，成效明显，群众满意度不断提升。")]
    report = read("关于工作情况的报告", *filled)
    plan = tree_numbers.count_anew(report)
    after = done(report, plan, profile)
    assert texts(after)[1::2] == (wanted or lines)
    assert tree_numbers.count_anew(after).does_nothing


def test_items_are_counted_too(profile: Profile) -> None:
    report = read("关于工作情况的报告", "一、甲情况", "今年以来，一是抓早；三是抓小；四是抓实，各项工作稳步推进。")
    assert texts(done(report, tree_numbers.count_anew(report), profile))[2].count("二是抓小；三是抓实") == 1


def test_only_the_chosen_series_or_branch_is_counted(profile: Profile) -> None:
    text = "各项工作稳步推进，成效明显，群众满意度不断提升。"
    report = read("关于工作情况的报告", "一、甲情况", text, "三、乙情况", text, "（一）子项目", text, "（三）丑项目", text)
    series = done(report, tree_numbers.count_anew(report, "series", 3), profile)
    assert texts(series)[3::2] == ["二、乙情况", "（一）子项目", "（三）丑项目"]
    branch = done(report, tree_numbers.count_anew(report, "branch", 3), profile)
    assert texts(branch)[3::2] == ["三、乙情况", "（一）子项目", "（二）丑项目"]


def test_tables_and_attachments_are_counted_and_mentions_follow(profile: Profile) -> None:
    report = read("关于工作情况的报告", "市政府：", "现将情况报告如下，详见表3和表5。", "表3 甲情况", "表5 乙情况", "特此报告。")
    plan = tree_numbers.count_anew(report)
    assert [(m.old, m.new) for m in plan.mentions] == [("3", "1"), ("5", "2")]
    assert texts(done(report, plan, profile))[2:5] == ["现将情况报告如下，详见表1和表2。", "表1 甲情况", "表2 乙情况"]


def test_a_tree_knows_where_its_sections_stop(report: Report) -> None:
    tree = Tree(report)
    spans = [tree.span(twig) for twig in tree.twigs]
    assert spans == [(3, 7), (4, 5), (5, 6), (6, 7), (7, 9), (9, 11), (10, 11)]


def test_chapters_and_articles_are_counted_from_one_wherever_the_first_goes(profile: Profile) -> None:
    lines = [
        "第一章　总则",
        "第一条　为规范管理，制定本办法。",
        "第二章　职责",
        "第二条　各部门按照职责分工负责。",
        "第三条　依照本办法第一条执行。",
    ]
    report = read("某某市数据管理办法", *lines)
    after = done(report, tree_moves.move_down(report, uid(report, "总则")), profile)
    assert texts(after)[1:] == [
        "第一章　职责", "第一条　各部门按照职责分工负责。", "第二条　依照本办法第三条执行。", "第二章　总则", "第三条　为规范管理，制定本办法。",
    ]  # fmt: skip


def test_a_clause_of_a_cited_law_is_no_mention() -> None:
    report = read(
        "某某办法",
        "第一条 甲事项如下：",
        "（一）子项；",
        "（二）丑项。",
        "第二条 税法第六条第一款第二项、第一项所称费用，另行规定。",
    )
    assert not tree_moves.move_up(report, uid(report, "丑项")).mentions
