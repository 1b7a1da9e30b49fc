"""Where DrawingML puts things: an anchored drawing on its page, a shape in its groups."""

from __future__ import annotations

from app.core.drawing import Floating
from app.docx.names import WP, A, Element, integer, q, switch

EMU = 635
FARTHEST = 60000  # twips; nothing stands farther away on paper
_WRAPS = (q(WP, "wrapSquare"), q(WP, "wrapTight"), q(WP, "wrapThrough"), q(WP, "wrapTopAndBottom"))


def floating(anchor: Element) -> Floating:
    """Where a `wp:anchor` stands."""
    horizontal, vertical = anchor.find(q(WP, "positionH")), anchor.find(q(WP, "positionV"))
    return Floating(
        _from(horizontal, "column"), _offset(horizontal), _align(horizontal),
        _from(vertical, "paragraph"), _offset(vertical), _align(vertical),
        any(anchor.find(tag) is not None for tag in _WRAPS), switch(anchor.get("behindDoc"), False),
    )  # fmt: skip


def _from(position: Element | None, default: str) -> str:
    return (position.get("relativeFrom") if position is not None else None) or default


def _offset(position: Element | None) -> int:
    found = position.find(q(WP, "posOffset")) if position is not None else None
    return _twips(found.text if found is not None else None)


def _align(position: Element | None) -> str:
    found = position.find(q(WP, "align")) if position is not None else None
    return (found.text or "").strip() if found is not None else ""


def placed(node: Element, top: Element, size: tuple[int, int], groups: tuple[str, ...]) -> tuple[int, int, int, int]:
    """(x, y, width, height) in twips of a shape or picture from the corner of the drawing `top`, which is `size` large."""
    around = [above for above in node.iterancestors(*groups) if top in above.iterancestors()]
    if not around:
        return 0, 0, *size
    x, y, width, height = _box(_transform(node), ("off", "ext"))
    for number, group in enumerate(around):
        transform = _transform(group)
        left, upper, wide, high = _box(transform, ("chOff", "chExt"))
        if number == len(around) - 1:
            target = (0.0, 0.0, float(size[0]), float(size[1]))
        else:
            target = _box(transform, ("off", "ext"))
        across, down = target[2] / max(1.0, wide), target[3] / max(1.0, high)
        x, y = target[0] + (x - left) * across, target[1] + (y - upper) * down
        width, height = width * across, height * down
    return _near(x), _near(y), max(1, _near(width)), max(1, _near(height))


def _near(value: float) -> int:
    return round(max(-FARTHEST, min(FARTHEST, value)))


def _transform(node: Element) -> Element | None:
    for child in node:
        if str(child.tag).endswith(("}spPr", "}grpSpPr")):
            return child.find(q(A, "xfrm"))
    return None


def _box(transform: Element | None, names: tuple[str, str]) -> tuple[float, float, float, float]:
    if transform is None:
        return 0.0, 0.0, 1.0, 1.0
    offset, extent = transform.find(q(A, names[0])), transform.find(q(A, names[1]))
    x, y = (_number(offset, "x"), _number(offset, "y"))
    return x, y, _number(extent, "cx") or 1.0, _number(extent, "cy") or 1.0


def _number(element: Element | None, name: str) -> float:
    return float((integer(element.get(name)) if element is not None else None) or 0)


def _twips(value: str | None) -> int:
    number = integer((value or "").strip())
    return 0 if number is None else max(-FARTHEST, min(FARTHEST, number // EMU))
