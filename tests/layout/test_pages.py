import random
from dataclasses import replace
from itertools import pairwise

import pytest

from app.core.look import char_format, paragraph_format, role_style
from app.core.pages import Pages
from app.core.profile import Profile
from app.core.report import Cell, Number, Paragraph, Place, Report, Run, Section, Table
from app.layout.freezing import lay_out
from app.layout.page import ReportLayout, flow_items


@pytest.fixture
def section(profile: Profile) -> Section:
    page = profile.page
    return Section(
        0, page.width, page.height, top=page.top, bottom=page.bottom, left=page.left, right=page.right,
        grid="lines", line_pitch=page.line_pitch,
    )  # fmt: skip


@pytest.fixture
def make(profile: Profile):
    def make(uid: int, text: str, role: str = "正文", **values) -> Paragraph:
        style = role_style(profile, role)
        chars = char_format(style)
        return Paragraph(
            uid, text, (Run(0, len(text), chars),) if text else (), replace(paragraph_format(style), **values), chars
        )  # fmt: skip

    return make


def report(paragraphs, *sections: Section, **more) -> Report:
    flow = tuple(paragraphs)
    return Report("例.docx", "docx", flow, {p.uid: Place("body", p.uid) for p in flow}, sections=sections, **more)


def sizes(pages: Pages, uid: int) -> list[int]:
    return [line.end - line.start for line in pages.lines[uid]]


def test_a_full_line_has_28_characters_and_a_page_22_lines(make, section):
    pages = lay_out(report([make(0, "字" * (26 + 28 * 40))], section))
    assert sizes(pages, 0) == [26] + [28] * 40
    assert [page.rows for page in pages.pages] == [22, 19]


def test_lines_stand_on_the_grid_in_millimetres(make, section):
    page = lay_out(report([make(0, "字" * 100)], section)).pages[0]
    first, second = page.lines[:2]
    assert (page.width, page.height) == pytest.approx((210, 297), abs=0.1)
    assert first.y == pytest.approx(37, abs=0.05)
    assert second.x == pytest.approx(28, abs=0.05)
    assert second.y - first.y == pytest.approx(225 / 22, abs=0.05)
    assert first.x - second.x == pytest.approx(2 * 16 / 72 * 25.4, abs=0.01)


def test_a_stop_hangs_past_the_28th_character(make, section):
    pages = lay_out(report([make(0, "字" * 26 + "，" + "字" * 5)], section))
    assert sizes(pages, 0) == [27, 5]


def test_alignment(make, section):
    pages = lay_out(
        report([make(0, "标题", "标题"), make(1, "署名", align="right", first_line_chars=None, first_line=0)], section)
    )
    title, signature = pages.lines[0][0], pages.lines[1][0]
    page = pages.pages[0]
    assert title.x + title.width / 2 == pytest.approx((page.left + page.right) / 2, abs=0.01)
    assert signature.x + signature.width == pytest.approx(page.right, abs=0.01)


def test_a_title_at_22_points_breaks_at_20_characters(make, section):
    assert sizes(lay_out(report([make(0, "字" * 30, "标题")], section)), 0) == [20, 10]


def test_page_breaks(make, section):
    broken = replace(make(1, "前\n后"), breaks=((1, "page"),))
    pages = lay_out(report([make(0, "甲"), broken, make(2, "丙", page_break_before=True)], section))
    assert [(line.page, line.row) for line in pages.lines[1]] == [(0, 1), (1, 0)]
    assert pages.page_of(2) == 2


def test_a_heading_goes_with_the_next_paragraph(make, section):
    fill = [make(uid, "字" * 26) for uid in range(21)]
    pages = lay_out(report([*fill, make(21, "一、标题", "一级"), make(22, "字" * 60)], section))
    assert pages.page_of(21) == pages.page_of(22) == 1


def test_space_before_in_lines_moves_a_paragraph_down(make, section):
    pages = lay_out(report([make(0, "甲"), make(1, "乙", before_lines=200)], section))
    gap = pages.lines[1][0].y - pages.lines[0][0].y
    assert gap == pytest.approx(3 * 579 * 25.4 / 1440, abs=0.01)


def test_contextual_spacing_drops_space_between_paragraphs_of_one_style(make, section):
    pages = lay_out(report([make(0, "甲"), make(1, "乙", before=400, contextual_spacing=True)], section))
    assert pages.lines[1][0].y - pages.lines[0][0].y == pytest.approx(579 * 25.4 / 1440, abs=0.01)


def test_an_automatic_number_takes_its_room(make, section):
    plain, numbered = (
        make(0, "字" * 40),
        replace(make(1, "字" * 40), number=Number("（一）", 1, 0, 1, "chineseCounting", "nothing")),
    )
    pages = lay_out(report([plain, numbered], section))
    assert (sizes(pages, 0)[0], sizes(pages, 1)[0]) == (26, 23)


def test_a_landscape_section_starts_a_page_of_its_own_size(make, section):
    wide = replace(section, index=1, width=section.height, height=section.width, landscape=True, first=1, last=1)
    pages = lay_out(report([make(0, "甲"), make(1, "字" * 60), make(2, "乙")], section, wide, replace(section, index=2, first=2)))
    assert [round(page.width) for page in pages.pages] == [210, 297, 210]
    assert sizes(pages, 1)[0] > 28


