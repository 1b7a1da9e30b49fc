"""Thousands of damaged and hostile packages through the whole program: `python -m tests.fuzz.packages [COUNT] [--seed N]`.

Each mutant is opened, understood, checked, mended, saved and opened again by a worker with 1 GiB of address space beyond what
the program itself takes and 10 s of processor time a file. What may come out is a report or one clear sentence.
"""

from __future__ import annotations

import argparse
import faulthandler
import hashlib
import multiprocessing
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import traceback
import warnings
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.core.errors import GuardError, ReportError
from app.core.report import Report
from app.editing.open_report import Checking, OpenReport
from tests.conftest import corpus_folder
from tests.everything import everything
from tests.fuzz.mutate import mutated
from tests.fuzz.sources import WORD, documents, kind_of

GIB = 1024**3
SECONDS = 10  # of processor time for one file
BATCH = 200
SEED_BYTES = 20_000  # small seeds: as many mutants as possible
ALONE = Checking(notes=False)


class TooLongError(BaseException):
    """The time of one file is up; no handler of the program may swallow it."""


class EscapedError(BaseException):
    """Something was written outside the target folder, or a connection was tried."""


@dataclass(slots=True)
class Tally:
    """What became of the mutants: how many by kind, and the failures with the numbers that make them again."""

    outcomes: Counter[str] = field(default_factory=Counter[str])
    refusals: Counter[str] = field(default_factory=Counter[str])
    failures: list[str] = field(default_factory=list[str])

    def add(self, other: Tally) -> None:
        self.outcomes += other.outcomes
        self.refusals += other.refusals
        self.failures += other.failures


def seeds() -> list[tuple[str, bytes]]:
    """The sound packages that mutants are made from: one with one of everything, and small real ones when they are there."""
    found = [("everything", everything())]
    corpus = corpus_folder()
    for path in documents(corpus, "cn", "robust", "made") if corpus else ():
        if path.suffix.lower() in WORD and path.stat().st_size <= SEED_BYTES:
            data = path.read_bytes()
            try:
                OpenReport.open(path, ALONE)
            except ReportError:
                continue
            found.append((path.name, data))
    return found


def run_one(path: Path, target: Path) -> str:
    """The whole job on one file; "opened" or "saved", raises ReportError when it is refused."""
    report = OpenReport.open(path, ALONE)
    before = _texts(report.report)
    assert report.findings is not None
    if report.read_only:
        return "read-only"
    mended = report.fix_all_safe()
    after = _texts(report.report)
    report.save(target)
    assert _texts(OpenReport.open(target, ALONE).report) == after
    while report.can_undo:
        report.undo()
    assert _texts(report.report) == before
    return "mended" if mended else "saved"


def _texts(report: Report) -> list[tuple[str, str]]:
    return [(p.story, p.text) for p in (*report.paragraphs, *report.others)]


def _limit() -> None:
    used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + GIB, used + GIB))


def _too_long(*_: object) -> None:
    raise TooLongError


def _watch(folder: Path) -> None:
    """From here on a write outside `folder`, or any connection, raises EscapedError."""
    inside = os.fspath(folder.resolve())

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open" and isinstance(arguments[0], str) and isinstance(arguments[2], int):
            if arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) and not os.path.realpath(arguments[0]).startswith(
                (inside, "/dev/null")
            ):
                raise EscapedError(f"writes {arguments[0]} (not in {inside})")
        elif event in ("socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.exec"):
            raise EscapedError(event)
        elif event in ("os.rename", "os.remove", "os.mkdir", "shutil.rmtree") and not os.path.realpath(
            str(arguments[0])
        ).startswith(inside):
            raise EscapedError(f"{event} {arguments[0]}")

    sys.addaudithook(hook)


def _work(
    numbers: Sequence[int], sources: Sequence[tuple[str, bytes]], seed: int, folder: Path, out: multiprocessing.Queue[Tally]
) -> None:
    folder.mkdir(exist_ok=True)
    os.environ["WENHENG_HOME"] = str(folder / "home")
    (folder / "home").mkdir(exist_ok=True)
    faulthandler.enable()
    warnings.simplefilter("ignore")  # members of one name are among the mutants
    sys.dont_write_bytecode = True
    signal.signal(signal.SIGPROF, _too_long)
    run_one(_written(folder, everything()), folder / "out.docx")  # everything is imported before the limits count
    _limit()
    _watch(folder)
    tally = Tally()
    for number in numbers:
        name, data = _mutant(number, sources, seed)
        path = _written(folder, data)
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        try:
            outcome = run_one(path, folder / "out.docx")
        except GuardError as error:  # nothing is lost, but the clerk could not save: our doing
            outcome = "guard"
            tally.failures.append(f"seed {seed} number {number} ({name}): {error}")
        except ReportError as error:
            outcome = "refused"
            tally.refusals[kind_of(error)] += 1
        except BaseException as error:  # noqa: BLE001  # every other end is what is looked for
            outcome = type(error).__name__
            tally.failures.append(f"seed {seed} number {number} ({name}): {traceback.format_exc(limit=-4)}")
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        tally.outcomes[outcome] += 1
        (folder / "done").write_text(str(number), encoding="ascii")
    out.put(tally)


