"""The frozen reading of a report: paragraphs with kinds and effective formats, tables, sections, objects.

Units: twips (1/20 pt) for lengths, half-points for font sizes, hundredths of a character for `*_chars`,
hundredths of a line for `*_lines`, Python `str` offsets for places in a paragraph's text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Literal

from app.core.borders import NO_BORDERS, Borders
from app.core.drawing import Drawing, Span

BODY = "body"
OBJECT = "\ufffc"  # a picture, object, equation, or note or comment reference takes one character


class Kind(StrEnum):
    """What a paragraph is, in the standard's own words (GB/T 9704-2012 chapter 7)."""

    COPY_NUMBER = "份号"
    SECRECY = "密级和保密期限"
    URGENCY = "紧急程度"
    ISSUER_MARK = "发文机关标志"
    DOC_NUMBER = "发文字号"
    SIGNER = "签发人"
    TITLE = "标题"
    SUBTITLE = "题注"
    ADDRESSEE = "主送机关"
    BODY = "正文"
    LEVEL1 = "一级"
    LEVEL2 = "二级"
    LEVEL3 = "三级"
    LEVEL4 = "四级"
    CHAPTER = "章"
    ARTICLE = "条"
    CLAUSE = "条款段"
    ATTACHMENT_NOTE = "附件说明"
    SIGNATURE = "发文机关署名"
    DATE = "成文日期"
    NOTE = "附注"
    ATTACHMENT_LABEL = "附件"
    ATTACHMENT_TITLE = "附件标题"
    COPY_TO = "抄送"
    IMPRINT = "印发机关和印发日期"
    CAPTION = "图表题"
    EMPTY = "空行"
    OTHER = "其他"


LEVELS = (Kind.LEVEL1, Kind.LEVEL2, Kind.LEVEL3, Kind.LEVEL4)
HEAD_KINDS = frozenset({Kind.COPY_NUMBER, Kind.SECRECY, Kind.URGENCY, Kind.ISSUER_MARK, Kind.DOC_NUMBER, Kind.SIGNER})
IMPRINT_KINDS = frozenset({Kind.COPY_TO, Kind.IMPRINT})


class RevisionKind(StrEnum):
    """What a tracked change did, in the words that the window uses."""

    INSERT = "插入"
    DELETE = "删除"
    MOVE_TO = "移入"
    MOVE_FROM = "移出"
    MARK_INSERT = "插入段落标记"
    MARK_DELETE = "删除段落标记"
    FORMAT = "字体格式"
    PARAGRAPH = "段落格式"
    NUMBERING = "编号"
    SECTION = "页面设置"
    TABLE = "表格格式"
    ROW_INSERT = "插入行"
    ROW_DELETE = "删除行"
    CELL_INSERT = "插入单元格"
    CELL_DELETE = "删除单元格"


