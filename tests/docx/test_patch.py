"""Text replacement at run level: the format new text takes, and what must survive."""

from __future__ import annotations

import pytest
from lxml import etree

from app.core.difference import differences
from app.core.edits import Retext
from app.core.profile import Profile
from app.docx.inline import paragraph_text
from app.docx.names import Element, w
from app.docx.patch import replace
from tests.docx.make import NAMESPACES
from tests.docx.opened import opened

BOLD = "<w:r><w:rPr><w:b/></w:rPr><w:t>{}</w:t></w:r>"
PLAIN = "<w:r><w:t>{}</w:t></w:r>"
NOTE = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r>'
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>12</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def paragraph(content: str) -> Element:
    return etree.fromstring(f"<w:p {NAMESPACES}>{content}</w:p>")


def shown(p: Element) -> list[tuple[str, str]]:
    """(text, format) of every run in order; format is b, s (superscript) or nothing."""
    out: list[tuple[str, str]] = []
    for run in p.iter(w("r")):
        text = "".join({w("t"): t.text or "", w("tab"): "\t", w("br"): "\n"}.get(str(t.tag), "") for t in run)
        looks = ("b" if run.find(f"{w('rPr')}/{w('b')}") is not None else "") + (
            "s" if run.find(f"{w('rPr')}/{w('vertAlign')}") is not None else ""
        )
        out.append((text, looks))
    return out


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (0, [("新甲乙", ""), ("丙丁", "b")]),
        (1, [("甲新乙", ""), ("丙丁", "b")]),
        (2, [("甲乙新", ""), ("丙丁", "b")]),
        (3, [("甲乙", ""), ("丙新丁", "b")]),
        (4, [("甲乙", ""), ("丙丁新", "b")]),
    ],
)
def test_typed_text_joins_the_run_of_the_character_before(at: int, expected: list[tuple[str, str]]) -> None:
    p = paragraph(PLAIN.format("甲乙") + BOLD.format("丙丁"))
    replace(p, at, at, "新")
    assert shown(p) == expected


def test_replaced_text_looks_like_the_first_character_it_replaces() -> None:
    p = paragraph(PLAIN.format("甲乙") + BOLD.format("丙丁") + PLAIN.format("戊"))
    replace(p, 2, 5, "新")
    assert shown(p) == [("甲乙", ""), ("新", "b")]


def test_text_after_a_note_mark_is_not_raised() -> None:
    p = paragraph(PLAIN.format("甲") + NOTE)
    replace(p, 2, 2, "乙")
    assert shown(p) == [("甲", ""), ("", "s"), ("乙", "")]


def test_tabs_and_line_breaks_become_elements_of_the_same_run() -> None:
    p = paragraph(BOLD.format("甲乙"))
    replace(p, 1, 1, "一\t二\n三")
    assert shown(p) == [("甲一\t二\n三乙", "b")]
    assert paragraph_text(p) == "甲一\t二\n三乙"


def test_white_space_at_an_edge_is_preserved() -> None:
    p = paragraph(PLAIN.format("甲"))
    replace(p, 1, 1, " ")
    assert p.find(f".//{w('t')}").get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"


def test_marks_without_width_survive_a_deletion_across_them() -> None:
    p = paragraph(
        PLAIN.format("甲乙") + '<w:bookmarkStart w:id="1" w:name="b"/><w:proofErr w:type="spellStart"/>'
        + PLAIN.format("丙") + '<w:commentRangeStart w:id="3"/><w:bookmarkEnd w:id="1"/>' + PLAIN.format("丁戊")
    )  # fmt: skip
    replace(p, 1, 4, "")
    assert paragraph_text(p) == "甲戊"
    assert [str(e.tag).rpartition("}")[2] for e in p if e.tag != w("r")] == [
        "bookmarkStart", "proofErr", "commentRangeStart", "bookmarkEnd",
    ]  # fmt: skip


@pytest.mark.parametrize("end", [2, 3])
def test_a_field_keeps_its_structure(end: int) -> None:
    p = paragraph(PLAIN.format("第") + FIELD + PLAIN.format("页"))
    replace(p, 1, end, "")
    replace(p, 1, 1, "九")
    assert [e.get(w("fldCharType")) for e in p.iter(w("fldChar"))] == ["begin", "separate", "end"]
    assert paragraph_text(p) == "第九" + "12"[end - 1 :] + "页"


