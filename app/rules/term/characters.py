"""Characters outside the 《通用规范汉字表》: traditional, compatibility and rare ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.characters import is_compatible, outside_table, standard_form
from app.core.protected import cited
from app.core.report import HEAD_KINDS, Kind, Paragraph
from app.rules.api import CONFIRM, DUTY, INFO, WARNING, Found, found, retext, rule

_KANA = re.compile("[\u3040-\u30ff]")
_NAMES = HEAD_KINDS | {Kind.SIGNATURE}


@rule(
    "GW-TERM-013", "《国家通用语言文字法》第九条；《通用规范汉字表》", slug="character-not-standard",
    severity=WARNING, strength=DUTY, stories="all", aliases=("GW-DOCX-008",),
    good=["正文 乾隆年间建成，由朱镕基、陶喆题写，展出《後漢書》。", "正文 二〇二三年，会议主题为“绿色转型”。"],
    bad=[
        ("正文 推進数据共享。", "正文 推进数据共享。"),
        ("正文 各单位要按⽉报送。", "正文 各单位要按月报送。"),
        "正文 栽种堀树。",
    ],
)  # fmt: skip
def character_not_standard(p: Paragraph) -> Iterator[Found]:
    """公文用规范汉字，不用繁体字、异体字和形近的部首、兼容字符。

    国家机关以规范汉字为公务用字。从网页、PDF 复制的“⽉”一类部首字符看着相同，却检索不到；人名、地名和引用的古籍可以保留。
    """
    if p.kind in _NAMES:
        return
    for start, character in outside_table(p.text):
        end = start + 1
        if cited(p, start, end) or _KANA.search(p.text):
            continue
        form = standard_form(character)
        if form is None:
            message = f"“{character}”不在《通用规范汉字表》内，人名、地名、专业用字可以保留"
            yield found(p, start, end, message, severity=INFO)
        else:
            what = "部首或兼容字符" if is_compatible(character) else "繁体字"
            message = f"“{character}”是{what}，规范字为“{form}”"
            yield found(p, start, end, message, fix=retext(p, start, end, form), safety=CONFIRM)
