"""Punctuation rules over whole reports: one finding a cause, nothing touched that a batch must leave alone."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from app.core.apply import apply
from app.core.profile import Profile
from app.core.report import Kind, Paragraph, Place, Report, Role
from app.core.text import HAN, zones
from app.rules.punctuation.pairs import unmatched
from tests.rules.reports import Case, cases, check, from_file, from_lines, places, safe

FAMILY = ("GW-PUNC", "GW-NUM", "GW-TERM", "GW-SEM-021")
DRAFT = (
    "青川市数据资源局2024年度工作情况的报告",
    "市委、市政府：",
    "2024年,市数据局围绕“数据(要素)×”行动,完成３项任务;网址为https://example.cn/a,b。",
    "一、主要工作",
    "(一)健全制度。印发《数据管理办法(试行)》,会议于10:00开始,比例为1:5。 增长4.5%。。",
    '（二）优化服务。深化"一网通办,一窗受理"改革,依据青数发(2023)５号文件办理！',
    "青川市数据资源局",
    "2024年12月9日",
)


def _han(report: Report) -> list[str]:
    return re.findall(f"[{HAN}]", "".join(p.text for p in report.paragraphs))


def _digits(report: Report) -> list[str]:
    return [c for c in unicodedata.normalize("NFKC", "".join(p.text for p in report.paragraphs)) if c.isdigit()]


def _quoted(report: Report) -> list[str]:
    return [p.text[z.start : z.end] for p in report.paragraphs for z in zones(p.text) if z.name in ("book", "quote")]


def _batched(report: Report, profile: Profile) -> Report:
    for _ in range(3):
        edits = [e for finding in check(report, profile, *FAMILY) for fix in finding.safe_fixes for e in fix.edits]
        if not edits:
            break
        report = apply(report, edits, profile)
    return report


def test_a_batch_keeps_characters_digits_and_quoted_text(profile: Profile) -> None:
    before = from_lines(*DRAFT)
    after = _batched(before, profile)
    assert _han(after) == _han(before)
    assert _digits(after) == _digits(before)
    assert set(_quoted(before)) <= set(_quoted(after))
    assert "完成3项任务；网址为https://example.cn/a,b。" in after.paragraphs[2].text
    assert "会议于10:00开始，比例为1:5。" in after.paragraphs[4].text
    assert "一网通办,一窗受理" in after.paragraphs[5].text
    assert "青数发(2023)５号" in after.paragraphs[5].text
    assert safe(check(after, profile, *FAMILY)) == []


def test_half_width_marks_are_one_finding(profile: Profile) -> None:
    report = from_lines("标题", "一是加强领导,压实责任,形成合力;二是强化监督,务求实效。")
    (finding,) = check(report, profile, "GW-PUNC-001")
    assert len(finding.spots) == 4
    assert "4处" in finding.message


def test_a_table_is_reported_but_never_batched(profile: Profile) -> None:
    cell = Paragraph(1, "完成情况,见附表", role=Role(Kind.OTHER), story="table:0:r0c0")
    numbers = Paragraph(2, "1,250.5", role=Role(Kind.OTHER), story="table:0:r0c1")
    report = Report(
        "表.docx", "docx", (Paragraph(0, "见下表。", role=Role(Kind.BODY)),), {0: Place("body", 0)}, others=(cell, numbers)
    )
    found = check(report, profile, "GW-PUNC")
    assert [finding.spot.uid for finding in found] == [1]
    assert safe(found) == []


@pytest.mark.parametrize(
    "text",
    [
        "《关于修改〈关于适用《数据法》的解释〉的决定》", "“‘放管服’改革”", "1）编制方案；2）组织实施", "a）甲；（b）乙", "",
        "（一）“一网通办”《办法（试行）》〔2024〕", "world’s（世界的）",
    ],
)  # fmt: skip
def test_pairs_that_match(text: str) -> None:
    assert unmatched(text) == ()


@pytest.mark.parametrize(
    ("text", "at"),
    [("《办法", (0,)), ("“一网“通办”", (0,)), ("（试行）》", (4,)), ("”一网“", (0, 3)), ("（“甲）”", (1, 4))],
)
def test_marks_without_partner(text: str, at: tuple[int, ...]) -> None:
    assert tuple(sorted(unmatched(text))) == at


def test_a_quotation_over_paragraphs_is_no_fault(profile: Profile) -> None:
    report = from_lines(
        "修改决定", "将第三条修改为：“经费列入预算，专款专用。", "“预算按年编制，公开透明。”", "本决定自公布之日起施行。"
    )
    assert check(report, profile, "GW-PUNC-004") == ()


def test_a_bracket_broken_over_two_lines_is_no_fault(profile: Profile) -> None:
    report = from_lines("工作通知", "各县（市、", "区）人民政府要抓好落实，确保取得实效。")
    assert check(report, profile, "GW-PUNC-005") == ()


# What the punctuation, space, number and word faults of the ground truth are called there.
OURS = re.compile(
    r"punct\.(?:halfwidth_\w+|dunhao_between_\w+|unpaired_quote|doubled|dash_hyphens|straight_quotes)"
    r"|space\.(?:inside|trailing|nbsp|in_date)|word\.typo|number\.fullwidth_digits"
)


def _paragraphs_of(defect: dict[str, Any]) -> list[int]:
    para = defect.get("para")
    return para if isinstance(para, list) else [] if para is None else [para]


CODES = {
    "punct": ("GW-PUNC", "GW-RCPT-002", "GW-LVL"),
    "space": ("GW-PUNC",),
    "word": ("GW-TERM",),
    "number": ("GW-PUNC", "GW-NUM"),
}


def _missed(case: Case, profile: Profile) -> list[tuple[str, int]]:
    report = from_file(case.path)
    found = {family: places(check(report, profile, *codes), report) for family, codes in CODES.items()}
    return [
        (defect["kind"], index)
        for defect in case.truth["defects"]
        if OURS.fullmatch(defect["kind"]) and defect.get("certainty", "clear") == "clear"
        for index in _paragraphs_of(defect)
        if not _hit(report, index, defect, found[defect["kind"].split(".")[0]])
    ]


def _hit(report: Report, index: int, defect: dict[str, Any], found: list[tuple[int, int, int]]) -> bool:
    """Whether a finding touches the words that the truth quotes (the whole paragraph where it quotes none)."""
    text = report.paragraphs[index].text
    words = defect.get("quote") or defect.get("context") or text
    at = max(text.find(words), 0)
    return any(para == index and start < at + len(words) and at < end for para, start, end in found)


def _false(case: Case, profile: Profile) -> list[tuple[str, int, str]]:
    report = from_file(case.path)
    right = [(trap["para"], trap["quote"]) for trap in case.truth.get("not_defects", ()) if isinstance(trap["para"], int)]
    return [
        (finding.code, index, quote)
        for finding in check(report, profile, *FAMILY)
        for index, start, end in places((finding,), report)
        for para, quote in right
        if index == para and (at := report.paragraphs[report.order[finding.spot.uid or 0]].text.find(quote)) >= 0
        and at <= start and end <= at + len(quote)
    ]  # fmt: skip


@pytest.mark.corpus
def test_every_clear_fault_of_the_ground_truth_is_found(corpus: Path, profile: Profile) -> None:
    assert {case.path.name: missed for case in cases(corpus) if (missed := _missed(case, profile))} == {}


@pytest.mark.corpus
def test_no_passage_known_to_be_right_is_reported(corpus: Path, profile: Profile) -> None:
    assert {case.path.name: wrong for case in cases(corpus) if (wrong := _false(case, profile))} == {}


@pytest.mark.corpus
def test_the_first_report_has_exactly_its_faults(corpus: Path, profile: Profile) -> None:
    report = from_file(corpus / "seed.txt")
    counts = {
        code: len(places(check(report, profile, code), report))
        for code in (
            "GW-PUNC-001",
            "GW-PUNC-002",
            "GW-PUNC-010",
            "GW-PUNC-032",
            "GW-TERM-002",
            "GW-TERM-003",
            "GW-TERM-004",
            "GW-SEM-021",
        )
    }
    assert counts == {
        "GW-PUNC-001": 144, "GW-PUNC-002": 16, "GW-PUNC-010": 1, "GW-PUNC-032": 6, "GW-TERM-002": 1, "GW-TERM-003": 1,
        "GW-TERM-004": 2, "GW-SEM-021": 1,
    }  # fmt: skip
    assert {f.code for f in check(report, profile, *FAMILY)} == set(counts)


@pytest.mark.corpus
def test_a_batch_on_the_first_report_leaves_nothing_safe(corpus: Path, profile: Profile) -> None:
    before = from_file(corpus / "seed.txt")
    after = _batched(before, profile)
    assert safe(check(after, profile, *FAMILY)) == []
    assert _han(after) == _han(before)
    assert _quoted(after) == _quoted(before)
