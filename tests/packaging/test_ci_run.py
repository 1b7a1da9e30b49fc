"""`.ci/run`: a broken package fails the run, a missing source or too little time leaves the part out with a line of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.packaging.conftest import ROOT

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux") or not shutil.which("bash"), reason="bash is needed")
STUB = """
import os, sys, time
print("called", *sys.argv[1:], flush=True)
time.sleep(float(os.environ.get("SLEEP", "0")) if sys.argv[2:3] == ["linux"] else 0)
sys.exit(int(os.environ.get(sys.argv[2] if sys.argv[1] == "package" else sys.argv[1], "0")))
"""
LINUX, TEST, WINDOWS = "called package linux --check --fast", "called test", "called package windows --check --fast"


def _ci(place: Path, *, limit: int = 1740, caches: bool = True, **statuses: str) -> tuple[int, list[str]]:
    """`.ci/run` in a project whose build/dev.py ends with these statuses; gives its status and its lines."""
    (place / ".ci").mkdir()
    script = (ROOT / ".ci/run").read_text(encoding="utf-8")
    assert "LIMIT=1740 " in script
    (place / ".ci/run").write_text(script.replace("LIMIT=1740 ", f"LIMIT={limit} "), encoding="utf-8")
    (place / "build").mkdir()
    (place / "build/dev.py").write_text(STUB, encoding="utf-8")
    (place / "bin").mkdir()
    for name in ("soffice", "pdftotext", "xvfb-run"):
        (place / "bin" / name).symlink_to("/bin/true")
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@localhost", "-C", place]
    for words in (["init", "-q"], ["add", "build"], ["commit", "-qm", "one"], ["commit", "-qm", "two", "--allow-empty"]):
        subprocess.run([*git, *words], check=True)
    if caches:
        (place / "cache/stamps").mkdir(parents=True)
        (place / "cache/stamps/wine-prefix").touch()
    environment = {
        **os.environ,
        "PATH": f"{place / 'bin'}:{os.environ['PATH']}",
        "WENHENG_CACHE": str(place / "cache"),
        **statuses,
    }
    done = subprocess.run(["bash", place / ".ci/run"], env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout.splitlines()


def test_packages_and_tests_are_all_run(tmp_path: Path) -> None:
    assert _ci(tmp_path) == (0, [LINUX, TEST, WINDOWS])


def test_windows_waits_for_its_caches_or_a_change_of_what_it_is_made_from(tmp_path: Path) -> None:
    assert _ci(tmp_path, caches=False) == (0, [LINUX, TEST])


@pytest.mark.parametrize(("part", "said"), [("linux", [LINUX]), ("test", [LINUX, TEST]), ("windows", [LINUX, TEST, WINDOWS])])
def test_what_is_broken_fails_the_run(tmp_path: Path, part: str, said: list[str]) -> None:
    assert _ci(tmp_path, **{part: "1"}) == (1, said)


def test_what_this_machine_cannot_do_is_left_out(tmp_path: Path) -> None:
    assert _ci(tmp_path, linux="3", windows="3") == (0, [LINUX, TEST, WINDOWS])


def test_time_is_kept_for_the_tests(tmp_path: Path) -> None:
    status, said = _ci(tmp_path, limit=900)
    assert (status, said[0].split("(")[0].strip(), said[1:]) == (0, "left out: package linux", [TEST, WINDOWS])


def test_a_machine_that_is_too_slow_leaves_the_package_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = ROOT / ".ci/run"
    assert "-lt 240" in script.read_text(encoding="utf-8")
    changed = script.read_text(encoding="utf-8").replace("-lt 240", "-lt 1").replace("SUITE=840", "SUITE=0")
    (tmp_path / "project/.ci").mkdir(parents=True)
    (tmp_path / "project/.ci/run").write_text(changed, encoding="utf-8")
    monkeypatch.setattr("tests.packaging.test_ci_run.ROOT", tmp_path / "project")
    (tmp_path / "place").mkdir()
    status, said = _ci(tmp_path / "place", limit=3, SLEEP="30")
    assert status == 0
    assert said[0] == LINUX
    assert said[1].startswith("left out: package linux (this machine is too slow")
    assert TEST in said
