"""版头, title, 题注 and 主送机关."""

import pytest

from app.core.report import Kind, Paragraph
from app.core.understand import understand
from tests.core.structure import BODY_TEXT, kinds, raw, read, styled


def test_a_plain_report() -> None:
    report = read("青川市数据资源局2023年度法治政府建设情况的报告", "市委、市政府:", BODY_TEXT, "一、主要举措", BODY_TEXT)
    assert kinds(report) == ["TITLE", "ADDRESSEE", "BODY", "LEVEL1", "BODY"]
    assert report.elements.title_text == "青川市数据资源局2023年度法治政府建设情况的报告"
    assert report.elements.addressee == 1
    assert report.elements.genre == "报告"
    assert not report.elements.has_head
    assert "结尾" in report.paragraphs[0].role.reason


def test_a_title_over_three_paragraphs_with_its_number_below() -> None:
    report = read(
        "青川市人民政府关于印发",
        "青川市数据资源管理",
        "实施方案的通知",
        "青政发〔2023〕3号",
        "各县区人民政府，市政府各部门：",
        BODY_TEXT,
    )
    assert kinds(report) == ["TITLE", "TITLE", "TITLE", "DOC_NUMBER", "ADDRESSEE", "BODY"]
    assert report.elements.title == (0, 1, 2)
    assert not report.elements.has_head


def test_a_title_with_manual_line_breaks() -> None:
    report = read("青川市数据资源局\n关于加强数据治理的报告", "市政府：", BODY_TEXT)
    assert report.elements.title_text == "青川市数据资源局关于加强数据治理的报告"


def test_a_title_does_not_end_inside_book_title_marks() -> None:
    report = read("青川市人民政府关于暂停执行《青川市数据管理规定", "实施细则》有关条款的决定", "各县区人民政府：", BODY_TEXT)
    assert report.elements.title == (0, 1)


def test_a_whole_head() -> None:
    report = read(
        "000001", "机密★1年", "特急", "青川市数据资源局文件", "青数发〔2023〕3号　　签发人：王某", "青川市数据资源局关于数据治理情况的报告",
        "市政府：", BODY_TEXT,
    )  # fmt: skip
    assert kinds(report) == ["COPY_NUMBER", "SECRECY", "URGENCY", "ISSUER_MARK", "DOC_NUMBER", "TITLE", "ADDRESSEE", "BODY"]
    assert report.elements.has_head
    assert report.elements.doc_number == 4


def test_remarks_below_the_title() -> None:
    report = read(
        "政 府 工 作 报 告", "——2023年1月9日在青川市第三届人民代表大会第一次会议上", "青川市市长　王某", "各位代表：", BODY_TEXT
    )
    assert kinds(report) == ["TITLE", "SUBTITLE", "SUBTITLE", "ADDRESSEE", "BODY"]
    passed = read("青川市数据条例", "（2023年1月9日青川市第三届", "人民代表大会通过）", "第一条　为了规范数据管理，制定本条例。")
    assert kinds(passed) == ["TITLE", "SUBTITLE", "SUBTITLE", "ARTICLE"]


def test_the_label_of_a_form_is_no_title() -> None:
    assert kinds(read("报告编号：", "数据质量检验报告", "一、检验依据", BODY_TEXT)) == ["OTHER", "TITLE", "LEVEL1", "BODY"]
    assert kinds(read("关于调休的通知：", "市政府：", BODY_TEXT)) == ["TITLE", "ADDRESSEE", "BODY"]


def test_a_hint_and_a_lettered_choice_are_no_title() -> None:
    assert "TITLE" not in kinds(read("[此处输入正文内容]"))
    choices = read("关于利害关系的说明", "市财政局：", BODY_TEXT, "附件", "E．存在近亲属关系", "F．存在股份控制关系")
    assert "ATTACHMENT_TITLE" not in kinds(choices)


def test_lines_of_a_form_are_no_title() -> None:
    decision = read("青川市数据局行政处罚决定书", "青数罚决〔2024〕3号", "当事人：青川迅捷公司", "法定代表人：张某某", BODY_TEXT)
    assert kinds(decision)[:3] == ["TITLE", "DOC_NUMBER", "SUBTITLE"]
    minutes = read("青川市数据局党组会议纪要", "〔2024〕7号", "时间：5月14日上午", "地点：第二会议室", "主持：李某", BODY_TEXT)
    assert minutes.elements.title_text == "青川市数据局党组会议纪要"
    tender = read(
        "公共数据平台项目竞争性磋商文件", "采购人：青川市数据局", "代理机构：青川招标公司", "第一章　磋商邀请", BODY_TEXT
    )
    assert tender.elements.title_text == "公共数据平台项目竞争性磋商文件"
    bulletin = read("数据工作简报", "第12期（总第86期）", "青川市数据局办公室　　2024年6月28日", "举办数据大赛", BODY_TEXT)
    assert "第12期（总第86期）" not in bulletin.elements.title_text
    assert "办公室" not in bulletin.elements.title_text
    form = read("关于报名的通知", "各单位：", BODY_TEXT, "附件", "报名回执", "单位（盖章）：", "姓名：")
    assert kinds(form)[4:6] == ["ATTACHMENT_TITLE", "BODY"]


