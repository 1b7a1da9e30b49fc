"""Carrying out edits on the elements of an open document, each by the module that knows how."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from functools import partial
from itertools import groupby

from app.core.apply import changes_of, last_first, place_after
from app.core.edits import (
    Autonumber,
    Edit,
    Insert,
    InsertRow,
    Join,
    Move,
    PageNumbers,
    PageSetup,
    Rearrange,
    RedefineStyle,
    Reformat,
    Relook,
    Remove,
    RemoveRow,
    Renumber,
    Restyle,
    Retext,
    RowEdit,
    Split,
)
from app.core.look import role_style
from app.core.profile import Profile
from app.core.protected import takes_reference
from app.core.report import Report
from app.docx.blocks import TRACKING, Blocks
from app.docx.direct import set_paragraph
from app.docx.footers import number_pages
from app.docx.journal import Journal
from app.docx.lists import add_list
from app.docx.named_styles import NamedStyles
from app.docx.names import Element, first_child, w
from app.docx.order import put_in_order
from app.docx.page_setup import set_page
from app.docx.patch import crosses_revision
from app.docx.readings import Readings
from app.docx.rearrange import rearrange
from app.docx.redefine import Follower, redefine
from app.docx.relook import REVISION_MARKS, relook, wear
from app.docx.renumber import renumber
from app.docx.restyle import Given, Restyler, reformat, text_runs
from app.docx.retype import Writer
from app.docx.rows import insert_row, remove_row
from app.docx.runs import plain_properties
from app.docx.same import same
from app.docx.split import mark_properties, properties_element, split

_CROSSES = "此处跨越修订标记，请先接受或拒绝修订"
_REFERRED = "此处有批注或注释，更正会把它删去，请手工修改"
_NO_STYLE = "文件中没有这个段落样式"
_GONE = "该段落已不在文中"


class Editor:
    """One call of `WordDocument.apply`: what it works on, and what it had to leave out."""

    def __init__(self, readings: Readings, journal: Journal, writer: Writer, profile: Profile) -> None:
        self.readings = readings
        self.report: Report = readings.report()
        self.journal = journal
        self.writer = writer
        self.profile = profile
        self.refused: list[tuple[Edit, str]] = []
        self.added: list[Element] = []  # paragraphs that are new
        self.removed: list[Element] = []
        self.emptied: list[Element] = []  # paragraphs whose words an edit takes without naming each
        self._sheet = readings.reading.styles
        self._given: Given = {}
        self._models: dict[int, Element] = {}
        self._done: list[Retext] = []

    def apply(self, edits: Sequence[Edit]) -> None:
        """Carry out all edits: looks first, since they move no offset, then texts from the last place to the first."""
        self._redefine([edit for edit in edits if isinstance(edit, RedefineStyle)])
        styles = NamedStyles(self.readings.package, self.journal, self._sheet)
        looks = [edit for edit in edits if isinstance(edit, Restyle | Reformat | Relook)]
        self._models = self._copies_of(edits)
        ids = [self._style_id(styles, edit) if isinstance(edit, Restyle) else "" for edit in looks]
        self._sheet = styles.sheet
        for edit, style_id in zip(looks, ids, strict=True):
            if edit.uid not in self.report.by_uid:
                self.refused.append((edit, _GONE))
            elif isinstance(edit, Restyle):
                self._restyle(edit, style_id)
            elif isinstance(edit, Relook):
                self._relook(edit)
            else:
                self._look(edit.uid, partial(reformat, edit=edit, sheet=self._sheet))
        for edit in edits:
            self._other(edit)
        texts = sorted((edit for edit in edits if isinstance(edit, Retext | Split)), key=lambda edit: edit.uid)
        for uid, group in groupby(texts, key=lambda edit: edit.uid):
            self._retext(uid, last_first(group))
        blocks = Blocks(self.readings, self.journal)
        for edit in edits:
            if isinstance(edit, Join | Insert | Move | Remove | Rearrange):
                refusal = self._tracked() or (self._rearrange(edit) if isinstance(edit, Rearrange) else blocks.shift(edit))
                self.refused += [(edit, refusal)] if refusal else []

    def _rearrange(self, edit: Rearrange) -> str | None:
        if any(uid not in self.report.by_uid for uid, _, _ in edit.places):
            return _GONE
        done = {uid: [one for one in self._done if one.uid == uid] for uid, _, _ in edit.places}
        return rearrange(
            self.readings, self.journal, edit, self.writer.number, lambda uid, at: place_after(at, done[uid])
        )  # fmt: skip

    def _redefine(self, edits: Sequence[RedefineStyle]) -> None:
        for edit in edits:
            old, new = self._sheet, redefine(self.readings.package, self.journal, self._sheet, edit, self.profile)
            if new is None:
                self.refused.append((edit, _NO_STYLE))
                continue
            self._sheet = new
            follower = Follower(old, new, edit)
            for p in (*self.report.paragraphs, *self.report.others):
                if p.format.style_id == edit.style_id:
                    table = self.readings.place(p.uid).table
                    self._look(p.uid, partial(follower.follow, table=table))

    def _tracked(self) -> str | None:
        return TRACKING if self.writer.tracks else None

    def _copies_of(self, edits: Sequence[Edit]) -> dict[int, Element]:
        """The paragraphs whose look others take, as they are before anything changes."""
        uids = [edit.like for edit in edits if isinstance(edit, Relook | Split) and edit.like is not None]
        return {uid: copy.deepcopy(self.readings.place(uid).element) for uid in dict.fromkeys(uids) if uid in self.report.by_uid}

    def _relook(self, edit: Relook) -> None:
        model = self._models.get(edit.like)
        if model is None:
            self.refused.append((edit, _GONE))
            return
        sheet, table = self._sheet, self.readings.place(edit.uid).table
        self._look(edit.uid, lambda p: relook(p, model, edit.end, sheet, table))

    def _style_id(self, styles: NamedStyles, edit: Restyle) -> str:
        style = role_style(self.profile, edit.style)
        return styles.paragraph(style) if edit.end is None else styles.character(style)

    def _restyle(self, edit: Restyle, style_id: str) -> None:
        place = self.readings.place(edit.uid)
        reading = self.report.by_uid[edit.uid]
        style = role_style(self.profile, edit.style)
        restyler = Restyler(self.readings.reading.styles, self._sheet, reading, place.table, self._given)
        change = restyler.whole if edit.end is None else restyler.words
        self._look(edit.uid, partial(change, edit=edit, style=style, style_id=style_id))

    def _look(self, uid: int, change: Callable[[Element], None]) -> None:
        """Change the look of paragraph `uid`, unless it looks so already."""
        place = self.readings.place(uid)
        p = self.journal.current(place.element)
        trial = copy.deepcopy(p)
        change(trial)
        if same(trial, p) or _paragraphs(trial) != _paragraphs(p):
            return  # nothing to do, or paragraphs stand among the properties, where none may, and would go with them
        self.journal.parts.add(place.part)
        if self.journal.is_copy(p):
            change(p)
        else:
            self.journal.swap(p, trial)

    def _other(self, edit: Edit) -> None:
        package, journal = self.readings.package, self.journal
        match edit:
            case PageSetup():
                set_page(package, journal, edit)
            case PageNumbers():
                number_pages(package, journal, edit)
            case Renumber() if edit.uid in self.report.by_uid:
                refusal = renumber(package, journal, self.report, edit, self.readings)
                self.refused += [(edit, refusal)] if refusal else []
            case InsertRow() | RemoveRow():
                self._row(edit)
            case Autonumber():
                self._autonumber(edit)
            case _:
                pass

    def _row(self, edit: RowEdit) -> None:
        if edit.uid not in self.report.by_uid:
            self.refused.append((edit, _GONE))
            return
        place = self.readings.place(edit.uid)
        p = self.journal.current(place.element)
        if isinstance(edit, InsertRow):
            made = insert_row(self.journal, p, below=edit.below, writer=self.writer)
        else:
            made = remove_row(self.journal, p, self.writer)
        if isinstance(made, str):
            self.refused.append((edit, made))
            return
        self.journal.parts.add(place.part)
        self.added += made.added
        self.removed += made.removed
        self.emptied += made.emptied

    def _autonumber(self, edit: Autonumber) -> None:
        num_id = add_list(self.readings.package, self.journal, edit.forms)
        for uid, level in edit.members:
            place = self.readings.place(uid)
            self.journal.parts.add(place.part)
            p = self.journal.edit(place.element)
            first = next(iter(text_runs(p)), None)
            look = first_child(first, w("rPr"))
            if look is not None:  # the number looks as the paragraph's mark does
                kept = [child for child in mark_properties(p) if child.tag in REVISION_MARKS]
                mark_properties(p)[:] = [*kept, *plain_properties(look)]
            set_paragraph(properties_element(p), {"num_id": num_id, "num_level": level})
            put_in_order(properties_element(p))

    def _split(self, p: Element, edit: Split) -> None:
        second = split(self.journal, p, edit.at, self.writer)
        model = self._models.get(edit.like) if edit.like is not None else None
        if model is not None:
            wear(second, model)

    def _retext(self, uid: int, edits: Sequence[Retext | Split]) -> None:
        if uid not in self.report.by_uid:
            self.refused += [(edit, _GONE) for edit in edits]
            return
        place = self.readings.place(uid)
        reading = self.report.by_uid[uid]
        text = reading.text
        self.journal.parts.add(place.part)
        for edit in edits:
            if isinstance(edit, Split):
                if self.writer.tracks:
                    self.refused.append((edit, TRACKING))
                else:
                    self._split(self.journal.edit(place.element), edit)
                continue
            changes = changes_of(text, edit)
            if crosses(self.journal.current(place.element), text, edit):
                self.refused.append((edit, _CROSSES))
            elif any(takes_reference(reading, change) for change in changes):
                self.refused.append((edit, _REFERRED))
            elif changes:
                p = self.journal.edit(place.element)
                self._done.append(edit)
                for change in reversed(changes):
                    self.writer.replace(p, change.start, change.end, change.new)


def _paragraphs(element: Element) -> int:
    return sum(1 for _ in element.iter(w("p")))


def crosses(p: Element, text: str, edit: Retext) -> bool:
    """Whether characters that `edit` changes do not all stand in one and the same tracked change of `p`, which reads `text`."""
    return any(crosses_revision(p, change.start, change.end) for change in changes_of(text, edit))
