"""The role of a paragraph that opens a branch of the outline, with how sure that is and why."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.branch import Branch
from app.core.headings import heading_kind
from app.core.outline import numeral_text
from app.core.report import LEVELS, Kind, Paragraph, Role


def role_of(branches: Sequence[Branch], p: Paragraph) -> Role:
    """The role of `p`, which opens these branches: its first numbered line speaks for it."""
    return role_of_branch(next((one for one in branches if one.ordinal is not None), branches[-1]), p)


def role_of_branch(branch: Branch, p: Paragraph) -> Role:
    """What `p` is as the heading, article or clause that `branch` stands for."""
    kind = heading_kind(branch)
    line = branch.line
    headed = kind in LEVELS or kind is Kind.CHAPTER
    start = line.content if line else branch.traits.lead
    end = line.first if line else branch.traits.lead + len(branch.traits.words)
    return Role(
        kind, 1.0 if branch.forced else _confidence(branch), "由人工指定" if branch.forced else _reason(branch, kind),
        numeral_text(branch, p), branch.value if branch.scheme else None, start, end if headed else None,
        bool(line and line.more and headed),
    )  # fmt: skip


def _confidence(branch: Branch) -> float:
    if branch.line is None or branch.line.numeral is None:
        return 0.9 if branch.traits.level else 0.6
    return 0.7 if branch.weak else 0.95


def _reason(branch: Branch, kind: Kind) -> str:
    line = branch.line
    if line is None or line.numeral is None:
        return f"大纲级别或标题样式为第{branch.traits.level}级" if branch.traits.level else "字体与正文不同的独立短行"
    origin = "自动编号" if line.automatic else "序数"
    if kind is Kind.CLAUSE:
        return f"{origin}“{line.numeral.text}”之后是" + ("完整的句子" if branch.length > 20 or line.more else "条目，不是标题")
    return f"{origin}“{line.numeral.text}”，" + ("接排，以首句为标题" if line.more else "独立成行")
