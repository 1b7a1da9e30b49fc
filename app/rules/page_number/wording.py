"""What stands around the page number (GB/T 9704-2012 7.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.report import Report
from app.rules.api import DUTY, WARNING, Found, found, rule

_DASHED = re.compile(r"[—―－⸺]\s*\{PAGE\}\s*[—―－⸺]$")
_NUMBERED = re.compile(r"\{PAGE\}")


@rule(
    "GW-PNUM-002", "GB/T 9704-2012 7.5", slug="page-number-without-dashes", severity=WARNING, strength=DUTY, aspect="format",
    reads=("sections",),
    good=["—footer {align=right} — {PAGE} —\n正文 为规范管理，现通知如下。"],
    bad=[("—footer {align=center} - {PAGE} -\n"
        "正文 为规范管理，现通知如下。"), "—footer {align=center} 第{PAGE}页\n正文 为规范管理，现通知如下。",
         "—footer {align=center} {PAGE}\n正文 为规范管理，现通知如下。"],
)  # fmt: skip
def page_number_without_dashes(r: Report) -> Iterator[Found]:
    """页码数字左右各放一条一字线，如“— 1 —”。

    公文页码不写“第×页”，也不用短横；一字线是国标规定的形式。已有的页脚不自动改动。
    """
    shown = [n.text.strip() for s in r.sections for n in s.footers.values() if n.has_field and _NUMBERED.search(n.text)]
    wrong = next((text for text in shown if not _DASHED.fullmatch("".join(text.split()))), None)
    if wrong is not None:
        seen = wrong.replace("{PAGE}", "1")[:20]
        yield found(None, 0, 0, f"页码写作“{seen}”，应为“— 1 —”（数字左右各一条一字线）", suggestion="— 1 —")
