"""The whole report on its pages: keeps blocks and places current item by item, and gives them out as frozen `Pages`."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import pairwise
from weakref import WeakKeyDictionary

from app.core.report import Paragraph, Report, Section
from app.layout.lines import Block, Column, column_of, lay_lines, shared_room
from app.layout.note_pages import NotePages
from app.layout.paginate import Paginator, Place
from app.layout.stories import Stories
from app.layout.tables import LaidTable, TableItem, lay_table, table_items

Item = Paragraph | TableItem


def flow_items(report: Report, known: Mapping[str, TableItem] = {}) -> list[Item]:
    """Flow paragraphs with the flow's tables between them, in reading order; tables in `known` that did not change are kept."""
    if not report.tables:
        return list(report.paragraphs)
    after: dict[int | None, list[Item]] = {}
    for made in table_items(report.tables, report.others):
        kept = known.get(made.table.story)
        after.setdefault(made.table.after, []).append(kept if kept is not None and kept.equals(made) else made)
    items: list[Item] = list(after.get(None, ()))
    for paragraph in report.paragraphs:
        items.append(paragraph)
        items += after.get(paragraph.uid, ())
    return items


class ReportLayout:
    """Items, their blocks and their places. `change` mends what an edit touched; everything else stands still."""

    def __init__(self, report: Report) -> None:
        self.items: list[Item] = []
        self.blocks: list[Block] = []
        self._laid_tables: WeakKeyDictionary[TableItem, LaidTable] = WeakKeyDictionary()
        self._cache: WeakKeyDictionary[Paragraph, tuple[Column, Block]] = WeakKeyDictionary()
        self._sections_of: list[int] = []
        self._composed: tuple[Item, Paragraph] | None = None
        self._indexes: dict[int, int] | None = None
        self.notes = NotePages(self)
        self.stories = Stories()
        self.notes.take(report)
        self.stories.take(report)
        self.paginator = Paginator(self)
        self._set_sections(report)
        self.change(0, 0, flow_items(report))

    # --- what pagination asks -----------------------------------------------------------------------------------------

    def section_at(self, item: int) -> int | None:
        section = self._section_from(item)
        return section if section in self._paged else None

    def room(self, section: int) -> int:
        return self._rooms[section]

    def same_style(self, item: int) -> bool:
        here, before = self.items[item], self.items[item - 1] if item else None
        return isinstance(here, Paragraph) and isinstance(before, Paragraph) and here.format.style == before.format.style

    def shared(self, item: int) -> int:
        here, before = self.items[item], self.items[item - 1] if item else None
        return shared_room(before, here) if isinstance(here, Paragraph) and isinstance(before, Paragraph) else 0

    # --- changes ------------------------------------------------------------------------------------------------------

    def sections_changed(self, report: Report) -> bool:
        """Whether the page setup in `report` differs from the one laid out."""
        return report.sections is not self._given and not _same_setup(report.sections, self._given)

    def start_over(self, report: Report) -> None:
        """Lay everything out anew, with the page setup of `report`."""
        self._set_sections(report)
        self.notes.take(report)
        self.stories.take(report)
        self.change(0, len(self.items), flow_items(report))

    def change(self, at: int, removed: int, items: Sequence[Item]) -> int:
        """Items at..at+removed became `items`; returns the first item after them whose place did not change."""
        self.items[at : at + removed] = items
        section = self._sections_of[at - 1] if at else 0
        sections: list[int] = []
        for index in range(at, at + len(items)):
            started = self._section_from(index)
            section = section if started is None else started
            sections.append(section)
        self._sections_of[at : at + removed] = sections
        self._composed = self._indexes = None
        self.notes.forget()
        self.blocks[at : at + removed] = [self._lay(item, s) for item, s in zip(items, sections, strict=True)]
        return self.paginator.change(at, removed, len(items))

    def compose(self, item: int, paragraph: Paragraph) -> int:
        """Show `paragraph` at that item (the text an input method is composing) until the item is changed again."""
        self._composed = (self.items[item], paragraph) if paragraph is not self.items[item] else None
        column = self.columns[self._sections_of[item]]
        self.blocks[item] = self.notes.with_notes(lay_lines(paragraph, column), paragraph, column)
        self.notes.forget()
        return self.paginator.change(item, 1, 1)

    def is_composed(self, item: int) -> bool:
        """Whether an input method's text is shown at that item."""
        return self._composed is not None and self._composed[0] is self.items[item]

    def composed_item(self, item: int) -> Item:
        """The item as it is shown, with an input method's text."""
        if self._composed is not None and self._composed[0] is self.items[item]:
            return self._composed[1]
        return self.items[item]

    def _set_sections(self, report: Report) -> None:
        self._given = report.sections
        self.sections: tuple[Section, ...] = report.sections or (Section(0),)
        self.columns = [column_of(section) for section in self.sections]
        self._rooms = [max(400, section.height - abs(section.top) - abs(section.bottom)) for section in self.sections]
        self.one_size = len({(section.width, section.height) for section in self.sections}) == 1
        self._starts = {section.first: at for at, section in enumerate(self.sections) if at and section.first is not None}
        self._paged = {
            at for at, (before, section) in enumerate(pairwise(self.sections), 1)
            if section.start != "continuous" or (before.width, before.height) != (section.width, section.height)
        }  # fmt: skip

    def _section_from(self, item: int) -> int | None:
        """The section that begins with this item, on a new page or not."""
        if not self._starts:
            return None
        found = self.items[item]
        return self._starts.get(found.uid) if isinstance(found, Paragraph) else None

    def _lay(self, item: Item, section: int) -> Block:
        column = self.columns[section]
        if isinstance(item, TableItem):
            laid = self.notes.with_table(lay_table(item, column), item, column)
            self._laid_tables[item] = laid
            return laid.block
        kept = self._cache.get(item)
        block = kept[1] if kept is not None and kept[0] == column else lay_lines(item, column)
        self._cache[item] = (column, block)
        return self.notes.with_notes(block, item, column)

    # --- answers ------------------------------------------------------------------------------------------------------

    def place(self, item: int) -> Place:
        return self.paginator.places[item]

    def index_of(self, uid: int) -> int | None:
        """The item that is that flow paragraph, or the table that holds it; None for what is not in the flow."""
        if self._indexes is None:
            self._indexes = {item.uid: at for at, item in enumerate(self.items) if isinstance(item, Paragraph)}
            for at, item in enumerate(self.items):
                if isinstance(item, TableItem):
                    self._indexes.update(dict.fromkeys(item.paragraphs, at))
        return self._indexes.get(uid)

    def page_of(self, uid: int, offset: int) -> int | None:
        """The 0-based page of that character; None for a paragraph that is not on paper (a note, a header)."""
        at = self.index_of(uid)
        if at is None:
            return None
        block, laid = self.blocks[at], self.laid_table(at)
        if laid is not None:
            return self.place(at).of(laid.bands[uid], block)[0]
        line = next((number for number, line in enumerate(block.lines) if offset < line.end), len(block.heights) - 1)
        return self.place(at).of(line, block)[0]

    def section_of(self, item: int) -> Section:
        return self.sections[self._sections_of[item]]

    def laid_table(self, item: int) -> LaidTable | None:
        """The table at that item, laid out; None for a paragraph."""
        found = self.items[item]
        return self._laid_tables.get(found) if isinstance(found, TableItem) else None

    @property
    def page_count(self) -> int:
        """Pages of the flow and of the endnotes after it."""
        return max(self.flow_pages, self.notes.last_page + 1)

    @property
    def flow_pages(self) -> int:
        """Pages that the flow takes by itself."""
        return self.paginator.states[-1].page + 1

    def section_number(self, item: int) -> int:
        """Which section an item is in."""
        return self._sections_of[item]

    def section_of_page(self, page: int) -> Section:
        """The section whose geometry that page has."""
        return self.sections[self.section_number_of_page(page)]

    def section_number_of_page(self, page: int) -> int:
        """Which section gives that page its geometry."""
        at = bisect_right(self.paginator.places, page, key=_page_of) - 1
        return self.paginator.places[at].section if at >= 0 else 0

    def page_number(self, page: int) -> int:
        """The number printed on that page: counted on, or from where its section starts anew."""
        number = page + 1
        for at in range(page, -1, -1):
            section = self.section_of_page(at)
            starts_here = at == 0 or self.section_of_page(at - 1) is not section
            if starts_here and section.page_number_start is not None:
                return section.page_number_start + page - at
            if len(self.sections) == 1 and section.page_number_start is None:
                return number
        return number

    def item_at(self, page: int, y: int) -> int:
        """The last item that starts at or above `y` twips below the top of the 版心 of `page` (0 for an empty report)."""
        return max(0, bisect_right(self.paginator.places, (page, y), key=_page_and_y) - 1)


def _page_of(place: Place) -> int:
    return place.page


def _page_and_y(place: Place) -> tuple[int, int]:
    return place.page, place.y


def _same_setup(a: Sequence[Section], b: Sequence[Section]) -> bool:
    return len(a) == len(b) and all(_setup(x) == _setup(y) for x, y in zip(a, b, strict=True))


def _setup(section: Section) -> tuple[object, ...]:
    return (
        section.width, section.height, section.top, section.bottom, section.left, section.right, section.gutter,
        section.grid, section.line_pitch, section.char_space, section.first if section.index else None,
        section.start, section.page_number_start,
    )  # fmt: skip


NOTHING = Report("", "docx", (), {})
