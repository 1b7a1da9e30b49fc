"""Laws and regulations by a name that is not theirs, from `resources/lexicon/laws.tsv` (`name`, `right`, `note`).

What is no longer in force is another rule's business (GW-DOC-010).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import lru_cache

from app.core.profile import RESOURCES
from app.core.report import Paragraph
from app.rules.api import CONFIRM, PRACTICE, WARNING, Found, found, retext, rule

_FILE = RESOURCES / "lexicon" / "laws.tsv"
_TITLE = re.compile(r"《([^《》]{3,40})》")


@lru_cache(maxsize=1)
def right_names() -> dict[str, tuple[str, str]]:
    """The right name and why, by the wrong one."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["name"]: (row["right"], row["note"]) for row in rows}


@rule(
    "GW-TERM-008", "引用法律法规名称准确（实务）", slug="name-of-law", severity=WARNING, strength=PRACTICE,
    chars="》", stories="all",
    good=["正文 落实《优化营商环境条例》和《中华人民共和国民法典》。", "正文 执行《青川市重大行政决策程序规定》。"],
    bad=[
        ("正文 落实《中华人民共和国优化营商环境条例》。", "正文 落实《优化营商环境条例》。"),
        ("正文 落实《重大行政决策程序条例》。", "正文 落实《重大行政决策程序暂行条例》。"),
    ],
)  # fmt: skip
def name_of_law(p: Paragraph) -> Iterator[Found]:
    """法律、法规的名称写准确。

    多写“中华人民共和国”、漏写“暂行”“工作”，都不是这部法规的名称，检索、核对都对不上。
    """
    for match in _TITLE.finditer(p.text):
        known = right_names().get(match.group(1))
        if known:
            right, note = known
            message = f"《{match.group(1)}》应为《{right}》（{note}）"
            yield found(p, *match.span(1), message, fix=retext(p, *match.span(1), right), safety=CONFIRM)
