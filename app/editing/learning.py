"""Learning a unit's habits from a document that it holds to be right: what of it departs from the standard, as a profile."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from app.core.disputes import put_in
from app.core.profile import Profile
from app.core.report import LEVELS, CharFormat, Kind, Paragraph, Report, Run

_ROLES = (Kind.TITLE, Kind.ADDRESSEE, Kind.BODY, *LEVELS, Kind.ATTACHMENT_NOTE, Kind.SIGNATURE, Kind.DATE)
_SURE = 0.7  # less sure kinds teach nothing
_MOST = 0.6  # of the characters of a role must agree
_SIZES = range(18, 145)  # half-points; what is beyond is no text of a report
_PITCHES = range(400, 801)  # twips


@dataclass(frozen=True, slots=True)
class Lesson:
    """One habit: what it is about, the standard's value and the document's in words, and the piece of a profile that says so."""

    what: str
    national: str
    own: str
    values: dict[str, Any]


def lessons(report: Report, profile: Profile) -> list[Lesson]:
    """The habits of `report` that depart from `profile`, in the order page, body pitch, roles."""
    return [*_page(report, profile), *_pitch(report, profile), *_roles(report, profile)]


def taken(chosen: Iterable[Lesson], own: dict[str, Any]) -> dict[str, Any]:
    """The unit's profile `own` with the chosen lessons merged in."""
    result = copy.deepcopy(own)
    for lesson in chosen:
        put_in(result, lesson.values)
    return result


def _page(report: Report, profile: Profile) -> list[Lesson]:
    upright = [section for section in report.sections if not section.landscape]
    if not upright:
        return []
    section, page = upright[0], profile.page
    names = {"top": "天头", "bottom": "下白边", "left": "订口", "right": "右白边"}
    return [
        Lesson(f"{name}", _mm(getattr(page, key)), _mm(getattr(section, key)), {"page": {key: getattr(section, key)}})
        for key, name in names.items()
        if abs(getattr(section, key) - getattr(page, key)) > page.tolerance and 0 < getattr(section, key) < page.width // 3
    ]


def _pitch(report: Report, profile: Profile) -> list[Lesson]:
    bodies = [p for p in report.paragraphs if p.kind is Kind.BODY and p.text.strip()]
    usual = _usual((p.format.line, len(p.text)) for p in bodies if p.format.line_rule == "exact")
    if usual is None or usual == profile.page.line_pitch or usual not in _PITCHES:
        return []
    return [Lesson("正文行距", _pt(profile.page.line_pitch), _pt(usual), {"page": {"line_pitch": usual}})]


def _roles(report: Report, profile: Profile) -> list[Lesson]:
    found: list[Lesson] = []
    for kind in _ROLES:
        style = profile.styles.get(kind.value)
        runs = [(run, p) for p in report.paragraphs if p.kind is kind and p.confidence >= _SURE for run in _heading_runs(p)]
        if style is None or not runs:
            continue

        def usual(value: Callable[[CharFormat], Any], runs: list[tuple[Run, Paragraph]] = runs) -> Any:
            return _usual((value(run.format), run.end - run.start) for run, _ in runs)

        font, size = usual(lambda form: form.east_asia), usual(lambda form: form.size)
        if font and font != style.font:
            found.append(_font_lesson(kind, font, style.font, style.family, profile))
        if size and size != style.size and size in _SIZES:
            found.append(
                Lesson(
                    f"{kind.value}的字号", f"{style.size / 2:g}磅", f"{size / 2:g}磅", {"styles": {kind.value: {"size": size}}}
                )
            )
        bold = usual(lambda form: form.bold)
        if bold is not None and bold != style.bold:
            words = ("不加粗", "加粗")
            found.append(
                Lesson(f"{kind.value}加粗", words[style.bold], words[bool(bold)], {"styles": {kind.value: {"bold": bold}}})
            )
    return found


def _font_lesson(kind: Kind, font: str, standard: str, family: str, profile: Profile) -> Lesson:
    """A font of the same class is only another product; one of another class changes the class as well."""
    own_family = profile.family_of(font)
    values: dict[str, Any] = {"font": font} | ({"family": own_family} if own_family and own_family != family else {})
    lesson: dict[str, Any] = {"styles": {kind.value: values}}
    if own_family is None:
        lesson["fonts"] = {family: [font, *profile.fonts.get(family, ())]}
    return Lesson(f"{kind.value}的字体", standard, font, lesson)


def _heading_runs(p: Paragraph) -> list[Run]:
    end = p.role.heading_end if p.kind in LEVELS and p.role.run_in else None
    return [run for run in p.runs if end is None or run.start < end]


def _usual(values: Iterable[tuple[Any, int]]) -> Any:
    """The value that most characters have; None when no value has enough of them."""
    counts: Counter[Any] = Counter()
    for value, weight in values:
        counts[value] += weight
    total = counts.total()
    if not total:
        return None
    value, count = counts.most_common(1)[0]
    return value if count >= total * _MOST else None


def _mm(twips: int) -> str:
    return f"{twips / 56.7:.1f}毫米"


def _pt(twips: int) -> str:
    return f"{twips / 20:g}磅"
