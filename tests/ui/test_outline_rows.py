"""Rows of the outline after a change: equal to rows made afresh, and the same objects where nothing changed."""

from __future__ import annotations

import random

from PySide6.QtCore import QObject

from app.core.understand import understand
from app.docx.text_file import TextDocument
from app.ui.outline_entries import Map, Sections, entries_of
from app.ui.outline_model import ENTRY, OutlineModel

LINES = [
    "一、总体要求", "（一）指导思想。坚持统筹推进。", "1.健全制度", "现将有关事项通知如下。", "二、主要任务", "（一）夯实基础。",
    "（二）强化保障。一是健全制度；二是优化流程。", "三、工作要求", "各单位要抓好落实。", "附件：1.任务清单", "附件1", "任务清单", "一、归集",
]  # fmt: skip


def test_rows_follow_any_change() -> None:
    rng = random.Random(5)
    sections, lines = Sections(), list(LINES)
    owner = QObject()
    seen: set[tuple[int, int]] = set()
    kept, places, model = 0, None, OutlineModel(owner)
    for _ in range(120):
        at = rng.randrange(len(lines))
        if rng.random() < 0.4 and len(lines) > 6:
            del lines[at]
        else:
            lines.insert(at, rng.choice(LINES))
        report = understand(TextDocument.from_bytes("\n".join(["关于数据治理的通知", *lines]).encode(), "稿.txt").report())
        assert entries_of(report, False, sections) == entries_of(report, False, Sections())
        entries = entries_of(report, False, sections)
        places, fresh = Map(report, entries, places), Map(report, entries)
        assert places.flat == fresh.flat
        assert places.parent == fresh.parent
        for p in report.paragraphs:
            for offset in (0, 3, len(p.text)):
                row = places.entry_at(p.uid, offset)
                assert row is fresh.entry_at(p.uid, offset)
                assert row is None or report.order[row.uid] <= report.order[p.uid]
                assert places.chain(row) == fresh.chain(row)
        model.show(entries)
        found = {
            row.key: [index.data() for index in model.indexes() if index.data(ENTRY).key == row.key][-1] for row in fresh.flat
        }
        assert {key: model.index_of(key).data() for key in found} == found
        assert not any(model.index_of(key).isValid() for key in seen - found.keys())
        seen |= found.keys()
        again = sections.of(report.outline)
        kept += sum(a is b for a, b in zip(again, sections.of(report.outline), strict=True))
    assert kept > 0
