"""The file that an open report comes from and goes to: its kind, what a save would write there, and whether it may."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.core.errors import GuardError, UnwritableError
from app.core.profile import Profile
from app.core.report import Report
from app.docx.document import WordDocument
from app.docx.guard import GuardResult
from app.docx.kinds import TEMPLATES, WITH_MACROS, as_kind, has_macros, kind_of
from app.docx.text_file import TextDocument
from app.editing.disk_file import DiskFile, digest, put_beside

Document = WordDocument | TextDocument


@dataclass(frozen=True, slots=True)
class SaveResult:
    """Where the report went, what the guard counted, and whether macros were left out."""

    path: Path
    guard: GuardResult | None
    macros_dropped: bool = False


class ReportFile:
    """The file of the report in `document`; `suggested` is the name that a save offers where it has none.

    `baseline` is what the document said when it was read or saved last.
    """

    def __init__(self, document: Document, path: Path | None) -> None:
        self._document = document
        self.baseline = document.to_bytes()
        self.disk = DiskFile(path, digest(self.baseline))
        self.kind = document.package.kind if isinstance(document, WordDocument) else "txt"
        self.suggested = path or Path(document.name if isinstance(document, TextDocument) else document.package.name)

    @property
    def path(self) -> Path | None:
        """The report's own file; None for one that was never saved."""
        return self.disk.path

    def detach(self, suggested: Path) -> None:
        """Become a report without a file of its own, which a save would suggest to write to `suggested`."""
        self.disk = DiskFile(None, self.disk.known)
        self.suggested = suggested
        if self.kind in TEMPLATES:
            self.kind = "docm" if self.kind in WITH_MACROS else "docx"

    def drops_macros(self, target: Path) -> bool:
        """Whether saving to `target` would leave the macros out."""
        if not isinstance(self._document, WordDocument) or target == self.path:
            return False
        return self._kind_for(target) not in WITH_MACROS and has_macros(self._document.package)

    def save(self, target: Path | None, report: Report, profile: Profile) -> SaveResult:
        """Write the report to `target` (None: its own file); what was there is kept as a version.

        Raises UnwritableError, the old file untouched, and GuardError, whose `beside` then holds what was to be saved.
        """
        target = target or self.path
        if target is None:
            raise UnwritableError("还没有文件名", "请用“另存为”选择保存位置")
        dropped = self.drops_macros(target)
        data, baseline = self._bytes_for(target, report, profile)
        try:
            guard = self._document.guard(self.baseline) if self.stays_with(target) else None
        except GuardError as error:
            raise put_beside(target, data, error) from error
        self.disk.write(target, data)
        if self.stays_with(target):
            self.kind, self.baseline = self._kind_for(target), baseline
            self.disk.become(target, data)
        return SaveResult(target, guard, dropped)

    def stays_with(self, target: Path) -> bool:
        """Whether `target` becomes the report's own file: a text that is written as .docx stays a text here."""
        return isinstance(self._document, WordDocument) or target.suffix.lower() == ".txt"

    def _kind_for(self, target: Path) -> str:
        return self.kind if target == self.path else kind_of(target) or self.kind

    def _bytes_for(self, target: Path, report: Report, profile: Profile) -> tuple[bytes, bytes]:
        """(what is written, what the document itself says): they differ when the file becomes one of another kind."""
        from app.docx.template import build

        to_text = target.suffix.lower() == ".txt"
        if isinstance(self._document, WordDocument):
            if to_text:
                raise UnwritableError("Word 报告存成纯文本会丢失格式", "请用 .docx 作为扩展名保存")
            data, kind = self._document.to_bytes(), self._kind_for(target)
            other = kind != self._document.package.kind or self.drops_macros(target)
            return (as_kind(data, kind, target.name) if other else data), data
        data = self._document.to_bytes() if to_text else build(report, profile)
        return data, data
