"""Recovery copies: what a report said a few seconds ago, in the data folder, for when the program or the PC dies.

Each open report with unsaved changes has a folder of its own with the copy, what it is a copy of, and a lock that lives
as long as the process. A folder whose lock is free was left by a crash.
"""

from __future__ import annotations

import secrets
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from app.core.errors import UnreadableError, UnwritableError
from app.docx import snapshot
from app.docx.document import WordDocument
from app.docx.opening import document_from_bytes
from app.docx.package import read_bytes
from app.docx.save import write_atomically
from app.editing import locks
from app.editing.disk_file import digest
from app.editing.folders import data_folder
from app.editing.open_report import Checking, OpenReport

KEPT_DAYS = 30  # a copy that nobody wanted back for so long is taken away
_ABOUT, _LOCK = "about.toml", "lock"


class About(msgspec.Struct, frozen=True):
    """What a copy is a copy of: the report's name, its file ("" for none), and the digest of that file's content."""

    name: str
    path: str
    known: str


@dataclass(frozen=True, slots=True)
class Left:
    """A copy that a crash left: its folder, the report's name and file (None: it was never saved), and its time."""

    folder: Path
    copy: Path
    name: str
    path: Path | None
    known: str
    when: datetime


class Keeper:
    """Keeps the recovery copy of one open report."""

    def __init__(self, report: OpenReport) -> None:
        self._report = report
        self._folder = _root() / f"{datetime.now().astimezone():%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"
        self._lock: locks.Lock | None = None
        self._busy = threading.Lock()  # writing happens in the worker
        self._dropped = 0

    def snapshot(self) -> Callable[[], None]:
        """Freeze what the report says now; the function that is returned writes the copy, in any thread.

        That function raises UnwritableError when the data folder cannot be written.
        """
        report, dropped = self._report, self._dropped
        about = About(report.name, str(report.path.resolve()) if report.path else "", report.known_on_disk)
        if isinstance(report.document, WordDocument):
            make = snapshot.take(report.document.package)
        else:
            data = report.document.to_bytes()
            make = lambda: data  # noqa: E731

        def write() -> None:
            content = make()
            with self._busy:
                if dropped == self._dropped:
                    self._write(about, content)

        return write

    def drop(self) -> None:
        """Take the copy away: the report was saved, or its changes were given up."""
        with self._busy:
            self._dropped += 1
            if self._lock is not None:
                self._lock.release()
                self._lock = None
            shutil.rmtree(self._folder, ignore_errors=True)

    def _write(self, about: About, content: bytes) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            if self._lock is None:
                self._lock = locks.take(self._folder / _LOCK)
        except OSError as error:
            raise UnwritableError(f"写不了“{self._folder.parent}”", "请检查该文件夹能否写入") from error
        write_atomically(self._folder / _ABOUT, msgspec.toml.encode(about), None)
        write_atomically(_copy_in(self._folder, about.name), content, None)


def left_by_crashes() -> list[Left]:
    """The copies whose program is no longer running, the newest first; those nobody wanted for long are taken away."""
    found = sorted(_left(), key=lambda left: left.when, reverse=True)
    now = datetime.now().astimezone()
    old = [left for left in found if (now - left.when).days >= KEPT_DAYS]
    for left in old:
        forget(left)
    return [left for left in found if left not in old]


def reopen(left: Left, checking: Checking) -> OpenReport:
    """The report as the copy has it, with unsaved changes, on the file it was a copy of.

    Parts that were not edited are byte-equal to that file's when it is still what it was. Raises UnreadableError.
    """
    data = read_bytes(left.copy)
    original = _original(left)
    if original is not None and left.copy.suffix != ".txt":
        data = snapshot.onto_original(original, data, left.name)
    report = OpenReport(document_from_bytes(data, left.name), left.path, checking)
    if left.path is None:
        report.detach(Path(left.name))
    report.recovered(left.known)
    return report


def texts_of_copy(left: Left) -> OpenReport:
    """The copy opened to be looked at. Raises UnreadableError."""
    return OpenReport(document_from_bytes(read_bytes(left.copy), left.name), None, Checking(notes=False))


def forget(left: Left) -> None:
    """Take a copy away for good."""
    shutil.rmtree(left.folder, ignore_errors=True)


def _root() -> Path:
    return data_folder() / "recovery"


def _copy_in(folder: Path, name: str) -> Path:
    return folder / ("copy.txt" if name.lower().endswith(".txt") else "copy.docx")


def _original(left: Left) -> bytes | None:
    if left.path is None:
        return None
    with suppress(UnreadableError):
        data = read_bytes(left.path)
        return data if digest(data) == left.known else None
    return None


def _left() -> Iterator[Left]:
    folders = list(_root().iterdir()) if _root().is_dir() else []
    for folder in folders:
        lock = None
        with suppress(OSError):
            lock = locks.take(folder / _LOCK)
        if lock is None:
            continue
        lock.release()
        left = _read(folder)
        if left is None:
            shutil.rmtree(folder, ignore_errors=True)  # killed before the first copy was whole
        else:
            yield left


def _read(folder: Path) -> Left | None:
    try:
        about = msgspec.toml.decode((folder / _ABOUT).read_bytes(), type=About)
        copy = _copy_in(folder, about.name)
        when = datetime.fromtimestamp(copy.stat().st_mtime).astimezone()
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None
    return Left(folder, copy, about.name, Path(about.path) if about.path else None, about.known, when)
