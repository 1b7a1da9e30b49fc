"""发文机关标志, title and 题注 among the lines before the body (GB/T 9704-2012 7.2.4, 7.3.1)."""

from __future__ import annotations

import re
from itertools import pairwise

from app.core.frame import Part, Sheet
from app.core.genre import STATUTORY, genre_of
from app.core.organs import is_organ
from app.core.report import Kind
from app.core.traits import Traits

LONGEST_TITLE = 110
DASHES = ("—", "--", "－－", "──", "–")
_TITLE_LINES = 5
_MARK = re.compile(r"(?:(?<![标商判购价应审])文\s*件|公\s*报|内部情况通报|简\s*报|专\s*报|信\s*息|[命]\s*令|令|公\s*告)$")
_UNTITLED = re.compile(r"(?:令|纪\s*要)$")  # whose 发文机关标志 stands for the title (10.2, 10.3)
_TITLE_SIZE = 44
_LABEL = re.compile(r"[^，。：（）《》]{2,6}：")  # of a form: 报告编号：
_HINT = re.compile(r"[\[［][^\]］]*正文[^\]］]*[\]］]|【[^】]*】")
_FIELD = re.compile(
    r"[^，。：《》（）]{0,8}(?:时间|地点|主持|出席|列席|请假|缺席|记录|参加|参会|当事人|单位|机构|部门|名称|编号|代码|日期|住所|住址|地址|电话|人)：."
    r"|第[\d一二三四五六七八九十百]+期"
)
_CHOICE = re.compile(r"[A-HＡ-Ｈ][.．、](?![A-Za-z])")
_COMMITTEE = re.compile(r"\d{4}\s*年\s*\d{1,2}\s*月.*(?:通过|修订|修正|公布|施行|批准|发布|实施|修改|讲话|会议|大会)")


def assign_title(sheet: Sheet, part: Part, loose: list[int], numbers: list[int]) -> None:
    """Give the `loose` lines before the body of `part` their kinds; a 发文字号 stands at `numbers`."""
    kind = Kind.TITLE if part.main else Kind.ATTACHMENT_TITLE
    known = [at for at in loose if sheet.kind(at) is not None]
    if known:
        _beside(sheet, part, loose, numbers, known)
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


def _beside(sheet: Sheet, part: Part, loose: list[int], numbers: list[int], known: list[int]) -> None:
    """The `loose` lines around a title that is `known` by hand or by its style."""
    by_style = not any(sheet.traits[at].uid in sheet.kinds for at in known)
    if by_style:
        for at in _asides(sheet, [at for at in loose if at not in known and at > known[0]]):
            sheet.assign(at, Kind.SUBTITLE, 0.8, "标题之下的题注")
        for at in _marks(sheet, loose, numbers) if part.main else ():
            sheet.assign(at, Kind.ISSUER_MARK, 0.85, "位于标题、发文字号之前的机关名称")
    for at in loose:
        if sheet.free(at):
            _leave(sheet, at, at < known[0], part.main)


def _asides(sheet: Sheet, loose: list[int]) -> list[int]:
    """The lines of 题注: opened by a dash or a bracket that runs on, and dated ones such as 2023年5月1日…会议通过."""
    out: list[int] = []
    open_ = False
    for at in loose:
        words = sheet.traits[at].words
        if open_ or (words.startswith((*DASHES, "（")) and at != loose[0]) or (_COMMITTEE.search(words) and not genre_of(words)):
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
    above = [at for at in loose if numbers and at < numbers[0]]
    if numbers and any(not _is_no_title(sheet.traits[at].words) for at in loose[len(above) :]):
        return above
    if above and sheet.traits[above[-1]].size > _TITLE_SIZE and _UNTITLED.search(sheet.traits[above[-1]].words):
        return above
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
    words = [sheet.traits[at].words for at in loose]
    start = next((i for i, line in enumerate(words) if not line.startswith(DASHES) and not _is_no_title(line)), None)
    if start is None:
        return []
    run = [loose[start]]
    joined = sheet.traits[loose[start]].words
    closed = 1 if _closes(joined) else 0
    for at in loose[start + 1 : start + _TITLE_LINES]:
        one, above = sheet.traits[at], sheet.traits[run[-1]]
        if (
            one.words.startswith(DASHES)
            or _FIELD.match(one.words)
            or len(joined) + len(one.words) > LONGEST_TITLE
            or _looks_unlike(above, one)
        ):
            break
        if (closed and not _carries_on(one.words)) or (not closed and _COMMITTEE.search(one.words) and not genre_of(one.words)):
            break
        run.append(at)
        joined += one.words
        closed = len(run) if _closes(joined) else closed
    return run[:closed] if closed else _without_strays(sheet, run)


def _is_no_title(words: str) -> bool:
    """A label of a form, alone or with its value (时间：…), a hint ([…正文…]), a column (【…】), a lettered choice (E．…)."""
    if _HINT.fullmatch(words) or _CHOICE.match(words) or _FIELD.match(words):
        return True
    return _LABEL.fullmatch(words) is not None and genre_of(words[:-1]) is None


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
