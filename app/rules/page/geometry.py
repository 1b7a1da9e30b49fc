"""Paper and margins (GW-PAGE-001 … 005, 011) and odd and even pages (GW-PAGE-012)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from app.core.edits import PageSetup
from app.core.format_math import mm
from app.core.gathering import gather
from app.core.profile import Page
from app.core.report import Paragraph, Report, Section
from app.rules.api import DUTY, ERROR, PRACTICE, SAFE, WARNING, Context, Found, found, rule

_BODY = "正文 为规范管理，现通知如下。"
SOFTWARE_TOP, SOFTWARE_BOTTOM = 1960, 1847  # GB/T 33476.2-2016 6.2: 34.58 and 32.58 mm


def _is_paper(s: Section, page: Page) -> bool:
    sides, wanted = sorted((s.width, s.height)), sorted((page.width, page.height))
    return all(abs(a - b) <= page.tolerance for a, b in zip(sides, wanted, strict=True))


def is_landscape(s: Section) -> bool:
    """Whether the section lies across: wide tables have their own margins and paper (9704-2012 第8章)."""
    return s.landscape or s.width > s.height


def misfits(s: Section, page: Page) -> list[str]:
    """What of the margins differs from the standard, in words; either coordinates of the standard's two pass."""
    near = page.tolerance
    left, area = s.left + s.gutter, s.width - s.left - s.right - s.gutter
    wrong: list[str] = []
    software = abs(s.top - SOFTWARE_TOP) <= near and abs(s.bottom - SOFTWARE_BOTTOM) <= near
    if abs(s.top - page.top) > near and not software:
        wrong.append(f"天头{mm(s.top)}毫米（应为{mm(page.top)}）")
    if abs(left - page.left) > near:
        wrong.append(f"订口{mm(left)}毫米（应为{mm(page.left)}）")
    wanted_area = page.width - page.left - page.right
    if abs(area - wanted_area) > near:
        wrong.append(f"版心宽{mm(area)}毫米（应为{mm(wanted_area)}）")
    height, wanted_height = s.height - s.top - s.bottom, page.height - page.top - page.bottom
    if abs(height - wanted_height) > near and not software:
        wrong.append(f"版心高{mm(height)}毫米（应为{mm(wanted_height)}）")
    return wrong


def _has_its_pitch(p: Paragraph) -> bool:
    return p.format.line_rule != "auto"


@rule(
    "GW-PAGE-001", "GB/T 9704-2012 5.1；《党政机关公文处理工作条例》第十二条", slug="paper-not-a4", severity=ERROR,
    strength=DUTY, aspect="format", reads=("sections",),
    good=[f"—page {{top=2098}}\n{_BODY}", f"—page {{width=16838, height=11906, landscape=true}}\n{_BODY}"],
    bad=[(f"—page {{width=12240, height=15840}}\n{_BODY}", f"—page {{width=11906, height=16838}}\n{_BODY}")],
)  # fmt: skip
def paper_not_a4(r: Report, c: Context) -> Iterator[Found]:
    """公文用纸采用A4型纸（210mm×297mm）。

    纸张不同，版心、行数和装订都会走样。横排表格的页宽高互换；横向的大表用更大的纸不在此列。
    """
    page = c.profile.page
    wrong = [s for s in r.sections if not _is_paper(s, page) and not (is_landscape(s) and s.width >= page.height)]
    if wrong:
        first = wrong[0]
        edits = tuple(PageSetup(s.index, _paper(s, page)) for s in wrong)
        yield found(
            None, 0, 0, f"纸张为{mm(first.width)}×{mm(first.height)}毫米，应为A4（210×297毫米）", fix=edits, safety=SAFE,
            before=f"{mm(first.width)}×{mm(first.height)}毫米", after="A4",
        )  # fmt: skip


def _paper(s: Section, page: Page) -> dict[str, object]:
    if is_landscape(s):
        return {"width": page.height, "height": page.width}
    return {"width": page.width, "height": page.height}


