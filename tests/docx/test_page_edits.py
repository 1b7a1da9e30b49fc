"""PageSetup, PageNumbers and Renumber in the file."""

from __future__ import annotations

import pytest

from app.core.edits import PageNumbers, PageSetup, Renumber
from app.core.profile import Profile
from app.docx.names import w
from tests.docx.make import p
from tests.docx.opened import opened, texts, uids

SECTION = '<w:sectPr><w:headerReference w:type="default" r:id="header1"/><w:pgSz w:w="12240" w:h="15840"/><w:docGrid w:type="linesAndChars" w:linePitch="312" w:charSpace="-500"/></w:sectPr>'
LIST = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


def test_the_standard_page(profile: Profile) -> None:
    document = opened(p("甲") + SECTION, header1=p("页眉"))
    original = document.to_bytes()
    page = profile.page
    values = {
        "width": page.width,
        "height": page.height,
        "top": page.top,
        "bottom": page.bottom,
        "left": page.left,
        "right": page.right,
    }
    change = document.apply([PageSetup(0, {**values, "grid": "lines", "line_pitch": page.line_pitch})], profile)
    section = document.report().sections[0]
    assert (section.width, section.height, section.top, section.left) == (11906, 16838, 2098, 1587)
    assert (section.grid, section.line_pitch, section.char_space) == ("lines", 579, None)
    document.guard(original)
    document.undo(change)
    assert document.to_bytes() == original


def test_a_document_without_a_section_gets_one(profile: Profile) -> None:
    document = opened(p("甲"))
    document.apply([PageSetup(0, {"width": 11906})], profile)
    assert document.report().sections[0].width == 11906


@pytest.mark.parametrize(("outside", "aligns"), [(True, {"default": "right", "even": "left"}), (False, {"default": "center"})])
def test_page_numbers_in_new_footers(outside: bool, aligns: dict[str, str], profile: Profile) -> None:
    document = opened(p("甲") + SECTION, header1=p("页眉"), settings='<w:defaultTabStop w:val="420"/>')
    original = document.to_bytes()
    change = document.apply([PageNumbers(0, outside=outside)], profile)
    report = document.report()
    footers = report.sections[0].footers
    assert {kind: footer.align for kind, footer in footers.items()} == aligns
    assert {(f.text, f.has_field, f.format.east_asia, f.format.size) for f in footers.values()} == {
        ("— {PAGE} —", True, "宋体", 28)
    }
    assert report.even_and_odd is outside
    document.guard(original)
    document.undo(change)
    assert document.to_bytes() == original
    document.redo(change)
    assert document.report().sections[0].footers.keys() == aligns.keys()


def test_a_header_still_shows_on_even_pages(profile: Profile) -> None:
    document = opened(p("甲") + SECTION, header1=p("页眉"))
    document.apply([PageNumbers(0)], profile)
    section = document.package.tree(document.package.main).find(f".//{w('sectPr')}")
    headers = {e.get(w("type")): e.values()[-1] for e in section.iterchildren(w("headerReference"))}
    assert headers == {"default": "header1", "even": "header1"}


def test_page_numbers_go_before_what_follows_them_even_where_a_header_stands_late(profile: Profile) -> None:
    section = '<w:sectPr><w:pgSz w:w="11906"/><w:headerReference w:type="default" r:id="header1"/><w:cols/></w:sectPr>'
    document = opened(p("甲") + section, header1=p("页眉"))
    original = document.to_bytes()
    document.apply([PageNumbers(0, outside=False)], profile)
    made = document.package.tree(document.package.main).find(f".//{w('sectPr')}")
    assert [child.tag for child in made] == [w(n) for n in ("footerReference", "pgSz", "headerReference", "cols")]
    document.guard(original)


def test_a_footer_with_words_stays(profile: Profile) -> None:
    section = '<w:sectPr><w:footerReference w:type="default" r:id="footer1"/></w:sectPr>'
    document = opened(p("甲") + section, footer1=p("联系电话"))
    document.apply([PageNumbers(0, outside=False)], profile)
    assert document.report().sections[0].footers["default"].text == "联系电话"
    document = opened(p("甲") + section, footer1=p())
    document.apply([PageNumbers(0, outside=False)], profile)
    assert document.report().sections[0].footers["default"].text == "— {PAGE} —"
    assert document.package.has("word/footer1.xml")


def test_the_first_number_of_a_list_gets_another_start(profile: Profile) -> None:
    document = opened(p("甲", NUMBERED) + p("乙", NUMBERED), numbering=LIST)
    document.apply([Renumber(uids(document)[0], 5)], profile)
    assert [x.number.text for x in document.report().paragraphs if x.number] == ["5.", "6."]


def test_a_later_number_starts_a_list_of_its_own(profile: Profile) -> None:
    document = opened(p("甲", NUMBERED) + p("乙", NUMBERED) + p("丙", NUMBERED), numbering=LIST)
    original = document.to_bytes()
    change = document.apply([Renumber(uids(document)[1], 8)], profile)
    assert [x.number.text for x in document.report().paragraphs if x.number] == ["1.", "8.", "9."]
    assert texts(document) == ["甲", "乙", "丙"]
    document.guard(original)
    document.undo(change)
    assert document.to_bytes() == original


def test_a_paragraph_without_a_number_is_refused(profile: Profile) -> None:
    document = opened(p("甲"), numbering=LIST)
    assert document.apply([Renumber(uids(document)[0], 2)], profile).refused[0][1] == "该段落没有自动编号"
