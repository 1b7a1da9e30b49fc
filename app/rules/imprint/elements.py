"""What the 版记 no longer has, and who is named twice (GB/T 9704-2012 7.4, 前言)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from app.core.annual import as_of
from app.core.gathering import gather, of_kinds
from app.core.report import Kind, Paragraph, Report
from app.rules.api import DUTY, PRACTICE, WARNING, Found, found, rule

_THEME = re.compile(r"^[\s　]*主\s*题\s*词\s*[：:]")
_IN_FORCE = date(2012, 7, 1)
_SPLIT = re.compile(r"[、，,；;。：:\s]+")


def _gives_theme(p: Paragraph) -> bool:
    return "主" in p.text and "词" in p.text and _THEME.match(p.text) is not None


@rule(
    "GW-IMPR-009", "GB/T 9704-2012 前言", slug="theme-words", severity=WARNING, strength=DUTY, reads=("text", "kinds"),
    where=lambda p: p.kind is Kind.DOC_NUMBER or _gives_theme(p),
    good=["标题 关于数据共享的通知\n正文 现通知如下。\n署名 青川市数据资源局\n日期 2024年3月5日"],
    bad=["标题 关于数据共享的通知\n署名 青川市数据资源局\n日期 2024年3月5日\n其他 主题词：数据　通知"],
)  # fmt: skip
def theme_words(r: Report) -> Iterator[Found]:
    """版记不再标注主题词。

    2012年的国标取消了“主题词”要素；沿用旧模板的应删去。2012年7月以前的公文不查。
    """
    lines = gather(r, _gives_theme, everywhere=True)
    day = as_of(r) if lines else None
    if day is None or day >= _IN_FORCE:
        for p, _ in lines:
            yield found(p, 0, None, "现行国标没有“主题词”，请删去这一行")


@rule(
    "GW-RCPT-010", "GB/T 9704-2012 7.3.2、7.4.2；实务", slug="addressee-also-copied", severity=WARNING, strength=PRACTICE,
    reads=("text", "kinds"), where=of_kinds(Kind.ADDRESSEE, Kind.COPY_TO),
    good=["标题 关于数据共享的通知\n主送 市财政局、市司法局：\n抄送 抄送：市委办公室。"],
    bad=["标题 关于数据共享的通知\n主送 市财政局、市司法局：\n抄送 抄送：市财政局，市委办公室。"],
)  # fmt: skip
def addressee_also_copied(r: Report) -> Iterator[Found]:
    """同一机关不同时列为主送和抄送。

    主送负责办理，抄送只需知晓；两处都列，对方不知道该不该办。
    """
    to = {name for p, _ in gather(r, of_kinds(Kind.ADDRESSEE)) for name in _SPLIT.split(p.text) if len(name) > 2}
    if not to:
        return
    for p, _ in gather(r, of_kinds(Kind.COPY_TO), everywhere=True):
        if p.confidence < 0.7 or "抄" not in p.text[:4]:
            continue
        for name in _SPLIT.split(p.text):
            if name in to and not name.startswith("各"):
                at = p.text.find(name)
                yield found(p, at, at + len(name), f"“{name}”已列为主送机关，不必再抄送")
