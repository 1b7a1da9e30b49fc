"""What one `w:rPr` or `w:pPr` says by itself: the fields it sets, as a patch to lay over what lies below it.

Keys are field names of CharFormat and ParagraphFormat ("tabs" are changes by position, as
`app.docx.tabs` reads them, "borders" changes by side, as `app.docx.borders` does).
`0` in a `*_chars` or `*_lines` field means that the twips twin counts again.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from app.docx.borders import border_changes
from app.docx.names import VAL, Element, half_points, integer, is_on, switch, twips, w
from app.docx.tabs import tab_changes
from app.docx.theme import Theme

Patch = dict[str, Any]
TOGGLES = ("bold", "italic", "strike", "double_strike", "hidden")

_HEX = re.compile(r"[0-9A-Fa-f]{6}\Z")
_FONT_SLOTS = (
    ("east_asia", w("eastAsia"), w("eastAsiaTheme")),
    ("ascii", w("ascii"), w("asciiTheme")),
    ("h_ansi", w("hAnsi"), w("hAnsiTheme")),
    ("cs", w("cs"), w("cstheme")),
)
_CHAR_SWITCHES = {
    w("b"): "bold",
    w("i"): "italic",
    w("strike"): "strike",
    w("dstrike"): "double_strike",
    w("vanish"): "hidden",
}
_PARAGRAPH_SWITCHES = {
    w("pageBreakBefore"): "page_break_before",
    w("keepNext"): "keep_next",
    w("keepLines"): "keep_lines",
    w("snapToGrid"): "snap_to_grid",
    w("kinsoku"): "kinsoku",
    w("overflowPunct"): "overflow_punctuation",
    w("contextualSpacing"): "contextual_spacing",
}
_PLAIN = {w("u"): "underline", w("highlight"): "highlight", w("vertAlign"): "vertical", w("em"): "emphasis"}
_ALIGN = {
    "left": "left",
    "start": "left",
    "center": "center",
    "right": "right",
    "end": "right",
    "both": "both",
    "distribute": "distribute",
    "thaiDistribute": "distribute",
    "lowKashida": "both",
    "mediumKashida": "both",
    "highKashida": "both",
}
_MAX_SIZE = 3276  # half-points; Word's own limit is 1638 pt
ADDED = ("tabs", "borders")
INDENTS = ("left", "right", "first_line", "left_chars", "right_chars", "first_line_chars")


def char_patch(properties: Element | None, theme: Theme) -> Patch:
    """What a `w:rPr` sets; unknown and malformed properties set nothing."""
    patch: Patch = {}
    for child in properties if properties is not None else ():
        tag = child.tag
        if tag == _FONTS:
            _fonts(child, patch, theme)
        elif tag in _CHAR_SWITCHES:
            patch[_CHAR_SWITCHES[tag]] = is_on(child)
        elif tag in _PLAIN:
            value = child.get(VAL)
            if value:
                patch[_PLAIN[tag]] = value
        elif tag in _CHARS:
            _CHARS[tag](child, patch, theme)
    return patch


def paragraph_patch(properties: Element | None) -> Patch:
    """What a `w:pPr` sets, its numbering and style aside."""
    patch: Patch = {}
    for child in properties if properties is not None else ():
        tag = child.tag
        if tag in _PARAGRAPH_SWITCHES:
            patch[_PARAGRAPH_SWITCHES[tag]] = is_on(child)
        elif tag in _PARAGRAPHS:
            _PARAGRAPHS[tag](child, patch)
    return patch


def number_reference(properties: Element | None) -> tuple[int | None, int | None]:
    """(numId, ilvl) that a `w:pPr` names; None where it names none."""
    numbering = properties.find(_NUM_PR) if properties is not None else None
    if numbering is None:
        return None, None
    id_, level = numbering.find(w("numId")), numbering.find(w("ilvl"))
    return (
        integer(id_.get(VAL)) if id_ is not None else None,
        integer(level.get(VAL)) if level is not None else None,
    )


def _fonts(element: Element, patch: Patch, theme: Theme) -> None:
    for field, plain, themed in _FONT_SLOTS:
        font = theme.font(element.get(themed)) or element.get(plain)
        if font:
            patch[field] = font
    hint = element.get(w("hint"))
    if hint:
        patch["hint"] = hint


def _size(element: Element, patch: Patch, _theme: Theme) -> None:
    size = half_points(element.get(VAL))
    if size is not None and 0 < size <= _MAX_SIZE:
        patch["size"] = size


def _color(element: Element, patch: Patch, theme: Theme) -> None:
    patch["color"] = _hex(element.get(VAL)) or theme.color(element.get(w("themeColor"))) or "auto"


def _shading(element: Element, patch: Patch, theme: Theme) -> None:
    patch["shading"] = _hex(element.get(w("fill"))) or theme.color(element.get(w("themeFill"))) or "auto"


def _hex(value: str | None) -> str | None:
    return value.upper() if value and _HEX.match(value) else None


def _length(field: str) -> Callable[[Element, Patch, Theme], None]:
    def read(element: Element, patch: Patch, _theme: Theme) -> None:
        value = twips(element.get(VAL))
        if value is not None:
            patch[field] = value

    return read


def _scale(element: Element, patch: Patch, _theme: Theme) -> None:
    value = integer((element.get(VAL) or "").rstrip("%"))
    if value is not None and 1 <= value <= 600:
        patch["scale"] = value


def _position(element: Element, patch: Patch, _theme: Theme) -> None:
    value = half_points(element.get(VAL))
    if value is not None:
        patch["position"] = value


def _indent(element: Element, patch: Patch) -> None:
    for field, names, read in _INDENTS:
        value = next((found for name in names if (found := read(element.get(name))) is not None), None)
        if value is not None:
            patch[field] = value
    for field, name, read in (("first_line", w("hanging"), twips), ("first_line_chars", w("hangingChars"), integer)):
        value = read(element.get(name))
        if value:
            patch[field] = -value


def _spacing(element: Element, patch: Patch) -> None:
    for field, name, read in _SPACING_NUMBERS:
        value = read(element.get(name))
        if value is not None:
            patch[field] = value
    for field, name in (("before_auto", w("beforeAutospacing")), ("after_auto", w("afterAutospacing"))):
        value = element.get(name)
        if value is not None:
            patch[field] = switch(value, False)
    line = twips(element.get(w("line")))
    rule = element.get(w("lineRule"))
    if line is not None:
        # a line without a rule counts as auto; a negative one is Word's old way to write exact
        patch["line"] = abs(line)
        patch["line_rule"] = "exact" if line < 0 else rule if rule in ("exact", "atLeast") else "auto"


def _align(element: Element, patch: Patch) -> None:
    value = _ALIGN.get(element.get(VAL, ""))
    if value:
        patch["align"] = value


def _outline(element: Element, patch: Patch) -> None:
    level = integer(element.get(VAL))
    if level is not None:
        patch["outline_level"] = level if 0 <= level <= 8 else None


def _borders(element: Element, patch: Patch) -> None:
    patch["borders"] = border_changes(element)


def _tabs(element: Element, patch: Patch) -> None:
    patch["tabs"] = tab_changes(element)


def lay_over(below: Patch, patch: Patch) -> None:
    """Lay a paragraph patch over what is below it; tab stops and sides with a border add up, everything else replaces."""
    added = {name: {**below[name], **patch[name]} for name in ADDED if name in below and name in patch}
    below |= patch
    below |= added


_FONTS, _NUM_PR = w("rFonts"), w("numPr")
_CHARS: dict[str, Callable[[Element, Patch, Theme], None]] = {
    w("sz"): _size,
    w("color"): _color,
    w("shd"): _shading,
    w("spacing"): _length("spacing"),
    w("w"): _scale,
    w("position"): _position,
}
_PARAGRAPHS: dict[str, Callable[[Element, Patch], None]] = {
    w("ind"): _indent,
    w("spacing"): _spacing,
    w("jc"): _align,
    w("outlineLvl"): _outline,
    w("pBdr"): _borders,
    w("tabs"): _tabs,
}
_INDENTS: tuple[tuple[str, tuple[str, ...], Callable[[str | None], int | None]], ...] = (
    ("left", (w("left"), w("start")), twips),
    ("right", (w("right"), w("end")), twips),
    ("first_line", (w("firstLine"),), twips),
    ("left_chars", (w("leftChars"), w("startChars")), integer),
    ("right_chars", (w("rightChars"), w("endChars")), integer),
    ("first_line_chars", (w("firstLineChars"),), integer),
)
_SPACING_NUMBERS = (
    ("before", w("before"), twips),
    ("after", w("after"), twips),
    ("before_lines", w("beforeLines"), integer),
    ("after_lines", w("afterLines"), integer),
)