@dataclass(frozen=True, slots=True)
class Revision:
    """A tracked change shown at characters start..end (deleted text stands between two characters: start == end).

    `text` is what it inserted, deleted or moved, "¶" for a paragraph mark; `date` as the file has it (ISO 8601), or "".
    """

    kind: RevisionKind
    start: int
    end: int
    text: str = ""
    author: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A note or comment at an offset of a paragraph: its reference, or an edge of the words that a comment speaks of.

    `kind` is footnote, endnote, comment, commentStart or commentEnd; `custom` marks a note with a sign of its own.
    """

    offset: int
    kind: str
    id: str
    custom: bool = False


Align = Literal["left", "center", "right", "both", "distribute"]
LineRule = Literal["auto", "exact", "atLeast"]


@dataclass(frozen=True, slots=True)
class CharFormat:
    """The effective format of a run (docDefaults, styles, direct; theme fonts resolved; toggles combined)."""

    east_asia: str = "宋体"
    ascii: str = "Times New Roman"
    h_ansi: str = "Times New Roman"
    cs: str = "Times New Roman"
    hint: str = "default"
    size: int = 21  # half-points
    bold: bool = False
    italic: bool = False
    underline: str = "none"
    strike: bool = False
    color: str = "auto"  # "auto" or six upper-case hex digits
    highlight: str = "none"
    shading: str = "auto"  # fill
    hidden: bool = False
    spacing: int = 0  # twips between characters
    scale: int = 100  # percent
    position: int = 0  # half-points raised
    vertical: str = "baseline"  # superscript, subscript
    emphasis: str = "none"
    style: str | None = None  # name of the character style


@dataclass(frozen=True, slots=True)
class Run:
    """Characters start..end of a paragraph that share a format; `revision` is "ins" or "moveTo" inside a tracked one."""

    start: int
    end: int
    format: CharFormat
    revision: str | None = None


TabAlign = Literal["left", "center", "right", "decimal", "bar"]


@dataclass(frozen=True, slots=True)
class TabStop:
    """A tab stop `position` twips from the left edge of the text column; `leader` is w:leader (none, dot, hyphen …).

    A bar is no stop: it draws a line there.
    """

    position: int
    align: TabAlign = "left"
    leader: str = "none"


@dataclass(frozen=True, slots=True)
class ParagraphFormat:
    """The effective format of a paragraph. A `*_chars` or `*_lines` value, when given, wins over its twips twin."""

    style: str = "Normal"  # the style's name
    style_id: str | None = None
    align: Align = "both"
    left: int = 0
    right: int = 0
    first_line: int = 0  # negative: hanging
    left_chars: int | None = None
    right_chars: int | None = None
    first_line_chars: int | None = None
    before: int = 0
    after: int = 0
    before_lines: int | None = None
    after_lines: int | None = None
    before_auto: bool = False
    after_auto: bool = False
    line: int = 240  # twips for exact and atLeast, 240ths of a line for auto
    line_rule: LineRule = "auto"
    outline_level: int | None = None  # 0..8
    page_break_before: bool = False
    keep_next: bool = False
    keep_lines: bool = False
    snap_to_grid: bool = True
    kinsoku: bool = True
    overflow_punctuation: bool = True
    contextual_spacing: bool = False
    borders: Borders = NO_BORDERS
    num_id: int | None = None
    num_level: int | None = None
    tabs: tuple[TabStop, ...] = ()  # from left to right
    default_tab: int = 420  # twips between the stops after the last of `tabs` (w:defaultTabStop)

    @property
    def border(self) -> bool:
        """Whether it has any border."""
        return bool(self.borders)


@dataclass(frozen=True, slots=True)
class Number:
    """An automatic number as it shows on paper, e.g. text "（一）"; `value` is its count, `level` 0-based."""

    text: str
    value: int
    level: int
    num_id: int
    format: str  # w:numFmt
    suffix: str = "tab"


@dataclass(frozen=True, slots=True)
class Role:
    """What a paragraph was understood to be, how sure that is (0..1), and why (Chinese, shown to the clerk).

    For headings and clauses `numeral` is as it shows on paper ("（一）", from the text or automatic), `value` its
    count; `content` is the offset where the words after the numeral start, `heading_end` the exclusive end of the
    heading's words without end punctuation (less than the text's length for a run-in heading).
    """

    kind: Kind = Kind.OTHER
    confidence: float = 1.0
    reason: str = ""
    numeral: str = ""
    value: int | None = None
    content: int = 0
    heading_end: int | None = None
    run_in: bool = False


@dataclass(frozen=True, eq=False)
class Paragraph:
    """One `w:p` (or line of a .txt), read once; a new object is made only when something about it changed.

    Rules cache by the identity of this object, so it holds nothing that changes when other paragraphs move: its
    place among the others is `Report.places[uid]`.
    """

    uid: int
    text: str
    runs: tuple[Run, ...] = ()
    format: ParagraphFormat = field(default_factory=ParagraphFormat)
    mark: CharFormat = field(default_factory=CharFormat)  # the paragraph mark's own format
    number: Number | None = None
    role: Role = field(default_factory=Role)
    story: str = BODY
    objects: tuple[tuple[int, str], ...] = ()  # (offset, "footnoteRef" | "picture" | …) of every U+FFFC
    breaks: tuple[tuple[int, str], ...] = ()  # (offset of "\n", "line" | "page" | "column")
    section_end: bool = False  # carries a w:sectPr
    mark_deleted: bool = False  # its mark is deleted by revision
    has_revisions: bool = False
    revisions: tuple[Revision, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    drawings: tuple[Drawing | None, ...] = ()  # what each of `objects` shows; None for references to notes and comments
    spans: tuple[Span, ...] = ()

    @property
    def kind(self) -> Kind:
        return self.role.kind

    @property
    def confidence(self) -> float:
        return self.role.confidence

    @property
    def in_flow(self) -> bool:
        """Whether it stands in the body's own flow (body or a block-level content control)."""
        return self.story == BODY or (self.story.startswith("sdt:") and "/" not in self.story)

    @cached_property
    def shadow(self) -> str:
        """The text with half-width Chinese punctuation read as full-width; same length, so offsets agree (rules.md §0.1)."""
        from app.core.text import shadow

        return shadow(self.text)

    @cached_property
    def zones(self) -> tuple[Zone, ...]:
        """Exempt stretches: book titles, quotations, addresses, codes (rules.md §0.4)."""
        from app.core.text import zones

        return zones(self.text)

    def drawing_at(self, offset: int) -> Drawing | None:
        """What the object at `offset` shows."""
        for (at, _), drawing in zip(self.objects, self.drawings, strict=False):
            if at == offset:
                return drawing
        return None

    def run_at(self, offset: int) -> Run | None:
        """The run that holds the character at `offset`, or None in an empty paragraph."""
        for run in self.runs:
            if run.start <= offset < run.end:
                return run
        return self.runs[-1] if self.runs else None


