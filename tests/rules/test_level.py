"""Numerals of headings: order, form, and what the fixes write."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.apply import apply
from app.core.findings import Safety, Severity
from app.core.profile import Profile
from app.core.report import Report
from tests.rules.reports import cases, check, from_file, from_lines, places

HEAD = ("青川市数据资源局关于数据共享情况的报告", "市人民政府：")


def _fixed(report: Report, profile: Profile, code: str) -> list[str]:
    edits = [edit for finding in check(report, profile, code) for edit in finding.edits]
    return [p.text for p in apply(report, edits, profile).paragraphs]


def _numbered(*numerals: str) -> Report:
    lines = [line for numeral in numerals for line in (f"{numeral}健全制度", "全市上下抓好落实，取得明显成效。")]
    return from_lines(*HEAD, *lines)


def test_a_gap_asks_whether_a_paragraph_was_lost_and_renumbers_the_rest(profile: Profile) -> None:
    report = _numbered("一、", "二、", "四、", "五、")
    (finding,) = check(report, profile, "GW-LVL-003")
    assert finding.message == "二、后为四、：是漏段，还是编号误？"
    assert finding.safety is Safety.CONFIRM
    assert [t[:2] for t in _fixed(report, profile, "GW-LVL-003")[2::2]] == ["一、", "二、", "三、", "四、"]


def test_one_wrong_number_is_mended_alone(profile: Profile) -> None:
    report = _numbered("一、", "二、", "四、", "四、", "五、")
    assert len(check(report, profile, "GW-LVL-003")) == 1
    assert [t[:2] for t in _fixed(report, profile, "GW-LVL-003")[2::2]] == ["一、", "二、", "三、", "四、", "五、"]


def test_the_form_of_the_numeral_stays(profile: Profile) -> None:
    report = _numbered("1、", "2、", "4、", "5、")
    assert [t[:2] for t in _fixed(report, profile, "GW-LVL-003")[2::2]] == ["1、", "2、", "3、", "4、"]


def test_counting_on_across_parents_is_a_habit_not_a_fault(profile: Profile) -> None:
    report = _numbered("一、", "（一）", "（二）", "二、", "（三）", "（四）", "三、", "（五）")
    assert check(report, profile, "GW-LVL-003", "GW-LVL-004") == ()


def test_a_gap_inside_that_habit_is_found(profile: Profile) -> None:
    report = _numbered("一、", "（一）", "（二）", "二、", "（三）", "（五）", "三、", "（六）")
    (finding,) = check(report, profile, "GW-LVL-003")
    assert finding.spot.text == "（五）"


def test_starting_anew_and_counting_on_do_not_mix(profile: Profile) -> None:
    report = _numbered("一、", "（一）", "（二）", "二、", "（一）", "（二）", "三、", "（三）")
    (finding,) = check(report, profile, "GW-LVL-004")
    assert finding.severity is Severity.WARNING
    assert finding.suggestion == "（一）"


def test_an_attachment_starts_anew(profile: Profile) -> None:
    report = from_lines(
        *HEAD, "一、健全制度", "抓好落实。", "二、优化流程", "抓好落实。", "附件：数据共享任务清单", "青川市数据资源局", "2024年3月5日",
        "附件", "数据共享任务清单", "一、目录编制", "三月底前完成。", "二、系统接入", "六月底前完成。",
    )  # fmt: skip
    assert check(report, profile, "GW-LVL-003", "GW-LVL-004") == ()


def test_a_text_within_a_text_keeps_its_own_count(profile: Profile) -> None:
    report = _numbered("一、", "一、", "二、", "三、", "二、", "一、", "二、", "三、")
    assert check(report, profile, "GW-LVL-003") == ()


def test_half_width_brackets_of_a_converted_text_are_left_to_the_rule_on_marks(profile: Profile) -> None:
    lines = ("(一)健全制度", "全市上下抓好落实,取得明显成效,群众满意:", "(二)优化流程", "全市上下抓好落实,取得明显成效,群众满意;")
    assert check(from_lines(*HEAD, "一、工作回顾", *lines), profile, "GW-LVL-009") == ()
    alone = ("(一)健全制度", "抓好落实。", "(二)优化流程", "抓好落实。")
    (finding,) = check(from_lines(*HEAD, "一、工作回顾", *alone), profile, "GW-LVL-009")
    assert len(finding.spots) == 2


def test_one_below_one_is_only_a_hint_at_the_upper_heading(profile: Profile) -> None:
    (finding,) = check(_numbered("一、", "1.", "2.", "二、", "1.", "2."), profile, "GW-LVL-002")
    assert finding.severity is Severity.INFO
    assert {spot.text for spot in finding.spots} == {"一、", "二、"}


CODES = {
    "numeral.skip": "GW-LVL-003", "numeral.duplicate": "GW-LVL-003", "numeral.level_form": "GW-LVL-001", "numeral.separator": None,
    "numeral.extra_mark": "GW-LVL-007", "numeral.fullwidth_dot": "GW-LVL-008", "numeral.halfwidth_paren": "GW-LVL-009",
}  # fmt: skip


@pytest.mark.corpus
def test_every_injected_fault_of_numerals_is_found(corpus: Path, profile: Profile) -> None:
    checked = 0
    for case in cases(corpus):
        report = from_file(case.path)
        for defect in case.truth["defects"]:
            if defect["kind"] in CODES and defect.get("certainty", "clear") == "clear":
                found = places(check(report, profile, CODES[defect["kind"]] or "GW-LVL"), report)
                assert any(index == defect["para"] for index, _, _ in found), defect
                checked += 1
    assert checked >= 8
