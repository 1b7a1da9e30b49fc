"""Our named styles as evidence: what 按国标排版 once set a paragraph as, unless its words no longer bear it out."""

from __future__ import annotations

from collections.abc import Callable

from app.core.report import HEAD_KINDS, Kind
from app.core.traits import Traits

_FRONT = HEAD_KINDS | {Kind.TITLE, Kind.SUBTITLE, Kind.ADDRESSEE}
_FRONT_LINES = 40


def kind_by_style(one: Traits, lines_above: int) -> Kind | None:
    """What the style of `one` says it is, `lines_above` lines of text into the file; None where its words deny it.

    正文 and headings say nothing by themselves: whoever types on in Word types 一、 into 公文正文.
    """
    bears = BEARS.get(one.named) if one.named is not None else None
    if one.named is None or bears is None or not one.words or (one.named in _FRONT and lines_above >= _FRONT_LINES):
        return None
    return one.named if bears(one.words) else None


def _short(most: int) -> Callable[[str], bool]:
    return lambda words: len(words) <= most and not any(stop in words for stop in "。！？")


BEARS: dict[Kind, Callable[[str], bool]] = {
    **dict.fromkeys(HEAD_KINDS, _short(80)),
    Kind.TITLE: _short(110), Kind.SUBTITLE: _short(110), Kind.ATTACHMENT_TITLE: _short(110),
    Kind.ADDRESSEE: _short(400), Kind.SIGNATURE: _short(60), Kind.DATE: _short(30), Kind.ATTACHMENT_LABEL: _short(20),
    Kind.ATTACHMENT_NOTE: _short(160), Kind.CAPTION: _short(60), Kind.NOTE: lambda words: words[:1] in ("（", "("),
    Kind.COPY_TO: lambda words: len(words) <= 600, Kind.IMPRINT: _short(100),
}  # fmt: skip
