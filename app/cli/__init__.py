"""The command line: the same core as the window, without Qt."""

from app.cli.main import main

__all__ = ["main"]
