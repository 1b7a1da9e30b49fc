"""What is packaged: names, version, folders, and the one date that every build carries."""

from __future__ import annotations

import os
import shutil
import subprocess
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build"
DIST = ROOT / "dist"
NAME = "Wenheng"
CHINESE_NAME = "文衡"
PUBLISHER = "文衡项目"
SOURCES = ("app", "resources", "build", "installer.spec", "pyproject.toml", "LICENSE", "CHANGELOG.md")
FIRST_DAY = 1_760_000_000  # seconds; the date in packages built where there is no history
_SKIPPED = shutil.ignore_patterns("__pycache__", "*.pyc", "*.tmp")


def version() -> str:
    """The version of pyproject.toml, such as 0.1.0."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        return tomllib.load(file)["project"]["version"]


def epoch() -> int:
    """Seconds since 1970: SOURCE_DATE_EPOCH, or the date of the last commit."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        return int(given)
    found = subprocess.run(["git", "-C", str(ROOT), "log", "-1", "--format=%ct"], capture_output=True, text=True, check=False)
    return int(found.stdout) if found.returncode == 0 and found.stdout.strip() else FIRST_DAY


def snapshot(target: Path) -> Path:
    """Copy the sources to `target` (replaced), so that a build sees one state of them and nothing else; returns `target`."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=_SKIPPED)
        else:
            shutil.copyfile(source, target / name)
    return target
