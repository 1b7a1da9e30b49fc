"""附件说明, 署名, 成文日期, 附注, 版记 and documents within a document, in real DOCX files."""

import pytest

from app.core.inner import inner_documents
from tests.core.documents import (
    BIG,
    BODY,
    BREAK,
    CENTRE,
    DAY,
    OPENING,
    ORGAN,
    RIGHT,
    SIGNED,
    kinds,
    others,
    paragraphs,
    read,
    table,
)  # fmt: skip
from tests.docx.make import p

NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
SPLIT_DAY = (
    '<w:p><w:r><w:t>20</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">24 年3</w:t></w:r>'
    "<w:bookmarkStart w:id='1' w:name='d'/><w:r><w:t>月</w:t></w:r><w:bookmarkEnd w:id='1'/><w:r><w:t>5日</w:t></w:r></w:p>"
)
NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


@pytest.mark.parametrize(
    ("note", "names"),
    [
        (paragraphs("附件：数据治理清单"), [(None, "数据治理清单")]),
        (paragraphs("附件：1.数据治理清单", "　　　2.统计表"), [(1, "数据治理清单"), (2, "统计表")]),
        (
            paragraphs("附件：1.数据治理清单", "　　　2.青川市数据资源局二〇二三年度数据治理情况及", "　　　　有关问题统计表", "　　　3.名单"),
            [(1, "数据治理清单"), (2, "青川市数据资源局二〇二三年度数据治理情况及有关问题统计表"), (3, "名单")],
        ),
        (paragraphs("附件：", "1．数据治理清单", "2．统计表"), [(1, "数据治理清单"), (2, "统计表")]),
        (p(f"附件：1.数据治理清单{BREAK}2.统计表"), [(1, "数据治理清单"), (2, "统计表")]),
        (p("附件：") + p("数据治理清单", NUMBERED) + p("统计表", NUMBERED), [(1, "数据治理清单"), (2, "统计表")]),
    ],
    ids=["one", "many", "wrapped", "headed", "line breaks", "automatic"],
)  # fmt: skip
def test_attachment_notes(note: str, names: list[tuple[int | None, str]]) -> None:
    report = read(OPENING + note + SIGNED, numbering=NUMBERING)
    assert [(a.number, a.text) for a in report.elements.attachments] == names
    assert kinds(report)[-2:] == ["SIGNATURE", "DATE"]


def test_attachments_restart_their_numbers() -> None:
    report = read(
        OPENING + p("一、成效") + BODY + p("二、打算") + BODY + paragraphs("附件：1.任务清单", "　　　2.名单") + SIGNED
        + p("附件1", "<w:pageBreakBefore/>") + p("任务清单", CENTRE, BIG) + p("一、归集任务") + BODY + p("二、共享任务") + BODY
        + p("附件2", "<w:pageBreakBefore/>") + p("名单", CENTRE, BIG) + paragraphs("一、组长", "王某某", "二、成员", "李某某")
    )  # fmt: skip
    assert [node.numeral for node in report.outline] == ["一、", "二、"] * 3
    assert [kind for kind in kinds(report) if kind.startswith("ATTACHMENT_L")] == ["ATTACHMENT_LABEL"] * 2
    assert kinds(report).count("ATTACHMENT_TITLE") == 2


JOINT = ["青川市数据资源局", "青川市财政局", "青川市公安局", "青川市司法局"]


@pytest.mark.parametrize(
    "names",
    [
        "".join(p(name, RIGHT) for name in JOINT),
        p("青川市数据资源局　　　青川市财政局") + p("青川市公安局　　　　　青川市司法局"),
        table(("青川市数据资源局", "青川市财政局"), ("青川市公安局", "青川市司法局")),
    ],
    ids=["one a line", "two a line", "table"],
)
def test_joint_signatures(names: str) -> None:
    report = read(OPENING + names + p(DAY, RIGHT))
    assert list(report.elements.signature_text) == JOINT
    assert report.elements.date is not None
    assert report.elements.date.iso == "2024-03-05"


def test_a_table_of_organs_in_the_text_signs_nothing() -> None:
    report = read(OPENING + table(("青川市财政局", "青川市公安局")) + BODY + SIGNED)
    assert report.elements.signature_text == (ORGAN,)


@pytest.mark.parametrize(
    "closing",
    [
        paragraphs("", "", "　　　　　　　　　　　　青川市数据资源局", "　　　　　　　　　　　　 2024年3月5日"),
        '<w:p><w:pPr><w:jc w:val="right"/></w:pPr><w:r><w:drawing><wp:anchor><a:graphic/></wp:anchor></w:drawing></w:r>'
        f"<w:r><w:t>{ORGAN}</w:t></w:r></w:p>" + p(DAY, RIGHT),
        SIGNED,
    ],
    ids=["spaces for a seal", "picture of a seal", "no seal"],
)
def test_seal_and_no_seal(closing: str) -> None:
    report = read(OPENING + closing)
    assert kinds(report)[-2:] == ["SIGNATURE", "DATE"]
    assert [name.strip("￼") for name in report.elements.signature_text] == [ORGAN]


