"""Broken lines joined to passages, and the way back."""

from app.core.passages import passages
from tests.core.structure import BODY_TEXT, read, styled


def test_every_offset_leads_back() -> None:
    report = read("关于数据的报告", "市政府：", "全市上下坚持目标导向和问题导向相统一，通", "过联席会议推进数据治理。", BODY_TEXT)
    joined = next(p for p in passages(report) if p.broken)
    assert joined.text == "全市上下坚持目标导向和问题导向相统一，通过联席会议推进数据治理。"
    for offset, letter in enumerate(joined.text):
        uid, at = joined.locate(offset)
        assert report.by_uid[uid].text[at] == letter


def test_indents_of_broken_lines_are_left_out() -> None:
    report = read("关于数据的报告", "（一）坚持统筹推进，", "　加强领导。" + BODY_TEXT)
    joined = next(p for p in passages(report) if p.broken)
    assert joined.text.startswith("（一）坚持统筹推进，加强领导。")
    assert joined.locate(joined.text.index("加")) == (2, 1)


def test_paragraphs_without_their_mark_are_not_broken_lines() -> None:
    report = read("关于数据的报告", BODY_TEXT * 2 + "各项工作取得新的进展", BODY_TEXT, "一、成效", BODY_TEXT)
    assert not any(p.broken for p in passages(report))


def test_a_blank_line_a_centred_line_and_a_heading_stand_apart() -> None:
    report = read(
        "关于数据的报告",
        "全市上下坚持目标导向和问题导向，",
        "",
        BODY_TEXT,
        "全市上下坚持目标导向和问题导向，",
        styled(5, "王某某", align="center"),
        "一、成效",
    )
    assert not any(p.broken for p in passages(report))


def test_passages_are_remembered() -> None:
    report = read("关于数据的报告", BODY_TEXT)
    assert passages(report) is passages(report)
