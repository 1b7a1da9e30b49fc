"""Headings and clauses, by text, style, outline level and automatic numbers."""

from app.core.report import CharFormat, Kind, Number, Paragraph, ParagraphFormat, Run
from app.core.understand import understand
from tests.core.structure import BODY_TEXT, kinds, raw, read, shape, styled

LONG = "各县区数据主管部门要结合本地区实际，建立健全数据归集、共享、开放、应用全过程管理制度，明确责任分工和完成时限，并于每季度末报送进展情况。"


def test_run_in_and_standing_headings() -> None:
    report = read(
        "关于数据的报告",
        "一、总体要求",
        BODY_TEXT,
        "（一）加强领导。" + BODY_TEXT,
        "1.明确责任。" + BODY_TEXT,
        "二、主要任务",
        BODY_TEXT,
    )
    assert shape(report) == [
        (1, "一、", "总体要求", False),
        (2, "（一）", "加强领导", True),
        (3, "1.", "明确责任", True),
        (1, "二、", "主要任务", False),
    ]
    heading = report.paragraphs[3]
    assert heading.text[heading.role.content : heading.role.heading_end] == "加强领导"
    assert (heading.role.run_in, heading.role.numeral, heading.role.value) == (True, "（一）", 1)


def test_level_is_depth_and_kind_is_form() -> None:
    report = read("关于数据的通知", "一、工作任务", "1.摸底排查。" + BODY_TEXT, "2.全面整改。" + BODY_TEXT)
    assert [node.level for node in report.nodes()] == [1, 2, 2]
    assert kinds(report)[2] == "LEVEL3"


def test_whole_sentences_are_clauses() -> None:
    report = read("关于数据的通知", "一、" + LONG, "二、" + LONG, "三、" + LONG)
    assert kinds(report)[1:] == ["CLAUSE"] * 3
    assert {node.type for node in report.outline} == {"numbered"}


def test_short_list_entries_under_a_heading_are_clauses() -> None:
    report = read(
        "关于数据的通知", "一、报送材料包括：", "（一）申请表；", "（二）承诺书；", "（三）其他材料。", "二、报送时间", BODY_TEXT
    )
    assert kinds(report)[2:5] == ["CLAUSE"] * 3


def test_series_decide_on_a_doubtful_member() -> None:
    report = read(
        "关于数据的通知", "一、" + LONG + LONG, "二、做好数据归集。" + BODY_TEXT, "三、" + LONG + LONG, "四、" + LONG + LONG
    )
    assert kinds(report)[2] == "CLAUSE"


def test_articles_hold_clauses() -> None:
    report = read(
        "青川市数据条例",
        "第一章　总则",
        "第一条　有下列情形之一的，应当登记：",
        "（一）新建系统的；",
        "（二）停用系统的。",
        "第二条　本条例自2023年1月1日起施行。",
    )
    assert kinds(report)[1:] == ["CHAPTER", "ARTICLE", "CLAUSE", "CLAUSE", "ARTICLE"]
    assert [(n.level, n.type, n.scheme) for n in report.nodes()] == [
        (1, "heading", "chapter"), (2, "article", "article"), (3, "numbered", "official"), (3, "numbered", "official"), (2, "article", "article"),
    ]  # fmt: skip


def test_decimal_headings() -> None:
    report = read("数据规范", "1 范围", BODY_TEXT, "1.1 总则", BODY_TEXT, "1.2 术语", BODY_TEXT, "2 要求", BODY_TEXT)
    assert [(n.level, n.numeral, n.scheme) for n in report.nodes()] == [
        (1, "1", "decimal"),
        (2, "1.1", "decimal"),
        (2, "1.2", "decimal"),
        (1, "2", "decimal"),
    ]


def test_amounts_and_years_are_no_headings() -> None:
    report = read("关于数据的报告", BODY_TEXT, "1.5亿元资金已经到位。", "2023年任务全部完成。", "一、二季度增长较快。")
    assert report.outline == ()


