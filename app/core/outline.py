"""The outline: branches → frozen nodes with their 一是… items."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise, zip_longest
from typing import Literal
from weakref import WeakKeyDictionary

from app.core.headings import Branch, heading_kind
from app.core.numerals import Scheme, han_to_int
from app.core.report import Item, Kind, Node, Paragraph, Report
from app.core.text import shadow
from app.core.traits import BLANKS, sentence_end

_ITEM = re.compile(
    r"(?:(?<=[。；：，、\n！？])|(?<=[。；：，、！？] )|\A)[ \u3000\t]*"
    r"(?P<mark>(?P<han>二?十[一二三四五六七八九]?|[一二三四五六七八九])(?P<word>是|要))(?![否非])"
)
_WORD = re.compile(
    r"(?:(?<=[。；：，\n！？])|(?<=[。；：！？] )|\A)[ \u3000\t]*"
    r"(?P<mark>第(?P<han>[一二三四五六七八九十])(?=[，、：](?![一二三四五六七八九十第]))|(?P<word>首先|其次|再次|然后|最后)(?=[，、：]))"
)
_FIRST_LETTERS = ("第", "首先", "其次", "再次", "然后", "最后")
_VALUES = {"首先": 1, "其次": 2, "再次": 3, "然后": 3, "最后": 0}  # 最后 counts one more than what stands before it
_GROUPS: WeakKeyDictionary[Report, tuple[tuple[Item, ...], ...]] = WeakKeyDictionary()
_TYPES: dict[Kind, Literal["heading", "article", "numbered"]] = {Kind.ARTICLE: "article", Kind.CLAUSE: "numbered"}


def items_of(p: Paragraph) -> tuple[Item, ...]:
    """The 一是/一要, 第一，and 首先，items in `p`, in order; a group of 要, 第 or 首先 may be no list (see `in_series`).

    Each runs to the next one of its form or the paragraph's end, its `text` is its first sentence.
    """
    return tuple(
        Item(p.text[start:after], value, p.text[after:first].strip(BLANKS + "，,：:、"), p.uid, start, end)
        for start, after, value, first, end in _items_in(shadow(p.text))
    )


@lru_cache(maxsize=8192)
def _items_in(wide: str) -> tuple[tuple[int, int, int, int, int], ...]:
    """(start, end of the ordinal, value, end of the first sentence, end) of every item in a shadow text."""
    found = list(_ITEM.finditer(wide)) if "是" in wide or "要" in wide else []
    if any(first in wide for first in _FIRST_LETTERS):
        words = list(_WORD.finditer(wide))
        ordinals = [match for match in words if match["han"]]
        counts = [match for match in words if not match["han"]]
        return tuple(sorted((*_stretches(wide, found), *_stretches(wide, ordinals), *_stretches(wide, counts))))
    return _stretches(wide, found)


def _stretches(wide: str, found: Sequence[re.Match[str]]) -> tuple[tuple[int, int, int, int, int], ...]:
    ends = [match.start("mark") for match in found[1:]] + [len(wide.rstrip(BLANKS))]
    return tuple(
        (match.start("mark"), match.end("mark"), _value(match), sentence_end(wide, match.end(), end)[0], end)
        for match, end in zip(found, ends[-len(found) :] if found else [], strict=True)
    )


def _value(match: re.Match[str]) -> int:
    return (han_to_int(match["han"]) or 0) if match["han"] else _VALUES[match["word"]]


def in_series(items: Sequence[Item]) -> tuple[Item, ...]:
    """`items` of one section without what is no list: a lone 二要 in running text, 一要 that 二要 never follows.

    第一，counts only where 第二，comes next, 首先，where 其次，does.
    """
    if all(item.numeral.endswith("是") for item in items):
        return tuple(items)
    forms: dict[str, list[Item]] = {}
    for item in items:
        forms.setdefault(_form(item), []).append(item)
    listed = {form for form, of in forms.items() if form == "是" or any(a.value == 1 and b.value == 2 for a, b in pairwise(of))}
    return tuple(_counted(items, item) for item in items if _form(item) in listed)


def _form(item: Item) -> str:
    return "第" if item.numeral.startswith("第") else "首先" if item.numeral in _VALUES else item.numeral[-1]


def _counted(items: Sequence[Item], item: Item) -> Item:
    """`item` with the count of a 最后 put in."""
    if item.value:
        return item
    before = [one.value for one in items if _form(one) == "首先" and (one.uid, one.start) != (item.uid, item.start)]
    return replace(item, value=max(before, default=1) + 1)


def nodes_of(tree: Branch, paragraphs: Sequence[Paragraph]) -> tuple[Node, ...]:
    """The frozen nodes of a tree over understood `paragraphs`, each with the items of its section."""
    branches = list(walk(tree))
    return _freeze(tree, paragraphs, _items(branches, paragraphs, tree.end)) if branches else ()


def walk(tree: Branch) -> Iterator[Branch]:
    """Every branch of `tree` in reading order, the root left out."""
    pending = tree.children[::-1]
    while pending:
        branch = pending.pop()
        yield branch
        pending.extend(branch.children[::-1])


def _items(branches: Sequence[Branch], paragraphs: Sequence[Paragraph], end: int) -> dict[int, tuple[Item, ...]]:
    """The items of each branch, by its `id`: in its own paragraph and in the plain ones up to the next branch or `end`."""
    out: dict[int, tuple[Item, ...]] = {}
    for branch, after in zip_longest(branches, branches[1:]):
        found: list[Item] = []
        for at in range(branch.index, after.index + 1 if after else end):
            p = paragraphs[at]
            if at > branch.index and p.role.kind in _CLOSING:
                break
            found += [item for item in items_of(p) if _belongs(item, branch, after, at)]
        if found:
            out[id(branch)] = in_series(found)
    return out


_CLOSING = frozenset({Kind.SIGNATURE, Kind.DATE, Kind.ATTACHMENT_LABEL, Kind.ATTACHMENT_NOTE, Kind.ATTACHMENT_TITLE})


def _belongs(item: Item, branch: Branch, after: Branch | None, at: int) -> bool:
    """Whether `item` of the paragraph at `at` stands between the starts of `branch` and of `after`."""
    if at == branch.index and branch.line is not None and item.start < branch.line.start:
        return False
    if after is None or at != after.index:
        return True
    return after.index == branch.index and after.line is not None and item.start < after.line.start


def renewed(
    tree: Branch, nodes: Sequence[Node], branches: Sequence[Branch], paragraphs: Sequence[Paragraph], changed: Sequence[int]
) -> tuple[Node, ...]:
    """The nodes of `tree`, whose `branches` these are in order: those of `nodes` where no section changed, else new ones."""
    out: list[Node] = []
    for child, following, node in zip_longest(tree.children, tree.children[1:], nodes):
        if not any(child.index <= at <= (following.index if following else tree.end) for at in changed):
            out.append(node)
            continue
        first = branches.index(child)
        last = next((i for i in range(first + 1, len(branches)) if branches[i].level <= child.level), len(branches))
        out.append(_node(child, paragraphs, _items(branches[first : last + 1], paragraphs, tree.end)))
    return tuple(out)


def _freeze(branch: Branch, paragraphs: Sequence[Paragraph], items: Mapping[int, tuple[Item, ...]]) -> tuple[Node, ...]:
    return tuple(_node(child, paragraphs, items) for child in branch.children)


def _node(branch: Branch, paragraphs: Sequence[Paragraph], items: Mapping[int, tuple[Item, ...]]) -> Node:
    p = paragraphs[branch.index]
    line = branch.line
    start = line.content if line else branch.traits.lead
    end = line.first if line else len(p.text)
    text = p.text[start:end].strip(BLANKS + "。；：，、;:,.．")
    return Node(
        level=branch.level,
        numeral=numeral_text(branch, p),
        value=branch.value,
        text=" ".join(text.split("\n")) if "\n" in text else text,
        uid=p.uid,
        run_in=bool(line and line.more),
        automatic=bool(line and line.automatic),
        type=_TYPES.get(heading_kind(branch), "heading"),
        scheme=_scheme(branch.scheme),
        items=items.get(id(branch), ()),
        children=_freeze(branch, paragraphs, items),
    )


def numeral_text(branch: Branch, p: Paragraph) -> str:
    """The ordinal as it shows on paper."""
    line = branch.line
    if line is None or line.numeral is None:
        return ""
    if line.automatic and p.number is not None:
        return p.number.text.strip()
    return line.numeral.text


def _scheme(scheme: Scheme | None) -> Literal["official", "chapter", "article", "decimal"]:
    if scheme in (Scheme.PART, Scheme.CHAPTER, Scheme.SECTION):
        return "chapter"
    return "article" if scheme is Scheme.ARTICLE else "decimal" if scheme is Scheme.DECIMAL else "official"


def item_groups(report: Report) -> tuple[tuple[Item, ...], ...]:
    """The 一是… items of each stretch between two headings, in reading order; text before the first heading is one too."""
    known = _GROUPS.get(report)
    if known is None:
        known = _GROUPS[report] = _item_groups(report)
    return known


def _item_groups(report: Report) -> tuple[tuple[Item, ...], ...]:
    starts = {node.uid for node in report.nodes()}
    groups: list[tuple[Item, ...]] = []
    open_: list[Item] = []
    for p in report.paragraphs:
        if p.uid in starts:
            groups.append(in_series(open_))
            open_ = []
        if p.kind not in (Kind.EMPTY, Kind.TITLE):
            open_ += items_of(p)
    groups.append(in_series(open_))
    return tuple(group for group in groups if group)
