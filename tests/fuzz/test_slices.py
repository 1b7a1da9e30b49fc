"""A slice of the long runs (`build/dev.py fuzz`, `build/dev.py corpus`), and that each of them can fail."""

from __future__ import annotations

import random
import shutil
import zipfile
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.core.errors import ReportError
from app.docx.document import WordDocument
from app.editing.open_report import Checking, OpenReport
from tests.everything import everything
from tests.fuzz import batch_table, packages, readers, schema
from tests.fuzz.editing import fuzz_edits, fuzz_file
from tests.fuzz.sources import WORD, by_hash, documents

SEED = 20261126


def some_real_documents(corpus: Path, count: int) -> list[Path]:
    small = [p for p in documents(corpus, "cn", "robust") if p.suffix.lower() in WORD and p.stat().st_size < 300_000]
    return by_hash(small, count)


def test_damaged_packages_end_in_a_report_or_a_sentence() -> None:
    tally = packages.fuzz(80, SEED, [("样样都有.docx", everything())], say=False)
    assert tally.failures == []
    assert tally.outcomes["refused"] > 10
    assert tally.outcomes["mended"] > 10


def test_a_program_that_fails_hangs_or_writes_elsewhere_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    ways = iter([_raise, _loop, lambda: (tmp_path.parent / "elsewhere").write_text("x"), lambda: bytearray(3 * packages.GIB)])
    real = packages.run_one
    warm = True

    def fails(path: Path, target: Path) -> str:
        nonlocal warm
        if warm:
            warm = False
            return real(path, target)
        next(ways)()
        return "saved"

    monkeypatch.setattr(packages, "run_one", fails)
    monkeypatch.setattr(packages, "SECONDS", 1)
    tally = packages.fuzz(4, SEED, [("样样都有.docx", everything())], say=False)
    assert set(tally.outcomes) == {"ValueError", "TooLongError", "EscapedError", "MemoryError"}
    assert len(tally.failures) == 4


def _raise() -> None:
    raise ValueError


def _loop() -> None:
    while True:
        pass


@pytest.mark.parametrize("seed", range(3))
def test_random_edits_of_a_file_with_one_of_everything(qapp: QApplication, seed: int) -> None:
    document = WordDocument.from_bytes(everything(), "样样都有.docx")
    tried = fuzz_edits(OpenReport(document, None, Checking(notes=False)), random.Random(seed), 60)
    assert tried.total() == 60


def test_random_edits_of_real_documents(qapp: QApplication, corpus: Path) -> None:
    outcomes = [fuzz_file(path, SEED)[0] for path in some_real_documents(corpus, 12)]
    assert outcomes.count("edited") > 8


def test_python_docx_and_mammoth_read_what_we_save(corpus: Path, tmp_path: Path) -> None:
    one = tmp_path / "样样都有.docx"
    one.write_bytes(everything())
    both = [readers.marked(path) for path in (one, *some_real_documents(corpus, 15))]
    alike = [
        readers.read_alike(*pair, reader) for pair in both if pair for reader in (readers.with_python_docx, readers.with_mammoth)
    ]
    assert alike.count(True) > 15
    assert False not in alike


def test_a_lost_word_is_found_by_every_reader(tmp_path: Path) -> None:
    path = tmp_path / "样样都有.docx"
    path.write_bytes(everything())
    pair = readers.marked(path)
    assert pair is not None
    document = WordDocument.from_bytes(pair[1], path.name)
    p = document.report().paragraphs[1]
    document.retype([p.uid], [p.text[1:]])
    for reader in (readers.with_python_docx, readers.with_mammoth):
        assert readers.read_alike(pair[0], document.to_bytes(), reader) is False


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_what_we_save(corpus: Path) -> None:
    alike = readers.libreoffice_alike(some_real_documents(corpus, 6))
    assert True in alike.values()
    assert False not in alike.values()


def test_the_schema_check_finds_a_property_out_of_place(tmp_path: Path) -> None:
    sound, wrong = tmp_path / "a.docx", tmp_path / "b.docx"
    sound.write_bytes(everything())
    with zipfile.ZipFile(sound) as old, zipfile.ZipFile(wrong, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data.replace(b'<w:sz w:val="24"/></w:rPr>', b'<w:sz w:val="24"/><w:rStyle w:val="x"/></w:rPr>', 1))
    assert schema.new_faults(sound.read_bytes(), sound.read_bytes()) == []
    assert any("rStyle" in fault for fault in schema.new_faults(sound.read_bytes(), wrong.read_bytes()))


def test_the_batch_loses_nothing_that_is_counted_in_the_bare_xml(corpus: Path) -> None:
    for path in by_hash([p for p in documents(corpus, "cn") if p.stat().st_size < 200_000], 10):
        row = batch_table.row(path)
        if row is not None:
            assert (row["lost"], row["characters"], row["numbers"], row["second"]) == ({}, 0, False, 0), path.name


def test_what_the_batch_table_counts_is_seen_when_it_goes() -> None:
    before = batch_table.kept(everything())
    with pytest.raises(ReportError):
        WordDocument.from_bytes(b"", "空.docx")
    document = WordDocument.from_bytes(everything(), "样样都有.docx")
    p = next(p for p in document.report().paragraphs if "\ufffc" in p.text)
    document.retype([p.uid], [p.text.replace("\ufffc", "", 1)])
    assert batch_table.kept(document.to_bytes())["脚注"] != before["脚注"]
