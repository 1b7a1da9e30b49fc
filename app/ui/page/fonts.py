"""Fonts on screen: a document's font, or the nearest installed one of its class; and which are missing."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QGuiApplication, QTextCharFormat

from app.core.profile import load_profile
from app.core.report import CharFormat, Report
from app.layout.metrics import SUPERSCRIPT, is_chinese_font, is_sans, is_wide

# For each class of the standard, what may stand in for it on Windows, macOS and Linux, the nearest first.
STAND_INS: dict[str, tuple[str, ...]] = {
    "仿宋体": ("FangSong", "FangSong_GB2312", "STFangsong", "Noto Serif CJK SC", "Source Han Serif SC", "AR PL UMing CN"),
    "楷体": ("KaiTi", "KaiTi_GB2312", "STKaiti", "Kaiti SC", "方正楷体_GB18030", "AR PL UKai CN", "Noto Serif CJK SC"),
    "黑体": ("SimHei", "STHeiti", "Heiti SC", "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "WenQuanYi Zen Hei"),
    "小标宋体": ("方正小标宋_GBK", "STZhongsong", "Noto Serif CJK SC", "Source Han Serif SC", "SimSun", "AR PL UMing CN"),
    "宋体": ("SimSun", "NSimSun", "STSong", "Songti SC", "Noto Serif CJK SC", "Source Han Serif SC", "AR PL UMing CN"),
}
BOLD_STAND_INS = ("Noto Serif CJK SC", "Source Han Serif SC", "SimSun")  # for 小标宋体, heavier than their regular face
SERIF = ("Times New Roman", "Liberation Serif", "Nimbus Roman", "DejaVu Serif")
SANS = ("Arial", "Liberation Sans", "Helvetica", "DejaVu Sans")
_KNOWN_AS = (
    ("小标宋", "小标宋体"), ("中宋", "小标宋体"), ("仿宋", "仿宋体"), ("fangsong", "仿宋体"), ("楷", "楷体"), ("kai", "楷体"),
    ("黑", "黑体"), ("hei", "黑体"), ("gothic", "黑体"), ("sans", "黑体"),
)  # fmt: skip
_TWINS = {
    "仿宋": "fangsong", "仿宋_gb2312": "fangsong_gb2312", "楷体": "kaiti", "楷体_gb2312": "kaiti_gb2312", "黑体": "simhei",
    "宋体": "simsun", "新宋体": "nsimsun", "华文中宋": "stzhongsong", "华文仿宋": "stfangsong", "华文楷体": "stkaiti",
}  # fmt: skip


@lru_cache(maxsize=1)
def installed() -> dict[str, str]:
    """Installed families by their lower-case name."""
    return {name.lower(): name for name in QFontDatabase.families()}


@lru_cache(maxsize=256)
def font_class(name: str) -> str:
    """The class of the standard that a Chinese font belongs to; 宋体 when its name says nothing."""
    known = load_profile().family_of(name)
    if known is not None:
        return known
    folded = name.lower()
    return next((found for part, found in _KNOWN_AS if part in folded), "宋体")


@lru_cache(maxsize=256)
def stand_in(name: str) -> tuple[str, bool]:
    """The installed family to show a Chinese font with, and whether to embolden it."""
    found = _installed_as(name)
    if found is not None:
        return found, False
    kind = font_class(name)
    for candidate in (*STAND_INS[kind], *load_profile().fonts.get(kind, ())):
        family = installed().get(candidate.lower())
        if family is not None:
            return family, kind == "小标宋体" and family in BOLD_STAND_INS
    return QGuiApplication.font().family(), False


@lru_cache(maxsize=256)
def latin_family(name: str) -> str:
    """The installed family for Latin letters and digits."""
    found = installed().get(name.strip().lower())
    if found is not None:
        return found
    if is_chinese_font(name):
        return stand_in(name)[0]
    choices = SANS if is_sans(name) else SERIF
    found = (installed()[family.lower()] for family in choices if family.lower() in installed())
    return next(found, QGuiApplication.font().family())


def missing_fonts(report: Report) -> list[str]:
    """The Chinese fonts that the report's body asks for and this PC lacks, in the order they occur."""
    asked = dict.fromkeys(
        run.format.east_asia
        for paragraph in report.paragraphs for run in paragraph.runs
        if any(is_wide(char) for char in paragraph.text[run.start : run.end])
    )  # fmt: skip
    return [name for name in asked if _installed_as(name) is None]


