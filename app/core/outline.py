"""The outline: branches → frozen nodes with their 一是… items."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from app.core.branch import Branch
from app.core.grove import Grove
from app.core.headings import heading_kind
from app.core.items import NO_ITEMS_BELOW, in_series, items_of
from app.core.numerals import Scheme
from app.core.report import Item, Kind, Node, Paragraph
from app.core.traits import BLANKS

_TYPES: dict[Kind, Literal["heading", "article", "numbered"]] = {Kind.ARTICLE: "article", Kind.CLAUSE: "numbered"}


def renew(grove: Grove, paragraphs: Sequence[Paragraph]) -> tuple[Node, ...]:
    """The frozen nodes of a tree over understood `paragraphs`, each with the items of its section.

    Only what is stale is made anew; a node that comes out as it was is the same object.
    """
    after = grove.following()
    levels: dict[int, dict[Branch, None]] = {}
    for branch in grove.stale:
        levels.setdefault(branch.level, {})[branch] = None
    for level in range(max(levels, default=0), 0, -1):
        for branch in levels.get(level, ()):
            items = _items_under(branch, after(branch), paragraphs, grove.part.end)
            node = _made(branch, paragraphs[branch.index], items, tuple([child.node for child in branch.children if child.node]))
            if node != branch.node:
                branch.node = node
                levels.setdefault(level - 1, {})[branch.parent or grove.root] = None
    grove.stale = {}
    nodes = tuple([child.node for child in grove.root.children if child.node]) if 0 in levels else grove.nodes
    if nodes != grove.nodes:
        grove.nodes = nodes
    return grove.nodes


def _items_under(branch: Branch, after: Branch | None, paragraphs: Sequence[Paragraph], end: int) -> tuple[Item, ...]:
    found: list[Item] = []
    for at in range(branch.index, after.index + 1 if after else end):
        p = paragraphs[at]
        if at > branch.index and p.role.kind in NO_ITEMS_BELOW:
            break
        found += [item for item in items_of(p) if _belongs(item, branch, after, at)]
    return in_series(found) if found else ()


def _belongs(item: Item, branch: Branch, after: Branch | None, at: int) -> bool:
    """Whether `item` of the paragraph at `at` stands between the starts of `branch` and of `after`."""
    if at == branch.index and branch.line is not None and item.start < branch.line.start:
        return False
    if after is None or at != after.index:
        return True
    return after.index == branch.index and after.line is not None and item.start < after.line.start


def _made(branch: Branch, p: Paragraph, items: tuple[Item, ...], children: tuple[Node, ...]) -> Node:
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
        items=items,
        children=children,
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
