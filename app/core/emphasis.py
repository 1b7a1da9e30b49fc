"""What a change of style must leave alone: emphasis inside body text, and a colleague's coloured marks."""

from __future__ import annotations

import re

from app.core.report import CharFormat, Kind

_BODY_ROLES = frozenset(
    kind.value for kind in (Kind.BODY, Kind.CLAUSE, Kind.ARTICLE, Kind.ATTACHMENT_NOTE, Kind.NOTE, Kind.OTHER, Kind.SUBTITLE)
)
_HEX = re.compile("[0-9A-Fa-f]{6}\\Z")
_GREY = 0x10  # how far the three parts of a colour may lie apart and still look grey
_DARK = 0xA0  # above it grey text is no careless black any more (white text hides something)


def keeps_emphasis(role: str) -> bool:
    """Whether bold and italic inside a paragraph of this role are the writer's emphasis (a heading's are its style's)."""
    return role in _BODY_ROLES


def is_mark(chars: CharFormat) -> bool:
    """Whether coloured or highlighted characters are a colleague's mark, which a change of style leaves as it is."""
    return chars.highlight != "none" or not is_blackish(chars.color)


def is_blackish(color: str) -> bool:
    """Whether a colour ("auto" or six hex digits) is black or a dark grey that was meant to be black."""
    if color == "auto":
        return True
    parts = [int(color[at : at + 2], 16) for at in (0, 2, 4)] if _HEX.match(color) else [0]
    return max(parts) - min(parts) <= _GREY and max(parts) <= _DARK
