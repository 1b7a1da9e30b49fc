"""Page numbers that are missing, typed by hand, or on the first page of a letter (GW-PNUM-007, GW-PNUM-008)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.edits import PageNumbers, PageSetup
from app.core.gathering import gather, of_kinds
from app.core.report import Kind, Report
from app.core.text import has_han
from app.rules.api import CONFIRM, DUTY, ERROR, PRACTICE, SAFE, WARNING, Context, Found, found, rule

_TYPED = re.compile(r"^\s*(?:[-—–―－]\s*)?(?:第\s*)?\d{1,3}(?:\s*页)?(?:\s*[-—–―－])?\s*$")
_LETTER = (
    "—footer — {PAGE} —\n标志 青川市数据资源局\n文号 {align=right} 青数函〔2024〕3号\n"
    "标题 关于商请提供数据的函\n正文 现函告如下。"
)


@rule(
    "GW-PNUM-007", "GB/T 9704-2012 7.5；实务", slug="page-number-not-a-field", severity=WARNING, strength=PRACTICE,
    aspect="format", reads=("sections", "text", "objects"), where=lambda p: not has_han(p.text),
    good=["—footer {align=right} — {PAGE} —\n正文 为规范管理，现通知如下。", "—page {top=2098}\n空行"],
    bad=["—footer {align=center} — 1 —\n正文 为规范管理，现通知如下。", "—page {top=2098}\n正文 为规范管理，现通知如下。"],
)  # fmt: skip
def page_number_not_a_field(r: Report, c: Context) -> Iterator[Found]:
    """公文应编页码，页码用页码域，不手打。

    页码一般用4号半角宋体阿拉伯数字，数字左右各放一条一字线，单页居右、双页居左。手打的数字每页相同。已有的页脚不动。
    """
    if any(number.has_field for s in r.sections for number in s.footers.values()):
        return
    typed = [n for s in r.sections for n in s.footers.values() if _TYPED.match(n.text)]
    if typed:
        yield found(None, 0, 0, f"页脚中的“{typed[0].text.strip()}”是手打的，不会随页变化", suggestion="改用页码域")
        return
    bare = [s for s in r.sections if not s.footers]
    if bare and any(has_han(p.text) for p in (*r.paragraphs, *r.others)):
        numbers = tuple(PageNumbers(s.index) for s in bare)
        places = tuple(PageSetup(s.index, {"footer": c.profile.page.footer}) for s in bare)
        yield found(None, 0, 0, "没有编页码", fix=(*numbers, *places), safety=SAFE, before="无页码", after="— 1 —")


@rule(
    "GW-PNUM-008", "GB/T 9704-2012 10.1", slug="letter-numbers-first-page", severity=ERROR, strength=DUTY, aspect="format",
    reads=("sections", "kinds", "format", "text"), where=of_kinds(Kind.ISSUER_MARK, Kind.DOC_NUMBER), genres=("函",),
    good=[f"—page {{title_page=true}}\n{_LETTER}", _LETTER.replace("资源局\n文号", "资源局文件\n文号")], bad=[_LETTER],
)  # fmt: skip
def letter_numbers_first_page(r: Report) -> Iterator[Found]:
    """信函格式的公文首页不显示页码。

    信函格式首页下端印有红色双线，不再放页码。发文字号顶格居右、标志不加“文件”的函按信函格式看待。
    """
    number = r.by_uid.get(r.elements.doc_number) if r.elements.doc_number is not None else None
    marks = gather(r, of_kinds(Kind.ISSUER_MARK))
    marked = any(not p.text.rstrip().endswith("文件") for p, _ in marks)
    if not r.sections or not marked or number is None or number.format.align != "right":
        return
    first = r.sections[0]
    shows = first.footers.get("first" if first.title_page else "default")
    if shows and shows.has_field and not first.title_page:
        yield found(
            None, 0, 0, "信函格式首页不显示页码", fix=PageSetup(first.index, {"title_page": True}), safety=CONFIRM,
            before="首页有页码", after="首页无页码",
        )  # fmt: skip
    elif shows and shows.has_field:
        yield found(None, 0, 0, "信函格式首页不显示页码，请删去首页页脚中的页码")
