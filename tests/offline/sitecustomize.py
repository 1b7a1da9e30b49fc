"""Loaded by every Python that a test starts (tests/conftest.py puts this folder on PYTHONPATH): no network there either."""

from __future__ import annotations

import os
import sys

INTERNET = (2, 10, 23, 30)  # AF_INET, and AF_INET6 on Linux, Windows and macOS
USED = 97  # exit status


def address_family(event: str, args: tuple[object, ...]) -> bool:
    """Whether an audit event is a use of the network; sockets inside the machine (AF_UNIX) are none."""
    if event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"):
        return True
    if event == "socket.__new__":
        return args[1] in INTERNET
    return event in ("socket.connect", "socket.sendto", "socket.bind") and getattr(args[0], "family", None) in INTERNET


stopping = True  # off in pytest itself and its workers, where a test fails instead of the process


def _stop(event: str, args: tuple[object, ...]) -> None:
    if stopping and event.startswith("socket.") and address_family(event, args):
        os.write(2, f"a test run used the network: {event}\n".encode())
        os._exit(USED)


if __name__ == "sitecustomize" and os.environ.get("WENHENG_OFFLINE"):  # not when the tests import it
    sys.addaudithook(_stop)