def test_a_speech_addresses_people() -> None:
    report = read("在工作会议上的讲话", "（2024年2月28日）", "李某某", "同志们：", BODY_TEXT)
    assert kinds(report)[3] == "ADDRESSEE"


def test_departments_of_ministries_and_places_to_be_named_are_addressees() -> None:
    for words in ("国家数据局政策司：", "青川海关、市税务局：", "[主送单位]：", "【此处填写机关名称】："):
        assert kinds(read("关于数据共享问题的复函", words, BODY_TEXT)) == ["TITLE", "ADDRESSEE", "BODY"], words


def test_an_addressee_without_its_colon_is_less_sure() -> None:
    report = read("关于数据治理情况的报告", "市委、市政府", BODY_TEXT)
    assert kinds(report)[1] == "ADDRESSEE"
    assert report.paragraphs[1].confidence < 0.8


def test_a_sentence_that_announces_is_no_addressee() -> None:
    report = read("关于数据治理情况的报告", "现将有关工作情况报告如下：", "一、主要成效", BODY_TEXT)
    assert kinds(report)[1] != "ADDRESSEE"


def test_no_title_at_all() -> None:
    report = read("市政府：", BODY_TEXT, "一、主要成效", BODY_TEXT)
    assert report.elements.title == ()
    assert report.elements.addressee == 0


def test_a_table_of_contents_is_set_aside() -> None:
    report = read(
        "青川市数据条例",
        "目录",
        "第一章　总则",
        "第二章　附则",
        "第一章　总则",
        "第一条　为了规范数据管理，制定本条例。",
        "第二章　附则",
        "第二条　本条例自2023年1月1日起施行。",
    )
    assert kinds(report)[1:4] == ["OTHER", "OTHER", "OTHER"]
    assert [node.numeral for node in report.outline] == ["第一章", "第二章"]
    report = read("关于数据的报告", "目录", styled(2, "一、成效\t1", style="toc 1"), "一、成效", BODY_TEXT)
    assert kinds(report)[2] == "OTHER"


def test_a_page_title_above_the_title_is_not_one() -> None:
    report = read("青数发〔2023〕3号《关于数据治理的通知》", "关于数据治理的通知", "各县区数据局：", BODY_TEXT)
    assert report.elements.title == (1,)


def test_a_kind_set_by_hand_stands() -> None:
    text = raw("数据治理之年", "数据治理纪实", BODY_TEXT)
    report = understand(text, {1: Kind.TITLE})
    assert report.elements.title == (1,)
    assert report.paragraphs[1].confidence == 1.0
    assert understand(text, {0: Kind.BODY}).paragraphs[0].kind is Kind.BODY


def test_an_empty_report() -> None:
    assert read().elements.title == ()
    assert kinds(read("", "　　", "\ufffc")) == ["EMPTY", "EMPTY", "OTHER"]
    assert Paragraph(0, "").kind is Kind.OTHER


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("市人民政府：现将有关情况报告如下，请审阅。", "市人民政府："),
        ("　　各县区人民政府，市直各部门：\n　　根据有关规定，现就数据工作通知如下。", "各县区人民政府，市直各部门："),
        ("各有关单位:为做好数据工作，现将有关事项通知如下。", "各有关单位:"),
        ("市人民政府：", None),  # a paragraph of its own
        ("采购单位：根据招标文件，现将有关事项说明如下。", None),
        ("市数据局：负责数据归集，抓好落实。", None),
        ("现将有关情况报告如下：根据安排，我局开展了检查。", None),
        ("会议认为，市人民政府：根据安排推进。", None),
    ],
)
def test_an_addressee_that_text_runs_on_after(line: str, wanted: str | None) -> None:
    report = read("关于数据工作情况的报告", line, BODY_TEXT)
    found = report.elements.addressed
    assert (None if found is None else report.by_uid[found[0]].text[found[1] : found[2]]) == wanted
    assert found is None or report.elements.addressee is None


def test_only_the_first_paragraph_under_the_title_can_hold_it() -> None:
    line = "市人民政府：现将有关情况报告如下，请审阅。"
    assert read("关于数据工作情况的报告", BODY_TEXT, line).elements.addressed is None
    assert read("关于数据工作情况的报告", "市委：", line).elements.addressed is None
    assert read(BODY_TEXT, line).elements.addressed is None
