"""Paragraphs of words came to the body, or left it: what stands before and behind is kept, and only counted on."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace

from app.core.gathering import changed_range
from app.core.report import BODY, Paragraph, Place, Report, Section, Table
from app.docx.inline import ALTERNATE, OBJECTS, P
from app.docx.journal import Put, Step, Swap, Take
from app.docx.names import Element, w
from app.docx.objects import COUNTED, REVISIONS
from app.docx.story import StoryParagraph, Survey

_BODY = w("body")
_MORE = (*COUNTED, *OBJECTS, *REVISIONS, ALTERNATE, *(w(name) for name in ("sectPr", "altChunk", "subDoc")))


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where paragraphs of the body changed: children start..end of it are start..stop now.

    These were the paragraphs from `place` on of all stories, and from `flow` on of the flow.
    """

    start: int
    end: int
    stop: int
    place: int
    flow: int

    @property
    def gone(self) -> int:
        """How many paragraphs stood there."""
        return self.end - self.start

    @property
    def by(self) -> int:
        """How much further the paragraphs behind stand."""
        return self.stop - self.end


def only_paragraphs(steps: Sequence[Step]) -> bool:
    """Whether every step replaced a paragraph that holds words alone, or brought one to the body or took one from it."""
    return all(_is_plain_step(step) for step in steps)


def _is_plain_step(step: Step) -> bool:
    match step:
        case Swap():
            return _is_plain(step.old) and _is_plain(step.new)
        case Put() | Take():
            return step.parent.tag == _BODY and _is_plain(step.element)
        case _:
            return False


def _is_plain(element: Element) -> bool:
    if element.tag != P or next(element.iter(*_MORE), None) is not None:
        return False
    return all(p is element for p in element.iter(P))


def keys_of(body: Element, uids: Mapping[Element, int]) -> list[Hashable]:
    """What stands in the body: the numbers of its own paragraphs, and the tags of everything else and of new ones."""
    return [uids.get(child, child.tag) for child in body]


def changed_stretch(old: Sequence[Hashable], new: Sequence[Hashable], at: Mapping[int, int], report: Report) -> Stretch | None:
    """Where the body that read `old` reads `new`; None when more than one stretch of its own paragraphs changed.

    `at` says which paragraph of all stories each one of `report` is.
    """
    start, end, stop = changed_range(old, new)
    if start == end:  # a neighbour says where the new ones stand among the paragraphs of all stories
        if start and _stands_alone(old[start - 1], report):
            start -= 1
        else:
            end, stop = end + 1, stop + 1
    gone = [key for key in old[start:end] if _stands_alone(key, report) and isinstance(key, int)]
    if not gone or len(gone) < end - start or any(key != P and not isinstance(key, int) for key in new[start:stop]):
        return None
    found = Stretch(start, end, stop, at[gone[0]], report.order[gone[0]])
    if at[gone[-1]] - found.place + 1 != len(gone) or report.order[gone[-1]] - found.flow + 1 != len(gone):
        return None
    return found


def _stands_alone(key: Hashable, report: Report) -> bool:
    """Whether it is a paragraph of the body that neither ends a section nor holds a text box."""
    return isinstance(key, int) and key not in report.boxes and not report.by_uid[key].section_end


def splice(surveyed: Survey, report: Report, found: Stretch, come: Sequence[tuple[Paragraph, Element]]) -> Report | None:
    """`report` with `come` where the stretch was, and `surveyed` brought up to it; None (and nothing done) when it cannot be.

    The styles in use are left to the caller.
    """
    paragraphs = (
        *report.paragraphs[: found.flow],
        *(p for p, _ in come),
        *report.paragraphs[found.flow + found.gone :],
    )
    sections = _sections(report, found, paragraphs)
    if sections is None:
        return None
    places = _places(report, found, [p.uid for p, _ in come])
    _resurvey(surveyed, found, [element for _, element in come])
    return replace(report, paragraphs=paragraphs, places=places, sections=sections, tables=_tables(surveyed, report, paragraphs))


def _sections(report: Report, found: Stretch, paragraphs: Sequence[Paragraph]) -> tuple[Section, ...] | None:
    """The sections, one of which holds the whole stretch; None when none does or it is empty now."""
    for number, section in enumerate(report.sections):
        if section.first is None or section.last is None:
            continue
        first, last = report.order[section.first], report.order[section.last]
        if first <= found.flow and found.flow + found.gone <= last + 1:
            if last + found.by < first:
                return None
            held = replace(section, first=paragraphs[first].uid, last=paragraphs[last + found.by].uid)
            return (*report.sections[:number], held, *report.sections[number + 1 :])
    return None


def _places(report: Report, found: Stretch, come: Sequence[int]) -> dict[int, Place]:
    uids, places = list(report.places), list(report.places.values())
    end = found.place + found.gone
    behind = places[end:]
    if found.by:
        index = places[found.place].index + len(come)
        last = sum(place.story == BODY for place in places)
        known = [place for place in places if place.story == BODY] + [Place(BODY, last + n) for n in range(found.by)]
        shifted = iter(known[index:])
        behind = [next(shifted) if place.story == BODY else place for place in behind]
    first = places[found.place].index
    here = [Place(BODY, first + n) for n in range(len(come))]
    return dict(zip([*uids[: found.place], *come, *uids[end:]], [*places[: found.place], *here, *behind], strict=True))


def _resurvey(surveyed: Survey, found: Stretch, come: Sequence[Element]) -> None:
    paragraphs, by = surveyed.paragraphs, found.by
    first, end = paragraphs[found.place], found.place + found.gone
    behind = paragraphs[end:]
    if by:
        behind = [StoryParagraph(BODY, p[1] + by, p[2], p[3], True) if p[0] == BODY else p for p in behind]
    here = [StoryParagraph(BODY, first.index + n, element, first.part, True) for n, element in enumerate(come)]
    paragraphs[found.place :] = [*here, *behind]
    for shape in surveyed.tables:
        if shape.in_main and shape.after >= found.flow + found.gone:
            shape.after += by


def _tables(surveyed: Survey, report: Report, paragraphs: Sequence[Paragraph]) -> tuple[Table, ...]:
    """The tables, each behind the paragraph that stands before it now."""
    shapes = [shape for shape in surveyed.tables if shape.in_main]
    afters = [paragraphs[s.after - 1].uid if 0 < s.after <= len(paragraphs) else None for s in shapes]
    return tuple(
        table if table.after == after else replace(table, after=after) for table, after in zip(report.tables, afters, strict=True)
    )
