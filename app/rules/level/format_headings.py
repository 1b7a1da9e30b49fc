"""The format of headings beyond their font (GW-LVL-012, 016 … 019)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.edits import Edit
from app.core.format_math import heading_length, look_within
from app.core.gathering import gather
from app.core.report import LEVELS, Kind, Paragraph, Report
from app.rules.api import INFO, PRACTICE, SAFE, WARNING, Context, Found, Window, found, reformat, restyle, retext, rule
from app.rules.level.numerals import NUMBERED

_FANG_SONG = "east_asia=仿宋_GB2312, ascii=仿宋_GB2312, h_ansi=仿宋_GB2312, cs=仿宋_GB2312"
_KAI = _FANG_SONG.replace("仿宋", "楷体")
_NUMBERED_SURE = 0.7  # a numeral alone tells that a paragraph is counted, whatever it is
_NUMBER = re.compile(r"[一二三四五六七八九十]+|\d+")
_RUN_IN = "（一）健全工作机制。建立联席会议，定期研究解决重点问题。"


@rule(
    "GW-LVL-012", "实务（由GB/T 9704-2012 7.3.3推出）", slug="whole-paragraph-in-heading-font", severity=WARNING,
    strength=PRACTICE, aspect="format", kinds=(Kind.LEVEL1, Kind.LEVEL2), needs=0.7,
    group="接排的标题整段用了标题字体，共{count}段",
    good=["二级 （一）健全工作机制", f"二级 {{{_FANG_SONG}}} ⟦{_KAI}|（一）健全工作机制。⟧建立联席会议，定期研究。"],
    bad=[(
        f"二级 {{bold=false}} {_RUN_IN}",
        f"二级 {{{_FANG_SONG}}} ⟦{_KAI}|（一）健全工作机制。⟧建立联席会议，定期研究解决重点问题。",
    )],
)  # fmt: skip
def whole_paragraph_in_heading_font(p: Paragraph, c: Context) -> Iterator[Found]:
    """标题后接排正文时，只有标题部分用标题字体。

    标题到第一个句号为止，用楷体（第一层用黑体）；句号之后是正文，用仿宋体。整段楷体分不出标题和正文。
    """
    end = heading_length(p)
    if not p.role.run_in or end >= len(p.text):
        return
    look = look_within(p, end, len(p.text))
    if look and c.profile.family_of(look[0]) == c.profile.styles[p.kind.value].family:
        fix = (
            restyle(p, Kind.BODY.value, "font", "size"),
            restyle(p, p.kind.value, "font", "size", end=end),
        )
        family = c.profile.styles[p.kind.value].family
        yield found(
            p, end, None, f"标题后的正文也用了{family}，应用仿宋体", fix=fix, safety=SAFE, before=f"整段{family}",
            after=f"标题{family}，正文仿宋体",
        )  # fmt: skip


@rule(
    "GW-LVL-016", "实务", slug="blank-line-at-heading", severity=INFO, strength=PRACTICE, aspect="format",
    kinds=LEVELS, needs=0.7, group="层次标题前后有空行，共{count}处",
    good=["正文 现通知如下。\n一级 一、总体要求\n正文 坚持依法行政。", "标题 关于加强治理的通知\n空行\n一级 一、总体要求"],
    bad=["正文 现通知如下。\n空行\n一级 一、总体要求\n正文 坚持依法行政。"],
)  # fmt: skip
def blank_line_at_heading(w: Window) -> Iterator[Found]:
    """层次标题前后不留空行。

    标题靠字体区分，空行会打乱每面22行的编排，也使篇幅变长。标题（主送机关）下的空行不算。
    """
    above = w.before is not None and w.before.kind is Kind.EMPTY and not w.before.breaks and not w.before.section_end
    top = w.before2 is None or w.before2.kind not in (Kind.BODY, Kind.CLAUSE, *LEVELS)
    below = w.after is not None and w.after.kind is Kind.EMPTY and w.after2 is not None and w.after2.kind in (Kind.BODY, *LEVELS)
    if (above and not top) or below:
        yield found(w.p, 0, None, "层次标题前有空行" if above and not top else "层次标题后有空行")


@rule(
    "GW-LVL-017", "实务", slug="heading-may-end-a-page", severity=INFO, strength=PRACTICE, aspect="format",
    kinds=LEVELS[:3], needs=0.7, group="层次标题没有设“与下段同页”，共{count}处",
    good=["一级 一、总体要求", "二级 {keep_next=false} （一）健全工作机制。建立联席会议，定期研究。"],
    bad=[("一级 {keep_next=false} 一、总体要求", "一级 一、总体要求")],
)  # fmt: skip
def heading_may_end_a_page(p: Paragraph) -> Iterator[Found]:
    """独立成行的层次标题与下段同页。

    设了“与下段同页”，标题就不会孤零零落在页末。
    """
    if not p.role.run_in and not p.format.keep_next:
        fix = restyle(p, p.kind.value, "keep_next")
        yield found(p, 0, None, "标题可能落在页末", fix=fix, safety=SAFE, before="可能落在页末", after="与下段同页")


@rule(
    "GW-LVL-018", "实务", slug="heading-without-outline-level", severity=INFO, strength=PRACTICE, aspect="format",
    kinds=LEVELS, needs=0.7, group="层次标题没有大纲级别，共{count}处",
    good=["一级 一、总体要求", "二级 {outline_level=none} （一）健全工作机制。建立联席会议，定期研究。"],
    bad=[("一级 {outline_level=none} 一、总体要求", "一级 一、总体要求")],
)  # fmt: skip
def heading_without_outline_level(p: Paragraph) -> Iterator[Found]:
    """独立成行的层次标题设大纲级别。

    设了大纲级别，导航窗格和目录才认得出标题；外观不变。接排的标题不设，否则整段都会进导航窗格。
    """
    level = p.format.outline_level
    if not p.role.run_in and (level is None or level > 8):
        fix = restyle(p, p.kind.value, "outline")
        yield found(p, 0, None, "标题没有大纲级别", fix=fix, safety=SAFE, before="正文级", after="大纲级别")


def _form(p: Paragraph) -> str:
    """The form of a heading's or clause's numeral (一、 whatever the number); "附件" where counts begin anew."""
    if p.kind is Kind.ATTACHMENT_LABEL:
        return "附件"
    numbered = p.kind in NUMBERED and p.role.numeral and p.role.value is not None and p.confidence >= _NUMBERED_SURE
    return _NUMBER.sub("一", p.role.numeral) if numbered else ""


def _is_automatic(p: Paragraph) -> bool:
    return p.number is not None and p.role.content == 0 and bool(_form(p))


@rule(
    "GW-LVL-019", "实务", slug="automatic-and-typed-numbers", severity=WARNING, strength=PRACTICE, aspect="format",
    reads=("format", "kinds"), where=_form, group="同一层标题自动编号与手工编号混用，共{count}处",
    good=["一级 一、总体要求\n正文 坚持依法行政。\n一级 二、主要任务"],
    bad=["一级 {number=一、} 总体要求\n正文 坚持依法行政。\n一级 二、主要任务\n正文 加强监管。"],
)  # fmt: skip
def automatic_and_typed_numbers(r: Report) -> Iterator[Found]:
    """同一层标题不混用自动编号和手打的序数。

    增删标题时自动编号会跟着变，手打的不变，容易重号、跳号。宜全文统一为一种。
    """
    if not gather(r, _is_automatic):
        return
    for headings in _series(r):
        automatic = [p for p in headings if p.number is not None and p.role.content == 0]
        typed = [p for p in headings if p.number is None]
        if automatic and typed:
            fewer = automatic if len(automatic) < len(typed) else typed
            fix = _typed_out(automatic) if fewer is automatic else ()
            for p in fewer:
                how = "自动编号" if fewer is automatic else "手打的序数"
                yield found(
                    p, 0, p.role.content or None, f"本处是{how}，同层其他标题不是", fix=fix, before="自动编号", after="手打的序数"
                )
                fix = ()  # the first place mends all: a number alone taken out of its list would shift the others


def _series(r: Report) -> list[list[Paragraph]]:
    """Numbered headings and clauses that count on from each other: of one form, each higher than the one before."""
    found_: list[list[Paragraph]] = []
    last: dict[str, list[Paragraph]] = {}
    for p, form in gather(r, _form):
        if p.kind is Kind.ATTACHMENT_LABEL:
            last = {}
        else:
            known = last.get(form)
            if known is None or (known[-1].role.value or 0) >= (p.role.value or 0):
                known = last[form] = []
                found_.append(known)
            known.append(p)
    return found_


def _typed_out(headings: list[Paragraph]) -> tuple[Edit, ...]:
    """The edits that write automatic numbers into the text and take the paragraphs out of their list."""
    edits: list[Edit] = []
    for p in headings:
        if p.number is not None:
            edits += [retext(p, 0, 0, p.number.text), reformat(p, num_id=0)]
    return tuple(edits)
