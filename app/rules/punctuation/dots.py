"""Ellipses, and points that double or stand at the head of a paragraph (GB/T 15834-2011 4.2, 4.3, 4.11, 5.1, A.9)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.protected import asked_about, shape_safety
from app.core.report import HEAD_KINDS, Kind, Paragraph
from app.core.text import HAN, has_han
from app.rules.api import CONFIRM, DUTY, ERROR, SAFE, WARNING, Found, delete, found, outside, retext, rule

_LEADER = re.compile(r"[.…·。]{3,}\s*[\dⅠ-Ⅻivxlc]*\s*$")
_ELLIPSIS = re.compile(rf"(?<=[{HAN}“”《》）、，])(?:\.{{3,6}}(?!\.)|。{{3,6}}(?!。)|…(?!…)|…{{3}}(?!…))")
_FORMULA_DOTS = re.compile(r"[\w）)][，,、]…[，,、]\s*[A-Za-z\d]")


@rule(
    "GW-PUNC-014", "GB/T 15834-2011 4.11.2", slug="ellipsis-shape", severity=ERROR, strength=DUTY, chars=".。…",
    good=["正文 包括水、电、气……", "正文 取1，2，…，n。", "正文 一、总体要求……………………3"],
    bad=[
        ("正文 包括水、电、气...都已接通。", "正文 包括水、电、气……都已接通。"),
        ("正文 包括水、电、气。。。", "正文 包括水、电、气……"),
    ],
)  # fmt: skip
def ellipsis_shape(p: Paragraph) -> Iterator[Found]:
    """省略号写作“……”：六个居中的小圆点，占两个字的位置。

    三个英文句点、三个句号或者半个省略号都不是规范的省略号。
    """
    text = p.text
    if not ("…" in text or "..." in text or "。。。" in text):
        return
    leader = _LEADER.search(text) if text[-1:].isascii() else None
    for match in _ELLIPSIS.finditer(text):
        start, end = match.start(), match.end()
        if (leader and start >= leader.start()) or _FORMULA_DOTS.match(text, max(0, start - 2)):
            continue
        if outside(p, start, end, "address", "code"):
            safety = shape_safety(asked_about(p), start, end)
            yield found(p, start, end, f"“{match.group()}”应为“……”", fix=retext(p, start, end, "……"), safety=safety)


_LONG_DOTS = re.compile("…{5,}")


@rule(
    "GW-PUNC-015", "GB/T 15834-2011 A.9.1", slug="ellipsis-too-long", severity=ERROR, strength=DUTY, chars="…",
    good=["正文 （具体名单略）…………", "正文 一、总体要求……………………3"],
    bad=[("正文 各县（市、区）………………等待批复。", "正文 各县（市、区）……等待批复。")],
)  # fmt: skip
def ellipsis_too_long(p: Paragraph) -> Iterator[Found]:
    """省略号最多连用两个，即十二个小圆点。

    连用两个表示省略一大段文字，再多就成了填空线。
    """
    for match in _LONG_DOTS.finditer(p.text):
        before, after = p.text[: match.start()], p.text[match.end() :]
        if has_han(before) and has_han(after) and not _LEADER.search(p.text):
            yield found(p, match.start(), match.end(), "省略号最多连用两个", fix=retext(p, match.start(), match.end(), "……"))


_DOUBLED = re.compile("[，、；：。][，、；：。]+")  # written so, the search jumps to the first mark
_STRENGTH = "、，：；。"


@rule(
    "GW-PUNC-020", "GB/T 15834-2011（通则）", slug="doubled-points", severity=ERROR, strength=DUTY,
    chars="，、；：。,;:", stories="all",
    good=["正文 各项工作均已办理。"],
    bad=[
        ("正文 各项工作均已办理。。", "正文 各项工作均已办理。"),
        ("正文 各项工作，，均已办理。", "正文 各项工作，均已办理。"),
        ("正文 各项工作均已办理，。", "正文 各项工作均已办理。"),
    ],
)  # fmt: skip
def doubled_points(p: Paragraph) -> Iterator[Found]:
    """点号不叠用。

    每个点号表示一种停顿，叠在一起多是键入或修改时留下的。
    """
    for match in _DOUBLED.finditer(p.shadow):
        start, end, marks = match.start(), match.end(), match.group()
        if set(marks) == {"。"} and len(marks) > 2:
            continue
        kept = max(marks, key=_STRENGTH.index)
        safety = SAFE if set(marks) == {"。"} else CONFIRM
        nearby = p.text[max(0, start - 4) : end + 2]
        yield found(p, start, end, f"点号叠用：{nearby}", fix=retext(p, start, end, kept), safety=safety)


_SHOUTS = re.compile("[？！?!]{4,}")


@rule(
    "GW-PUNC-021", "GB/T 15834-2011 4.2.3.3、4.3.3.3", slug="too-many-marks", severity=WARNING, strength=DUTY,
    chars="？！?!", stories="all",
    good=["正文 这是怎么回事！"],
    bad=[("正文 这是怎么回事！！！！", "正文 这是怎么回事！")],
)  # fmt: skip
def too_many_marks(p: Paragraph) -> Iterator[Found]:
    """问号、叹号最多叠用三个；公文一般不叠用。

    叠用只在文学作品里表示强烈的语气，公文用一个就够了。
    """
    for match in _SHOUTS.finditer(p.text):
        if outside(p, match.start(), match.end(), "address", "code"):
            start, end = match.span()
            yield found(p, start, end, "问号、叹号叠用过多", fix=retext(p, start, end, match.group()[0]))


_HEAD = re.compile(r"[\s\u3000]*([，。、；：？！])")


@rule(
    "GW-PUNC-022", "GB/T 15834-2011 5.1.1", slug="point-at-head", severity=ERROR, strength=DUTY, chars="，。、；：？！,;:",
    good=["正文 各单位要按时办理，并反馈结果。"],
    bad=[("正文 ，各单位要按时办理并反馈。", "正文 各单位要按时办理并反馈。")],
)  # fmt: skip
def point_at_head(p: Paragraph) -> Iterator[Found]:
    """点号不出现在段首。

    段首的点号没有前文可停顿，多半是断行或删改时留下的；也可能本该接在上一段末尾。
    """
    match = _HEAD.match(p.shadow)
    if match and has_han(p.text) and p.kind not in HEAD_KINDS and p.kind is not Kind.CAPTION:
        at = match.start(1)
        yield found(p, at, at + 1, f"段首有多余的“{p.text[at]}”", fix=delete(p, at, at + 1), safety=CONFIRM)
