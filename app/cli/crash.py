"""What nobody foresaw: one sentence for the person, the traceback in the log."""

from __future__ import annotations

import traceback
from collections.abc import Generator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from app.core.errors import ReportError
from app.editing.folders import data_folder


@contextmanager
def unforeseen() -> Generator[None]:
    """Turn any other exception into a ReportError, so that one file never stops the rest and no traceback is shown."""
    try:
        yield
    except ReportError:
        raise
    except Exception as error:
        where = _log(traceback.format_exc())
        hint = f"原文件没有改动；请把 {where} 交给维护人员" if where else "原文件没有改动；请把此情况告诉维护人员"
        raise ReportError(f"程序内部出错（{type(error).__name__}）", hint) from error


def _log(text: str) -> Path | None:
    """Append to the log in the data folder; gives the file, or None where it cannot be written."""
    file = data_folder() / "log" / "cli.log"
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8") as log:
            log.write(f"{datetime.now().astimezone().isoformat(timespec='seconds')}\n{text}\n")
        return file
    return None
