"""The look of the window: white, two greys, one blue for what acts; red, amber and slate for severity only."""

from __future__ import annotations

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from app.core.findings import Severity
from app.core.profile import RESOURCES

INK, GREY, FAINT = "#1f2329", "#5c636e", "#8a909a"
LINE, SURFACE, WHITE = "#dfe1e6", "#f4f5f7", "#ffffff"
BLUE, BLUE_DARK, BLUE_TINT = "#1f4e9c", "#183f80", "#e6edf8"
REMOVED, ADDED = "#b3261e", "#1d6b3a"
REMOVED_TINT, ADDED_TINT = "#fbe9ea", "#e2f2e7"

SEVERITY_COLOR = {Severity.ERROR: "#b9232c", Severity.WARNING: "#955800", Severity.INFO: "#475a78"}
SEVERITY_TINT = {Severity.ERROR: "#fbe9ea", Severity.WARNING: "#fbf1de", Severity.INFO: "#e7ecf4"}

ICONS = (RESOURCES / "icons").as_posix()
FRAME_FONTS = ("Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei")
POINT_SIZE = 10.5

STYLE = f"""
* {{ outline: none; }}
QMainWindow, QDialog {{ background: {WHITE}; }}
QToolTip {{ background: {WHITE}; color: {INK}; border: 1px solid {LINE}; padding: 4px 6px; }}
QMenuBar {{ background: {SURFACE}; padding: 1px 4px; }}
QMenuBar::item {{ padding: 3px 9px; background: transparent; border-radius: 4px; }}
QMenuBar::item:selected {{ background: {LINE}; }}
QMenu {{ background: {WHITE}; border: 1px solid {LINE}; padding: 4px; }}
QMenu::item {{ padding: 6px 28px 6px 24px; border-radius: 4px; }}
QMenu::item:selected {{ background: {BLUE_TINT}; color: {INK}; }}
QMenu::item:disabled {{ color: {FAINT}; }}
QMenu::separator {{ height: 1px; background: {LINE}; margin: 4px 8px; }}
QToolBar {{ background: {WHITE}; border: none; border-bottom: 1px solid {LINE}; spacing: 4px; padding: 4px 10px; }}
QToolBar::separator {{ background: {LINE}; width: 1px; margin: 6px 8px; }}
QToolButton {{ border: 1px solid transparent; border-radius: 5px; padding: 6px 10px; background: transparent; }}
QToolButton:hover {{ background: {SURFACE}; }}
QToolButton:pressed {{ background: {LINE}; }}
QToolButton:focus {{ border-color: {BLUE}; }}
QToolButton:disabled {{ color: {FAINT}; }}
QToolBar QToolButton[main="true"] {{ background: {BLUE}; color: {WHITE}; }}
QToolBar QToolButton[main="true"]:hover {{ background: {BLUE_DARK}; }}
QToolBar QToolButton[main="true"]:disabled {{ background: transparent; color: {FAINT}; }}
QPushButton {{ background: {WHITE}; border: 1px solid #c9ccd3; border-radius: 5px; padding: 5px 14px; }}
QPushButton:hover {{ background: {SURFACE}; }}
QPushButton:focus {{ border-color: {BLUE}; }}
QPushButton:disabled {{ color: {FAINT}; background: {SURFACE}; border-color: {LINE}; }}
QPushButton[main="true"], QPushButton:default {{ background: {BLUE}; border-color: {BLUE}; color: {WHITE}; }}
QPushButton[main="true"]:hover, QPushButton:default:hover {{ background: {BLUE_DARK}; }}
QPushButton[main="true"]:focus, QPushButton:default:focus {{ border: 1px solid {INK}; }}
QPushButton[main="true"]:disabled, QPushButton:default:disabled {{ background: {LINE}; border-color: {LINE}; color: {FAINT}; }}
QPushButton[quiet="true"] {{ border-color: transparent; background: transparent; color: {GREY}; padding: 5px 8px; }}
QPushButton[quiet="true"]:hover {{ color: {INK}; background: {SURFACE}; }}
QPushButton[quiet="true"]:focus {{ border-color: {BLUE}; }}
QPushButton[link="true"] {{ border: 1px solid transparent; background: transparent; color: {BLUE}; padding: 1px 4px; }}
QPushButton[link="true"]:hover {{ text-decoration: underline; }}
QPushButton[link="true"]:focus {{ border-color: {BLUE}; }}
QLineEdit, QComboBox, QPlainTextEdit {{ background: {WHITE}; border: 1px solid #c9ccd3; border-radius: 5px; padding: 5px 8px;
  selection-background-color: {BLUE}; selection-color: {WHITE}; }}
QLineEdit:focus, QComboBox:focus, QPlainTextEdit:focus {{ border-color: {BLUE}; }}
QComboBox::drop-down {{ border: none; width: 22px; }}
QComboBox::down-arrow {{ image: url("{ICONS}/down.svg"); width: 10px; height: 10px; }}
QTreeView, QListView {{ border: none; background: transparent; selection-background-color: {BLUE_TINT}; selection-color: {INK}; }}
QAbstractItemView::indicator {{ width: 22px; height: 16px; }}
QAbstractItemView::indicator:checked {{ image: url("{ICONS}/check-on.svg"); }}
QAbstractItemView::indicator:unchecked {{ image: url("{ICONS}/check-off.svg"); }}
QAbstractItemView::indicator:indeterminate {{ image: url("{ICONS}/check-part.svg"); }}
QListWidget, QTreeWidget {{ border: 1px solid {LINE}; border-radius: 5px; background: {WHITE}; }}
QListWidget::item {{ padding: 3px 6px; border: 1px solid transparent; }}
QTreeWidget::item {{ padding: 4px 0; }}
QListWidget::item:selected, QTreeWidget::item:selected {{ background: {BLUE_TINT}; color: {INK}; }}
QSplitter::handle {{ background: {LINE}; }}
QSplitter::handle:hover {{ background: {BLUE}; }}
QStatusBar {{ background: {WHITE}; border-top: 1px solid {LINE}; color: {GREY}; }}
QStatusBar::item {{ border: none; }}
QStatusBar QLabel {{ color: {GREY}; }}
QScrollBar:vertical {{ width: 12px; background: transparent; margin: 0; }}
QScrollBar:horizontal {{ height: 12px; background: transparent; margin: 0; }}
QScrollBar::handle {{ background: #c4c8cf; border-radius: 4px; margin: 2px; min-height: 28px; min-width: 28px; }}
QScrollBar::handle:hover {{ background: #9aa0aa; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{ background: none; border: none;
  width: 0; height: 0; }}
"""


