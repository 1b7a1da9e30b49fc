"""Files of every program that writes DOCX: open, edit, keep a recovery copy, save, open again; nothing else changes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.core.errors import UnreadableError
from app.docx import snapshot
from app.docx.document import WordDocument
from app.editing.open_report import Checking, OpenReport
from tests.docx.test_kinds import members_of

EACH = 2  # files of each kind; `build/dev.py corpus` takes all
PLAIN = Checking(notes=False)
Facts = dict[str, Any]


def _word(version: str) -> Callable[[Facts], bool]:
    return lambda facts: facts["app"].startswith("Microsoft Office Word") and facts["appver"].startswith(version)


KINDS: dict[str, Callable[[Facts], bool]] = {
    "Word 2007": _word("12."), "Word 2010": _word("14."), "Word 2013": _word("15."), "Word 2016 to 365": _word("16."),
    "Word for Mac": lambda facts: "Macintosh" in facts["app"],
    "WPS": lambda facts: facts["app"].startswith("WPS"),
    "LibreOffice": lambda facts: facts["app"].startswith("LibreOffice"),
    "OnlyOffice": lambda facts: facts["app"].startswith("ONLYOFFICE"),
    "no program named (Google Docs, libraries)": lambda facts: not facts["app"],
    "strict": lambda facts: bool(facts["strict"]),
    "alternate content": lambda facts: facts["altcontent"] > 0,
    "macros": lambda facts: bool(facts["macros"]),
    "template": lambda facts: facts["kind"] in ("dotx", "dotm"),
}  # fmt: skip


def _files(corpus: Path, fits: Callable[[Facts], bool]) -> list[Path]:
    folders = ("cn", "robust")
    rows = ((folder, line) for folder in folders for line in (corpus / folder / "inspect.jsonl").read_text("utf-8").splitlines())
    facts = ((folder, json.loads(line)) for folder, line in rows)
    return [corpus / folder / one["file"] for folder, one in facts if one.get("zip_ok") and one.get("document_xml") and fits(one)]


def _opened(paths: list[Path], folder: Path) -> list[OpenReport]:
    """The first of them that can be opened and edited, each as a copy of its own."""
    found: list[OpenReport] = []
    for number, path in enumerate(paths):
        copy = folder / f"{number}{path.suffix}"
        copy.write_bytes(path.read_bytes())
        try:
            report = OpenReport.open(copy, PLAIN)
        except UnreadableError:
            continue
        if report.read_only is None and any(_plain(p.text) for p in report.report.paragraphs):
            found.append(report)
        if len(found) == EACH:
            break
    return found


def _plain(text: str) -> bool:
    return bool(re.search(r"\w", text)) and "\ufffc" not in text


@pytest.mark.corpus
@pytest.mark.parametrize("kind", KINDS)
def test_a_file_of_every_program_is_edited_kept_and_saved(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setenv("WENHENG_HOME", str(tmp_path / "home"))
    reports = _opened(_files(corpus, KINDS[kind]), tmp_path)
    if not reports:
        pytest.skip(f"no file of this kind: {kind}")
    for report in reports:
        assert report.path is not None
        before = report.path.read_bytes()
        paragraph = next(p for p in report.report.paragraphs if _plain(p.text))
        report.retype([paragraph.uid], [paragraph.text + "（补）"])
        assert isinstance(report.document, WordDocument)
        copy = snapshot.onto_original(before, snapshot.take(report.document.package)(), report.name)
        result = report.save()
        assert result.guard is not None
        tracked = {"insertions": 0} if report.report.tracking else {}
        after, objects = (replace(found, **tracked) for found in (result.guard.objects_after, result.guard.objects_before))
        assert after == objects
        old, new = members_of(before), members_of(report.path.read_bytes())
        assert [name for name in old if old[name] != new[name]] == [report.document.package.main]
        assert members_of(copy) == new, "what is recovered is what a save would have written"
        assert any(p.text == paragraph.text + "（补）" for p in OpenReport.open(report.path, PLAIN).report.paragraphs)
        if kind == "strict":
            assert b"http://purl.oclc.org/ooxml/wordprocessingml/main" in new[report.document.package.main]


@pytest.mark.corpus
@pytest.mark.parametrize("kind", ["Word 2010", "WPS", "LibreOffice", "strict"])
def test_what_is_recovered_after_a_batch_is_what_a_save_would_have_written(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setenv("WENHENG_HOME", str(tmp_path / "home"))
    for report in _opened(_files(corpus, KINDS[kind]), tmp_path):
        report.fix_all_safe()
        document = report.document
        assert isinstance(document, WordDocument)
        assert report.path is not None
        copy = snapshot.onto_original(report.path.read_bytes(), snapshot.take(document.package)(), report.name)
        assert members_of(copy) == members_of(document.to_bytes())
        strict = [name for name, data in members_of(copy).items() if b"//purl.oclc.org/ooxml/wordprocessingml" in data]
        mixed = [name for name in strict if b"schemas.openxmlformats.org/wordprocessingml" in members_of(copy)[name]]
        assert mixed == []
