"""The lines of the 版记, where borders of paragraphs or cells draw them (GB/T 9704-2012 7.4.1–7.4.3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from app.core.borders import NO_BORDERS, Border, Borders
from app.core.drawn_lines import Line, shortfall, with_full_width
from app.core.edits import Reformat
from app.core.format_math import Sections, mm, text_area
from app.core.imprint import Imprint, bears_on_lines, imprint_of
from app.core.report import Report
from app.rules.api import CONFIRM, DUTY, INFO, SAFE, WARNING, Found, found, reformat, rule

_THICK, _THIN = 8, 6  # eighths of a point: 0.35 and 0.25 mm
_ROUNDING = 0.125  # points
_READS = ("text", "kinds", "sequence", "format", "sections", "objects")
_TITLE = "标题 关于数据共享的通知\n"
_COPIED = "抄送：市财政局。"
_ISSUED = "青川市数据资源局办公室　　2024年3月5日印发"
_SENT = "主送：市司法局。"
_FULL = "left=0, right=0"
_LAST = f"印发 {{{_FULL}, borders=top:6 bottom:8}} {_ISSUED}"


def _drawn(r: Report) -> Imprint | None:
    """The 版记 that shows a line; those of a letter have none (10.1)."""
    made = imprint_of(r) if r.elements.has_imprint or r.others else None
    return made if made is not None and made.drawn and r.elements.genre != "函" else None


@rule(
    "GW-IMPR-001", "GB/T 9704-2012 7.4.1", slug="imprint-lines", severity=WARNING, strength=DUTY, aspect="format",
    reads=_READS, where=bears_on_lines,
    good=[
        f"{_TITLE}抄送 {_COPIED}\n印发 {_ISSUED}",
        f"{_TITLE}抄送 {{{_FULL}, borders=top:8}} {_COPIED}\n印发 {{{_FULL}, borders=top:6 bottom:8}} {_ISSUED}",
        f"{_TITLE}印发 {{{_FULL}, borders=top:8 bottom:8}} {_ISSUED}",
        f"{_TITLE}|{_COPIED}|\n|{_ISSUED}|\n—table {{lines=8 6 8}}",
    ],
    bad=[
        (f"{_TITLE}抄送 {{{_FULL}, borders=top:6}} {_COPIED}\n印发 {{{_FULL}, borders=top:6 bottom:6}} {_ISSUED}",
         f"{_TITLE}抄送 {{{_FULL}, borders=top:8}} {_COPIED}\n印发 {{{_FULL}, borders=top:6 bottom:8}} {_ISSUED}"),
        (f"{_TITLE}抄送 {_COPIED}\n印发 {{{_FULL}, borders=top:6}} {_ISSUED}",
         f"{_TITLE}抄送 {{{_FULL}, first_line=280, borders=top:8}} {_COPIED}\n{_LAST}"),
        (f"{_TITLE}印发 {{{_FULL}, borders=top:12 bottom:12}} {_ISSUED}",
         f"{_TITLE}印发 {{{_FULL}, borders=top:8 bottom:8}} {_ISSUED}"),
        (f"{_TITLE}印发 {{borders=top:8 bottom:8}} {_ISSUED}",
         f"{_TITLE}印发 {{{_FULL}, first_line=280, borders=top:8 bottom:8}} {_ISSUED}"),
        f"{_TITLE}|{_COPIED}|\n|{_ISSUED}|\n—table {{lines=6 6 6}}",
        f"{_TITLE}|{_COPIED}|\n|{_ISSUED}|\n—table {{lines=8 6 0}}",
    ],
)  # fmt: skip
def imprint_lines(r: Report) -> Iterator[Found]:
    """版记的分隔线与版心等宽，首条、末条用粗线，中间用细线。

    推荐首条、末条高0.35毫米（1磅），中间0.25毫米（0.75磅）。只看用段落边框、表格线画的分隔线；用图形画的、印在纸上的不查。
    """
    made = _drawn(r)
    if made is None:
        return
    yield from _ends(made)
    yield from _heights(made)
    sections = Sections(r)
    for line in made.lines:
        p = line.carrier if line is not None else None
        if line is None or p is None or not (short := shortfall(line)):
            continue
        values = with_full_width(p, text_area(sections.get(p.uid))) or {}
        yield found(
            p, 0, None, f"版记分隔线应与版心等宽：这一段有左右缩进，线短了{mm(short)}毫米",
            fix=reformat(p, **values) if values else None, safety=CONFIRM, before="左右缩进", after="首行缩进",
        )  # fmt: skip


def _ends(made: Imprint) -> Iterator[Found]:
    first, last = made.lines[0], made.lines[-1]
    missing = [name for name, line in (("首条", first), ("末条", last)) if line is None]
    if missing:
        p = made.elements[0].paragraphs[0] if first is None else made.elements[-1].paragraphs[-1]
        edits = _with_lines(made, [_thick(made), *made.lines[1:-1], _thick(made)]) if not _uneven(made) else ()
        yield found(p, 0, None, f"版记缺{'、'.join(missing)}分隔线", fix=edits, safety=CONFIRM, before="无线", after="粗线")


def _heights(made: Imprint) -> Iterator[Found]:
    """The wrong relation is a WARNING; other thicknesses than the advised ones are an INFO."""
    ends = [line.border for line in (made.lines[0], made.lines[-1]) if line is not None]
    inner = [line.border for line in made.inner]
    if any(border.value != "single" for border in (*ends, *inner)):
        return
    p = made.elements[0].paragraphs[0]
    edits = _with_lines(made, _advised(made))
    if ends and inner and min(border.points for border in ends) <= max(border.points for border in inner):
        message = "版记首条、末条分隔线应比中间的粗"
        yield found(p, 0, None, message, fix=edits, safety=SAFE, before=_shown(made), after="首末1磅，中间0.75磅")
    elif not all(_is_about(border, _THICK) for border in ends) or not all(_is_about(border, _THIN) for border in inner):
        message = f"版记分隔线为{_shown(made)}，推荐首条、末条1磅（0.35毫米），中间0.75磅（0.25毫米）"
        yield found(
            p, 0, None, message, fix=edits, safety=CONFIRM, before=_shown(made), after="首末1磅，中间0.75磅", severity=INFO
        )


def _is_about(border: Border, size: int) -> bool:
    return abs(border.points - size / 8) <= _ROUNDING


def _shown(made: Imprint) -> str:
    return "、".join(f"{line.border.points:g}" for line in made.lines if line is not None) + "磅"


def _uneven(made: Imprint) -> bool:
    """Whether the thicknesses are a finding of their own, so that a line to be added has nothing to go by."""
    ends = [line.border.points for line in (made.lines[0], made.lines[-1]) if line is not None]
    return bool(ends and made.inner) and min(ends) <= max(line.border.points for line in made.inner)


def _thick(made: Imprint) -> Border:
    """What the first and last line are to be: like the one that is there, else thicker than those between."""
    there = next((line.border for line in (made.lines[0], made.lines[-1]) if line is not None), None)
    return there or Border(size=max([_THICK, *(line.border.size + 2 for line in made.inner)]))


def _advised(made: Imprint) -> list[Line | Border | None]:
    last = len(made.lines) - 1
    return [
        Border(line.border.value, _THIN if 0 < at < last else _THICK, line.border.color, line.border.space) if line else None
        for at, line in enumerate(made.lines)
    ]


def _with_lines(made: Imprint, lines: Sequence[Line | Border | None]) -> tuple[Reformat, ...]:
    """The edits that draw `lines` over, between and under the elements; none where other paragraphs or cells have the lines."""
    paragraphs = [p for element in made.elements for p in element.paragraphs]
    if not made.alone or any(p.format.borders.left or p.format.borders.right for p in paragraphs):
        return ()
    wanted = dict.fromkeys((p.uid for p in paragraphs), NO_BORDERS)
    borders = [line.border if isinstance(line, Line) else line for line in lines]
    for element, over in zip(made.elements, borders, strict=False):
        wanted[element.paragraphs[0].uid] = Borders(top=over)
    last = paragraphs[-1].uid
    wanted[last] = wanted[last].having(bottom=borders[-1])
    for above, p in pairwise(paragraphs):
        if wanted[above.uid] == wanted[p.uid] and wanted[p.uid]:  # else both would be one box
            wanted[p.uid] = wanted[p.uid].having(between=wanted[p.uid].top)
    return tuple(reformat(p, borders=wanted[p.uid]) for p in paragraphs if p.format.borders != wanted[p.uid])


@rule(
    "GW-IMPR-006", "GB/T 9704-2012 7.4.2", slug="line-between-recipients", severity=WARNING, strength=DUTY, aspect="format",
    reads=_READS, where=bears_on_lines,
    good=[
        f"{_TITLE}抄送 {{{_FULL}, borders=top:8}} {_SENT}\n抄送 {{{_FULL}}} {_COPIED}\n{_LAST}",
        f"{_TITLE}|{_SENT}|\n|{_COPIED}|\n|{_ISSUED}|\n—table {{lines=8 0 6 8}}",
    ],
    bad=[
        (f"{_TITLE}抄送 {{{_FULL}, borders=top:8}} {_SENT}\n抄送 {{{_FULL}, borders=top:6}} {_COPIED}\n{_LAST}",
         f"{_TITLE}抄送 {{{_FULL}, borders=top:8}} {_SENT}\n抄送 {{{_FULL}}} {_COPIED}\n{_LAST}"),
        f"{_TITLE}|{_SENT}|\n|{_COPIED}|\n|{_ISSUED}|\n—table {{lines=8 6 6 8}}",
        f"{_TITLE}抄送 {{{_FULL}, borders=top:8}} {_COPIED}\n抄送 {{{_FULL}, borders=bottom:8}} {_SENT}",
    ],
)  # fmt: skip
def line_between_recipients(r: Report) -> Iterator[Found]:
    """主送机关移入版记的，排在抄送机关之上一行，两者之间不加分隔线。

    加了线，就像是两个不相干的要素；主送在上、抄送在下，收文机关一眼看出由谁办理。
    """
    made = _drawn(r)
    for at, (above, element) in enumerate(pairwise(made.elements), 1) if made else ():
        names = (above.name, element.name)
        if made is not None and names == ("主送", "抄送") and made.lines[at] is not None:
            without = [None if number == at else line for number, line in enumerate(made.lines)]
            edits = _with_lines(made, without)
            message = "版记的主送机关与抄送机关之间不加分隔线"
            yield found(element.paragraphs[0], 0, None, message, fix=edits, safety=CONFIRM, before="有线", after="无线")
        elif names == ("抄送", "主送"):
            yield found(element.paragraphs[0], 0, None, "移入版记的主送机关应排在抄送机关之上一行")


@rule(
    "GW-IMPR-007", "GB/T 9704-2012 7.4.3", slug="no-line-above-issuing-office", severity=WARNING, strength=DUTY, aspect="format",
    reads=_READS, where=bears_on_lines,
    good=[
        f"{_TITLE}抄送 {{{_FULL}, borders=top:8 bottom:6}} {_COPIED}\n印发 {{{_FULL}, borders=bottom:8}} {_ISSUED}",
        f"{_TITLE}抄送 {{{_FULL}}} {_COPIED}\n印发 {{{_FULL}}} {_ISSUED}",
    ],
    bad=[
        (f"{_TITLE}抄送 {{{_FULL}, borders=top:8}} {_COPIED}\n印发 {{{_FULL}, borders=bottom:8}} {_ISSUED}",
         f"{_TITLE}抄送 {{{_FULL}, borders=top:8}} {_COPIED}\n印发 {{{_FULL}, borders=top:6 bottom:8}} {_ISSUED}"),
        f"{_TITLE}|{_COPIED}|\n|{_ISSUED}|\n—table {{lines=8 0 8}}",
    ],
)  # fmt: skip
def no_line_above_issuing_office(r: Report) -> Iterator[Found]:
    """版记的其他要素与印发机关和印发日期之间用一条细分隔线隔开。

    细线分清发给谁和由谁印发。只在版记的分隔线是用段落边框、表格线画的时候检查。
    """
    made = _drawn(r)
    for at, (_, element) in enumerate(pairwise(made.elements), 1) if made else ():
        if made is not None and element.name == "印发" and made.lines[at] is None:
            thin = Border(size=min([_THIN, *(max(2, line.border.size - 2) for line in (made.lines[0], made.lines[-1]) if line)]))
            edits = _with_lines(made, [thin if number == at else line for number, line in enumerate(made.lines)])
            message = "版记的印发机关和印发日期之上缺一条细分隔线"
            yield found(element.paragraphs[0], 0, None, message, fix=edits, safety=CONFIRM, before="无线", after="细线")
