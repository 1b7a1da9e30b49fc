"""Comments: read with their replies, and taken out whole from every part that knows of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.core.report import OBJECT, Comment
from app.docx.inline import P, paragraph_text
from app.docx.journal import Journal
from app.docx.names import W14, Element, q, switch, w
from app.docx.objects import text_parts
from app.docx.package import Package
from app.docx.range_marks import remove_all

REFERENCE = w("commentReference")
RANGES = (w("commentRangeStart"), w("commentRangeEnd"))
_PARA = q(W14, "paraId")


def read_comments(package: Package) -> tuple[Comment, ...]:
    """Every comment in the order of the file; answers carry the id of what they answer."""
    part = _comments_part(package)
    if part is None:
        return ()
    elements = list(package.tree(part).iterchildren(w("comment")))
    by_para = {para: element.get(w("id"), "") for element in elements for para in _paras(element)}
    extended = {_local(entry, "paraId"): entry for entry in _entries(package, "commentsExtended")}
    found: list[Comment] = []
    for element in elements:
        entry = next((extended[para] for para in _paras(element) if para in extended), None)
        parent = by_para.get(_local(entry, "paraIdParent")) if entry is not None else None
        text = "\n".join(paragraph_text(p).replace(OBJECT, "") for p in element.iter(P)).strip()
        done = entry is not None and switch(_local(entry, "done"), False)
        found.append(
            Comment(element.get(w("id"), ""), element.get(w("author"), ""), element.get(w("date"), ""), text, parent, done)
        )
    return tuple(found)


def with_answers(comments: Iterable[Comment], ids: Iterable[str]) -> frozenset[str]:
    """The ids with those of all their answers."""
    found = set(ids)
    waiting = list(comments)
    while True:
        more = {comment.id for comment in waiting if comment.parent in found} - found
        if not more:
            return frozenset(found)
        found |= more


def remove_comments(package: Package, journal: Journal, ids: frozenset[str]) -> None:
    """Take the comments out: range marks, references, the comments themselves and what other parts say of them."""
    for name in text_parts(package):
        root = package.tree(name)
        gone = [node for node in root.iter(*RANGES, REFERENCE) if node.get(w("id")) in ids]
        if gone:
            journal.parts.add(name)
            remove_all(journal, (_whole(node) for node in gone))
    part = _comments_part(package)
    if part is None:
        return
    gone = [element for element in package.tree(part).iterchildren(w("comment")) if element.get(w("id")) in ids]
    paras = {para for element in gone for para in _paras(element)}
    authors = {element.get(w("author")) for element in gone}
    _remove(journal, part, gone)
    lasting: set[str] = set()
    for kind in ("commentsExtended", "commentsIds"):
        entries = [entry for entry in _entries(package, kind) if _local(entry, "paraId") in paras]
        lasting |= {_local(entry, "durableId") for entry in entries} - {""}
        _remove(journal, _part(package, kind), entries)
    entries = [entry for entry in _entries(package, "commentsExtensible") if _local(entry, "durableId") in lasting]
    _remove(journal, _part(package, "commentsExtensible"), entries)
    left = authors - _authors(package)
    people = [entry for entry in _entries(package, "people", part) if _local(entry, "author") in left]
    _remove(journal, _part(package, "people", part), people)


def _whole(node: Element) -> Element:
    """The reference's run when it holds nothing else, so that no empty run is left."""
    run = node.getparent()
    if node.tag == REFERENCE and run is not None and run.tag == w("r"):
        others = [child for child in run if child is not node and child.tag != w("rPr")]
        return node if others else run
    return node


def _authors(package: Package) -> set[str | None]:
    """Everyone who is named as the author of a comment or a tracked change."""
    part = _comments_part(package)
    names = [*text_parts(package), *([part] if part else [])]
    return {node.get(w("author")) for name in names for node in package.tree(name).iter("*") if node.get(w("author")) is not None}


def _remove(journal: Journal, part: str | None, elements: Iterable[Element]) -> None:
    for element in list(elements):
        if part is not None:
            journal.parts.add(part)
            journal.remove(element)


def _comments_part(package: Package) -> str | None:
    return next(iter(package.related(package.main, "comments")), None)


def _part(package: Package, kind: str, beside: str | None = None) -> str | None:
    """The part of that kind: related to the main part, or (people) in some files to the comments."""
    sources = (package.main, *((beside,) if beside else ()))
    return next((part for source in sources for part in package.related(source, kind)), None)


def _entries(package: Package, kind: str, beside: str | None = None) -> Iterator[Element]:
    root = package.root(_part(package, kind, beside))
    return iter(()) if root is None else root.iterchildren("*")


def _paras(comment: Element) -> list[str]:
    return [para for p in comment.iter(P) if (para := p.get(_PARA))]


def _local(entry: Element, name: str) -> str:
    """The attribute with that local name: its namespace differs between the parts and years."""
    return next((str(value) for key, value in entry.items() if str(key).rpartition("}")[2] == name), "")
