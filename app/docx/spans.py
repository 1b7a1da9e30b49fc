"""Stretches of a paragraph that mean more than they say: links, content controls, rubies, live fields."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.core.drawing import Span
from app.docx.inline import ALTERNATE, TEXT_BOX, Piece, chosen
from app.docx.names import VAL, Element, w

_LINK, _CONTROL, _RUBY, _SIMPLE, _MARK = w("hyperlink"), w("sdt"), w("ruby"), w("fldSimple"), w("fldChar")
_MARKED = (_LINK, _CONTROL, _RUBY, _SIMPLE, _MARK, w("pgNum"))


def read_spans(p: Element, found: Sequence[Piece]) -> tuple[Span, ...]:
    """The spans of paragraph `p`, whose pieces are `found`, in order."""
    if next(p.iter(*_MARKED), None) is None:
        return ()
    ends = {piece.element: piece for piece in found}
    return tuple(sorted((*_wrapped(p, found), *_fields(p, ends)), key=lambda span: (span.start, -span.end)))


def _wrapped(p: Element, found: Sequence[Piece]) -> list[Span]:
    edges: dict[Element, list[int]] = {}
    outside = set(p.iterancestors())
    for piece in found:
        for above in piece.element.iterancestors(_LINK, _CONTROL, _RUBY, _SIMPLE):
            if above in outside:
                break
            edge = edges.setdefault(above, [piece.start, piece.end])
            edge[1] = piece.end
    return [Span(start, end, *_meaning(node)) for node, (start, end) in edges.items()]


def _meaning(node: Element) -> tuple[str, str]:
    if node.tag == _LINK:
        return "link", node.get(w("tooltip")) or node.get(w("anchor")) or ""
    if node.tag == _RUBY:
        reading = node.find(w("rt"))
        return "ruby", "".join(text.text or "" for text in reading.iter(w("t"))) if reading is not None else ""
    if node.tag == _SIMPLE:
        return "field", _code(node.get(w("instr"), ""))
    names = (node.find(f"{w('sdtPr')}/{w(tag)}") for tag in ("alias", "tag"))
    return "control", next((name.get(VAL, "") for name in names if name is not None), "")


@dataclass(slots=True)
class _Open:
    """A field that began: where its result starts, its code so far."""

    start: int
    code: str = ""
    in_code: bool = True


def _fields(p: Element, ends: dict[Element, Piece]) -> list[Span]:
    """Complex fields that begin and end in the paragraph: where their results stand, and their code's first word."""
    spans: list[Span] = []
    open_fields: list[_Open] = []
    at = 0
    for node in _own(p):
        piece = ends.get(node)
        if piece is not None:
            at = piece.end
        elif node.tag == w("instrText") and open_fields and open_fields[-1].in_code:
            open_fields[-1].code += node.text or ""
        elif node.tag == w("pgNum"):
            spans.append(Span(at, at, "field", "PAGE"))
        elif node.tag == _MARK:
            kind = node.get(w("fldCharType"))
            if kind == "begin":
                open_fields.append(_Open(at))
            elif kind == "separate" and open_fields:
                open_fields[-1].start, open_fields[-1].in_code = at, False
            elif kind == "end" and open_fields:
                field = open_fields.pop()
                spans.append(Span(field.start, at, "field", _code(field.code)))
    return spans


def _own(container: Element) -> Iterator[Element]:
    """Everything in a paragraph but what stands in its text boxes and in twins that do not count."""
    for node in container.iterchildren("*"):
        if node.tag == ALTERNATE:
            yield from _own(chosen(node))
        elif node.tag != TEXT_BOX:
            yield node
            yield from _own(node)


def _code(instruction: str) -> str:
    words = instruction.split()
    return words[0].upper() if words else ""
