"""Reports and findings for the tests of rules."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.core.findings import Finding, Safety
from app.core.profile import Profile
from app.core.report import BODY, Paragraph, Place, Report
from app.core.understand import understand
from app.docx.opening import open_document
from app.rules.api import Context
from app.rules.checker import Checker


def from_lines(*lines: str) -> Report:
    """A text report, one paragraph a line, understood."""
    paragraphs = tuple(Paragraph(uid, text) for uid, text in enumerate(lines))
    raw = Report("稿.txt", "txt", paragraphs, {p.uid: Place(BODY, p.uid) for p in paragraphs})
    return understand(raw)


def from_file(path: Path) -> Report:
    """A file of any kind, read and understood."""
    return understand(open_document(path).report())


def check(report: Report, profile: Profile, *codes: str) -> tuple[Finding, ...]:
    """Findings of these codes or code prefixes."""
    return Checker(Context(profile), select=codes or None).check(report)


def places(findings: tuple[Finding, ...], report: Report, code: str = "") -> list[tuple[int, int, int]]:
    """(paragraph index, start, end) of every spot in the flow, in the findings' order."""
    return [
        (report.places[spot.uid].index, spot.start, spot.end)
        for finding in findings
        if finding.code.startswith(code)
        for spot in finding.spots
        if spot.uid is not None and spot.uid in report.order
    ]


def safe(findings: tuple[Finding, ...]) -> list[Finding]:
    """The findings that a batch mends."""
    return [finding for finding in findings if finding.safety is Safety.SAFE]


@dataclass(frozen=True)
class Case:
    """A document with hand-written truth."""

    path: Path
    truth: dict[str, Any]


def cases(corpus: Path) -> Iterator[Case]:
    """Documents of truth/ and made/ with their truth."""
    for file in sorted((corpus / "truth").glob("*.json")):
        folder = corpus / ("texts" if file.stem.isdigit() else "cn")
        for path in sorted(folder.glob(f"{file.stem}-*")):
            yield Case(path, json.loads(file.read_text(encoding="utf-8")))
    for file in sorted((corpus / "made").glob("*.truth.json")):
        yield Case(file.with_name(file.name.replace(".truth.json", ".docx")), json.loads(file.read_text(encoding="utf-8")))
