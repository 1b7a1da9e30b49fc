"""Saves that are killed: `python3 build/dev.py kill [COUNT] [--seed N]`.

A process edits a report, keeps recovery copies and saves, again and again, and is killed (SIGKILL) at a random moment:
somewhere in a save, while the file is being replaced, or while the recovery copy is written. Afterwards the file must
be, byte for byte, what the last save made of it or what the one under way would; the version before must be whole; the
recovery copy must open with what was typed, and save.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.core.profile import RESOURCES
from app.editing import disk_file, recovery, versions
from app.editing.open_report import Checking, OpenReport
from app.editing.recovery import Keeper

SAMPLE = RESOURCES / "samples" / "rule-of-law-report.docx"
PLAIN = Checking(notes=False)
STEPS = 4  # edits and saves of one process; the kill falls into one of them
PHASES = {"save": 0.45, "replace": 0.45, "copy": 0.1}
MOST = 6  # times as many kills as are wanted inside a save, at most


@dataclass(slots=True)
class Told:
    """What the process said before it was killed: edits made, copies written, saves begun and ended."""

    typed: int = 0
    copied: int = 0
    begun: int = 0
    ended: int = 0


def words(number: int) -> str:
    """The title of edit `number` (0: as in the file)."""
    return f"关于第{number}次整理档案情况的报告"


def work(report: OpenReport, tell: int) -> None:
    """Edit, keep a copy and save, telling each step in one letter on the pipe `tell`."""

    def say(letter: bytes) -> None:
        os.write(tell, letter)

    real = disk_file.write_atomically

    def told(*given: object) -> None:
        say(b"r")
        real(*given)  # type: ignore[arg-type]
        say(b"R")

    disk_file.write_atomically = told  # type: ignore[assignment]
    keeper = Keeper(report)
    for number in range(1, STEPS + 1):
        report.retype([report.report.paragraphs[0].uid], [words(number)])
        say(b"t")
        copy = keeper.snapshot()
        say(b"c")
        copy()
        say(b"C")
        say(b"s")
        report.save()
        say(b"S")


def contents(path: Path) -> list[bytes]:
    """What the file holds after each number of saves, 0 first."""
    report, found = OpenReport.open(path, PLAIN), [path.read_bytes()]
    for number in range(1, STEPS + 1):
        report.retype([report.report.paragraphs[0].uid], [words(number)])
        report.save()
        found.append(path.read_bytes())
    path.write_bytes(found[0])
    return found


def durations(report: OpenReport) -> dict[str, float]:
    """Seconds that each phase takes, by letting one process come to its end."""
    reader, pid = _fork(report)
    times: dict[str, list[float]] = {name: [] for name in PHASES}
    began: dict[bytes, float] = {}
    with os.fdopen(reader, "rb", buffering=0) as pipe:
        while letter := pipe.read(1):
            began[letter] = time.perf_counter()
            for name, (first, last) in {"save": (b"s", b"S"), "replace": (b"r", b"R"), "copy": (b"c", b"C")}.items():
                if letter == last:
                    times[name].append(began[last] - began[first])
    os.waitpid(pid, 0)
    return {name: statistics.median(found) for name, found in times.items()}


def _fork(report: OpenReport) -> tuple[int, int]:
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reader)
        try:
            work(report, writer)
        finally:
            os._exit(0)
    os.close(writer)
    return reader, pid


def killed(report: OpenReport, chance: random.Random, takes: dict[str, float]) -> tuple[str, Told]:
    """Let a process work and kill it; the phase that was aimed at, and what it told before."""
    phase = chance.choices(list(PHASES), list(PHASES.values()))[0]
    first = {"save": b"s", "replace": b"r", "copy": b"c"}[phase]
    count, pause = chance.randint(1, STEPS), chance.random() * takes[phase]
    reader, pid = _fork(report)
    heard = b""
    with os.fdopen(reader, "rb", buffering=0) as pipe:
        while heard.count(first) < count and (letter := pipe.read(1)):
            heard += letter
        ends = time.perf_counter() + pause
        while time.perf_counter() < ends:
            pass  # sleeping is coarser than some of the phases
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        heard += pipe.read()
    return phase, Told(heard.count(b"t"), heard.count(b"C"), heard.count(b"s"), heard.count(b"S"))


def wrongs(path: Path, told: Told, expected: Sequence[bytes]) -> list[str]:
    """Everything that is not as it must be after the kill."""
    found: list[str] = []
    now = path.read_bytes()
    if now not in (expected[told.ended], expected[told.begun]):
        found.append(f"the file is neither old nor new (save {told.begun}, {len(now)} bytes)")
    if any(version.file.read_bytes() != expected[0] for version in versions.versions(path)):
        found.append("the version before is not whole")
    if told.begun and now != expected[0] and not versions.versions(path):
        found.append("the version before was not kept")
    copies = recovery.left_by_crashes()
    if len(copies) != (1 if told.copied else len(copies)) or len(copies) > 1:
        found.append(f"{len(copies)} recovery copies after {told.copied} were written")
    for left in copies:
        report = recovery.reopen(left, PLAIN)
        title = report.report.paragraphs[0].text
        if title not in (words(told.copied), words(told.typed)):
            found.append(f"the recovery copy says {title}")
        if not report.modified:
            found.append("the recovery copy opens as saved")
        report.save()
        if OpenReport.open(path, PLAIN).report.paragraphs[0].text != title:
            found.append("the recovery copy was not saved")
    return found


def run(count: int, seed: int) -> int:
    """Kill processes until `count` were killed inside a save; prints the table, returns how often something was wrong."""
    chance = random.Random(seed)
    aims, states, bad = Counter[str](), Counter[str](), 0
    with tempfile.TemporaryDirectory() as folder:
        os.environ["WENHENG_HOME"] = str(Path(folder) / "home")
        path = Path(folder) / "报告.docx"
        shutil.copyfile(SAMPLE, path)
        expected = contents(path)
        takes = durations(OpenReport.open(path, PLAIN))
        number = 0
        while states["killed inside a save"] < count and number < MOST * count:
            number += 1
            shutil.rmtree(Path(folder) / "home", ignore_errors=True)
            for left in Path(folder).glob(".~*"):
                left.unlink()
            path.write_bytes(expected[0])
            phase, told = killed(OpenReport.open(path, PLAIN), chance, takes)
            aims[phase] += 1
            states["killed inside a save" if told.begun > told.ended else "killed between saves"] += 1
            new = told.begun > told.ended and path.read_bytes() == expected[told.begun]
            states["the save under way had replaced the file"] += new
            states["a temporary file was left"] += bool(list(Path(folder).glob(".~*")))
            states["a recovery copy was left"] += bool(recovery.left_by_crashes())
            for wrong in wrongs(path, told, expected):
                bad += 1
                print(f"kill {number} (seed {seed}, {phase}): {wrong}")
    inside = states["killed inside a save"]
    print(f"saves killed {inside}, seed {seed}, wrong {bad}")
    for name, found in (*((f"aimed at: {aim}", aims[aim]) for aim in PHASES), *states.items()):
        print(f"  {name:42} {found:5}")
    return bad + (inside < count)


def main(arguments: Sequence[str]) -> int:
    """Exit status 1 when anything was wrong."""
    parser = argparse.ArgumentParser(prog="kill")
    parser.add_argument("count", nargs="?", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    return 1 if run(options.count, options.seed) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
