"""The notation of examples: small documents in a few lines, read as reports.

    —page {top=1440}                     the section; below paragraphs a further section
    —footer {align=right, size=28} — {PAGE} —     the section's footer (of every kind of page)
    —file {comments=1, creator=张三}      objects of the file, or its properties
    —box 领导讲话要点                     a text box with these words
    标题 关于加强基层治理工作的通知
    正文 {first_line_chars=0, size=28} 为规范管理，现通知如下。
    |地区|件数|                           a row of a table; rows that follow one another are one table
    —table {header_rows=1, width=9000}    what more there is to say of the table above
    —table {lines=8 6 8}                  the lines over its rows and under the last, in eighths of a point (0: none)
    抄送 {borders=top:8 bottom:6:FF0000}   a paragraph's borders: side, thickness, colour

A line is a kind (or its short form), properties in braces, and the text; `\\n` in the text is a manual line break, and
`⟦size=21|文字⟧` gives some characters a format of their own, `{number=一、}` an automatic number. A
paragraph starts with the standard format of its kind, so only what differs is written. `number=一、` gives it an
automatic number. Text without a kind is 正文.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from app.core.borders import Border, Borders
from app.core.look import char_format, paragraph_format, role_style
from app.core.numerals import parse as parse_numeral
from app.core.profile import Profile
from app.core.report import (
    Cell,
    CharFormat,
    Kind,
    Number,
    Objects,
    PageNumber,
    Paragraph,
    ParagraphFormat,
    Place,
    Report,
    Run,
    Section,
    Table,
)
from app.core.understand import understand

SHORT = {
    "主送": Kind.ADDRESSEE, "署名": Kind.SIGNATURE, "日期": Kind.DATE, "文号": Kind.DOC_NUMBER, "标志": Kind.ISSUER_MARK,
    "密级": Kind.SECRECY, "紧急": Kind.URGENCY, "条款": Kind.CLAUSE, "印发": Kind.IMPRINT,
}  # fmt: skip
_KINDS: dict[str, Kind] = {**{kind.value: kind for kind in Kind}, **SHORT}
_LINE = re.compile(r"(?P<kind>\S+?)(?:\s*\{(?P<values>[^}]*)\})?(?: (?P<text>.*))?\Z", re.DOTALL)
_FOOTER_KEYS = {"align", "outside"}
_FOOTER = re.compile(r"—footer(?:\s*\{(?P<values>[^}]*=[^}]*)\})? (?P<text>.*)\Z")
_NUMBER = re.compile(r"\bnumber=(?P<shown>[^,}]+)")
_PAGE = re.compile(r"—page\s*\{(?P<values>[^}]*)\}\Z")
_AUTOMATIC = re.compile(r"\bnumber=(?P<text>[^,}]+)")
_PARAGRAPH = {f.name for f in fields(ParagraphFormat)}
_SET_OFF = re.compile(r"⟦(?P<values>[^|⟧]*)\|(?P<text>[^⟧]*)⟧")
_CHARS = {f.name for f in fields(CharFormat)}
_OTHER = re.compile(r"—(?P<what>file|table|box)(?:\s*\{(?P<values>[^}]*)\})?(?: (?P<text>.*))?\Z")
_PROPERTIES = frozenset({"creator", "lastModifiedBy", "Company"})
_SECTION = {f.name for f in fields(Section)}


def parse(notation: str, profile: Profile) -> Report:
    """The report that an example describes, understood with its kinds taken as set by hand.

    Raises ValueError for a property that no format has.
    """
    sections = [_standard_section(profile)]
    paragraphs: list[Paragraph] = []
    kinds: dict[int, Kind] = {}
    tables: list[tuple[int | None, list[str]]] = []
    in_table = False
    rest = _Rest()
    for line in notation.split("\n"):
        if line.startswith("|"):
            if not in_table:
                tables.append((paragraphs[-1].uid if paragraphs else None, []))
            tables[-1][1].append(line)
            in_table = True
            continue
        in_table = False
        if _set_section(line, sections, paragraphs) or rest.take(line, len(tables) - 1):
            continue
        kind, values, text = _split(line)
        uid = len(paragraphs)
        kinds[uid] = kind
        paragraphs.append(_paragraph(uid, kind, values, text.replace("\\n", "\n"), profile))
    if paragraphs:
        sections[-1] = replace(sections[-1], first=sections[-1].first or 0, last=len(paragraphs) - 1)
    others: list[Paragraph] = []
    made = tuple(
        _lined(replace(_table(at, after, rows, len(paragraphs), others), **rest.tables.get(at, {})), rest.lines.get(at))
        for at, (after, rows) in enumerate(tables)
    )
    for number, words in enumerate(rest.boxes):
        run = Run(0, len(words), CharFormat())
        others.append(Paragraph(len(paragraphs) + len(others), words, (run,), story=f"textbox:{number}"))
    places = {p.uid: Place("body", p.uid) for p in paragraphs} | {p.uid: Place(p.story, 0) for p in others}
    raw = Report(
        name="例.docx", source="docx", paragraphs=tuple(paragraphs), others=tuple(others), tables=made,
        places=places, sections=tuple(sections), objects=rest.objects, properties=rest.properties,
    )  # fmt: skip
    return understand(raw, kinds)


class _Rest:
    """What an example says beside pages, paragraphs and cells: the file, more of its tables, text boxes."""

    def __init__(self) -> None:
        self.objects = Objects()
        self.properties: dict[str, str] = {}
        self.tables: dict[int, dict[str, Any]] = {}
        self.lines: dict[int, list[int]] = {}
        self.boxes: list[str] = []

    def take(self, line: str, table: int) -> bool:
        """Whether `line` is about one of these; `table` is the number of the table above."""
        match = _OTHER.match(line)
        if match is None:
            return False
        given = dict(_pieces(match["values"] or ""))
        if match["what"] == "box":
            self.boxes.append(match["text"] or "")
        elif match["what"] == "table":
            headers, width = int(given.get("header_rows", 0)), int(given.get("width", 0))
            self.tables[table] = {"header_rows": headers, "grid": (width,) if width else ()}
            self.lines[table] = [int(size) for size in given.get("lines", "").split()]
        else:
            counts = {name: int(value) for name, value in given.items() if name not in _PROPERTIES}
            self.objects = replace(self.objects, **counts)
            self.properties |= {name: value for name, value in given.items() if name in _PROPERTIES}
        return True


def _table(index: int, after: int | None, rows: list[str], first: int, others: list[Paragraph]) -> Table:
    """The table of these `|a|b|` lines; its cells' paragraphs are appended to `others`."""
    cells: list[Cell] = []
    for row, line in enumerate(rows):
        for column, text in enumerate(line.strip().strip("|").split("|")):
            p = Paragraph(first + len(others), text.strip(), story=f"table:{index}:r{row}c{column}")
            others.append(p)
            cells.append(Cell(row, column, 1, 1, (p.uid,)))
    return Table(f"table:{index}", len(rows), max(cell.column for cell in cells) + 1, tuple(cells), after)


