"""Findings as SARIF 2.1.0, for tools that gather reports of many checkers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from app import __version__
from app.cli.as_json import place
from app.core.findings import Finding, Severity, Spot
from app.core.report import Report
from app.rules import load

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def log(files: Iterable[tuple[str, Report, Sequence[Finding]]]) -> dict[str, Any]:
    """A SARIF log with one run; a place is the paragraph's index with its character offsets."""
    files = list(files)
    used = [load()[code] for code in sorted({one.code for _, _, findings in files for one in findings})]
    rules = [
        {"id": one.code, "name": one.slug, "shortDescription": {"text": one.title}, "help": {"text": one.reason}} for one in used
    ]
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {"name": "文衡", "version": __version__, "language": "zh-CN", "rules": rules}},
            "columnKind": "unicodeCodePoints",
            "results": [_result(file, report, one) for file, report, findings in files for one in findings],
        }],
    }  # fmt: skip


def _result(file: str, report: Report, one: Finding) -> dict[str, Any]:
    return {
        "ruleId": one.code,
        "level": LEVELS[one.severity],
        "message": {"text": one.message},
        "locations": [_location(file, report, spot) for spot in one.spots],
        "properties": {"clause": one.clause, "strength": one.strength.value, "fix": one.safety.value},
    }


def _location(file: str, report: Report, spot: Spot) -> dict[str, Any]:
    found = place(report, spot)
    location: dict[str, Any] = {"physicalLocation": {"artifactLocation": {"uri": _uri(Path(file))}}}
    if found["paragraph"] is not None:
        location["physicalLocation"]["region"] = {
            "startLine": found["paragraph"] + 1, "startColumn": found["start"] + 1, "endColumn": found["end"] + 1,
            "snippet": {"text": found["text"]},
        }  # fmt: skip
        location["logicalLocations"] = [{"fullyQualifiedName": f"{found['story']}/{found['paragraph']}", "kind": "paragraph"}]
    return location


def _uri(file: Path) -> str:
    """A file as SARIF wants it: percent-encoded, with a scheme only when absolute."""
    return file.as_uri() if file.is_absolute() else quote(file.as_posix())
