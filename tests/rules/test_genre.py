"""文种: what a report may ask, and who signs."""

from __future__ import annotations

import pytest

from app.core.findings import Severity
from app.core.profile import Profile
from app.rules.api import Context, Mode, Stage
from app.rules.checker import Checker
from tests.rules.reports import check, from_lines

TITLE = "青川市数据资源局关于数据共享情况的报告"


@pytest.mark.parametrize(
    "body", ["有关事项已报请批准。", "严格执行重大事项请示报告制度。", "群众请求解决的问题全部办结。", "申请审批时限压缩一半。"]
)
def test_words_about_requests_are_no_request(body: str, profile: Profile) -> None:
    assert check(from_lines(TITLE, "市人民政府：", body), profile, "GW-DOC-001") == ()


@pytest.mark.parametrize("body", ["以上意见妥否，请批示。", "恳请市政府批准增加编制。", "为此，恳请拨付专项经费。"])
def test_a_request_in_a_report_is_an_error(body: str, profile: Profile) -> None:
    (finding,) = check(from_lines(TITLE, "市人民政府：", body), profile, "GW-DOC-001")
    assert finding.severity is Severity.ERROR


def test_a_request_may_ask(profile: Profile) -> None:
    report = from_lines("青川市数据资源局关于申请经费的请示", "市人民政府：", "妥否，请批示。")
    assert check(report, profile, "GW-DOC-001") == ()


@pytest.mark.parametrize(
    ("mode", "stage", "expected"),
    [("auto", "review", 1), ("internal", "review", 0), ("auto", "draft", 0), ("submitted", "issue", 1)],
)
def test_inner_departments_may_sign_internal_drafts(mode: Mode, stage: Stage, expected: int, profile: Profile) -> None:
    report = from_lines(TITLE, "市人民政府：", "现将有关情况报告如下。", "青川市数据资源局政策法规科", "2024年3月5日")
    assert len(Checker(Context(profile, mode, stage), select=["GW-DOC-008"]).check(report)) == expected
