"""RedefineStyle as values: what a style of the file and the paragraphs that wear it look like afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from app.core.apply import CHAR_FIELDS, PARAGRAPH_FIELDS, merged
from app.core.edits import Aspect, RedefineStyle
from app.core.look import char_format, paragraph_format, role_style
from app.core.profile import Profile
from app.core.report import CharFormat, Paragraph, ParagraphFormat, StyleLook

_Format = TypeVar("_Format", CharFormat, ParagraphFormat)


def new_look(look: StyleLook, edit: RedefineStyle, profile: Profile) -> StyleLook:
    """The style with the values of the role in the aspects of `edit`."""
    style = role_style(profile, edit.style)
    chars = replace(look.chars, **values_of(char_format(style), edit.aspects, CHAR_FIELDS))
    paragraph = replace(look.paragraph, **values_of(paragraph_format(style), edit.aspects, PARAGRAPH_FIELDS))
    return replace(look, chars=chars, paragraph=paragraph)


def values_of(
    form: CharFormat | ParagraphFormat, aspects: Iterable[Aspect], table: Mapping[Aspect, tuple[str, ...]]
) -> dict[str, Any]:
    """The values of `form` that belong to the aspects, by field."""
    return {name: getattr(form, name) for aspect in sorted(aspects) for name in table.get(aspect, ())}


def followed(form: _Format, old: _Format, new: _Format) -> _Format:
    """The format over a style that showed `old` and now shows `new`: where it showed the style's value it shows the new one."""
    changed: dict[str, Any] = {
        name: getattr(new, name)
        for name in form.__dataclass_fields__
        if getattr(old, name) != getattr(new, name) and getattr(form, name) == getattr(old, name)
    }
    return replace(form, **changed) if changed else form


def following(p: Paragraph, old: StyleLook, new: StyleLook) -> Paragraph:
    """Paragraph `p` of a style that showed `old` and now shows `new`."""
    runs = merged([replace(run, format=followed(run.format, old.chars, new.chars)) for run in p.runs])
    mark = followed(p.mark, old.chars, new.chars)
    return replace(p, format=followed(p.format, old.paragraph, new.paragraph), runs=runs, mark=mark)


def redefine(paragraphs: dict[int, Paragraph], styles: dict[str, StyleLook], edit: RedefineStyle, profile: Profile) -> None:
    """Give the style and every paragraph of it their new look, in place; a style that is not in use changes nothing."""
    old = styles.get(edit.style_id)
    if old is None:
        return
    new = styles[edit.style_id] = new_look(old, edit, profile)
    for uid, p in paragraphs.items():
        if p.format.style_id == edit.style_id:
            paragraphs[uid] = following(p, old, new)
