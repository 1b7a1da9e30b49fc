"""Footnotes take room where they are referred to, long ones go on, endnotes come last; numbers are those of the file."""

from dataclasses import replace

import pytest

from app.core.look import char_format, paragraph_format, role_style
from app.core.profile import Profile
from app.core.report import OBJECT, Anchor, NoteNumbers, Paragraph, Place, Report, Run, Section
from app.layout.page import ReportLayout
from app.layout.paginate import NOTE_SHARE, SEPARATOR

PITCH = 579


@pytest.fixture
def section(profile: Profile) -> Section:
    page = profile.page
    return Section(
        0, page.width, page.height, top=page.top, bottom=page.bottom, left=page.left, right=page.right,
        grid="lines", line_pitch=page.line_pitch,
    )  # fmt: skip


@pytest.fixture
def make(profile: Profile):
    def make(uid: int, text: str, *anchors: Anchor, story: str = "body") -> Paragraph:
        style = role_style(profile, "正文")
        chars = char_format(style)
        form = replace(paragraph_format(style), line=PITCH, line_rule="exact")
        kinds = {"footnote": "footnoteRef", "endnote": "endnoteRef"}
        objects = tuple((a.offset, kinds[a.kind]) for a in anchors)
        runs = (Run(0, len(text), chars),) if text else ()
        return Paragraph(uid, text, runs, form, chars, story=story, objects=objects, anchors=anchors)

    return make


def report(flow, others, *sections: Section) -> Report:
    places = {p.uid: Place(p.story, p.uid) for p in (*flow, *others)}
    return Report("例.docx", "docx", tuple(flow), places, others=tuple(others), sections=sections)


def note(offset: int, number: int, kind: str = "footnote", custom: bool = False) -> Anchor:
    return Anchor(offset, kind, str(number), custom)


def test_a_footnote_takes_room_on_the_page_of_its_reference(make, section):
    flow = [make(n, "行") for n in range(22)]
    without = ReportLayout(report(flow, [make(99, "注", story="footnote:1")], section))
    assert without.page_count == 1
    assert without.notes.stories == frozenset()
    flow[3] = make(3, "行" + OBJECT, note(1, 1))
    pages = ReportLayout(report(flow, [make(99, "注", story="footnote:1")], section))
    assert [pages.place(n).page for n in (19, 20, 21)] == [0, 1, 1]
    (part,) = pages.notes.parts(0)
    assert (part.label, part.y + part.height) == ("1", pages.room(0))
    last = pages.place(19)
    assert last.y + PITCH <= part.y - SEPARATOR


def test_a_line_goes_to_the_next_page_with_its_footnote(make, section):
    flow = [make(n, "行") for n in range(21)] + [make(21, "行" + OBJECT, note(1, 1))]
    pages = ReportLayout(report(flow, [make(99, "注", story="footnote:1")], section))
    assert pages.place(21).page == 1
    assert (pages.notes.parts(0), [part.story for part in pages.notes.parts(1)]) == ([], ["footnote:1"])


def test_a_long_footnote_goes_on_at_the_foot_of_the_next_pages(make, section):
    flow = [make(0, "行" + OBJECT, note(1, 1)), *[make(n, "行") for n in range(1, 40)]]
    pages = ReportLayout(report(flow, [make(99, "字" * 28 * 40, story="footnote:1")], section))
    parts = [part for page in range(pages.page_count) for part in pages.notes.parts(page)]
    lines = [line for part in parts for line in range(part.first, part.stop)]
    assert lines == list(range(len(parts[0].block.lines)))
    assert len(parts) > 2
    for part in parts[:-1]:
        assert part.height + SEPARATOR <= round(pages.room(0) * NOTE_SHARE)
    for page in range(pages.page_count):
        top = min((part.y for part in pages.notes.parts(page)), default=pages.room(0))
        ends = [pages.place(n).y + PITCH for n in range(40) if pages.place(n).page == page]
        assert max(ends, default=0) <= top


def test_endnotes_come_after_the_last_paragraph_and_go_over_pages(make, section):
    flow = [make(0, "行" + OBJECT, note(1, 7, "endnote")), make(1, "末" + OBJECT, note(1, 8, "endnote"))]
    notes = [make(9, "尾" * 28 * 30, story="endnote:7"), make(10, "再", story="endnote:8")]
    pages = ReportLayout(report(flow, notes, section))
    assert pages.page_count == 2
    first, *_ = pages.notes.parts(0)
    assert (first.label, first.y) == ("i", 2 * PITCH + SEPARATOR)
    assert [(part.story, part.label) for part in pages.notes.parts(1)] == [("endnote:7", ""), ("endnote:8", "ii")]


def test_numbers_start_anew_where_the_file_says(make, section):
    flow = [make(n, "行" + OBJECT, note(1, n)) for n in range(30)]
    notes = [make(100 + n, "注", story=f"footnote:{n}") for n in range(30)]
    circled = replace(section, footnotes=NoteNumbers("decimalEnclosedCircle", 1, "eachPage"))
    pages = ReportLayout(report(flow, notes, circled))
    signs = [[pages.notes.sign(n, 1) for n in range(30) if pages.place(n).page == page] for page in range(pages.page_count)]
    assert all(row == list("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯"[: len(row)]) for row in signs)
    assert len(signs) > 1
    whole = ReportLayout(report(flow, notes, replace(section, footnotes=NoteNumbers(start=3))))
    assert [whole.notes.sign(n, 1) for n in (0, 29)] == ["3", "32"]


def test_a_note_with_its_own_sign_is_not_counted(make, section):
    flow = [make(0, OBJECT + "一" + OBJECT, note(0, 1, custom=True), note(2, 2))]
    pages = ReportLayout(report(flow, [make(9, "*", story="footnote:1"), make(10, "注", story="footnote:2")], section))
    assert [pages.notes.sign(0, at) for at in (0, 2)] == ["", "1"]


def test_a_note_that_grows_moves_what_stands_above_it(make, section):
    flow = [make(n, "行" if n != 3 else "行" + OBJECT, *([note(1, 1)] if n == 3 else [])) for n in range(25)]
    short = report(flow, [make(99, "注", story="footnote:1")], section)
    pages = ReportLayout(short)
    long = report(flow, [make(98, "注" * 28 * 4, story="footnote:1")], section)
    assert pages.notes.items_with(pages.notes.take(long)) == [3]
    pages.change(3, 1, [flow[3]])
    fresh = ReportLayout(long)
    assert [pages.place(n) for n in range(25)] == [fresh.place(n) for n in range(25)]
