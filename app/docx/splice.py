"""Carrying an edit over to the original text of an XML part, token by token."""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import SequenceMatcher
from typing import NamedTuple

# An open tag that a closing tag follows at once is one token with it: lxml writes the pair as <x/>.
_TOKEN = re.compile(r"<(?![/!?])[^>]*(?<!/)></[^>]*>|<[^>]*>|[^<]+")
_CAREFUL_TOKEN = re.compile(
    r"<!--.*?-->|<\?.*?\?>"
    r"|<(?![/!?])(?:[^>\"']|\"[^\"]*\"|'[^']*')*(?<!/)></[^>]*>"
    r"|<(?!!\[CDATA)(?:[^>\"']|\"[^\"]*\"|'[^']*')*>"
    r"|(?:<!\[CDATA\[.*?\]\]>|[^<])+",
    re.DOTALL,
)
_CHARACTER = re.compile(r"&[^;]*;|\r\n|.", re.DOTALL)
_MAX_FINE = 4000  # tokens a side: above, a changed stretch is written whole instead of being compared token by token


class _Block(NamedTuple):
    """Tokens start..end, which end with a paragraph, and their text."""

    text: str
    start: int
    end: int


def splice(source: str, old: str, new: str, restore: Callable[[str], str]) -> str:
    """`source` with the change from `old` to `new` carried over.

    `old` is lxml's serialisation of `source`, `new` that of the edited tree. Tokens that `old` and `new` share come
    out as they stand in `source`, all others as in `new`, passed through `restore`. Where `source` cannot be
    matched with `old`, `new` is written whole: equal in content, not in bytes.
    """
    pattern = _TOKEN if "<![CDATA[" not in source else _CAREFUL_TOKEN
    tokens, before = pattern.findall(source), pattern.findall(old)
    if len(tokens) != len(before) and pattern is _TOKEN:  # a ">" inside an attribute
        pattern = _CAREFUL_TOKEN
        tokens, before = pattern.findall(source), pattern.findall(old)
    if len(tokens) != len(before):
        return restore(new)
    after = pattern.findall(new)
    head = _common(before, after)
    tail = _common(before[head:][::-1], after[head:][::-1])
    end_before, end_after = len(before) - tail, len(after) - tail
    middle = _merge(tokens[head:end_before], before[head:end_before], after[head:end_after], restore)
    return "".join((*tokens[:head], *middle, *tokens[end_before:]))


def _common(left: list[str], right: list[str]) -> int:
    for at, (a, b) in enumerate(zip(left, right, strict=False)):
        if a != b:
            return at
    return min(len(left), len(right))


def _merge(source: list[str], old: list[str], new: list[str], restore: Callable[[str], str]) -> list[str]:
    """The middle part, compared paragraph by paragraph first, then token by token inside changed ones."""
    out: list[str] = []
    old_blocks, new_blocks = _blocks(old), _blocks(new)
    # autojunk: thousands of equal blocks (empty cells) must not cost their square
    matcher = SequenceMatcher(None, [block.text for block in old_blocks], [block.text for block in new_blocks])
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            out += source[old_blocks[a].start : old_blocks[b - 1].end]
            continue
        paired = b - a == d - c
        steps = [(at, at + 1, c + at - a, c + at - a + 1) for at in range(a, b)] if paired else [(a, b, c, d)]
        for first, last, new_first, new_last in steps:
            here, there = _span(old_blocks[first:last]), _span(new_blocks[new_first:new_last])
            out += _fine(source[here], old[here], new[there], restore)
    return out


def _fine(source: list[str], old: list[str], new: list[str], restore: Callable[[str], str]) -> list[str]:
    if max(len(old), len(new)) > _MAX_FINE:
        return [restore(token) for token in new]
    out: list[str] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        if tag == "equal":
            out += source[a:b]
        elif b - a == d - c:
            out += [_token(*three, restore) for three in zip(source[a:b], old[a:b], new[c:d], strict=True)]
        else:
            out += [restore(token) for token in new[c:d]]
    return out


def _token(source: str, old: str, new: str, restore: Callable[[str], str]) -> str:
    """One changed token; in text, the characters that stay keep the way they are written (`&quot;`, CRLF)."""
    if old[:1] == "<" or new[:1] == "<":
        return restore(new)
    written, before, after = (_CHARACTER.findall(text) for text in (source, old, new))
    if len(written) != len(before):
        return new
    head = _common(before, after)
    tail = _common(before[head:][::-1], after[head:][::-1])
    return "".join((*written[:head], *after[head : len(after) - tail], *written[len(written) - tail :]))


def _blocks(tokens: list[str]) -> list[_Block]:
    """The tokens in stretches that end after a paragraph."""
    out: list[_Block] = []
    start = 0
    for at, token in enumerate(tokens):
        if (token.startswith("</") and token.rstrip(">\r\n\t ").endswith(":p")) or at == len(tokens) - 1:
            out.append(_Block("".join(tokens[start : at + 1]), start, at + 1))
            start = at + 1
    return out


def _span(blocks: list[_Block]) -> slice:
    return slice(blocks[0].start, blocks[-1].end) if blocks else slice(0, 0)
