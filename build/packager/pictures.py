"""Photographs setup.exe's pages and the installed program under Wine, for the README and for a person's eye.

`python build/package.py pictures [REPORT]` after `package windows` and `package linux`: the README's pictures go to
resources/release/pictures; those at 200 %, of uninstalling and of the Linux program go to dist/pictures, as all of REPORT do.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from packager.chroot import BULLSEYE
from packager.linux import FOLDER as LINUX_FOLDER
from packager.machine import BuildError, cache, say
from packager.project import DIST, ROOT
from packager.windows import setup_file
from packager.windows_check import RECORDS, SETTINGS
from packager.wine import UNTIL_SHOWN, drive_c, make_wine, wine

README_PICTURES = ROOT / "resources/release/pictures"
OTHER_PICTURES = DIST / "pictures"
SAMPLE = ROOT / "resources/samples/rule-of-law-report.docx"
INSTALLED = "users/root/AppData/Local/Programs/Wenheng"
DPI_KEY = "'HKCU\\Control Panel\\Desktop' /v LogPixels"
SHOWN = f"{UNTIL_SHOWN}; sleep 8"  # then the report in it
PAGES = 4  # welcome, for whom, folder, finish (the page of progress passes by)
IN_README = (*(f"setup-{page}.png" for page in range(1, PAGES + 1)), "program.png")
OTHERS = ("program-200.png", "uninstall.png", "uninstall-settings.png", "linux.png")


def take_pictures(report: Path | None = None) -> None:
    """Take them all, of the sample or of another report; only those of the sample go to the README's folder.

    Raises BuildError when one is missing.
    """
    make_wine()
    out = cache() / "pictures"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    shutil.copyfile(report or SAMPLE, out / "年度报告.docx")
    _setup_pages(out)
    _program(out, "program", 96, "1366x768x24")
    _program(out, "program-200", 192, "2732x1536x24")
    _uninstall(out)
    _keeps_to_itself(out)
    _linux(out)
    OTHER_PICTURES.mkdir(parents=True, exist_ok=True)
    for picture in sorted(out.glob("*.png")):
        of_readme = picture.name in IN_README and report is None
        shutil.copyfile(picture, (README_PICTURES if of_readme else OTHER_PICTURES) / picture.name)
    missing = [name for name in (*IN_README, *OTHERS) if not (out / name).exists()]
    if missing:
        raise BuildError(f"pictures missing: {missing}")
    say(f"{len(list(out.glob('*.png')))} pictures")


def _photograph(name: str) -> str:
    """Shell: the active window, with its frame, as NAME.png."""
    return f'import -window "$(xdotool getactivewindow)" -frame /out/{name}.png'


def _setup_pages(out: Path) -> None:
    steps = ["sleep 6", _photograph("setup-1")]
    for page, pause in ((2, 2), (3, 2), (4, 20)):
        steps += ["xdotool key Return", f"sleep {pause}", _photograph(f"setup-{page}")]
    steps += ["xdotool key space", "sleep 1", "xdotool key Return", "sleep 3", "wineserver -k"]
    _wine(f"wine '/dist/{setup_file().name}' </dev/null & {'; '.join(steps)}", out)


def _program(out: Path, name: str, dpi: int, screen: str) -> None:
    program = f"C:\\{INSTALLED}\\Wenheng.exe".replace("/", "\\")
    _wine(
        f"wine reg add {DPI_KEY} /t REG_DWORD /d {dpi} /f </dev/null; wineserver -w; "
        f"wine '{program}' 'Z:\\out\\年度报告.docx' </dev/null & {SHOWN}; "
        f"import -window root /out/{name}.png; wineserver -k; wine reg add {DPI_KEY} /t REG_DWORD /d 96 /f </dev/null",
        out, screen,
    )  # fmt: skip


def _uninstall(out: Path) -> None:
    if not (drive_c() / INSTALLED).exists():
        raise BuildError("setup.exe's pages did not lead to an installation")
    program = f"C:\\{INSTALLED}\\uninstall.exe".replace("/", "\\")
    steps = [
        "sleep 5", _photograph("uninstall"), "xdotool key Return", "sleep 12", _photograph("uninstall-settings"),
        "xdotool key Return", "sleep 3", "wineserver -k",
    ]  # fmt: skip
    _wine(f"wine '{program}' </dev/null & {'; '.join(steps)}", out)
    if (drive_c() / INSTALLED).exists() or not (drive_c() / RECORDS).exists():
        raise BuildError("uninstalling left the program, or took the records along without a yes")
    for folder in (RECORDS, SETTINGS):
        shutil.rmtree(drive_c() / folder, ignore_errors=True)


def _keeps_to_itself(out: Path) -> None:
    """Typed into setup.exe's page, a folder that holds other things gets a folder for the program, and loses nothing later."""
    busy = drive_c() / "busy"
    busy.mkdir(exist_ok=True)
    (busy / "other.txt").write_text("somebody else's", encoding="utf-8")
    steps = [
        "sleep 6", *("xdotool key Return; sleep 2",) * 2, "xdotool key ctrl+a", "xdotool type 'C:\\busy'", "sleep 1",
        "xdotool key Return", "sleep 20", "wineserver -k",
    ]  # fmt: skip
    _wine(f"wine '/dist/{setup_file().name}' </dev/null & {'; '.join(steps)}", out)
    if sorted(path.name for path in busy.iterdir()) != ["Wenheng", "other.txt"]:
        raise BuildError("setup.exe mixes the program's files with others in a folder")
    _wine("wine 'C:\\busy\\Wenheng\\uninstall.exe' /S </dev/null", out)
    if [path.name for path in busy.iterdir()] != ["other.txt"]:
        raise BuildError("uninstalling does not leave the folder as it was")
    shutil.rmtree(busy)


def _wine(script: str, out: Path, screen: str = "1366x768x24") -> None:
    wine(
        f"openbox & sleep 1; {script}; kill %1", folders=[("/out", out), ("/dist", DIST)], log="pictures.log",
        allowed=range(256), timeout=300, screen=screen,
    )  # fmt: skip


def _linux(out: Path) -> None:
    script = (
        "openbox & sleep 1; WENHENG_HOME=/tmp/home /program/Wenheng /out/年度报告.docx & "
        f"{SHOWN}; import -window root /out/linux.png; kill %2 %1"
    )
    BULLSEYE.run(
        ["xvfb-run", "-a", "-s", "-screen 0 1366x768x24", "bash", "-c", script],
        folders=[("/out", out), ("/program", LINUX_FOLDER)], log=cache() / "logs/pictures.log", allowed=range(256), timeout=120,
    )  # fmt: skip
