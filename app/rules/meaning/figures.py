"""The same figure given twice with different values."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.annual import TEXT_KINDS
from app.core.quantities import Quantity, quantities
from app.core.report import Paragraph, Report
from app.rules.api import INFO, PRACTICE, Found, found, rule

_LABEL = re.compile(r"[\u4e00-\u9fff]{4,12}$")
_LEAD = re.compile(r"(?:共|达到?|为|约|近|超过?|累计|已)$")


@rule(
    "GW-SEM-023", "实务", slug="figure-differs", severity=INFO, strength=PRACTICE, reads=("text", "kinds"), enabled=False,
    good=["正文 全年办理行政复议案件53件。\n正文 办理行政复议案件53件，同比增加2件。"],
    bad=["正文 全年办理行政复议案件53件。\n正文 今年办理行政复议案件54件。"],
)  # fmt: skip
def figure_differs(r: Report) -> Iterator[Found]:
    """同一指标的数值前后一致。

    概述和分述用了不同批次的数据，前后就会对不上。同样的词也可能说的是不同时段，所以默认不查，可在检查方案中打开。
    """
    known: dict[tuple[str, str], tuple[Paragraph, Quantity]] = {}
    for p in (p for p in r.paragraphs if p.kind in TEXT_KINDS):
        for quantity in quantities(p.shadow):
            label = _label(p.shadow[: quantity.start])
            if not label or quantity.unit == "%":
                continue
            first = known.setdefault((label, quantity.unit), (p, quantity))
            if abs(first[1].value - quantity.value) > max(first[1].step, quantity.step) / 2:
                said = first[0].text[first[1].start : first[1].end]
                yield found(
                    p, quantity.start, quantity.end, f"“{label}”前面写{said}，这里写{p.text[quantity.start : quantity.end]}"
                )


def _label(before: str) -> str:
    words = _LEAD.sub("", before)
    match = _LABEL.search(words)
    return match.group()[-6:] if match else ""
