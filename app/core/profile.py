"""A profile: the values a report is held to, as typed TOML data (never code).

The national standard is `resources/profiles/gb9704.toml`; a unit's own file is merged over it field by field, and
`Profile.sources` remembers which file gave each value.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, cast

import msgspec

from app.core.errors import ProfileError

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
DEFAULT_PROFILE = RESOURCES / "profiles" / "gb9704.toml"


class Page(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Page geometry in twips (GB/T 9704-2012 5.1–5.2; rules.md A0)."""

    width: int
    height: int
    top: int
    bottom: int
    left: int
    right: int
    header: int
    footer: int
    line_pitch: int
    rows: int
    columns: int
    tolerance: int  # ± twips


class Style(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one role looks like: sizes in half-points, `*_chars` in hundredths of a character, `line` in exact twips."""

    name: str  # the named style written into the DOCX, e.g. 公文正文
    family: str  # the font class of the standard, e.g. 仿宋体
    font: str  # the font written for that class
    size: int
    align: str = "both"
    first_line_chars: int = 0
    left_chars: int = 0
    right_chars: int = 0
    hanging_chars: int = 0
    line: int = 579
    char_spacing: int = 0
    bold: bool = False
    before_lines: int = 0
    after_lines: int = 0
    outline_level: int | None = None
    keep_next: bool = False
    page_break_before: bool = False
    color: str = "auto"  # or six hex digits


class Profile(msgspec.Struct, frozen=True, dict=True, forbid_unknown_fields=True):
    """The merged values; `rules` maps a code (or its alias) to overrides: enabled, severity, and the rule's own settings."""

    name: str
    page: Page
    fonts: Mapping[str, tuple[str, ...]]  # font class → accepted font names
    styles: Mapping[str, Style]  # role (a Kind's value) → look
    rules: Mapping[str, Mapping[str, Any]] = {}
    sources: Mapping[str, str] = {}

    @cached_property
    def _families(self) -> Mapping[str, str]:
        return {name.lower(): family for family, names in reversed(list(self.fonts.items())) for name in names}

    def family_of(self, font: str) -> str | None:
        """The font class that `font` belongs to, or None for a font of no class in the standard."""
        return self._families.get(font.strip().lower())


def load_profile(path: Path | None = None) -> Profile:
    """The national standard, with the TOML file `path` merged over it.

    Raises ProfileError when a file cannot be read or a value has the wrong type.
    """
    merged: dict[str, Any] = {}
    sources: dict[str, str] = {}
    for file in (DEFAULT_PROFILE, path):
        if file is None:
            continue
        _merge(merged, _read(file), sources, file.stem, "")
    merged["sources"] = sources
    try:
        return msgspec.convert(merged, Profile)
    except msgspec.ValidationError as error:
        raise ProfileError(f"检查方案内容有误（{error}）", "请改正该文件，或改用内置的国家标准方案") from error


def named_profile(name: str | None, own: Path) -> Path | None:
    """The file of a profile given by name or path; `own` is the folder of the user's own ones. None: the standard.

    Raises ProfileError when there is none of that name.
    """
    if not name or name == DEFAULT_PROFILE.stem:
        return None
    candidates = [Path(name), own / f"{name}.toml", DEFAULT_PROFILE.parent / f"{name}.toml"]
    for path in candidates:
        if path.suffix == ".toml" and path.is_file():
            return path
    raise ProfileError(f"没有检查方案“{name}”", f"请写内置方案名或 .toml 文件；单位自有的方案放在 {own}")


def _read(path: Path) -> dict[str, Any]:
    try:
        return msgspec.toml.decode(path.read_bytes())
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ProfileError(f"读不了检查方案 {path.name}（{error}）", "请确认文件存在且为 TOML 格式") from error


def _merge(into: dict[str, Any], new: Mapping[str, Any], sources: dict[str, str], source: str, path: str) -> None:
    for key, value in new.items():
        here = f"{path}{key}"
        if isinstance(value, dict) and isinstance(into.get(key), dict):
            _merge(into[key], cast("dict[str, Any]", value), sources, source, here + ".")
        else:
            into[key] = value
            sources[here] = source
