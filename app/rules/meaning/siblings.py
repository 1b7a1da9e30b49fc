"""Headings of one level: none twice, and all built alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from app.core.kin import of_siblings
from app.core.report import Node, Report
from app.rules.api import INFO, PRACTICE, WARNING, Found, found, rule

_NOISE = re.compile(r"[\s，。；：、“”（）()]")
_STATE = re.compile(
    r"(?:不断|持续|明显|显著|进一步|日益|逐步|更加|更为|稳步|全面|有效|有力)"
    r"(?:加大|提升|增强|完善|优化|改善|加强|健全|提高|扩大|加快|深化|规范|巩固|夯实|推进|彰显)$"
)
_HINT = re.compile(r"[（(【\[][^（）()【】\[\]]*[）)】\]]")  # what is to be filled in: （标的名称）
_FEWEST = 4


def _family(row: Sequence[Node]) -> Sequence[Node]:
    """The headings among siblings, chapters and parts aside."""
    return [n for n in row if n.type == "heading" and n.numeral and n.scheme != "chapter"]


def _twice(row: Sequence[Node]) -> Sequence[tuple[Node, Node]]:
    """Headings that say the same as an earlier one of the same count, with that one."""
    out: list[tuple[Node, Node]] = []
    seen: dict[str, Node] = {}
    last = 0
    for node in _family(row):
        if node.value <= last:
            seen = {}  # the ordinals began anew: another document in the same file
        last = node.value
        words = _words(node.text)
        first = seen.setdefault(words, node)
        if first is not node and len(words) >= 4 and not _HINT.fullmatch(node.text.strip()):
            out.append((node, first))
    return out


@lru_cache(maxsize=4096)
def _words(text: str) -> str:
    return _NOISE.sub("", text)


def _odd_one(row: Sequence[Node]) -> Node | None:
    """The one heading among at least four that is built differently."""
    family = _family(row)
    if len(family) < _FEWEST:
        return None
    state = [node for node in family if _is_state(node.text)]
    if len(state) == 1:
        return state[0]
    return next(node for node in family if node not in state) if len(family) - len(state) == 1 else None


@lru_cache(maxsize=4096)
def _is_state(text: str) -> bool:
    return _STATE.search(text) is not None


@rule(
    "GW-SEM-009", "实务", slug="heading-twice", severity=WARNING, strength=PRACTICE, reads=("numerals", "headings"),
    good=[
        "一级 一、健全制度\n正文 抓好落实。\n一级 二、优化流程\n正文 抓好落实。",
        "三级 1.（标的名称）\n正文 属于小型企业。\n三级 2.（标的名称）\n正文 属于小型企业。",
    ],
    bad=["一级 一、健全共享制度\n正文 抓好落实。\n一级 二、优化流程\n正文 抓好落实。\n一级 三、健全共享制度\n正文 抓好落实。"],
)  # fmt: skip
def heading_twice(r: Report) -> Iterator[Found]:
    """同一层次的标题不重复。

    两个标题一字不差，多是复制后忘了改，或者内容重复、应当合并。
    """
    for row in of_siblings(r, _twice):
        for node, first in row:
            p = r.by_uid[node.uid]
            yield found(p, 0, p.role.heading_end, f"与“{first.numeral}”的标题相同")


@rule(
    "GW-SEM-032", "实务", slug="headings-built-differently", severity=INFO, strength=PRACTICE, reads=("numerals", "headings"),
    genres={"报告", "总结", "汇报", "意见", "通知", "请示"},
    good=[("一级 一、健全共享制度\n正文 抓好。\n一级 二、优化办理流程\n正文 抓好。\n"
        "一级 三、强化日常监督\n正文 抓好。\n一级 四、加强队伍建设\n正文 抓好。")],
    bad=[("标题 关于数据共享情况的报告\n一级 一、健全共享制度\n正文 抓好。\n"
        "一级 二、优化办理流程\n正文 抓好。\n一级 三、监督力度不断加大\n正文 抓好。\n"
        "一级 四、加强队伍建设\n正文 抓好。")],
)  # fmt: skip
def headings_built_differently(r: Report) -> Iterator[Found]:
    """同一层次的标题结构相近。

    几个标题都是“健全……制度”一类的动宾结构，只有一个写成“……不断加大”，读起来不整齐；只作提示。
    """
    for node in of_siblings(r, _odd_one):
        p = r.by_uid[node.uid]
        yield found(p, 0, p.role.heading_end, "这个标题的结构与其他同级标题不同，请核对是否需要改成一致")
