"""版头, title, 题注 and 主送机关: what stands before the body (GB/T 9704-2012 7.2, 7.3.1, 7.3.2)."""

from __future__ import annotations

import re
from itertools import pairwise

from app.core.frame import Part, Sheet
from app.core.genre import STATUTORY, genre_of
from app.core.organs import is_organ, organ_share
from app.core.report import HEAD_KINDS, Kind
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
_FRONT = 30  # lines with text: no report keeps its title or addressee further down
_TITLE_LINES = 5
_LONGEST_TITLE = 110
_LONGEST_LINE = 66
_DASHES = ("—", "--", "－－", "──", "–")
_ANNOUNCES = re.compile(r"如下|下列|以下")
_FOLLOWED = re.compile(r"(?:如下|下列|以下|主要是|要求|意见|问题|情况|工作|原则|是|为|有)[：:]$")
_MARK = re.compile(r"(?:文\s*件|公\s*报|内部情况通报|简\s*报|专\s*报|信\s*息|[命]\s*令|令|公\s*告)$")
_COMMITTEE = re.compile(r"\d{4}\s*年\s*\d{1,2}\s*月.*(?:通过|修订|修正|公布|施行|批准|发布|实施|修改|讲话|会议|大会)")


def read_front(sheet: Sheet, part: Part) -> int:
    """Assign the kinds before the body of `part`; the place where the body starts."""
    places = sheet.filled(part.start, part.end)[:_FRONT]
    if not places:
        return part.end
    if sheet.traits[places[0]].tag in ("label", "attached") and sheet.kind(places[0]) in (None, Kind.ATTACHMENT_LABEL):
        sheet.assign(places[0], Kind.ATTACHMENT_LABEL, 0.95, "“附件”及序号单独成行")
        places = places[1:]
    loose, body, numbers = _collect(sheet, part, places)
    if body is None:
        body = part.end
    _assign_title(sheet, part, loose, numbers)
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
        elif part.main and (loose or kind is None) and _is_addressee(sheet, places, position, bool(loose)):
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
    if one.tag != "" or one.line or len(words) > 400 or any(stop in words for stop in "。！？；"):
        return False
    share = organ_share(words)
    if words[-1] in "：:":
        if _ANNOUNCES.search(words) or (_FOLLOWED.search(words) and share < 1):
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
        if (
            one.words[-1:] in ("：", ":")
            and len(one.words) <= 40
            and organ_share(one.words) == 1
            and not _FOLLOWED.search(one.words)
        ):
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
    if words.startswith(_DASHES):
        return False
    if one.stops or any(stop in words[:-1] for stop in "。！"):
        return True
    if len(words) > _LONGEST_TITLE:
        return True
    if loose and len(words) > _LONGEST_LINE and not one.centred:
        return True
    return bool(loose) and words[-1] in STOPS and not one.centred


def _assign_title(sheet: Sheet, part: Part, loose: list[int], numbers: list[int]) -> None:
    kind = Kind.TITLE if part.main else Kind.ATTACHMENT_TITLE
    by_hand = [at for at in loose if sheet.kind(at) is not None]
    loose = [at for at in loose if sheet.kind(at) is None]
    if by_hand:
        for at in loose:
            _leave(sheet, at, at < by_hand[0], part.main)
        return
    for at in _asides(sheet, loose):
        sheet.assign(at, Kind.SUBTITLE, 0.8, "标题之下的题注")
    loose = [at for at in loose if sheet.free(at)]
    marks = _marks(sheet, loose, numbers) if part.main else []
    for at in marks:
        sheet.assign(at, Kind.ISSUER_MARK, 0.85, "位于标题、发文字号之前的机关名称")
    loose = [at for at in loose if at not in marks]
    if len(loose) > 1 and _closes(sheet.traits[loose[1]].words) and sheet.traits[loose[1]].words in sheet.traits[loose[0]].words:
        sheet.assign(loose.pop(0), Kind.OTHER, 0.7, "与标题重复的前置行")
    title = _title_run(sheet, loose)
    joined = "".join(sheet.traits[at].words for at in title)
    for at in title:
        sheet.assign(at, kind, *_title_reason(sheet.traits[at], joined, at == title[0]))
    for at in loose:
        if at not in title:
            _leave(sheet, at, bool(title) and at < title[0], part.main)


