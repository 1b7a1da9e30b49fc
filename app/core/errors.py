"""Errors that a user can act on; everything else is a crash with a report."""

from __future__ import annotations

from pathlib import Path


class ReportError(Exception):
    """Something a user can act on.

    `message` says in one Chinese sentence part what is wrong, `hint` what to do; `str()` joins them with "；".
    """

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(f"{message}；{hint}")
        self.message = message
        self.hint = hint


class UnreadableError(ReportError):
    """The file cannot be opened: missing, empty, damaged, encrypted, of another kind, or hostile."""


class OldFormatError(UnreadableError):
    """An older kind of document that an installed office program can turn into a .docx."""


class UnwritableError(ReportError):
    """The file cannot be saved; the file that was there is untouched."""


class GuardError(UnwritableError):
    """What was about to be saved would have lost or broken something, so nothing was replaced.

    `beside` is the file that holds what would have been saved, once there is one.
    """

    def __init__(self, message: str, hint: str, beside: Path | None = None) -> None:
        super().__init__(message, hint)
        self.beside = beside


class ProfileError(ReportError):
    """A profile or notes file is not valid."""
