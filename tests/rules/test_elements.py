"""Title, addressee, number, signature and date in each mode and stage."""

from __future__ import annotations

import pytest

from app.core.findings import Safety, Severity
from app.core.profile import Profile
from app.rules.api import Context, Mode, Stage
from app.rules.checker import Checker
from app.rules.examples import parse
from tests.rules.reports import check, from_lines

TITLE = "青川市数据资源局关于数据共享情况的报告"
HEAD = f"标志 青川市数据资源局文件\n文号 青数发〔2024〕5号\n标题 {TITLE}\n主送 市人民政府：\n正文 现将有关情况报告如下。"


def _codes(notation: str, profile: Profile, mode: Mode = "auto", stage: Stage = "review", *select: str) -> list[str]:
    return [f.code for f in Checker(Context(profile, mode, stage), select=select or None).check(parse(notation, profile))]


@pytest.mark.parametrize(("mode", "expected"), [("auto", 1), ("submitted", 1), ("published", 0), ("internal", 0)])
def test_a_signer_is_asked_for_where_a_head_is_there(mode: Mode, expected: int, profile: Profile) -> None:
    assert len(_codes(HEAD, profile, mode, "review", "GW-HEAD-015")) == expected


def test_no_signer_is_asked_for_without_a_head(profile: Profile) -> None:
    assert _codes(f"标题 {TITLE}\n主送 市人民政府：", profile, "submitted", "review", "GW-HEAD-015") == []


@pytest.mark.parametrize(("stage", "expected"), [("draft", 0), ("review", 0), ("issue", 1)])
def test_blanks_for_number_and_date_are_errors_at_issue_only(stage: Stage, expected: int, profile: Profile) -> None:
    blank = f"标志 青川市数据资源局文件\n文号 青数发〔2024〕　号\n标题 {TITLE}\n署名 青川市数据资源局\n日期 2024年　月　日"
    assert _codes(blank, profile, "auto", stage, "GW-HEAD-010").count("GW-HEAD-010") == expected
    assert _codes(blank, profile, "auto", stage, "GW-SIGN-002").count("GW-SIGN-002") == expected


@pytest.mark.parametrize(("mode", "expected"), [("auto", 0), ("submitted", 1), ("published", 0), ("internal", 0)])
def test_a_missing_addressee_is_a_finding_in_submitted_copies(mode: Mode, expected: int, profile: Profile) -> None:
    assert len(_codes(f"标题 {TITLE}\n正文 现将有关情况报告如下。", profile, mode, "review", "GW-RCPT-009")) == expected


def test_numbers_of_other_organs_are_never_batched_and_old_ones_stay(profile: Profile) -> None:
    report = from_lines(TITLE, "市人民政府：", "按照青政发[2019]5号文件和原青林字（1993）308号文件要求，抓好落实。")
    (finding,) = check(report, profile, "GW-HEAD-011")
    assert (finding.spot.text, finding.safety, finding.severity) == ("[2019]", Safety.CONFIRM, Severity.WARNING)


@pytest.mark.parametrize(
    ("line", "after", "safety"),
    [("市人民政府:", "：", Safety.SAFE), ("市人民政府；", "：", Safety.SAFE), ("市人民政府", "府：", Safety.CONFIRM)],
)
def test_the_colon_after_the_addressee(line: str, after: str, safety: Safety, profile: Profile) -> None:
    report = parse(f"标题 {TITLE}\n主送 {line}\n正文 现将有关情况报告如下。", profile)
    (finding,) = check(report, profile, "GW-RCPT-002")
    assert (finding.suggestion, finding.safety) == (after, safety)


