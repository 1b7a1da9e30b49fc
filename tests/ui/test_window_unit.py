"""The unit's profile in the window: choices, roster, rules, packs, learning, silencing; and the handbook."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.core.disputes import disputes
from app.editing.unit_profile import read_own, unit_file
from app.ui.dialogs import KeepDialog, KeptDialog
from app.ui.handbook import Handbook
from app.ui.main_window import MainWindow
from app.ui.unit_dialog import ConfirmDialog, LessonsDialog, UnitDialog
from tests.ui.conftest import WAIT, Answers


def press(window: MainWindow, name: str) -> None:
    window.commands[name].trigger()


def test_a_choice_a_roster_and_a_rule_are_saved_and_checked_by(window: MainWindow, answers: Answers) -> None:
    def fill(dialog: QWidget) -> None:
        assert isinstance(dialog, UnitDialog)
        dialog.basis.setText("青川市公文办法第5条")
        dialog._boxes["H-09"].setCurrentIndex(2)
        dialog.people.setPlainText("王建国｜副市长")
        dialog.house.setPlainText("1｜不用｜报告｜｜少用“报告”二字")
        dialog.tabs.setCurrentIndex(3)
        assert "偏离国标，依据：青川市公文办法第5条" in dialog.departures.toPlainText()
        dialog.button.click()

    answers.then(fill)
    press(window, "unit")
    own = read_own(unit_file())
    assert own["rules"] == {"GW-PUNC-011": {"severity": "warning"}}
    assert own["unit"]["people"] == [{"name": "王建国", "post": "副市长"}]
    assert window.settings.profile == str(unit_file())
    own_finding = next(f for f in window.findings.shown() if f.code == "UNIT-1")
    assert own_finding.message == "少用“报告”二字"
    pages: list[str] = []
    answers.then(lambda dialog: (pages.append(dialog.page.toPlainText()), dialog.reject()))
    window.findings.open_finding(own_finding)
    press(window, "rule")
    assert "少用“报告”二字" in pages[0]
    assert "依据：本单位制度" in pages[0]
    assert unit_file().stem in window.check_bar.words.text()


def test_a_mistake_keeps_the_dialog_open_and_writes_nothing(window: MainWindow, answers: Answers) -> None:
    def fill(dialog: QWidget) -> None:
        assert isinstance(dialog, UnitDialog)
        dialog.house.setPlainText("1｜式样｜(a+)+b｜｜说明")
        dialog.button.click()
        assert dialog.isVisible()
        assert "算不完" in dialog.message.text()
        dialog.house.setPlainText("一句话")
        dialog.button.click()
        assert "请写成" in dialog.message.text()
        dialog.reject()

    answers.then(fill)
    press(window, "unit")
    assert not unit_file().exists()


def test_a_pack_travels_and_says_what_it_replaces(window: MainWindow, answers: Answers, tmp_path: Path) -> None:
    pack = tmp_path / "本单位.wenheng-unit"

    def make(dialog: QWidget) -> None:
        assert isinstance(dialog, UnitDialog)
        dialog.export_pack(pack)
        assert "还没有单位方案" in dialog.message.text()
        dialog.name.setText("青川市数据资源局")
        dialog.button.click()

    def export(dialog: QWidget) -> None:
        assert isinstance(dialog, UnitDialog)
        dialog.export_pack(pack)
        dialog.reject()

    def bring(dialog: QWidget) -> None:
        assert isinstance(dialog, UnitDialog)
        assert dialog.name.text() == "别的单位"
        dialog.import_pack(tmp_path / "年度报告.docx")
        assert "没有单位方案和词表" in dialog.message.text()
        QTimer.singleShot(0, lambda: take(dialog))  # a dialog of its own opens, which the answers must be free to see

    def take(dialog: UnitDialog) -> None:
        dialog.import_pack(pack)
        assert dialog.name.text() == "青川市数据资源局"
        dialog.reject()

    def confirm(dialog: QWidget) -> None:
        assert isinstance(dialog, ConfirmDialog)
        dialog.accept()

    answers.then(make)
    press(window, "unit")
    answers.then(export)
    press(window, "unit")
    unit_file().write_text('[unit]\nname = "别的单位"\n', encoding="utf-8")
    answers.then(bring).then(confirm)
    press(window, "unit")
    assert read_own(unit_file())["unit"]["name"] == "青川市数据资源局"


def test_habits_are_learned_from_the_open_report(window: MainWindow, answers: Answers) -> None:
    def study(dialog: QWidget) -> None:
        assert isinstance(dialog, UnitDialog)
        QTimer.singleShot(0, lambda: (dialog._study(), dialog.button.click()))

    def take(dialog: QWidget) -> None:
        assert isinstance(dialog, LessonsDialog)
        assert dialog.list.count()
        for row in range(1, dialog.list.count()):
            dialog.list.item(row).setCheckState(Qt.CheckState.Unchecked)
        dialog.accept()

    answers.then(study).then(take)
    press(window, "unit")
    assert set(read_own(unit_file())) == {"name", "page"} or "styles" in read_own(unit_file())
    assert window.report.profile.deviations


def test_a_rule_is_silenced_for_the_report_and_for_the_unit_and_called_back(
    window: MainWindow, answers: Answers, qtbot: QtBot
) -> None:
    code = window.findings.shown()[0].code
    other = next(f.code for f in window.findings.shown() if f.code != code)

    def keep(scope: int) -> None:
        def answer(dialog: QWidget) -> None:
            assert isinstance(dialog, KeepDialog)
            dialog.box.setCurrentText("本单位固定写法")
            dialog.scope.setCurrentIndex(scope)
            dialog.accept()

        answers.then(answer)
        press(window, "keep")

    def back(dialog: QWidget) -> None:
        assert isinstance(dialog, KeptDialog)
        assert dialog.list.count() == 2
        dialog.list.selectAll()
        dialog.accept()

    qtbot.keyClick(window, Qt.Key.Key_F8)
    keep(1)
    assert code not in {f.code for f in window.report.findings}
    window.findings.open_finding(next(f for f in window.findings.shown() if f.code == other))
    keep(2)
    assert other not in {f.code for f in window.report.findings}
    assert read_own(unit_file())["silenced"] == {other: "本单位固定写法"}
    answers.then(back)
    press(window, "kept")
    assert {code, other} <= {f.code for f in window.report.findings}


def test_the_handbook_finds_rules_and_shows_the_standards(window: MainWindow, qtbot: QtBot) -> None:
    press(window, "handbook")
    qtbot.waitUntil(lambda: window.findChild(Handbook) is not None, timeout=WAIT)
    book = window.findChild(Handbook)
    assert isinstance(book, Handbook)
    book.search.setText("7.3.5.4")
    shown = [book.list.item(row).text() for row in range(book.list.count()) if not book.list.item(row).isHidden()]
    assert any(text.startswith("GW-SIGN-003") for text in shown)
    assert all("GW-PUNC" not in text for text in shown)
    assert "成文日期" in book.page.toPlainText()
    assert "选项" in book.page.toPlainText()
    book.tabs.setCurrentIndex(1)
    assert "天头37毫米" in book.clauses.toPlainText()
    assert "查不了" in book.clauses.toPlainText()
    book.close()


def test_every_dispute_with_options_has_a_box(window: MainWindow, answers: Answers) -> None:
    def look(dialog: QWidget) -> None:
        assert isinstance(dialog, UnitDialog)
        assert set(dialog._boxes) == {one.id for one in disputes() if one.options}
        dialog.reject()

    answers.then(look)
    press(window, "unit")
