"""The frozen Linux folder, where it was built: it passes whole, and not without a part. (`package linux` builds it.)"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from packager.machine import BuildError
from packager.project import DIST, version
from packager.selftest import broken_copies, expect_red, judge

FOLDER = DIST / "linux/Wenheng"
PROGRAM = FOLDER / "Wenheng"
pytestmark = pytest.mark.skipif(not PROGRAM.exists(), reason="no frozen folder: python3 build/dev.py package linux")


def _selftest(program: Path, file: Path) -> None:
    file.unlink(missing_ok=True)
    environment = {"QT_QPA_PLATFORM": "offscreen", "HOME": str(file.parent), "PATH": os.defpath, "LANG": "zh_CN.GB18030"}
    subprocess.run([program, "--selftest", file], env=environment, capture_output=True, check=False, timeout=240)
    judge(file, program.parent.name, platform="offscreen")


def test_a_folder_without_a_part_does_not_pass(tmp_path: Path) -> None:
    _selftest(PROGRAM, tmp_path / "whole.json")
    seen: list[str] = []
    for what, copy in broken_copies(FOLDER, tmp_path, platforms="platforms/*"):
        expect_red(what, lambda copy=copy: _selftest(copy / "Wenheng", tmp_path / "broken.json"))
        seen.append(what)
    assert len(seen) == 3


def test_a_check_that_lets_a_broken_folder_pass_is_itself_red() -> None:
    with pytest.raises(BuildError, match="passes the checks"):
        expect_red("Qt library", lambda: None)


def test_the_command_line_works_from_the_folder(tmp_path: Path) -> None:
    sample = FOLDER / "_internal/resources/samples/rule-of-law-report.docx"
    environment = {"HOME": str(tmp_path), "PATH": os.defpath}
    said = subprocess.run([PROGRAM, "--version"], env=environment, capture_output=True, text=True, check=True).stdout
    assert said == f"文衡 {version()}\n"
    done = subprocess.run([PROGRAM, "check", sample], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "GW-" in done.stdout


def test_release_material_is_not_in_the_program() -> None:
    assert not (FOLDER / "_internal/resources/release").exists()
    assert (FOLDER / "licences/Qt-LGPL-3.txt").exists()
