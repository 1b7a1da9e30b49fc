"""The edits of `app.core.edits` applied to a frozen `Report`: what a document would show, without a document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from functools import lru_cache
from itertools import pairwise
from typing import Any, TypeVar

from app.core.difference import Replace, differences
from app.core.edits import (
    Aspect,
    Autonumber,
    Edit,
    Insert,
    InsertRow,
    Join,
    Move,
    PageNumbers,
    PageSetup,
    Rearrange,
    RedefineStyle,
    Reformat,
    Relook,
    Remove,
    RemoveRow,
    Renumber,
    Restyle,
    Retext,
    RowEdit,
    Split,
)
from app.core.emphasis import is_mark, keeps_emphasis
from app.core.look import char_format, paragraph_format, role_style
from app.core.profile import Profile, Style
from app.core.protected import takes_reference
from app.core.report import OBJECT, CharFormat, PageNumber, Paragraph, ParagraphFormat, Report, Run, Section
from app.core.rows import change_rows

CHAR_FIELDS: Mapping[Aspect, tuple[str, ...]] = {
    "font": ("east_asia", "ascii", "h_ansi", "cs"),
    "size": ("size",),
    "bold": ("bold",),
    "italic": ("italic",),
    "color": ("color",),
    "char_spacing": ("spacing",),
}
PARAGRAPH_FIELDS: Mapping[Aspect, tuple[str, ...]] = {
    "align": ("align",),
    "indent": ("left", "right", "first_line", "left_chars", "right_chars", "first_line_chars"),
    "line": ("line", "line_rule", "snap_to_grid"),
    "spacing": ("before", "after", "before_lines", "after_lines", "before_auto", "after_auto"),
    "outline": ("outline_level",),
    "keep_next": ("keep_next",),
    "page_break": ("page_break_before",),
}
NUMBER_FONT = "宋体"  # 7.5: 4 号半角宋体
NUMBER_SIZE = 28
_Format = TypeVar("_Format", CharFormat, ParagraphFormat)
_SECTION_FIELDS = frozenset(field.name for field in fields(Section))


def apply(report: Report, edits: Iterable[Edit], profile: Profile) -> Report:
    """The report after `edits`; offsets count in the texts before the call. Kinds stay as they were understood.

    Automatic numbers are the document's to count: they stay as they were read.
    """
    from app.core.redefine import redefine
    from app.core.restructure import halves, restructured
    from app.core.understand import understand

    edits = tuple(edits)
    changed = dict(report.by_uid)
    tails: dict[int, list[Paragraph]] = {}
    unused = max(changed, default=-1)
    sections = list(report.sections)
    even_and_odd = report.even_and_odd
    rows: list[RowEdit] = []
    styles = dict(report.styles)
    for edit in in_order(edits):
        match edit:
            case PageSetup():
                even_and_odd = bool(edit.values.get("even_and_odd", even_and_odd))
                sections[edit.section] = _set_page(sections[edit.section], edit.values)
            case PageNumbers():
                even_and_odd = edit.outside or even_and_odd
                sections[edit.section] = _number_pages(sections[edit.section], outside=edit.outside)
            case InsertRow() | RemoveRow():
                rows.append(edit)
            case Split():
                unused += 1
                like = report.by_uid[edit.like] if edit.like is not None else None
                changed[edit.uid], tail = halves(changed[edit.uid], edit.at, unused, like)
                tails.setdefault(edit.uid, []).insert(0, tail)
            case Relook():
                changed[edit.uid] = _relook(changed[edit.uid], report.by_uid[edit.like], edit.end)
            case RedefineStyle():
                redefine(changed, styles, edit, profile)
            case Autonumber() | Join() | Insert() | Move() | Remove() | Rearrange():
                pass
            case _:
                changed[edit.uid] = _change(changed[edit.uid], edit, profile)
    paragraphs = tuple(one for p in report.paragraphs for one in (changed[p.uid], *tails.get(p.uid, ())))
    others = tuple(changed[p.uid] for p in report.others)
    raw = replace(
        report, paragraphs=paragraphs, others=others, sections=tuple(sections), even_and_odd=even_and_odd,
        styles=styles, outline=(),
    )  # fmt: skip
    for edit in rows:
        raw = change_rows(raw, edit)
    raw = restructured(raw, [edit for edit in edits if not _is_refused(report, edit)])
    known = report.by_uid
    return understand(raw, {p.uid: p.kind for p in raw.paragraphs if p.uid in known}, report)


def _is_refused(report: Report, edit: Edit) -> bool:
    """Whether a change of text would take a reference with it: the document refuses it too."""
    if not isinstance(edit, Retext):
        return False
    p = report.by_uid[edit.uid]
    return any(takes_reference(p, change) for change in changes_of(p.text, edit))


def place_after(at: int, done: Iterable[Retext]) -> int:
    """Where offset `at` of a text lies once the Retexts `done` have changed it; what one that starts there writes comes after."""
    return at + sum(len(edit.new) - (edit.end - edit.start) for edit in done if edit.start < at)


def in_order(edits: Iterable[Edit]) -> list[Edit]:
    """The edits in an order in which none moves the places of another: looks first, then texts from the end on."""
    looks: list[Edit] = []
    texts: list[Retext | Split] = []
    for edit in edits:
        if isinstance(edit, Retext | Split):
            texts.append(edit)
        else:
            looks.append(edit)
    return [*looks, *last_first(texts)]


def last_first(edits: Iterable[Retext | Split]) -> list[Retext | Split]:
    """Changes of text and cuts from the last place to the first; at one place the text first: it belongs behind the cut."""

    def place(edit: Retext | Split) -> tuple[int, int, int]:
        return (edit.at, 0, 0) if isinstance(edit, Split) else (edit.start, 1, edit.end)

    return sorted(edits, key=place, reverse=True)


def _change(p: Paragraph, edit: Retext | Restyle | Reformat | Renumber, profile: Profile) -> Paragraph:
    match edit:
        case Retext():
            changes = changes_of(p.text, edit)
            if any(takes_reference(p, change) for change in changes):
                return p
            for change in reversed(changes):
                p = retexted(p, change.start, change.end, change.new)
            return p
        case Restyle():
            return _restyle(p, edit, role_style(profile, edit.style))
        case Reformat():
            return _reformat(p, edit)
        case Renumber():
            number = p.number
            return p if number is None else replace(p, number=replace(number, value=edit.value))


def changes_of(text: str, edit: Retext) -> list[Replace]:
    """What `edit` really changes of a paragraph that reads `text`, with offsets in it."""
    found = differences(text[edit.start : edit.end], edit.new)
    return [Replace(edit.start + change.start, edit.start + change.end, change.new) for change in found]


def retexted(p: Paragraph, start: int, end: int, new: str) -> Paragraph:
    """`p` with characters start..end replaced by `new`, which looks like the first one that it replaces."""
    kept_objects = tuple((at, kind) for at, kind in p.objects if not start <= at < end)
    if new.count(OBJECT) == len(p.objects) - len(kept_objects):
        places = [start + at for at, letter in enumerate(new) if letter == OBJECT]
        moved = [(place, kind) for place, (_, kind) in zip(places, [o for o in p.objects if start <= o[0] < end], strict=True)]
    else:
        new, moved = new.replace(OBJECT, ""), []
    shift = len(new) - (end - start)
    where = dict(zip((at for at, _ in p.objects if start <= at < end), (place for place, _ in moved), strict=False))
    anchors = [
        replace(a, offset=a.offset + shift if a.offset >= end else where.get(a.offset, min(a.offset, start))) for a in p.anchors
    ]
    objects = sorted([*[(at + shift if at >= end else at, kind) for at, kind in kept_objects], *moved])
    breaks = [(at + shift if at >= end else at, kind) for at, kind in p.breaks if not start <= at < end]
    breaks = sorted([*breaks, *[(start + at, "line") for at, letter in enumerate(new) if letter == "\n"]])
    return replace(
        p, text=p.text[:start] + new + p.text[end:], runs=_retext_runs(p, start, end, len(new)),
        objects=tuple(objects), breaks=tuple(breaks), anchors=tuple(anchors),
    )  # fmt: skip


def _retext_runs(p: Paragraph, start: int, end: int, length: int) -> tuple[Run, ...]:
    """New characters look like the first one they replace, else like the one before, at the start like the one after."""
    host = next((run for run in p.runs if run.start <= start < run.end), None)
    if host is None or (start == end and start == host.start and start > 0):
        host = next((run for run in p.runs if run.start < start <= run.end), host)
    out: list[Run] = []
    if not p.runs and length:
        return (Run(0, length, p.mark),)
    for run in p.runs:
        left = max(0, min(run.end, start) - run.start)
        right = max(0, run.end - max(run.start, end))
        size = left + right + (length if run is host else 0)
        at = out[-1].end if out else 0
        if size:
            out.append(replace(run, start=at, end=at + size))
    return merged(out)


def merged(runs: Sequence[Run]) -> tuple[Run, ...]:
    """The runs, adjoining ones of one format made one."""
    out: list[Run] = []
    for run in runs:
        if out and out[-1].format == run.format and out[-1].revision == run.revision and out[-1].end == run.start:
            out[-1] = replace(out[-1], end=run.end)
        else:
            out.append(run)
    return tuple(out)


def _restyle(p: Paragraph, edit: Restyle, style: Style) -> Paragraph:
    if edit.end is not None:
        runs = [run for part in _cut(p.runs, 0, edit.end) for run in part]
        inside = [replace(run, format=styled(run.format, style, edit.aspects)) if run.end <= edit.end else run for run in runs]
        return replace(p, runs=merged(inside))
    aspects = edit.aspects - emphasis_kept(edit.style, p)
    runs = merged([replace(run, format=styled(run.format, style, aspects)) for run in p.runs])
    return replace(p, format=shaped(p.format, style, edit), runs=runs, mark=styled(p.mark, style, edit.aspects))


@lru_cache(maxsize=4096)
def _as_style(old: CharFormat, style: Style, aspects: frozenset[Aspect]) -> CharFormat:
    return _pick(old, char_format(style), CHAR_FIELDS, aspects)


def shaped(old: ParagraphFormat, style: Style, edit: Restyle) -> ParagraphFormat:
    """The paragraph format after a Restyle: the style's in the aspects that it names, in all others the old one."""
    form = replace(_pick(old, paragraph_format(style), PARAGRAPH_FIELDS, edit.aspects), style=style.name)
    if edit.space_before_lines is None:
        return form
    return replace(form, before_lines=None, before=edit.space_before_lines * style.line // 100, before_auto=False)


def styled(old: CharFormat, style: Style, aspects: frozenset[Aspect]) -> CharFormat:
    """The format of characters after a Restyle in `aspects`; coloured and highlighted marks keep their colour."""
    return _as_style(old, style, aspects - {"color"} if is_mark(old) else aspects)


def emphasis_kept(role: str, p: Paragraph) -> frozenset[Aspect]:
    """The aspects in which runs keep their own look: bold and italic inside body text, unless it is so all through."""
    if not keeps_emphasis(role):
        return frozenset()
    looks: tuple[Aspect, ...] = ("bold", "italic")
    return frozenset(look for look in looks if not all(getattr(run.format, look) for run in p.runs))


def _cut(runs: Sequence[Run], start: int, end: int) -> list[tuple[Run, ...]]:
    """The runs, each cut where `start` and `end` fall inside it."""
    out: list[tuple[Run, ...]] = []
    for run in runs:
        places = sorted({run.start, run.end, *(at for at in (start, end) if run.start < at < run.end)})
        out.append(tuple(replace(run, start=a, end=b) for a, b in pairwise(places)))
    return out


def _pick(old: _Format, new: _Format, table: Mapping[Aspect, tuple[str, ...]], aspects: Iterable[Aspect]) -> _Format:
    values: dict[str, Any] = {name: getattr(new, name) for aspect in aspects for name in table.get(aspect, ())}
    return replace(old, **values)


def _reformat(p: Paragraph, edit: Reformat) -> Paragraph:
    values: dict[str, Any] = {**edit.chars}
    start, end = edit.start or 0, len(p.text) if edit.end is None else edit.end
    runs = [run for part in _cut(p.runs, start, end) for run in part]
    if values:
        runs = [
            replace(run, format=replace(run.format, **values)) if start <= run.start and run.end <= end else run for run in runs
        ]
    whole = edit.start is None and edit.end is None
    mark = replace(p.mark, **values) if values and whole else p.mark
    return replace(p, format=replace(p.format, **dict(edit.paragraph)), runs=merged(runs), mark=mark)


def _relook(p: Paragraph, like: Paragraph, end: int | None) -> Paragraph:
    form = replace(like.format, num_id=p.format.num_id, num_level=p.format.num_level)
    look = like.runs[0].format if like.runs else like.mark
    until = len(p.text) if end is None else end
    runs = [run for part in _cut(p.runs, 0, until) for run in part]
    runs = [replace(run, format=look) if run.end <= until else run for run in runs]
    return replace(p, format=form, runs=merged(runs), mark=p.mark if end is not None else like.mark)


def _set_page(section: Section, values: Mapping[str, object]) -> Section:
    known: dict[str, Any] = {name: value for name, value in values.items() if name in _SECTION_FIELDS}
    return replace(section, **known)


def _number_pages(section: Section, *, outside: bool) -> Section:
    chars = CharFormat(
        east_asia=NUMBER_FONT, ascii=NUMBER_FONT, h_ansi=NUMBER_FONT, cs=NUMBER_FONT, size=NUMBER_SIZE
    )  # fmt: skip
    odd = PageNumber("— {PAGE} —", True, "right" if outside else "center", chars)
    even = replace(odd, align="left")
    return replace(section, footers={**section.footers, "default": odd, **({"even": even} if outside else {})})
