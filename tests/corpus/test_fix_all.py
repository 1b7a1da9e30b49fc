"""按国标排版 over real documents: what a batch may touch (the invariant), nothing lost, a second pass finds nothing."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from app.core.errors import UnreadableError
from app.core.report import Report
from app.core.text import HAN
from app.docx.document import WordDocument
from app.docx.names import Element, q, w
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
    text = unicodedata.normalize(
        "NFKC", "\n".join(p.text for p in (*report.paragraphs, *report.others) if "footer" not in p.story)
    )
    return "".join(_HAN.findall(text)), "".join(letter for letter in text if letter.isdigit())


_KEPT = (
    *(w(name) for name in ("p", "tbl", "tr", "tc", "drawing", "pict", "object", "hyperlink", "sdt", "sectPr", "fldChar", "fldSimple")),
    *(w(name) for name in ("bookmarkStart", "bookmarkEnd", "footnoteReference", "endnoteReference", "commentReference", "sym", "numPr")),
    *(w(name) for name in ("commentRangeStart", "commentRangeEnd", "ins", "del", "moveFrom", "moveTo", "ruby", "framePr", "txbxContent")),
    q("http://schemas.openxmlformats.org/officeDocument/2006/math", "oMath"),
)  # fmt: skip


def _inventory(document: WordDocument) -> tuple[Counter[str], list[str]]:
    """How many of each element the main part holds, counted without our own reader; field codes, deleted words, breaks."""
    root: Element = document.package.tree(document.package.main)
    said = [element.text or "" for element in root.iter(w("instrText"), w("delText"))]
    said += [str(element.get(w("type"))) for element in root.iter(w("br")) if element.get(w("type")) in ("page", "column")]
    said += [str(element.get(w("name"))) for element in root.iter(w("bookmarkStart"))]
    return Counter(str(element.tag) for element in root.iter(*_KEPT)), said


def _looks_of_tables(report: Report) -> list[object]:
    return [(p.format, [run.format for run in p.runs]) for p in report.others if "table" in p.story or "note" in p.story]


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
        assert isinstance(report.document, WordDocument)
        kept = _inventory(report.document)
        report.fix_all_safe()
        after = report.report
        if not before.tracking:
            assert _inventory(report.document) == kept, path.name
        assert _looks_of_tables(after) == _looks_of_tables(before), path.name
        assert len(after.paragraphs) == len(before.paragraphs), path.name
        broken = [
            (p.format.page_break_before, q.format.page_break_before)
            for p, q in zip(before.paragraphs, after.paragraphs, strict=True)
        ]
        assert all(now or not then for then, now in broken), path.name
        assert _words(after) == _words(before), path.name
        assert _quoted(after) == _quoted(before), path.name
        assert [p.number and p.number.text for p in after.paragraphs] == [
            p.number and p.number.text for p in before.paragraphs
        ], path.name
        if not before.tracking:
            assert replace(after.objects, fields=0) == replace(before.objects, fields=0), path.name
        assert [s.landscape for s in after.sections] == [s.landscape for s in before.sections], path.name
        assert [(t.rows, t.columns, t.text) for t in after.tables] == [(t.rows, t.columns, t.text) for t in before.tables], (
            path.name
        )
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
