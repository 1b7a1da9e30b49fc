"""How page numbers look and where they stand (GW-PNUM-001, 003, 006)."""

from __future__ import annotations

from collections.abc import Iterator

from app.core.report import Report
from app.rules.api import DUTY, INFO, USUAL, WARNING, Context, Found, found, rule
from app.rules.page_number.wording import shown_numbers

_NUMBERED = "正文 为规范管理，现通知如下。"
_RIGHT = "east_asia=宋体, ascii=宋体, h_ansi=宋体, size=28"


@rule(
    "GW-PNUM-001", "GB/T 9704-2012 7.5", slug="page-number-font", severity=WARNING, strength=USUAL, aspect="format",
    reads=("sections",), modes={"submitted", "internal"},
    good=[f"—footer {{align=right, {_RIGHT}}} — {{PAGE}} —\n{_NUMBERED}"],
    bad=[f"—footer {{align=right, ascii=Calibri, size=18}} — {{PAGE}} —\n{_NUMBERED}"],
)  # fmt: skip
def page_number_font(r: Report, c: Context) -> Iterator[Found]:
    """页码一般用4号半角宋体阿拉伯数字。

    数字的字体由页码域那几个字决定。已有的页脚不自动改，请在 Word 的页脚里调整。
    """
    for _, number in shown_numbers(r):
        fonts = {number.format.ascii, number.format.h_ansi}
        size = number.format.size
        if abs(size - 28) > 1 or not any(c.profile.family_of(font) == "宋体" for font in fonts):
            yield found(
                None, 0, 0, f"页码现为{size / 2:g}磅{number.format.ascii}，一般用4号宋体", suggestion="在页脚中改为4号宋体"
            )
            return


@rule(
    "GW-PNUM-003", "GB/T 9704-2012 7.5", slug="page-number-place", severity=WARNING, strength=USUAL, aspect="format",
    reads=("sections",), modes={"submitted"},
    good=[f"—footer {{align=right}} — {{PAGE}} —\n{_NUMBERED}"],
    bad=[f"—footer {{align=center}} — {{PAGE}} —\n{_NUMBERED}"],
)  # fmt: skip
def page_number_place(r: Report) -> Iterator[Found]:
    """单页码居右空一字，双页码居左空一字。

    双面印刷时页码都在翻口一侧。居中是内部材料的常见做法，报送稿按国标。
    """
    if any(number.align == "center" and not number.outside for _, number in shown_numbers(r)):
        yield found(None, 0, 0, "页码居中；国标为单页码居右、双页码居左各空一字", suggestion="设奇偶页不同的页脚")


@rule(
    "GW-PNUM-006", "GB/T 9704-2012 7.5", slug="page-numbers-start-again", severity=INFO, strength=DUTY, aspect="format",
    reads=("sections", "kinds"),
    good=["附件 附件1\n—page {top=2098}\n正文 附件内容。"],
    bad=["正文 正文内容。\n—page {page_number_start=1}\n附件 附件1\n正文 附件内容。"],
)  # fmt: skip
def page_numbers_start_again(r: Report) -> Iterator[Found]:
    """附件与正文一起装订时，页码连续编排。

    附件所在的节重新从1起编，装订后会有两个第1页；附件单独装订的，可以重编。
    """
    for section in r.sections[1:]:
        if section.page_number_start is not None and any(r.by_uid[uid].kind.value == "附件" for uid in _uids(r, section.first)):
            yield found(
                None, 0, 0, f"第{section.index + 1}节（附件）的页码重新从{section.page_number_start}起编，请核对是否一起装订"
            )
            return


def _uids(r: Report, first: int | None) -> list[int]:
    """The first few paragraphs of a section."""
    at = r.order.get(first, -1) if first is not None else -1
    return [] if at < 0 else [p.uid for p in r.paragraphs[at : at + 3]]
