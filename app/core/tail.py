"""附件说明, 署名, 成文日期, 附注 and 版记: what stands after the body (GB/T 9704-2012 7.3.4–7.3.6, 7.4)."""

from __future__ import annotations

import re

from app.core.frame import TAIL_TAGS, Part, Sheet
from app.core.marks import LONGEST_SIGNATURE, TAGGED, filled_back, signed_date
from app.core.numerals import Scheme
from app.core.organs import is_organ, organ_share
from app.core.report import Kind
from app.core.traits import Traits

_CLOSING_TAGS = ("bracket", "imprint", "copy_to", "theme", "drawn")
_CONTACT = re.compile(r"^（(?:联系人|联系方式|联系电话|此件|此文)")
_NAME = re.compile(
    r"(?:[\u4e00-\u9fff]{0,10}(?:长|主任|书记|主席|总理|委员|秘书长)[ \u3000]*)?[\u4e00-\u9fff](?:[ \u3000]*[\u4e00-\u9fff]){1,3}"
)


def read_tail(sheet: Sheet, part: Part, body: int) -> None:
    """Assign the kinds after the body of `part`."""
    _imprint(sheet, part, body)
    closing = _date_place(sheet, part, body)
    first = part.end
    if closing is not None:
        if sheet.traits[closing].tag == "date":
            sheet.assign(closing, Kind.DATE, 0.95, "独立成段的日期，位于正文之后")
            first = _signatures(sheet, part, body, closing)
        else:
            sheet.assign(closing, Kind.SIGNATURE, 0.9, "机关名称与日期同段，位于正文之后")
            first = closing
        _notes(sheet, closing + 1, part.end)
    else:
        first = _unsigned_end(sheet, part, body)
    _attachment_notes(sheet, part, body, first)


def _imprint(sheet: Sheet, part: Part, body: int) -> None:
    for at in sheet.marked(TAGGED, body, part.end, (Kind.COPY_TO,)):
        one = sheet.traits[at]
        if one.tag == "copy_to":
            sheet.assign(at, Kind.COPY_TO, 0.95, "以“抄送”等字样起首")
        elif one.tag == "imprint":
            above = sheet.above(at, body)
            if above is not None and sheet.free(above) and is_organ(sheet.traits[above].words):
                sheet.assign(above, Kind.IMPRINT, 0.85, "印发日期之上的机关名称")
            sheet.assign(at, Kind.IMPRINT, 0.95, "以日期和“印发”结尾")
        elif one.tag == "theme":
            sheet.assign(at, Kind.OTHER, 0.9, "主题词")
        if sheet.kind(at) is Kind.COPY_TO:
            _copies(sheet, at, part.end)


def _copies(sheet: Sheet, at: int, end: int) -> None:
    """Assign the wrapped lines of the 抄送 at `at`."""
    for below in sheet.filled(at + 1, end):
        if sheet.kind(at) is not Kind.COPY_TO or not _copies_on(sheet.traits[at], sheet.traits[below]):
            return
        sheet.assign(below, Kind.COPY_TO, 0.85, "抄送机关的回行")
        at = below


def _copies_on(above: Traits, one: Traits) -> bool:
    """Whether `one` is a wrapped line of the 抄送 `above`: more organs after a line without its full stop."""
    if one.tag != "" or one.line or above.words[-1:] == "。" or len(one.words) > 200:
        return False
    return organ_share(one.words.rstrip("。")) >= 0.6


def _date_place(sheet: Sheet, part: Part, body: int) -> int | None:
    """The last dated paragraph that only closing elements follow, or one set by hand."""
    given = min(sheet.of_kind(Kind.DATE, body, part.end), default=None)
    if given is not None:
        return given
    for at in reversed(range(body, part.end)):
        one = sheet.traits[at]
        if not sheet.free(at):
            continue
        if one.tag == "date" or signed_date(one):
            return at
        if one.tag not in TAIL_TAGS and one.tag not in ("attached", "label") and not may_sign(one) and not _listed_name(one):
            return None
    return None


def _listed_name(one: Traits) -> bool:
    numeral = one.line.numeral if one.line else None
    return bool(numeral and numeral.scheme is Scheme.ARABIC and len(one.words) <= 60 and not one.stops)


def is_contact(words: str) -> bool:
    """Whether it opens as a 附注 does: （联系人…, （此件…."""
    return _CONTACT.search(words) is not None


def may_sign(one: Traits) -> bool:
    """Whether it reads as a line of 署名: organs, or a name set off to the right."""
    if one.signs is None:
        one.signs = _reads_as_signed(one)
    return one.signs


