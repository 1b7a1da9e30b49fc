"""Marks that come in pairs: quotation marks, book-title marks, brackets (GB/T 15834-2011 4.8, 4.9, 4.15)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from app.core.gathering import gather, kept
from app.core.report import Paragraph, Report
from app.core.text import has_han
from app.rules.api import CONFIRM, DUTY, ERROR, Found, found, retext, rule

_OPENING = {"”": "“", "’": "‘", "）": "（", "》": "《", "〉": "〈", "】": "【", "〕": "〔"}
_MARKS = re.compile("[“”‘’（）《》〈〉【】〔〕]")
_QUOTES = "“”‘’"
_EMPTY_PAIRS = ("“”", "‘’", "（）", "《》", "〈〉", "【】", "〔〕")
_LIST_NUMBER = re.compile(r"(?:^|[^0-9A-Za-z.:：]|(?<!\d)[:：])(?:\d{1,3}|[A-Za-z]|[一二三四五六七八九十]{1,3}|[①-⑳])$")
_QUOTE_REACH = 40  # paragraphs that a quotation may run on
_BRACKET_REACH = 3  # paragraphs that a bracket may be broken over


@lru_cache(maxsize=8192)
def unmatched(shadow: str) -> tuple[int, ...]:
    """Offsets of the marks of `shadow` that have no partner in it."""
    marks = "".join(_MARKS.findall(shadow))
    before = None
    while marks and marks != before:
        before = marks
        for pair in _EMPTY_PAIRS:
            marks = marks.replace(pair, "")
    return tuple(_search(shadow)) if marks else ()


def _search(shadow: str) -> Iterator[int]:
    stack: list[int] = []
    for match in _MARKS.finditer(shadow):
        at, mark = match.start(), match.group()
        opening = _OPENING.get(mark)
        if opening is None:
            stack.append(at)
        elif stack and shadow[stack[-1]] == opening:
            stack.pop()
        elif opening in (shadow[i] for i in stack):
            while shadow[stack[-1]] != opening:
                yield stack.pop()
            stack.pop()
        elif not _is_no_pair(shadow, at):
            yield at
    yield from stack


def _is_no_pair(shadow: str, at: int) -> bool:
    """A list number such as 1）, or an apostrophe."""
    if shadow[at] == "）":
        return bool(_LIST_NUMBER.search(shadow, max(0, at - 4), at))
    return shadow[at] == "’" and shadow[at - 1 : at].isascii()


def _lone_marks(p: Paragraph) -> tuple[tuple[int, str], ...]:
    """The marks without a partner in their paragraph, in order."""
    return tuple((at, p.shadow[at]) for at in sorted(unmatched(p.shadow)))


def _lone_or_reopening(p: Paragraph) -> bool:
    return bool(_lone_marks(p)) or p.text.lstrip().startswith(tuple(_QUOTES))


def _alone(r: Report, quotes: bool) -> Iterator[tuple[Paragraph, int]]:
    """Marks without a partner, in their paragraph or in a paragraph near by of the same story."""
    open_marks: list[tuple[int, Paragraph, int]] = []
    story = None
    for p, marks in gather(r, _lone_marks, everywhere=True):
        if p.story != story:
            yield from ((q, at) for _, q, at in open_marks)
            open_marks, story = [], p.story
        row = r.order[p.uid] if p.uid in r.order else kept(r, _order_of_others, r.others)[p.uid]
        for at, mark in marks:
            if (mark in _QUOTES) != quotes:
                continue
            partner = _partner(open_marks, mark, row - (_QUOTE_REACH if quotes else _BRACKET_REACH))
            if partner is not None:
                open_marks.remove(partner)
            elif not has_han(p.text):
                continue
            elif mark in _OPENING:
                yield p, at
            else:
                open_marks.append((row, p, at))
    yield from ((q, at) for _, q, at in open_marks)


def _order_of_others(r: Report) -> Mapping[int, int]:
    return {p.uid: at for at, p in enumerate(r.others)}


def _partner(open_marks: list[tuple[int, Paragraph, int]], mark: str, first_row: int) -> tuple[int, Paragraph, int] | None:
    opening = _OPENING.get(mark)
    for entry in reversed(open_marks):
        if entry[1].shadow[entry[2]] == opening and entry[0] >= first_row:
            return entry
    return None


def _reopened(r: Report, p: Paragraph, at: int) -> bool:
    """Whether the quotation goes on in the next paragraph, which opens with the same mark (15834 4.8.3)."""
    here = r.order.get(p.uid)
    if here is None:
        return False
    following = r.paragraphs[here + 1].text.lstrip() if here + 1 < len(r.paragraphs) else ""
    return following.startswith(p.text[at])


@rule(
    "GW-PUNC-004", "GB/T 15834-2011 4.8", slug="unpaired-quotes", severity=ERROR, strength=DUTY,
    reads={"text", "sequence"}, where=_lone_or_reopening,
    good=[
        "正文 推行“一件事”改革，落实“‘放管服’改革”要求。",
        "正文 “第一段引文。\n正文 “第二段引文。”",
        "正文 将第三条修改为：“经费列入预算。\n正文 “预算按年编制。”",
    ],
    bad=["正文 统筹推进“一件事改革，提高效率。", ("正文 推行”一件事“改革。", "正文 推行“一件事”改革。")],
)  # fmt: skip
def unpaired_quotes(r: Report) -> Iterator[Found]:
    """引号成对使用，前引号在前、后引号在后。

    缺了一半或前后颠倒，引文从哪里起、到哪里止就无从判断。引文有几段时每段开头用前引号，只在最后一段末尾用后引号。
    """
    alone = list(_alone(r, quotes=True))
    turned = {id(p): _turned(p, [at for q, at in alone if q is p]) for p, _ in alone}
    for p, at in alone:
        pair = turned[id(p)]
        if pair and at == pair[0]:
            fix = (retext(p, at, at + 1, _flip(p.text[at])), retext(p, pair[1], pair[1] + 1, _flip(p.text[pair[1]])))
            old = p.text[at : pair[1] + 1]
            yield found(p, at, pair[1] + 1, "前后引号用反", fix=fix, before=old, after=_flip(old[0]) + old[1:-1] + _flip(old[-1]))
        elif not pair and not _reopened(r, p, at):
            side = "后" if p.text[at] in "“‘" else "前"
            yield found(p, at, at + 1, f"引号不成对：“{_around(p, at)}”处的{p.text[at]}缺{side}引号")


def _flip(mark: str) -> str:
    return {"”": "“", "“": "”", "’": "‘", "‘": "’"}[mark]


def _turned(p: Paragraph, places: list[int]) -> tuple[int, int] | None:
    """The two marks of ”…“ when a paragraph has nothing else unmatched."""
    if len(places) == 2:
        first, last = sorted(places)
        if p.text[first] + p.text[last] in ("”“", "’‘"):
            return first, last
    return None


def _around(p: Paragraph, at: int) -> str:
    return p.text[max(0, at - 4) : at + 8].strip()


@rule(
    "GW-PUNC-005", "GB/T 15834-2011 4.9、4.15", slug="unpaired-brackets", severity=ERROR, strength=DUTY,
    reads={"text", "sequence"}, where=_lone_marks,
    good=["正文 1）编制《青川市条例（草案）》；2）公布。", "正文 请登录市数据网(https://example.cn)查询。",
          "正文 请按时登录（操作说明见网址\n正文 https://example.cn/help?at=11:20）；"],
    bad=["正文 根据《青川市数据条例的规定，制定本办法。", "正文 各县（市、区要抓好落实。"],
)  # fmt: skip
def unpaired_brackets(r: Report) -> Iterator[Found]:
    """括号、书名号成对使用。

    缺一半时书名和注释的范围不明，引用的文件名也无法核对。
    """
    for p, at in _alone(r, quotes=False):
        mark = p.shadow[at]
        missing = _OPENING[mark] if mark in _OPENING else next(k for k, v in _OPENING.items() if v == mark)
        yield found(p, at, at + 1, f"“{_around(p, at)}”处的“{mark}”不成对，缺“{missing}”")


_DOUBLE_IN_DOUBLE = {
    "“": re.compile("[“”‘’]"),
    "《": re.compile("[《》〈〉]"),
}


def _nested(p: Paragraph, left: str) -> Iterator[tuple[int, int]]:
    """Double marks directly inside double ones, when the paragraph's marks all match (《〈《》〉》 is right)."""
    if p.text.count(left) < 2 or unmatched(p.shadow):
        return
    stack: list[int] = []
    for match in _DOUBLE_IN_DOUBLE[left].finditer(p.text):
        if match.group() not in _OPENING:
            stack.append(match.start())
        elif stack:
            start = stack.pop()
            if p.text[start] == left and stack and p.text[stack[-1]] == left:
                yield start, match.start()


