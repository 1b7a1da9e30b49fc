"""Further lines of long names stand below the name's first character (GW-ATT-005, GW-IMPR-004)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.edits import Reformat
from app.core.format_math import Sections, em, first_line_start, left_indent, text_area, text_width
from app.core.gathering import gather, of_kinds
from app.core.report import Kind, Paragraph, Report
from app.rules.api import DUTY, SAFE, WARNING, Found, found, rule

_NAME = re.compile(r"\s*(?:附\s*件[：:]\s*)?(?:\d+[.．、]\s*)?")
_COPY = re.compile(r"\s*抄\s*送[：:]\s*")
_COPIES = "抄送：市委办公室、市人大常委会办公室、市政府办公室、市政协办公室、市纪委监委机关、市中级人民法院。"
_LONG = "关于进一步加强全市政务数据共享交换平台运行维护和安全管理工作的若干措施任务分工清单"


def _misplaced(p: Paragraph, label: re.Match[str], area: int) -> int | None:
    """Where the name starts, in twips from the left edge, when the paragraph is broken and its further lines stand elsewhere."""
    start = first_line_start(p) + text_width(label.group(), em(p))
    right = first_line_start(p) + text_width(p.text.rstrip(), em(p))
    wrong = abs(left_indent(p) - start) > em(p)
    return (
        start
        if label.group().strip() and not p.text[:1].isspace() and right > area + em(p) and wrong and "\n" not in p.text
        else None
    )


def _found(p: Paragraph, start: int, message: str) -> Found:
    values: dict[str, object] = {
        "left": start, "left_chars": None, "first_line": first_line_start(p) - start, "first_line_chars": None,
    }  # fmt: skip
    return found(
        p, 0, None, message, fix=Reformat(p.uid, paragraph=values), safety=SAFE, before="回行位置不对", after="与首字对齐"
    )


@rule(
    "GW-ATT-005", "GB/T 9704-2012 7.3.4", slug="further-lines-of-attachment-name", severity=WARNING, strength=DUTY,
    aspect="format", reads=("format", "kinds", "text", "sections"), where=of_kinds(Kind.ATTACHMENT_NOTE),
    good=["附件说明 附件：1.任务清单", f"附件说明 {{left=1920, first_line=-1280, first_line_chars=none}} 附件：1.{_LONG}"],
    bad=[(
        f"附件说明 {{first_line_chars=200}} 附件：1.{_LONG}",
        f"附件说明 {{left=1920, first_line=-1280, first_line_chars=none}} 附件：1.{_LONG}",
    )],
)  # fmt: skip
def further_lines_of_attachment_name(r: Report) -> Iterator[Found]:
    """附件名称较长需回行时，与上一行附件名称的首字对齐。

    回行退到版心左边，或与“附件”二字对齐，几个附件的名称就分不清。用悬挂缩进，不用空格。
    """
    sections = Sections(r)
    for p, _ in gather(r, of_kinds(Kind.ATTACHMENT_NOTE)):
        label = _NAME.match(p.text)
        start = _misplaced(p, label, text_area(sections.get(p.uid))) if label and p.confidence >= 0.7 else None
        if start is not None:
            yield _found(p, start, "附件名称回行没有与上一行名称的首字对齐")


@rule(
    "GW-IMPR-004", "GB/T 9704-2012 7.4.2", slug="further-lines-of-copy-to", severity=WARNING, strength=DUTY, aspect="format",
    reads=("format", "kinds", "text", "sections"), where=of_kinds(Kind.COPY_TO),
    good=["抄送 抄送：市委依法治市办。"],
    bad=[(
        f"抄送 {{left_chars=100}} {_COPIES}",
        f"抄送 {{left=1120, left_chars=none, first_line=-840, first_line_chars=none}} {_COPIES}",
    )],
)  # fmt: skip
def further_lines_of_copy_to(r: Report) -> Iterator[Found]:
    """抄送机关回行时，与冒号后的首字对齐。

    名单长的用悬挂缩进，回行对齐冒号后的第一个字。
    """
    sections = Sections(r)
    for p, _ in gather(r, of_kinds(Kind.COPY_TO)):
        label = _COPY.match(p.text)
        start = _misplaced(p, label, text_area(sections.get(p.uid))) if label and p.confidence >= 0.7 else None
        if start is not None:
            yield _found(p, start, "抄送机关回行没有与冒号后的首字对齐")