def _lined(table: Table, sizes: list[int] | None) -> Table:
    """The table with lines of these sizes over its rows and under the last; without any it says nothing of lines."""
    if not sizes:
        return table
    lines = [Border(size=size) if size else None for size in sizes]
    cells = (replace(cell, borders=Borders(top=lines[cell.row], bottom=lines[cell.row + 1])) for cell in table.cells)
    return replace(table, cells=tuple(cells))


def _set_section(line: str, sections: list[Section], paragraphs: list[Paragraph]) -> bool:
    """Whether `line` is about the page; if so the last section (or a new one below paragraphs) is changed."""
    page, footer = _PAGE.match(line), _FOOTER.match(line)
    if page:
        if paragraphs:
            sections[-1] = replace(sections[-1], first=sections[-1].first or 0, last=len(paragraphs) - 1)
            paragraphs[-1] = replace(paragraphs[-1], section_end=True)
            sections.append(replace(sections[-1], index=len(sections), first=len(paragraphs), last=None))
        sections[-1] = replace(sections[-1], **_values(page["values"], _SECTION, sections[-1]))
    elif footer:
        shown = PageNumber(footer["text"], "{PAGE}" in footer["text"])
        chars = replace(shown.format, **_values(footer["values"] or "", _CHARS, shown.format, skip=_FOOTER_KEYS))
        shown = replace(shown, format=chars, **_values(footer["values"] or "", _FOOTER_KEYS, shown, skip=_CHARS))
        sections[-1] = replace(sections[-1], footers={"default": shown})
    return bool(page or footer)


