"""Long phrases that stand twice in one report.

Repeats of sixteen characters or more are wanted without comparing all with all: places whose character falls into a
fixed quarter of the code space are seeds, eight characters from each are looked up in a set, and what stands twice is
widened. A repeat holds a seed wherever it stands, so both its places are found by the same one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, compress
from typing import NamedTuple
from weakref import WeakKeyDictionary

from app.core.findings import Spot
from app.core.format_math import remembered
from app.core.report import LEVELS, Kind, Paragraph, Report
from app.rules.api import INFO, PRACTICE, Found, rule

_SEED = 8
# By the low byte of a character; 3.5 % of the stretches of sixteen characters hold no seed, fewer of longer ones.
_QUARTER = bytes(1 if (i * 37 + 224) % 256 < 64 else 0 for i in range(256))
_WALL = "\0"  # stands for what is not compared
_ENDS = frozenset(f"{_WALL}。；：！\n\ufffc")
_END = re.compile(f"[{_WALL}。；：！\n\ufffc]")
_SENTENCE = re.compile(f"[^{_WALL}。；：！\n\ufffc]+")
_BRACKETS = re.compile(r"（[^（）]*）")
_FIXED = re.compile(
    r"党的[一二三四五六七八九十]+大和[一二三四五六七八九十]+届[\u4e00-\u9fff]{1,4}全会(?:精神)?|中央八项规定(?:及其实施细则)?精神|习近平新时代中国特色社会主义思想|以习近平同志为核心的党中央|习近平总书记[^，。]{0,16}(?:精神|要求|重要指示)|铸牢中华民族共同体意识|质的有效提升和量的合理增长|稳就业、稳企业、稳市场、稳预期|完整准确全面贯彻|群众身边不正之风和腐败问题|中国特色社会主义|重要讲话(?:和重要)?指示批示精神|重要讲话精神|党中央、?国务院"
    r"|中华人民共和国|经济社会发展|治理体系和治理能力现代化"
)
_NAME = re.compile(r"^[^，]*(?:区|园|局|公司|厂|路|馆|院|学校|集团|饭店|会|委|部|项目|工程|基地|设备|钢材|遗址|论坛|文化节|赛)$")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_EDGES = frozenset("，。；：、！？,;:!?（）()“”《》\n")
_LOOSE = " \u3000，、,.%％0123456789"
_BODY = frozenset({Kind.BODY, Kind.CLAUSE, *LEVELS})
_GENRES = frozenset({"报告", "请示", "总结", "汇报", "汇报材料", "情况"})


@dataclass(frozen=True, slots=True)
class _Seeds:
    """A paragraph's comparable text (walls put in) with the places of its seeds and their characters."""

    text: str
    places: tuple[int, ...]
    grams: tuple[str, ...]


_KNOWN: WeakKeyDictionary[Paragraph, _Seeds] = WeakKeyDictionary()


@rule(
    "GW-SEM-010", "实务", slug="repeated-phrase", severity=INFO, strength=PRACTICE, genres=_GENRES,
    reads=("text", "kinds", "outline"),
    good=["标题 关于数据共享情况的报告\n正文 健全数据共享机制，成效明显。\n正文 优化数据服务流程，成效明显。"],
    bad=[("标题 关于数据共享情况的报告\n正文 推出更多便民利企的数据服务创新举措，成效明显。\n"
         "正文 下一步推出更多便民利企的数据服务创新举措。")],
)  # fmt: skip
def repeated_phrase(r: Report, shortest: int = 16) -> Iterator[Found]:
    """同一长句在文中不重复。

    十几个字以上一字不差地出现两次，多是复制后忘了改，也让读者觉得前后雷同。书名、引文和固定提法不在此列。
    """
    if any(node.type == "article" for node in r.outline):
        return
    paragraphs = [p for p in r.paragraphs if p.kind in _BODY and len(p.text) >= shortest]
    taken: dict[int, list[tuple[int, int]]] = {}
    whole = _whole_sentences(paragraphs, taken, shortest)
    texts = [(p, _seeds(p)) for p in paragraphs if p.uid not in whole.copies]
    for spots in chain(whole.repeats, (_widen(places, taken, shortest) for places in _repeats(texts))):
        phrase = spots[0][0].text[spots[0][1] : spots[0][2]] if spots else ""
        message = f"这句话出现了{len(spots)}次：“{phrase}”"
        for p, start, end in spots:
            yield Found(Spot(p.uid, start, end, phrase), message, key=phrase)


_Spots = list[tuple[Paragraph, int, int]]


class _Sentences(NamedTuple):
    """Whole sentences that stand more than once, and the paragraphs that say nothing else than an earlier one."""

    repeats: list[_Spots]
    copies: set[int]


def _whole_sentences(paragraphs: Sequence[Paragraph], taken: dict[int, list[tuple[int, int]]], shortest: int) -> _Sentences:
    """Sentences that stand twice as they are, found by looking them up: copied paragraphs need no widening."""
    copies: set[int] = set()
    known: dict[str, list[tuple[str, int, int]]] = {}
    places: dict[str, _Spots] = {}
    for p in paragraphs:
        text = _walled(p)
        if text in known:
            copies.add(p.uid)
        else:
            known[text] = [(m.group(), m.start(), m.end()) for m in _SENTENCE.finditer(text) if m.end() - m.start() >= shortest]
        for sentence, start, end in known[text]:
            places.setdefault(sentence, []).append((p, start, end))
    repeats: list[_Spots] = []
    for spots in places.values():
        if len(spots) > 1:
            for p, start, end in spots:
                taken.setdefault(p.uid, []).append((start, end))
            trimmed = _trimmed(spots)
            p, start, end = trimmed[0]
            if _tells(p.text[start:end], shortest):
                repeats.append(trimmed)
    return _Sentences(repeats, copies)


