"""Runs one command; exit status 0 = done, 1 = something at or above --fail-on is left, 2 = could not be done."""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from app.cli import as_html, as_json, as_sarif, as_text, fixing, starting
from app.cli.arguments import NONE, UsageError, parse
from app.cli.crash import unforeseen
from app.core.errors import ReportError, UnwritableError
from app.core.findings import Finding, Severity
from app.core.profile import named_profile
from app.editing.folders import config_folder
from app.editing.open_report import Checking, OpenReport
from app.rules import find, load
from app.rules.coverage import coverage

DONE, LEFT, FAILED = 0, 1, 2


def main(words: Sequence[str] | None = None) -> int:
    """Run the command line; returns its exit status and never raises for a file that is not as it should be."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        arguments = parse(sys.argv[1:] if words is None else words)
        status = {"outline": _outline, "check": _check, "fix": _fix, "new": _new, "rules": _rules}[arguments.command](arguments)
        print(end="", flush=True)
        return status
    except UsageError as error:
        return _say(None, error)
    except BrokenPipeError:
        _drop_output()
        return DONE
    except OSError as error:
        _drop_output()
        return _say(None, UnwritableError(f"结果没有写全（{error.strerror or error}）", "请清理磁盘，或把结果写到另一处"))
    except KeyboardInterrupt:
        return _say(None, UsageError("已中断", "没有写完的文件不会留下"))


def _drop_output() -> None:
    """What is still to be printed has nowhere to go; without this the last flush, at exit, complains."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def checking_of(arguments: argparse.Namespace) -> Checking:
    """The settings of `check` and `fix`. Raises ProfileError when there is no such profile, UsageError for such a rule."""
    selected = getattr(arguments, "select", None)
    _refuse_unknown(selected or NONE)
    return Checking(
        profile=named_profile(arguments.profile, config_folder() / "profiles"), mode=arguments.mode, stage=arguments.stage,
        select=selected if arguments.command == "check" else None,
        ignore=getattr(arguments, "ignore", frozenset[str]()), notes=not getattr(arguments, "no_notes", False),
    )  # fmt: skip


def _refuse_unknown(selected: frozenset[str]) -> None:
    known = [code for one in load().values() for code in (one.code, *one.aliases)]
    for code in sorted(selected - NONE):
        if not any(other == code or other.startswith(f"{code}-") for other in known):
            raise UsageError(f"没有规则 {code}", "用 wenheng rules 列出全部规则")


def is_left(findings: Sequence[Finding], fail_on: str) -> bool:
    """Whether something at or above that severity is there."""
    return any(one.severity >= Severity[fail_on.upper()] for one in findings)


def _outline(arguments: argparse.Namespace) -> int:
    try:
        with unforeseen():
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
        _refuse_to_replace(arguments.html, arguments.files)
    except ReportError as error:
        return _say(None, error)
    for file in arguments.files:
        try:
            with unforeseen():
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


def _refuse_to_replace(page: Path | None, files: Sequence[Path]) -> None:
    """An earlier page of findings may be replaced, a report never."""
    if page is None or not page.is_file():
        return
    if page.suffix.lower() not in (".html", ".htm") or any(file.exists() and page.samefile(file) for file in files):
        raise UnwritableError(f"{page} 已经存在，不是检查意见的网页", "请换一个以 .html 结尾的文件名")


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
        with unforeseen():
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


def _new(arguments: argparse.Namespace) -> int:
    if arguments.list:
        print("\n".join(starting.listed()))
        return DONE
    try:
        with unforeseen():
            print(starting.start(arguments))
    except ReportError as error:
        return _say(arguments.output, error)
    return DONE


def _rules(arguments: argparse.Namespace) -> int:
    if arguments.coverage:
        rows = coverage()
        if arguments.json:
            _print_json([as_json.coverage(row) for row in rows])
        else:
            print("\n".join(as_text.coverage(rows)))
        return DONE
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
