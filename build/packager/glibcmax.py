"""The static check of a frozen Linux folder: no program or library asks for a glibc newer than the oldest system has."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

NETWORK_FILES = ("libQt6Network", "_socket", "_ssl", "libssl", "libcrypto", "select", "_asyncio")
_VERSION = re.compile(r"GLIBC_(\d+(?:\.\d+)+)")


def newest(folder: Path) -> dict[str, tuple[int, ...]]:
    """The highest glibc version that each ELF file of the folder asks for, by its path in the folder."""
    found: dict[str, tuple[int, ...]] = {}
    for path in _elf_files(folder):
        symbols = subprocess.run(["readelf", "-V", path], capture_output=True, text=True, errors="replace", check=True).stdout
        versions = [tuple(int(part) for part in text.split(".")) for text in _VERSION.findall(symbols)]
        found[path.relative_to(folder).as_posix()] = max(versions, default=(0,))
    return found


def check(folder: Path, limit: str) -> list[str]:
    """What is wrong in the folder, one sentence each; empty when all is well."""
    most, versions = tuple(int(part) for part in limit.split(".")), newest(folder)
    problems = [f"{name}: needs glibc {'.'.join(map(str, v))}" for name, v in versions.items() if v > most]
    problems += [f"{name}: opens network connections" for name in versions if Path(name).name.startswith(NETWORK_FILES)]
    return problems or ([] if versions else ["no program in the folder"])


def _elf_files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if file.read(4) == b"\x7fELF":
                    yield path


def main(words: list[str]) -> int:
    """`glibcmax.py FOLDER LIMIT`: status 1 when something is wrong."""
    problems = check(Path(words[0]), words[1])
    print("\n".join(problems) or f"nothing is newer than glibc {words[1]}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
