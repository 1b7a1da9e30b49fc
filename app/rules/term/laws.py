"""Laws by names that they no longer have, from `resources/lexicon/laws.tsv`.

Columns: `name` (without 中华人民共和国 where that may stand before it), `right`, `since` (the day from which the name is
out of force; empty: it never was the name), `note`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from app.core.profile import RESOURCES
from app.core.report import Report
from app.rules.api import CONFIRM, PRACTICE, WARNING, Found, flow, found, retext, rule

LAWS = RESOURCES / "lexicon" / "laws.tsv"
_PEOPLES = "中华人民共和国"
_TITLE = re.compile(r"《([^《》]{3,40})》")
_OLD = re.compile(r"(?:原|旧|废止的?|修订前的?|失效的?|当时的?|适用)(?:的|中华人民共和国)?$")
_REPEALED = re.compile(r"^[^。；]{0,40}?(?:同时|予以|已|业经)?(?:废止|停止执行|失效)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年")


@dataclass(frozen=True, slots=True)
class Law:
    """A name that is not in force from `since` (ISO date, "": never was), and what to write."""

    right: str
    since: str
    note: str


@lru_cache(maxsize=1)
def outdated() -> dict[str, Law]:
    """The rows of the list by name."""
    with LAWS.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["name"]: Law(row["right"], row["since"], row["note"]) for row in rows}


def written_on(r: Report) -> str:
    """The day a report is of (ISO): its date, else the end of the latest year it names; "" where it names none."""
    if r.elements.date and r.elements.date.iso:
        return r.elements.date.iso
    years = [year for p in flow(r) for year in _YEAR.findall(p.text)]
    return f"{max(years)}-12-31" if years else ""


@rule(
    "GW-TERM-008", "引用法律法规名称准确（实务）", slug="outdated-law",
    severity=WARNING, strength=PRACTICE, reads=("text", "kinds"),
    good=[
        "正文 2023年，落实《优化营商环境条例》和《中华人民共和国民法典》。", "正文 2015年，落实《中华人民共和国合同法》。",
        "正文 2021年1月1日起，《中华人民共和国合同法》同时废止。", "正文 2023年，清理依据原《信访条例》制定的文件。",
    ],
    bad=[
        ("正文 2023年，落实《中华人民共和国优化营商环境条例》。", "正文 2023年，落实《优化营商环境条例》。"),
        "正文 2023年，依照《合同法》签订合同。",
    ],
)  # fmt: skip
def outdated_law(r: Report) -> Iterator[Found]:
    """引用现行的法律、法规，名称写准确。

    法律已经废止或者改名的，应引用现行的；是否确为引用旧法（如处理旧案），由起草人判断。早于废止日期的公文不报。
    """
    day: str | None = None
    for p in flow(r):
        if "《" not in p.text:
            continue
        for match in _TITLE.finditer(p.text):
            name = match.group(1)
            law = outdated().get(name) or outdated().get(name.removeprefix(_PEOPLES))
            if law is None or _OLD.search(p.text[: match.start()]) or _REPEALED.search(p.text[match.end() :]):
                continue
            day = written_on(r) if day is None else day
            if not law.since or (day and day >= law.since):
                fix = retext(p, match.start(1), match.end(1), law.right) if not law.since else None
                message = f"《{name}》：{law.note}，宜引用《{law.right}》"
                yield found(p, *match.span(), message, fix=fix, safety=CONFIRM, suggestion=f"《{law.right}》")
