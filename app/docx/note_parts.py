"""Footnotes and endnotes: which reference leads where, how they are numbered, and notes that lose their reference."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.core.report import OBJECT, Anchor, NoteNumbers
from app.docx.comments import RANGES, REFERENCE, read_comments, remove_comments, with_answers
from app.docx.inline import MATH, OBJECTS, TEXT_BOX, Piece, pieces
from app.docx.journal import Journal
from app.docx.names import VAL, Element, integer, switch, w
from app.docx.objects import text_parts
from app.docx.package import Package
from app.docx.settings import settings_part
from app.docx.story import notes

REFERENCES = {w("footnoteReference"): "footnote", w("endnoteReference"): "endnote", REFERENCE: "comment"}
_EDGES = {RANGES[0]: "commentStart", RANGES[1]: "commentEnd"}
_MARKS = (w("footnoteRef"), w("endnoteRef"))
_DEFAULTS = {"footnote": NoteNumbers(), "endnote": NoteNumbers("lowerRoman", place="docEnd")}
_CONTENT = (w("t"), w("delText"), w("tab"), w("sym"), MATH, *(tag for tag in OBJECTS if tag != REFERENCE))
Reference = tuple[str, str]  # kind, id


def anchors(p: Element, found: Sequence[Piece]) -> tuple[Anchor, ...]:
    """The note and comment references and the edges of commented words in paragraph `p`, whose pieces are `found`."""
    if next(p.iter(*REFERENCES, *_EDGES), None) is None:
        return ()
    ends = {piece.element: piece.end for piece in found}
    out: list[Anchor] = []
    at = 0
    for node in p.iter("*"):
        at = ends.get(node, at)
        kind = _EDGES.get(str(node.tag))
        if kind is not None and not _in_box(node, p):
            out.append(Anchor(at, kind, node.get(w("id"), "")))
        elif node in ends and node.tag in REFERENCES:
            custom = switch(node.get(w("customMarkFollows")), False)
            out.append(Anchor(at - 1, REFERENCES[node.tag], node.get(w("id"), ""), custom))
    return tuple(out)


def _in_box(node: Element, p: Element) -> bool:
    for outer in node.iterancestors(TEXT_BOX):
        return any(above is p for above in outer.iterancestors())
    return False


def note_numbers(package: Package, kind: str, section: Element | None) -> NoteNumbers:
    """How notes of `kind` ("footnote", "endnote") are numbered in a section: its own word, else the document's."""
    numbers = _DEFAULTS[kind]
    root = package.root(settings_part(package))
    for holder in (root, section):
        properties = holder.find(w(f"{kind}Pr")) if holder is not None else None
        if properties is not None:
            numbers = NoteNumbers(
                _value(properties, "numFmt") or numbers.format,
                integer(_value(properties, "numStart")) or numbers.start,
                _value(properties, "numRestart") or numbers.restart,
                _value(properties, "pos") or numbers.place,
            )
    return numbers


def _value(properties: Element, name: str) -> str | None:
    child = properties.find(w(name))
    return child.get(VAL) if child is not None else None


def references(elements: Iterable[Element]) -> frozenset[Reference]:
    """The notes and comments that are referred to in `elements`, deleted text included."""
    return frozenset((REFERENCES[str(n.tag)], n.get(w("id"), "")) for p in elements for n in p.iter(*REFERENCES))


def keep_mark(p: Element, texts: Sequence[str]) -> Sequence[str]:
    """What a note's paragraphs are to read, with the note's own mark at the start of `p` even when it was typed over."""
    if OBJECT in texts[0] or next(p.iter(*_MARKS), None) is None:
        return texts
    first = next(iter(pieces(p)), None)
    return [OBJECT + texts[0], *texts[1:]] if first is not None and first.element.tag in _MARKS else texts


def drop_unreferenced(package: Package, journal: Journal, before: frozenset[Reference]) -> list[Element]:
    """Take out the notes and comments among `before` that nothing refers to any more; gives the notes."""
    taken: list[Element] = []
    if not before:
        return taken
    gone = before - references(package.tree(name) for name in text_parts(package))
    comments = frozenset(id_ for kind, id_ in gone if kind == "comment")
    if comments:
        remove_comments(package, journal, with_answers(read_comments(package), comments))
    for kind in ("footnote", "endnote"):
        ids = {id_ for which, id_ in gone if which == kind}
        for part in package.related(package.main, f"{kind}s")[:1] if ids else ():
            for note in notes(package, part, kind):
                if note.get(w("id")) in ids:
                    journal.parts.add(part)
                    journal.remove(note)
                    taken.append(note)
    return taken


def drop_empty(package: Package, journal: Journal, root: Element, ids: Iterable[str]) -> None:
    """Take out those comments among `ids` that speak of no words any more."""
    empty = frozenset(id_ for id_ in ids if not _speaks(root, id_))
    if empty:
        remove_comments(package, journal, with_answers(read_comments(package), empty))


def _speaks(root: Element, number: str) -> bool:
    inside = False
    for node in root.iter(*RANGES, *_CONTENT):
        if node.tag in RANGES:
            if node.get(w("id")) == number:
                inside = node.tag == RANGES[0]
        elif inside:
            return True
    return False
