"""附件说明, 署名, 成文日期, 附注, 版记, and attachments."""

import pytest

from tests.core.structure import BODY_TEXT, kinds, read, styled

HEAD = ("关于数据治理情况的报告", "市政府：", BODY_TEXT)


def tail(*lines: str) -> list[str]:
    return kinds(read(*HEAD, *lines))[3:]


def test_signature_date_note_and_imprint() -> None:
    report = read(
        *HEAD,
        "",
        "青川市数据资源局",
        "2023年12月29日",
        "（联系人：王某，电话：×××××××）",
        "抄送：市委办公室。",
        "青川市数据资源局办公室　2023年12月30日印发",
    )
    assert kinds(report)[3:] == ["EMPTY", "SIGNATURE", "DATE", "NOTE", "COPY_TO", "IMPRINT"]
    assert report.elements.signature_text == ("青川市数据资源局",)
    assert report.elements.date is not None
    assert report.elements.date.iso == "2023-12-29"
    assert report.elements.has_imprint


def test_several_signatures() -> None:
    report = read(*HEAD, "青川市数据资源局", "青川市财政局", "二〇二三年十二月二十九日")
    assert report.elements.signature_text == ("青川市数据资源局", "青川市财政局")
    together = read(*HEAD, "青川市数据资源局　青川市财政局", "2023年12月29日")
    assert together.elements.signature_text == ("青川市数据资源局", "青川市财政局")


@pytest.mark.parametrize("text", ["青川市数据资源局\n2023年12月29日", "青川市数据资源局　　2023年12月29日"])
def test_signature_and_date_in_one_paragraph(text: str) -> None:
    report = read(*HEAD, text)
    assert report.elements.signature_text == ("青川市数据资源局",)
    assert report.elements.date is not None
    assert text[report.elements.date.start : report.elements.date.end] == "2023年12月29日"


def test_a_date_above_the_signature() -> None:
    assert tail("2023年12月29日", "青川市数据资源局") == ["DATE", "SIGNATURE"]


def test_a_date_left_blank_and_an_impossible_one() -> None:
    assert tail("青川市数据资源局", "2024年  月  日") == ["SIGNATURE", "DATE"]
    date = read(*HEAD, "青川市数据资源局", "2023年2月30日").elements.date
    assert date is not None
    assert date.iso is None


def test_a_date_in_running_text_is_not_the_reports() -> None:
    assert read(*HEAD, "2023年12月29日，会议召开。", BODY_TEXT).elements.date is None


def test_one_attachment_and_many() -> None:
    report = read(*HEAD, "附件：数据治理清单", "", "青川市数据资源局", "2023年12月29日")
    assert [(a.number, a.text) for a in report.elements.attachments] == [(None, "数据治理清单")]
    report = read(
        *HEAD,
        "附件：1.数据治理清单",
        "　　　2.青川市数据资源局二〇二三年度数据治理",
        "　　　情况统计表",
        "青川市数据资源局",
        "2023年12月29日",
    )
    assert kinds(report)[3:6] == ["ATTACHMENT_NOTE"] * 3
    assert (report.elements.attachments[0].number, report.elements.attachments[0].text) == (1, "数据治理清单")
    assert report.elements.attachments[1].text.endswith("情况统计表")
    first = report.elements.attachments[0]
    assert report.by_uid[first.uid].text[first.start : first.end] == "数据治理清单"


def test_attachments_restart_the_numbers() -> None:
    report = read(
        *HEAD, "一、成效", BODY_TEXT, "附件：1.清单", "青川市数据资源局", "2023年12月29日",
        "附件1", "数据治理任务清单", "一、任务", BODY_TEXT, "二、分工", BODY_TEXT, "附件2", "名单", "一、组长", BODY_TEXT,
    )  # fmt: skip
    assert [node.numeral for node in report.outline] == ["一、", "一、", "二、", "一、"]
    assert kinds(report).count("ATTACHMENT_LABEL") == 2
    assert kinds(report).count("ATTACHMENT_TITLE") == 2
    assert report.elements.title == (0,)


def test_a_document_that_is_issued_with_the_notice() -> None:
    report = read(
        "关于印发数据管理办法的通知", "各县区数据局：", BODY_TEXT, "青川市数据资源局", "2023年12月29日",
        "青川市数据管理办法", "第一章　总则", "第一条　为了规范数据管理，制定本办法。", "第二条　本办法自发布之日起施行。",
    )  # fmt: skip
    assert kinds(report)[5:] == ["ATTACHMENT_TITLE", "CHAPTER", "ARTICLE", "ARTICLE"]
    assert report.elements.title_text == "关于印发数据管理办法的通知"


def test_captions() -> None:
    assert tail("表1　数据治理任务分解", "图2：系统架构", "表1说明任务已全部完成。") == ["CAPTION", "CAPTION", "BODY"]


def test_a_right_aligned_name_closes_a_report_without_date() -> None:
    report = read(*HEAD, styled(3, "王某某", align="right"))
    assert kinds(report)[3] == "SIGNATURE"
