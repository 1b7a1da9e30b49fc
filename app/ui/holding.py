"""The locks of one window: on the report that is open, and on the one that is being read in its place."""

from __future__ import annotations

from pathlib import Path

from app.editing import locks

Held = tuple[Path, locks.Lock]


class Holding:
    """`claim` before reading; then `take_over` when the report is shown, or `let_go` when it is not."""

    def __init__(self) -> None:
        self._open: Held | None = None
        self._next: Held | None = None

    def claim(self, path: Path | None) -> bool:
        """Lock the report that will be read; False when another window has it."""
        self.let_go()
        if path is None or not path.is_file() or self._has(path.resolve()):
            return True
        try:
            lock = locks.take_for_report(path)
        except OSError:
            return True  # no data folder, no locks: that must not keep anybody from working
        if lock is not None:
            self._next = (path.resolve(), lock)
        return lock is not None

    def take_over(self, path: Path | None) -> None:
        """What was claimed is open now (its own file is `path`); what was open before is free."""
        if self._next is None and path is not None and self._has(path.resolve()):
            return  # the same file, read again
        _release(self._open)
        self._open, self._next = self._next, None

    def move(self, path: Path) -> None:
        """The open report's own file is `path` now."""
        if not self._has(path.resolve()):
            self.claim(path)
            self.take_over(path)

    def let_go(self) -> None:
        """What was claimed will not be opened."""
        _release(self._next)
        self._next = None

    def _has(self, path: Path) -> bool:
        return self._open is not None and self._open[0] == path


def _release(held: Held | None) -> None:
    if held is not None:
        held[1].release()
