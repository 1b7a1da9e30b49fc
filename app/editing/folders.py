"""Where the program keeps its own files: never beside the report, unless a `portable` file stands beside the program."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import platformdirs

APP = "Wenheng"


def _portable() -> Path | None:
    beside = Path(sys.executable).resolve().parent
    return beside if getattr(sys, "frozen", False) and (beside / "portable").exists() else None


def config_folder() -> Path:
    """Settings and profiles; WENHENG_HOME or a portable folder wins."""
    given = os.environ.get("WENHENG_HOME")
    if given:
        return Path(given) / "config"
    portable = _portable()
    return portable / "config" if portable else Path(platformdirs.user_config_dir(APP, appauthor=False, roaming=True))


def data_folder() -> Path:
    """Notes, backups, recovery copies and logs; WENHENG_HOME or a portable folder wins."""
    given = os.environ.get("WENHENG_HOME")
    if given:
        return Path(given) / "data"
    portable = _portable()
    return portable / "data" if portable else Path(platformdirs.user_data_dir(APP, appauthor=False))
