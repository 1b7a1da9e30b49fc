"""Recovery copies, versions and locks: what is there after a crash, and what is not there after a good end."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app.core.errors import GuardError, UnwritableError
from app.core.profile import RESOURCES
from app.docx.document import WordDocument
from app.editing import disk_file, locks, recovery, versions
from app.editing.open_report import Checking, OpenReport
from app.editing.recovery import Keeper
from tests.docx.test_kinds import members_of

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = RESOURCES / "samples" / "rule-of-law-report.docx"
PLAIN = Checking(notes=False)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WENHENG_HOME", str(tmp_path / "home"))
    return tmp_path / "home" / "data"


@pytest.fixture
def word(tmp_path: Path) -> Path:
    path = tmp_path / "报告.docx"
    shutil.copyfile(SAMPLE, path)
    return path


CRASHING = """
import os, sys
from pathlib import Path
from app.editing.open_report import Checking, OpenReport
from app.editing.recovery import Keeper
report = OpenReport.open(Path(sys.argv[1]), Checking(notes=False))
keeper = Keeper(report)
report.retype([report.report.paragraphs[0].uid], ["崩溃前改的标题"])
keeper.snapshot()()
print("kept", flush=True)
sys.stdin.readline()
os._exit(1)
"""


def crashing(path: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", CRASHING, str(path)]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    assert process.stdout is not None
    assert process.stdout.readline() == "kept\n"
    return process


def test_a_copy_is_offered_when_its_program_is_dead_and_not_before(word: Path) -> None:
    with crashing(word) as process:
        assert recovery.left_by_crashes() == []
        process.kill()
    (left,) = recovery.left_by_crashes()
    assert (left.name, left.path) == ("报告.docx", word.resolve())
    assert abs(datetime.now().astimezone() - left.when) < timedelta(minutes=5)


@pytest.mark.parametrize("name", ["报告.docx", "报告.txt"])
def test_the_copy_opens_with_unsaved_changes_and_saves_to_the_file(tmp_path: Path, word: Path, name: str) -> None:
    path = tmp_path / name
    if name.endswith(".txt"):
        path.write_bytes("关于清查工作的报告\r\n市政府：\r\n".encode("gb18030"))
    before = path.read_bytes()
    with crashing(path) as process:
        process.kill()
    (left,) = recovery.left_by_crashes()
    report = recovery.reopen(left, PLAIN)
    assert report.modified
    assert not report.changed_on_disk
    assert report.report.paragraphs[0].text == "崩溃前改的标题"
    report.save()
    assert not report.modified
    assert OpenReport.open(path, PLAIN).report.paragraphs[0].text == "崩溃前改的标题"
    assert [one.file.read_bytes() for one in versions.versions(path)] == [before]
    if name.endswith(".docx"):
        old, new = members_of(before), members_of(path.read_bytes())
        assert [part for part in old if old[part] != new[part]] == ["word/document.xml"]
        assert abs(len(new["word/document.xml"]) - len(old["word/document.xml"])) < 200, "spliced, not written anew"
    recovery.forget(left)
    assert recovery.left_by_crashes() == []


def test_a_file_that_others_changed_since_the_crash_is_noticed(word: Path) -> None:
    with crashing(word) as process:
        process.kill()
    other = OpenReport.open(word, PLAIN)
    other.retype([other.report.paragraphs[0].uid], ["别人改的标题"])
    other.save()
    (left,) = recovery.left_by_crashes()
    report = recovery.reopen(left, PLAIN)
    assert report.changed_on_disk
    assert report.report.paragraphs[0].text == "崩溃前改的标题"


def test_no_copy_stays_when_changes_were_saved_or_given_up(word: Path, home: Path) -> None:
    report = OpenReport.open(word, PLAIN)
    keeper = Keeper(report)
    report.retype([report.report.paragraphs[0].uid], ["改过的标题"])
    late = keeper.snapshot()
    keeper.snapshot()()
    assert [path.name for path in (home / "recovery").iterdir()] != []
    keeper.drop()
    late()
    assert list((home / "recovery").iterdir()) == []


def test_a_copy_of_an_edited_document_with_new_parts_opens(word: Path) -> None:
    report = OpenReport.open(word, PLAIN)
    report.fix_all_safe()
    keeper = Keeper(report)
    keeper.snapshot()()
    assert keeper._lock is not None
    keeper._lock.release()
    (left,) = recovery.left_by_crashes()
    again = recovery.reopen(left, PLAIN)
    assert [p.text for p in again.report.paragraphs] == [p.text for p in report.report.paragraphs]
    assert [p.format for p in again.report.paragraphs] == [p.format for p in report.report.paragraphs]
    assert WordDocument.from_bytes(again.document.to_bytes(), "x.docx").package.names == report.document.package.names


def test_copies_that_nobody_wanted_for_long_are_taken_away(word: Path) -> None:
    with crashing(word) as process:
        process.kill()
    (left,) = recovery.left_by_crashes()
    old = time.time() - (recovery.KEPT_DAYS + 1) * 86400
    os.utime(left.copy, (old, old))
    assert recovery.left_by_crashes() == []
    assert not left.folder.exists()


def test_one_version_a_session_and_one_more_when_others_changed_the_file(word: Path) -> None:
    contents = [word.read_bytes()]
    report = OpenReport.open(word, PLAIN)
    for title in ("第一次", "第二次", "第三次"):
        report.retype([report.report.paragraphs[0].uid], [title])
        report.save()
    assert [one.file.read_bytes() for one in versions.versions(word)] == contents
    word.write_bytes(b"written by somebody else")
    report.retype([report.report.paragraphs[0].uid], ["第四次"])
    report.save()
    assert {one.file.read_bytes() for one in versions.versions(word)} == {*contents, b"written by somebody else"}
    assert [one.report for one in versions.every_version()] == [word, word]


def test_versions_are_bounded_by_number_and_age(tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    now = time.time()
    for number in range(versions.PER_REPORT + 5):
        path.write_bytes(b"%d" % number)
        os.utime(path, (now - 1000 + number, now - 1000 + number))
        versions.keep(path)
    kept = versions.versions(path)
    assert [one.file.read_bytes() for one in kept] == [b"%d" % n for n in range(versions.PER_REPORT + 4, 4, -1)]
    old = now - (versions.DAYS + 1) * 86400
    for one in kept:
        os.utime(one.file, (old, old))
    other = tmp_path / "另一份.docx"
    other.write_bytes(b"x")
    versions.keep(other)
    assert len(versions.versions(path)) == 1, "the last one of a report stays, however old"


def test_reports_of_one_name_in_two_folders_have_versions_of_their_own(tmp_path: Path) -> None:
    first, second = tmp_path / "甲" / "报告.docx", tmp_path / "乙" / "报告.docx"
    for path in (first, second):
        path.parent.mkdir()
        path.write_bytes(path.parent.name.encode())
        versions.keep(path)
    assert [one.file.read_bytes() for one in versions.versions(first)] == ["甲".encode()]
    assert len(versions.every_version()) == 2


def test_what_the_guard_refuses_goes_beside_the_file_and_the_file_stays(word: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = word.read_bytes()
    report = OpenReport.open(word, PLAIN)
    report.retype([report.report.paragraphs[0].uid], ["改过的标题"])

    def refuse(self: WordDocument, original: bytes) -> None:
        raise GuardError("保存前的检查没有通过（甲）", "乙")

    monkeypatch.setattr(WordDocument, "guard", refuse)
    with pytest.raises(GuardError) as caught:
        report.save()
    beside = word.with_name("报告（未通过检查）.docx")
    assert caught.value.beside == beside
    assert str(beside) in caught.value.hint
    assert word.read_bytes() == before
    assert report.modified
    assert OpenReport.open(beside, PLAIN).report.paragraphs[0].text == "改过的标题"
    with pytest.raises(GuardError):
        report.save()
    assert word.with_name("报告（未通过检查 2）.docx").exists()


def test_when_nothing_can_be_put_beside_the_file_it_goes_to_the_data_folder(
    word: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = disk_file.write_atomically

    def refuse_here(path: Path, data: bytes, keep: object) -> None:
        if path.parent == word.parent:
            raise UnwritableError("磁盘已满，没有保存", "")
        real(path, data, None)

    monkeypatch.setattr(disk_file, "write_atomically", refuse_here)
    error = disk_file.put_beside(word, b"all of it", GuardError("甲", "乙"))
    assert error.beside is not None
    assert error.beside.parent == home / "unsaved"
    assert error.beside.read_bytes() == b"all of it"


HOLDING = """
import sys
from pathlib import Path
from app.editing import locks
lock = locks.take_for_report(Path(sys.argv[1]))
print("held" if lock else "busy", flush=True)
sys.stdin.readline()
"""


def test_a_lock_lives_as_long_as_its_process_and_leaves_nothing_beside_the_report(word: Path, home: Path) -> None:
    command = [sys.executable, "-c", HOLDING, str(word)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        assert locks.take_for_report(word) is None
        other = locks.take_for_report(word.with_name("别的.docx"))
        assert other is not None
        other.release()
        process.kill()
    lock = locks.take_for_report(word)
    assert lock is not None
    assert locks.take_for_report(word) is None
    lock.release()
    assert [path.name for path in word.parent.iterdir() if path != home.parent] == ["报告.docx"]
