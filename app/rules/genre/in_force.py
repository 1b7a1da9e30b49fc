"""Laws, organs and plans that a later day replaced: `resources/lexicon/in_force.tsv`.

Columns: `kind` (law, organ, term), `old` (`|` between words), `new`, `until` (from that day on the old one is wrong), `note`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from app.core.annual import PLAN, TEXT_KINDS, as_of, heading_over
from app.core.format_math import remembered
from app.core.gathering import gather
from app.core.profile import RESOURCES
from app.core.report import Kind, Paragraph, Report
from app.core.words import WordIndex
from app.rules.api import DUTY, PRACTICE, WARNING, Found, Where, found, outside, rule

_FILE = RESOURCES / "lexicon" / "in_force.tsv"
_OLD_LAW = re.compile(r"原|曾|废止|失效|废除|修订前|同时停止|取代|代替|合并|吸收|不再适用|当时|旧")
_YEAR = re.compile(r"((?:19|20)\d{2})年")
_OLD_ORGAN = re.compile(r"[原前旧（(]$|(?:文化|体育|广电|广播电视|和)$|(?:整合|划转|合并|撤销|不再保留)[^。；]{0,20}$")
_AFTER = re.compile(r"^(?:与|和|、)?[^，。；]{0,12}(?:合并|划转|职责整合|撤销|更名)|^令|^公告|^[）)]?第\d+号")
_LATER = re.compile(r"期间|以来|收官|圆满|完成|终期|总结|评估|末|时期|成[就效]|目标任务")
_AHEAD = re.compile(r"(?:下一步|明年|今后|继续|将|深入|推进|推动|编制|做好|落实|实施|开展|加快)[^。；，]{0,10}$")


@dataclass(frozen=True, eq=False)
class Row:
    """One word that is out of date from `until` on."""

    kind: str
    old: str
    new: str
    until: date
    note: str


@lru_cache(maxsize=1)
def rows() -> dict[str, Row]:
    """Every old word with its row."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        read = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {
            old: Row(line["kind"], old, line["new"], date.fromisoformat(line["until"]), line["note"])
            for line in read
            for old in line["old"].split("|")
        }


@lru_cache(maxsize=1)
def _index() -> WordIndex:
    return WordIndex(old for old, row in rows().items() if row.kind != "law")


@remembered
def _old_words(p: Paragraph) -> tuple[tuple[int, Row], ...]:
    return tuple((at, rows()[word]) for at, word in _index().find(p.text))


def _old_organs(p: Paragraph) -> tuple[tuple[int, Row], ...]:
    return tuple((at, row) for at, row in _old_words(p) if row.kind == "organ")


def _old_terms(p: Paragraph) -> tuple[tuple[int, Row], ...]:
    return tuple((at, row) for at, row in _old_words(p) if row.kind == "term")


def _over(words: Iterable[tuple[int, Row]], day: date) -> Iterator[tuple[int, Row]]:
    """Those of `words` that are out of date on `day`, the longest of several at one place."""
    end = -1
    for at, row in words:
        if at >= end and day >= row.until:
            end = at + len(row.old)
            yield at, row


def _or_number(read: Where) -> Where:
    """Also the 发文字号, whose year may tell of what day the report is."""
    return lambda p: p.kind is Kind.DOC_NUMBER or read(p)


_LAW = re.compile(r"《(?:中华人民共和国)?([^《》]{2,20})》")


def _old_laws(p: Paragraph) -> tuple[tuple[int, int, Row], ...]:
    """Where laws stand that are out of date from some day on, and of which nothing is said that makes this right."""
    if "《" not in p.text:
        return ()
    named = ((match, rows().get(match.group(1))) for match in _LAW.finditer(p.text))
    return tuple((*match.span(), row) for match, row in named if row and row.kind == "law" and _is_in_use(p.text, match, row))


def _is_in_use(text: str, match: re.Match[str], row: Row) -> bool:
    sentence = re.split(r"[。；\n]", text[: match.start()])[-1] + re.split(r"[。；\n]", text[match.end() :])[0]
    return not _OLD_LAW.search(sentence) and not _is_past(sentence, row.until)


