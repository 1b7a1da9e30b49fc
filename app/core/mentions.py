"""Where a report speaks of its own parts (见第（三）部分, 本报告第二条, 附件2), and what it says there after a renumbering."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.core.numerals import HAN_DIGITS, Scheme, han_to_int, int_to_han, parse_alone
from app.core.report import Kind, Paragraph, Report
from app.core.tree import Tree, Twig

_NUMBER = f"(?:[{HAN_DIGITS}]{{1,4}}|[0-9]{{1,3}})"
_PART = re.compile(rf"第\s*(?P<open>[（(]?)\s*(?P<n>{_NUMBER})\s*[）)]?(?P<unit>大?部分|条|章|节|项|点|方面)")
_SHOWN = re.compile(rf"(?:(?<=[见按照同如与和及、“（(])|(?<=部分))(?P<shown>[（(]{_NUMBER}[）)]|{_NUMBER}、(?=[”（(]))")
_OWN = re.compile(
    r"(?:本(?:报告|通知|意见|方案|办法|规定|细则|条例|制度|规则|规划|计划|总结|文件|文|部分|章|节|条)|[上前]述|[前上]文|[下后]文|见|参照?|按照?|依照|根据|如)\s*$"
)
_FOREIGN = re.compile(
    r"(?:》\s*(?:（[^（）]*）)?|(?:法|法典|条例|规定|办法|细则|章程|准则|决定|规则|公约|协定|通知|意见|方案))\s*$"
)
_SAID_ABOVE = re.compile(r"(?:[上前]述|[前上下后]文|以上|以下)(?:的)?\s*$")
_ITEM_UNITS = frozenset({"项", "点", "方面"})
_CITED = re.compile(rf"第\s*{_NUMBER}\s*[条款]\s*$")
_LISTED = re.compile(rf"第\s*[（(]?{_NUMBER}[）)]?\s*(?:部分|章|节|条|款|项)?\s*[、，和及至到-]?\s*$")
_ENCLOSURE = re.compile(r"(?P<what>附件|附表|附图|表|图)\s*(?P<n>[0-9]{1,3})(?![0-9.．\-—％%年月日个条项张])")
_AND = frozenset({"、", "和", "及", "与", "以及", "至", "到"})
_AROUND = 14  # characters of context


@dataclass(frozen=True, slots=True)
class Mention:
    """Characters start..end of paragraph `uid` read `old` and should read `new`; `sure` where nothing else can be meant."""

    uid: int
    start: int
    end: int
    old: str
    new: str
    sure: bool
    context: str


def mentions(report: Report, changed: Mapping[int, str]) -> tuple[Mention, ...]:
    """What the report says of sections whose numerals change; `changed` gives the new numeral by the `id` of each node."""
    if not changed:
        return ()
    finder = _Finder(Tree(report), changed)
    return tuple(found for p in _texts(report) for found in finder.of(p))


def enclosure_mentions(report: Report, changed: Mapping[tuple[str, int], int]) -> tuple[Mention, ...]:
    """Mentions of 附件2, 表3, 图1 outside the labels themselves; `changed` gives (word, old number) → new number."""
    found: list[Mention] = []
    for p in _texts(report):
        if p.kind in (Kind.ATTACHMENT_LABEL, Kind.CAPTION, Kind.ATTACHMENT_NOTE):
            continue
        for match in _ENCLOSURE.finditer(p.text):
            new = changed.get((match["what"], int(match["n"])))
            if new is not None and _is_own(p, match.start()):
                found.append(_mention(p, match.start("n"), match.end("n"), str(new), match.span(), sure=True))
    return tuple(found)


def item_mentions(report: Report, owner: int | None, counts: Mapping[int, int]) -> tuple[Mention, ...]:
    """What the text under heading `owner` (None: none) says of its 一是… items (上述第二项); `counts` gives old → new count."""
    if not counts:
        return ()
    finder = _Finder(Tree(report), {})
    return tuple(found for p in report.paragraphs for found in finder.of_items(p, owner, counts))


def _is_own(p: Paragraph, at: int) -> bool:
    return p.text[at - 1 : at] not in ("》", "代", "地", "报") and not any(
        z.name == "quote" and z.start <= at < z.end for z in p.zones
    )


def _texts(report: Report) -> Iterator[Paragraph]:
    yield from report.paragraphs
    yield from report.others


def _mention(p: Paragraph, start: int, end: int, new: str, around: tuple[int, int], *, sure: bool) -> Mention:
    left, right = max(0, around[0] - _AROUND), min(len(p.text), around[1] + _AROUND)
    context = ("…" if left else "") + p.text[left:right].replace("\n", " ") + ("…" if right < len(p.text) else "")
    return Mention(p.uid, start, end, p.text[start:end], new, sure, context)


class _Finder:
    """Looks through paragraphs for mentions of sections that change."""

    def __init__(self, tree: Tree, changed: Mapping[int, str]) -> None:
        self.tree = tree
        self.changed = changed
        self._place = tree.holding_all()

    def of(self, p: Paragraph) -> Iterator[Mention]:
        """The mentions in one paragraph, in order."""
        text = p.text
        if "第" not in text and "见" not in text and "“" not in text and "述" not in text:
            return
        outer: tuple[int, Twig] | None = None
        sure_until = foreign_until = -1
        for match in sorted((*_PART.finditer(text), *_SHOWN.finditer(text)), key=lambda m: m.start()):
            if self._is_heading_numeral(p, match) or _in_book(p, match.start()):
                continue
            before = text[: match.start()]
            inside = outer[1] if outer is not None and outer[0] == match.start() else None
            if inside is None and (
                _CITED.search(before) or (foreign_until >= 0 and text[foreign_until : match.start()].strip() in _AND)
            ):
                foreign_until = match.end()  # 个人所得税法第六条第一款第二项、第四项
                continue
            linked = sure_until >= 0 and text[sure_until : match.start()].strip() in _AND
            twig, sure = self._meant(p, match, linked or bool(_OWN.search(before)), inside)
            if twig is None:
                continue
            outer = (match.end(), twig)
            sure_until = match.end() if sure else -1
            if id(twig.node) in self.changed:
                (start, end), new = _number_span(match), self._said(match, self.changed[id(twig.node)])
                other = _other_unit(match, self.changed[id(twig.node)])
                if other is None:
                    continue  # 第三节 became （三）: that is for the clerk to word
                if other:
                    end, new = match.end(), f"{new}{other}"
                if new is not None and new != text[start:end]:
                    yield _mention(p, start, end, new, match.span(), sure=sure)

    def of_items(self, p: Paragraph, owner: int | None, counts: Mapping[int, int]) -> Iterator[Mention]:
        """The mentions of items in one paragraph that stands under heading `owner`: those that can mean no section."""
        here = self._place.get(p.uid)
        if (here.node.uid if here is not None and here.node is not None else None) != owner or "第" not in p.text:
            return
        for match in _PART.finditer(p.text):
            before = p.text[: match.start()]
            if match["unit"] not in _ITEM_UNITS or match["open"] or _in_book(p, match.start()) or not _SAID_ABOVE.search(before):
                continue
            value = int(match["n"]) if match["n"].isdecimal() else han_to_int(match["n"]) or 0
            new = counts.get(value, value)
            if new == value or self._meant(p, match, own=True, inside=None)[0] is not None:
                continue
            said = str(new) if match["n"].isdecimal() else int_to_han(new)
            yield _mention(p, *match.span("n"), said, match.span(), sure=True)

    def _is_heading_numeral(self, p: Paragraph, match: re.Match[str]) -> bool:
        return match.start() <= p.role.content and bool(p.role.numeral) and match.start() < max(p.role.content, 1)

    def _said(self, match: re.Match[str], numeral: str) -> str | None:
        """What the mention says of a section that now bears `numeral`."""
        new = parse_alone(numeral)
        if new is None:
            return None
        if "n" in match.re.groupindex:
            number = str(new.value) if match["n"][0] in "0123456789" else int_to_han(new.value)
            return f"（{number}）" if match["open"] and new.scheme in _BRACKETED else number
        shown = match["shown"]
        old = parse_alone(shown)
        return numeral if old is not None and old.scheme is new.scheme else None

    def _meant(self, p: Paragraph, match: re.Match[str], own: bool, inside: Twig | None) -> tuple[Twig | None, bool]:
        """The section that a mention means, and whether nothing else can be meant; `own` says that it is of this report."""
        before, own = p.text[: match.start()], own or inside is not None
        if "n" not in match.re.groupindex:
            numeral = parse_alone(match["shown"])
            return (self._near(p, _same_form(numeral.scheme, numeral.value), inside), own) if numeral else (None, False)
        value = int(match["n"]) if match["n"].isdecimal() else han_to_int(match["n"]) or 0
        unit, bracket = match["unit"], bool(match["open"])
        if not own and (_FOREIGN.search(before) or (unit in _UNITS and _LISTED.search(before))):
            return None, False
        if unit in _UNITS:
            found = self._near(p, _same_form(_UNITS[unit], value), inside)
            if found is not None or unit != "条" or not own:
                return found, found is not None
        if unit in ("部分", "大部分", "方面", "条") and not bracket:
            roots = [child for root in self._roots(p) for child in root.children]
            found = next((t for t in roots if t.numeral and t.numeral.value == value and t.numeral.scheme in _FIRST), None)
            return found, own and found is not None
        if bracket:
            form = _same_form(Scheme.ARABIC_BRACKET if match["n"].isdecimal() else Scheme.HAN_BRACKET, value)
            return self._near(p, form, inside), own
        return self._near(p, lambda t: _counts(t, value), inside), own

    def _roots(self, p: Paragraph) -> list[Twig]:
        here = self._place.get(p.uid)
        while here is not None and (up := here.parent) is not None:
            here = up
        return [here] if here is not None else self.tree.roots[:1]

    def _near(self, p: Paragraph, fits: Callable[[Twig], bool], inside: Twig | None) -> Twig | None:
        """The section that fits, looked for inside `inside`, else from the paragraph's own section outwards, else if alone."""
        if inside is not None:
            return next((twig for twig in inside.walk() if twig is not inside and fits(twig)), None)
        here = self._place.get(p.uid)
        while here is not None:
            found = next((child for child in here.children if fits(child)), None)
            if found is not None:
                return found
            here = here.parent
        every = [twig for twig in self.tree.twigs if fits(twig)]
        return every[0] if len(every) == 1 else None


