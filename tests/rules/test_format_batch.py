"""一键规范 as the sum of the safe format fixes: it ends in the standard's format, says nothing twice, spares marks."""

from __future__ import annotations

from base64 import b64decode
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.shared import Pt, RGBColor

from app.core.batch import arrange
from app.core.findings import Finding, Safety
from app.core.format_math import look_of
from app.core.profile import Profile
from app.core.report import Kind, Report
from app.core.understand import understand
from app.docx.document import WordDocument
from app.rules.api import Context
from app.rules.checker import Checker
from tests.rules.test_format_quiet import FORMAT, TEXT

ROUNDS = 3
ONE_PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="


def _safe(report: Report, profile: Profile) -> list[Any]:
    found: tuple[Finding, ...] = Checker(Context(profile), select=FORMAT).check(report)
    return [edit for f in found for fix in f.fixes if fix and fix.safety is Safety.SAFE for edit in fix.edits]


def _normalised(document: WordDocument, profile: Profile) -> Report:
    """The report after at most three rounds of safe format fixes."""
    report = understand(document.report())
    for _ in range(ROUNDS):
        edits = _safe(report, profile)
        if not edits:
            break
        document.apply(arrange(edits), profile)
        report = understand(document.report())
    return report


def _bytes(document: Any) -> bytes:
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _draft() -> Any:
    """A report typed into a new document of an office program: no format at all, spaces for indents."""
    document = Document()
    for kind, text in TEXT:
        document.add_paragraph("\u3000\u3000" + text if kind is Kind.BODY else text)
    return document


def test_a_draft_without_format_ends_in_the_standard_s(profile: Profile) -> None:
    report = _normalised(WordDocument.from_bytes(_bytes(_draft()), "稿.docx"), profile)
    assert [p.text for p in report.paragraphs] == [text for _, text in TEXT]
    for p, (kind, _) in zip(report.paragraphs, TEXT, strict=True):
        style = profile.styles[Kind.BODY.value if p.role.run_in else kind.value]
        assert look_of(p) == (style.font, style.size), p.text
        if kind not in (Kind.TITLE, Kind.SIGNATURE, Kind.DATE):
            assert (p.format.line, p.format.line_rule) == (profile.page.line_pitch, "exact"), p.text
        if kind in (Kind.BODY, Kind.LEVEL1, Kind.LEVEL2):
            assert p.format.first_line_chars == 200, p.text
    section = report.sections[0]
    page = profile.page
    assert (section.width, section.top, section.left) == (page.width, page.top, page.left)
    assert section.footers["default"].has_field


def test_nothing_safe_is_left_and_a_second_time_changes_nothing(profile: Profile) -> None:
    document = WordDocument.from_bytes(_bytes(_draft()), "稿.docx")
    report = _normalised(document, profile)
    assert _safe(report, profile) == []
    again = WordDocument.from_bytes(document.to_bytes(), "稿.docx")
    assert _safe(understand(again.report()), profile) == []


def test_a_run_in_heading_keeps_its_own_font_and_the_text_gets_the_body_s(profile: Profile) -> None:
    report = _normalised(WordDocument.from_bytes(_bytes(_draft()), "稿.docx"), profile)
    p = next(p for p in report.paragraphs if p.text.startswith("（二）"))
    end = p.text.index("。")
    assert p.run_at(0).format.east_asia == p.run_at(end).format.east_asia == "楷体_GB2312"
    assert p.run_at(end + 1).format.east_asia == "仿宋_GB2312"
    assert p.format.outline_level is None


def test_red_and_highlighted_words_stay_and_grey_ones_turn_black(profile: Profile) -> None:
    document = _draft()
    body = document.paragraphs[2]
    for text, color, highlight in (
        ("待核", RGBColor(0xFF, 0, 0), None),
        ("此数", None, WD_COLOR_INDEX.YELLOW),
        ("网页", RGBColor(0x33, 0x33, 0x33), None),
    ):
        run = body.add_run(text)
        run.font.highlight_color = highlight
        if color is not None:
            run.font.color.rgb = color
    report = _normalised(WordDocument.from_bytes(_bytes(document), "稿.docx"), profile)
    p = next(p for p in report.paragraphs if "待核" in p.text)
    assert p.run_at(p.text.index("待核")).format.color == "FF0000"
    assert p.run_at(p.text.index("此数")).format.highlight == "yellow"
    assert p.run_at(p.text.index("网页")).format.color in ("auto", "000000")


def test_emphasis_inside_body_text_stays(profile: Profile) -> None:
    document = _draft()
    run = document.paragraphs[2].add_run("务必按期完成。")
    run.bold = True
    report = _normalised(WordDocument.from_bytes(_bytes(document), "稿.docx"), profile)
    p = next(p for p in report.paragraphs if "务必" in p.text)
    assert p.run_at(p.text.index("务必")).format.bold
    assert not p.run_at(0).format.bold


def test_tables_and_existing_footers_stay(profile: Profile) -> None:
    document = _draft()
    document.sections[0].footer.paragraphs[0].text = "内部资料"
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.paragraphs[0].add_run("办结120件，其中线上35件。").font.size = Pt(9)
    opened = WordDocument.from_bytes(_bytes(document), "稿.docx")
    before = [p for p in opened.report().others if "table" in p.story]
    report = _normalised(opened, profile)
    after = [p for p in report.others if "table" in p.story]
    assert [(p.text, p.runs[0].format.size) for p in after] == [(p.text, p.runs[0].format.size) for p in before]
    assert report.sections[0].footers["default"].text == "内部资料"


def test_a_paragraph_with_a_picture_keeps_its_line_height(profile: Profile) -> None:
    """A fixed pitch would cut the picture off."""
    document = _draft()
    document.paragraphs[2].add_run().add_picture(BytesIO(b64decode(ONE_PIXEL)))
    report = _normalised(WordDocument.from_bytes(_bytes(document), "稿.docx"), profile)
    p = next(p for p in report.paragraphs if p.objects)
    assert p.format.line_rule != "exact"


def test_real_documents_are_settled_in_three_rounds(corpus: Path, profile: Profile) -> None:
    for file in sorted((corpus / "cn").glob("*.docx"))[::12]:
        document = WordDocument.open(file)
        if not document.read_only:
            assert _safe(_normalised(document, profile), profile) == [], file.name
