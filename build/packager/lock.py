"""Writes build/requirements-windows.txt, -linux.txt and -tools.txt: every package that is frozen or freezes, by its hash.

Run it when a pinned version in pyproject.toml changes: `python build/package.py lock`.
"""

from __future__ import annotations

import json
import sys
import tempfile
import tomllib
from collections.abc import Sequence
from pathlib import Path

from packager.machine import run
from packager.project import BUILD, ROOT

PYTHON_TAGS = ("--python-version", "3.11", "--implementation", "cp", "--abi", "cp311", "--abi", "abi3", "--abi", "none")
WINDOWS_TAGS = ("--platform", "win_amd64", *PYTHON_TAGS, "--only-binary=:all:")
LINUX_TAGS = (
    "--platform", "manylinux_2_28_x86_64", "--platform", "manylinux_2_26_x86_64", "--platform", "manylinux_2_17_x86_64",
    "--platform", "manylinux2014_x86_64", *PYTHON_TAGS, "--only-binary=:all:",
)  # fmt: skip
ONLY_WINDOWS = ("pefile", "pywin32-ctypes")  # PyInstaller's needs there; pip reads environment markers for the system it runs on
TOOLS = (
    "ziglang==0.17.1",
    "setuptools",
    "wheel",
    "hatchling==1.33.0",
)  # a compiler for old glibc; what PyPI's source archives ask for
HEADER = "# {title}: every file by its hash. Made by `python build/package.py lock`; not to be edited.\n"


def lock() -> None:
    """Write the files from the pins of pyproject.toml."""
    pins = _pins()
    _write(BUILD / "requirements-windows.txt", "Windows x64, Python 3.11", _resolve([*pins, *ONLY_WINDOWS], WINDOWS_TAGS))
    _write(BUILD / "requirements-linux.txt", "Linux x86-64 with glibc 2.28, Python 3.11", _resolve(pins, LINUX_TAGS))
    _write(BUILD / "requirements-tools.txt", "Tools of the build, Linux x86-64", _resolve(TOOLS, LINUX_TAGS))


def _pins() -> list[str]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    freezer = [pin for pin in project["optional-dependencies"]["dev"] if pin.startswith("pyinstaller==")]
    return [*project["dependencies"], *freezer]


def _resolve(wanted: Sequence[str], tags: Sequence[str]) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        run([
            sys.executable, "-m", "pip", "install", "--dry-run", "--ignore-installed", "--quiet", "--target", folder, *tags,
            "--report", report, *wanted,
        ])  # fmt: skip
        found = json.loads(report.read_text(encoding="utf-8"))["install"]
    return sorted(_line(one) for one in found)


def _line(one: dict[str, dict[str, object]]) -> str:
    archive = one["download_info"]["archive_info"]
    assert isinstance(archive, dict)
    digest = archive["hashes"]["sha256"]
    return f"{str(one['metadata']['name']).lower()}=={one['metadata']['version']} --hash=sha256:{digest}"


def _write(path: Path, title: str, lines: Sequence[str]) -> None:
    path.write_text(HEADER.format(title=title) + "\n".join(lines) + "\n", encoding="utf-8")
