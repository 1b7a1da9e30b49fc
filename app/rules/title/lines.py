"""The lines of a title that is broken by hand (GW-TITLE-010, 011, 012)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from app.core.format_math import blank_lines, text_width
from app.core.gathering import of_kinds
from app.core.report import HEAD_KINDS, Kind, Paragraph, Report
from app.rules.api import DUTY, INFO, Found, found, rule

_UNIT = 100
_CLOSING = tuple("，。、；：！？）》”’〉】")
_LEADING = re.compile(r"^(?:的|地|得|和|与|及|等|年|月|日|第?\d+[号条])")
_TRAILING = re.compile(r"(?:[（《“‘〈【]|\d)$")
_TWO_LINES = (1.5, 2.9)
OF_TITLE = of_kinds(Kind.TITLE, Kind.ISSUER_MARK, Kind.ATTACHMENT_TITLE)  # what the lines of a report's title may be


def _lines(r: Report) -> list[tuple[Paragraph, int, str]]:
    """(paragraph, offset, words) of every line of the title as it is broken by hand."""
    found_lines: list[tuple[Paragraph, int, str]] = []
    for uid in r.elements.title:
        p, at = r.by_uid[uid], 0
        for line in p.text.split("\n"):
            if line.strip():
                found_lines.append((p, at, line))
            at += len(line) + 1
    return found_lines


@rule(
    "GW-TITLE-010", "GB/T 9704-2012 7.3.1", slug="title-below-the-line", severity=INFO, strength=DUTY, aspect="format",
    reads=("format", "kinds", "text"), where=of_kinds(Kind.TITLE, Kind.ATTACHMENT_TITLE, Kind.EMPTY, *HEAD_KINDS),
    good=["文号 青数〔2024〕3号\n空行\n空行\n标题 关于甲的通知", "标题 关于甲的通知"],
    bad=["文号 青数〔2024〕3号\n标题 关于甲的通知"],
)  # fmt: skip
def title_below_the_line(r: Report) -> Iterator[Found]:
    """标题编排在红色分隔线下空二行。

    版头与标题之间空二行，或者用等高的段前间距。红色分隔线画成图形的，以分隔线的位置为准，请核对。
    """
    if not r.elements.title or not r.elements.has_head:
        return
    title = r.by_uid[r.elements.title[0]]
    at = r.order.get(title.uid, 0)
    blanks = 0.0
    while at > 0 and r.paragraphs[at - 1].kind is Kind.EMPTY and not r.paragraphs[at - 1].objects:
        at, blanks = at - 1, blanks + 1
    above = r.paragraphs[at - 1] if at else None
    if above is None or above.kind not in HEAD_KINDS or title.confidence < 0.8:
        return
    lines = blanks + (blank_lines(above, title) if not blanks else 0)
    if not _TWO_LINES[0] <= lines <= _TWO_LINES[1]:
        yield found(title, 0, None, f"标题与版头之间空{lines:.0f}行，国标为红色分隔线下空二行，请核对")


@rule(
    "GW-TITLE-011", "GB/T 9704-2012 7.3.1", slug="title-broken-inside-a-word", severity=INFO, strength=DUTY,
    reads=("text", "kinds"), where=OF_TITLE,
    good=[r"标题 青川市数据资源局\n关于2024年度法治政府建设情况的报告"],
    bad=[
        r"标题 青川市数据资源局关于2024\n年度法治政府建设情况的报告", r"标题 青川市数据资源局关于印发《管理\n办法》的通知",
        r"标题 关于加强数据管理\n的通知",
    ],
)  # fmt: skip
def title_broken_inside_a_word(r: Report) -> Iterator[Found]:
    """标题回行做到词意完整。

    不在书名号里、数字与单位之间、“的”字之前回行。只看手工换行的标题；自动换行的请在页面上看。
    """
    lines = _lines(r)
    for (_, _, above), (p, at, line) in pairwise(lines):
        opened = above.count("《") > above.count("》") and len(line.partition("》")[0]) <= 4
        if _LEADING.match(line.strip()) or _TRAILING.search(above.strip()) or line.strip().startswith(_CLOSING) or opened:
            yield found(p, at, at + len(line), "标题在此回行，词意不完整")


@rule(
    "GW-TITLE-012", "GB/T 9704-2012 7.3.1", slug="title-lines-like-an-hourglass", severity=INFO, strength=DUTY,
    reads=("text", "kinds"), where=OF_TITLE,
    good=[r"标题 青川市数据资源局\n关于2024年度法治政府建设情况\n的工作报告", r"标题 关于甲的\n专项工作报告"],
    bad=[r"标题 青川市数据资源局关于2024年度\n法治政府建设\n工作情况和下一步安排的报告"],
)  # fmt: skip
def title_lines_like_an_hourglass(r: Report) -> Iterator[Found]:
    """多行标题排成梯形或菱形，不排成中间短的沙漏形。

    梯形上短下长或上长下短，菱形中间长；中间短两头长不好看。只看手工换行的标题。
    """
    lines = _lines(r)
    if any("  " in line.strip() or "　" in line.strip() for _, _, line in lines):
        return  # names of several organs, set apart by blanks
    widths = [text_width(line.strip(), _UNIT) for _, _, line in lines]
    for at in range(1, len(widths) - 1):
        if widths[at] + 2 * _UNIT <= min(widths[at - 1], widths[at + 1]):
            p, start, line = lines[at]
            yield found(p, start, start + len(line), "标题中间一行短、上下两行长，宜排成梯形或菱形")
            return
