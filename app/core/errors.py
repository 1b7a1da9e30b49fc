"""Errors that a user can act on; everything else is a crash with a report."""


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


class UnwritableError(ReportError):
    """The file cannot be saved; the file that was there is untouched."""


class GuardError(UnwritableError):
    """What was about to be saved would have lost or broken something, so nothing was replaced."""


class ProfileError(ReportError):
    """A profile or notes file is not valid."""
