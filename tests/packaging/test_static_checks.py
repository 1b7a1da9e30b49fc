"""The static checks of frozen folders go red for what running under Wine or on a new Linux would not show."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from packager import glibcmax, pecheck

from tests.packaging.pe_files import I386, pe_file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "Wenheng.exe").write_bytes(pe_file(["KERNEL32.dll", "Qt6Core.dll", "api-ms-win-crt-heap-l1-1-0.dll"]))
    (tmp_path / "_internal").mkdir()
    (tmp_path / "_internal/Qt6Core.dll").write_bytes(pe_file(["USER32.dll"]))
    return tmp_path


def test_a_whole_folder_passes(folder: Path) -> None:
    assert pecheck.check(folder) == []
    assert pecheck.main([str(folder)]) == 0


def test_a_missing_dll_is_named_with_who_needs_it(folder: Path) -> None:
    (folder / "_internal/Qt6Core.dll").unlink()
    assert pecheck.check(folder) == ["Wenheng.exe: needs qt6core.dll"]
    assert pecheck.main([str(folder)]) == 1


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("old.dll", pe_file([], machine=I386), "not x86-64"),
        ("msvcp140.dll", pe_file([], mark=b"Wine builtin DLL"), "a DLL of Wine"),
        ("Qt6Network.dll", pe_file([]), "opens network connections"),
        ("_socket.pyd", pe_file(["WS2_32.dll"]), "opens network connections"),
    ],
)
def test_what_must_not_be_there(folder: Path, name: str, data: bytes, words: str) -> None:
    (folder / "_internal" / name).write_bytes(data)
    assert pecheck.check(folder) == [f"_internal/{name}: {words}"]


def test_an_empty_folder_is_not_well(tmp_path: Path) -> None:
    assert pecheck.check(tmp_path) == ["no program in the folder"]
    assert glibcmax.check(tmp_path, "2.28") == ["no program in the folder"]


@pytest.mark.skipif(not sys.platform.startswith("linux") or not shutil.which("readelf"), reason="readelf (binutils) is needed")
def test_glibc_newer_than_the_limit_is_named(tmp_path: Path) -> None:
    shutil.copyfile("/bin/sh", tmp_path / "shell")
    assert glibcmax.check(tmp_path, "9.99") == []
    assert [line.split(":")[0] for line in glibcmax.check(tmp_path, "2.1")] == ["shell"]
    assert glibcmax.main([str(tmp_path), "2.1"]) == 1


@pytest.mark.skipif(not sys.platform.startswith("linux") or not shutil.which("readelf"), reason="readelf (binutils) is needed")
def test_a_cpp_library_newer_than_the_limit_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from PySide6 import QtCore

    shutil.copyfile(QtCore.__file__, tmp_path / "QtCore.so")
    assert glibcmax.check(tmp_path, "9.99") == []
    monkeypatch.setattr(glibcmax, "CPP", {"GLIBCXX": (3, 3), "CXXABI": (1, 3, 1)})
    assert sorted(line.split(" ")[2] for line in glibcmax.check(tmp_path, "9.99")) == ["CXXABI", "GLIBCXX"]
