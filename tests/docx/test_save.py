"""Saving is whole or not at all, and says why not."""

from __future__ import annotations

import errno
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from app.core.errors import UnwritableError
from app.docx.save import _write_beside, write_atomically
from app.editing import versions

ROOT = Path(__file__).resolve().parents[2]


def left_over(folder: Path) -> list[str]:
    return sorted(x.name for x in folder.iterdir() if x.suffix == ".tmp")


def test_a_new_file_and_a_replaced_one_that_is_handed_over_first(tmp_path: Path) -> None:
    target, kept = tmp_path / "报告.docx", list[bytes]()
    for data in (b"one", b"two", b"three"):
        write_atomically(target, data, lambda path: kept.append(path.read_bytes()))
    assert target.read_bytes() == b"three"
    assert kept == [b"one", b"two"]
    assert left_over(tmp_path) == []


def test_what_a_killed_save_left_is_swept_by_the_next(tmp_path: Path) -> None:
    target = tmp_path / "报告.docx"
    left = _write_beside(target, b"half")
    other = _write_beside(tmp_path / "别的.docx", b"of another file")
    write_atomically(target, b"one", None)
    assert left.exists(), "it may belong to a save that is under way"
    os.utime(left, (1, 1))
    os.utime(other, (1, 1))
    write_atomically(target, b"two", None)
    assert left_over(tmp_path) == [other.name]


def test_the_rights_of_the_file_stay(tmp_path: Path) -> None:
    target = tmp_path / "报告.docx"
    target.write_bytes(b"one")
    target.chmod(0o640)
    write_atomically(target, b"two", None)
    assert target.stat().st_mode & 0o777 == 0o640


def test_a_link_keeps_pointing(tmp_path: Path) -> None:
    target, link = tmp_path / "a.docx", tmp_path / "b.docx"
    target.write_bytes(b"one")
    link.symlink_to(target)
    write_atomically(link, b"two", None)
    assert link.is_symlink()
    assert target.read_bytes() == b"two"


def test_a_read_only_file_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "报告.docx"
    target.write_bytes(b"one")
    target.chmod(0o444)
    with pytest.raises(UnwritableError, match="只读"):
        write_atomically(target, b"two", None)
    assert target.read_bytes() == b"one"
    assert left_over(tmp_path) == []


def test_a_vanished_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnwritableError, match="不存在或已断开"):
        write_atomically(tmp_path / "没有" / "报告.docx", b"x", None)
    with pytest.raises(UnwritableError, match="文件夹"):
        write_atomically(tmp_path, b"x", None)


def test_a_name_that_is_too_long_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnwritableError):
        write_atomically(tmp_path / ("长" * 200 + ".docx"), b"x", None)
    assert list(tmp_path.iterdir()) == []


def test_a_copy_that_cannot_be_kept_stops_the_save_and_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target, home = tmp_path / "报告.docx", tmp_path / "home"
    monkeypatch.setenv("WENHENG_HOME", str(home))
    target.write_bytes(b"one")
    (home / "data").mkdir(parents=True)
    (home / "data" / "backup").write_text("此处应是文件夹", encoding="utf-8")
    with pytest.raises(UnwritableError) as caught:
        write_atomically(target, b"two", versions.keep)
    assert str(home / "data" / "backup") in caught.value.message
    assert "备份" in caught.value.message
    assert target.read_bytes() == b"one"
    assert left_over(tmp_path) == []


LIMITED = """
import resource, signal, sys
from pathlib import Path
from app.core.errors import UnwritableError
from app.docx.save import write_atomically
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write_atomically(Path(sys.argv[1]), b"x" * 5000, None)
except UnwritableError as error:
    sys.stdout.buffer.write(error.message.encode())
"""


@pytest.mark.skipif(os.name == "nt", reason="needs a limit on file size that Windows does not have")
def test_a_full_disk_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    """The system's limit on file size refuses the write part of the way, as a full disk does."""
    assert resource.RLIMIT_FSIZE is not None
    target = tmp_path / "报告.docx"
    target.write_bytes(b"one")
    done = subprocess.run([sys.executable, "-c", LIMITED, str(target)], capture_output=True, cwd=ROOT, check=True)
    assert done.stdout.decode() == "磁盘已满"
    assert target.read_bytes() == b"one"
    assert [x.name for x in tmp_path.iterdir()] == ["报告.docx"]


@pytest.mark.skipif(os.name == "nt", reason="a process is killed otherwise there")
def test_a_save_that_is_killed_leaves_the_old_file_or_the_new_one() -> None:
    """A slice of `build/dev.py kill`."""
    command = [sys.executable, "-m", "tests.fuzz.kill", "10", "--seed", "3"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "saves killed 10, seed 3, wrong 0" in done.stdout


def test_every_reason_has_a_sentence_of_its_own(tmp_path: Path) -> None:
    from app.docx.save import _explain

    codes = (errno.ENOSPC, errno.ENOENT, errno.EROFS, errno.EACCES, errno.ENAMETOOLONG, errno.EIO)
    assert len({_explain(OSError(code, os.strerror(code)), tmp_path / "a").message for code in codes}) == len(codes)


@pytest.mark.parametrize(
    ("code", "word"), [(53, "网络"), (64, "网络"), (1231, "网络"), (112, "已满"), (206, "太长"), (32, "其他程序"), (19, "只读")]
)
def test_what_windows_says_has_a_sentence_too(tmp_path: Path, code: int, word: str) -> None:
    from app.docx.save import _explain

    error = OSError(errno.EINVAL, "x")
    error.winerror = code
    told = _explain(error, tmp_path / "a.docx")
    assert word in told.message
    assert told.hint
