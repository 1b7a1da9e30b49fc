"""Named styles: what they set replaces direct formatting, everything else keeps its effective value."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.core.edits import Reformat, Restyle
from app.core.look import char_format, paragraph_format
from app.core.profile import Profile
from app.docx.document import WordDocument
from app.docx.names import w
from tests.docx.make import p, style
from tests.docx.opened import opened, texts, uids

HEADING = style(
    "Heading1",
    '<w:pPr><w:keepNext/><w:pageBreakBefore/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    '<w:tabs><w:tab w:val="left" w:pos="900"/></w:tabs><w:spacing w:after="300"/><w:outlineLvl w:val="0"/></w:pPr>'
    '<w:rPr><w:rFonts w:asciiTheme="majorHAnsi" w:eastAsia="黑体"/><w:b/><w:u w:val="single"/><w:sz w:val="44"/></w:rPr>',
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
    '<w:lvlText w:val="%1、"/><w:pPr><w:ind w:left="420" w:hanging="420"/></w:pPr></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
DIRECT = (
    '<w:rFonts w:ascii="Arial" w:eastAsia="宋体" w:eastAsiaTheme="minorEastAsia" w:hint="eastAsia"/>'
    '<w:color w:val="333333"/><w:spacing w:val="20"/><w:sz w:val="28"/>'
)


def run(text: str, look: str = "") -> str:
    return f"<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>"


def restyled(document: WordDocument, profile: Profile, role: str = "正文", **more: object) -> None:
    document.apply([Restyle(uid, role, **more) for uid in uids(document)], profile)  # type: ignore[arg-type]


@pytest.mark.parametrize("role", ["标题", "正文", "一级", "二级", "主送机关"])
def test_a_full_restyle_gives_the_look_of_the_style(role: str, profile: Profile) -> None:
    document = opened(p("甲乙", '<w:ind w:left="300" w:hanging="200"/><w:jc w:val="right"/>', DIRECT))
    restyled(document, profile, role)
    (read,) = document.report().paragraphs
    wanted = profile.styles[role]
    assert read.runs[0].format == replace(char_format(wanted), hint="eastAsia")
    assert replace(read.format, style_id=None) == replace(paragraph_format(wanted), default_tab=read.format.default_tab)


def test_the_second_time_nothing_changes(profile: Profile) -> None:
    document = opened(p("甲乙", "", DIRECT) + p("丙", '<w:pStyle w:val="Heading1"/>'), styles=HEADING, numbering=NUMBERING)
    restyled(document, profile)
    data = document.to_bytes()
    assert document.apply([Restyle(uid, "正文") for uid in uids(document)], profile).touched == ()
    assert document.to_bytes() == data
    again = WordDocument.from_bytes(data, "x.docx")
    assert again.apply([Restyle(uid, "正文") for uid in uids(again)], profile).touched == ()


def test_emphasis_inside_body_text_stays(profile: Profile) -> None:
    looks = ["<w:b/>", "<w:i/>", '<w:u w:val="single"/>', '<w:em w:val="dot"/>', '<w:vertAlign w:val="superscript"/>']
    document = opened("<w:p>" + run("平") + "".join(run("强", look + DIRECT) for look in looks) + "</w:p>")
    restyled(document, profile)
    runs = document.report().paragraphs[0].runs
    assert [r.format.bold for r in runs][1]
    assert runs[2].format.italic
    assert (runs[3].format.underline, runs[4].format.emphasis, runs[5].format.vertical) == ("single", "dot", "superscript")
    assert {(r.format.east_asia, r.format.size) for r in runs} == {("仿宋_GB2312", 32)}


def test_bold_of_a_whole_paragraph_or_a_heading_is_no_emphasis(profile: Profile) -> None:
    document = opened(p("甲乙", run="<w:b/>"))
    restyled(document, profile)
    assert not document.report().paragraphs[0].runs[0].format.bold
    document = opened("<w:p>" + run("甲", "<w:b/>") + run("乙") + "</w:p>")
    restyled(document, profile, "一级")
    assert [r.format.bold for r in document.report().paragraphs[0].runs] == [False]


def test_red_and_highlighted_words_are_marks_and_stay(profile: Profile) -> None:
    document = opened(
        "<w:p>" + run("红", '<w:color w:val="FF0000"/>') + run("亮", '<w:color w:val="333333"/><w:highlight w:val="yellow"/>')
        + run("灰", '<w:color w:val="333333"/>') + "</w:p>"
    )  # fmt: skip
    restyled(document, profile)
    runs = document.report().paragraphs[0].runs
    assert [(r.format.color, r.format.highlight) for r in runs] == [("FF0000", "none"), ("333333", "yellow"), ("auto", "none")]


def test_what_only_the_old_style_gave_is_written_directly(profile: Profile) -> None:
    document = opened(
        p("甲", '<w:pStyle w:val="Heading1"/>') + p("乙", '<w:pStyle w:val="Heading1"/>'), styles=HEADING, numbering=NUMBERING
    )
    assert [x.number.text for x in document.report().paragraphs if x.number] == ["一、", "二、"]
    restyled(document, profile, aspects=frozenset({"font", "size", "indent"}))
    first, second = document.report().paragraphs
    assert (first.number.text, second.number.text) == ("一、", "二、")  # type: ignore[union-attr]
    assert first.format.page_break_before
    assert first.format.keep_next
    assert (first.format.outline_level, first.format.after) == (0, 300)
    assert first.runs[0].format.underline == "single"
    assert first.runs[0].format.bold
    assert document.element(first.uid).find(f"{w('pPr')}/{w('tabs')}/{w('tab')}").get(w("pos")) == "900"


@pytest.mark.parametrize("aspect", ["font", "size", "color", "char_spacing", "align", "indent", "line", "spacing", "outline"])
def test_aspects_that_are_not_named_keep_their_value(aspect: str, profile: Profile) -> None:
    document = opened(
        p("甲乙", '<w:spacing w:before="60" w:line="400" w:lineRule="exact"/><w:ind w:left="300"/><w:jc w:val="right"/>', DIRECT)
    )
    (before,) = document.report().paragraphs
    restyled(document, profile, aspects=frozenset({aspect}))
    (after,) = document.report().paragraphs
    from app.core.apply import CHAR_FIELDS, PARAGRAPH_FIELDS

    named = {*CHAR_FIELDS.get(aspect, ()), *PARAGRAPH_FIELDS.get(aspect, ()), "style", "style_id"}  # type: ignore[call-overload]
    for old, new in ((before.format, after.format), (before.runs[0].format, after.runs[0].format)):
        changed = {name for name in type(old).__dataclass_fields__ if getattr(old, name) != getattr(new, name)}
        assert changed <= named


def test_a_foreign_style_of_the_same_name_is_left_alone(profile: Profile) -> None:
    foreign = style("公文正文", '<w:rPr><w:sz w:val="21"/></w:rPr>')
    document = opened(p("甲") + p("乙", '<w:pStyle w:val="公文正文"/>'), styles=foreign)
    document.apply([Restyle(uids(document)[0], "正文")], profile)
    first, second = document.report().paragraphs
    assert (first.format.style, first.runs[0].format.size) == ("公文正文1", 32)
    assert (second.format.style, second.runs[0].format.size) == ("公文正文", 21)


def test_a_run_in_heading_is_one_cut_and_a_character_style(profile: Profile) -> None:
    document = opened("<w:p>" + run("（一）加强领导。要做好", DIRECT) + "</w:p>")
    (uid,) = uids(document)
    document.apply([Restyle(uid, "正文"), Restyle(uid, "二级", end=8)], profile)
    (read,) = document.report().paragraphs
    assert [(r.start, r.end, r.format.east_asia, r.format.style) for r in read.runs] == [
        (0, 8, "楷体_GB2312", "公文二级标题字符"),
        (8, 11, "仿宋_GB2312", None),
    ]
    assert read.format.outline_level is None
    assert len(list(document.element(uid).iter(w("r")))) == 2


def test_space_before_stands_for_a_blank_line(profile: Profile) -> None:
    document = opened(p("甲"))
    restyled(document, profile, space_before_lines=100)
    (read,) = document.report().paragraphs
    assert (read.format.before_lines, read.format.before) == (None, 579)


def test_text_and_notes_stay_and_undo_gives_the_first_bytes(profile: Profile) -> None:
    note = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r>'
    document = opened(f"<w:p>{run('甲', DIRECT)}{note}</w:p>" + p(), footnotes='<w:footnote w:id="2"><w:p/></w:footnote>')
    original, before = document.to_bytes(), texts(document)
    change = document.apply([Restyle(uid, "正文") for uid in uids(document)], profile)
    assert texts(document) == before
    assert document.report().paragraphs[0].runs[-1].format.vertical == "superscript"
    document.guard(original)
    document.undo(change)
    assert document.to_bytes() == original
    document.redo(change)
    assert document.report().paragraphs[0].format.style == "公文正文"


def test_reformat_sets_properties_of_some_characters(profile: Profile) -> None:
    document = opened(p("甲乙丙"))
    (uid,) = uids(document)
    document.apply(
        [Reformat(uid, {"align": "center", "first_line_chars": -200}, {"bold": True, "color": "FF0000"}, 1, 2)], profile
    )
    (read,) = document.report().paragraphs
    assert (read.format.align, read.format.first_line_chars) == ("center", -200)
    assert [(r.start, r.end, r.format.bold, r.format.color) for r in read.runs] == [
        (0, 1, False, "auto"), (1, 2, True, "FF0000"), (2, 3, False, "auto"),
    ]  # fmt: skip