def test_text_typed_after_a_field_stands_outside_it() -> None:
    p = paragraph(FIELD)
    replace(p, 2, 2, "页")
    assert paragraph_text(p) == "12页"
    assert p[-1].findtext(w("t")) == "页"


def test_text_inside_links_controls_and_ruby_is_edited_in_place() -> None:
    p = paragraph(
        '<w:hyperlink w:anchor="x"><w:r><w:t>链接</w:t></w:r></w:hyperlink>'
        "<w:sdt><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt>"
        "<w:r><w:ruby><w:rt><w:r><w:t>zi</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>字词</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    )
    replace(p, 5, 5, "句")
    replace(p, 3, 3, "内")
    replace(p, 1, 1, "中")
    assert paragraph_text(p) == "链中接控内件字句词"
    assert "".join(p.find(w("hyperlink")).itertext()) == "链中接"
    assert "".join(p.find(w("sdt")).itertext()) == "控内件"


def test_text_at_the_end_of_a_link_stands_outside_it() -> None:
    p = paragraph('<w:hyperlink w:anchor="x"><w:r><w:t>链接</w:t></w:r></w:hyperlink>')
    replace(p, 2, 2, "后")
    replace(p, 0, 0, "前")
    assert "".join(p.find(w("hyperlink")).itertext()) == "链接"
    assert paragraph_text(p) == "前链接后"


def test_a_deleted_comment_mark_takes_its_range_along() -> None:
    p = paragraph(
        '<w:commentRangeStart w:id="4"/>' + PLAIN.format("甲") + '<w:commentRangeEnd w:id="4"/>'
        '<w:r><w:commentReference w:id="4"/></w:r>'
    )  # fmt: skip
    replace(p, 1, 2, "")
    assert paragraph_text(p) == "甲"
    assert next(p.iter(w("commentRangeStart"), w("commentRangeEnd")), None) is None


def test_both_twins_of_a_drawing_go_together() -> None:
    p = paragraph(
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing/></mc:Choice>"
        "<mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent></w:r>" + PLAIN.format("甲")
    )
    replace(p, 0, 1, "")
    assert [str(e.tag).rpartition("}")[2] for e in p.iter()] == ["p", "r", "t"]


def test_an_emptied_paragraph_remembers_the_format() -> None:
    p = paragraph(BOLD.format("甲"))
    replace(p, 0, 1, "")
    replace(p, 0, 0, "乙")
    assert shown(p) == [("乙", "b")]


def test_characters_that_xml_forbids_are_left_out() -> None:
    p = paragraph(PLAIN.format("甲"))
    replace(p, 1, 1, "\x00乙\x0b丙\ud800")
    assert paragraph_text(p) == "甲乙\n丙"


@pytest.mark.parametrize(
    ("old", "new", "count"),
    [("一二三四五", "一二3四五", 1), ("甲,乙,丙,丁", "甲，乙，丙，丁", 3), ("全然不同", "别的话", 1), ("同", "同", 0)],
)
def test_differences_are_few_and_make_the_new_text(old: str, new: str, count: int) -> None:
    changes = differences(old, new)
    text = old
    for change in reversed(changes):
        text = text[: change.start] + change.new + text[change.end :]
    assert text == new
    assert len(changes) == count


def test_a_fix_does_not_cross_the_border_of_a_revision(profile: Profile) -> None:
    body = f'<w:p>{PLAIN.format("甲")}<w:ins w:id="1" w:author="王"><w:r><w:t>乙丙</w:t></w:r></w:ins></w:p><w:sectPr/>'
    document_ = opened(body)
    uid = document_.report().paragraphs[0].uid
    refused = document_.apply([Retext(uid, 0, 2, "丁")], profile)
    assert [reason for _, reason in refused.refused] == ["此处跨越修订标记，请先接受或拒绝修订"]
    assert document_.report().paragraphs[0].text == "甲乙丙"
    assert document_.apply([Retext(uid, 1, 3, "丁")], profile).refused == ()
    assert document_.report().paragraphs[0].text == "甲丁"
