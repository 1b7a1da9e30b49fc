"""Whether a paragraph still answers every question that structure asks about it, so that no role can have changed.

The questions are those of `frame`, `front`, `title`, `tail`, `lines` and `headings`; one that is asked there anew must be
answered here too. Where the very words count (lines joined to a title, entries of a table of contents) they say so
through `Sheet.words`, and nothing here speaks for such a paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator
from operator import attrgetter

from app.core import branch, frame, front, lines, tail, title
from app.core.genre import genre_of
from app.core.logical_lines import Line
from app.core.named import kind_by_style
from app.core.organs import is_organ, organ_share
from app.core.traits import Traits

_LENGTHS = (4, 7, 8, 12, 20, 24, 30, 40, 60, 66, 80, 90, 110, 120, 200, 400)  # the bounds a paragraph's length is held against
_OF_TEXT = 9  # how many of them a paragraph that ends with a stop is held against: longer ones are running text anyway
_HEADING_LENGTHS = (0, 20, 25, 40, 45, 60, 80)  # … and those of a heading's
_HAN_STOPS, _ALL_STOPS = re.compile("[。！]"), re.compile("[。！？；]")
_ENDS = ("：:", "。", "；;", "，、,", "！？", "…", "）)》", "（", "”’】", "日]期．. 0123456789０１２３４５６７８９")
_LAST = {mark: group for group in _ENDS for mark in group}
_LOOK = attrgetter(
    "tag", "centred", "right", "ends", "stops", "size", "font", "bold", "level", "title_style", "named", "breaks_page", "drawn"
)  # fmt: skip
_ORDINAL = attrgetter("scheme", "value", "path", "weak")


def alike(old: Traits, new: Traits) -> bool:
    """Whether `new` answers as `old` does everything but what its very words are."""
    if _LOOK(old) != _LOOK(new) or len(old.lines) != len(new.lines) or _shape(old) != _shape(new):
        return False
    if new.lines:
        return all(_line(old, a) == _line(new, b) for a, b in zip(old.lines, new.lines, strict=True))
    return all(a == b for a, b in zip(_words(old), _words(new), strict=True))


def cuts_alike(old: Traits, new: Traits) -> bool:
    """Whether `new` parts the file and bounds the text beside it as `old` does, both above the body without an ordinal."""
    bounds = [
        (
            _LOOK(one),
            len(one.words) <= 60,
            len(one.words) > 40,
            not one.words,
            tail.signed_date(one) is not None,
            frame.heads_contents(one.words),
        )
        for one in (old, new)
    ]
    return not old.lines and not new.lines and bounds[0] == bounds[1]


def _shape(one: Traits) -> tuple[object, ...]:
    words = one.words
    return (
        one.lead >= 4, one.lead >= 6, bisect(_LENGTHS[:_OF_TEXT] if one.stops else _LENGTHS, len(words) - 1),
        _LAST.get(words[-1:], ""), words[:1] in ("（", "("), frame.heads_contents(words),
        kind_by_style(one, 0), _HAN_STOPS.search(words[:-1]) is None, _ALL_STOPS.search(words) is None,
    )  # fmt: skip


def _line(one: Traits, line: Line) -> tuple[object, ...]:
    """What a numbered line is scored by (`headings._score`) and what bounds it."""
    first = one.words[line.content - one.lead : line.first - one.lead]
    return (
        _ORDINAL(line.numeral) if line.numeral else None, line.automatic, line.more, line.aside, line.start == one.lead,
        bisect(_HEADING_LENGTHS, line.first - line.content - 1), branch.reads_as_clause(first),
        branch.reads_as_clause(one.words), branch.announces(one.words), branch.goes_on(first),
    )  # fmt: skip


def _words(one: Traits) -> Iterator[object]:
    """What an unnumbered paragraph is asked for as a title, a name or a remark; running text is none of them."""
    words = one.words
    yield tail.signed_date(one) is not None
    yield words.startswith(title.DASHES)
    yield lines.HALF.match(words) is not None
    yield front.announces(words) if len(words) <= 400 else None
    if _ALL_STOPS.search(words) is None and len(words) <= 400:
        share = organ_share(words)
        yield (share >= 0.5, share >= 0.6, share >= 0.99, share == 1)
        yield organ_share(words.rstrip("。")) >= 0.6
    else:
        yield organ_share(words.rstrip("。")) >= 0.6 if len(words) <= 200 else None
        yield None
    yield tail.may_sign(one)
    yield len(words) <= 120 and is_organ(words)
    yield genre_of(words) if len(words) <= 120 else None
    yield tail.is_contact(words)
    yield front.are_names(words)
    yield one.tag == "signer" and "号" in words.split("签")[0]
