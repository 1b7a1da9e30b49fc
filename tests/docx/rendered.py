"""Pages as LibreOffice sets them, measured in millimetres from the paper's left and top edge."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

MM = 72 / 25.4
NEEDS_LIBREOFFICE = [
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed"),
    pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext (poppler) is not installed"),
]
_WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</word>')
_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)
_SAME_LINE = 6 / MM  # half a row


@dataclass(frozen=True)
class Line:
    left: float
    right: float
    middle: float
    height: float
    text: str


@dataclass(frozen=True)
class Page:
    """`lines` are those of the text, `number` is the last one: the page number's."""

    width: float
    height: float
    lines: list[Line]
    number: Line


def render(data: bytes, folder: Path) -> list[Page]:
    """The pages of a DOCX; `folder` is for the files that come about."""
    (folder / "报告.docx").write_bytes(data)
    command = [
        "soffice",
        "--headless",
        f"-env:UserInstallation=file://{folder}/lo",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
    ]
    subprocess.run([*command, str(folder / "报告.docx")], check=True, capture_output=True, timeout=180)
    boxes = subprocess.run(["pdftotext", "-bbox", str(folder / "报告.pdf"), "-"], check=True, capture_output=True, timeout=60)
    return [_page(*found) for found in _PAGE.findall(boxes.stdout.decode())]


def _page(width: str, height: str, content: str) -> Page:
    rows: list[list[tuple[float, float, float, float, str]]] = []
    words = [(*(float(number) / MM for number in numbers), text) for *numbers, text in _WORD.findall(content)]
    for word in sorted(words, key=_middle):
        if rows and _middle(word) - _middle(rows[-1][0]) < _SAME_LINE:
            rows[-1].append(word)
        else:
            rows.append([word])
    lines = [_line(sorted(row)) for row in rows]
    return Page(float(width) / MM, float(height) / MM, lines[:-1], lines[-1])


def _middle(word: tuple[float, float, float, float, str]) -> float:
    return (word[1] + word[3]) / 2


def _line(row: list[tuple[float, float, float, float, str]]) -> Line:
    return Line(row[0][0], max(w[2] for w in row), _middle(row[0]), row[0][3] - row[0][1], "".join(w[4] for w in row))