def _number_span(match: re.Match[str]) -> tuple[int, int]:
    """The characters of a mention that change: its number, with the brackets around it."""
    if "n" not in match.re.groupindex:
        return match.span("shown")
    return (match.start("open"), match.start("unit")) if match["open"] else match.span("n")


def _other_unit(match: re.Match[str], numeral: str) -> str | None:
    """The unit that 章, 节 or 条 becomes ("" when it stays); None when the new form has no unit."""
    unit = match["unit"] if "n" in match.re.groupindex else ""
    new = parse_alone(numeral)
    if unit not in _UNITS or new is None or new.scheme is _UNITS[unit]:
        return ""
    return new.scheme.value if new.scheme in _UNITS.values() else "" if new.scheme is Scheme.HAN and unit == "条" else None


_BRACKETED = frozenset({Scheme.HAN_BRACKET, Scheme.ARABIC_BRACKET})
_UNITS = {"条": Scheme.ARTICLE, "章": Scheme.CHAPTER, "节": Scheme.SECTION}
_FIRST = frozenset({Scheme.HAN, Scheme.PART, Scheme.ROMAN, Scheme.CHAPTER, Scheme.ARABIC, Scheme.DECIMAL})
_INNER_FORMS = frozenset({Scheme.HAN_BRACKET, Scheme.ARABIC, Scheme.ARABIC_BRACKET, Scheme.CIRCLED})


def _same_form(scheme: Scheme, value: int) -> Callable[[Twig], bool]:
    def fits(twig: Twig) -> bool:
        numeral = twig.numeral
        return numeral is not None and numeral.scheme is scheme and numeral.value == value

    return fits


def _counts(twig: Twig, value: int) -> bool:
    numeral = twig.numeral
    return numeral is not None and numeral.value == value and numeral.scheme in _INNER_FORMS


def _in_book(p: Paragraph, at: int) -> bool:
    return any(zone.name == "book" and zone.start < at < zone.end for zone in p.zones)


def without_overlap(found: Iterable[Mention], taken: Mapping[int, list[tuple[int, int]]]) -> tuple[Mention, ...]:
    """The mentions that do not stand where something else is changed already."""
    return tuple(m for m in found if not any(m.start < end and start < m.end for start, end in taken.get(m.uid, [])))
