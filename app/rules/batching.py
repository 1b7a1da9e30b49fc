"""What may be batched: the engine's own guard behind every rule that calls its fix safe."""

from __future__ import annotations

import re
import unicodedata

from msgspec.structs import replace

from app.core.edits import Retext
from app.core.findings import Fix, Safety
from app.core.report import Kind, Paragraph, Report
from app.core.text import HAN
from app.rules.api import Context, Found, Rule

# Typos that are no words, and the form of our own dates, change Han characters or digits by their nature.
MAY_CHANGE_WORDS = frozenset({"GW-TERM-001", "GW-SIGN-002", "GW-SIGN-003", "GW-NUM-004"})
NEVER = frozenset({
    "GW-LVL-003", "GW-LVL-004", "GW-LVL-019", "GW-TERM-002", "GW-TERM-006", "GW-PUNC-006", "GW-PUNC-007", "GW-PUNC-010",
    "GW-PUNC-028", "GW-NUM-005", "GW-NUM-008", "GW-NUM-013", "GW-NUM-023", "GW-NUM-024", "GW-ATT-010", "GW-SIGN-011",
    "GW-TITLE-003", "GW-TITLE-011", "GW-BODY-005", "GW-BODY-007", "GW-TBL-002", "GW-PAGE-012", "GW-DOCX-001", "GW-DOCX-002",
})  # fmt: skip
_HAN = re.compile(f"[{HAN}]")
_MARKS = frozenset(",.:;?!()，。：；？！（）、")
_LETTER = re.compile(r"\w")
_OWN = frozenset({Kind.DATE, Kind.DOC_NUMBER, Kind.IMPRINT, Kind.COPY_TO, Kind.ADDRESSEE})


def settled(rule: Rule, found: Found, report: Report, context: Context) -> Found:
    """`found` with its fix turned from safe to 需确认 where a batch must not touch the place."""
    fix = found.fix
    if fix is None or fix.safety is not Safety.SAFE or _may_batch(rule, fix, report, context):
        return found
    return replace(found, fix=replace(fix, safety=Safety.CONFIRM))


def _may_batch(rule: Rule, fix: Fix, report: Report, context: Context) -> bool:
    if rule.code in NEVER:
        return False
    for edit in fix.edits:
        if isinstance(edit, Retext):
            if context.stage == "recheck":
                return False  # after signing, a change of text goes back to who signed
            if not _text_may_change(rule, edit, report.by_uid[edit.uid]):
                return False
    return True


def _text_may_change(rule: Rule, edit: Retext, p: Paragraph) -> bool:
    kind = p.role.kind
    if "table" in p.story or (kind is Kind.SIGNATURE and not _is_indent(edit, p)):
        return False
    if p.zones and kind not in _OWN and _is_cited(p, edit):
        return False
    old = p.text[edit.start : edit.end]
    if old in _MARKS and edit.new in _MARKS:
        return True
    if rule.code in MAY_CHANGE_WORDS or not (_LETTER.search(old) or _LETTER.search(edit.new)):
        return True
    return _words(old) == _words(edit.new)


def _is_indent(edit: Retext, p: Paragraph) -> bool:
    """Whether an edit only takes away the blanks before or after all words (leading spaces → indent)."""
    at_an_end = not p.text[: edit.start].strip() or not p.text[edit.end :].strip()
    return at_an_end and not edit.new and not p.text[edit.start : edit.end].strip()


def _is_cited(p: Paragraph, edit: Retext) -> bool:
    for zone in p.zones:
        if zone.start >= edit.end:
            return False
        if edit.start < zone.end and zone.name in ("book", "quote"):
            return True
    return False


def _words(text: str) -> tuple[list[str], list[str]]:
    """The Han characters and the digits of a text, in order, whatever their width."""
    plain = unicodedata.normalize("NFKC", text)
    return _HAN.findall(plain), [letter for letter in plain if letter.isdigit()]
