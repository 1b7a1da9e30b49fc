"""Readings kept up to date: after any change of the number of paragraphs they say what a first reading says."""

import random
from pathlib import Path

import pytest

from app.core.errors import ReportError
from app.core.profile import Profile
from app.docx.document import WordDocument
from tests.docx.afresh import Editor, reads_as_afresh
from tests.everything import everything
from tests.fuzz.sources import WORD, by_hash, documents

STEPS = 40
DOCUMENTS = 24


def test_with_one_of_everything(profile: Profile) -> None:
    document = WordDocument.from_bytes(everything(), "样样都有.docx")
    editor = Editor(document, profile, random.Random(1))
    for _ in range(STEPS):
        editor.step()
        reads_as_afresh(document)
    assert min(editor.made.values()) > 0
    assert len(editor.made) == 7


@pytest.mark.corpus
def test_in_real_documents(corpus: Path, profile: Profile) -> None:
    small = [p for p in documents(corpus, "cn", "made", "robust") if p.suffix.lower() in WORD and p.stat().st_size < 100_000]
    edited = 0
    for path in by_hash(small, len(small)):
        edited += edit_as_afresh(path, profile) if edited < DOCUMENTS else 0
    assert edited == DOCUMENTS


def edit_as_afresh(path: Path, profile: Profile, steps: int = STEPS) -> bool:
    """Whether the document could be edited; each of its random changes is compared with a reading afresh."""
    try:
        document = WordDocument.open(path)
    except ReportError:
        return False
    report = document.report()
    if document.read_only is not None or not 3 < len(report.places) < 300:
        return False
    editor = Editor(document, profile, random.Random(path.name))
    for _ in range(steps):
        editor.step()
        reads_as_afresh(document)
    return True
