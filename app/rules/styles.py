"""改样式 or 改段落: a format finding whose paragraphs all get their value from one style of the file may be mended there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any

from app.core.apply import CHAR_FIELDS, PARAGRAPH_FIELDS
from app.core.edits import Aspect, RedefineStyle, Restyle
from app.core.findings import Finding, Fix, Safety
from app.core.format_math import is_judged, role_key
from app.core.look import char_format, paragraph_format, role_style
from app.core.profile import Profile, Style
from app.core.redefine import values_of
from app.core.report import CharFormat, Kind, Paragraph, ParagraphFormat, Report, StyleLook
from app.core.style_names import named_kind

_WESTERN = frozenset({"ascii", "h_ansi", "cs"})  # what digits and Latin letters look like is not what a finding is about


def with_choice(finding: Finding, report: Report, profile: Profile) -> Finding:
    """`finding` with 改样式 as its alternative, and the style named in its message, where the style is what is wrong.

    That is so when all its paragraphs wear one style of the file and show its value, every other paragraph of the style is
    an empty one or one that is not judged, none is to look otherwise, and no style in use is based on it.
    """
    edits = _restyles(finding)
    if len(edits) < 2:
        return finding
    members = {edit.uid for edit in edits}
    ids = {report.by_uid[uid].format.style_id for uid in members}
    style_id = ids.pop()
    look = report.styles.get(style_id or "")
    if ids or style_id is None or look is None or not _is_free(style_id, look, report):
        return finding
    aspects = frozenset[Aspect]().union(*{edit.aspects for edit in edits})
    wanted = _wanted(profile, edits[0].style, aspects)
    wearers = [p for p in (*report.paragraphs, *report.others) if p.format.style_id == style_id]
    if not all(_goes_along(p, members, profile, aspects, wanted) for p in wearers):
        return finding
    if not _differs(look, wanted) or not _show((report.by_uid[uid] for uid in members), look, aspects):
        return finding
    first = next(fix for fix in finding.fixes if fix is not None)
    edit = RedefineStyle(style_id, edits[0].style, aspects)
    return replace(
        finding, message=f"{finding.message}，都来自样式“{look.name}”",
        alternative=Fix((edit,), Safety.CONFIRM, look.name, first.after),
    )  # fmt: skip


def _restyles(finding: Finding) -> list[Restyle]:
    """The edits of a finding that is mended in whole paragraphs by their look alone, else none."""
    found: list[Restyle] = []
    for fix in finding.fixes if len(finding.spots) > 1 else ():
        if fix is None:
            return []
        for edit in fix.edits:
            if not isinstance(edit, Restyle) or edit.end is not None or edit.space_before_lines is not None:
                return []
            found.append(edit)
    return found


def _is_free(style_id: str, look: StyleLook, report: Report) -> bool:
    """Whether the style is the file's own and nothing else that is in use hangs on it."""
    based = any(style_id in other.bases for other in report.styles.values())
    return not (look.default or based or named_kind(look.name) is not None)


def _wanted(profile: Profile, role: str, aspects: frozenset[Aspect]) -> dict[str, Any]:
    return _values(role_style(profile, role), aspects)


@lru_cache(maxsize=256)
def _values(style: Style, aspects: frozenset[Aspect]) -> dict[str, Any]:
    return values_of(char_format(style), aspects, CHAR_FIELDS) | values_of(paragraph_format(style), aspects, PARAGRAPH_FIELDS)


def _goes_along(
    p: Paragraph, members: set[int], profile: Profile, aspects: frozenset[Aspect], wanted: dict[str, Any]
) -> bool:  # fmt: skip
    """Whether `p`, which wears the style, may change with it: it is to look the same, and it looks wrong or is not judged."""
    if p.kind is Kind.EMPTY:
        return True
    if p.role.run_in or _wanted(profile, role_key(p), aspects) != wanted:
        return False
    return p.uid in members or (p.in_flow and not is_judged(p))


def _differs(look: StyleLook, wanted: dict[str, Any]) -> bool:
    return any(_value(look, name) != value for name, value in wanted.items() if name not in _WESTERN)


def _show(members: Iterable[Paragraph], look: StyleLook, aspects: frozenset[Aspect]) -> bool:
    """Whether the paragraphs and all their characters show what the style says in these aspects."""
    formed = values_of(look.paragraph, aspects, PARAGRAPH_FIELDS)
    lettered = {name: value for name, value in values_of(look.chars, aspects, CHAR_FIELDS).items() if name not in _WESTERN}
    forms: dict[int, ParagraphFormat] = {}  # equal formats of one reading are one object: a few stand for thousands
    letters: dict[int, CharFormat] = {}
    for p in members:
        forms[id(p.format)] = p.format
        letters.update((id(run.format), run.format) for run in p.runs)
    return all(getattr(form, name) == value for form in forms.values() for name, value in formed.items()) and all(
        getattr(form, name) == value for form in letters.values() for name, value in lettered.items()
    )


def _value(look: StyleLook, name: str) -> object:
    return getattr(look.chars if hasattr(look.chars, name) else look.paragraph, name)
