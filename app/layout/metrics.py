"""How wide characters are, in twips, without asking a font.

A Chinese character is as wide as the font is high. Latin letters take the widths of the two faces that reports use,
or half a character in Chinese fonts (GB/T 9704-2012 knows no other).
"""

from __future__ import annotations

from functools import lru_cache

from app.core.report import OBJECT, CharFormat

MM = 25.4 / 1440  # millimetres in a twip
SUPERSCRIPT = 0.65  # of the size
# How many characters wide an object's sign is on the page; the object itself keeps its size in the file.
SIGN_CHARS = {"picture": 3.0, "object": 3.0, "equation": 3.0, "commentRef": 0.5, "footnoteRef": 0.9, "endnoteRef": 0.9}

# Characters below U+2E80 that Chinese text sets in a full cell.
_WIDE = frozenset("“”‘’—…·×÷±§°′″‰※℃№←↑→↓∶≈≠≤≥∞√∑∫≡∈∩∪⊙⊥⌒∠∥∴∵♀♂■□▲△○●◎◇◆★☆―‖¤")
_SERIF = (
    "250 333 408 500 500 833 778 180 333 333 500 564 250 333 250 278 500 500 500 500 500 500 500 500 500 500 278 278 "
    "564 564 564 444 921 722 667 667 722 611 556 722 722 333 389 722 611 889 722 722 556 722 667 556 611 722 722 944 "
    "722 722 611 333 278 333 469 500 333 444 500 444 500 444 333 500 500 278 278 500 278 778 500 500 500 500 333 389 "
    "278 500 500 722 500 500 444 480 200 480 541"
)
_SANS = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 "
    "584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 "
    "667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 "
    "278 556 500 722 500 500 500 334 260 334 584"
)


def _table(widths: str) -> dict[str, float]:
    return {chr(32 + at): int(width) / 1000 for at, width in enumerate(widths.split())}


SERIF, SANS = _table(_SERIF), _table(_SANS)
_SANS_NAMES = ("arial", "helvetica", "calibri", "liberation sans", "segoe", "verdana", "tahoma")


def is_wide(char: str) -> bool:
    """Whether the character takes a full cell and the East Asian font."""
    if char < "\u00a7":
        return False
    return "\u2e80" <= char < "\uff61" or char in _WIDE or "\u2460" <= char < "\u2500" or char >= "\uffe0" or _is_roman(char)


def _is_roman(char: str) -> bool:
    return "\u2160" <= char < "\u2190"


def is_chinese_font(name: str) -> bool:
    """Whether the font named is a Chinese one, in which a Latin letter is half a cell."""
    folded = name.lower()
    return not name.isascii() or any(part in folded for part in ("song", "sun", "hei", "kai", "cjk", "han s", "_gb", "ming"))


@lru_cache(maxsize=64)
def latin_widths(font: str) -> dict[str, float]:
    """Widths of printable ASCII in that font, in parts of its size; empty for a font of half cells."""
    if is_chinese_font(font):
        return {}
    return SANS if is_sans(font) else SERIF


def is_sans(font: str) -> bool:
    """Whether the Latin font named has no serifs."""
    return font.lower().startswith(_SANS_NAMES)


class Widths(dict[str, float]):
    """Character → advance in twips for one format; filled as characters come."""

    def __init__(self, form: CharFormat, char_space: float) -> None:
        super().__init__()
        shrink = SUPERSCRIPT if form.vertical != "baseline" else 1.0
        self._em = form.size * 10 * shrink * form.scale / 100
        self._add = form.spacing
        self._wide_add = form.spacing + char_space
        self._latin = latin_widths(form.ascii)

    def __missing__(self, char: str) -> float:
        width = self._width(char)
        self[char] = width
        return width

    def _width(self, char: str) -> float:
        if char == OBJECT:
            return self._em
        if char in "\n\u200b\u200c\u200d\ufeff":
            return 0.0
        if is_wide(char):
            return max(0.0, self._em + self._wide_add)
        return max(0.0, self._em * self._latin.get(char, 0.5) + self._add)


@lru_cache(maxsize=512)
def widths_of(form: CharFormat, char_space: float) -> Widths:
    """The advances of a format where each Chinese character gets `char_space` twips more (w:docGrid linesAndChars)."""
    return Widths(form, char_space)
