"""Random edits of real documents in the real page editor: `python -m tests.fuzz.editing [FILE …] [--seed N] [--steps N]`.

Typing, Enter, Backspace over borders of objects, paste, cut, move, kinds, fixes, undo and redo. After every step XML, report and
editor agree; at the end what no step touched is as it was, the guard lets the file pass, and undoing everything gives the first bytes.
"""

from __future__ import annotations

import argparse
import copy
import os
import random
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from lxml import etree
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication

from app.core.errors import ReportError
from app.core.report import LEVELS, Kind
from app.docx.document import WordDocument
from app.docx.names import Element, w
from app.docx.same import Shape, shape
from app.editing.open_report import Checking, OpenReport
from app.ui.page.editor import PageEditor
from tests.conftest import corpus_folder
from tests.fuzz import schema
from tests.fuzz.sources import WORD, documents
from tests.ui.agreement import agree, agree_in_words, agree_when_typing_pauses, commit, paste

STEPS = 30
ALONE = Checking(notes=False)
_KINDS = (*LEVELS, Kind.TITLE, Kind.BODY, Kind.ADDRESSEE, Kind.SIGNATURE, Kind.DATE, Kind.ATTACHMENT_NOTE, None)


def fuzz_edits(report: OpenReport, rng: random.Random, steps: int = STEPS) -> Counter[str]:
    """`steps` random edits of `report` in an editor, with everything that must hold; how many of each were tried."""
    assert isinstance(report.document, WordDocument)
    editor = PageEditor()
    with _no_silent_errors():
        try:
            return _edited(editor, report, report.document, rng, steps)
        finally:
            editor.set_report(None)
            editor.deleteLater()
            QApplication.processEvents()


def _edited(editor: PageEditor, report: OpenReport, document: WordDocument, rng: random.Random, steps: int) -> Counter[str]:
    editor.resize(800, 600)
    editor.ask = lambda _question: rng.random() < 0.7
    editor.set_report(report)
    original = document.to_bytes()
    before = {p.uid: p for p in (*report.report.paragraphs, *report.report.others)}
    shapes = _shapes(document, before)
    tried: Counter[str] = Counter()
    for _ in range(steps):
        _place_caret(editor, rng)
        name, step = rng.choice(_STEPS)
        tried[name] += 1
        step(editor, rng)
        agree_in_words(editor)
    agree_when_typing_pauses(editor)
    agree(editor)
    _untouched_stay(report, document, before, shapes)
    saved = document.to_bytes()
    document.guard(original)
    assert schema.new_faults(original, saved) == []
    while report.can_undo:
        report.undo()
    agree_in_words(editor)
    assert document.to_bytes() == original
    return tried


def _shapes(document: WordDocument, paragraphs: dict[int, object]) -> dict[int, Shape]:
    return {uid: _words(document.element(uid)) for uid in paragraphs}


def _words(p: Element) -> Shape:
    """A paragraph's shape without its section's page, which 按国标排版 sets, and empty runs, which typing that went again leaves."""
    bare = copy.deepcopy(p)
    etree.strip_elements(bare, w("sectPr"), with_tail=False)
    for run in bare.findall(w("r")):
        if all(child.tag == w("rPr") for child in run):
            bare.remove(run)
    return shape(bare)


def _untouched_stay(report: OpenReport, document: WordDocument, before: dict[int, object], shapes: dict[int, Shape]) -> None:
    """A paragraph whose frozen reading is still the same object has the same XML, and numbering apart so has one that reads alike."""
    now = {p.uid: p for p in (*report.report.paragraphs, *report.report.others)}
    for uid, p in before.items():
        if now.get(uid) is p:
            assert _words(document.element(uid)) == shapes[uid], f"{shapes[uid]}\n→\n{_words(document.element(uid))}"


def _place_caret(editor: PageEditor, rng: random.Random) -> None:
    size = editor.document().characterCount() - 1
    start = rng.randint(0, size)
    if rng.random() < 0.3:
        start = _beside_an_object(editor, rng) or start
    length = rng.choice((0, 0, 0, 0, 1, 1, 5, -3, 30, 120))
    cursor = editor.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(min(size, max(0, start + length)), QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)


def _beside_an_object(editor: PageEditor, rng: random.Random) -> int | None:
    text = editor.document().toRawText()
    places = [at for at, char in enumerate(text) if char == "\ufffc"]
    return min(len(text) - 1, rng.choice(places) + rng.choice((0, 1))) if places else None