def _split(line: str) -> tuple[Kind, str, str]:
    match = _LINE.match(line)
    if match and match["kind"] in _KINDS:
        return _KINDS[match["kind"]], match["values"] or "", match["text"] or ""
    return (Kind.BODY if line else Kind.EMPTY), "", line


def _paragraph(uid: int, kind: Kind, values: str, text: str, profile: Profile) -> Paragraph:
    style = role_style(profile, kind.value)
    form, chars = paragraph_format(style), char_format(style)
    number, values = _number(values)
    form = replace(form, **_values(values, _PARAGRAPH, form, skip=_CHARS))
    chars = replace(chars, **_values(values, _CHARS, chars, skip=_PARAGRAPH))
    text, runs = _runs(text, chars)
    breaks = tuple((at, "line") for at, letter in enumerate(text) if letter == "\n")
    return Paragraph(uid, text, runs, form, chars, number, breaks=breaks)


def _number(values: str) -> tuple[Number | None, str]:
    """The automatic number that `number=一、` stands for, and the other values."""
    match = _AUTOMATIC.search(values)
    if match is None:
        return None, values
    shown = match["text"].strip()
    numeral = parse_numeral(shown)
    level = numeral.level if numeral and numeral.level else 1
    number = Number(shown, numeral.value if numeral else 1, level - 1, 1, "chineseCounting")
    return number, values[: match.start()] + values[match.end() :]


def _runs(text: str, chars: CharFormat) -> tuple[str, tuple[Run, ...]]:
    """The text without its marks, and its runs; `⟦values|words⟧` is a run of its own."""
    out, runs, last = "", list[Run](), 0
    for match in (*_SET_OFF.finditer(text), None):
        plain = text[last : match.start() if match else None]
        if plain:
            runs.append(Run(len(out), len(out) + len(plain), chars))
            out += plain
        if match:
            own = replace(chars, **_values(match["values"], _CHARS, chars))
            runs.append(Run(len(out), len(out) + len(match["text"]), own))
            out, last = out + match["text"], match.end()
    return out, tuple(runs)


def _standard_section(profile: Profile) -> Section:
    page = profile.page
    return Section(
        0, page.width, page.height, top=page.top, bottom=page.bottom, left=page.left, right=page.right,
        header=page.header, footer=page.footer, grid="lines", line_pitch=page.line_pitch,
    )  # fmt: skip


def _values(text: str, names: set[str], base: object, skip: frozenset[str] | set[str] = frozenset()) -> Mapping[str, Any]:
    found: dict[str, Any] = {}
    for name, value in _pieces(text):
        if name in names:
            found[name] = _typed(value, getattr(base, name))
        elif name not in skip and name != "number":
            raise ValueError(f"no format has a property {name!r}")
    return found


def _pieces(text: str) -> list[tuple[str, str]]:
    """(name, value) of every `name=value`."""
    parts = [part.partition("=") for part in text.split(",") if part.strip()]
    return [(name.strip(), value.strip()) for name, _, value in parts]


def _borders(value: str) -> Borders:
    """The borders that `top:8 bottom:6:FF0000` says."""
    sides = [one.split(":") for one in value.split() if one != "none"]
    return Borders(**{side: Border(size=int(size), color=(*color, "auto")[0]) for side, size, *color in sides})


def _typed(value: str, like: object) -> object:
    if isinstance(like, Borders):
        return _borders(value)
    if value == "none" and not isinstance(like, str):
        return None
    if value in ("true", "false"):
        return value == "true"
    return value if isinstance(like, str) else int(value) if re.fullmatch(r"-?\d+", value) else value
