"""Documents inside the document: attachments, and the text that a 通知 issues or forwards."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.core.logical_lines import BLANKS
from app.core.report import Kind, Report

_VERB = re.compile(r"(?:印发|转发|批转|公布|发布|颁布)")


@dataclass(frozen=True, slots=True)
class Inner:
    """A document inside the document: flow paragraphs start..end; `label` as written (附件1) or what it is to the report."""

    label: str
    title: str
    uid: int  # of its first paragraph
    start: int
    end: int


def inner_documents(report: Report) -> tuple[Inner, ...]:
    """The attachments and issued texts of an understood report, in reading order."""
    starts: list[int] = []
    for at, p in enumerate(report.paragraphs):
        if p.role.kind not in _OPENING:
            continue
        above = next((q.kind for q in reversed(report.paragraphs[:at]) if q.kind is not Kind.EMPTY), None)
        if p.role.kind is Kind.ATTACHMENT_LABEL or (above is not None and above not in _OPENING):
            starts.append(at)
    ends = [*starts[1:], len(report.paragraphs)][: len(starts)]
    return tuple(_read(report, start, end) for start, end in zip(starts, ends, strict=True))


_OPENING = frozenset({Kind.ATTACHMENT_LABEL, Kind.ATTACHMENT_TITLE})


def _read(report: Report, start: int, end: int) -> Inner:
    first = report.paragraphs[start]
    title = ""
    for p in report.paragraphs[start + (first.kind is Kind.ATTACHMENT_LABEL) : end]:
        if p.kind is Kind.ATTACHMENT_TITLE:
            title += "".join(p.text.split("\n")).strip(BLANKS)
        elif p.kind is not Kind.EMPTY:
            break
    verb = _VERB.search(report.elements.title_text)
    issued = f"{verb.group()}的文件" if verb else "所附文件"
    label = first.text.strip(BLANKS) or "附件" if first.kind is Kind.ATTACHMENT_LABEL else issued
    return Inner(label, title, first.uid, start, end)
