"""`python -m app`: a command word runs the command line; anything else opens the window."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from app.cli.arguments import COMMANDS


def main(words: Sequence[str]) -> int:
    """Run the command line or the window; returns the exit status."""
    if words and (words[0] in COMMANDS or words[0] in ("-h", "--help", "--version")):
        from app.cli import main as run_command

        return run_command(words)
    from app.ui.launch import run

    return run(words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
