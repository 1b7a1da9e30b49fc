"""The project's own promises about itself: style, types, import directions, no address of a registry in any file."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent


def _run(name: str, *words: str) -> subprocess.CompletedProcess[str]:
    program = next((p for p in (BIN / name, BIN / f"{name}.exe") if p.exists()), None)
    if program is None:
        pytest.skip(f"{name} is not installed in this environment")
    quiet = {**os.environ, "PYRIGHT_PYTHON_IGNORE_WARNINGS": "1"}  # pyright would ask the network for a newer one
    return subprocess.run([program, *words], cwd=ROOT, env=quiet, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("words", [("ruff", "check", "."), ("ruff", "format", "--check", "."), ("pyright",), ("lint-imports",)])
def test_style_types_and_import_directions_hold(words: tuple[str, ...]) -> None:
    done = _run(*words)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


def test_no_file_names_a_package_registry() -> None:
    address = re.compile(r"https?://[^\s\"')]*(?:pypi|pythonhosted|deb\.debian|npmjs|mirrors)[^\s\"')]*")
    files = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    hits = [
        f"{name}: {match.group()}"
        for name in files
        if (ROOT / name).suffix in {".py", ".toml", ".md", ".txt", ".sh", ".spec", ".nsi", ""}
        for match in address.finditer((ROOT / name).read_text(encoding="utf-8", errors="replace"))
    ]
    assert hits == []


def test_top_level_holds_what_a_newcomer_expects() -> None:
    expected = ["pyproject.toml", "app", "resources", "tests", "build", "installer.spec", "README.md", "LICENSE", "CHANGELOG.md"]
    assert [name for name in [*expected, "ARCHITECTURE.md", "CONTRIBUTING.md", ".ci/run"] if not (ROOT / name).exists()] == []
