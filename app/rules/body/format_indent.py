"""Indents of body paragraphs and headings (GW-BODY-002 … 004)."""

from __future__ import annotations

from collections.abc import Iterator

from app.core.edits import Edit
from app.core.format_math import (
    em,
    first_line_indent,
    first_line_start,
    is_judged,
    is_official,
    is_prose,
    leading_blank,
    left_indent,
    look_of,
    role_key,
    text_width,
)  # fmt: skip
from app.core.report import LEVELS, Kind, Paragraph
from app.rules.api import DUTY, ERROR, PRACTICE, SAFE, WARNING, Context, Found, delete, found, restyle, rule

_KINDS = (Kind.BODY, Kind.CLAUSE, *LEVELS)
_INDENTED = 2.0  # characters
_LINE = 8845  # twips: the standard's text area
_BY_THE_BOOK = 200  # hundredths of a character
_SLACK = 0.1  # of the indent: rounding between centimetres, points and characters
_ROUNDING = 1e-6


def _is_list(p: Paragraph) -> bool:
    return p.number is not None and p.number.format == "bullet"


def is_set_apart(p: Paragraph) -> bool:
    """Centred text, bullets, entries without a sentence and headings of other schemes are no paragraphs of prose."""
    if p.kind in LEVELS and not is_official(p):
        return True
    return p.format.align in ("center", "right", "distribute") or _is_list(p) or (p.kind is Kind.BODY and not is_prose(p))


def _is_two(chars: float) -> bool:
    return abs(chars - _INDENTED) <= _INDENTED * _SLACK + _ROUNDING


def _is_chapter(p: Paragraph, c: Context) -> bool:
    """Whether `1.` in the first level's font is a chapter of a technical document, whose sections are 1.1 at the margin."""
    look = look_of(p) if p.kind is Kind.LEVEL3 and not p.role.run_in else None
    return look is not None and c.profile.family_of(look[0]) == "黑体"


@rule(
    "GW-BODY-002", "GB/T 9704-2012 7.3.3", slug="no-first-line-indent", severity=ERROR, strength=DUTY, aspect="format",
    kinds=_KINDS, needs=0.7, group="首行没有左空二字，共{count}段",
    good=[
        "正文 为规范管理，现通知如下。", "正文 {first_line_chars=none, first_line=640} 为规范管理，现通知如下。",
        "正文 {first_line_chars=none, first_line=600, size=30} 为规范管理，现通知如下。",
        "正文 {first_line_chars=0} 各区县司法局（分局）：", "正文 {first_line_chars=0} [主送单位]：",
        "正文 {first_line_chars=0} 投标人（盖章）：", "正文 {first_line_chars=0} https://example.cn/help?at=11:20；",
        "正文 {first_line_chars=220, first_line=704} 为规范管理，现通知如下。",
        "正文 {first_line_chars=400} 项目单位主要负责人：", "三级 {first_line_chars=0, first_line=0, east_asia=黑体} 1.评价依据",
        "正文 {left=92, first_line_chars=none, first_line=640} 为规范管理，现通知如下。",
    ],
    bad=[
        ("正文 {first_line_chars=0} 为规范管理，现通知如下。", "正文 为规范管理，现通知如下。"),
        ("一级 {first_line_chars=0, first_line=0} 一、总体要求", "一级 一、总体要求"),
        ("三级 {first_line_chars=0, first_line=0} 1.完善制度", "三级 1.完善制度"),
    ],
)  # fmt: skip
def no_first_line_indent(p: Paragraph, c: Context) -> Iterator[Found]:
    """每个自然段左空二字。

    “二字”随字号而变：3号字为32磅，小3号字为30磅，都算左空二字。层次标题也是自然段；技术文件里顶格的黑体“1.”是章标题，不按这一条。
    """
    if p.format.first_line_chars == _BY_THE_BOOK and not p.format.left and not p.format.left_chars:
        return
    if not is_judged(p) or leading_blank(p) or is_set_apart(p) or left_indent(p) * 2 > em(p):
        return
    chars = (left_indent(p) + first_line_indent(p)) / em(p)
    if _is_two(chars) or _is_two(first_line_indent(p) / em(p)) or (not chars and _is_chapter(p, c)):
        return
    yield found(
        p, 0, None, "首行没有缩进，应左空二字" if abs(chars) < 0.1 else f"首行左空{chars:.1f}字，应为二字",
        fix=restyle(p, role_key(p), "indent"), safety=SAFE, before=f"左空{max(chars, 0):.1f}字", after="左空二字",
    )  # fmt: skip


