"""Restyle and Reformat on elements: a named style, direct formatting taken out, and whatever else must keep its look.

What a paragraph and its runs must look like afterwards is computed by `app.core.apply` from their effective formats; the
named style gives most of it, and only what it cannot give is written directly.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import fields
from functools import lru_cache

from lxml import etree

from app.core.apply import emphasis_kept, shaped, styled
from app.core.borders import Borders
from app.core.edits import Aspect, Reformat, Restyle
from app.core.emphasis import is_mark
from app.core.profile import Style
from app.core.report import CharFormat, Paragraph, ParagraphFormat
from app.docx.borders import set_borders
from app.docx.caret import gap
from app.docx.direct import clear_chars, clear_paragraph, set_chars, set_paragraph
from app.docx.inline import pieces
from app.docx.names import VAL, Element, element_children, first_child, w
from app.docx.order import insert_in_order, put_in_order
from app.docx.split import mark_properties, properties_element
from app.docx.styles import Base, StyleSheet
from app.docx.tabs import set_tabs

_RPR, _PPR = w("rPr"), w("pPr")
_NO_VALUE = frozenset({"style", "style_id", "borders", "default_tab"})  # not a direct property's, or carried whole
_FIELDS = {
    type_: tuple(field.name for field in fields(type_) if field.name not in _NO_VALUE) for type_ in (CharFormat, ParagraphFormat)
}
_INDENTS = ("left_chars", "left", "right_chars", "right", "first_line_chars", "first_line")
# What a style may give that has no field of its own: when the new style is silent about it, it is written directly.
_CARRIED = tuple(
    w(name)
    for name in (
        "framePr", "suppressLineNumbers", "pBdr", "shd", "suppressAutoHyphens", "wordWrap", "topLinePunct",
        "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "mirrorIndents", "textDirection", "textAlignment",
    )
)  # fmt: skip
_CARRIED_CHARS = tuple(w(name) for name in ("caps", "smallCaps", "outline", "shadow", "emboss", "imprint", "bdr", "rtl"))


Given = dict[tuple[str | None, str], dict[str, Element]]


class Restyler:
    """One Restyle of one paragraph: `old` are the styles before, `new` those with the named style in them.

    `given` remembers, for all of a batch, which properties without a field of their own each style brings.
    """

    def __init__(
        self, old: StyleSheet, new: StyleSheet, reading: Paragraph, table: Element | None, given: Given | None = None
    ) -> None:
        self.given: Given = {} if given is None else given
        self.old = old
        self.new = new
        self.reading = reading
        self.table = table

    def whole(self, p: Element, edit: Restyle, style: Style, style_id: str) -> None:
        """Give the whole paragraph `p` (a copy that may be altered) the named style in the aspects of `edit`."""
        base, before = self.old.resolve(p, self.table)
        runs = [(run, self.old.chars(first_child(run, _RPR), base)) for run in text_runs(p)]
        mark = self.old.mark_format(p, self.table)
        properties = properties_element(p)
        self._carry(properties, base.paragraph, style_id, [run for run, _ in runs])
        set_style(properties, style_id)
        clear_paragraph(properties, edit.aspects)
        self._correct_paragraph(p, shaped(before, style, edit))
        aspects = edit.aspects - emphasis_kept(edit.style, self.reading)
        now, _ = self.new.resolve(p, self.table)
        for run, looked in runs:
            self._correct_run(run, now, looked, styled(looked, style, aspects), aspects)
        self._correct_mark(p, mark, styled(mark, style, edit.aspects), edit.aspects)

    def words(self, p: Element, edit: Restyle, style: Style, style_id: str) -> None:
        """Give characters 0..edit.end of `p` the character style: a run-in heading."""
        end = edit.end or 0
        base, _ = self.old.resolve(p, self.table)
        gap(p, end)
        for run in text_runs(p, 0, end):
            looked = self.old.chars(first_child(run, _RPR), base)
            if looked.style is None:
                set_chars(run_properties(run), {"style": style_id})
            self._correct_run(run, base, looked, styled(looked, style, edit.aspects), edit.aspects)

    def _carry(self, properties: Element, old_id: str | None, new_id: str, runs: list[Element]) -> None:
        """Write directly what the old style gave that has no field, where the new style says nothing of it."""
        for source, tags, targets in (
            (_PPR, _CARRIED, [properties]),
            (_RPR, _CARRIED_CHARS, [run_properties(run) for run in runs] if self._gives(old_id, _RPR, _CARRIED_CHARS) else []),
        ):
            given = self._gives(old_id, source, tags)
            silent = given.keys() - self._gives(new_id, source, tags).keys()
            for tag in [tag for tag in tags if tag in silent]:
                for target in targets:
                    if target.find(tag) is None:
                        insert_in_order(target, copy.deepcopy(given[tag]))

    def _gives(self, style_id: str | None, source: str, tags: tuple[str, ...]) -> dict[str, Element]:
        key = (style_id, source)
        if key not in self.given:
            children = [c for style in self.new.chain(style_id) for c in element_children(first_child(style.element, source))]
            self.given[key] = {str(child.tag): child for child in children if child.tag in tags}
        return self.given[key]

    def _correct_paragraph(self, p: Element, wanted: ParagraphFormat) -> None:
        properties = properties_element(p)
        for _ in range(2):  # numbering first: it brings indents of its own
            shown = self.new.paragraph_format(p, self.table)
            wrong = differences_of(shown, wanted)
            if wrong.keys() & {"num_id", "num_level"}:
                set_paragraph(properties, {"num_id": wanted.num_id, "num_level": wanted.num_level})
                continue
            if "tabs" in wrong:
                set_tabs(properties, shown.tabs, wanted.tabs)
            set_paragraph(properties, _without(indents_together(wrong, wanted), "tabs"))
            if shown.borders != wanted.borders:
                set_borders(properties, shown.borders, wanted.borders)

    def _correct_run(self, run: Element, base: Base, looked: CharFormat, wanted: CharFormat, aspects: frozenset[Aspect]) -> None:
        properties = first_child(run, _RPR)
        named = aspects - {"color"} if is_mark(looked) else aspects
        if properties is not None:
            clear_chars(properties, named)
        wrong = differences_of(self.new.chars(properties, base), wanted)
        if wrong:
            set_chars(run_properties(run), wrong)
        prune(run)

    def _correct_mark(self, p: Element, looked: CharFormat, wanted: CharFormat, aspects: frozenset[Aspect]) -> None:
        properties = mark_properties(p)
        clear_chars(properties, aspects - {"color"} if is_mark(looked) else aspects)
        wrong = differences_of(self.new.mark_format(p, self.table), wanted)
        set_chars(properties, wrong)
        prune(properties_element(p))
        put_in_order(properties_element(p))


def reformat(p: Element, edit: Reformat, sheet: StyleSheet) -> None:
    """Set the properties of `edit` directly on `p` (a copy that may be altered)."""
    if edit.paragraph:
        set_paragraph(properties_element(p), _without(edit.paragraph, "style", "style_id", "borders"))
        if isinstance(borders := edit.paragraph.get("borders"), Borders):
            set_borders(properties_element(p), sheet.resolve(p)[1].borders, borders)
        put_in_order(properties_element(p))
    if not edit.chars:
        return
    values = dict(edit.chars)
    if isinstance(values.get("style"), str):
        values["style"] = sheet.id_of(str(values["style"]), "character")
    length = max((piece.end for piece in pieces(p)), default=0)
    start, end = edit.start or 0, length if edit.end is None else edit.end
    gap(p, end)
    gap(p, start)
    for run in text_runs(p, start, end):
        set_chars(run_properties(run), values)
        put_in_order(run_properties(run))
    if edit.start is None and edit.end is None:
        set_chars(mark_properties(p), values)


def text_runs(p: Element, start: int = 0, end: int | None = None) -> list[Element]:
    """The runs of `p` that hold characters from start..end, in order."""
    found = [
        piece.run for piece in pieces(p) if piece.run is not None and piece.end > start and (end is None or piece.start < end)
    ]
    return list(dict.fromkeys(found))


def run_properties(run: Element) -> Element:
    """The rPr of a run, made when there is none."""
    found = first_child(run, _RPR)
    if found is None:
        found = etree.Element(_RPR)
        run.insert(0, found)
    return found


def set_style(properties: Element, style_id: str) -> None:
    """Name the paragraph style in a pPr."""
    named = first_child(properties, w("pStyle"))
    if named is None:
        named = etree.Element(w("pStyle"))
        properties.insert(0, named)
    named.set(VAL, style_id)


@lru_cache(maxsize=4096)
def _wrong(shown: CharFormat | ParagraphFormat, wanted: CharFormat | ParagraphFormat) -> tuple[tuple[str, object], ...]:
    names = _FIELDS[type(wanted)]
    return tuple((name, getattr(wanted, name)) for name in names if getattr(shown, name) != getattr(wanted, name))


def differences_of(shown: CharFormat | ParagraphFormat, wanted: CharFormat | ParagraphFormat) -> dict[str, object]:
    """The fields in which `shown` is not `wanted`, with their wanted values."""
    return {} if shown is wanted else dict(_wrong(shown, wanted))


def indents_together(wrong: Mapping[str, object], wanted: ParagraphFormat) -> dict[str, object]:
    """The fields to write: where one indent is wrong all are written, since one overrules another."""
    if not wrong.keys() & set(_INDENTS):
        return dict(wrong)
    return {**wrong, **{name: getattr(wanted, name) for name in _INDENTS if getattr(wanted, name) is not None}}


def _without(values: Mapping[str, object], *names: str) -> dict[str, object]:
    return {name: value for name, value in values.items() if name not in names}


def prune(parent: Element) -> None:
    """Leave the rPr of `parent` in the schema's order, and none that is empty."""
    properties = first_child(parent, _RPR)
    if properties is None:
        return
    put_in_order(properties)
    if len(properties) == 0 and not properties.attrib:
        parent.remove(properties)