def test_a_shortened_title_agrees_with_a_full_signature_but_not_the_other_way(profile: Profile) -> None:
    right = "标题 青川市数据局关于数据共享情况的报告\n署名 青川市数据资源局\n日期 2024年3月5日"
    wrong = f"标题 {TITLE}\n署名 青川市数据局\n日期 2024年3月5日"
    assert _codes(right, profile, "auto", "review", "GW-SIGN-001") == []
    assert _codes(wrong, profile, "auto", "review", "GW-SIGN-001") == ["GW-SEM-008"]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("青川市数据资源局2023年度法治政府建设情况的报告", Severity.WARNING),
        ("青川市数据资源局2023年度法治政府建设情况报告", Severity.INFO),
        ("青川市数据资源局2023年法治政府建设年度报告", None),
        ("青川市数据资源局关于2023年度法治政府建设情况的报告", None),
        ("青川市人民政府2023年政府工作报告", None),
    ],
)
def test_about_after_the_organ(title: str, expected: Severity | None, profile: Profile) -> None:
    found = check(from_lines(title, "市委、市政府：", "现将有关情况报告如下。"), profile, "GW-TITLE-003")
    assert [f.severity for f in found] == ([] if expected is None else [expected])


def test_old_dates_in_chinese_numerals_are_not_batched(profile: Profile) -> None:
    report = from_lines(TITLE, "市人民政府：", "现将有关情况报告如下。", "青川市数据资源局", "二00四年三月五日")
    (finding,) = check(report, profile, "GW-SIGN-002")
    assert (finding.severity, finding.safety, finding.suggestion) == (Severity.WARNING, Safety.CONFIRM, "2004年3月5日")


@pytest.mark.parametrize(
    ("code", "words", "day", "expected"),
    [
        ("GW-SIGN-002", "现将有关情况报告如下。", "二〇一二年六月三十日", Severity.INFO),
        ("GW-SIGN-002", "现将有关情况报告如下。", "二○一二年六月三十日", Severity.WARNING),
        ("GW-SIGN-002", "现将有关情况报告如下。", "二〇一二年七月一日", Severity.ERROR),
        ("GW-PUNC-010", "根据《青川市数据条例》、《青川市网格条例》办理。", "2012年5月31日", Severity.INFO),
        ("GW-PUNC-010", "根据《青川市数据条例》、《青川市网格条例》办理。", "2012年6月1日", Severity.WARNING),
        ("GW-TERM-002", "设立专用帐号。", "2002年3月30日", Severity.INFO),
        ("GW-TERM-002", "设立专用帐号。", "2002年3月31日", Severity.WARNING),
        ("GW-TERM-004", "推进工作法制化。", "2014年10月22日", Severity.INFO),
        ("GW-TERM-004", "推进工作法制化。", "2014年10月23日", Severity.WARNING),
    ],
)
def test_what_an_older_report_could_not_know_is_only_asked_about(
    code: str, words: str, day: str, expected: Severity, profile: Profile
) -> None:
    lines = (TITLE, "市人民政府：", words, "请予以支持，并将结果告知我局。", "青川市数据资源局", day)
    assert [f.severity for f in check(from_lines(*lines), profile, code)] == [expected]


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("青民字〔1993〕第34号", Severity.INFO),
        ("青民字〔2010〕第34号", Severity.WARNING),
        ("青民字〔2013〕第34号", Severity.ERROR),
    ],
)
def test_an_old_number_is_only_asked_about(number: str, expected: Severity, profile: Profile) -> None:
    found = check(from_lines(number, TITLE, "市人民政府：", "现将有关情况报告如下。"), profile, "GW-HEAD-013")
    assert [f.severity for f in found] == [expected]


def test_an_old_document_cited_by_year_and_number_is_only_asked_about(profile: Profile) -> None:
    report = from_lines(TITLE, "市人民政府：", "按一九八〇年23号文件执行。", "按2019年23号文件执行。")
    assert [f.severity for f in check(report, profile, "GW-HEAD-010")] == [Severity.INFO, Severity.WARNING]


def test_a_report_without_a_date_is_held_against_what_is_in_force_today(profile: Profile) -> None:
    assert check(from_lines(TITLE, "市人民政府：", "设立专用帐号，推进工作法制化。"), profile, "GW-TERM-002", "GW-TERM-004")
