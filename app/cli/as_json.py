"""The JSON that the command line prints: plain dictionaries made of the frozen values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from app.core.findings import Finding, Safety, Spot
from app.core.report import Attachment, Item, Node, Objects, Report
from app.rules.api import Rule
from app.rules.coverage import Row

Json = dict[str, Any]
OBJECTS = (
    "tables", "pictures", "footnotes", "comments", "insertions", "deletions", "text_boxes", "equations", "content_controls",
)  # fmt: skip


def objects(counts: Objects) -> Json:
    """How many of each object, by the names that the JSON gives them."""
    return {name: getattr(counts, name) for name in OBJECTS}


def outline(file: str, report: Report) -> Json:
    """`outline --json`."""
    elements = report.elements
    return {
        "file": file,
        "kind": elements.genre,
        "doc_number": _whole(report, elements.doc_number),
        "title": _title(report),
        "addressee": _whole(report, elements.addressee) or _addressed(report),
        "outline": [_node(report, node) for node in report.outline],
        "attachments": [_attachment(report, one) for one in elements.attachments],
        "signature": _signature(report),
        "date": _date(report),
        "objects": objects(report.objects),
    }


def check(file: str, report: Report, findings: Sequence[Finding], mode: str, profile: str) -> Json:
    """One file's object of `check --json`."""
    return {
        "file": file,
        "error": None,
        "mode": mode,
        "profile": profile,
        "counts": counts(findings),
        "findings": [finding(report, one) for one in findings],
    }


def refused(file: str, error: str, mode: str) -> Json:
    """The object of a file that could not be checked."""
    return {"file": file, "error": error, "mode": mode, "profile": None, "counts": counts(()), "findings": []}


def counts(findings: Iterable[Finding]) -> dict[str, int]:
    """How many findings of each severity."""
    found = {"error": 0, "warning": 0, "info": 0}
    for one in findings:
        found[one.severity.name.lower()] += 1
    return found


def finding(report: Report, one: Finding) -> Json:
    """One finding; its first place stands in the object itself, all of them in `places` when there are several."""
    spot = place(report, one.spot)
    return {
        "code": one.code, "clause": one.clause, "strength": one.strength.value, "severity": one.severity.name.lower(),
        **spot, "page": None, "message": one.message, "suggestion": one.suggestion, "fix": fix_word(one.safety),
        "occurrences": len(one.spots),
        "places": [place(report, s) for s in one.spots] if len(one.spots) > 1 else [],
    }  # fmt: skip


def fix_word(safety: Safety) -> str:
    """safe, confirm or none."""
    return safety.value


def place(report: Report, spot: Spot) -> Json:
    """Story, paragraph and offsets of a place; all null for the whole document."""
    if spot.uid is None:
        return {"story": None, "paragraph": None, "start": None, "end": None, "text": spot.text or None}
    where = report.places[spot.uid]
    return {"story": where.story, "paragraph": where.index, "start": spot.start, "end": spot.end, "text": spot.text}


def rule(one: Rule) -> Json:
    """One rule's page."""
    return {
        "code": one.code, "aliases": list(one.aliases), "slug": one.slug, "clause": one.clause,
        "strength": one.strength.value, "severity": one.severity.name.lower(), "requirement": one.title,
        "reason": one.reason, "aspect": one.aspect, "enabled": one.enabled, "settings": one.settings,
        "good": [text for text in one.good if isinstance(text, str)],
        "bad": [_bad(example) for example in one.bad if not callable(example)],
    }  # fmt: skip


def coverage(row: Row) -> Json:
    """One clause of a standard: the rules that check it, or why none does."""
    return {
        "standard": row.standard.name, "clause": row.clause, "asks": row.asks, "rules": [one.code for one in row.rules],
        "because": row.because or None,
    }  # fmt: skip


def _bad(example: object) -> Json:
    before, after = example if isinstance(example, tuple) else (example, None)  # pyright: ignore[reportUnknownVariableType]
    return {"before": before if isinstance(before, str) else None, "after": after if isinstance(after, str) else None}


def _where(report: Report, uid: int) -> Json:
    found = report.places[uid]
    return {"paragraph": found.index, "story": found.story}


def _whole(report: Report, uid: int | None) -> Json | None:
    return None if uid is None else {"text": report.by_uid[uid].text.strip(), **_where(report, uid)}


def _addressed(report: Report) -> Json | None:
    """The 主送机关 after which the text runs on."""
    if report.elements.addressed is None:
        return None
    uid, start, end = report.elements.addressed
    return {"text": report.by_uid[uid].text[start:end], **_where(report, uid)}


def _title(report: Report) -> Json | None:
    uids = report.elements.title
    if not uids:
        return None
    story = report.places[uids[0]].story
    return {"text": report.elements.title_text, "paragraphs": [report.places[u].index for u in uids], "story": story}


def _signature(report: Report) -> Json | None:
    uids = report.elements.signature
    if not uids:
        return None
    indexes = [report.places[u].index for u in uids]
    return {"text": list(report.elements.signature_text), "paragraphs": indexes, "story": report.places[uids[0]].story}


def _date(report: Report) -> Json | None:
    date = report.elements.date
    return None if date is None else {"text": date.text, "iso": date.iso, **_where(report, date.uid)}


def _attachment(report: Report, one: Attachment) -> Json:
    return {"number": one.number, "text": one.text, **_where(report, one.uid)}


def _node(report: Report, node: Node) -> Json:
    return {
        "level": node.level, "numeral": node.numeral, "text": node.text, **_where(report, node.uid),
        "run_in": node.run_in, "automatic": node.automatic, "type": node.type, "scheme": node.scheme,
        "items": [_item(report, item) for item in node.items],
        "children": [_node(report, child) for child in node.children],
    }  # fmt: skip


def _item(report: Report, item: Item) -> Json:
    return {"numeral": item.numeral, "text": item.text, **_where(report, item.uid), "start": item.start}
