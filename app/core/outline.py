"""The outline: branches → frozen nodes with their 一是… items."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Literal
from weakref import WeakKeyDictionary

from app.core.branch import Branch
from app.core.headings import heading_kind
from app.core.items import in_series, items_of
from app.core.numerals import Scheme
from app.core.report import Item, Kind, Node, Paragraph, Report
from app.core.traits import BLANKS

_GROUPS: WeakKeyDictionary[Report, tuple[tuple[Item, ...], ...]] = WeakKeyDictionary()
_TYPES: dict[Kind, Literal["heading", "article", "numbered"]] = {Kind.ARTICLE: "article", Kind.CLAUSE: "numbered"}


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
        found = _items_under(branch, after, paragraphs, end)
        if found:
            out[id(branch)] = found
    return out


def _items_under(branch: Branch, after: Branch | None, paragraphs: Sequence[Paragraph], end: int) -> tuple[Item, ...]:
    found: list[Item] = []
    for at in range(branch.index, after.index + 1 if after else end):
        p = paragraphs[at]
        if at > branch.index and p.role.kind in _CLOSING:
            break
        found += [item for item in items_of(p) if _belongs(item, branch, after, at)]
    return in_series(found) if found else ()


_CLOSING = frozenset({Kind.SIGNATURE, Kind.DATE, Kind.ATTACHMENT_LABEL, Kind.ATTACHMENT_NOTE, Kind.ATTACHMENT_TITLE})


def _belongs(item: Item, branch: Branch, after: Branch | None, at: int) -> bool:
    """Whether `item` of the paragraph at `at` stands between the starts of `branch` and of `after`."""
    if at == branch.index and branch.line is not None and item.start < branch.line.start:
        return False
    if after is None or at != after.index:
        return True
    return after.index == branch.index and after.line is not None and item.start < after.line.start


Path = tuple[int, ...]  # which child at each level, from the root down


def paths_at(tree: Branch, at: int) -> set[Path]:
    """The branches whose nodes say something about the paragraph at `at`: those that it opens, and the one it stands under."""
    path = _last_path(tree, at)
    out: set[Path] = set()
    while path:
        out.add(path)
        if branch_at(tree, path).index < at:
            break
        path = _before(tree, path)
    return out


def renewed(tree: Branch, nodes: tuple[Node, ...], paragraphs: Sequence[Paragraph], paths: set[Path]) -> tuple[Node, ...]:
    """`nodes`, those of `tree`, with new ones at `paths` and above them where they differ; all others are the same objects."""
    made: dict[Path, Node] = {}
    above = {path[:cut] for path in paths for cut in range(1, len(path))}
    for path in sorted(paths | above, key=len, reverse=True):
        branch, node = branch_at(tree, path), _node_at(nodes, path)
        children = list(node.children)
        for child in range(len(children)):
            children[child] = made.get((*path, child), children[child])
        if path in paths:
            items = _items_under(branch, _after(tree, path), paragraphs, tree.end)
            new = _made(branch, paragraphs[branch.index], items, tuple(children))
        else:
            new = replace(node, children=tuple(children))
        if new != node:
            made[path] = new
    return tuple(made.get((at,), node) for at, node in enumerate(nodes)) if made else nodes


def branch_at(tree: Branch, path: Path) -> Branch:
    """The branch at that path."""
    for at in path:
        tree = tree.children[at]
    return tree


def _node_at(nodes: Sequence[Node], path: Path) -> Node:
    node = nodes[path[0]]
    for at in path[1:]:
        node = node.children[at]
    return node


def _last_path(branch: Branch, at: int) -> Path:
    """The path of the last branch that starts at or before `at`; () when there is none."""
    path: list[int] = []
    while (child := bisect_right(branch.children, at, key=lambda one: one.index) - 1) >= 0:
        path.append(child)
        branch = branch.children[child]
    return tuple(path)


def _before(tree: Branch, path: Path) -> Path:
    """The path of the branch before that one in reading order; () when it is the first."""
    if not path[-1]:
        return path[:-1]
    path = (*path[:-1], path[-1] - 1)
    return path + _last_path(branch_at(tree, path), tree.end)


def _after(tree: Branch, path: Path) -> Branch | None:
    """The branch after that one in reading order."""
    here = branch_at(tree, path)
    if here.children:
        return here.children[0]
    while path:
        siblings = branch_at(tree, path[:-1]).children
        if path[-1] + 1 < len(siblings):
            return siblings[path[-1] + 1]
        path = path[:-1]
    return None


def _freeze(branch: Branch, paragraphs: Sequence[Paragraph], items: Mapping[int, tuple[Item, ...]]) -> tuple[Node, ...]:
    return tuple(_node(child, paragraphs, items) for child in branch.children)


def _node(branch: Branch, paragraphs: Sequence[Paragraph], items: Mapping[int, tuple[Item, ...]]) -> Node:
    return _made(branch, paragraphs[branch.index], items.get(id(branch), ()), _freeze(branch, paragraphs, items))


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
