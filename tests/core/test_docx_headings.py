"""Headings, clauses and items of real DOCX files: every form of ordinal, style, outline level and automatic number."""

import pytest

from tests.core.documents import BIG, BODY, CENTRE, OPENING, kinds, paragraphs, read, shape
from tests.core.structure import BODY_TEXT
from tests.docx.make import p

HEADING = (
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/>'
    '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
)
COUNTING = (
    '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/><w:lvl w:ilvl="0"><w:start w:val="{start}"/>'
    '<w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
KAI, FANG = ('<w:rFonts w:eastAsia="楷体"/><w:sz w:val="32"/>', '<w:rFonts w:eastAsia="仿宋"/><w:sz w:val="32"/>')
B = BODY_TEXT


def runs(*parts: tuple[str, str]) -> str:
    """A paragraph of several runs: (text, properties)."""
    inner = "".join(f"<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>" for text, look in parts)
    return f"<w:p>{inner}</w:p>"


def test_text_style_outline_level_and_automatic_numbers_mix() -> None:
    report = read(
        OPENING + p("一、总体情况") + BODY + p("二、主要做法", '<w:pStyle w:val="Heading1"/>') + BODY
        + p("（一）夯实基础", '<w:outlineLvl w:val="1"/>') + BODY + p("存在问题", '<w:outlineLvl w:val="0"/>') + BODY
        + p("下步打算", NUMBERED) + BODY,
        styles=HEADING, numbering=COUNTING.format(start=4, format="chineseCounting", text="%1、"),
    )  # fmt: skip
    assert [(n.level, n.numeral, n.text, n.automatic) for n in report.nodes()] == [
        (1, "一、", "总体情况", False), (1, "二、", "主要做法", False), (2, "（一）", "夯实基础", False),
        (1, "", "存在问题", False), (1, "四、", "下步打算", True),
    ]  # fmt: skip


def test_styled_headings_without_numbers_stay_below_the_level_above() -> None:
    levels = {
        text: f'<w:outlineLvl w:val="{level}"/>' for text, level in (("1.总体情况", 0), ("1.1主要成效", 1), ("重点事项", 2))
    }
    body = "".join(p(text, level) + BODY for text, level in levels.items())
    report = read(
        OPENING + body + p("其他事项", '<w:outlineLvl w:val="2"/>') + BODY + p("2.下步打算", '<w:outlineLvl w:val="0"/>')
    )
    assert [(n.level, n.text) for n in report.nodes()] == [
        (1, "总体情况"), (2, "主要成效"), (3, "重点事项"), (3, "其他事项"), (1, "下步打算"),
    ]  # fmt: skip


def test_run_in_headings_with_and_without_a_stop() -> None:
    report = read(
        OPENING + p("一、总体情况") + p("（一）夯实基础。" + B) + runs(("（二）优化服务", KAI), (B, FANG))
        + runs(("（三）严格监管：", "<w:b/>" + FANG), (B, FANG)) + p("（四）健全机制　" + B)
    )  # fmt: skip
    assert shape(report) == [
        (1, "一、", "总体情况", False), (2, "（一）", "夯实基础", True), (2, "（二）", "优化服务", True),
        (2, "（三）", "严格监管", True), (2, "（四）", "健全机制", True),
    ]  # fmt: skip
    heading = report.paragraphs[5]
    assert heading.text[heading.role.content : heading.role.heading_end] == "优化服务"


def test_a_bold_word_in_a_clause_is_no_heading() -> None:
    clause = "应当于每季度末报送数据归集、共享和开放情况，并对所报数据的真实性、准确性和完整性负责，不得迟报漏报。"
    body = "".join(runs((f"（{n}）各县区", "<w:b/>" + FANG), (clause, FANG)) for n in "一二三")
    assert kinds(read(OPENING + body))[3:] == ["CLAUSE"] * 3


def test_what_a_colon_follows_is_no_heading_by_itself() -> None:
    days = (
        "元旦：1月1日放假，共1天。1月2日上班。",
        "春节：2月4日至10日放假，共7天。2月11日上班。",
        "国庆节：10月1日至7日放假。10月8日上班。",
    )
    report = read(OPENING + paragraphs(*(f"{n}、{day}" for n, day in zip("一二三", days, strict=True))))
    assert kinds(report)[3:] == ["CLAUSE"] * 3


def test_broken_lines_are_text() -> None:
    lines = ("全市上下坚持目标导向和问题导向相统一，通", "过联席会议推进数据治理各项工作，取得新的", "成效，群众满意度不断提高。")
    report = read(OPENING + paragraphs("一、总体情况", *lines, "（一）夯实基础", B))
    assert kinds(report)[3:] == ["LEVEL1", "BODY", "BODY", "BODY", "LEVEL2", "BODY"]


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        ("1、", "2、", "LEVEL3"), ("1．", "2．", "LEVEL3"), ("1.", "2.", "LEVEL3"), ("⒈", "⒉", "LEVEL3"),
        ("⑴", "⑵", "LEVEL4"), ("（1）", "（2）", "LEVEL4"), ("(1)", "(2)", "LEVEL4"), ("①", "②", "LEVEL4"),
        ("㈠", "㈡", "LEVEL2"), ("(一)", "(二)", "LEVEL2"), ("Ⅰ", "Ⅱ", "LEVEL1"), ("Ⅰ、", "Ⅱ、", "LEVEL1"),
    ],
)  # fmt: skip
def test_every_form_of_ordinal(first: str, second: str, kind: str) -> None:
    report = read(OPENING + p(f"{first}夯实基础。{B}") + p(f"{second}强化支撑。{B}"))
    assert kinds(report)[3:] == [kind, kind]
    assert shape(report) == [(1, first, "夯实基础", True), (1, second, "强化支撑", True)]


