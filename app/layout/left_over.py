"""Text that stands on no page: unused headers, notes without a reference, what a merged cell hides. It is shown all the same."""

from __future__ import annotations

from collections.abc import Set

from app.core.report import Paragraph, Report
from app.layout.page import ReportLayout
from app.layout.stories import running_story

NESTED = 4  # boxes in boxes that are drawn
_UNDRAWN = ("footnote", "endnote")  # drawings in notes


def left_over(report: Report, layout: ReportLayout) -> tuple[Paragraph, ...]:
    """The paragraphs outside the flow that have words and stand on no page of `layout`, in the file's order."""
    placed = _tables(layout)
    whole = layout.notes.stories | _running(layout)
    for _ in range(NESTED):
        whole |= _boxes(report, placed, whole)
    return tuple(
        p for p in report.others
        if p.text.replace("\ufffc", "").strip() and p.uid not in placed and not is_in(p.story, whole) and not is_number(p)
    )  # fmt: skip


def is_number(paragraph: Paragraph) -> bool:
    """Whether a paragraph of a header or footer says nothing but a page number."""
    text = paragraph.text
    for span in reversed(paragraph.spans):
        if span.kind == "field":
            text = text[: span.start] + text[span.end :]
    return paragraph.story.startswith(("header", "footer")) and not any(char.isalnum() for char in text)


def _boxes(report: Report, placed: Set[int], whole: Set[str]) -> frozenset[str]:
    """The text boxes that stand on a page because the paragraph that holds them does."""
    found: set[str] = set()
    for uid, names in report.boxes.items():
        p = report.by_uid.get(uid)
        if p is not None and (p.in_flow or uid in placed or is_in(p.story, whole)) and not p.story.startswith(_UNDRAWN):
            found |= {names[box] for drawing in p.drawings if drawing for box in drawing.boxes if box < len(names)}
    return frozenset(found)


def is_in(story: str, whole: Set[str]) -> bool:
    """Whether a story is, or stands in, one of `whole`."""
    return any(home in whole for home in _homes(story))


def _tables(layout: ReportLayout) -> set[int]:
    found: set[int] = set()
    for item in range(len(layout.items)):
        laid = layout.laid_table(item)
        if laid is not None:
            found.update(uid for uid, _ in laid.paragraph_tops())
    return found


def _running(layout: ReportLayout) -> frozenset[str]:
    found: set[str | None] = set()
    for page in range(layout.page_count):
        section = layout.section_of_page(page)
        first = page == 0 or layout.section_of_page(page - 1) is not section
        even = layout.stories.even_and_odd and layout.page_number(page) % 2 == 0
        found |= {running_story(section, side, first=first, even=even) for side in ("header", "footer")}
    return frozenset(story for story in found if story is not None)


def _homes(story: str) -> list[str]:
    """The story and those around it, but for a box of its own: "textbox:1/table:0:r0c0" stands in "textbox:1"."""
    parts = story.split("/")
    starts = [at for at, part in enumerate(parts) if part.startswith("textbox:")]
    first = starts[-1] if starts else 0
    return ["/".join(parts[: at + 1]) for at in range(first, len(parts))]
