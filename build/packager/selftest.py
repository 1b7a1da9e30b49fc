"""Judges what `--selftest` wrote, and proves that the judging can fail: a folder with a part taken out must not pass."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from packager.machine import BuildError, say
from packager.project import version

LEAST_RULES = 100  # a frozen program in which the rule families were not found has none


def judge(file: Path, what: str, **expected: object) -> dict[str, Any]:
    """The JSON of a self-test that passed. Raises BuildError when it did not, or when a value is not as expected."""
    if not file.exists():
        raise BuildError(f"self-test of {what}: nothing was written")
    values = json.loads(file.read_text(encoding="utf-8"))
    if not values["ok"]:
        raise BuildError(f"self-test of {what}: {values['error']} (step {values.get('step')})")
    for name, value in {"frozen": True, "version": version(), "network_modules": [], "translated": True, **expected}.items():
        if values[name] != value:
            raise BuildError(f"self-test of {what}: {name} is {values[name]!r}, not {value!r}")
    if values["rules"] < LEAST_RULES:
        raise BuildError(f"self-test of {what}: only {values['rules']} rules are there")
    steps = values["milliseconds"]
    say(f"self-test of {what}: ok on {values['system']}, Qt {values['qt']}, window {steps['window']} ms, all {steps['all']} ms")
    return values


def broken_copies(folder: Path, place: Path, platforms: str = "platforms/*q[wx][ic][nb]*") -> Iterator[tuple[str, Path]]:
    """Copies of a frozen folder, each without one part: a Qt library, lxml's module, the plugins that `platforms` names."""
    for what, pattern in (
        ("Qt library", "*Qt6Widgets*"), ("lxml module", "lxml/etree*"), ("platform plugin", platforms),
    ):  # fmt: skip
        copy = place / "broken" / folder.name
        shutil.rmtree(copy.parent, ignore_errors=True)
        shutil.copytree(folder, copy, symlinks=True)
        taken = [path for path in copy.rglob(pattern) if path.is_file() and path.suffix != ".pyi"]
        if not taken:
            raise BuildError(f"no {what} to take out")
        for path in taken:
            path.unlink()
        yield what, copy
        shutil.rmtree(copy.parent)


def expect_red(what: str, check: Callable[[], object]) -> None:
    """Raises BuildError when `check` lets a broken folder pass."""
    try:
        check()
    except BuildError:
        say(f"without its {what} the folder does not pass, as it must be")
        return
    raise BuildError(f"a folder without its {what} passes the checks")
