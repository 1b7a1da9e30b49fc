"""An 一是… item moves by itself: ordinals and end marks stay with the places, the words go with all that they hold."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core import item_moves, tree_numbers
from app.core.apply import apply
from app.core.batch import arrange
from app.core.edits import Move, Rearrange, Retext
from app.core.errors import ReportError
from app.core.item_lists import item_lists
from app.core.planning import Plan
from app.core.profile import load_profile
from app.core.report import Report
from app.core.understand import understand
from tests.core.structure import BODY_TEXT, read

PROFILE = load_profile(None)
HEAD = ("关于数据工作情况的报告", "市政府：", "现将有关情况报告如下，请审阅。", "一、下步打算")


def done(report: Report, plan: Plan) -> Report:
    return understand(apply(report, arrange(plan.all_sure), PROFILE))


def key(report: Report, words: str) -> item_moves.Key:
    """Where the item whose words begin like that begins."""
    every = [member for one in item_lists(report) for member in one.members]
    return next(m.key for m in every if report.by_uid[m.item.uid].text[m.start :].startswith(words))


def texts(report: Report) -> list[str]:
    return [p.text for p in report.paragraphs[len(HEAD) :]]


def moved(lines: list[str], words: str, step: str = "up") -> list[str]:
    report = read(*HEAD, *lines)
    plan = (item_moves.move_up if step == "up" else item_moves.move_down)(report, key(report, words))
    after = done(report, plan)
    assert plan.focus is not None
    assert (plan.focus, plan.at) in {member.key for one in item_lists(after) for member in one.members}
    return texts(after)


def carried(lines: list[str], words: str, target: str, where: item_moves.Where) -> list[str]:
    report = read(*HEAD, *lines)
    plan = item_moves.move_to(report, key(report, words), key(report, target), where)
    after = done(report, plan)
    assert plan.focus is not None
    assert (plan.focus, plan.at) in {member.key for one in item_lists(after) for member in one.members}
    return texts(after)


@pytest.mark.parametrize(
    ("before", "words", "after"),
    [
        ("要抓紧。一是抓早；二是抓小；三是抓实。", "三是", "要抓紧。一是抓早；二是抓实；三是抓小。"),
        ("一是抓早。二是抓小。三是抓实。", "二是", "一是抓小。二是抓早。三是抓实。"),
        ("一要抓早，二要抓小，三要抓实！", "三要", "一要抓早，二要抓实！三要抓小。"),
        ("首先，抓早；其次，抓小；最后，抓实。", "最后", "首先，抓早；其次，抓实；最后，抓小。"),
        ("第一，抓早。一是甲事；二是乙事。第二，抓小。", "第二", "第一，抓小。第二，抓早。一是甲事；二是乙事。"),
        ("第一，抓早。一是甲事；二是乙事。第二，抓小。", "二是", "第一，抓早。一是乙事；二是甲事。第二，抓小。"),
        ("会议提出“要抓紧，一是抓早；二是抓小”。", "二是", "会议提出“要抓紧，一是抓小；二是抓早”。"),
        ("措施（要抓紧：一是抓早；二是抓小）已落实。", "二是", "措施（要抓紧：一是抓小；二是抓早）已落实。"),
        ("一是抓早；二是抓小。以上两条都已落实。", "二是", "一是抓小；二是抓早。以上两条都已落实。"),
        ("一是抓早。多开会。二是抓小。多检查。", "二是", "一是抓小。多检查。二是抓早。多开会。"),
        ("要求：\n一是抓早；\n二是抓小。", "二是", "要求：\n一是抓小；\n二是抓早。"),
        ("前文。十是抓早；十一是抓小；十二是抓实。", "十一是", "前文。十是抓小；十一是抓早；十二是抓实。"),
    ],
)
def test_inside_a_paragraph(before: str, words: str, after: str) -> None:
    assert moved([before], words) == [after]


def test_paragraphs_of_their_own_move_whole_with_what_follows_them() -> None:
    lines = ["要抓紧：", "一是抓早。", BODY_TEXT, "二是抓小；", "三是抓实。" + BODY_TEXT]
    report = read(*HEAD, *lines)
    plan = item_moves.move_up(report, key(report, "二是"))
    assert any(isinstance(edit, Move) for edit in plan.edits)
    assert texts(done(report, plan)) == ["要抓紧：", "一是抓小；", "二是抓早。", BODY_TEXT, lines[4]]


def test_the_last_item_takes_its_paragraphs_where_the_others_have_some() -> None:
    lines = ["一是抓早。", BODY_TEXT, "二是抓小。", BODY_TEXT[::-1]]
    assert moved(lines, "二是") == ["一是抓小。", BODY_TEXT[::-1], "二是抓早。", BODY_TEXT]
    assert moved([*lines[:1], *lines[2:]], "二是") == ["一是抓小。", "二是抓早。", BODY_TEXT[::-1]]


def test_the_lead_stays_where_the_first_item_runs_on_after_it() -> None:
    lines = ["要抓紧，一是抓早；", "二是抓小；", "三是抓实。"]
    assert moved(lines, "三是", "up") == ["要抓紧，一是抓早；", "二是抓实；", "三是抓小。"]
    assert moved(lines, "一是", "down") == ["要抓紧，一是抓小；", "二是抓早；", "三是抓实。"]


def test_what_is_said_of_an_item_follows() -> None:
    line = "一是抓早；二是抓小；三是抓实。上述第三点和《办法》第三项有关，前述第（三）项无关。"
    assert moved([line], "三是") == [
        "一是抓早；二是抓实；三是抓小。上述第二点和《办法》第三项有关，前述第（三）项无关。",
    ]  # fmt: skip


TWO = ["工作如下。一是抓早；二是抓小。", "（一）学习方面", "要求如下。一是读书；二是看报；三是听讲。"]


@pytest.mark.parametrize(
    ("words", "target", "where", "after"),
    [
        (
            "一是抓早",
            "二是看报",
            "before",
            ["工作如下。一是抓小。", TWO[1], "要求如下。一是读书；二是抓早；三是看报；四是听讲。"],
        ),
        ("二是抓小", "三是听讲", "after", ["工作如下。一是抓早。", TWO[1], "要求如下。一是读书；二是看报；三是听讲；四是抓小。"]),
        (
            "三是听讲",
            "一是抓早",
            "before",
            ["工作如下。一是听讲；二是抓早；三是抓小。", TWO[1], "要求如下。一是读书；二是看报。"],
        ),
        (
            "一是读书",
            "一是抓早",
            "inside",
            ["工作如下。一是抓早；二是读书；三是抓小。", TWO[1], "要求如下。一是看报；二是听讲。"],
        ),
        ("二是看报", "一是读书", "inside", [*TWO[:2], "要求如下。一是看报；二是读书；三是听讲。"]),
        ("一是读书", "三是听讲", "inside", [*TWO[:2], "要求如下。一是看报；二是听讲；三是读书。"]),
        ("一是读书", "三是听讲", "before", [*TWO[:2], "要求如下。一是看报；二是读书；三是听讲。"]),
    ],
)
def test_dragging_to_another_item(words: str, target: str, where: item_moves.Where, after: list[str]) -> None:
    assert carried(TWO, words, target, where) == after


def test_an_item_that_comes_to_run_on_is_set_off_from_the_next() -> None:
    lines = ["一是抓早；", "二是抓小。", "（一）学习方面", "要求如下，一是读书", "二是看报"]
    report = read(*HEAD, *lines)
    plan = item_moves.move_to(report, key(report, "二是抓小"), key(report, "一是读书"), "after")
    assert texts(done(report, plan))[2:] == ["要求如下，一是读书", "二是抓小", "三是看报"]
    assert moved(["一是抓早？二是抓小", "三是抓实；"], "二是") == ["一是抓小；二是抓早？", "三是抓实；"]
    lines = ["一是抓早；二是抓小。", "（一）学习方面", "要求如下，一是读书", "二是看报"]
    assert carried(lines, "一是抓早", "一是读书", "before")[2:] == ["要求如下，一是抓早；二是读书", "三是看报"]


def test_dragging_to_a_heading() -> None:
    report = read(*HEAD, *TWO)
    heading = report.nodes()[1].uid
    for where, at in (("inside", 4), ("after", 1), ("before", 2)):
        plan = item_moves.move_under(report, key(report, "一是抓早"), heading, where)  # type: ignore[arg-type]
        assert [m.item.text for one in item_lists(done(report, plan)) for m in one.members if m.item.value == at].count(
            "抓早"
        ) == 1
    with pytest.raises(ReportError, match="已经在这个位置"):
        item_moves.move_under(report, key(report, "二是抓小"), heading, "before")
    plain = read(*HEAD, "一是抓早；二是抓小。", "二、其他事项", BODY_TEXT)
    with pytest.raises(ReportError, match="没有或不止一组"):
        item_moves.move_under(plain, key(plain, "一是"), plain.nodes()[1].uid, "inside")


def test_paragraphs_go_to_another_list_and_into_a_paragraph() -> None:
    apart = ["一是抓早；", "二是抓小。", "（一）学习方面", "一是读书；", "二是看报。", "（二）生活方面", "一是吃饭；二是睡觉。"]
    assert carried(apart, "一是抓早", "二是看报", "after") == [
        "一是抓小。", "（一）学习方面", "一是读书；", "二是看报；", "三是抓早。", "（二）生活方面", "一是吃饭；二是睡觉。",
    ]  # fmt: skip
    assert carried(apart, "二是看报", "二是睡觉", "before") == [
        "一是抓早；", "二是抓小。", "（一）学习方面", "一是读书。", "（二）生活方面", "一是吃饭；二是看报；三是睡觉。",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "target", "where", "after"),
    [
        (
            "一是抓早",
            "二是看报",
            "before",
            ["要抓紧：一是抓小。", "（一）学习方面", "　　一是读书；", "　　二是抓早；", "　　三是看报。"],
        ),
        (
            "一是抓早",
            "一是读书",
            "before",
            ["要抓紧：一是抓小。", "（一）学习方面", "　　一是抓早；", "　　二是读书；", "　　三是看报。"],
        ),
        (
            "二是抓小",
            "二是看报",
            "after",
            ["要抓紧：一是抓早。", "（一）学习方面", "　　一是读书；", "　　二是看报；", "　　三是抓小。"],
        ),
        ("二是看报", "二是抓小", "before", ["要抓紧：一是抓早；二是看报；三是抓小。", "（一）学习方面", "　　一是读书。"]),
    ],
)
def test_words_that_run_on_become_a_paragraph_and_back(
    words: str, target: str, where: item_moves.Where, after: list[str]
) -> None:
    lines = ["要抓紧：一是抓早；二是抓小。", "（一）学习方面", "　　一是读书；", "　　二是看报。"]
    report = read(*HEAD, *lines)
    plan = item_moves.move_to(report, key(report, words), key(report, target), where)
    changed = done(report, plan)
    assert texts(changed) == after
    assert not plan.missed(changed)


def test_first_and_last_words_are_dealt_anew() -> None:
    lines = ["首先，抓早；其次，抓小；最后，抓实。", "（一）学习方面", "首先，读书；最后，看报。首先，吃；其次，喝。"]
    after = carried(lines, "其次，抓小", "最后，看报", "before")
    assert after[0] == "首先，抓早；最后，抓实。"
    assert after[2].startswith("首先，读书；其次，抓小；最后，看报。")


@pytest.mark.parametrize(
    ("lines", "words", "target", "said"),
    [
        (["一是抓早；二是抓小。"], "一是", None, "第一条"),
        (["一是抓早；二要抓小。一要读书；二要看报。"], "一是", "一要", "同一种"),
        (["一是抓“早；二是抓”小。"], "二是", None, "引号"),
        (["第一，抓早。一是甲事。第二，抓小。", "（一）学习", "第一，读书。第二，看报。"], "第一，抓早", "第一，抓早", "已经"),
        (["先说。一是抓早。", BODY_TEXT, "二是抓小。"], "二是", None, "分段"),
    ],
)
def test_what_cannot_be_done_is_said(lines: list[str], words: str, target: str | None, said: str) -> None:
    report = read(*HEAD, *lines)
    here = key(report, words)
    goal = key(report, target) if target is not None else here
    with pytest.raises(ReportError, match=said):
        item_moves.move_up(report, here) if target is None else item_moves.move_to(report, here, goal, "before")


def test_nested_lists_are_counted_each_for_itself() -> None:
    line = "第一，抓早。一是甲事；二是乙事。第二，抓小。第{}，抓实。首先，读书；其次，看报。"
    report = read(*HEAD, line.format("二"))
    assert texts(done(report, tree_numbers.count_anew(report))) == [line.format("三")]


# --- any moves ------------------------------------------------------------------------------------------------------------

ENDS = ["；", "。", "，", "", "？"]


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Sections whose items run on, stand apart, or both, each named by a letter of its own."""
    names = iter("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄宇宙洪荒")
    lines: list[str] = []
    for number in draw(st.lists(st.integers(2, 4), min_size=1, max_size=3)):
        lines.append(f"{'一二三'[len([x for x in lines if '、' in x])]}、{next(names)}方面情况")
        word = draw(st.sampled_from(["是", "要"]))
        apart = draw(st.booleans())
        current = draw(st.sampled_from(["", "有关措施如下。", "（略）要抓紧："]))
        for value in range(1, number + 1):
            end = draw(st.sampled_from(ENDS if apart or value == number else ENDS[:2]))
            current += f"{'一二三四'[value - 1]}{word}{next(names)}事项有序推进{end}"
            if apart or draw(st.integers(0, 4)) == 0:
                lines.append(current)
                current = ""
        if current:
            lines.append(current + draw(st.sampled_from(["", "以上各项都要落实。"])))
    return read("关于数据工作情况的报告", "市政府：", "现将有关情况报告如下，请审阅。", *lines, "特此报告。")


