"""The worker's part of opening a report: read, lay out and check it, telling how far it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.docx.kinds import TEMPLATES
from app.docx.opening import document_from_bytes
from app.editing import recovery
from app.editing.open_report import Checking, OpenReport
from app.editing.recovery import Left
from app.layout.page import ReportLayout

_READ, _LAID_OUT = 0.3, 0.45  # of the work of opening

Read = tuple[OpenReport, ReportLayout]
Tell = Callable[[str, float], None]


@dataclass(slots=True)
class Opened:
    """What is asked for; `template` says afterwards that it was one.

    `held` says why it may only be read, `suggested` makes it a new report, `left` is the recovery copy to open,
    `data` what an office program (`converted`) made of an older file, or what the skeleton `started` gives.
    """

    path: Path
    remember: bool = False
    held: str | None = None
    suggested: Path | None = None
    left: Left | None = None
    data: bytes = b""
    converted: str = ""
    started: str = ""
    template: bool = False


def read_and_check(tell: Tell, path: Path, checking: Checking) -> Read:
    """The report in the file `path`. Raises UnreadableError or ProfileError."""
    return read_request(tell, Opened(path), checking)


def read_request(tell: Tell, opened: Opened, checking: Checking) -> Read:
    """The report that is asked for. Raises UnreadableError or ProfileError."""
    tell("正在读取", 0.0)
    if opened.data:
        report = OpenReport(document_from_bytes(opened.data, opened.path.with_suffix(".docx").name), None, checking)
    else:
        report = OpenReport.open(opened.path, checking)
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


def _ready(tell: Tell, report: OpenReport) -> Read:
    tell("正在排版", _READ)
    layout = ReportLayout(report.report)
    for done in report.settling():
        tell("正在检查", _LAID_OUT + (1 - _LAID_OUT) * done)
    return report, layout
