"""The command line: the same core as the window, without Qt (cli.md is its contract)."""

from app.cli.main import main

__all__ = ["main"]
