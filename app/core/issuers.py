"""Who issues a report: organs at the start of a title, joint names, and whether one name may shorten another."""

from __future__ import annotations

import re

from app.core.organs import is_organ

UPWARD = frozenset({"报告", "请示"})

_SUBJECT = re.compile(r"关于|印发|转发|批转|公布|发布|(?:19|20)\d{2}年|对|召开|召集|开展|举办|切实|进一步|做好|加强|[(（《“]")
_BETWEEN = re.compile(r"[\s、，,]+")


def title_organ(title: str) -> str:
    """The organ (or organs) that a title starts with, "" when it starts with the subject."""
    match = _SUBJECT.search(title)
    head = title[: match.start()].strip() if match else ""
    return head if head and all(is_organ(part) for part in members(head)) else ""


def plain(name: str) -> str:
    """An organ's name without the blanks and marks that layout puts into it."""
    return _BETWEEN.sub("", name)


def members(names: str) -> list[str]:
    """The single organs of a joint line, in order."""
    return [part for part in _BETWEEN.split(names.strip()) if part]


def shortens(short: str, full: str) -> bool:
    """Whether `short` may be a 规范化简称 of `full`: its characters occur there in the same order."""
    rest = iter(full)
    return all(letter in rest for letter in short)