@dataclass(frozen=True, slots=True)
class Zone:
    """Characters start..end that text rules may leave alone; `name` is book, quote, address, code or bracket."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paragraph stands: story and 0-based index there, as the JSON of the command line gives them."""

    story: str
    index: int


@dataclass(frozen=True, slots=True)
class Cell:
    row: int
    column: int  # grid position
    row_span: int
    column_span: int
    paragraphs: tuple[int, ...]  # uids
    fill: str = ""  # its own shading as RRGGBB, "" for none
    borders: Borders | None = None  # what its own and the table's say together; None: not known


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the flow; `after` is the uid of the flow paragraph before it (None at the top)."""

    story: str  # "table:0"; nested "table:0:r2c1/table:0"
    rows: int
    columns: int
    cells: tuple[Cell, ...]
    after: int | None
    grid: tuple[int, ...] = ()  # column widths in twips
    text: str = ""
    header_rows: int = 0  # rows that are repeated at the top of every page


@dataclass(frozen=True, slots=True)
class PageNumber:
    """What a header or footer part says: its text, with "{PAGE}" where the field stands, and the field run's format."""

    text: str = ""
    has_field: bool = False
    align: Align = "left"
    format: CharFormat = field(default_factory=CharFormat)
    outside: bool = False  # set to the outer edge by its frame or text box: right on odd pages, left on even ones


@dataclass(frozen=True, slots=True)
class NoteNumbers:
    """How notes of one kind are numbered: w:numFmt, the first number, and where it starts anew."""

    format: str = "decimal"
    start: int = 1
    restart: str = "continuous"  # continuous, eachSect, eachPage
    place: str = "pageBottom"  # pageBottom, beneathText; endnotes: docEnd, sectEnd


