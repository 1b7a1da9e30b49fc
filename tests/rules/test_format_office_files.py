"""A correct report raises no error and no warning, whichever program wrote it and however its format came about."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest

from app.core.findings import Severity
from app.core.report import Kind
from app.docx.document import WordDocument
from app.editing.open_report import Checking, OpenReport
from tests.rules.office_files import CESI, FOUNDER, GB2312, WINDOWS, Variant, build

VARIANTS = [
    replace(Variant(styled), fonts=fonts, pitch=pitch, sealed=sealed, footer=footer, blank=blank, wps=wps)
    for styled in (True, False)
    for fonts, pitch, sealed, footer, blank, wps in (
        (GB2312, 579, False, "outside", True, False),
        (FOUNDER, 560, True, "centred", False, False),
        (CESI, 580, False, "gallery", False, True),
        (WINDOWS, 560, True, "outside", True, True),
        (WINDOWS, 579, False, "gallery", True, False),
    )
]


def _opened(variant: Variant) -> OpenReport:
    return OpenReport(WordDocument.from_bytes(build(variant), "报告.docx"), None, Checking(notes=False))


@pytest.mark.parametrize("variant", VARIANTS, ids=str)
def test_a_correct_report_raises_no_error_and_no_warning(variant: Variant) -> None:
    found = _opened(variant).findings
    assert [(f.code, f.message, f.spot.text[:20]) for f in found if f.severity > Severity.INFO] == []


@pytest.mark.parametrize("variant", VARIANTS[:1], ids=str)
def test_its_elements_are_understood(variant: Variant) -> None:
    kinds = [p.kind for p in _opened(variant).report.paragraphs]
    assert {Kind.TITLE, Kind.ADDRESSEE, Kind.LEVEL1, Kind.LEVEL2, Kind.LEVEL3, Kind.SIGNATURE, Kind.DATE} <= set(kinds)
    assert {Kind.ATTACHMENT_NOTE, Kind.ATTACHMENT_LABEL, Kind.ATTACHMENT_TITLE, Kind.NOTE} <= set(kinds)


@pytest.mark.parametrize("variant", VARIANTS, ids=str)
def test_a_mended_one_is_settled(variant: Variant) -> None:
    report = _opened(variant)
    report.fix_all_safe()
    again = OpenReport(WordDocument.from_bytes(report.document.to_bytes(), "报告.docx"), None, Checking(notes=False))
    assert [f.code for f in again.findings if f.severity > Severity.INFO or f.safe_fixes] == []


@pytest.mark.parametrize(("shown", "codes"), [(False, []), (True, ["GW-PNUM-002"])])
def test_a_footer_for_even_pages_counts_only_where_even_pages_differ(shown: bool, codes: list[str]) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(build(VARIANTS[0]))) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/footer2.xml":
                data = data.replace("— </w:t>".encode(), b"</w:t>").replace(" —</w:t>".encode(), b"</w:t>")
            if name == "word/settings.xml" and not shown:
                data = data.replace(b"<w:evenAndOddHeaders/>", b"")
            new.writestr(name, data)
    report = OpenReport(WordDocument.from_bytes(made.getvalue(), "报告.docx"), None, Checking(notes=False))
    assert [f.code for f in report.findings if f.code == "GW-PNUM-002"] == codes
