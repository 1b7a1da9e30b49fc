"""The release folder: packages, checksums, 《安全说明》, licences, changes, and what a person still has to look at."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from packager import linux, linux_check, windows, windows_check
from packager.machine import say, step
from packager.project import DIST, ROOT, epoch, version
from packager.sums import KINDS, digest, write_sums

FOLDER = DIST / "release"
TEMPLATES = ROOT / "resources/release"
CHECKLIST, SAFETY = "发布前手工检查.txt", "安全说明.txt"


def make_release() -> None:
    """Build, check and collect everything. Raises BuildError or NotHere; nothing half-made is left then."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    for package, checks in ((windows, windows_check), (linux, linux_check)):
        package.build()
        checks.check()
    with step("release folder"):
        collect([windows.setup_file(), windows.zip_file(), linux.tar_file(), linux.deb_file()], windows.FOLDER / "licences")


def collect(packages: list[Path], licences: Path) -> None:
    """Put the packages and what belongs to them into the release folder."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    for path in packages:
        shutil.copyfile(path, FOLDER / path.name)
    shutil.copytree(licences, FOLDER / "licences")
    shutil.copyfile(ROOT / "CHANGELOG.md", FOLDER / "CHANGELOG.md")
    shutil.copyfile(TEMPLATES / CHECKLIST, FOLDER / CHECKLIST)
    names = [FOLDER / path.name for path in packages]
    (FOLDER / SAFETY).write_text(safety_note(names), encoding="utf-8-sig", newline="\r\n")
    write_sums(FOLDER, [*names, FOLDER / SAFETY, FOLDER / CHECKLIST, FOLDER / "CHANGELOG.md"])
    say(f"release folder: {FOLDER.relative_to(ROOT)} ({len(list(FOLDER.iterdir()))} entries)")


def safety_note(packages: list[Path]) -> str:
    """《安全说明》 with this version, its date and the packages' checksums."""
    lines = [f"{path.name}\n  {kind.upper()}  {digest(path, kind)}" for path in packages for kind in KINDS.values()]
    date = time.gmtime(epoch())
    values = {"version": version(), "date": f"{date.tm_year}年{date.tm_mon}月{date.tm_mday}日", "sums": "\n".join(_joined(lines))}
    return (TEMPLATES / SAFETY).read_text(encoding="utf-8").format_map(values)


def _joined(lines: list[str]) -> list[str]:
    """Each file's name once, above its checksums."""
    seen: list[str] = []
    for line in lines:
        name, value = line.split("\n")
        seen += [value] if name in seen else [name, value]
    return seen