def test_printed_numbers_start_anew_where_a_section_says_so(make, section):
    second = replace(section, index=1, first=1, page_number_start=1)
    pages = lay_out(report([make(0, "甲"), make(1, "乙")], section, second))
    assert [page.number for page in pages.pages] == [1, 1]


def test_a_table_takes_room_and_breaks_between_rows(make, section):
    cells = [
        replace(make(100 + row, f"第{row}行", first_line_chars=None, first_line=0), story=f"table:0:r{row}c0")
        for row in range(30)
    ]
    table = Table("table:0", 30, 1, tuple(Cell(row, 0, 1, 1, (100 + row,)) for row in range(30)), after=0, grid=(8000,))
    pages = lay_out(report([make(0, "前"), make(1, "后")], section, others=tuple(cells), tables=(table,)))
    assert [page.tables for page in pages.pages] == [("table:0",), ("table:0",)]
    assert pages.page_of(100) == 0
    assert pages.page_of(129) == pages.page_of(1) == 1


def in_cell(make, uid: int, story: str, text: str) -> Paragraph:
    return replace(make(uid, text, first_line_chars=None, first_line=0), story=story)


def test_a_tall_row_goes_on_on_the_next_page(make, section):
    tall, beside = in_cell(make, 100, "table:0:r0c0", "字" * 28 * 40), in_cell(make, 101, "table:0:r0c1", "旁")
    table = Table("table:0", 1, 2, (Cell(0, 0, 1, 1, (100,)), Cell(0, 1, 1, 1, (101,))), after=0, grid=(4000, 4000))
    layout = ReportLayout(report([make(0, "前"), make(1, "后")], section, others=(tall, beside), tables=(table,)))
    block, place = layout.blocks[1], layout.place(1)
    assert place.page == 0
    assert len(place.cuts) == layout.page_of(1, 0) >= 3
    assert sum(block.heights) == layout.laid_table(1).cells[0].height
    lines = list(layout.laid_table(1).cells[0].story.spans(layout.laid_table(1).cells[0].top))
    edges = {sum(block.heights[:band]) for band in range(len(block.heights) + 1)}
    assert not [(top, bottom) for top, bottom in lines if any(top < edge < bottom for edge in edges)]
    room = layout.room(0)
    parts = (0, *place.cuts, len(block.heights))
    assert all(sum(block.heights[a:b]) <= room for a, b in pairwise(parts))


def test_a_table_in_a_cell_takes_its_room_and_is_found(make, section):
    others = (
        in_cell(make, 100, "table:0:r0c0", "上"), in_cell(make, 101, "table:0:r0c0/table:0:r0c0", "内一"),
        in_cell(make, 102, "table:0:r0c0/table:0:r1c0", "内二"), in_cell(make, 103, "table:0:r0c0", "下"),
    )  # fmt: skip
    inner = Table("table:0:r0c0/table:0", 2, 1, (Cell(0, 0, 1, 1, (101,)), Cell(1, 0, 1, 1, (102,))), after=0, grid=(3000,))
    outer = Table("table:0", 1, 1, (Cell(0, 0, 1, 1, (100, 103)),), after=0, grid=(8000,))
    layout = ReportLayout(report([make(0, "前")], section, others=others, tables=(outer, inner)))
    cell = layout.laid_table(1).cells[0]
    top, laid = cell.story.inner[0]
    assert len(layout.items) == 2
    assert cell.story.tops[0] < top < cell.story.tops[1]
    assert top + laid.block.height <= cell.story.tops[1]
    assert [layout.index_of(uid) for uid in (100, 101, 102, 103)] == [1, 1, 1, 1]
    assert layout.page_of(102, 0) == 0
    changed = replace(inner, grid=(2000,))
    again = flow_items(report([make(0, "前")], section, others=others, tables=(outer, changed)), {"table:0": layout.items[1]})
    assert again[1] is not layout.items[1]
    assert (
        flow_items(report([make(0, "前")], section, others=others, tables=(outer, inner)), {"table:0": layout.items[1]})[1]
        is layout.items[1]
    )


def test_a_report_without_paragraphs_has_one_page(section):
    assert len(lay_out(report([], section)).pages) == 1


@pytest.mark.parametrize("seed", range(6))
def test_changing_piece_by_piece_gives_the_same_as_laying_out_anew(make, section, seed):
    rng = random.Random(seed)
    uid = 0

    def another() -> Paragraph:
        nonlocal uid
        uid += 1
        kind = rng.choice(["正文", "正文", "正文", "一级", "标题"])
        return make(
            uid, "字" * rng.randint(0, 120), kind, page_break_before=rng.random() < 0.05, keep_lines=rng.random() < 0.1
        )  # fmt: skip

    flow = [another() for _ in range(60)]
    layout = ReportLayout(report(flow, section))
    for _ in range(80):
        at = rng.randint(0, len(flow))
        removed = min(rng.randint(0, 3), len(flow) - at)
        new = [another() for _ in range(rng.randint(0, 3))]
        flow[at : at + removed] = new
        layout.change(at, removed, new)
        fresh = ReportLayout(report(flow, section))
        assert layout.paginator.places == fresh.paginator.places
        assert layout.page_count == fresh.page_count
