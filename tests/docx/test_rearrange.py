"""Words that change places in a real document: as the frozen report does it, with everything inside, and back to the first bytes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.apply import apply
from app.core.edits import Edit, Rearrange, Retext
from app.core.profile import Profile, load_profile
from app.core.report import Paragraph
from app.core.understand import understand
from app.docx.document import WordDocument
from app.docx.names import Element, w
from tests.docx.opened import opened

SECTION = '<w:pPr><w:jc w:val="center"/><w:sectPr/></w:pPr>'
LINK = '<w:hyperlink r:id="x"><w:r><w:t>链接</w:t></w:r></w:hyperlink>'
NEW = '<w:ins w:id="7" w:author="李处" w:date="2024-03-05T00:00:00Z"><w:r><w:t>新增</w:t></w:r></w:ins>'
GONE = '<w:del w:id="8" w:author="李处" w:date="2024-03-05T00:00:00Z"><w:r><w:delText>删去</w:delText></w:r></w:del>'
NOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'
BOX = (
    '<w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>框里</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape>'
    "</w:pict></w:r>"
)  # fmt: skip
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF 甲</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>结果</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
CONTROL = "<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt>"


def run(text: str, look: str = "") -> str:
    return f"<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>" if look else f"<w:r><w:t>{text}</w:t></w:r>"


BODY = (
    f"<w:p>{run('甲乙丙')}{LINK}{run('丁', '<w:b/>')}{NOTE}{run('戊己')}{NEW}{GONE}{run('庚')}</w:p>"
    f"<w:p>{SECTION}{run('子丑寅', '<w:i/>')}<w:r><w:br/></w:r>{BOX}{run('卯辰')}</w:p>"
    "<w:sectPr/>"
)
LENGTHS = (12, 7)


def document(body: str = BODY) -> WordDocument:
    return opened(body, footnotes='<w:footnote w:id="2"><w:p/></w:footnote>')


def shown(p: Paragraph) -> tuple[object, ...]:
    looks = [one.format for one in p.runs for _ in range(one.start, one.end)]
    return p.text, [replace(f, style=None) for f in looks], p.format, p.objects, p.breaks, p.anchors, p.section_end


def body_of(document: WordDocument) -> Element:
    found = document.package.tree(document.package.main).find(w("body"))
    assert found is not None
    return found


@st.composite
def rearrangements(draw: st.DrawFn) -> list[Edit]:
    """Some places of both paragraphs in any order, and words written into some of them."""
    places: list[tuple[int, int, int]] = []
    texts: list[Edit] = []
    for uid, length in enumerate(LENGTHS):
        cuts = sorted(draw(st.lists(st.integers(0, length), max_size=6)))
        places += [(uid, a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    order = draw(st.permutations(range(len(places))))
    whole = [at for at, (uid, a, _) in enumerate(places) if uid == 0 and not a]
    apart = tuple(whole[-1:]) if draw(st.booleans()) else ()
    for uid, a, b in places:
        if a + 1 < b and draw(st.booleans()) and uid == 0 and b <= 3:
            texts.append(Retext(uid, a, a + 1, draw(st.sampled_from(["", "新", "新新"]))))
    return [*texts, Rearrange(tuple(places), tuple(order), apart)]


@settings(max_examples=150, deadline=None)
@given(rearrangements())
def test_any_exchange_shows_what_the_frozen_report_shows(edits: list[Edit]) -> None:
    one = document()
    before = one.to_bytes()
    profile = load_profile()
    pure = apply(understand(one.report()), edits, profile)
    change = one.apply(edits, profile)
    assert not change.refused
    assert [shown(p) for p in pure.paragraphs] == [shown(p) for p in one.report().paragraphs]
    assert [p.text for p in one.report().others] == ["框里", ""]
    assert sum(1 for _ in body_of(one).iter(w("del"), w("footnoteReference"), w("sectPr"), w("pict"))) == 5
    again = WordDocument.from_bytes(one.to_bytes(), "例.docx")
    assert [shown(p) for p in again.report().paragraphs] == [shown(p) for p in one.report().paragraphs]
    one.guard(before)
    after = one.to_bytes()
    one.undo(change)
    assert one.to_bytes() == before
    one.redo(change)
    assert one.to_bytes() == after


def halves(start: int, end: int) -> str:
    """Three items of two characters with a bookmark that begins before character `start` and ends before `end`."""
    marks = {start: '<w:bookmarkStart w:id="1" w:name="标"/>', end: '<w:bookmarkEnd w:id="1"/>'}
    return (
        "<w:p>"
        + "".join(marks.get(at, "") + run(letter) for at, letter in enumerate("甲乙丙丁戊己"))
        + marks.get(6, "")
        + "</w:p>"
    )


@pytest.mark.parametrize(
    ("start", "end", "held"),
    [(0, 2, "甲乙"), (2, 4, "丙丁"), (3, 4, "丁"), (0, 6, "丙丁甲乙戊己"), (1, 5, "丙丁甲乙戊"), (1, 3, "丙丁"), (4, 6, "戊己")],
)
def test_a_bookmark_goes_with_the_words_it_is_all_in_and_else_stays(start: int, end: int, held: str, profile: Profile) -> None:
    one = document(halves(start, end))
    one.apply([Rearrange(((0, 0, 2), (0, 2, 4)), (1, 0))], profile)
    assert one.report().paragraphs[0].text == "丙丁甲乙戊己"
    inside, words = False, ""
    for node in body_of(one).iter(w("bookmarkStart"), w("bookmarkEnd"), w("t")):
        inside = node.tag == w("bookmarkStart") if node.tag != w("t") else inside
        words += (node.text or "") if inside and node.tag == w("t") else ""
    assert words == held


@pytest.mark.parametrize(
    ("content", "at"),
    [(FIELD, 3), (CONTROL, 3), ('<w:fldSimple w:instr="PAGE"><w:r><w:t>页码</w:t></w:r></w:fldSimple>', 3)],
    ids=["field", "control", "simple"],
)
def test_what_would_be_cut_in_two_is_refused_and_whole_it_goes_along(content: str, at: int, profile: Profile) -> None:
    one = document(f"<w:p>{run('甲乙')}{content}{run('丙丁')}</w:p>")
    before = one.to_bytes()
    change = one.apply([Rearrange(((0, 0, at), (0, at, 6)), (1, 0))], profile)
    assert change.refused
    assert one.to_bytes() == before
    middle = one.report().paragraphs[0].text[2:4]
    assert not one.apply([Rearrange(((0, 0, 1), (0, 1, 5)), (1, 0))], profile).refused
    assert one.report().paragraphs[0].text == f"乙{middle}丙甲丁"


def test_a_field_over_several_places_is_not_opened(profile: Profile) -> None:
    begin, rest = FIELD.split("<w:r><w:t>结果")
    one = document(f"<w:p>{run('甲')}{begin}{run('乙丙')}</w:p><w:p>{run('丁')}<w:r><w:t>结果{rest}</w:p>")
    assert one.apply([Rearrange(((0, 0, 1), (0, 1, 2)), (1, 0))], profile).refused
    assert one.apply([Rearrange(((0, 0, 1), (0, 2, 3)), (1, 0))], profile).refused


def test_what_is_written_in_a_place_goes_with_its_words(profile: Profile) -> None:
    one = document(f"<w:p>{run('甲乙丙丁')}</w:p>")
    texts: list[Edit] = [Retext(0, 0, 1, "新新新"), Retext(0, 2, 3, ""), Retext(0, 3, 4, "末尾")]
    one.apply([*texts, Rearrange(((0, 0, 2), (0, 2, 3), (0, 3, 4)), (2, 1, 0))], profile)
    assert one.report().paragraphs[0].text == "末尾新新新乙"


def test_a_moved_stretch_of_revisions_is_not_moved_again(profile: Profile) -> None:
    moved = '<w:moveTo w:id="3" w:author="李处" w:date="2024-03-05T00:00:00Z"><w:r><w:t>移来</w:t></w:r></w:moveTo>'
    one = document(f"<w:p>{run('甲乙')}{moved}</w:p>")
    assert one.apply([Rearrange(((0, 0, 2), (0, 2, 4)), (1, 0))], profile).refused


def test_an_insertion_that_is_cut_becomes_two_of_the_same_author(profile: Profile) -> None:
    one = document(f"<w:p>{run('甲')}{NEW}{run('乙')}</w:p>")
    assert not one.apply([Rearrange(((0, 0, 2), (0, 2, 4)), (1, 0))], profile).refused
    assert one.report().paragraphs[0].text == "增乙甲新"
    found = list(body_of(one).iter(w("ins")))
    assert [node.get(w("author")) for node in found] == ["李处", "李处"]
    assert len({node.get(w("id")) for node in found}) == 2
