"""What an edit leaves alone: notes and comments; and where even a change of width is asked about."""

from __future__ import annotations

import re

from app.core.difference import Replace
from app.core.findings import Safety
from app.core.report import HEAD_KINDS, OBJECT, Paragraph

_DOC_NUMBER = re.compile(r"[〔\[［【（(]\s*[\d０-９]{2,4}\s*[〕\]］】）)]\s*第?\s*[\d０-９]+\s*号")
_REFERENCES = ("footnote", "endnote", "comment")
_STRAIGHT = re.compile(r'"[^"]*"|＂[^＂]*＂')


def asked_about(p: Paragraph) -> tuple[tuple[int, int], ...]:
    """The stretches of `p` where a change of shape needs a yes: the 版头 whole, document numbers, straight quotations.

    Book titles, quotations, tables and signatures are the engine's own guard.
    """
    text = p.text
    if p.kind in HEAD_KINDS:
        return ((0, len(text)),)
    spans = [m.span() for m in _DOC_NUMBER.finditer(text)] if "号" in text else []
    if '"' in text or "＂" in text:
        spans += [(m.start() + 1, m.end() - 1) for m in _STRAIGHT.finditer(text)]
    return tuple(spans)


def shape_safety(asked: tuple[tuple[int, int], ...], start: int, end: int) -> Safety:
    """How safe it is to change only the shape of characters start..end, given `asked_about` of their paragraph."""
    for a, b in asked:
        if a < end and start < b:
            return Safety.CONFIRM
    return Safety.SAFE


def cited(p: Paragraph, start: int, end: int, limit: int = 12) -> bool:
    """Whether start..end lies in a book title, or in a quotation longer than `limit` characters."""
    for z in p.zones:
        if z.start < end and start < z.end and (z.name == "book" or (z.name == "quote" and z.end - z.start - 2 > limit)):
            return True
    return False


def takes_reference(p: Paragraph, change: Replace) -> bool:
    """Whether a change of `p` would take a note or comment with it: a fix never does."""
    covered = {at for at, _ in p.objects if change.start <= at < change.end}
    return len(covered) > change.new.count(OBJECT) and any(a.offset in covered and a.kind in _REFERENCES for a in p.anchors)
