"""Locks of the operating system on files of the data folder: held while a process lives, gone when it dies."""

from __future__ import annotations

import hashlib
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO

from app.editing.folders import data_folder

if sys.platform == "win32":
    import msvcrt

    def _take(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Lock:
    """A lock that is held until `release` or the end of the process."""

    def __init__(self, path: Path, file: IO[bytes]) -> None:
        self.path, self._file = path, file

    def release(self) -> None:
        """Let go; the lock's file goes with it."""
        if sys.platform == "win32":
            self._file.close()
            with suppress(OSError):
                self.path.unlink()  # refused while another process has it open, which is right
            return
        with suppress(OSError):
            self.path.unlink()
        self._file.close()


def take(path: Path) -> Lock | None:
    """The lock whose file is `path`, or None when another process (or part of this one) holds it. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for _ in range(3):
        file = path.open("ab")
        try:
            _take(file)
        except OSError:
            file.close()
            return None
        if _is_there(path, file):
            return Lock(path, file)
        file.close()  # its holder took the file away between our opening and locking it
    return None


def take_for_report(report: Path) -> Lock | None:
    """The lock on editing the file `report`, or None when another window edits it. Raises OSError."""
    name = os.path.normcase(report.resolve())
    return take(data_folder() / "locks" / f"{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}.lock")


def _is_there(path: Path, file: IO[bytes]) -> bool:
    try:
        found, own = path.stat(), os.fstat(file.fileno())
    except OSError:
        return False
    return sys.platform == "win32" or (found.st_ino, found.st_dev) == (own.st_ino, own.st_dev)