@rule(
    "GW-PUNC-006", "GB/T 15834-2011 4.8.3.4", slug="nested-quotes", severity=ERROR, strength=DUTY, chars="“", stories="all",
    good=["正文 会议提出“落实‘放管服’改革”。"],
    bad=[("正文 会议提出“落实“放管服”改革”。", "正文 会议提出“落实‘放管服’改革”。")],
)  # fmt: skip
def nested_quotes(p: Paragraph) -> Iterator[Found]:
    """引号里面还要用引号时，外面用双引号，里面用单引号。

    里外同形，读者会把内层的后引号当成整段引文的结束。
    """
    for start, end in _nested(p, "“"):
        fix = (retext(p, start, start + 1, "‘"), retext(p, end, end + 1, "’"))
        old = p.text[start : end + 1]
        yield found(p, start, end + 1, "引号内再用引号应为单引号", fix=fix, before=old, after=f"‘{old[1:-1]}’")


@rule(
    "GW-PUNC-007", "GB/T 15834-2011 4.15.3.5", slug="nested-book-titles",
    severity=ERROR, strength=DUTY, chars="《", stories="all",
    good=["正文 转发《关于印发〈青川市数据管理办法〉的通知》。", "正文 《关于修改〈关于适用《青川市数据条例》的解释〉的决定》"],
    bad=[("正文 转发《关于印发《青川市数据管理办法》的通知》。", "正文 转发《关于印发〈青川市数据管理办法〉的通知》。")],
)  # fmt: skip
def nested_book_titles(p: Paragraph) -> Iterator[Found]:
    """书名号里面还要用书名号时，外面用双书名号，里面用单书名号。

    里外同形，文件名从哪里起、到哪里止容易读错。
    """
    for start, end in _nested(p, "《"):
        fix = (retext(p, start, start + 1, "〈"), retext(p, end, end + 1, "〉"))
        old = p.text[start : end + 1]
        yield found(p, start, end + 1, "书名号内再用书名号应为单书名号", fix=fix, before=old, after=f"〈{old[1:-1]}〉")


_ANGLES = re.compile(r"(?<=[^》])[<＜]([^<>＜＞《》]+)[>＞]")


@rule(
    "GW-PUNC-008", "GB/T 15834-2011 4.15.2", slug="angle-brackets-in-title", severity=ERROR, strength=DUTY,
    chars="<＜", stories="all",
    good=["正文 转发《关于印发〈办法〉的通知》，要求误差<5%。"],
    bad=[("正文 转发《关于印发<办法>的通知》。", "正文 转发《关于印发〈办法〉的通知》。")],
)  # fmt: skip
def angle_brackets_in_title(p: Paragraph) -> Iterator[Found]:
    """单书名号用〈〉，不用小于号、大于号。

    < > 是数学符号，形状和宽度都与书名号不同。
    """
    for match in _ANGLES.finditer(p.text):
        start, end = match.start(), match.end()
        if any(z.name == "book" and z.start < start and end < z.end for z in p.zones):
            fix = (retext(p, start, start + 1, "〈"), retext(p, end - 1, end, "〉"))
            yield found(
                p, start, end, "书名号内应用单书名号〈〉", fix=fix, safety=CONFIRM,
                before=match.group(), after=f"〈{match.group(1)}〉",
            )  # fmt: skip
