"""The Windows packages: the frozen folder, the portable ZIP and setup.exe."""

from __future__ import annotations

import shutil
import time
import zipfile
from pathlib import Path

from packager import pecheck
from packager.left_out import hold_resources
from packager.machine import BuildError, cache, megabytes, need_debian, run, set_dates, step
from packager.notices import write_notices
from packager.project import BUILD, DIST, NAME, epoch, snapshot, version
from packager.windows_python import folder as python_folder
from packager.windows_python import windows_python
from packager.wine import PYTHON, make_wine, wine

FOLDER = DIST / "windows" / NAME
FOLDER_LIMIT, SETUP_LIMIT = 90e6, 30e6  # bytes


def setup_file() -> Path:
    """Where setup.exe is made."""
    return DIST / f"{NAME}-{version()}-setup.exe"


def zip_file() -> Path:
    """Where the portable ZIP is made."""
    return DIST / f"{NAME}-{version()}-portable.zip"


def build(*, fast: bool = False, again: bool = False) -> None:
    """Make all three; `fast` compresses less (for checking only), `again` takes the sources of the build before.

    Raises BuildError or NotHere.
    """
    make_wine()
    windows_python()
    with step("PyInstaller under Wine"):
        _freeze(cache() / "windows-source", again)
    write_notices(FOLDER, python_folder() / "LICENSE.txt", python_folder() / "Lib/site-packages")
    check_folder(FOLDER)
    pack(fast=fast)


def pack(*, fast: bool) -> None:
    """Make the ZIP and setup.exe of the folder as it is now. Raises BuildError when they are too large."""
    set_dates(FOLDER, epoch())
    with step("portable ZIP"):
        _pack_zip()
    with step("setup.exe"):
        _make_setup(fast)
    _hold_sizes(fast)


def _freeze(source: Path, again: bool) -> None:
    work = cache() / "windows-work"
    if not again:
        snapshot(source)
    shutil.rmtree(FOLDER.parent, ignore_errors=True)
    FOLDER.parent.mkdir(parents=True)
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    words = "--noconfirm --clean --distpath /dist --workpath /freezing installer.spec"
    wine(
        f"cd /source && wine {PYTHON}/python.exe -m PyInstaller {words}", log="windows-pyinstaller.log",
        environment={"SOURCE_DATE_EPOCH": str(epoch()), "PYTHONUTF8": "1"},
        folders=[("/source", source), ("/dist", FOLDER.parent), ("/freezing", work), (PYTHON, python_folder())], timeout=1500,
    )  # fmt: skip
    if not (FOLDER / f"{NAME}.exe").exists():
        raise BuildError("PyInstaller made no program (see logs/windows-pyinstaller.log in the cache)")
    hold_resources(source, FOLDER)


def check_folder(folder: Path) -> None:
    """The static check. Raises BuildError with what is wrong."""
    problems = pecheck.check(folder)
    if problems:
        raise BuildError("the frozen Windows folder is not right:\n" + "\n".join(problems))


def _pack_zip() -> None:
    """The folder with a `portable` file: settings stay beside the program."""
    date = time.gmtime(epoch())[:6]
    with zipfile.ZipFile(zip_file(), "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(path for path in FOLDER.rglob("*") if path.is_file()):
            _add(archive, f"{NAME}/{path.relative_to(FOLDER).as_posix()}", path.read_bytes(), date)
        _add(archive, f"{NAME}/portable", "有这个文件，设置、备份和日志就放在本文件夹里。\r\n".encode(), date)


def _add(archive: zipfile.ZipFile, name: str, data: bytes, date: tuple[int, ...]) -> None:
    info = zipfile.ZipInfo(name, date)  # pyright: ignore[reportArgumentType]
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    archive.writestr(info, data)


def _make_setup(fast: bool) -> None:
    need_debian("nsis")
    words = [
        f"-DVERSION={version()}", f"-DFOLDER={FOLDER}", f"-DOUT={setup_file()}", f"-DICON={BUILD / 'app.ico'}",
        f"-DSIDE={BUILD / 'setup-side.bmp'}",
        *(["-DFAST"] if fast else []),
    ]  # fmt: skip
    run(
        ["makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8", *words, BUILD / "installer.nsi"],
        log=cache() / "logs/makensis.log", env={"SOURCE_DATE_EPOCH": str(epoch())},
    )  # fmt: skip


def _hold_sizes(fast: bool) -> None:
    size = sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file())
    print(f"folder {megabytes(FOLDER)}, setup.exe {megabytes(setup_file())}, ZIP {megabytes(zip_file())}")
    if size > FOLDER_LIMIT or (setup_file().stat().st_size > SETUP_LIMIT and not fast):
        raise BuildError("the packages are larger than the limits (folder 90 MB, setup.exe 30 MB)")
