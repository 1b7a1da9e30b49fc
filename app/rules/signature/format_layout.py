"""Where signature and date stand, with a seal or without (GW-SIGN-004 … 006), and the blank line above (GW-SIGN-014)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from app.core.edits import Edit, Reformat
from app.core.format_math import (
    Sections,
    blank_lines,
    em,
    leading_blank,
    remembered,
    remembered_by,
    right_blank,
    space_after,
    text_area,
    text_width,
    unsealed_rights,
)  # fmt: skip
from app.core.gathering import gather, kept, of_kinds
from app.core.profile import Profile
from app.core.report import LEVELS, Kind, Paragraph, Report
from app.rules.api import SAFE, USUAL, WARNING, Context, Found, delete, found, restyle, rule

_ONE_LINE = 0.75
_LEADER = re.compile(
    r"\S{0,20}(?:主席|总理|省长|市长|县长|区长|州长|乡长|镇长|部长|局长|厅长|主任|院长|检察长|书记)\s*\S{0,4}\s?\S{0,4}$"
)
_ABOVE = frozenset({Kind.BODY, Kind.CLAUSE, Kind.ATTACHMENT_NOTE, *LEVELS})
_SIGNED = of_kinds(Kind.SIGNATURE, Kind.DATE)
_GOOD = "署名 青川市数据资源局\n日期 {right=320} 2024年12月29日"
_SEALED = "署名 {right=1120} 青川市数据资源局\n日期 {right=1280} 2024年12月29日"


@dataclass(frozen=True, slots=True)
class Block:
    """A signature line with its date line below, measured in characters from the right edge of the text area."""

    signature: Paragraph
    date: Paragraph
    signature_right: float
    date_right: float
    signature_width: float
    date_width: float

    @property
    def shift(self) -> float:
        """How far right of the signature's first character the date starts."""
        return (self.signature_right + self.signature_width) - (self.date_right + self.date_width)

    @property
    def off_center(self) -> float:
        """How far apart the middles of the two lines are."""
        return abs(self.signature_right + self.signature_width / 2 - self.date_right - self.date_width / 2)

    @property
    def sealed(self) -> bool:
        """7.3.5.1: the date four characters from the right, the signature centred above it."""
        return self.date_in_place and self.off_center <= 2

    @property
    def date_in_place(self) -> bool:
        return 2.5 <= self.date_right <= 6

    @property
    def unsealed(self) -> bool:
        """7.3.5.2: the signature two from the right, the date two to the right of its start; a long date takes the two."""
        placed = 1 <= self.signature_right <= 3.5 or 1 <= self.date_right <= 3.5
        return placed and 1 <= self.shift <= 3 and self.date_right > -0.5


def _blocks(r: Report) -> Sequence[Block]:
    return kept(r, _read_blocks, gather(r, _SIGNED), r.order, r.sections)


def _read_blocks(r: Report) -> Sequence[Block]:
    sections, blocks = Sections(r), list[Block]()
    for date, _ in gather(r, of_kinds(Kind.DATE)):
        at = r.order[date.uid]
        if date.confidence < 0.7 or at == 0 or "\n" in date.text.strip():
            continue
        signature = r.paragraphs[at - 1]
        two = at > 1 and r.paragraphs[at - 2].kind is Kind.SIGNATURE
        if signature.kind is Kind.SIGNATURE and signature.confidence >= 0.85 and not two and _is_one_organ(signature):
            blocks.append(_measured(signature, date, text_area(sections.get(date.uid))))
    return blocks


def _sealed(r: Report) -> frozenset[int]:
    return frozenset(b.signature.uid for b in _blocks(r) if b.sealed and not b.unsealed)


@remembered
def _is_one_organ(p: Paragraph) -> bool:
    """Whether a signature names one organ: several in a row, or a leader's post and name, have layouts of their own."""
    words = p.text.strip()
    return "\n" not in words and not re.search(r"\S\s{2,}\S", words) and not _LEADER.match(words)


def _measured(signature: Paragraph, date: Paragraph, area: int) -> Block:
    unit = em(date)
    (right, width), (date_right, date_width) = _extent(signature, area), _extent(date, area)
    return Block(signature, date, right / unit, date_right / unit, width / unit, date_width / unit)


@remembered_by
def _extent(p: Paragraph, area: int) -> tuple[int, int]:
    """How far the words stand from the right edge of a text area `area` wide, and how wide they are, in twips."""
    return right_blank(p, area), text_width(p.text.strip(), em(p))


def _unsealed_layout(b: Block, profile: Profile) -> tuple[Edit, ...]:
    """The edits for 7.3.5.2; the spaces that stood for the place go, those inside the words stay."""
    edits: list[Edit] = []
    for p, right in zip((b.signature, b.date), unsealed_rights(b.signature_width, b.date_width), strict=True):
        edits.append(_right_aligned(p, right, profile))
        edits += [delete(p, 0, leading_blank(p))] if leading_blank(p) else []
        end = len(p.text.rstrip())
        edits += [delete(p, end, None)] if end < len(p.text) else []
    return tuple(edits)


def _right_aligned(p: Paragraph, right: float, profile: Profile) -> Edit:
    """`p` at that many characters from the right, in the size that it has or that another finding gives it."""
    standard = profile.styles[p.kind.value].size * 10
    unit = em(p) if abs(em(p) - standard) <= 10 else standard
    values: dict[str, object] = {
        "align": "right", "right": round(right * unit), "right_chars": None, "left": 0, "left_chars": None,
        "first_line": 0, "first_line_chars": None,
    }  # fmt: skip
    return Reformat(p.uid, paragraph=values)


