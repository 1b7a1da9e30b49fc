"""Dictionaries of the unit and the clerk: kept, taken along, and heeded by the word rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.dictionary import Dictionary, Flagged, dump_dictionary, parse_dictionary
from app.core.errors import ReportError
from app.core.profile import Profile
from app.core.report import Report
from app.editing.dictionaries import all_words, dictionary_file, own_words, read_words, unread, write_words
from app.editing.open_report import OpenReport
from app.rules.api import Context
from app.rules.checker import Checker
from tests.rules.reports import from_lines


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WENHENG_HOME", str(tmp_path / "home"))


def words_found(report: Report, profile: Profile, dictionary: Dictionary, *codes: str) -> list[str]:
    context = Context(profile, dictionary=dictionary)
    return [spot.text for one in Checker(context, codes or ("GW-TERM",)).check(report) for spot in one.spots]


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    words = Dictionary().with_accepted("惯彻堂").with_flagged("市数局", "市数据局", "规范化简称")
    assert parse_dictionary(dump_dictionary(words)) == words
    for whose in ("unit", "personal"):
        write_words(dictionary_file(whose), words)
        assert own_words(whose) == words
    write_words(tmp_path / "带走.tsv", words)
    assert (tmp_path / "带走.tsv").read_bytes().startswith(b"\xef\xbb\xbf\xe8\xaf\x8d")  # Excel knows it for UTF-8


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_file_of_any_usual_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "词库.txt"
    path.write_bytes("# 备注\n词语\t改为\n青川湾\n\n市数局\t市数据局\n".encode(encoding))
    words = read_words(path)
    assert "青川湾" in words.accepted
    assert words.flagged["市数局"] == Flagged("市数据局")


@pytest.mark.parametrize("text", ["一\n", "青 川\n", f"{'长' * 40}\n"])
def test_a_word_that_is_none_is_refused_with_its_line(text: str) -> None:
    with pytest.raises(ReportError, match="第1行"):
        parse_dictionary(text)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "图.tsv"
    path.write_bytes(b"\x89PNG\r\n\x00\x00\xff\xfe")
    with pytest.raises(ReportError, match="不是文本文件"):
        read_words(path)


def test_a_broken_dictionary_is_told_and_the_other_one_counts() -> None:
    write_words(dictionary_file("personal"), Dictionary().with_accepted("青川湾"))
    dictionary_file("unit").write_text("一\n", encoding="utf-8")
    assert all_words().accepted == {"青川湾"}
    assert [sentence for sentence in unread() if "本单位词库" in sentence]


def test_the_clerks_own_word_wins_over_the_units() -> None:
    write_words(dictionary_file("unit"), Dictionary().with_flagged("市数局", "市数据局").with_accepted("青川湾"))
    write_words(dictionary_file("personal"), Dictionary().with_accepted("市数局").with_flagged("青川湾", "青川港"))
    assert all_words() == Dictionary(frozenset({"市数局"}), {"青川湾": Flagged("青川港")})


def test_an_accepted_word_is_no_finding(profile: Profile) -> None:
    report = from_lines("工作报告", "在布署堂召开会议，抓好工作布署。")
    assert words_found(report, profile, Dictionary()) == ["布署", "布署"]
    assert words_found(report, profile, Dictionary().with_accepted("布署堂")) == ["布署"]


def test_a_flagged_word_is_reported_with_what_to_write(profile: Profile) -> None:
    report = from_lines("工作报告", "市数局牵头，市数据局配合。")
    words = Dictionary().with_flagged("市数局", "市数据局").with_flagged("数据局", "市数据局")
    assert words_found(report, profile, words, "UNIT-WORDS") == ["市数局"]


def test_an_open_report_heeds_the_dictionaries(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_text("工作报告\n抓好工作布署，由市数局牵头。\n", encoding="utf-8")
    assert "布署" in [spot.text for one in OpenReport.open(path).findings for spot in one.spots]
    write_words(dictionary_file("personal"), Dictionary().with_accepted("布署"))
    write_words(dictionary_file("unit"), Dictionary().with_flagged("市数局", "市数据局"))
    texts = [spot.text for one in OpenReport.open(path).findings for spot in one.spots]
    assert "布署" not in texts
    assert "市数局" in texts


@pytest.mark.parametrize(
    ("lines", "left"),
    [
        (("市数据局局长张松驰主持会议，张松驰同志讲话。",), []),
        (("联系人：张松驰，电话：5550100。",), []),
        (("纪律松驰，作风漂浮。",), ["松驰"]),
        (("青川市布署镇建成学校，布署镇居民受益。",), []),
        (("抓好工作布署，各县区抓好落实。",), ["布署"]),
        (("局长李明惯彻会议精神。",), ["惯彻"]),
    ],
)
def test_a_name_that_the_report_makes_known_is_no_misspelling(lines: tuple[str, ...], left: list[str], profile: Profile) -> None:
    assert words_found(from_lines("工作报告", *lines), profile, Dictionary(), "GW-TERM-001") == left
