"""Small DOCX files for the page's tests."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, Twips

from app.docx.opening import open_document
from app.editing.open_report import Checking, OpenReport

SENTENCE = "各单位要高度重视，明确责任，细化措施，确保各项任务按期完成。"


def write(path: Path, texts: list[str], *, table_after: int | None = None, footnote_in: int | None = None) -> Path:
    """A report with standard pages; `table_after` puts a 2 × 2 table after that paragraph."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Twips(11906), Twips(16838)
    section.top_margin, section.bottom_margin = Twips(2098), Twips(1984)
    section.left_margin, section.right_margin = Twips(1587), Twips(1474)
    for index, text in enumerate(texts):
        _paragraph(document, text)
        if index == table_after:
            table = document.add_table(rows=2, cols=2)
            for row in range(2):
                for column in range(2):
                    table.cell(row, column).text = f"格{row}{column}"
        if index == footnote_in:
            _note_mark(document.paragraphs[-1])
    buffer = BytesIO()
    document.save(buffer)
    path.write_bytes(buffer.getvalue())
    return path


def _paragraph(document, text: str) -> None:
    paragraph = document.add_paragraph()
    form = paragraph.paragraph_format
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Twips(579)
    form.space_after, form.alignment = Pt(0), WD_ALIGN_PARAGRAPH.JUSTIFY
    for at in range(0, len(text), 9):
        run = paragraph.add_run(text[at : at + 9])
        run.font.size = Pt(16)
        run.bold = at % 2 == 1 or None
        fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
        fonts.set(qn("w:eastAsia"), "仿宋_GB2312")


def _note_mark(paragraph) -> None:
    mark = OxmlElement("w:footnoteReference")
    mark.set(qn("w:id"), "2")
    paragraph.runs[0]._r.append(mark)


def opened(path: Path) -> OpenReport:
    return OpenReport(open_document(path), None, Checking(notes=False))
