"""Proves the Windows packages under Wine: the folder, the ZIP, setup.exe and what it leaves behind."""

from __future__ import annotations

import filecmp
import re
import shutil
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from packager import parity
from packager.machine import BuildError, cache, say, step
from packager.project import DIST
from packager.selftest import broken_copies, expect_red, judge
from packager.trace import CALLS, no_network
from packager.windows import FOLDER, check_folder, setup_file, zip_file
from packager.wine import UNTIL_SHOWN, drive_c, make_wine, prefix, wine

USER = "users/root"
PER_USER = f"{USER}/AppData/Local/Programs/Wenheng"
FOR_ALL = "Program Files/Wenheng"
START_MENU = f"{USER}/AppData/Roaming/Microsoft/Windows/Start Menu/Programs"
SETTINGS, RECORDS = f"{USER}/AppData/Roaming/Wenheng", f"{USER}/AppData/Local/Wenheng"
AWKWARD = "公文 软件/便携 版"
CANCELLED_OLD, CANCELLED_RUNNING = 11, 13  # exit codes of setup.exe
OPEN_WITH, OTHER = "HKCU\\Software\\Classes\\.docx\\OpenWithProgids", "Another.docx"
OLD_WINDOWS = ("win81", "win7")
THIS_WINDOWS = "HKLM\\Software\\Microsoft\\Windows NT\\CurrentVersion"  # Wine takes the build that it claims from here
BUILD_1803, BUILD_1809 = "17134", "17763"
OUR_KEYS = re.compile(r"wenheng|\\x6587\\x8861", re.IGNORECASE)  # 文衡, as Wine's registry files spell it
WINES_OWN = re.compile(  # Wine's services; sockets without an address; its print spooler, which asks CUPS on this machine
    r"^\d+<(?:wineboot|winedevice|services|explorer|rpcss|svchost|plugplay)\.exe>|\bsocket\(|htons\(631\).*(?:127\.0\.0\.1|::1)"
    r"|(?:127\.0\.0\.1|::1).*htons\(631\)"
)
UNRELATED = ("windows/", "ProgramData/Microsoft/", f"{USER}/Temp/", f"{USER}/AppData/Local/Temp/")


def check() -> None:
    """Raises BuildError at the first thing that does not hold."""
    make_wine()
    out = cache() / "windows-check"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    _clean()
    with step("self-test of the folder, and its network calls"):
        _check_folder(out)
    with step("portable ZIP in a folder with Chinese and a space"):
        _check_zip(out)
    with step("setup.exe: refuses, installs, upgrades, uninstalls"):
        _check_setup(out)
    with step("broken folders"):
        for what, copy in broken_copies(FOLDER, out):
            expect_red(what, lambda what=what, copy=copy: _check_broken(copy, what, out))


def _clean() -> None:
    """Take away what an earlier, broken run may have left."""
    for name in (PER_USER, FOR_ALL, SETTINGS, RECORDS, AWKWARD.split("/", maxsplit=1)[0]):
        shutil.rmtree(drive_c() / name, ignore_errors=True)


def _run(script: str, out: Path, *, timeout: float = 300) -> str:
    return wine(
        script, folders=[("/out", out), ("/dist", DIST)], log="windows-check.log", allowed=range(256), timeout=timeout
    )  # fmt: skip


def _selftest(program: str, what: str, out: Path, *, tracer: str = "", **expected: object) -> dict[str, object]:
    for old in out.glob("selftest.*"):
        old.unlink()
    _run(f"{tracer} wine '{program}' --selftest 'Z:\\out\\selftest.json' </dev/null", out)
    return judge(out / "selftest.json", what, platform="windows", encoding="utf-8", locale="cp936", **expected)


def _check_folder(out: Path) -> None:
    program = f"/dist/windows/{FOLDER.name}/Wenheng.exe"
    _selftest(program, "the frozen folder", out, tracer=f"strace -f -Y -e {CALLS} -o /out/network.txt")
    no_network(out / "network.txt", "the Windows program", WINES_OWN)


