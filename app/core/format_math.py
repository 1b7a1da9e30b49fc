"""Effective formats as one sees them: indents, widths and blanks in twips, the look of a paragraph's Chinese characters."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import TypeVar, TypeVarTuple

from app.core.emphasis import is_mark
from app.core.profile import Profile
from app.core.report import LEVELS, CharFormat, Kind, Paragraph, Report, Section
from app.core.text import HAN, has_han

BLANKS = "\u3000 \t\u00a0"
_LEADING = re.compile(f"^[{BLANKS}]+")
_TRAILING = re.compile(f"[{BLANKS}]+$")
# Han and marks that only the east-asian font shapes; curly quotes, dashes and ellipses depend on w:hint.
_JUDGED = re.compile(f"[{HAN}\u3001-\u3017\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff5e]+")
_WIDE = re.compile(f"[{HAN}\u2014\u2018-\u201d\u2026\u3000-\u3017\uff01-\uff5e]")
SIZE_NAMES = {
    84: "初号", 72: "小初", 52: "1号", 48: "小1号", 44: "2号", 36: "小2号", 32: "3号", 30: "小3号", 28: "4号", 24: "小4号",
    21: "5号", 18: "小5号", 15: "6号", 13: "小6号", 11: "7号", 10: "8号",
}  # fmt: skip
TWIPS_PER_MM = 1440 / 25.4
_FAR_IN = 8  # half characters
SURE = 0.8  # below it a kind is a guess: lists of contents, forms and cover pages
_OFFICIAL = {
    Kind.LEVEL1: re.compile(r"[一二三四五六七八九十]+"), Kind.LEVEL2: re.compile(r"[（(㈠-㈩][一二三四五六七八九十]?"),
    Kind.LEVEL3: re.compile(r"\d+(?![.．]\d)|[⒈-⒛]"), Kind.LEVEL4: re.compile(r"[（(]\d+|[⑴-⒇]"),
}  # fmt: skip
_ENTRY = re.compile(
    r"\s*(?:备\s*注|注|说明|填[表报写]说明|单位|联系人|联系电话|来源|资料来源)\d?[：:]|[^，。；：！？]{2,14}(?:人|电话|编号|邮箱|日期)[：:]\s*$"
)
_SALUTATION = re.compile(
    r"[^，。；！？]{2,60}(?<!如下)(?:院|府|局|委|部|厅|室|会|办|司|中心|单位|企业|机关|人员|同志|代表|委员|们)(?:（[^（）]{1,8}）)?[\])】］]?[：:]\s*$"
)
_FIELD = re.compile(
    r"^[^，。；！？]{0,20}(?:名称|[盖公签]章|签[字名]|[甲乙丙买卖]方|地址|邮编|电话|传真|日期|编号)[)）]?[：:]\s*$"
)  # what is filled in by hand
_CLOSER = re.compile("^[\\s\u3000]*(?:特此|以上|此[复致]|专此|妥否|当否)")
_FORM = re.compile("\\S[ \u3000\u00a0]{2,}\\S|\\t")
_TO_FILL_IN = re.compile("(?<![。；！？\\s\u3000])[ \u3000\u00a0]{4,}|_{4,}")
_MARKED = re.compile("[，。；：！？]")


T = TypeVar("T")
Key = TypeVarTuple("Key")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters start..end of a paragraph in one format."""

    start: int
    end: int
    format: CharFormat

    def __len__(self) -> int:
        return self.end - self.start


def remembered(read: Callable[[Paragraph], T]) -> Callable[[Paragraph], T]:
    """`read`, done once for each frozen paragraph: the answer is kept in it, as `functools.cached_property` does."""
    name = f"_{read.__module__}_{read.__name__}"

    @wraps(read)
    def known(p: Paragraph) -> T:
        if name not in p.__dict__:
            p.__dict__[name] = read(p)
        return p.__dict__[name]

    return known


def remembered_by(read: Callable[[Paragraph, *Key], T]) -> Callable[[Paragraph, *Key], T]:
    """`remembered` for what further arguments are asked with: an answer for each of them is kept in the paragraph."""
    name = f"_{read.__module__}_{read.__name__}"

    @wraps(read)
    def known(p: Paragraph, *key: *Key) -> T:
        answers: dict[tuple[*Key], T] = p.__dict__.setdefault(name, {})
        if key not in answers:
            answers[key] = read(p, *key)
        return answers[key]

    return known


@remembered
def stretches(p: Paragraph) -> tuple[Stretch, ...]:
    """The characters of `p` that its east-asian font shapes, by run; marks, raised and hidden text left out.

    Each begins and ends with a character that is judged.
    """
    out: list[Stretch] = []
    for run in p.runs:
        form = run.format
        if form.hidden or form.vertical != "baseline" or form.position or is_mark(form):
            continue
        cut = _cut(p.text, run.start, run.end, form)
        if cut is not None:
            out.append(cut)
    return tuple(out)