def _delete(editor: PageEditor, move: QTextCursor.MoveOperation) -> None:
    cursor = editor.textCursor()
    if not cursor.hasSelection():
        cursor.movePosition(move, QTextCursor.MoveMode.KeepAnchor)
    if cursor.hasSelection():
        editor.replace_selection(cursor, "")


def _fix(editor: PageEditor, rng: random.Random) -> None:
    assert editor.report is not None
    mendable = [finding for finding in editor.report.findings if finding.edits]
    if mendable:
        editor.report.fix([rng.choice(mendable)])


def _set_kind(editor: PageEditor, rng: random.Random) -> None:
    assert editor.report is not None
    flow = editor.report.report.paragraphs
    if flow:
        editor.report.set_kind(rng.choice(flow).uid, rng.choice(_KINDS))


Step = Callable[[PageEditor, random.Random], object]
_STEPS: tuple[tuple[str, Step], ...] = (
    ("key", lambda editor, rng: editor.replace_selection(editor.textCursor(), rng.choice(("a", "字", "𠮷", "\t", "。")))),
    ("word", lambda editor, _: commit(editor, "办理情况")),
    ("enter", lambda editor, _: editor.replace_selection(editor.textCursor(), "\u2029")),
    ("line break", lambda editor, _: editor.replace_selection(editor.textCursor(), "\u2028")),
    ("backspace", lambda editor, _: _delete(editor, QTextCursor.MoveOperation.PreviousCharacter)),
    ("backspace", lambda editor, _: _delete(editor, QTextCursor.MoveOperation.PreviousCharacter)),
    ("delete", lambda editor, _: _delete(editor, QTextCursor.MoveOperation.NextCharacter)),
    ("paste", lambda editor, rng: paste(editor, rng.choice(("粘贴", "一\n二\n三", "\n", "末\n", "\n首")))),
    ("cut", lambda editor, _: editor.cut()),
    ("move", lambda editor, rng: editor.drop_text(
        editor.selected_text(), rng.randint(0, editor.document().characterCount() - 1), moved=True)),
    ("kind", _set_kind),
    ("fix", _fix),
    ("fix all", lambda editor, _: editor.report.fix_all_safe() if editor.report else None),
    ("undo", lambda editor, _: editor.undo()),
    ("redo", lambda editor, _: editor.redo()),
)  # fmt: skip


@contextmanager
def _no_silent_errors() -> Iterator[None]:
    """What goes wrong inside a call from Qt is told to `sys.excepthook`; here it fails the run."""
    caught: list[BaseException] = []
    hook = sys.excepthook

    def catch(_: type[BaseException], error: BaseException, __: TracebackType | None) -> None:
        caught.append(error)

    sys.excepthook = catch
    try:
        yield
    finally:
        sys.excepthook = hook
    if caught:
        raise caught[0]


def fuzz_file(path: Path, seed: int, steps: int = STEPS) -> tuple[str, Counter[str]]:
    """("edited" | "read-only" | "refused", what was tried) for one file; raises whatever does not hold."""
    try:
        report = OpenReport.open(path, ALONE)
    except ReportError:
        return "refused", Counter()
    if report.read_only or not isinstance(report.document, WordDocument):
        return "read-only", Counter()
    return "edited", fuzz_edits(report, random.Random(f"{seed}:{path.name}"), steps)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run over the given files, or over the whole corpus; 1 when anything failed."""
    parser = argparse.ArgumentParser(prog="edits", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--part", default="0/1", help="K/N: every N-th file from the K-th")
    given = parser.parse_args(arguments)
    application = QApplication.instance() or QApplication([])
    corpus = corpus_folder()
    files = (
        given.files or [p for p in documents(corpus, "cn", "robust", "made") if p.suffix.lower() in WORD]
        if corpus
        else given.files
    )
    part, parts = map(int, given.part.split("/"))
    outcomes: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    failures: list[str] = []
    for path in files[part::parts]:
        try:
            outcome, steps = fuzz_file(path, given.seed, given.steps)
        except Exception:  # noqa: BLE001  # every failure is collected
            outcome, steps = "failed", Counter()
            failures.append(f"{path.name} --seed {given.seed}: {traceback.format_exc(limit=-5)}")
            print(failures[-1], flush=True)
        outcomes[outcome] += 1
        tried += steps
    print(f"\n{dict(outcomes)}\n{dict(tried)}\n{len(failures)} failures")
    del application
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
