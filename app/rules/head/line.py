"""The red line below the 发文字号, where a paragraph's border draws it (GB/T 9704-2012 7.2.7)."""

from __future__ import annotations

from collections.abc import Iterator
from colorsys import rgb_to_hsv
from dataclasses import replace

from app.core.borders import Border
from app.core.drawn_lines import Line, lines_between, shortfall, strongest, with_full_width
from app.core.format_math import Sections, mm, text_area
from app.core.gathering import gather
from app.core.report import HEAD_KINDS, OBJECT, Kind, Paragraph, Report
from app.rules.api import CONFIRM, DUTY, SAFE, WARNING, Found, found, reformat, rule

RED = "FF0000"
_MARK = "标志 青川市数据资源局文件\n"
_TITLE = "标题 青川市数据资源局关于数据共享的通知"
_NUMBER = "青数发〔2024〕12号"


def _is_number(p: Paragraph) -> bool:
    return p.role.kind is Kind.DOC_NUMBER and p.role.confidence >= 0.8


def _bears_on_line(p: Paragraph) -> bool:
    return p.role.kind in HEAD_KINDS or p.format.border or OBJECT in p.text


def _is_red(border: Border) -> bool:
    if border.color == "auto":
        return False
    hue, saturation, value = rgb_to_hsv(*(int(border.color[at : at + 2], 16) / 255 for at in (0, 2, 4)))
    return (hue < 0.05 or hue > 0.95) and saturation > 0.5 and value > 0.5


@rule(
    "GW-HEAD-017", "GB/T 9704-2012 7.2.7", slug="line-below-document-number", severity=WARNING, strength=DUTY, aspect="format",
    reads=("text", "kinds", "sequence", "format", "sections", "objects"), where=_bears_on_line,
    good=[
        f"{_MARK}文号 {{borders=bottom:18:FF0000}} {_NUMBER}\n{_TITLE}",
        f"{_MARK}文号 {_NUMBER}\n空行 {{borders=top:18:C00000}}\n{_TITLE}",
        f"{_MARK}文号 {_NUMBER}\n{_TITLE}",
    ],
    bad=[
        (f"{_MARK}文号 {{borders=bottom:18}} {_NUMBER}\n{_TITLE}",
         f"{_MARK}文号 {{borders=bottom:18:FF0000}} {_NUMBER}\n{_TITLE}"),
        (f"{_MARK}文号 {_NUMBER}\n空行 {{borders=top:12:000000}}\n{_TITLE}",
         f"{_MARK}文号 {_NUMBER}\n空行 {{borders=top:12:FF0000}}\n{_TITLE}"),
        (f"{_MARK}文号 {{left=1600, right=1600, borders=bottom:18:FF0000}} {_NUMBER}\n{_TITLE}",
         f"{_MARK}文号 {{left=0, right=0, borders=bottom:18:FF0000}} {_NUMBER}\n{_TITLE}"),
    ],
)  # fmt: skip
def line_below_document_number(r: Report) -> Iterator[Found]:
    """发文字号之下的分隔线为红色，与版心等宽。

    红色分隔线把版头与主体分开。只看用段落边框画的线；用图形画的、印在红头纸上的，以及到文号的4毫米不查。
    """
    line = _line_of(r)
    p = line.carrier if line is not None else None
    if line is None or p is None:
        return
    if not _is_red(line.border):
        red = {name: replace(one, color=RED) for name, one in p.format.borders.sides() if one == line.border}
        fix = reformat(p, borders=p.format.borders.having(**red))
        yield found(p, 0, None, "发文字号之下的分隔线应为红色", fix=fix, safety=SAFE, before="不是红色", after="红色")
    if short := shortfall(line):
        values = with_full_width(p, text_area(Sections(r).get(p.uid))) or {}
        yield found(
            p, 0, None, f"红色分隔线应与版心等宽：这一段有左右缩进，线短了{mm(short)}毫米",
            fix=reformat(p, **values) if values else None, safety=CONFIRM, before="有缩进", after="无缩进",
        )  # fmt: skip


def _line_of(r: Report) -> Line | None:
    """The line between the last 发文字号 above the title and what follows the 版头; a red one before any other."""
    title = r.order.get(r.elements.title[0], 0) if r.elements.title else 0
    above = max((at for p, _ in gather(r, _is_number) if (at := r.order[p.uid]) < title), default=None)
    if above is None:
        return None
    below = above + 1
    while below < title and r.paragraphs[below].role.kind in HEAD_KINDS | {Kind.EMPTY}:
        below += 1
    near = r.paragraphs[above : below + 1]
    if any(OBJECT in p.text for p in near) or {table.after for table in r.tables} & {p.uid for p in near[:-1]}:
        return None
    lines = list(lines_between(r.paragraphs, above, below))
    return strongest([line for line in lines if _is_red(line.border)] or lines)
