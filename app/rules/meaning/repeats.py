"""Long phrases that stand twice in one report."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import chain, compress
from operator import is_, is_not

from app.core.findings import Spot
from app.core.format_math import remembered
from app.core.gathering import gather, of_kinds, renewed
from app.core.report import LEVELS, Kind, Paragraph, Report
from app.rules.api import INFO, PRACTICE, Found, rule
from app.rules.meaning.same_words import WALL, Place, SameWords

_BRACKETS = re.compile(r"（[^（）]*）")
_FIXED = re.compile(
    r"党的[一二三四五六七八九十]+大和[一二三四五六七八九十]+届[\u4e00-\u9fff]{1,4}全会(?:精神)?|中央八项规定(?:及其实施细则)?精神|习近平新时代中国特色社会主义思想|以习近平同志为核心的党中央|习近平总书记[^，。]{0,16}(?:精神|要求|重要指示)|铸牢中华民族共同体意识|质的有效提升和量的合理增长|稳就业、稳企业、稳市场、稳预期|完整准确全面贯彻|群众身边不正之风和腐败问题|中国特色社会主义|重要讲话(?:和重要)?指示批示精神|重要讲话精神|党中央、?国务院"
    r"|中华人民共和国|经济社会发展|治理体系和治理能力现代化"
)
_NAME = re.compile(r"^[^，]*(?:区|园|局|公司|厂|路|馆|院|学校|集团|饭店|会|委|部|项目|工程|基地|设备|钢材|遗址|论坛|文化节|赛)$")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_EDGES = frozenset("，。；：、！？,;:!?（）()“”《》\n")
_LOOSE = " \u3000，、,.%％0123456789"
_GENRES = frozenset({"报告", "请示", "总结", "汇报", "汇报材料", "情况"})
_BODY = of_kinds(Kind.BODY, Kind.CLAUSE, *LEVELS)


@rule(
    "GW-SEM-010", "实务", slug="repeated-phrase", severity=INFO, strength=PRACTICE, genres=_GENRES,
    reads=("text", "kinds", "numerals"), where=_BODY, group="这句话出现了{count}次：{message}",
    good=["标题 关于数据共享情况的报告\n正文 健全数据共享机制，成效明显。\n正文 优化数据服务流程，成效明显。"],
    bad=[("标题 关于数据共享情况的报告\n正文 推出更多便民利企的数据服务创新举措，成效明显。\n"
         "正文 下一步推出更多便民利企的数据服务创新举措。")],
)  # fmt: skip
def repeated_phrase(r: Report, shortest: int = 16) -> Sequence[Found]:
    """同一长句在文中不重复。

    十几个字以上一字不差地出现两次，多是复制后忘了改，也让读者觉得前后雷同。书名、引文和固定提法不在此列。
    """
    if any(node.type == "article" for node in r.outline):
        return ()
    return renewed(r, _reading(shortest)).found()


_Rows = Sequence[tuple[Paragraph, str]]


@lru_cache(maxsize=8)
def _reading(shortest: int) -> Callable[[Report, _Repeats | None], _Repeats]:
    def compared(p: Paragraph) -> str:
        if not _BODY(p):
            return ""
        return _walled(p) if len(p.text) >= shortest else WALL  # it stays in its row however many letters are typed

    def renew(r: Report, before: _Repeats | None) -> _Repeats:
        rows = gather(r, compared)
        return before if before is not None and before.follow(rows) else _Repeats(rows, shortest)

    return renew


class _Repeats:
    """What stands more than once in the paragraphs of `rows`, and the findings on it."""

    def __init__(self, rows: _Rows, shortest: int) -> None:
        self._rows = rows
        self._shortest = shortest
        self._same = SameWords([text for _, text in rows], shortest)
        self._sentences: dict[str, _Sentence] = {}
        self._stretches: dict[tuple[Place, ...], _Stretch] = {}
        self._found: Sequence[Found] | None = None

    def follow(self, rows: _Rows) -> bool:
        """Take the rows of a later reading; False where other paragraphs stand there."""
        if len(rows) != len(self._rows):
            return False
        changed = list(compress(range(len(rows)), map(is_not, self._rows, rows)))
        if any(rows[at][0].uid != self._rows[at][0].uid for at in changed):
            return False
        self._rows = rows
        for at in changed:
            self._same.replace(at, rows[at][1])
            self._found = None
        return True

    def found(self) -> Sequence[Found]:
        """A finding at every place of every repeat; what did not change is the same object as before."""
        if self._found is None:
            sentences = self._whole_sentences()
            self._found = list(chain.from_iterable(one.found for one in (*sentences, *self._other_stretches())))
        return self._found

    def _whole_sentences(self) -> Sequence[_Sentence]:
        for sentence, places in self._same.changed_sentences():
            if len(places) > 1:
                self._sentences.setdefault(sentence, _Sentence()).renew(self._rows, places, self._shortest)
            else:
                self._sentences.pop(sentence, None)
        return sorted(self._sentences.values(), key=lambda one: one.first)

    def _other_stretches(self) -> Sequence[_Stretch]:
        before, self._stretches = self._stretches, {}
        for spots in self._same.stretches():
            paragraphs = [self._rows[number][0] for number, _, _ in spots]
            known = before.get(spots)
            same = known is not None and all(map(is_, known.paragraphs, paragraphs))
            self._stretches[spots] = known if known is not None and same else _Stretch(paragraphs, spots, self._shortest)
        return list(self._stretches.values())


class _Sentence:
    """A whole sentence that stands more than once."""

    def __init__(self) -> None:
        self.first: Place = (0, 0, 0)
        self.found: Sequence[Found] = ()
        self._key = ("", 0, 0)
        self._known: dict[Place, Found] = {}

    def renew(self, rows: _Rows, places: Sequence[Place], shortest: int) -> None:
        """Take the places where it stands now."""
        self.first = places[0]
        number, start, end = self.first
        front, back = _loose(rows[number][0].text[start:end])
        phrase = rows[number][0].text[start + front : end - back]
        if self._key != (phrase, front, back):
            self._key, self._known = (phrase, front, back), {}
        if not _tells(phrase, shortest):
            self.found = ()
            return
        known = self._known
        if len(known) > 2 * len(places):
            known.clear()
        for one in [one for one in places if one not in known]:
            known[one] = _found(rows[one[0]][0], one[1] + front, one[2] - back, phrase)
        self.found = list(map(known.__getitem__, places))


class _Stretch:
    """Words that stand more than once within sentences."""

    def __init__(self, paragraphs: Sequence[Paragraph], spots: Sequence[Place], shortest: int) -> None:
        self.paragraphs = paragraphs
        start, end = spots[0][1:]
        front, back = _loose(paragraphs[0].text[start:end])
        phrase = paragraphs[0].text[start + front : end - back]
        trimmed = [(p, start + front, end - back) for p, (_, start, end) in zip(paragraphs, spots, strict=True)]
        told = _tells(phrase, shortest) and any(_at_edge(p.text, start, end) for p, start, end in trimmed)
        self.found: Sequence[Found] = [_found(p, start, end, phrase) for p, start, end in trimmed] if told else ()


def _found(p: Paragraph, start: int, end: int, phrase: str) -> Found:
    return Found(Spot(p.uid, start, end, phrase), f"“{phrase}”", key=phrase)


@remembered
def _walled(p: Paragraph) -> str:
    """The text with book titles, quotations, brackets and the heading's own words made incomparable; offsets stay."""
    text = p.shadow
    if "（" in text:
        text = _BRACKETS.sub(_wall, text)
    for zone in p.zones:
        text = text[: zone.start] + WALL * (zone.end - zone.start) + text[zone.end :]
    if p.kind in LEVELS:
        head = p.role.heading_end if p.role.heading_end is not None else len(text)
        text = WALL * head + text[head:]
    return text


def _wall(match: re.Match[str]) -> str:
    return WALL * (match.end() - match.start())


def _tells(phrase: str, shortest: int) -> bool:
    """Whether a phrase is a sentence's worth of words: not a fixed phrase, a list of names, or figures."""
    words = _FIXED.sub("", phrase)
    varied = len(_HAN.findall(words)) >= shortest * 3 // 4 and len(set(words)) > shortest // 2
    return len(words) >= shortest and varied and not _NAME.search(words)


def _at_edge(text: str, start: int, end: int) -> bool:
    """Whether a phrase begins or ends where a clause does."""
    return not text[:start].strip() or text[start - 1] in _EDGES or end >= len(text) or text[end] in _EDGES


def _loose(phrase: str) -> tuple[int, int]:
    """How many marks, blanks and cut figures stand at either end."""
    front = len(phrase) - len(phrase.lstrip(_LOOSE))
    return front, len(phrase) - len(phrase.rstrip(_LOOSE)) if front < len(phrase) else 0
