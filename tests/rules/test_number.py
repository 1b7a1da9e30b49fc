"""Number rules: what looks like a fault and is none."""

from __future__ import annotations

import pytest

from app.core.profile import Profile
from tests.rules.reports import check, from_lines


@pytest.mark.parametrize(
    "text",
    [
        "全市连续16年度获评优秀，近10年末期稳定增长。", "有期徒刑15年6月，缓刑20年。", "已运行12年3个月。", "规划期为1998年底至2035年。",
        "各地网址为www.12345.gov.cn，受理窗口为No.5。", "“3·15”期间受理投诉30件，比上年增长60%。5家单位完成整改。",
        "发案数下降30%，仅为上年的0.7倍。", "5月5号楼完成改造。", "编号为2023-07-05。", "增长4.5个百分点，比例为1:0.5。",
    ],
)  # fmt: skip
def test_right_numbers_are_silent(text: str, profile: Profile) -> None:
    report = from_lines("工作情况的报告", text)
    assert [
        f.message
        for f in check(
            report, profile, "GW-NUM-001", "GW-NUM-003", "GW-NUM-004", "GW-NUM-010", "GW-NUM-014", "GW-NUM-015", "GW-NUM-024"
        )
    ] == []


def test_our_own_date_is_left_to_the_rule_on_dates(profile: Profile) -> None:
    report = from_lines(
        "工作情况的报告",
        "市政府：",
        "现将有关情况报告如下。",
        "一、主要工作",
        "各项工作按计划推进。",
        "青川市数据资源局",
        "2024年05月06日",
    )
    assert check(report, profile, "GW-NUM-004") == ()


def test_no_number_fix_is_batched(profile: Profile) -> None:
    report = from_lines("报告", "二〇二三年8月8日印发，请于2024年05月06号前报送，误差.5%，增长4。69%。")
    found = check(report, profile, "GW-NUM")
    assert {f.code for f in found} >= {"GW-NUM-003", "GW-NUM-004", "GW-NUM-014", "GW-NUM-015", "GW-NUM-024"}
    assert {f.safety.value for f in found} <= {"confirm", "none"}
