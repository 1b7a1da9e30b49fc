"""版头, title, 题注 and 主送机关: what stands before the body (GB/T 9704-2012 7.2, 7.3.1, 7.3.2)."""

from __future__ import annotations

import re
from itertools import islice

from app.core.frame import Part, Sheet
from app.core.genre import genre_of
from app.core.marks import signed_date
from app.core.organs import is_organ, organ_share
from app.core.report import HEAD_KINDS, Kind
from app.core.title import DASHES, LONGEST_TITLE, assign_title
from app.core.traits import STOPS, Traits

_TAGGED = {
    "copy_number": (Kind.COPY_NUMBER, "位于首部的六位数字"),
    "secrecy": (Kind.SECRECY, "密级用语"),
    "urgency": (Kind.URGENCY, "紧急程度用语"),
    "number": (Kind.DOC_NUMBER, "机关代字、年份、顺序号齐全"),
    "signer": (Kind.SIGNER, "含“签发人”"),
    "metadata": (Kind.OTHER, "网页目录信息"),
    "theme": (Kind.OTHER, "主题词"),
}
_NAMES = re.compile(r"[\u4e00-\u9fff×]{1,4}(?:[ \u3000]+[\u4e00-\u9fff×]{1,4}){0,5}")
_FRONT = 30  # lines with text: no report keeps its title or addressee further down
_LONGEST_LINE = 66
_SIGNED = re.compile(r"[（(](?:加?盖|公|签)[章字名]+[)）]")  # a field of a form: 单位（盖章）：
_ISSUE = re.compile(r"第[\d一二三四五六七八九十百]+期")
_ANNOUNCES = re.compile(r"如下|下列|以下")
_FOLLOWED = re.compile(r"(?:如下|下列|以下|主要是|要求|意见|问题|情况|工作|原则|是|为|有)[：:]$")


def read_front(sheet: Sheet, part: Part) -> int:
    """Assign the kinds before the body of `part`; the place where the body starts."""
    places = list(islice(sheet.filled(part.start, part.end), _FRONT))
    if not places:
        return part.end
    if sheet.traits[places[0]].tag in ("label", "attached") and sheet.kind(places[0]) in (None, Kind.ATTACHMENT_LABEL):
        sheet.assign(places[0], Kind.ATTACHMENT_LABEL, 0.95, "“附件”及序号单独成行")
        places = places[1:]
    loose, body, numbers = _collect(sheet, part, places)
    if body is None:
        body = part.end
    assign_title(sheet, part, loose, numbers)
    return body


def _collect(sheet: Sheet, part: Part, places: list[int]) -> tuple[list[int], int | None, list[int]]:
    """The untagged lines before the body, the body's place, and where a 发文字号 stands."""
    loose: list[int] = []
    numbers: list[int] = []
    for position, at in enumerate(places):
        one = sheet.traits[at]
        kind = sheet.kind(at)
        if kind in (Kind.TITLE, Kind.ATTACHMENT_TITLE):
            loose.append(at)
        elif kind is Kind.DOC_NUMBER:
            numbers.append(at)
        elif kind in HEAD_KINDS or kind in (Kind.SUBTITLE, Kind.OTHER, Kind.ADDRESSEE):
            continue
        elif kind is not None:
            return loose, at, numbers
        elif one.tag in _TAGGED:
            _tagged(sheet, at, numbers)
        elif _goes_on_signing(sheet, places, position):
            sheet.assign(at, Kind.SIGNER, 0.8, "签发人之下的姓名")
        elif part.main and (numbers or any(_ISSUE.match(sheet.traits[above].words) for above in loose)) and signed_date(one):
            sheet.assign(at, Kind.OTHER, 0.75, "发文字号之下的编印机关和日期")
        elif (part.main or _heads_a_letter(sheet, places, position, loose)) and _is_addressee(
            sheet, places, position, bool(loose)
        ):
            sheet.assign(at, Kind.ADDRESSEE, *_addressee_reason(one))
        elif one.tag in ("bracket", "date") and loose:
            sheet.assign(at, Kind.SUBTITLE, 0.85 if one.tag == "bracket" else 0.6, "标题之下的括注或日期")
        elif any(sheet.kind(before) is Kind.ADDRESSEE for before in places[:position]) or _is_body(
            sheet, places, position, loose
        ):
            if not (part.main and one.line is None and _salutation_follows(sheet, places, position)):
                return loose, at, numbers
            sheet.assign(at, Kind.OTHER, 0.5, "标题、称谓之前的说明文字")
        elif one.tag == "":
            loose.append(at)
        elif one.tag != "drawn":
            return loose, at, numbers
    return loose, None, numbers


