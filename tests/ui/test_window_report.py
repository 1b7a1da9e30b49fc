"""An open report in the window: structure, findings, going from one to the other, mending, keeping, undoing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.core.edits import Reformat, Retext
from app.core.findings import Finding, Fix, Safety, Spot
from app.core.report import Kind
from app.ui.finding_words import fix_count, is_format
from app.ui.main_window import MainWindow
from app.ui.outline_model import BADGE, ENTRY
from app.ui.preview import PreviewDialog
from tests.ui.conftest import WAIT, Answers


def words_of(window: MainWindow) -> list[str]:
    model = window.outline.model
    return [model.index(row, 0).data(ENTRY).words for row in range(model.rowCount())]


def index_of(window: MainWindow, words: str) -> QModelIndex:
    found = window.outline.model.match(
        window.outline.model.index(0, 0),
        Qt.ItemDataRole.DisplayRole,
        words,
        1,
        Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive,
    )
    assert found, words
    return found[0]


def finding_with(window: MainWindow, code: str) -> Finding:
    return next(finding for finding in window.report.findings if finding.code == code)


def paragraph_text(window: MainWindow, uid: int) -> str:
    return window.report.report.by_uid[uid].text


def test_structure_names_elements_sections_and_items(window: MainWindow) -> None:
    top = words_of(window)
    assert [w.split("　")[0] for w in top if w[0] not in "一二三四版"] == [
        "标题",
        "主送机关",
        "开头",
        "附件说明",
        "发文机关署名",
        "成文日期",
        "附件1",
    ]
    assert [w for w in top if w[0] in "一二三四"] == [
        "一、推进法治政府建设的主要举措和成效", "二、法治政府建设中的不足", "三、党政主要负责人履行第一责任人职责情况", "四、2024年工作安排",
    ]  # fmt: skip
    item = index_of(window, "开设“数据法治”讲堂").data(ENTRY)
    assert item.minor
    assert item.label == "二是"


def test_badges_count_what_lies_under_a_node_in_the_worst_colour(window: MainWindow) -> None:
    section = index_of(window, "一、推进")
    children = [section.model().index(row, 0, section).data(BADGE) for row in range(section.model().rowCount(section))]
    badge = section.data(BADGE)
    assert badge.count >= sum(child.count for child in children if child)
    assert badge.worst == max(child.worst for child in children if child)
    assert window.outline.model.index(0, 0).data(ENTRY).words == "版面与全文"


def test_list_shows_every_finding_worst_first_with_counts_on_the_filters(window: MainWindow) -> None:
    shown = window.findings.shown()
    assert len(shown) == len(window.report.findings) > 10
    assert [f.severity for f in shown] == sorted((f.severity for f in shown), reverse=True)
    for severity, chip in window.findings.filters.items():
        assert chip.text() == f"{severity.label} {sum(f.severity is severity for f in shown)}"
        chip.setChecked(False)
        assert severity not in {f.severity for f in window.findings.shown()}
        chip.setChecked(True)


def test_click_in_the_structure_goes_to_the_place(window: MainWindow, qtbot: QtBot) -> None:
    index = index_of(window, "（五）优化法治化营商环境")
    window.outline.tree.scrollTo(index)
    qtbot.mouseClick(
        window.outline.tree.viewport(), Qt.MouseButton.LeftButton, pos=window.outline.tree.visualRect(index).center()
    )
    assert window.page.caret()[0] == index.data(ENTRY).uid


def test_structure_follows_the_caret(window: MainWindow) -> None:
    entry = index_of(window, "组织旁听庭审活动").data(ENTRY)
    window.page.go_to(entry.uid, entry.start + 3)
    assert window.outline.current_key() == entry.key


def test_choosing_a_finding_goes_to_its_place(window: MainWindow) -> None:
    finding = finding_with(window, "GW-PUNC-020")
    at = window.findings.shown().index(finding)
    window.findings.list.setCurrentIndex(window.findings.list.rows.index(at))
    uid, offset = window.page.caret()
    assert uid == finding.spot.uid
    assert finding.spot.start <= offset <= finding.spot.end


def test_caret_on_a_mark_chooses_the_finding(window: MainWindow) -> None:
    finding = finding_with(window, "GW-SIGN-003")
    window.page.go_to(finding.spot.uid, finding.spot.start + 1)
    assert window.findings.current() is finding


def test_fixing_one_finding_changes_that_place_and_undo_takes_it_back(window: MainWindow) -> None:
    before = window.report.document.to_bytes()
    finding = finding_with(window, "GW-SIGN-003")
    window.findings.open_finding(finding)
    card = window.findings.list.card()
    assert card is not None
    button = card.findChild(QPushButton, "fix")
    assert button.text() == "更正为“2023年12月9日”"
    button.click()
    assert paragraph_text(window, finding.spot.uid) == "2023年12月9日"
    assert finding.code not in {f.code for f in window.report.findings}
    assert window.isWindowModified()
    assert "撤销“" in window.commands["undo"].text()
    window.commands["undo"].trigger()
    assert window.report.document.to_bytes() == before
    assert not window.isWindowModified()
    window.commands["redo"].trigger()
    assert paragraph_text(window, finding.spot.uid) == "2023年12月9日"


def test_after_a_fix_the_next_finding_is_open(window: MainWindow) -> None:
    window.findings.open_finding(finding_with(window, "GW-PUNC-020"))
    following = window.findings.shown()[window.findings.shown().index(window.findings.current()) + 1]
    window.commands["fix"].trigger()
    assert window.findings.current().code == following.code


def test_keeping_the_original_needs_a_reason_and_can_be_taken_back(window: MainWindow, answers: Answers) -> None:
    finding = finding_with(window, "GW-FZ-004")
    enabled: list[bool] = []

    def keep(dialog: object) -> None:
        enabled.append(dialog.button.isEnabled())
        dialog.box.setCurrentText("已与起草人核对无误")
        enabled.append(dialog.button.isEnabled())
        dialog.accept()

    answers.then(keep).then(lambda dialog: dialog.accept())
    window.findings.open_finding(finding)
    window.commands["keep"].trigger()
    assert enabled == [False, True]
    assert "GW-FZ-004" not in {f.code for f in window.report.findings}
    window.commands["kept"].trigger()
    assert "GW-FZ-004" in {f.code for f in window.report.findings}


def test_format_is_previewed_and_is_one_step_that_changes_no_text(window: MainWindow, answers: Answers) -> None:
    before, texts = window.report.document.to_bytes(), [p.text for p in window.report.report.paragraphs]
    wanted = [f for f in window.report.findings if is_format(f) and f.safety is Safety.SAFE]
    said: list[str] = []
    answers.then(lambda dialog: (said.append(dialog.summary.text()), dialog.accept()))
    window.commands["format"].trigger()
    assert said == [f"将更正 {sum(map(fix_count, wanted))} 处，共 {len({f.code for f in wanted})} 种。"]
    assert [p.text for p in window.report.report.paragraphs] == texts
    assert not [f for f in window.report.findings if is_format(f) and f.safety is Safety.SAFE]
    window.commands["undo"].trigger()
    assert window.report.document.to_bytes() == before


def test_what_is_unticked_in_the_preview_stays(window: MainWindow, answers: Answers) -> None:
    def leave_out_the_date(dialog: PreviewDialog) -> None:
        tops = (dialog.tree.topLevelItem(i) for i in range(dialog.tree.topLevelItemCount()))
        top = next(top for top in tops if top.text(2) == "GW-SIGN-003")
        top.setCheckState(0, Qt.CheckState.Unchecked)
        dialog.accept()

    answers.then(leave_out_the_date)
    window.commands["fix_safe"].trigger()
    safe = [f for f in window.report.findings if f.safety is Safety.SAFE]
    assert [f.code for f in safe] == ["GW-SIGN-003"]


def test_cancelling_the_preview_changes_nothing(window: MainWindow, answers: Answers) -> None:
    answers.then(lambda dialog: dialog.reject())
    window.commands["fix_safe"].trigger()
    assert not window.report.modified


def test_walking_goes_from_one_finding_to_the_next(window: MainWindow, qtbot: QtBot) -> None:
    window.commands["walk"].trigger()
    assert window.walk_bar.isVisible()
    first = window.findings.current()
    assert first is not None
    assert fix_count(first)
    window.walk_bar.buttons[1].click()
    second = window.findings.current()
    assert second is not first
    window.walk_bar.buttons[0].click()
    assert window.report.modified
    codes = {f.code for f in window.report.findings}
    assert first.code in codes
    assert window.findings.current() is not second
    window.walk_bar.buttons[3].click()
    assert not window.walk_bar.isVisible()


def test_kind_set_by_hand_changes_the_structure(window: MainWindow, answers: Answers) -> None:
    uid = index_of(window, "四、2024年工作安排").data(ENTRY).uid
    window.page.go_to(uid, 0)

    def choose_body(dialog: object) -> None:
        dialog.box.setCurrentIndex(dialog.box.findData(Kind.BODY))
        dialog.accept()

    answers.then(choose_body)
    window.commands["kind"].trigger()
    assert "四、2024年工作安排" not in words_of(window)


def test_typing_brings_the_findings_up_to_date_after_a_pause(window: MainWindow, qtbot: QtBot) -> None:
    finding = finding_with(window, "GW-PUNC-020")
    text = paragraph_text(window, finding.spot.uid)
    window.report.retype([finding.spot.uid], [text.replace("，，", "，")])
    qtbot.waitUntil(lambda: "GW-PUNC-020" not in {f.code for f in window.findings.shown()}, timeout=WAIT)
    assert window.isWindowModified()


def test_section_scope_lists_only_the_section_at_the_caret(window: MainWindow) -> None:
    entry = index_of(window, "（四）规范数据领域行政执法").data(ENTRY)
    window.page.go_to(entry.uid, 0)
    window.findings.scope.setCurrentIndex(1)
    shown = window.findings.shown()
    assert shown
    assert {f.spot.uid for f in shown} == {entry.uid}
    assert window.settings.section_only
    window.findings.scope.setCurrentIndex(0)
    assert len(window.findings.shown()) == len(window.report.findings)


def test_search_shows_matching_rows_and_their_parents(window: MainWindow, qtbot: QtBot) -> None:
    window.commands["find"].trigger()
    window.outline.search.setText("满意率")
    assert not window.outline.nothing.isVisible()
    window.outline.search.setText("没有这样的条目")
    assert window.outline.nothing.isVisible()
    window.outline.search.setText("旁听庭审")
    assert window.outline.tree.isRowHidden(index_of(window, "四、2024").row(), QModelIndex())
    qtbot.keyClick(window.outline.search, Qt.Key.Key_Return)
    assert window.page.caret()[0] == index_of(window, "旁听庭审").data(ENTRY).uid


def test_levels_of_the_structure(window: MainWindow) -> None:
    tree, section = window.outline.tree, index_of(window, "一、推进")
    window.commands["level1"].trigger()
    assert not tree.isExpanded(section)
    window.commands["level2"].trigger()
    assert tree.isExpanded(section)
    assert not tree.isExpanded(section.model().index(0, 0, section))
    window.commands["open_all"].trigger()
    assert tree.isExpanded(section.model().index(0, 0, section))


def test_fix_right_after_typing_mends_the_place_where_it_is_now(window: MainWindow) -> None:
    finding = finding_with(window, "GW-PUNC-020")
    window.findings.open_finding(finding)
    text = paragraph_text(window, finding.spot.uid)
    window.report.retype([finding.spot.uid], ["（新）" + text])
    window.commands["fix"].trigger()
    assert paragraph_text(window, finding.spot.uid) == "（新）" + text.replace("，，", "，")


def test_finding_whose_words_are_gone_is_not_mended(window: MainWindow) -> None:
    finding = finding_with(window, "GW-PUNC-020")
    text = paragraph_text(window, finding.spot.uid).replace("，，", "，")
    window.report.retype([finding.spot.uid], [text])
    window.fixing.fix(finding)
    assert paragraph_text(window, finding.spot.uid) == text
    assert "已经改动" in window.status.saved.text()


def test_a_finding_with_a_place_that_needs_a_yes_is_listed_first(
    window: MainWindow, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    paragraph = next(p for p in window.report.report.paragraphs if len(p.text) > 40)
    spots = tuple(Spot(paragraph.uid, at, at + 1, paragraph.text[at]) for at in (10, 20))
    fixes = tuple(
        Fix((Retext(paragraph.uid, spot.start, spot.end, "甲"),), safety, spot.text, "甲")
        for spot, safety in zip(spots, (Safety.SAFE, Safety.CONFIRM), strict=True)
    )
    finding = replace(finding_with(window, "GW-PUNC-020"), spots=spots, fixes=fixes)
    monkeypatch.setattr(window.report, "_findings", (finding,))
    window.views.refresh()
    answers.then(lambda dialog: dialog.reject())
    window.fixing.fix(finding)
    assert not window.report.modified

    def leave_out_the_second(dialog: PreviewDialog) -> None:
        dialog.tree.topLevelItem(0).child(0).child(1).setCheckState(0, Qt.CheckState.Unchecked)
        dialog.accept()

    answers.then(leave_out_the_second)
    window.fixing.fix(finding)
    assert paragraph_text(window, paragraph.uid) == paragraph.text[:10] + "甲" + paragraph.text[11:]


def test_missing_fonts_are_told_anew_when_a_command_changes_them(window: MainWindow) -> None:
    uid = window.report.report.paragraphs[0].uid
    window.report.apply([Reformat(uid, chars={"east_asia": "方正没有此体"})], "换字体")
    assert "方正没有此体" in window.check_bar.fonts.toolTip()
    window.commands["undo"].trigger()
    assert "方正没有此体" not in window.check_bar.fonts.toolTip()
