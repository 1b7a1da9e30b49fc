"""Where the addressee stands (GW-RCPT-001, GW-RCPT-003)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.edits import Edit
from app.core.format_math import blank_lines, em, first_line_indent, leading_blank, left_indent
from app.core.report import Kind, Paragraph
from app.rules.api import DUTY, ERROR, INFO, SAFE, WARNING, Found, Window, delete, found, restyle, rule

_ONE_LINE = 0.75  # what still looks like a blank line
_ABOVE = frozenset({Kind.TITLE, Kind.SUBTITLE})
_SALUTATION = re.compile(
    r"\s*(?:尊敬的|各位(?:代表|委员|同志|领导|同仁|来宾|朋友)|[^，、]{0,4}同志们|[^，、]{0,4}朋友们)"
)  # of a speech


@rule(
    "GW-RCPT-001", "GB/T 9704-2012 7.3.2", slug="addressee-indented", severity=ERROR, strength=DUTY, aspect="format",
    kinds=(Kind.ADDRESSEE,), needs=0.7,
    good=["主送 市委、市政府："],
    bad=[
        ("主送 {first_line_chars=200} 市委、市政府：", "主送 市委、市政府："),
        ("主送 \u3000\u3000市委、市政府：", "主送 市委、市政府："),
    ],
)  # fmt: skip
def addressee_indented(p: Paragraph) -> Iterator[Found]:
    """主送机关居左顶格，回行时仍顶格。

    主送机关与正文靠是否缩进区分，首行和回行都与版心左边对齐。讲话的称呼不是主送机关，未顶格只作建议。
    """
    chars = max(abs(left_indent(p)), abs(left_indent(p) + first_line_indent(p))) / em(p)
    blank = leading_blank(p)
    if chars < 0.4 and not blank and p.format.align not in ("center", "right"):
        return
    move = restyle(p, Kind.ADDRESSEE.value, "align", "indent")
    edits: tuple[Edit, ...] = (delete(p, 0, blank), move) if blank else (move,)
    persons = _SALUTATION.match(p.text)
    yield found(
        p, 0, None, "称呼没有顶格" if persons else "主送机关没有顶格", fix=edits, safety=SAFE, before="未顶格", after="顶格",
        severity=WARNING if persons else None,
    )  # fmt: skip


@rule(
    "GW-RCPT-003", "GB/T 9704-2012 7.3.2", slug="no-line-below-title", severity=WARNING, strength=DUTY, aspect="format",
    kinds=(Kind.ADDRESSEE,), needs=0.7,
    good=[
        "标题 关于加强治理的通知\n主送 各科室：", "标题 关于加强治理的通知\n空行\n主送 {before=0} 各科室：",
        "标题 在部署会上的讲话\n主送 {before=0} 各位代表：",
    ],
    bad=[
        ("标题 关于加强治理的通知\n主送 {before=0} 各科室：", "标题 关于加强治理的通知\n主送 各科室："),
        "标题 关于加强治理的通知\n空行\n空行\n主送 {before=0} 各科室：",
    ],
)  # fmt: skip
def no_line_below_title(w: Window) -> Iterator[Found]:
    """标题下空一行编排主送机关。

    空一行可以是一个空段，也可以是一行的段前间距。更正时设段前间距，不增加空段。
    """
    above = w.before
    if above is None or _SALUTATION.match(w.p.text):
        return
    if above.kind is Kind.EMPTY:
        if w.before2 is not None and w.before2.kind is Kind.EMPTY:
            yield found(w.p, 0, None, "标题与主送机关之间多于一个空行", severity=INFO)
    elif above.kind in _ABOVE and blank_lines(above, w.p) < _ONE_LINE:
        yield found(
            w.p, 0, None, "标题与主送机关之间没有空一行", fix=restyle(w.p, Kind.ADDRESSEE.value, "spacing"), safety=SAFE,
            before="未空行", after="空一行",
        )  # fmt: skip
