"""The report's own elements from the roles of its paragraphs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from app.core.dates import find_dates, whole_date
from app.core.genre import genre_of
from app.core.numerals import Scheme, parse
from app.core.organs import is_organ, organ_share
from app.core.report import HEAD_KINDS, IMPRINT_KINDS, Attachment, Date, Elements, Kind, Paragraph, Report, Role
from app.core.traits import BLANKS

_HEADWORD = re.compile(r"\s*附\s*件?\s*(?P<number>\d{0,2}|[一二三四五六七八九十]{1,3})\s*[：:．.、]?\s*")
_ADDRESSED = re.compile(
    r"[\s\u3000]*(?P<organs>[^。；！？：:\n]{2,80}[：:])[\s\u3000]*"
    r"(?=现[将就对把]|现报|根据|按照|按|为|经|你|贵|我|关于|据|兹|自|在|遵照|依据|鉴于|近|今年|去年|本|随着|当前|\d{4}年|《)"
)
_FIELD = re.compile(
    r"(?<![各关属等])(?:单位|机关|部门)[：:]$|人员?[：:]$|[主抄报发]送"
)  # of a form, not an organ that is addressed
_MORE = re.compile(r"(?:(?<=\s)|(?<=[；;]))(?=\d{1,2}[.．、]\s*\S)")


def elements_of(report: Report, roles: Mapping[int, Role]) -> Elements:
    """The elements of `report`, whose paragraphs have their roles; `roles` are those outside text and outline, by place."""
    places: dict[Kind, list[int]] = {}
    for at in sorted(roles):
        places.setdefault(roles[at].kind, []).append(at)
    main = _Main(report.paragraphs, places, _main_end(report.paragraphs, places))
    elsewhere: dict[Kind, list[Paragraph]] = {}
    for p in report.others:
        elsewhere.setdefault(p.role.kind, []).append(p)
    whole = replace(main, end=len(report.paragraphs))
    title = main.run(Kind.TITLE) or _mark_as_title(main) or whole.run(Kind.ATTACHMENT_TITLE)
    title_text = "".join("".join(p.text.split("\n")).strip(BLANKS) for p in title)
    signature = main.of(Kind.SIGNATURE) or elsewhere.get(Kind.SIGNATURE, [])
    number = next(iter(whole.of(Kind.DOC_NUMBER) or elsewhere.get(Kind.DOC_NUMBER, ())), None)
    kinds = places.keys() | elsewhere.keys()
    return Elements(
        genre=genre_of(title_text) if title_text else None,
        title=tuple(p.uid for p in title),
        title_text=title_text,
        doc_number=number.uid if number else None,
        addressee=next((p.uid for p in main.of(Kind.ADDRESSEE)), None),
        addressed=None if main.of(Kind.ADDRESSEE) else _addressed(main, title),
        attachments=_attachments(main.of(Kind.ATTACHMENT_NOTE)),
        signature=tuple(p.uid for p in signature),
        signature_text=tuple(name for p in signature for name in _names(p)),
        date=_date(main) or _date_above(number, report, main.end),
        has_head=bool(kinds & (HEAD_KINDS - {Kind.DOC_NUMBER})) or _precedes(report, number, title),
        has_imprint=bool(kinds & IMPRINT_KINDS),
    )


@dataclass(frozen=True, slots=True)
class _Main:
    """The report without its attachments: its paragraphs up to `end`, and the places of each kind."""

    paragraphs: tuple[Paragraph, ...]
    places: Mapping[Kind, Sequence[int]]
    end: int

    def of(self, kind: Kind) -> list[Paragraph]:
        """Its paragraphs of that kind."""
        return [self.paragraphs[at] for at in self.places.get(kind, ()) if at < self.end]

    def run(self, kind: Kind) -> list[Paragraph]:
        """The first stretch of paragraphs of that kind, blank ones between them aside."""
        out: list[Paragraph] = []
        for at in range(next(iter(self.places.get(kind, ())), self.end), self.end):
            if self.paragraphs[at].kind is kind:
                out.append(self.paragraphs[at])
            elif self.paragraphs[at].kind is not Kind.EMPTY:
                break
        return out


def opens_addressed(p: Paragraph) -> tuple[int, int] | None:
    """The characters start..end of a 主送机关 with its colon that the text runs on after: 市政府：现将有关情况报告如下。

    Strict, since a colon after an organ has many other uses: what follows must begin as the text of a report does.
    """
    match = _ADDRESSED.match(p.text)
    if match is None or p.kind is not Kind.BODY or organ_share(match["organs"]) < 1 or _FIELD.search(match["organs"]):
        return None
    return match.span("organs")


def _addressed(main: _Main, title: Sequence[Paragraph]) -> tuple[int, int, int] | None:
    """The 主送机关 with which the first paragraph under the title opens."""
    if not title:
        return None
    at = next((at for at, p in enumerate(islice(main.paragraphs, main.end)) if p is title[-1]), main.end)
    under = islice(main.paragraphs, at + 1, main.end)
    first = next((p for p in under if p.kind not in (Kind.EMPTY, Kind.SUBTITLE, Kind.OTHER, Kind.DOC_NUMBER)), None)
    found = opens_addressed(first) if first is not None else None
    return None if first is None or found is None else (first.uid, *found)


def _main_end(paragraphs: tuple[Paragraph, ...], places: Mapping[Kind, Sequence[int]]) -> int:
    """Where the report's attachments begin (its own end when it is itself one)."""
    for at in sorted((*places.get(Kind.ATTACHMENT_LABEL, ()), *places.get(Kind.ATTACHMENT_TITLE, ()))):
        if any(q.kind not in (Kind.EMPTY, Kind.ATTACHMENT_LABEL) for q in islice(paragraphs, at)):
            return at
    return len(paragraphs)


