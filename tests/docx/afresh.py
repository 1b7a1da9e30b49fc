"""Random changes of the number of paragraphs in a real document, each reading compared with one of the same trees afresh."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import fields, replace

from app.core.edits import Edit, InsertRow, Join, Move, Reformat, Remove, RemoveRow, Split
from app.core.errors import ReportError
from app.core.profile import Profile
from app.core.report import OBJECT, Paragraph, Report, Section, Table
from app.docx.change import Change
from app.docx.document import WordDocument
from app.docx.readings import Readings
from app.docx.story import survey

_PARAGRAPH = [field.name for field in fields(Paragraph) if field.name != "uid"]
_REPORT = [field.name for field in fields(Report) if field.name not in ("paragraphs", "others")]


def reads_as_afresh(document: WordDocument) -> None:
    """The report of `document` says what a first reading of its trees says, under the numbers that its paragraphs have."""
    now, first = document.report(), Readings(document.package)
    afresh = first.report()
    readings: Readings = vars(document)["_readings"]
    assert list(map(readings.place, now.places)) == survey(document.package).paragraphs
    uids = {p.uid: q.uid for p, q in zip(_all(afresh), _all(now), strict=True)}
    for p, q in zip(_all(afresh), _all(now), strict=True):
        for name in _PARAGRAPH:
            assert getattr(q, name) == getattr(p, name), name
    expected = replace(
        afresh,
        places={uids[uid]: place for uid, place in afresh.places.items()},
        boxes={uids[uid]: names for uid, names in afresh.boxes.items()},
        tables=_tables(afresh.tables, uids),
        other_tables=_tables(afresh.other_tables, uids),
        sections=tuple(_section(section, uids) for section in afresh.sections),
    )
    for name in _REPORT:
        assert getattr(now, name) == getattr(expected, name), name
    assert list(now.places) == list(expected.places)
    assert list(now.styles) == list(expected.styles)
    assert now.order == {p.uid: at for at, p in enumerate(now.paragraphs)}
    assert now.by_uid == {p.uid: p for p in _all(now)}


def _all(report: Report) -> tuple[Paragraph, ...]:
    return (*report.paragraphs, *report.others)


def _tables(tables: Sequence[Table], uids: dict[int, int]) -> tuple[Table, ...]:
    return tuple(
        replace(
            table,
            after=None if table.after is None else uids[table.after],
            cells=tuple(replace(cell, paragraphs=tuple(uids[uid] for uid in cell.paragraphs)) for cell in table.cells),
        )
        for table in tables
    )


def _section(section: Section, uids: dict[int, int]) -> Section:
    first, last = (None if uid is None else uids[uid] for uid in (section.first, section.last))
    return replace(section, first=first, last=last)


class Editor:
    """Makes random changes of one document, and takes some back."""

    def __init__(self, document: WordDocument, profile: Profile, chance: random.Random) -> None:
        self.document = document
        self.profile = profile
        self.chance = chance
        self.done: list[Change] = []
        self.undone: list[Change] = []
        self.made: Counter[str] = Counter()

    def step(self) -> None:
        """One change, often two without a reading in between, or one taken back."""
        steps = (self._split, self._split, self._join, self._join, self._delete, self._paste, self._edit, self._row, self._back)
        for _ in range(self.chance.choice((1, 1, 2))):
            step = self.chance.choice(steps)
            try:
                step()
            except ReportError:
                continue
            self.made[step.__name__] += 1

    def _some(self, count: int, *, cells: bool = True) -> list[Paragraph]:
        """Adjoining paragraphs of one story; sometimes of a cell, note or text box."""
        report = self.document.report()
        lists = [report.paragraphs, report.paragraphs, *([report.others] if cells and report.others else [])]
        chosen = self.chance.choice(lists)
        if len(chosen) <= count:
            return []
        at = self.chance.randrange(len(chosen) - count)
        found = list(chosen[at : at + count])
        return found if len({p.story for p in found}) == 1 else []

    def _retype(self, old: Sequence[Paragraph], texts: Sequence[str]) -> None:
        if old:
            change = self.document.retype([p.uid for p in old], texts)
            self._did(change)

    def _did(self, change: Change) -> None:
        self.done.append(change)
        self.undone.clear()

    def _split(self) -> None:
        for p in self._some(1):
            at = self.chance.randint(0, len(p.text))
            self._retype([p], [p.text[:at], p.text[at:]])

    def _join(self) -> None:
        some = self._some(2)
        self._retype(some, ["".join(p.text for p in some)])

    def _delete(self) -> None:
        some = self._some(self.chance.choice((2, 3, 5)))
        if some:
            self._retype(some, [some[0].text[:3] + some[-1].text[-3:]] if self.chance.random() < 0.5 else [some[0].text])

    def _paste(self) -> None:
        for p in self._some(1):
            at = self.chance.randint(0, len(p.text))
            self._retype([p], [p.text[:at] + "甲", "乙" * self.chance.randint(0, 3), "", "丙" + p.text[at:].replace(OBJECT, "")])

    def _edit(self) -> None:
        some = self._some(2, cells=False)
        if some:
            p, q = some
            reformed = Reformat(p.uid, paragraph={"num_id": 1, "num_level": 0})
            edits: list[Edit] = [
                Split(p.uid, len(p.text) // 2),
                Join(p.uid, q.uid, self.chance.choice(("first", "second"))),
                Remove(p.uid, q.uid),
                Move(p.uid, q.uid, None),
                reformed,
            ]
            self._apply(self.chance.choice(edits))

    def _row(self) -> None:
        uids = [p.uid for p in self.document.report().others if "table:" in p.story]
        if uids:
            uid = self.chance.choice(uids)
            self._apply(self.chance.choice((InsertRow(uid), InsertRow(uid, below=False), RemoveRow(uid))))

    def _apply(self, edit: Edit) -> None:
        change = self.document.apply([edit], self.profile)
        self._did(change)

    def _back(self) -> None:
        """Take back up to three changes, and make some of them again."""
        for _ in range(min(len(self.done), self.chance.randint(1, 3))):
            self.undone.append(self.done.pop())
            self.undone[-1].back()
        for _ in range(self.chance.randint(0, len(self.undone))):
            self.done.append(self.undone.pop())
            self.done[-1].again()