def _check_zip(out: Path) -> None:
    place = drive_c() / AWKWARD
    place.mkdir(parents=True)
    with zipfile.ZipFile(zip_file()) as archive:
        archive.extractall(place)
    values = _selftest(f"C:\\{AWKWARD}\\Wenheng\\Wenheng.exe".replace("/", "\\"), "the portable ZIP", out)
    for name in ("config_folder", "data_folder"):
        if AWKWARD.replace("/", "\\") not in str(values[name]):
            raise BuildError(f"the portable program keeps its {name} elsewhere: {values[name]}")
    shutil.rmtree(drive_c() / AWKWARD.split("/", maxsplit=1)[0])


def _check_broken(copy: Path, what: str, out: Path) -> None:
    check_folder(copy)
    _selftest(f"/out/{copy.relative_to(out).as_posix()}/Wenheng.exe", f"the folder without its {what}", out)


# --- setup.exe -------------------------------------------------------------------------------------------------------


def _check_setup(out: Path) -> None:
    before = _files()
    _refuses_old_windows(out)
    _run(f"wine reg add '{OPEN_WITH}' /v {OTHER} /f </dev/null", out)
    with _claiming(out, BUILD_1809):
        _install(out, "/S", PER_USER)
    _selftest(_windows_path(PER_USER), "the installed program", out)
    parity.check(f"C:\\{PER_USER}\\wenheng-cli.exe".replace("/", "\\"), out)
    _upgrades_in_place(out)
    _notices_running(out)
    _uninstall(out, PER_USER, "/S")
    if OTHER not in _registry():
        raise BuildError("uninstalling took another program out of .docx's 打开方式")
    _run(f"wine reg delete '{OPEN_WITH}' /f </dev/null", out)
    if not (drive_c() / SETTINGS / "settings.toml").exists():
        raise BuildError("uninstalling silently took the settings along")
    _install(out, "/S /Desktop /D=C:\\公文 软件\\文衡", "公文 软件/文衡")
    _uninstall(out, "公文 软件/文衡", "/S /Purge")
    (drive_c() / "公文 软件").rmdir()
    _install(out, "/S /AllUsers", FOR_ALL)
    _uninstall(out, FOR_ALL, "/S")
    _nothing_left(before)


def _windows_path(folder: str) -> str:
    return f"C:\\{folder}\\Wenheng.exe".replace("/", "\\")


def _setup(out: Path, words: str) -> int:
    output = _run(f"wine '/dist/{setup_file().name}' {words} </dev/null; echo status=$?", out)
    found = re.search(r"status=(\d+)", output)
    return int(found[1]) if found else -1


def _refuses_old_windows(out: Path) -> None:
    key = "HKCU\\Software\\Wine"
    for old in OLD_WINDOWS:
        _run(f"wine reg add '{key}' /v Version /d {old} /f </dev/null", out)
        _refused(out, old)
        _run(f"wine reg delete '{key}' /v Version /f </dev/null", out)
    with _claiming(out, BUILD_1803):
        _refused(out, "Windows 10 1803")


@contextmanager
def _claiming(out: Path, build: str) -> Iterator[None]:
    """Wine says that it is that build of Windows 10."""
    number = f"'{THIS_WINDOWS}' /v CurrentBuildNumber"
    found = re.search(r"CurrentBuildNumber\s+REG_SZ\s+(\d+)", _run(f"wine reg query {number} </dev/null", out))
    if not found:
        raise BuildError("Wine does not say which build of Windows it is")
    _run(f"wine reg add {number} /d {build} /f </dev/null", out)
    try:
        yield
    finally:
        _run(f"wine reg add {number} /d {found[1]} /f </dev/null", out)


def _refused(out: Path, system: str) -> None:
    status = _setup(out, "/S")
    if status != CANCELLED_OLD or (drive_c() / PER_USER).exists():
        raise BuildError(f"setup.exe does not refuse {system} (status {status})")