def test_an_ordinal_of_the_wrong_form_stays_in_its_series() -> None:
    report = read(
        "关于数据的通知",
        "一、任务",
        "1.归集。" + BODY_TEXT,
        "2.共享。" + BODY_TEXT,
        "(3)开放。" + BODY_TEXT,
        "4.应用。" + BODY_TEXT,
    )
    assert [node.level for node in report.nodes()] == [1, 2, 2, 2, 2]
    assert kinds(report)[4] == "LEVEL3"


def test_numbers_that_run_on_across_sections_keep_their_level() -> None:
    report = read(
        "关于数据的通知",
        "（一）归集",
        "1.甲类。" + BODY_TEXT,
        "2.乙类。" + BODY_TEXT,
        "（二）共享",
        "3.丙类。" + BODY_TEXT,
        "（三）开放",
        BODY_TEXT,
    )
    assert [node.level for node in report.nodes()] == [1, 2, 2, 1, 2, 1]


def test_automatic_numbers_and_styles_mix_with_typed_ones() -> None:
    automatic = Paragraph(1, "总体要求", number=Number("一、", 1, 0, 1, "chineseCounting"), format=ParagraphFormat(num_id=1))
    report = read(
        "关于数据的报告",
        automatic,
        BODY_TEXT,
        "二、主要任务",
        BODY_TEXT,
        styled(5, "保障措施", style="heading 1", outline_level=0),
        BODY_TEXT,
    )
    assert [(n.level, n.numeral, n.automatic) for n in report.nodes()] == [(1, "一、", True), (1, "二、", False), (1, "", False)]
    assert kinds(report)[5] == "LEVEL1"


def test_a_style_without_ordinals_stands_above_the_ordinals() -> None:
    report = read(
        styled(0, "数据白皮书", align="center"),
        styled(1, "概况", style="heading 1", outline_level=0),
        "一、基础",
        BODY_TEXT,
        "二、成效",
        BODY_TEXT,
    )
    assert [(n.level, n.text) for n in report.nodes()] == [(1, "概况"), (2, "基础"), (2, "成效")]


def test_two_headings_in_one_paragraph() -> None:
    report = read(
        "关于数据的批复",
        "市数据局：",
        "一、明确定位。" + BODY_TEXT + "\n二、优化布局。" + BODY_TEXT,
        "三、加强管理。" + BODY_TEXT,
    )
    assert [(n.numeral, n.uid, n.run_in) for n in report.outline] == [("一、", 2, True), ("二、", 2, True), ("三、", 3, True)]


def test_kinds_by_hand_rule_the_outline() -> None:
    text = raw("关于数据的报告", "一、总体要求", BODY_TEXT, "加强领导", BODY_TEXT)
    report = understand(text, {1: Kind.BODY, 3: Kind.LEVEL2})
    assert [(n.numeral, n.text) for n in report.outline] == [("", "加强领导")]
    assert report.paragraphs[1].kind is Kind.BODY


def test_an_ordinal_torn_by_a_line_break() -> None:
    report = read(
        "关于数据的通知",
        "（一）归集。" + BODY_TEXT,
        "（二）共享。" + BODY_TEXT + "（",
        "三）开放。" + BODY_TEXT,
        "（四）应用。" + BODY_TEXT,
    )
    assert [(n.numeral, n.value) for n in report.outline] == [("（一）", 1), ("（二）", 2), ("（三）", 3), ("（四）", 4)]


def test_a_short_bold_line_above_body_text_is_a_doubtful_heading() -> None:
    chars = {
        name: CharFormat(east_asia=font, size=32, bold=name == "bold") for name, font in (("body", "仿宋"), ("bold", "仿宋"))
    }
    texts = [
        ("关于数据的报告", "body"),
        (BODY_TEXT * 2, "body"),
        ("工作成效", "bold"),
        (BODY_TEXT * 2, "body"),
        (BODY_TEXT * 2, "body"),
        ("办理结果", "body"),
    ]
    report = read(*(Paragraph(uid, text, (Run(0, len(text), chars[name]),)) for uid, (text, name) in enumerate(texts)))
    assert kinds(report)[2] == "LEVEL1"
    assert report.paragraphs[2].confidence < 0.8
    assert kinds(report)[5] == "BODY"
