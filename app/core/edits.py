"""The only ways to change a report: edits are values; `app.docx.patch` turns them into the smallest change of elements.

`app.core.apply` applies the same edits to a frozen `Report` (examples and tests run on it without a DOCX).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

import msgspec

Aspect = Literal[
    "font", "size", "bold", "italic", "color", "char_spacing",
    "align", "indent", "line", "spacing", "outline", "keep_next", "page_break",
]  # fmt: skip
ALL_ASPECTS: frozenset[Aspect] = frozenset(get_args(Aspect))


class Retext(msgspec.Struct, frozen=True, gc=False):
    """Replace characters start..end of paragraph `uid` by `new`; the run at the place gives the new text its format."""

    uid: int
    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class Restyle:
    """Give paragraph `uid` the named style of the profile's role `style` (a key of `Profile.styles`), for `aspects` only.

    What the style sets for a named aspect replaces direct formatting; the effective value of every other aspect stays
    as it was (written directly where the style would change it). With `end` given only characters 0..end are meant
    (a run-in heading): they get the style's character formats, the paragraph its own role's. Text, emphasis inside body
    text, numbering, tabs, page breaks and objects stay.
    """

    uid: int
    style: str
    aspects: frozenset[Aspect] = ALL_ASPECTS
    end: int | None = None
    space_before_lines: int | None = None  # hundredths of a line, for "空一行" without inserting a paragraph


@dataclass(frozen=True, slots=True, eq=False)
class Reformat:
    """Set effective properties directly: keys are field names of ParagraphFormat (`paragraph`) and CharFormat (`chars`).

    `chars` applies to characters start..end (None: the whole paragraph and its mark).
    """

    uid: int
    paragraph: Mapping[str, object] = field(default_factory=dict[str, object])
    chars: Mapping[str, object] = field(default_factory=dict[str, object])
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class PageSetup:
    """Set fields of Section number `section` (width, top, grid, line_pitch …); `even_and_odd` is document-wide."""

    section: int
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class PageNumbers:
    """Give section `section` the standard's page numbers in new footers (GB/T 9704-2012 7.5); existing footers stay."""

    section: int
    outside: bool = True  # right on odd pages, left on even ones; False: centred


@dataclass(frozen=True, slots=True)
class Renumber:
    """Make the automatic number of paragraph `uid` count `value` (start or override in numbering.xml; the text stays)."""

    uid: int
    value: int


@dataclass(frozen=True, slots=True)
class InsertRow:
    """Put an empty row above or below the table row in which paragraph `uid` stands.

    The new row takes the other one's height, cells and the look of their text; a vertical merge that the new border
    would cut goes on through it. Bookmarks, ids, text and notes are not copied. Below a merged cell means below all of it.
    """

    uid: int
    below: bool = True


@dataclass(frozen=True, slots=True)
class RemoveRow:
    """Take the table row in which paragraph `uid` stands away; the only row of a table is refused.

    A merged cell that begins in the row begins one row lower afterwards, with its content. Halves of ranges and fields
    whose other half stands elsewhere stay. With tracking on the row and its text are marked deleted.
    """

    uid: int


RowEdit = InsertRow | RemoveRow
Edit = Retext | Restyle | Reformat | PageSetup | PageNumbers | Renumber | RowEdit
