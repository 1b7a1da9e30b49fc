"""What LibreOffice makes of a document from our template: A4, 22 lines of 28 characters, edges, page numbers."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import defaultdict
from dataclasses import dataclass

import pytest

from app.core.profile import Profile
from app.core.understand import understand
from app.docx.template import build
from app.docx.text_file import TextDocument
from tests.docx.sample import HAN_ONLY

MM = 72 / 25.4
_WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</word>')
_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)

pytestmark = [
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed"),
    pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext (poppler) is not installed"),
]


@dataclass(frozen=True)
class Line:
    left: float
    right: float
    top: float
    text: str


@dataclass(frozen=True)
class Page:
    width: float
    height: float
    lines: list[Line]
    number: Line


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory, profile: Profile) -> list[Page]:
    folder = tmp_path_factory.mktemp("render")
    source = "\n".join(("关于工作情况的报告", "市人民政府：", HAN_ONLY, HAN_ONLY))
    report = understand(TextDocument.from_bytes(source.encode(), "报告.txt").report())
    (folder / "报告.docx").write_bytes(build(report, profile))
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/lo", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, str(folder / "报告.docx")], check=True, capture_output=True, timeout=180)
    boxes = subprocess.run(["pdftotext", "-bbox", str(folder / "报告.pdf"), "-"], check=True, capture_output=True, timeout=60)
    return [page(*found) for found in _PAGE.findall(boxes.stdout.decode())]


def page(width: str, height: str, content: str) -> Page:
    rows: dict[int, list[tuple[float, float, float, str]]] = defaultdict(list)
    for x0, y0, x1, y1, text in _WORD.findall(content):
        rows[round((float(y0) + float(y1)) / 2 / 6)].append((float(x0), float(x1), float(y0), text))
    lines = [Line(min(w[0] for w in row), max(w[1] for w in row), row[0][2], "".join(w[3] for w in sorted(row))) for _, row in sorted(rows.items())]
    return Page(float(width), float(height), lines[:-1], lines[-1])


def test_the_paper_is_a4(pages: list[Page]) -> None:
    assert len(pages) >= 3
    assert all((abs(p.width - 210 * MM) < 1, abs(p.height - 297 * MM) < 1) == (True, True) for p in pages)


def test_a_full_page_has_22_lines(pages: list[Page]) -> None:
    assert len(pages[1].lines) == 22


def test_a_full_line_has_28_characters(pages: list[Page]) -> None:
    full = [line for p in pages[:-1] for line in p.lines if set(line.text) <= set(HAN_ONLY)]
    assert {len(line.text) for line in full[2:-2]} <= {28, 26, len(HAN_ONLY + HAN_ONLY) % 28, (len(HAN_ONLY) + 2) % 28}
    assert sum(len(line.text) == 28 for line in full) > 40


def test_the_left_edge_is_at_28_mm(pages: list[Page]) -> None:
    full = [line for p in pages[:-1] for line in p.lines if len(line.text) == 28]
    assert all(abs(line.left / MM - 28) <= 1 for line in full)
    assert all(line.right / MM <= 210 - 26 + 1 for line in full)


def test_page_numbers_stand_outside(pages: list[Page]) -> None:
    assert [re.sub(r"\s", "", p.number.text) for p in pages[:3]] == ["—1—", "—2—", "—3—"]
    assert pages[0].number.left > pages[0].width / 2
    assert pages[1].number.right < pages[1].width / 2
    assert abs(pages[1].number.left / MM - (28 + 14 / MM)) < 1.5  # one 四号 character in from the edge
