"""The 文种 of a report from its title (《党政机关公文处理工作条例》第八条)."""

from __future__ import annotations

import re
from functools import lru_cache

STATUTORY = (
    "决议",
    "决定",
    "命令",
    "令",
    "公报",
    "公告",
    "通告",
    "意见",
    "通知",
    "通报",
    "报告",
    "请示",
    "批复",
    "议案",
    "函",
    "纪要",
)
OTHERS = (
    "实施方案",
    "工作方案",
    "方案",
    "预案",
    "规划",
    "计划",
    "要点",
    "总结",
    "讲话稿",
    "讲话",
    "汇报材料",
    "汇报",
    "条例",
    "规定",
    "办法",
    "细则",
    "规则",
    "规范",
    "准则",
    "章程",
    "指南",
    "标准",
    "制度",
    "说明",
    "解释",
    "答复",
    "指示",
    "简报",
    "提纲",
    "情况",
    "清单",
    "目录",
    "名单",
    "建议",
    "倡议书",
    "承诺书",
    "证明",
    "责任书",
    "合同",
    "协议",
    "修正案",
    "法",
)
_SUFFIX = re.compile(
    r"(?:\s*[（(〔\[][^（）()〔〕\[\]]{1,20}[）)〕\]]"
    r"|\s*(?:送审稿|征求意见稿|讨论稿|审议稿|初稿|草案|代拟稿|修订稿))+$"
)
_TAIL = re.compile(r"[\s。，；：、！？]+$")


def bare_title(title: str) -> str:
    """`title` without spaces, line ends, end marks and a status in brackets such as （试行）."""
    words = _TAIL.sub("", "".join(title.split()))
    return _SUFFIX.sub("", words)


@lru_cache(maxsize=512)
def genre_of(title: str) -> str | None:
    """The 文种 at the end of `title` (复函 counts as 函, 年度报告 as 报告), or None."""
    words = bare_title(title)
    for genre in STATUTORY:
        if words.endswith(genre):
            return "命令" if genre == "令" else genre
    return next((genre for genre in OTHERS if words.endswith(genre)), None)
