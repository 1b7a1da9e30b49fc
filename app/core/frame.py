"""The parts of a file (the report itself, then its attachments) and the hand that assigns kinds in them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from app.core.genre import genre_of
from app.core.marks import CONTENTS, DATED, EMPTY, NAMED, SHORT, TAGGED, filled, marked
from app.core.named import kind_by_style
from app.core.numerals import Scheme
from app.core.report import Kind, Role
from app.core.traits import Traits

TAIL_TAGS = frozenset({"empty", "drawn", "bracket", "imprint", "copy_to", "theme", "date"})
_ENTRY = re.compile(r"(?:[.…·．\t]{2,}|[\t ])\s*[-—]?\s*\d{1,3}\s*[-—]?$")
_OUTER = (Scheme.HAN, Scheme.CHAPTER, Scheme.ARTICLE)


@dataclass(frozen=True, slots=True)
class Part:
    """Paragraphs start..end; `main` for the report itself, else an attachment or a document that it issues."""

    start: int
    end: int
    main: bool


@lru_cache(maxsize=512)
def _plain_role(kind: Kind, confidence: float, reason: str) -> Role:
    return Role(kind, confidence, reason)


class Sheet:
    """The paragraphs' traits with the roles assigned so far; kinds set by hand stand and nothing overrules them.

    Roles that the outline gives, and those of plain text, are none of its own.
    """

    def __init__(self, traits: Sequence[Traits], marks: bytes, kinds: Mapping[int, Kind], order: Mapping[int, int]) -> None:
        self.traits = traits
        self.marks = marks
        self.kinds = kinds
        self.roles: dict[int, Role] = {}
        self._places: dict[Kind, list[int]] = {}
        for uid, kind in kinds.items():
            if uid in order:
                self._give(order[uid], Role(kind, 1.0, "由人工指定"))
        for at in marked(marks, NAMED, 0, len(marks)):
            named = kind_by_style(traits[at], at - marks.count(EMPTY, 0, at))
            if named is not None:
                self.assign(at, named, 0.9, f"样式是“{traits[at].style}”")

    def free(self, at: int) -> bool:
        """Whether the paragraph at `at` has no role yet."""
        return at not in self.roles

    def kind(self, at: int) -> Kind | None:
        role = self.roles.get(at)
        return role.kind if role else None

    def assign(self, at: int, kind: Kind, confidence: float, reason: str) -> None:
        """Give the paragraph at `at` that role unless it has one."""
        if at not in self.roles:
            self._give(at, _plain_role(kind, confidence, reason))

    def _give(self, at: int, role: Role) -> None:
        self.roles[at] = role
        self._places.setdefault(role.kind, []).append(at)

    def of_kind(self, kind: Kind, start: int, end: int) -> list[int]:
        """The places in start..end that have a role of that kind."""
        return [at for at in self._places.get(kind, ()) if start <= at < end]

    def filled(self, start: int, end: int) -> Iterator[int]:
        """The places of the paragraphs start..end that hold text."""
        return filled(self.marks, start, end)

    def above(self, at: int, start: int = 0) -> int | None:
        """The last place before `at`, from `start` on, that holds text."""
        marks, at = self.marks, at - 1
        while at >= start and marks[at] == EMPTY:
            at -= 1
        return at if at >= start else None

    def marked(self, wanted: int, start: int, end: int, kinds: Collection[Kind] = ()) -> list[int]:
        """The places with text in start..end that bear one of the `wanted` marks or have a role of these kinds."""
        places = list(marked(self.marks, wanted, start, end))
        also = [at for kind in kinds for at in self.of_kind(kind, start, end) if self.marks[at] != EMPTY]
        return sorted({*places, *also}) if also else places


def parts_of(sheet: Sheet) -> list[Part]:
    """The report and its attachments: cut at 附件 labels, and where a new title follows the date."""
    first = next(sheet.filled(0, len(sheet.marks)), len(sheet.marks))
    cuts: list[int] = []
    dated = False
    for at in sheet.marked(TAGGED | SHORT | DATED, 0, len(sheet.marks), _PARTING):
        kind = sheet.kind(at)
        if _opens_part(sheet, at, kind, first) or (kind is None and at > first and _cuts(sheet, at, dated)):
            cuts.append(at)
            dated = False
        elif kind is Kind.DATE or (kind is None and at > first and sheet.marks[at] & DATED):
            dated = True
    starts = [0, *[cut for cut in cuts if cut]]
    ends = [*starts[1:], len(sheet.traits)]
    return [Part(start, end, index == 0) for index, (start, end) in enumerate(zip(starts, ends, strict=True))]


_OPENING = (Kind.ATTACHMENT_LABEL, Kind.ATTACHMENT_TITLE)
_PARTING = (*_OPENING, Kind.DATE)


def _opens_part(sheet: Sheet, at: int, kind: Kind | None, first: int) -> bool:
    """Whether a label stands there, or the first line of an attachment's title without one."""
    if kind is not Kind.ATTACHMENT_TITLE or at <= first:
        return kind is Kind.ATTACHMENT_LABEL
    above = sheet.above(at)
    return above is None or not (sheet.kind(above) in _OPENING or sheet.traits[above].tag == "label")


