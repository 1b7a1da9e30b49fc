"""Numbers, days, names and references of one report against one another, in the many ways they are written."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from app.core.findings import Severity
from app.core.profile import Profile
from app.rules.examples import parse
from tests.rules.reports import check, from_file, from_lines

TITLE = "青川市数据资源局关于2023年度法治政府建设情况的报告"
TAIL = ("青川市数据资源局", "2024年1月20日")
HEADING = "一、主要举措和成效"


def codes_of(profile: Profile, *body: str, tail: tuple[str, ...] = TAIL) -> set[str]:
    report = from_lines(TITLE, "市委、市政府：", *body, *tail)
    return {finding.code for finding in check(report, profile)}


CONTRADICTIONS = [
    ("GW-SEM-013", "全年共查处违法案件35起，其中市场监管领域20起，生态环境领域18起。"),
    ("GW-SEM-013", "全年开展执法检查1200次，其中联合检查1300次。"),
    ("GW-SEM-013", "争取资金3.2亿元，其中：中央资金21000万元，省级资金15000万元。"),
    ("GW-SEM-013", "全市有执法人员350名（其中女性400名）。"),
    ("GW-SEM-014", "行政机关负责人出庭应诉率为102%。"),
    ("GW-SEM-015", "投诉量同比下降－4.6%。"),
    ("GW-SEM-028", "审批时限由15个工作日压缩至5个工作日，压缩50%。"),
    ("GW-SEM-028", "办理时限从20天缩短到5天，缩短80%。"),
    ("GW-SEM-028", "受理案件由2022年的100件增加到2023年的120件，增长30%。"),
    ("GW-SEM-028", "全年受理案件120件，较去年增加20件，增幅25%。"),
    ("GW-SEM-028", "本年受理案件120件，去年受理100件，同比增长30%。"),
    ("GW-SEM-028", "满意率由上年的95.2%提升到98.6%，提升4.4个百分点。"),
    ("GW-SEM-029", "受理复议申请52件，其中行政处罚类30件，占总数的67.7%。"),
    ("GW-SEM-029", "三类案件占比分别为57.7%、38.8%、13.5%。"),
    ("GW-SEM-033", "办理行政处罚15件、行政许可6件、其他2件，合计21件。"),
    ("GW-SEM-033", "共办理案件21件，分别为行政处罚15件、行政许可8件。"),
    ("GW-SEM-034", "青川市数据资源管理局抓好落实。"),
    ("GW-SEM-035", "现将2022年度法治政府建设情况报告如下。"),
    ("GW-SEM-030", "会议定于2024年3月5日（周三）召开。"),
    ("GW-SEM-030", "会议定于2024年3月5日星期三召开。"),
    ("GW-SEM-030", "会议定于3月5日（星期三）上午召开。"),
    ("GW-SEM-002", "采取了三项措施。一是健全制度，抓好落实。二是优化流程，提高效率。"),
    ("GW-SEM-002", "存在以下三个问题：一是力量不足；二是能力不强。"),
    ("GW-SEM-002", "做到三个到位：一是认识到位，二是责任到位。"),
    ("GW-SEM-017", "截至2024年3月底，全市共办理512件。"),
    ("GW-SEM-022", "落实《责任落实督察工作暂行规定》，按照《责任落实督查工作暂行规定》办理。"),
    ("GW-SEM-024", "深入贯彻《青川市法治社会建设规划（2015-2020年）》要求。"),
    ("GW-SEM-011", "制定《青川市数据条例》（以下简称《数据条例》）。《条例》施行以来成效明显。"),
    ("GW-ATT-011", "具体清单（附件1）如下。"),
    ("GW-DOC-010", "严格执行《中华人民共和国物权法》。"),
    ("GW-DOC-015", "联合市工商局、市国土局开展检查。"),
    ("GW-DOC-009", "按照青政办发〔2023〕15号文件《关于做好数据共享工作的通知》精神。"),
    ("GW-BODY-010", "印发《关于做好数据共享工作的通知》（青政发〔2023〕 号）。"),
]


@pytest.mark.parametrize(("code", "sentence"), CONTRADICTIONS)
def test_a_contradiction_is_found(code: str, sentence: str, profile: Profile) -> None:
    assert code in codes_of(profile, HEADING, sentence)


AGREEING = [
    ("GW-SEM-013", "受理复议申请52件，其中，行政处罚类30件、行政许可类15件、其他7件，占比分别为57.7%、28.8%、13.5%。"),
    ("GW-SEM-013", "新增企业20家，其中规上企业总数达到50家。"),
    ("GW-SEM-013", "培训20余人，其中新进人员21人。"),
    ("GW-SEM-014", "任务完成率达到105%，办结率同比提高120%。"),
    ("GW-SEM-028", "审批时限由15个工作日压缩至5个工作日，压缩66.7%。"),
    ("GW-SEM-028", "企业由1.2万户增加到1.5万户，增长24%。"),
    ("GW-SEM-028", "由2021年的100件增加到2023年的121件，年均增长10%。"),
    ("GW-SEM-033", "办理行政处罚15件、行政许可6件，累计办理35件。"),
    ("GW-SEM-033", "培训执法人员15人、法律顾问6人，共21人次。"),
    ("GW-SEM-034", "青川市数据资源局会同青川市自然资源局抓好落实。"),
    ("GW-SEM-030", "3月5日（星期二）至8日（星期五）放假。"),
    ("GW-SEM-030", "按照2023年工作安排，定于3月5日（星期二）召开会议。"),
    ("GW-SEM-011", "本《办法》自发布之日起施行。"),
    ("GW-DOC-015", "市文化和旅游局、原市工商局参加。"),
    ("GW-SEM-030", "每年3月5日周一至周五轮流值班。"),
    ("GW-SEM-018", "这一方面的工作还要加强。"),
    ("GW-SEM-022", "执行《行政处罚法》《行政许可法》《行政复议法》。"),
    ("GW-DOC-010", "《中华人民共和国合同法》同时废止。"),
    ("GW-DOC-015", "2017年，市环保局开展了检查。"),
    ("GW-DOC-009", "根据《关于做好数据共享工作的通知》（青政办发〔2023〕15号）精神。"),
]


@pytest.mark.parametrize(("code", "sentence"), AGREEING)
def test_what_agrees_is_silent(code: str, sentence: str, profile: Profile) -> None:
    assert code not in codes_of(profile, HEADING, sentence)


def test_an_attachment_beyond_the_list_is_found(profile: Profile) -> None:
    assert "GW-ATT-011" in codes_of(profile, HEADING, "清单见附件2。", tail=("附件：1.任务清单", *TAIL))
    assert "GW-ATT-011" not in codes_of(profile, HEADING, "清单见附件1。", tail=("附件：1.任务清单", *TAIL))


@pytest.mark.parametrize("code", ["GW-FZ-003", "GW-FZ-005", "GW-FZ-006"])
def test_a_part_that_is_missing_is_told_at_the_title(code: str, profile: Profile) -> None:
    assert code in codes_of(profile, HEADING, "成效明显。", "二、组织领导", "抓好学习。")


def test_a_total_of_subtotals_agrees(profile: Profile) -> None:
    rows = "|项目|件数|\n|甲|1|\n|乙|2|\n|小计|3|\n|丙|4|\n|丁|5|\n|小计|{}|\n|合计|12|"
    right, wrong = (parse("正文 情况如下。\n" + rows.format(n), profile) for n in (9, 8))
    assert check(right, profile, "GW-SEM-027") == ()
    (finding,) = check(wrong, profile, "GW-SEM-027")
    assert "9" in finding.message


def test_of_two_equal_rows_a_total_may_count_one(profile: Profile) -> None:
    rows = "|项目|分值|\n|制度|60|\n|甲类设备|30|\n|{}|{}|\n|档案|10|\n|小计|100|"
    choice, slip = (parse("正文 评分如下。\n" + rows.format(*row), profile) for row in (("乙类设备", 30), ("培训", 8)))
    assert [f.severity for f in check(choice, profile, "GW-SEM-027")] == [Severity.INFO]
    assert [f.severity for f in check(slip, profile, "GW-SEM-027")] == [Severity.WARNING]


def test_a_blank_is_a_slip_in_the_report_and_a_note_in_what_is_attached(profile: Profile) -> None:
    text = "标题 关于开展统计工作的通知\n正文 请{}于5月底前报送。\n附件 附件1\n附件标题 {}统计表\n|填报单位|{}|\n|件数|3|"
    mixed = check(parse(text.format("××局", "××县", "××局"), profile), profile, "GW-BODY-010")
    assert [(f.severity, len(f.spots)) for f in mixed] == [(Severity.WARNING, 1), (Severity.INFO, 2)]
    filled = check(parse(text.format("市数据局", "甲县", "乙局"), profile), profile, "GW-BODY-010")
    assert filled == ()


def test_a_wrong_total_in_a_real_table_is_found_at_its_cell(tmp_path: Path, profile: Profile) -> None:
    document = docx.Document()
    document.add_paragraph("各区办件情况如下。")
    rows = [("地区", "受理数", "办结数"), ("东区", "120", "118"), ("西区", "1,095", "95"), ("合计", "1,215", "203")]
    table = document.add_table(rows=0, cols=3)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    path = tmp_path / "表.docx"
    document.save(str(path))
    report = from_file(path)
    (finding,) = check(report, profile, "GW-SEM-027")
    assert report.by_uid[finding.spot.uid or 0].text == "203"
    assert "213" in finding.message
