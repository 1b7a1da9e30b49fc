"""Approximate numbers (GB/T 15835-2011 4.2.2, 5.2.1; GB/T 15834-2011 4.5.3.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.han_numbers import int_to_han
from app.core.protected import cited
from app.core.report import Paragraph
from app.rules.api import CONFIRM, DUTY, PRACTICE, WARNING, Found, delete, found, outside, rule

_HAN = "一二三四五六七八九"
_MEASURES = "个|天|年(?!级|期)|次|名|人|件|家|户|元|米(?!线)|公里|小时|分钟|岁|倍|吨|亩"
_TWO = re.compile(
    rf"、(?<=([二三四五六七八])、)(?<![第{_HAN}十百千、\d列获居].、)([三四五六七八九])(?=[十百千万]{{0,2}}(?:{_MEASURES}))"
)


@rule(
    "GW-NUM-005", "GB/T 15835-2011 5.2.1；GB/T 15834-2011 4.5.3.4", slug="comma-in-approximate-number",
    severity=WARNING, strength=DUTY, chars="、",
    good=[
        "正文 涉及三四十个村，分列二、三名。",
        "正文 发展二、三产业，二、三级医院，第七、八、九条，高二、三年级，三、四期工程。",
    ],
    bad=[
        ("正文 涉及三、四十个村。", "正文 涉及三四十个村。"),
        ("正文 需要两三年，至多三、五年。", "正文 需要两三年，至多三五年。"),
    ],
)  # fmt: skip
def comma_in_approximate_number(p: Paragraph) -> Iterator[Found]:
    """相邻两个数字连用表示概数，用汉字，中间不用顿号。

    “三四十个”是大约的数目；加了顿号就成了“三个和四十个”。表示“第二、第三”一类缩略的，仍用顿号。
    """
    for match in _TWO.finditer(p.text):
        a, b = _HAN.index(match.group(1)), _HAN.index(match.group(2))
        start, end = match.start() - 1, match.end()
        if (b - a == 1 or (a, b) == (2, 4)) and not cited(p, start, end):
            before, after = p.text[start:end], match.group(1) + match.group(2)
            fix = delete(p, start + 1, start + 2)
            yield found(p, start, end, f"概数中间不用顿号：{before}", fix=fix, before=before, after=after)


_SOME = re.compile(r"(?<![\d.A-Za-z])(\d0?)(0?)几(?=[十百千万]{0,2}[个名人户家件项次天年月种条元亩米吨里岁多])")


@rule(
    "GW-NUM-006", "GB/T 15835-2011 4.2.2", slug="digits-with-some", severity=WARNING, strength=DUTY, chars="几",
    good=["正文 走访二十几户，调研几内亚项目。"],
    bad=["正文 走访20几户。"],
)  # fmt: skip
def digits_with_some(p: Paragraph) -> Iterator[Found]:
    """含“几”的概数用汉字数字。

    “几”本身是汉字的概数词，不与阿拉伯数字合写：写“二十几”，不写“20几”。
    """
    for match in _SOME.finditer(p.text):
        value = int(match.group(1) + match.group(2))
        word = f"{int_to_han(value)}几" if value % 10 == 0 else "几"
        yield found(p, match.start(), match.end(), f"含“几”的概数用汉字：{match.group()}", suggestion=word)


_NUMBER = "[\\d一二三四五六七八九十百千万亿.%％]"
_BOTH = (
    re.compile(
        rf"约(?<![制条公合签特节简预履违契纽]约)(?:为|有|占)?{_NUMBER}{{1,8}}[^，。；、（）\d]{{0,4}}?"
        "(?P<extra>左右|上下(?![一游级班联左车]))"
    ),
    re.compile(rf"超过{_NUMBER}{{1,8}}[^，。；、（）\d不]{{0,3}}?(?P<extra>以上)"),
    re.compile(r"近(?<![最附临邻远靠将]近)\d+(?:\.\d+)?[万亿]?(?P<extra>[余多])(?![年岁]来)(?=[万亿个名人户家件项次天种条元亩米吨公])"),
)  # fmt: skip


@rule(
    "GW-NUM-023", "编校通则（实务）", slug="approximated-twice", severity=WARNING, strength=PRACTICE, chars="约过近",
    stories="all",
    good=["正文 约120学时，300余件，超过10%，近10多年来稳步增长，节约3000元左右。"],
    bad=[
        ("正文 培训约120学时左右。", "正文 培训约120学时。"),
        ("正文 超过10篇以上。", "正文 超过10篇。"),
        ("正文 办理近300余件。", "正文 办理近300件。"),
    ],
)  # fmt: skip
def approximated_twice(p: Paragraph) -> Iterator[Found]:
    """表示大约的词不重复使用。

    “约”与“左右”、“超过”与“以上”、“近”与“余”各取其一；“近”是不足，“余”是超过，合用还自相矛盾。
    """
    for pattern in _BOTH:
        for match in pattern.finditer(p.text):
            start, end = match.span("extra")
            if not cited(p, *match.span()) and outside(p, *match.span(), "code", "address"):
                after = match.group()[: start - match.start()] + match.group()[end - match.start() :]
                message = f"概数词重复：{match.group()}"
                fix = delete(p, start, end)
                yield found(p, *match.span(), message, fix=fix, safety=CONFIRM, before=match.group(), after=after)
