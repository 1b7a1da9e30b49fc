"""The worker's part of opening a report: convert it if it is old, read, lay out and check it, telling how far it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.core.errors import OldFormatError
from app.docx.kinds import TEMPLATES
from app.docx.opening import document_from_bytes
from app.editing import old_formats, recovery
from app.editing.open_report import Checking, OpenReport
from app.editing.recovery import Left
from app.layout.page import ReportLayout

_READ, _LAID_OUT = 0.3, 0.45  # of the work of opening
UNKNOWN = -1.0

Read = tuple[OpenReport, ReportLayout]
Tell = Callable[[str, float], None]


@dataclass(slots=True)
class Opened:
    """What is asked for; `template` and `converted` (by which program) say afterwards how it came about.

    `held` says why it may only be read, `suggested` makes it a new report, `left` is the recovery copy to open.
    """

    path: Path
    remember: bool = False
    held: str | None = None
    suggested: Path | None = None
    left: Left | None = None
    template: bool = False
    converted: str = ""


def read_and_check(tell: Tell, path: Path, checking: Checking) -> Read:
    """The report in the file `path`. Raises UnreadableError or ProfileError."""
    return read_request(tell, Opened(path), checking)


def read_request(tell: Tell, opened: Opened, checking: Checking) -> Read:
    """The report that is asked for. Raises UnreadableError or ProfileError."""
    tell("正在读取", 0.0)
    try:
        report = OpenReport.open(opened.path, checking)
    except OldFormatError as error:
        report = _converted(tell, opened, checking, error)
    opened.template = report.kind in TEMPLATES
    if opened.suggested is not None:
        report.detach(opened.suggested)
    elif opened.template:
        report.detach(opened.path.with_suffix(".docm" if report.kind == "dotm" else ".docx"))
    if opened.held:
        report.hold(opened.held)
    return _ready(tell, report)


def read_left(tell: Tell, opened: Opened, checking: Checking) -> Read:
    """The report as a crash left it. Raises UnreadableError."""
    assert opened.left is not None
    tell("正在读取", 0.0)
    return _ready(tell, recovery.reopen(opened.left, checking))


def _converted(tell: Tell, opened: Opened, checking: Checking, error: OldFormatError) -> OpenReport:
    by: list[str] = []

    def waiting(program: str) -> None:
        by[:] = [program]
        tell(f"正在用 {program} 转换，原文件不会改动", UNKNOWN)

    data = old_formats.convert(opened.path, error, waiting)
    opened.converted = by[0]
    suggested = opened.path.with_suffix(".docx")
    report = OpenReport(document_from_bytes(data, suggested.name), None, checking)
    report.detach(suggested)
    return report


def _ready(tell: Tell, report: OpenReport) -> Read:
    tell("正在排版", _READ)
    layout = ReportLayout(report.report)
    for done in report.settling():
        tell("正在检查", _LAID_OUT + (1 - _LAID_OUT) * done)
    return report, layout
