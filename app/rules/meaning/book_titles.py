"""Names of laws and documents in 《》: written alike throughout, and of the right years."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations

from app.core.annual import as_of
from app.core.findings import Severity
from app.core.gathering import gather
from app.core.report import Kind, Paragraph, Report
from app.rules.api import INFO, PRACTICE, WARNING, Found, found, rule

_BOOK = re.compile(r"《([^《》]{6,60})》")
_LAW = re.compile(r"(?:法|条例|办法|规定|细则|规则|准则|决定|意见|方案|纲要|规划|通知|计划|标准|规范)$")
_NOISE = re.compile(r"[\s（）()〔〕\[\]“”‘’、，—\-－–·]|中华人民共和国|\d+|(?:修订|修正|试行|暂行|草案|征求意见稿)稿?")
_PERIOD = re.compile(
    r"《(?P<name>[^《》]*?)[（(]?(?:(?:19|20)\d{2})年?\s*[-—－–~～至]\s*(?P<end>(?:19|20)\d{2})年?[）)]?[^《》]*》"
)
_NOW = re.compile(r"(?:贯彻|落实|执行|按照|依据|根据|对照|推进|实施)(?:好|和|、|贯彻|落实|实施|党中央|国务院|国家|省|市)*$")
_PAST = re.compile(r"完成|终期|收官|总结|评估|回顾|期间|以来|曾|已")
_SHORT, _MOST = 8, 2  # characters
_STATE = "中华人民共和国"
_BEFORE = frozenset("省市县区州原新旧")
_CONTRAST = (
    frozenset("省市县区州盟旗国部乡镇"), frozenset("一二三四五六七八九十"), frozenset("上下中"),
    frozenset("内外"), frozenset("东西南北"),
    frozenset("男女"),
    frozenset("甲乙丙丁"), frozenset("春夏秋冬"), frozenset("城乡"), frozenset("水电气热"), frozenset("大小中"),
)  # fmt: skip


def _names(p: Paragraph) -> tuple[tuple[str, int, int], ...]:
    """The names of documents in 《》, with their places."""
    return tuple((m.group(1), m.start(1), m.end(1)) for m in _BOOK.finditer(p.text)) if "《" in p.text else ()


@rule(
    "GW-SEM-022", "实务", slug="document-name-varies", severity=WARNING, strength=PRACTICE, reads=("text",), where=_names,
    facts=True,
    good=["正文 落实《重大行政决策程序暂行条例》，执行《行政处罚法》《行政复议法》。"],
    bad=["正文 落实《重大行政决策程序暂行条例》。\n正文 学习《重大行政决策程序暂行条列》。",
         "正文 落实《重大行政决策程序暂行条例》。\n正文 学习《重大行政决策暂行条例》。",
         "正文 落实《青川市政务数据共享管理办法》。\n正文 执行《青川市政务数据共享管办法》。"],
)  # fmt: skip
def document_name_varies(r: Report) -> Iterator[Found]:
    """同一法规、文件的名称前后一致。

    同一份文件前后写得不一样，其中之一必是漏字、多字或错字。
    """
    rows = gather(r, _names, everywhere=True)
    alike = _alike(tuple(dict.fromkeys([name for _, names in rows for name, _, _ in names])))
    places: dict[str, list[tuple[Paragraph, int, int]]] = defaultdict(list)
    for p, names in rows if alike else ():
        for name, start, end in names:
            places[name].append((p, start, end))
    for a, b, severity in alike:
        rare, usual = sorted((a, b), key=lambda name: (len(places[name]), -_first(r, places[name])))
        for p, start, end in places[rare]:
            yield found(p, start, end, f"前后写法不一：“{rare}”与“{usual}”，请核对", severity=severity)


def _first(r: Report, where: list[tuple[Paragraph, int, int]]) -> int:
    return r.order.get(where[0][0].uid, 0)


@lru_cache(maxsize=8)
def _alike(names: tuple[str, ...]) -> Sequence[tuple[str, str, Severity]]:
    """The pairs of names that seem to be one, and how sure that is."""
    named = [name for name in names if _is_document(name)]
    pairs = ((a, b, _slip(a, b)) for a, b in combinations(named, 2) if abs(len(a) - len(b)) <= _MOST)
    return [(a, b, severity) for a, b, severity in pairs if severity is not None]


@lru_cache(maxsize=1024)
def _is_document(name: str) -> bool:
    return _LAW.search(_bare(name)) is not None or len(name) >= _SHORT


def _bare(name: str) -> str:
    return re.sub(r"[（(][^（）()]*[）)]$", "", name)


def _slip(a: str, b: str) -> Severity | None:
    """How sure it is that two names are one: a character put in, left out or exchanged; two left out may be another document."""
    if a[:2] != b[:2] and a[-2:] != b[-2:]:
        return None
    one, two = _NOISE.sub("", a), _NOISE.sub("", b)
    first, second, at = _difference(one, two)
    if not first and not second:
        return None
    if not at and a.startswith(_STATE[:2]) and b.startswith(_STATE[:2]):  # the slip is in 中华人民共和国 itself
        first, second, at = _difference(a, b)
        return WARNING if at < len(_STATE) and len(first) + len(second) == 1 else None
    shorter, longer = sorted((len(one), len(two)))
    if len(first) == len(second) == 1:
        return WARNING if shorter >= _SHORT and not any({first, second} <= group for group in _CONTRAST) else None
    if (first and second) or longer < _SHORT or (not at and (first or second) in _BEFORE):
        return None
    return WARNING if len(first or second) == 1 else INFO if at and longer > _SHORT else None


def _difference(a: str, b: str) -> tuple[str, str, int]:
    """What stands only in `a` and only in `b` between their common start and common end, and how long that start is."""
    start = next((at for at, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    end = next(
        (at for at, (x, y) in enumerate(zip(reversed(a[start:]), reversed(b[start:]), strict=False)) if x != y),
        min(len(a), len(b)) - start,
    )
    return a[start : len(a) - end], b[start : len(b) - end], start


def _plans(p: Paragraph) -> tuple[re.Match[str], ...]:
    """The plans with their years in 《》 that are to be carried out."""
    return tuple(match for match in _PERIOD.finditer(p.text) if _is_ahead(p.text, match)) if "《" in p.text else ()


def _is_ahead(text: str, match: re.Match[str]) -> bool:
    return _NOW.search(text[: match.start()]) is not None and not _PAST.search(re.split(r"[。；]", text[match.end() :])[0])


def _plan_or_number(p: Paragraph) -> object:
    return p.kind is Kind.DOC_NUMBER or _plans(p)


@rule(
    "GW-SEM-024", "实务", slug="plan-of-past-years", severity=INFO, strength=PRACTICE,
    reads=("text", "kinds"), where=_plan_or_number,
    good=["正文 落实《青川市数字政府建设规划（2021—2025年）》。\n署名 青川市数据资源局\n日期 2023年3月5日",
          "正文 《青川市数字政府建设规划（2016—2020年）》圆满完成。\n署名 青川市数据资源局\n日期 2023年3月5日"],
    bad=["正文 落实《青川市数字政府建设规划（2016—2020年）》。\n署名 青川市数据资源局\n日期 2023年3月5日"],
)  # fmt: skip
def plan_of_past_years(r: Report) -> Iterator[Found]:
    """要落实的规划、纲要仍在期限之内。

    期限已过的规划不能再作为今后工作的依据；沿用旧稿时容易忘了换成新一期。
    """
    day = as_of(r)
    for p, matches in gather(r, _plans) if day else ():
        for match in matches:
            if day and int(match["end"]) < day.year:
                yield found(p, match.start(), match.end(), f"这份规划的期限到{match['end']}年，{day.year}年成文时已过，请核对")
