"""The profile's styles as named styles of a document: 公文标题, 公文正文 … and their character twins for run-in headings."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from app.core.look import char_format, paragraph_format
from app.core.profile import Style
from app.core.report import CharFormat, ParagraphFormat
from app.docx.direct import set_chars, set_paragraph
from app.docx.journal import Journal
from app.docx.names import VAL, Element, w
from app.docx.order import insert_in_order
from app.docx.package import Package
from app.docx.parts import part_of
from app.docx.same import same
from app.docx.styles import Base, StyleSheet

_CHAR_SUFFIX = "字符"  # what Word calls the character twin of a paragraph style


class NamedStyles:
    """Finds or writes the named styles that a batch of edits needs; `sheet` is always up to date."""

    def __init__(self, package: Package, journal: Journal, sheet: StyleSheet) -> None:
        self.package = package
        self.journal = journal
        self.sheet = sheet
        self._ids: dict[tuple[str, str], str] = {}

    def paragraph(self, style: Style) -> str:
        """The id of the paragraph style that looks like `style`; one that is not there is written.

        A style of the same name that looks otherwise is someone else's: ours gets a number after its name.
        """
        return self._find("paragraph", style.name, style)

    def character(self, style: Style) -> str:
        """The id of the character style for the words of a run-in heading."""
        return self._find("character", style.name + _CHAR_SUFFIX, style)

    def _find(self, type_: str, name: str, style: Style) -> str:
        known = self._ids.get((type_, name))
        if known is not None:
            return known
        candidate, number = name, 0
        while (present := self.sheet.id_of(candidate, type_)) is not None and not self._looks_like(present, type_, style):
            number += 1
            candidate = f"{name}{number}"
        found = present if present is not None else self._write(type_, candidate, style)
        self._ids[type_, name] = found
        return found

    def _looks_like(self, style_id: str, type_: str, style: Style) -> bool:
        present = self.sheet.styles[style_id]
        if same(present.element, style_element(type_, style_id, present.name, style)):
            return True
        if type_ == "character":
            named = etree.Element(w("rPr"))
            set_chars(named, {"style": style_id})
            form = self.sheet.chars(named, Base(None))
            return all(getattr(form, name) == value for name, value in _char_values(style).items())
        paragraph, chars = self.sheet.style_format(style_id)
        wanted = replace(
            paragraph_format(style), style=paragraph.style, style_id=paragraph.style_id, default_tab=paragraph.default_tab
        )
        return paragraph == wanted and replace(chars, hint="default") == char_format(style)

    def _write(self, type_: str, name: str, style: Style) -> str:
        root = part_of(self.package, self.journal, "styles")
        style_id, number = name, 0
        while style_id in self.sheet.styles:
            number += 1
            style_id = f"{name}_{number}"
        element = style_element(type_, style_id, name, style)
        at = len(root)
        if len(root) and root[-1].tag != w("style"):
            at = max((index + 1 for index, child in enumerate(root) if child.tag == w("style")), default=len(root))
        self.journal.insert(root, at, element)
        self.sheet = StyleSheet(self.package, self.sheet.numbering)
        return style_id


def style_element(type_: str, style_id: str, name: str, style: Style) -> Element:
    """A complete w:style that is based on nothing, so that nothing is inherited by accident."""
    element = etree.Element(w("style"))
    element.set(w("type"), type_)
    element.set(w("customStyle"), "1")
    element.set(w("styleId"), style_id)
    etree.SubElement(element, w("name")).set(VAL, name)
    if type_ == "paragraph":
        etree.SubElement(element, w("qFormat"))
        properties = etree.SubElement(element, w("pPr"))
        insert_in_order(properties, etree.Element(w("widowControl"))).set(VAL, "0")  # or a page has 21 rows
        set_paragraph(properties, _paragraph_values(style))
    characters = etree.SubElement(element, w("rPr"))
    set_chars(characters, _char_values(style))
    return element


def _paragraph_values(style: Style) -> dict[str, object]:
    form: ParagraphFormat = paragraph_format(style)
    names = (
        "align", "left", "right", "first_line", "left_chars", "right_chars", "first_line_chars",
        "before", "after", "before_lines", "after_lines", "before_auto", "after_auto", "line", "line_rule",
        "outline_level", "page_break_before", "keep_next", "keep_lines", "snap_to_grid", "kinsoku",
        "overflow_punctuation", "contextual_spacing",
    )  # fmt: skip
    return {name: getattr(form, name) for name in names}


def _char_values(style: Style) -> dict[str, object]:
    """What the style says of characters; a toggle is only ever switched on: switched off it would say nothing."""
    chars: CharFormat = char_format(style)
    names = (
        "east_asia",
        "ascii",
        "h_ansi",
        "cs",
        "color",
        "spacing",
        "scale",
        "position",
        "size",
        *(("bold",) if style.bold else ()),
    )
    return {name: getattr(chars, name) for name in names}
