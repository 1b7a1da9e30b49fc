"""Tracked changes and comments in words, for tooltips and the review bar."""

from __future__ import annotations

import re

from app.core.report import OBJECT, Comment, Revision, RevisionKind

_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d))?")
_QUOTED = frozenset({RevisionKind.INSERT, RevisionKind.DELETE, RevisionKind.MOVE_TO, RevisionKind.MOVE_FROM})


def when(date: str) -> str:
    """A date of the file as a clerk reads it: 2024年5月6日 07:08; empty when it has none."""
    found = _DATE.match(date)
    if found is None:
        return ""
    year, month, day, hour, minute = found.groups()
    time = f" {hour}:{minute}" if hour else ""
    return f"{year}年{int(month)}月{int(day)}日{time}"


def revision_words(revision: Revision) -> str:
    """What was done, by whom, when: 删除“……”　张三　2024年5月6日 07:08."""
    did = revision.kind.value
    if revision.kind in _QUOTED:
        words = revision.text.rstrip("¶").replace(OBJECT, "［对象］").replace("\n", "↵")
        paragraph = "和段落标记" if revision.text.endswith("¶") else ""
        did = f"{did}“{words}”{paragraph}" if words else f"{did}{paragraph.lstrip('和')}"
    elif revision.kind in (RevisionKind.FORMAT, RevisionKind.PARAGRAPH, RevisionKind.SECTION, RevisionKind.TABLE):
        did = f"改动{did}"
    return "　".join(part for part in (did, revision.author or "（未署名）", when(revision.date)) if part)


def comment_words(comment: Comment, answers: int) -> str:
    """What was said, with how many answers, by whom, when."""
    more = f"（{answers} 条答复）" if answers else ""
    said = comment.text.replace("\n", " ")
    return "　".join(part for part in (f"批注：{said}{more}", comment.author or "（未署名）", when(comment.date)) if part)
