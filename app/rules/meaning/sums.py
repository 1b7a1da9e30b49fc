"""Parts that agree with their total, rates below 100 %, signs that agree with their words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.core.quantities import Quantity, quantities, shown
from app.core.report import Paragraph
from app.rules.api import CONFIRM, PRACTICE, WARNING, Found, delete, found, rule

_STOPS = re.compile(r"[。；！？\n]")
_PART_ONLY = re.compile(r"[：:，,]?(?:有|包括|含)?[^，。；、\d]{0,24}$")
_OTHER = re.compile(r"累计|总数|总量|达到?|增至|升至|突破|扩大到|超过|同比|新增|减少|增加|增长|下降|每|平均|最[大高多]")
_RATE = (
    r"办结率|满意率|覆盖率|合格率|执行率|达标率|参与率|普及率|入学率|巩固率|处理率|出庭率|应诉率|履约率|知晓率|公开率|及时率|"
    r"准确率|查处率|结案率|化解率|调解率|到位率|优良率|好评率|答复率|兑现率|使用率|回访率|抽检率|就业率|合法率|审核率|备案率|占比|比重|比例"
)
_OVER = re.compile(rf"(?:{_RATE})(?P<between>[^，。；：\d]{{0,6}})(?P<value>\d+(?:\.\d+)?)[%％](?!以上)")
_RATES = frozenset({"%", "‰", "个百分点"})
_CHANGE = re.compile(r"[，、]?(?:同比|较上年|比上年|较去年|比去年)?(?:增长|增加|下降|减少|提高|降低)了?\d+(?:\.\d+)?[%％]")
_GROWTH = re.compile(r"增|提高|上升|提升|降|减|比|超")
_NEGATIVE = re.compile(r"(?<!负)(?P<word>下降|减少|降低|下滑|回落|缩减)了?(?P<sign>[-－−])(?P<value>\d+(?:\.\d+)?)")


@rule(
    "GW-SEM-013", "实务", slug="parts-exceed-total", severity=WARNING, strength=PRACTICE, stories="all", chars="其",
    good=["正文 全年办理复议案件21件，其中行政处罚类15件、行政许可类6件。", "正文 新增企业20家，其中外资企业累计达到50家。"],
    bad=["正文 培训执法人员20人，其中新进人员25人。", "正文 全年办理复议案件21件，其中行政处罚类15件、行政许可类8件。"],
)  # fmt: skip
def parts_exceed_total(p: Paragraph) -> Iterator[Found]:
    """“其中”的分项不超过总数，各分项之和也不超过总数。

    分项大于总数，总有一个数是错的；数据更新后只改了一处，最容易出现这种矛盾。
    """
    at = p.shadow.find("其中")
    while at >= 0:
        yield from _against_total(p, at)
        at = p.shadow.find("其中", at + 2)


def _against_total(p: Paragraph, at: int) -> Iterator[Found]:
    text = p.shadow
    start = max((m.end() for m in _STOPS.finditer(text, 0, at)), default=0)
    stop = _STOPS.search(text, at)
    end = stop.start() if stop else len(text)
    every = quantities(text)
    before = [q for q in every if start <= q.start < at and q.unit not in _RATES]
    total = before[-1] if before else None
    if total is None or not _is_total(text, total, at):
        return
    parts = _listed(text, [q for q in every if at <= q.start < end], total, at + 2)
    for part in parts:
        if part.value > total.value and not (total.loose or part.loose):
            message = f"“其中”的{text[part.start : part.end]}大于总数{text[total.start : total.end]}，请核对"
            yield found(p, part.start, part.end, message)
            return
    whole = sum(part.value for part in parts)
    if len(parts) > 1 and whole > total.value + max(q.step for q in (total, *parts)) * len(parts) / 2:
        message = f"“其中”各项之和为{shown(whole)}{total.unit}，大于总数{text[total.start : total.end]}，请核对"
        yield found(p, parts[0].start, parts[-1].end, message)


def _is_total(text: str, total: Quantity, at: int) -> bool:
    """Whether 其中 speaks of that quantity: it stands straight before, with no change or average named."""
    clause = re.split(r"[，。；：、]", text[max(0, total.start - 24) : total.start])[-1]
    between = _CHANGE.sub("", text[total.end : at])
    return _PART_ONLY.match(between) is not None and not _OTHER.search(clause + between)


def _listed(text: str, quantities_: Sequence[Quantity], total: Quantity, at: int) -> list[Quantity]:
    """The parts straight after 其中: names and numbers in the total's unit, parted by 、 or ，"""
    parts: list[Quantity] = []
    for part in quantities_:
        between = text[at : part.start]
        marks = between.lstrip("，、：")
        if (
            part.unit != total.unit
            or _OTHER.search(between)
            or re.search(r"[，、：（）]", marks)
            or not marks.strip()
            or len(marks) > 20
        ):
            break
        parts.append(part)
        at = part.end
    return parts


@rule(
    "GW-SEM-014", "实务", slug="rate-above-hundred", severity=WARNING, strength=PRACTICE, stories="all", chars="%％",
    good=["正文 按时办结率100%，同比提高2.5个百分点。", "正文 任务完成率120%，覆盖率增长150%。"],
    bad=["正文 按时办结率达到120%。", "正文 女性占比为105.5%。"],
)  # fmt: skip
def rate_above_hundred(p: Paragraph) -> Iterator[Found]:
    """办结率、满意率、占比一类的指标不超过100%。

    部分不会大于全体；超过100%，不是数错了，就是把增幅当成了比率。
    """
    for match in _OVER.finditer(p.shadow):
        if float(match["value"]) > 100 and not _GROWTH.search(match["between"]):
            yield found(p, match.start("value"), match.end(), f"{match.group()}：这类指标不会超过100%，请核对")


@rule(
    "GW-SEM-015", "实务", slug="double-negative-change", severity=WARNING, strength=PRACTICE, stories="all", chars="-－−",
    good=["正文 投诉量同比下降4.6%。", "正文 投诉量增速为-4.6%。"],
    bad=[("正文 投诉量同比下降-4.6%。", "正文 投诉量同比下降4.6%。")],
)  # fmt: skip
def double_negative_change(p: Paragraph) -> Iterator[Found]:
    """“下降”“减少”之后不再写负号。

    “下降-4.6%”按字面是上升；词和符号只用一个。
    """
    for match in _NEGATIVE.finditer(p.text):
        at = match.start("sign")
        yield found(
            p, match.start(), match.end(), f"“{match['word']}”之后又写了负号，意思相反", fix=delete(p, at, at + 1),
            safety=CONFIRM,
            before=match.group(), after=match["word"] + match["value"],
        )  # fmt: skip
