"""Manual line breaks inside body paragraphs (GW-DOCX-003)."""

from __future__ import annotations

from collections.abc import Iterator

from app.core.format_math import BLANKS, is_judged
from app.core.report import LEVELS, Kind, Paragraph
from app.rules.api import PRACTICE, SAFE, WARNING, Found, delete, found, rule

_STOPS = tuple("。！？；：:;")


@rule(
    "GW-DOCX-003", "实务", slug="manual-line-break", severity=WARNING, strength=PRACTICE, aspect="format",
    kinds=(Kind.BODY, Kind.CLAUSE, *LEVELS), needs=0.7, chars="\n", group="正文中有手动换行符，共{count}处",
    good=["正文 为规范管理，现通知如下。", "标题 青川市数据资源局\\n关于加强管理的通知"],
    bad=[
        ("正文 {size=32} 为规范管理，\\n现将有关事项通知如下。", "正文 为规范管理，现将有关事项通知如下。"),
        "正文 为规范管理，现通知如下。\\n各单位要认真落实。",
    ],
)  # fmt: skip
def manual_line_break(p: Paragraph) -> Iterator[Found]:
    """正文不用手动换行符（Shift+Enter）断行。

    手动换行把一段拆成几行，后面的行没有首行缩进，两端对齐时还会拉开字距。句中的换行可以直接去掉；句末的应改为分段，须逐处确认。
    """
    if not is_judged(p):
        return
    for at, name in p.breaks:
        before, after = p.text[:at].rstrip(BLANKS), p.text[at + 1 :]
        if name != "line" or not before or not after.strip():
            continue
        if before.endswith(_STOPS) or after[0] in BLANKS or before.endswith("\n") or after[0] == "\n":
            yield found(p, at, at + 1, "句末用了手动换行符，应改为分段")
        else:
            yield found(
                p, at, at + 1, "句中有手动换行符", fix=delete(p, at, at + 1), safety=SAFE, before="手动换行", after="接排"
            )
