"""What a key costs in a long report, in processor time: `python -m tests.perf.again [--rules] [FILE]`.

A key is typed and taken out again in paragraphs spread over an open report; each time document, structure and findings are
brought up to date. The same with Enter and Backspace, which change the number of paragraphs. `--rules` lists which rules that look at the whole report ran again, how often and what that took.
"""

from __future__ import annotations

import gc
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from app.core.report import Kind, Report
from app.editing.open_report import Checking, OpenReport

PARAGRAPHS = 40  # in which a key is typed
GROUPS = {
    "text": {Kind.BODY, Kind.CLAUSE},
    "a heading": {Kind.LEVEL1, Kind.LEVEL2, Kind.LEVEL3, Kind.LEVEL4},
    "elements": {Kind.TITLE, Kind.ADDRESSEE, Kind.SIGNATURE, Kind.DATE},
}


def main(arguments: Sequence[str]) -> None:
    """Print the table."""
    files = [Path(one) for one in arguments if not one.startswith("--")]
    with tempfile.TemporaryDirectory() as folder:
        for name, file in [(file.name, file) for file in files] or _reports(Path(folder)):
            _table(name, OpenReport.open(file, Checking(notes=False)), rules="--rules" in arguments)


def _reports(folder: Path) -> Iterator[tuple[str, Path]]:
    """A long report with one title and one signature, and a file with a hundred reports in it."""
    from tests.perf.bench import REPEATS, report_file
    from tests.perf.tree import long_report

    long = folder / "long.docx"
    long.write_bytes(long_report())
    yield "one report", long
    yield f"{REPEATS[-1]} in one file", report_file(folder, REPEATS[-1])[1]


def _table(name: str, report: OpenReport, *, rules: bool) -> None:
    assert report.findings is not None
    print(f"a key, {len(report.report.paragraphs)} paragraphs, {name:20}        CPU ms: median      p95      most")
    ran: dict[str, list[float]] = {}
    _watch(report, ran)
    for group, kinds in GROUPS.items():
        ran.clear()
        for what, times in zip(("text and structure", "findings", "together"), after_keys(report, kinds), strict=True):
            if times:
                print(f"  in {group:10} {what:20} {_figures(times)}")
        if rules:
            for code, each in sorted(ran.items(), key=lambda one: -sum(one[1])):
                print(f"      {code:14} {len(each):4} times  {statistics.mean(each):7.2f} ms")
    print(f"  Enter, Backspace: text alone      {_figures(after_breaks(report, GROUPS['text']))}")


def _figures(times: Sequence[float]) -> str:
    ordered = sorted(times)
    return f"{statistics.median(ordered):17.2f} {ordered[int(len(ordered) * 0.95)]:8.2f} {ordered[-1]:9.2f}"


def after_keys(report: OpenReport, kinds: Collection[Kind]) -> tuple[list[float], list[float], list[float]]:
    """Milliseconds until text and structure are up to date after each key, from then until the findings are, and together."""
    uids = [p.uid for p in report.report.paragraphs if p.kind in kinds and p.text]
    structure: list[float] = []
    findings: list[float] = []
    gc.disable()
    for uid in uids[:: max(1, len(uids) // PARAGRAPHS)]:
        text = report.report.by_uid[uid].text
        where = len(text) * 2 // 3
        for words in (text[:where] + "的" + text[where:], text):
            began = time.process_time()
            report.retype([uid], [words])
            understood: Report = report.report
            between = time.process_time()
            assert report.findings is not None
            structure.append((between - began) * 1000)
            findings.append((time.process_time() - between) * 1000)
            assert understood is report.report
    gc.enable()
    return structure, findings, [a + b for a, b in zip(structure, findings, strict=True)]


def after_breaks(report: OpenReport, kinds: Collection[Kind]) -> list[float]:
    """Milliseconds until the text is up to date after Enter amid a paragraph, and after Backspace that takes it back."""
    uids = [p.uid for p in report.report.paragraphs if p.kind in kinds and p.text]
    times: list[float] = []
    gc.disable()
    for uid in uids[:: max(1, len(uids) // PARAGRAPHS)]:
        text = report.report.by_uid[uid].text
        half = len(text) // 2
        old, new = [uid], [text[:half], text[half:]]
        for _ in range(2):
            began = time.process_time()
            report.retype(old, new)
            raw = report.document.report()
            times.append((time.process_time() - began) * 1000)
            at = raw.order[uid]
            old, new = [p.uid for p in raw.paragraphs[at : at + 2]], [text]
    gc.enable()
    return times


def _watch(report: OpenReport, ran: dict[str, list[float]]) -> None:
    """Note each run of a rule that looks at the whole report."""
    checker: Any = vars(report)["_checker"]
    rules: list[tuple[Any, Callable[..., Any]]] = vars(checker)["_by_report"]
    rules[:] = [(rule, partial(_timed, rule.code, run, ran)) for rule, run in rules]


def _timed(code: str, run: Callable[..., Any], ran: dict[str, list[float]], r: Report) -> list[Any]:
    began = time.process_time()
    found = list(run(r=r))
    ran.setdefault(code, []).append((time.process_time() - began) * 1000)
    return found


if __name__ == "__main__":
    main(sys.argv[1:])
