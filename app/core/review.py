"""Tracked changes and comments of a report in reading order, and which of them stand in a selection."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from app.core.report import OBJECT, Comment, Paragraph, Report, Revision, RevisionKind

SHOWN = 14  # characters of a deleted stretch that the page shows; all of it is in the review bar and the tooltip
DELETED = frozenset({RevisionKind.DELETE, RevisionKind.MOVE_FROM})


class Deletion(NamedTuple):
    """A deleted or moved-away stretch before character `offset`, as the page shows it."""

    offset: int
    text: str
    revision: Revision


def deletions(p: Paragraph) -> list[Deletion]:
    """What was deleted from a paragraph, by the place where it stood."""
    found = (one for one in p.revisions if one.kind in DELETED)
    return [Deletion(min(one.start, len(p.text)), shown_deletion(one.text), one) for one in found]


def shown_deletion(text: str) -> str:
    """Deleted text as it fits into a line: one row, its middle left out when it is long, objects as □."""
    flat = text.rstrip("¶").replace("\n", "↵").replace("\t", " ").replace(OBJECT, "□")
    return flat if len(flat) <= SHOWN else f"{flat[: SHOWN - 5]}…{flat[-4:]}"


class RevisionAt(NamedTuple):
    """Revision `number` of paragraph `uid`."""

    uid: int
    number: int
    revision: Revision


class Span(NamedTuple):
    """Characters start..end of paragraph `uid`."""

    uid: int
    start: int
    end: int


def reading_order(report: Report) -> Iterator[Paragraph]:
    """Every paragraph: the flow with its tables where they stand, then text boxes, headers, footers and notes."""
    after: dict[int | None, list[int]] = {}
    for table in report.tables:
        after.setdefault(table.after, []).extend(uid for cell in table.cells for uid in cell.paragraphs)
    seen: set[int] = set()
    for uid in (None, *(p.uid for p in report.paragraphs)):
        for one in (*(() if uid is None else (uid,)), *after.get(uid, ())):
            if one in report.by_uid and one not in seen:
                seen.add(one)
                yield report.by_uid[one]
    yield from (p for p in report.others if p.uid not in seen)


def revisions_of(report: Report) -> list[RevisionAt]:
    """Every tracked change, in reading order."""
    if not any(p.revisions for p in (*report.paragraphs, *report.others)):
        return []
    return [RevisionAt(p.uid, at, one) for p in reading_order(report) for at, one in enumerate(p.revisions)]


def revisions_in(report: Report, spans: Iterable[Span]) -> list[RevisionAt]:
    """The tracked changes that touch the stretches of a selection."""
    found: list[RevisionAt] = []
    for span in spans:
        p = report.by_uid.get(span.uid)
        for at, one in enumerate(p.revisions if p is not None else ()):
            if one.start <= span.end and one.end >= span.start:
                found.append(RevisionAt(span.uid, at, one))
    return found


def comment_spans(report: Report) -> dict[str, list[Span]]:
    """Which words each comment speaks of, by its id; a comment without a range stands at its reference."""
    spans: dict[str, list[Span]] = {}
    open_: dict[str, int] = {}
    for p in reading_order(report):
        if not p.anchors and not open_:
            continue
        for anchor in p.anchors:
            if anchor.kind == "commentStart":
                open_[anchor.id] = anchor.offset
            elif anchor.kind == "commentEnd" and anchor.id in open_:
                spans.setdefault(anchor.id, []).append(Span(p.uid, open_.pop(anchor.id), anchor.offset))
            elif anchor.kind == "comment" and anchor.id not in spans and anchor.id not in open_:
                spans[anchor.id] = [Span(p.uid, anchor.offset, anchor.offset)]
        for id_, start in open_.items():
            spans.setdefault(id_, []).append(Span(p.uid, start, len(p.text)))
            open_[id_] = 0
    return spans


def threads(comments: Iterable[Comment]) -> list[tuple[Comment, list[Comment]]]:
    """Every comment that answers none, with its answers in the order of the file."""
    every = {comment.id: comment for comment in comments}
    answers: dict[str, list[Comment]] = {id_: [] for id_ in every}
    heads: list[Comment] = []
    for comment in every.values():
        head, steps = comment, 0
        while head.parent in every and steps < len(every):
            head, steps = every[head.parent], steps + 1
        if head is comment or steps == len(every):
            heads.append(comment)
        else:
            answers[head.id].append(comment)
    return [(head, answers[head.id]) for head in heads]
