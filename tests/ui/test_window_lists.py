"""The findings list with many rows, the card, and the worker."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QThread
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from app.core.edits import Retext
from app.core.errors import ReportError
from app.core.findings import Finding, Fix, Safety, Severity, Spot, Strength
from app.core.report import Paragraph, Report
from app.ui.finding_words import button_words, comparison
from app.ui.findings_list import FindingRow
from app.ui.findings_panel import FindingsPanel
from app.ui.jobs import NOTICEABLE, Job
from app.ui.preview import PreviewDialog
from tests.ui.conftest import WAIT

TEXT = "规范性文件制定前全部公开征求意见，，报备率达到百分之百，群众满意。"


def finding(n: int, severity: Severity = Severity.WARNING, after: str = "，") -> Finding:
    fix = Fix((Retext(n, 16, 18, after),), Safety.CONFIRM, "，，", after)
    return Finding(
        "GW-PUNC-020", "GB/T 15834-2011", Strength.DUTY, severity, f"点号叠用 {n}", (Spot(n, 16, 18, "，，"),), (fix,), after
    )


@pytest.fixture
def report() -> Report:
    return Report("报告.docx", "docx", tuple(Paragraph(n, TEXT) for n in range(400)), {})


@pytest.fixture
def panel(qtbot: QtBot, themed: QApplication) -> FindingsPanel:
    panel = FindingsPanel()
    qtbot.addWidget(panel)
    panel.resize(372, 640)
    panel.show()
    return panel


def rows(findings: list[Finding]) -> list[FindingRow]:
    return [FindingRow(f, f"第1页 第{f.spot.uid}段") for f in findings]


def test_only_the_open_card_is_a_widget(panel: FindingsPanel, report: Report) -> None:
    panel.show_findings(report, rows([finding(n) for n in range(300)]), "")
    panel.open_finding(panel.shown()[150])
    model = panel.list.rows
    assert [n for n in range(300) if panel.list.indexWidget(model.index(n)) is not None] == [150]


def test_scroll_and_choice_stay_when_other_findings_go(panel: FindingsPanel, report: Report, qtbot: QtBot) -> None:
    every = [finding(n) for n in range(300)]
    panel.show_findings(report, rows(every), "")
    panel.open_finding(every[150])
    qtbot.wait(20)
    scroll = panel.list.verticalScrollBar().value()
    assert scroll > 0
    again = [finding(n) for n in range(300) if n != 250]
    panel.show_findings(report, rows(again), "")
    assert panel.current() is again[150]
    assert panel.list.verticalScrollBar().value() == scroll
    card = panel.list.card()
    assert card is not None
    assert card.finding is again[150]


def test_choice_goes_with_its_finding(panel: FindingsPanel, report: Report) -> None:
    every = [finding(n) for n in range(20)]
    panel.show_findings(report, rows(every), "")
    panel.open_finding(every[5])
    panel.show_findings(report, rows(every[:5] + every[6:]), "")
    assert panel.current() is None
    assert panel.list.card() is None


def test_nothing_found_says_what_was_not_checked(panel: FindingsPanel, report: Report) -> None:
    panel.show_findings(report, [], "以下没有检查，请由人核对：印章")
    assert "未发现问题" in panel.state.text()
    assert "印章" in panel.state.text()
    assert panel.stack.currentIndex() == 1
    assert not panel.show_all.isVisible()


def test_card_shows_the_change_in_its_sentence_and_names_the_button(panel: FindingsPanel, report: Report) -> None:
    one = finding(3)
    panel.show_findings(report, rows([one]), "")
    panel.open_finding(one)
    card = panel.list.card()
    assert card is not None
    assert card.findChild(QPushButton, "fix").text() == "更正为“，”"
    change = comparison(one, 0, report)
    assert change is not None
    assert (change.lead, change.before, change.after) == ("…定前全部公开征求意见", "，，", "，")
    assert "国标“应”条款" in " ".join(label.text() for label in card.findChildren(QLabel))


def test_no_word_of_the_open_card_is_cut(panel: FindingsPanel, report: Report, qtbot: QtBot) -> None:
    long = finding(3, after="（" + "甲乙丙丁戊己庚辛" * 12 + "abcdefghijklmnopqrstuvwxyz" * 4 + "）")
    for width in (300, 372, 520):
        panel.resize(width, 640)
        panel.show_findings(report, rows([long]), "")
        panel.open_finding(long)
        qtbot.wait(20)
        card = panel.list.card()
        for label in (w for w in card.findChildren(QLabel) if w.isVisible()):
            needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
            assert label.height() >= needed, (width, label.text())
            assert card.rect().contains(label.mapTo(card, label.rect().bottomRight())), (width, label.text())
        for button in card.findChildren(QPushButton):
            assert button.width() >= button.sizeHint().width()
            assert card.rect().contains(button.mapTo(card, button.rect().bottomRight())), (width, button.text())


@pytest.mark.parametrize(
    ("after", "words"), [("", "删去“，，”"), ("。", "更正为“。”"), ("这是一个很长很长的替换文字吧", "更正此处")]
)
def test_words_of_the_main_button(after: str, words: str) -> None:
    assert button_words(finding(1, after=after)) == words


def mixed(n: int) -> Finding:
    """One place that a batch mends, one that needs a yes, one without a fix."""
    whole = finding(n)
    safe = Fix((Retext(n, 0, 1, "规"),), Safety.SAFE, "规", "轨")
    return replace(whole, spots=(whole.spot, Spot(n, 0, 1, "规"), Spot(n, 1, 2, "范")), fixes=(*whole.fixes, safe, None))


def places(dialog: PreviewDialog) -> list[QTreeWidgetItem]:
    row = dialog.tree.topLevelItem(0).child(0)
    return [row.child(at) for at in range(row.childCount())]


def test_a_batch_lists_and_counts_only_what_it_will_mend(report: Report, qtbot: QtBot, themed: QApplication) -> None:
    dialog = PreviewDialog("按国标排版", [mixed(3)], report, "", batch=True)
    qtbot.addWidget(dialog)
    assert [place.text(0) for place in places(dialog)] == ["［规 → 轨］范性文件制定前全部公…"]
    assert dialog.summary.text() == "将更正 1 处，共 1 种。"
    assert dialog.button.text() == "更正 1 处"


def test_places_of_one_finding_are_chosen_one_by_one(report: Report, qtbot: QtBot, themed: QApplication) -> None:
    dialog = PreviewDialog("全部更正", [mixed(3)], report, "")
    qtbot.addWidget(dialog)
    assert len(places(dialog)) == 2
    assert dialog.chosen() == [mixed(3)]
    places(dialog)[0].setCheckState(0, Qt.CheckState.Unchecked)
    assert dialog.button.text() == "更正 1 处"
    assert [fix is None for fix in dialog.chosen()[0].fixes] == [True, False, True]
    places(dialog)[1].setCheckState(0, Qt.CheckState.Unchecked)
    assert dialog.chosen() == []
    assert not dialog.button.isEnabled()


def test_job_brings_the_value_back_to_the_main_thread(qtbot: QtBot, themed: QApplication) -> None:
    got: list[object] = []
    main = QThread.currentThread()
    Job(lambda a: (a, QThread.currentThread() is main), 5).then(
        lambda r: got.append((r, QThread.currentThread() is main))
    ).start()
    qtbot.waitUntil(lambda: bool(got), timeout=WAIT)
    assert got == [((5, False), True)]


def test_job_hands_over_what_the_clerk_can_act_on(qtbot: QtBot, themed: QApplication) -> None:
    def refuse() -> None:
        raise ReportError("文件已损坏", "请找原件")

    got: list[str] = []
    Job(refuse).failed(lambda error: got.append(str(error))).start()
    qtbot.waitUntil(lambda: bool(got), timeout=WAIT)
    assert got == ["文件已损坏；请找原件"]


def test_crash_in_a_job_goes_to_the_hook_and_is_told_without_details(
    qtbot: QtBot, themed: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    hooked: list[type] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_: hooked.append(kind))
    got: list[str] = []
    Job(lambda: 1 / 0).failed(lambda error: got.append(str(error))).start()
    qtbot.waitUntil(lambda: bool(got), timeout=WAIT)
    assert hooked == [ZeroDivisionError]
    assert "程序出错" in got[0]
    assert "division" not in got[0]


def test_job_tells_how_far_it_is_no_more_often_than_can_be_seen(qtbot: QtBot, themed: QApplication) -> None:
    told: list[tuple[str, float]] = []
    got: list[object] = []

    def count(tell: Callable[[str, float], None]) -> int:
        for at in range(10_000):
            tell("正在检查", at / 10_000)
        return 1

    Job(count).told(lambda words, done: told.append((words, done))).then(got.append).start()
    qtbot.waitUntil(lambda: bool(got), timeout=WAIT)
    assert 10 < len(told) <= 1 / NOTICEABLE + 1
    assert told == sorted(told)


def test_cancelled_job_calls_nothing(qtbot: QtBot, themed: QApplication) -> None:
    got: list[object] = []
    job = Job(time.sleep, 0.05).then(got.append).failed(got.append).start()
    job.cancel()
    after: list[object] = []
    Job(lambda: 1).then(after.append).start()
    qtbot.waitUntil(lambda: bool(after), timeout=WAIT)
    assert got == []
