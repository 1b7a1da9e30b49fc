"""Reading: paragraph elements to frozen paragraphs, and a whole package to a raw report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.core.drawing import Drawing
from app.core.report import BODY, CharFormat, Number, Paragraph, ParagraphFormat, Place, Report, Role, Run
from app.docx.chunks import read_chunks
from app.docx.comments import read_comments
from app.docx.document_properties import read_properties
from app.docx.drawings import Parts, read_drawings
from app.docx.inline import DELETIONS, Piece, break_kind, pieces
from app.docx.names import Element, first_child, w
from app.docx.note_parts import anchors
from app.docx.numbering import Counter, Numbering
from app.docx.objects import REVISIONS, count_objects, has_revisions, object_kind
from app.docx.package import Package
from app.docx.revisions import is_last, read_revisions
from app.docx.sections import read_sections
from app.docx.settings import Settings, read_settings
from app.docx.spans import read_spans
from app.docx.story import StoryParagraph, Survey, survey
from app.docx.style_looks import read_looks
from app.docx.styles import P_PR, R_PR, Base, StyleSheet
from app.docx.tables import read_tables

_SECT = w("sectPr")
_ROLE = Role()
_UNREAD = {
    w("altChunk"): "文件嵌入了其他格式的内容（altChunk），其中的文字原样保留，但不检查、不修改",
    w("subDoc"): "文件是主控文档，子文档中的文字不在检查范围内",
}


class Reading:
    """Reads paragraphs of one package. Make a new one after an edit of styles, numbering, theme or settings."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.settings: Settings = read_settings(package)
        self.numbering = Numbering(package)
        self.styles = StyleSheet(package, self.numbering)
        self._parts: dict[str, Parts] = {}
        self._revised = self.settings.tracking or has_revisions(package)

    def paragraph(self, uid: int, place: StoryParagraph, number: Number | None) -> Paragraph:
        """The frozen reading of the `w:p` at `place`; `number` is what it shows."""
        story, element, table = place.story, place.element, place.table
        properties = first_child(element, P_PR)
        mark = first_child(properties, R_PR)
        base, format_ = self.styles.resolve_properties(properties, table)
        found = pieces(element)
        revised = self._revised and (next(element.iter(*REVISIONS), None) is not None)
        return Paragraph(
            uid,
            "".join([piece.text for piece in found]),
            self._runs(found, base),
            format_,
            self.styles.chars(mark, base),
            number,
            _ROLE,
            story,
            tuple([(piece.start, object_kind(piece.element)) for piece in found if piece.kind == "object"]),
            tuple([(piece.start, break_kind(piece.element)) for piece in found if piece.kind == "break"]),
            first_child(properties, _SECT) is not None,
            mark is not None and any(child.tag in DELETIONS for child in mark),
            revised,
            read_revisions(element) if revised or (self._revised and (table is not None or is_last(element))) else (),
            anchors(element, found),
            self._drawings(element, found, place.part),
            read_spans(element, found),
        )

    def _drawings(self, element: Element, found: Sequence[Piece], part: str) -> tuple[Drawing | None, ...]:
        if not any(piece.kind == "object" for piece in found):
            return ()
        if part not in self._parts:
            self._parts[part] = Parts(self.package, part)
        return read_drawings(element, found, self._parts[part])

    def format(self, element: Element, table: Element | None = None) -> ParagraphFormat:
        """The effective paragraph format of a `w:p`."""
        return self.styles.paragraph_format(element, table)

    def numbers(self, places: Sequence[StoryParagraph], read: Iterable[Paragraph | None] | None = None) -> list[Number | None]:
        """What each paragraph shows as its automatic number, for all stories, in the order of `story.survey`.

        `read` gives the readings of `places` that hold still but for their number.
        """
        counters: dict[str, Counter] = {}
        found: list[Number | None] = []
        for place, known in zip(places, read or (None,) * len(places), strict=True):
            format_ = known.format if known is not None else self.format(place.element, place.table)
            if (
                format_.num_id is None
                or format_.num_level is None
                or (known.mark_deleted if known is not None else _merges_away(place.element))
            ):
                found.append(None)
                continue
            counter = counters.setdefault(_counting_story(place.story), self.numbering.counter())
            found.append(counter.next(format_.num_id, format_.num_level))
        return found

    def _runs(self, found: Sequence[Piece], base: Base) -> tuple[Run, ...]:
        """The formats of the pieces, adjoining equal ones merged."""
        runs: list[Run] = []
        start = end = 0
        current: CharFormat | None = None
        revision: str | None = None
        last: Element | None = None
        for piece in found:
            if piece.run is last and current is not None and piece.run is not None:
                end = piece.end
                continue
            last = piece.run
            format_ = self.styles.chars(first_child(last, R_PR), base)
            if format_ is not current or piece.revision != revision:
                if current is not None:
                    runs.append(Run(start, end, current, revision))
                start, current, revision = piece.start, format_, piece.revision
            end = piece.end
        if current is not None:
            runs.append(Run(start, end, current, revision))
        return tuple(runs)


