"""Text boxes, headers and footers as laid stories: made when they are looked at, page numbers live."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.core.apply import retexted
from app.core.number_text import number_text
from app.core.report import Paragraph, Report, Section
from app.layout.lines import Column
from app.layout.tables import Held, LaidStory, lay_story, tables_inside, without_control

KINDS = ("header", "footer")
_LIVE = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What fields show on one page: its number, the count of all pages, and the format of numbers."""

    number: int
    count: int
    format: str = "decimal"


class Stories:
    """Everything of one report that stands outside the flow and its tables and notes, by story."""

    def __init__(self) -> None:
        self._others: tuple[Paragraph, ...] | None = None
        self._uids: dict[str, list[int]] = {}
        self._held = Held({})
        self._laid: dict[tuple[str, float, PageFacts | None], LaidStory] = {}
        self.boxes: Mapping[int, tuple[str, ...]] = {}
        self.even_and_odd = False

    def take(self, report: Report) -> bool:
        """Take over the stories of `report`; whether any of them may read otherwise than before."""
        self.boxes, self.even_and_odd = report.boxes, report.even_and_odd
        if report.others is self._others:
            return False
        self._others = report.others
        self._laid = {}
        self._uids = {}
        mine = {p.uid: p for p in report.others if not p.story.startswith(("table:", "sdt:", "footnote", "endnote"))}
        mine |= {p.uid: p for p in report.others if "textbox:" in p.story}
        for p in mine.values():
            home = without_control(p.story)
            if "table:" not in home.rpartition("/")[2]:
                self._uids.setdefault(home, []).append(p.uid)
        inner = tables_inside((*report.tables, *report.other_tables))
        for home in inner:  # one that holds nothing but a table
            if home.rpartition("/")[2].startswith(("textbox:", *KINDS)):
                self._uids.setdefault(home, [])
        self._held = Held(mine, inner)
        return True

    def has(self, story: str) -> bool:
        """Whether there is such a text box, header or footer."""
        return story in self._uids

    def story_of(self, uid: int) -> str | None:
        """The text box, header or footer that holds paragraph `uid`, in a table of it or not."""
        paragraph = self._held.paragraphs.get(uid)
        if paragraph is None:
            return None
        homes = (home for home in self._uids if paragraph.story == home or paragraph.story.startswith(f"{home}/"))
        return max(homes, key=len, default=None)

    def all(self) -> tuple[str, ...]:
        """Every story, in the file's order."""
        return tuple(self._uids)

    def text(self, story: str) -> str:
        """What a story reads, tables in it included."""
        lines = (p.text for p in self._held.paragraphs.values() if p.story == story or p.story.startswith(f"{story}/"))
        return "\n".join(line for line in lines if line.strip())

    def laid(self, story: str, width: float, facts: PageFacts | None = None) -> LaidStory | None:
        """The story in a column that wide; with `facts` its page numbers are those of that page."""
        if story not in self._uids:
            return None
        uids = self._uids[story]
        live = facts if facts is not None and self._is_live(story) else None
        key = (story, width, live)
        found = self._laid.get(key)
        if found is None:
            held = self._held
            if live is not None:
                held = Held({uid: shown_on(p, live) for uid, p in held.paragraphs.items()}, held.inner)
            found = self._laid[key] = lay_story(held, story, uids, Column(max(200.0, width)))
        return found

    def _is_live(self, story: str) -> bool:
        return any(
            span.kind == "field" and span.words in _LIVE
            for p in self._held.paragraphs.values() if p.story == story or p.story.startswith(f"{story}/") for span in p.spans
        )  # fmt: skip


def shown_on(paragraph: Paragraph, facts: PageFacts) -> Paragraph:
    """The paragraph with its page number fields as they read on one page."""
    shown = paragraph
    for span in reversed(paragraph.spans):
        if span.kind == "field" and span.words in _LIVE:
            text = number_text(facts.number, facts.format) if span.words == "PAGE" else str(facts.count)
            shown = retexted(shown, span.start, span.end, text)
    return shown


def running_story(section: Section, side: str, *, first: bool, even: bool) -> str | None:
    """The header or footer (`side`) that a page of the section shows: on its first page, or with an even number."""
    if first and section.title_page:
        return section.running.get(f"{side}:first")
    if even and f"{side}:even" in section.running:
        return section.running[f"{side}:even"]
    return section.running.get(f"{side}:default") if not even else None
