from __future__ import annotations

from app.docx.read import Reading, read_report
from app.docx.settings import read_settings
from app.docx.story import StoryParagraph
from tests.docx.make import p, package

FOOT = (
    "<w:p><w:pPr>{0}</w:pPr><w:r><w:t>— </w:t></w:r><w:r><w:rPr><w:sz w:val='28'/></w:rPr><w:fldChar w:fldCharType='begin'/></w:r>"
    "<w:r><w:instrText> PAGE \\* MERGEFORMAT </w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>"
    "<w:r><w:t>7</w:t></w:r><w:r><w:rPr><w:sz w:val='28'/></w:rPr><w:fldChar w:fldCharType='end'/></w:r><w:r><w:t> —</w:t></w:r></w:p>"
)


def section(inner: str = "", footers: str = "") -> str:
    return f"<w:sectPr>{footers}{inner}</w:sectPr>"


def test_runs_of_one_format_are_one_and_offsets_hold() -> None:
    runs = (
        "<w:r><w:t>甲</w:t></w:r><w:r><w:rPr><w:lang w:val='zh-CN'/></w:rPr><w:t>乙</w:t></w:r>"
        "<w:r><w:rPr><w:b/></w:rPr><w:t>丙</w:t><w:br/></w:r><w:ins><w:r><w:rPr><w:b/></w:rPr><w:t>丁</w:t></w:r></w:ins>"
        "<w:r><w:drawing/></w:r>"
    )
    paragraph = read_report(package(f"<w:p>{runs}</w:p>")).paragraphs[0]
    assert paragraph.text == "甲乙丙\n丁\ufffc"
    assert [(run.start, run.end, run.format.bold, run.revision) for run in paragraph.runs] == [
        (0, 2, False, None),
        (2, 4, True, None),
        (4, 5, True, "ins"),
        (5, 6, False, None),
    ]
    assert paragraph.breaks == ((3, "line"),)
    assert paragraph.objects == ((5, "shape"),)
    assert paragraph.has_revisions


def test_marks_and_section_ends_are_seen() -> None:
    body = (
        p("甲", section())
        + p("乙", "<w:rPr><w:del w:id='1'/><w:sz w:val='44'/></w:rPr>")
        + "<w:p><w:r><w:br w:type='page'/></w:r></w:p>"
    )
    first, second, third = read_report(package(body)).paragraphs
    assert (first.section_end, first.mark_deleted) == (True, False)
    assert (second.mark_deleted, second.mark.size, second.has_revisions) == (True, 44, True)
    assert third.breaks == ((0, "page"),)


def test_sections_know_their_geometry_and_paragraphs() -> None:
    first = (
        "<w:type w:val='continuous'/><w:pgSz w:w='16838' w:h='11906' w:orient='landscape'/><w:pgMar w:top='-2098' w:left='1587'/>"
        "<w:cols w:num='2'/><w:titlePg/><w:pgNumType w:fmt='numberInDash' w:start='3'/><w:docGrid w:type='lines' w:linePitch='579'/>"
    )
    report = read_report(package(p("甲") + p("乙", section(first)) + p("丙") + section()))
    one, two = report.sections
    uids = [paragraph.uid for paragraph in report.paragraphs]
    assert (one.first, one.last, two.first, two.last) == (uids[0], uids[1], uids[2], uids[2])
    assert (one.width, one.height, one.landscape, one.top, one.left, one.right) == (16838, 11906, True, 2098, 1587, 1800)
    assert (one.columns, one.title_page, one.grid, one.line_pitch, one.start) == (2, True, "lines", 579, "continuous")
    assert (one.page_number_format, one.page_number_start) == ("numberInDash", 3)
    assert (two.width, two.start) == (11906, "nextPage")


def test_a_body_without_section_has_one() -> None:
    report = read_report(package(p("甲") + p("乙")))
    assert [(s.first, s.last) for s in report.sections] == [(0, 1)]


def test_footers_are_read_and_inherited() -> None:
    reference = '<w:footerReference w:type="{0}" r:id="{1}"/>'
    own = reference.format("default", "footer1") + reference.format("even", "footer2")
    report = read_report(
        package(
            p("甲", section(footers=own)) + p("乙") + section(footers=reference.format("even", "footer3")),
            footer1=FOOT.format('<w:jc w:val="right"/>'),
            footer2=FOOT.format('<w:framePr w:xAlign="outside"/>'),
            footer3=p("内部资料"),
            settings="<w:evenAndOddHeaders/>",
        )
    )
    first, last = (s.footers for s in report.sections)
    assert (first["default"].text, first["default"].has_field, first["default"].align) == ("— {PAGE} —", True, "right")
    assert first["default"].format.size == 28
    assert (first["even"].align, first["even"].outside) == ("right", True)
    assert last["default"] == first["default"]
    assert (last["even"].text, last["even"].has_field) == ("内部资料", False)
    assert report.even_and_odd