def read_report(package: Package) -> Report:
    """The whole package as a raw report: every role is still `Role()`, uids count up in reading order."""
    reading = Reading(package)
    surveyed = survey(package)
    numbers = reading.numbers(surveyed.paragraphs)
    read = [
        reading.paragraph(uid, place, number)
        for uid, (place, number) in enumerate(zip(surveyed.paragraphs, numbers, strict=True))
    ]
    return assemble(reading, surveyed, read)


def assemble(reading: Reading, surveyed: Survey, read: Sequence[Paragraph]) -> Report:
    """The raw report of paragraphs that were read in the order of `surveyed.paragraphs`."""
    package = reading.package
    places = surveyed.paragraphs
    flow = [(p, place.element) for p, place in zip(read, places, strict=True) if place.in_flow]
    return Report(
        name=package.name,
        source="docx",
        paragraphs=tuple([p for p, _ in flow]),
        places={p.uid: Place(place.story, place.index) for p, place in zip(read, places, strict=True)},
        others=tuple(p for p, place in zip(read, places, strict=True) if not place.in_flow),
        tables=read_tables([shape for shape in surveyed.tables if shape.in_main], read, [p.uid for p, _ in flow], reading.styles),
        other_tables=read_tables([shape for shape in surveyed.tables if not shape.in_main], read, (), reading.styles),
        boxes=_boxes(surveyed, read),
        chunks=read_chunks(package),
        sections=read_sections(package, reading.styles, surveyed, flow),
        objects=count_objects(package),
        styles=read_looks(reading.styles, read),
        even_and_odd=reading.settings.even_and_odd,
        tracking=reading.settings.tracking,
        protected=reading.settings.protected,
        warnings=_warnings(package),
        comments=read_comments(package),
        properties=read_properties(package),
    )


def _boxes(surveyed: Survey, read: Sequence[Paragraph]) -> dict[int, tuple[str, ...]]:
    """The stories of text boxes by the paragraph that holds them."""
    if not surveyed.boxes:
        return {}
    found = ((p.uid, surveyed.boxes.get(place.element)) for p, place in zip(read, surveyed.paragraphs, strict=True))
    return {uid: names for uid, names in found if names}


def _warnings(package: Package) -> tuple[str, ...]:
    """What the main part holds that is kept but not read, in sentences for the user."""
    root = package.tree(package.main)
    return tuple(sentence for tag, sentence in _UNREAD.items() if next(root.iter(tag), None) is not None)


def _counting_story(story: str) -> str:
    """The body with its tables and content controls counts as one; a text box, header or note counts by itself."""
    first = story.partition("/")[0]
    return BODY if first.startswith(("table:", "sdt:")) else first


def _merges_away(p: Element) -> bool:
    """Whether the paragraph has no mark of its own when revisions are accepted, so that it shows no number."""
    mark = first_child(first_child(p, P_PR), R_PR)
    return mark is not None and any(child.tag in DELETIONS for child in mark)
