"""Understanding again after any step of typing: what a reading afresh says, without one."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import pytest

from app.core import understand as understanding
from app.core.report import CharFormat, Kind, Node, Paragraph, Report, Run, Table
from app.core.understand import understand
from tests.core.splices import Typist, compare
from tests.core.structure import BODY_TEXT, kinds, raw, styled

REPORTS, STEPS = 50, 25

LINES = (
    "青川市数据资源局关于2023年度数据治理情况的报告", "市政府：", BODY_TEXT, "一、主要成效", BODY_TEXT, "（一）抓归集。" + BODY_TEXT,
    "（二）抓共享", "1.压实责任。" + BODY_TEXT, "2.强化督导。" + BODY_TEXT, BODY_TEXT, "二、存在问题", BODY_TEXT + "一是慢。二是少。",
    "（一）覆盖面窄", BODY_TEXT, "（二）更新慢", BODY_TEXT, BODY_TEXT, "青川市数据资源局", "2023年12月29日", "附件", "清单", "一、任务", BODY_TEXT,
)  # fmt: skip


@pytest.mark.parametrize("seed", range(REPORTS))
def test_after_any_step_it_reads_as_afresh(seed: int) -> None:
    typist = Typist(random.Random(seed))
    by_hand, read = typist.kinds(), typist.report
    step = understand(read, by_hand)
    for _ in range(STEPS):
        before, read_before = step, read
        read = typist.step()
        by_hand = typist.kinds() if typist.chance.random() < 0.1 else by_hand
        step = understand(read, by_hand, before)
        compare(before, read_before, step, read, by_hand)


def _spliced(report: Report, at: int, removed: int, *texts: str) -> Report:
    uid = max(p.uid for p in report.paragraphs) + 1
    made = [Paragraph(uid + number, text) for number, text in enumerate(texts)]
    return replace(report, paragraphs=(*report.paragraphs[:at], *made, *report.paragraphs[at + removed :]))


def _retyped(report: Report, at: int, text: str) -> Report:
    p = replace(report.paragraphs[at], text=text)
    return replace(report, paragraphs=(*report.paragraphs[:at], p, *report.paragraphs[at + 1 :]))


def _steps(report: Report) -> Sequence[Report]:
    """What a clerk types in running text, each from `report`."""
    texts = [p.text for p in report.paragraphs]
    parted = [_spliced(_retyped(report, at, texts[at][:8]), at + 1, 0, texts[at][8:]) for at in (2, 4, 5, 8, 9, 11, 16)]
    joined = [_spliced(_retyped(report, at - 1, texts[at - 1] + texts[at]), at, 1) for at in (4, 5, 6, 8, 9, 11, 13, 16)]
    numbered = [
        _retyped(report, at, mark + texts[at]) for at in (4, 9, 13, 15) for mark in ("三、", "（三）", "3.", "（1）", "①")
    ]
    plain = [_retyped(report, at, texts[at][3:]) for at in (3, 5, 6, 8, 10, 12, 14)]
    gone = [_spliced(report, at, count) for at in (4, 5, 9, 10, 13) for count in (1, 3)]
    at_end = [_spliced(report, 17, 0, text) for text in ("", "三", "三、", "三、下步打算")]
    pasted = [_spliced(report, 10, 0, "（三）建机制", BODY_TEXT, "三、下步打算", BODY_TEXT)]
    return [*parted, *joined, *numbered, *plain, *gone, *at_end, *pasted]


def test_typing_in_running_text_grows_no_tree_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    report = raw(*LINES)
    steps = _steps(report)
    fresh = [understand(step) for step in steps]
    understood = [understand(report) for _ in steps]
    monkeypatch.setattr(understanding, "grown", None)  # a reading in full would fail
    for before, step, expected in zip(understood, steps, fresh, strict=True):
        made = understand(step, {}, before)
        assert [p.role for p in made.paragraphs] == [p.role for p in expected.paragraphs]
        assert (made.outline, made.elements) == (expected.outline, expected.elements)
        back = understand(report, {}, made)
        assert (back.outline, back.elements) == (before.outline, before.elements)


def _nodes(report: Report) -> dict[int, Node]:
    return {node.uid: node for node in report.nodes()}


def test_a_new_section_at_the_end_leaves_the_others_as_they_are() -> None:
    report = raw(*LINES)
    first = understand(report)
    made = understand(_spliced(report, 17, 0, "三、下步打算"), {}, first)
    assert [node.text for node in made.outline] == ["主要成效", "存在问题", "下步打算", "任务"]
    assert [node is _nodes(first).get(node.uid) for node in made.outline] == [True, True, False, True]
    assert made.elements is first.elements
    assert kinds(made)[17:20] == ["LEVEL1", "SIGNATURE", "DATE"]


def test_only_the_sections_above_a_new_heading_are_made_anew() -> None:
    report = raw(*LINES)
    first = understand(report)
    made = understand(_retyped(report, 9, "3.建立机制。" + BODY_TEXT), {}, first)
    known = _nodes(first)
    assert {at for at, node in _nodes(made).items() if node is not known.get(at)} == {3, 6, 9}


def test_a_line_that_turns_into_text_hands_its_sections_on() -> None:
    report = raw(*LINES)
    first = understand(report)
    made = understand(_retyped(report, 10, "存在问题"), {}, first)
    assert [node.text for node in made.outline] == ["主要成效", "任务"]
    assert [node.numeral for node in made.outline[0].children] == ["（一）", "（二）", "（一）", "（二）"]


def test_a_key_in_another_story_leaves_the_flow_as_it_is() -> None:
    report = replace(
        raw(*LINES), others=(Paragraph(100, "青川市数据资源局文件", story="textbox:0"), Paragraph(101, "甲", story="header:0"))
    )
    first = understand(report)
    made = understand(replace(report, others=(report.others[0], replace(report.others[1], text="抄送：甲"))), {}, first)
    assert made.paragraphs == first.paragraphs
    assert made.others[0] is first.others[0]
    assert [p.kind for p in made.others] == [Kind.OTHER, Kind.COPY_TO]


def _sequences() -> Iterator[tuple[str, list[Report]]]:
    """What random steps seldom come upon."""
    long, bold = BODY_TEXT * 2, CharFormat(bold=True)
    looks = raw(
        "甲市关于工作情况的报告", "市政府：", Paragraph(2, "存在问题", (Run(0, 4, bold),)), long, *["短句。"] * 6, long, "短句。"
    )
    yield "most text looks otherwise", [looks, _retyped(looks, 11, long), looks]
    weak = raw("甲市关于工作情况的报告", "市政府：", BODY_TEXT, "1 范围", "2 依据", BODY_TEXT)
    yield "a weak ordinal falls and rises", [weak, _retyped(weak, 3, "范围"), _retyped(weak, 3, "1 范围"), weak]
    alone = raw("甲市关于工作情况的报告", "市政府：", *[BODY_TEXT] * 6, "5 范围", *[BODY_TEXT] * 9)
    lower = _spliced(alone, 2, 0, *["句子。"] * 9)
    gone = _spliced(lower, 17, 1)
    yield "a fallen ordinal moves and goes", [alone, lower, gone, _retyped(gone, 23, "6 依据")]
    named = raw("甲市关于工作情况的报告", "市政府：", "一、情况", "1.名称。", "2.范围。", *[BODY_TEXT] * 6, "二、问题", BODY_TEXT)
    tables = [replace(named, tables=(Table("table:0", 1, 1, (), after),)) for after in (9, 4, 3, 11)]
    yield "a table moves by itself", tables
    heads = ("heading 2", "（一）甲"), ("heading 2", "（二）乙"), ("heading 3", "1.丙"), ("heading 2", "1.丁"), ("Normal", "①细")
    heads = (*heads, ("Normal", "②粗"), ("heading 2", "戊"))
    styles = raw(
        "甲市关于工作情况的报告",
        "市政府：",
        *[styled(at, text, style=style) for at, (style, text) in enumerate(heads, 2)],
        "一、己",
    )
    other = (*styles.paragraphs[:5], styled(5, "1.丁", style="heading 3"), *styles.paragraphs[6:])
    yield "a heading takes the style of another level", [styles, replace(styles, paragraphs=other), styles]
    far = raw(
        "甲市关于工作情况的报告",
        "市政府：",
        "一、情况",
        "7.甲",
        "（8）乙",
        *[BODY_TEXT] * 6,
        "9.丙",
        "二、问题",
        "3.丁",
        "（一）戊",
    )
    yield (
        "a slip whose next ordinal changes",
        [far, _retyped(far, 11, "1.丙"), far, _retyped(far, 11, "10.丙"), _spliced(far, 11, 1), far],
    )
    titled = raw("甲市关于工作情况的报告", "市政府：", "各位代表", "一、情况", BODY_TEXT, "二、问题")
    yield (
        "text that comes to stand above the body",
        [titled, _retyped(titled, 1, "市政府"), titled, _spliced(titled, 1, 1), titled],
    )


@pytest.mark.parametrize(("reports"), [pytest.param(reports, id=name) for name, reports in _sequences()])
def test_what_seldom_happens_reads_as_afresh(reports: list[Report]) -> None:
    step = understand(reports[0])
    for before, read in pairwise(reports):
        step, was = understand(read, {}, step), step
        compare(was, before, step, read, {})
