"""Understanding again after a change: same result as afresh, same objects where nothing changed."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.report import Kind, Paragraph, Report
from app.core.understand import understand
from tests.core.structure import BODY_TEXT, raw

LINES = (
    "青川市数据资源局关于2023年度数据治理情况的报告", "市政府：", BODY_TEXT, "一、主要成效", "（一）抓归集。一是建立制度。二是完善平台。" + BODY_TEXT,
    BODY_TEXT + "一是归集。二是共享。", "（二）抓共享。" + BODY_TEXT, "二、下步打算", BODY_TEXT + BODY_TEXT, "附件：清单", "青川市数据资源局", "2023年12月29日", "附件", "清单", "一、任务", BODY_TEXT,
)  # fmt: skip


def retyped(report: Report, at: int, text: str) -> Report:
    paragraphs = list(report.paragraphs)
    paragraphs[at] = Paragraph(paragraphs[at].uid, text)
    return replace(report, paragraphs=tuple(paragraphs))


def test_untouched_paragraphs_are_the_same_objects() -> None:
    first = raw(*LINES)
    understood = understand(first)
    again = understand(retyped(first, 8, LINES[8][:20] + "切实" + LINES[8][20:]), {}, understood)
    assert [a is b for a, b in zip(understood.paragraphs, again.paragraphs, strict=True)] == [at != 8 for at in range(len(LINES))]
    assert again.outline is understood.outline
    assert again.elements is understood.elements


def test_a_heading_that_becomes_body_changes_only_what_it_must() -> None:
    first = raw(*LINES)
    understood = understand(first)
    again = understand(retyped(first, 7, "下步打算"), {}, understood)
    assert again.paragraphs[2] is understood.paragraphs[2]
    assert len(again.outline) == len(understood.outline) - 1


def test_a_kind_set_later_counts() -> None:
    first = raw(*LINES)
    understood = understand(first)
    again = understand(first, {3: Kind.BODY}, understood)
    assert again.paragraphs[3].kind is Kind.BODY
    assert again.paragraphs[2] is understood.paragraphs[2]


def test_equal_readings_made_anew_keep_their_identity() -> None:
    understood = understand(raw(*LINES))
    again = understand(raw(*LINES), {}, understood)
    assert all(a is b for a, b in zip(understood.paragraphs, again.paragraphs, strict=True))


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, len(LINES) - 1),
            st.integers(0, 400),
            st.sampled_from(["增", "。", "", "一是好。", "，", "（", "年", "\n三、新节。"]),
        ),
        max_size=6,
    )
)
def test_after_any_typing_it_reads_as_afresh(steps: list[tuple[int, int, str]]) -> None:
    report = raw(*LINES)
    understood = understand(report)
    for at, offset, typed in steps:
        text = report.paragraphs[at].text
        here = min(offset, len(text))
        report = retyped(report, at, text[:here] + typed + text[here + (not typed) :])
        understood = understand(report, {}, understood)
    fresh = understand(report)
    assert [p.role for p in understood.paragraphs] == [p.role for p in fresh.paragraphs]
    assert understood.outline == fresh.outline
    assert understood.elements == fresh.elements
