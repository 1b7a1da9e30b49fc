"""The lines of a paragraph that ordinals open, and where the heading in each ends."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.core.numerals import ITEM_SCHEMES, Numeral, Scheme, parse
from app.core.report import Paragraph
from app.core.text import shadow

BLANKS = " \u3000\u00a0\t\n\r\ufffc\u200b"


@dataclass(slots=True)
class Line:
    """A logical line of a paragraph (start..end): a whole one, or what an ordinal after a manual line break opens.

    `content` is where the words after the ordinal start, `first` the exclusive end of the first sentence or line,
    without its end mark; `more` says that words follow it, `aside` that they are only a remark in brackets.
    """

    start: int
    end: int
    numeral: Numeral | None
    content: int
    automatic: bool
    first: int
    more: bool
    aside: bool


def logical_lines(p: Paragraph, words: str, lead: int) -> tuple[Line, ...]:
    """The lines of `p` that open with an ordinal (or an automatic number), in order; its `words` begin at `lead`."""
    starts: list[tuple[int, Numeral | None, bool]] = []
    automatic = _automatic(p)
    typed = parse(p.text, lead)
    if automatic:
        starts.append((0, automatic, True))
    elif typed and typed.scheme not in ITEM_SCHEMES:
        starts.append((0, typed, False))
    if "\n" in words:
        for match in re.finditer(r"\n[ \u3000\t]*(?=\S)", p.text):
            found = parse(p.text, match.end())
            if match.start() > lead and found and found.scheme not in ITEM_SCHEMES and not found.weak:
                starts.append((match.end(), found, False))
    if not starts:
        return ()
    ends = [*[start for start, _, _ in starts[1:]], len(p.text)]
    wide = shadow(p.text)
    lines = [line_at(wide, start, end, numeral, auto) for (start, numeral, auto), end in zip(starts, ends, strict=True)]
    return tuple(_set_apart(p, wide, line) if line.first > line.content + 1 else line for line in lines)


_LONGEST_APART = 45
_GAP = re.compile(r"[\u4e00-\u9fff“”《》、（）]{3,25}?(?:[ \t]{2,}|[ \t]*\u3000[ \u3000\t]*|\t)(?=\S)")
_APART = "：: \u3000\t—。；"


def _set_apart(p: Paragraph, wide: str, line: Line) -> Line:
    """`line` with its first sentence cut where a run-in heading without 。 ends: at a wide gap, or where its look does."""
    end = _look_ends(p, line) or _gap_ends(wide, line)
    if end is None or not line.content + 2 <= end < line.first or not wide[end : line.end].strip(BLANKS):
        return line
    line.first, line.more, line.aside = _trim(wide, line.content, end), True, False
    return line


def _look_ends(p: Paragraph, line: Line) -> int | None:
    """Where the look of the words after an ordinal ends: 楷体 or 黑体 unlike the rest, or bold up to a mark of its own."""
    runs = [
        run for run in p.runs if run.end > line.content and run.start < line.end and p.text[run.start : run.end].strip(BLANKS)
    ]
    if len(runs) < 2:
        return None
    first, rest = runs[0].format, runs[-1].format
    stop = next((run.start for run in runs if (run.format.east_asia, run.format.bold) != (first.east_asia, first.bold)), None)
    if stop is None or stop - line.content > _LONGEST_APART:
        return None
    marked = p.text[stop - 1] in _APART or p.text[stop : stop + 1] in _APART
    named = (
        first.east_asia != rest.east_asia and ("楷" in first.east_asia or "黑" in first.east_asia) and "黑" not in rest.east_asia
    )
    return stop if (named and stop - line.content >= 4) or (marked and first.bold and not rest.bold) else None


def _gap_ends(wide: str, line: Line) -> int | None:
    gap = _GAP.match(wide, line.content, line.first)
    if (
        gap is None
        or len(wide[gap.end() : line.end].strip(BLANKS)) < 15
        or not wide[: line.end].rstrip(BLANKS).endswith(("。", "；"))
    ):
        return None
    return len(gap.group().rstrip(BLANKS)) + line.content


def _automatic(p: Paragraph) -> Numeral | None:
    if p.number is None or p.number.format == "bullet":
        return None
    found = parse(p.number.text.strip(), 0)
    if found is None and p.number.text.strip().isdecimal():
        text = p.number.text.strip()
        found = Numeral(text, int(text), Scheme.ARABIC, 0, len(text))
    return found


def line_at(wide: str, start: int, end: int, numeral: Numeral | None, automatic: bool) -> Line:
    """The logical line start..end of a paragraph's shadow text, opened by that ordinal."""
    content = start if automatic or numeral is None else numeral.end
    while content < end and wide[content] in BLANKS:
        content += 1
    first, after = sentence_end(wide, content, end)
    rest = wide[after:end].strip(BLANKS)
    return Line(
        start, end, numeral, content, automatic, first, bool(rest), rest[:1] == "（" and closes_at_end(rest.rstrip("。；"))
    )


_MARKS = re.compile(r"[。！？\n“”《》（）]")
_DEEPER = {"“": 1, "《": 1, "（": 1, "”": -1, "》": -1, "）": -1}


def sentence_end(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the first sentence from `start` ends, without and with its end marks; those inside quotes do not count."""
    depth, stray = 0, -1
    for match in _MARKS.finditer(text, start, end):
        mark = match.group()
        if mark in _DEEPER:
            depth = max(0, depth + _DEEPER[mark])
        elif depth == 0:
            return _trim(text, start, match.start()), match.end()
        elif stray < 0:
            stray = match.start()
    if depth and stray >= 0:
        return _trim(text, start, stray), stray + 1
    return _trim(text, start, end), end


def _trim(text: str, start: int, end: int) -> int:
    while end > start and (text[end - 1] in BLANKS or text[end - 1] in "。；：，、;:,.．"):
        end -= 1
    return end


def closes_at_end(words: str) -> bool:
    """Whether the bracket that opens `words` closes at their end."""
    depth = 0
    for at, mark in enumerate(words):
        depth += (mark in "（(") - (mark in "）)")
        if depth == 0:
            return at == len(words) - 1
    return False