def _reads_as_signed(one: Traits) -> bool:
    words = one.words
    if one.tag != "" or one.line or len(words) > LONGEST_SIGNATURE or words[-1] in "。！？；：，:;,":
        return False
    names = [name for name in re.split(r"[\n\t]|[ \u3000]{1,}", words) if name]
    if all(is_organ(name) for name in names) or is_organ(words):
        return True
    aside = one.right or one.lead >= 6
    return aside and (len(words) <= 30 or _NAME.fullmatch(words) is not None)


def _signatures(sheet: Sheet, part: Part, body: int, date: int) -> int:
    """Assign the lines of 署名 around the date at `date`; the place of the first closing paragraph."""
    first, gap = date, 0
    for at in reversed(range(body, date)):
        one = sheet.traits[at]
        if sheet.kind(at) is Kind.SIGNATURE:
            first = at
            continue
        if one.tag == "empty" and gap < 4:
            gap += 1
            continue
        if sheet.free(at) and one.tag == "bracket" and first < date and is_contact(one.words):
            sheet.assign(at, Kind.NOTE, 0.75, "整段加圆括号的联系人或公开属性，位于署名之上")
            break
        if not sheet.free(at) or not (may_sign(one) or (first == date and _short_close(sheet, at, one))):
            break
        sheet.assign(
            at,
            Kind.SIGNATURE,
            0.92 if may_sign(one) else 0.7,
            "紧接成文日期之上的机关名称" if may_sign(one) else "成文日期之上的短行",
        )
        first, gap = at, 0
    if first == date:
        below = next(iter(sheet.filled(date + 1, min(date + 4, part.end))), None)
        if below is not None and sheet.free(below) and may_sign(sheet.traits[below]):
            sheet.assign(below, Kind.SIGNATURE, 0.75, "成文日期之下的机关名称，位置颠倒")
    return first


def _short_close(sheet: Sheet, at: int, one: Traits) -> bool:
    """A short line without a mark straight above the date, below a finished paragraph."""
    if one.tag != "" or one.line or len(one.words) > 24 or one.ends:
        return False
    above = next((sheet.traits[i] for i in reversed(range(max(0, at - 4), at)) if sheet.traits[i].tag != "empty"), None)
    return above is not None and above.ends


def _notes(sheet: Sheet, start: int, end: int) -> None:
    for at in sheet.filled(start, end):
        if sheet.traits[at].tag == "bracket":
            sheet.assign(at, Kind.NOTE, 0.92, "成文日期之下，整段加圆括号")
        elif sheet.traits[at].tag not in TAIL_TAGS:
            return


def _unsigned_end(sheet: Sheet, part: Part, body: int) -> int:
    """Where a file without a date closes with an organ's name, its place; else the part's end."""
    if not part.main:
        return part.end
    told = (at for at in filled_back(sheet.marks, body, part.end) if sheet.traits[at].tag not in _CLOSING_TAGS)
    at, over = next(told, None), next(told, None)
    if at is None or over is None:
        return part.end
    one, above = sheet.traits[at], sheet.traits[over]
    if sheet.free(at) and may_sign(one) and len(one.words) <= 30 and (above.stops or one.right):
        sheet.assign(at, Kind.SIGNATURE, 0.8, "文末单独成行的机关名称")
        return at
    return part.end


def _attachment_notes(sheet: Sheet, part: Part, body: int, first: int) -> None:
    """Assign 附件说明: from 附件： on, its numbered names and their wrapped lines."""
    last = -1
    for at in sheet.marked(TAGGED, body, part.end):
        one = sheet.traits[at]
        opens = one.tag == "attached" or (one.tag == "label" and one.words[-1] in "：:")
        if (
            opens
            and at > last
            and (sheet.free(at) or sheet.kind(at) is Kind.ATTACHMENT_NOTE)
            and (at >= first or _closes(sheet, at, part.end, first))
        ):
            last = _note_run(sheet, at, part.end)


def _closes(sheet: Sheet, at: int, end: int, first: int) -> bool:
    """Whether nothing but short names stands between 附件： and the closing elements."""
    return all(len(sheet.traits[i].words) <= 90 and not sheet.traits[i].stops for i in sheet.filled(at + 1, min(first, end)))


def _note_run(sheet: Sheet, at: int, end: int) -> int:
    sheet.assign(at, Kind.ATTACHMENT_NOTE, 0.95, "正文之后，以“附件”和冒号起首")
    last = at
    for place in sheet.filled(at + 1, end):
        one = sheet.traits[place]
        if sheet.kind(place) is Kind.ATTACHMENT_NOTE:
            last = place
            continue
        if (
            not sheet.free(place)
            or one.stops
            or one.tag not in ("", "attached")
            or (may_sign(one) and not one.line)
            or len(one.words) > 120
        ):
            break
        if not one.line and place > last + 1:
            break
        sheet.assign(place, Kind.ATTACHMENT_NOTE, 0.9 if one.line else 0.7, "附件名称" if one.line else "附件名称的回行")
        last = place
    return last
