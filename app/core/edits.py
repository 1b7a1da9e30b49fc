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


@dataclass(frozen=True, slots=True)
class RedefineStyle:
    """Paragraph style `style_id` of the file itself takes from the profile's role `style` the values of `aspects`.

    A paragraph or run of the style that shows the style's old value shows the new one, direct formatting that only repeats
    the old value included; values that differ from the style's stay. Linked character style, other styles and text stay.
    """

    style_id: str
    style: str
    aspects: frozenset[Aspect]


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


@dataclass(frozen=True, slots=True)
class Relook:
    """Paragraph `uid` takes the paragraph properties of `like`, and its characters 0..end the look of `like`'s first ones.

    Text, objects, emphasis after `end`, section break, automatic number and tracked changes stay. `end` None: the whole
    paragraph and its mark; 0: no character.
    """

    uid: int
    like: int
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Autonumber:
    """Give paragraphs automatic numbers of one new list: `members` are (uid, level), `forms` what each level shows.

    A form is (w:numFmt, w:lvlText, does it count on across upper levels). Text, indents and looks stay.
    """

    members: tuple[tuple[int, int], ...]
    forms: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class Split:
    """Cut paragraph `uid` at offset `at`; the second half is a new paragraph, which looks like `like` (None: as before).

    A Retext of the same batch that starts at `at` belongs to the second half. Everything without width stays on its
    side; a section break goes with the second half.
    """

    uid: int
    at: int
    like: int | None = None


@dataclass(frozen=True, slots=True)
class Join:
    """Make one paragraph of `uid` and `other`, which follows it directly; it keeps the properties of the one named by `keep`."""

    uid: int
    other: int
    keep: Literal["first", "second"] = "first"


@dataclass(frozen=True, slots=True)
class Insert:
    """A new paragraph that reads `text`, with the properties of `like`.

    It comes before paragraph `before` (None: at the end), or with `after` given right after that paragraph.

    Its words look like the `look` ones of `like`: a heading's, where text runs on after it, are the first.
    """

    before: int | None
    text: str
    like: int
    look: Literal["first", "last"] = "last"
    after: int | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """Put the paragraphs from `first` up to, not with, `stop`, and the tables after each, before paragraph `before`.

    None for `stop` or `before` is the end of the text. What is inside stays as it is; half of a bookmark or comment
    whose other half stands elsewhere stays where it was. Refused where page settings would change.
    """

    first: int
    stop: int | None
    before: int | None


@dataclass(frozen=True, slots=True)
class Remove:
    """Take out the paragraphs from `first` up to, not with, `stop`, with the tables after each; refused as Move is."""

    first: int
    stop: int | None


@dataclass(frozen=True, slots=True)
class Rearrange:
    """The words of `places` change places: place number k then holds what stood in place number order[k].

    A place is (uid, start, end), in reading order; it may be empty. Everything that stands in the words goes with them, the
    Retexts of the same batch too; paragraphs keep their properties. Half of a bookmark or comment whose other half stands
    outside the words stays at the place. Refused where the words would cut a field or a content control.

    A place whose number is in `apart`, at the beginning or the end of its paragraph, becomes a paragraph of its own before or
    after it, with the same properties.
    """

    places: tuple[tuple[int, int, int], ...]
    order: tuple[int, ...]
    apart: tuple[int, ...] = ()


RowEdit = InsertRow | RemoveRow
Edit = (
    RowEdit
    | Retext
    | Restyle
    | RedefineStyle
    | Reformat
    | PageSetup
    | PageNumbers
    | Renumber
    | Relook
    | Autonumber
    | Split
    | Join
    | Insert
    | Move
    | Remove
    | Rearrange
)
Shift = Join | Insert | Move | Remove | Rearrange
"""Edits that shift what is there, carried out after all others in the order in which they are given."""
