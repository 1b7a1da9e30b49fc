"""What the text says: series, counts, dates, names, repetition."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.findings import Severity
from app.core.profile import Profile
from tests.rules.reports import check, from_file, from_lines

TITLE = "青川市数据资源局关于2023年度法治政府建设情况的报告"


def test_a_series_may_run_over_paragraphs_and_start_anew_under_each_heading(profile: Profile) -> None:
    report = from_lines(
        TITLE, "一、主要举措和成效", "一是健全制度。抓好落实。", "二是优化流程。抓好落实。", "二、存在的不足", "主要有：一是力量不足；二是能力不强。",
    )  # fmt: skip
    assert check(report, profile, "GW-SEM-001") == ()


def test_a_missing_item_is_found_across_paragraphs(profile: Profile) -> None:
    report = from_lines(TITLE, "一、主要举措和成效", "一是健全制度。", "二是优化流程。", "四是强化监督。")
    (finding,) = check(report, profile, "GW-SEM-001")
    assert finding.spot.text == "四是"
    assert finding.message == "“二是”之后为“四是”：是漏项，还是序数误？"


def test_a_series_without_a_mark_before_its_first_word_is_whole(profile: Profile) -> None:
    report = from_lines(TITLE, "一、存在的不足", "主要原因一是力量不足，二是能力不强。")
    assert check(report, profile, "GW-SEM-001") == ()


@pytest.mark.parametrize(("said", "expected"), [("三", 0), ("四", 1), ("3", 0)])
def test_a_count_is_compared_with_the_items_below(said: str, expected: int, profile: Profile) -> None:
    report = from_lines(
        TITLE, "一、下一年度主要安排", f"重点抓好{said}项工作：", "（一）健全制度。抓好落实。", "（二）优化流程。抓好落实。", "（三）强化监督。抓好落实。",
    )  # fmt: skip
    assert len(check(report, profile, "GW-SEM-002")) == expected


def test_a_count_is_compared_with_items_that_go_on_in_the_next_paragraphs(profile: Profile) -> None:
    report = from_lines(TITLE, "一、主要举措和成效", "采取三项措施：一是健全制度。二是优化流程。", "三是强化监督。")
    assert check(report, profile, "GW-SEM-002") == ()


def test_an_ordinal_is_no_count(profile: Profile) -> None:
    report = from_lines(TITLE, "一、主要举措和成效", "重点抓好前两项工作：一是健全制度；二是优化流程；三是强化监督。")
    assert check(report, profile, "GW-SEM-002") == ()


@pytest.mark.parametrize(
    ("made", "severity"), [("2023年12月29日", Severity.INFO), ("2024年1月20日", None), ("2024年3月15日", Severity.WARNING)]
)
def test_the_day_of_an_annual_report(made: str, severity: Severity | None, profile: Profile) -> None:
    report = from_lines(TITLE, "市委、市政府：", "现将有关情况报告如下。", "青川市数据资源局", made)
    assert [f.severity for f in check(report, profile, "GW-SEM-005")] == ([] if severity is None else [severity])


def test_a_deadline_after_the_date_is_no_slip(profile: Profile) -> None:
    body = "请于2024年5月10日前完成报送，2024年6月1日起施行，截至2024年12月31日，力争实现全覆盖。"
    report = from_lines(
        "青川市数据资源局关于数据共享的通知", "各县（市、区）人民政府：", body, "青川市数据资源局", "2024年3月5日"
    )
    assert check(report, profile, "GW-SEM-006", "GW-SEM-017") == ()


def test_a_repeated_phrase_is_one_finding_with_both_places(profile: Profile) -> None:
    phrase = "推出更多便民利企的数据服务创新举措"
    report = from_lines(TITLE, "一、主要举措和成效", f"深入走访企业，{phrase}，成效明显。", f"下一步，{phrase}。")
    (finding,) = check(report, profile, "GW-SEM-010")
    assert [spot.text for spot in finding.spots] == [phrase, phrase]


@pytest.mark.parametrize(
    "phrase",
    [
        "《青川市政务数据资源共享开放管理暂行办法》",
        "习近平新时代中国特色社会主义思想",
        "（市数据资源局、市财政局、市司法局按职责分工负责）",
    ],
)
def test_titles_fixed_phrases_and_brackets_may_stand_twice(phrase: str, profile: Profile) -> None:
    report = from_lines(TITLE, "一、主要举措和成效", f"认真学习{phrase}，成效明显。", f"持续落实{phrase}。")
    assert check(report, profile, "GW-SEM-010") == ()


def test_items_in_a_row_are_no_empty_headings(profile: Profile) -> None:
    report = from_lines(
        TITLE, "一、任务分工", "（一）市数据资源局", "（二）市财政局", "（三）市司法局", "二、工作要求", "抓好落实。"
    )
    assert check(report, profile, "GW-SEM-019") == ()


@pytest.mark.corpus
def test_the_seed_report_gives_what_it_should(corpus: Path, profile: Profile) -> None:
    report = from_file(corpus / "seed.txt")
    codes = (
        "GW-TITLE",
        "GW-RCPT",
        "GW-LVL",
        "GW-SIGN-002",
        "GW-SIGN-013",
        "GW-SEM-0",
        "GW-DOC",
        "GW-HEAD",
        "GW-FZ-004",
        "GW-ATT",
    )
    mine = ("GW-TITLE-003", "GW-RCPT-002", "GW-SEM-005", "GW-SEM-010", "GW-SEM-012", "GW-FZ-004")
    found = [f.code for f in check(report, profile, *mine)]
    assert sorted(found) == sorted(
        ["GW-TITLE-003", "GW-RCPT-002", "GW-SEM-005", *["GW-SEM-010"] * 3, *["GW-SEM-012"] * 2, "GW-FZ-004"]
    )
    others = {f.code for f in check(report, profile, *codes)} - set(mine)
    assert not others & {"GW-LVL-003", "GW-LVL-004", "GW-SEM-001", "GW-SEM-002", "GW-LVL-011", "GW-DOC-001", "GW-HEAD-015"}
