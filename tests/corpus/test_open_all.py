"""Every real document opens, or is refused with a sentence; unedited it is saved byte for byte."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.core.errors import UnreadableError
from app.core.report import BODY
from app.docx.package import Package
from app.docx.read import read_report
from app.docx.story import pieces, survey

pytestmark = pytest.mark.corpus
_NOT_DOCUMENTS = {".tsv", ".jsonl", ".json"}
_CHARACTER = "衡"


def documents(corpus: Path) -> Iterator[Path]:
    for folder in ("cn", "robust", "made"):
        yield from (path for path in sorted((corpus / folder).iterdir()) if path.suffix not in _NOT_DOCUMENTS)


def packages(corpus: Path) -> Iterator[tuple[Path, Package]]:
    for path in documents(corpus):
        try:
            yield path, Package.open(path)
        except UnreadableError:
            continue


def test_everything_opens_or_is_refused_with_a_sentence(corpus: Path) -> None:
    opened: list[Path] = []
    refused: list[tuple[str, UnreadableError]] = []
    for path in documents(corpus):
        try:
            package = Package.open(path)
            read_report(package)
        except UnreadableError as error:
            refused.append((path.name, error))
            continue
        assert package.to_bytes() == path.read_bytes(), path.name
        opened.append(path)
    assert len(opened) > 600
    assert all(error.message and error.hint for _, error in refused)
    sound = {name for name, entry in _inspected(corpus).items() if entry["xml_ok"] and entry["kind"] != "zip-other"}
    assert not [name for name, _ in refused if name in sound]


def test_body_paragraphs_are_those_that_were_counted(corpus: Path) -> None:
    expected = {name: entry["body_paras"] for name, entry in _inspected(corpus).items()}
    for path, package in packages(corpus):
        if path.name in expected and path.parent.name != "made":
            try:
                found = survey(package).paragraphs
            except UnreadableError:
                continue
            assert sum(place.story == BODY for place in found) == expected[path.name], path.name


def test_numbers_are_those_that_word_showed(corpus: Path) -> None:
    """In one file every numbered paragraph says in its own words what Word shows before it."""
    (path,) = (corpus / "robust").glob("*override_list_numbering.docx")
    paragraphs = read_report(Package.open(path)).paragraphs
    numbered = [(p.number.text, p.text) for p in paragraphs if p.number is not None and p.number.format != "bullet"]
    assert len(numbered) > 40
    assert [number for number, _ in numbered] == [text for _, text in numbered]


def test_one_character_typed_changes_these_bytes_only(corpus: Path) -> None:
    """In the first, a middle and the last body paragraph with text."""
    edits = 0
    for path, package in packages(corpus):
        try:
            body = [place.element for place in survey(package).paragraphs if place.story == BODY]
        except UnreadableError:
            continue
        texts = [piece.element for p in body for piece in pieces(p)[:1] if piece.kind == "text"]
        source = package.raw(package.main)
        for element in {0: texts[:1], 1: texts[len(texts) // 2 :][:1], 2: texts[-1:]}.values():
            for text in element:
                edits += 1
                before, text.text = text.text, _CHARACTER + (text.text or "")
                package.mark_dirty(package.main)
                assert _without_one_insertion(package.part_bytes(package.main), source), path.name
                text.text = before
    assert edits > 1500


def _without_one_insertion(edited: bytes, source: bytes) -> bool:
    """Whether `edited` is `source` with one character put in at one place."""
    length = len(edited) - len(source)
    at = next((at for at, (a, b) in enumerate(zip(edited, source, strict=False)) if a != b), len(source))
    # an inserted character may share its first bytes with what follows it
    return any(edited[: at - back] + edited[at - back + length :] == source for back in range(4)) and 0 < length < 10


def _inspected(corpus: Path) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for folder in ("cn", "robust"):
        for line in (corpus / folder / "inspect.jsonl").read_text(encoding="utf-8").splitlines():
            entry = json.loads(line)
            found[entry["file"]] = entry
    return found