@rule(
    "GW-BODY-003", "GB/T 9704-2012 7.3.3", slug="further-lines-indented", severity=ERROR, strength=DUTY, aspect="format",
    kinds=_KINDS, needs=0.7, group="回行没有顶格，共{count}段",
    good=["正文 为规范管理，现通知如下。"],
    bad=[("正文 {left=420} 为规范管理，现通知如下。", "正文 为规范管理，现通知如下。")],
)  # fmt: skip
def further_lines_indented(p: Paragraph) -> Iterator[Found]:
    """正文回行顶格。

    只有每段第一行左空二字，其余各行与版心左边对齐；整段左缩进、悬挂缩进都会使回行不顶格。
    """
    if (not p.format.left and not p.format.left_chars) or not is_judged(p):
        return
    if is_set_apart(p) or abs(left_indent(p)) * 2 <= em(p):
        return
    one_line = left_indent(p) + first_line_indent(p) + text_width(p.text, em(p)) <= _LINE
    if one_line and _is_two(first_line_start(p) / em(p)):
        return  # looks like two characters of indent, and there is no further line
    chars = left_indent(p) / em(p)
    yield found(
        p, 0, None, f"回行左空{chars:.1f}字，应顶格", fix=restyle(p, role_key(p), "indent"), safety=SAFE,
        before=f"回行左空{chars:.1f}字", after="回行顶格",
    )  # fmt: skip


@rule(
    "GW-BODY-004", "实务（由GB/T 9704-2012 7.3.3推出）", slug="spaces-instead-of-indent", severity=WARNING, strength=PRACTICE,
    aspect="format", kinds=_KINDS, needs=0.7, chars="\u3000 \t\u00a0", group="用空格代替首行缩进，共{count}段",
    good=[
        "正文 为规范管理，现通知如下。", "一级 一、总体要求", "正文               顺序号（第一号文件为001）。",
        "正文 附：（1）文书样式\n四级    （2）条约情况",
    ],
    bad=[
        ("正文 {first_line_chars=0, first_line=0} \u3000\u3000为规范管理，现通知如下。", "正文 为规范管理，现通知如下。"),
        ("正文 {first_line_chars=none, first_line=0} \t为规范管理，现通知如下。", "正文 为规范管理，现通知如下。"),
    ],
)  # fmt: skip
def spaces_instead_of_indent(p: Paragraph) -> Iterator[Found]:
    """左空二字用首行缩进，不用空格或制表符。

    空格随字体、字号变宽变窄，修改时容易多删少删；首行缩进二字则始终准确。
    """
    blank = leading_blank(p)
    if not blank or blank == len(p.text) or not is_judged(p) or _is_lined_up(p, blank):
        return
    edits: list[Edit] = [delete(p, 0, blank)]
    if not is_set_apart(p):
        edits.append(restyle(p, role_key(p), "indent"))
    yield found(
        p, 0, blank, "段首用空格代替缩进", fix=tuple(edits), safety=SAFE, before=f"段首{blank}个空格", after="首行缩进二字"
    )


def _is_lined_up(p: Paragraph, blank: int) -> bool:
    """Whether the second (2) of a note stands under its first: an indent of two characters and less than two in spaces."""
    few = text_width(p.text[:blank], em(p)) < _INDENTED * em(p)
    return p.kind in (Kind.LEVEL3, Kind.LEVEL4) and few and _is_two(first_line_indent(p) / em(p))
