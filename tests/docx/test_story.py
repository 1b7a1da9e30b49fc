from __future__ import annotations

from app.docx.inline import paragraph_text
from app.docx.story import survey, walk
from tests.docx.make import p, package

SECT = '<w:sectPr><w:headerReference w:type="{0}" r:id="{1}"/><w:footerReference w:type="{2}" r:id="{3}"/></w:sectPr>'


def cell(inner: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def control(inner: str) -> str:
    return f"<w:sdt><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def places(body: str, **others: str) -> list[tuple[str, int, str]]:
    return [(place.story, place.index, paragraph_text(place.element)) for place in walk(package(body, **others))]


def test_body_paragraphs_count_without_tables_and_controls() -> None:
    table = f"<w:tbl><w:tblGrid/>{row(cell(p('格')))}</w:tbl>"
    assert places(p("甲") + table + p() + control(p("控一") + p("控二")) + p("乙")) == [
        ("body", 0, "甲"),
        ("table:0:r0c0", 0, "格"),
        ("body", 1, ""),
        ("sdt:0", 0, "控一"),
        ("sdt:0", 1, "控二"),
        ("body", 2, "乙"),
    ]


def test_only_body_and_its_controls_are_flow() -> None:
    table = f"<w:tbl>{row(cell(p('格')))}</w:tbl>"
    nested = control(p("控") + table + control(p("控中控")))
    found = [(place.story, place.in_flow) for place in walk(package(p("甲") + nested))]
    assert found == [("body", True), ("sdt:0", True), ("sdt:0/table:0:r0c0", False), ("sdt:0", True)]


def test_cells_are_named_by_grid_positions() -> None:
    rows = (
        row(cell(p("a"), '<w:gridSpan w:val="2"/>'), cell(p("b"), '<w:vMerge w:val="restart"/>')),
        row(cell(p("c")), cell(p("d"), "<w:vMerge/>"), properties='<w:gridBefore w:val="1"/>'),
        control(row(cell(p("e")), control(cell(p("f"))))),
    )
    found = survey(package(f"<w:tbl>{''.join(rows)}</w:tbl>"))
    assert [(place.story, paragraph_text(place.element)) for place in found.paragraphs] == [
        ("table:0:r0c0", "a"),
        ("table:0:r0c2", "b"),
        ("table:0:r1c1", "c"),
        ("table:0:r1c2", "d"),
        ("table:0:r2c0", "e"),
        ("table:0:r2c1", "f"),
    ]
    spans = [(c.row, c.column, c.row_span, c.column_span) for c in found.tables[0].cells]
    assert spans == [(0, 0, 1, 2), (0, 2, 2, 1), (1, 1, 1, 1), (2, 0, 1, 1), (2, 1, 1, 1)]


def test_nested_tables_and_text_boxes_have_their_own_stories() -> None:
    inner = f"<w:tbl>{row(cell(p('里')))}</w:tbl>"
    box = f"<w:p><w:r><w:pict><w:txbxContent>{p('框')}</w:txbxContent></w:pict></w:r></w:p>"
    outer = f"<w:tbl>{row(cell(p('外') + inner + p()))}</w:tbl>"
    assert [story for story, _, text in places(box + outer + box) if text] == [
        "body",
        "textbox:0",
        "table:0:r0c0",
        "table:0:r0c0/table:0:r0c0",
        "body",
        "textbox:1",
    ]


def test_headers_footers_and_notes_come_last_and_once() -> None:
    first = SECT.format("default", "header1", "even", "footer1")
    last = SECT.format("first", "header2", "default", "footer1")
    body = f"<w:p><w:pPr>{first}</w:pPr></w:p>{p('甲')}{last}"
    notes = '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote><w:footnote w:id="2">' + p("注") + "</w:footnote>"
    ends = '<w:endnote w:id="7">' + p("尾注") + "</w:endnote>"
    found = places(body, header1=p("眉一"), header2=p("眉二"), footer1=p("脚"), footnotes=notes, endnotes=ends)
    assert [story for story, _, text in found if text] == [
        "body",
        "header:0:default",
        "header:1:first",
        "footer:0:even",
        "footnote:2",
        "endnote:7",
    ]


def test_alternative_chunks_and_empty_bodies_are_tolerated() -> None:
    assert places('<w:altChunk r:id="rId9"/>' + p("甲")) == [("body", 0, "甲")]
    assert places("") == []
