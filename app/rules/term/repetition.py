"""Characters and words written twice (no clause: 实务)."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from itertools import accumulate
from weakref import WeakKeyDictionary

from app.core.gathering import gather
from app.core.protected import cited
from app.core.report import Paragraph, Report
from app.core.text import HAN
from app.rules.api import CONFIRM, INFO, PRACTICE, WARNING, Found, found, retext, rule

_DOUBLED = (
    (re.compile("(?<![目标])的的(?![确士])"), "的"),
    (re.compile("(?<![不没明])了了(?![解断事结])"), "了"),
    (re.compile("(?<![实事求于国])是是(?!非)"), "是"),
    (re.compile("(?<!有)和和(?![美气睦平谐])"), "和"),
    (re.compile("在在(?=[全市县省各本此会工推加])"), "在"),
    (re.compile("(?<![以认作能行])为为(?=[加推进深规了])"), "为"),
)
_BLENDED = (
    (re.compile("进一步提(规范|完善|加强)提高"), r"进一步\1提高"),
    (re.compile("(?<!进一步)提规范提高"), "规范提高"),
    (re.compile("进一步进一步"), "进一步"),
)
_PAIRS = ("的的", "了了", "是是", "和和", "在在", "为为", "提规范", "提完善", "提加强", "进一步进一步")
_PHRASE = re.compile(rf"([{HAN}]{{3,6}})\1(?!\1)")


_Twice = tuple[tuple[Found, ...], tuple[Found, ...]]
_NOTHING: _Twice = ((), ())
_READ: WeakKeyDictionary[Paragraph, _Twice] = WeakKeyDictionary()


def _twice(p: Paragraph) -> _Twice | None:
    """The doubled words and the phrases written twice of a paragraph."""
    if p not in _READ:
        _read([p])
    return _READ[p] if _READ[p] is not _NOTHING else None


def _read(paragraphs: Sequence[Paragraph]) -> None:
    """Read many paragraphs at once: that is faster by far than one after the other."""
    _READ.update(dict.fromkeys(paragraphs, _NOTHING))
    everything = "\n".join(p.text for p in paragraphs)
    bounds = list(accumulate(len(p.text) + 1 for p in paragraphs))
    doubled = {bisect(bounds, at) for pair in _PAIRS for at in _places(pair, everything)}
    phrases = _laid_over_itself(everything, paragraphs)
    for index in doubled | phrases:
        p = paragraphs[index]
        _READ[p] = tuple(_doubled(p)) if index in doubled else (), tuple(_phrases(p)) if index in phrases else ()


@rule(
    "GW-SEM-021", "实务", slug="written-twice", severity=WARNING, strength=PRACTICE, reads=("text",), where=_twice,
    good=["正文 实实在在解决问题，合同目的的实现，坚持实事求是是根本要求，一茬一茬接着干。"],
    bad=[
        ("正文 全市的的重点工作。", "正文 全市的重点工作。"),
        ("正文 执法行为还需进一步提规范提高。", "正文 执法行为还需进一步规范提高。"),
        "正文 开展行政许可行政许可事项清理。",
    ],
)  # fmt: skip
def written_twice(r: Report) -> Iterator[Found]:
    """同一个字、词不误写两遍。

    修改时删得不干净，常留下重复的字词；叠词和“目的的”一类正常连用不在此列。
    """
    if r.paragraphs and r.paragraphs[0] not in _READ:  # nothing was read yet
        _read(r.paragraphs)
    read = gather(r, _twice)
    for part in (0, 1):
        for _, known in read:
            yield from known[part]


def _phrases(p: Paragraph) -> Iterator[Found]:
    for match in _PHRASE.finditer(p.text):
        if len(set(match.group(1))) > 2 and not cited(p, match.start(), match.end()):
            yield found(p, match.start(), match.end(), f"“{match.group(1)}”连写了两遍，请核对", severity=INFO)


def _doubled(p: Paragraph) -> Iterator[Found]:
    for pattern, right in (*_DOUBLED, *_BLENDED):
        for match in pattern.finditer(p.text):
            start, end = match.start(), match.end()
            fix = retext(p, start, end, match.expand(right))
            yield found(p, start, end, f"“{match.group()}”有重复或多余的字", fix=fix, safety=CONFIRM)


def _places(word: str, text: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def _laid_over_itself(everything: str, paragraphs: Sequence[Paragraph]) -> set[int]:
    """Which of the `paragraphs` (their lines are `everything`) may hold some stretch of 3 to 6 characters twice in a row.

    The whole text is laid over itself, moved by as many characters: where two code units of two bytes are equal they
    cancel out. Four such comparisons cost less than the pattern's backtracking over one page.
    """
    data = everything.encode("utf-16-le", "surrogatepass")
    number = int.from_bytes(data, "little")
    bounds = list(accumulate(len(p.text.encode("utf-16-le", "surrogatepass")) + 2 for p in paragraphs))
    seen: set[int] = set()
    for size in range(3, 7):
        alike = (number ^ (number >> (16 * size))).to_bytes(len(data), "little")
        run = bytes(2 * size)
        at = alike.find(run)
        while at >= 0:
            index = bisect(bounds, at)
            seen.add(index)
            at = alike.find(run, bounds[index]) if index < len(bounds) else -1
    return {index for index in seen if index < len(paragraphs)}
