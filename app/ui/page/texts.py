"""A paragraph's text as a Qt block shows it, and back: characters that would end a block or mean something to Qt, one for one."""

from __future__ import annotations

_DOWN = str.maketrans("\n\u2028\u2029\r\ufdd0\ufdd1\x00", "\u2028\uf8f0\uf8f1\uf8f2\uf8f3\uf8f4\uf8f5")
_UP = {shown: own for own, shown in _DOWN.items()}


def block_text(text: str) -> str:
    """A paragraph's text as a block's text."""
    return text.translate(_DOWN)


def typed(text: str) -> str:
    """A block's text as a paragraph's text."""
    return text.translate(_UP)
