"""The unit's own profile as the clerk edits it: a TOML file in the config folder, merged over the standard."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import tomli_w

from app.core.errors import ProfileError, UnwritableError
from app.core.profile import Profile, merged_profile
from app.docx.save import write_atomically
from app.editing.folders import config_folder
from app.editing.versions import keep
from app.rules.api import Context
from app.rules.checker import Checker

FILE_NAME = "本单位.toml"


def profiles_folder() -> Path:
    """Where the clerk's own profiles are."""
    return config_folder() / "profiles"


def unit_file() -> Path:
    """The unit's own profile, there or not."""
    return profiles_folder() / FILE_NAME


def read_own(path: Path) -> dict[str, Any]:
    """The values that a profile file sets, {} when there is none. Raises ProfileError."""
    try:
        return msgspec.toml.decode(path.read_bytes(), type=dict[str, Any])
    except FileNotFoundError:
        return {}
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ProfileError(f"读不了单位方案 {path.name}（{error}）", "请确认文件存在且为 TOML 格式") from error


def checked(own: Mapping[str, Any], source: str) -> Profile:
    """The profile that `own` gives, tried as a whole: values, settings of rules, the unit's rules with their examples.

    Raises ProfileError with the first thing that does not hold.
    """
    profile = merged_profile(own, source)
    Checker(Context(profile))
    return profile


def silence(path: Path, code: str, reason: str | None) -> None:
    """Say in the profile `path` that the unit is not checked by rule `code` (reason None: that it is). Raises ProfileError."""
    own = read_own(path)
    silenced: dict[str, Any] = {key: value for key, value in own.get("silenced", {}).items() if key != code}
    if reason is not None:
        silenced[code] = reason
    rest = {key: value for key, value in own.items() if key != "silenced"}
    write_own(path, {**rest, **({"silenced": silenced} if silenced else {})})


def write_own(path: Path, own: Mapping[str, Any]) -> None:
    """Check and write a profile; the one before is backed up. Raises ProfileError."""
    checked(own, path.stem)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, tomli_w.dumps(own).encode("utf-8"), keep)
    except (OSError, UnwritableError) as error:
        raise ProfileError(f"单位方案没有存下（写不了 {path}）", "请检查该文件夹能否写入") from error