@rule(
    "GW-PAGE-002", "GB/T 9704-2012 5.2.1", slug="margins", severity=ERROR, strength=DUTY, aspect="format",
    aliases=("GW-PAGE-003", "GW-PAGE-004", "GW-PAGE-005"), reads=("sections", "format", "objects"),
    where=_has_its_pitch,
    good=[
        f"—page {{top=2098}}\n{_BODY}", f"—page {{top=1960, bottom=1847}}\n{_BODY}",
        f"—page {{width=16838, height=11906, landscape=true, top=1440}}\n{_BODY}",
    ],
    bad=[(f"—page {{top=1440, bottom=1440, left=1800, right=1800}}\n{_BODY}", f"—page {{top=2098}}\n{_BODY}")],
)  # fmt: skip
def margins(r: Report, c: Context) -> Iterator[Found]:
    """天头37mm±1mm，订口28mm±1mm，版心156mm×225mm。

    页边和版心决定每面22行、每行28字。按GB/T 33476.2的软件坐标（上34.58mm、下32.58mm）设置也算符合；横排表格的节不查。
    """
    page = c.profile.page
    wrong = [(s, misfits(s, page)) for s in r.sections if not is_landscape(s)]
    wrong = [(s, what) for s, what in wrong if what]
    if wrong:
        where = "" if len(r.sections) == 1 else f"第{'、'.join(str(s.index + 1) for s, _ in wrong)}节"
        fix = tuple(standard_margins(s, page, on_grid=_fits_the_grid(r, page)) for s, _ in wrong)
        yield found(
            None, 0, 0, f"{where}页面设置不符：{'，'.join(wrong[0][1])}", fix=fix, safety=SAFE, before="，".join(wrong[0][1]),
            after=f"天头{mm(page.top)}、订口{mm(page.left)}，版心156×225毫米",
        )  # fmt: skip


def standard_margins(s: Section, page: Page, *, on_grid: bool) -> PageSetup:
    """The edit that gives a section the standard's margins on its own paper, and (`on_grid`) the 22 rows as its grid."""
    values: dict[str, object] = {"top": page.top, "bottom": page.bottom, "left": page.left, "right": page.right, "gutter": 0}
    if on_grid:
        values |= {"grid": "lines", "line_pitch": page.line_pitch, "char_space": None}
    return PageSetup(s.index, values)


def _fits_the_grid(r: Report, page: Page) -> bool:
    """Whether the 22 rows may become the grid: lines of tables, and lines of another fixed pitch, would snap to it."""
    return not r.tables and all(p.format.line == page.line_pitch for p, _ in gather(r, _has_its_pitch))


@rule(
    "GW-PAGE-011", "GB/T 9704-2012 5.2.1", slug="sections-differ", severity=WARNING, strength=PRACTICE, aspect="format",
    reads=("sections",), good=[f"—page {{top=2098}}\n{_BODY}"],
    bad=[f"—page {{top=2098}}\n{_BODY}\n—page {{top=1960, bottom=1847}}\n{_BODY}"],
)  # fmt: skip
def sections_differ(r: Report, c: Context) -> Iterator[Found]:
    """各节页面设置一致。

    同一份公文前后版心应当一样大；标准的两套坐标（上37mm与上34.58mm）只取其一。横排表格的节除外。
    """
    page = c.profile.page
    upright = [s for s in r.sections if not is_landscape(s) and not misfits(s, page)]
    counts = Counter(_group(s) for s in upright)
    if len(counts) < 2:
        return
    usual = counts.most_common(1)[0][0]
    model = next(s for s in upright if _group(s) == usual)
    values = {"top": model.top, "bottom": model.bottom}
    odd = [s for s in upright if _group(s) != usual]
    yield found(
        None, 0, 0, f"第{'、'.join(str(s.index + 1) for s in odd)}节的天头与其他节不同",
        fix=tuple(PageSetup(s.index, values) for s in odd), safety=SAFE,
        before=f"天头{mm(odd[0].top)}毫米", after=f"天头{mm(model.top)}毫米",
    )  # fmt: skip


def _group(s: Section) -> bool:
    """Which of the two coordinates a fitting section follows."""
    return abs(s.top - SOFTWARE_TOP) < abs(s.top - 2098)


@rule(
    "GW-PAGE-012", "GB/T 9704-2012 6.2、7.5", slug="no-even-footer", severity=WARNING, strength=DUTY, aspect="format",
    reads=("sections",),
    good=[
        f"—footer {{align=center}} — {{PAGE}} —\n{_BODY}", f"—footer {{align=right, outside=true}} — {{PAGE}} —\n{_BODY}",
    ],
    bad=[f"—footer {{align=right}} — {{PAGE}} —\n{_BODY}"],
    modes=("auto", "submitted", "published"),
)  # fmt: skip
def no_even_footer(r: Report) -> Iterator[Found]:
    """双面印刷的公文，奇偶页设不同页脚。

    页码单页居右、双页居左，只有一套页脚时双页的页码会落在订口一侧。页码居中的不查，设在“外侧”的双页自然居左，也不查。
    """
    for s in r.sections:
        footer = s.footers.get("default")
        if footer and footer.has_field and footer.align == "right" and not footer.outside and not r.even_and_odd:
            yield found(None, 0, 0, "页码全部居右：双面印刷须设奇偶页不同页脚，双页码居左")
            return
