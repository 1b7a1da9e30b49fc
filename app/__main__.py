"""`python -m app`: a command word runs the command line, `--selftest` the self-test; anything else opens the window."""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

NOT_STARTED = 2  # exit status when a part of the program itself is missing or broken


def main(words: Sequence[str]) -> int:
    """Run what the words ask for; returns the exit status."""
    from app.cli.arguments import COMMANDS

    if words and (words[0] in COMMANDS or words[0] in ("-h", "--help", "--version")):
        from app.cli import main as run_command

        return run_command(words)
    if words and words[0] == "--selftest" and len(words) > 1:
        from app.ui.selftest import run as run_selftest

        return run_selftest(words[1:])
    from app.ui.launch import run

    return run(words)


def start(words: Sequence[str]) -> int:
    """`main`, with what breaks before the window stands written to a log: a message box alone helps nobody later."""
    try:
        return main(words)
    except Exception:
        error = traceback.format_exc()
        _log(error)
        if words[:1] == ["--selftest"] and len(words) > 1:
            Path(words[1]).write_text(json.dumps({"ok": False, "error": error}, ensure_ascii=False), encoding="utf-8")
            return NOT_STARTED
        raise


def _log(error: str) -> None:
    try:
        from app.editing.folders import data_folder

        folder = data_folder() / "log"
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "start.log").open("a", encoding="utf-8") as file:
            file.write(f"{datetime.now().astimezone().isoformat(timespec='seconds')}\n{error}\n")
    except (OSError, ImportError):
        return


if __name__ == "__main__":
    sys.exit(start(sys.argv[1:]))
