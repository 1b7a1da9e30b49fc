"""Word files of one kind written as another: macros kept or gone, templates made into reports, strict files kept strict."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from app.docx.kinds import as_kind, has_macros
from app.docx.package import Package
from app.editing.open_report import Checking, OpenReport
from tests.docx.make import W, p, parts, zipped

PROJECT = bytes(range(256)) * 8
_VBA = "http://schemas.microsoft.com/office/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MACRO_TYPES = {
    "docm": "application/vnd.ms-word.document.macroEnabled.main+xml",
    "dotm": "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
}


def with_macros(kind: str = "docm") -> bytes:
    """A report with a macro project, its signature and its data, as Word writes them."""
    members = parts(p("关于清查工作的报告") + p("市政府："))
    types = members["[Content_Types].xml"].decode()
    types = types.replace(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", MACRO_TYPES[kind]
    ).replace(
        "</Types>",
        '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
        '<Override PartName="/word/vbaData.xml" ContentType="application/vnd.ms-word.vbaData+xml"/></Types>',
    )
    members["[Content_Types].xml"] = types.encode()
    rels = members["word/_rels/document.xml.rels"].decode()
    relation = f'<Relationship Id="rId7" Type="{_VBA}/vbaProject" Target="vbaProject.bin"/></Relationships>'
    members["word/_rels/document.xml.rels"] = rels.replace("</Relationships>", relation).encode()
    members["word/vbaProject.bin"] = PROJECT
    members["word/vbaData.xml"] = b"<wne:vbaSuppData xmlns:wne='http://schemas.microsoft.com/office/word/2006/wordml'/>"
    members["word/_rels/vbaProject.bin.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{_VBA}/wordVbaData" Target="vbaData.xml"/></Relationships>'
    ).encode()
    return zipped(members)


def members_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def opened(path: Path, data: bytes) -> OpenReport:
    path.write_bytes(data)
    return OpenReport.open(path, Checking(notes=False))


def retitle(report: OpenReport) -> None:
    report.retype([report.report.paragraphs[0].uid], ["关于清查结果的报告"])


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WENHENG_HOME", str(tmp_path / "home"))


def test_macros_are_kept_byte_for_byte(tmp_path: Path) -> None:
    report = opened(tmp_path / "带宏.docm", with_macros())
    before = members_of(with_macros())
    retitle(report)
    assert not report.save().macros_dropped
    after = members_of(report.path.read_bytes())
    assert {name for name in before if before[name] != after[name]} == {"word/document.xml"}
    assert after["word/vbaProject.bin"] == PROJECT


def test_a_docx_made_of_a_docm_has_no_macros_and_nothing_that_points_to_them(tmp_path: Path) -> None:
    report = opened(tmp_path / "带宏.docm", with_macros())
    retitle(report)
    target = tmp_path / "无宏.docx"
    assert report.drops_macros(target)
    assert report.save(target).macros_dropped
    after = members_of(target.read_bytes())
    assert not [name for name in after if "vba" in name.lower()]
    assert b"vba" not in after["[Content_Types].xml"].lower()
    assert b'Extension="bin"' not in after["[Content_Types].xml"]
    assert b"vba" not in after["word/_rels/document.xml.rels"].lower()
    again = OpenReport.open(target, Checking(notes=False))
    assert again.kind == "docx"
    assert again.report.paragraphs[0].text == "关于清查结果的报告"
    assert (tmp_path / "带宏.docm").read_bytes() == with_macros()


def test_the_second_save_of_what_became_a_docx_is_a_docx_too(tmp_path: Path) -> None:
    report = opened(tmp_path / "带宏.docm", with_macros())
    report.save(tmp_path / "无宏.docx")
    retitle(report)
    report.save()
    assert "word/vbaProject.bin" not in members_of((tmp_path / "无宏.docx").read_bytes())
    report.save(tmp_path / "又带宏.docm")
    assert members_of((tmp_path / "又带宏.docm").read_bytes())["word/vbaProject.bin"] == PROJECT


def test_other_binary_parts_keep_their_type_when_macros_go() -> None:
    members = members_of(with_macros())
    members["word/embeddings/oleObject1.bin"] = b"ole"
    rels = members["word/_rels/document.xml.rels"].decode()
    relation = f'<Relationship Id="rId8" Type="{_OFFICE}/oleObject" Target="embeddings/oleObject1.bin"/></Relationships>'
    members["word/_rels/document.xml.rels"] = rels.replace("</Relationships>", relation).encode()
    made = as_kind(zipped(members), "docx", "带宏.docm")
    assert members_of(made)["word/embeddings/oleObject1.bin"] == b"ole"
    assert Package.from_bytes(made, "无宏.docx").content_type("word/embeddings/oleObject1.bin")


@pytest.mark.parametrize(("kind", "macros"), [("docx", False), ("docm", True), ("dotx", False), ("dotm", True)])
def test_every_kind_becomes_every_other(kind: str, macros: bool) -> None:
    for data in (with_macros(), with_macros("dotm")):
        made = Package.from_bytes(as_kind(data, kind, "甲"), "甲")
        assert (made.kind, has_macros(made)) == (kind, macros)
        assert made.raw("word/document.xml") == Package.from_bytes(data, "甲").raw("word/document.xml")


def test_a_template_saved_as_a_report_is_a_report(tmp_path: Path) -> None:
    report = opened(tmp_path / "模板.dotx", zipped(parts(p("关于的报告"), main_type="template")))
    before = report.path.read_bytes()
    report.detach(tmp_path / "模板.docx")
    assert (report.path, report.kind, report.name) == (None, "docx", "模板.docx")
    retitle(report)
    report.save(tmp_path / "新报告.docx")
    assert OpenReport.open(tmp_path / "新报告.docx", Checking(notes=False)).kind == "docx"
    assert (tmp_path / "模板.dotx").read_bytes() == before
    retitle(report)
    report.save()
    assert OpenReport.open(tmp_path / "新报告.docx", Checking(notes=False)).kind == "docx"


def test_strict_files_are_written_in_their_own_namespaces(tmp_path: Path) -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    members = {
        name: data.replace(W.encode(), strict.encode()).replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name, data in parts(p("关于清查工作的报告", '<w:ind w:firstLine="32pt"/>') + p("市政府,")).items()
    }
    report = opened(tmp_path / "严格.docx", zipped(members))
    report.fix_all_safe()
    retitle(report)
    report.save()
    after = members_of(report.path.read_bytes())
    assert strict.encode() in after["word/document.xml"]
    assert not [name for name, data in after.items() if name.startswith("word/") and W.encode() in data]
    assert OpenReport.open(report.path, Checking(notes=False)).report.paragraphs[0].text == "关于清查结果的报告"
