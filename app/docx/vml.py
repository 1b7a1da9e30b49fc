"""VML shapes (w:pict, the preview of w:object): size and place from their CSS, pictures, lines and text boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.core.drawing import Floating, Shape
from app.docx.inline import TEXT_BOX
from app.docx.names import Element, V, q

FARTHEST = 60000  # twips; nothing stands farther away on paper
_SHAPES = tuple(q(V, name) for name in ("shape", "rect", "roundrect", "oval", "line", "polyline", "arc", "curve"))
_GROUP = q(V, "group")
_LENGTH = re.compile(r"\s*(-?[\d.]+)\s*(pt|in|cm|mm|px|pc|)\s*\Z")
_TWIPS = {"pt": 20.0, "in": 1440.0, "cm": 1440 / 2.54, "mm": 1440 / 25.4, "px": 15.0, "pc": 240.0, "": 15.0}
_NAMED = {"black": "000000", "red": "FF0000", "white": "FFFFFF", "blue": "0000FF", "green": "008000", "yellow": "FFFF00"}
_FROM = {"text": "column", "char": "character", "left-margin-area": "page", "inner-margin-area": "page"}


@dataclass(frozen=True, slots=True)
class Vml:
    """What a w:pict shows."""

    width: int
    height: int
    shapes: tuple[Shape, ...]
    floating: Floating | None


def read_vml(element: Element, boxes: Mapping[Element, int], images: Mapping[Element, str]) -> Vml:
    """The shapes of a `w:pict` or `w:object`; `boxes` are the numbers of text boxes, `images` the parts of pictures."""
    tops = [child for child in element if child.tag in (*_SHAPES, _GROUP)]
    if not tops:
        return Vml(0, 0, (), None)
    made = list[Shape]()
    for top in tops:
        made += _of(top, boxes, images)
    style = _style(tops[0])
    width = max((shape.x + shape.width for shape in made), default=0)
    height = max((shape.y + shape.height for shape in made), default=0)
    return Vml(width, height, tuple(made), _floating(style, tops[0]))


def _of(top: Element, boxes: Mapping[Element, int], images: Mapping[Element, str]) -> Iterator[Shape]:
    if top.tag != _GROUP:
        yield _shape(top, _size(top), boxes, images)
        return
    width, height = _size(top)
    left, upper = _pair(top.get("coordorigin"), (0.0, 0.0))
    wide, high = _pair(top.get("coordsize"), (1000.0, 1000.0))
    for node in top.iter(*_SHAPES):
        if any(above.tag == TEXT_BOX and top in above.iterancestors() for above in node.iterancestors()):
            continue
        style = _style(node)
        nested = next(node.iterancestors(_GROUP)) is not top
        x, y, across, down = (_plain(style.get(name)) for name in ("left", "top", "width", "height"))
        if nested or not (across or down):  # a group in a group is spread over the whole
            x, y, across, down = left, upper, wide, high
        size = (_bounded(across * width / max(1.0, wide)), _bounded(down * height / max(1.0, high)))
        shape = _shape(node, size, boxes, images)
        yield Shape(
            shape.kind, _bounded((x - left) * width / max(1.0, wide)), _bounded((y - upper) * height / max(1.0, high)),
            shape.width, shape.height, shape.line, shape.fill, shape.weight, shape.image, shape.box, shape.flipped, shape.fits,
        )  # fmt: skip


def _shape(node: Element, size: tuple[int, int], boxes: Mapping[Element, int], images: Mapping[Element, str]) -> Shape:
    width, height = size
    line = _color(node.get("strokecolor"), "000000") if node.get("stroked", "t") not in ("f", "false") else ""
    fill = _color(node.get("fillcolor"), "") if node.get("filled", "t") not in ("f", "false") else ""
    weight = min(400, max(10, round(_twips(node.get("strokeweight"), 15))))
    image = next((images[inner] for inner in node.iter(q(V, "imagedata")) if inner in images), None)
    box = next((boxes[inner] for inner in node.iter(TEXT_BOX) if inner in boxes), None)
    if image is not None and box is None:
        return Shape("picture", 0, 0, max(1, width), max(1, height), image=image)
    if node.tag == q(V, "line"):
        (x1, y1), (x2, y2) = (_ends(node.get("from")), _ends(node.get("to")))
        return Shape("line", 0, 0, max(1, round(abs(x2 - x1))), max(1, round(abs(y2 - y1))), line or "000000", "", weight,
                     flipped=(x2 - x1) * (y2 - y1) < 0)  # fmt: skip
    kind = "box" if box is not None else "oval" if node.tag == q(V, "oval") else "frame"
    return Shape(kind, 0, 0, max(1, width), max(1, height), line, fill, weight, "", box, fits=_fits(node))


def _fits(node: Element) -> str:
    textbox = node.find(q(V, "textbox"))
    if textbox is None or _style(textbox).get("mso-fit-shape-to-text") not in ("t", "true"):
        return ""
    return "both" if _style(node).get("mso-wrap-style") == "none" else "height"


def _floating(style: Mapping[str, str], top: Element) -> Floating | None:
    if style.get("position") != "absolute":
        return None
    horizontal = style.get("mso-position-horizontal-relative", "text")
    vertical = style.get("mso-position-vertical-relative", "text")
    x = _twips(style.get("margin-left"), 0) + _twips(style.get("left"), 0)
    y = _twips(style.get("margin-top"), 0) + _twips(style.get("top"), 0)
    if top.tag == q(V, "line"):
        (x1, y1), (x2, y2) = _ends(top.get("from")), _ends(top.get("to"))
        x, y = min(x1, x2), min(y1, y2)
    wrap = next((child for child in top.iter("{urn:schemas-microsoft-com:office:word}wrap")), None)
    wraps = wrap is not None and wrap.get("type") not in (None, "none")
    align, upright = style.get("mso-position-horizontal", ""), style.get("mso-position-vertical", "")
    return Floating(
        _FROM.get(horizontal, horizontal), _bounded(x), "" if align == "absolute" else align,
        {"text": "paragraph"}.get(vertical, vertical), _bounded(y), "" if upright == "absolute" else upright,
        wraps, style.get("z-index", "0").startswith("-"),
    )  # fmt: skip


def _style(node: Element) -> dict[str, str]:
    pairs = (part.partition(":") for part in node.get("style", "").split(";"))
    return {name.strip().lower(): value.strip() for name, _, value in pairs if value}


def _size(node: Element) -> tuple[int, int]:
    style = _style(node)
    return _bounded(_twips(style.get("width"), 0)), _bounded(_twips(style.get("height"), 0))


def _twips(value: str | None, default: float) -> float:
    found = _LENGTH.match(value or "")
    try:
        return float(found[1]) * _TWIPS[found[2]] if found else default
    except ValueError:
        return default


def _plain(value: str | None) -> float:
    found = _LENGTH.match(value or "")
    try:
        return float(found[1]) if found else 0.0
    except ValueError:
        return 0.0


def _pair(value: str | None, default: tuple[float, float]) -> tuple[float, float]:
    parts = (value or "").split(",")
    try:
        return (float(parts[0] or 0), float(parts[1] or 0)) if len(parts) == 2 else default
    except ValueError:
        return default


def _ends(value: str | None) -> tuple[float, float]:
    parts = (value or "").split(",")
    return (_twips(parts[0], 0), _twips(parts[1], 0)) if len(parts) == 2 else (0.0, 0.0)


def _bounded(value: float) -> int:
    return round(max(-FARTHEST, min(FARTHEST, value)))


def _color(value: str | None, default: str) -> str:
    if not value:
        return default
    word = value.split(" ")[0].lower()
    if word.startswith("#"):
        digits = word[1:]
        digits = "".join(char * 2 for char in digits) if len(digits) == 3 else digits
        return digits.upper() if len(digits) == 6 and all(char in "0123456789abcdef" for char in digits) else default
    return _NAMED.get(word, default)
