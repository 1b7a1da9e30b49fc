"""One file with one of everything goes through 按国标排版 and keeps the count and the content of each."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from app.core.report import Report
from app.editing.open_report import Checking, OpenReport
from tests.everything import everything

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
KEPT = (
    "footnoteReference", "commentRangeStart", "commentRangeEnd", "commentReference", "ins", "del", "fldChar", "instrText",
    "bookmarkStart", "bookmarkEnd", "hyperlink", "sdt", "txbxContent", "tbl", "tr", "tc", "gridSpan", "vMerge", "drawing", "pict",
    "sectPr", "br", "p",
)  # fmt: skip


@pytest.fixture
def mended(tmp_path: Path) -> tuple[Path, Path, Report, Report]:
    before, after = tmp_path / "原稿.docx", tmp_path / "更正稿.docx"
    before.write_bytes(everything())
    report = OpenReport.open(before, Checking(notes=False))
    first = report.report
    assert report.fix_all_safe()
    report.save(after)
    return before, after, first, OpenReport.open(after, Checking(notes=False)).report


def _body(path: Path) -> etree._Element:
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def test_every_object_is_still_there(mended: tuple[Path, Path, Report, Report]) -> None:
    before, after, first, second = mended
    counts = [{tag: len(list(_body(path).iter(W + tag))) for tag in KEPT} for path in (before, after)]
    assert counts[0] == counts[1]
    assert replace(first.objects, fields=0) == replace(second.objects, fields=0)
    old, new = (
        [ref.attrib for ref in _body(path).iter(W + "headerReference") if ref.get(W + "type") == "default"]
        for path in (before, after)
    )
    assert old == new


def test_every_text_is_still_there(mended: tuple[Path, Path, Report, Report]) -> None:
    _, _, first, second = mended
    assert [p.text for p in first.paragraphs] == [p.text for p in second.paragraphs]
    mine = lambda report: sorted((p.story, p.text) for p in report.others if not p.story.startswith("footer"))  # noqa: E731
    assert mine(first) == mine(second)
    assert [p.number.text if p.number else None for p in first.paragraphs] == [
        p.number.text if p.number else None for p in second.paragraphs
    ]


def test_untouched_parts_are_byte_equal(mended: tuple[Path, Path, Report, Report]) -> None:
    before, after, _, _ = mended
    with zipfile.ZipFile(before) as old, zipfile.ZipFile(after) as new:
        for name in ("word/footnotes.xml", "word/comments.xml", "word/header1.xml", "word/media/image1.png"):
            assert old.read(name) == new.read(name), name


def test_emphasis_page_break_tabs_and_landscape_stay(mended: tuple[Path, Path, Report, Report]) -> None:
    _, after, _, second = mended
    body = _body(after)
    strong = ["".join(run.itertext(W + "t")) for run in body.iter(W + "r") if run.find(f"{W}rPr/{W}b") is not None]
    assert "重点词" in strong
    assert [t.get(W + "pos") for t in body.iter(W + "tab") if t.get(W + "pos")] == ["4200"]
    assert [s.landscape for s in second.sections] == [False, True]
    assert [kind for p in second.paragraphs for _, kind in p.breaks] == ["page"]


def test_the_report_is_made_to_the_standard_and_a_second_pass_finds_nothing(mended: tuple[Path, Path, Report, Report]) -> None:
    _, after, _, _ = mended
    again = OpenReport.open(after, Checking(notes=False))
    body = next(p for p in again.report.paragraphs if p.text.startswith("现将有关"))
    assert {(run.format.east_asia, run.format.size) for run in body.runs if run.format.vertical == "baseline"} == {
        ("仿宋_GB2312", 32)
    }
    assert again.fix_all_safe() == []
    assert again.document.to_bytes() == after.read_bytes()
