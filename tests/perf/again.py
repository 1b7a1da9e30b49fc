"""What findings cost after a key in a long report, in processor time: `python -m tests.perf.again [--rules] [FILE]`.

A key is typed and taken out again in paragraphs spread over the report; each time structure and findings are brought up to
date. `--rules` lists which rules that look at the whole report ran again, how often and what that took.
"""

from __future__ import annotations

import gc
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from app.core.profile import load_profile
from app.core.report import Kind, Report
from app.core.understand import understand
from app.docx.document import WordDocument
from app.rules.api import Context
from app.rules.checker import Checker

PARAGRAPHS = 40  # in which a key is typed
GROUPS = {
    "text": {Kind.BODY, Kind.CLAUSE},
    "a heading": {Kind.LEVEL1, Kind.LEVEL2, Kind.LEVEL3, Kind.LEVEL4},
    "elements": {Kind.TITLE, Kind.ADDRESSEE, Kind.SIGNATURE, Kind.DATE},
}


def main(arguments: Sequence[str]) -> None:
    """Print the table."""
    files = [Path(one) for one in arguments if not one.startswith("--")]
    if files:
        raw = WordDocument.from_bytes(files[0].read_bytes(), files[0].name).report()
    else:
        from tests.perf.bench import REPEATS, report_file

        with tempfile.TemporaryDirectory() as folder:
            raw = WordDocument.from_bytes(report_file(Path(folder), REPEATS[-1])[1].read_bytes(), "长.docx").report()
    report = understand(raw)
    print(f"findings after a key, {len(raw.paragraphs)} paragraphs          CPU ms: median      p95      most")
    for name, kinds in GROUPS.items():
        checker = Checker(Context(load_profile()))
        checker.check(report)
        ran: dict[str, list[float]] = {}
        _watch(checker, ran)
        times = sorted(after_keys(checker, raw, report, kinds))
        if times:
            print(f"  in {name:32} {statistics.median(times):24.2f} {times[int(len(times) * 0.95)]:8.2f} {times[-1]:9.2f}")
        if "--rules" in arguments:
            for code, each in sorted(ran.items(), key=lambda one: -sum(one[1])):
                print(f"      {code:14} {len(each):4} times of {len(times)}  {statistics.mean(each):7.2f} ms")


def after_keys(checker: Checker, raw: Report, report: Report, kinds: Iterable[Kind]) -> list[float]:
    """Milliseconds of each check, the structure's own time included."""
    places = [at for at, p in enumerate(report.paragraphs) if p.kind in set(kinds) and p.text]
    times: list[float] = []
    gc.disable()
    for at in places[:: max(1, len(places) // PARAGRAPHS)]:
        for typed in (True, False):
            p = raw.paragraphs[at]
            where = len(p.text) * 2 // 3
            text = p.text[:where] + "的" + p.text[where:] if typed else p.text[:where] + p.text[where + 1 :]
            runs = tuple(replace(run, start=min(run.start, len(text)), end=min(run.end, len(text))) for run in p.runs)
            paragraphs = (*raw.paragraphs[:at], replace(p, text=text, runs=runs), *raw.paragraphs[at + 1 :])
            order = raw.order
            raw = replace(raw, paragraphs=paragraphs)
            vars(raw)["order"] = order  # an open report keeps it between keys
            began = time.process_time()
            report = understand(raw, {}, report)
            checker.check(report)
            times.append((time.process_time() - began) * 1000)
    gc.enable()
    return times


def _watch(checker: Checker, ran: dict[str, list[float]]) -> None:
    """Note each run of a rule that looks at the whole report."""
    rules: list[tuple[Any, Callable[..., Any]]] = vars(checker)["_by_report"]
    rules[:] = [(rule, partial(_timed, rule.code, run, ran)) for rule, run in rules]


def _timed(code: str, run: Callable[..., Any], ran: dict[str, list[float]], r: Report) -> list[Any]:
    began = time.process_time()
    found = list(run(r=r))
    ran.setdefault(code, []).append((time.process_time() - began) * 1000)
    return found


if __name__ == "__main__":
    main(sys.argv[1:])
