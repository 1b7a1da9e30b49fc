"""What settings.xml says about the whole document."""

from __future__ import annotations

from dataclasses import dataclass

from app.docx.names import VAL, W14, W15, Element, is_on, q, switch, twips, w
from app.docx.package import Package

DEFAULT_TAB = 720  # twips between default tab stops where nothing is said (ISO/IEC 29500-1 17.15.1.25)


@dataclass(frozen=True, slots=True)
class Settings:
    """`document_id` is w15:docId, else w14:docId; `east_asian_language` chooses the theme's font for Chinese."""

    even_and_odd: bool = False
    tracking: bool = False
    protected: bool = False
    document_id: str | None = None
    east_asian_language: str = "zh-CN"
    footnote_format: str | None = None
    default_tab: int = DEFAULT_TAB


def settings_part(package: Package) -> str | None:
    """The name of the settings part, or None."""
    return next(iter(package.related(package.main, "settings")), None)


def read_settings(package: Package) -> Settings:
    """The settings of a document; defaults where it has none."""
    root = package.root(settings_part(package))
    if root is None:
        return Settings()
    language = root.find(w("themeFontLang"))
    return Settings(
        even_and_odd=bool(is_on(root.find(w("evenAndOddHeaders")))),
        tracking=bool(is_on(root.find(w("trackRevisions")))),
        protected=_protected(root.find(w("documentProtection"))),
        document_id=_document_id(root),
        east_asian_language=(language.get(w("eastAsia")) if language is not None else None) or "zh-CN",
        default_tab=_default_tab(root.find(w("defaultTabStop"))),
    )


def _default_tab(element: Element | None) -> int:
    distance = twips(element.get(VAL)) if element is not None else None
    return distance if distance is not None and distance >= 20 else DEFAULT_TAB


def _protected(element: Element | None) -> bool:
    """Whether editing is restricted and the restriction is in force."""
    if element is None or not switch(element.get(w("enforcement")), False):
        return False
    return element.get(w("edit")) not in (None, "none")


def _document_id(root: Element) -> str | None:
    for namespace in (W15, W14):
        element = root.find(q(namespace, "docId"))
        if element is not None:
            return element.get(q(namespace, "val")) or element.get(VAL)
    return None
