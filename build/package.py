#!/usr/bin/env python3
"""Builds the packages: `package.py windows|linux [--check] [--fast] [--twice]`, `release`, `sign`.

`lock`, `icon` and `pictures` renew the requirement files, the icons and the README's pictures.

Status 0: done; 1: a build or a check failed; 3: this machine cannot do it (no root, no mounts, no package source).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from packager.machine import BuildError, NotHere, alone, say
from packager.project import epoch

FAILED, CANNOT = 1, 3


def windows(words: Sequence[str]) -> None:
    """The Windows folder, ZIP and setup.exe."""
    from packager import windows, windows_check

    _build(windows, windows_check, words, [windows.setup_file(), windows.zip_file()])


def linux(words: Sequence[str]) -> None:
    """The Linux folder, tar.xz and .deb."""
    from packager import linux, linux_check

    _build(linux, linux_check, words, [linux.tar_file(), linux.deb_file()])


def _build(package: Any, checks: Any, words: Sequence[str], files: Sequence[Path]) -> None:
    """--fast: weaker compression; --twice: build again and compare; --check: prove that it installs and runs."""
    from packager.sums import digest, folder_digest

    package.build(fast="--fast" in words)
    if "--twice" in words:

        def contents() -> dict[str, str]:
            return {**folder_digest(package.FOLDER), **{file.name: digest(file, "sha256") for file in files}}

        first = contents()
        package.build(fast="--fast" in words, again=True)
        differing = sorted(name for name, _ in first.items() ^ contents().items())
        if differing:
            raise BuildError(f"the second build is not the same as the first: {differing[:10]}")
        say("built twice: every file is identical")
    if "--check" in words:
        checks.check()


def release(_: Sequence[str]) -> None:
    """Everything for a release in one folder."""
    from packager.release import make_release

    make_release()


def sign(words: Sequence[str]) -> None:
    """Sign the Windows programs with a certificate file."""
    from packager.sign import sign_release

    sign_release(words)


def pictures(words: Sequence[str]) -> None:
    """Photograph setup.exe's pages and the installed programs, with the sample or another report open."""
    from packager.pictures import take_pictures

    take_pictures(Path(words[0]) if words else None)


def lock(_: Sequence[str]) -> None:
    """Write the requirement files from pyproject.toml's pins."""
    from packager.lock import lock

    lock()


def icon(_: Sequence[str]) -> None:
    """Render the icons."""
    from packager.icon import write_icons

    write_icons()


COMMANDS: dict[str, Callable[[Sequence[str]], None]] = {
    "windows": windows, "linux": linux, "release": release, "sign": sign, "pictures": pictures, "lock": lock, "icon": icon,
}  # fmt: skip


def main(words: Sequence[str]) -> int:
    """Run one command."""
    if not words or words[0] not in COMMANDS:
        print(__doc__)
        return 2
    try:
        os.environ["SOURCE_DATE_EPOCH"] = str(epoch())  # one date, whatever is committed meanwhile
        with alone():
            COMMANDS[words[0]](words[1:])
    except NotHere as error:
        say(f"left out: {error}")
        return CANNOT
    except BuildError as error:
        say(f"FAILED: {error}")
        return FAILED
    say("done")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
