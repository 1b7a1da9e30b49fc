"""Punctuation and length of the title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.report import Kind, Paragraph, Report
from app.rules.api import ADVISED, INFO, PRACTICE, SAFE, WARNING, Found, delete, found, outside, rule
from app.rules.title.lines import OF_TITLE

_END = re.compile(r"[。；，：、;,:]+(?=\s*$)")
_INSIDE = re.compile(r"[，。；：！,;!](?!\s*$)")


@rule(
    "GW-TITLE-007", "GB/T 15834-2011 B.4", slug="title-ends-with-mark", severity=WARNING, strength=ADVISED,
    reads=("text", "kinds"), where=OF_TITLE,
    good=["标题 关于加强基层治理工作的通知", "标题 关于加强组织、制度、\n标题 队伍建设的通知"],
    bad=[("标题 关于加强基层治理工作的通知。", "标题 关于加强基层治理工作的通知")],
)  # fmt: skip
def title_ends_with_mark(r: Report) -> Iterator[Found]:
    """标题末尾不用标点。

    公文标题由发文机关名称、事由和文种组成，不是完整的句子，末尾加句号等属多余标点。
    """
    if not r.elements.title:
        return
    p = r.by_uid[r.elements.title[-1]]
    match = _END.search(p.text)
    if match and p.confidence >= 0.8:
        fix = delete(p, match.start(), match.end())
        yield found(p, match.start(), match.end(), "标题末尾有多余标点", fix=fix, safety=SAFE)


@rule(
    "GW-TITLE-008", "实务", slug="mark-inside-title", severity=INFO, strength=PRACTICE, kinds={Kind.TITLE}, needs=0.8,
    chars="，。；：！,;!",
    good=["标题 关于贯彻《青川市数据条例》、做好“一网通办”工作的意见"],
    bad=["标题 关于加强，数据共享工作的通知"],
)  # fmt: skip
def mark_inside_title(p: Paragraph) -> Iterator[Found]:
    """标题中除书名号、引号、括号、顿号外一般不用标点。

    标题应是一个紧凑的词组；用逗号、句号断开，说明事由还没有归纳好。
    """
    for match in _INSIDE.finditer(p.text):
        if outside(p, match.start(), match.end()) and p.text[match.start() - 1 : match.start()] not in "0123456789":
            yield found(p, match.start(), match.end(), "标题中一般不用这个标点")


@rule(
    "GW-TITLE-013", "实务", slug="long-title", severity=INFO, strength=PRACTICE, reads=("text", "kinds"), where=OF_TITLE,
    good=["标题 关于加强基层治理工作的通知"],
    bad=[("标题 关于进一步贯彻落实市委市政府决策部署持续深化政务数据共享开放扎实推进基层治理"
         "能力提升和营商环境优化三年行动方案各项任务的情况报告")],
)  # fmt: skip
def long_title(r: Report, limit: int = 60) -> Iterator[Found]:
    """标题不宜超过三行。

    2号字每行约二十字，标题超过三行难以排成梯形或菱形，事由也不易一眼看清。
    """
    length = len(re.sub(r"[\s　]", "", r.elements.title_text))
    if length > limit:
        yield found(r.by_uid[r.elements.title[0]], 0, None, f"标题有{length}字，按2号字排要超过三行，可精简")
