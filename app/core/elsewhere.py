"""What offices set in tables and text boxes: 版头 above the title, 署名 above the date, 版记 at the end."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from app.core.frame import Sheet
from app.core.marks import EMPTY
from app.core.organs import is_organ
from app.core.report import Kind, Paragraph, Report, Role, Table
from app.core.traits import Traits, traits_of

_TAGGED = {"copy_to": Kind.COPY_TO, "imprint": Kind.IMPRINT, "number": Kind.DOC_NUMBER, "signer": Kind.SIGNER}
_HEAD = {"copy_number": Kind.COPY_NUMBER, "secrecy": Kind.SECRECY, "urgency": Kind.URGENCY}
_MARK = re.compile(r"(?:文\s*件|令|纪\s*要)$")
_MARK_SIZE = 44  # half-points: a 发文机关标志 is set no smaller than the title
_BY_HAND = "由人工指定"
_FAINT: dict[str, Role] = {
    "empty": Role(Kind.EMPTY, 1.0, "没有文字"),
    "": Role(Kind.OTHER, 1.0, "正文以外的文字"),
}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What of the flow bears on other stories: the title's uid, the tables before it, those right above the date."""

    title: int | None
    before: frozenset[str]
    dated: frozenset[str]


def surroundings(raw: Report, sheet: Sheet) -> Surroundings:
    """The surroundings of `raw.others` in the flow that `sheet` was read from."""
    title = min(sheet.of_kind(Kind.TITLE, 0, len(sheet.traits)), default=None)
    after = {t.story: raw.order.get(t.after, title) if t.after is not None else None for t in raw.tables}
    return Surroundings(
        raw.paragraphs[title].uid if title is not None else None,
        frozenset(story for story, at in after.items() if title is not None and (at is None or at < title)),
        frozenset(t.story for t in raw.tables if t.after is not None and _dated_below(sheet, raw.order.get(t.after, -1))),
    )


def roles_elsewhere(raw: Report, around: Surroundings, kinds: Mapping[int, Kind]) -> list[Role]:
    """The role of every paragraph of `raw.others`; `kinds` are the ones set by hand."""
    found = {p.uid: _by_itself(p) for p in raw.others}
    if raw.others:
        found |= _heads(raw, around) | _signatures(raw, around) | _imprints(raw)
    return [Role(kinds[p.uid], 1.0, _BY_HAND) if p.uid in kinds else found[p.uid] for p in raw.others]


def _by_itself(p: Paragraph) -> Role:
    tag = traits_of(p).tag
    kind = _TAGGED.get(tag)
    if kind is None or p.story.startswith(("footnote", "endnote")):
        return _FAINT["empty" if tag == "empty" else ""]
    return Role(kind, 0.8, "表格或文本框中的版头、版记内容")


def _heads(raw: Report, around: Surroundings) -> dict[int, Role]:
    """版头 in tables and text boxes that stand before the title."""
    top = around.title
    if top is None:
        return {}
    stories: dict[str, list[tuple[Paragraph, Traits]]] = {}
    for p in raw.others:
        story = p.story.split(":r")[0]
        if (story in around.before or (p.story.startswith("textbox:") and p.uid < top)) and traits_of(p).words:
            stories.setdefault(story, []).append((p, traits_of(p)))
    out: dict[int, Role] = {}
    for held in stories.values():
        titled = any(_MARK.search(one.words) for _, one in held)
        for p, one in held:
            if one.tag in _HEAD:
                out[p.uid] = Role(_HEAD[one.tag], 0.8, "标题之上表格或文本框中的版头内容")
            elif _is_mark(one, titled):
                out[p.uid] = Role(Kind.ISSUER_MARK, 0.8, "标题之上表格或文本框中的机关名称")
    return out


def _is_mark(one: Traits, titled: bool) -> bool:
    if one.tag or len(one.words) > 40:
        return False
    return bool(_MARK.search(one.words)) or (is_organ(one.words) and (titled or one.size >= _MARK_SIZE))


def _signatures(raw: Report, around: Surroundings) -> dict[int, Role]:
    """署名 in a table that holds nothing but organs and stands right above the date."""
    out: dict[int, Role] = {}
    for table in raw.tables:
        if table.story not in around.dated:
            continue
        held = [p for p in _held(raw, table) if traits_of(p).words]
        if held and all(is_organ(traits_of(p).words) for p in held):
            out |= {p.uid: Role(Kind.SIGNATURE, 0.8, "成文日期之上表格中的机关名称") for p in held}
    return out


def _dated_below(sheet: Sheet, after: int) -> bool:
    for at in range(after + 1, min(after + 6, len(sheet.marks))):
        kind = sheet.kind(at)
        if kind is not None and kind is not Kind.EMPTY:
            return kind is Kind.DATE
        if kind is None and sheet.marks[at] != EMPTY:
            return False
    return False


def _imprints(raw: Report) -> dict[int, Role]:
    """The 印发机关 in a cell of its own, beside or above the cell with the date of a 版记."""
    out: dict[int, Role] = {}
    for table in raw.tables:
        above: Paragraph | None = None
        for p in _held(raw, table):
            if traits_of(p).tag == "imprint" and above is not None and is_organ(traits_of(above).words):
                out[above.uid] = Role(Kind.IMPRINT, 0.8, "表格中印发日期之前的机关名称")
            above = p if traits_of(p).words else above
    return out


def _held(raw: Report, table: Table) -> list[Paragraph]:
    return [raw.by_uid[uid] for cell in table.cells for uid in cell.paragraphs if uid in raw.by_uid]
