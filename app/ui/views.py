"""Keeps the three panes together: what they show of the report, and where in it the clerk is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.findings import Finding
from app.editing.open_report import OpenReport
from app.ui.actions import ELEMENTS
from app.ui.finding_words import choice_words
from app.ui.findings_list import FindingRow
from app.ui.outline_entries import WHOLE, Entry, Map, Sections, entries_of
from app.ui.settling import Settling
from app.ui.words import unchecked_words

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow


class Views:
    """The panes of one window, brought up to date and kept at the caret."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._map: Map | None = None
        self._shown: OpenReport | None = None
        self._sections = Sections()
        self._settling = Settling(window)
        self._settling.done.connect(self.refresh)
        window.outline.chosen.connect(self._go_to)
        window.page.caret_moved.connect(self._caret_moved)
        window.page.view_changed.connect(self._show_place)
        for label in ELEMENTS:
            action = window.commands.elements.addAction(f"到{label}", lambda label=label: self._go_to_element(label))
            action.setObjectName(label)
            action.setEnabled(False)

    # --- what is shown ------------------------------------------------------------------------------------------

    def refresh_soon(self) -> None:
        """Bring the panes up to date when typing pauses."""
        if self._window.open_report is not None:
            self._settling.soon(self._window.open_report)

    def refresh_if_stale(self) -> None:
        """Bring the panes up to date now when typing left them behind."""
        if self._settling.active:
            self.refresh()

    def forget(self) -> None:
        """Another report comes, or none."""
        self._settling.stop()
        self._shown = self._map = None
        self._sections = Sections()

    def refresh(self) -> None:
        """Bring outline, findings and status up to date with the report."""
        self._settling.stop()
        window, report = self._window, self._window.open_report
        if report is None:
            return
        findings = report.findings
        entries = entries_of(report.report, any(f.spot.uid is None for f in findings), self._sections)
        self._map = Map(report.report, entries, self._map)
        show = window.outline.show_entries if report is self._shown else window.outline.start_over
        show(entries, self._map.badges(findings))
        self._shown = report
        window.page.refresh_marks()
        shown = sorted(findings, key=lambda f: -f.severity)
        rows = [FindingRow(f, self._place_words(f), choice_words(f, report.report, report.profile)) for f in shown]
        window.findings.show_findings(report.report, rows, unchecked_words(report))
        window.status.show_report(report.report, window.page.body_grid())
        window.check_bar.show_checking(report.report.elements.genre, report.checking)
        self._follow(*window.page.caret())
        window.inspector.refresh()
        present = {entry.label for entry in entries}
        for action in window.commands.elements.actions():
            action.setEnabled(action.objectName() in present)
        self._show_place()
        window.show_title()

    def _place_words(self, finding: Finding) -> str:
        spot = finding.spot
        page = self._window.page.page_of(spot.uid, spot.start) if spot.uid is not None else None
        where = "".join(entry.short for entry in self._rows_of(finding) if not entry.minor)
        return where if page is None else f"第{page + 1}页 {where}"

    def _rows_of(self, finding: Finding) -> list[Entry]:
        return self._map.chain(self._map.entry_at(finding.spot.uid, finding.spot.start)) if self._map else []

    # --- where the clerk is -------------------------------------------------------------------------------------

    def _caret_moved(self, uid: int, offset: int) -> None:
        self._show_place()
        self._follow(uid, offset)
        panel = self._window.findings
        current = panel.current()
        report = self._window.open_report
        if report is None or not report.findings_are_current:
            return
        here = {id(f) for f, spot in report.findings_by_paragraph.at(uid) if spot.start <= offset <= spot.end}
        if current is None or id(current) not in here:
            held = [finding for finding in panel.shown() if id(finding) in here]
            if held:
                panel.open_finding(max(held, key=lambda finding: finding.severity))

    def _follow(self, uid: int, offset: int) -> None:
        if self._map is None:
            return
        entry = self._map.entry_at(uid, offset)
        self._window.outline.follow(entry.key if entry else None)
        section = next((row for row in reversed(self._map.chain(entry)) if not row.minor), None)
        self._window.findings.set_section(lambda finding: section in self._rows_of(finding))

    def _show_place(self) -> None:
        window = self._window
        if window.open_report is not None:
            window.status.show_place(window.page.where())
            window.status.show_zoom(window.page.zoom_percent())

    # --- going ----------------------------------------------------------------------------------------------------

    def _go_to(self, uid: int, start: int) -> None:
        if uid != WHOLE:
            self._window.page.go_to(uid, start)
            self._window.page.focus()

    def _go_to_element(self, label: str) -> None:
        entry = next((row for row in (self._map.flat if self._map else ()) if row.label == label), None)
        if entry is not None:
            self._go_to(entry.uid, entry.start)
