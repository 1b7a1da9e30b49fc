"""Tables of real documents: a cell typed into, a row more and a row less lose nothing, agree with the twin, and can be undone."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.apply import apply
from app.core.edits import InsertRow, RemoveRow
from app.core.profile import Profile
from app.core.report import Paragraph, Report
from app.docx.document import WordDocument
from app.docx.package import Package
from app.docx.story import walk
from tests.corpus.test_edit_all import documents

pytestmark = pytest.mark.corpus
PARTS = 6
BIG = 4000  # paragraphs; longer documents are slow to read again and say nothing new


def texts_of(report: Report) -> list[tuple[str, str]]:
    """What cells read; a text box stands outside the order of rows."""
    return [(q.story, q.text) for q in report.others if q.story.startswith("table:")]


def shapes(report: Report) -> list[object]:
    return [(t.story, t.rows, [(c.row, c.column, c.row_span) for c in t.cells], t.text) for t in report.tables]


def stories(package: Package) -> list[tuple[str, int]]:
    return [(place.story, place.index) for place in walk(package)]


def some_cells(report: Report) -> list[Paragraph]:
    """A paragraph of the first, the middle and the last cell of tables, nested ones before others."""
    inside = [p for p in report.others if p.story.startswith("table:") and "textbox" not in p.story]
    inside.sort(key=lambda p: -p.story.count("/"))
    return list({p.uid: p for p in (inside[0], inside[len(inside) // 2], inside[-1])}.values()) if inside else []


def check_rows(path: Path, document: WordDocument, profile: Profile) -> int:
    original, first = document.to_bytes(), document.report()
    done = []
    for p in some_cells(first):
        for edit in (InsertRow(p.uid, below=True), InsertRow(p.uid, below=False), RemoveRow(p.uid)):
            before = document.report()
            if p.uid not in before.by_uid:
                continue
            change = document.apply([edit], profile)
            done.append(change)
            if change.refused:
                continue
            now, pure = document.report(), apply(before, [edit], profile)
            assert shapes(now) == shapes(pure), (path.name, edit, p.story)
            assert texts_of(now) == texts_of(pure), (path.name, edit, p.story)
            assert document.guard(original).characters_lost == 0, path.name
    for change in reversed(done):
        document.undo(change)
    assert document.to_bytes() == original, path.name
    assert texts_of(document.report()) == texts_of(first), path.name
    return len(done)


def check_cells(path: Path, document: WordDocument) -> int:
    original, first = document.to_bytes(), document.report()
    done = []
    for p in some_cells(first):
        at = len(p.text) // 2
        typed = {p.uid: p.text[:at] + "衡" + p.text[at:]}
        wanted = "".join(typed.get(q.uid, q.text) for q in document.report().others)
        done.append(document.retype([p.uid], [p.text[:at] + "衡", p.text[at:]]))
        assert sorted("".join(q.text for q in document.report().others)) == sorted(wanted), path.name
        assert document.guard(original).characters_lost == 0, path.name
    for change in reversed(done):
        document.undo(change)
    assert document.to_bytes() == original, path.name
    return len(done)


@pytest.mark.parametrize("part", range(PARTS))
def test_tables_of_real_documents_can_be_edited_without_loss(corpus: Path, profile: Profile, part: int) -> None:
    rows = cells = 0
    for path, document in documents(corpus, part, PARTS * 5):
        report = document.report()
        if not report.tables or len(report.by_uid) > BIG or report.tracking:
            continue
        cells += check_cells(path, document)
        rows += check_rows(path, document, profile)
    assert cells >= 3
    assert rows >= 3
