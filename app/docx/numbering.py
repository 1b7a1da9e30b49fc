"""Automatic numbering: lists as numbering.xml defines them, and what each numbered paragraph shows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from app.core.number_text import number_text
from app.core.report import Number
from app.docx.names import VAL, Element, integer, is_on, w
from app.docx.package import Package
from app.docx.properties import INDENTS, Patch, number_reference, paragraph_patch

LEVELS = 9
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list; `indent` is the part of its pPr that shapes the paragraph, `restart_after` 1-based or None."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    legal: bool = False
    restart_after: int | None = None
    style_id: str | None = None
    indent: Patch = field(default_factory=Patch)


@dataclass(frozen=True, slots=True)
class Numbered:
    """One `w:num`: its abstract list, its own levels where it overrides them, and the starts that it forces."""

    abstract: int
    levels: tuple[Level | None, ...]
    starts: tuple[int | None, ...]


class Numbering:
    """The lists of a document. Tolerates what is missing: a number that leads nowhere shows nothing."""

    def __init__(self, package: Package) -> None:
        root = package.root(next(iter(package.related(package.main, "numbering")), None))
        styles = package.root(next(iter(package.related(package.main, "styles")), None))
        self._abstract: dict[int, tuple[Level | None, ...]] = {}
        self._links: dict[int, str] = {}
        self._nums: dict[int, Numbered] = {}
        self._style_nums = _style_numbers(styles)
        self._known: dict[tuple[int, int], Level | None] = {}
        if root is not None:
            self._read(root)

    def level(self, num_id: int | None, level: int | None) -> Level | None:
        """The definition that a paragraph with this numId and ilvl follows, overrides included, or None."""
        if num_id is None or num_id not in self._nums:
            return None
        key = (num_id, min(max(level or 0, 0), LEVELS - 1))
        if key not in self._known:
            self._known[key] = self._define(*key)
        return self._known[key]

    def _define(self, num_id: int, at: int) -> Level | None:
        num = self._nums[num_id]
        found = num.levels[at] or self._levels(num.abstract)[at]
        start = num.starts[at]
        return replace(found, start=start) if found is not None and start is not None else found

    def level_of_style(self, num_id: int, style_id: str | None) -> int | None:
        """The level of a list that paragraph style `style_id` is tied to (w:pStyle), or None."""
        num = self._nums.get(num_id)
        if num is None or style_id is None:
            return None
        levels = self._levels(num.abstract)
        tied = (at for at in range(LEVELS) if (level := num.levels[at] or levels[at]) and level.style_id == style_id)
        return next(tied, None)

    def list_of(self, num_id: int) -> int | None:
        """The abstract list that a numId counts in: two numIds with the same one continue each other's count."""
        num = self._nums.get(num_id)
        return None if num is None else self._resolve(num.abstract)

    def counter(self) -> Counter:
        """A fresh count; one is needed for each story that numbers by itself."""
        return Counter(self)

    def resolve(self, references: Iterable[tuple[int, int] | None]) -> list[Number | None]:
        """What a run of paragraphs shows: (numId, ilvl) or None for each, in reading order."""
        counter = self.counter()
        return [None if reference is None else counter.next(*reference) for reference in references]

    def forced_start(self, num_id: int, level: int) -> int | None:
        """The w:startOverride of a numId at a level, or None."""
        num = self._nums.get(num_id)
        return num.starts[level] if num is not None else None

    def _read(self, root: Element) -> None:
        for element in root.iterchildren(w("abstractNum")):
            id_ = integer(element.get(w("abstractNumId")))
            if id_ is not None:
                self._abstract[id_] = _levels(element)
                link = element.find(w("numStyleLink"))
                if link is not None and link.get(VAL):
                    self._links[id_] = link.get(VAL, "")
        for element in root.iterchildren(w("num")):
            id_ = integer(element.get(w("numId")))
            abstract = integer(_val(element, "abstractNumId"))
            if id_ is not None and abstract is not None:
                self._nums[id_] = _num(element, abstract)

    def _resolve(self, abstract: int) -> int:
        """Follows w:numStyleLink to the list that really has the levels; cycles end where they began."""
        seen: set[int] = set()
        while abstract in self._links and abstract not in seen:
            seen.add(abstract)
            num = self._nums.get(self._style_nums.get(self._links[abstract], -1))
            if num is None:
                break
            abstract = num.abstract
        return abstract

    def _levels(self, abstract: int) -> tuple[Level | None, ...]:
        return self._abstract.get(self._resolve(abstract), (None,) * LEVELS)


