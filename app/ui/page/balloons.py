"""Comments beside the pages: each thread a balloon at the height of the words it speaks of, one below the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTextDocument, QTextLayout

from app.core.report import Comment, Paragraph, Report
from app.core.review import Span, comment_spans, threads
from app.layout.lines import Line
from app.layout.page import ReportLayout
from app.ui.page.authors import author_color
from app.ui.page.grid_layout import GridLayout
from app.ui.page.marks import line_x
from app.ui.page.shaping import Units
from app.ui.page.sheets import PIXELS_A_TWIP
from app.ui.review_words import when
from app.ui.theme import GREY, INK, LINE, frame_font

SIDE = 3100.0  # twips of the column beside the sheets
TINT, TINT_CHOSEN = QColor(255, 236, 153, 110), QColor(255, 213, 79, 170)
GAP, PADDING = 6.0, 8.0  # pixels


@dataclass(frozen=True, slots=True)
class Balloon:
    """A thread as it stands in the view; `place` is where its words begin (None: not in the flow)."""

    rect: QRectF
    text: QTextDocument
    comment: Comment
    place: QPointF | None


class Balloons:
    """The comments of one report on its pages; `chosen` is the id of the thread that the caret is in."""

    def __init__(self, grid: GridLayout) -> None:
        self._grid = grid
        self._report: Report | None = None
        self._threads: list[tuple[Comment, list[Comment]]] = []
        self._spans: dict[str, list[Span]] = {}
        self._tints: dict[int, list[tuple[int, int, str]]] = {}
        self._made: list[Balloon] | None = None
        self.chosen: str | None = None
        self.hidden = False

    def take(self, report: Report) -> None:
        """Take over the comments of a report that changed."""
        before, self._report = self._report, report
        if not report.comments:
            self._threads, self._spans, self._tints, self._made = [], {}, {}, None
            return
        if before is not None and before.comments is report.comments and before.paragraphs is report.paragraphs:
            return
        self._threads, self._spans, self._made = threads(report.comments), comment_spans(report), None
        heads = {one.id: head.id for head, answers in self._threads for one in (head, *answers)}
        self._tints = {}
        for id_, spans in self._spans.items():
            for span in spans:
                self._tints.setdefault(span.uid, []).append((span.start, span.end, heads.get(id_, id_)))

    @property
    def side(self) -> float:
        """The width in twips that the column needs; 0 without comments."""
        return SIDE if self._threads and not self.hidden else 0.0

    def arrange(self) -> None:
        """Follow a layout that may have changed."""
        self._made = None
        sheets = self._grid.sheets
        sheets.reach = max((balloon.rect.bottom() for balloon in self.all()), default=0.0)
        if sheets.side != self.side:
            sheets.side = self.side
            sheets.arrange(self._grid.pages)

    # --- where they are ---------------------------------------------------------------------------------------------

    def all(self) -> list[Balloon]:
        """Every balloon, from top to bottom."""
        if self._made is None:
            self._made = self._arranged() if self.side and self._grid.sheets.count else []
        return self._made

    def at(self, point: QPointF) -> Balloon | None:
        """The balloon at that place of the view."""
        return next((balloon for balloon in self.all() if balloon.rect.contains(point)), None)

    def head_at(self, uid: int, offset: int) -> str | None:
        """The thread whose words hold that character: the one that began last."""
        here = [(start, id_) for start, end, id_ in self._tints.get(uid, ()) if start <= offset <= end]
        return max(here)[1] if here else None

    def span_of(self, id_: str) -> Span | None:
        """Where the words of a comment begin."""
        return next(iter(self._spans.get(id_, ())), None)

    def _arranged(self) -> list[Balloon]:
        sheets = self._grid.sheets
        placed = [(self._place(self.span_of(head.id)), head, answers) for head, answers in self._threads]
        bottom = sheets.rect(sheets.count - 1).bottom()
        placed.sort(key=lambda entry: entry[0].y() if entry[0] is not None else bottom + 1)
        found: list[Balloon] = []
        y = 0.0
        for place, head, answers in placed:
            page = sheets.page_at(place.y()) if place is not None else sheets.count - 1
            left = sheets.rect(page).right() + 10
            width = max(120.0, SIDE * sheets.scale - 14)
            text = self._text(head, answers, width - 2 * PADDING)
            top = max(y, place.y() if place is not None else bottom - 40)
            rect = QRectF(left, top, width, text.size().height() + 2 * PADDING)
            found.append(Balloon(rect, text, head, place))
            y = rect.bottom() + GAP
        return found

    def _place(self, span: Span | None) -> QPointF | None:
        """Where in the view the words of a span begin; None for words that are not on paper."""
        if span is None or self._report is None:
            return None
        pages, sheets = self._grid.pages, self._grid.sheets
        at = pages.index_of(span.uid)
        if at is None:
            story = pages.notes.story_of(span.uid)
            parts = pages.notes.parts_of(story) if story is not None else []
            return sheets.point(parts[0].page, 0, parts[0].y) if parts else None
        return _line_point(self._grid, pages, at, span)

    def _text(self, head: Comment, answers: list[Comment], width: float) -> QTextDocument:
        zoom = self._grid.sheets.scale / PIXELS_A_TWIP
        font = frame_font()
        font.setPixelSize(max(11, round(12 * min(zoom, 1.5))))
        made = QTextDocument()
        made.setDefaultFont(font)
        made.setDocumentMargin(0)
        made.setHtml("".join(_html(one, answer=one is not head) for one in (head, *answers)))
        made.setTextWidth(width)
        return made

    # --- drawing ----------------------------------------------------------------------------------------------------

    def tint(self, painter: QPainter, layout: QTextLayout, paragraph: Paragraph) -> None:
        """Mark the commented words of a shaped paragraph softly, beneath its text."""
        units = Units(paragraph.text)
        for start, end, id_ in self._tints.get(paragraph.uid, ()) if not self.hidden else ():
            color = TINT_CHOSEN if id_ == self.chosen else TINT
            _fill(painter, layout, units.at(min(start, len(paragraph.text))), units.at(min(end, len(paragraph.text))), color)

    def tint_line(self, painter: QPainter, p: Paragraph, line: Line, xs: Sequence[float], corner: QPointF) -> None:
        """Mark the commented words of a line outside the flow; `xs` are its characters, drawn already."""
        for start, end, id_ in self._tints.get(p.uid, ()) if not self.hidden else ():
            first, last = max(start, line.start), min(end, line.end)
            if first < last:
                color = TINT_CHOSEN if id_ == self.chosen else TINT
                left, right = xs[first - line.start], xs[last - line.start]
                painter.save()
                painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
                painter.fillRect(QRectF(left, corner.y(), right - left, line.height * self._grid.sheets.scale), color)
                painter.restore()

    def draw(self, painter: QPainter, clip: QRectF) -> None:
        """Draw the balloons that `clip` shows, with a line to their words."""
        for balloon in self.all():
            if not balloon.rect.adjusted(-2000, -2000, 2000, 2000).intersects(clip):
                continue
            chosen = balloon.comment.id == self.chosen
            color = QColor(f"#{author_color(balloon.comment.author)}")
            if balloon.place is not None:
                self._leader(painter, balloon, color if chosen else QColor(LINE))
            painter.setPen(QPen(color if chosen else QColor(LINE), 1.6 if chosen else 1))
            painter.setBrush(QColor("#fffdf3" if chosen else "white"))
            painter.drawRoundedRect(balloon.rect, 4, 4)
            painter.fillRect(QRectF(balloon.rect.left(), balloon.rect.top() + 3, 3, balloon.rect.height() - 6), color)
            painter.save()
            painter.translate(balloon.rect.topLeft() + QPointF(PADDING + 2, PADDING))
            balloon.text.drawContents(painter)
            painter.restore()

    def _leader(self, painter: QPainter, balloon: Balloon, color: QColor) -> None:
        assert balloon.place is not None
        sheets = self._grid.sheets
        edge = sheets.body(sheets.page_at(balloon.place.y())).right() + 4
        start, end = QPointF(edge, balloon.place.y() + 12), QPointF(balloon.rect.left(), balloon.rect.top() + 12)
        painter.setPen(QPen(color, 1, Qt.PenStyle.DashLine))
        painter.drawLine(QLineF(start, end))


def _line_point(grid: GridLayout, pages: ReportLayout, at: int, span: Span) -> QPointF:
    block, laid, place = pages.blocks[at], pages.laid_table(at), pages.place(at)
    if laid is not None:
        line = laid.bands.get(span.uid, 0)
    else:
        line = next((n for n, one in enumerate(block.lines) if span.start < one.end), len(block.heights) - 1)
    page, y = place.of(line, block)
    return grid.sheets.point(page, 0, y)


def _html(comment: Comment, *, answer: bool) -> str:
    name = escape(comment.author or "（未署名）")
    words = escape(comment.text).replace("\n", "<br>") or "（无文字）"
    done = f' <span style="color:{GREY}">已解决</span>' if comment.done else ""
    indent = "margin-left:12px; margin-top:6px;" if answer else "margin-top:0;"
    date = f'<span style="color:{GREY}">{when(comment.date)}</span>'
    head = f'<b style="color:#{author_color(comment.author)}">{name}</b> {date}{done}'
    return f'<p style="{indent} margin-bottom:0; color:{INK}">{head}<br>{words}</p>'


def _fill(painter: QPainter, layout: QTextLayout, start: int, end: int, color: QColor) -> None:
    line = layout.lineForTextPosition(start)
    end = max(end, start)
    while line.isValid() and line.textStart() <= end:
        a, b = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
        left, right = line_x(line, a), line_x(line, b)
        top = layout.position().y() + line.y()
        if b > a or start == end:
            painter.fillRect(QRectF(left, top, max(3.0, right - left), line.height()), color)
        line = layout.lineAt(line.lineNumber() + 1)
        if start == end:
            return
