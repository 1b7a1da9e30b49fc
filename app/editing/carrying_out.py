"""A plan carried out on a document as one change, or not at all."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.batch import arrange
from app.core.edits import Edit
from app.core.errors import ReportError
from app.core.planning import Plan
from app.core.profile import Profile
from app.core.report import Report
from app.core.understand import understand
from app.docx.change import Change
from app.editing.own_notes import OwnNotes
from app.editing.report_file import Document


def carry_out(
    plan: Plan, edits: Sequence[Edit], document: Document, profile: Profile, before: tuple[Report, OwnNotes]
) -> tuple[Change, Report]:
    """The change that `edits` of `plan` make, and the report as it was last understood.

    `before` is the report as it was understood before, with the clerk's notes.

    A new level makes kinds void that were set by hand for the old one. Raises ReportError, the document as it was, when
    an edit cannot be carried out without harm, or when the report would not be understood as the plan means it.
    """
    report, notes = before
    change = document.apply(arrange(edits), profile)
    refused = change.refused[0][1] if change.refused else ""
    risen: set[int | None] = {*(one.uid for one in plan.numerals), plan.focus} if plan.depth is not None else set()
    if not refused and plan.means_structure:
        report = understand(document.report(), notes.kinds_without(risen), report)
        refused = plan.missed(report)
    if refused:
        document.undo(change)
        what, _, hint = refused.partition("；")
        raise ReportError(what, hint or "报告没有改动")
    notes.void_kinds(change, risen)
    return change, report
