"""The grid of 22 rows and 28 characters: pitch of the lines, character spacing, space around paragraphs (GW-PAGE-006 … 009)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from app.core.edits import Edit, PageSetup, Reformat, Restyle
from app.core.format_math import (
    Sections,
    em,
    is_judged,
    main_form,
    mm,
    pitch,
    remembered,
    remembered_by,
    role_key,
    text_area,
)  # fmt: skip
from app.core.gathering import gather
from app.core.report import LEVELS, Kind, Paragraph, Report, Section
from app.rules.api import INFO, PRACTICE, SAFE, USUAL, WARNING, Context, Found, Window, found, restyle, rule
from app.rules.page.geometry import is_landscape, misfits

_TEXT = (Kind.BODY, Kind.CLAUSE)
_ROWS = frozenset({*_TEXT, *LEVELS, Kind.ADDRESSEE, Kind.ATTACHMENT_NOTE, Kind.NOTE})
_NOTES = frozenset({"footnoteRef", "endnoteRef", "commentRef"})
_TIGHTEST, _WIDEST = 440, 720  # 22 to 36 points: what may be meant as the pitch of a whole report of 3号 text
_EXAMPLE = "正文 为规范管理，现将有关事项通知如下。"


def holds_picture(p: Paragraph) -> bool:
    """A fixed pitch would cut off pictures and equations that stand in the line."""
    return any(name not in _NOTES for _, name in p.objects)


def _is_measured(p: Paragraph) -> bool:
    return p.kind in _ROWS and is_judged(p) and not holds_picture(p)


def _measured(r: Report) -> list[tuple[Paragraph, Section | None]]:
    """The paragraphs of text, each with its section; those of pages that lie across left out."""
    rows = gather(r, _is_measured)
    if len(r.sections) == 1 and r.sections[0].first is not None:
        return [] if is_landscape(r.sections[0]) else [(p, r.sections[0]) for p, _ in rows]
    sections = Sections(r)
    placed = [(p, sections.get(p.uid)) for p, _ in rows]
    return [(p, section) for p, section in placed if section is None or not is_landscape(section)]


@rule(
    "GW-PAGE-008", "实务（由GB/T 9704-2012 5.2.3推出）", slug="line-pitch", severity=WARNING, strength=PRACTICE,
    aspect="format", reads=("format", "kinds", "sections"), group="正文行距不是同一个固定值，共{count}段（{message}）",
    good=[
        _EXAMPLE, "正文 {line=560} 为规范管理，现通知如下。\n正文 {line=560} 请认真贯彻落实。",
        "—page {grid=lines, line_pitch=579}\n正文 {line=240, line_rule=auto, snap_to_grid=true} 为规范管理，现通知如下。",
        "一级 {line=560} 一、观看专题片\n一级 {line=560} 二、市领导讲话",
    ],
    bad=[
        ("正文 {line=360, line_rule=auto} 为规范管理，现通知如下。", "正文 为规范管理，现通知如下。"),
        (
            "正文 {line=560} 为规范管理，现通知如下。\n正文 {line=560} 请贯彻落实。\n正文 {line=400} 请报送结果。",
            "正文 {line=560} 为规范管理，现通知如下。\n正文 {line=560} 请贯彻落实。\n正文 {line=560} 请报送结果。",
        ),
    ],
)  # fmt: skip
def line_pitch(r: Report, c: Context) -> Iterator[Found]:
    """正文行距为固定值且全文一致。

    每面22行靠固定行距排出（28.95磅恰好撑满版心）；单倍、多倍行距随字体变化，排不齐。用文档网格对齐的也算固定。

    居中的几行（分篇标题、样张封面）不是正文，行距可以不同。
    """
    rows = [(p, pitch(p, section)) for p, section in _measured(r) if p.format.align != "center"]
    text = [value for p, value in rows if p.kind in _TEXT or p.role.run_in] or [value for _, value in rows]
    counts = Counter(value for value in text if value and _TIGHTEST <= value <= _WIDEST)
    usual, most = counts.most_common(1)[0] if counts else (c.profile.page.line_pitch, 0)
    if most * 2 < len(text):
        usual = c.profile.page.line_pitch
    for p, value in rows:
        if value != usual:
            yield _off_pitch(p, usual, usual == c.profile.page.line_pitch)


@remembered_by
def _off_pitch(p: Paragraph, usual: int, standard: bool) -> Found:
    is_now = _named(p)
    fix: Edit = Reformat(p.uid, paragraph={"line": usual, "line_rule": "exact"})
    if standard:
        fix = restyle(p, role_key(p), "line")
    return found(
        p, 0, None, f"现为{is_now}，应为固定值{usual / 20:g}磅", fix=fix, safety=SAFE,
        before=is_now, after=f"固定值{usual / 20:g}磅",
    )  # fmt: skip


def _named(p: Paragraph) -> str:
    match p.format.line_rule:
        case "auto":
            return f"{p.format.line / 240:.3g}倍行距"
        case "atLeast":
            return f"最小值{p.format.line / 20:g}磅"
        case _:
            return f"固定值{p.format.line / 20:g}磅"


@rule(
    "GW-PAGE-006", "GB/T 9704-2012 5.2.3", slug="rows-per-page", severity=INFO, strength=USUAL, aspect="format",
    reads=("format", "kinds", "sections"), good=[_EXAMPLE, "正文 {line=560} 为规范管理，现通知如下。"],
    bad=[("正文 {line=580} 为规范管理，现通知如下。", "正文 为规范管理，现通知如下。")],
)  # fmt: skip
def rows_per_page(r: Report, c: Context) -> Iterator[Found]:
    """一般每面排22行。

    225mm高的版心排22行，行距不能超过28.95磅：固定值29磅要排22行须高225.07mm，只排得下21行。“一般”允许特定情况适当调整。
    """
    page = c.profile.page
    standard = {s.index for s in r.sections if not misfits(s, page)}
    measured = [(p, pitch(p, s), s.index) for p, s in _measured(r) if s is not None and s.index in standard]
    rows = [(p, value, index) for p, value, index in measured if value and p.kind in _TEXT]
    if not rows:
        return
    usual, section = Counter((value, index) for _, value, index in rows).most_common(1)[0][0]
    where = r.sections[section]
    count = (where.height - where.top - where.bottom) // usual
    if count == page.rows or not _TIGHTEST <= usual <= _WIDEST or usual == page.line_pitch:
        return
    exact = [p for p, s in _measured(r) if pitch(p, s) == usual and p.format.line_rule == "exact"]
    edits: list[Edit] = [restyle(p, role_key(p), "line") for p in exact]
    if any(p.format.line_rule != "exact" for p, value, _ in rows if value == usual):
        edits += [PageSetup(s.index, {"line_pitch": page.line_pitch}) for s in r.sections if s.line_pitch == usual]
    yield found(
        None, 0, 0, f"行距{usual / 20:g}磅，每面排{count}行，一般为{page.rows}行", fix=tuple(edits), safety=SAFE,
        before=f"{usual / 20:g}磅", after=f"{page.line_pitch / 20:g}磅",
    )  # fmt: skip


@rule(
    "GW-PAGE-007", "GB/T 9704-2012 5.2.3", slug="characters-per-line", severity=INFO, strength=USUAL, aspect="format",
    reads=("format", "kinds", "sections"),
    good=[_EXAMPLE, "—page {grid=linesAndChars, char_space=-848}\n正文 {spacing=0, snap_to_grid=true} 为规范管理，现通知如下。"],
    bad=[("正文 {spacing=0} 为规范管理，现通知如下。", "正文 为规范管理，现通知如下。")],
)  # fmt: skip
def characters_per_line(r: Report, c: Context) -> Iterator[Found]:
    """一般每行排28个字。

    3号字16磅，28个字宽448磅，比156mm（442磅）的版心略宽，字间须收紧约0.25磅，否则每行只排27个字。用文档网格、缩放等排满28字的都可以。
    """
    page = c.profile.page
    known: dict[tuple[_Letters | None, int], int | None] = {}
    wrong: list[tuple[Paragraph, int]] = []
    for p, section in _measured(r):
        key = _letters(p), -1 if section is None else section.index
        if key not in known:
            known[key] = _characters(key[0], section, page.columns)
        count = known[key]
        if count is not None and count != page.columns:
            wrong.append((p, count))
    counts = Counter(n for p, n in wrong if p.kind in _TEXT or p.role.run_in)
    if counts:
        edits = tuple([_spaced(p) for p, _ in wrong])
        usual = counts.most_common(1)[0][0]
        yield found(
            None, 0, 0, f"正文每行排{usual}个字，一般为{page.columns}个字", fix=edits, safety=SAFE,
            before=f"每行{usual}字", after=f"每行{page.columns}字",
        )  # fmt: skip


@remembered
def _spaced(p: Paragraph) -> Restyle:
    return restyle(p, role_key(p), "char_spacing")


class _Letters(NamedTuple):
    """How far a paragraph's characters of 3号 take the line on, in twips; their scale; whether they snap to the grid."""

    advance: float
    scale: int
    snaps: bool


