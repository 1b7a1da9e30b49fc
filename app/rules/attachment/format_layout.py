"""Where attachment notes and attachments stand (GW-ATT-001, 007 … 009)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.edits import Edit, Reformat
from app.core.format_math import (
    blank_lines,
    em,
    first_line_indent,
    first_line_start,
    leading_blank,
    left_indent,
    look_name,
    look_of,
    text_width,
)  # fmt: skip
from app.core.gathering import gather, of_kinds
from app.core.report import Kind, Paragraph, Report
from app.rules.api import CONFIRM, DUTY, ERROR, SAFE, WARNING, Context, Found, Window, delete, found, restyle, rule

_ONE_LINE = 0.75
_PUSHED = 3  # so many empty paragraphs were meant to reach the next page; where they end only a layout knows
_NOTE = "正文 特此通知。\n附件说明 附件：任务清单"
_LABEL = Kind.ATTACHMENT_LABEL.value
_OPENS = re.compile(r"^\s*附\s*件")
_BEFORE_NAME = re.compile(r"附\s*件[：:]\s*(?:\d+[.．、]\s*)?")
_LABELLED = re.compile(r"^\s*附件")  # 附表, 附录 and 附图 have no place in the standard
_TEXT = frozenset({Kind.BODY, Kind.CLAUSE, Kind.LEVEL1, Kind.LEVEL2, Kind.LEVEL3, Kind.LEVEL4})


def _without_blank(p: Paragraph, move: Edit) -> tuple[Edit, ...]:
    return (delete(p, 0, leading_blank(p)), move) if leading_blank(p) else (move,)


@rule(
    "GW-ATT-001", "GB/T 9704-2012 7.3.4", slug="attachment-note-layout", severity=ERROR, strength=DUTY, aspect="format",
    kinds=(Kind.ATTACHMENT_NOTE,), needs=0.7,
    good=[
        "正文 特此通知。\n附件说明 附件：1.任务清单\n附件说明 {left=1920, first_line=-320, first_line_chars=none} 2.责任清单",
        "正文 特此通知。\n空行\n附件说明 {before=0} 附件：任务清单",
        "正文 特此通知。\n附件说明 {first_line_chars=0} 附件：任务清单\n附件标题 任务清单",
    ],
    bad=[
        ("正文 特此通知。\n附件说明 {before=0} 附件：任务清单", _NOTE),
        ("正文 特此通知。\n附件说明 {first_line_chars=0} 附件：任务清单", _NOTE),
        (
            "正文 特此通知。\n附件说明 {left=720, first_line=-720, first_line_chars=none} 附件：1.任务清单",
            "正文 特此通知。\n附件说明 {left=1920, first_line=-1280, first_line_chars=none} 附件：1.任务清单",
        ),
    ],
)  # fmt: skip
def attachment_note_layout(w: Window) -> Iterator[Found]:
    """附件说明在正文下空一行、左空二字编排。

    空一行可以是空段或一行的段前间距；“附件”二字左空二字，与正文首行对齐。第二个及以后的附件另行，不再空行。
    """
    p = w.p
    if not _OPENS.match(p.text) or _heads_attachment(w):
        return
    chars = first_line_start(p) / em(p)
    if not 1.6 <= chars <= 2.5:
        move = _hanging(p) if first_line_indent(p) < 0 else restyle(p, p.kind.value, "align", "indent")
        yield found(
            p, 0, None, f"附件说明左空{chars:.1f}字，应为二字", fix=_without_blank(p, move), safety=SAFE,
            before=f"左空{chars:.1f}字", after="左空二字",
        )  # fmt: skip
    if w.before is not None and w.before.kind in _TEXT and blank_lines(w.before, p) < _ONE_LINE:
        yield found(
            p, 0, None, "附件说明与正文之间没有空一行", fix=restyle(p, p.kind.value, "spacing"), safety=SAFE,
            before="未空行", after="空一行",
        )  # fmt: skip


def _heads_attachment(w: Window) -> bool:
    """Whether the attachment itself follows, so that the line is its label: 附件：投诉书范本, then 投诉书范本."""
    after = w.after2 if w.after is not None and w.after.kind is Kind.EMPTY else w.after
    return after is not None and after.kind is Kind.ATTACHMENT_TITLE


def _hanging(p: Paragraph) -> Edit:
    """Two characters from the left, further lines still below the first character of the name (7.3.4)."""
    label = _BEFORE_NAME.match(p.text.lstrip())
    hanging = text_width(label.group(), em(p)) if label else -first_line_indent(p)
    values: dict[str, object] = {"left": 2 * em(p) + hanging, "left_chars": None}
    return Reformat(p.uid, paragraph={**values, "first_line": -hanging, "first_line_chars": None})


@rule(
    "GW-ATT-007", "GB/T 9704-2012 7.3.7", slug="attachment-not-on-a-new-page", severity=ERROR, strength=DUTY, aspect="format",
    reads=("format", "kinds", "text"), where=lambda p: p.kind is Kind.ATTACHMENT_LABEL or _turns(p) or not p.text.strip(),
    good=["日期 2024年3月1日\n附件 附件1\n附件标题 任务清单"],
    bad=[(
        "日期 2024年3月1日\n附件 {page_break_before=false} 附件1\n附件标题 任务清单",
        "日期 2024年3月1日\n附件 附件1\n附件标题 任务清单",
    )],
)  # fmt: skip
def attachment_not_on_a_new_page(r: Report) -> Iterator[Found]:
    """附件另面编排。

    附件从新的一面开始，与公文正文一起装订。用段前分页、分页符或分节符都可以。
    """
    for p, _ in gather(r, of_kinds(Kind.ATTACHMENT_LABEL)):
        if p.confidence >= 0.75 and _LABELLED.match(p.text) and not _starts_a_page(r, p):
            pushed = _empty_above(r, p) >= _PUSHED
            yield found(
                p, 0, None, "附件没有另面编排", fix=restyle(p, _LABEL, "page_break"), safety=CONFIRM if pushed else SAFE,
                before="接排", after="另面编排", severity=WARNING if pushed else None,
            )  # fmt: skip


def _empty_above(r: Report, p: Paragraph) -> int:
    count = 0
    while (at := r.order[p.uid] - count - 1) >= 0 and not r.paragraphs[at].text.strip():
        count += 1
    return count


def _starts_a_page(r: Report, p: Paragraph) -> bool:
    if p.format.page_break_before or any(name == "page" for at, name in p.breaks if not p.text[:at].strip()):
        return True
    for at in range(r.order[p.uid] - 1, -1, -1):
        if _turns(r.paragraphs[at]):
            return True
        if r.paragraphs[at].text.strip():
            return False
    return True


def _turns(p: Paragraph) -> bool:
    """Whether a page ends in `p` or with it."""
    return p.section_end or p.format.page_break_before or any(name in ("page", "column") for _, name in p.breaks)


@rule(
    "GW-ATT-008", "GB/T 9704-2012 7.3.7", slug="attachment-label-look", severity=ERROR, strength=DUTY, aspect="format",
    kinds=(Kind.ATTACHMENT_LABEL,),
    needs=0.75, group="“附件”及序号没有用3号黑体顶格编排，共{count}处",
    good=["附件 附件1"],
    bad=[
        ("附件 {east_asia=仿宋_GB2312, first_line_chars=200} 附件1", "附件 附件1"),
        ("附件 {align=center} 附件", "附件 附件"),
    ],
)  # fmt: skip
def attachment_label_look(p: Paragraph, c: Context) -> Iterator[Found]:
    """“附件”二字及附件顺序号用3号黑体字顶格编排在版心左上角第一行。

    黑体、顶格的“附件1”使读者一眼看出附件从哪里开始。
    """
    if not _LABELLED.match(p.text):
        return
    style, look = c.profile.styles[_LABEL], look_of(p)
    wrong: list[str] = []
    if look and (c.profile.family_of(look[0]) != style.family or abs(look[1] - style.size) > 1):
        wrong.append(f"用{look_name(c.profile, *look)}")
    if p.format.align in ("center", "right") or abs(first_line_start(p)) > 0.4 * em(p) or abs(left_indent(p)) > 0.4 * em(p):
        wrong.append("没有顶格")
    if wrong:
        move = restyle(p, _LABEL, "font", "size", "align", "indent")
        yield found(
            p, 0, None, f"“附件”及序号{'、'.join(wrong)}，应用3号黑体顶格", fix=_without_blank(p, move), safety=SAFE,
            before="、".join(wrong), after="3号黑体顶格",
        )  # fmt: skip


@rule(
    "GW-ATT-009", "GB/T 9704-2012 7.3.7", slug="attachment-title-layout", severity=ERROR, strength=DUTY, aspect="format",
    kinds=(Kind.ATTACHMENT_TITLE,), needs=0.75,
    good=["附件 附件1\n附件标题 任务清单", "附件 附件1\n空行\n附件标题 {before=0} 任务清单"],
    bad=[
        ("附件 附件1\n附件标题 {align=left} 任务清单", "附件 附件1\n附件标题 任务清单"),
        ("附件 附件1\n附件标题 {before=0} 任务清单", "附件 附件1\n附件标题 任务清单"),
    ],
)  # fmt: skip
def attachment_title_layout(w: Window) -> Iterator[Found]:
    """附件标题居中编排在版心第三行。

    “附件1”占第一行，空一行，第三行居中排附件标题。
    """
    p = w.p
    shifted = p.format.align == "center" and abs(first_line_start(p)) > 0.8 * em(p)
    if p.format.align not in ("center", "distribute") or shifted:
        move = restyle(p, p.kind.value, "align", "indent")
        yield found(
            p, 0, None, "附件标题偏离正中" if shifted else "附件标题没有居中", fix=_without_blank(p, move), safety=SAFE,
            before="未居中", after="居中", severity=WARNING if shifted else None,
        )  # fmt: skip
    above = w.before
    labelled = above is not None and above.kind is Kind.ATTACHMENT_LABEL and _LABELLED.match(above.text)
    if labelled and blank_lines(above, p) < _ONE_LINE:
        yield found(
            p, 0, None, "附件标题没有编排在第三行", fix=restyle(p, p.kind.value, "spacing"), safety=SAFE, before="紧接“附件”",
            after="空一行", severity=WARNING,
        )  # fmt: skip
