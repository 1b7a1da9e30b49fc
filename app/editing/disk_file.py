"""The file a report stands for, as this program last read or wrote it."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

from app.core.errors import GuardError, UnwritableError
from app.docx.save import may_write, write_atomically
from app.editing import versions
from app.editing.folders import data_folder


def digest(data: bytes) -> str:
    """What tells one content of a file from another."""
    return hashlib.sha256(data).hexdigest()


class DiskFile:
    """`path` may be None: a report that was never saved. `known` is the digest of what was read or written last."""

    def __init__(self, path: Path | None, known: str) -> None:
        self.path = path
        self.known = known
        self._stamp: tuple[int, int] | None = None  # not that of now: the file may have changed since it was read
        self._ours: str | None = None  # what this session wrote

    @property
    def gone(self) -> bool:
        """Whether the file is no longer there (deleted, moved, its drive or share disconnected)."""
        return self.path is not None and _stamp(self.path) is None

    @property
    def writable(self) -> bool:
        """Whether nothing says that the file may only be read; one that is gone may be written anew."""
        return self.path is None or self.gone or may_write(self.path)

    @property
    def changed(self) -> bool:
        """Whether another program changed what stands in the file; a new date with the same content is no change."""
        if self.path is None or self.gone or _stamp(self.path) == self._stamp:
            return False
        return self._read_again(self.path) != self.known

    def write(self, target: Path, data: bytes) -> None:
        """Replace `target` by `data`. What this session did not write itself is kept as a version first.

        Raises UnwritableError.
        """
        ours = target == self.path and self._ours is not None and self._read_again(target) == self._ours
        write_atomically(target, data, None if ours else versions.keep)

    def become(self, path: Path, data: bytes) -> None:
        """From now on the report stands for `path`, which holds `data`, written by this session."""
        self.path, self.known, self._stamp = path, digest(data), _stamp(path)
        self._ours = self.known

    def _read_again(self, path: Path) -> str | None:
        stamp = _stamp(path)
        with suppress(OSError):
            found = digest(path.read_bytes())
            if path == self.path and found == self.known:
                self._stamp = stamp  # only its date is new
            return found
        return None


def put_beside(target: Path, data: bytes, error: GuardError) -> GuardError:
    """Write what may not replace `target` beside it, or else into the data folder; the error that says where it is."""
    for folder in (target.parent, data_folder() / "unsaved"):
        beside = _free(folder, target)
        try:
            if folder != target.parent:
                folder.mkdir(parents=True, exist_ok=True)
            write_atomically(beside, data, None)
        except (OSError, UnwritableError):
            continue
        return GuardError(
            error.message, f"原文件没有改动，现在的内容另存在“{beside}”，请打开核对，并把此情况告诉维护人员", beside
        )
    return error


def _free(folder: Path, target: Path) -> Path:
    beside, count = folder / f"{target.stem}（未通过检查）{target.suffix}", 1
    while beside.exists():
        count += 1
        beside = folder / f"{target.stem}（未通过检查 {count}）{target.suffix}"
    return beside


def _stamp(path: Path | None) -> tuple[int, int] | None:
    try:
        found = path.stat() if path else None
    except OSError:
        return None
    return (found.st_mtime_ns, found.st_size) if found else None
