"""`--selftest`: passes on the sources, and says so in its file when a part of the program is missing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from packager.machine import BuildError
from packager.selftest import judge

from tests.packaging.conftest import ROOT


def _selftest(tmp_path: Path, **environment: str) -> tuple[int, dict[str, Any]]:
    file = tmp_path / "自检 结果.json"
    home = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data"), "LOCALAPPDATA": str(tmp_path / "data")}
    done = subprocess.run(
        [sys.executable, "-m", "app", "--selftest", str(file), "--shot", str(tmp_path / "shot.png")], cwd=ROOT, check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **home, **environment}, capture_output=True, timeout=240,
    )  # fmt: skip
    return done.returncode, json.loads(file.read_text(encoding="utf-8"))


def test_a_whole_program_passes_and_leaves_nothing_in_the_users_folders(tmp_path: Path) -> None:
    status, values = _selftest(tmp_path)
    assert (status, values["ok"], values["error"]) == (0, True, None)
    steps = ["application", "modules", "rules", "window", "open", "type", "check", "fix", "save", "reopen", "paint"]
    assert [name for name in values["milliseconds"] if name != "all"] == steps
    assert values["findings_after"] < values["findings_before"]
    assert values["rules"] > 100
    assert (tmp_path / "shot.png").read_bytes().startswith(b"\x89PNG")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["shot.png", "自检 结果.json"]
    judge(tmp_path / "自检 结果.json", "the sources", frozen=False, network_modules=values["network_modules"])
    with pytest.raises(BuildError, match="frozen is False"):
        judge(tmp_path / "自检 结果.json", "the sources")


@pytest.mark.parametrize("part", ["lxml", "msgspec"])
def test_a_missing_module_fails_with_its_name_in_the_file_and_in_the_log(tmp_path: Path, part: str) -> None:
    fake = tmp_path / "fake" / part
    fake.mkdir(parents=True)
    (fake / "__init__.py").write_text(f"raise ImportError('no {part} here')\n", encoding="utf-8")
    status, values = _selftest(tmp_path, PYTHONPATH=str(tmp_path / "fake"), WENHENG_HOME=str(tmp_path / "home"))
    assert status != 0
    assert not values["ok"]
    assert f"no {part} here" in values["error"]
    assert f"no {part} here" in (tmp_path / "home/data/log/start.log").read_text(encoding="utf-8")
    with pytest.raises(BuildError, match=f"no {part} here"):
        judge(tmp_path / "自检 结果.json", "a broken program")


def test_without_a_platform_plugin_it_ends_at_once_and_says_so(tmp_path: Path) -> None:
    status, values = _selftest(tmp_path, QT_QPA_PLATFORM="nosuchplatform")
    assert status == 3
    assert "nosuchplatform" in values["error"]


def test_nothing_written_is_not_a_pass(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="nothing was written"):
        judge(tmp_path / "none.json", "a program that does not start")


def test_the_first_window_fits_on_a_small_screen(tmp_path: Path) -> None:
    """The screen of Qt's offscreen platform has 800 × 800 pixels: the real start must not hang over it."""
    code = (
        "import msgspec, sys\n"
        "from PySide6.QtCore import QTimer\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from app.editing.settings import Settings\n"
        "from app.ui import launch, main_window\n"
        "def look():\n"
        "    window = next(w for w in QApplication.topLevelWidgets() if isinstance(w, main_window.MainWindow))\n"
        "    print(window.isMaximized(), flush=True); window.close()\n"
        "QTimer.singleShot(0, lambda: QTimer.singleShot(300, look))\n"
        "status = launch.run([])\n"
        "print(launch.for_this_screen(msgspec.structs.replace(Settings(), window=(1, 2, 900, 600))).maximized)\n"
        "sys.exit(status)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "WENHENG_HOME": str(tmp_path)},
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "True\nFalse\n"), done.stderr
