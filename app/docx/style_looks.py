"""What the paragraph styles that a document uses look like."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from app.core.report import Paragraph, StyleLook
from app.docx.styles import StyleSheet


def read_looks(
    sheet: StyleSheet, paragraphs: Iterable[Paragraph], known: Mapping[str, StyleLook] | None = None
) -> dict[str, StyleLook]:
    """The styles that `paragraphs` wear, by id; `known` are those that were read from the same sheet."""
    known = known or {}
    used = dict.fromkeys([p.format.style_id for p in paragraphs])
    return {id_: known[id_] if id_ in known else look_of_style(sheet, id_) for id_ in used if id_ is not None}


def look_of_style(sheet: StyleSheet, style_id: str) -> StyleLook:
    """The style with that id as it is now; KeyError when there is none."""
    paragraph, chars = sheet.style_format(style_id)
    bases = tuple(style.id for style in sheet.chain(style_id)[:-1])
    return StyleLook(sheet.styles[style_id].name, bases, paragraph, chars, style_id == sheet.default_id())
