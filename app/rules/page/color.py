"""The colour of text (GW-PAGE-010)."""

from __future__ import annotations

from collections.abc import Iterator

from app.core.edits import Edit, Reformat
from app.core.emphasis import is_blackish
from app.core.format_math import is_judged, role_key
from app.core.report import LEVELS, CharFormat, Kind, Paragraph
from app.rules.api import CONFIRM, DUTY, ERROR, SAFE, WARNING, Found, found, restyle, rule

_BLACK = frozenset({"auto", "000000"})
_KINDS = (Kind.TITLE, Kind.SUBTITLE, Kind.ADDRESSEE, Kind.BODY, Kind.CLAUSE, *LEVELS, Kind.SIGNATURE, Kind.DATE)
_LINKS = frozenset({"Hyperlink", "超链接", "FollowedHyperlink", "已访问的超链接"})


@rule(
    "GW-PAGE-010", "GB/T 9704-2012 5.2.4", slug="text-not-black", severity=ERROR, strength=DUTY, aspect="format",
    kinds=_KINDS, needs=0.7, group="文字颜色不是黑色，共{count}段",
    good=[
        "正文 为规范管理，现通知如下。", "正文 {color=000000} 为规范管理，现通知如下。",
        "标志 {color=FF0000} 青川市数据资源局文件", "正文 {color=FF0000} 此数待核。",
    ],
    bad=[
        ("正文 {color=333333} 为规范管理，现通知如下。", "正文 为规范管理，现通知如下。"),
        "一级 {color=2E74B5} 一、总体要求",
    ],
)  # fmt: skip
def text_not_black(p: Paragraph) -> Iterator[Found]:
    """文字颜色如无特殊说明均为黑色。

    灰色多半来自网页粘贴，可以一并改黑。红字、彩字和突出显示可能是同事的待核标记，只提示，须逐处确认，不在批量中改。
    """
    if not is_judged(p):
        return
    other = [run for run in p.runs if p.text[run.start : run.end].strip() and _is_colored(run.format)]
    if not other:
        return
    marks = [run for run in other if not is_blackish(run.format.color)]
    first = marks[0] if marks else other[0]
    fix: tuple[Edit, ...] = (restyle(p, role_key(p), "color"),)
    if marks:
        fix = tuple(Reformat(p.uid, chars={"color": "auto"}, start=run.start, end=run.end) for run in other)
    color = first.format.color
    yield found(
        p, first.start, first.end, f"文字颜色为{color}，应为黑色", fix=fix, safety=CONFIRM if marks else SAFE, before=color,
        after="黑色", severity=WARNING if is_blackish(color) else None,
    )  # fmt: skip


def _is_colored(form: CharFormat) -> bool:
    """Coloured text that no narrower rule speaks of: red and highlighted marks and links have their own."""
    if form.color in _BLACK or form.highlight != "none" or form.style in _LINKS:
        return False
    red, green, blue = (int(form.color[at : at + 2], 16) for at in (0, 2, 4))
    is_red = red >= 0xC0 and green <= 0x60 and blue <= 0x60
    return not is_red and max(red, green, blue) > 0x10
