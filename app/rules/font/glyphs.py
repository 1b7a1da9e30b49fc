"""Characters that a font of the GB 2312 repertoire does not hold (GW-FONT-008)."""

from __future__ import annotations

from collections.abc import Iterator

from app.core.characters import in_gb2312
from app.core.format_math import stretches
from app.core.report import Paragraph
from app.core.text import has_han
from app.rules.api import INFO, PRACTICE, WARNING, Found, found, rule


@rule(
    "GW-FONT-008", "实务", slug="glyph-not-in-gb2312-font", severity=WARNING, strength=PRACTICE, aspect="format",
    group="_GB2312字库中没有的字，共{count}处",
    good=["正文 为规范管理，现通知如下。", "正文 {east_asia=仿宋} 参会人员：张垚。"],
    bad=["正文 {east_asia=仿宋_GB2312} 参会人员：张垚。"],
)  # fmt: skip
def glyph_not_in_gb2312_font(p: Paragraph) -> Iterator[Found]:
    """生僻字不用只有6763字的_GB2312字库。

    _GB2312字库只收GB/T 2312的6763个汉字，人名地名中的生僻字会被换成别的字体甚至空白，可对这几个字改用仿宋、方正仿宋_GBK等大字库。
    """
    if in_gb2312(p.text):
        return
    for s in stretches(p):
        if "GB2312" not in s.format.east_asia.upper():
            continue
        if in_gb2312(p.text[s.start : s.end]):
            continue
        for at in range(s.start, s.end):
            if has_han(p.text[at]) and not in_gb2312(p.text[at]):
                yield found(
                    p, at, at + 1, f"“{p.text[at]}”不在{s.format.east_asia}字库中，可能显示为别的字体",
                    severity=INFO if p.text[at] == "〇" else None,
                )  # fmt: skip
