"""Borders take their room above and below a paragraph, as LibreOffice gives it; paragraphs of one look are one box."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from app.core.borders import Border, Borders
from app.docx.document import WordDocument
from app.layout.freezing import lay_out
from app.layout.page import ReportLayout
from tests.docx.make import p, parts, zipped
from tests.docx.rendered import NEEDS_LIBREOFFICE, render
from tests.layout.test_pages import make as make
from tests.layout.test_pages import report
from tests.layout.test_pages import section as section

THICK = Border("single", 24, "FF0000", 10)  # 3 + 10 points
THIN = Border("single", 8)
PAGE = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:bottom="1984" w:left="1587" w:right="1474"/>'
    '<w:docGrid w:type="lines" w:linePitch="579"/></w:sectPr>'
)


def test_a_border_takes_its_thickness_and_distance_and_costs_the_page_a_line(make, section):
    plain = [make(uid, "字" * 20) for uid in range(30)]
    lined = [make(0, "字" * 20, borders=Borders(bottom=THICK)), *plain[1:]]
    tops = [[line.y for line in lay_out(report(flow, section)).pages[0].lines] for flow in (plain, lined)]
    assert [len(one) for one in tops] == [22, 21]
    assert tops[1][0] == tops[0][0]
    assert tops[1][1] - tops[0][1] == pytest.approx(13 / 72 * 25.4, abs=0.02)


def test_paragraphs_of_one_look_take_room_for_the_border_between_only(make, section):
    def tops(borders: Borders) -> list[float]:
        flow = [make(0, "上"), *(make(uid, "字", borders=borders) for uid in (1, 2)), make(3, "下")]
        return [line.y for line in lay_out(report(flow, section)).pages[0].lines]

    none = tops(Borders())
    steps = [(b - a) - 579 / 1440 * 25.4 for a, b in pairwise(tops(Borders(top=THICK, bottom=THICK)))]
    assert steps == pytest.approx([13 / 72 * 25.4, 0, 13 / 72 * 25.4], abs=0.02)
    steps = [b - a for a, b in pairwise(tops(Borders(top=THICK, bottom=THICK, between=THIN)))]
    assert steps[1] - (none[2] - none[1]) == pytest.approx(1 / 72 * 25.4, abs=0.02)


def test_a_changed_border_moves_what_stands_below_as_a_layout_from_scratch_would(make, section):
    box = Borders(top=THICK, bottom=THICK)
    flow = [make(0, "字"), *(make(uid, "字", borders=box) for uid in range(1, 4))]
    layout = ReportLayout(report(flow, section))
    for at, borders in ((1, Borders(top=THICK, bottom=THICK, left=THIN)), (2, Borders()), (1, box)):
        flow[at] = make(at, "字", borders=borders)
        layout.change(at, 1, [flow[at]])
        assert layout.paginator.places == ReportLayout(report(flow, section)).paginator.places


def side(name: str, border: Border) -> str:
    return f'<w:{name} w:val="{border.value}" w:sz="{border.size}" w:space="{border.space}" w:color="auto"/>'


@pytest.mark.skipif(any(mark.args[0] for mark in NEEDS_LIBREOFFICE), reason="LibreOffice or poppler is not installed")
def test_lines_stand_where_libreoffice_puts_them(tmp_path: Path) -> None:
    exact, font = '<w:spacing w:line="579" w:lineRule="exact"/>', '<w:sz w:val="32"/>'
    bordered = [
        "", side("bottom", THIN), "", side("top", THICK), "", side("top", THIN) + side("bottom", THICK), "",
        *[side("top", THICK) + side("bottom", THICK)] * 2, "", *[side("top", THIN) + side("bottom", THIN) + side("between", THICK)] * 2, "",
    ]  # fmt: skip
    body = "".join(p("字字字", (f"<w:pBdr>{sides}</w:pBdr>" if sides else "") + exact, font) for sides in bordered)
    data = zipped(parts(body + PAGE))
    page = render(data, tmp_path)[0]
    theirs = [line.middle for line in (*page.lines, page.number)]
    read = WordDocument.from_bytes(data, "样本.docx").report()
    ours = [line.y for line in lay_out(read).pages[0].lines]
    assert [b - a for a, b in pairwise(ours)] == pytest.approx([b - a for a, b in pairwise(theirs)], abs=0.2)
