"""版头, title and 主送机关 of real DOCX files: as paragraphs, tables and text boxes."""

import pytest

from tests.core.documents import BIG, BODY, BREAK, CENTRE, OPENING, TITLE, box, kinds, others, paragraphs, read, table
from tests.docx.make import p

HUGE = '<w:sz w:val="72"/>'
MARK = p("青川市数据资源局文件", CENTRE, HUGE)


def test_a_title_over_three_paragraphs() -> None:
    title = "".join(p(line, CENTRE, BIG) for line in ("青川市人民政府", "关于印发青川市数据资源", "管理实施方案的通知"))
    report = read(title + p("各县区人民政府，市政府各部门：") + BODY)
    assert kinds(report) == ["TITLE", "TITLE", "TITLE", "ADDRESSEE", "BODY"]
    assert report.elements.title_text == "青川市人民政府关于印发青川市数据资源管理实施方案的通知"
    assert report.elements.genre == "通知"


def test_a_title_split_by_manual_line_breaks() -> None:
    report = read(p(f"青川市数据资源局{BREAK}关于2023年度法治政府{BREAK}建设情况的报告", CENTRE, BIG) + p("市人民政府：") + BODY)
    assert kinds(report) == ["TITLE", "ADDRESSEE", "BODY"]
    assert report.elements.title_text == "青川市数据资源局关于2023年度法治政府建设情况的报告"


def test_a_head_of_paragraphs() -> None:
    head = paragraphs("000012", "机密★3年", "特急") + MARK + p("青数发〔2024〕7号　　　　　　　签发人：李某某")
    report = read(head + OPENING)
    assert kinds(report)[:6] == ["COPY_NUMBER", "SECRECY", "URGENCY", "ISSUER_MARK", "DOC_NUMBER", "TITLE"]
    assert report.elements.has_head


def test_more_signers_below_the_first() -> None:
    head = MARK + p("青数发〔2024〕7号") + p("签发人：李某某") + p("王某某　赵某", '<w:jc w:val="right"/>')
    report = read(head + OPENING)
    assert kinds(report)[:5] == ["ISSUER_MARK", "DOC_NUMBER", "SIGNER", "SIGNER", "TITLE"]
    assert report.elements.title_text == "青川市数据资源局关于数据治理情况的报告"


def test_a_joint_head() -> None:
    report = read(
        p("青川市数据资源局", CENTRE, HUGE) + p("青川市财政局文件", CENTRE, HUGE) + p("青数发〔2024〕7号", CENTRE) + OPENING
    )
    assert kinds(report)[:4] == ["ISSUER_MARK", "ISSUER_MARK", "DOC_NUMBER", "TITLE"]


HEAD_OUTSIDE = ["COPY_NUMBER", "SECRECY", "URGENCY", "ISSUER_MARK", "DOC_NUMBER", "SIGNER"]


@pytest.mark.parametrize(
    "head",
    [
        table(("000012", ""), ("机密★3年", ""), ("特急", "")) + table(("青川市数据资源局文件",)) + table(("青数发〔2024〕7号", "签发人：李某某")),
        box("000012", "机密★3年", "特急") + box(MARK) + box("青数发〔2024〕7号") + box("签发人：李某某"),
    ],
    ids=["tables", "text boxes"],
)  # fmt: skip
def test_a_head_outside_the_flow(head: str) -> None:
    report = read(head + OPENING)
    assert others(report) == HEAD_OUTSIDE
    assert [kind for kind in kinds(report) if kind != "OTHER"] == ["TITLE", "ADDRESSEE", "BODY"]
    assert report.elements.has_head
    assert report.elements.doc_number is not None


def test_a_joint_mark_in_a_table() -> None:
    report = read(table(("青川市数据资源局", "文件"), ("青川市财政局", "")) + OPENING)
    assert others(report) == ["ISSUER_MARK", "ISSUER_MARK", "ISSUER_MARK"]


def test_a_table_in_the_body_is_no_head() -> None:
    report = read(OPENING + table(("编号", "单位"), ("000012", "青川市数据资源局文件"), ("特急", "机密")) + BODY)
    assert set(others(report)) == {"OTHER"}
    assert not report.elements.has_head


def test_several_addressees() -> None:
    wrapped = paragraphs("各县（市、区）人民政府，市政府各部门、各直属单位，市委办公室，", "市人大常委会办公室：")
    assert kinds(read(TITLE + wrapped + BODY)) == ["TITLE", "ADDRESSEE", "ADDRESSEE", "BODY"]
    assert kinds(read(TITLE + paragraphs("市委、市政府：", "市人大常委会：") + BODY))[1:3] == ["ADDRESSEE", "ADDRESSEE"]


