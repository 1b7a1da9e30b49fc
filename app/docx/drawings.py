"""Objects read for showing: DrawingML and VML shapes, pictures and their parts, equations, words of charts and the like."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice

from app.core.drawing import Drawing, Shape
from app.core.errors import ReportError
from app.docx.drawing_places import floating, placed
from app.docx.equations import linear
from app.docx.inline import MATH, TEXT_BOX, Piece, text_boxes
from app.docx.names import OFFICE, PIC, WP, WPS, A, Element, O, V, integer, q, r, w
from app.docx.objects import object_kind
from app.docx.package import Package
from app.docx.vml import read_vml

EMU = 635  # in a twip
DEFAULT = 1440  # twips of an object that does not say how large it is
MOST_WORDS = 4000  # characters shown of a chart's or diagram's text
_WPG = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
_CHART = q(OFFICE + "drawingml/2006/chart", "chart")
_DIAGRAM = q(OFFICE + "drawingml/2006/diagram", "relIds")
_SHAPE, _PIC, _GROUPS = q(WPS, "wsp"), q(PIC, "pic"), (q(_WPG, "wgp"), q(_WPG, "grpSp"))
_LINES = frozenset({"line", "straightConnector1"})
_OBJECT_WORDS = {"chart": "图表", "diagram": "SmartArt 图形", "object": "嵌入对象", "shape": "图形"}


class Parts:
    """The parts that the relationships of one part lead to, inside the package only."""

    def __init__(self, package: Package, part: str) -> None:
        self._package = package
        self._targets = {id_: target for id_, _, target in package.relationships(part)}

    def target(self, id_: str | None) -> str:
        """The part that relationship `id_` leads to; "" when it is outside the file or missing: nothing is fetched."""
        found = self._targets.get(id_ or "", "")
        return found if found and self._package.has(found) else ""

    def root(self, name: str) -> Element | None:
        """The root of an XML part; None for another one and one that cannot be read."""
        try:
            return self._package.root(name) if name.endswith(".xml") else None
        except ReportError:
            return None


def read_drawings(p: Element, found: Iterable[Piece], parts: Parts) -> tuple[Drawing | None, ...]:
    """How every object of paragraph `p` is shown, in the order of its U+FFFC; None for note and comment references."""
    objects = [piece.element for piece in found if piece.kind == "object"]
    if not objects:
        return ()
    boxes = {box: number for number, box in enumerate(text_boxes(p))}
    return tuple(_read(element, boxes, parts) for element in objects)


def _read(element: Element, boxes: Mapping[Element, int], parts: Parts) -> Drawing | None:
    if element.tag == MATH:
        return Drawing("equation", words=linear(element) or "公式")
    if element.tag == w("drawing"):
        return _drawing(element, boxes, parts)
    if element.tag in (w("pict"), w("object")):
        return _vml(element, boxes, parts)
    return None


def _drawing(element: Element, boxes: Mapping[Element, int], parts: Parts) -> Drawing:
    frame = next(element.iterchildren(q(WP, "inline"), q(WP, "anchor")), None)
    kind = object_kind(element)
    extent = frame.find(q(WP, "extent")) if frame is not None else None
    width, height = _emu(extent, "cx", DEFAULT), _emu(extent, "cy", DEFAULT)
    shapes = tuple(_shapes(element, boxes, (width, height), parts))
    words = "" if kind in ("picture", "textbox") else _words(element, kind, frame, parts)
    if kind == "shape" and shapes:
        words = ""
    where = floating(frame) if frame is not None and frame.tag == q(WP, "anchor") else None
    return Drawing(kind, max(1, width), max(1, height), shapes, words, where)


def _shapes(element: Element, boxes: Mapping[Element, int], size: tuple[int, int], parts: Parts) -> Iterable[Shape]:
    """Shapes and pictures with their places in the drawing; what stands in a text box belongs to the box."""
    for node in element.iter(_SHAPE, _PIC):
        if any(above is not element and above.tag == TEXT_BOX for above in _up_to(node, element)):
            continue
        x, y, width, height = placed(node, element, size, _GROUPS)
        properties = next(node.iterchildren(q(WPS, "spPr"), q(PIC, "spPr")), None)
        line, fill, weight = _paint(properties, node)
        if node.tag == _PIC:
            yield Shape("picture", x, y, width, height, image=_image(node, parts))
            continue
        box = next((boxes[inner] for inner in node.iter(TEXT_BOX) if inner in boxes), None)
        geometry = properties.find(q(A, "prstGeom")) if properties is not None else None
        preset = geometry.get("prst", "") if geometry is not None else ""
        kind = "box" if box is not None else "line" if preset in _LINES else "oval" if preset == "ellipse" else "frame"
        transform = properties.find(q(A, "xfrm")) if properties is not None else None
        flipped = transform is not None and (transform.get("flipV") == "1") != (transform.get("flipH") == "1")
        yield Shape(kind, x, y, width, height, line, fill, weight, "", box, flipped, _fits(node))


def _fits(node: Element) -> str:
    """Whether a box is made as high, or as high and wide, as its text."""
    body = node.find(q(WPS, "bodyPr"))
    if body is None or body.find(q(A, "spAutoFit")) is None:
        return ""
    return "both" if body.get("wrap") == "none" else "height"


def _up_to(node: Element, top: Element) -> Iterable[Element]:
    for above in node.iterancestors():
        if above is top:
            return
        yield above


def _paint(properties: Element | None, node: Element) -> tuple[str, str, int]:
    """(outline, fill, thickness): colours as RRGGBB, "" for none."""
    outline = properties.find(q(A, "ln")) if properties is not None else None
    styled = node.find(f"{q(WPS, 'style')}/{q(A, 'lnRef')}")
    line = _color(outline) if outline is not None else None
    if line is None:
        line = "000000" if outline is not None or (styled is not None and styled.get("idx") != "0") else ""
    if outline is not None and outline.find(q(A, "noFill")) is not None:
        line = ""
    fill = (_color(properties) or "") if properties is not None else ""
    weight = integer(outline.get("w")) if outline is not None else None
    return line, fill, min(400, max(10, (weight or 9525) // EMU))


def _color(element: Element) -> str | None:
    found = element.find(f"{q(A, 'solidFill')}/{q(A, 'srgbClr')}")
    if found is None:  # of a gradient its first colour
        found = element.find(f"{q(A, 'gradFill')}/{q(A, 'gsLst')}/{q(A, 'gs')}/{q(A, 'srgbClr')}")
    value = found.get("val", "") if found is not None else ""
    return value.upper() if len(value) == 6 and all(char in "0123456789abcdefABCDEF" for char in value) else None


def _image(node: Element, parts: Parts) -> str:
    """The part with a picture's bytes, or ""."""
    blip = next(node.iter(q(A, "blip")), None)
    return parts.target(blip.get(r("embed")) if blip is not None else None)


