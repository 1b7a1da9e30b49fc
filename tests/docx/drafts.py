"""Drafts as clerks hand them in: plain text in an office program's own template, and one formatted without care."""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt

_HEADING = re.compile("[一二三四五六七八九十]、|（[一二三四五六七八九十]）")


def saved(document: Any) -> bytes:
    """The bytes of a python-docx document."""
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def plain(lines: Sequence[str]) -> bytes:
    """The lines in python-docx's own template: Letter, theme fonts, 11 pt, ten points below each paragraph."""
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    return saved(document)


def careless(lines: Sequence[str]) -> bytes:
    """宋体 小四 at 1.5 lines, spaces for indents and for the place of signature and date, bold headings."""
    document = Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(12)
    normal._element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    normal.paragraph_format.line_spacing = 1.5
    for index, line in enumerate(lines):
        words = line.strip("\u3000 ")
        p = document.add_paragraph()
        if index == 0:
            p.alignment = WD_ALIGN_PARAGRAPH.CENTER
            run = p.add_run(words)
            run.bold, run.font.size = True, Pt(18)
        elif index == 1:
            p.add_run(words)
        elif index >= len(lines) - 2:
            p.add_run(" " * 40 + words)
        elif _HEADING.match(words):
            p.add_run("    ")
            p.add_run(words).bold = len(words) < 40
        else:
            p.add_run("\u3000\u3000" + words)
    return saved(document)