def test_the_leading_paragraph_is_text() -> None:
    report = read(TITLE + paragraphs("市人民政府：", "根据有关要求，现将我局2023年工作情况报告如下：", "一、成效") + BODY)
    assert kinds(report) == ["TITLE", "ADDRESSEE", "BODY", "LEVEL1", "BODY"]


def test_a_letter() -> None:
    letter = p("青川市数据资源局", CENTRE, HUGE) + p("青数函〔2024〕9号", '<w:jc w:val="right"/>')
    report = read(
        letter + p("青川市数据资源局关于商请支持数据共享的函", CENTRE, BIG) + p("市公安局：") + BODY + p("请予支持为盼。")
    )
    assert kinds(report) == ["ISSUER_MARK", "DOC_NUMBER", "TITLE", "ADDRESSEE", "BODY", "BODY"]
    assert report.elements.genre == "函"


def test_an_order_has_its_mark_for_a_title() -> None:
    report = read(
        p("青川市人民政府令", CENTRE, HUGE) + p("第12号", CENTRE)
        + p("《青川市数据资源管理办法》已经2024年3月1日市人民政府第5次常务会议通过，现予公布，自2024年5月1日起施行。")
        + p("市长　　李某某", '<w:jc w:val="right"/>') + p("2024年3月5日", '<w:jc w:val="right"/>')
        + p("青川市数据资源管理办法", CENTRE, BIG)
        + paragraphs("第一条　为了规范数据资源管理，制定本办法。", "第二条　本办法自2024年5月1日起施行。")
    )  # fmt: skip
    assert kinds(report) == ["ISSUER_MARK", "DOC_NUMBER", "BODY", "SIGNATURE", "DATE", "ATTACHMENT_TITLE", "ARTICLE", "ARTICLE"]
    assert report.elements.title_text == "青川市人民政府令"
    assert report.elements.genre == "命令"


def test_minutes() -> None:
    report = read(
        p("青川市人民政府常务会议纪要", CENTRE, HUGE) + p("〔2024〕5号", CENTRE) + p("青川市人民政府办公室　　　　　2024年3月6日")
        + p("2024年3月5日，市长李某某主持召开市政府第5次常务会议。现纪要如下：") + p("一、研究数据治理工作") + BODY
        + p("二、研究财政工作") + BODY + paragraphs("出席：李某某、王某某。", "请假：张某某。", "列席：赵某某。", "分送：市委各常委。")
    )  # fmt: skip
    assert kinds(report)[:6] == ["ISSUER_MARK", "DOC_NUMBER", "OTHER", "BODY", "LEVEL1", "BODY"]
    assert kinds(report)[-4:] == ["BODY", "BODY", "BODY", "COPY_TO"]
    assert report.elements.title_text == "青川市人民政府常务会议纪要"
    titled = read(p("关于研究数据治理工作的会议纪要", CENTRE, BIG) + BODY)
    assert kinds(titled) == ["TITLE", "BODY"]
    assert titled.elements.genre == "纪要"


def test_a_copy_from_a_website() -> None:
    metadata = paragraphs(
        "索 引 号：000014349/2024-00012",
        "发文机关：青川市人民政府",
        "成文日期：2024年03月05日",
        "标　　题：青川市人民政府关于加强数据治理的意见",
    )
    report = read(metadata + p("青川市人民政府关于加强数据治理的意见") + BODY + p("一、总体要求") + BODY)  # fmt: skip
    assert kinds(report) == ["OTHER"] * 4 + ["TITLE", "BODY", "LEVEL1", "BODY"]
    assert report.elements.addressee is None
    assert report.elements.signature == ()
    assert not report.elements.has_head


@pytest.mark.parametrize("line", ["1995年3月5日　　青法发〔1995〕7号", "1980年2月15日      〔80〕青法字第7号"])
def test_a_date_before_the_number_under_the_title(line: str) -> None:
    report = read(p("青川市中级法院关于数据案件的通知", CENTRE, BIG) + p(line) + p("各基层法院：") + BODY)
    assert kinds(report) == ["TITLE", "DOC_NUMBER", "ADDRESSEE", "BODY"]
    assert report.elements.date is not None
    assert line.startswith(report.elements.date.text)
    assert not report.elements.has_head