def _asides(sheet: Sheet, loose: list[int]) -> list[int]:
    """The lines of 题注: opened by a dash or a bracket that runs on, and dated ones such as 2023年5月1日…会议通过."""
    out: list[int] = []
    open_ = False
    for at in loose:
        words = sheet.traits[at].words
        if open_ or (words.startswith((*_DASHES, "（")) and at != loose[0]) or (_COMMITTEE.search(words) and not genre_of(words)):
            out.append(at)
            open_ = (open_ or words.startswith("（")) and "）" not in words
            if words.startswith("（") and genre_of(words):
                out.pop()
    return out


def _leave(sheet: Sheet, at: int, before: bool, main: bool) -> None:
    one = sheet.traits[at]
    if before:
        sheet.assign(at, Kind.OTHER, 0.5, "位于标题之前")
    elif main and len(one.words) <= 60 and not one.stops:
        sheet.assign(at, Kind.SUBTITLE, 0.65, "标题与正文之间的短行")


def _marks(sheet: Sheet, loose: list[int], numbers: list[int]) -> list[int]:
    """The lines of 发文机关标志: organs (with 文件) before a 发文字号 that a title follows."""
    if numbers and any(at > numbers[0] for at in loose):
        return [at for at in loose if at < numbers[0]]
    out: list[int] = []
    for at, after in pairwise(loose):
        words, following = sheet.traits[at].words, sheet.traits[after].words
        big = sheet.traits[at].size >= sheet.traits[after].size * 1.25
        if not (_MARK.search(words) and len(words) <= 40 and not words.startswith("关于")) and not (big and is_organ(words)):
            break
        if "关于" in words or following.startswith("的"):
            break
        out.append(at)
    return out


def _title_run(sheet: Sheet, loose: list[int]) -> list[int]:
    """The lines of the title: from the first loose one to the last that closes with a 文种 (or looks unlike them)."""
    start = next((i for i, at in enumerate(loose) if not sheet.traits[at].words.startswith(_DASHES)), None)
    if start is None:
        return []
    run = [loose[start]]
    joined = sheet.traits[loose[start]].words
    closed = 1 if _closes(joined) else 0
    for at in loose[start + 1 : start + _TITLE_LINES]:
        one, above = sheet.traits[at], sheet.traits[run[-1]]
        if one.words.startswith(_DASHES) or len(joined) + len(one.words) > _LONGEST_TITLE or _looks_unlike(above, one):
            break
        if (closed and not _carries_on(one.words)) or (not closed and _COMMITTEE.search(one.words) and not genre_of(one.words)):
            break
        run.append(at)
        joined += one.words
        closed = len(run) if _closes(joined) else closed
    return run[:closed] if closed else _without_strays(sheet, run)


def _closes(title: str) -> bool:
    """Whether `title` ends with a 文种 and has no open bracket."""
    return genre_of(title) is not None and title.count("《") <= title.count("》") and title.count("（") <= title.count("）")


def _carries_on(words: str) -> bool:
    """Whether a line goes on with a title that could already end: 的通知, 报告的通知, 暨…计划, （试行）的批复."""
    return genre_of(words) is not None and (words[0] in "的暨及和与（(" or (genre_of(words) in STATUTORY and len(words) <= 12))


def _without_strays(sheet: Sheet, run: list[int]) -> list[int]:
    """A run that never closes with a 文种 is only its first line, and those that look just like it."""
    first = sheet.traits[run[0]]
    alike = [
        at
        for at in run
        if (sheet.traits[at].size, sheet.traits[at].font) == (first.size, first.font) and sheet.traits[at].centred
    ]
    return alike if first.centred and first.size > 21 and alike else run[:1]


def _looks_unlike(above: Traits, one: Traits) -> bool:
    return one.size * 1.2 < above.size or (above.centred and not one.centred and not one.title_style)


def _title_reason(one: Traits, joined: str, first: bool) -> tuple[float, str]:
    signs = [text for text, there in (
        ("用标题样式", one.title_style), ("居中", one.centred), ("字号大于正文", one.size > 32), ("位于首段", first),
        (f"以“{genre_of(joined)}”结尾", genre_of(joined) is not None),
    ) if there]  # fmt: skip
    return min(0.99, 0.5 + 0.16 * len(signs)), "、".join(signs) or "位于正文之前"
