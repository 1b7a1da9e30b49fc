"""Every real document: typing one character changes that character only, undo gives the first file, restyling loses nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.edits import Restyle
from app.core.errors import ReportError
from app.core.profile import Profile
from app.core.report import Paragraph
from app.docx.change import Change
from app.docx.document import WordDocument
from app.docx.inline import paragraph_text
from app.docx.names import Element, w
from app.docx.package import Package
from app.docx.same import shape
from app.docx.story import walk

pytestmark = pytest.mark.corpus
MANY = 60  # paragraphs; the same styles over and over in longer documents say nothing new
PARTS = 10
SUFFIXES = (".docx", ".docm", ".dotx", ".dotm")


def documents(corpus: Path, part: int, parts: int = PARTS) -> Iterator[tuple[Path, WordDocument]]:
    """One part of the documents of the corpus that open and may be edited."""
    every = sorted(path for path in corpus.rglob("*") if path.suffix.lower() in SUFFIXES)
    for path in every[part::parts]:
        try:
            document = WordDocument.open(path)
        except ReportError:
            continue
        if document.read_only is None:
            yield path, document


def body_of(package: Package) -> list[Element]:
    body = package.tree(package.main).find(w("body"))
    return [] if body is None else list(body)


def some(paragraphs: tuple[Paragraph, ...]) -> list[Paragraph]:
    """The first, the middle and the last paragraph with words in it."""
    full = [p for p in paragraphs if p.text.strip() and p.story == "body"]
    return list({p.uid: p for p in (full[0], full[len(full) // 2], full[-1])}.values()) if full else []


def type_into(document: WordDocument, paragraphs: list[Paragraph]) -> tuple[list[Change], dict[str, str]]:
    """Type one character into the middle of each; gives the changes and the texts before and after."""
    changes: list[Change] = []
    wanted: dict[str, str] = {}
    for p in paragraphs:
        at = len(p.text) // 2
        wanted[p.text] = p.text[:at] + "衡" + p.text[at:]
        changes.append(document.retype([p.uid], [wanted[p.text]]))
    return changes, wanted


def check_typing(path: Path, document: WordDocument) -> int:
    """Typed characters change nothing else, and undo gives the first bytes; how many were typed."""
    original = document.to_bytes()
    before = document.report()
    texts = [paragraph_text(place.element) for place in walk(document.package)]
    children = [shape(child) for child in body_of(document.package)]
    changes, wanted = type_into(document, some(before.paragraphs))
    edited = Package.from_bytes(document.to_bytes(), path.name)
    after = [paragraph_text(place.element) for place in walk(edited)]
    differing = [(a, b) for a, b in zip(texts, after, strict=True) if a != b]
    assert len(differing) == len(changes), path.name
    assert all(wanted[a] == b for a, b in differing), path.name
    now = [shape(child) for child in body_of(edited)]
    assert sum(a != b for a, b in zip(children, now, strict=True)) == len(changes), path.name
    assert all(edited.raw(n) == document.package.raw(n) for n in edited.names if n != edited.main), path.name
    for change in reversed(changes):
        document.undo(change)
    assert document.to_bytes() == original, path.name
    assert [p.text for p in document.report().paragraphs] == [p.text for p in before.paragraphs]
    return len(changes)


def check_restyling(path: Path, document: WordDocument, profile: Profile) -> None:
    """Restyling every paragraph keeps text, numbers and objects, and undo gives the first bytes."""
    original = document.to_bytes()
    before = document.report()
    if not before.paragraphs:
        return
    change = document.apply([Restyle(p.uid, "正文") for p in before.paragraphs], profile)
    after = document.report()
    assert [p.text for p in after.paragraphs] == [p.text for p in before.paragraphs], path.name
    shown = [(p.number.text if p.number else None) for p in after.paragraphs]
    assert shown == [(p.number.text if p.number else None) for p in before.paragraphs], path.name
    assert after.objects == before.objects, path.name
    if len(before.paragraphs) <= MANY:
        assert document.guard(original).characters_lost == 0
        assert document.apply([Restyle(p.uid, "正文") for p in before.paragraphs], profile).touched == (), path.name
    document.undo(change)
    assert document.to_bytes() == original, path.name


@pytest.mark.parametrize("part", range(PARTS))
def test_every_real_document_can_be_typed_into_and_restyled_without_loss(corpus: Path, profile: Profile, part: int) -> None:
    typed = opened = 0
    for path, document in documents(corpus, part):
        opened += 1
        typed += check_typing(path, document)
        check_restyling(path, document, profile)
    assert opened > 300 / PARTS
    assert typed > 500 / PARTS
