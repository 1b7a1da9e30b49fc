"""Reads strace's record of a run: which connections to other machines a program asked for."""

from __future__ import annotations

import re
from pathlib import Path

from packager.machine import BuildError

CALLS = "trace=socket,connect,bind,sendto,sendmsg"
_INTERNET = re.compile(r"\b(?:socket\(AF_(?:INET6?|PACKET)|sa_family=AF_INET6?)")


def no_network(record: Path, what: str, allowed: re.Pattern[str] | None = None) -> None:
    """Raises BuildError when the program opened an internet socket, or when nothing was recorded at all."""
    lines = record.read_text(encoding="utf-8", errors="replace").splitlines() if record.exists() else []
    if not lines:
        raise BuildError(f"{what}: the calls were not recorded")
    found = [line for line in lines if _INTERNET.search(line) and not (allowed and allowed.search(line))]
    if found:
        raise BuildError(f"{what} opens network connections:\n" + "\n".join(found[:10]))
