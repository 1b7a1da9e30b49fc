"""Changes and shares that agree with the numbers they are taken from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.quantities import COUNTED, Quantity, quantities, shown
from app.core.report import Paragraph
from app.rules.api import PRACTICE, WARNING, Found, found, rule

_UP = r"增加|增长|提高|上升|提升|扩大|上涨|攀升|增"
_DOWN = r"减少|下降|降低|缩短|压缩|压减|缩减|回落|降"
_MOVE = re.compile(
    rf"^(?:（[^（）]{{0,12}}）)?(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:到了?|至|为)(?P<year>20\d{{2}}年(?:底|末)?的)?(?:约|近)?$"
)
_FROM = re.compile(r"(?:由|从)[^，。；、：由从]{0,12}$")
_BY = re.compile(
    rf"^[，、]?(?:同比|较上年|比上年|累计|共)?(?P<mean>年均)?(?:(?P<up>{_UP}|增幅)|(?P<down>{_DOWN}|降幅))(?:了|达到?|为)?$"
)
_CHANGE = re.compile(
    rf"^[，、](?:同比|较上年同期|较上年|比上年同期|比上年|较去年|比去年|比20\d\d年)(?:(?P<up>{_UP})|(?P<down>{_DOWN}))了?$"
)
_RATE = re.compile(rf"^[，、]?(?:同比)?(?:(?P<up>{_UP}|增幅)|(?P<down>{_DOWN}|降幅))(?:了|达到?|为)?$")
_HINT = re.compile(r"[由从][^。；]{0,16}\d[^。；]{1,16}[到至为]|[去上一]年|同比")  # looked for first: it is cheap
_LAST_YEAR_WORD = re.compile(r"去年|上年|上一年")
_LAST_YEAR = re.compile(r"^[，；、](?:去年|上年|上一年)(?:同期|度)?(?:仅|只)?(?:有|为|是|受理|办理|完成)?$")
_YEAR_BEFORE = re.compile(r"(?P<year>(?:19|20)\d{2})年(?:底|末)?的?$")
_FEWEST_YEARS, _MOST_YEARS = 2, 20
_SHARE = re.compile(r"^，(?:占|占比|占比为|占比达|占总数的|占总量的|约占)$")


@rule(
    "GW-SEM-028", "实务", slug="change-disagrees-with-numbers", severity=WARNING, strength=PRACTICE,
    stories="all", chars="由从比较",
    good=["正文 行政许可事项由120项减少到90项，减少25%。", "正文 全年办理案件120件，同比增加20件，增长20%。",
          "正文 出庭应诉率由85%提高到92%，提高7个百分点。", "正文 投入由2018年的100万元增加到2023年的161万元，年均增长10%。"],
    bad=["正文 行政许可事项由120项减少到90项，减少30%。", "正文 全年办理案件120件，同比增加20件，增长25%。",
         "正文 行政许可事项由90项减少到120项。", "正文 出庭应诉率由85%提高到92%，提高10个百分点。",
         "正文 投入由2018年的100万元增加到2023年的161万元，年均增长12%。"],
)  # fmt: skip
def change_disagrees_with_numbers(p: Paragraph) -> Iterator[Found]:
    """增减的数量、幅度与前后两个数相符。

    “由120项减少到90项，减少30%”，按前后两数应是25%；三个数中必有一个没有更新。
    """
    every = quantities(p.shadow) if _HINT.search(p.text) else ()
    for first, second, third in zip(every, every[1:], [*every[2:], None], strict=False):
        yield from _from_to(p, first, second, third)
        if third is not None:
            yield from _by(p, first, second, third)
            yield from _two_years(p, first, second, third)


def _from_to(p: Paragraph, first: Quantity, second: Quantity, third: Quantity | None) -> Iterator[Found]:
    """由A减少到B，减少C."""
    text = p.shadow
    move = _MOVE.match(text[first.end : second.start])
    if move is None or first.unit != second.unit or first.loose or second.loose or not _FROM.search(text[: first.start]):
        return
    if (second.value < first.value) if move["up"] else (second.value > first.value):
        word = move["up"] or move["down"]
        yield found(p, first.start, second.end, f"写的是“{word}”，后一个数却{'变小' if move['up'] else '变大'}了，请核对")
        return
    by = _BY.match(text[second.end : third.start]) if third is not None else None
    if by is None or third is None:
        return
    if by["mean"]:
        yield from _yearly(p, first, second, third)
        return
    expected, slack = _expected(first, second, third)
    if expected is not None and abs(abs(expected) - third.value) > slack:
        yield _off(p, third, abs(expected))


def _yearly(p: Paragraph, first: Quantity, second: Quantity, rate: Quantity) -> Iterator[Found]:
    """由2018年的A增加到2023年的B，年均增长C%."""
    start, end = (_YEAR_BEFORE.search(p.shadow[: q.start]) for q in (first, second))
    if start is None or end is None or rate.unit != "%" or first.unit == "%" or not first.value or not second.value:
        return
    years = int(end["year"]) - int(start["year"])
    if not _FEWEST_YEARS <= years <= _MOST_YEARS:
        return
    factor = (second.value / first.value) ** (1 / years)
    rough = 100 * factor * (first.rounding / first.value + second.rounding / second.value) / years
    expected = abs(factor - 1) * 100
    if abs(expected - rate.value) > rough + max(rate.step, 0.1):
        yield _off(p, rate, expected)


def _expected(first: Quantity, second: Quantity, third: Quantity) -> tuple[float | None, float]:
    """What the change from `first` to `second` is in the unit of `third`, and how far rounding may lead away from it."""
    change = second.value - first.value
    if third.unit == "%" and first.unit != "%":
        if not first.value:
            return None, 0
        rough = second.rounding + first.rounding * second.value / first.value
        return change / first.value * 100, 100 * rough / first.value + third.step
    if third.unit == ("个百分点" if first.unit == "%" else first.unit):
        rough = max(first.step, second.step, third.step) if first.unit not in COUNTED else 0.0
        return change, rough + 1e-6
    return None, 0


def _by(p: Paragraph, total: Quantity, change: Quantity, rate: Quantity) -> Iterator[Found]:
    """A件，同比增加B件，增长C%."""
    text = p.shadow
    said = _CHANGE.match(text[total.end : change.start])
    then = _RATE.match(text[change.end : rate.start])
    if said is None or then is None or rate.unit != "%" or total.unit != change.unit or total.unit == "%":
        return
    if total.loose or change.loose or bool(said["up"]) != bool(then["up"]):
        return
    base = total.value - change.value if said["up"] else total.value + change.value
    if base <= 0:
        yield found(p, change.start, change.end, "增加的数不小于现在的总数，请核对")
        return
    expected = change.value / base * 100
    rough = change.rounding + (total.rounding + change.rounding) * change.value / base
    slack = 100 * rough / base + rate.step
    if abs(expected - rate.value) > slack:
        yield _off(p, rate, expected)


def _two_years(p: Paragraph, now: Quantity, then: Quantity, rate: Quantity) -> Iterator[Found]:
    """今年A件，去年B件，同比增长C%."""
    text = p.shadow
    said = _RATE.match(text[then.end : rate.start])
    if not _LAST_YEAR.match(text[now.end : then.start]) or said is None or rate.unit != "%" or now.unit != then.unit:
        return
    if now.unit == "%" or now.loose or then.loose or _LAST_YEAR_WORD.search(text[max(0, now.start - 20) : now.start]):
        return
    expected, slack = _expected(then, now, rate)
    if expected is not None and (abs(abs(expected) - rate.value) > slack or (expected < 0) == bool(said["up"])):
        yield _off(p, rate, abs(expected))


def _off(p: Paragraph, said: Quantity, expected: float) -> Found:
    return found(
        p, said.start, said.end, f"按前面的数计算应为{shown(expected)}{said.unit}，这里写{p.text[said.start : said.end]}，请核对"
    )


@rule(
    "GW-SEM-029", "实务", slug="shares-disagree-with-numbers", severity=WARNING, strength=PRACTICE, stories="all", chars="占",
    good=["正文 全年办理案件100件，其中行政处罚类20件，占20%。", "正文 三类案件分别占50%、30%、20%。"],
    bad=["正文 全年办理案件100件，其中行政处罚类20件，占25%。", "正文 三类案件分别占50%、40%、20%。"],
)  # fmt: skip
def shares_disagree_with_numbers(p: Paragraph) -> Iterator[Found]:
    """占比与分项、总数相符，各项占比之和不超过100%。

    分项除以总数就是占比；对不上，说明其中一个数没有更新。
    """
    yield from _shares_of_total(p)
    yield from _shares_together(p)


def _shares_of_total(p: Paragraph) -> Iterator[Found]:
    text = p.shadow
    every = quantities(text)
    for at in range(2, len(every)):
        part, share = every[at - 1], every[at]
        if share.unit != "%" or part.unit == "%" or part.loose or not _SHARE.match(text[part.end : share.start]):
            continue
        sentence = max(text.rfind(stop, 0, part.start) for stop in "。；\n") + 1
        among = text.rfind("其中", sentence, part.start)
        totals = [q for q in every[: at - 1] if sentence <= q.start < among and q.unit == part.unit]
        if among < 0 or not totals or totals[-1].loose or not totals[-1].value:
            continue
        if re.search(r"[，。；]", text[totals[-1].end : among].strip("，")):
            continue
        total = totals[-1]
        expected = part.value / total.value * 100
        slack = 100 * (part.rounding + total.rounding * part.value / total.value) / total.value + share.step
        if abs(expected - share.value) > slack:
            yield _off(p, share, expected)


_TOGETHER = re.compile(
    r"(?:分别占|占比分别[为是达]?|分别占比)[^，。；\d]{0,10}(?P<list>\d+(?:\.\d+)?[%％](?:[、和,]\s*\d+(?:\.\d+)?[%％])+)"
)


def _shares_together(p: Paragraph) -> Iterator[Found]:
    for match in _TOGETHER.finditer(p.text):
        values = [float(v) for v in re.findall(r"\d+(?:\.\d+)?", match["list"])]
        if sum(values) > 100 + len(values) / 2:
            yield found(p, match.start("list"), match.end("list"), f"各项占比之和为{shown(sum(values))}%，超过100%，请核对")
