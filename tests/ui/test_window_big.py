"""A big report in the window: work goes on in slices, is given up for a key, and nothing is behind when asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from pytestqt.qtbot import QtBot

from app.core.findings import Finding
from app.editing.open_report import OpenReport
from app.ui.main_window import MainWindow
from app.ui.outline_model import ENTRY
from tests.ui.conftest import WAIT, open_in
from tests.ui.report_files import write

SECTIONS = 40


@pytest.fixture
def big(empty_window: MainWindow, tmp_path: Path, qtbot: QtBot) -> MainWindow:
    numbers = ("一二三四五六七八九", "十")
    names = [*numbers[0], "十", *(f"十{n}" for n in numbers[0]), *(f"{t}十{n}" for t in "二三" for n in ("", *numbers[0]))][
        :SECTIONS
    ]
    texts = ["关于开展专项检查工作情况的报告", "市政府："]
    for name in names:
        texts += [f"{name}、开展第{name}批检查", *(f"第{name}批检查覆盖重点单位，发现问题，，已督促整改。" for _ in range(4))]
    path = write(tmp_path / "大报告.docx", texts)
    open_in(empty_window, path, qtbot)
    return empty_window


def settled(window: MainWindow) -> bool:
    return window.report.findings_are_current and window.findings.shown() == sorted(
        window.report.findings, key=lambda finding: -finding.severity
    )


def type_in(window: MainWindow, uid: int, words: str) -> None:
    window.page.go_to(uid, 4)
    window.page.focus()
    for letter in words:
        window.page.editor.keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter))


def test_findings_follow_typing_in_slices(big: MainWindow, qtbot: QtBot) -> None:
    uid = next(p.uid for p in big.report.report.paragraphs if "，，" in p.text)
    type_in(big, uid, "ab")
    assert not big.report.findings_are_current
    qtbot.waitUntil(lambda: settled(big), timeout=WAIT)


def test_a_key_gives_up_the_check_under_way(big: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[OpenReport] = []
    settling = OpenReport.settling

    def noted(report: OpenReport):
        begun.append(report)
        yield from settling(report)

    monkeypatch.setattr(OpenReport, "settling", noted)
    uid = next(p.uid for p in big.report.report.paragraphs if "，，" in p.text)
    type_in(big, uid, "a")
    qtbot.waitUntil(lambda: bool(begun), timeout=WAIT)
    type_in(big, uid, "b")
    qtbot.waitUntil(lambda: settled(big), timeout=WAIT)
    assert "ab" in big.report.report.by_uid[uid].text or "ba" in big.report.report.by_uid[uid].text
    assert len(begun) >= 2


def test_settling_stops_when_the_report_changes_under_it(big: MainWindow) -> None:
    report = big.report
    uid = report.report.paragraphs[-1].uid
    report.retype([uid], ["检查，，结束。"])
    work = report.settling()
    next(work)
    report.retype([uid], ["检查结束。"])
    assert list(work) == []
    assert not report.findings_are_current
    found = report.findings
    report.check_by(report.checking)
    assert [f.message for f in found] == [f.message for f in report.findings]


def test_slices_find_what_one_check_finds(big: MainWindow) -> None:
    report = big.report
    whole = report.findings
    report.check_by(report.checking)
    done = list(report.settling())
    assert done == sorted(done)
    assert 0.0 <= done[0] <= done[-1] <= 1.0
    assert key(report.findings) == key(whole)


def key(findings: tuple[Finding, ...]) -> list[tuple[object, ...]]:
    return [(f.code, f.spots, f.message, f.safety) for f in findings]


def test_next_finding_right_after_typing_is_up_to_date(big: MainWindow) -> None:
    uid = next(p.uid for p in big.report.report.paragraphs if "，，" in p.text)
    type_in(big, uid, "，，")
    big.commands["next"].trigger()
    assert settled(big)


def test_structure_keeps_its_rows_while_a_heading_is_typed(big: MainWindow, qtbot: QtBot) -> None:
    model, tree = big.outline.model, big.outline.tree
    resets: list[int] = []
    model.modelReset.connect(lambda: resets.append(1))
    row = next(i for i in model.indexes() if i.data(ENTRY).words.startswith("三、"))
    type_in(big, row.data(ENTRY).uid, "新")
    qtbot.waitUntil(lambda: settled(big), timeout=WAIT)
    changed = next(i for i in model.indexes() if i.data(ENTRY).words.startswith("三、"))
    assert "新" in changed.data(ENTRY).words
    assert not resets
    assert tree.currentIndex() == changed


def test_structure_takes_and_drops_rows(big: MainWindow) -> None:
    model = big.outline.model
    count = model.rowCount()
    heading = next(p for p in big.report.report.paragraphs if p.text.startswith("五、"))
    big.report.retype([heading.uid], ["上述问题已整改到位。"])
    big.views.refresh()
    assert model.rowCount() == count - 1
    big.commands["undo"].trigger()
    assert model.rowCount() == count
    assert [model.index(row, 0, QModelIndex()).data(ENTRY).key for row in range(count)] == [
        index.data(ENTRY).key for index in model.indexes() if not index.parent().isValid()
    ]


def test_closed_sections_stay_closed_while_others_change(window: MainWindow) -> None:
    tree, model = window.outline.tree, window.outline.model
    section = next(i for i in model.indexes() if i.data(ENTRY).words.startswith("一、"))
    tree.collapse(section)
    last = window.report.report.paragraphs[-1]
    window.report.retype([last.uid], [last.text, "五、补充说明", "有关情况另行报告。"])
    window.views.refresh()
    again = next(i for i in model.indexes() if i.data(ENTRY).words.startswith("一、"))
    assert not tree.isExpanded(again)
