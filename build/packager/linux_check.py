"""Proves the Linux packages in a Debian 11 (glibc 2.31, the oldest that Debian's mirrors still hold) with a Chinese desktop."""

from __future__ import annotations

import shutil
from pathlib import Path

from packager.chroot import BULLSEYE
from packager.linux import FOLDER, check_folder, deb_file, tar_file
from packager.machine import BuildError, cache, run, step
from packager.selftest import broken_copies, expect_red, judge
from packager.trace import CALLS, no_network

AWKWARD = "公文 软件"  # a folder with Chinese and a space in its name


def check() -> None:
    """Raises BuildError at the first thing that does not hold, NotHere where chroots cannot be made."""
    BULLSEYE.make()
    out = cache() / "linux-check"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    with step("self-test of the unpacked tar.xz, without a network"):
        _check_archive(out)
    with step(".deb: install, self-test, command, remove"):
        _check_deb(out)
    with step("broken folders"):
        for what, copy in broken_copies(FOLDER, out):
            expect_red(what, lambda what=what, copy=copy: _selftest(copy / "Wenheng", f"folder without {what}", out))


def _check_archive(out: Path) -> None:
    place = out / AWKWARD
    place.mkdir()
    run(["tar", "-C", place, "-xf", tar_file()])
    check_folder(place / "Wenheng")
    program = place / "Wenheng/Wenheng"
    _selftest(program, "the tar.xz in a folder with Chinese and a space", out)
    _selftest(program, "the tar.xz under strace", out, tracer=f"strace -f -e {CALLS} -o /out/network.txt")
    no_network(out / "network.txt", "the Linux program")


def _selftest(program: Path, what: str, out: Path, tracer: str = "") -> None:
    inside = f"/out/{program.relative_to(out).as_posix()}" if program.is_relative_to(out) else str(program)
    for old in out.glob("selftest.*"):
        old.unlink()
    script = f"{tracer} '{inside}' --selftest /out/selftest.json </dev/null"
    BULLSEYE.run(
        ["xvfb-run", "-a", "-s", "-screen 0 1366x768x24", "bash", "-c", script],
        folders=[("/out", out)], log=cache() / "logs/linux-selftest.log", allowed=range(256), timeout=240,
    )  # fmt: skip
    judge(out / "selftest.json", what, platform="xcb", encoding="utf-8")


def _check_deb(out: Path) -> None:
    """One run, since /opt and the package database are the chroot's own; it is left as it was."""
    shutil.copyfile(deb_file(), out / "wenheng.deb")
    script = """set -e
find / -xdev -path /proc -prune -o -path /tmp -prune -o -path /out -prune -o -path /var/lib/dpkg -prune -o \
    -path /var/log -prune -o -path /root -prune -o -type f -print | sort > /tmp/before
dpkg --force-depends -i /out/wenheng.deb
desktop-file-validate /usr/share/applications/wenheng.desktop
wenheng --version
wenheng outline /opt/wenheng/_internal/resources/samples/rule-of-law-report.docx --json > /out/outline.json
xvfb-run -a -s '-screen 0 1366x768x24' /opt/wenheng/Wenheng --selftest /out/selftest.json
dpkg -P wenheng
find / -xdev -path /proc -prune -o -path /tmp -prune -o -path /out -prune -o -path /var/lib/dpkg -prune -o \
    -path /var/log -prune -o -path /root -prune -o -type f -print | sort > /tmp/after
comm -13 /tmp/before /tmp/after > /out/left.txt
"""
    for old in out.glob("selftest.*"):
        old.unlink()
    BULLSEYE.run(["bash", "-c", script], folders=[("/out", out)], log=cache() / "logs/linux-deb.log", timeout=300)
    judge(out / "selftest.json", "the installed .deb", platform="xcb")
    if (out / "left.txt").read_text(encoding="utf-8").strip():
        raise BuildError("files left after removing the .deb:\n" + (out / "left.txt").read_text(encoding="utf-8"))