def read_contents(sheet: Sheet) -> None:
    """Set aside the entries of a table of contents: by style, by page numbers, or because they come again below."""
    for at in sheet.marked(TAGGED | CONTENTS, 0, len(sheet.marks)):
        if sheet.traits[at].tag == "contents":
            sheet.assign(at, Kind.OTHER, 0.95, "目录样式")
        elif sheet.marks[at] & CONTENTS:
            sheet.assign(at, Kind.OTHER, 0.8, "目录")
            for entry in _entries(sheet, at + 1):
                sheet.assign(entry, Kind.OTHER, 0.8, "目录条目")


def _entries(sheet: Sheet, start: int) -> list[int]:
    following = list(sheet.filled(start, min(start + 400, len(sheet.traits))))
    paged: list[int] = []
    for at in following:
        if not _ENTRY.search(sheet.traits[at].words):
            break
        paged.append(at)
    if paged or not following:
        return paged
    first = "".join(sheet.traits[following[0]].words.split())
    for position, at in enumerate(following[1:], 1):
        if "".join(sheet.traits[at].words.split()) == first:
            return following[:position]
        if sheet.traits[at].stops or len(sheet.traits[at].words) > 60:
            return []
    return []


def _cuts(sheet: Sheet, at: int, dated: bool) -> bool:
    one = sheet.traits[at]
    if sheet.marks[at] & SHORT:
        return (dated or _restarts(sheet, at)) and _opens_document(sheet, at)
    if one.tag == "label":
        return not _opens_list(sheet, at)
    return one.tag == "attached" and (dated or one.breaks_page) and _has_body(sheet, at + 1)


def _restarts(sheet: Sheet, at: int) -> bool:
    """Whether 一、, 第一章 or 第一条 starts over shortly after, though the report had it before."""
    place = sheet.above(at)
    above = sheet.traits[place] if place is not None else None
    if above is None or (above.tag == "" and not above.ends and not above.right):
        return False
    for place in sheet.filled(at + 1, min(at + 8, len(sheet.traits))):
        line = sheet.traits[place].line
        if line and line.numeral and line.numeral.scheme in _OUTER:
            return line.numeral.value == 1 and _had(sheet, at, line.numeral.scheme)
    return False


def _had(sheet: Sheet, at: int, scheme: Scheme) -> bool:
    numerals = (one.line.numeral for one in islice(sheet.traits, at) if one.line)
    return any(numeral is not None and numeral.scheme is scheme for numeral in numerals)


def _opens_list(sheet: Sheet, at: int) -> bool:
    """Whether “附件：” on a line of its own heads the 附件说明: numbered names follow, then signature or date."""
    if sheet.traits[at].words[-1] not in "：:" or sheet.traits[at].breaks_page:
        return False
    following = [sheet.traits[i] for i in sheet.filled(at + 1, min(at + 20, len(sheet.traits)))]
    if not following:
        return True
    numeral = following[0].line.numeral if following[0].line else None
    return bool(numeral and numeral.scheme is Scheme.ARABIC and not following[0].stops) or any(
        t.tag == "date" for t in following[:8]
    )


def _has_body(sheet: Sheet, start: int) -> bool:
    plain = [i for i in sheet.filled(start, min(start + 12, len(sheet.traits))) if sheet.traits[i].tag == ""]
    least = 2 if any(_is_unit(sheet.traits[i]) for i in plain) else 3
    return len(plain) >= least and any(len(sheet.traits[i].words) > 40 or sheet.traits[i].line for i in plain)


def _is_unit(one: Traits) -> bool:
    numeral = one.line.numeral if one.line else None
    return numeral is not None and numeral.scheme in (Scheme.CHAPTER, Scheme.ARTICLE)


def _opens_document(sheet: Sheet, at: int) -> bool:
    """Whether a title of its own starts here: short lines without a stop, closed by a 文种, and text after them."""
    joined = ""
    for place in islice(sheet.filled(at, min(at + 6, len(sheet.traits))), 3):
        one = sheet.traits[place]
        if one.tag != "" or one.line or (one.ends and one.words[-1] not in "）)》") or len(one.words) > 60:
            return False
        joined += one.words
        if genre_of(joined) or (one.centred and len(joined) >= 4):
            return _has_body(sheet, place + 1)
    return False
