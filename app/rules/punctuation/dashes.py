"""Dashes, connecting marks and the middle dot (GB/T 15834-2011 4.10, 4.13, 4.14)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.protected import asked_about, shape_safety
from app.core.report import Paragraph
from app.core.text import HAN
from app.rules.api import DUTY, WARNING, Found, found, outside, retext, rule

_DASH = re.compile(
    rf"^\s*--(?=[{HAN}“《\d])|^\s*[―─]{{2}}(?=[{HAN}“《])"
    rf"|(?<=[{HAN}”》，。])(?:--|－－)(?=[{HAN}“《])|(?<=[{HAN}”》])[―─]{{2}}(?=[{HAN}“《])"
)


@rule(
    "GW-PUNC-016", "GB/T 15834-2011 4.10.2、5.1.4", slug="dash-shape", severity=WARNING, strength=DUTY, chars="-－―─",
    good=["标题 优化环境——青川市数据局调研报告", "正文 型号为A--2，编号为12--7。"],
    bad=[
        ("正文 --青川市数据局调研报告", "正文 ——青川市数据局调研报告"),
        ("正文 只有一个目的--让群众满意。", "正文 只有一个目的——让群众满意。"),
    ],
)  # fmt: skip
def dash_shape(p: Paragraph) -> Iterator[Found]:
    """破折号写作“——”，占两个字的位置，中间不断开。

    两个减号或制表线宽度不足、位置偏下，不是破折号。
    """
    for match in _DASH.finditer(p.text):
        start, end = match.end() - 2, match.end()
        safety = shape_safety(asked_about(p), start, end)
        yield found(p, start, end, "破折号应为“——”", fix=retext(p, start, end, "——"), safety=safety)


_YEARS = re.compile(r"(?<![\dA-Za-z.〔\-—–])(?:19|20)\d{2}年?(-|－|–|--|——)(?=(?:19|20)\d{2}[年）)])")


@rule(
    "GW-PUNC-017", "GB/T 15834-2011 4.13.3.2", slug="span-of-years", severity=WARNING, strength=DUTY, chars="-－–—",
    good=["正文 规划期为2021—2025年，执行GB 18152-2000，电话0123-4567890。"],
    bad=[
        ("正文 规划期为2021-2025年。", "正文 规划期为2021—2025年。"),
        ("正文 规划期为2021——2025年。", "正文 规划期为2021—2025年。"),
    ],
)  # fmt: skip
def span_of_years(p: Paragraph) -> Iterator[Found]:
    """起止年份之间用一字线“—”。

    短横线用于编号、电话号码，破折号用于解释说明，都不表示起止。
    """
    for match in _YEARS.finditer(p.text):
        start, end = match.span(1)
        if outside(p, start, end, "code", "address"):
            yield found(
                p, match.start(), end + 4, f"起止年份用一字线：{p.text[match.start() : end + 4]}",
                fix=retext(p, start, end, "—"), safety=shape_safety(asked_about(p), start, end),
                before=p.text[match.start() : end + 4], after=f"{p.text[match.start() : start]}—{p.text[end : end + 4]}",
            )  # fmt: skip


_RANGE = re.compile(
    r"(?<![\d.\-A-Za-z/〔第])\d{1,3}(?:\.\d+)?[%％]?([-–－])\d{1,3}(?:\.\d+)?"
    r"(?=[%％]|天|日内|个|人|次|家|倍|万|亿|元|公里|小时|年(?!级)|分钟|名|户|件|项|米|周)"
)


@rule(
    "GW-PUNC-018", "GB/T 15834-2011 4.13.3.3；GB/T 15835-2011 5.1.3", slug="range-of-numbers", severity=WARNING, strength=DUTY,
    chars="-–－", good=["正文 每组3—5人，增速4.5%～5%，见附件4-6，执行AQ 3013-2008，电话0123-4567890。"],
    bad=[("正文 每组3-5人，检查7-10天。", "正文 每组3—5人，检查7—10天。"), ("正文 增速4.5%-5%。", "正文 增速4.5%—5%。")],
)  # fmt: skip
def range_of_numbers(p: Paragraph, sign: str = "—") -> Iterator[Found]:
    """数值范围用浪纹线“～”或一字线“—”，不用半角短横线。

    短横线在数字之间容易读成减号或编号的一部分。
    """
    for match in _RANGE.finditer(p.text):
        start, end = match.span(1)
        if outside(p, match.start(), match.end(), "code", "address"):
            yield found(
                p, match.start(), match.end(), f"数值范围不用短横线：{match.group()}", fix=retext(p, start, end, sign),
                safety=shape_safety(asked_about(p), start, end), before=match.group(),
                after=match.group().replace(match.group(1), sign),
            )  # fmt: skip


_DOT = re.compile(rf"(?<=[{HAN}])[・•‧∙⋅](?=[{HAN}])")


@rule(
    "GW-PUNC-030", "GB/T 15834-2011 4.14.2", slug="middle-dot", severity=WARNING, strength=DUTY, chars="・•‧∙⋅",
    good=["正文 开设“阳光审批·法治讲堂”。", "正文 • 第一项内容"],
    bad=[("正文 开设“阳光审批”，由买买提•艾力主讲。", "正文 开设“阳光审批”，由买买提·艾力主讲。")],
)  # fmt: skip
def middle_dot(p: Paragraph) -> Iterator[Found]:
    """间隔号用“·”。

    项目符号、片假名中点与间隔号形似而宽度不同，检索时也对不上。
    """
    for match in _DOT.finditer(p.text):
        yield found(
            p, match.start(), match.end(), f"“{match.group()}”应为间隔号“·”", fix=retext(p, match.start(), match.end(), "·"),
            safety=shape_safety(asked_about(p), match.start(), match.end()),
        )  # fmt: skip
