"""Speed as ratios, all taken in one run: `python3 build/dev.py bench`.

Each figure comes from fresh processes (so no cache of one run helps the next), the median of several; reading and
checking in processor seconds, keys and starts by the clock. The report is
the seed of the corpus where that folder is there, else the bundled sample, repeated 1, 20 and 100 times.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REPEATS = (1, 20, 100)
RUNS = 5
KEYS = 60


def main(arguments: Sequence[str]) -> int:
    """Print the table, or with `--one WHAT FILE` a single figure (what the table is made of)."""
    parser = argparse.ArgumentParser(prog="bench")
    parser.add_argument("--one", nargs=2, metavar=("WHAT", "FILE"))
    parser.add_argument("--runs", type=int, default=RUNS)
    options = parser.parse_args(arguments)
    if options.one:
        print(ONE[options.one[0]](Path(options.one[1])))
        return 0
    from tests.perf.moving import big_report

    with tempfile.TemporaryDirectory() as folder:
        files = [report_file(Path(folder), times) for times in REPEATS]
        _opening(files, options.runs)
        _keys(files)
        _starting(files[0], options.runs)
        _moving(big_report(Path(folder)), options.runs)
    from tests.perf import again, tree

    tree.main()
    again.main([])
    return 0


def _opening(files: Sequence[tuple[int, Path]], runs: int) -> None:
    print("open + outline + check    CPU seconds   x floor   x python-docx   peak MB")
    seconds: dict[int, float] = {}
    for paragraphs, file in files:
        ours, floor, docx = (_median(what, file, runs) for what in ("open", "floor", "python-docx"))
        seconds[paragraphs] = ours
        memory = _median("memory", file, 1)
        print(f"  {paragraphs:5} paragraphs          {ours:8.3f}  {ours / floor:8.1f}   {ours / docx:13.2f}   {memory:7.0f}")
    counts = sorted(seconds)
    print(f"  {counts[-1]} / {counts[-2]} paragraphs: time x {seconds[counts[-1]] / seconds[counts[-2]]:.2f}\n")


def _keys(files: Sequence[tuple[int, Path]]) -> None:
    print("key to painted page        median ms   p95 ms")
    medians: list[float] = []
    for paragraphs, file in files:
        median, p95 = (float(word) for word in _one("key", file).split())
        medians.append(median)
        print(f"  {paragraphs:5} paragraphs        {median:8.2f} {p95:8.2f}")
    print(f"  largest / middle: x {medians[-1] / medians[-2]:.2f}\n")


def _starting(file: tuple[int, Path], runs: int) -> None:
    ours, bare = _median("start", file[1], runs), _median("bare", file[1], runs)
    print("cold start to a usable window")
    print(f"  ours {ours:.2f} s, a bare PySide6 window {bare:.2f} s: x {ours / bare:.2f}")


def _moving(file: Path, runs: int) -> None:
    ours, floor = _median("move", file, runs), _median("floor", file, runs)
    print("move a section of 200 paragraphs among 2,200")
    print(f"  {ours * 1000:.0f} ms CPU, x floor {ours / floor:.1f}")


def _median(what: str, file: Path, runs: int) -> float:
    return statistics.median(float(_one(what, file)) for _ in range(runs))


def _one(what: str, file: Path) -> str:
    environment = {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    if what in ("start", "bare"):
        started = time.perf_counter()
        subprocess.run(
            [sys.executable, __file__, "--one", what, str(file)], check=True, cwd=ROOT, env=environment, stdout=subprocess.PIPE
        )
        return str(time.perf_counter() - started)
    command = [sys.executable, "-m", "tests.perf.bench", "--one", what, str(file)]
    return (
        subprocess.run(command, check=True, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
        .stdout.strip()
        .splitlines()[-1]
    )


def report_file(folder: Path, times: int) -> tuple[int, Path]:
    """(paragraphs, file): the text `times` times over on our own template."""
    from app.core.profile import load_profile
    from app.core.understand import understand
    from app.docx.template import build
    from app.docx.text_file import TextDocument

    lines = text().splitlines()
    path = folder / f"{times}.txt"
    path.write_text("\n".join(lines * times), encoding="utf-8")
    report = understand(TextDocument.open(path).report())
    file = folder / f"{times}.docx"
    file.write_bytes(build(report, load_profile()))
    return len(lines) * times, file


def text() -> str:
    from tests.conftest import corpus_folder

    folder = corpus_folder()
    if folder is not None:
        return (folder / "seed.txt").read_text(encoding="utf-8").strip()
    from app.editing.open_report import OpenReport

    sample = next((ROOT / "resources" / "samples").glob("*.docx"))
    return "\n".join(p.text for p in OpenReport.open(sample).report.paragraphs if p.text)


def _timed(action: Callable[[], object]) -> str:
    started = time.process_time()
    action()
    return str(time.process_time() - started)


def _open(file: Path) -> str:
    from app.editing.open_report import Checking, OpenReport
    from app.rules import load

    load()

    def whole() -> None:
        report = OpenReport.open(file, Checking(notes=False))
        assert report.findings is not None
        assert report.report.outline

    return _timed(whole)


def _floor(file: Path) -> str:
    from lxml import etree

    def parse() -> None:
        with zipfile.ZipFile(BytesIO(file.read_bytes())) as archive:
            etree.fromstring(archive.read("word/document.xml"))

    parse()
    return str(statistics.median(float(_timed(parse)) for _ in range(5)))


def _python_docx(file: Path) -> str:
    import docx

    return _timed(lambda: docx.Document(str(file)))


def _memory(file: Path) -> str:
    _open(file)
    status = Path("/proc/self/status")
    if not status.exists():
        return "nan"
    peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return str(int(peak.split()[1]) / 1024)


def _key(file: Path) -> str:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QInputMethodEvent, QTextCursor
    from PySide6.QtWidgets import QApplication

    from app.editing.open_report import Checking, OpenReport
    from app.ui.page.editor import PageEditor

    app = QApplication.instance() or QApplication([])
    editor = PageEditor()
    editor.resize(900, 1000)
    editor.set_report(OpenReport.open(file, Checking(notes=False)))
    editor.show()
    QApplication.processEvents()
    cursor = editor.textCursor()
    cursor.setPosition(editor.document().characterCount() // 2)
    cursor.movePosition(QTextCursor.MoveOperation.NextBlock)
    cursor.movePosition(QTextCursor.MoveOperation.Right, n=3)
    editor.setTextCursor(cursor)
    editor.ensureCursorVisible()
    QApplication.processEvents()
    times: list[float] = []
    for _ in range(KEYS):
        event = QInputMethodEvent("", [])
        event.setCommitString("的")
        started = time.perf_counter()
        QApplication.sendEvent(editor, event)
        editor.viewport().repaint()
        times.append((time.perf_counter() - started) * 1000)
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    assert app is not None
    return f"{statistics.median(times)} {sorted(times)[int(KEYS * 0.95)]}"


def _move(file: Path) -> str:
    from tests.perf.moving import seconds

    return str(seconds(file))


def _start(file: Path) -> str:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from app.ui.launch import run

    QTimer.singleShot(0, lambda: QTimer.singleShot(0, QApplication.quit))
    return str(run([str(file)]))


def _bare(_: Path) -> str:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QMainWindow

    app = QApplication([])
    window = QMainWindow()
    window.show()
    QTimer.singleShot(0, app.quit)
    return str(app.exec())


ONE: dict[str, Callable[[Path], str]] = {
    "open": _open, "floor": _floor, "python-docx": _python_docx, "memory": _memory, "key": _key,
    "move": _move, "start": _start, "bare": _bare,
}  # fmt: skip

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