def test_all_forms_within_one_another() -> None:
    report = read(OPENING + paragraphs("Ⅰ　总体情况", "一、主要成效", "（一）夯实基础", "1、明确目标", f"⑴摸清底数。{B}", f"⑵建立台账。{B}", "2、压实责任", B, "Ⅱ　下步打算", B))  # fmt: skip
    assert [(n.level, n.numeral) for n in report.nodes()] == [
        (1, "Ⅰ"), (2, "一、"), (3, "（一）"), (4, "1、"), (5, "⑴"), (5, "⑵"), (4, "2、"), (1, "Ⅱ"),
    ]  # fmt: skip


def test_chapters_and_articles() -> None:
    report = read(
        p("青川市数据资源管理办法", CENTRE, BIG)
        + paragraphs("第一章　总则", "第一条　为了规范数据资源管理，制定本办法。", "第二章　职责", "第二条　市数据主管部门履行下列职责：", "（一）拟订规划；", "（二）组织实施。")
    )  # fmt: skip
    assert kinds(report) == ["TITLE", "CHAPTER", "ARTICLE", "CHAPTER", "ARTICLE", "CLAUSE", "CLAUSE"]
    assert [(n.level, n.numeral, n.scheme) for n in report.nodes()][:2] == [(1, "第一章", "chapter"), (2, "第一条", "article")]


@pytest.mark.parametrize("gap", [" ", ""], ids=["spaced", "glued"])
def test_decimal_numbers(gap: str) -> None:
    heads = (
        "1.1|主要成效",
        "1.2|个人信息保护",
        "1.2.1|年度工作",
        "1.2.2|项目管理",
        "1.3|存在问题",
        "2.1|人员安排",
        "2.2|资金安排",
    )
    first, *rest = (head.replace("|", gap) for head in heads)
    report = read(OPENING + p("1.总体情况") + "".join(p(head) + BODY for head in (first, *rest[:4])) + p("2.下步打算") + "".join(p(head) + BODY for head in rest[4:]))  # fmt: skip
    assert [(n.level, n.numeral) for n in report.nodes()] == [
        (1, "1."), (2, "1.1"), (2, "1.2"), (3, "1.2.1"), (3, "1.2.2"), (2, "1.3"), (1, "2."), (2, "2.1"), (2, "2.2"),
    ]  # fmt: skip


def test_amounts_are_no_decimal_numbers() -> None:
    report = read(OPENING + paragraphs("1.5个百分点的增幅高于全省平均水平。", "1.4倍于上年。", "2.3万户居民受益。"))
    assert report.outline == ()


def test_standing_names_without_text_below_follow_the_other_series() -> None:
    body = paragraphs(
        "一、车辆号牌",
        "（一）汽车号牌。",
        B,
        "（二）摩托车号牌。",
        B,
        "二、涂装样图",
        "（一）小型车辆样图。",
        "（二）大型车辆样图。",
    )
    assert kinds(read(OPENING + body))[-2:] == ["LEVEL2", "LEVEL2"]
    listed = paragraphs("一、报送材料", "（一）申请表。", "（二）承诺书。")
    assert kinds(read(OPENING + listed))[-2:] == ["CLAUSE", "CLAUSE"]


ITEMS = {
    "是": ("一是", "二是", "三是"), "要": ("一要", "二要", "三要"), "words": ("首先，", "其次，", "最后，"), "ordinals": ("第一，", "第二，", "第三，"),
}  # fmt: skip


@pytest.mark.parametrize("marks", ITEMS.values(), ids=ITEMS.keys())
@pytest.mark.parametrize("apart", [True, False], ids=["paragraphs", "one paragraph"])
def test_items(marks: tuple[str, ...], apart: bool) -> None:
    texts = [f"{mark}{what}。" for mark, what in zip(marks, ("归集数据", "共享数据", "开放数据"), strict=True)]
    report = read(
        OPENING + p("一、主要做法") + (paragraphs(*texts) if apart else p("做了以下工作。" + "".join(texts))) + p("二、打算")
    )
    items = report.outline[0].items
    assert [(item.numeral, item.value, item.text) for item in items] == [
        (mark.rstrip("，"), value, what) for mark, value, what in zip(marks, (1, 2, 3), ("归集数据", "共享数据", "开放数据"), strict=True)
    ]  # fmt: skip
    texts_of = {q.uid: q.text for q in report.paragraphs}
    assert all(texts_of[item.uid][item.start :].startswith(item.numeral) for item in items)
    assert all(texts_of[item.uid][item.start : item.end].endswith("。") for item in items)


def test_words_that_are_no_list() -> None:
    report = read(
        OPENING
        + p("一、主要做法")
        + paragraphs("首先，要提高认识。" + B, "第一，位居全省前列。" + B, "第一、第二季度增长。最后，感谢各方支持。")
    )
    assert report.outline[0].items == ()


def test_a_list_within_an_item_leaves_it_whole() -> None:
    text = "一是归集数据。首先，摸清底数。其次，建立台账。二是共享数据。"
    items = read(OPENING + p("一、做法") + p(text)).outline[0].items
    assert [item.numeral for item in items] == ["一是", "首先", "其次", "二是"]
    assert text[items[0].start : items[0].end] == "一是归集数据。首先，摸清底数。其次，建立台账。"
