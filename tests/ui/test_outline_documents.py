"""Documents inside the document are rows of the structure with their own sections under them."""

from app.ui.outline_entries import Entry, Map, Sections, entries_of
from tests.core.documents import BIG, BODY, CENTRE, DAY, OPENING, ORGAN, RIGHT, SIGNED, paragraphs, read
from tests.docx.make import p


def rows(entries: tuple[Entry, ...]) -> list[object]:
    return [(entry.words, rows(entry.children)) if entry.children else entry.words for entry in entries]


def test_sections_stand_under_their_document() -> None:
    annexes = (
        p("附件1")
        + p("任务清单", CENTRE, BIG)
        + p("一、归集")
        + BODY
        + p("附件2")
        + p("名单", CENTRE, BIG)
        + p("一、组长")
        + BODY
    )
    report = read(OPENING + p("一、成效") + BODY + SIGNED + annexes)
    entries = entries_of(report, False, Sections())
    assert rows(entries)[2:] == [
        "开头　" + report.paragraphs[2].text[:40], "一、成效", f"发文机关署名　{ORGAN}", f"成文日期　{DAY}",
        ("附件1　任务清单", ["一、归集"]), ("附件2　名单", ["一、组长"]),
    ]  # fmt: skip
    last = report.paragraphs[-1].uid
    assert [entry.words for entry in Map(report, entries).chain(Map(report, entries).entry_at(last))] == [
        "附件2　名单",
        "一、组长",
    ]


def test_items_without_a_heading_stand_under_the_opening_or_their_document() -> None:
    annex = p("附件1") + p("任务清单", CENTRE, BIG) + p("各单位要抓好落实。一是归集；二是共享。")
    report = read(OPENING + p("主要做法如下。一是抓早；二是抓小。") + p("一、成效") + p("一是快；二是好。") + SIGNED + annex)
    shown = rows(entries_of(report, False, Sections()))
    assert shown[2:4] == [
        ("开头　" + report.paragraphs[2].text[:40], ["一是　抓早", "二是　抓小"]), ("一、成效", ["一是　快", "二是　好"]),
    ]  # fmt: skip
    assert shown[-1] == ("附件1　任务清单", ["一是　归集", "二是　共享"])


def test_an_issued_text() -> None:
    report = read(
        p("关于印发青川市数据治理方案的通知", CENTRE, BIG) + p("各县区人民政府：") + BODY + p(ORGAN, RIGHT) + p(DAY, RIGHT)
        + p("青川市数据治理方案", CENTRE, BIG) + p("一、总体要求") + BODY + p("二、主要任务") + BODY
    )  # fmt: skip
    assert rows(entries_of(report, False, Sections()))[-1] == ("印发的文件　青川市数据治理方案", ["一、总体要求", "二、主要任务"])


def test_a_file_that_is_itself_an_attachment() -> None:
    report = read(p("附件1") + p("任务清单", CENTRE, BIG) + paragraphs("一、归集") + BODY + p("二、共享") + BODY)
    assert rows(entries_of(report, False, Sections())) == ["附件1", "标题　任务清单", "一、归集", "二、共享"]


def test_an_addressee_that_text_runs_on_after_is_a_row() -> None:
    report = read(p("关于青川市数据治理情况的报告", CENTRE, BIG) + p("市人民政府：现将有关情况报告如下。") + p("一、成效") + BODY)
    assert rows(entries_of(report, False, Sections()))[1:] == ["主送机关　市人民政府：", "一、成效"]