@rule(
    "GW-DOC-010", "《党政机关公文处理工作条例》第二十条（一）（四）", slug="law-not-in-force", severity=WARNING, strength=DUTY,
    reads=("text", "kinds"), where=_or_number(_old_laws),
    good=[
        "正文 依照《信访工作条例》办理。\n署名 青川市数据资源局\n日期 2024年3月5日",
        "正文 依照《信访条例》办理。\n署名 青川市数据资源局\n日期 2020年3月5日",
        "正文 《中华人民共和国合同法》同时废止。\n署名 青川市数据资源局\n日期 2024年3月5日",
    ],
    bad=["正文 依照《信访条例》办理。\n署名 青川市数据资源局\n日期 2024年3月5日"],
)  # fmt: skip
def law_not_in_force(r: Report) -> Iterator[Found]:
    """引用的法律、法规、规章制度现行有效。

    依据已经废止的规定办事，公文就失去了依据。按成文日期判断；说明已废止、写“原”字或讲当时情况的不在此列。
    """
    day = as_of(r)
    for p, laws in gather(r, _old_laws) if day else ():
        for start, end, row in laws:
            if day and day >= row.until:
                message = f"{p.text[start:end]}已由《{row.new}》取代（{row.note}）"
                yield found(p, start, end, message, suggestion=f"《{row.new}》")


def _is_past(sentence: str, until: date) -> bool:
    """Whether a sentence tells of a year in which the old one still stood."""
    return any(int(year) <= until.year for year in _YEAR.findall(sentence))


@rule(
    "GW-DOC-015", "实务", slug="organ-renamed", severity=WARNING, strength=PRACTICE,
    reads=("text", "kinds"), where=_or_number(_old_organs),
    good=[
        "正文 市生态环境局负责落实。\n署名 青川市数据资源局\n日期 2024年3月5日",
        "正文 原市环保局移交的档案已整理完毕。\n署名 青川市数据资源局\n日期 2024年3月5日",
        "正文 市环保局负责落实。\n署名 青川市数据资源局\n日期 2016年3月5日",
    ],
    bad=["正文 市环保局、市工商局负责落实。\n署名 青川市数据资源局\n日期 2024年3月5日"],
)  # fmt: skip
def organ_renamed(r: Report) -> Iterator[Found]:
    """机构名称使用机构改革后的现名。

    2018年、2023年机构改革后，一些部门已经更名或合并；沿用旧名，责任落不到现在的单位。各地名称不尽相同，请以本地为准；讲改革以前的事，写“原”字。
    """
    day = as_of(r)
    for p, organs in gather(r, _old_organs) if day else ():
        for at, row in _over(organs, day) if day else ():
            end = at + len(row.old)
            before = p.text[max(0, at - 8) : at]
            sentence = re.split(r"[。；\n]", p.text[:at])[-1]
            if (
                not outside(p, at, end)
                or "原" in before
                or "国家" in before
                or _OLD_ORGAN.search(sentence)
                or _AFTER.search(p.text[end:])
            ):
                continue
            if not _is_past(sentence, row.until) and not re.match(r"[\u4e00-\u9fff]?(?:会|署|长|部)", p.text[end:]):
                yield found(p, at, end, f"“{row.old}”已更名或并入{row.new}（{row.note}），请核对本地现名")


@rule(
    "GW-DOC-016", "实务", slug="plan-expired", severity=WARNING, strength=PRACTICE,
    reads=("text", "kinds", "headings"), where=_or_number(_old_terms),
    good=[
        "一级 二、下一步打算\n正文 深入推进“八五”普法。\n署名 青川市数据资源局\n日期 2024年3月5日",
        "正文 “七五”普法圆满收官。\n署名 青川市数据资源局\n日期 2024年3月5日",
    ],
    bad=[("一级 一、工作回顾\n正文 成效明显。\n一级 二、下一步打算\n"
        "正文 深入推进“七五”普法。\n署名 青川市数据资源局\n日期 2024年3月5日")],
)  # fmt: skip
def plan_expired(r: Report) -> Iterator[Found]:
    """下一步安排不再写期限已过的规划、普法计划。

    “七五”普法到2020年、“十三五”到2020年、“十四五”到2025年已经结束，今后的工作应写新一期；回顾、总结的除外。
    """
    day = as_of(r)
    if day is None:
        return
    for p, terms in gather(r, _old_terms):
        over = heading_over(r, p)
        if p.kind not in TEXT_KINDS or over is None or not PLAN.search(over.text):
            continue
        for at, row in _over(terms, day):
            end = at + len(row.old)
            rest = re.split(r"[，。；]", p.text[end:])[0]
            if not _LATER.search(rest) and outside(p, at, end, "book") and _AHEAD.search(p.text[:at]):
                yield found(
                    p, at, end, f"{row.old}的期限到{row.until.year}年，{day.year}年成文时已过，应为{row.new}（{row.note}）"
                )
