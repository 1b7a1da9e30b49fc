"""The lines of 版头 and 版记 in real files: tables, shapes, letters, boxes of one look, and what a batch leaves behind."""

from __future__ import annotations

import pytest

from app.core.batch import arrange
from app.core.findings import Finding, Safety
from app.core.profile import Profile
from app.core.report import Report
from app.core.understand import understand
from app.docx.document import WordDocument
from app.rules.api import Context
from app.rules.checker import Checker
from tests.docx.make import p
from tests.docx.opened import opened

CODES = ("GW-IMPR-001", "GW-IMPR-006", "GW-IMPR-007", "GW-HEAD-017")
MARK, NUMBER = "青川市数据资源局文件", "青数发〔2024〕12号"
TITLE = "青川市数据资源局关于数据共享的通知"
COPIED, ISSUED = "抄送：市财政局。", "青川市数据资源局办公室　　2024年3月5日印发"
SHAPE = (
    '<w:p><w:r><w:t>特此通知。</w:t></w:r><w:r><w:drawing><wp:anchor behindDoc="0"><wp:extent cx="5600000" cy="0"/><wp:wrapNone/>'
    '<wp:docPr id="1" name="x"/><a:graphic><a:graphicData uri="x"><wps:wsp><wps:spPr><a:prstGeom prst="line"/></wps:spPr><wps:bodyPr/>'
    "</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r></w:p>"
)
PAGE = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:bottom="1984" w:left="1587" w:right="1474"/></w:sectPr>'
)


def lined(**sides: int) -> str:
    return (
        "<w:pBdr>"
        + "".join(f'<w:{side} w:val="single" w:sz="{size}" w:space="1" w:color="auto"/>' for side, size in sides.items())
        + "</w:pBdr>"
    )


def report_of(*last: str, title: str = TITLE, head: str = "") -> WordDocument:
    body = [p("各区县数据资源局："), p("为推进数据共享，现将有关事项通知如下。"), p("青川市数据资源局"), p("2024年3月4日")]
    return opened(head + p(title, '<w:jc w:val="center"/>') + "".join([*body, *last]) + PAGE)


def understood(document: WordDocument) -> Report:
    return understand(document.report())


def found(document: WordDocument, profile: Profile, *codes: str) -> list[Finding]:
    checker = Checker(Context(profile), select=codes or CODES)
    return [f for f in checker.check(understood(document)) if f.code in (codes or CODES)]


def said(document: WordDocument, profile: Profile) -> list[tuple[str, str]]:
    return [(f.code, f.message) for f in found(document, profile)]


def table(*lines: int, sides: str = "") -> str:
    """A 版记 of two rows with these lines over, between and under them."""

    def line(name: str, size: int) -> str:
        return f'<w:{name} w:val="{"single" if size else "nil"}" w:sz="{size}"/>'

    cells = [
        f"<w:tr><w:tc><w:tcPr><w:tcBorders>{line('top', lines[at])}{line('bottom', lines[at + 1])}</w:tcBorders></w:tcPr>{p(text)}</w:tc></w:tr>"
        for at, text in enumerate((COPIED, ISSUED))
    ]
    return f"<w:tbl><w:tblPr><w:tblBorders>{sides}</w:tblBorders></w:tblPr><w:tblGrid><w:gridCol w:w='8845'/></w:tblGrid>{''.join(cells)}</w:tbl>{p()}"


@pytest.mark.parametrize(
    ("lines", "codes"),
    [
        ((8, 6, 8), []),
        ((0, 0, 0), []),  # on preprinted paper
        ((6, 6, 6), ["GW-IMPR-001"]),
        ((8, 6, 0), ["GW-IMPR-001"]),
        ((8, 0, 8), ["GW-IMPR-007"]),
    ],
)
def test_lines_of_a_table_are_looked_at(lines: tuple[int, ...], codes: list[str], profile: Profile) -> None:
    findings = found(report_of(table(*lines)), profile)
    assert [f.code for f in findings] == codes
    assert all(f.safety is Safety.NONE for f in findings)


def test_a_form_and_a_table_whose_style_draws_rows_its_own_way_are_left_alone(profile: Profile) -> None:
    side = '<w:left w:val="single" w:sz="6"/><w:right w:val="single" w:sz="6"/>'
    assert said(report_of(table(6, 6, 6)), profile)
    assert not said(report_of(table(6, 6, 6, sides=side)), profile)


def test_a_shape_may_be_the_line_that_is_missing(profile: Profile) -> None:
    last = (p(COPIED), p(ISSUED, lined(top=6)))
    assert [code for code, _ in said(report_of(*last), profile)] == ["GW-IMPR-001"]
    assert not said(report_of(SHAPE, *last), profile)
    assert not said(report_of(p(COPIED), p(ISSUED)), profile)


def test_a_letter_has_no_lines_to_miss(profile: Profile) -> None:
    assert not said(report_of(p(COPIED, lined(top=6)), title="青川市数据资源局关于商请共享数据的函"), profile)


def test_a_box_of_one_look_shows_its_outer_lines_only(profile: Profile) -> None:
    box = lined(top=8, bottom=8)
    findings = found(report_of(p(COPIED, box), p(ISSUED, box)), profile)
    assert [f.code for f in findings] == ["GW-IMPR-007"]
    document = report_of(p(COPIED, box), p(ISSUED, box))
    document.apply(arrange(edit for f in findings for edit in f.edits), profile)
    saved = WordDocument.from_bytes(document.to_bytes(), "样本.docx")
    assert not found(saved, profile)
    assert [[side for side, _ in q.format.borders.sides()] for q in saved.report().paragraphs[-2:]] == [
        ["top"],
        ["top", "bottom"],
    ]


def test_no_fix_is_offered_where_a_neighbour_shares_the_box(profile: Profile) -> None:
    box = lined(top=16)
    findings = found(report_of(p(COPIED, box), p("审核：王建国", box)), profile)
    assert findings
    assert all(f.safety is Safety.NONE for f in findings)


def test_the_red_line_is_seen_over_the_title_only(profile: Profile) -> None:
    center = '<w:jc w:val="center"/>'
    head = p(MARK, center) + p(NUMBER, lined(bottom=18) + center)
    assert [code for code, _ in said(report_of(head=head), profile)] == ["GW-HEAD-017"]
    assert not said(report_of(p(NUMBER, lined(bottom=18))), profile)
    assert not said(report_of(head=head.replace('w:color="auto"', 'w:color="FF0000"')), profile)


@pytest.mark.parametrize("indent", ["", '<w:ind w:left="280" w:right="280"/>', '<w:ind w:firstLine="280"/>'])
def test_the_batch_makes_no_line_shorter_and_adds_no_finding(indent: str, profile: Profile) -> None:
    head = p(MARK, '<w:jc w:val="center"/>') + p(NUMBER, lined(bottom=18).replace("auto", "FF0000"))
    document = report_of(p(COPIED, lined(top=8) + indent), p(ISSUED, lined(top=6, bottom=8) + indent), head=head)
    before, borders = said(document, profile), [q.format.borders for q in document.report().paragraphs]
    names = [q.format.style for q in document.report().paragraphs]
    for _ in range(3):
        findings = Checker(Context(profile)).check(understood(document))
        edits = arrange(edit for f in findings for fix in f.fixes if fix and fix.safety is Safety.SAFE for edit in fix.edits)
        document.apply(edits, profile)
    assert said(document, profile) == before
    assert [q.format.borders for q in document.report().paragraphs] == borders
    assert [q.format.style for q in document.report().paragraphs] != names
