"""A missing package source or a forbidden mount is told apart from a broken build."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from packager import machine, parity, trace
from packager.machine import BuildError, NotHere

from tests.packaging.conftest import ROOT


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WENHENG_CACHE", str(tmp_path / "cache"))


def _python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


@pytest.mark.parametrize(
    "words",
    [
        "E: Failed to fetch index  Could not resolve 'mirror'",
        "pip: Failed to establish a new connection: [Errno -3]",
        "mount: /proc: permission denied.",
        "unshare: unshare failed: Operation not permitted",
    ],
)
def test_what_the_machine_lacks_is_not_a_failed_build(words: str) -> None:
    with pytest.raises(NotHere):
        machine.run(_python(f"print({words!r}); raise SystemExit(1)"))


def test_a_failed_command_is_a_failed_build_with_its_last_lines() -> None:
    with pytest.raises(BuildError, match="no such module"):
        machine.run(_python("print('no such module'); raise SystemExit(2)"))
    with pytest.raises(BuildError, match="not finished"):
        machine.run(_python("import time; time.sleep(9)"), timeout=0.5)


def test_a_step_is_done_once_for_the_same_inputs() -> None:
    done: list[str] = []
    for inputs in ("a", "a", "b", "a"):
        machine.once("step", inputs, "a step", lambda inputs=inputs: done.append(inputs))
    assert done == ["a", "b", "a"]


def test_a_step_that_failed_is_done_again() -> None:
    def fail() -> None:
        raise BuildError

    with pytest.raises(BuildError):
        machine.once("step", "a", "a step", fail)
    done: list[int] = []
    machine.once("step", "a", "a step", lambda: done.append(1))
    assert done == [1]


def test_package_ends_with_status_3_where_it_cannot_be_done(tmp_path: Path) -> None:
    code = (
        "import sys; sys.path.insert(0, 'build'); import package; from packager.machine import NotHere\n"
        "def no(_): raise NotHere('no mounts')\n"
        "package.COMMANDS['linux'] = no; sys.exit(package.main(['linux', '--check']))"
    )
    done = subprocess.run(_python(code), cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.count("\n")) == (3, 1)
    assert "left out: no mounts" in done.stdout


def test_an_internet_socket_in_the_record_is_red(tmp_path: Path) -> None:
    record = tmp_path / "network.txt"
    with pytest.raises(BuildError, match="not recorded"):
        trace.no_network(record, "the program")
    record.write_text('1 connect(3, {sa_family=AF_UNIX, sun_path="/tmp/x"}, 9) = 0\n', encoding="utf-8")
    trace.no_network(record, "the program")
    record.write_text('1 connect(3, {sa_family=AF_INET, sin_port=htons(443), sin_addr=inet_addr("192.0.2.1")}, 16) = 0\n')
    with pytest.raises(BuildError, match="192"):
        trace.no_network(record, "the program")
    trace.no_network(record, "the program", re.compile(r"htons\(443\)"))


def test_parity_sees_a_single_other_byte(tmp_path: Path) -> None:
    from app.ui.files import SAMPLE

    for name in ("linux", "windows"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "fixed-00.docx").write_bytes(SAMPLE.read_bytes())
        (tmp_path / name / "00.check.json").write_text('[{"file": "00.docx"}]\n', encoding="utf-8")
    parity.compare(tmp_path / "linux", tmp_path / "windows")
    (tmp_path / "windows/00.check.json").write_text('[{"file": "01.docx"}]\n', encoding="utf-8")
    with pytest.raises(BuildError, match=r"00\.check\.json"):
        parity.compare(tmp_path / "linux", tmp_path / "windows")


def test_a_document_on_which_the_program_itself_fails_is_no_parity(tmp_path: Path) -> None:
    for name in ("linux", "windows"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "00.fix.json.said").write_text("文衡: 00.docx: 程序内部出错（KeyError）\n", encoding="utf-8")
    with pytest.raises(BuildError, match="itself fails"):
        parity.compare(tmp_path / "linux", tmp_path / "windows")
