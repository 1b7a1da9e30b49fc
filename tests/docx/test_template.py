"""A .txt report as a formatted DOCX from our own template."""

from __future__ import annotations

import io
import zipfile

import pytest

from app.core.profile import Profile
from app.core.understand import understand
from app.docx.document import WordDocument
from app.docx.names import VAL, w
from app.docx.order import ORDER, out_of_order
from app.docx.template import build
from app.docx.text_file import TextDocument
from tests.docx.sample import LINES, TEXT


@pytest.fixture(scope="module")
def made(profile: Profile) -> bytes:
    return build(understand(TextDocument.from_bytes(TEXT.encode(), "报告.txt").report()), profile)


def test_every_paragraph_has_the_style_of_its_kind(made: bytes) -> None:
    report = WordDocument.from_bytes(made, "报告.docx").report()
    assert tuple(p.text for p in report.paragraphs) == LINES
    styles = [p.format.style for p in report.paragraphs]
    assert styles[:5] == ["公文标题", "公文主送", "公文正文", "公文一级标题", "公文正文"]
    run_in = report.paragraphs[4].runs
    assert [(r.format.east_asia, r.format.style) for r in run_in] == [("楷体_GB2312", "公文二级标题字符"), ("仿宋_GB2312", None)]


def test_the_page_is_the_standards_own(made: bytes, profile: Profile) -> None:
    report = WordDocument.from_bytes(made, "报告.docx").report()
    (section,) = report.sections
    page = profile.page
    assert (section.width, section.height, section.top, section.bottom) == (page.width, page.height, page.top, page.bottom)
    assert (section.grid, section.line_pitch, section.char_space) == ("lines", 579, None)
    assert {k: (f.text, f.align) for k, f in section.footers.items()} == {
        "default": ("— {PAGE} —", "right"),
        "even": ("— {PAGE} —", "left"),
    }
    assert report.even_and_odd


def test_the_package_is_small_and_in_order(made: bytes) -> None:
    package = WordDocument.from_bytes(made, "报告.docx").package
    assert not [name for name in package.names if "theme" in name]
    assert all(package.content_type(name) for name in package.names if name != "[Content_Types].xml")
    for name in package.names:
        for element in package.tree(name).iter(*ORDER):
            assert out_of_order(element) is None
    settings = package.tree("word/settings.xml")
    assert settings.find(f"{w('compat')}/{w('compatSetting')}").get(VAL) == "15"
    assert len(made) < 20_000
    assert zipfile.ZipFile(io.BytesIO(made)).testzip() is None


def test_the_same_report_gives_the_same_file(made: bytes, profile: Profile) -> None:
    assert build(understand(TextDocument.from_bytes(TEXT.encode(), "报告.txt").report()), profile) == made


def test_further_lines_of_an_element_follow_at_once_and_the_date_stands_below_its_signature(profile: Profile) -> None:
    lines = (*LINES[:-2], "附件：1.任务清单", "2.责任清单", "青川市数据资源局", "2024年12月20日")
    data = build(understand(TextDocument.from_bytes("\n".join(lines).encode(), "报告.txt").report()), profile)
    first, second, signature, date = WordDocument.from_bytes(data, "报告.docx").report().paragraphs[-4:]
    assert [p.format.style for p in (first, second, signature, date)] == [
        "公文附件说明",
        "公文附件说明",
        "公文署名",
        "公文成文日期",
    ]
    assert (first.format.before, second.format.before, signature.format.before, date.format.before) == (579, 0, 579, 0)
    assert (first.format.first_line, second.format.left, second.format.first_line) == (640, 1600, 0)
    assert (signature.format.right, date.format.right) == (640, 320)  # eight characters wide, and seven