@remembered
def _letters(p: Paragraph) -> _Letters | None:
    form = main_form(p)
    if form is None or not 31 <= form.size <= 32:
        return None
    return _Letters(em(p) * form.scale / 100 + form.spacing, form.scale, p.format.snap_to_grid)


def _characters(form: _Letters | None, section: Section | None, wanted: int) -> int | None:
    """How many characters of body text fill a line; None where size or margins are another rule's matter, or were scaled."""
    if section is None or form is None or abs(text_area(section) - 8845) > 57:
        return None
    advance = form.advance
    snaps = section.grid in ("linesAndChars", "snapToChars") and form.snaps
    grid = (section.char_space or 0) / 4096 * 20 if snaps else 0.0
    if not grid:
        fits = int((text_area(section) + 8) // advance)
        return fits if fits == wanted or form.scale == 100 else None
    many = {int((text_area(section) + 8) // (advance + extra)) for extra in ({grid, grid - 110} if grid > 200 else {grid})}
    return wanted if wanted in many else many.pop() if form.scale == 100 else None


@rule(
    "GW-PAGE-009", "实务", slug="space-around-paragraphs", severity=INFO, strength=PRACTICE, aspect="format",
    kinds=(*_TEXT, *LEVELS), needs=0.7, group="段前段后有间距，共{count}段",
    good=[_EXAMPLE, "标题 关于加强治理的通知\n正文 {before_lines=100} 为规范管理，现通知如下。"],
    bad=[(f"{_EXAMPLE}\n正文 {{before=120}} 请认真贯彻。\n{_EXAMPLE}", f"{_EXAMPLE}\n正文 请认真贯彻。\n{_EXAMPLE}")],
)  # fmt: skip
def space_around_paragraphs(w: Window) -> Iterator[Found]:
    """正文段前段后间距为0。

    段间距会打乱每面22行的网格。标题与正文之间、正文与附件说明和署名之间空一行的间距不算。
    """
    form = w.p.format
    if not is_judged(w.p):
        return
    before = form.before_auto or (form.before if form.before_lines is None else form.before_lines)
    after = form.after_auto or (form.after if form.after_lines is None else form.after_lines)
    if w.before is None or w.before.kind in (Kind.TITLE, Kind.SUBTITLE, Kind.ADDRESSEE, Kind.ATTACHMENT_TITLE):
        before = 0
    if w.after is None or w.after.kind in (Kind.ATTACHMENT_NOTE, Kind.SIGNATURE, Kind.DATE, Kind.CAPTION):
        after = 0
    if before or after:
        yield found(
            w.p, 0, None, f"段前{_space(form.before)}、段后{_space(form.after)}，应为0", before="有段间距", after="0",
            fix=restyle(w.p, role_key(w.p), "spacing"), safety=SAFE,
        )  # fmt: skip


def _space(twips: int) -> str:
    return f"{mm(twips)}毫米" if twips else "0"