def _say(b: Block, p: Paragraph, message: str, c: Context) -> Found:
    return found(
        p, 0, None, message, fix=_unsealed_layout(b, c.profile), safety=SAFE,
        before=f"署名右空{b.signature_right:.1f}字、日期右空{b.date_right:.1f}字",
        after="署名右空二字、日期首字右移二字",
    )  # fmt: skip


@rule(
    "GW-SIGN-004", "GB/T 9704-2012 7.3.5.1", slug="sealed-date-place", severity=WARNING, strength=USUAL, aspect="format",
    reads=("format", "kinds", "text", "sections"), where=_SIGNED, good=[_SEALED, _GOOD],
    bad=[("署名 {right=2720} 青川市数据资源局\n日期 {right=2880} 2024年12月29日", _GOOD)],
)  # fmt: skip
def sealed_date_place(r: Report, c: Context) -> Iterator[Found]:
    """加盖印章的公文，成文日期一般右空四字。

    署名在成文日期正上方居中时按盖章格式看待：成文日期右空四字，给下压的印章留出位置。
    """
    for b in _blocks(r):
        if not b.unsealed and b.off_center <= 1 and b.shift and not b.date_in_place:
            if b.date_right < 1 and b.signature_right < 1:
                continue  # both at the edge: no layout at all
            yield _say(b, b.date, f"成文日期右空{b.date_right:.1f}字，加盖印章时一般为四字", c)


@rule(
    "GW-SIGN-005", "GB/T 9704-2012 7.3.5.1", slug="sealed-signature-place", severity=WARNING, strength=USUAL, aspect="format",
    reads=("format", "kinds", "text", "sections"), where=_SIGNED, good=[_SEALED, _GOOD],
    bad=[("署名 {right=3200} 青川市数据资源局\n日期 {right=1280} 2024年12月29日", _GOOD)],
)  # fmt: skip
def sealed_signature_place(r: Report, c: Context) -> Iterator[Found]:
    """加盖印章的公文，发文机关署名以成文日期为准居中编排。

    署名与成文日期同轴，印章居中下压两行。成文日期右空四字时按盖章格式看待。
    """
    for b in _blocks(r):
        if not b.unsealed and not b.sealed and 3.5 <= b.date_right <= 4.5:
            yield _say(b, b.signature, "成文日期右空四字，署名却没有在它上方居中", c)


@rule(
    "GW-SIGN-006", "GB/T 9704-2012 7.3.5.2", slug="unsealed-layout", severity=WARNING, strength=USUAL, aspect="format",
    reads=("format", "kinds", "text", "sections"), where=_SIGNED, good=[_SEALED, _GOOD],
    bad=[
        ("署名 {right=0} 青川市数据资源局\n日期 {right=0} 2024年12月29日", _GOOD),
        "署名 {align=left, right=0} 青川市数据资源局\n日期 {align=left, right=0} 2024年12月29日",
    ],
)  # fmt: skip
def unsealed_layout(r: Report, c: Context, seal: Literal["unknown", "never"] = "unknown") -> Iterator[Found]:
    """不加盖印章的公文，署名右空二字，成文日期首字比署名首字右移二字。

    日期比署名长时，日期右空二字，署名相应左移。是否盖章看不出来，合乎盖章、不盖章任一种格式都算对；更正按不盖章的格式。
    """
    for b in _blocks(r):
        if seal == "never":
            if not b.unsealed:
                yield _say(b, b.signature, "署名、日期没有按不加盖印章的格式编排", c)
            continue
        spoken = 3.5 <= b.date_right <= 4.5 or (b.off_center <= 1 and b.shift and (b.date_right >= 1 or b.signature_right >= 1))
        if not b.unsealed and not b.sealed and not spoken:
            message = f"署名右空{b.signature_right:.1f}字、日期右空{b.date_right:.1f}字，不合盖章或不盖章的格式"
            yield _say(b, b.signature, message, c)


@rule(
    "GW-SIGN-014", "GB/T 9704-2012 7.3.5.2、7.3.5.3", slug="no-line-above-signature", severity=WARNING, strength=USUAL,
    aspect="format", reads=("format", "kinds", "text", "sections"),
    where=lambda p: p.kind not in _ABOVE or space_after(p),
    good=[f"正文 特此报告。\n{_GOOD}", "正文 特此报告。\n空行\n署名 {before=0} 青川市数据资源局"],
    bad=[(
        "正文 特此报告。\n署名 {before=0} 青川市数据资源局\n日期 {right=320} 2024年12月29日",
        f"正文 特此报告。\n{_GOOD}",
    )],
)  # fmt: skip
def no_line_above_signature(r: Report) -> Iterator[Found]:
    """发文机关署名在正文（或附件说明）下空一行编排。

    不盖章的公文空一行；盖章的公文只要求印章顶端距正文一行之内，按盖章格式排的不查。空一行可以是空段或段前间距。
    """
    for p, _ in gather(r, of_kinds(Kind.SIGNATURE)):
        at = r.order[p.uid]
        above = r.paragraphs[at - 1] if at else None
        if above is None or p.confidence < 0.85 or above.kind not in _ABOVE or blank_lines(above, p) >= _ONE_LINE:
            continue
        if p.uid not in kept(r, _sealed, _blocks(r)):
            yield found(
                p, 0, None, "正文与署名之间没有空一行", fix=restyle(p, p.kind.value, "spacing"), safety=SAFE,
                before="未空行", after="空一行",
            )  # fmt: skip
