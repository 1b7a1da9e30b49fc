"""简称: defined once, before use, and for everything that is called by a bare 《条例》."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, chain
from typing import NamedTuple

from app.core.annual import TEXT_KINDS, parts
from app.core.gathering import gather, renewed
from app.core.report import Paragraph, Report
from app.rules.api import INFO, PRACTICE, WARNING, Found, found, rule

_DEFINED = re.compile(
    r"(?:以下|下文|下面)?(?:统|合|并|又)?(?:简称|称为?|称作)[：:]?\s*(?P<open>[“《「])(?P<name>[^”》」]{1,24})[”》」]"
)
_INTRODUCED = re.compile(r"简称|下称|统称|合称|称为|又称|[称叫](?=[“《])")
_BARE = (
    "条例|办法|规定|意见|方案|通知|纲要|规划|决定|细则|实施意见|实施方案|实施办法|实施细则|暂行办法|暂行规定|指导意见|行动计划|"
    "工作方案|行动方案|若干意见|若干措施|指南|清单|目录|规则|通则|总体方案|总体规划|实施纲要"
)
_SHORT = re.compile(_BARE)
_BOOK = re.compile(r"《(?P<name>[^《》]{2,60})》")
_ALSO = re.compile(r"[《“]([^》”]{1,24})[》”]")
_LIST = re.compile(r"(?:[、，和及与]*[《“][^》”]{1,24}[》”])+")
_MARKS = re.compile(r"[\s（）()〈〉“”、—]")
_FEWEST, _LONGEST = 3, 4
_STATUS = re.compile(r"(?:草案|试行|修订|征求意见稿)$")


class _Definition(NamedTuple):
    """以下简称《…》 at start..end, with the other short names that it gives; `below` when it says 以下."""

    names: tuple[str, ...]
    start: int
    end: int
    below: bool


class _Use(NamedTuple):
    """《…》 at start..end; `plain` is its name without marks, `introduced` when the words before it say what it is."""

    name: str
    plain: str
    start: int
    end: int
    introduced: bool


_Names = tuple[tuple[_Definition, ...], tuple[_Use, ...]]
_Rows = Sequence[tuple[Paragraph, _Names]]


def _named(p: Paragraph) -> _Names | None:
    """The short names that the paragraph defines, and what it names in 《》."""
    if p.kind not in TEXT_KINDS:
        return None
    defined = tuple(map(_definition, _DEFINED.finditer(p.text))) if "称" in p.text else ()
    used = tuple(map(_use, _BOOK.finditer(p.text))) if "《" in p.text else ()
    return (defined, used) if defined or used else None


def _definition(match: re.Match[str]) -> _Definition:
    text, end = match.string, match.end()
    names = (match["name"], *_ALSO.findall(text[end : _until(text, end)]))
    return _Definition(names, match.start(), end, "下" in match.group()[:2])


def _use(match: re.Match[str]) -> _Use:
    name, start = match["name"], match.start()
    return _Use(name, _MARKS.sub("", name), start, match.end(), _introduced(match.string, start))


@rule(
    "GW-SEM-011", "实务", slug="short-name-undefined", severity=WARNING, strength=PRACTICE,
    reads=("text", "kinds", "sequence"), where=_named, facts=True,
    good=[
        "正文 根据《青川市数据条例》（以下简称《条例》）制定本方案。\n正文 各单位要落实《条例》要求。",
        "正文 各单位要落实《青川市数据条例》要求。",
    ],
    bad=[
        "正文 为做好数据共享工作，制定本方案。\n正文 各单位要严格落实《条例》要求。",
        "正文 各单位要落实《条例》要求。\n正文 根据《青川市数据条例》（以下简称《条例》）制定本方案。",
        ("正文 根据《青川市数据条例》（以下简称《条例》）制定本方案。\n"
         "正文 按照《青川市数据条例》（以下简称《条例》）办理。"),
    ],
)  # fmt: skip
def short_name_undefined(r: Report) -> Iterator[Found]:
    """简称在第一次出现时注明全称，注明一次，注明之后才用。

    没有注明就写《条例》，读者不知道是哪一部；注明两次，多是拼接稿件留下的。
    """
    return chain.from_iterable(renewed(r, _by_part).values())


_Known = Mapping[tuple[Paragraph, ...], tuple[Found, ...]]


def _by_part(r: Report, before: _Known | None) -> _Known:
    """What each part of the report has, by its paragraphs that name something."""
    rows = gather(r, _named)
    places = [r.order[p.uid] for p, _ in rows]
    judged: dict[tuple[Paragraph, ...], tuple[Found, ...]] = {}
    start = 0
    for end in accumulate(map(len, parts(r))):
        stop = bisect_left(places, end, start)
        part = tuple([p for p, _ in rows[start:stop]])
        known = before.get(part) if before is not None else None
        judged[part] = tuple(_judged(rows[start:stop])) if known is None else known
        start = stop
    return judged


def _judged(rows: _Rows) -> Iterator[Found]:
    defined: dict[str, tuple[int, int]] = {}
    for at, (p, (definitions, _)) in enumerate(rows):
        for one in definitions:
            if one.names[0] in defined and one.below:
                yield found(p, one.start, one.end, f"简称“{one.names[0]}”前面已经注明过，这里可直接用简称")
            for name in one.names:
                defined.setdefault(name, (at, one.start))
    yield from _uses(rows, defined)


def _until(text: str, at: int) -> int:
    """Where a list of short names that goes on at `at` ends: 《决定》、《修正案》及《修正案（二）》."""
    match = _LIST.match(text, at)
    return match.end() if match else at


def _uses(rows: _Rows, defined: Mapping[str, tuple[int, int]]) -> Iterator[Found]:
    told: set[str] = set()
    full: set[str] = set()  # names in full, marks aside, that stand before
    for at, (p, (_, used)) in enumerate(rows):
        for name, plain, start, end, introduced in used:
            if len(plain) > _LONGEST:
                full.add(plain)
            if name in told or introduced or not (_SHORT.fullmatch(name) or _shortens(plain, full)):
                continue
            first = defined.get(name)
            if first is None:
                told.add(name)
                severity = INFO if _ends_one(plain, full) else WARNING  # in full before: one can guess which is meant
                yield found(p, start, end, f"《{name}》前面没有注明是哪一份文件的简称", severity=severity)
            elif first > (at, start):
                told.add(name)
                yield found(p, start, end, f"《{name}》的全称在后面才注明，应移到第一次出现的地方")


def _shortens(name: str, full: set[str]) -> bool:
    """Whether a name of a few characters is the end of a name in full: 登记表 for 青川市数据资源登记表, but not 民法典."""
    if not _FEWEST <= len(name) <= _LONGEST or name.endswith(("法", "典")):
        return False
    return any(other.endswith(name) and len(other) >= len(name) + _LONGEST for other in full)


def _ends_one(name: str, full: set[str]) -> bool:
    return any(_STATUS.sub("", other).endswith(_STATUS.sub("", name)) for other in full)


def _introduced(text: str, at: int) -> bool:
    return _INTRODUCED.search(text[max(0, at - 4) : at]) is not None or text[max(0, at - 1) : at] in ("本", "该", "此")
