"""Enumerated parts that must add up to the total named beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.core.quantities import COUNTED, Quantity, quantities, shown
from app.core.report import Paragraph
from app.rules.api import PRACTICE, WARNING, Found, found, rule

_SUMMED = re.compile(r"^(?:[，；、]|\s)*(?:共计|总计|合计|共)(?:[\u4e00-\u9fff]{0,6})$")
_APART = re.compile(r"^(?:，|：)?(?:分别(?:是|为)?|即)[：，]?(?P<first>[^，。；：\d]{1,16})$")
_NEXT = re.compile(r"^(?:、|，|；)(?:和|以及)?(?P<name>[^，。；：、\d（）]{1,16})$")
_NOT_PART = re.compile(r"累计|总|共|达|其中|增|减|降|超|比|第|每|平均|同比|占|约|近|同期|上年|去年")
_TOTAL_LEAD = re.compile(r"(?:共|合计|总计)[\u4e00-\u9fff]{0,8}$")
_FEWEST = 2
_HINT = re.compile(
    r"\d[^。；]{1,12}(?:共计|总计|合计|共)[\u4e00-\u9fff]{0,6}\d|\d[^。；]{1,6}(?:分别|即)"
)  # looked for first: it is cheap


@rule(
    "GW-SEM-033", "实务", slug="parts-do-not-add-up", severity=WARNING, strength=PRACTICE, stories="all", chars="共计别即",
    good=["正文 办理行政处罚15件、行政许可6件，共计21件。", "正文 共办理21件，分别为行政处罚15件、行政许可6件。"],
    bad=["正文 办理行政处罚15件、行政许可8件，共计21件。", "正文 共办理21件，分别为行政处罚15件、行政许可8件。"],
)  # fmt: skip
def parts_do_not_add_up(p: Paragraph) -> Iterator[Found]:
    """并列的各项之和与“共”“合计”的数相等。

    “A15件、B8件，共计21件”，各项相加是23件；改了一项而没有改总数，前后就对不上。
    """
    every = quantities(p.shadow) if _HINT.search(p.text) else ()
    if len(every) > _FEWEST:
        for at in range(len(every)):
            yield from _before_total(p, every, at)
            yield from _after_total(p, every, at)


def _before_total(p: Paragraph, every: Sequence[Quantity], at: int) -> Iterator[Found]:
    """A件、B件，共计N件."""
    text, total = p.shadow, every[at]
    if not at or total.loose or total.unit not in COUNTED or not _SUMMED.match(text[every[at - 1].end : total.start]):
        return
    parts: list[Quantity] = []
    for place in reversed(range(at)):
        part = every[place]
        start = every[place - 1].end if place else 0
        lead = text[start : part.start]
        if part.unit != total.unit or part.loose:
            return
        parts.append(part)
        between = _NEXT.match(lead) if place else None
        if between is None or _NOT_PART.search(between["name"]):
            clause = re.split(r"[，。；：、（）]", lead)[-1]
            if _NOT_PART.search(clause) or not clause:
                return
            break
    yield from _judged(p, parts[::-1], total)


def _after_total(p: Paragraph, every: Sequence[Quantity], at: int) -> Iterator[Found]:
    """共N件，分别为A件、B件."""
    text, total = p.shadow, every[at]
    if at + 2 >= len(every) or total.loose or total.unit not in COUNTED or not _TOTAL_LEAD.search(text[: total.start]):
        return
    first = _APART.match(text[total.end : every[at + 1].start])
    if first is None or _NOT_PART.search(first["first"]):
        return
    parts = [every[at + 1]]
    for before, part in zip(every[at + 1 :], every[at + 2 :], strict=False):
        between = _NEXT.match(text[before.end : part.start])
        if between is None or part.unit != total.unit or _NOT_PART.search(between["name"]):
            break
        parts.append(part)
    rest = text[parts[-1].end : parts[-1].end + 1]
    if rest in ("。", "；", "", "）") and all(part.unit == total.unit and not part.loose for part in parts):
        yield from _judged(p, parts, total)


def _judged(p: Paragraph, parts: Sequence[Quantity], total: Quantity) -> Iterator[Found]:
    whole = sum(part.value for part in parts)
    slack = sum(part.rounding for part in (*parts, total))
    if len(parts) >= _FEWEST and abs(whole - total.value) > slack + 1e-6:
        said = p.text[total.start : total.end]
        yield found(p, total.start, total.end, f"各项之和是{shown(whole)}{total.unit}，这里写{said}，请核对")
