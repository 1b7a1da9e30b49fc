"""Runs one command; exit status 0 = done, 1 = something at or above --fail-on is left, 2 = could not be done."""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from app.cli import as_html, as_json, as_sarif, as_text, fixing
from app.cli.arguments import UsageError, parse
from app.core.errors import ReportError
from app.core.findings import Finding, Severity
from app.core.profile import named_profile
from app.editing.folders import config_folder
from app.editing.open_report import Checking, OpenReport
from app.rules import find, load

DONE, LEFT, FAILED = 0, 1, 2


def main(words: Sequence[str] | None = None) -> int:
    """Run the command line; returns its exit status and never raises for a file that is not as it should be."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        arguments = parse(sys.argv[1:] if words is None else words)
        return {"outline": _outline, "check": _check, "fix": _fix, "rules": _rules}[arguments.command](arguments)
    except UsageError as error:
        return _say(None, error)
    except BrokenPipeError:
        return DONE


def checking_of(arguments: argparse.Namespace) -> Checking:
    """The settings of `check` and `fix`. Raises ProfileError when there is no such profile."""
    selected = getattr(arguments, "select", None)
    return Checking(
        profile=named_profile(arguments.profile, config_folder() / "profiles"), mode=arguments.mode, stage=arguments.stage,
        select=selected if arguments.command == "check" else None,
        ignore=getattr(arguments, "ignore", frozenset[str]()), notes=not getattr(arguments, "no_notes", False),
    )  # fmt: skip


def is_left(findings: Sequence[Finding], fail_on: str) -> bool:
    """Whether something at or above that severity is there."""
    return any(one.severity >= Severity[fail_on.upper()] for one in findings)


def _outline(arguments: argparse.Namespace) -> int:
    try:
        report = OpenReport.open(arguments.file).report
    except ReportError as error:
        return _say(arguments.file, error)
    if arguments.json:
        _print_json(as_json.outline(str(arguments.file), report))
    else:
        print("\n".join(as_text.outline(report)))
    return DONE


def _check(arguments: argparse.Namespace) -> int:
    status, objects, opened = DONE, list[as_json.Json](), list[tuple[Path, OpenReport]]()
    try:
        checking = checking_of(arguments)
    except ReportError as error:
        return _say(None, error)
    for file in arguments.files:
        try:
            report = OpenReport.open(file, checking)
            findings = report.findings
        except ReportError as error:
            status = _say(file, error)
            objects.append(as_json.refused(str(file), str(error), arguments.mode))
            continue
        opened.append((file, report))
        objects.append(as_json.check(str(file), report.report, findings, arguments.mode, report.profile.name))
        if is_left(findings, arguments.fail_on):
            status = max(status, LEFT)
    try:
        _show_findings(arguments, objects, opened)
    except ReportError as error:
        return _say(arguments.html, error)
    return status


def _show_findings(arguments: argparse.Namespace, objects: list[as_json.Json], opened: list[tuple[Path, OpenReport]]) -> None:
    if arguments.json:
        _print_json(objects)
    elif arguments.sarif:
        _print_json(as_sarif.log([(str(file), one.report, one.findings) for file, one in opened]))
    elif arguments.html:
        as_html.write(arguments.html, [(str(file), one.report, one.findings) for file, one in opened])
    else:
        for file, one in opened:
            print("\n".join(as_text.check(str(file), one.report, one.findings)))


def _fix(arguments: argparse.Namespace) -> int:
    try:
        outcome = fixing.fix(arguments, checking_of(arguments))
    except ReportError as error:
        return _say(arguments.file, error)
    if arguments.json:
        _print_json(outcome.as_json())
    elif arguments.diff:
        print("\n".join(as_text.diff(outcome.changes())))
    else:
        print("\n".join(outcome.summary()))
    return LEFT if is_left(outcome.left, arguments.fail_on) else DONE


def _rules(arguments: argparse.Namespace) -> int:
    if arguments.code is None:
        every = sorted(load().values(), key=lambda rule: rule.code)
        if arguments.json:
            _print_json([as_json.rule(one) for one in every])
        else:
            print("\n".join(as_text.rules(every)))
        return DONE
    one = find(arguments.code)
    if one is None:
        return _say(None, UsageError(f"没有规则 {arguments.code}", "用 wenheng rules 列出全部规则"))
    if arguments.json:
        _print_json(as_json.rule(one))
    else:
        print("\n".join(as_text.rule(one)))
    return DONE


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1))


def _say(file: Path | None, error: ReportError) -> int:
    print(f"文衡: {file}: {error}" if file else f"文衡: {error}", file=sys.stderr)
    return FAILED
