"""The Linux packages for UOS and Kylin (x86-64, glibc 2.28): the frozen folder, a tar.xz and a .deb."""

from __future__ import annotations

import shutil
from pathlib import Path

from packager import glibcmax
from packager.deb import make_deb
from packager.left_out import hold_resources
from packager.linux_python import GLIBC, linux_python
from packager.machine import BuildError, cache, megabytes, run, set_dates, step
from packager.notices import write_notices
from packager.project import DIST, NAME, epoch, snapshot, version

FOLDER = DIST / "linux" / NAME


def tar_file() -> Path:
    """Where the archive is made."""
    return DIST / f"wenheng-{version()}-linux-x86_64.tar.xz"


def deb_file() -> Path:
    """Where the Debian package is made."""
    return DIST / f"wenheng_{version()}_amd64.deb"


def build(*, fast: bool = False, again: bool = False) -> None:
    """Make all three; `fast` compresses less (for checking only), `again` takes the sources of the build before.

    Raises BuildError or NotHere.
    """
    python = linux_python()
    with step("PyInstaller"):
        _freeze(python, cache() / "linux-source", again)
        _strip(FOLDER)
    library = python.parents[1] / "lib/python3.11"
    write_notices(FOLDER, library / "LICENSE.txt", library / "site-packages")
    set_dates(FOLDER, epoch())
    check_folder(FOLDER)
    with step("tar.xz"):
        _pack(fast)
    with step(".deb"):
        make_deb(FOLDER, deb_file(), fast=fast)
    print(f"folder {megabytes(FOLDER)}, tar.xz {megabytes(tar_file())}, .deb {megabytes(deb_file())}")


def _freeze(python: Path, source: Path, again: bool) -> None:
    work = cache() / "linux-work"
    if not again:
        snapshot(source)
    shutil.rmtree(FOLDER.parent, ignore_errors=True)
    shutil.rmtree(work, ignore_errors=True)
    words = ["--noconfirm", "--clean", "--distpath", FOLDER.parent, "--workpath", work]
    run(
        [python, "-m", "PyInstaller", *words, "installer.spec"], cwd=source, log=cache() / "logs/linux-pyinstaller.log",
        env={"PYTHONHASHSEED": "22", "PYTHONDONTWRITEBYTECODE": "1", "SOURCE_DATE_EPOCH": str(epoch()), "PYTHONPATH": ""},
    )  # fmt: skip
    if not (FOLDER / NAME).exists():
        raise BuildError("PyInstaller made no program (see logs/linux-pyinstaller.log in the cache)")
    hold_resources(source, FOLDER)


def _strip(folder: Path) -> None:
    """Symbols for debuggers are a third of the size; Qt's own libraries come without."""
    libraries = [path for path in folder.rglob("*.so*") if path.is_file() and not path.is_symlink() and "Qt6" not in path.name]
    run(["strip", "--strip-unneeded", *libraries])


def check_folder(folder: Path) -> None:
    """The static check. Raises BuildError with what is wrong."""
    problems = glibcmax.check(folder, GLIBC)
    if problems:
        raise BuildError("the frozen Linux folder is not right:\n" + "\n".join(problems))


def _pack(fast: bool) -> None:
    run(
        ["tar", "-C", FOLDER.parent, "--sort=name", "--owner=0", "--group=0", "--numeric-owner", f"--mtime=@{epoch()}",
         "--use-compress-program", f"xz -T1 -{1 if fast else 9}", "-cf", tar_file(), NAME],
    )  # fmt: skip
