"""Edits on frozen reports, and the same edits on a real document: both must show the same."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.apply import apply
from app.core.edits import Edit, PageNumbers, PageSetup, Reformat, Restyle, Retext
from app.core.profile import Profile, load_profile
from app.core.report import OBJECT, Kind, Paragraph, Report
from app.core.understand import understand
from tests.docx.opened import opened

BODY = (
    "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>甲乙</w:t></w:r><w:r><w:t>丙丁</w:t></w:r>"
    '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>戊己</w:t></w:r></w:p>'
    '<w:p><w:r><w:rPr><w:color w:val="FF0000"/><w:sz w:val="28"/></w:rPr><w:t>红字</w:t><w:br/><w:t>后</w:t></w:r></w:p>'
    "<w:sectPr/>"
)


def shown(p: Paragraph) -> tuple[object, ...]:
    looks = [r.format for r in p.runs for _ in range(r.start, r.end)]
    form = replace(p.format, style="", style_id=None)
    return p.text, [replace(f, style=None) for f in looks], form, p.objects, p.breaks, p.anchors


def both(edits: list[Edit], profile: Profile) -> tuple[Report, Report]:
    """The report after `edits`, by the pure function and by the document."""
    document = opened(BODY, footnotes='<w:footnote w:id="2"><w:p/></w:footnote>')
    pure = apply(understand(document.report()), edits, profile)
    document.apply(edits, profile)
    return pure, document.report()


EDITS: list[list[Edit]] = [
    [Retext(0, 0, 0, "新")], [Retext(0, 2, 2, "新")], [Retext(0, 1, 3, "新词")], [Retext(0, 4, 5, "")], [Retext(0, 6, 7, "")],
    [Retext(0, 0, 7, "")], [Retext(0, 0, 1, "一\n二")], [Retext(1, 2, 3, "")], [Retext(0, 0, 1, "子"), Retext(0, 5, 6, "丑")],
    [Restyle(0, "正文")], [Restyle(1, "正文")], [Restyle(0, "一级")], [Restyle(0, "二级", end=3)],
    [Restyle(1, "标题", frozenset({"size", "align"}))], [Restyle(0, "正文", space_before_lines=100)],
    [Reformat(0, {"align": "center"}, {"bold": True}, 1, 3)], [Reformat(1, {"left": 300}, {"size": 30})],
    [Restyle(0, "正文"), Restyle(0, "二级", end=2), Retext(0, 3, 4, "辰")],
]  # fmt: skip


@pytest.mark.parametrize("edits", EDITS, ids=[str(n) for n in range(len(EDITS))])
def test_the_pure_result_is_what_the_document_shows(edits: list[Edit], profile: Profile) -> None:
    pure, real = both(edits, profile)
    assert [shown(p) for p in pure.paragraphs] == [shown(p) for p in real.paragraphs]


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 7), st.integers(0, 7), st.text(alphabet="甲乙\t\n", max_size=4))
def test_any_replacement_gives_the_same_text_and_formats(a: int, b: int, new: str) -> None:
    pure, real = both([Retext(0, min(a, b), max(a, b), new)], load_profile())
    assert [shown(p) for p in pure.paragraphs] == [shown(p) for p in real.paragraphs]
    assert pure.paragraphs[0].text.count(OBJECT) == 1


def test_a_change_that_would_take_a_note_is_left_out_of_both(profile: Profile) -> None:
    pure, real = both([Retext(0, 4, 5, ""), Retext(0, 0, 1, "子")], profile)
    assert pure.paragraphs[0].text == real.paragraphs[0].text == f"子乙丙丁{OBJECT}戊己"


def test_page_and_page_numbers(profile: Profile) -> None:
    pure, real = both([PageSetup(0, {"top": 2098, "grid": "lines", "line_pitch": 579}), PageNumbers(0)], profile)
    assert pure.even_and_odd
    assert real.even_and_odd
    assert (pure.sections[0].top, pure.sections[0].grid) == (real.sections[0].top, real.sections[0].grid)
    for kind in ("default", "even"):
        a, b = pure.sections[0].footers[kind], real.sections[0].footers[kind]
        assert (a.text, a.align, a.format.east_asia, a.format.size) == (b.text, b.align, b.format.east_asia, b.format.size)


def test_untouched_paragraphs_keep_their_identity_and_kinds(profile: Profile) -> None:
    raw = opened(BODY).report()
    report = understand(raw, {p.uid: Kind.BODY for p in raw.paragraphs})
    after = apply(report, [Retext(0, 0, 1, "新")], profile)
    assert after.paragraphs[1] is report.paragraphs[1]
    assert [p.kind for p in after.paragraphs] == [p.kind for p in report.paragraphs]
