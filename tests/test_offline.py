"""Proof that the network is out of reach of every test, and that a use of it fails the run."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import urllib.request

import pytest

from tests.conftest import NetworkUsedError, network_uses
from tests.offline.sitecustomize import USED


@pytest.mark.parametrize(
    "use",
    [
        lambda: socket.create_connection(("127.0.0.1", 9), 1),
        lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
        lambda: socket.socket(socket.AF_INET6),
        lambda: socket.getaddrinfo("localhost", 80),
        lambda: urllib.request.urlopen("http://127.0.0.1:9/", timeout=1),
    ],
)
def test_every_use_of_the_network_fails_and_is_noticed(use) -> None:
    with pytest.raises(NetworkUsedError):
        use()
    assert network_uses
    network_uses.clear()


def test_a_use_whose_error_is_swallowed_is_noticed_all_the_same() -> None:
    with contextlib.suppress(Exception):
        socket.getaddrinfo("localhost", 80)
    assert network_uses == ["socket.getaddrinfo"]
    network_uses.clear()


def test_a_program_that_a_test_starts_cannot_reach_it_either() -> None:
    code = "import contextlib, socket\nwith contextlib.suppress(BaseException): socket.create_connection(('127.0.0.1', 9), 1)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == USED
    assert "used the network" in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="sockets inside the machine are a matter of Unix")
def test_sockets_inside_the_machine_stay_allowed() -> None:
    one, other = socket.socketpair()
    with one, other:
        one.sendall(b"x")
        assert other.recv(1) == b"x"
