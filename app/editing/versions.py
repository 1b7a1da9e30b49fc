"""Versions of a report from before it was saved, kept in the data folder under bounds, and found again by report."""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.editing.folders import data_folder

PER_REPORT = 20  # versions of one report; the oldest go first
DAYS = 180  # older versions go, but never the last one of a report
ALL_BYTES = 1024 * 1024 * 1024  # of all reports together; the disks of office PCs are small
_WHERE = "原位置.txt"  # holds the full path of the report whose versions stand beside it


@dataclass(frozen=True, slots=True)
class Version:
    """One version: the copy, the report it is of, when that was last changed (local time), and its size in bytes."""

    file: Path
    report: Path
    when: datetime
    size: int


def keep(report: Path) -> Path:
    """Copy the file `report` among its versions and drop those beyond the bounds; returns the copy. Raises OSError."""
    folder = _folder(report)
    folder.mkdir(parents=True, exist_ok=True)
    stamp = datetime.fromtimestamp(report.stat().st_mtime).astimezone()
    copy = _free(folder, f"{report.stem} {stamp:%Y-%m-%d %H%M%S}", report)
    if not copy.exists():
        _copy_whole(report, copy)
    (folder / _WHERE).write_text(str(report), encoding="utf-8")
    _prune(folder)
    return copy


def versions(report: Path) -> list[Version]:
    """The kept versions of `report`, the newest first."""
    return _versions_in(_folder(report.resolve()), report)


def every_version() -> list[Version]:
    """The kept versions of all reports, the newest first."""
    found = [one for folder, report in _reports() for one in _versions_in(folder, report)]
    return sorted(found, key=lambda one: one.when, reverse=True)


def _root() -> Path:
    return data_folder() / "backup"


def _folder(report: Path) -> Path:
    name = hashlib.sha256(os.path.normcase(report).encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return _root() / f"{report.stem[:60].rstrip(' .')}-{name}"


def _reports() -> list[tuple[Path, Path]]:
    with suppress(OSError):
        return [(where.parent, Path(where.read_text(encoding="utf-8"))) for where in _root().glob(f"*/{_WHERE}")]
    return []


def _versions_in(folder: Path, report: Path) -> list[Version]:
    found: list[Version] = []
    with suppress(OSError):
        for file in folder.iterdir():
            if file.name != _WHERE and not file.name.endswith(".part"):
                stat = file.stat()
                when = datetime.fromtimestamp(stat.st_mtime).astimezone()
                found.append(Version(file, report, when, stat.st_size))
    return sorted(found, key=lambda one: (one.when, one.file.name), reverse=True)


def _free(folder: Path, stem: str, report: Path) -> Path:
    """A name for the copy of `report`: that of an equal copy, or one that is not taken."""
    copy, count = folder / f"{stem}{report.suffix}", 1
    while copy.exists() and copy.read_bytes() != report.read_bytes():
        count += 1
        copy = folder / f"{stem} ({count}){report.suffix}"
    return copy


def _copy_whole(report: Path, copy: Path) -> None:
    part = copy.with_name(copy.name + ".part")
    try:
        shutil.copyfile(report, part)
        shutil.copystat(report, part)
        part.chmod(0o600)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(copy)
    except OSError:
        with suppress(OSError):
            part.unlink()  # half a copy is none
        raise


def _prune(folder: Path) -> None:
    with suppress(OSError):
        for one in _versions_in(folder, folder)[PER_REPORT:]:
            one.file.unlink()
        newest = {found[0].file for f, report in _reports() if (found := _versions_in(f, report))}
        oldest_first = [one for one in reversed(every_version()) if one.file not in newest]
        total = sum(one.size for one in every_version())
        for one in oldest_first:
            too_old = time.time() - one.when.timestamp() > DAYS * 86400
            if too_old or total > ALL_BYTES:
                one.file.unlink()
                total -= one.size