@settings(max_examples=150, deadline=None)
@given(reports(), st.lists(st.tuples(st.integers(0, 4), st.integers(0, 99), st.integers(0, 99)), max_size=5))
def test_any_moves_change_only_what_they_name(report: Report, steps: list[tuple[int, int, int]]) -> None:
    kinds = (
        item_moves.move_up, item_moves.move_down, lambda r, k: item_moves.move_to(r, k, goal, "before"),
        lambda r, k: item_moves.move_to(r, k, goal, "after"), lambda r, k: item_moves.move_to(r, k, goal, "inside"),
    )  # fmt: skip
    for kind, number, other in steps:
        lists = item_lists(report)
        every = [member.key for one in lists for member in one.members]
        goal = every[other % len(every)]
        try:
            plan = kinds[kind](report, every[number % len(every)])
        except ReportError:
            continue
        changed = [(report.by_uid[e.uid].text[e.start : e.end], e.new) for e in plan.edits if isinstance(e, Retext)]
        assert len(changed) <= len(plan.numerals) + len(plan.marks) + 2
        before = Counter("".join(p.text for p in report.paragraphs))
        gone, come = (Counter("".join(texts)) for texts in zip(*changed, strict=True)) if changed else (Counter(), Counter())
        report = done(report, plan)
        assert Counter("".join(p.text for p in report.paragraphs)) == before - (gone - come) + (come - gone)
        after = item_lists(report)
        assert all(m.item.value == at for one in after for at, m in enumerate(one.members, 1))
        assert not plan.missed(report)


def test_one_step_moves_words_or_paragraphs_but_not_both() -> None:
    report = read(*HEAD, "一是抓早；二是抓小。")
    plan = item_moves.move_up(report, key(report, "二是"))
    assert sum(isinstance(edit, Rearrange) for edit in plan.edits) == 1
    assert not any(isinstance(edit, Move) for edit in plan.edits)
