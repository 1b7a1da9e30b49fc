"""Edits that shift paragraphs and words in a frozen `Report` (the twin of `app.docx.blocks` and `app.docx.rearrange`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from functools import reduce
from itertools import count, pairwise

from app.core.apply import place_after
from app.core.edits import Edit, Insert, Join, Move, Rearrange, Remove, Retext
from app.core.report import Paragraph, Place, Report, Role, Run, Section, Table


def halves(p: Paragraph, at: int, uid: int, like: Paragraph | None) -> tuple[Paragraph, Paragraph]:
    """Paragraph `p` cut at offset `at`; the second half is paragraph `uid` and looks like `like` (None: like `p`)."""
    first = replace(p, text=p.text[:at], section_end=False, **_between(p, 0, at))
    model = like or p
    second = replace(
        p, uid=uid, text=p.text[at:], role=Role(), format=model.format, mark=model.mark, **_between(p, at, len(p.text))
    )  # fmt: skip
    return first, second


def _between(p: Paragraph, start: int, end: int) -> dict[str, tuple[object, ...]]:
    runs = [
        replace(run, start=max(run.start, start) - start, end=min(run.end, end) - start)
        for run in p.runs if run.start < end and run.end > start
    ]  # fmt: skip
    inside = (tuple((at - start, kind) for at, kind in row if start <= at < end) for row in (p.objects, p.breaks))
    last = end == len(p.text)
    anchors = tuple(
        replace(a, offset=a.offset - start) for a in p.anchors if start <= a.offset < end or (last and a.offset == end)
    )
    return {"runs": tuple(runs), "anchors": anchors, **dict(zip(("objects", "breaks"), inside, strict=True))}


def restructured(report: Report, edits: Iterable[Edit]) -> Report:
    """`report` after the whole-paragraph edits among `edits`, in their order. Raises KeyError for an unknown uid."""
    edits = tuple(edits)
    shifts = [edit for edit in edits if isinstance(edit, Join | Insert | Move | Remove | Rearrange)]
    paragraphs, tables = list(report.paragraphs), list(report.tables)
    fresh = count(max(report.by_uid, default=-1) + 1)
    for edit in shifts:
        if isinstance(edit, Rearrange):
            changed = rearranged({p.uid: p for p in paragraphs}, edit, [e for e in edits if isinstance(e, Retext)], fresh)
            paragraphs = [one for p in paragraphs for one in changed.get(p.uid, (p,))]
        else:
            paragraphs, tables = _shift(paragraphs, tables, edit, fresh)
    if not shifts and len(paragraphs) == len(report.places) - len(report.others):
        return report
    return replace(
        report, paragraphs=tuple(paragraphs), tables=tuple(tables), places=_places(paragraphs, report),
        sections=_sections(report.sections, paragraphs),
    )  # fmt: skip


def _shift(
    paragraphs: list[Paragraph], tables: list[Table], edit: Join | Insert | Move | Remove, fresh: count[int]
) -> tuple[list[Paragraph], list[Table]]:
    at = {p.uid: index for index, p in enumerate(paragraphs)}
    at[-1] = len(paragraphs)
    match edit:
        case Insert():
            model = paragraphs[at[edit.like]]
            look = model.runs[0 if edit.look == "first" else -1].format if model.runs else model.mark
            runs = (Run(0, len(edit.text), look),) if edit.text else ()
            made = replace(
                model, uid=next(fresh), text=edit.text, runs=runs, objects=(), breaks=(), anchors=(), section_end=False,
                role=Role(),
            )  # fmt: skip
            place = at[edit.after] + 1 if edit.after is not None else at[-1 if edit.before is None else edit.before]
            return [*paragraphs[:place], made, *paragraphs[place:]], tables
        case Join():
            place = at[edit.uid]
            joined = _joined(paragraphs[place], paragraphs[place + 1], edit.keep)
            moved = [replace(t, after=edit.uid) if t.after == edit.other else t for t in tables]
            return [*paragraphs[:place], joined, *paragraphs[place + 2 :]], moved
        case Move() | Remove():
            start, stop = at[edit.first], at[-1 if edit.stop is None else edit.stop]
            part = paragraphs[start:stop]
            if isinstance(edit, Remove):
                gone = {p.uid for p in part}
                return [*paragraphs[:start], *paragraphs[stop:]], [t for t in tables if t.after not in gone]
            before = at[-1 if edit.before is None else edit.before]
            if before <= start:
                moved_ = [*paragraphs[:before], *part, *paragraphs[before:start], *paragraphs[stop:]]
            else:
                moved_ = [*paragraphs[:start], *paragraphs[stop:before], *part, *paragraphs[before:]]
            order = {p.uid: index for index, p in enumerate(moved_)}
            return moved_, sorted(tables, key=lambda t: -1 if t.after is None else order.get(t.after, -1))


def _joined(a: Paragraph, b: Paragraph, keep: str) -> Paragraph:
    shift = len(a.text)
    model = a if keep == "first" else b
    runs = (*a.runs, *(replace(run, start=run.start + shift, end=run.end + shift) for run in b.runs))
    return replace(
        a, text=a.text + b.text, runs=tuple(runs), format=model.format, mark=model.mark,
        objects=(*a.objects, *((at + shift, kind) for at, kind in b.objects)),
        breaks=(*a.breaks, *((at + shift, kind) for at, kind in b.breaks)),
        anchors=(*a.anchors, *(replace(one, offset=one.offset + shift) for one in b.anchors)),
        section_end=a.section_end or b.section_end,
    )  # fmt: skip


def rearranged(
    known: Mapping[int, Paragraph], edit: Rearrange, done: Sequence[Retext], fresh: Iterator[int]
) -> dict[int, list[Paragraph]]:
    """What comes of the paragraphs of `edit`; the texts of `known` are as `done` left them, new ones are numbered by `fresh`."""
    cuts: dict[int, list[int]] = {}
    apart: dict[int, set[int]] = {}
    for number, (uid, start, end) in enumerate(edit.places):
        texts = [one for one in done if one.uid == uid]
        row = cuts.setdefault(uid, [0])
        apart.setdefault(uid, set()).update({len(row)} if number in edit.apart else ())
        row += (place_after(start, texts), place_after(end, texts))
    pieces = {
        uid: [_piece(known[uid], a, b) for a, b in pairwise((*at, len(known[uid].text)))] for uid, at in cuts.items()
    }  # fmt: skip
    held = [piece for row in pieces.values() for piece in row[1::2]]
    words = iter([held[number] for number in edit.order])
    return {
        uid: _put_together(known[uid], [next(words) if at % 2 else piece for at, piece in enumerate(row)], apart[uid], fresh)
        for uid, row in pieces.items()
    }


def _put_together(p: Paragraph, row: Sequence[Paragraph], apart: Set[int], fresh: Iterator[int]) -> list[Paragraph]:
    """The paragraphs that `row` makes: one, and those that stand apart before or after it."""
    content = [piece for at, piece in enumerate(row) if at not in apart]
    one = reduce(lambda a, b: _joined(a, b, "first"), content)
    out = [replace(one, uid=p.uid, format=p.format, mark=p.mark, section_end=p.section_end)]
    for at in sorted(apart):
        before = any(rest.text for rest in row[at + 1 :: 2])
        made = replace(row[at], uid=next(fresh), format=p.format, mark=p.mark, role=Role())
        out.insert(0 if before else len(out), made)
    return out


def _piece(p: Paragraph, start: int, end: int) -> Paragraph:
    return replace(p, text=p.text[start:end], section_end=False, **_between(p, start, end))


def _places(paragraphs: Sequence[Paragraph], report: Report) -> dict[int, Place]:
    counts: dict[str, int] = {}
    places = {p.uid: report.places[p.uid] for p in report.others}
    for p in paragraphs:
        places[p.uid] = Place(p.story, counts.get(p.story, 0))
        counts[p.story] = places[p.uid].index + 1
    return places


def _sections(sections: Sequence[Section], paragraphs: Sequence[Paragraph]) -> tuple[Section, ...]:
    if not sections:
        return ()
    groups: list[list[int]] = [[]]
    for p in paragraphs:
        groups[-1].append(p.uid)
        if p.section_end and len(groups) < len(sections):
            groups.append([])
    groups += [[] for _ in range(len(sections) - len(groups))]
    return tuple(
        replace(section, first=group[0] if group else None, last=group[-1] if group else None)
        for section, group in zip(sections, groups, strict=True)
    )
