"""The user's settings: one frozen struct, kept as TOML in the config folder (see `folders`)."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from app.docx.tracking import DEFAULT_AUTHOR
from app.editing.folders import config_folder
from app.rules.api import Mode, Stage

FILE_NAME = "settings.toml"
RECENT_LIMIT = 12


class Settings(msgspec.Struct, frozen=True):
    """What is remembered between two runs; unknown keys of a newer version are left out of account."""

    mode: Mode = "auto"
    stage: Stage = "review"
    profile: str = ""  # path of the unit's own profile; empty = the national standard alone
    zoom: int = 0  # percent; 0 = as wide as the pane
    show_outline: bool = True
    show_findings: bool = True
    panes: tuple[int, ...] = ()  # widths of the three panes
    window: tuple[int, ...] = ()  # x, y, width, height
    maximized: bool = False
    section_only: bool = False  # the findings list shows the section at the caret only
    list_numerals: bool = True  # list the numerals that follow a move before it is made
    recent: tuple[str, ...] = ()
    author: str = ""  # the name on tracked changes; empty = the name this PC knows the user by
    fonts_seen: tuple[str, ...] = ()  # missing fonts the user has been told about


@dataclass(frozen=True, slots=True)
class Option:
    """One setting as a dialog shows it: label, help, and its choices as value → words."""

    name: str
    label: str
    help: str
    choices: Mapping[str, str]


CHECKING_OPTIONS = (
    Option(
        "mode",
        "稿别",
        "报送稿须有主送机关；公布稿检查个人信息；内部稿放宽标题与署名的要求。",
        {"auto": "自动判断", "submitted": "报送稿", "published": "公布稿", "internal": "内部稿"},
    ),
    Option(
        "stage",
        "阶段",
        "送审时发文字号和成文日期可以留空；印发时留空为必须改；复核时文字改动须报原签批人。",
        {"draft": "起草", "review": "送审", "recheck": "复核", "issue": "印发"},
    ),
)


def load_settings(folder: Path | None = None) -> tuple[Settings, str | None]:
    """The settings, and a Chinese sentence for the user when the file was broken.

    A broken file is renamed to `settings.toml.bad`, and the defaults are used.
    """
    path = (folder or config_folder()) / FILE_NAME
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Settings), None
    except FileNotFoundError:
        return Settings(), None
    except OSError:
        return Settings(), f"读不了设置文件，已使用默认设置；请检查文件夹权限：{path.parent}"
    except (msgspec.DecodeError, msgspec.ValidationError, UnicodeDecodeError):
        return Settings(), _put_aside(path)


def save_settings(settings: Settings, folder: Path | None = None) -> bool:
    """Write `settings` atomically; False when the folder cannot be written (nothing else is lost then)."""
    target = (folder or config_folder()) / FILE_NAME
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.with_name(f"{FILE_NAME}.{os.getpid()}.tmp")
        temporary.write_text(to_toml(settings), encoding="utf-8", newline="\n")
        temporary.replace(target)
    except OSError:
        return False
    return True


def to_toml(settings: Settings) -> str:
    """The settings as TOML; JSON's strings, numbers, booleans and flat lists are TOML values as well."""
    fields = msgspec.structs.asdict(settings)
    lines = (f"{name} = {json.dumps(value, ensure_ascii=False)}".replace("\x7f", "\\u007f") for name, value in fields.items())
    return "\n".join(lines) + "\n"


def author_of(settings: Settings) -> str:
    """The name under which changes are tracked: the one set by hand, else the user's on this PC, else 文衡's."""
    known = settings.author.strip() or os.environ.get("USERNAME") or os.environ.get("USER") or ""
    return known.strip() or DEFAULT_AUTHOR


def with_recent(settings: Settings, path: Path) -> Settings:
    """The settings with `path` first among the recent reports."""
    name = str(path)
    rest = (other for other in settings.recent if os.path.normcase(other) != os.path.normcase(name))
    return msgspec.structs.replace(settings, recent=(name, *rest)[:RECENT_LIMIT])


def without_recent(settings: Settings, path: str) -> Settings:
    """The settings without `path` among the recent reports."""
    return msgspec.structs.replace(settings, recent=tuple(other for other in settings.recent if other != path))


def _put_aside(path: Path) -> str:
    aside = path.with_name(FILE_NAME + ".bad")
    try:
        path.replace(aside)
    except OSError:
        return f"设置文件内容有误，已使用默认设置；请删除该文件：{path}"
    return f"设置文件内容有误，已改名为 {aside.name} 并使用默认设置；需要时可在 {path.parent} 中查看"
