"""按国标排版 over real documents: what a batch may touch (the invariant), nothing lost, a second pass finds nothing."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

from app.core.errors import UnreadableError
from app.core.report import Report
from app.core.text import HAN
from app.docx.document import WordDocument
from app.editing.open_report import Checking, OpenReport
from app.rules.batching import MAY_CHANGE_WORDS

pytestmark = pytest.mark.corpus
ALONE = Checking(notes=False)
OTHERS = Checking(notes=False, ignore=MAY_CHANGE_WORDS)
_HAN = re.compile(f"[{HAN}]")


def _files(corpus: Path) -> list[Path]:
    return sorted([*corpus.glob("made/*.docx"), *corpus.glob("cn/*.do[ct]x")])


def _words(report: Report) -> tuple[str, str]:
    """The Han characters and the digits of the whole report, in order, whatever their width."""
    text = unicodedata.normalize("NFKC", "\n".join(p.text for p in (*report.paragraphs, *report.others) if "footer" not in p.story))
    return "".join(_HAN.findall(text)), "".join(letter for letter in text if letter.isdigit())


def _quoted(report: Report) -> list[str]:
    return [p.text[z.start : z.end] for p in report.paragraphs for z in p.zones if z.name == "book"]


def _opened(path: Path, checking: Checking) -> OpenReport | None:
    try:
        return OpenReport.open(path, checking)
    except UnreadableError:
        return None


@pytest.mark.parametrize("part", range(4))
def test_a_batch_keeps_words_objects_and_numbers_and_a_second_pass_is_empty(corpus: Path, part: int) -> None:
    for path in _files(corpus)[part::4]:
        report = _opened(path, OTHERS)
        if report is None or report.read_only:
            continue
        before = report.report
        report.fix_all_safe()
        after = report.report
        assert _words(after) == _words(before), path.name
        assert _quoted(after) == _quoted(before), path.name
        assert [p.number and p.number.text for p in after.paragraphs] == [p.number and p.number.text for p in before.paragraphs], path.name
        if not before.tracking:
            assert replace(after.objects, fields=0) == replace(before.objects, fields=0), path.name
        assert [s.landscape for s in after.sections] == [s.landscape for s in before.sections], path.name
        assert [(t.rows, t.columns, t.text) for t in after.tables] == [(t.rows, t.columns, t.text) for t in before.tables], path.name
        assert isinstance(report.document, WordDocument)
        assert report.document.guard(path.read_bytes()).characters_lost == 0, path.name
        again = OpenReport(WordDocument.from_bytes(report.document.to_bytes(), path.name), None, OTHERS)
        assert [(f.code, f.message) for f in again.findings if f.safe_fixes] == [], path.name


def test_undo_gives_back_the_file(corpus: Path) -> None:
    for path in _files(corpus)[::5]:
        report = _opened(path, ALONE)
        if report is None or report.read_only or not report.fix_all_safe():
            continue
        report.undo()
        assert report.document.to_bytes() == path.read_bytes(), path.name