def _cut(text: str, start: int, end: int, form: CharFormat) -> Stretch | None:
    first = _JUDGED.search(text, start, end)
    if first is None:
        return None
    while not _JUDGED.match(text, end - 1, end):
        end -= 1
    return Stretch(first.start(), end, form)


def within(p: Paragraph, start: int, end: int) -> Sequence[Stretch]:
    """The stretches of `p` cut to characters start..end."""
    if start == 0 and end >= len(p.text):
        return stretches(p)
    cut = [
        s if start <= s.start and s.end <= end else _cut(p.text, max(s.start, start), min(s.end, end), s.format)
        for s in stretches(p)
        if s.start < end and start < s.end
    ]
    return [s for s in cut if s is not None]


def main_look(found: Sequence[Stretch]) -> tuple[str, int] | None:
    """The east-asian font and size (half-points) of most of the characters; None without any."""
    looks = {(s.format.east_asia, s.format.size) for s in found}
    if len(looks) < 2:
        return next(iter(looks), None)
    counts = dict.fromkeys(looks, 0)
    for s in found:
        counts[s.format.east_asia, s.format.size] += len(s)
    return max(counts, key=counts.__getitem__)


def look_within(p: Paragraph, start: int, end: int) -> tuple[str, int] | None:
    """The east-asian font and size of most of characters start..end; None without any that are judged."""
    looks = looks_of(p)
    if len(looks) == 1:
        return looks[0] if _JUDGED.search(p.text, start, end) else None
    return main_look(within(p, start, end))


@remembered
def looks_of(p: Paragraph) -> tuple[tuple[str, int], ...]:
    """Every east-asian font and size in `p`."""
    return tuple({(s.format.east_asia, s.format.size) for s in stretches(p)})


@remembered
def look_of(p: Paragraph) -> tuple[str, int] | None:
    """The east-asian font and size of most of the characters of `p`; None without any."""
    return main_look(stretches(p))


@remembered
def main_form(p: Paragraph) -> CharFormat | None:
    """The format of the longest stretch in the size of most of the characters of `p`; None without any."""
    look = look_of(p)
    return None if look is None else max((s for s in stretches(p) if s.format.size == look[1]), key=len).format


def size_name(size: int) -> str:
    """A size in half-points by its Chinese name, e.g. 3号, else in points."""
    return SIZE_NAMES.get(size) or f"{size / 2:g}磅"


def look_name(profile: Profile, font: str, size: int) -> str:
    """How a font and size are called, e.g. 3号仿宋体 or 小4号“微软雅黑”."""
    return f"{size_name(size)}{profile.family_of(font) or f'“{font}”'}"


def role_key(p: Paragraph) -> str:
    """The profile's style for the paragraph itself: a run-in heading stands in a paragraph of body text."""
    return Kind.BODY.value if p.kind in LEVELS and p.role.run_in else p.kind.value


def is_official(p: Paragraph) -> bool:
    """Whether a heading has the ordinal of its level (一、（一）1.（1）); 1.1 and chapters follow other conventions."""
    pattern = _OFFICIAL.get(p.kind)
    return pattern is not None and pattern.match(p.role.numeral) is not None


def is_prose(p: Paragraph) -> bool:
    """Whether a body paragraph reads as sentences: labels, notes below tables and lines of forms do not."""
    marked = _MARKED.search(p.text) or _CLOSER.match(p.text)
    if marked is None or is_entry(p) or _SALUTATION.match(p.text) or _FIELD.search(p.text):
        return False
    return has_han(p.text)


@remembered
def is_judged(p: Paragraph) -> bool:
    """Whether the format of `p` is held against its kind: the kind is sure, or a sentence lacks only its stop."""
    if is_entry(p) or (p.kind is Kind.BODY and _has_blanks(p.text) and _TO_FILL_IN.search(p.text.lstrip())) or _is_placed(p):
        return False
    if p.confidence >= SURE or p.kind is not Kind.BODY:
        return p.confidence >= SURE
    return _CLOSER.match(p.text) is not None or ("。" in p.text and _FORM.search(p.text.strip()) is None)


def _is_placed(p: Paragraph) -> bool:
    """Whether spaces push a line so far in that it is placed (a label beside a drawing), not indented."""
    return p.kind is Kind.BODY and text_width(p.text[: leading_blank(p)], 2) > _FAR_IN


def _has_blanks(text: str) -> bool:
    return "  " in text or "\u3000\u3000" in text or "\u00a0" in text or "__" in text or " \u3000" in text or "\u3000 " in text


def is_entry(p: Paragraph) -> bool:
    """Whether a paragraph is a note below a table or a line of a form (备注：…, 联系人：…)."""
    return p.kind is Kind.BODY and _ENTRY.match(p.text) is not None


def heading_length(p: Paragraph) -> int:
    """Where the heading of `p` ends: after its end mark when run in, else at the end of the text."""
    if not p.role.run_in or p.role.heading_end is None:
        return len(p.text)
    end = p.role.heading_end
    return end + 1 if p.text[end : end + 1] in tuple("。；：.;:") else end


