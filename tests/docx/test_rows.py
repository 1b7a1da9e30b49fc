"""Rows of tables put in and taken out: merges, properties, ids, undo, tracking, and the pure twin."""

from __future__ import annotations

import pytest

from app.core.apply import apply
from app.core.edits import Edit, InsertRow, RemoveRow
from app.core.profile import Profile
from app.core.report import Report, Table
from app.docx.document import WordDocument
from app.docx.names import w
from app.docx.package import Package
from app.docx.read import read_report
from tests.docx.make import p
from tests.docx.opened import opened

GRID = "<w:tblPr/><w:tblGrid>" + '<w:gridCol w:w="2000"/>' * 3 + "</w:tblGrid>"
TRACKED = "<w:trackRevisions/>"


def cell(text: str, properties: str = "", inner: str | None = None) -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text) if inner is None else inner}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl>{GRID}{''.join(rows)}</w:tbl>"


START, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
MERGED = table(
    row(cell("甲", START), cell("乙", '<w:gridSpan w:val="2"/>'), properties='<w:cantSplit/><w:tblHeader/>'),
    row(cell("", ON), cell("丙"), cell("丁")),
    row(cell("", ON), cell("戊"), cell("己")),
    row(cell("庚"), cell("辛"), cell("壬")),
)  # fmt: skip


def at(report: Report, story: str) -> int:
    return next(q.uid for q in report.others if q.story == story)


def shape(found: Table) -> list[tuple[int, int, int, int]]:
    return [(c.row, c.column, c.row_span, c.column_span) for c in found.cells]


def after(document: WordDocument, edit: Edit, profile: Profile) -> Report:
    """The report after the edit: saved, checked by the guard, read again, and the same as the pure twin says."""
    before, original = document.report(), document.to_bytes()
    change = document.apply([edit], profile)
    assert change.refused == ()
    assert document.guard(original).characters_lost == 0
    saved = read_report(Package.from_bytes(document.to_bytes(), "样本.docx"))
    pure, now = apply(before, [edit], profile), document.report()
    for other in (pure, now):
        assert [(t.story, shape(t), t.text) for t in other.tables] == [(t.story, shape(t), t.text) for t in saved.tables]
        assert [(q.story, q.text) for q in other.others] == [(q.story, q.text) for q in saved.others]
        assert sorted((x.story, x.index) for x in other.places.values()) == sorted(
            (x.story, x.index) for x in saved.places.values()
        )
    document.undo(change)
    assert document.to_bytes() == original
    assert [(q.uid, q.text) for q in document.report().others] == [(q.uid, q.text) for q in before.others]
    document.redo(change)
    assert [q.uid for q in document.report().others] == [q.uid for q in now.others]
    return now


@pytest.mark.parametrize(
    ("story", "below", "wanted"),
    [
        ("table:0:r0c1", False, [(0, 0, 1, 1), (0, 1, 1, 2), (1, 0, 3, 1)]),  # above a merge: not part of it
        ("table:0:r0c1", True, [(0, 0, 4, 1), (0, 1, 1, 2), (1, 1, 1, 2), (2, 1, 1, 1)]),
        ("table:0:r1c1", False, [(0, 0, 4, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1), (2, 1, 1, 1)]),
        ("table:0:r2c1", True, [(0, 0, 3, 1), (3, 0, 1, 1), (3, 1, 1, 1)]),  # below its last row: not part of it
        ("table:0:r0c0", True, [(0, 0, 3, 1), (3, 0, 1, 1)]),  # below the merged cell itself: below all of it
        ("table:0:r3c0", True, [(4, 0, 1, 1), (4, 1, 1, 1), (4, 2, 1, 1)]),
    ],
)
def test_a_new_row_goes_in_with_merges_right(story: str, below: bool, wanted: list[tuple[int, ...]], profile: Profile) -> None:
    document = opened(p("前") + MERGED + p("后"))
    report = after(document, InsertRow(at(document.report(), story), below), profile)
    assert report.tables[0].rows == 5
    assert set(wanted) <= set(shape(report.tables[0]))
    assert report.tables[0].text.replace("\n", "").replace("\t", "") == "甲乙丙丁戊己庚辛壬"


@pytest.mark.parametrize(
    ("story", "wanted", "text"),
    [
        ("table:0:r0c1", [(0, 0, 2, 1), (0, 1, 1, 1)], "甲丙丁戊己庚辛壬"),  # the merged cell keeps its words one row lower
        ("table:0:r1c1", [(0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1)], "甲乙戊己庚辛壬"),
        ("table:0:r3c2", [(0, 0, 3, 1)], "甲乙丙丁戊己"),
    ],
)
def test_a_row_goes_and_a_merged_cell_stays(story: str, wanted: list[tuple[int, ...]], text: str, profile: Profile) -> None:
    document = opened(p("前") + MERGED + p("后"))
    uid = at(document.report(), "table:0:r0c0")
    report = after(document, RemoveRow(at(document.report(), story)), profile)
    assert report.tables[0].rows == 3
    assert set(wanted) <= set(shape(report.tables[0]))
    assert report.tables[0].text.replace("\n", "").replace("\t", "") == text
    assert uid in report.by_uid


