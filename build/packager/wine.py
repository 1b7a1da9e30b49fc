"""Wine 10 with a Chinese Windows in it (code page 936), in a Debian 13 of its own: Debian 12's Wine cannot run Qt 6.5."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from packager.chroot import TRIXIE
from packager.machine import cache, once

PREFIX, PYTHON = "/wine/prefix", "/wine/python"  # where they stand inside: the same on every machine
ENVIRONMENT = {
    "WINEPREFIX": PREFIX, "WINEARCH": "win64", "WINEDEBUG": "-all", "PYTHONHASHSEED": "22", "PYTHONDONTWRITEBYTECODE": "1",
    "WINEDLLOVERRIDES": "winemenubuilder.exe=d;mscoree=d;mshtml=d",
}  # fmt: skip
# Shell: wait until the program's window (larger than 99 pixels) is on the screen.
UNTIL_SHOWN = (
    "for second in $(seq 120); do xwininfo -root -tree | grep -qiE 'wenheng.* [0-9]{3,}x[0-9]{3,}' && break; sleep 1; done"
)


def make_wine() -> None:
    """Set Wine up once. Raises NotHere without root, mounts or a Debian mirror."""
    TRIXIE.make()
    once("wine-prefix", TRIXIE.inputs, "Wine prefix", _make_prefix)


def prefix() -> Path:
    """The prefix, seen from outside."""
    return cache() / "wine-prefix"


def drive_c() -> Path:
    """Drive C:, seen from outside."""
    return prefix() / "drive_c"


def _make_prefix() -> None:
    shutil.rmtree(prefix(), ignore_errors=True)
    prefix().mkdir()
    wine("wine wineboot -i", log="wineboot.log")


def wine(
    script: str, *, folders: Sequence[tuple[str, Path]] = (), log: str, environment: Mapping[str, str] | None = None,
    allowed: Sequence[int] = (0,), timeout: float = 600, screen: str = "1366x768x24",
) -> str:  # fmt: skip
    """The output of a shell script with a virtual screen, in which `wine` runs Windows programs; ends when all of them did.

    `folders`: (path inside, folder outside). Windows Python stops with "WinError 6" unless stdin is /dev/null and stdout a
    pipe, so every `wine PROGRAM` in the script should read from /dev/null.
    """
    whole = f"set -u; exec </dev/null; {script}\nstatus=$?; wineserver -w; exit $status"
    return TRIXIE.run(
        ["xvfb-run", "-a", "-s", f"-screen 0 {screen}", "bash", "-c", f"( {whole} ) 2>&1 | cat; exit ${{PIPESTATUS[0]}}"],
        folders=[(PREFIX, prefix()), *folders], log=cache() / "logs" / log, environment={**ENVIRONMENT, **(environment or {})},
        allowed=allowed, timeout=timeout,
    )  # fmt: skip