def are_names(words: str) -> bool:
    """Whether it may be names of people: up to four letters each, parted by blanks."""
    return len(words) <= 24 and _NAMES.fullmatch(words) is not None


def announces(words: str) -> tuple[bool, bool]:
    """Whether a line says that something follows, anywhere and in its last words before a colon."""
    return _ANNOUNCES.search(words) is not None, _FOLLOWED.search(words) is not None


def _goes_on_signing(sheet: Sheet, places: list[int], position: int) -> bool:
    """Whether it holds only names, set off to the right below the 签发人."""
    one = sheet.traits[places[position]]
    if not position or not (one.right or one.lead >= 4) or not are_names(one.words):
        return False
    above = sheet.traits[places[position - 1]]
    signs = sheet.kind(places[position - 1]) is Kind.SIGNER or above.tag == "signer"
    return signs and not is_organ(one.words) and genre_of(one.words) is None


def _heads_a_letter(sheet: Sheet, places: list[int], position: int, loose: list[int]) -> bool:
    """Whether organs with a colon follow the title of a document inside the document."""
    words = sheet.traits[places[position]].words
    above = places[position - 1] if position else -1
    titled = bool(loose) and (above in loose or sheet.traits[above].tag in ("bracket", "number"))
    return titled and not _SIGNED.search(words) and words[-1:] in ("：", ":") and organ_share(words) == 1


def _tagged(sheet: Sheet, at: int, numbers: list[int]) -> None:
    one = sheet.traits[at]
    kind, reason = _TAGGED[one.tag]
    if one.tag == "signer" and "号" in one.words.split("签")[0]:
        kind, reason = Kind.DOC_NUMBER, "发文字号与签发人同行"
    if kind is Kind.DOC_NUMBER:
        numbers.append(at)
    sheet.assign(at, kind, 0.95, reason)


def _is_addressee(sheet: Sheet, places: list[int], position: int, titled: bool) -> bool:
    one = sheet.traits[places[position]]
    words = one.words
    if one.tag != "" or one.line or len(words) > 400 or any(stop in words for stop in "。！？；") or _SIGNED.search(words):
        return False
    share = organ_share(words)
    if words[-1] in "：:":
        anywhere, last = announces(words)
        if anywhere or (last and share < 1):
            return False
        return share >= 0.5
    if not titled or share < 0.99 or one.centred or one.right or genre_of(words):
        return False
    after = next((sheet.traits[at] for at in places[position + 1 : position + 2]), None)
    if after is None:
        return False
    wrapped = after.words[-1:] in ("：", ":") and organ_share(after.words) >= 0.5
    before = sheet.traits[places[position - 1]] if position else None
    closed = before is not None and (before.tag in ("number", "bracket") or genre_of(before.words) is not None)
    return wrapped or (closed and len(words) <= 60 and (after.stops or after.line is not None or len(after.words) > 60))


def _salutation_follows(sheet: Sheet, places: list[int], position: int) -> bool:
    """Whether 各位代表： or the like still comes: a news line with a full stop stands among the title's lines."""
    for at in places[position + 1 : position + 5]:
        one = sheet.traits[at]
        if sheet.kind(at) is Kind.ADDRESSEE or one.line is not None:
            return False
        if one.words[-1:] in ("：", ":") and len(one.words) <= 40 and organ_share(one.words) == 1 and not announces(one.words)[1]:
            return True
    return False


def _addressee_reason(one: Traits) -> tuple[float, str]:
    if one.words[-1] in "：:":
        return 0.95, "标题之下，以冒号结尾"
    return 0.75, "标题之下，全为机关名称，未以冒号结尾"


def _is_body(sheet: Sheet, places: list[int], position: int, loose: list[int]) -> bool:
    one = sheet.traits[places[position]]
    if one.line is not None or one.tag not in ("", "drawn"):
        return one.line is not None or one.tag not in ("bracket", "date")
    if one.tag == "drawn":
        return False
    words = one.words
    if words.startswith(DASHES):
        return False
    if loose and one.level is not None and one.level != sheet.traits[loose[0]].level and not one.title_style:
        return True
    if one.stops or any(stop in words[:-1] for stop in "。！"):
        return True
    if len(words) > LONGEST_TITLE:
        return True
    if loose and len(words) > _LONGEST_LINE and not one.centred:
        return True
    return bool(loose) and words[-1] in STOPS and not one.centred
