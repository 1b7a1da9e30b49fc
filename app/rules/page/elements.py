"""The pitch of lines and stray space of the elements around the text: title, signature, date … (GW-PAGE-013)."""

from __future__ import annotations

from collections.abc import Iterator

from app.core.edits import Edit, Reformat
from app.core.format_math import Sections, blank_lines, is_judged, pitch, role_key, space_after, space_before
from app.core.gathering import gather, of_kinds
from app.core.report import Kind, Paragraph, Report, Section
from app.rules.api import INFO, PRACTICE, SAFE, Found, found, restyle, rule
from app.rules.page.grid import holds_picture

_PITCHED = frozenset({
    Kind.TITLE, Kind.SUBTITLE, Kind.SIGNATURE, Kind.DATE, Kind.ATTACHMENT_LABEL, Kind.ATTACHMENT_TITLE,
})  # fmt: skip
_KINDS = _PITCHED | {Kind.ADDRESSEE, Kind.ATTACHMENT_NOTE, Kind.NOTE}
_ONE_LINE = 0.75  # what looks like a blank line, as the rules on blank lines have it
_TITLE = "标题 关于加强治理的通知"


@rule(
    "GW-PAGE-013", "实务（由GB/T 9704-2012 5.2.3推出）", slug="elements-off-the-grid", severity=INFO, strength=PRACTICE,
    aspect="format", reads=("format", "kinds", "sections"),
    where=lambda p: p.kind in _KINDS or space_before(p), group="标题、署名等不在行的网格上，共{count}段",
    good=[
        f"{_TITLE}\n主送 各科室：", f"{_TITLE.replace(' ', ' {after=579} ', 1)}\n主送 {{before=0}} 各科室：",
        "标题 {line=700} 关于加强治理的通知",
    ],
    bad=[
        ("标题 {line=360, line_rule=auto} 关于加强治理的通知", _TITLE),
        ("标题 {after=200} 关于加强治理的通知\n主送 各科室：", f"{_TITLE}\n主送 各科室："),
        ("标题 {after=579} 关于加强治理的通知\n主送 各科室：", f"{_TITLE}\n主送 各科室："),
    ],
)  # fmt: skip
def elements_off_the_grid(r: Report) -> Iterator[Found]:
    """标题、署名、成文日期等要素也排在每面22行的行格上。

    标题用多倍行距、署名前后留零散间距，下面各行就离开了行格，末页容不下的署名会被挤到下一面。空一行的段前、段后间距不算。
    """
    sections = Sections(r)
    for p, _ in gather(r, of_kinds(*_KINDS)):
        if not is_judged(p) or holds_picture(p):
            continue
        at = r.order[p.uid] + 1
        below = r.paragraphs[at] if at < len(r.paragraphs) else None
        edits = (*_pitch(p, sections.get(p.uid)), *_space(p, below))
        if edits:
            yield found(p, 0, None, "不在行格上", fix=edits, safety=SAFE, before="行距、间距不定", after="固定行距、无零散间距")


def _pitch(p: Paragraph, section: Section | None) -> Iterator[Edit]:
    if p.kind in _PITCHED and pitch(p, section) is None:
        yield restyle(p, role_key(p), "line")


def _space(p: Paragraph, below: Paragraph | None) -> Iterator[Edit]:
    """Edits that take space away which is no blank line, or a second one."""
    above, under = space_before(p), space_after(p)
    doubled = below is not None and under >= _ONE_LINE and blank_lines(None, below) >= _ONE_LINE
    if 0 < under < _ONE_LINE or doubled:
        yield Reformat(p.uid, paragraph={"after": 0, "after_lines": None, "after_auto": False})
    if 0 < above < _ONE_LINE:
        yield Reformat(p.uid, paragraph={"before": 0, "before_lines": None, "before_auto": False})
