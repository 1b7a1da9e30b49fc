"""Borders of paragraphs and cells: read side by side, one box where neighbours are alike, written back as they were asked for."""

from __future__ import annotations

import pytest

from app.core.borders import NO_BORDERS, Border, Borders
from app.core.drawn_lines import line_above, line_below
from app.core.edits import Reformat, Restyle
from app.core.profile import Profile
from app.core.report import Report
from app.docx.document import WordDocument
from app.docx.read import read_report
from tests.docx.make import p, package, style
from tests.docx.opened import opened

RED = Border("single", 18, "FF0000", 1)
THIN = Border("single", 6, "auto", 0)


def side(name: str, border: Border) -> str:
    return f'<w:{name} w:val="{border.value}" w:sz="{border.size}" w:space="{border.space}" w:color="{border.color}"/>'


def bordered(**sides: Border) -> str:
    return f"<w:pBdr>{''.join(side(name, border) for name, border in sides.items())}</w:pBdr>"


def read(body: str, **others: str) -> Report:
    return read_report(package(body, **others))


def test_sides_of_styles_and_of_the_paragraph_add_up_and_a_nil_takes_one_away() -> None:
    styles = style("线", f"<w:pPr>{bordered(top=THIN, bottom=RED)}</w:pPr>")
    named = '<w:pStyle w:val="线"/>'
    direct = '<w:pBdr><w:top w:val="nil"/><w:between w:val="double" w:sz="4"/></w:pBdr>'
    alone, both = read(p("甲", named) + p("乙", named + direct), styles=styles).paragraphs
    assert alone.format.borders == Borders(top=THIN, bottom=RED)
    assert both.format.borders == Borders(bottom=RED, between=Border("double", 4))


@pytest.mark.parametrize("wrong", ["", 'w:sz="8"', 'w:val="none" w:sz="8"', 'w:val="nil"'])
def test_a_side_that_draws_nothing_is_no_border(wrong: str) -> None:
    form = (
        read(p("甲", f"<w:pBdr><w:top {wrong}/><w:bar w:val='single'/><w:insideH w:val='single'/></w:pBdr>")).paragraphs[0].format
    )
    assert not form.border
    assert form.borders is NO_BORDERS


def test_numbers_are_kept_within_words_limits_and_malformed_ones_left_out() -> None:
    sides = (
        '<w:pBdr><w:top w:val="single" w:sz="99999999" w:space="-7" w:color="red"/><w:bottom w:val="single" w:sz="x"/></w:pBdr>'
    )
    assert read(p("甲", sides)).paragraphs[0].format.borders == Borders(top=Border("single", 96), bottom=Border("single", 4))


def test_neighbours_of_one_look_are_one_box_and_only_between_shows_between_them() -> None:
    all_sides = bordered(top=RED, bottom=RED, between=THIN)
    indented = '<w:ind w:left="400"/>'
    one, two, other = read(p("甲", all_sides) + p("乙", all_sides) + p("丙", all_sides + indented)).paragraphs
    assert (line_above(None, one), line_below(one, two)) == (RED, None)
    assert (line_above(one, two), line_below(two, other)) == (THIN, RED)
    assert (line_above(two, other), line_below(other, None)) == (RED, RED)


def document() -> WordDocument:
    styles = style("线", f"<w:pPr>{bordered(top=THIN)}</w:pPr>")
    return opened(p("甲", f'<w:pStyle w:val="线"/>{bordered(bottom=RED)}<w:jc w:val="center"/>') + p("乙"), styles=styles)


def test_a_reformat_sets_and_takes_away_sides_and_undo_gives_the_first_bytes(profile: Profile) -> None:
    file = document()
    before = file.to_bytes()
    one, two = file.report().paragraphs
    wanted = Borders(bottom=Border("single", 8, "FF0000", 1), between=THIN)
    change = file.apply([Reformat(one.uid, {"borders": wanted}), Reformat(two.uid, {"borders": Borders(top=THIN)})], profile)
    saved = WordDocument.from_bytes(file.to_bytes(), "样本.docx").report().paragraphs
    assert [q.format.borders for q in saved] == [wanted, Borders(top=THIN)]
    assert saved[0].format.align == "center"
    assert change is not None
    file.undo(change)
    assert file.to_bytes() == before


def test_a_restyle_keeps_exactly_the_borders_that_were_there(profile: Profile) -> None:
    file = document()
    one = file.report().paragraphs[0]
    assert one.format.borders == Borders(top=THIN, bottom=RED)
    file.apply([Restyle(one.uid, "发文字号")], profile)
    after = file.report().paragraphs[0]
    assert after.format.style != one.format.style
    assert after.format.borders == one.format.borders


def table(properties: str, *rows: str) -> str:
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid><w:gridCol w:w='4000'/><w:gridCol w:w='4000'/></w:tblGrid>{''.join(rows)}</w:tbl>{p()}"


def row(*cells: str) -> str:
    word = p("字")
    return f"<w:tr>{''.join(f'<w:tc><w:tcPr>{cell}</w:tcPr>{word}</w:tc>' for cell in cells)}</w:tr>"


def test_a_cell_has_its_own_borders_else_those_of_its_table() -> None:
    around = f"<w:tblBorders>{side('top', RED)}{side('bottom', RED)}{side('insideH', THIN)}</w:tblBorders>"
    inside = f"{side('insideH', RED)}{side('insideV', RED)}{side('tl2br', RED)}"  # some programs copy them into cells
    own = f"<w:tcBorders>{side('bottom', RED)}<w:top w:val='nil'/>{inside}</w:tcBorders>"
    cells = read(table(around, row("", own), row("", ""))).tables[0].cells
    assert [cell.borders for cell in cells] == [
        Borders(top=RED, bottom=THIN), Borders(bottom=RED), Borders(top=THIN, bottom=RED), Borders(top=THIN, bottom=RED),
    ]  # fmt: skip


def test_the_tables_style_says_what_the_table_does_not_and_its_conditions_are_not_guessed() -> None:
    grid = f"<w:tblPr><w:tblBorders>{side('top', THIN)}{side('insideV', THIN)}</w:tblBorders></w:tblPr>"
    first = f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>{side("bottom", RED)}</w:tcBorders></w:tcPr></w:tblStylePr>'
    body = table('<w:tblStyle w:val="网格"/>', row("", ""))
    plain = read(body, styles=style("网格", grid, type_="table")).tables[0].cells
    assert [cell.borders for cell in plain] == [Borders(top=THIN, right=THIN), Borders(top=THIN, left=THIN)]
    banded = read(body, styles=style("网格", grid + first, type_="table")).tables[0].cells
    assert [cell.borders for cell in banded] == [None, None]
