"""What LibreOffice makes of reports from our template and of drafts after 按国标排版: paper, grid, edges, page numbers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.core.profile import Profile
from app.core.report import Kind
from app.core.text import HAN
from app.core.understand import understand
from app.docx.document import WordDocument
from app.docx.template import build
from app.docx.text_file import TextDocument
from app.editing.open_report import Checking, OpenReport
from tests.docx import drafts, sample
from tests.docx.rendered import NEEDS_LIBREOFFICE, Line, Page, render

pytestmark = NEEDS_LIBREOFFICE
LEFT, RIGHT, WIDTH = 28, 26, 210
CHARACTER = 16 * 25.4 / 72  # mm, 三号
ROW = 225 / 22
DRAFTS = {"plain": drafts.plain, "careless": drafts.careless}
_FULL = re.compile(f"[{HAN}]{{28}}")
LINES = (
    "青川市数据资源局关于2024年度公共数据归集共享和政务服务提升等有关工作情况的报告",
    "市人民政府：",
    "现将2024年工作情况报告如下。",
    "一、主要工作",
    "（一）完善制度机制。" + sample.SENTENCE * 6 + sample.HAN_ONLY + "。",
    sample.HAN_ONLY + "。",
    "二、下一步打算",
    "（一）提高服务质量。" + sample.SENTENCE * 12,
    "青川市数据资源局",
    "2024年12月20日",
)


@pytest.fixture(scope="module")
def template_pages(tmp_path_factory: pytest.TempPathFactory, profile: Profile) -> list[Page]:
    source = "\n".join(("关于工作情况的报告", "市人民政府：", sample.HAN_ONLY, sample.HAN_ONLY))
    report = understand(TextDocument.from_bytes(source.encode(), "报告.txt").report())
    return render(build(report, profile), tmp_path_factory.mktemp("template"))


def _normalised(data: bytes) -> OpenReport:
    report = OpenReport(WordDocument.from_bytes(data, "报告.docx"), None, Checking(notes=False))
    report.fix_all_safe()
    return report


@pytest.fixture(scope="module", params=DRAFTS)
def draft(request: pytest.FixtureRequest) -> OpenReport:
    """A draft after 按国标排版."""
    return _normalised(DRAFTS[request.param](LINES))


@pytest.fixture(scope="module")
def draft_pages(draft: OpenReport, tmp_path_factory: pytest.TempPathFactory) -> list[Page]:
    return render(draft.document.to_bytes(), tmp_path_factory.mktemp("draft"))


def _all_lines(pages: list[Page]) -> list[Line]:
    return [line for page in pages for line in page.lines]


def _line(pages: list[Page], start: str) -> Line:
    return next(line for line in _all_lines(pages) if line.text.startswith(start))


def assert_grid(pages: list[Page]) -> None:
    assert len(pages) >= 3
    assert all(abs(p.width - 210) < 0.5 and abs(p.height - 297) < 0.5 for p in pages)
    assert {len(p.lines) for p in pages[1:-1]} == {22}
    rows = [line.middle for line in pages[1].lines]
    assert abs((rows[-1] - rows[0]) / 21 - ROW) < 0.05


def assert_numbers(pages: list[Page]) -> None:
    for at, page in enumerate(pages):
        assert re.sub(r"\s", "", page.number.text) == f"—{at + 1}—"
        assert abs(297 - page.number.middle - 28) < 1.5  # seven below the text area
        edge = WIDTH - RIGHT - page.number.right if at % 2 == 0 else page.number.left - LEFT
        assert abs(edge - 14 * 25.4 / 72) < 1.5  # one 四号 character in from the edge


def assert_edges(pages: list[Page]) -> None:
    full = [line for line in _all_lines(pages) if _FULL.fullmatch(line.text)]
    assert len(full) > 40
    assert all(abs(line.left - LEFT) <= 1 and abs(WIDTH - line.right - RIGHT) <= 1 for line in full)
    assert max(len(line.text) for line in _all_lines(pages) if re.fullmatch(f"[{HAN}]+", line.text)) == 28


def test_a_report_from_our_template_is_on_the_grid(template_pages: list[Page]) -> None:
    assert_grid(template_pages)
    assert_edges(template_pages)
    assert_numbers(template_pages)


def test_a_draft_is_set_on_the_grid(draft_pages: list[Page]) -> None:
    assert_grid(draft_pages)
    assert_edges(draft_pages)
    assert_numbers(draft_pages)


def test_title_addressee_and_signature_stand_where_they_belong(draft_pages: list[Page]) -> None:
    first, second, below = draft_pages[0].lines[:3]
    assert all(abs((line.left + line.right) / 2 - (LEFT + WIDTH - RIGHT) / 2) < 2 for line in (first, second))
    assert below.text == "市人民政府："
    assert abs(below.left - LEFT) < 1
    assert abs(below.middle - second.middle - 2 * ROW) < 1  # one blank line
    signature, date = _line(draft_pages[1:], "青川市数据资源局"), _line(draft_pages, "2024年12月20日")
    assert abs(WIDTH - RIGHT - signature.right - 2 * CHARACTER) < 1
    # eight characters and seven: the date starts two further right and ends one before the signature does
    assert abs(WIDTH - RIGHT - date.right - 1 * CHARACTER) < 1
    assert abs(date.middle - signature.middle - ROW) < 1


def test_the_file_holds_the_page_of_the_standard(draft: OpenReport, profile: Profile) -> None:
    (section,) = draft.report.sections
    page = profile.page
    assert (section.top, section.bottom, section.left, section.right) == (2098, 1984, 1587, 1474)
    assert (section.grid, section.line_pitch, section.char_space, section.footer) == ("lines", 579, None, page.footer)
    assert b"charSpace" not in draft.document.package.raw("word/document.xml")


def test_only_the_words_of_a_run_in_heading_have_its_font(draft: OpenReport) -> None:
    for p in draft.report.paragraphs:
        if p.role.run_in:
            end = p.text.index("。") + 1
            assert {(r.format.east_asia, r.format.size) for r in p.runs if r.start < end} == {("楷体_GB2312", 32)}
            assert {(r.format.east_asia, r.format.size) for r in p.runs if r.end > end} == {("仿宋_GB2312", 32)}


@pytest.mark.corpus
@pytest.mark.parametrize("kind", DRAFTS)
def test_the_seed_is_set_on_the_grid(kind: str, corpus: Path, tmp_path: Path) -> None:
    lines = (corpus / "seed.txt").read_text(encoding="utf-8").strip().splitlines()
    report = _normalised(DRAFTS[kind](lines))
    pages = render(report.document.to_bytes(), tmp_path)
    assert_grid(pages)
    assert_numbers(pages)
    flush = [line for line in _all_lines(pages[1:-1]) if line.left < LEFT + CHARACTER]
    assert all(abs(line.left - LEFT) <= 1 for line in flush)
    widest = max(sum(1 for letter in line.text) for line in flush)
    assert widest >= 28
    (signature,) = (p for p in report.report.paragraphs if p.kind is Kind.SIGNATURE)
    shown = _line(pages[-1:], signature.text.strip())
    assert abs(WIDTH - RIGHT - shown.right - 2 * CHARACTER) < 1
