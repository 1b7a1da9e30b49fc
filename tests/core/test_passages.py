"""Sentences that run on over the end of a paragraph."""

from __future__ import annotations

from dataclasses import replace

from app.core.passages import continues, goes_on, stands_alone
from app.core.report import Paragraph, Report
from tests.core.structure import BODY_TEXT, read, styled

_BROKEN = "全市上下坚持目标导向和问题导向，"


def _joined(report: Report) -> list[int]:
    return [at for at in range(-1, len(report.paragraphs) + 1) if goes_on(report, at)]


def test_a_line_broken_in_a_word_goes_on() -> None:
    report = read("关于数据的报告", "市政府：", "全市上下坚持目标导向和问题导向相统一，通", "过联席会议推进数据治理。", BODY_TEXT)
    assert _joined(report) == [2]


def test_an_indented_line_carries_on_a_heading_that_breaks_off() -> None:
    assert _joined(read("关于数据的报告", "（一）坚持统筹推进，", "　加强领导。" + BODY_TEXT)) == [1]


def test_paragraphs_without_their_mark_are_not_broken_lines() -> None:
    assert not _joined(read("关于数据的报告", BODY_TEXT * 2 + "各项工作取得新的进展", BODY_TEXT, "一、成效", BODY_TEXT))


def test_a_blank_line_a_centred_line_and_a_heading_stand_apart() -> None:
    centred = styled(5, "王某某", align="center")
    assert not _joined(read("关于数据的报告", _BROKEN, "", BODY_TEXT, _BROKEN, centred, "一、成效"))


def test_what_a_paragraph_that_stands_alone_says_does_not_matter_beside_it() -> None:
    others = (BODY_TEXT, _BROKEN, "，推进数据治理。", "通过联席会议推进数据治理，各项工作", "一、成效", "")
    report = read("关于数据的报告", *others, "各单位要加强领导。")
    alone = report.paragraphs[-1]
    other = replace(alone, text="“放管服”改革取得成效。")
    assert stands_alone(alone)
    assert stands_alone(other)
    assert not any(map(stands_alone, report.paragraphs[2:-1]))
    for p in report.paragraphs:
        assert _both_ways(p, alone) == _both_ways(p, other)


def _both_ways(p: Paragraph, q: Paragraph) -> tuple[bool, bool]:
    return continues(p, q), continues(q, p)
