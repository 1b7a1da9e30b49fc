"""Every real document: typing one character changes that character only, undo gives the first file, restyling loses nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from app.core.edits import Restyle
from app.core.errors import ReportError
from app.core.profile import Profile
from app.core.report import Paragraph
from app.docx.document import WordDocument
from app.docx.inline import paragraph_text
from app.docx.names import Element, w
from app.docx.objects import count_objects
from app.docx.package import Package
from app.docx.story import walk

pytestmark = pytest.mark.corpus
SUFFIXES = (".docx", ".docm", ".dotx", ".dotm")


def documents(corpus: Path) -> Iterator[tuple[Path, WordDocument]]:
    """Every document of the corpus that opens and may be edited."""
    for path in sorted(corpus.rglob("*")):
        if path.suffix.lower() not in SUFFIXES:
            continue
        try:
            document = WordDocument.open(path)
        except ReportError:
            continue
        if document.read_only is None:
            yield path, document


def canonical(element: Element) -> bytes:
    return etree.tostring(element, method="c14n", exclusive=True, with_tail=False)


def body_of(package: Package) -> list[Element]:
    body = package.tree(package.main).find(w("body"))
    return [] if body is None else list(body)


def some(paragraphs: tuple[Paragraph, ...]) -> list[Paragraph]:
    """The first, the middle and the last paragraph with words in it."""
    full = [p for p in paragraphs if p.text.strip() and p.story == "body"]
    return list({p.uid: p for p in (full[0], full[len(full) // 2], full[-1])}.values()) if full else []


def test_one_typed_character_changes_nothing_else_and_undo_gives_the_first_bytes(corpus: Path) -> None:
    tried = 0
    for path, document in documents(corpus):
        original = document.to_bytes()
        before = document.report()
        texts = [paragraph_text(place.element) for place in walk(document.package)]
        children = [canonical(child) for child in body_of(document.package)]
        for p in some(before.paragraphs):
            tried += 1
            at = len(p.text) // 2
            change = document.retype([p.uid], [p.text[:at] + "衡" + p.text[at:]])
            edited = Package.from_bytes(document.to_bytes(), path.name)
            after = [paragraph_text(place.element) for place in walk(edited)]
            differing = [(a, b) for a, b in zip(texts, after, strict=True) if a != b]
            inserted = p.text[:at] + "衡" + p.text[at:]
            assert differing == [(p.text, inserted)] or before.tracking, path.name
            now = [canonical(child) for child in body_of(edited)]
            assert sum(a != b for a, b in zip(children, now, strict=True)) == 1, path.name
            assert all(edited.raw(n) == document.package.raw(n) for n in edited.names if n != edited.main), path.name
            assert document.guard(original).characters_lost == 0
            document.undo(change)
            assert document.to_bytes() == original, path.name
            assert document.report().by_uid[p.uid].text == p.text
    assert tried > 500


def test_restyling_every_paragraph_keeps_text_numbers_and_objects(corpus: Path, profile: Profile) -> None:
    tried = 0
    for path, document in documents(corpus):
        original = document.to_bytes()
        before = document.report()
        objects = count_objects(document.package)
        if not before.paragraphs:
            continue
        tried += 1
        change = document.apply([Restyle(p.uid, "正文") for p in before.paragraphs], profile)
        after = document.report()
        assert [p.text for p in after.paragraphs] == [p.text for p in before.paragraphs], path.name
        shown = [(p.number.text if p.number else None) for p in after.paragraphs]
        assert shown == [(p.number.text if p.number else None) for p in before.paragraphs], path.name
        assert count_objects(document.package) == objects, path.name
        assert document.guard(original).characters_lost == 0
        again = document.apply([Restyle(p.uid, "正文") for p in before.paragraphs], profile)
        assert again.touched == (), path.name
        document.undo(again)
        document.undo(change)
        assert document.to_bytes() == original, path.name
    assert tried > 300
