"""一是… items and their owners."""

from app.core.item_groups import item_groups
from app.core.items import items_of
from app.core.report import Paragraph
from tests.core.structure import BODY_TEXT, read


def test_items_of_a_paragraph() -> None:
    p = Paragraph(7, "（一）抓学习。一是开展培训,提升能力。二是组织考试。三是十分重视。")
    found = items_of(p)
    assert [(item.numeral, item.value, item.text) for item in found] == [
        ("一是", 1, "开展培训,提升能力"),
        ("二是", 2, "组织考试"),
        ("三是", 3, "十分重视"),
    ]
    assert all(p.text[item.start : item.start + 2] == item.numeral for item in found)


def test_words_are_no_items() -> None:
    assert items_of(Paragraph(0, "这一是非问题。统一是关键，唯一要务是发展。")) == ()


def test_items_belong_to_the_section_they_stand_in() -> None:
    report = read(
        "关于数据的报告", "一、成效", "一是归集数据。", BODY_TEXT, "二是共享数据。", "（一）不足。一是人才少。二是经费少。", "二、安排", "一要抓紧。二要抓实。",
    )  # fmt: skip
    owners = {node.text: [item.numeral for item in node.items] for node in report.nodes()}
    assert owners == {"成效": ["一是", "二是"], "不足": ["一是", "二是"], "安排": ["一要", "二要"]}
    assert [len(group) for group in item_groups(report)] == [2, 2, 2]


def test_a_lone_want_is_no_list() -> None:
    report = read("关于数据的报告", "一、成效", "会议强调，一要抓紧。")
    assert report.outline[0].items == ()


def test_items_before_the_first_heading_form_a_group() -> None:
    report = read("关于数据的报告", "做了以下工作。一是归集。二是共享。", "一、成效", BODY_TEXT)
    assert [[item.numeral for item in group] for group in item_groups(report)] == [["一是", "二是"]]