def application() -> QApplication:
    """The one application, which must be there."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


def apply_theme(app: QApplication) -> None:
    """Give the application one look on every system; the frame uses the system's own Chinese font."""
    app.setStyle("Fusion")
    app.setFont(frame_font())
    palette = QPalette()
    for role, color in (
        (QPalette.ColorRole.Window, WHITE), (QPalette.ColorRole.Base, WHITE), (QPalette.ColorRole.AlternateBase, SURFACE),
        (QPalette.ColorRole.WindowText, INK), (QPalette.ColorRole.Text, INK), (QPalette.ColorRole.ButtonText, INK),
        (QPalette.ColorRole.Button, WHITE), (QPalette.ColorRole.Highlight, BLUE), (QPalette.ColorRole.HighlightedText, WHITE),
        (QPalette.ColorRole.ToolTipBase, WHITE), (QPalette.ColorRole.ToolTipText, INK), (QPalette.ColorRole.Link, BLUE),
        (QPalette.ColorRole.PlaceholderText, FAINT),
    ):  # fmt: skip
        palette.setColor(role, QColor(color))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(FAINT))
    app.setPalette(palette)
    app.setStyleSheet(STYLE)


def frame_font() -> QFont:
    """The font of menus and panes: the system's when it can show Chinese, else the first installed that can."""
    font = QFont(QApplication.font())
    families = set(QFontDatabase.families())
    chinese = set(QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese))
    preferred = [name for name in FRAME_FONTS if name in families]
    if preferred and (font.family() not in chinese or font.family() not in FRAME_FONTS):
        font.setFamilies([preferred[0], font.family()])
    font.setPointSizeF(POINT_SIZE)
    return font


def small(font: QFont, delta: float = -1.0, bold: bool = False) -> QFont:
    """`font` changed by `delta` points."""
    made = QFont(font)
    made.setPointSizeF(font.pointSizeF() + delta)
    made.setBold(bold)
    return made
