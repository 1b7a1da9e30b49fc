"""Findings as one HTML page that needs nothing else: to be read, printed or filed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from pathlib import Path

from app.cli.as_text import FIX_WORDS, basis, summary, where
from app.core.findings import Finding, Severity
from app.core.report import Report
from app.docx.save import write_atomically

_STYLE = (
    "body{font:16px/1.7 'Microsoft YaHei','Noto Sans CJK SC',sans-serif;max-width:52em;margin:2em auto;color:#1f2430}"
    "table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #d9dce3;padding:.4em .6em;text-align:left;"
    "vertical-align:top}.error{color:#b3202c}.warning{color:#a76a00}.info{color:#40608f}small{color:#667}"
)


def write(path: Path, files: Iterable[tuple[str, Report, Sequence[Finding]]]) -> None:
    """Write the page. Raises UnwritableError."""
    body = "".join(part for file in files for part in _file(*file))
    head = f'<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><title>检查意见</title><style>{_STYLE}</style>'
    page = f"{head}<body>{body}</body></html>\n"
    write_atomically(path, page.encode("utf-8"), None)


def _file(file: str, report: Report, findings: Sequence[Finding]) -> Iterator[str]:
    yield f"<h1>{escape(Path(file).name)}</h1><p>{escape(summary(findings))}</p>"
    if findings:
        yield "<table><tr><th>级别</th><th>位置</th><th>检查意见</th></tr>"
        yield from (_row(report, one) for one in findings)
        yield "</table>"


def _row(report: Report, one: Finding) -> str:
    name = Severity(one.severity).name.lower()
    many = f"（{len(one.spots)} 处）" if len(one.spots) > 1 else ""
    change = f"<br>{FIX_WORDS[one.safety]}：{escape(one.suggestion)}" if one.suggestion else ""
    return (
        f'<tr><td class="{name}">{one.severity.label}</td><td>{escape(where(report, one))}</td>'
        f"<td>{escape(one.message)}{many}{change}"
        f"<br><small>{one.code} {escape(basis(one))}</small></td></tr>"
    )
