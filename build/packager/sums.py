"""Checksums of the release's files: SHA-256, and SM3 (GB/T 32905) for offices that ask for it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from packager.machine import NotHere

KINDS = {"SHA256SUMS": "sha256", "SM3SUMS": "sm3"}


def digest(path: Path, kind: str) -> str:
    """The checksum in hexadecimal. Raises NotHere when this Python's OpenSSL does not know the kind."""
    if kind not in hashlib.algorithms_available:
        raise NotHere(f"this Python cannot compute {kind}")
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.new(kind)).hexdigest()


def write_sums(folder: Path, files: Iterable[Path]) -> None:
    """Write both lists, one line a file in the form of sha256sum."""
    chosen = sorted(files)
    for name, kind in KINDS.items():
        lines = [f"{digest(path, kind)}  {path.name}\n" for path in chosen]
        (folder / name).write_text("".join(lines), encoding="utf-8", newline="\n")


def folder_digest(folder: Path) -> dict[str, str]:
    """SHA-256 of every file by its path in the folder."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())
    return {path.relative_to(folder).as_posix(): digest(path, "sha256") for path in files}
