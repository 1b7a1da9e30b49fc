"""The word list: every row's samples, and which fixes may be batched."""

from __future__ import annotations

import pytest

from app.core.findings import Safety
from app.core.profile import Profile
from app.rules.term.lexicon import Entry, entries, scan
from tests.rules.reports import check, from_lines

ROWS = [pytest.param(entry, id=entry.words[0]) for entry in entries()]
CATEGORIES = {
    "typo", "idiom", "slip", "variant", "confuse", "legality", "slogan", "thought", "grammar", "colloquial",
}  # fmt: skip


@pytest.mark.parametrize("entry", ROWS)
def test_a_bad_sample_is_found_and_the_fix_ends_it(entry: Entry) -> None:
    assert entry.sample_bad
    for sample in entry.sample_bad:
        hits = [hit for hit in scan(sample) if hit.entry is entry]
        assert hits, sample
        if not entry.is_advice and entry.category != "slogan":
            mended = sample[: hits[0].start] + entry.right + sample[hits[0].end :]
            assert not scan(mended), mended


@pytest.mark.parametrize("entry", [row for row in ROWS if row.values[0].sample_ok])  # pyright: ignore[reportAttributeAccessIssue]
def test_a_good_sample_is_silent(entry: Entry) -> None:
    assert [hit for sample in entry.sample_ok for hit in scan(sample) if hit.entry is entry] == []


def test_rows_are_well_formed() -> None:
    words = [word for entry in entries() for word in entry.words]
    assert {entry.category for entry in entries()} == CATEGORIES
    assert all(len(word) >= 2 for word in words)
    assert len(words) == len(set(words))
    assert all(entry.right and entry.source and entry.licence for entry in entries())
    assert all(any(word in sample for word in entry.words for sample in entry.sample_bad) for entry in entries())


def test_only_misspellings_that_are_no_words_are_batched(profile: Profile) -> None:
    report = from_lines("工作报告", "抓好工作布署，举办知识竟赛，建立工作台帐，截止目前已办结3件，增强法制意识。")
    safety = {spot.text: finding.safety for finding in check(report, profile, "GW-TERM") for spot in finding.spots}
    assert safety == {
        "布署": Safety.SAFE, "竟": Safety.CONFIRM, "帐": Safety.CONFIRM, "截止": Safety.CONFIRM, "法制": Safety.CONFIRM,
    }  # fmt: skip


def test_a_misspelling_in_a_title_or_quotation_is_asked_about(profile: Profile) -> None:
    report = from_lines("工作报告", "贯彻《关于布署重点工作的通知》，做到“认真惯彻”。")
    found = check(report, profile, "GW-TERM-001")
    assert {spot.text for finding in found for spot in finding.spots} == {"布署", "惯彻"}
    assert all(finding.safety is Safety.CONFIRM for finding in found)


@pytest.mark.parametrize("text", ["依照“公司、企业的帐簿和其它会计资料由负责人保管”的规定处理。", "执行《青川市帐户管理办法》。"])
def test_cited_texts_keep_their_words(text: str, profile: Profile) -> None:
    assert check(from_lines("工作报告", text), profile, "GW-TERM-002") == ()


@pytest.mark.parametrize(
    "text",
    [
        "一茬一茬接着干，共建共治共享。", "坚持实事求是是根本要求。", "合同目的的实现有保障。", "研究研究再说，实实在在办事。",
        "作为为民服务的窗口部门。", "和和美美，为为民办事者点赞。",
    ],
)  # fmt: skip
def test_reduplication_is_silent(text: str, profile: Profile) -> None:
    assert check(from_lines("工作报告", text), profile, "GW-SEM-021") == ()
