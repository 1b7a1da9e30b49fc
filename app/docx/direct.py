"""Direct formatting: setting fields of ParagraphFormat and CharFormat in a w:pPr or w:rPr, and taking aspects out of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from lxml import etree

from app.core.edits import Aspect
from app.docx.names import VAL, Element, w
from app.docx.order import insert_in_order
from app.docx.runs import unset

_SLOTS = {"east_asia": "eastAsia", "ascii": "ascii", "h_ansi": "hAnsi", "cs": "cs"}
_THEMES = {"eastAsia": "eastAsiaTheme", "ascii": "asciiTheme", "hAnsi": "hAnsiTheme", "cs": "cstheme"}
_BODY_LEVEL = 9  # w:outlineLvl of text that is no heading
_CHAR_TAGS: Mapping[Aspect, tuple[str, ...]] = {
    "size": ("sz", "szCs"),
    "bold": ("b", "bCs"),
    "italic": ("i", "iCs"),
    "color": ("color",),
    "char_spacing": ("spacing",),
}
_PARAGRAPH_TAGS: Mapping[Aspect, tuple[str, ...]] = {
    "align": ("jc",),
    "indent": ("ind",),
    "line": ("snapToGrid",),
    "outline": ("outlineLvl",),
    "keep_next": ("keepNext",),
    "page_break": ("pageBreakBefore",),
}
_SPACING: Mapping[Aspect, tuple[str, ...]] = {
    "line": ("line", "lineRule"),
    "spacing": ("before", "beforeLines", "beforeAutospacing", "after", "afterLines", "afterAutospacing"),
}


def clear_chars(properties: Element, aspects: Iterable[Aspect]) -> None:
    """Take the direct formatting of these aspects out of an rPr; the font hint stays."""
    for aspect in aspects:
        for name in _CHAR_TAGS.get(aspect, ()):
            _remove(properties, name)
        if aspect == "font":
            _clear_fonts(properties)


def clear_paragraph(properties: Element, aspects: Iterable[Aspect]) -> None:
    """Take the direct formatting of these aspects out of a pPr."""
    for aspect in aspects:
        for name in _PARAGRAPH_TAGS.get(aspect, ()):
            _remove(properties, name)
        spacing = properties.find(w("spacing"))
        if spacing is not None and aspect in _SPACING:
            for name in _SPACING[aspect]:
                unset(spacing, w(name))
            if not spacing.attrib:
                properties.remove(spacing)


def set_chars(properties: Element, values: Mapping[str, object]) -> None:
    """Write fields of CharFormat into an rPr (`style` is a style id). Raises KeyError for a field that has no element."""
    for field, value in values.items():
        if field in _SLOTS or field == "hint":
            _set_font(properties, field, str(value))
        else:
            _CHARS[field](properties, value)


def set_paragraph(properties: Element, values: Mapping[str, object]) -> None:
    """Write fields of ParagraphFormat into a pPr. Raises KeyError for a field that cannot be written directly."""
    given = dict(values)
    if "num_id" in given or "num_level" in given:
        _set_number(properties, given.pop("num_id", None), given.pop("num_level", None))
    for field, value in given.items():
        if field in _INDENT:
            _set_indent(properties, field, value)
        elif field in _SPACE:
            _attribute(_child(properties, "spacing"), _SPACE[field], value)
        else:
            _PARAGRAPHS[field](properties, value)


def _clear_fonts(properties: Element) -> None:
    fonts = properties.find(w("rFonts"))
    if fonts is None:
        return
    for plain, theme in _THEMES.items():
        unset(fonts, w(plain))
        unset(fonts, w(theme))
    if not fonts.attrib:
        properties.remove(fonts)


def _set_font(properties: Element, field: str, font: str) -> None:
    fonts = _child(properties, "rFonts")
    if field == "hint":
        fonts.set(w("hint"), font)
        return
    unset(fonts, w(_THEMES[_SLOTS[field]]))
    fonts.set(w(_SLOTS[field]), font)


def _child(properties: Element, name: str) -> Element:
    found = properties.find(w(name))
    return insert_in_order(properties, etree.Element(w(name))) if found is None else found


def _remove(properties: Element, name: str) -> None:
    for found in properties.findall(w(name)):
        properties.remove(found)


def _value(*names: str) -> Callable[[Element, object], None]:
    def write(properties: Element, value: object) -> None:
        for name in names:
            _child(properties, name).set(VAL, str(value))

    return write


def _switch(*names: str) -> Callable[[Element, object], None]:
    def write(properties: Element, value: object) -> None:
        for name in names:
            element = _child(properties, name)
            if value:
                unset(element, VAL)
            else:
                element.set(VAL, "0")

    return write


def _color(properties: Element, value: object) -> None:
    _remove(properties, "color")
    _child(properties, "color").set(VAL, str(value))


def _shading(properties: Element, value: object) -> None:
    _remove(properties, "shd")
    shading = _child(properties, "shd")
    for name, content in (("val", "clear"), ("color", "auto"), ("fill", str(value))):
        shading.set(w(name), content)


def _strike(properties: Element, value: object) -> None:
    _remove(properties, "dstrike")
    _switch("strike")(properties, value)


def _style(properties: Element, value: object) -> None:
    _remove(properties, "rStyle")
    if value is not None:
        _child(properties, "rStyle").set(VAL, str(value))


def _outline(properties: Element, value: object) -> None:
    _child(properties, "outlineLvl").set(VAL, str(_BODY_LEVEL if value is None else value))


def _set_indent(properties: Element, field: str, value: object) -> None:
    indent = _child(properties, "ind")
    number = int(str(value or 0))
    plain, opposite = _INDENT[field]
    for name in (plain, opposite, *_OLD_NAMES.get(plain, ())):
        unset(indent, w(name))
    for name in _STRONGER.get(plain, ()):
        if indent.get(w(name)) is not None:
            indent.set(w(name), "0")
    if number < 0 and opposite != plain:
        indent.set(w(opposite), str(-number))
    else:
        indent.set(w(plain), str(number))


def _attribute(element: Element, name: str, value: object) -> None:
    text = ("1" if value else "0") if isinstance(value, bool) else "0" if value is None else str(value)
    element.set(w(name), text)


def _set_number(properties: Element, num_id: object, level: object) -> None:
    numbering = _child(properties, "numPr")
    for name, value in (("ilvl", level or 0), ("numId", num_id or 0)):
        found = numbering.find(w(name))
        if found is None:
            found = etree.SubElement(numbering, w(name))
        found.set(VAL, str(value))


_CHARS: Mapping[str, Callable[[Element, object], None]] = {
    "size": _value("sz", "szCs"),
    "bold": _switch("b", "bCs"),
    "italic": _switch("i", "iCs"),
    "underline": _value("u"),
    "strike": _strike,
    "color": _color,
    "highlight": _value("highlight"),
    "shading": _shading,
    "hidden": _switch("vanish"),
    "spacing": _value("spacing"),
    "scale": _value("w"),
    "position": _value("position"),
    "vertical": _value("vertAlign"),
    "emphasis": _value("em"),
    "style": _style,
}
_PARAGRAPHS: Mapping[str, Callable[[Element, object], None]] = {
    "align": _value("jc"),
    "outline_level": _outline,
    "page_break_before": _switch("pageBreakBefore"),
    "keep_next": _switch("keepNext"),
    "keep_lines": _switch("keepLines"),
    "snap_to_grid": _switch("snapToGrid"),
    "kinsoku": _switch("kinsoku"),
    "overflow_punctuation": _switch("overflowPunct"),
    "contextual_spacing": _switch("contextualSpacing"),
}
_INDENT = {
    "left": ("left", "left"),
    "right": ("right", "right"),
    "first_line": ("firstLine", "hanging"),
    "left_chars": ("leftChars", "leftChars"),
    "right_chars": ("rightChars", "rightChars"),
    "first_line_chars": ("firstLineChars", "hangingChars"),
}
_STRONGER = {"left": ("leftChars", "startChars"), "right": ("rightChars", "endChars")}  # they would win over the length
_OLD_NAMES = {"left": ("start",), "right": ("end",), "leftChars": ("startChars",), "rightChars": ("endChars",)}
_SPACE = {
    "before": "before",
    "after": "after",
    "before_lines": "beforeLines",
    "after_lines": "afterLines",
    "before_auto": "beforeAutospacing",
    "after_auto": "afterAutospacing",
    "line": "line",
    "line_rule": "lineRule",
}