@dataclass(frozen=True, slots=True)
class Section:
    """Page geometry of one section in twips; `first`/`last` are uids of its flow paragraphs (None when it has none)."""

    index: int
    width: int = 11906
    height: int = 16838
    landscape: bool = False
    top: int = 1440
    bottom: int = 1440
    left: int = 1800
    right: int = 1800
    gutter: int = 0
    header: int = 851
    footer: int = 992
    grid: str = "default"  # w:docGrid type
    line_pitch: int | None = None
    char_space: int | None = None
    columns: int = 1
    title_page: bool = False
    page_number_format: str | None = None
    page_number_start: int | None = None
    # by "default" | "even" | "first", inherited ones included
    footers: Mapping[str, PageNumber] = field(default_factory=dict[str, PageNumber])
    first: int | None = None
    last: int | None = None
    start: str = "nextPage"  # w:type: nextPage, continuous, oddPage, evenPage, nextColumn
    # the stories of headers and footers by "header:default", "footer:even" …, inherited ones included
    running: Mapping[str, str] = field(default_factory=dict[str, str])
    footnotes: NoteNumbers = NoteNumbers()
    endnotes: NoteNumbers = NoteNumbers("lowerRoman", place="docEnd")


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment: who wrote it, when (ISO 8601, or ""), what; `parent` is the id of the comment that it answers."""

    id: str
    author: str = ""
    date: str = ""
    text: str = ""
    parent: str | None = None
    done: bool = False


@dataclass(frozen=True, slots=True)
class Objects:
    """How many of each object the whole file holds (`objects` in the JSON)."""

    tables: int = 0
    pictures: int = 0
    footnotes: int = 0
    endnotes: int = 0
    comments: int = 0
    insertions: int = 0
    deletions: int = 0
    text_boxes: int = 0
    equations: int = 0
    content_controls: int = 0
    hyperlinks: int = 0
    bookmarks: int = 0
    fields: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """一是/二是 …: an item inside a paragraph, or a paragraph of its own. Offsets start..end in paragraph `uid`."""

    numeral: str
    value: int
    text: str
    uid: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Node:
    """A heading or numbered clause of the outline with what hangs below it."""

    level: int
    numeral: str
    value: int
    text: str  # without numeral and end punctuation
    uid: int
    run_in: bool
    automatic: bool
    type: Literal["heading", "article", "numbered"] = "heading"
    scheme: Literal["official", "chapter", "article", "decimal"] = "official"
    items: tuple[Item, ...] = ()
    children: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Attachment:
    """One entry of the 附件说明; start..end is its name in paragraph `uid`."""

    number: int | None
    text: str
    uid: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Date:
    """A 成文日期: its text as written and the day it names (None when no such day exists)."""

    text: str
    iso: str | None
    uid: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Elements:
    """The report's own elements by the uids of their paragraphs; empty or None where missing."""

    genre: str | None = None  # 文种: 报告, 请示, 通知 …
    title: tuple[int, ...] = ()
    title_text: str = ""
    doc_number: int | None = None
    addressee: int | None = None
    addressed: tuple[int, int, int] | None = None  # (uid, start, end) of a 主送机关 after which the text runs on in its line
    attachments: tuple[Attachment, ...] = ()
    signature: tuple[int, ...] = ()
    signature_text: tuple[str, ...] = ()
    date: Date | None = None
    has_head: bool = False  # a 版头 is there
    has_imprint: bool = False


@dataclass(frozen=True, slots=True)
class StyleLook:
    """A paragraph style that the file uses: its name, the ids of the styles under it, and what an empty paragraph of it shows."""

    name: str
    bases: tuple[str, ...]
    paragraph: ParagraphFormat
    chars: CharFormat
    default: bool = False  # the style of paragraphs that name none


@dataclass(frozen=True, eq=False)
class Report:
    """A whole report as values. `paragraphs` is the flow in reading order, `others` every other story."""

    name: str  # file name without folder
    source: Literal["docx", "txt"]
    paragraphs: tuple[Paragraph, ...]
    places: Mapping[int, Place]
    others: tuple[Paragraph, ...] = ()
    tables: tuple[Table, ...] = ()
    sections: tuple[Section, ...] = ()
    objects: Objects = field(default_factory=Objects)
    even_and_odd: bool = False
    tracking: bool = False
    protected: bool = False
    warnings: tuple[str, ...] = ()
    properties: Mapping[str, str] = field(default_factory=dict[str, str])  # creator, lastModifiedBy, Company where given
    comments: tuple[Comment, ...] = ()
    chunks: tuple[str, ...] = ()  # the words of embedded content of another format (w:altChunk)
    other_tables: tuple[Table, ...] = ()  # those in headers, footers and notes
    boxes: Mapping[int, tuple[str, ...]] = field(default_factory=dict[int, tuple[str, ...]])  # text boxes by their paragraph
    styles: Mapping[str, StyleLook] = field(default_factory=dict[str, StyleLook])  # those in use, by id
    elements: Elements = field(default_factory=Elements)
    outline: tuple[Node, ...] = ()

    @cached_property
    def by_uid(self) -> Mapping[int, Paragraph]:
        return {p.uid: p for p in (*self.paragraphs, *self.others)}

    @cached_property
    def order(self) -> Mapping[int, int]:
        """uid → position in `paragraphs`, for the flow."""
        return {p.uid: i for i, p in enumerate(self.paragraphs)}

    def nodes(self) -> tuple[Node, ...]:
        """Every node of the outline, in reading order."""
        return self._nodes

    @cached_property
    def _nodes(self) -> tuple[Node, ...]:
        out: list[Node] = []

        def walk(nodes: tuple[Node, ...]) -> None:
            for node in nodes:
                out.append(node)
                walk(node.children)

        walk(self.outline)
        return tuple(out)