def _installed_as(name: str) -> str | None:
    """The family under which a font is installed: its own name or its other one (仿宋_GB2312 is FangSong_GB2312)."""
    folded = name.strip().lower()
    other = _TWINS.get(folded) or next((chinese for chinese, english in _TWINS.items() if english == folded), "")
    return installed().get(folded) or installed().get(other)


def points(pixels: float) -> float:
    """The point size that gives a font `pixels` high on this screen."""
    screen = QGuiApplication.primaryScreen()
    return pixels * 72 / (screen.logicalDotsPerInchY() if screen else 96)


@lru_cache(maxsize=2048)
def font_for(form: CharFormat, wide: bool, scale: float) -> QFont:
    """The font for Chinese (`wide`) or Latin characters of a format, at `scale` pixels a twip."""
    family, bold = stand_in(form.east_asia)
    if not wide:
        family = latin_family(form.ascii)
    font = QFont(family)
    font.setFamilies([family, *(f for f in ("Noto Serif CJK SC", "SimSun") if f != family)])
    size = form.size * 10 * scale * (SUPERSCRIPT if form.vertical != "baseline" else 1.0)
    font.setPointSizeF(max(1.0, points(size)))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setKerning(False)
    font.setBold(bold or form.bold)
    font.setItalic(form.italic)
    if form.scale != 100:
        font.setStretch(form.scale)
    return font


@lru_cache(maxsize=2048)
def text_format(form: CharFormat, wide: bool, scale: float) -> QTextCharFormat:
    """Everything that painting needs to know of a run, without letter spacing. Callers copy it before changing it."""
    made = QTextCharFormat()
    made.setFont(font_for(form, wide, scale))
    made.setForeground(_ink(form))
    if form.underline != "none":
        made.setFontUnderline(True)
    if form.strike:
        made.setFontStrikeOut(True)
    paper = HIGHLIGHTS.get(form.highlight) or (f"#{form.shading}" if form.shading not in ("auto", "FFFFFF") else None)
    if paper:
        made.setBackground(QColor(paper))
    return made


def _ink(form: CharFormat) -> QColor:
    color = QColor("#1a1a1a") if form.color == "auto" else QColor(f"#{form.color}")
    return QColor(Qt.GlobalColor.gray) if form.hidden else color


HIGHLIGHTS = {
    "yellow": "#ffff66", "green": "#8ef58e", "cyan": "#8ff2f2", "magenta": "#ff9cff", "blue": "#9cb4ff", "red": "#ff9c9c",
    "darkBlue": "#7f8fd0", "darkCyan": "#7fc4c4", "darkGreen": "#8fc48f", "darkMagenta": "#c48fc4", "darkRed": "#c48f8f",
    "darkYellow": "#c4c47f", "darkGray": "#b0b0b0", "lightGray": "#dcdcdc", "black": "#808080",
}  # fmt: skip


class Advances(dict[str, float]):
    """Character → advance in pixels in one font, as the screen shows it."""

    def __init__(self, font: QFont) -> None:
        super().__init__()
        self._metrics = QFontMetricsF(font)

    def __missing__(self, char: str) -> float:
        width = self[char] = self._metrics.horizontalAdvance(char)
        return width


@lru_cache(maxsize=512)
def advances_of(form: CharFormat, wide: bool, scale: float) -> Advances:
    """The advances of a format's Chinese or Latin characters at that scale."""
    return Advances(font_for(form, wide, scale))
