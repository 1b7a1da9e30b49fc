"""The three panes: shown, hidden, reached by key, and how wide they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu, QWidget

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow

WIDTHS = (290, 704, 372)  # of the three panes in a window of 1366; the page keeps what others need not
LEAST = (160, 280, 280)
PAGE = 400  # a page narrower than this takes from its neighbours
ROOMY = 840  # a narrower window (a small screen at 200 %) has no room for the structure beside page and findings


class Panes:
    """Alt+1/2/3, F6 and the widths of the splitter of one window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._restored = self._narrow = False
        commands = window.commands
        commands["pane1"].triggered.connect(lambda: self.toggle(window.outline, window.outline.tree, "pane1"))
        commands["pane2"].triggered.connect(window.page.focus)
        commands["pane3"].triggered.connect(lambda: self.toggle(window.findings, window.findings.list, "pane3"))
        commands["round"].triggered.connect(self.go_round)
        commands["find"].triggered.connect(self.find)
        for name, depth in (("open_all", 0), ("level1", 1), ("level2", 2), ("level3", 3)):
            commands[name].triggered.connect(lambda _=False, depth=depth: window.outline.collapse_to(depth))
        for name, command in (
            ("zoom_in", lambda: window.page.editor.zoom_by(1)), ("zoom_out", lambda: window.page.editor.zoom_by(-1)),
            ("zoom_full", window.page.zoom_full), ("zoom_fit", window.page.zoom_fit),
        ):  # fmt: skip
            commands[name].triggered.connect(lambda _=False, command=command: command())
        window.status.zoom_clicked.connect(self._zoom_menu)
        self._show(window.outline, window.settings.show_outline, "pane1")
        self._show(window.findings, window.settings.show_findings, "pane3")

    def restore(self) -> None:
        """Give the panes the widths of the last run; the first run gets those of a 1366 screen."""
        if self._restored:
            return
        self._restored = True
        splitter, settings = self._window.splitter, self._window.settings
        width = self._window.width()
        if len(settings.panes) == 3 and all(settings.panes) and sum(settings.panes) <= width + 20:
            splitter.setSizes(list(settings.panes))
        else:
            splitter.setSizes(_shares(width))
        if settings.maximized:
            self._window.showMaximized()

    def values(self) -> dict[str, object]:
        """What to remember; widths only when all three panes are open."""
        window, sizes = self._window, tuple(self._window.splitter.sizes())
        return {
            "show_outline": self._narrow or not window.outline.isHidden(), "show_findings": not window.findings.isHidden(),
            "panes": sizes if all(sizes) else window.settings.panes,
        }  # fmt: skip

    def make_room(self, width: int) -> None:
        """Put the structure away while the window is narrow; Alt+1 shows it all the same."""
        window, narrow = self._window, width < ROOMY
        if narrow and not self._narrow and not window.outline.isHidden():
            self._narrow = True
            self._show(window.outline, False, "pane1")
        elif not narrow and self._narrow:
            self._narrow = False
            self._show(window.outline, True, "pane1")
        sizes = window.splitter.sizes()
        if self._restored and all(sizes) and width - sizes[0] - sizes[2] < PAGE:
            window.splitter.setSizes(_shares(width))

    def toggle(self, pane: QWidget, inner: QWidget, name: str) -> None:
        """Go to the pane, showing it when hidden; hide it when the focus is already there."""
        focus = QApplication.focusWidget()
        if focus is not None and pane.isAncestorOf(focus):
            self._show(pane, False, name)
            self._window.page.focus()
        else:
            self._show(pane, True, name)
            inner.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show(self, pane: QWidget, on: bool, name: str) -> None:
        pane.setVisible(on)
        self._window.commands[name].setChecked(on)

    def go_round(self) -> None:
        """The next visible pane: structure, page, findings."""
        window = self._window
        stops = [
            (pane, inner) for pane, inner in (
                (window.outline, window.outline.tree), (window.page, None), (window.findings, window.findings.list),
            ) if not pane.isHidden()
        ]  # fmt: skip
        focus = QApplication.focusWidget()
        here = next((i for i, (pane, _) in enumerate(stops) if focus is not None and pane.isAncestorOf(focus)), -1)
        inner = stops[(here + 1) % len(stops)][1]
        if inner is None:
            window.page.focus()
        else:
            inner.setFocus(Qt.FocusReason.TabFocusReason)

    def find(self) -> None:
        """The search box of the structure."""
        self._show(self._window.outline, True, "pane1")
        self._window.outline.focus_search()

    def _zoom_menu(self) -> None:
        window = self._window
        menu, button = QMenu(window), window.status.zoom
        for name in ("zoom_in", "zoom_out", "zoom_full", "zoom_fit"):
            menu.addAction(window.commands[name])
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(button.mapToGlobal(button.rect().topLeft()) - QPoint(0, menu.sizeHint().height()))


def _shares(width: int) -> list[int]:
    """The widths of three panes in a window that wide."""
    part = min(1.0, width / sum(WIDTHS))
    left, _, right = (max(least, round(wanted * part)) for wanted, least in zip(WIDTHS, LEAST, strict=True))
    return [left, max(LEAST[1], width - left - right), right]