def _seeds(p: Paragraph) -> _Seeds:
    known = _KNOWN.get(p)
    if known is None:
        text = _walled(p)
        low = text.encode("utf-32-le", "replace")[::4]
        places = tuple(compress(range(max(0, len(text) - _SEED + 1)), low.translate(_QUARTER)))
        grams = tuple(map(text.__getitem__, map(slice, places, [at + _SEED for at in places])))
        known = _KNOWN[p] = _Seeds(text, places, grams)
    return known


@remembered
def _walled(p: Paragraph) -> str:
    """The text with book titles, quotations, brackets and the heading's own words made incomparable; offsets stay."""
    text = p.shadow
    if "（" in text:
        text = _BRACKETS.sub(_wall, text)
    for zone in p.zones:
        text = text[: zone.start] + _WALL * (zone.end - zone.start) + text[zone.end :]
    if p.kind in LEVELS:
        head = p.role.heading_end if p.role.heading_end is not None else len(text)
        text = _WALL * head + text[head:]
    return text


def _wall(match: re.Match[str]) -> str:
    return _WALL * (match.end() - match.start())


_Place = tuple[Paragraph, str, int]


def _repeats(texts: Sequence[tuple[Paragraph, _Seeds]]) -> Iterator[list[_Place]]:
    """The places of every seed that stands more than once, in reading order of the first."""
    counts = Counter(chain.from_iterable(seeds.grams for _, seeds in texts))
    twice = {gram for gram, count in counts.items() if count > 1 and _ENDS.isdisjoint(gram)}
    places: dict[str, list[tuple[int, int]]] = {gram: [] for gram in twice}
    for at, (_, seeds) in enumerate(texts):
        for nth in compress(range(len(seeds.grams)), map(twice.__contains__, seeds.grams)):
            places[seeds.grams[nth]].append((at, seeds.places[nth]))
    for where in sorted(places.values()):
        yield [(texts[at][0], texts[at][1].text, offset) for at, offset in where]


def _widen(places: list[_Place], taken: dict[int, list[tuple[int, int]]], shortest: int) -> list[tuple[Paragraph, int, int]]:
    """The widest common stretch around a seed's places; [] when too short, known already, or a fixed phrase."""
    p, text, at = places[0]
    if any(start <= at < end for start, end in taken.get(p.uid, ())):
        return []
    best: list[tuple[Paragraph, int, int]] = []
    length = 0
    before, behind = _clause(text, at)
    for q, other, there in places[1:]:
        left, right = _common_end(before, other, there), _common_start(behind, other, there)
        if left + right > length:
            length = left + right
            best = [(p, at - left, at + right), (q, there - left, there + right)]
        elif length and left + right == length:
            best.append((q, there - left, there + right))
    if length < shortest:
        return []
    for q, start, end in best:
        taken.setdefault(q.uid, []).append((start, end))
    best = _trimmed(best)
    phrase = p.text[best[0][1] : best[0][2]]
    return best if _tells(phrase, shortest) and any(_at_edge(q.text, start, end) for q, start, end in best) else []


def _tells(phrase: str, shortest: int) -> bool:
    """Whether a phrase is a sentence's worth of words: not a fixed phrase, a list of names, or figures."""
    words = _FIXED.sub("", phrase)
    varied = len(_HAN.findall(words)) >= shortest * 3 // 4 and len(set(words)) > shortest // 2
    return len(words) >= shortest and varied and not _NAME.search(words)


def _at_edge(text: str, start: int, end: int) -> bool:
    """Whether a phrase begins or ends where a clause does."""
    return not text[:start].strip() or text[start - 1] in _EDGES or end >= len(text) or text[end] in _EDGES


def _clause(text: str, at: int) -> tuple[str, str]:
    """What stands before and from `at` on, up to the nearest ends of a sentence."""
    start = max(text.rfind(end, 0, at) for end in _ENDS) + 1
    stop = _END.search(text, at)
    return text[start:at], text[at : stop.start() if stop else len(text)]


def _common_start(part: str, text: str, at: int) -> int:
    """How many characters of `part` stand at `at` of `text`."""
    if text.startswith(part, at):
        return len(part)
    return next(n for n, letter in enumerate(part) if text[at + n : at + n + 1] != letter)


def _common_end(part: str, text: str, at: int) -> int:
    """How many of the last characters of `part` stand before `at` of `text`."""
    if text.endswith(part, 0, at):
        return len(part)
    return next(n for n, letter in enumerate(reversed(part)) if at - n <= 0 or text[at - n - 1] != letter)


def _trimmed(spots: list[tuple[Paragraph, int, int]]) -> list[tuple[Paragraph, int, int]]:
    """Without marks, blanks and cut figures at either end."""
    p, start, end = spots[0]
    phrase = p.text[start:end]
    front = len(phrase) - len(phrase.lstrip(_LOOSE))
    back = len(phrase) - len(phrase.rstrip(_LOOSE)) if front < len(phrase) else 0
    return [(q, a + front, b - back) for q, a, b in spots]