@pytest.mark.parametrize(
    "day",
    [
        p("2024年3月5日", RIGHT), p("２０２４年３月５日", RIGHT), p("二〇二四年三月五日", RIGHT), p("二O二四年三月五日", RIGHT),
        p("二 〇 二 四 年 三 月 五 日", RIGHT), p("2024 年 3 月 5 日", RIGHT), p("2024.3.5", RIGHT), p("2024年03月05日", RIGHT),
        SPLIT_DAY,
    ],
    ids=["arabic", "wide", "han", "letter O", "spaced han", "spaced", "points", "padded", "runs"],
)  # fmt: skip
def test_dates(day: str) -> None:
    report = read(OPENING + p(ORGAN, RIGHT) + day)
    assert kinds(report)[-2:] == ["SIGNATURE", "DATE"]
    assert report.elements.date is not None
    assert report.elements.date.iso == "2024-03-05"


def test_notes() -> None:
    report = read(OPENING + SIGNED + paragraphs("（此件公开发布）", "（联系人：王某某，联系电话：0000-0000000）"))
    assert kinds(report)[-2:] == ["NOTE", "NOTE"]
    misplaced = read(OPENING + p("（联系人：王某某，联系电话：0000-0000000）") + SIGNED)
    assert kinds(misplaced)[-3:] == ["NOTE", "SIGNATURE", "DATE"]


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (("抄送：市委办公室。", "青川市数据资源局办公室　　　2024年3月6日印发"), ["COPY_TO", "IMPRINT"]),
        (
            ("抄送：市委办公室，市人大常委会办公室，", "　　　市政协办公室。", "青川市数据资源局办公室", "2024年3月6日印发"),
            ["COPY_TO", "COPY_TO", "IMPRINT", "IMPRINT"],
        ),
    ],
)
def test_imprint_in_paragraphs(lines: tuple[str, ...], wanted: list[str]) -> None:
    report = read(OPENING + SIGNED + paragraphs(*lines))
    assert kinds(report)[-len(wanted) - 2 :] == ["SIGNATURE", "DATE", *wanted]
    assert report.elements.has_imprint


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ((("抄送：市委办公室。",), ("青川市数据资源局办公室　　　2024年3月6日印发",)), ["COPY_TO", "IMPRINT"]),
        ((("抄送：市委办公室。", ""), ("青川市数据资源局办公室", "2024年3月6日印发")), ["COPY_TO", "IMPRINT", "IMPRINT"]),
    ],
)
def test_imprint_in_a_table(rows: tuple[tuple[str, ...], ...], wanted: list[str]) -> None:
    report = read(OPENING + SIGNED + table(*rows))
    assert others(report) == wanted
    assert kinds(report)[-2:] == ["SIGNATURE", "DATE"]


def test_a_text_that_is_issued_with_its_notice() -> None:
    report = read(
        p("青川市人民政府办公室", CENTRE, BIG) + p("关于印发青川市数据治理三年行动方案的通知", CENTRE, BIG) + p("各县区人民政府：")
        + p("现将《青川市数据治理三年行动方案》印发给你们，请认真组织实施。") + p("青川市人民政府办公室", RIGHT) + p(DAY, RIGHT)
        + p("青川市数据治理三年行动方案", CENTRE, BIG) + p("为加快数据治理，制定本方案。") + p("一、总体要求") + BODY + p("二、主要任务") + BODY
    )  # fmt: skip
    assert kinds(report)[3:8] == ["BODY", "SIGNATURE", "DATE", "ATTACHMENT_TITLE", "BODY"]
    assert [node.text for node in report.outline] == ["总体要求", "主要任务"]
    assert report.elements.title_text.endswith("的通知")


def test_a_report_forwarded_whole() -> None:
    report = read(
        p("关于转发市数据资源局数据治理情况报告的通知", CENTRE, BIG) + p("各县区人民政府：")
        + p("现将市数据资源局《关于数据治理情况的报告》转发给你们，请认真阅研。") + p("青川市人民政府", RIGHT) + p(DAY, RIGHT)
        + p("关于数据治理情况的报告", CENTRE, BIG) + p("市人民政府：") + p("现将有关情况报告如下。") + p("一、主要成效") + BODY
        + p("二、存在问题") + BODY + p(ORGAN, RIGHT) + p("2024年2月20日", RIGHT)
    )  # fmt: skip
    assert kinds(report)[5:] == ["ATTACHMENT_TITLE", "ADDRESSEE", "BODY", "LEVEL1", "BODY", "LEVEL1", "BODY", "SIGNATURE", "DATE"]
    assert report.elements.signature_text == ("青川市人民政府",)
    assert report.elements.date is not None
    assert report.elements.date.text == DAY


def test_documents_inside_the_document() -> None:
    issued = read(
        p("关于印发青川市数据资源管理办法的通知", CENTRE, BIG) + p("各县区人民政府：") + BODY + p("青川市人民政府", RIGHT) + p(DAY, RIGHT)
        + p("青川市数据资源", CENTRE, BIG) + p("管理办法", CENTRE, BIG)
        + paragraphs("第一章　总则", "第一条　为了规范数据资源管理，制定本办法。", "附件：1.清单", "附件1") + p("清单", CENTRE) + p("一、任务") + BODY
    )  # fmt: skip
    found = inner_documents(issued)
    assert [(one.label, one.title) for one in found] == [("印发的文件", "青川市数据资源管理办法"), ("附件1", "清单")]
    assert [issued.paragraphs[one.start].text for one in found] == ["青川市数据资源", "附件1"]
    assert found[0].end == found[1].start
    assert inner_documents(read(OPENING + SIGNED)) == ()
