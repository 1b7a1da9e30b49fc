"""What there is to be reviewed in a report, one after the other: tracked changes and comments."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.report import Comment, Report
from app.core.review import RevisionAt, comment_spans, reading_order, revisions_of, threads


@dataclass(frozen=True, slots=True)
class Stop:
    """A tracked change, or a comment with its answers, and where it stands (uid None: nowhere on the page)."""

    uid: int | None
    start: int
    end: int
    revision: RevisionAt | None = None
    comment: Comment | None = None
    answers: int = 0


def stops_of(report: Report) -> list[Stop]:
    """Every tracked change and every comment, in reading order; comments on nothing come last."""
    found = [Stop(one.uid, one.revision.start, one.revision.end, revision=one) for one in revisions_of(report)]
    if report.comments:
        spans = comment_spans(report)
        for head, answers in threads(report.comments):
            place = next(iter(spans.get(head.id, ())), None)
            uid, start, end = place if place is not None else (None, 0, 0)
            found.append(Stop(uid, start, end, comment=head, answers=len(answers)))
        order = {p.uid: at for at, p in enumerate(reading_order(report))}
        last = len(order)
        found.sort(key=lambda stop: (order.get(stop.uid, last) if stop.uid is not None else last + 1, stop.start))
    return found
