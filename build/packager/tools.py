"""Python tools that packaging needs besides the program's own, by hash, in an environment of their own in the cache."""

from __future__ import annotations

import sys
import venv
from hashlib import sha256
from pathlib import Path

from packager.machine import cache, once, pip
from packager.project import BUILD

LOCK = BUILD / "requirements-tools.txt"


def digest(*files: Path) -> str:
    """A short name for the contents of the files."""
    return sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:12]


def tools_python() -> Path:
    """The Python of the environment with ziglang and what building PyPI's source archives asks for."""
    once("tools", f"{digest(LOCK)} {sys.version}", "Build tools", _make)
    return cache() / "tools/bin/python"


def _make() -> None:
    venv.create(cache() / "tools", with_pip=True, clear=True)
    pip(cache() / "tools/bin/python", "install", "--quiet", "--no-deps", "--require-hashes", "-r", LOCK, log="tools.log")
