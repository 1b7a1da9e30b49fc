"""A profile: the values a report is held to, as typed TOML data (never code).

The national standard is `resources/profiles/gb9704.toml`; a unit's own file is merged over it field by field, and
`Profile.sources` remembers which file gave each value.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, cast

import msgspec

from app.core.errors import ProfileError
from app.core.house import HouseRule

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


class Organ(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An organ: its full name, the short forms it is allowed, and the names it had before."""

    name: str
    short: tuple[str, ...] = ()
    former: tuple[str, ...] = ()


class Person(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A leader as the unit writes of them; `since` and `until` are ISO dates or empty."""

    name: str
    post: str
    since: str = ""
    until: str = ""


class Unit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the unit knows of itself; rules that need a roster read it, and stay silent where it is empty."""

    name: str = ""
    code: str = ""  # 机关代字
    organs: tuple[Organ, ...] = ()
    people: tuple[Person, ...] = ()
    addressees: tuple[str, ...] = ()  # usual 主送机关 lines
    red_head: str = ""  # 发文机关标志
    data_date: str = ""  # ISO date of the last change


@dataclass(frozen=True, slots=True)
class Deviation:
    """A value that departs from the standard: where, what the standard has (None: nothing), what the profile has, and why."""

    path: str
    national: object
    own: object
    basis: str


class Profile(msgspec.Struct, frozen=True, dict=True, forbid_unknown_fields=True):
    """The merged values; `rules` maps a code (or its alias) to overrides: enabled, severity, and the rule's own settings."""

    name: str
    page: Page
    fonts: Mapping[str, tuple[str, ...]]  # font class → accepted font names
    styles: Mapping[str, Style]  # role (a Kind's value) → look
    rules: Mapping[str, Mapping[str, Any]] = {}
    silenced: Mapping[str, str] = {}  # codes that the unit is not checked by → the reason
    house: tuple[HouseRule, ...] = ()
    unit: Unit = Unit()
    basis: str = "本单位制度"  # what a departure from the standard rests on
    sources: Mapping[str, str] = {}
    national: Mapping[str, Any] = {}  # path → the standard's own value, for every value another file changed

    @cached_property
    def _families(self) -> Mapping[str, str]:
        return {name.lower(): family for family, names in reversed(list(self.fonts.items())) for name in names}

    @cached_property
    def deviations(self) -> tuple[Deviation, ...]:
        """Where the profile departs from the standard in what pages, fonts, styles and rules look like, in order of path."""
        return tuple(
            Deviation(path, self.national.get(path), _value_at(self, path), self.basis)
            for path, source in sorted(self.sources.items())
            if source != DEFAULT_PROFILE.stem and path.partition(".")[0] in ("page", "fonts", "styles", "rules", "silenced")
        )

    def family_of(self, font: str) -> str | None:
        """The font class that `font` belongs to, or None for a font of no class in the standard."""
        return self._families.get(font.strip().lower())


def load_profile(path: Path | None = None) -> Profile:
    """The national standard, with the TOML file `path` merged over it.

    Raises ProfileError when a file cannot be read or a value has the wrong type.
    """
    own = _read(path) if path is not None else {}
    return merged_profile(own, path.stem if path is not None else "")


def merged_profile(own: Mapping[str, Any], source: str) -> Profile:
    """The national standard with the values `own` of a file called `source` merged over it. Raises ProfileError."""
    merged: dict[str, Any] = {}
    sources: dict[str, str] = {}
    _merge(merged, _read(DEFAULT_PROFILE), sources, DEFAULT_PROFILE.stem, "")
    national = {path: _value_in(merged, path) for path in sources}
    _merge(merged, own, sources, source, "")
    for style in cast("dict[str, dict[str, Any]]", merged.get("styles", {})).values():
        style.setdefault("line", merged["page"]["line_pitch"])
    merged["sources"] = sources
    merged["national"] = {path: value for path, value in national.items() if sources[path] != DEFAULT_PROFILE.stem}
    try:
        return msgspec.convert(merged, Profile)
    except msgspec.ValidationError as error:
        raise ProfileError(f"检查方案内容有误（{error}）", "请改正该文件，或改用内置的国家标准方案") from error


def _value_in(values: Mapping[str, Any], path: str) -> Any:
    for name in path.split("."):
        values = values[name]
    return values


def _value_at(profile: Profile, path: str) -> object:
    value: Any = profile
    for name in path.split("."):
        value = cast("dict[str, Any]", value).get(name) if isinstance(value, dict) else getattr(value, name, None)
    return value


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
        if isinstance(value, dict):
            if not isinstance(into.get(key), dict):
                into[key] = {}
            _merge(into[key], cast("dict[str, Any]", value), sources, source, here + ".")
        else:
            into[key] = value
            sources[here] = source
