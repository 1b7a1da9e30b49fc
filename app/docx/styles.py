"""Effective formats: document defaults, table style, paragraph styles, numbering, character style, direct formatting.

Every format is cached by the styles and the direct properties that make it up, so a report of thousands of
paragraphs has a few dozen formats, and equal ones are one object.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from app.core.report import CharFormat, ParagraphFormat
from app.docx.borders import borders_of
from app.docx.names import VAL, Element, first_child, switch, w
from app.docx.numbering import Numbering
from app.docx.package import Package
from app.docx.properties import TOGGLES, Patch, char_patch, lay_over, number_reference, paragraph_patch
from app.docx.settings import read_settings
from app.docx.tabs import in_force
from app.docx.theme import Theme

P_PR, R_PR, P_STYLE, R_STYLE = w("pPr"), w("rPr"), w("pStyle"), w("rStyle")
_TABLE_STYLE = f"{w('tblPr')}/{w('tblStyle')}"
_NOT_FORMAT = frozenset({R_PR, w("rPrChange"), w("pPrChange"), w("sectPr"), w("ins"), w("del"), w("moveFrom"), w("moveTo")})
_BASE_CHARS = CharFormat(size=20)  # ECMA-376 17.3.2.38: ten points where nothing says otherwise
_BASE_PARAGRAPH = ParagraphFormat(align="left")
_TWINS = ("left_chars", "right_chars", "first_line_chars", "before_lines", "after_lines")
_INITIAL_TOGGLES: Patch = dict.fromkeys(TOGGLES, False)

Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Style:
    """One `w:style`: `type` is paragraph, character, table or numbering."""

    id: str
    name: str
    type: str
    based_on: str | None
    element: Element


class Base(NamedTuple):
    """The styles under a paragraph: its own and that of its table (ids, or None where there is none)."""

    paragraph: str | None
    table: str | None = None


class StyleSheet:
    """The styles of a document, and the effective formats that they and direct formatting make."""

    def __init__(self, package: Package, numbering: Numbering | None = None) -> None:
        self.numbering = Numbering(package) if numbering is None else numbering
        settings = read_settings(package)
        self.theme = Theme(package, settings.east_asian_language)
        self._default_tab = settings.default_tab
        self.styles: dict[str, Style] = {}
        self._default_ids: dict[str, str] = {}
        self._char_defaults: Patch = {}
        self._paragraph_defaults: Patch = {}
        self._chains: dict[tuple[str | None, str], tuple[Style, ...]] = {}
        self._char_chains: dict[tuple[str | None, str], Patch] = {}
        self._char_formats: dict[Key, CharFormat] = {}
        self._paragraphs: dict[Key, tuple[Base, ParagraphFormat]] = {}
        self._table_styles: dict[Element, str | None] = {}
        self._read(package.root(next(iter(package.related(package.main, "styles")), None)))

    def resolve(self, p: Element, table: Element | None = None) -> tuple[Base, ParagraphFormat]:
        """The styles under paragraph `p`, which stands in `table` (None outside tables), and its effective format."""
        return self.resolve_properties(first_child(p, P_PR), table)

    def resolve_properties(self, properties: Element | None, table: Element | None) -> tuple[Base, ParagraphFormat]:
        """The same for a `w:pPr` that was found already."""
        key = (self.table_style(table), _content(properties))
        found = self._paragraphs.get(key)
        if found is None:
            base = Base(self._paragraph_style(properties), key[0])
            found = self._paragraphs[key] = (base, self._make_paragraph(properties, base))
        return found

    def paragraph_format(self, p: Element, table: Element | None = None) -> ParagraphFormat:
        """The effective format of paragraph `p`, which stands in `table` (None outside tables)."""
        return self.resolve(p, table)[1]

    def run_format(self, p: Element, run: Element, table: Element | None = None) -> CharFormat:
        """The effective format of `run` in paragraph `p`."""
        return self.chars(first_child(run, R_PR), self.resolve(p, table)[0])

    def mark_format(self, p: Element, table: Element | None = None) -> CharFormat:
        """The effective format of the mark of paragraph `p`."""
        return self.chars(first_child(first_child(p, P_PR), R_PR), self.resolve(p, table)[0])

    def chars(self, properties: Element | None, base: Base) -> CharFormat:
        """The effective character format of a `w:rPr` over the styles of `base`."""
        key = (base, _content(properties))
        found = self._char_formats.get(key)
        if found is None:
            made = self._make_chars(properties, base)
            found = self._char_formats[key] = self._char_formats.setdefault((made,), made)
        return found

    def style_format(self, style_id: str) -> tuple[ParagraphFormat, CharFormat]:
        """The effective formats of an empty paragraph in paragraph style `style_id`."""
        base = Base(style_id)
        return self._make_paragraph(None, base), self.chars(None, base)

    def id_of(self, name: str, type_: str = "paragraph") -> str | None:
        """The id of the style with this name (case-insensitive) and type, or None."""
        folded = name.lower()
        return next((style.id for style in self.styles.values() if style.type == type_ and style.name.lower() == folded), None)

    def default_id(self, type_: str = "paragraph") -> str | None:
        """The id of the default style of a type, or None."""
        return self._default_ids.get(type_)

    def chain(self, style_id: str | None, type_: str = "paragraph") -> tuple[Style, ...]:
        """The style and those it is based on, the base first; cycles and missing bases end it."""
        key = (style_id, type_)
        if key not in self._chains:
            found: list[Style] = []
            style = self.styles.get(style_id or "")
            while style is not None and style.type == type_ and style not in found:
                found.append(style)
                style = self.styles.get(style.based_on or "")
            self._chains[key] = tuple(reversed(found))
        return self._chains[key]

    def _read(self, root: Element | None) -> None:
        if root is None:
            return
        self._char_defaults = char_patch(root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{R_PR}"), self.theme)
        self._paragraph_defaults = paragraph_patch(root.find(f"{w('docDefaults')}/{w('pPrDefault')}/{P_PR}"))
        for element in root.iterchildren(w("style")):
            id_, type_ = element.get(w("styleId")), element.get(w("type")) or "paragraph"
            if id_ is None:
                continue
            name = element.find(w("name"))
            base = element.find(w("basedOn"))
            label = name.get(VAL) if name is not None else None
            self.styles[id_] = Style(id_, label or id_, type_, base.get(VAL) if base is not None else None, element)
            if switch(element.get(w("default")), False):
                self._default_ids[type_] = id_

    def _paragraph_style(self, properties: Element | None) -> str | None:
        named = first_child(properties, P_STYLE)
        style_id = named.get(VAL) if named is not None else None
        return style_id if style_id is not None and self._is(style_id, "paragraph") else self._default_ids.get("paragraph")

    def _is(self, style_id: str, type_: str) -> bool:
        style = self.styles.get(style_id)
        return style is not None and style.type == type_

    def table_style(self, table: Element | None) -> str | None:
        """The id of the table style of a w:tbl, its own or the default one; None where there is none."""
        if table is None:
            return None
        if table not in self._table_styles:
            named = table.find(_TABLE_STYLE)
            style_id = named.get(VAL) if named is not None else None
            known = style_id is not None and self._is(style_id, "table")
            self._table_styles[table] = style_id if known else self._default_ids.get("table")
        return self._table_styles[table]

    def _chars_of(self, style_id: str | None, type_: str) -> Patch:
        """What a chain of styles sets together; inside one chain a toggle simply replaces the one below."""
        key = (style_id, type_)
        found = self._char_chains.get(key)
        if found is None:
            found = Patch()
            for style in self.chain(style_id, type_):
                found.update(char_patch(style.element.find(R_PR), self.theme))
            self._char_chains[key] = found
        return found

    def _make_chars(self, properties: Element | None, base: Base) -> CharFormat:
        named = first_child(properties, R_STYLE)
        style_id = named.get(VAL) if named is not None else None
        levels = (
            self._chars_of(base.table, "table"),
            self._chars_of(base.paragraph, "paragraph"),
            self._chars_of(style_id, "character"),
        )
        merged = _INITIAL_TOGGLES | self._char_defaults
        for level in levels:
            merged |= level
        for toggle in TOGGLES:
            merged[toggle] = bool(self._char_defaults.get(toggle)) or sum(bool(level.get(toggle)) for level in levels) % 2 == 1
        merged |= char_patch(properties, self.theme)
        merged["strike"] = bool(merged.pop("double_strike")) or bool(merged["strike"])
        if style_id is not None and self._is(style_id, "character"):
            merged["style"] = self.styles[style_id].name
        return replace(_BASE_CHARS, **merged)

    def _make_paragraph(self, properties: Element | None, base: Base) -> ParagraphFormat:
        direct_id, direct_level = number_reference(properties)
        merged = dict(self._paragraph_defaults)
        for style in self.chain(base.table, "table"):
            lay_over(merged, paragraph_patch(style.element.find(P_PR)))
        chain = self.chain(base.paragraph)
        num_id, level, owner = self._style_number(chain)
        for style in chain:
            if style is owner and direct_id is None and direct_level is None:
                merged |= self._indent(num_id, level)
            lay_over(merged, paragraph_patch(style.element.find(P_PR)))
        if direct_id is not None or direct_level is not None:
            num_id = num_id if direct_id is None else direct_id
            level = direct_level if direct_level is not None else level if direct_id is None else 0
            merged |= self._indent(num_id, level)
        lay_over(merged, paragraph_patch(properties))
        merged |= {"tabs": in_force(merged.get("tabs", {})), "default_tab": self._default_tab}
        merged["borders"] = borders_of(merged.get("borders", {}))
        self._measure_sides(merged, base)
        for twin in _TWINS:
            merged[twin] = merged.get(twin) or None
        if num_id:
            merged |= {"num_id": num_id, "num_level": level or 0}
        if chain:
            merged |= {"style": chain[-1].name, "style_id": chain[-1].id}
        return replace(_BASE_PARAGRAPH, **merged)

    def _measure_sides(self, merged: Patch, base: Base) -> None:
        """Turn w:leftChars and w:rightChars into lengths: Word counts them in characters of the default style.

        With a hanging indent w:leftChars says where the first line starts, w:left where the further lines do.
        """
        em = self.chars(None, Base(self._default_ids.get("paragraph"))).size * 10
        if merged.get("left_chars"):
            chars = merged.get("first_line_chars") or 0
            hanging = -merged.get("first_line", chars * self.chars(None, base).size // 10)
            merged["left"] = merged["left_chars"] * em // 100 + max(hanging, 0)
        if merged.get("right_chars"):
            merged["right"] = merged["right_chars"] * em // 100
        merged["left_chars"] = merged["right_chars"] = None

    def _style_number(self, chain: tuple[Style, ...]) -> tuple[int | None, int | None, Style | None]:
        """(numId, level, style that brings them) of a chain; the style nearest to the paragraph wins."""
        level: int | None = None
        for style in reversed(chain):
            num_id, own_level = number_reference(style.element.find(P_PR))
            level = own_level if level is None else level
            if num_id is not None:
                tied = self.numbering.level_of_style(num_id, chain[-1].id)
                return num_id, tied if tied is not None else level or 0, style
        return None, None, None

    def _indent(self, num_id: int | None, level: int | None) -> Patch:
        definition = self.numbering.level(num_id, level)
        return definition.indent if definition is not None else {}


def _content(properties: Element | None) -> Key:
    """The content of an rPr or pPr as a key: tags, attributes and children, marks and tracked changes left out."""
    if properties is None:
        return ()
    return tuple(
        (child.tag, *child.items()) if len(child) == 0 else (child.tag, *child.items(), _content(child))
        for child in properties
        if child.tag not in _NOT_FORMAT
    )
