"""What stands around the page number (GB/T 9704-2012 7.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.report import PageNumber, Report, Section
from app.rules.api import DUTY, WARNING, Found, found, rule

_DASHED = re.compile(r"[—―－⸺]\s*\{PAGE\}\s*[—―－⸺]$")
_BODY = "正文 为规范管理，现通知如下。"


def shown_numbers(r: Report) -> Iterator[tuple[Section, PageNumber]]:
    """The footers with a page number that some page shows: no even ones without 奇偶页不同, no first ones without 首页不同."""
    for section in r.sections:
        for kind, number in section.footers.items():
            hidden = (kind == "even" and not r.even_and_odd) or (kind == "first" and not section.title_page)
            if number.has_field and not hidden:
                yield section, number


@rule(
    "GW-PNUM-002", "GB/T 9704-2012 7.5", slug="page-number-without-dashes", severity=WARNING, strength=DUTY, aspect="format",
    reads=("sections",),
    good=[f"—footer {{align=right}} — {{PAGE}} —\n{_BODY}"],
    bad=[
        f"—footer {{align=center}} - {{PAGE}} -\n{_BODY}", f"—footer {{align=center}} 第{{PAGE}}页\n{_BODY}",
        f"—footer {{align=center}} {{PAGE}}\n{_BODY}",
        f"—page {{page_number_format=numberInDash}}\n—footer {{align=center}} {{PAGE}}\n{_BODY}",
    ],
)  # fmt: skip
def page_number_without_dashes(r: Report) -> Iterator[Found]:
    """页码数字左右各放一条一字线，如“— 1 —”。

    公文页码不写“第×页”，也不用短横；一字线是国标规定的形式。已有的页脚不自动改动，不显示的页脚不看。
    """
    shown = (_text(section, number) for section, number in shown_numbers(r) if "{PAGE}" in number.text)
    wrong = next((text for text in shown if not _DASHED.fullmatch("".join(text.split()))), None)
    if wrong is not None:
        seen = wrong.replace("{PAGE}", "1")[:20]
        yield found(None, 0, 0, f"页码写作“{seen}”，应为“— 1 —”（数字左右各一条一字线）", suggestion="— 1 —")


def _text(section: Section, number: PageNumber) -> str:
    """What the footer shows, with the hyphens that the number format - 1 - sets beside the number."""
    dashed = section.page_number_format == "numberInDash"
    return number.text.strip().replace("{PAGE}", "- {PAGE} -" if dashed else "{PAGE}")