def test_a_new_row_takes_properties_but_no_ids_marks_or_header(profile: Profile) -> None:
    inner = (
        '<w:p w:rsidR="00AA"><w:pPr><w:jc w:val="center"/></w:pPr><w:bookmarkStart w:id="3" w:name="书签"/>'
        '<w:r><w:rPr><w:b/></w:rPr><w:t>粗</w:t></w:r><w:bookmarkEnd w:id="3"/></w:p>'
    )
    head = row(cell("", '<w:tcW w:w="2000" w:type="dxa"/><w:shd w:fill="EEEEEE"/>', inner), properties="<w:tblHeader/>")
    document = opened(table(head, row(cell("值"))) + p("后"))
    report = after(document, InsertRow(at(document.report(), "table:0:r0c0")), profile)
    made = document.element(at(report, "table:0:r1c0"))
    tc, tr = made.getparent(), made.getparent().getparent()
    assert [child.tag for child in tc.find(w("tcPr"))] == [w("tcW"), w("shd")]
    assert tr.find(f"{w('trPr')}/{w('tblHeader')}") is None
    assert next(tr.iter(w("bookmarkStart")), None) is None
    new = report.by_uid[at(report, "table:0:r1c0")]
    assert (new.format.align, new.mark.bold) == ("center", True)


def test_halves_of_ranges_stay_when_their_row_goes(profile: Profile) -> None:
    start = '<w:p><w:bookmarkStart w:id="7" w:name="跨行"/><w:r><w:t>一</w:t></w:r></w:p>'
    end = '<w:p><w:r><w:t>二</w:t></w:r><w:bookmarkEnd w:id="7"/></w:p>'
    document = opened(table(row(cell("", "", start)), row(cell("", "", end))) + p("后"))
    after(document, RemoveRow(at(document.report(), "table:0:r0c0")), profile)
    body = document.package.tree(document.package.main)
    assert len(list(body.iter(w("bookmarkStart")))) == len(list(body.iter(w("bookmarkEnd")))) == 1


def test_the_only_row_is_refused_and_so_is_a_paragraph_outside_tables(profile: Profile) -> None:
    document = opened(table(row(cell("独"))) + p("后"))
    original = document.to_bytes()
    uids = [at(document.report(), "table:0:r0c0"), document.report().paragraphs[0].uid]
    change = document.apply([RemoveRow(uid) for uid in uids], profile)
    assert len(change.refused) == 2
    assert document.to_bytes() == original


def test_rows_of_nested_tables_and_rows_in_content_controls(profile: Profile) -> None:
    inner = table(row(cell("里一")), row(cell("里二"))) + p("")
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{row(cell('控'))}</w:sdtContent></w:sdt>"
    document = opened(table(row(cell("", "", inner)), control) + p("后"))
    nested = "table:0:r0c0/table:0"
    report = after(document, InsertRow(at(document.report(), f"{nested}:r0c0"), below=False), profile)
    assert report.tables[1].rows == 3
    report = after(document, InsertRow(at(report, "table:0:r1c0")), profile)
    assert report.tables[0].rows == 3
    report = after(document, InsertRow(at(report, f"{nested}:r0c0"), below=False), profile)
    report = after(document, RemoveRow(at(report, "table:0:r1c0")), profile)
    assert next(document.package.tree(document.package.main).iter(w("sdt")), None) is None
    report = after(document, RemoveRow(at(report, "table:0:r0c0")), profile)
    assert len(report.tables) == 1


def test_with_tracking_rows_are_marked_and_rejecting_gives_the_old_text(profile: Profile) -> None:
    document = opened(table(row(cell("甲")), row(cell("乙"))) + p("后"), settings=TRACKED)
    original = document.to_bytes()
    first, second = (at(document.report(), f"table:0:r{n}c0") for n in (0, 1))
    document.apply([InsertRow(first)], profile)
    document.apply([RemoveRow(second)], profile)
    body = document.package.tree(document.package.main)
    rows = list(body.iter(w("tr")))
    assert [r.find(f"{w('trPr')}/{w('ins')}") is not None for r in rows] == [False, True, False]
    assert [r.find(f"{w('trPr')}/{w('del')}") is not None for r in rows] == [False, False, True]
    assert "".join(t.text or "" for t in rows[2].iter(w("delText"))) == "乙"
    assert document.guard(original).characters_lost == 0
    document.apply([RemoveRow(at(document.report(), "table:0:r1c0"))], profile)  # one's own new row simply goes
    assert len(list(document.package.tree(document.package.main).iter(w("tr")))) == 2


def test_the_guard_notices_a_row_that_no_edit_took(profile: Profile) -> None:
    from app.core.errors import GuardError

    document = opened(MERGED + p("后"))
    original = document.to_bytes()
    document.apply([InsertRow(at(document.report(), "table:0:r3c0"))], profile)
    gone = list(document.package.tree(document.package.main).iter(w("tr")))[2]
    gone.getparent().remove(gone)
    with pytest.raises(GuardError, match="不见了"):
        document.guard(original)
