"""The open report: changes, findings, notes and saving, on real files."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.edits import Retext
from app.core.errors import ReportError
from app.core.findings import Safety
from app.core.report import Kind
from app.editing import versions
from app.editing.open_report import Changed, Checking, OpenReport
from tests.docx.make import p, parts, zipped
from tests.everything import everything

DRAFT = "青川市数据资源局关于数据工作的报告\n市政府:\n情况如下,请审阅。\n一、总体情况\n工作有序,成效明显。\n青川市数据资源局\n2025年1月9日"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WENHENG_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "报告.txt"
    path.write_text(DRAFT, encoding="utf-8")
    return path


@pytest.fixture
def word(tmp_path: Path) -> Path:
    path = tmp_path / "报告.docx"
    path.write_bytes(everything())
    return path


def test_typing_changes_one_paragraph_and_tells_where(word: Path) -> None:
    report = OpenReport.open(word)
    told: list[Changed] = []
    report.subscribe(told.append)
    p = report.report.paragraphs[3]
    report.retype([p.uid], [p.text + "新"])
    assert told == [Changed(3, 1, 1, "editor")]
    assert report.report.paragraphs[3].text.endswith("新")
    assert report.report.paragraphs[2] is not None
    assert report.modified
    assert report.undo() == "键入"
    assert report.document.to_bytes() == word.read_bytes()
    assert not report.modified


def test_enter_and_backspace_are_told_as_ranges(word: Path) -> None:
    report = OpenReport.open(word)
    told: list[Changed] = []
    report.subscribe(told.append)
    p = report.report.paragraphs[0]
    report.retype([p.uid], [p.text[:3], p.text[3:]])
    assert (told[-1].at, told[-1].removed, told[-1].added) == (0, 1, 2)
    uids = [q.uid for q in report.report.paragraphs[:2]]
    report.retype(uids, [p.text])
    assert (told[-1].removed, told[-1].added) == (2, 1)
    assert report.report.paragraphs[0].text == p.text


def test_fixing_all_is_one_step_and_leaves_nothing_safe(text: Path) -> None:
    report = OpenReport.open(text)
    assert report.fix_all_safe()
    assert "情况如下，请审阅。" in [p.text for p in report.report.paragraphs]
    assert [f for f in report.findings if f.safety is Safety.SAFE] == []
    assert report.undo() == "按国标排版"
    assert report.document.to_bytes() == text.read_bytes()
    assert report.redo() == "按国标排版"


def test_a_place_kept_as_it_is_stays_kept_after_reopening(text: Path) -> None:
    report = OpenReport.open(text)
    finding = next(f for f in report.findings if f.code == "GW-PUNC-001")
    report.ignore(finding, "转码稿")
    assert "GW-PUNC-001" not in [f.code for f in report.findings]
    again = OpenReport.open(text)
    assert "GW-PUNC-001" not in [f.code for f in again.findings]
    (note,) = again.ignored
    assert note.reason == "转码稿"
    again.restore(note)
    assert "GW-PUNC-001" in [f.code for f in again.findings]
    assert "GW-PUNC-001" in [f.code for f in OpenReport.open(text, Checking(notes=False)).findings]


def test_a_kind_set_by_hand_wins_and_is_remembered(text: Path) -> None:
    report = OpenReport.open(text)
    uid = report.report.paragraphs[4].uid
    report.set_kind(uid, Kind.NOTE)
    assert report.report.by_uid[uid].kind is Kind.NOTE
    again = OpenReport.open(text)
    assert again.report.paragraphs[4].kind is Kind.NOTE
    again.set_kind(again.report.paragraphs[4].uid, None)
    assert OpenReport.open(text).report.paragraphs[4].kind is not Kind.NOTE


def test_nothing_is_left_beside_the_report(text: Path, home: Path) -> None:
    report = OpenReport.open(text)
    report.ignore(report.findings[0], "理由")
    report.fix_all_safe()
    report.save()
    assert sorted(p.name for p in text.parent.iterdir()) == ["home", "报告.txt"]
    assert list((home / "data").rglob("*.toml"))


def test_saving_keeps_a_backup_and_is_no_longer_modified(word: Path, home: Path) -> None:
    before = word.read_bytes()
    report = OpenReport.open(word)
    report.retype([report.report.paragraphs[0].uid], ["新标题"])
    result = report.save()
    assert result.guard is not None
    assert result.guard.characters_lost == 0
    assert not report.modified
    assert [one.file.read_bytes() for one in versions.versions(word)] == [before]
    assert OpenReport.open(word).report.paragraphs[0].text == "新标题"


def test_what_was_saved_and_then_undone_is_saved_as_it_was_opened(tmp_path: Path) -> None:
    """The guard compares with the file saved last, which says more than the parts that are as they were opened."""
    path = tmp_path / "稿.docx"
    path.write_bytes(zipped(parts(p("甲") + p("乙"))))
    original = path.read_bytes()
    report = OpenReport.open(path)
    report.track(on=True)  # adds a part
    first, second = report.report.paragraphs
    report.retype([first.uid, second.uid], ["甲丙"])
    report.save()
    assert path.read_bytes() != original
    report.undo()
    report.undo()
    report.save()
    assert path.read_bytes() == original
    report.redo()
    report.redo()
    report.save()
    assert "丙" in "".join(one.text for one in OpenReport.open(path).report.paragraphs)


def test_a_change_on_disk_is_noticed(text: Path) -> None:
    report = OpenReport.open(text)
    assert not report.changed_on_disk
    text.write_text(DRAFT + "\n又一行", encoding="utf-8")
    assert report.changed_on_disk


def test_a_word_report_is_not_flattened_to_text(word: Path, tmp_path: Path) -> None:
    report = OpenReport.open(word)
    with pytest.raises(ReportError, match="纯文本"):
        report.save(tmp_path / "平.txt")
    assert not (tmp_path / "平.txt").exists()


def test_a_text_becomes_a_formatted_report(text: Path, tmp_path: Path) -> None:
    report = OpenReport.open(text)
    report.fix_all_safe()
    report.save(tmp_path / "报告.docx")
    made = OpenReport.open(tmp_path / "报告.docx")
    assert [p.text for p in made.report.paragraphs if p.text] == [p.text for p in report.report.paragraphs if p.text]
    assert [p.kind for p in made.report.paragraphs if p.text] == [p.kind for p in report.report.paragraphs if p.text]
    assert [f for f in made.findings if f.safety is Safety.SAFE] == []


def crossing(path: Path) -> OpenReport:
    """A report with two stray spaces, one of them in a tracked insertion, and a half-width comma in plain text."""
    inserted = '<w:ins w:id="1" w:author="甲"><w:r><w:t xml:space="preserve"> 摄影</w:t></w:r></w:ins>'
    runs = f'<w:r><w:t xml:space="preserve">青川市举办征文、 </w:t></w:r>{inserted}<w:r><w:t>评比,共收到稿件多份。</w:t></w:r>'
    body = p("青川市数据资源局关于治理工作的报告") + p("市政府：") + f"<w:p>{runs}</w:p><w:sectPr/>"
    path.write_bytes(zipped(parts(body)))
    return OpenReport.open(path)


def test_a_fix_across_the_border_of_a_tracked_change_is_not_offered(tmp_path: Path) -> None:
    report = crossing(tmp_path / "修订稿.docx")
    spaces = next(f for f in report.findings if f.code == "GW-PUNC-032")
    assert spaces.safety is Safety.NONE
    mended = [code for code, _ in report.fix_all_safe()]
    assert mended.count("GW-PUNC-001") == 1
    assert "GW-PUNC-032" not in mended
    assert report.report.paragraphs[2].text == "青川市举办征文、  摄影评比，共收到稿件多份。"
    assert [f for f in report.findings if f.safety is Safety.SAFE] == []


def test_an_edit_that_was_left_out_is_not_counted(tmp_path: Path) -> None:
    report = crossing(tmp_path / "修订稿.docx")
    uid = report.report.paragraphs[2].uid
    assert report.apply([Retext(uid, 7, 10, "")], "更正") == 0
    assert not report.modified
    assert report.undo_label is None
