"""Everything that must hold on real documents, as tables: `python -m tests.fuzz.corpus [open|batch|readers|twice|cost …]`."""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from app.core.errors import ReportError
from app.docx.package import Package
from app.editing.open_report import ROUNDS, Checking, OpenReport
from tests.conftest import corpus_folder
from tests.fuzz import batch_table, readers
from tests.fuzz.sources import WORD, by_hash, documents, kind_of

MB = 1024 * 1024
LIBREOFFICE_FILES = 60
ALONE_FILES = 40
COSTLY = MB // 4  # bytes of document.xml from which its cost says something


def opened(corpus: Path) -> int:
    """Opened or refused, by kind, and whether an unedited save is byte-equal; how many failed."""
    kinds: Counter[str] = Counter()
    sound = failed = 0
    for path in documents(corpus, "cn", "robust", "made", "texts"):
        try:
            report = OpenReport.open(path, Checking(notes=False))
        except ReportError as error:
            kinds[kind_of(error)] += 1
            continue
        except Exception as error:  # noqa: BLE001  # what the table is for
            print(f"FAILED {path.name}: {error!r}")
            failed += 1
            continue
        sound += 1
        if report.document.to_bytes() != path.read_bytes():
            print(f"NOT BYTE-EQUAL {path.name}")
            failed += 1
    print(f"\nopened {sound} (unedited save byte-equal), refused {kinds.total()}, failed {failed}")
    for kind, count in kinds.most_common():
        print(f"{count:5}  {kind}")
    return failed


def batch(corpus: Path) -> int:
    """按国标排版 on every file of cn/: what was there before and after; how many files lost something."""
    bad = 0
    print(f"{'更正':>6}{'失字':>6}{'再改':>6}  {'新增':22} 文件")
    for path in documents(corpus, "cn"):
        row = batch_table.row(path)
        if row is None:
            print(f"{'—':>6}{'—':>6}{'—':>6}  {'不能编辑':22} {path.name[:40]}")
            continue
        wrong = row["lost"] or row["characters"] or row["numbers"] or row["second"]
        bad += bool(wrong)
        print(f"{row['mended']:>6}{row['characters']:>6}{row['second']:>6}  {row['added']:22} {path.name[:40]}")
        if wrong:
            print(f"       {str(row['lost'])[:300]} numbers {'changed' if row['numbers'] else 'same'}")
    print(f"\nfiles where something was lost or a second pass found something: {bad}")
    return bad


def read_by_others(corpus: Path) -> int:
    """Marks typed and saved: what python-docx, mammoth (all files) and LibreOffice (60 by hash) read; how many read otherwise."""
    paths = [path for path in documents(corpus, "cn", "robust", "made") if path.suffix.lower() in WORD]
    outcomes: dict[str, Counter[bool | None]] = {"python-docx": Counter(), "mammoth": Counter(), "LibreOffice": Counter()}
    for path in paths:
        both = readers.marked(path)
        if both is None:
            continue
        for name, reader in (("python-docx", readers.with_python_docx), ("mammoth", readers.with_mammoth)):
            alike = readers.read_alike(*both, reader)
            outcomes[name][alike] += 1
            if alike is False:
                print(f"{name} reads otherwise: {path.name}")
    for name, alike in readers.libreoffice_alike(by_hash(paths, LIBREOFFICE_FILES)).items():
        outcomes["LibreOffice"][alike] += 1
        if alike is False:
            print(f"LibreOffice reads otherwise: {name}")
    for name, counts in outcomes.items():
        print(f"{name:12} same {counts[True]:5}   otherwise {counts[False]:3}   cannot read the original {counts[None]:3}")
    return sum(counts[False] for counts in outcomes.values())


def fixed_twice(corpus: Path) -> int:
    """Every rule alone on 40 files by hash: its fixes (those that need a yes too), then again; how often the second time mends."""
    paths = [path for path in documents(corpus, "cn", "robust", "made") if path.suffix.lower() in WORD]
    tried: Counter[str] = Counter()
    restless: Counter[str] = Counter()
    for path in by_hash(paths, ALONE_FILES):
        try:
            codes = {f.code for f in OpenReport.open(path, Checking(notes=False)).findings if f.edits}
        except ReportError:
            continue
        for code in sorted(codes):
            report = OpenReport.open(path, Checking(notes=False, select=frozenset({code})))
            if report.read_only:
                break
            for _ in range(ROUNDS):
                if not report.apply([edit for finding in report.findings for edit in finding.edits], "更正", "fix"):
                    break
            data = report.document.to_bytes()
            tried[code] += 1
            if report.apply([edit for finding in report.findings for edit in finding.edits], "更正", "fix"):
                restless[code] += report.document.to_bytes() != data
                if report.document.to_bytes() != data:
                    print(f"{code} mends again: {path.name}", flush=True)
    print(f"\nrules with fixes {len(tried)}, rule and file pairs {tried.total()}, mending again {restless.total()}")
    return restless.total()


def cost(corpus: Path) -> int:
    """Processor time and memory of opening and understanding, by MB of document.xml; 0."""
    rows: list[tuple[float, float, float, str]] = []
    for path in documents(corpus, "cn", "robust"):
        size = _main_size(path)
        if size >= COSTLY:
            out = subprocess.run(
                [sys.executable, "-m", "tests.fuzz.corpus", "one", str(path)], capture_output=True, text=True, check=False
            )
            if out.returncode == 0:
                seconds, memory = map(float, out.stdout.split())
                rows.append((size / MB, seconds, memory, path.name))
    rows.sort()
    print("MB of document.xml   CPU s   s/MB   MB of memory   per MB")
    for size, seconds, memory, name in rows:
        print(f"{size:18.2f}{seconds:8.2f}{seconds / size:7.2f}{memory:15.0f}{memory / size:9.0f}   {name[:50]}")
    return 0


def one(path: Path) -> int:
    """Open one file; prints processor seconds and the memory it took beyond the program itself, in MB."""
    before, started = _peak(), time.process_time()
    try:
        report = OpenReport.open(path, Checking(notes=False)).report
    except ReportError:
        return 2
    assert report is not None
    print(time.process_time() - started, _peak() - before)
    return 0


def _peak() -> float:
    """The most memory this program took so far, in MB (ru_maxrss would count the parent's from before the start)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def _main_size(path: Path) -> int:
    try:
        main = Package.open(path).main
        with zipfile.ZipFile(path) as archive:
            return archive.getinfo(main).file_size
    except (ReportError, KeyError, zipfile.BadZipFile):
        return 0


TABLES = {"open": opened, "batch": batch, "readers": read_by_others, "twice": fixed_twice, "cost": cost}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables asked for, all without a word; 1 when something does not hold."""
    parser = argparse.ArgumentParser(prog="corpus", description=__doc__)
    parser.add_argument("tables", nargs="*", default=list(TABLES))
    given = parser.parse_args(arguments)
    if given.tables[:1] == ["one"]:
        return one(Path(given.tables[1]))
    corpus = corpus_folder()
    if corpus is None:
        print("no folder of real documents: set WENHENG_CORPUS")
        return 3
    failed = 0
    for name in given.tables:
        print(f"\n== {name}", flush=True)
        failed += TABLES[name](corpus)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
