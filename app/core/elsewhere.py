"""What offices set in tables and text boxes: 版头 above the title, 署名 above the date, 版记 at the end."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

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


def roles_elsewhere(raw: Report, roles: Sequence[Role | None], kinds: Mapping[int, Kind]) -> list[Role]:
    """The role of every paragraph of `raw.others`; `roles` are those of the flow, `kinds` the ones set by hand."""
    found = {p.uid: _by_itself(p) for p in raw.others}
    if raw.others:
        found |= _heads(raw, roles) | _signatures(raw, roles) | _imprints(raw)
    return [Role(kinds[p.uid], 1.0, _BY_HAND) if p.uid in kinds else found[p.uid] for p in raw.others]


def _by_itself(p: Paragraph) -> Role:
    tag = traits_of(p).tag
    kind = _TAGGED.get(tag)
    if kind is None or p.story.startswith(("footnote", "endnote")):
        return _FAINT["empty" if tag == "empty" else ""]
    return Role(kind, 0.8, "表格或文本框中的版头、版记内容")


def _heads(raw: Report, roles: Sequence[Role | None]) -> dict[int, Role]:
    """版头 in tables and text boxes that stand before the title."""
    title = next((at for at, role in enumerate(roles) if role is not None and role.kind is Kind.TITLE), None)
    if title is None:
        return {}
    stories: dict[str, list[tuple[Paragraph, Traits]]] = {}
    before = {t.story for t in raw.tables if t.after is None or raw.order.get(t.after, title) < title}
    top = raw.paragraphs[title].uid
    for p in raw.others:
        story = p.story.split(":r")[0]
        if (story in before or (p.story.startswith("textbox:") and p.uid < top)) and traits_of(p).words:
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


def _signatures(raw: Report, roles: Sequence[Role | None]) -> dict[int, Role]:
    """署名 in a table that holds nothing but organs and stands right above the date."""
    out: dict[int, Role] = {}
    for table in raw.tables:
        if table.after is None or not _dated_below(roles, raw.order.get(table.after, -1)):
            continue
        held = [p for p in _held(raw, table) if traits_of(p).words]
        if held and all(is_organ(traits_of(p).words) for p in held):
            out |= {p.uid: Role(Kind.SIGNATURE, 0.8, "成文日期之上表格中的机关名称") for p in held}
    return out


def _dated_below(roles: Sequence[Role | None], after: int) -> bool:
    for role in roles[after + 1 : after + 6]:
        if role is None or role.kind is not Kind.EMPTY:
            return role is not None and role.kind is Kind.DATE
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
