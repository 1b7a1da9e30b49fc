"""What ties paragraphs together from outside: ranges, fields and sections that a moved part may cut."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from app.docx.inline import DELETIONS
from app.docx.names import Element, first_child, w
from app.docx.same import shape

STARTS = {
    w(f"{name}Start"): w(f"{name}End") for name in ("bookmark", "commentRange", "perm", "moveFromRange", "moveToRange")
}  # fmt: skip
ENDS = {end: start for start, end in STARTS.items()}
_REVISED = frozenset({w("moveFromRangeStart"), w("moveToRangeStart"), w("moveFromRangeEnd"), w("moveToRangeEnd")})
_PPR, _SECT, _TYPE = w("pPr"), w("sectPr"), w("fldCharType")
_PAGE = ("pgSz", "pgMar", "cols", "docGrid", "textDirection", "vAlign")

CUTS_FIELD = "这一部分与目录等跨段的域交叠，不能只动其中一段，请连同整个域一起处理"
CUTS_MOVE = "这一部分里有移动的修订标记，请先接受或拒绝修订"
HAS_BREAK = "这一部分里有分节符，移走会改变前后页面的纸张或页码设置，请先在 Word 中处理分节符"
OTHER_PAGE = "那里的纸张方向、页边距或分栏与这一部分不同，不能移过去"
OPEN_MARK = "相邻段落的段落标记已被修订删除，请先接受或拒绝修订"


def halves_in(part: Sequence[Element]) -> list[Element]:
    """The range marks of `part` whose other half stands in the same root, but outside it."""
    if not part:
        return []
    inside: dict[tuple[str, str | None], list[Element]] = {}
    for block in part:
        for mark in block.iter(*STARTS, *ENDS):
            inside.setdefault((ENDS.get(mark.tag, mark.tag), mark.get(w("id"))), []).append(mark)
    lone = {key: marks for key, marks in inside.items() if len({mark.tag for mark in marks}) == 1}
    if not lone:
        return []
    root = part[0].getroottree().getroot()
    every: dict[tuple[str, str | None], set[str]] = {}
    for mark in root.iter(*STARTS, *ENDS):
        key = (ENDS.get(mark.tag, mark.tag), mark.get(w("id")))
        if key in lone:
            every.setdefault(key, set()).add(mark.tag)
    return [mark for key, marks in lone.items() if len(every[key]) == 2 for mark in marks]


def is_revision_mark(mark: Element) -> bool:
    """Whether a range mark says where a tracked move was."""
    return mark.tag in _REVISED


def open_fields(blocks: Iterable[Element]) -> int:
    """How many complex fields begin in `blocks` and do not end there; -1 when one ends that began before."""
    depth = 0
    for block in blocks:
        for mark in block.iter(w("fldChar")):
            kind = mark.get(_TYPE)
            depth += (kind == "begin") - (kind == "end")
            if depth < 0:
                return -1
    return depth


def break_of(block: Element) -> Element | None:
    """The section break that a block of the text carries."""
    return first_child(first_child(block, _PPR), _SECT) if block.tag == w("p") else next(_inner_breaks(block), None)


def _inner_breaks(block: Element) -> Iterator[Element]:
    return (found for found in block.iter(_SECT) if found.getparent() is not None)


def same_page(a: Element | None, b: Element | None) -> bool:
    """Whether two section breaks ask for the same paper, margins, columns and grid."""
    return all(_shape(a, name) == _shape(b, name) for name in _PAGE)


def _shape(section: Element | None, name: str) -> object:
    found = first_child(section, w(name)) if section is not None else None
    return shape(found) if found is not None else None


def mark_is_deleted(block: Element | None) -> bool:
    """Whether the last paragraph of a block runs into what follows, its mark being deleted by revision."""
    if block is None or block.tag != w("p"):
        return False
    mark = first_child(first_child(block, _PPR), w("rPr"))
    return mark is not None and any(child.tag in DELETIONS for child in mark)
