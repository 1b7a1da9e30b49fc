"""What the packages are made of: pinned by hash, the same versions everywhere, one version number, our own icon."""

from __future__ import annotations

import re
import shutil
import struct
import subprocess
import tomllib
from pathlib import Path

import pytest
from packager import deb, project, release, sums
from packager.sums import digest, write_sums

from app import __version__

BUILD = project.BUILD
LOCKS = ["requirements-windows.txt", "requirements-linux.txt", "requirements-tools.txt", "requirements-sources.txt"]


def _lock(name: str) -> dict[str, str]:
    lines = [line for line in (BUILD / name).read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+ --hash=sha256:[0-9a-f]{64}", line) for line in lines)
    return {line.split("==")[0].replace("-", "_").lower(): line.split("==")[1].split()[0] for line in lines}


@pytest.mark.parametrize("name", LOCKS)
def test_every_file_is_locked_by_its_hash_and_no_address_is_named(name: str) -> None:
    assert _lock(name)
    assert "://" not in (BUILD / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", LOCKS[:2])
def test_the_packages_freeze_what_is_developed_with(name: str) -> None:
    with (project.ROOT / "pyproject.toml").open("rb") as file:
        described = tomllib.load(file)["project"]
    pins = [*described["dependencies"], *(pin for pin in described["optional-dependencies"]["dev"] if "pyinstaller" in pin)]
    locked = _lock(name)
    for pin in pins:
        package, version = pin.split("==")
        assert locked[package.replace("-", "_").lower()] == version


def test_the_program_and_the_packages_have_one_version() -> None:
    assert project.version() == __version__


def test_the_icon_holds_every_size_windows_asks_for() -> None:
    data = (BUILD / "app.ico").read_bytes()
    _, kind, count = struct.unpack_from("<HHH", data)
    sizes = [data[6 + 16 * i] or 256 for i in range(count)]
    assert (kind, sizes) == (1, [16, 20, 24, 32, 40, 48, 64, 128, 256])


def test_setup_never_makes_the_program_the_default_for_word_files() -> None:
    script = (BUILD / "installer.nsi").read_text(encoding="utf-8")
    assert not re.search(r'"Software\\Classes\\\.docx"\s', script)
    assert "UserChoice" not in script
    assert re.search(r"RequestExecutionLevel user\b", script)


def test_a_snapshot_holds_sources_only(tmp_path: Path) -> None:
    copied = project.snapshot(tmp_path / "snapshot")
    names = {path.name for path in copied.rglob("*")}
    assert "__main__.py" in names
    assert "__pycache__" not in names
    assert ".git" not in names


def test_checksums_are_those_of_the_standards(tmp_path: Path) -> None:
    (tmp_path / "abc.txt").write_bytes(b"abc")
    assert digest(tmp_path / "abc.txt", "sm3") == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    write_sums(tmp_path, [tmp_path / "abc.txt"])
    line = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  abc.txt\n"
    assert (tmp_path / "SHA256SUMS").read_text(encoding="utf-8") == line


def test_the_release_folder_holds_packages_sums_notes_and_licences(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(release, "FOLDER", tmp_path / "dist/release")
    monkeypatch.setattr(release, "ROOT", tmp_path)
    (tmp_path / "CHANGELOG.md").write_text("# 更新\n", encoding="utf-8")
    (tmp_path / "licences").mkdir()
    (tmp_path / "Wenheng-setup.exe").write_bytes(b"MZ")
    release.collect([tmp_path / "Wenheng-setup.exe"], tmp_path / "licences")
    names = {path.name for path in release.FOLDER.iterdir()}
    assert names == {
        "Wenheng-setup.exe", "SHA256SUMS", "SM3SUMS", "安全说明.txt", "发布前手工检查.txt", "CHANGELOG.md", "licences",
    }  # fmt: skip
    note = (release.FOLDER / "安全说明.txt").read_text(encoding="utf-8-sig")
    assert sums.digest(tmp_path / "Wenheng-setup.exe", "sm3") in note
    assert f"文衡 {project.version()} 安全说明" in note
    assert "{" not in note


@pytest.mark.skipif(not shutil.which("dpkg-deb"), reason="dpkg-deb is needed")
def test_the_deb_is_the_same_when_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WENHENG_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1760000000")
    folder = tmp_path / "Wenheng"
    folder.mkdir()
    (folder / "Wenheng").write_bytes(b"\x7fELF program")
    for name in ("one.deb", "two.deb"):
        deb.make_deb(folder, tmp_path / name, fast=True)
    assert (tmp_path / "one.deb").read_bytes() == (tmp_path / "two.deb").read_bytes()
    listed = subprocess.run(["dpkg-deb", "-c", tmp_path / "one.deb"], capture_output=True, text=True, check=True).stdout
    assert re.search(r"-rwxr-xr-x root/root +\d+ 2025-10-09 \d\d:\d\d \./opt/wenheng/Wenheng\n", listed)
    assert "./usr/bin/wenheng -> /opt/wenheng/Wenheng" in listed
