"""What a profile's style looks like as effective formats: the values the file shows once a role has its named style."""

from __future__ import annotations

from typing import cast

from app.core.profile import Profile, Style
from app.core.report import Align, CharFormat, ParagraphFormat


def char_format(style: Style) -> CharFormat:
    """The effective format of the characters of a paragraph with that style: its font in all four slots."""
    return CharFormat(
        east_asia=style.font, ascii=style.font, h_ansi=style.font, cs=style.font,
        size=style.size, bold=style.bold, spacing=style.char_spacing,
    )  # fmt: skip


def paragraph_format(style: Style) -> ParagraphFormat:
    """The effective format of a paragraph with that style.

    Sides and space above are lengths in twips of the style's own size and pitch: Word counts w:leftChars and
    w:rightChars in characters of the default style and w:beforeLines in rows of the grid (12 points without one), so
    the same number means other lengths in other documents. w:firstLineChars counts in the paragraph's own size.
    Lines of a fixed pitch do not snap to the grid: LibreOffice makes 31.2 points of 28.95 on Word's usual grid of 15.6.
    """
    em = style.size * 10
    first = -style.hanging_chars if style.hanging_chars else style.first_line_chars
    return ParagraphFormat(
        style=style.name,
        align=cast("Align", style.align),
        left=style.left_chars * em // 100, right=style.right_chars * em // 100,
        first_line=first * em // 100, first_line_chars=first or None,
        before=style.before_lines * style.line // 100, after=style.after_lines * style.line // 100,
        line=style.line, line_rule="exact", snap_to_grid=False, outline_level=style.outline_level,
        keep_next=style.keep_next, page_break_before=style.page_break_before,
    )  # fmt: skip


def role_style(profile: Profile, role: str) -> Style:
    """The style of that role; roles without one look like 正文 (GB/T 9704-2012 5.2.2: 正文以外的要素另有规定的从其规定)."""
    return profile.styles.get(role) or profile.styles["正文"]
