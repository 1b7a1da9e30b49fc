"""Notes on a report: they find their places again, wherever the file is, and never stop the work."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import ProfileError
from app.core.report import Kind
from app.editing import notes as noting
from app.editing.open_report import Checking, OpenReport
from tests.docx.make import p, parts, zipped


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WENHENG_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "报告.txt"
    path.write_text("青川市数据资源局关于数据工作的报告\n市政府:\n一、总体情况\n情况有序,请审阅。", encoding="utf-8")
    return path


def codes(report: OpenReport) -> list[str]:
    return [finding.code for finding in report.findings]


def with_id(path: Path) -> Path:
    settings = '<w15:docId w15:val="{11112222-3333-4444-5555-666677778888}"/>'
    path.write_bytes(zipped(parts(p("关于数据工作的报告") + p("情况有序,请审阅。") + "<w:sectPr/>", settings=settings)))
    return path


def test_of_two_slips_in_one_sentence_each_is_kept_on_its_own(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_text("青川市数据资源局关于数据工作的报告\n市政府：\n本市举办征文 摄影比赛 并完成 汇总工作。", encoding="utf-8")
    report = OpenReport.open(path, Checking(select=frozenset({"GW-PUNC-032"})))
    assert len(report.findings) == 3
    for left in (2, 1, 0):
        report.ignore(report.findings[0], "核对过")
        assert len(report.findings) == left


def test_keeping_a_place_that_has_gone_does_nothing(text: Path) -> None:
    report = OpenReport.open(text)
    finding = next(f for f in report.findings if f.code == "GW-PUNC-001")
    report.fix_all_safe()
    report.ignore(finding, "来不及了")
    assert report.ignored == ()


def test_a_finding_asked_for_again_is_the_same_one(text: Path) -> None:
    report = OpenReport.open(text)
    finding = next(f for f in report.findings if f.code == "GW-PUNC-001")
    report.check_by(Checking())
    report.ignore(finding, "转码稿")
    assert "GW-PUNC-001" not in codes(report)


def test_a_renamed_file_keeps_its_notes_by_the_id_word_gave_it(tmp_path: Path) -> None:
    path = with_id(tmp_path / "报告.docx")
    report = OpenReport.open(path)
    report.ignore(next(f for f in report.findings if f.code == "GW-PUNC-001"), "转码稿")
    report.set_kind(report.report.paragraphs[1].uid, Kind.NOTE)
    renamed = path.rename(tmp_path / "改名.docx")
    again = OpenReport.open(renamed)
    assert "GW-PUNC-001" not in codes(again)
    assert again.report.paragraphs[1].kind is Kind.NOTE


def test_a_copy_saved_under_another_name_keeps_the_notes(text: Path, tmp_path: Path) -> None:
    report = OpenReport.open(text)
    report.ignore(next(f for f in report.findings if f.code == "GW-PUNC-001"), "转码稿")
    report.save(tmp_path / "另存.txt")
    assert "GW-PUNC-001" not in codes(OpenReport.open(tmp_path / "另存.txt"))
    assert "GW-PUNC-001" not in codes(OpenReport.open(text))


def test_notes_beside_the_report_are_read_first_and_written_there(text: Path, home: Path) -> None:
    report = OpenReport.open(text)
    report.ignore(next(f for f in report.findings if f.code == "GW-PUNC-001"), "转码稿")
    (made,) = (home / "data" / "notes").iterdir()
    beside = text.with_name("报告.txt.wenheng.toml")
    beside.write_text("version = 1\n", encoding="utf-8")
    again = OpenReport.open(text)
    assert "GW-PUNC-001" in codes(again)
    again.ignore(next(f for f in again.findings if f.code == "GW-PUNC-001"), "另一理由")
    assert "另一理由" in beside.read_text(encoding="utf-8")
    assert "另一理由" not in made.read_text(encoding="utf-8")


BROKEN = {
    "not toml": b"version = = 1",
    "not text": b"\xff\xfe\x00v",
    "another shape": b'ignored = "GW-PUNC-001"',
    "a kind that does not exist": '[[kinds]]\ntext = "0"\nordinal = 0\nkind = "没有"'.encode(),
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=list(BROKEN))
def test_a_broken_notes_file_is_named_in_one_sentence(data: bytes, text: Path) -> None:
    beside = text.with_name("报告.txt.wenheng.toml")
    beside.write_bytes(data)
    with pytest.raises(ProfileError) as caught:
        OpenReport.open(text)
    assert str(beside) in caught.value.message
    assert "GW-PUNC-001" in codes(OpenReport.open(text, Checking(notes=False)))
    assert beside.read_bytes() == data


def test_a_data_folder_that_cannot_be_written_stops_no_save(text: Path, home: Path) -> None:
    home.write_text("此处应是文件夹", encoding="utf-8")
    report = OpenReport.open(text)
    with pytest.raises(ProfileError, match="没有存下"):
        report.ignore(report.findings[0], "理由")


def test_notes_are_written_whole(text: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    noting.write_notes(text, None, noting.Notes())
    file = noting.notes_path(text, None)
    before = file.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(ProfileError):
        noting.write_notes(text, None, noting.Notes(ignored=(noting.Ignored("A", "b", 0, "c"),)))
    assert file.read_bytes() == before
    assert [x.name for x in file.parent.iterdir()] == [file.name]