class Counter:
    """Counts the numbered paragraphs of one story in reading order."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._counts: dict[int, list[int | None]] = {}
        self._forced: set[tuple[int, int]] = set()

    def next(self, num_id: int, level: int) -> Number | None:
        """What the next paragraph with this numId and ilvl shows; None when they lead nowhere."""
        at = min(max(level, 0), LEVELS - 1)
        definition = self._numbering.level(num_id, at)
        list_ = self._numbering.list_of(num_id)
        if definition is None or list_ is None:
            return None
        counts = self._counts.setdefault(list_, [None] * LEVELS)
        self._advance(counts, num_id, at, definition)
        self._restart_deeper(counts, num_id, at)
        value = counts[at]
        return Number(self._show(counts, num_id, definition), value or 0, at, num_id, definition.format, definition.suffix)

    def _advance(self, counts: list[int | None], num_id: int, at: int, definition: Level) -> None:
        current = counts[at]
        forced = self._numbering.forced_start(num_id, at)
        if forced is not None and (num_id, at) not in self._forced:
            self._forced.add((num_id, at))
            counts[at] = forced
        else:
            counts[at] = definition.start if current is None else current + 1
        for upper in range(at):
            if counts[upper] is None:
                above = self._numbering.level(num_id, upper)
                counts[upper] = above.start if above is not None else 1

    def _restart_deeper(self, counts: list[int | None], num_id: int, at: int) -> None:
        for deeper in range(at + 1, LEVELS):
            level = self._numbering.level(num_id, deeper)
            after = level.restart_after if level is not None else None
            if after is None or (after != 0 and at < after):
                counts[deeper] = None

    def _show(self, counts: list[int | None], num_id: int, definition: Level) -> str:
        if definition.format == "bullet":
            return definition.text

        def place(found: re.Match[str]) -> str:
            at = int(found.group(1)) - 1
            level = self._numbering.level(num_id, at)
            format_ = level.format if level is not None else "decimal"
            if definition.legal and format_ not in ("decimalZero", "none"):
                format_ = "decimal"
            return number_text(counts[at] or 0, format_)

        return _PLACE.sub(place, definition.text)


def _levels(element: Element) -> tuple[Level | None, ...]:
    found: list[Level | None] = [None] * LEVELS
    for level in element.iterchildren(w("lvl")):
        at = integer(level.get(w("ilvl")))
        if at is not None and 0 <= at < LEVELS:
            found[at] = _level(level)
    return tuple(found)


def _level(element: Element) -> Level:
    start, restart = integer(_val(element, "start")), integer(_val(element, "lvlRestart"))
    patch = paragraph_patch(element.find(w("pPr")))
    return Level(
        start=0 if start is None else start,
        format=_val(element, "numFmt") or "decimal",
        text=_val(element, "lvlText") or "",
        suffix=_val(element, "suff") or "tab",
        legal=bool(is_on(element.find(w("isLgl")))),
        restart_after=restart,
        style_id=_val(element, "pStyle"),
        indent={key: value for key, value in patch.items() if key in INDENTS},
    )


def _num(element: Element, abstract: int) -> Numbered:
    levels: list[Level | None] = [None] * LEVELS
    starts: list[int | None] = [None] * LEVELS
    for override in element.iterchildren(w("lvlOverride")):
        at = integer(override.get(w("ilvl")))
        if at is None or not 0 <= at < LEVELS:
            continue
        level = override.find(w("lvl"))
        levels[at] = _level(level) if level is not None else None
        starts[at] = integer(_val(override, "startOverride"))
    return Numbered(abstract, tuple(levels), tuple(starts))


def _style_numbers(styles: Element | None) -> dict[str, int]:
    """Style id → numId of every numbering style."""
    found: dict[str, int] = {}
    for style in styles.iterchildren(w("style")) if styles is not None else ():
        if style.get(w("type")) == "numbering":
            num_id, _ = number_reference(style.find(w("pPr")))
            if num_id is not None:
                found[style.get(w("styleId"), "")] = num_id
    return found


def _val(element: Element, name: str) -> str | None:
    child = element.find(w(name))
    return None if child is None else child.get(VAL)
