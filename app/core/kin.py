"""Rows of siblings in the outline: found by paragraph, and read once while their nodes are the same objects."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import compress
from operator import is_not
from typing import Any, TypeVar

from app.core.gathering import renewed
from app.core.report import Node, Report

T = TypeVar("T")
Row = Sequence[Node]
_MOST_STALE = 1000  # nodes of earlier readings


def siblings_of(r: Report, uid: int) -> Row:
    """The row of siblings in which the first node of that paragraph stands; () when the outline has none."""
    row: Row = r.outline
    place = r.order[uid]
    while row:
        at = bisect_left(row, place, key=lambda node: r.order[node.uid])
        if at < len(row) and row[at].uid == uid:
            return row
        row = row[at - 1].children if at else ()
    return ()


def same_paragraphs(old: Row, new: Row) -> bool:
    """Whether two outlines have the same paragraphs under one another, whatever these say."""
    if old is new:
        return True
    if len(old) != len(new):
        return False
    others = compress(range(len(new)), map(is_not, old, new))
    return all(old[at].uid == new[at].uid and same_paragraphs(old[at].children, new[at].children) for at in others)


class _Known:
    """What a reader says of the rows below each node, by the node's identity."""

    def __init__(self, read: Callable[[Row], Any]) -> None:
        self._read = read
        self._below: dict[int, tuple[Node, list[Any]]] = {}
        self._size = 0

    def said(self, row: Row) -> list[Any]:
        """The true answers about `row` and every row below it, outermost first."""
        if len(self._below) > self._size + _MOST_STALE:
            self._below = {}
        out = self._row(row)
        if not self._size or len(self._below) < self._size:
            self._size = len(self._below)
        return out

    def _row(self, row: Row) -> list[Any]:
        answer = self._read(row)
        out = [answer] if answer else []
        for node in row:
            if node.children:
                out += self._under(node)
        return out

    def _under(self, node: Node) -> list[Any]:
        known = self._below.get(id(node))
        if known is None:
            known = self._below[id(node)] = (node, self._row(node.children))
        return known[1]


def of_siblings(r: Report, read: Callable[[Row], T | None]) -> Sequence[T]:
    """What `read` says of every row of siblings of which it says something true, outermost first.

    `read` looks at nothing but the nodes of its row; rows of the same nodes as before are not read again.
    """
    return renewed(r, _renewer(read))[1]


@lru_cache(maxsize=64)
def _renewer(read: Callable[[Row], Any]) -> Callable[[Report, Any], tuple[_Known, Sequence[Any]]]:
    def renew(r: Report, before: tuple[_Known, Sequence[Any]] | None) -> tuple[_Known, Sequence[Any]]:
        known = before[0] if before is not None else _Known(read)
        return known, known.said(r.outline)

    return renew
