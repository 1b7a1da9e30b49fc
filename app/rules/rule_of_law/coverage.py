"""What an annual 法治政府建设 report usually speaks of, as lists to check against (info only)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from operator import add

from app.core.annual import PLAN, TEXT_KINDS, main_part, reported_year, section_bounds
from app.core.format_math import remembered
from app.core.gathering import changed_range, kept, of_kinds, renewed
from app.core.report import Item, Paragraph, Report
from app.rules.api import INFO, PRACTICE, Found, found, rule
from app.rules.rule_of_law.parts import is_annual
from app.rules.rule_of_law.shortcomings import names_shortcomings

_ASPECTS: Mapping[str, str] = {
    "组织领导": r"党的领导|组织领导|党组|党委|习近平法治思想",
    "职能履行": r"政府职能|职责|政务服务|放管服|审批|营商环境|权责清单",
    "制度建设": r"规范性文件|立法|制度|规章|合法性审[查核]",
    "行政决策": r"决策|法律顾问|集体讨论",
    "行政执法": r"执法|行政处罚|三项制度",
    "权力监督": r"监督|政务公开|信息公开|人大|政协|审计",
    "法治社会": r"普法|宣传|调解|法律服务|信访|复议|应诉",
    "数字法治": r"信息化|数字|智慧|平台|网上|大数据|线上",
}
_DATA: Mapping[str, str] = {
    "行政复议": r"复议",
    "行政应诉和负责人出庭应诉率": r"应诉|行政诉讼|出庭",
    "规范性文件备案审查": r"备案|规范性文件|合法性审[查核]",
    "行政执法数据": r"执法[^。；\n]{0,40}\d|处罚[^。；\n]{0,20}\d|\d+[件起宗次][^。；\n]{0,20}(?:处罚|执法)",
}
_TOLD = {name: re.compile(pattern) for name, pattern in (*_ASPECTS.items(), *_DATA.items())}
_ENOUGH = 4  # words by which a shortcoming can be known again
_IN_TEXT = of_kinds(*TEXT_KINDS)
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_COMMON = frozenset(
    re.findall(
        "..",
        "工作进一一步不足不够存在问题方面有待提高提升加强法治政府建设推进能力水平情况还有仍然部分一是二是三是四是需要完善主要原因强化持续深入",
    )
)
_HEAD = "标题 青川市数据资源局关于2023年度法治政府建设情况的报告\n"
_FULL = (
    "一级 一、主要举措和成效\n"
    "正文 局党组加强组织领导，履行职责，健全制度，依法决策，规范执法，作出行政处罚3件，强化监督，开展普法，办理行政复议2件，"
    "负责人出庭应诉1件，规范性文件全部备案，建设数字平台。\n"
)


def _told(p: Paragraph) -> frozenset[str]:
    """The aspects and data that a paragraph of the text speaks of."""
    return frozenset(name for name, pattern in _TOLD.items() if pattern.search(p.text)) if _IN_TEXT(p) else frozenset()


@rule(
    "GW-FZ-015", "《深圳市法治政府建设年度报告事项指引（试行）》", slug="aspects-not-mentioned", severity=INFO, strength=PRACTICE,
    genres={"报告"}, reads=("text", "kinds", "sequence"), where=_told, facts=True,
    good=[_HEAD + _FULL + "一级 二、主要安排\n正文 抓好落实。"],
    bad=[_HEAD + "一级 一、主要举措和成效\n正文 健全制度，开展普法。\n一级 二、主要安排\n正文 抓好落实。"],
)  # fmt: skip
def aspects_not_mentioned(r: Report) -> Iterator[Found]:
    """内容自查：组织领导、职能履行、制度、决策、执法、监督、法治社会、数字法治八个方面。

    一些地方的年度报告指引列出这八个方面；没有提到的列出来供核对，不是错误。
    """
    yield from _listed(r, _ASPECTS, "以下方面文中没有提到，供核对")


@rule(
    "GW-FZ-020", "实务", slug="usual-data-missing", severity=INFO, strength=PRACTICE, genres={"报告"},
    reads=("text", "kinds", "sequence"), where=_told, facts=True,
    good=[_HEAD + _FULL + "一级 二、主要安排\n正文 抓好落实。"],
    bad=[_HEAD + "一级 一、主要举措和成效\n正文 健全制度，开展普法。\n一级 二、主要安排\n正文 抓好落实。"],
)  # fmt: skip
def usual_data_missing(r: Report) -> Iterator[Found]:
    """年度报告通常要有的数据：行政复议、应诉和出庭应诉率、备案审查、行政执法。

    各地通知常要求填报这些数据；没有提到的列出来供核对，没有此项职能的不必写。
    """
    yield from _listed(r, _DATA, "以下数据文中没有提到，供核对")


def _listed(r: Report, wanted: Mapping[str, str], lead: str) -> Iterator[Found]:
    if reported_year(r) is None or not is_annual(r):
        return
    text = "\n".join(p.text for p in main_part(r) if _IN_TEXT(p))
    missing = [name for name in wanted if not _TOLD[name].search(text)]
    if missing:
        yield found(r.by_uid[r.elements.title[0]], 0, None, f"{lead}：{'、'.join(missing)}")


@rule(
    "GW-FZ-018", "实务", slug="shortcoming-without-measure", severity=INFO, strength=PRACTICE, genres={"报告"},
    reads=("text", "kinds", "headings", "items"),
    good=[_HEAD + ("一级 一、存在的不足\n正文 一是执法人员数量偏少；二是普法形式单一。\n"
        "一级 二、2024年主要安排\n正文 充实执法人员，丰富普法形式。")],
    bad=[_HEAD + ("一级 一、存在的不足\n正文 一是执法人员数量偏少；二是普法形式单一。\n"
        "一级 二、2024年主要安排\n正文 丰富普法形式。")],
)  # fmt: skip
def shortcoming_without_measure(r: Report) -> Iterator[Found]:
    """写出的每一项不足，在下一年度安排中有对应的措施。

    问题和措施对得上，报告才完整；按用词比较，只作提示。
    """
    if reported_year(r) is None:
        return
    items = kept(r, _shortcomings, r.outline)
    if not items or not kept(r, _plans, r.outline, r.order, r.elements):
        return
    planned = renewed(r, _planned)
    for item in kept(r, _without_measure, items, planned.stand):
        message = "这一项不足在下一年度的安排中没有找到对应的措施，供核对"
        yield found(r.by_uid[item.uid], item.start, item.end, message)


def _without_measure(r: Report) -> list[Item]:
    words = renewed(r, _planned).words.keys()
    return [item for item, said in kept(r, _shortcomings, r.outline) if words.isdisjoint(said)]


def _shortcomings(r: Report) -> list[tuple[Item, frozenset[str]]]:
    """The 一是… items below headings of shortcomings and their own headings, with their words where there are enough."""
    short = [node for node in r.outline if names_shortcomings(node.text)]
    items = [item for node in short for one in (node, *node.children) for item in one.items]
    read = [(item, _words(r.by_uid[item.uid].text[item.start : item.end])) for item in items]
    return [(item, words) for item, words in read if len(words) >= _ENOUGH]


def _plans(r: Report) -> list[int]:
    """Where the sections of plans begin and end, in turn."""
    plans = [node for node in r.outline if _announces_plan(node.text) and not names_shortcomings(node.text)]
    return [at for node in plans for at in section_bounds(r, node)]


@lru_cache(maxsize=1024)
def _words(item: str) -> frozenset[str]:
    """The pairs of an item that say something."""
    return frozenset(_pairs(item) - _COMMON)


@lru_cache(maxsize=1024)
def _announces_plan(heading: str) -> bool:
    return PLAN.search(heading) is not None


class _Planned:
    """The words of the sections of plans, counted, so that a change costs the changed paragraphs; `stand` changes with them."""

    def __init__(self) -> None:
        self.flow: tuple[Paragraph, ...] = ()
        self.bounds: list[int] = []
        self.words: Counter[str] = Counter()
        self.stand = object()

    def take(self, flow: tuple[Paragraph, ...], bounds: list[int]) -> None:
        """Be of the stretches of `flow` between these bounds from now on."""
        if flow is self.flow and bounds is self.bounds:
            return
        gone, come = self._differing(flow, bounds)
        for p in come:
            self.words.update(_pairs_of(p))
        for pair in chain.from_iterable(map(_pairs_of, gone)):
            self.words[pair] -= 1
            if not self.words[pair]:
                del self.words[pair]
        if gone or come:
            self.stand = object()
        self.flow, self.bounds = flow, bounds

    def _differing(self, flow: tuple[Paragraph, ...], bounds: list[int]) -> tuple[Sequence[Paragraph], Sequence[Paragraph]]:
        if bounds is self.bounds and len(flow) == len(self.flow):
            start, end, _ = changed_range(self.flow, flow)
            places = [at for at in range(start, end) if flow[at] is not self.flow[at] and bisect_right(bounds, at) % 2]
            return [self.flow[at] for at in places], [flow[at] for at in places]
        before, now = _between(self.flow, self.bounds), _between(flow, bounds)
        start, old_end, new_end = changed_range(before, now)
        return before[start:old_end], now[start:new_end]


def _between(flow: tuple[Paragraph, ...], bounds: list[int]) -> tuple[Paragraph, ...]:
    return tuple(chain.from_iterable(flow[a:b] for a, b in zip(bounds[::2], bounds[1::2], strict=True)))


def _planned(r: Report, before: _Planned | None) -> _Planned:
    made = before or _Planned()
    made.take(r.paragraphs, kept(r, _plans, r.outline, r.order, r.elements))
    return made


@remembered
def _pairs_of(p: Paragraph) -> frozenset[str]:
    return frozenset(_pairs(p.text))


def _pairs(text: str) -> set[str]:
    """Every two characters that stand side by side."""
    return set(chain.from_iterable(map(add, run, run[1:]) for run in _HAN.findall(text)))