def test_a_page_number_in_a_text_box_stands_where_the_box_stands() -> None:
    number = '<w:p><w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>'
    box = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><wp:anchor><wp:positionH><wp:align>center</wp:align></wp:positionH>"
        f"<wps:txbx><w:txbxContent>{number}</w:txbxContent></wps:txbx></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><w:txbxContent>{number}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    reference = '<w:footerReference w:type="default" r:id="footer1"/>'
    footer = read_report(package(p("甲") + section(footers=reference), footer1=box)).sections[0].footers["default"]
    assert (footer.text, footer.has_field, footer.align) == ("{PAGE}", True, "center")


def test_total_pages_are_no_page_number() -> None:
    reference = '<w:footerReference w:type="default" r:id="footer1"/>'
    footer = '<w:p><w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>9</w:t></w:r></w:fldSimple></w:p>'
    found = read_report(package(p("甲") + section(footers=reference), footer1=footer)).sections[0].footers["default"]
    assert (found.text, found.has_field) == ("9", False)


def test_tables_know_their_cells_and_what_stands_before() -> None:
    table = (
        "<w:tbl><w:tblGrid><w:gridCol w:w='2000'/><w:gridCol w:w='3000'/></w:tblGrid>"
        f"<w:tr><w:tc>{p('序号')}</w:tc><w:tc>{p('名称')}{p('单位')}</w:tc></w:tr></w:tbl>"
    )
    report = read_report(package(p("甲") + p("表1") + table + p("乙")))
    (found,) = report.tables
    assert (found.story, found.rows, found.columns, found.grid, found.after) == ("table:0", 1, 2, (2000, 3000), 1)
    assert found.text == "序号\t名称\n单位"
    texts = {q.uid: q.text for q in report.others}
    assert [[texts[uid] for uid in cell.paragraphs] for cell in found.cells] == [["序号"], ["名称", "单位"]]


def test_objects_are_counted_once_each() -> None:
    box = "<w:txbxContent><w:p/></w:txbxContent>"
    twins = f"<mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    runs = (
        f"<w:r>{twins}</w:r><w:r><w:footnoteReference w:id='2'/></w:r><m:oMath/><w:ins><w:r/></w:ins><w:del/><w:bookmarkStart/>"
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:pict><v:shape><v:imagedata/></v:shape></w:pict></w:r>"
    )
    found = read_report(
        package(f"<w:p>{runs}</w:p><w:sdt><w:sdtContent><w:p/></w:sdtContent></w:sdt>", comments="<w:comment/><w:comment/>")
    ).objects
    assert (found.text_boxes, found.footnotes, found.equations, found.insertions, found.deletions) == (1, 1, 1, 1, 1)
    assert (found.bookmarks, found.fields, found.pictures, found.content_controls, found.comments) == (1, 1, 1, 1, 2)


def test_settings_are_read() -> None:
    inner = '<w:trackRevisions/><w:documentProtection w:edit="readOnly" w:enforcement="1"/><w15:docId w15:val="{A1}"/>'
    found = read_settings(package(p("甲"), settings=inner))
    assert (found.tracking, found.protected, found.document_id, found.even_and_odd) == (True, True, "{A1}", False)
    idle = read_settings(package(p("甲"), settings='<w:documentProtection w:edit="readOnly"/><w:trackRevisions w:val="0"/>'))
    assert (idle.protected, idle.tracking) == (False, False)


def test_one_paragraph_can_be_read_again() -> None:
    opened = package(p("甲"))
    reading = Reading(opened)
    element = opened.tree(opened.main)[0][0]
    again = reading.paragraph(41, StoryParagraph("body", 0, element, opened.main, True), None)
    assert (again.uid, again.text, again.story) == (41, "甲", "body")


def test_places_and_others_follow_the_contract() -> None:
    report = read_report(package(p("甲") + f"<w:tbl><w:tr><w:tc>{p('格')}</w:tc></w:tr></w:tbl>" + p("乙")))
    assert [(report.places[q.uid].story, report.places[q.uid].index) for q in report.paragraphs] == [("body", 0), ("body", 1)]
    assert [(q.story, q.text) for q in report.others] == [("table:0:r0c0", "格")]
    assert (report.name, report.source) == ("样本.docx", "docx")


def test_what_is_kept_but_not_read_is_said() -> None:
    assert read_report(package(p("甲"))).warnings == ()
    assert "altChunk" in read_report(package(p("甲") + '<w:altChunk r:id="rId9"/>')).warnings[0]
