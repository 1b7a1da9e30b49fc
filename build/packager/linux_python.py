"""The Linux Python that freezes the program: CPython from Debian's sources, compiled for glibc 2.28, and the wheels by hash.

PyInstaller takes the interpreter along, so it must be as old as the oldest system: UOS 20 and Kylin V10 have glibc 2.28.
"""

from __future__ import annotations

import platform
import shutil
from pathlib import Path

from packager.lock import LINUX_TAGS
from packager.machine import BuildError, NotHere, cache, install_wheels, need_debian, once, run
from packager.project import BUILD
from packager.tools import digest, tools_python

GLIBC = "2.28"
LOCK = BUILD / "requirements-linux.txt"
COMPILE = Path(__file__).with_name("compile_python.sh")
DEBIAN_SOURCES = ("python3.11", "zlib", "libffi")


def linux_python() -> Path:
    """The interpreter, made once. Raises NotHere where Debian's sources cannot be had."""
    need_debian("make", "pkg-config", "xz-utils", "binutils", "dpkg-dev", "libxcb-cursor0")
    tools = tools_python()
    once("linux-cpython", digest(COMPILE), f"CPython 3.11 for glibc {GLIBC}", lambda: _compile(tools))
    once("linux-wheels", digest(LOCK, COMPILE), "Linux wheels", _install_wheels)
    return _home() / "bin/python3.11"


def _home() -> Path:
    return cache() / "linux-python"


def _compile(tools: Path) -> None:
    sources = _fetch_sources()
    command = [COMPILE, tools, sources, cache() / "linux-compile", _home(), GLIBC]
    run(command, log=cache() / "logs/linux-cpython.log", env={"SOURCE_DATE_EPOCH": "0"})
    shutil.rmtree(cache() / "linux-compile")


def _fetch_sources() -> Path:
    """The machine's own Debian sources, with source packages switched on for this one call."""
    folder = cache() / "sources/debian"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "lists/partial").mkdir(parents=True)
    options = ["-o", f"Dir::Etc::sourcelist={_source_list(folder)}", "-o", "Dir::Etc::sourceparts=/dev/null",
               "-o", f"Dir::State::Lists={folder / 'lists'}", "-o", "APT::Sandbox::User=root"]  # fmt: skip
    log = cache() / "logs"
    run(["apt-get", *options, "-q", "update"], log=log / "apt-sources.log")
    run(
        ["apt-get", *options, "-q", "source", "--download-only", "--tar-only", *DEBIAN_SOURCES],
        cwd=folder,
        log=log / "apt-source.log",
    )
    if len(list(folder.glob("*.orig.tar.*"))) < len(DEBIAN_SOURCES):
        raise BuildError("Debian's source archives are not all there")
    return folder


def _source_list(folder: Path) -> Path:
    """The deb822 or one-line list that names this Debian release, as a list of sources."""
    codename = platform.freedesktop_os_release().get("VERSION_CODENAME", "")
    for path in sorted(Path("/etc/apt/sources.list.d").glob("*.sources")):
        text = path.read_text(encoding="utf-8")
        if codename and codename in text.split():
            lines = ("Types: deb-src" if line.startswith("Types:") else line for line in text.splitlines())
            return _written(folder / "sources.sources", "\n".join(lines))
    plain = Path("/etc/apt/sources.list")
    lines = plain.read_text(encoding="utf-8").splitlines() if plain.exists() else []
    sources = ["deb-src" + line.removeprefix("deb") for line in lines if line.startswith("deb ")]
    if not sources:
        raise NotHere("no list of Debian sources was found")
    return _written(folder / "sources.list", "\n".join(sources))


def _written(path: Path, text: str) -> Path:
    path.write_text(text + "\n", encoding="utf-8")
    return path


def _install_wheels() -> None:
    packages = _home() / "lib/python3.11/site-packages"
    shutil.rmtree(packages, ignore_errors=True)
    install_wheels(packages, LINUX_TAGS, LOCK)
