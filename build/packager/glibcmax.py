"""The static check of a frozen Linux folder: nothing asks for a C or C++ library newer than the oldest system has."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

NETWORK_FILES = ("libQt6Network", "_socket", "_ssl", "libssl", "libcrypto", "select", "_asyncio")
CPP = {"GLIBCXX": (3, 4, 24), "CXXABI": (1, 3, 11)}  # the oldest libstdc++ that goes with glibc 2.28: Kylin V10
_VERSION = re.compile(r"\b(GLIBC|GLIBCXX|CXXABI)_(\d+(?:\.\d+)+)")


def newest(folder: Path) -> dict[str, dict[str, tuple[int, ...]]]:
    """The highest version of each library that each ELF file of the folder asks for, by its path in the folder."""
    found: dict[str, dict[str, tuple[int, ...]]] = {}
    for path in _elf_files(folder):
        symbols = subprocess.run(["readelf", "-V", path], capture_output=True, text=True, errors="replace", check=True).stdout
        highest = found.setdefault(path.relative_to(folder).as_posix(), {})
        for library, text in _VERSION.findall(symbols):
            version = tuple(int(part) for part in text.split("."))
            highest[library] = max(version, highest.get(library, version))
    return found


def check(folder: Path, limit: str) -> list[str]:
    """What is wrong in the folder, one sentence each; empty when all is well. `limit` is glibc's newest version."""
    limits, found = {"GLIBC": tuple(int(part) for part in limit.split(".")), **CPP}, newest(folder)
    problems = [
        f"{name}: needs {'glibc' if library == 'GLIBC' else library} {'.'.join(map(str, version))}"
        for name, versions in found.items()
        for library, version in versions.items()
        if version > limits[library]
    ]
    problems += [f"{name}: opens network connections" for name in found if Path(name).name.startswith(NETWORK_FILES)]
    return problems or ([] if found else ["no program in the folder"])


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
