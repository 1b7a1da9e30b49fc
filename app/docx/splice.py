"""Carrying an edit over to the original text of an XML part, token by token."""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import SequenceMatcher

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
    matcher = SequenceMatcher(None, [key for key, _, _ in old_blocks], [key for key, _, _ in new_blocks], autojunk=False)
    for _, a, b, c, d in matcher.get_opcodes():
        start, end = _range(old_blocks, a, b)
        new_start, new_end = _range(new_blocks, c, d)
        if old[start:end] == new[new_start:new_end]:
            out += source[start:end]
        else:
            out += _fine(source[start:end], old[start:end], new[new_start:new_end], restore)
    return out


def _fine(source: list[str], old: list[str], new: list[str], restore: Callable[[str], str]) -> list[str]:
    if max(len(old), len(new)) > _MAX_FINE:
        return [restore(token) for token in new]
    out: list[str] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
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


def _blocks(tokens: list[str]) -> list[tuple[str, int, int]]:
    """The tokens in stretches that end after a paragraph: (text, start, end)."""
    out: list[tuple[str, int, int]] = []
    start = 0
    for at, token in enumerate(tokens):
        if (token.startswith("</") and token.rstrip(">\r\n\t ").endswith(":p")) or at == len(tokens) - 1:
            out.append(("".join(tokens[start : at + 1]), start, at + 1))
            start = at + 1
    return out


def _range(blocks: list[tuple[str, int, int]], first: int, last: int) -> tuple[int, int]:
    if first == last:
        return 0, 0
    return blocks[first][1], blocks[last - 1][2]