def _install(out: Path, words: str, folder: str) -> None:
    script = f"wine '/dist/{setup_file().name}' {words.replace(chr(92), chr(92) * 2)} </dev/null; echo status=$?"
    output = _run(script, out)
    if "status=0" not in output:
        raise BuildError(f"setup.exe {words} ended with {output[-300:]}")
    _same_files(FOLDER, drive_c() / folder, only_there=["uninstall.exe"])
    if not list((drive_c() / START_MENU).rglob("文衡.lnk")) and folder != FOR_ALL:
        raise BuildError("there is no shortcut in the Start menu")
    registry = _registry()
    for key in (r"SystemFileAssociations\\.docx\\shell\\Wenheng\\command", r"Wenheng.docx\\shell\\open\\command"):
        if key.lower() not in registry.lower():
            raise BuildError(f"the registry lacks {key}")
    if re.search(r"\[Software\\\\Classes\\\\\.docx\][^\[]*\n@=\"Wenheng", registry):
        raise BuildError("setup.exe made the program the default for .docx")


def _same_files(wanted: Path, there: Path, only_there: Sequence[str]) -> None:
    comparison = filecmp.dircmp(wanted, there, ignore=[])
    names = {path.relative_to(wanted).as_posix() for path in wanted.rglob("*")}
    present = {path.relative_to(there).as_posix() for path in there.rglob("*")}
    extra, missing = present - names - set(only_there), names - present
    differing = [n for n in names & present if (wanted / n).is_file() and (wanted / n).read_bytes() != (there / n).read_bytes()]
    if extra or missing or differing or not comparison.common:
        raise BuildError(f"installed files: {len(extra)} too many, {len(missing)} missing, {len(differing)} different")


def _upgrades_in_place(out: Path) -> None:
    stale, settings = drive_c() / PER_USER / "_internal/old-part.dll", drive_c() / SETTINGS / "settings.toml"
    stale.write_bytes(b"of an earlier version")
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text('stage = "issue"\n', encoding="utf-8")
    _install(out, "/S", PER_USER)
    if stale.exists() or settings.read_text(encoding="utf-8") != 'stage = "issue"\n':
        raise BuildError("upgrading leaves old files, or does not keep the settings")


def _notices_running(out: Path) -> None:
    folder = f"C:\\{PER_USER}".replace("/", "\\")
    output = _run(
        f"wine '{folder}\\Wenheng.exe' </dev/null & {UNTIL_SHOWN}; "
        f"wine '/dist/{setup_file().name}' /S </dev/null; echo status=$?; "
        f"wine '{folder}\\uninstall.exe' /S '_?={folder}' </dev/null; echo second=$?; wineserver -k", out,
    )  # fmt: skip
    if f"status={CANCELLED_RUNNING}" not in output or f"second={CANCELLED_RUNNING}" not in output:
        raise BuildError(f"setup.exe or uninstall.exe does not notice the running program: {output[-300:]}")


def _uninstall(out: Path, folder: str, words: str) -> None:
    """uninstall.exe goes on in a copy of itself: `wineserver -w` at the end of the script waits for it."""
    _run(f"wine 'C:\\{folder.replace('/', chr(92))}\\uninstall.exe' {words} </dev/null", out)
    if (drive_c() / folder).exists():
        left = sorted(path.name for path in (drive_c() / folder).rglob("*"))
        raise BuildError(f"left after uninstalling: {left[:10]}")


def _nothing_left(before: set[str]) -> None:
    left = sorted(_files() - before)
    keys = [line for line in _registry().splitlines() if line.startswith("[") and OUR_KEYS.search(line)]
    if left or keys:
        raise BuildError(f"left after uninstalling: {left[:10]} {keys[:10]}")
    say("nothing is left after uninstalling: no file, no shortcut, no registry key")


def _files() -> set[str]:
    every = (path.relative_to(drive_c()).as_posix() for path in drive_c().rglob("*") if not path.is_symlink())
    return {name for name in every if not name.startswith(UNRELATED)}


def _registry() -> str:
    return "".join((prefix() / name).read_text(encoding="utf-8", errors="replace") for name in ("user.reg", "system.reg"))
