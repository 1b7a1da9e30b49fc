"""`fix`: the safe fixes, a guarded save, and what was done."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.cli import as_json, as_text
from app.cli.arguments import NONE, UsageError
from app.core.edits import Edit
from app.core.errors import UnwritableError
from app.core.findings import Finding
from app.core.report import Place, Report
from app.docx.guard import GuardResult
from app.editing.open_report import Checking, OpenReport
from app.rules import find

OUTPUTS = (".docx", ".docm", ".dotx", ".dotm", ".txt")


@dataclass(frozen=True, slots=True)
class Applied:
    """One fix at one place; `place` counts in the file as it was given."""

    code: str
    place: Place | None
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What `fix` did and what is left."""

    file: Path
    output: Path | None
    applied: tuple[Applied, ...]
    left: tuple[Finding, ...]
    report: Report
    guard: GuardResult | None
    macros_dropped: bool = False

    def as_json(self) -> as_json.Json:
        """`fix --json`."""
        return {
            "file": str(self.file),
            "output": str(self.output) if self.output else None,
            "applied": [
                {
                    "code": one.code,
                    "story": one.place.story if one.place else None,
                    "paragraph": one.place.index if one.place else None,
                    "before": one.before,
                    "after": one.after,
                }
                for one in self.applied
            ],
            "left": [as_json.finding(self.report, one) for one in self.left],
            "guard": _guard(self.guard, self.report),
        }

    def changes(self) -> Iterator[tuple[str, str, str]]:
        """(place, before, after) of every change."""
        for one in self.applied:
            yield f"{one.code}  {_where(one.place)}", one.before, one.after

    def summary(self) -> Iterator[str]:
        """What a person wants to know."""
        yield f"已更正 {len(self.applied)} 处，另存为 {self.output}。"
        if self.guard is not None:
            yield f"{self.guard.characters_lost} 字丢失。"
        if self.macros_dropped:
            yield f"{self.file.name} 中的宏没有写入 {self.output}；原文件未改动。"
        yield f"尚余：{as_text.summary(self.left)}"


def _where(place: Place | None) -> str:
    if place is None:
        return "全文"
    return f"第{place.index + 1}段" if place.story == "body" else place.story


def fix(arguments: argparse.Namespace, checking: Checking) -> Outcome:
    """Open, mend, save. Raises ReportError with one clear sentence; then nothing was written."""
    _agree(arguments)
    report = OpenReport.open(arguments.file, checking)
    first = report.report
    applied = () if arguments.select == NONE else tuple(_mend(arguments, report, first))
    saved = None if arguments.diff else report.save(arguments.output)
    return Outcome(
        arguments.file, None if arguments.diff else arguments.output, applied, report.findings, report.report,
        saved.guard if saved else None, saved is not None and saved.macros_dropped,
    )  # fmt: skip


def _agree(arguments: argparse.Namespace) -> None:
    if arguments.also_confirm and not arguments.select:
        raise UsageError("--also-confirm 须与 --select 同用", "请写明要更正哪些规则，例如 --select GW-LVL-003")
    if arguments.diff:
        return
    if arguments.output is None:
        raise UsageError("没有写明输出文件", "请加 -o OUT，或用 --diff 只看更正前后")
    if arguments.output.suffix.lower() not in OUTPUTS and not arguments.output.is_dir():
        raise UsageError(f"不能写成 {arguments.output.name}", "OUT 的扩展名请用 .docx 或 .txt")
    same = arguments.output.exists() and arguments.file.exists() and arguments.output.samefile(arguments.file)
    if arguments.output.exists() and not same and not arguments.force:
        raise UnwritableError(f"{arguments.output} 已经存在", "请换一个文件名，或加 --force 覆盖")


def _mend(arguments: argparse.Namespace, report: OpenReport, first: Report) -> Iterator[Applied]:
    def wanted(finding: Finding) -> bool:
        rule = find(finding.code)
        if rule is None or (arguments.text_only and rule.aspect != "text") or (arguments.format_only and rule.aspect != "format"):
            return False
        codes = (rule.code, *rule.aliases)
        return arguments.select is None or any(c == s or c.startswith(f"{s}-") for c in codes for s in arguments.select)

    for code, made in report.fix_all_safe(wanted=wanted, confirm=arguments.also_confirm):
        uid = _uid(made.edits[0])
        yield Applied(code, first.places.get(uid) if uid is not None else None, made.before, made.after)


def _uid(edit: Edit) -> int | None:
    return getattr(edit, "uid", None)


def _guard(guard: GuardResult | None, report: Report) -> as_json.Json:
    before = guard.objects_before if guard else report.objects
    after = guard.objects_after if guard else report.objects
    return {
        "characters_lost": guard.characters_lost if guard else 0,
        "objects": {"before": as_json.objects(before), "after": as_json.objects(after)},
    }