def _precedes(report: Report, number: Paragraph | None, title: list[Paragraph]) -> bool:
    """Whether the 发文字号 stands above the title (in a text box it does)."""
    if number is None or not title:
        return False
    first = report.order.get(title[0].uid, 0)
    if number.uid in report.order:
        return report.order[number.uid] < first
    table = next((t for t in report.tables if number.story.split(":r")[0] == t.story), None)
    return table is None or table.after is None or report.order.get(table.after, -1) < first


def _names(p: Paragraph) -> list[str]:
    """The organs of a signature paragraph: parted by line ends and tabs, or by blanks where every part is an organ."""
    found = find_dates(p.text)
    text = p.text[: found[-1].start] if found else p.text
    names: list[str] = []
    for name in filter(None, (part.strip(BLANKS) for part in re.split(r"[\n\t]", text))):
        parts = name.split()
        names += parts if len(parts) > 1 and all(is_organ(part) for part in parts) else [name]
    return names


def _mark_as_title(main: _Main) -> list[Paragraph]:
    """The 发文机关标志 of 命令 and 纪要, which have no title besides (10.2, 10.3)."""
    marks = main.of(Kind.ISSUER_MARK)
    return marks if marks and genre_of(marks[-1].text) in ("命令", "纪要") else []


def _date_above(number: Paragraph | None, report: Report, end: int) -> Date | None:
    """The day that stands before the 发文字号 on its line, as in copies that courts and websites publish."""
    if number is None or report.order.get(number.uid, end) >= end:
        return None
    found = find_dates(number.text)
    return Date(found[0].text, found[0].iso, number.uid, found[0].start, found[0].end) if found else None


def _date(main: _Main) -> Date | None:
    p = next(iter(main.of(Kind.DATE)), None)
    if p is not None:
        found = whole_date(p.text) or next(iter(find_dates(p.text)), None)
        words = p.text.strip(BLANKS)
        start = p.text.find(words)
        return (
            Date(found.text, found.iso, p.uid, found.start, found.end)
            if found
            else Date(words, None, p.uid, start, start + len(words))
        )
    for p in main.of(Kind.SIGNATURE):
        if find_dates(p.text):
            last = find_dates(p.text)[-1]
            return Date(last.text, last.iso, p.uid, last.start, last.end)
    return None


def _attachments(notes: Sequence[Paragraph]) -> tuple[Attachment, ...]:
    out: list[Attachment] = []
    for p in notes:
        for number, start, end in _entries(p):
            if number is None and out and not _HEADWORD.match(p.text):
                wrapped = out.pop()
                out.append(Attachment(wrapped.number, wrapped.text + p.text[start:end], wrapped.uid, wrapped.start, wrapped.end))
            elif end > start:
                out.append(Attachment(number, p.text[start:end], p.uid, start, end))
    return tuple(out)


def _entries(p: Paragraph) -> list[tuple[int | None, int, int]]:
    """(number, start, end) of each name in a paragraph of the 附件说明."""
    head = _HEADWORD.match(p.text)
    at = head.end() if head else len(p.text) - len(p.text.lstrip(BLANKS))
    given = int(head["number"]) if head and head["number"].isdigit() else None
    cuts = [at, *[m.start() for m in _MORE.finditer(p.text, at) if m.start() > at], len(p.text)]
    out: list[tuple[int | None, int, int]] = []
    for start, end in pairwise(cuts):
        numeral = parse(p.text, start)
        number, begin = given, start
        if numeral and numeral.scheme in (Scheme.ARABIC, Scheme.HAN, Scheme.ARABIC_BRACKET):
            number, begin = numeral.value, numeral.end
        elif p.number is not None and start == at:
            number = p.number.value
        text = p.text[begin:end]
        begin += len(text) - len(text.lstrip(BLANKS))
        out.append((number, begin, begin + len(p.text[begin:end].rstrip(BLANKS))))
    return out
