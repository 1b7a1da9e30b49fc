"""How long it takes to move a section of 200 paragraphs in a report of 2,200, set beside reading the file's XML once."""

from __future__ import annotations

import statistics
import time
from pathlib import Path

TEXT = "今年以来，各部门认真抓好各项任务落实，数据资源管理水平持续提升，群众满意度不断提高，工作成效较为明显。"
MOVES = 9


def big_report(folder: Path) -> Path:
    """A file of eleven sections with 200 paragraphs each."""
    from app.core.numerals import int_to_han
    from app.core.profile import load_profile
    from app.core.understand import understand
    from app.docx.template import build
    from app.docx.text_file import TextDocument

    lines = ["关于数据资源管理工作情况的报告"]
    for section in range(1, 12):
        lines.append(f"{int_to_han(section)}、第{section}方面工作情况")
        for part in range(1, 20):
            lines += [f"（{int_to_han(part)}）推进第{section}类{part}项", *[TEXT] * 9]
        lines += [TEXT] * 9
    source, file = folder / "moving.txt", folder / "moving.docx"
    source.write_text("\n".join(lines), encoding="utf-8")
    file.write_bytes(build(understand(TextDocument.open(source).report()), load_profile()))
    return file


def seconds(file: Path) -> float:
    """Processor seconds of one move up or down: planned, made, and the report understood again; the median of several."""
    from app.core import tree_moves
    from app.editing.open_report import Checking, OpenReport

    report = OpenReport.open(file, Checking(notes=False))
    uid = report.report.outline[5].uid
    times: list[float] = []
    for number in range(MOVES):
        started = time.process_time()
        plan = (tree_moves.move_down if number % 2 else tree_moves.move_up)(report.report, uid)
        report.restructure(plan)
        assert report.report.outline[5 if number % 2 else 4].uid == uid
        times.append(time.process_time() - started)
    return statistics.median(times)
