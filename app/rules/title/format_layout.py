"""Where the title stands (GW-TITLE-009) and the lines below it (GW-TITLE-014)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.edits import Edit
from app.core.format_math import em, first_line_indent, leading_blank, left_indent, look_of, right_indent
from app.core.report import Kind, Paragraph
from app.rules.api import CONFIRM, DUTY, ERROR, INFO, PRACTICE, SAFE, WARNING, Context, Found, delete, found, restyle, rule

_DATED = re.compile(r"[（(](?:19|20)\d\d年\d{1,2}月\d{1,2}日[^（）()]*(?:通过|发布|公布|印发|批准|修订|修正)[）)]$")


def off_center(p: Paragraph) -> float:
    """How many characters a centred line stands off the middle because of its indents or leading spaces."""
    if p.format.align != "center":
        return 0.0
    unit = em(p)
    shift = left_indent(p) + first_line_indent(p) - right_indent(p)
    blank = sum(unit if letter in "\u3000\t" else unit // 2 for letter in p.text[: leading_blank(p)])
    return abs(shift + blank) / 2 / unit


def centering(p: Paragraph, role: str) -> tuple[Edit, ...]:
    """The edits that centre `p` as its role asks, leading spaces removed."""
    move = restyle(p, role, "align", "indent")
    return (delete(p, 0, leading_blank(p)), move) if leading_blank(p) else (move,)


@rule(
    "GW-TITLE-009", "GB/T 9704-2012 7.3.1", slug="title-not-centred", severity=ERROR, strength=DUTY, aspect="format",
    kinds=(Kind.TITLE,), needs=0.7, group="标题没有居中或偏离正中，共{count}行",
    good=["标题 关于加强基层治理工作的通知"],
    bad=[
        ("标题 {align=left} 关于加强基层治理工作的通知", "标题 关于加强基层治理工作的通知"),
        ("标题 {first_line_chars=200} 关于加强基层治理工作的通知", "标题 关于加强基层治理工作的通知"),
        ("标题 {align=left} \u3000\u3000\u3000关于加强基层治理工作的通知", "标题 关于加强基层治理工作的通知"),
    ],
)  # fmt: skip
def title_not_centred(p: Paragraph) -> Iterator[Found]:
    """标题居中排布。

    居中用居中对齐，不用空格凑；居中的段落若还带首行缩进二字，标题会向右偏一个字。
    """
    if p.format.align in ("center", "distribute") and off_center(p) < 0.4:
        return
    skewed = p.format.align == "center"
    yield found(
        p, 0, None, "标题居中但带有缩进或空格，偏离正中" if skewed else "标题没有居中", fix=centering(p, Kind.TITLE.value),
        safety=SAFE, before="偏离正中" if skewed else "未居中", after="居中", severity=WARNING if skewed else None,
    )  # fmt: skip


@rule(
    "GW-TITLE-014", "实务", slug="subtitle-layout", severity=INFO, strength=PRACTICE, aspect="format",
    kinds=(Kind.SUBTITLE, Kind.TITLE), needs=0.8,
    good=["标题 青川市数据管理办法\n题注 （2023年12月29日市政府常务会议通过）"],
    bad=[
        (
            "标题 青川市数据管理办法\n题注 {align=left} （2023年12月29日通过）",
            "标题 青川市数据管理办法\n题注 （2023年12月29日通过）",
        ),
        "标题 {size=44} 青川市数据管理办法（2023年12月29日市政府常务会议通过）",
    ],
)  # fmt: skip
def subtitle_layout(p: Paragraph, c: Context) -> Iterator[Found]:
    """题注、副标题另行编排，一般用3号楷体居中。

    通过、发布日期等题注与标题排在同一行，标题过长，事由也不醒目。标准没有规定题注的字体，3号楷体为通行做法。
    """
    if p.kind is Kind.TITLE:
        match = _DATED.search(p.text)
        if match and match.start():
            yield found(p, match.start(), match.end(), "题注宜在标题下另行编排")
        return
    style, look = c.profile.styles[Kind.SUBTITLE.value], look_of(p)
    sides = left_indent(p) + first_line_indent(p), right_indent(p)
    inset = p.format.align in ("both", "left") and min(sides) >= em(p) and abs(sides[0] - sides[1]) <= em(p)
    centred = inset or (p.format.align == "center" and off_center(p) < 0.6)
    small = look is None or look[1] <= style.size + 4
    if not (centred and small):
        fix = (*centering(p, Kind.SUBTITLE.value), restyle(p, Kind.SUBTITLE.value, "font", "size"))
        yield found(p, 0, None, "题注一般用3号楷体居中", fix=fix, safety=CONFIRM, before="现格式", after="3号楷体居中")
