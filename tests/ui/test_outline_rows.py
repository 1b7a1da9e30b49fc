"""Rows of the outline after a change: equal to rows made afresh, and the same objects where nothing changed."""

from __future__ import annotations

import random

from app.core.understand import understand
from app.docx.text_file import TextDocument
from app.ui.outline_entries import Sections, entries_of

LINES = [
    "一、总体要求", "（一）指导思想。坚持统筹推进。", "1.健全制度", "现将有关事项通知如下。", "二、主要任务", "（一）夯实基础。",
    "（二）强化保障。一是健全制度；二是优化流程。", "三、工作要求", "各单位要抓好落实。", "附件：1.任务清单", "附件1", "任务清单", "一、归集",
]  # fmt: skip


def test_rows_follow_any_change() -> None:
    rng = random.Random(5)
    sections, lines = Sections(), list(LINES)
    kept = 0
    for _ in range(120):
        at = rng.randrange(len(lines))
        if rng.random() < 0.4 and len(lines) > 6:
            del lines[at]
        else:
            lines.insert(at, rng.choice(LINES))
        report = understand(TextDocument.from_bytes("\n".join(["关于数据治理的通知", *lines]).encode(), "稿.txt").report())
        assert entries_of(report, False, sections) == entries_of(report, False, Sections())
        again = sections.of(report.outline)
        kept += sum(a is b for a, b in zip(again, sections.of(report.outline), strict=True))
    assert kept > 0