@remembered
def em(p: Paragraph) -> int:
    """The width of one Chinese character of `p` in twips."""
    look = look_of(p)
    size = look[1] if look else p.runs[0].format.size if p.runs else p.mark.size
    return max(size, 1) * 10


def _indent(chars: int | None, twips: int, unit: int) -> int:
    return twips if chars is None else chars * unit // 100


def left_indent(p: Paragraph) -> int:
    """The left indent of the paragraph's further lines, in twips.

    With a hanging indent w:leftChars says where the first line starts, while w:left says where the further lines do.
    """
    if p.format.left_chars is None:
        return p.format.left
    return p.format.left_chars * em(p) // 100 + max(-first_line_indent(p), 0)


def right_indent(p: Paragraph) -> int:
    """The right indent in twips."""
    return _indent(p.format.right_chars, p.format.right, em(p))


def first_line_indent(p: Paragraph) -> int:
    """How far the first line starts right of the left indent, in twips; negative for a hanging indent."""
    return _indent(p.format.first_line_chars, p.format.first_line, em(p))


def leading_blank(p: Paragraph) -> int:
    """How many spaces and tabs `p` starts with."""
    match = _LEADING.match(p.text)
    return match.end() if match else 0


def text_width(text: str, unit: int) -> int:
    """The width of `text` in twips when a Chinese character takes `unit`; other characters take half of it."""
    return sum(unit if _WIDE.match(letter) else unit // 2 for letter in text if letter != "\ufffc")


def unsealed_rights(signature: float, date: float) -> tuple[float, float]:
    """How far signature and date of those widths stand from the right edge without a seal (7.3.5.2), in characters.

    The signature two, the date starting two right of it; when the date is longer, the date two and the signature more.
    """
    if date > signature:
        return 2 + date + 2 - signature, 2.0
    return 2.0, max(signature - date, 0.0)


def first_line_start(p: Paragraph) -> int:
    """Where the words of the first line start, in twips from the text area's left edge, leading spaces counted."""
    return left_indent(p) + first_line_indent(p) + text_width(p.text[: leading_blank(p)].replace("\t", "\u3000\u3000"), em(p))


def right_blank(p: Paragraph, area: int) -> int:
    """How much room is right of a one-line paragraph's words in a text area `area` twips wide."""
    unit, words = em(p), _TRAILING.sub("", p.text)
    width = text_width(words, unit)
    indented = left_indent(p) + first_line_indent(p)
    if p.format.align == "right":
        return right_indent(p) + text_width(p.text[len(words) :], unit)
    if p.format.align == "center":
        return right_indent(p) + (area - indented - right_indent(p) - text_width(p.text, unit)) // 2
    return area - indented - width


def blank_lines(above: Paragraph | None, p: Paragraph) -> float:
    """The space between two adjoining paragraphs in lines of body text (579 twips when the pitch is not fixed)."""
    return (space_after(above) if above else 0.0) + space_before(p)


def space_before(p: Paragraph) -> float:
    """The space above `p` in lines of body text."""
    return _space(p.format.before_lines, p.format.before, p.format.before_auto)


def space_after(p: Paragraph) -> float:
    """The space below `p` in lines of body text."""
    return _space(p.format.after_lines, p.format.after, p.format.after_auto)


def _space(lines: int | None, twips: int, auto: bool) -> float:
    return 0.5 if auto else twips / 579 if lines is None else lines / 100


class Sections:
    """In which section of a report each flow paragraph stands."""

    def __init__(self, r: Report) -> None:
        self._order = r.order
        self._sections = [s for s in r.sections if s.first is not None]
        self._ends: list[int] = []  # where all but the last one end, in `paragraphs`
        for s in self._sections[:-1]:
            end = r.order.get(s.last, -1) if s.last is not None else -1
            if end <= (self._ends[-1] if self._ends else -1):
                break
            self._ends.append(end)

    def get(self, uid: int) -> Section | None:
        """The section of that paragraph; None outside the flow, and without sections."""
        at = self._order.get(uid)
        if at is None or not self._sections:
            return None
        return self._sections[bisect_left(self._ends, at)]


def pitch(p: Paragraph, section: Section | None) -> int | None:
    """The fixed distance of the lines of `p` in twips: exact, or snapped to the section's grid; None when not fixed."""
    if p.format.line_rule == "exact":
        return p.format.line
    on_grid = section is not None and section.grid != "default" and p.format.snap_to_grid
    if section is not None and on_grid and section.line_pitch and section.line_pitch >= 500 and p.format.line <= 240:
        return section.line_pitch
    return None


def text_area(section: Section | None) -> int:
    """The width of the text area in twips; the standard's own when the section is unknown."""
    return 8845 if section is None else section.width - section.left - section.right - section.gutter


def mm(twips: int) -> str:
    """Twips as millimetres with at most one decimal, e.g. 25.4."""
    return f"{twips / TWIPS_PER_MM:.1f}".removesuffix(".0")
