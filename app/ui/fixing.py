"""What the clerk does about findings: go there, mend one, mend all alike, keep the original, walk through them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog

from app.core.findings import Finding, Safety
from app.core.report import Kind
from app.ui.dialogs import KeepDialog, KeptDialog, KindDialog, kind_words
from app.ui.finding_words import button_words, fix_count, is_format, rule_of, style_words
from app.ui.preview import PreviewDialog
from app.ui.rule_page import RulePage

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow

FORMAT_NOTE = "只调整页面、字体和段落，不增删文字；红字、高亮等待核标记保持原样。全部改动为一步，可用 Ctrl+Z 撤销。"
SAFE_NOTE = "只包括不改变文字意思的更正，其余意见仍逐条确认。全部改动为一步，可用 Ctrl+Z 撤销。"
ALIKE_NOTE = "不需要的可以取消勾选。全部改动为一步，可用 Ctrl+Z 撤销。"


class Fixing:
    """The commands on findings of one window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._walked: set[tuple[object, ...]] = set()
        self._walk_total = 0
        panel, commands = window.findings, window.commands
        panel.went.connect(self.go)
        panel.fix.connect(self.fix)
        panel.fix_style.connect(self.fix_style)
        panel.fix_kind.connect(self.fix_alike)
        panel.keep.connect(self.keep)
        panel.rule_page.connect(self.rule_page)
        panel.entered.connect(lambda finding: (self.go(finding, 0), window.page.focus()))
        for name, command in {
            "next": lambda: self.step(1), "previous": lambda: self.step(-1),
            "fix": lambda: self._with_current(self.fix), "fix_style": lambda: self._with_current(self.fix_style),
            "fix_kind": lambda: self._with_current(self.fix_alike),
            "keep": lambda: self._with_current(self.keep), "kept": self.kept,
            "rule": lambda: self._with_current(lambda finding: self.rule_page(finding.code)),
            "format": self.format, "fix_safe": self.fix_safe, "walk": self.walk, "kind": self.set_kind,
        }.items():  # fmt: skip
            commands[name].triggered.connect(lambda _=False, command=command: command())
        window.page.editor.fix_wanted.connect(self.fix)
        window.page.editor.keep_wanted.connect(self.keep)
        window.page.menu_wanted.connect(lambda menu, _: menu.addAction(commands["kind"]))
        bar = window.walk_bar
        bar.fix.connect(self._walk_fix)
        bar.skip.connect(self._walk_skip)
        bar.keep.connect(lambda: self._with_current(self.keep))
        bar.stop.connect(self.end_walk)

    # --- going ------------------------------------------------------------------------------------------------------

    def go(self, finding: Finding, at: int) -> None:
        """Show place `at` of the finding on the page."""
        self._window.page.show_finding(finding, at)

    def step(self, by: int) -> None:
        """Open the next (1) or previous (-1) finding of the list and go there."""
        self._window.views.refresh_if_stale()
        shown = self._window.findings.shown()
        if not shown:
            self._window.say("没有检查意见")
            return
        current = self._window.findings.current()
        at = next((i for i, finding in enumerate(shown) if finding is current), None)
        self._open((0 if by > 0 else len(shown) - 1) if at is None else (at + by) % len(shown))

    def _open(self, at: int) -> None:
        shown = self._window.findings.shown()
        if shown:
            finding = shown[min(at, len(shown) - 1)]
            self._window.findings.open_finding(finding)
            self.go(finding, 0)

    def _with_current(self, command: Callable[[Finding], None]) -> None:
        finding = self._window.findings.current()
        if finding is None:
            self._window.say("请先选择一条检查意见（F8）")
        else:
            command(finding)

    def _fresh(self, finding: Finding) -> Finding | None:
        """The same finding as the report sees it now: what was typed since may have moved or mended it."""
        self._window.views.refresh_if_stale()
        found = self._window.report.findings
        fresh = next((f for f in found if f is finding), None) or next((f for f in found if _name(f) == _name(finding)), None)
        if fresh is None:
            self._window.say("这条意见所指的文字已经改动")
        return fresh

    # --- mending ----------------------------------------------------------------------------------------------------

    def fix(self, finding: Finding) -> None:
        """Mend one finding and open the next; many places that need a yes are listed first."""
        fresh = self._fresh(finding)
        if fresh is not None:
            self._fix(fresh)

    def _fix(self, finding: Finding) -> None:
        count = fix_count(finding)
        if not count:
            self._window.say("这条意见没有自动更正，请核对后在报告中改")
            return
        chosen = [finding]
        if count > 1 and len(finding.safe_fixes) < count:
            chosen = self._confirmed("全部更正", chosen, ALIKE_NOTE)
        if chosen:
            at = next((i for i, other in enumerate(self._window.findings.shown()) if other is finding), 0)
            self._do(lambda: self._window.report.fix(chosen, button_words(chosen[0])))
            self._open(at)

    def fix_style(self, finding: Finding) -> None:
        """Mend the style that the paragraphs of the finding get their value from."""
        fresh = self._fresh(finding)
        if fresh is None:
            return
        if fresh.alternative is None:
            self._window.say("这条意见不能改样式：有关段落不全来自一个样式，或别的段落也用它")
            return
        at = next((i for i, other in enumerate(self._window.findings.shown()) if other is fresh), 0)
        edits, label = fresh.alternative.edits, style_words(fresh)
        self._do(lambda: self._window.report.apply(edits, label, "fix"))
        self._open(at)

    def fix_alike(self, finding: Finding) -> None:
        """Mend the findings of the same rule that the clerk leaves ticked."""
        self._window.views.refresh_if_stale()
        alike = [other for other in self._window.report.findings if other.code == finding.code and fix_count(other)]
        if not alike:
            self._window.say("这条意见没有自动更正，请核对后在报告中改")
            return
        chosen = self._confirmed("更正同类", alike, ALIKE_NOTE)
        if chosen:
            rule = rule_of(finding.code)
            self._do(lambda: self._window.report.fix(chosen, f"更正同类：{rule.title if rule else finding.code}"))

    def format(self) -> None:
        """按国标排版: every safe fix of format."""
        self._batch("按国标排版", is_format, FORMAT_NOTE, "版面、字体和段落格式已符合国标，不需要改动")

    def fix_safe(self) -> None:
        """Every safe fix, of text and of format."""
        self._batch("全部安全更正", lambda _: True, SAFE_NOTE, "没有可以批量更正的意见，其余意见请逐条确认")

    def _batch(self, label: str, wanted: Callable[[Finding], bool], note: str, nothing: str) -> None:
        self._window.views.refresh_if_stale()
        report = self._window.report
        found = [f for f in report.findings if f.safety is Safety.SAFE and wanted(f)]
        if not found:
            self._window.say(nothing)
            return
        chosen = self._confirmed(label, found, note, batch=True)
        if not chosen:
            return
        left_out = {_name(f) for f in found} - {_name(f) for f in chosen}
        mended: list[object] = []
        self._do(lambda: mended.extend(report.fix_all_safe(label, lambda f: wanted(f) and _name(f) not in left_out)))
        self._window.findings.list.scrollToTop()
        self._window.say(f"{label}：已更正 {len(mended)} 处，可用 Ctrl+Z 撤销")

    def _confirmed(self, title: str, findings: Sequence[Finding], note: str, *, batch: bool = False) -> list[Finding]:
        dialog = PreviewDialog(title, findings, self._window.report.report, note, self._window, batch=batch)
        return dialog.chosen() if dialog.exec() == QDialog.DialogCode.Accepted else []

    def _do(self, change: Callable[[], object]) -> None:
        self._window.attempt(change)
        self._window.views.refresh()

    # --- keeping ----------------------------------------------------------------------------------------------------

    def keep(self, finding: Finding) -> None:
        """Keep the place as it is, with a reason."""
        fresh = self._fresh(finding)
        if fresh is not None:
            self._keep(fresh)

    def _keep(self, finding: Finding) -> None:
        dialog = KeepDialog(finding, self._window)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            at = next((i for i, other in enumerate(self._window.findings.shown()) if other is finding), 0)
            scope = dialog.scope_chosen()
            if scope == "unit":
                self._do(lambda: self._window.silence(finding.code, dialog.reason()))
            else:
                self._do(lambda: self._window.report.ignore(finding, dialog.reason(), "report" if scope == "report" else "place"))
            self._window.say("已保留原文，可在“检查 › 已保留的意见”中恢复")
            if self._window.walk_bar.isVisible():
                self._walk_on()
            else:
                self._open(at)

    def kept(self) -> None:
        """The list of what was kept, and taking it back."""
        report = self._window.report
        dialog = KeptDialog(report.ignored, report.profile.silenced, self._window)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            for what in dialog.chosen():
                if isinstance(what, str):
                    self._do(lambda code=what: self._window.silence(code, None))
                else:
                    self._do(lambda note=what: report.restore(note))

    def set_kind(self) -> None:
        """Say what the paragraph at the caret is."""
        report = self._window.report
        uid = self._window.page.caret()[0]
        paragraph = report.report.by_uid.get(uid)
        if paragraph is None or uid not in report.report.order:
            self._window.say("请先把光标放在正文的一个段落里")
            return
        dialog = KindDialog(paragraph, uid in report.kinds, self._window)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.give_kind(uid, dialog.kind())

    def give_kind(self, uid: int, kind: Kind | None) -> None:
        """Make the paragraph that kind from now on (None: leave it to the program)."""
        self._do(lambda: self._window.report.set_kind(uid, kind))
        self._window.say(f"已设定为“{kind_words(kind)}”" if kind else "由程序判断")

    def rule_page(self, code: str) -> None:
        """The rule's page."""
        rule = rule_of(code) or self._window.report.rule(code)
        if rule is not None:
            RulePage(rule, self._window).exec()

    # --- walking ----------------------------------------------------------------------------------------------------

    def walk(self) -> None:
        """Begin 逐项更正 with the first finding that can be mended."""
        self._walked = set()
        self._walk_total = len(self._to_walk())
        self._walk_on()

    def _to_walk(self) -> list[Finding]:
        self._window.views.refresh_if_stale()
        return [f for f in self._window.findings.shown() if fix_count(f) and _name(f) not in self._walked]

    def _walk_on(self) -> None:
        left = self._to_walk()
        if not left:
            self.end_walk()
            self._window.say("可以更正的意见已处理完" if self._walk_total else "没有可以自动更正的意见")
            return
        self._walk_total = max(self._walk_total, len(left))
        self._window.walk_bar.show_finding(left[0], self._walk_total - len(left) + 1, self._walk_total)
        self._window.findings.open_finding(left[0])
        self.go(left[0], 0)

    def _walk_fix(self) -> None:
        left = self._to_walk()
        if left:
            self._walked.add(_name(left[0]))
            self._do(lambda: self._window.report.fix([left[0]], button_words(left[0])))
        self._walk_on()

    def _walk_skip(self) -> None:
        left = self._to_walk()
        if left:
            self._walked.add(_name(left[0]))
        self._walk_on()

    def end_walk(self) -> None:
        """Put the strip away."""
        self._window.walk_bar.hide()


def _name(finding: Finding) -> tuple[object, ...]:
    return (finding.code, finding.spot.uid, finding.message, finding.spot.text)
