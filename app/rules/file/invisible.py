"""Characters that nobody sees (GW-DOCX-007)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.report import Paragraph
from app.rules.api import PRACTICE, SAFE, WARNING, Found, delete, found, rule

# Zero width spaces and joiners, directions of writing, control characters; the soft hyphen is Word's own business.
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]+")
_EMOJI = re.compile("[\u2600-\u27bf\U0001f000-\U0001faff]")


@rule(
    "GW-DOCX-007", "实务", slug="invisible-characters", severity=WARNING, strength=PRACTICE, stories="all",
    group="不可见的异常字符{count}处",
    good=["正文 全年办理512件。"],
    bad=[("正文 全年\u200b办理512件\u200e。", "正文 全年办理512件。")],
)  # fmt: skip
def invisible_characters(p: Paragraph) -> Iterator[Found]:
    """文字里不夹带看不见的异常字符。

    零宽空格、方向控制符多从网页、聊天软件复制而来，看不见却妨碍查找、核对和换行。
    """
    for match in _INVISIBLE.finditer(p.text):
        if not _EMOJI.search(p.text, max(0, match.start() - 1), match.end() + 1):
            shown = " ".join(f"U+{ord(char):04X}" for char in match.group()[:3])
            yield found(
                p, match.start(), match.end(), f"看不见的字符（{shown}）", fix=delete(p, match.start(), match.end()), safety=SAFE,
                before=shown, after="删去",
            )  # fmt: skip