def _vml(element: Element, boxes: Mapping[Element, int], parts: Parts) -> Drawing:
    kind = object_kind(element)
    images = {node: parts.target(node.get(r("id"), "")) for node in element.iter(q(V, "imagedata"))}
    made = read_vml(element, boxes, images)
    words = ""
    if kind == "object" or not made.shapes:
        ole = next(element.iter(q(O, "OLEObject")), None)
        program = ole.get("ProgID", "") if ole is not None else ""
        words = " ".join(filter(None, (_OBJECT_WORDS.get(kind, "图形"), program)))
    return Drawing(kind, made.width or DEFAULT, made.height or DEFAULT // 2, made.shapes, words, made.floating)


def _words(element: Element, kind: str, frame: Element | None, parts: Parts) -> str:
    """What a chart or diagram says, after its name; of others the description that its author gave."""
    label = _OBJECT_WORDS.get(kind, "图形")
    ids: list[str] = []
    for node in element.iter(_CHART, _DIAGRAM):
        ids += [node.get(r("id"), ""), node.get(r("dm"), "")]
    texts: list[str] = []
    for id_ in filter(None, ids):
        name = parts.target(id_)
        root = parts.root(name)
        if root is not None:
            texts += [text for node in islice(root.iter(q(A, "t"), _CACHED), 400) if (text := (node.text or "").strip())]
    properties = frame.find(q(WP, "docPr")) if frame is not None else None
    described = (properties.get("descr") or properties.get("title") or "") if properties is not None else ""
    return "　".join(filter(None, (label, described, *dict.fromkeys(texts))))[:MOST_WORDS]


_CACHED = q(OFFICE + "drawingml/2006/chart", "v")


def _emu(element: Element | None, name: str, default: int) -> int:
    value = integer(element.get(name)) if element is not None else None
    return default if value is None or value < 0 else min(value // EMU, 60000)
