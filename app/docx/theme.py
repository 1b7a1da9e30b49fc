"""The theme: which fonts and colours its names stand for."""

from __future__ import annotations

import re

from app.docx.names import A, Element, element_children, q
from app.docx.package import Package

_SCRIPTS = {"zh-cn": "Hans", "zh-sg": "Hans", "zh-tw": "Hant", "zh-hk": "Hant", "zh-mo": "Hant", "ja-jp": "Jpan", "ko-kr": "Hang"}
_COLORS = {
    "dark1": "dk1", "text1": "dk1", "light1": "lt1", "background1": "lt1", "dark2": "dk2", "text2": "dk2",
    "light2": "lt2", "background2": "lt2", "hyperlink": "hlink", "followedHyperlink": "folHlink",
    **{f"accent{number}": f"accent{number}" for number in range(1, 7)},
}  # fmt: skip
_HEX = re.compile(r"[0-9A-Fa-f]{6}\Z")


class Theme:
    """Resolves theme fonts ("minorEastAsia") for the language of East Asian text, and theme colours."""

    def __init__(self, package: Package, east_asian_language: str) -> None:
        root = package.root(next(iter(package.related(package.main, "theme")), None))
        script = _SCRIPTS.get(east_asian_language.lower(), "Hans")
        self._fonts: dict[str, str] = {}
        self._colors: dict[str, str] = {}
        if root is not None:
            for kind in ("major", "minor"):
                self._read_fonts(kind, root.find(f".//{q(A, f'{kind}Font')}"), script)
            self._read_colors(root.find(f".//{q(A, 'clrScheme')}"))

    def font(self, name: str | None) -> str | None:
        """The font that a theme name stands for, or None when there is no theme or no such name."""
        return self._fonts.get(name or "") or None

    def color(self, name: str | None) -> str | None:
        """Six upper-case hex digits for a theme colour, tints left aside, or None."""
        return self._colors.get(_COLORS.get(name or "", ""))

    def _read_fonts(self, kind: str, fonts: Element | None, script: str) -> None:
        if fonts is None:
            return
        latin, east_asia, complex_script = (_typeface(fonts.find(q(A, tag))) for tag in ("latin", "ea", "cs"))
        for entry in fonts.iterchildren(q(A, "font")):
            if entry.get("script") == script and not east_asia:
                east_asia = _typeface(entry)
        self._fonts.update(
            {f"{kind}Ascii": latin, f"{kind}HAnsi": latin, f"{kind}EastAsia": east_asia, f"{kind}Bidi": complex_script}
        )

    def _read_colors(self, scheme: Element | None) -> None:
        for slot in element_children(scheme):
            value = next((child.get("lastClr") or child.get("val") for child in element_children(slot)), None)
            if value and _HEX.match(value):
                self._colors[slot.tag.rpartition("}")[2]] = value.upper()


def _typeface(element: Element | None) -> str:
    return element.get("typeface", "") if element is not None else ""
