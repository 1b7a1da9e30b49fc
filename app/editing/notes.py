"""Notes on a report: findings kept as they are with a reason, and kinds set by hand (design: never inside the DOCX).

They live in the data folder under the document's own id (w15:docId) or else its path; a `NAME.docx.wenheng.toml`
beside the file, made only on request, is read first.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import msgspec

from app.core.errors import ProfileError, UnwritableError
from app.core.findings import Finding, Spot
from app.core.report import Kind, Report
from app.docx.save import write_atomically
from app.editing.folders import data_folder

SUFFIX = ".wenheng.toml"
WHOLE = -1  # the ordinal of a note on a rule that this report is not checked by
Scope = Literal["place", "report"]


class Ignored(msgspec.Struct, frozen=True):
    """A finding kept as it is. `sentence` is a hash, `ordinal` tells equal sentences apart; WHOLE: every place of the report."""

    code: str
    sentence: str
    ordinal: int
    reason: str
    message: str = ""


class SetKind(msgspec.Struct, frozen=True):
    """A paragraph's kind set by the clerk; `text` is a hash, `ordinal` tells equal paragraphs apart."""

    text: str
    ordinal: int
    kind: Kind


class Notes(msgspec.Struct, frozen=True):
    version: int = 1
    ignored: tuple[Ignored, ...] = ()
    kinds: tuple[SetKind, ...] = ()


def notes_path(path: Path, document_id: str | None) -> Path:
    """The notes file of a report: the one beside it when there is one, else in the data folder."""
    beside = path.with_name(path.name + SUFFIX)
    if beside.exists():
        return beside
    return data_folder() / "notes" / f"{_hash(document_id or str(path.resolve()))}.toml"


def read_notes(path: Path, document_id: str | None) -> Notes:
    """The report's notes, empty when there are none. Raises ProfileError when the file is damaged."""
    file = notes_path(path, document_id)
    try:
        return msgspec.toml.decode(file.read_bytes(), type=Notes)
    except (FileNotFoundError, NotADirectoryError):
        return Notes()
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ProfileError(f"读不了本报告“保留原文”的记录（{file}）", "请删除该文件或改名后，再打开报告") from error


def write_notes(path: Path, document_id: str | None, notes: Notes) -> None:
    """Write the notes where they were read from. Raises ProfileError when that cannot be; the notes before then stay."""
    file = notes_path(path, document_id)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(file, msgspec.toml.encode(notes), None)
    except (OSError, UnwritableError) as error:
        raise ProfileError(f"“保留原文”的记录没有存下（写不了 {file}）", "报告本身不受影响；请检查该文件夹能否写入") from error


def set_kinds(report: Report, notes: Notes) -> dict[int, Kind]:
    """uid → kind for the paragraphs whose kind was set by hand."""
    wanted = {(kind.text, kind.ordinal): kind.kind for kind in notes.kinds}
    if not wanted:
        return {}
    found: dict[int, Kind] = {}
    for uid, key in _paragraph_keys(report):
        if key in wanted:
            found[uid] = wanted[key]
    return found


def kind_notes(report: Report, kinds: dict[int, Kind]) -> tuple[SetKind, ...]:
    """The notes that say the kinds set by hand."""
    return tuple(SetKind(*key, kinds[uid]) for uid, key in _paragraph_keys(report) if uid in kinds)


class Ledger:
    """Names each finding of a report by code, hash of the sentence and ordinal, so that notes find it again."""

    def __init__(self, report: Report, findings: Iterable[Finding]) -> None:
        self._names: dict[int, tuple[str, str, int]] = {}
        seen: Counter[tuple[str, str]] = Counter()
        for finding in findings:
            key = (finding.code, _hash(_sentence(report, finding.spot)))
            self._names[id(finding)] = (*key, seen[key])
            seen[key] += 1

    def note(self, finding: Finding, reason: str, scope: Scope = "place") -> Ignored:
        """The note that keeps `finding`, one of the ledger's own, as it is; scope "report": all that its rule says."""
        if scope == "report":
            return Ignored(finding.code, "", WHOLE, reason, finding.message)
        return Ignored(*self._names[id(finding)], reason, finding.message)

    def is_ignored(self, finding: Finding, ignored: Iterable[Ignored]) -> bool:
        """Whether one of the notes keeps `finding`, one of the ledger's own, as it is."""
        name = self._names[id(finding)]
        return any(
            (note.code, note.sentence, note.ordinal) == name or (note.code == finding.code and note.ordinal == WHOLE)
            for note in ignored
        )


def _sentence(report: Report, spot: Spot) -> str:
    p = report.by_uid.get(spot.uid) if spot.uid is not None else None
    if p is None:
        return ""
    start = max(p.text.rfind(mark, 0, spot.start) for mark in "。！？；\n") + 1
    ends = [at for mark in "。！？；\n" if (at := p.text.find(mark, spot.end)) >= 0]
    return p.text[start : min(ends, default=len(p.text))]


def _paragraph_keys(report: Report) -> Iterable[tuple[int, tuple[str, int]]]:
    seen: Counter[str] = Counter()
    for p in report.paragraphs:
        name = _hash(p.text)
        yield p.uid, (name, seen[name])
        seen[name] += 1


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