def _mutant(number: int, sources: Sequence[tuple[str, bytes]], seed: int) -> tuple[str, bytes]:
    rng = random.Random(f"{seed}:{number}")
    name, data = sources[rng.randrange(len(sources))]
    return name, mutated(data, rng)


def _written(folder: Path, data: bytes) -> Path:
    path = folder / "mutant.docx"
    path.write_bytes(data)
    return path


def fuzz(count: int, seed: int, sources: Sequence[tuple[str, bytes]], jobs: int = 1, say: bool = True, first: int = 0) -> Tally:
    """The tally of mutants `first`..`first + count` of `sources`; a worker that dies is a failure of the mutant it was at."""
    total = Tally()
    context = multiprocessing.get_context("fork")
    batches = [range(start, min(start + BATCH, first + count)) for start in range(first, first + count, BATCH)]
    with tempfile.TemporaryDirectory() as place:
        running: list[tuple[multiprocessing.process.BaseProcess, range, Path, multiprocessing.Queue[Tally]]] = []
        while batches or running:
            while batches and len(running) < jobs:
                numbers = batches.pop(0)
                folder, queue = Path(place) / str(numbers.start), context.Queue()
                worker = context.Process(target=_work, args=(numbers, sources, seed, folder, queue))
                worker.start()
                running.append((worker, numbers, folder, queue))
            worker, numbers, folder, queue = running.pop(0)
            total.add(_collected(worker, numbers, folder, queue, seed, sources))
            shutil.rmtree(folder, ignore_errors=True)
            if say and numbers.stop % 1000 < BATCH:
                print(f"{numbers.stop} mutants: {dict(total.outcomes)}, {len(total.failures)} failures", flush=True)
    return total


def _collected(
    worker: multiprocessing.process.BaseProcess,
    numbers: range,
    folder: Path,
    queue: multiprocessing.Queue[Tally],
    seed: int,
    sources: Sequence[tuple[str, bytes]],
) -> Tally:
    tally: Tally | None = None
    waited = 0
    while tally is None and waited < BATCH * SECONDS * 6:
        try:
            tally = queue.get(timeout=1)
        except Exception:  # noqa: BLE001  # queue.Empty of another context
            waited += 1
            if not worker.is_alive() and queue.empty():
                break
    if tally is not None:
        worker.join()
        return tally
    worker.kill()
    worker.join()
    done = folder / "done"
    at = int(done.read_text()) + 1 if done.exists() else numbers.start
    lost = Tally(Counter({"died": 1}), failures=[f"seed {seed} number {at}: the worker died (exit {worker.exitcode})"])
    rest = range(at + 1, numbers.stop)
    return lost if not rest else _merged(lost, fuzz(len(rest), seed, sources, say=False, first=rest.start))


def _merged(a: Tally, b: Tally) -> Tally:
    a.add(b)
    return a


def main(arguments: Sequence[str] | None = None) -> int:
    """Run and print the table; 1 when anything failed."""
    parser = argparse.ArgumentParser(prog="fuzz", description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--only", type=int, help="run this one number and keep its file beside the current folder")
    given = parser.parse_args(arguments)
    if given.only is not None:
        return _again(given.only, given.seed)
    print(f"{given.count} mutants, seed {given.seed}", flush=True)
    sources = seeds()
    tally = fuzz(given.count, given.seed, sources, given.jobs)
    for title, counts in (("outcome", tally.outcomes), ("refused with", tally.refusals)):
        print(f"\n{title}")
        for name, count in counts.most_common():
            print(f"{count:8}  {name}")
    print(
        f"\n{len(tally.failures)} failures, inputs {hashlib.sha256(str([name for name, _ in sources]).encode()).hexdigest()[:12]}"
    )
    print("\n".join(tally.failures[:40]))
    return 1 if tally.failures else 0


def _again(number: int, seed: int) -> int:
    name, data = _mutant(number, seeds(), seed)
    path = Path(f"mutant-{seed}-{number}.docx")
    path.write_bytes(data)
    print(f"{name} → {path}")
    with tempfile.TemporaryDirectory() as place:
        os.environ["WENHENG_HOME"] = place
        try:
            print(run_one(path, Path(place) / "out.docx"))
        except ReportError as error:
            print(f"refused: {error}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
